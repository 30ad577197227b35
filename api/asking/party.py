"""The filter ``party``: an agency in a role, "lead: Sở Y tế"; any of several, "lead: Sở Y tế | any: Sở Tư pháp"."""

from __future__ import annotations

from collections.abc import Callable

from api.asking.values import Named, parts, union
from corpus.errors import InputError
from search.asking.task_query import EITHER, HELPS, LEADS, Party, RoleName
from search.binding.asked_agency import AskedAgency, full_name

ROLES: dict[str, frozenset[RoleName]] = {
    "lead": LEADS, "coordinating": HELPS, "any": EITHER,
}  # fmt: skip


def among_of(said: str, agency_of: Callable[[str], AskedAgency], named: Named) -> tuple[Party, ...]:
    """The parties of which one must be bound. Raises ``InputError``."""
    found: list[Party] = []
    for one in parts(said, "|"):
        role, _, name = (part.strip() for part in one.partition(":"))
        if not name:
            raise InputError(f"{named('party')} nhận vai trò và cơ quan, ví dụ “lead: Sở Y tế”, không phải “{one}”.")
        found.append(Party(agency_of(name), union("party", role, ROLES, named)))
    return tuple(found)


def party_value(among: tuple[Party, ...]) -> str:
    """The filter that says so."""
    return " | ".join(f"{_role(party)}: {full_name(party.agency)}" for party in among)


def _role(party: Party) -> str:
    return next(name for name, roles in ROLES.items() if roles == party.roles)
