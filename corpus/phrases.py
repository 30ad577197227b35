"""Whom does a group phrase take in? "Các sở, ban, ngành, địa phương, doanh nghiệp liên quan" as an officer reads it.

The same words mean different sets for different issuers: "Các cơ quan, đơn vị" are the province's bodies in a plan of the
province and the three or four offices of a commune in the commune's. So a member keeps its level open until ``weight`` is told
who issues. A phrase is never silently widened: what it takes in "if concerned" carries its condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from corpus.agencies import Agency, lookup, words
from corpus.phrase_exclusions import excludes
from corpus.phrase_parts import OPEN, Part, Scan, Scope
from corpus.phrase_table import data
from corpus.phrase_words import scan
from corpus.spelling import Word

__all__ = ["OPEN", "USUAL", "Member", "Phrase", "Setting", "setting_of", "understand", "weight"]

Setting = Literal["central", "province", "department", "commune"]  # where the issuer stands; a department (sở) has inner units
USUAL = 0.7  # from here on an officer reads the noun as taking the agency in; below it is doubtful

_IF_CONCERNED, _SUBSET, _NEAR_CONDITION = 0.42, 0.3, 0.8
_AROUND = " ,.;:-–()[]"
_NAMED_LEVEL = 0.07  # "cấp tỉnh", "thuộc tỉnh": the level is printed
_SUBORDINATE_ONLY = 0.3  # "thuộc UBND tỉnh": vertical agencies answer to their ministry
_AFTER_DISTRICTS = 0.5  # the communes took over from the districts
_COLLECTIVE = frozenset({"committee", "council", "party", "steering", "front"})
_HELD = frozenset({"committee", "council", "vertical", "front"})  # bodies that a phrase names at a level: "UBND các xã"
_INNER = frozenset({"agency", "unit", "public_unit", "office", "staff", "school"})  # in a department's plan: its own


@dataclass(frozen=True, slots=True)
class Member:
    """One set of a phrase: a ``body`` of ``phrases.toml`` (``department board sector agency unit locality committee …``).

    ``scope`` is the level that the phrase names, ``None`` = the issuer's own, ``province`` the one that it names; ``outward``
    says that the phrase speaks of the province ("các cơ quan, đơn vị, địa phương") even where a department issues it;
    ``condition`` is ``liên quan`` (open) or the words that cut out a subset; ``factor`` is what the condition leaves of the
    certainty.
    """

    body: str
    scope: Scope | None = None
    province: str | None = None
    condition: str | None = None
    of_government: bool = False
    outward: bool = False
    distributive: bool = False
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A group phrase as understood; ``members`` is empty where no noun of it is known.

    ``condition`` is ``None``, ``liên quan`` or the text of a subset, where it holds for a body of government; ``strict`` is
    what the decree's text says where the usual reading goes further (Vietnamese, ``None`` where there is nothing to say);
    ``exclusion`` names who is left out ("trừ Sở Tư pháp").
    """

    text: str
    members: tuple[Member, ...]
    condition: str | None
    strict: str | None
    exclusion: str | None = None

    @property
    def external(self) -> bool:
        """Whether it names nobody in government: enterprises, investors, people."""
        return bool(self.members) and all(member.body == "outside" for member in self.members)


@lru_cache(maxsize=4096)
def understand(phrase: str) -> Phrase:
    """Reads a group phrase; words behind the last noun are taken as the condition of a subset, or as an exclusion."""
    listed = words(phrase)
    found = list(_scans(phrase, listed))
    if not found:
        return Phrase(phrase, (), None, None)
    exclusion, tail = _left_out(phrase, listed, found)
    if tail:
        for part in found[-1].last_run:
            part.condition = tail
    members = tuple(_member(part, one) for one in found for part in one.parts)
    conditions = [member.condition for member in members if member.condition and member.body != "outside"]
    return Phrase(phrase, members, conditions[0] if conditions else None, _strict(found), exclusion)


