"""Whom does a question name? Agencies and their units, in full or for short, where they work, and who must not have part."""

from __future__ import annotations

from search.asking.agency_slots import AgencySlots, Context, at_home, read_agencies, read_short_names
from search.asking.cues import cues_in, spans_left
from search.asking.exclusions import exclusions
from search.asking.provincial import is_of_province
from search.asking.sending import is_receiver
from search.asking.slots import Slots
from search.asking.units import units_in
from search.asking.unknown import Unknown
from search.binding.asked_agency import home_of
from search.held.homes import home_in


def units(slots: Slots) -> None:
    """The units inside an agency ("các phòng thuộc Sở Y tế"): what is left names the agency alone."""
    slots.units = units_in(slots.left) if not slots.cues & {"when", "which_days"} else None
    if slots.units is not None:
        slots.take(slots.units.start, slots.units.end)


def agencies(slots: Slots) -> None:
    numbered = tuple(slots.documents) if slots.numbered else ()
    found = read_agencies(slots.left, Context(slots.text, numbered, slots.number_ends, slots.knowledge))
    slots.left, slots.documents, slots.placed = found.left, found.documents, found.placed
    slots.receivers = tuple(found.receivers)
    slots.unknown += [Unknown(kind, written, names) for kind, written, names in found.unknown]
    if "provincial" in slots.cues and not slots.documents:
        slots.documents += [d for d in slots.knowledge.documents if is_of_province(d)]
    _units_of_one(slots)


def short_names(slots: Slots) -> None:
    """ "Công an phải làm gì": agencies without the place that papers print, and kinds of agency beside a role."""
    if slots.topic:
        return
    found = AgencySlots(slots.left, slots.documents, list(slots.placed))
    read_short_names(found, spans_left(slots.left, slots.restored, slots.english), slots.knowledge)
    sent = [one for one in found.placed[len(slots.placed) :] if is_receiver(slots.text[: one[0]], slots.text[one[1] :])]
    slots.left, slots.placed = found.left, [one for one in found.placed if one not in sent]
    slots.receivers = (*slots.receivers, *(agency for _, _, agency in sent))  # "nghị quyết nào phải trình HĐND"


def place_of_work(slots: Slots) -> None:
    """ "… ở Thái Nguyên": the province of the agencies that state none, else of the papers asked in."""
    found = home_in(slots.left, slots.knowledge)
    if found is None or slots.home:
        return
    home, start, end = found
    placed = [(first, last, at_home(agency, home)) for first, last, agency in slots.placed]
    if placed == slots.placed and not slots.documents:
        slots.documents = [d for d in slots.knowledge.documents if home_of(d) == home]
    slots.placed = placed
    slots.take(start, end)


def excluded(slots: Slots) -> None:
    """Who must not have part; the clause that says so is read no further."""
    found = list(exclusions(slots.text, slots.placed))
    gone = {place for one in found for place in one.places}
    slots.placed = [placed for number, placed in enumerate(slots.placed) if number not in gone]
    said = cues_in(slots.text)
    for one in found:
        slots.take(one.start, one.end)
        slots.text = slots.text[: one.start] + " " * (one.end - one.start) + slots.text[one.end :]
    slots.cues -= said - cues_in(slots.text) if found else set()
    slots.without = tuple(party for one in found for party in one.parties)


def _units_of_one(slots: Slots) -> None:
    """Units of several agencies are not told apart: their words stay in the question, so that it is said."""
    if slots.units is None or len(slots.asked) == 1:
        return
    start, end = slots.units.start, slots.units.end
    slots.left = slots.left[:start] + slots.text[start:end] + slots.left[end:]
    slots.units = None
