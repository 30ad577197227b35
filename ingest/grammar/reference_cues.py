"""In which relation does a sentence put the documents that it cites?

A preamble is a list under one cue, "Thực hiện A của X; B của Y thực hiện C; D, Sở Z ban hành Kế hoạch": A, B and D are
implemented, C only by B. Elsewhere a cue governs the document right behind it, and what is joined to that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from ingest.grammar.type_words import TYPE_WORDS

Relation = Literal["implements", "specifies", "replaces", "amends", "repeals", "legal_basis", "attaches", "annex_of", "cites"]


class Mention(NamedTuple):
    """Where a citation stands: from the words of its type to the end of its date and issuer."""

    start: int
    end: int


def relations(text: str, mentions: Sequence[Mention]) -> list[Relation]:
    """The relation of each mention (in order, none overlapping) to the document that ``text`` stands in."""
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text) + 1]
    found: list[Relation] = []
    for start, end in pairwise(bounds):
        found.extend(_in_sentence(text[:end], start, [mention for mention in mentions if start <= mention.start < end]))
    return found


# --- the words ---------------------------------------------------------------------------------------------------------------

# A full stop, not that of an abbreviation (TP., TM.); or a new line that begins with a cue.
_SENTENCE_END = re.compile(
    r"(?<![A-ZĐ.\d\s])\.\s{1,20}(?=[\W_]{0,20}[^\W\d_a-z])|\n(?=[\W_]{0,20}(?:Căn cứ|Thực hiện|Triển khai|Theo|Xét)\s)"
)
_FILLER = r"(?:\s*(?:các|nội\s+dung|nghiêm\s+túc|có\s+hiệu\s+quả|hiệu\s+quả|kịp\s+thời|đầy\s+đủ|,))*\s*"
_ACT = r"(?:triển\s+khai(?:\s+thực\s+hiện)?|thực\s+hiện|thi\s+hành)"
_INSTRUCTED = r"(?:\s*(?:ý\s+kiến\s+)?chỉ\s+đạo(?:\s+của\s+[^;,]{1,80})?\s+(?:tại|theo)\s*)?"  # "Thực hiện chỉ đạo của … tại"
# Bullets, item numbers, the name of the paper itself: "1. ", "KẾ HOẠCH Thực hiện …", "V/v triển khai …"
_BULLET = r"[\W_]{0,20}(?:(?:\d+(?:\.\d+)*|[a-zđ]|[IVX]+)[.)]\s+)?[\W_]{0,20}"
_PREFIX = rf"{_BULLET}(?:{TYPE_WORDS}[\W_]+(?={_ACT}|căn\s+cứ|cụ\s+thể)|V/v\s+|Về\s+việc\s+)?"

_HEAD_WORDS: tuple[tuple[Relation, str], ...] = (
    ("legal_basis", r"căn\s+cứ(?:\s+vào)?"),
    ("implements", rf"(?:để\s+)?{_ACT}"),
    ("annex_of", r"(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo"),
    ("cites", r"(?:theo|xét|trên\s+cơ\s+sở|tại)"),
)
_HEADS: tuple[tuple[Relation, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(rf"{_PREFIX}{words}(?!\w)", re.IGNORECASE)) for relation, words in _HEAD_WORDS
)
# "một số điều của", "khoản 2 Điều 5 của"
_PART = r"(?:\s+(?:một\s+số\s+|các\s+)?(?:điều|khoản|điểm|mục|phụ\s+lục|nội\s+dung)[^;.]{0,80}?\s(?:của|tại|theo))?"
_CUES: tuple[tuple[Relation, str], ...] = (
    ("replaces", r"thay\s+thế(?:\s+cho)?"),
    ("amends", rf"(?:sửa\s+đổi|bổ\s+sung|đính\s+chính)(?:\s*(?:,|và)\s*bổ\s+sung)?{_PART}"),
    ("repeals", rf"(?:bãi\s+bỏ|h[ủu][ỷy]?\s+bỏ){_PART}"),
    ("attaches", r"(?:đính|gửi)\s+kèm(?:\s+theo)?"),
    ("specifies", r"cụ\s+thể\s+h(?:óa|oá)"),
)
_BEHIND: tuple[tuple[Relation, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(rf"(?<!\w){words}{_FILLER}$", re.IGNORECASE)) for relation, words in _CUES
)
_ANOTHER: tuple[tuple[Relation, re.Pattern[str]], ...] = tuple(  # "thay thế A và bãi bỏ B"
    (relation, re.compile(rf"(?:,|(?<!\w)và|đồng\s+thời)\s*{words}{_FILLER}$", re.IGNORECASE)) for relation, words in _CUES
)
_OWN_ACTS = frozenset(relation for relation, _ in _CUES)  # what only the document itself can be said to do
_EXPIRED = re.compile(r"(?:\s+[^;.,\n]{0,120})?\s+hết\s+hiệu\s+lực", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"(?:ban\s+hành|xây\s+dựng|đề\s+ra|triển\s+khai)[^;]{0,400}\s(?:như\s+sau|sau\s+đây|với\s+các\s+nội\s+dung)", re.IGNORECASE
)
_OWN = re.compile(rf"(?:trên\s+đây\s+là|ban\s+hành|xây\s+dựng)\s+{TYPE_WORDS}(?:\s[^;]*)?\s{_ACT}{_FILLER}$", re.IGNORECASE)
_CLOSING = re.compile(r"[\W_]*trên\s+đây\s+là\s", re.IGNORECASE)
_LINK = re.compile(r"[\s,]*(?:và|cùng)?\s*(?:các\s+)?", re.IGNORECASE)
_COMMA = re.compile(r",\s*(?:và\s+)?(?:các\s+)?$", re.IGNORECASE)
_AND = re.compile(r"(?<!\w)và\s+(?:các\s+)?$", re.IGNORECASE)
_UNNUMBERED = re.compile(rf"{_BULLET}(?:và\s+)?{TYPE_WORDS}", re.IGNORECASE)


# --- the rules ---------------------------------------------------------------------------------------------------------------


def _in_sentence(text: str, start: int, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """``text`` ends with the sentence that begins at ``start``."""
    preamble = _PREAMBLE.search(text, start) is not None
    by_semicolon = any(";" in text[one.end : other.start] for one, other in pairwise(mentions))
    listed: Relation = "cites"  # what the members of the list stand under
    nested = False  # inside what a cited document does itself
    last = start
    for index, mention in enumerate(mentions):
        gap = text[last : mention.start]
        rest, *members = gap.split(";") if index else ["", *gap.split(";")]
        if members:
            for unnumbered in members[:-1]:
                listed = _after_unnumbered(unnumbered, listed)
            relation, nested = _opening(members[-1], listed, preamble), False
        else:
            relation, nested = _continuing(rest, listed, nested, by_semicolon)
        listed = listed if nested else relation
        expired = relation == "cites" and _EXPIRED.match(text, mention.end)
        yield "repeals" if expired else relation
        last = mention.end


def _after_unnumbered(member: str, listed: Relation) -> Relation:
    """A member without a number, "Nghị quyết Đại hội Đảng bộ tỉnh;", keeps the list going."""
    head = next((relation for relation, pattern in _HEADS if pattern.match(member)), None)
    return head or (listed if _UNNUMBERED.match(member) else "cites")


def _opening(before: str, listed: Relation, preamble: bool) -> Relation:
    """The relation of the first mention of a sentence or behind ";"; ``before`` is what stands before it there."""
    for relation, pattern in _HEADS:
        if head := pattern.match(before):
            return relation if _reaches(relation, before[head.end() :], preamble) else "cites"
    if _LINK.fullmatch(before):
        return listed
    for relation, pattern in _BEHIND:
        if pattern.search(before):
            return relation
    return "implements" if _OWN.search(before) and (preamble or _CLOSING.match(before)) else "cites"


def _reaches(relation: Relation, between: str, preamble: bool) -> bool:
    """Whether a cue at the head governs the document behind ``between``, not just the goals or tasks in it."""
    if relation == "implements":
        return preamble or re.fullmatch(_FILLER + _INSTRUCTED, between, re.IGNORECASE) is not None
    return relation != "annex_of" or re.fullmatch(_FILLER, between, re.IGNORECASE) is not None


def _continuing(gap: str, listed: Relation, nested: bool, by_semicolon: bool) -> tuple[Relation, bool]:
    """The relation of a later mention of the same member, and whether it is inside what a cited document does."""
    for relation, pattern in _ANOTHER:
        if listed in _OWN_ACTS and pattern.search(gap):
            return relation, False
    comma = _COMMA.search(gap) is not None and not (nested and by_semicolon)
    joined = comma or _LINK.fullmatch(gap) is not None or _AND.search(gap) is not None
    nested = not joined or (nested and not comma)
    return ("cites" if nested else listed), nested
