"""The pages of coverage: which papers can be compared, one report, one parent against all, and what people decide there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import FastAPI, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from api.coverage.decisions import DecisionForm, decide
from api.coverage.draft_files import draft_docx, draft_xlsx
from api.coverage.matrix_page import SHOWN as MATRIX_SHOWN
from api.coverage.matrix_page import matrix_page
from api.coverage.page import SHOWN, address, coverage_page
from api.coverage.report import coverage_docx, coverage_xlsx, matrix_xlsx
from api.coverage.work import compared, coverage_of, draft_of, matrix_of
from api.routes.base import Base
from api.telling import wording
from api.telling.wording import Link
from api.wiring import KnowledgeBase

Render = Callable[..., HTMLResponse]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEDIA = {"docx": _WORD, "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class CoverageForm(BaseModel):
    """The query of ``/coverage``; empty fields are not asked."""

    child: str = Field("", max_length=1000)
    parent: str = Field("", max_length=1000)
    agency: str = Field("", max_length=1000)
    show: str = Field("all", max_length=20)
    sheet: int = Field(1, ge=1, le=10_000)


class DecisionFields(BaseModel):
    """What a form of the report sends."""

    kind: str
    verdict: str
    parent: str
    parent_task: str
    child: str
    child_task: str = ""
    agency: str = ""
    who: str = ""
    why: str = ""
    show: str = "all"


def add_coverage_pages(app: FastAPI, render: Render) -> None:
    """``render`` makes a page from a template and its values."""

    @app.get("/coverage", include_in_schema=False)
    def coverage(base: Base, form: Annotated[CoverageForm, Query()]) -> HTMLResponse:
        if form.child:
            return _reports(base, form, render)
        if form.parent:
            shown = form.show if form.show in MATRIX_SHOWN else "all"
            return render("matrix.html", view=matrix_page(matrix_of(base, form.parent), shown, form.sheet))
        return render("coverages.html", pairs=_pairs(base), parents=_parents(base))

    @app.post("/coverage/decisions", include_in_schema=False)
    def decision(base: Base, form: Annotated[DecisionFields, Form()]) -> RedirectResponse:
        fields = form.model_dump(exclude={"show"})
        decide(base, DecisionForm(**fields))
        shown = form.show if form.show in SHOWN else ""
        return RedirectResponse(address(form.child, form.parent, form.agency, shown, form.parent_task), 303)

    @app.get("/coverage/report.{kind}", include_in_schema=False)
    def report(base: Base, kind: Literal["xlsx", "docx"], form: Annotated[CoverageForm, Query()]) -> Response:
        found = coverage_of(base, form.child, form.parent or None, form.agency.strip() or None)
        return _file(coverage_xlsx(found) if kind == "xlsx" else coverage_docx(found), kind, "doi-chieu")

    @app.get("/coverage/matrix.xlsx", include_in_schema=False)
    def matrix(base: Base, form: Annotated[CoverageForm, Query()]) -> Response:
        return _file(matrix_xlsx(matrix_of(base, form.parent)), "xlsx", "cac-don-vi")

    @app.get("/coverage/draft.{kind}", include_in_schema=False)
    def drafted(base: Base, kind: Literal["xlsx", "docx"], form: Annotated[CoverageForm, Query()]) -> Response:
        made = draft_of(base, form.parent, form.agency.strip() or None, form.child or None)
        return _file(draft_xlsx(made) if kind == "xlsx" else draft_docx(made), kind, "du-thao")


def _file(data: bytes, kind: Literal["xlsx", "docx"], name: str) -> Response:
    return Response(data, media_type=_MEDIA[kind], headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'})


def _reports(base: KnowledgeBase, form: CoverageForm, render: Render) -> HTMLResponse:
    shown = form.show if form.show in SHOWN else "all"
    found = coverage_of(base, form.child, form.parent or None, form.agency.strip() or None)
    view = base.knowledge
    return render("coverage.html", pages=[coverage_page(one, view, shown, form.agency.strip()) for one in found])


def _pairs(base: KnowledgeBase) -> list[dict[str, Any]]:
    """(child, its parents) with the addresses of their reports."""
    return [
        {
            "child": Link(wording.document_name(child), wording.document_address(child.id)),
            "issued": wording.issued(child),
            "parents": [Link(wording.document_name(parent), address(child.id, parent.id)) for parent in parents],
        }
        for child, parents in compared(base.knowledge)
    ]


def _parents(base: KnowledgeBase) -> list[tuple[Link, str, int]]:
    """(parent with the address of its matrix, issued, how many plans implement it)."""
    counted: dict[str, int] = {}
    for _, parents in compared(base.knowledge):
        for parent in parents:
            counted[parent.id] = counted.get(parent.id, 0) + 1
    documents = base.knowledge.by_id
    return [
        (
            Link(wording.document_name(documents[name]), f"/coverage?{urlencode({'parent': name})}"),
            wording.issued(documents[name]),
            count,
        )
        for name, count in counted.items()
    ]
