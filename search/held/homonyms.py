"""Agencies of one name: which other ones do the held papers know?"""

from __future__ import annotations

from dataclasses import replace

from corpus.agencies import key, lookup
from corpus.spelling import bare
from search.binding.asked_agency import AskedAgency, commune_of, same_name
from search.held.knowledge import Knowledge


def homonyms(agency: AskedAgency, knowledge: Knowledge) -> tuple[AskedAgency, ...]:
    """The agency in every province whose papers name it, in the order of the alphabet; empty where there is but one."""
    if agency.commune or commune_of(agency.name) or _is_one(agency):
        return ()
    behind = f"|{key(agency.name)}"
    provinces = sorted({entry.removesuffix(behind) for entry in knowledge.stated if entry.endswith(behind)}, key=bare)
    found = tuple(replace(agency, province=province) for province in provinces if province[:1] not in ("*", "#"))
    return found if len(found) > 1 else ()


def namesakes(agency: AskedAgency, knowledge: Knowledge) -> tuple[str, ...]:
    """How people call every agency of the name: by its province, or by the paper where that states none."""
    if _is_one(agency):
        return ()
    behind = f"|{key(agency.name)}"
    places = {entry.removesuffix(behind) for entry in knowledge.stated if entry.endswith(behind)} - {"*"}
    stated = sorted((place for place in places if not place.startswith("#")), key=bare)
    unstated = [knowledge.by_id[place[1:]] for place in sorted(places) if place.startswith("#")]
    papers = (f"{agency.name} (văn bản {d.label} không nêu tỉnh)" for d in unstated)
    return (*(f"{agency.name} {province}" for province in stated), *papers)


def _is_one(agency: AskedAgency) -> bool:
    """Whether the country has but one of the name: a ministry is the same in the papers of every province."""
    known = lookup(agency.name)
    return known is not None and known.level == "central"


def same(one: AskedAgency, other: AskedAgency) -> bool:
    """Whether two names ask for one agency."""
    if key(one.name) != key(other.name) or (one.province is None) != (other.province is None):
        return False
    return one.province is None or other.province is None or same_name(one.province, other.province)
