"""Which paper does a cited number mean? Numbers are shared, so the issuer, the date and the province decide with it.

One document's mentions of one number are read together: later ones leave out what the first one said ("Kế hoạch số 41-KH/TU").
A held document is meant where nothing printed contradicts it; what is not held becomes a *stub*, one for all who cite it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from corpus import agencies
from corpus.model import Document, Reference
from ingest.grammar import numbers
from search.held.knowledge import Knowledge

T = TypeVar("T")
_SLIP_DAYS = 7  # two dates nearer than this are one paper's date, printed wrong once
_CENTRAL_ORGANS = ("TW", "CP", "TTG", "QH", "UBTVQH", "VPCP", "BCĐTW", "BCĐCP", "HĐTP", "TANDTC", "VKSNDTC")
_CENTRAL_WORDS = ("bộ ", "chính phủ", "thủ tướng", "quốc hội", "ủy ban thường vụ quốc hội", "trung ương", "ban bí thư")
_PARTY_ONE = ("TU", "TW", "ĐU")  # a committee, its standing board and its office share one series of numbers


@dataclass(frozen=True, slots=True)
class Claim:
    """All that one document says of one cited paper. ``mentions`` are its references, in the order of print."""

    citing: str
    number: str
    mentions: tuple[Reference, ...]
    type: str | None = None
    date: date | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A node of the chain: a held ``document``, or a stub (``None``) known only from its ``claims``."""

    id: str
    number: str | None
    document: Document | None
    claims: tuple[Claim, ...] = field(default=())

    @property
    def type(self) -> str | None:
        return self.document.type if self.document else _first(claim.type for claim in self.claims)

    @property
    def date(self) -> date | None:
        return self.document.date if self.document else _first(claim.date for claim in self.claims)

    @property
    def issuer(self) -> str | None:
        if self.document:
            return self.document.issuer
        return max((claim.issuer for claim in self.claims if claim.issuer), key=len, default=None)


def papers(knowledge: Knowledge) -> tuple[dict[str, Paper], dict[tuple[str, Reference], str]]:
    """Every held or cited paper by its id, and which one each (citing document, reference) means."""
    found = {d.id: Paper(d.id, d.number, d) for d in knowledge.documents}
    meant: dict[tuple[str, Reference], str] = {}
    stubs: dict[tuple[str, str], list[Paper]] = {}
    unheld: list[Claim] = []
    numbered: dict[str, list[Document]] = {}
    for naming in knowledge.names:
        numbered.setdefault(numbers.key(naming.number), []).append(knowledge.by_id[naming.document])
    for claim in _claims(knowledge.references):
        held = _held(claim, numbered.get(numbers.key(claim.number), []), knowledge)
        if held is None:
            unheld.append(claim)
        else:
            _take(found[held.id], claim, found, meant)
    for claim in sorted(unheld, key=lambda claim: not (claim.date or claim.issuer)):  # those that say most come first
        stub = _stub(claim, knowledge.by_id[claim.citing], stubs)
        _take(found.get(stub.id, stub), claim, found, meant)
    return found, meant


def _take(paper: Paper, claim: Claim, found: dict[str, Paper], meant: dict[tuple[str, Reference], str]) -> None:
    found[paper.id] = replace(paper, claims=(*paper.claims, claim))
    meant.update({(claim.citing, mention): paper.id for mention in claim.mentions})


# --- what one document says of one number ------------------------------------------------------------------------------------


def _claims(references: Iterable[tuple[str, Reference]]) -> Iterator[Claim]:
    """The claims of every document: mentions of one number whose dates and issuers do not contradict each other."""
    grouped: dict[tuple[str, str], list[Reference]] = {}
    for citing, reference in references:
        grouped.setdefault((citing, numbers.key(reference.number)), []).append(reference)
    for (citing, _), mentions in grouped.items():
        claims: list[Claim] = []
        for mention in sorted(mentions, key=lambda m: not (m.date or m.issuer)):
            fitting = next((i for i, claim in enumerate(claims) if _agree(claim, mention)), None)
            if fitting is None:
                claims.append(Claim(citing, mention.number, (mention,), mention.type, mention.date, mention.issuer))
            else:
                claims[fitting] = _with(claims[fitting], mention)
        yield from claims


def _with(claim: Claim, mention: Reference) -> Claim:
    longer = max(claim.issuer or "", mention.issuer or "", key=len) or None
    mentions = tuple(sorted((*claim.mentions, mention), key=lambda m: m.spans[:1]))
    return replace(
        claim, mentions=mentions, type=claim.type or mention.type, date=claim.date or mention.date, issuer=longer
    )  # fmt: skip


def _agree(claim: Claim, mention: Reference) -> bool:
    return _one_paper((claim.issuer, claim.date), (mention.issuer, mention.date), claim.number)


