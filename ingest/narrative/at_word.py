"""What stands at a word of a sentence: somebody named, an order, a verb further on."""

from __future__ import annotations

from dataclasses import replace

from corpus.agencies import words
from ingest.names.joint_parties import parties_at
from ingest.names.mentions import Found, Speech, agency_at, group_at
from ingest.names.naming import Issuer
from ingest.narrative.words import COMPOUNDS, ORDERS, ROLES, verb_end

_PREDICATE_WITHIN = 60  # words


def mention_at(speech: Speech, i: int) -> Found | None:
    """A group phrase or a known agency at word ``i``; a common word in small letters ("ban chỉ đạo") names none."""
    group = parties_at(speech, i) or group_at(speech, i)
    if group:
        return group
    agency = agency_at(speech, i)
    if agency is None or not any(speech.capital(j) for j in range(i, agency.end)):
        return None
    return _before_verb(speech, i, agency)


def _before_verb(speech: Speech, start: int, found: Found) -> Found:
    """ "Văn phòng Sở xây dựng quy trình": in small letters behind a capital "Sở" it is what the office does."""
    for i in range(start + 1, found.end):
        if verb_end(speech.words, i) == found.end and speech.capital(start) and not speech.capital(i):
            return replace(found, end=i, stop=speech.words[i - 1].end)
    return found


def has_verb(speech: Speech, at: int) -> bool:
    within = range(at, min(at + _PREDICATE_WITHIN, len(speech.words)))
    return any(verb_end(speech.words, i) > i or ROLES.at(speech.words, i) for i in within)


def begins_with_name(text: str, issuer: Issuer) -> bool:
    """Whether a text without a verb begins with somebody: "UBND các xã vùng hạ du hồ chứa nước Núi Cốc:"."""
    speech = Speech(text, words(text), issuer)
    return bool(speech.words) and speech.capital(0) and mention_at(speech, 0) is not None and not has_verb(speech, 0)


def is_order(speech: Speech, at: int) -> bool:
    """Whether an order stands at word ``at``: "Giao Ban Chỉ huy …", but not "giao thông", "giao ban"."""
    listed = speech.words
    return ORDERS.at(listed, at) and not (COMPOUNDS.at(listed, at) and not speech.capital(at + 1))
