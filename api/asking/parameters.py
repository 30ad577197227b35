"""The filters of a task list in an address, as FastAPI checks and documents them."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, TypeVar, get_origin

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError
from starlette.datastructures import QueryParams

from api.asking.filters import NAMES, NEUTRAL, TaskFilters, given

MAX_LIMIT = 100
LONGEST_QUESTION = 10_000
Form = TypeVar("Form", bound="FilterParameters")
_Word = Annotated[str, Field(max_length=1000)]


class FilterParameters(BaseModel):
    """One field for each filter. A field that the address does not name says nothing; an empty one takes the filter away."""

    agency: list[_Word] = Field([], description="cơ quan, có thể nhiều")
    together: bool = Field(False, description="mọi cơ quan đã nêu cùng có phần")
    role: list[_Word] = Field([], description="lead, coordinating, any")
    only: bool = Field(False, description="chỉ trong vai trò ấy")
    party: list[_Word] = Field([], description="cơ quan cùng vai trò, ví dụ “lead: Sở Y tế”; nhiều thì phải đủ cả")
    by: list[_Word] = Field([], description="name, group, issuer, product, any")
    source: list[_Word] = Field([], description="số văn bản giao nhiệm vụ")
    all_sources: bool = Field(False, description="theo mọi nguồn đã nêu, không chỉ một")
    cited: list[_Word] = Field([], description="số văn bản được nêu ở bất cứ đâu trong nhiệm vụ")
    document: list[_Word] = Field([], description="mã, số hoặc tên tệp của văn bản")
    source_only: bool = Field(False, description="không có nguồn nào khác")
    without_source: list[_Word] = Field([], description="không theo số này")
    annex: list[_Word] = []
    group: _Word = Field("", description="nhóm, ví dụ II")
    stt: _Word = ""
    due_after: _Word = Field("", description="hạn từ ngày này")
    due_before: _Word = Field("", description="hạn đến ngày này")
    also_due: list[_Word] = Field([], description="hoặc hạn trong những ngày này, ví dụ “2026-07-01 > 2026-09-30”")
    starting: bool = Field(False, description="hai ngày trên là ngày bắt đầu")
    overdue: bool = Field(False, description="đã quá hạn tính đến at")
    state: list[_Word] = Field([], description="overdue, soon, later, recurring, ongoing, done, unstated, any")
    at: _Word = Field("", description="coi ngày này là hôm nay")
    ongoing: bool = Field(False, description="việc thường xuyên")
    frequency: _Word = Field("", description="monthly, quarterly, yearly, …")
    adjustment: _Word = Field("", description="earlier, later, same, any")
    moved: _Word = Field("", description="“Quý IV > Quý III”")
    text: _Word = Field("", description="các từ phải có trong nội dung")
    about: _Word = Field("", description="các từ phải đứng gần nhau trong nhiệm vụ")
    product: _Word = Field("", description="các từ phải có trong sản phẩm")
    lacks: _Word = Field("", description="để trống: deadline, lead, coordinating, deliverable, adjusted")
    filled: _Word = Field("", description="có ghi: deadline, lead, coordinating, deliverable, adjusted")
    alone: bool = Field(False, description="không có nơi khác cùng chủ trì")
    receiver: list[_Word] = Field([], description="nơi nhận: nhiệm vụ ghi gửi, trình, báo cáo cơ quan này")
    without: list[_Word] = Field([], description="không có cơ quan này trong vai trò ấy, ví dụ “coordinating: Sở Y tế”")
    unconditional: bool = Field(False, description="bỏ các cụm từ có “liên quan”")
    named_first: bool = Field(False, description="phối hợp qua cụm từ chỉ chung liệt kê riêng")
    narrative: _Word = Field("", description="việc giao trong lời văn: apart (riêng), with (cùng), without (bỏ)")

    def named(self) -> dict[str, list[str]]:
        """What the address names, by filter."""
        return {name: _said(getattr(self, name)) for name in NAMES if name in self.model_fields_set}

    def filters(self, over: TaskFilters = NEUTRAL) -> TaskFilters:
        """Raises ``InputError``."""
        return given(self.named(), over)


class TaskParameters(FilterParameters):
    """The query of ``/api/tasks``; a name that does not exist is refused rather than ignored."""

    model_config = {"extra": "forbid"}

    sort: _Word = Field("", description="deadline, agency, stt, document; “-deadline” ngược lại; bỏ trống là theo văn bản")
    limit: int = Field(50, ge=1, le=MAX_LIMIT)
    cursor: str | None = None


class ExportParameters(FilterParameters):
    """The query of ``/api/tasks.csv``, ``.xlsx`` and ``.ics``."""

    model_config = {"extra": "forbid"}

    sort: _Word = ""


class SearchParameters(FilterParameters):
    """The query of ``/api/search``."""

    model_config = {"extra": "forbid"}

    q: str = Field(max_length=LONGEST_QUESTION)
    limit: int = Field(10, ge=1, le=MAX_LIMIT)
    cursor: str | None = None
    ranked: bool = Field(True, description="false: theo tổng điểm, không qua bộ xếp hạng; nhanh hơn, kém hơn một chút")


class AskParameters(FilterParameters):
    """The query of ``/api/ask``: a question, and filters in place of what was understood."""

    model_config = {"extra": "forbid"}

    q: str = Field(max_length=LONGEST_QUESTION)
    intent: _Word = Field("", description="tasks, count hoặc passages thay cho loại câu hỏi đã hiểu")
    sort: _Word = ""


class TaskForm(FilterParameters):
    """The query of the page ``/tasks``."""

    sort: _Word = ""
    page: int = Field(1, ge=1, le=1_000_000)


class QuestionForm(FilterParameters):
    """The query of the page ``/``."""

    q: str = Field("", max_length=LONGEST_QUESTION)
    intent: _Word = ""
    sort: _Word = ""


def read(form: type[Form], said: QueryParams) -> Form:
    """What ``Annotated[form, Query()]`` gives, in a tenth of the time: FastAPI looks at each of the fields anew.

    Raises ``RequestValidationError``.
    """
    lists = _lists(form)
    try:
        return form.model_validate({name: said.getlist(name) if name in lists else said[name] for name in said})
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


def documented(form: type[FilterParameters]) -> dict[str, Any]:
    """The parameters of a form that ``read`` reads, as OpenAPI names them."""
    schema = form.model_json_schema()
    return {
        "parameters": [
            {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": field}
            | ({"description": field["description"]} if "description" in field else {})
            for name, field in schema["properties"].items()
        ]
    }


@cache
def _lists(form: type[FilterParameters]) -> frozenset[str]:
    return frozenset(name for name, field in form.model_fields.items() if get_origin(field.annotation) is list)


def _said(value: bool | str | list[str]) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [value] if isinstance(value, str) else value
