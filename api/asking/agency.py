"""The filter ``agency``: a name as people and addresses write it, "Sở Tư pháp Sông Thao", "một sở"."""

from __future__ import annotations

from dataclasses import replace

from ingest.names import agencies
from search.binding import kinds
from search.binding.asked_agency import asked, located
from search.binding.reach import AskedAgency
from search.held.homes import held_home
from search.held.knowledge import Knowledge


def asked_agency(name: str, knowledge: Knowledge) -> AskedAgency:
    """An agency as typed, with its province or commune where stated; an unknown one is asked for by its print."""
    if (kind := kinds.called(name)) is not None:
        return replace(kind[0], province=_home(kind[1], knowledge))
    found = agencies.find(name)
    if not found or found[0].start > 2 or len(found) > 1:
        return AskedAgency(name.strip(), None, None)
    rest = name[found[0].end :].strip(" ,.")
    home = _home(rest, knowledge)
    if rest and home is None:
        return AskedAgency(name.strip(), None, None)
    agency = asked(found[0])
    return located(replace(agency, province=agency.province or home), knowledge.documents, knowledge.stated)


def _home(rest: str, knowledge: Knowledge) -> str | None:
    """The province that is named behind an agency, as the held papers write it; the registry need not know it."""
    place = rest.removeprefix("tỉnh ").removeprefix("thành phố ")
    return held_home(place, knowledge)
