"""Who is asked for: an agency or group, its province and commune, as far as the question or the papers state them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from corpus.agencies import key, longest, lookup, province_of, words
from corpus.model import Document
from corpus.places import Place, today
from corpus.spelling import bare, one_style
from ingest.names.agencies import Named

Kind = Literal["department", "commune"]


@dataclass(frozen=True, slots=True)
class AskedAgency:
    """The agency in question: canonical ``name``; ``province`` and ``commune`` where the question states them.

    The name may be a group phrase: "các địa phương" asks for the commune committees, "các sở, ban, ngành" for what is given to
    all of them. With a ``kind`` any agency of that kind is asked for ("do sở chủ trì"), and the name says so ("một sở").
    """

    name: str
    province: str | None = None
    commune: str | None = None
    kind: Kind | None = None


def asked(named: Named) -> AskedAgency:
    """The agency that a question's mention asks for; of "Phòng Bổ trợ tư pháp thuộc Sở Tư pháp" the unit."""
    return AskedAgency(named.sub_unit or named.name, named.province, named.commune)


def located(agency: AskedAgency, documents: Iterable[Document], known: frozenset[str] = frozenset()) -> AskedAgency:
    """The agency with the province of its commune, where the papers give one and no other.

    A paper that the commune issued goes first, then one that names it (``known`` is what ``search.binding.stated`` gives). A
    commune typed without marks gets those of print. Where the papers know several or none, the agency stays as it is.
    """
    if agency.commune is None:
        return agency
    issued = list(_issued_in(agency, documents))
    prints = {name for name, _ in issued}
    if len(prints) == 1 and agency.commune == bare_title(agency.commune):
        agency = _renamed(agency, prints.pop())
    if agency.province is not None:
        return agency
    provinces = {today(home) for _, home in issued if home} or set(_naming_provinces(agency.commune or "", known))
    return replace(agency, province=provinces.pop()) if len(provinces) == 1 else agency


def full_name(agency: AskedAgency) -> str:
    """How an answer names it: "Sở Tư pháp Đồng Tháp", "Thuế tỉnh Thái Nguyên", "Ủy ban nhân dân xã Đại Từ, Thái Nguyên"."""
    if agency.province is None or agency.province in agency.name:
        return agency.name
    return f"{agency.name}{', ' if agency.commune else ' '}{agency.province}"


def issued_by(document: Document, agency: AskedAgency) -> bool:
    """Whether the asked agency issued the document; an unstated province fits any."""
    if document.agency is None:
        return False
    if not (is_of(document.agency, agency.kind) if agency.kind else key(document.agency) == key(agency.name)):
        return False
    return agency.province is None or document.province is None or key(document.province) == key(agency.province)


def is_of(name: str, kind: Kind) -> bool:
    """Whether an agency of that name is of the kind."""
    if kind == "commune":
        return commune_of(name) is not None
    known = lookup(name)
    return known is not None and known.family == "so"


def home_of(document: Document) -> str | None:
    """The province that a paper comes from; ``None`` where it states none."""
    if document.province or document.issuer is None:
        return document.province
    place = place_of(document.issuer)
    return place.province if place and place.local else province_of(document.issuer)


@lru_cache(maxsize=4096)
def place_of(name: str | None) -> Place | None:
    """The place that an agency's name states: "UBND xã Đại Từ", "Sở Tư pháp tỉnh Hà Tĩnh"; ``None`` where it states none."""
    listed = words(name) if name else []
    found = longest(name or "", listed, 0) if listed else None
    return found.place if found else None


def commune_of(name: str | None) -> str | None:
    """The commune that an agency's name states: "UBND xã Đại Từ" → "Đại Từ"."""
    place = place_of(name)
    return place.commune if place else None


def same_commune(one: str | None, other: str | None) -> bool:
    """Whether ``one``, where it is stated, is ``other``."""
    return one is None or (other is not None and same_name(one, other))


def same_name(one: str, other: str) -> bool:
    """Whether two proper names are one; where either has no marks at all, marks aside."""
    plain = bare(one), bare(other)
    unmarked = one.lower() == plain[0] or other.lower() == plain[1]
    return plain[0] == plain[1] and (unmarked or one_style(one).lower() == one_style(other).lower())


def bare_title(name: str) -> str:
    """A proper name without marks: "Đồng Lạc" → "Dong Lac"."""
    return bare(name).title()


def _issued_in(agency: AskedAgency, documents: Iterable[Document]) -> Iterator[tuple[str, str | None]]:
    """(the commune as printed, its province) of each paper that a body of the asked commune issued."""
    for document in documents:
        name = commune_of(document.agency) or commune_of(document.issuer)
        home = home_of(document)
        elsewhere = agency.province and home and today(home) != today(agency.province)
        if name and agency.commune and same_name(agency.commune, name) and not elsewhere:
            yield name, home


def _naming_provinces(commune: str, known: frozenset[str]) -> Iterator[str]:
    """The provinces of the papers that name the commune."""
    behind = f"|xã {bare(commune)}"
    for entry in known:
        if entry.endswith(behind) and not entry.startswith(("*", "#")):
            yield entry.removesuffix(behind)


def _renamed(agency: AskedAgency, commune: str) -> AskedAgency:
    return replace(agency, name=agency.name.replace(agency.commune or commune, commune), commune=commune)
