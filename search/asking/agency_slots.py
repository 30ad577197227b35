"""Which part does each agency of a question play: whom the tasks are for, who issued the papers, who gives the work?

"Sở Tư pháp phải làm gì"                 whom the tasks are for; so is "công an" for short, and "sở" for any department
"kế hoạch của Sở Y tế", "kế hoạch xã"    who issued the papers asked in
"UBND tỉnh giao Sở Y tế việc gì"         who gives the work
"báo cáo nào gửi Sở Y tế"                whom something goes to
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.agencies import lookup
from corpus.model import Document
from corpus.spelling import bare
from ingest.names import agencies
from ingest.names.agencies import Named
from search.asking.compared import asks_to_compare
from search.asking.role_binding import Placed
from search.asking.sending import is_receiver, words_of_sending
from search.asking.short_names import held_as, short_names
from search.binding.asked_agency import AskedAgency, asked, issued_by, located
from search.binding.kinds import as_kind, issuing_kind, kinds_in, meant
from search.binding.reach import near
from search.binding.stated import exists, is_stated
from search.held.homes import home_behind, home_closing
from search.held.knowledge import Knowledge
from search.held.plain_words import tokens

_PLAN_OF = re.compile(
    r"(?:ke hoach|chuong trinh|van ban|thong bao|plans?|programme)\s+(?:(?:trong )?nam 20\d\d\s+)?"
    r"(?:(?:cua|do|of|by|tai|o)\s+)?(?:the\s+)?$"
)
_PLAN_AFTER = re.compile(r"^(?:'s)?\s+(?:plan|programme)\b")
_PLAN_BESIDE = re.compile(
    r"(?:ke hoach|chuong trinh|van ban|thong bao) (?:(?:cua|do) )?\s{4,}(?:va|voi|so voi|hay)\s+$"
)  # blanked
_OF_NUMBER = re.compile(r"^\s*,?\s*(?:cua|do|by|of|from)\s+(?:the\s+)?$")  # "61/KH-UBND của phường Bến Gót"
_WORKS = re.compile(  # "… 152 do Sở Nội vụ chủ trì"
    r"\s*(?:la |lam |duoc |cung )*(?:chu tri|phoi hop|thuc hien|tham gia|dau moi|phu trach)\b"
)
_GIVES_WHAT = re.compile(r"\s*(?:da |se |co )?giao (?:nhung |cac )?(?:viec |nhiem vu )?(?:gi|nao)\b")  # "Tỉnh ủy giao việc gì"
_GIVES = re.compile(r"\s*(?:\d{1,3}\s+)?(?:da |se |co )?giao\b(?! (?:cho )?ai)")  # "Ban Chỉ đạo 57 giao"
_RUNS_ON = re.compile(r"\b(?:bao nhieu|bao gio|khi nao|nhu the nao|the nao|may)\b")  # "Trung tâm Logistics rộng bao nhiêu ha"
_ASKED_FOR = re.compile(r"\s*nao\b")  # "các đơn vị nào"
_WHO_HELPS = re.compile(r"\s*(?:nao\b|(?:cung )?(?:phoi hop|tham gia) (?:voi|cung)\b)")  # "các đơn vị phối hợp với Sở Y tế"


@dataclass(slots=True)
class AgencySlots:
    """The agencies of a question by their part; ``left`` is the rest of it.

    ``documents`` are those asked in, ``placed`` whom the tasks are for, ``receivers`` whom something goes to; ``unknown`` has
    (kind, what was typed, near names).
    """

    left: str
    documents: list[Document]
    placed: list[Placed] = field(default_factory=list)
    receivers: list[AskedAgency] = field(default_factory=list)
    unknown: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Context:
    """The whole ``text`` of a question, the documents that it names by number, and the places behind these numbers."""

    text: str
    numbered: tuple[Document, ...]
    ends: tuple[int, ...]
    knowledge: Knowledge


def read_agencies(left: str, context: Context) -> AgencySlots:
    """The agencies in ``left``, the question with what was read before blanked."""
    slots = AgencySlots(left, list(context.numbered))
    of_kind = _issuing_kind(slots, context)
    for found in agencies.find(slots.left):
        _read(found, slots, context)
    for start, end in words_of_sending(slots.left) if slots.receivers else ():
        _take(slots, start, end)
    if of_kind:  # "việc của xã Đồng Lạc chưa có trong kế hoạch của xã": its own plan
        own = [d for d in slots.documents if any(issued_by(d, agency) for _, _, agency in slots.placed)]
        slots.documents = own or slots.documents
    return slots


def read_short_names(slots: AgencySlots, told: Sequence[tuple[int, int]], knowledge: Knowledge) -> None:
    """Adds agencies called for short and kinds beside a role; ``told`` are the spans that nothing else explains."""
    for start, end, agency in short_names(slots.left, told, knowledge):
        _take(slots, start, end)
        slots.placed.append((start, end, agency))
    for start, end, kind in kinds_in(slots.left):
        _take(slots, start, end)
        slots.placed.append((start, end, meant(kind)))


def at_home(agency: AskedAgency, home: str) -> AskedAgency:
    """The agency in that province, where it states no place of its own."""
    return agency if agency.province or agency.commune else replace(agency, province=home)


def _read(found: Named, slots: AgencySlots, context: Context) -> None:
    """An agency after "kế hoạch của" names the plan's issuer; any other one is who the tasks are for."""
    knowledge = context.knowledge
    agency, end = _at_home(found, slots.left, knowledge)
    issues = _names_issuer(slots.left, found.start, end, context.ends)
    known = exists(agency, knowledge.stated)
    if lookup(agency.name) is None and found.kind != "group" and not is_stated(agency, knowledge.stated):
        agency = held_as(found.as_written, knowledge) or agency
    if _gives(slots.left, end):
        _take(slots, found.start, end)
        _issued_by(slots, found.as_written, agency, context)
        return
    spoken_of = not known and not issues and bool(knowledge.words.phrase(tokens(found.as_written)))
    runs_on = not known and _RUNS_ON.search(bare(found.as_written)) is not None
    if _is_asked_for(found, bare(slots.left[end:])) or spoken_of or runs_on:  # "thành lập Trung tâm Đổi mới sáng tạo vùng"
        return
    _take(slots, found.start, end)
    if not issues and known and is_receiver(context.text[: found.start], context.text[end:]):
        slots.receivers.append(agency)
    elif issues:
        _issued_by(slots, found.as_written, agency, context)
    elif not known:
        slots.unknown.append(("agency", found.as_written, near(found.name, knowledge.agency_names)))
    else:
        slots.placed.append((found.start, end, agency))