def setting_of(issuer: str | None) -> Setting | None:
    """Where an issuer stands: a collective of the province or commune speaks to all of it, any other to its inner units."""
    known = lookup(issuer) if issuer else None
    if known is None:
        return "department" if issuer else None
    if known.level == "central":
        return "central"
    if known.family not in _COLLECTIVE or known.level == "district":
        return "department"
    return "commune" if known.level == "commune" else "province"


def weight(member: Member, agency: Agency | None, setting: Setting) -> float:
    """How surely (0 to 1) ``member`` takes in ``agency``, for an issuer that stands at ``setting``; ``None`` = an inner unit.

    The condition is not counted in: multiply by ``member.factor`` for that.
    """
    table = _table(member, setting)
    if agency is None:
        return float(table.get("internal", 0.0))
    found = float(table.get(f"{agency.level}.{agency.family}", 0.0))
    if member.of_government and agency.family in {"vertical", "judicial"}:
        found *= _SUBORDINATE_ONLY
    return min(0.98, found + _NAMED_LEVEL) if found and member.scope else found


def _table(member: Member, setting: Setting) -> dict[str, Any]:
    """The members of a body by ``level.family``, for the level that the phrase or its issuer gives."""
    bodies = data()["bodies"]
    if member.scope == "all":
        return dict(bodies["political_system"]["any"])
    if member.body in _HELD or (member.body not in bodies):
        levels = ("province", "commune") if member.scope == "both" else (member.scope or "commune",)
        after = {f"commune.{member.body}": _AFTER_DISTRICTS} if member.scope == "district" else {}
        return {**after, **{f"{level}.{member.body}": 0.95 for level in levels}}
    table = bodies[member.body]
    level = member.scope or setting
    if level == "department":
        level = "internal" if member.body in _INNER and not member.outward else "province"
    found = table.get(level) or table.get("any") or (table.get("province") if level in {"central", "internal"} else None) or {}
    return dict(found)


def _member(part: Part, found: Scan) -> Member:
    factor = 1.0
    if part.condition:
        factor = _IF_CONCERNED if part.condition == OPEN else _SUBSET
    elif part.body != "outside" and found.parts[-1].body == "outside" and found.parts[-1].condition == OPEN:
        factor = _NEAR_CONDITION  # "…, địa phương, doanh nghiệp liên quan": read with the enterprises, but it may reach further
    outward = any(other.body not in _INNER and other.body != "outside" for other in found.parts)
    return Member(part.body, part.scope, part.province, part.condition, part.of_government, outward, part.distributive, factor)


def _scans(phrase: str, listed: Sequence[Word]) -> Iterator[Scan]:
    """The phrase, and what follows it behind ";": "Thủ trưởng các sở; Chủ tịch UBND các xã"."""
    at = 0
    while at < len(listed) and (at == 0 or listed[at].gap.strip(" )]") == ";"):
        found = scan(phrase, listed, at)
        if found is None:
            return
        yield found
        at = found.end


def _left_out(phrase: str, listed: Sequence[Word], found: Sequence[Scan]) -> tuple[str | None, str]:
    """(the exclusions, the tail): without brackets the last one goes on to the end of the phrase."""
    said = [phrase[listed[one.exclusion.start].start : one.stop].rstrip(" )]") for one in found if one.exclusion]
    last, tail = found[-1].exclusion, phrase[found[-1].stop :].strip(_AROUND)
    if last and not last.bracketed and tail:
        return "; ".join([*said[:-1], f"{said[-1]} {tail}"]), ""
    at = next((listed[i].start for i in range(found[-1].end, len(listed)) if excludes(listed, i) > i), None)
    if tail and at is not None:
        tail = phrase[found[-1].stop : at].strip(_AROUND)
        said.append(phrase[at:].strip(_AROUND))
    return "; ".join(said) or None, tail


def _strict(found: Sequence[Scan]) -> str | None:
    bodies = data()["bodies"]
    named = dict.fromkeys(part.body for one in found for part in one.parts)
    return "; ".join(bodies[body]["strict"] for body in named if "strict" in bodies.get(body, {})) or None
