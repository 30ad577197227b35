"""Which papers does a question name? By file, number, signer, title and year; what was read is blanked in its slots."""

from __future__ import annotations

from search.asking.files import files_in
from search.asking.number_slots import read_numbers
from search.asking.papers import asks_for_papers, asks_where_it_stands, speaks_of_papers
from search.asking.person_slots import read_persons
from search.asking.slots import Slots
from search.asking.titles import titled
from search.asking.unknown import Unknown
from search.asking.years import of_year, year_in

_WORK = frozenset({"tasks", "obliged", "lead", "coordinating"})


def files(slots: Slots) -> None:
    for found in files_in(slots.left, slots.knowledge.documents):
        slots.documents += found.documents
        slots.unknown += [] if found.documents else [Unknown("file", found.name)]
        slots.take(found.start, found.end)


def numbers(slots: Slots) -> None:
    found = read_numbers(slots.text, slots.left, slots.cues, slots.knowledge)
    slots.left = found.left
    slots.documents += found.documents
    slots.sources += found.sources
    slots.cited += found.cited
    slots.left_out = tuple(found.left_out)
    slots.numbered = bool(slots.documents)
    slots.number_ends = tuple(found.ends)
    slots.unknown += [Unknown("number", written, near_ones) for written, near_ones in found.unknown]


def persons(slots: Slots) -> None:
    found = read_persons(slots.left, slots.restored, slots.knowledge)
    slots.left, slots.signers = found.left, found.signed
    slots.unknown += [Unknown("person", written, names) for written, names in found.unknown]


def titles(slots: Slots) -> None:
    """A plan called by the words of its title, where no number and no issuer names one."""
    if slots.documents or slots.sources or slots.cited:
        return
    found = titled(slots.left, slots.knowledge)
    if found:
        slots.documents += found.documents
        slots.take(found.start, found.end)


def years(slots: Slots) -> None:
    """ "nhiệm vụ năm 2026" asks for deadlines in it, "kế hoạch năm 2026" for papers of it."""
    found = year_in(slots.left, slots.text)
    if found is None or (slots.window and not (found.of_papers and slots.cues & _WORK)):
        return
    if not found.of_papers:
        slots.window = found.window()
    elif _lists_papers(slots):
        slots.window, slots.cues = found.window(), slots.cues | {"dated"}
    elif not slots.numbered:
        slots.documents = [d for d in slots.documents or slots.knowledge.documents if of_year(d, found.year)]
        slots.unknown += [] if slots.documents else [Unknown("year", f"năm {found.year}")]
    slots.take(found.start, found.end)
    slots.year = found


def _lists_papers(slots: Slots) -> bool:
    """Whether papers themselves are asked for, and no work that stands in them."""
    if slots.cues & _WORK or asks_where_it_stands(slots.text, bool(slots.asked)):
        return False
    return asks_for_papers(slots.text) or speaks_of_papers(slots.text)
