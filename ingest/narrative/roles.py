"""Roles that stand behind the work: "… (Sở Y tế chủ trì, xong trong quý II)", "… do Sở Y tế chủ trì", "Đơn vị chủ trì: …"."""

from __future__ import annotations

import re

from corpus.spelling import CAPITALS
from ingest.grammar.columns import Role, role_of
from ingest.names.naming import Issuer
from ingest.narrative import clauses

Place = tuple[int, int]

_ROLE = r"(?:chủ trì|phụ trách|thực hiện|tham mưu|là đầu mối|làm đầu mối|đầu mối|tổ chức|triển khai)"
_WITH = r"(?:,?\s*(?:và\s+)?(?:phối hợp|cùng)(?:\s+với)?\s+(?P<with>[^;.()]+?))?"
_BESIDE = r"(?:[,;]\s*(?P<beside>[^;.()]+?)\s+phối hợp(?:\s+(?:tổ chức\s+)?thực hiện)?)?"
_WHEN = r"(?:[,;]?\s+(?:hoàn thành|xong|trước|trong|chậm nhất|thời gian|từ ngày|định kỳ)\b[^;.]*)?"
# "chủ trì, phối hợp với Sở Y tế, hoàn thành trước …", "chủ trì, Sở Nội vụ phối hợp"
_BARE = re.compile(rf"(?i)^{_ROLE}(?:,?\s+{_ROLE})*{_WITH}{_BESIDE}{_WHEN}\W*$")
_BRACKET = re.compile(r"\((?P<inside>[^()]{6,400})\)[\s.;]*$")
_DONE_BY = re.compile(rf"(?:[,;]\s*|\s)(?:do|giao|phân công)\s+(?=[{CAPITALS}]|các\s)")
_CUE = re.compile(r"^\s*(?:[Dd]o|[Gg]iao)\s+")
_LABEL = re.compile(r"^\W*(?P<label>[^:.;]{3,50}?)\s*:\s*(?=\S)")
_LONGEST_LABEL = 6  # words


def is_bare(predicate: str, issuer: Issuer) -> bool:
    """Whether a predicate gives a role in work that is said elsewhere: "chủ trì, phối hợp với Sở Y tế"."""
    found = _BARE.match(predicate)
    if found is None:
        return False
    others = [words for words in (found["with"], found["beside"]) if words is not None]
    return all(clauses.named_at(words, 0, len(words), issuer) >= len(words.rstrip()) for words in others)


def trailing(text: str, issuer: Issuer) -> Place | None:
    """Where a sentence names behind its work who does it."""
    bracket = _BRACKET.search(text)
    places = [bracket.span("inside")] if bracket else []
    places += [(cue.end(), len(text)) for cue in _DONE_BY.finditer(text)]
    return next((found for place in places if (found := _assigned(text, *place, issuer))), None)


def labelled(text: str) -> Role | None:
    """The field that a sentence or line of labels begins with: "Đơn vị chủ trì: …", "Thời gian: …"."""
    found = _LABEL.match(text)
    role = role_of(found["label"]) if found and len(found["label"].split()) <= _LONGEST_LABEL else None
    return None if role == "content" else role


def behind_label(text: str) -> Place | None:
    """Where the value of "Đơn vị chủ trì: …" stands in a sentence."""
    found = _LABEL.match(text) if labelled(text) == "lead" else None
    return (found.end(), re.compile(r"[;.]|$").search(text, found.end()).start()) if found else None  # type: ignore[union-attr]


def _assigned(text: str, start: int, end: int, issuer: Issuer) -> Place | None:
    inside = _CUE.sub("", text[start:end])
    start = end - len(inside)
    duty = clauses.read(inside, issuer, carried=False)
    if duty is None or duty.actor is None or not is_bare(inside[duty.verb :], issuer):
        return None
    return duty.actor[0] + start, duty.actor[1] + start
