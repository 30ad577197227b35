"""Which agencies do the held papers name, and of which province? What a phrase is taken to mean must exist there.

The answer is a set of opaque keys, one for each name and the place of the papers that state it: a province, ``#`` and the id
of a paper that states no province, ``*`` for anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.agencies import key, lookup
from corpus.model import AgencyMention, Document, Task
from corpus.phrases import understand
from corpus.places import today
from corpus.spelling import bare
from search.binding.asked_agency import AskedAgency, commune_of, home_of, place_of

_JOINTS = re.compile(r"\s*(?:[,;]|\bvà\b)\s*")


def stated(documents: Iterable[Document], tasks: Iterable[tuple[Task, Document]]) -> frozenset[str]:
    """The keys of every issuer, every recipient and every agency of a task."""
    keys: set[str] = set()
    for document in documents:
        names = (document.agency, document.issuer, *document.recipients)
        keys.update(entry for name in names if name for entry in _keys(name, document))
    for task, document in tasks:
        for mention in (*task.lead, *task.coordinating):
            keys.update(entry for name in _names(mention) for entry in _keys(name, document))
    return frozenset(keys)


def is_stated(agency: AskedAgency, known: frozenset[str], document: Document | None = None) -> bool:
    """Whether a held paper names the agency; with its province known (its own, or that of ``document``) one from there.

    Of a body of a commune it is enough that the commune is named.
    """
    commune = agency.commune or commune_of(agency.name)
    behind = f"|xã {bare(commune)}" if commune else f"|{key(agency.name)}"
    province = agency.province or (home_of(document) if document else None)
    if document and f"#{document.id}{behind}" in known:
        return True
    if province is None:
        return document is None and f"*{behind}" in known
    return f"{today(province)}{behind}" in known


def exists(agency: AskedAgency, known: frozenset[str]) -> bool:
    """Whether there is such an agency for all that is known here: in the registry, as a group phrase, or in a held paper."""
    if lookup(agency.name) is not None or understand(agency.name).members or is_stated(agency, known):
        return True
    relative = f"*|{key(agency.name)} "  # "Văn phòng Sở" of whichever department
    return any(entry.startswith(relative) for entry in known)


def _names(mention: AgencyMention) -> Iterator[str]:
    """The agencies that a mention names one by one: "UBND các xã: Đại Từ, Phú Lương" names two."""
    if mention.kind != "group":
        yield mention.name
        if mention.sub_unit:
            yield mention.sub_unit
        return
    for few in (understand(mention.name).condition, mention.part):
        if few and few[0].isupper() and ":" not in few:
            yield from (f"Ủy ban nhân dân xã {name}" for name in _JOINTS.split(few) if name[:1].isupper())


def _keys(name: str, document: Document) -> Iterator[str]:
    place = place_of(name)
    home = place.province if place and place.province else home_of(document)
    where = ("*", today(home) if home else f"#{document.id}")
    for one in where:
        yield f"{one}|{key(name)}"
        if place and place.commune:
            yield f"{one}|xã {bare(place.commune)}"
