"""Which part does each document number of a question play: the document asked in, the source of tasks, or what is cited?

"nhiệm vụ theo kế hoạch 144"                       the document asked in
"kế hoạch nào lấy 08-CTr/BCĐ làm nguồn"            a source
"văn bản nào thay thế 349/KH-STP"                  what somebody cites
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from corpus.model import Document
from corpus.spelling import bare
from ingest.grammar import numbers
from search.asking.cue_words import CUES
from search.asking.plans_made import asks_who_made
from search.held.knowledge import Knowledge

_SUBJECT = re.compile(r"\s*(?:do|does|did)\b")
_DATED = re.compile(r"\s*,?\s*(?:ngày|ngay|of|dated)\s+(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")
_PLAN_FOR = re.compile(
    r"\b(?:ke hoach|chuong trinh|plans?)\s+(?:de\s+)?(?:trien khai(?:\s+thuc hien)?|thuc hien|cu the hoa|implementing|for)\s+"
    r"(?:(?:ke hoach|chuong trinh|nghi quyet|thong bao|quyet dinh|hanh dong|so)\s+)*$"
)
# the type of a paper before its number, and "số"
_TYPE = re.compile(
    r"\b(?:(?:nghi quyet|nghi dinh|ke hoach|chuong trinh(?: hanh dong)?|thong bao(?: ket luan)?"
    r"|quyet dinh|thong tu|cong van|de an)\s+)?so\s*$"
    r"|\b(?:nghi quyet|nghi dinh|chuong trinh(?: hanh dong)?|thong bao(?: ket luan)?|quyet dinh|thong tu)\s*$"
)
_CARRIED_OUT = frozenset({"implements", "specifies"})
_SHORT = re.compile(
    r"(?:^\W*(?=\d{2,5} (?:duoc|bi|giao|co|yeu cau|noi|quy dinh|gom|ky|va \d+ khac|khac)\b)"
    r"|\b(?:of|cua|trong|theo|tai|o|plan|kh|trien khai|thuc hien|thay the|cu the hoa|voi|va|phu luc\s+[ivx\d]{1,4}"
    r"|(?:ke hoach|thong bao|chuong trinh|quyet dinh|van ban)(?: so)?)\s+)(?P<digits>\d{2,5})\b"
    r"(?!\s*(?:[%/.,]\d|%|/|ngay\b|nam\b|thang\b|phu luc\b|(?:nhiem vu|viec|xa|so)\b(?! (?:nao|gi)\b)"
    r"|trieu\b|ty\b|nguoi\b|gio\b|phut\b))"
)
# "theo 41-KH/TU mà không theo 08-CTr/BCĐ"
_LINK = r"(?: (?:phai|theo|lay|co|tu|thuoc|do|dung|nguon|van ban|so|from|under|is|la|in|ra)){0,4}\s*$"
_LEFT_OUT = re.compile(rf"\b(?:khong|chu khong|ko|tru|ngoai|not|except|without){_LINK}")
_ONLY = re.compile(r"\b(?:chi|only) (?:theo|tu|do|lay|co|from|under)(?: nguon| van ban)?\s*$")  # "chỉ theo 08-CTr/BCĐ"
_JOINED = re.compile(r"\s*(?:,|;|và|va|hoặc|hoac|lẫn|lan|and|or|,\s*và)\s*", re.IGNORECASE)


@dataclass(slots=True)
class NumberSlots:
    """The numbers of a question by their part; ``unknown`` pairs what was typed with near ones, ``left`` is the rest.

    ``ends`` are the places behind the numbers that name documents, ``left_out`` the sources that must not be among a task's.
    """

    left: str
    documents: list[Document] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    unknown: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Named:
    """A number in the question that the corpus knows."""

    start: int
    end: int
    candidates: tuple[str, ...]
    elsewhere: bool = False  # its date is that of another paper, which the held ones cite


def read_numbers(text: str, left: str, cues: Collection[str], knowledge: Knowledge) -> NumberSlots:
    """Takes every number out of ``left``, which is ``text`` with what was read before blanked."""
    slots = NumberSlots(left)
    named = [
        one for found in numbers.find_in_question(left, knowledge.known_numbers) if (one := _named(found, slots, knowledge))
    ]
    named += _short(slots, knowledge)
    starts = [one.start for one in named]
    named = [one for one in named if asks_who_made(text) or not _names_child(one, slots, cues, knowledge)]
    containers = _containers(text, named, knowledge)
    for one in named:
        if len(named) > 1 and "only_source" not in cues and _LEFT_OUT.search(bare(text[: one.start])):
            slots.left_out += one.candidates
            continue
        if _ONLY.search(bare(text[: one.start])):
            slots.sources += one.candidates
            continue
        held = _held(one, knowledge)
        slots.ends.append(one.end)
        if held and one in containers and not one.elsewhere:
            slots.documents += held
        elif {"source", "documents", "all_of", "joint"} & set(cues):
            slots.sources += one.candidates
        else:
            slots.cited += one.candidates
    for start in starts:
        before = _TYPE.search(bare(slots.left[:start]))
        if before:
            _take(slots, before.start(), before.end())
    return slots


def _named(found: numbers.AskedNumber, slots: NumberSlots, knowledge: Knowledge) -> _Named | None:
    """A number that the corpus knows; a date behind it ("61/KH-UBND ngày 05/3/2026") must be that of the held paper."""
    _take(slots, found.start, found.end)
    if not found.candidates:
        slots.unknown.append((found.number, numbers.suggest(found.number, knowledge.known_numbers)))
        return None
    one = _Named(found.start, found.end, found.candidates)
    dated = _DATED.match(slots.left[found.end :])
    if dated is None:
        return one
    _take(slots, found.end, found.end + dated.end())
    day = (int(dated["year"]), int(dated["month"]), int(dated["day"]))
    days = [(d.date.year, d.date.month, d.date.day) for d in _held(one, knowledge) if d.date and d.date_precision == "day"]
    if days and day not in days and _cited_on(one, day, knowledge):
        return replace(one, elsewhere=True)
    if days and day not in days:
        slots.unknown.append((f"{found.number} {dated.group().strip(' ,')}", found.candidates))
        return None
    return one


def _cited_on(one: _Named, day: tuple[int, int, int], knowledge: Knowledge) -> bool:
    """Whether a held paper cites the number with this date: another office's paper of the same number."""
    keys = {numbers.key(candidate) for candidate in one.candidates}
    dates = (r.date for _, r in knowledge.references if r.date and numbers.key(r.number) in keys)
    return any((cited.year, cited.month, cited.day) == day for cited in dates)


