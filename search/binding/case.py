"""How the asked agency stands to one paper: what every rule of reach needs to know."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from corpus.agencies import Agency, longest, lookup, words
from corpus.model import Document
from corpus.phrases import Phrase, Setting, setting_of, understand
from corpus.places import today
from search.binding.asked_agency import AskedAgency, commune_of, home_of, place_of
from search.binding.kinds import standing_for
from search.binding.stated import is_stated

_COMMUNES = "Ủy ban nhân dân cấp xã"
_LOCAL = frozenset({"locality", "commune", "committee"})


class Case(NamedTuple):
    """Who is asked for, who issued, how they stand to each other.

    ``agency`` is ``None`` for a unit, whose ``parent`` is known where its name ends in it, and for a ``group``. A ``foreign``
    paper is another province's: only what names the asked province binds. ``doubt`` says why the paper may not be meant at all,
    ``unsure`` why there may be no such agency for a phrase to take in.
    """

    asked: AskedAgency
    agency: Agency | None
    parent: Agency | None
    group: Phrase
    setting: Setting
    issuer: Agency | None
    issuer_commune: str | None
    foreign: bool
    doubt: str | None
    unsure: str | None


def case_of(document: Document, wanted: AskedAgency, known: frozenset[str] | None) -> Case:
    """``known`` are the names that the held papers state (``search.binding.stated``); ``None`` = nobody looked."""
    issuer = document.agency or document.issuer
    agency = standing_for(wanted.kind) if wanted.kind else lookup(wanted.name)
    group = understand(wanted.name)
    if agency is None and group.members and all(member.body in _LOCAL for member in group.members):
        agency = lookup(_COMMUNES)
    setting = setting_of(issuer) or "province"
    place = place_of(wanted.name)
    whole = replace(
        wanted,
        province=wanted.province or (place.province if place else None),
        commune=wanted.commune or (place.commune if place else None),
    )
    foreign, doubt = _standing(document, whole.province, setting)
    return Case(
        whole,
        agency,
        None if agency else _parent(wanted.name),
        group,
        setting,
        lookup(issuer) if issuer else None,
        commune_of(issuer),
        foreign,
        doubt,
        _unsure(document, whole, agency, known) if agency else None,
    )


def _standing(document: Document, province: str | None, setting: Setting) -> tuple[bool, str | None]:
    """Whether the paper is another province's, and why it is doubtful that it is of this one."""
    home = home_of(document)
    if province is None or setting == "central":
        return False, None
    if home is None:
        return False, "văn bản không nêu tỉnh"
    if today(home) != today(province):
        return True, None
    return False, None if home == province else f"văn bản của {home} trước khi sáp nhập"


def _unsure(document: Document, wanted: AskedAgency, agency: Agency, known: frozenset[str] | None) -> str | None:
    """Why a phrase may take in nobody: the agency has ended, is not set up everywhere, or is a commune that no paper names."""
    if agency.until and not (document.date and document.date < agency.until):
        heirs = ", ".join(agency.successors)
        return f"{agency.name} kết thúc hoạt động từ {agency.until:%d/%m/%Y}, việc do {heirs} tiếp nhận"
    if known is None or is_stated(wanted, known, document):
        return None
    if wanted.commune:
        return "không văn bản nào của tỉnh trong kho nêu tên xã, phường này"
    if agency.conditional:
        return f"không phải tỉnh nào cũng có {agency.name}, và chưa văn bản nào của tỉnh trong kho nêu tên"
    return None


@lru_cache(maxsize=256)
def _parent(unit: str) -> Agency | None:
    """The agency that a unit's name ends in: "Văn phòng Sở Tư pháp"."""
    listed = words(unit)
    matches = (longest(unit, listed, i) for i in range(1, len(listed)))
    return next((found.agency for found in matches if found and found.end == len(listed)), None)
