"""Who and when in a bracket without labels behind the work: "… (Sở Nội vụ; tháng 6)", "… (quý II/2026 - Sở Tài chính)".

One part of it must be nothing but agencies and the other nothing but a time: "(Đồng Tháp, tháng 7)" says where, not who.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extent import Extent
from ingest.grammar.bare_times import Halves, halves, is_time
from ingest.grammar.columns import Role
from ingest.names import agencies
from ingest.names.cell_roles import role_of_part
from ingest.names.naming import Issuer
from ingest.narrative import clauses

Fields = tuple[tuple[Role, Extent], ...]

_BRACKET = re.compile(r"(?:\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)|\[(?P<square>[^\[\]]*)\])[\s.;,]*$")
_ROLE = (
    r"(?:chủ\s+trì|thực\s+hiện|phụ\s+trách|tham\s+mưu|đầu\s+mối|phối\s+hợp|trình|chuẩn\s+bị|soạn\s+thảo|xây\s+dựng|báo\s+cáo)"
)
_ONLY_ROLE = re.compile(rf"(?:là\s+)?{_ROLE}(?:[\s,]+{_ROLE})*\W*", re.IGNORECASE)
_DOER = re.compile(r"^(?:(?:do|giao)\s+)?(?:đ/c\s+)?", re.IGNORECASE)
_DONE = re.compile(r"\W*đã\s", re.IGNORECASE)  # "Đã tổ chức 05 hội nghị (Sở Nội vụ, tháng 3)" tells what was done
_LONGEST = 200  # characters of such a bracket
_KNOWN = frozenset({"agency", "unit", "group"})


def trailing_fields(words: Extent, *, lead_alone: bool = False) -> tuple[int, Fields] | None:
    """Where the bracket begins, and who and when it names; ``lead_alone``: who without when is enough."""
    bracket = _BRACKET.search(words.text)
    if bracket is None or not bracket.start():
        return None
    start, end = bracket.span("square" if bracket["inside"] is None else "inside")
    if end - start > _LONGEST or _DONE.match(words.text) or _has_actor(words.text[: bracket.start()]):
        return None
    for who, when in _either_way(words.text, start, end):
        if is_time(words.text[slice(*when)]) and _names_all(words.text[slice(*who)]):
            return bracket.start(), (("lead", words.part(*who)), ("deadline", words.part(*when)))
    if lead_alone and _names_all(words.text[start:end]):
        return bracket.start(), (("lead", words.part(start, end)),)
    return None


def _either_way(text: str, start: int, end: int) -> Iterator[Halves]:
    """Each way to part the bracket in two, either half first."""
    for one, other in halves(text, start, end):
        yield one, other
        yield other, one


def _has_actor(work: str) -> bool:
    """Whether the work says itself who does it: "Sở Nội vụ tổ chức tập huấn (Sở Y tế; tháng 6)"."""
    duty = clauses.read(work, Issuer("", None), carried=False)
    return duty is not None and duty.actor is not None


def _names_all(text: str) -> bool:
    """Whether a text names agencies that are known, with their role at most."""
    named = agencies.read(_DOER.sub("", text))
    joining = [role_of_part(one.part) == "coordinating" for one in named]  # "(Sở Y tế phối hợp)" leads nothing
    known = any(one.kind in _KNOWN for one in named)  # "(Sở Y tế, các doanh nghiệp; tháng 6)"
    return (
        known
        and not all(joining)
        and all(
            (one.kind in _KNOWN or one.kind == "external") and (one.part is None or _ONLY_ROLE.fullmatch(one.part))
            for one in named
        )
    )