def _one_paper(one: tuple[str | None, date | None], other: tuple[str | None, date | None], number: str) -> bool:
    """Whether two prints of (issuer, date) may be of one paper under ``number``."""
    (issuer, day), (other_issuer, other_day) = one, other
    if not same_issuer(issuer, other_issuer, number):
        registered = issuer and other_issuer and agencies.lookup(issuer) and agencies.lookup(other_issuer)
        return day is not None and day == other_day and not registered  # a name read too far: "Ban Chỉ đạo còn chậm"
    return _dates_agree(day, other_day, bool(issuer and other_issuer))


def _dates_agree(one: date | None, other: date | None, same_stated_issuer: bool) -> bool:
    """Whether two dates may be those of one paper: an issuer gives a number once a year (Nghị định 30/2020/NĐ-CP)."""
    if one is None or other is None or one == other:
        return True
    return one.year == other.year if same_stated_issuer else abs((one - other).days) <= _SLIP_DAYS


def same_issuer(one: str | None, other: str | None, number: str) -> bool:
    """Whether two prints may name one issuer: one begins as the other does, or both stand behind one Party series."""
    if one is None or other is None:
        return True
    short, long = sorted((agencies.key(one), agencies.key(other)), key=len)
    if long.startswith(short):
        return True
    found = numbers.find(number)
    local = {name: agencies.province_of(name) for name in (one, other)}
    one_province = len({place for place in local.values() if place}) <= 1
    return bool(found) and found[0].party and found[0].organ in _PARTY_ONE and one_province


# --- the held document that is meant -----------------------------------------------------------------------------------------


def _held(claim: Claim, numbered: Sequence[Document], knowledge: Knowledge) -> Document | None:
    """The one of the documents of that number that a claim means; ``None`` where none fits or several do."""
    citing = knowledge.by_id[claim.citing]
    candidates = [d for d in _one_file_each(numbered, citing, knowledge) if _fits(claim, d, citing)]
    exact = [d for d in candidates if claim.date is not None and d.date == claim.date]
    found = exact or candidates
    return found[0] if len(found) == 1 else None


def _one_file_each(numbered: Sequence[Document], citing: Document, knowledge: Knowledge) -> list[Document]:
    """The documents without the further files of one paper; the citing one is itself."""
    answering = {d.id if d.id == citing.id else knowledge.copies.get(d.id, d.id) for d in numbered}
    if citing.id in answering and citing.id in knowledge.copies:
        answering.discard(knowledge.copies[citing.id])
    return [knowledge.by_id[identifier] for identifier in sorted(answering)]


def _fits(claim: Claim, held: Document, citing: Document) -> bool:
    own = held.id == citing.id
    if own and any(mention.relation == "annex_of" for mention in claim.mentions):
        return True  # "Kèm theo Kế hoạch số …", also with a wrong date
    if not _in_reach(claim, held, citing):
        return False
    issuer = held.agency or held.issuer
    if held.date_precision != "day" and held.date and claim.date:
        same = (held.date.year, held.date.month) == (claim.date.year, claim.date.month)
        return same_issuer(issuer, claim.issuer, claim.number) and (same or held.date_precision == "year")
    return _one_paper((issuer, held.date), (claim.issuer, claim.date), claim.number)


def _in_reach(claim: Claim, held: Document, citing: Document) -> bool:
    """Whether the citing office would mean this one of all offices that use the number."""
    if _central(claim.number, held.issuer):
        return True
    where = (claim.issuer and agencies.province_of(claim.issuer)) or citing.province
    if held.province and where and held.province != where:
        return False
    known = agencies.lookup(held.agency) if held.agency else None
    if claim.issuer or claim.date or known is None or known.level != "commune":
        return True
    return held.issuer == citing.issuer  # a bare number never means some commune's paper


def _central(number: str, issuer: str | None) -> bool:
    found = numbers.find(number)
    organ = found[0].organ.upper() if found else ""
    return organ.startswith(_CENTRAL_ORGANS) or (issuer or "").lower().startswith(_CENTRAL_WORDS)


# --- what is cited but not held ----------------------------------------------------------------------------------------------


def _stub(claim: Claim, citing: Document, stubs: dict[tuple[str, str], list[Paper]]) -> Paper:
    """The stub that a claim means, made where there is none yet; ``stubs`` keeps them by number and province."""
    local = not _central(claim.number, claim.issuer)
    where = ((claim.issuer and agencies.province_of(claim.issuer)) or citing.province or citing.id) if local else ""
    known = stubs.setdefault((numbers.key(claim.number), where), [])
    fitting = [p for p in known if _one_paper((p.issuer, p.date), (claim.issuer, claim.date), claim.number)]
    if len(fitting) == 1 or (fitting and (claim.date or claim.issuer)):
        return fitting[0]
    told = "·".join(part for part in (claim.number, where, claim.date.isoformat() if known and claim.date else "") if part)
    stub = Paper(f"cited:{told}" + (f"·{len(known) + 1}" if known and not claim.date else ""), claim.number, None, (claim,))
    known.append(stub)
    return replace(stub, claims=())


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def described(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Reference]]:
    """The mentions that print a date."""
    return ((claim, mention) for claim in claims for mention in claim.mentions if mention.date is not None)
