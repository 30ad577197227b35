"""Does a group phrase take in the asked agency, and how surely? Who is left out of it is never taken in."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from corpus.agencies import key, lookup, words
from corpus.phrase_exclusions import excludes
from corpus.phrases import USUAL, Member, Phrase, understand, weight
from corpus.places import today
from ingest.names.agencies import Named, read
from search.binding.asked_agency import place_of, same_commune, same_name
from search.binding.case import Case

FAINT = 0.3  # below it a noun is not read as taking the agency in
_MAYBE = 0.5
_LOCAL = {"locality": "commune", "committee": "commune"}  # "địa phương", "UBND các xã" are the communes
LeftOut = Literal["yes", "maybe", "no"]


class TakenIn(NamedTuple):
    """``condition`` is ``liên quan`` or the words of a subset; ``maybe_left_out`` where the exclusion is not understood."""

    confidence: float
    certain: bool
    condition: str | None
    maybe_left_out: str | None = None


def taken_in(phrase: Phrase, case: Case) -> TakenIn | None:
    """The set of the phrase that takes the agency in most surely; ``None`` where none does, or it is left out."""
    without = left_out(phrase, case)
    if without == "yes":
        return None
    if case.agency is None and (case.parent is None or case.parent != case.issuer):
        found = _all_taken_in(phrase, case)
    else:
        found = _surest(phrase, case)
    if found is None or without == "no":
        return found
    return found._replace(confidence=round(found.confidence * _MAYBE, 2), certain=False, maybe_left_out=phrase.exclusion)


def left_out(phrase: Phrase, case: Case) -> LeftOut:
    """Whether the exclusion of the phrase ("trừ Sở Tư pháp") names the asked agency, or a group that it belongs to."""
    if phrase.exclusion is None:
        return "no"
    if case.asked.commune and _says(phrase.exclusion, case.asked.commune):
        return "yes"
    found = [_leaves_out(mention, case) for mention in _left_out_mentions(phrase.exclusion)]
    return "yes" if "yes" in found else "maybe" if "maybe" in found else "no"


def _surest(phrase: Phrase, case: Case) -> TakenIn | None:
    best: TakenIn | None = None
    for member in phrase.members if _may_mean(case) else ():
        share = weight(member, case.agency, case.setting) if _speaks_of(member, case) else 0.0
        if share >= FAINT and (best is None or share * member.factor > best.confidence):
            sure = share >= USUAL and member.condition is None
            best = TakenIn(round(share * member.factor, 2), sure, member.condition)
    return best


def _all_taken_in(phrase: Phrase, case: Case) -> TakenIn | None:
    """For a question about a group ("các sở, ban, ngành"): every body of it stands in the phrase too."""
    bodies = {_LOCAL.get(member.body, member.body): member for member in phrase.members if _speaks_of(member, case)}
    wanted = {_LOCAL.get(member.body, member.body) for member in case.group.members}
    if not wanted or not wanted <= set(bodies):
        return None
    least = min((bodies[body] for body in wanted), key=lambda member: member.factor)
    return TakenIn(round(0.95 * least.factor, 2), least.condition is None, least.condition)


def _may_mean(case: Case) -> bool:
    """A commune's paper speaks of its own bodies, never of another commune's."""
    local = case.setting == "commune" and case.agency is not None and case.agency.level == "commune"
    return not local or same_commune(case.asked.commune, case.issuer_commune)


def _speaks_of(member: Member, case: Case) -> bool:
    """Whether a set is of the asked province: named so ("các sở, ngành tỉnh Hà Tĩnh"), or by the paper that it stands in."""
    if member.province is None:
        return not case.foreign
    return case.asked.province is None or today(member.province) == today(case.asked.province)


@lru_cache(maxsize=1024)
def _left_out_mentions(exclusion: str) -> tuple[Named, ...]:
    """Who is named behind each "trừ"."""
    found: list[Named] = []
    for said in exclusion.split("; "):
        listed = words(said)
        behind = excludes(listed, 0) if listed else 0
        found += read(said[listed[behind].start :]) if behind < len(listed) else ()
    return tuple(found)


def _leaves_out(mention: Named, case: Case) -> LeftOut:
    if mention.kind in {"group", "external"}:
        return _leaves_group_out(understand(mention.name), case)
    if mention.province and case.asked.province and today(mention.province) != today(case.asked.province):
        return "no"
    if key(mention.name) == key(case.asked.name):
        return "yes"
    named = lookup(mention.name)
    if named is None:  # the proper name of somebody else, or words that nobody can check
        return "no" if any(letter.isupper() for letter in mention.as_written) else "maybe"
    local, own = _local(mention.name), case.asked.commune or _local(case.asked.name)
    if named != case.agency or (local and not own):
        return "no"
    return "yes" if local is None or (own and same_name(own, local)) else "no"


def _leaves_group_out(group: Phrase, case: Case) -> LeftOut:
    """A set of the phrase: "trừ các đơn vị sự nghiệp"; named places ("các xã Đại Từ, Phú Lương") were looked at by name."""
    if group.condition and group.condition[0].isupper():
        return "no"
    if case.agency is None:
        wanted = {member.body for member in case.group.members}
        return "yes" if wanted and wanted <= {member.body for member in group.members} else "no"
    share = max((weight(member, case.agency, case.setting) for member in group.members), default=0.0)
    if share < FAINT:
        return "no"
    return "yes" if share >= USUAL and group.condition is None else "maybe"


def _says(text: str, name: str) -> bool:
    """Whether a proper name stands in the text, word for word."""
    listed, length = words(text), len(name.split())
    spans = (text[listed[i].start : listed[i + length - 1].end] for i in range(len(listed) - length + 1))
    return any(same_name(name, " ".join(span.split())) for span in spans)


def _local(name: str) -> str | None:
    place = place_of(name)
    return place.local if place else None
