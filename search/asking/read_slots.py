"""In which order is a question read? What is sure to be a name goes first: each reading blanks what it took."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from corpus.agencies import fold
from search.asking import paper_slots, party_slots
from search.asking.fields import fields_in
from search.asking.moves import move_in
from search.asking.places import read_place
from search.asking.products import product_in
from search.asking.quoting import quoted_in
from search.asking.slots import Slots
from search.asking.time_slots import read_times
from search.held.knowledge import Knowledge


def read_slots(text: str, knowledge: Knowledge, today: date, restored: str) -> Slots:
    """``restored`` is the text with its marks, letter for letter."""
    slots = Slots(text, knowledge, today, restored)
    for read in _IN_ORDER:
        read(slots)
    slots.words = slots.rest(0)
    return slots


def _quotation(slots: Slots) -> None:
    found = quoted_in(slots.left, slots.english)
    if found is not None:
        slots.quoted = found.words
        slots.take(found.start, found.end)


def _product(slots: Slots) -> None:
    """What stands behind "có sản phẩm là" is the product, agencies in it included; so is a paper that somebody owes."""
    found = product_in(slots.left, bool(slots.quoted))
    if found is None:
        return
    slots.take(found.start, found.end)
    if found.owed:
        slots.cues = slots.cues - {"documents"} | {"tasks", "deliverable"} | ({"reports"} if found.anywhere else set())
    slots.product = found.words if found.owed else (*found.words, *fold(slots.quoted).split())


def _fields(slots: Slots) -> None:
    """The fields that must be filled; those that must be empty join the cues."""
    found = fields_in(slots.left)
    if found is None:
        return
    slots.take(found.start, found.end)
    slots.cues = (slots.cues - {"deliverable", "lead", "coordinating"}) | {f"no_{field}" for field in found.lacking}
    slots.filled = found.filled


def _move(slots: Slots) -> None:
    found = move_in(slots.left)
    if found is not None:
        slots.moved = found[0]
        slots.take(*found[1:])


def _times(slots: Slots) -> None:
    found = read_times(slots.left, slots.today)
    slots.window, slots.tet, slots.other_windows = found.window, found.tet, found.others
    for start, end in found.taken:
        slots.take(start, end)


def _place(slots: Slots) -> None:
    slots.place = read_place(slots.left)
    for start, end in slots.place.taken:
        slots.take(start, end)


_IN_ORDER: tuple[Callable[[Slots], None], ...] = (
    _quotation, paper_slots.files, _product, paper_slots.numbers, _fields, _move, paper_slots.persons, _times,
    party_slots.units, party_slots.agencies, _place, paper_slots.titles, paper_slots.years,
    party_slots.short_names, party_slots.place_of_work, party_slots.excluded,
)  # fmt: skip
