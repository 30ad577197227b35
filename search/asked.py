"""Who is asked for, in front of one document: the agency or group, its province, and how it stands to the issuer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from corpus.agencies import Agency, longest, lookup, province_of, words
from corpus.model import Document
from corpus.phrases import Phrase, Setting, setting_of, understand
from corpus.places import today
from corpus.spelling import bare
from ingest.agencies import Named

_COMMUNES = "Ủy ban nhân dân cấp xã"
_LOCAL = frozenset({"locality", "commune", "committee"})


@dataclass(frozen=True, slots=True)
class AskedAgency:
    """The agency in question: canonical ``name``; ``province`` and ``commune`` where the question states them.

    The name may be a group phrase: "các địa phương" asks for the commune committees, "các sở, ban, ngành" for what is given to
    all of them.
    """

    name: str
    province: str | None = None
    commune: str | None = None


class Case(NamedTuple):
    """What every rule needs: who is asked for, who issued, how they stand to each other.

    ``agency`` is ``None`` for a unit, whose ``parent`` is known where its name ends in it, and for a ``group``.
    """

    asked: AskedAgency
    agency: Agency | None
    parent: Agency | None
    group: Phrase
    setting: Setting
    issuer: Agency | None
    issuer_commune: str | None
    doubt: str | None


def asked(named: Named) -> AskedAgency:
    """The agency that a question's mention asks for."""
    return AskedAgency(named.name, named.province, named.commune)


def case_of(document: Document, wanted: AskedAgency) -> Case | None:
    """``None`` where the paper is another province's."""
    issuer = document.agency or document.issuer
    known = lookup(wanted.name)
    group = understand(wanted.name)
    if known is None and group.members and all(member.body in _LOCAL for member in group.members):
        known = lookup(_COMMUNES)
    setting = setting_of(issuer) or "province"
    same, doubt = _same_province(document, wanted.province or (province_of(wanted.name) if known else None), setting)
    if not same:
        return None
    return Case(
        replace(wanted, commune=wanted.commune or commune_of(wanted.name)),
        known,
        None if known else _parent(wanted.name),
        group,
        setting,
        lookup(issuer) if issuer else None,
        commune_of(issuer),
        doubt,
    )


def _same_province(document: Document, province: str | None, setting: Setting) -> tuple[bool, str | None]:
    """Whether the paper can speak of that province, and why that is doubtful."""
    home = document.province or (province_of(document.issuer) if document.issuer else None)
    if province is None or setting == "central":
        return True, None
    if home is None:
        return True, "văn bản không nêu tỉnh"
    if today(home) != today(province):
        return False, None
    return True, None if home == province else f"văn bản của {home} trước khi sáp nhập"


@lru_cache(maxsize=256)
def _parent(unit: str) -> Agency | None:
    """The agency that a unit's name ends in: "Văn phòng Sở Tư pháp"."""
    listed = words(unit)
    matches = (longest(unit, listed, i) for i in range(1, len(listed)))
    return next((found.agency for found in matches if found and found.end == len(listed)), None)


@lru_cache(maxsize=4096)
def commune_of(name: str | None) -> str | None:
    """The commune that an agency's name states: "UBND xã Đại Từ" → "Đại Từ"."""
    listed = words(name) if name else []
    found = longest(name or "", listed, 0) if listed else None
    return found.place.commune if found and found.place else None


def same_commune(one: str | None, other: str | None) -> bool:
    """Whether ``one``, where it is stated, is ``other``, marks aside."""
    return one is None or (other is not None and bare(one) == bare(other))
