"""Which documents does a sentence cite, and in which relation to the document that it stands in?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.grammar import periods
from ingest.grammar.number_grammar import TYPE_NAMES, Number
from ingest.grammar.number_grammar import find as find_numbers
from ingest.grammar.reference_cues import Mention, Relation, relations
from ingest.grammar.type_words import NAMES, TYPE_WORDS


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document; ``sentence[start:end]`` is the print of its number.

    ``type`` is the name printed before it, else what its code stands for; ``None`` where that is open (a Party "QĐ" may be a
    quyết định or a quy định). ``date`` and ``issuer`` are those printed right behind it.
    """

    start: int
    end: int
    number: str
    type: str | None
    date: date | None
    issuer: str | None
    relation: Relation


def find(sentence: str) -> tuple[Citation, ...]:
    """The numbered citations of one sentence or paragraph (NFC), in order; the document's own "Số: …" line is none."""
    numbers = [number for number in find_numbers(sentence) if number.number and not _is_own(sentence, number)]
    heads = [_head(sentence, number.start) for number in numbers]
    tails = [_tail(sentence, number.end) for number in numbers]
    starts = [head.start() if head else number.start for head, number in zip(heads, numbers, strict=True)]
    found: list[Citation] = []
    mentions = [Mention(start, tail.end) for start, tail in zip(starts, tails, strict=True)]
    for number, head, tail, relation in zip(numbers, heads, tails, relations(sentence, mentions), strict=True):
        kind = (
            (head and NAMES[" ".join(head["type"].lower().split())])
            or _shared_type(sentence, found, number)
            or _type_of(number)
        )
        found.append(Citation(number.start, number.end, number.canonical, kind, tail.date, tail.issuer, relation))
    return tuple(found)


def _is_own(sentence: str, number: Number) -> bool:
    """ "Số: 215/KH-UBND" in the head of a paper; the Party's "Số 46-KH/TU" has no colon but stands alone."""
    own = re.fullmatch(r"\W*Số\s*(?P<colon>:?)\s*", sentence[: number.start])
    return own is not None and (own["colon"] == ":" or not sentence[number.end :].strip())


# --- the words before a number -----------------------------------------------------------------------------------------------

# "Kế hoạch số", "THÔNG BÁO KẾT LUẬN SỐ", "Quyết định"
_TYPE_BEFORE = re.compile(rf"(?<!\w)(?P<type>{TYPE_WORDS})(?:\s+số)?\s*:?\s*$", re.IGNORECASE)
# "Luật Khoa học, công nghệ và đổi mới sáng tạo số 93/2025/QH15": the title stands between
_LAW_BEFORE = re.compile(r"(?<!\w)(?P<type>Bộ\s+luật|Luật|Pháp\s+lệnh)\s(?:(?!Luật|Pháp\s+lệnh)[^;:\n]){3,120}\ssố\s*$")
_REACH = 160  # characters before a number in which its type is sought


def _head(sentence: str, end: int) -> re.Match[str] | None:
    start = max(0, end - _REACH)
    return _TYPE_BEFORE.search(sentence, start, end) or _LAW_BEFORE.search(sentence, start, end)


_SHARED = re.compile(r"\s*(?:,|;|và)?\s*(?:số\s*)?:?\s*", re.IGNORECASE)  # "Quyết định số 12/QĐ-UBND, số 13/QĐ-UBND"


def _shared_type(sentence: str, before: Sequence[Citation], number: Number) -> str | None:
    last = before[-1] if before else None
    listed = last and _SHARED.fullmatch(sentence, last.end, number.start)
    return last.type if last and listed and _symbol(last.number) == _symbol(number.canonical) else None


def _symbol(number: str) -> str:
    return number.lstrip("0123456789.")


def _type_of(number: Number) -> str | None:
    if number.type_code is None:
        return None if number.year else "Công văn"
    if number.party and number.type_code in ("QĐ", "TT"):
        return "Thông tri" if number.type_code == "TT" else None
    return TYPE_NAMES.get(number.type_code)


# --- the words behind a number -----------------------------------------------------------------------------------------------

_FOOTNOTE_MARK = re.compile(r"(?<=[^\W\dA-ZĐ])[\d¹²³\[\]]{1,2}$")  # "Hội đồng nhân dân tỉnh1": raised in print
# What ends the issuer's name: "của UBND tỉnh | triển khai …", "của Ban Chỉ đạo | về …", "của Chính phủ | và Chương trình …"
_STOP = (
    r"về|triển\s+khai|ban\s+hành|thực\s+hiện|quy\s+định|sửa\s+đổi|bổ\s+sung|phê\s+duyệt|hướng\s+dẫn|thay\s+thế|bãi\s+bỏ|thông\s+qua|"
    r"trên\s+địa\s+bàn|giai\s+đoạn|năm|ngày|tại|trong|đã|là|được|theo|gửi|để|nhằm|cho|với|đối\s+với|hết\s+hiệu\s+lực|như\s+sau|"
    rf"và\s+(?:các\s+)?(?:{TYPE_WORDS}|số(?=\s)|\d+)"
)
_INNER = r",(?=\s+(?:Thể\s+thao|Hạ\s+tầng)\s)"  # "Sở Văn hóa, Thể thao và Du lịch", "Phòng Kinh tế, Hạ tầng và Đô thị"
_MARK = r"[;.:()“”\"<\t]"
_ISSUER = re.compile(
    rf"\s*,?\s*(?:của|do)\s+(?P<issuer>(?:[^;,.:()“”\"<\t]|{_INNER}){{2,110}}?)"
    rf"(?=\s+(?:{_STOP})(?!\w)|\s*{_MARK}|\s*(?!{_INNER}),|\s*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Tail:
    """What stands right behind a number, and where it ends."""

    end: int
    date: date | None
    issuer: str | None


def _tail(sentence: str, end: int) -> _Tail:
    day, end = _date(sentence, end)
    issuer = _ISSUER.match(sentence, end)
    if issuer is None or not issuer["issuer"][0].isupper():  # "của tỉnh" names nobody
        return _Tail(end, day, None)
    return _Tail(issuer.end(), day, _FOOTNOTE_MARK.sub("", " ".join(issuer["issuer"].split())))


def _date(sentence: str, end: int) -> tuple[date | None, int]:
    """ "ngày 08/4/2026", ", ngày 16/01/2026", "ngày 14 tháng 5 năm 2024"; a date without year is none."""
    lead = re.compile(r"[\s,(]*(?:ký\s+|ban\s+hành\s+)?(?=ngày\s)", re.IGNORECASE).match(sentence, end)
    if lead is None:
        return None, end
    behind = sentence[lead.end() : lead.end() + 60]
    first = next(iter(periods.scan(behind, None)), None)
    if first is None or first.start or first.unit != "day":
        return None, end
    return first.first, lead.end() + first.end