def _short(slots: NumberSlots, knowledge: Knowledge) -> Iterator[_Named]:
    """ "phụ lục II của 152": digits alone where held papers bear them, all of these."""
    digits: dict[str, list[str]] = {}
    for number in dict.fromkeys(document.number for document in knowledge.documents if document.number):
        digits.setdefault(number.split("/")[0].split("-")[0], []).append(number)
    for found in _SHORT.finditer(bare(slots.left)):
        numbers_meant = digits.get(found["digits"])
        if numbers_meant:
            _take(slots, *found.span("digits"))
            yield _Named(*found.span("digits"), tuple(numbers_meant))


def _names_child(one: _Named, slots: NumberSlots, cues: Collection[str], knowledge: Knowledge) -> bool:
    """ "trong kế hoạch thực hiện 135-CTr/TU": the held plans that implement the number are asked in, where there are any."""
    if "documents" in cues or not _PLAN_FOR.search(bare(slots.left[: one.start])):
        return False
    keys = {numbers.key(candidate) for candidate in one.candidates}
    children = {citing for citing, r in knowledge.references if r.relation in _CARRIED_OUT and numbers.key(r.number) in keys}
    slots.documents += [document for document in knowledge.documents if document.id in children]
    return bool(children)


def _take(slots: NumberSlots, start: int, end: int) -> None:
    slots.left = slots.left[:start] + " " * (end - start) + slots.left[end:]


def _held(one: _Named, knowledge: Knowledge) -> list[Document]:
    return [document for number in one.candidates for document in knowledge.numbered(number)]


def _containers(text: str, named: list[_Named], knowledge: Knowledge) -> list[_Named]:
    """The numbers that name the document asked in: all of them, or beside a source cue the held ones farther from it."""
    cue = CUES["source"].search(bare(text))
    if cue is None:
        return [] if _asks_who_cites(text, named) else named
    distance = {
        one: min(abs(other.start - cue.start()) for other in together) for together in _lists(text, named) for one in together
    }
    nearest = min(distance.values(), default=0)
    return [one for one in named if distance[one] > nearest and _held(one, knowledge)]


def _lists(text: str, named: list[_Named]) -> list[list[_Named]]:
    """Numbers that "và" or a comma joins go together: "cả 08-CTr/BCĐ và 41-KH/TU làm nguồn"."""
    lists: list[list[_Named]] = []
    for one in named:
        if lists and _JOINED.fullmatch(text[lists[-1][-1].end : one.start]):
            lists[-1].append(one)
        else:
            lists.append([one])
    return lists


def _asks_who_cites(text: str, named: list[_Named]) -> bool:
    """ "văn bản nào thay thế 349/KH-STP" asks for who cites it; "144/KH-UBND căn cứ văn bản nào" for what it cites."""
    plain = bare(text)
    asked_for = CUES["documents"].search(plain)
    if asked_for is not None and _SUBJECT.match(plain, asked_for.end()):  # "what documents does 144/KH-UBND cite"
        return False
    if asked_for is not None and CUES["passive"].search(plain):  # "27/KH-SNV bị thay thế bởi kế hoạch nào"
        return not all(asked_for.start() < one.start for one in named)
    return asked_for is not None and all(asked_for.start() < one.start for one in named)
