"""The content and the product of a child task against its parent's: the same, narrowed, widened, changed?"""

from __future__ import annotations

import re
from textwrap import shorten
from typing import NamedTuple

from search.coverage.differing import Diff, diff
from search.coverage.model import Difference, Relation
from search.coverage.pairing import Pairing, field_text
from search.coverage.targets import Target, dropped_percentage, moved

# words that make a duty depend on something the parent does not make it depend on
_CONDITIONS = re.compile(
    r"\(?(?:nếu\s+(?:có|cần|đủ\s+điều\s+kiện)|khi\s+(?:có|đủ)\s+điều\s+kiện|khi\s+(?:có\s+yêu\s+cầu|cần\s+thiết)|trong\s+trường\s+hợp"
    r"|tùy\s+(?:theo\s+)?(?:tình\s+hình|điều\s+kiện)|theo\s+khả\s+năng|phù\s+hợp\s+(?:với\s+)?(?:điều\s+kiện|tình\s+hình|khả\s+năng)"
    r"|căn\s+cứ\s+(?:tình\s+hình|điều\s+kiện))[^,;.()]*\)?",
    re.IGNORECASE,
)
_REWORDED = 0.65  # share of the parent's words from which other words are only other words
_FEW = 2  # words fewer than those whose place they take
_DUTY = 2
_QUOTED = 90  # characters of a quote in a note


class Verdict(NamedTuple):
    relation: Relation
    detail: str | None
    note: str


def content(pair: Pairing) -> Difference:
    """The contents; frames, list marks, misprints and other spellings make no difference."""
    parent, child = pair.parent.content.text, pair.child.content.text
    found = diff(parent, child, pair.said(), pair.given())
    verdict = _verdict(parent, child, found)
    weighs = verdict.relation == "narrowed" or (verdict.relation == "changed" and verdict.detail is None)
    return _difference(pair, verdict, found, finding=weighs and (not pair.shared or _is_lowered(verdict)))


def deliverable(pair: Pairing) -> Difference:
    """The products. A child table without the column lacks it without having dropped anything."""
    parent, child = field_text(pair.parent.deliverable), field_text(pair.child.deliverable)
    spans = pair.spans("deliverable")
    if parent is None or child is None:
        return _blank(pair, parent, child)
    found = diff(parent, child, pair.said(), pair.given())
    asked = pair.own_part(parent)
    verdict = _verdict(asked, child, found if asked == parent else diff(asked, child, pair.said(), pair.given()))
    lost = dropped_percentage(asked, f"{child} {pair.child.content.text}")
    if lost and verdict.relation not in {"same", "widened"} and not pair.siblings:
        verdict = Verdict("narrowed", "target_lowered", f"bỏ chỉ tiêu {_figure(lost)}")
    finding = _is_lowered(verdict) or (verdict.relation == "narrowed" and not pair.shared)
    return Difference(
        "deliverable", verdict.relation, parent, child, verdict.note, verdict.detail, finding, *spans, runs=found.runs
    )


def _blank(pair: Pairing, parent: str | None, child: str | None) -> Difference:
    above, below = pair.spans("deliverable")
    if parent is None and (child is None or pair.parent.kind == "narrative"):
        return Difference("deliverable", "same", None, child, "cấp trên không nêu sản phẩm", "n/a", False, (), below)
    if parent is None:
        return Difference("deliverable", "widened", None, child, "nêu thêm sản phẩm", "child_only", False, (), below)
    if "deliverable" not in pair.columns:
        own = pair.own_phrase is not None
        return Difference("deliverable", "missing", parent, None, "bảng con không có cột sản phẩm", "no_column", own, above)
    return Difference("deliverable", "missing", parent, None, "ô sản phẩm để trống", "dropped", True, above)


def _difference(pair: Pairing, verdict: Verdict, found: Diff, *, finding: bool) -> Difference:
    spans = pair.spans("content")
    return Difference(
        "content", verdict.relation, pair.parent.content.text, pair.child.content.text, verdict.note, verdict.detail, finding,
        *spans, runs=found.runs,
    )  # fmt: skip


def _is_lowered(verdict: Verdict) -> bool:
    return verdict.detail in {"target_lowered", "condition_added"}


def _verdict(parent: str, child: str, found: Diff) -> Verdict:
    other = moved(parent, child)
    if other and other[0] == "lowered":
        return Verdict("narrowed", "target_lowered", f"chỉ tiêu giảm từ {_figure(other[1])} xuống {_figure(other[2])}")
    condition = _condition(parent, child)
    if condition:
        return Verdict("narrowed", "condition_added", f"thêm điều kiện “{condition}”")
    if not found.dropped and not found.added:
        return Verdict("same", None, "giữ nguyên")
    if other:
        return Verdict("widened", "target_raised", f"chỉ tiêu tăng từ {_figure(other[1])} lên {_figure(other[2])}")
    return _by_words(found)


def _by_words(found: Diff) -> Verdict:
    """By what was dropped and what was added."""
    lost, more = (shorten(quote, _QUOTED, placeholder=" …") for quote in (found.lost, found.more))
    if not found.dropped:
        return Verdict("widened", "added", f"thêm “{more}”")
    slight = len(found.dropped) < _DUTY  # no duty has one syllable
    if (not found.cut or slight) and found.kept >= _REWORDED and len(found.dropped) <= len(found.added) + _FEW:
        return Verdict("changed", "reworded", f"thay “{lost}” bằng “{more}”" if more else f"lược “{lost}”")
    if len(found.dropped) > len(found.added):
        return Verdict("narrowed", "dropped", f"bỏ “{lost}”")
    return Verdict("changed", None, f"bỏ “{lost}”, thêm “{more}”")


def _condition(parent: str, child: str) -> str | None:
    """A condition that the child makes and the parent does not."""
    made = {" ".join(match[0].lower().split()) for match in _CONDITIONS.finditer(parent)}
    return next(
        (match[0].strip() for match in _CONDITIONS.finditer(child) if " ".join(match[0].lower().split()) not in made), None
    )


def _figure(target: Target) -> str:
    value = f"{target.value:g}".replace(".", ",")
    return f"{value}%" if target.of == "%" else f"{value} {target.of}"
