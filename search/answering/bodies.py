"""The bodies that a row names: which of them are meant by a word ("sở", "phòng"), and what an answer calls them."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.agencies import lookup
from corpus.model import AgencyMention
from search.asking.superlatives import Counted
from search.asking.task_query import RoleName
from search.binding.asked_agency import AskedAgency, commune_of, full_name, home_of, place_of
from search.held.knowledge import Record


def mentions(record: Record, roles: frozenset[RoleName]) -> Iterator[AgencyMention]:
    yield from record.task.lead if "lead" in roles else ()
    yield from record.task.coordinating if "coordinating" in roles else ()


def is_such(mention: AgencyMention, counted: Counted) -> bool:
    known = lookup(mention.name)
    match counted:
        case "department":
            return known is not None and known.family == "so"
        case "office":
            return mention.kind == "unit" and mention.name.startswith("Phòng")
        case "commune":
            return commune_of(mention.name) is not None
        case "agency":
            return mention.kind == "agency"
    return mention.kind in {"agency", "unit"}


def called(mention: AgencyMention, record: Record, several: bool) -> str:
    """The name, with the province where the papers are of several, and for an inner unit with whose it is."""
    document, known, place = record.document, lookup(mention.name), place_of(mention.name)
    if mention.kind == "unit":
        whose = document.issuer if document.issuer and document.issuer not in mention.name else None
        return f"{mention.name} ({whose})" if whose else mention.name
    name = known.name if known is not None and known.name.endswith("tỉnh") else mention.name
    province = (place.province if place else None) or home_of(document)
    everywhere = known is not None and known.level == "central"  # a ministry is one for all provinces
    return full_name(AskedAgency(name, province)) if several and not everywhere else name
