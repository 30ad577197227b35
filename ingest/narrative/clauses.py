"""Who is given what to do in one clause?

    clause = [link] [topic ":"] { circumstance "," } ( order [actor] | actor ) predicate
    order  = "Giao" | "Yêu cầu" | "UBND tỉnh đề nghị" …

A predicate alone ("Định kỳ trước ngày 20 hằng tháng, tổng hợp, báo cáo …") is the duty of whoever the sentence before, or the
heading above, gave one to: the caller knows whom, and says so by ``carried``.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.agencies import words
from ingest.names.mentions import Speech
from ingest.names.naming import Issuer
from ingest.narrative.actors import actor_at, listed_at
from ingest.narrative.at_word import has_verb, is_order, mention_at
from ingest.narrative.governed import is_listed, is_object
from ingest.narrative.words import (
    ADVERBS,
    CONDITIONAL,
    EVENTS,
    LABELS,
    LINKS,
    OPENERS,
    ORDERS,
    PERSONS,
    PREPOSITIONS,
    QUANTIFIERS,
    ROLES,
    VERBS,
    verb_end,
)

_QUOTING = ("“", '"', "«")
_LONGEST_TOPIC, _LONGEST_CIRCUMSTANCE = 14, 160  # words


@dataclass(frozen=True, slots=True)
class Duty:
    """Places in the clause: ``actor`` is who acts as printed (``None``: carried over), ``verb`` where the predicate begins."""

    actor: tuple[int, int] | None
    verb: int
    ordered: bool = False


def read(text: str, issuer: Issuer, *, carried: bool) -> Duty | None:
    """The duty that a clause states, ``None`` where it states none; ``carried`` says that an actor is known from before."""
    speech = Speech(text, words(text), issuer)
    at = _behind_topic(speech, LINKS.end(speech.words, 0)) if speech.words else 0
    if at >= len(speech.words):
        return None
    found = _explicit(speech, at, carried) or _behind_circumstance(speech, at, carried) or _behind_label(speech, at)
    return found or (Duty(None, speech.words[at].start) if carried and _opens_predicate(speech, at) else None)


def actors(text: str, issuer: Issuer) -> tuple[int, int] | None:
    """Where the actors stand in a text that names nothing else: "Đề nghị Ban Tuyên giáo và Dân vận Tỉnh ủy"."""
    speech = Speech(text, words(text), issuer)
    at = max(ORDERS.end(speech.words, 0), LABELS.end(speech.words, 0)) if speech.words else 0
    found = actor_at(speech, at, ordered=at > 0) if at < len(speech.words) else None
    if found is None:
        return None
    if found.behind == len(speech.words):
        return speech.words[at].start, found.stop
    return (speech.words[at].start, len(text.rstrip())) if _lists_places(speech, found.behind) else None


def orders(text: str, issuer: Issuer) -> bool:
    """Whether an order with somebody behind it stands anywhere in a text: "…, Sở Nội vụ đề nghị các sở, ngành báo cáo …"."""
    speech = Speech(text, words(text), issuer)
    return any(
        is_order(speech, at) and actor_at(speech, ORDERS.end(speech.words, at), ordered=True) is not None
        for at in range(len(speech.words) - 1)
    )


def ordered_last(text: str, issuer: Issuer) -> tuple[int, int] | None:
    """Where those stand to whom a text that announces more gives the order at its end: "Để …, Giám đốc yêu cầu các phòng"."""
    speech = Speech(text, words(text), issuer)
    for at in range(len(speech.words) - 1, -1, -1):
        behind = ORDERS.end(speech.words, at)
        if behind == at or not is_order(speech, at) or not speech.blank(behind):
            continue
        found = actor_at(speech, behind, ordered=True)
        return (speech.words[behind].start, found.stop) if found and found.behind == len(speech.words) else None
    return None


def named_at(text: str, start: int, end: int, issuer: Issuer) -> int:
    """The offset behind the agencies listed right at ``start`` ("Thuế tỉnh và UBND các xã, phường"); ``start`` for none."""
    speech = Speech(text[start:end], words(text[start:end]), issuer)
    return start + listed_at(speech) if speech.words and speech.words[0].start == 0 else start


def holds_verb(text: str, issuer: Issuer) -> bool:
    """Whether a text speaks of doing something, wherever the verb stands."""
    return has_verb(Speech(text, words(text), issuer), 0)


def ends_listing(text: str, issuer: Issuer) -> bool:
    """Whether a text breaks off in a list of those somebody works with: "phối hợp với Sở Y tế;"."""
    speech = Speech(text, words(text), issuer)
    return is_listed(speech, len(speech.words))


def _behind_topic(speech: Speech, at: int) -> int:
    """Behind a label "Về thể chế:"; the label of an actor ("Công an tỉnh: phối hợp …") is no topic."""
    if at >= len(speech.words) or speech.words[at].key != "về":
        return at
    return _colon(speech, at) or at


def _behind_label(speech: Speech, at: int) -> Duty | None:
    """ "Chế độ báo cáo: các đơn vị gửi …": behind any other label only who acts counts."""
    behind = _colon(speech, at)
    found = _explicit(speech, behind, carried=False) if behind else None
    return found if found and found.actor else None


def _colon(speech: Speech, at: int) -> int | None:
    """The index of the word behind a colon that stands near."""
    behind = range(at + 1, min(at + _LONGEST_TOPIC, len(speech.words)))
    return next((i for i in behind if ":" in speech.words[i].gap), None)


def _lists_places(speech: Speech, at: int) -> bool:
    """ "UBND các phường: Ba Đình, Hoàn Kiếm": the words behind the colon say which ones."""
    behind = range(at, len(speech.words))
    return ":" in speech.words[at].gap and speech.capital(at) and not any(verb_end(speech.words, i) > i for i in behind)


def _explicit(speech: Speech, at: int, carried: bool) -> Duty | None:
    """An order, or an actor with his predicate, right at word ``at``."""
    if speech.text[speech.words[at].start - 1 : speech.words[at].start] in _QUOTING:
        return None  # "Luật quy định: “UBND các cấp có trách nhiệm …”": what somebody else said
    ordered = _order(speech, at, carried) or _labelled(speech, at)
    if ordered:
        return ordered
    found = actor_at(speech, at)
    if found is None or found.behind >= len(speech.words) or not has_verb(speech, found.behind):
        return None
    if not _is_somebody(speech, at, found.behind):
        return None
    if is_order(speech, found.behind):  # "UBND tỉnh yêu cầu các sở …": the one who speaks is not meant
        return _order(speech, found.behind, carried)
    return Duty((speech.words[at].start, found.stop), speech.words[found.behind].start)


def _is_somebody(speech: Speech, start: int, end: int) -> bool:
    """Whether the words name somebody: a capital, or a set; "trường cao đẳng theo phân cấp" only goes on with a list."""
    named = speech.words[start].key in QUANTIFIERS or PERSONS.at(speech.words, start)
    return named or any(speech.capital(i) for i in range(start, end))


def _order(speech: Speech, at: int, carried: bool) -> Duty | None:
    behind = ORDERS.end(speech.words, at)
    if not is_order(speech, at) or not speech.blank(behind):
        return None
    actor = actor_at(speech, behind, ordered=True)
    if actor and actor.behind < len(speech.words):
        more = _order(speech, actor.behind, carried)  # "đề nghị các Đại sứ quán, yêu cầu các sở, ngành cử đầu mối"
        return more or Duty((speech.words[behind].start, actor.stop), speech.words[actor.behind].start, ordered=True)
    direct = carried and speech.words[at].key in {"yêu", "đề"} and _opens_predicate(speech, behind)
    return Duty(None, speech.words[behind].start, ordered=True) if direct else None


def _labelled(speech: Speech, at: int) -> Duty | None:
    """ "Đối với các sở, ngành: chủ động cân đối …"."""
    behind = LABELS.end(speech.words, at)
    actor = actor_at(speech, behind, ordered=True) if at < behind < len(speech.words) else None
    if actor is None or actor.behind >= len(speech.words) or ":" not in speech.words[actor.behind].gap:
        return None
    return Duty((speech.words[behind].start, actor.stop), speech.words[actor.behind].start)


def _behind_circumstance(speech: Speech, at: int, carried: bool) -> Duty | None:
    """ "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị …": who acts stands behind a circumstance."""
    adverb = ADVERBS.end(speech.words, at)
    if adverb > at and _opens_predicate(speech, adverb):
        return _behind_adverbs(speech, adverb)
    if not OPENERS.at(speech.words, at):
        return None
    event = EVENTS.at(speech.words, at)
    for i in range(at + 1, min(at + _LONGEST_CIRCUMSTANCE, len(speech.words))):
        event = event or EVENTS.at(speech.words, i)
        found = _at_boundary(speech, i, carried) or (_run_on(speech, i) if event else None)
        if found:
            return found
    timed = carried and speech.words[at].key not in CONDITIONAL
    return Duty(None, speech.words[at].start) if timed and has_verb(speech, at) else None


def _behind_adverbs(speech: Speech, at: int) -> Duty | None:
    """ "Định kỳ hằng quý (trước ngày 25), các sở, ngành báo cáo …"; "Thường xuyên phối hợp với Công an tỉnh …" names nobody."""
    while (end := ADVERBS.end(speech.words, at)) > at:
        at = end
    if at < len(speech.words) and "(" in speech.words[at].gap:
        at = next((i for i in range(at + 1, len(speech.words)) if ")" in speech.words[i].gap), len(speech.words))
    parted = at < len(speech.words) and set(speech.words[at].gap) & set(",)")
    found = _explicit(speech, at, carried=False) if parted else None
    return found if found and found.actor else None


def _at_boundary(speech: Speech, i: int, carried: bool) -> Duty | None:
    """What stands behind a comma, bracket or colon; one more of a list ("gửi Sở Y tế, Sở Tài chính tổng hợp") is no actor."""
    if not set(speech.words[i].gap) & set(",):"):
        return None
    found = _explicit(speech, i, carried)
    if found:
        return None if found.actor and is_listed(speech, i) else found
    return Duty(None, speech.words[i].start) if carried and _opens_predicate(speech, i) else None


def _run_on(speech: Speech, i: int) -> Duty | None:
    """ "… nếu có vướng mắc các đơn vị, địa phương báo cáo …": no comma before who acts."""
    governed = speech.words[i - 1].key in PREPOSITIONS or is_object(speech, i)
    if governed or not speech.blank(i) or mention_at(speech, i) is None:
        return None
    found = _explicit(speech, i, carried=False)
    return found if found and found.actor else None


def _opens_predicate(speech: Speech, at: int) -> bool:
    listed = speech.words
    if at >= len(listed):
        return False
    if VERBS.at(listed, at) or ROLES.at(listed, at):
        return True
    return ADVERBS.at(listed, at) and has_verb(speech, ADVERBS.end(listed, at))
