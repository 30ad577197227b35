"""Which fields of a task must be empty, or filled? "không có cả sản phẩm lẫn thời hạn", "có cả thời hạn lẫn sản phẩm"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.spelling import bare
from search.asking.task_query import Lack

_WHO = r"(?:(?:don vi|co quan) )?"
_FIELDS: dict[Lack, str] = {
    "adjusted": r"(?:han|tien do|thoi gian) dieu chinh|adjusted deadline",
    "deadline": r"(?:thoi )?han(?: hoan thanh)?|thoi gian(?: hoan thanh)?|deadline",
    "lead": rf"{_WHO}(?:chu tri|dau moi)|lead agency|lead",
    "coordinating": rf"{_WHO}phoi hop|coordinating agency|coordinator",
    "deliverable": r"(?:yeu cau )?(?:san pham|ket qua)|deliverable|product",
}
_FIELD = rf"(?:an? |any )?(?:{'|'.join(_FIELDS.values())})s?"
_NOT = r"(?:khong|chua|ko)(?: he)? (?:co|neu|ghi|in|ro|xac dinh)(?: ro)?|bo trong|de trong|thieu|without|neither|no"
_JOINT = rf"(?:,? (?:lan|va|nor|and|or|hoac|hay|cung (?:{_NOT})|(?:{_NOT}))|,) "
_LIST = rf"(?:ca (?:hai )?)?{_FIELD}(?:{_JOINT}{_FIELD})+"
_LACKING = re.compile(rf"\b(?:{_NOT}) (?P<fields>{_LIST})\b")
_FILLED = re.compile(
    rf"(?<!khong )(?<!chua )\b(?:co|neu|ghi|with)(?: ro| du| day du)? (?:both )?(?P<fields>{_LIST})\b|(?<!khong )(?<!chua )"
    rf"\b(?:co|neu|ghi) (?:ghi|neu) (?:ro )?(?P<field>{_FIELD})\b"
)


_BUT = r",? (?:nhung|ma|va|but|and)(?: lai| van)? "
_CONTRASTS = (  # "có sản phẩm nhưng không có thời hạn", and the other way round
    re.compile(rf"(?<!khong )(?<!chua )\bco (?:ghi |neu )?(?P<filled>{_FIELD}){_BUT}(?:{_NOT}) (?P<empty>{_FIELD})\b"),
    re.compile(rf"\b(?:{_NOT}) (?P<empty>{_FIELD}){_BUT}co (?:ghi |neu )?(?P<filled>{_FIELD})\b"),
)


@dataclass(frozen=True, slots=True)
class Fields:
    """``lacking`` must be empty, ``filled`` must not; ``start`` and ``end`` are the words that say so."""

    lacking: frozenset[Lack]
    filled: frozenset[Lack]
    start: int
    end: int


def fields_in(text: str) -> Fields | None:
    """The first list of fields in a question; a single empty one is a cue (``search.asking.cues``)."""
    plain = bare(text)
    both = next((found for pattern in _CONTRASTS if (found := pattern.search(plain))), None)
    if both is not None:
        return Fields(_named(both["empty"]), _named(both["filled"]), *both.span())
    lacking, filled = _LACKING.search(plain), _FILLED.search(plain)
    if lacking is not None:
        return Fields(_named(lacking["fields"]), frozenset(), *lacking.span())
    if filled is not None:
        return Fields(frozenset(), _named(filled["fields"] or filled["field"]), *filled.span())
    return None


def _named(said: str) -> frozenset[Lack]:
    found: set[Lack] = set()
    for field, words in _FIELDS.items():
        said, count = re.subn(rf"\b(?:{words})s?\b", " ", said)
        found |= {field} if count else set()
    return frozenset(found)