def _is_asked_for(found: Named, after: str) -> bool:
    """ "các đơn vị nào", "liệt kê các đơn vị phối hợp với Sở Y tế"; "kế hoạch của Sở Nội vụ nào" names one."""
    if lookup(found.name) is not None:
        return False
    return (_WHO_HELPS if found.kind == "group" else _ASKED_FOR).match(after) is not None


def _at_home(found: Named, left: str, knowledge: Knowledge) -> tuple[AskedAgency, int]:
    """The agency with its province, which may be one that only the held papers know, and where it ends."""
    agency = located(asked(found), knowledge.documents, knowledge.stated)
    closing = home_closing(agency.name, knowledge) if found.kind == "group" and agency.province is None else None
    if closing is not None:
        return replace(agency, name=agency.name[: closing[1]], province=closing[0]), found.end
    behind = home_behind(left, found.end, knowledge) if agency.province is None and found.kind == "agency" else None
    return (replace(agency, province=behind[0]), behind[1]) if behind else (agency, found.end)


def _gives(left: str, end: int) -> bool:
    """ "UBND tỉnh giao Sở Y tế việc gì": who gives the work, not who does it."""
    if _GIVES_WHAT.match(bare(left[end:])):
        return True
    after = _GIVES.match(bare(left[end:]))
    return after is not None and bool(agencies.find(left[end + after.end() :]))


def _names_issuer(left: str, start: int, end: int, ends: Sequence[int]) -> bool:
    before, after = bare(left[:start]), bare(left[end:])
    behind_number = any(_OF_NUMBER.match(before[stop:]) for stop in ends if stop <= start) and not _WORKS.match(after)
    beside = asks_to_compare(left) and _PLAN_BESIDE.search(before)
    return bool(_PLAN_OF.search(before) or beside or _PLAN_AFTER.match(after) or behind_number)


def _issuing_kind(slots: AgencySlots, context: Context) -> bool:
    """Whether papers of a kind of agency are asked in."""
    found = issuing_kind(slots.left)
    if found is not None:
        _take(slots, *found[:2])
        _issued_by(slots, "", meant(found[2]), replace(context, numbered=()))
    return found is not None


def _issued_by(slots: AgencySlots, written: str, agency: AskedAgency, context: Context) -> None:
    """The plans of an agency; beside a number only those of that number."""
    agency, documents = as_kind(agency) or agency, context.knowledge.documents
    held = [d for d in documents if issued_by(d, agency)] or _of_boards(agency, documents)
    stated = [d for d in held if agency.province is not None and d.province is not None]
    if context.numbered and held:
        numbers = {d.id for d in slots.documents}
        both = [d for d in held if d.id in numbers]
        slots.documents = both or [*slots.documents, *(stated or held)]
    elif held:
        slots.documents += stated or held
    elif not context.numbered:
        slots.unknown.append(("issuer", written, near(written, [d.issuer for d in documents if d.issuer])))


def _of_boards(agency: AskedAgency, documents: Sequence[Document]) -> list[Document]:
    """The papers of a board called by the beginning of its name: "Ban Chỉ đạo" (về phát triển …)."""
    name = f"{bare(agency.name)} "
    return [d for d in documents if name.startswith("ban ") and bare(d.agency or d.issuer or "").startswith(name)]


def _take(slots: AgencySlots, start: int, end: int) -> None:
    slots.left = slots.left[:start] + " " * (end - start) + slots.left[end:]
