"""One agency, unit or group phrase at a place of a text: what it is, what it is called, where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from corpus.agencies import Agency, Match, expand, longest, lookup
from corpus.agency_slips import run_together
from corpus.model import MentionKind
from corpus.phrase_parts import Scan
from corpus.phrase_words import scan
from corpus.places import province
from corpus.spelling import Word
from ingest.names.mention_words import BELONGING, BODIES, HEADS, NO_UNITS, OFFICES, UNITS
from ingest.names.naming import Issuer, group_name, unit_name

Role = Literal["lead", "coordinating"]
_SEPARATORS = frozenset({",", "và", "/", "-", "–", ", và", "+", "&"})
_LISTED_WHOLE = frozenset({"sở", "bộ"})  # the registry has every one of them: another is a slip
_OWNERS = frozenset({"so", "ban"})  # families whose offices are named by them: "Văn phòng Sở Tư pháp"


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: ``start`` and ``end`` are offsets into the given string and take in its part of the work.

    ``name`` is canonical, ``as_written`` the print of the name (a sub-unit in brackets included). ``province`` and ``commune``
    are those that the name itself states. ``role`` is what the cell itself says ("Sở Nội vụ (phối hợp)"), ``None`` = the
    column's.
    """

    start: int
    end: int
    name: str
    as_written: str
    kind: MentionKind
    part: str | None = None
    sub_unit: str | None = None
    province: str | None = None
    commune: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before its part and brackets are read: ``end`` is the word behind it, ``stop`` the offset behind its print."""

    name: str
    kind: MentionKind
    end: int
    stop: int
    sub_unit: str | None = None
    province: str | None = None
    commune: str | None = None
    agency: Agency | None = None


class Speech(NamedTuple):
    """A text, the words of it that are looked at, and who speaks."""

    text: str
    words: Sequence[Word]
    issuer: Issuer

    def known(self, i: int) -> Match | None:
        """The longest known agency at word ``i``."""
        return longest(self.text, self.words, i) if i < len(self.words) else None

    def separated(self, i: int) -> bool:
        """Whether a comma, "và", a slash or a hyphen stands before word ``i``."""
        return i < len(self.words) and " ".join(self.words[i].gap.lower().split()) in _SEPARATORS

    def blank(self, i: int) -> bool:
        """Whether nothing but a blank stands before word ``i``."""
        return i < len(self.words) and self.words[i].gap.isspace()

    def capital(self, i: int) -> bool:
        return self.text[self.words[i].start].isupper()

    def may_name(self, i: int) -> bool:
        """Whether a name may begin at word ``i``: a capital, or a text without any."""
        return self.capital(i) or self.text == self.text.lower()

    def word_at(self, offset: int, start: int = 0) -> int:
        """The index of the first word that begins at or behind ``offset``."""
        return next((i for i in range(start, len(self.words)) if self.words[i].start >= offset), len(self.words))

    def print(self, start: int, end: int) -> str:
        """The words ``[start, end)`` as printed."""
        return self.text[self.words[start].start : self.words[end - 1].end]


def group_at(speech: Speech, i: int, stop: int | None = None) -> Found | None:
    """The group phrase at word ``i`` with whom it leaves out; its tail (the words of a subset) runs up to ``stop``."""
    found = scan(speech.text, speech.words, i)
    if found is None or _one_agency(speech, i, found):
        return None
    end = max(stop or 0, found.stop)
    outside = all(part.body == "outside" for part in found.parts)
    return Found(
        group_name(speech.text, speech.words, found, end, speech.issuer),
        "external" if outside else "group",
        speech.word_at(end, found.end),
        end,
        province=_province_of(speech, found),
    )


def agency_at(speech: Speech, i: int) -> Found | None:
    """The known agency at word ``i``, with its head before it or its office: "Giám đốc Sở X", "Văn phòng Sở X"."""
    own = _own(speech, i) or _office(speech, i)
    if own:
        return own
    found = speech.known(i)
    at = HEADS.end(speech.words, i)
    if found is None and at > i and speech.blank(at):
        found = speech.known(at)
    joined = run_together(speech.text, speech.words, i) if i < len(speech.words) else None
    if joined and (found is None or joined.end > found.end):
        found = joined
    return of_match(found, speech.issuer) if found else None


def of_match(found: Match, issuer: Issuer) -> Found:
    """The mention of a known agency; "UBND xã" in the commune's own plan is that commune's."""
    kind: MentionKind = "unit" if found.agency.family == "office" else "agency"
    place, name = found.place, found.name
    own = issuer.setting == "commune" and issuer.name.startswith(found.agency.base) and found.agency.name != found.agency.base
    if own and place and place.level == "commune" and place.commune is None and not place.text.startswith("cấp"):
        name = issuer.name
    province, commune = (place.province, place.commune) if place else (None, None)
    return Found(name, kind, found.end, found.stop, None, province, commune, found.agency)


def unit_at(speech: Speech, i: int, stop: int) -> Found | None:
    """A unit, or an agency that the registry does not list, whose name runs up to offset ``stop``.

    ``unknown`` where the registry should have it: "Sở Vũ trụ".
    """
    at = HEADS.end(speech.words, i)
    unit, body = UNITS.end(speech.words, at), BODIES.end(speech.words, at)
    if at >= len(speech.words) or not speech.may_name(i) or max(unit, body) == at or NO_UNITS.at(speech.words, at):
        return None
    end = speech.word_at(stop, at)
    parent = next((j for j in range(at + 1, end) if parent_at(speech, j)), None)
    if parent is not None:
        return _under_parent(speech, at, parent)
    printed = speech.text[speech.words[at].start : stop].rstrip(" ,.;:-–")
    name = unit_name(printed, speech.issuer)
    known = lookup(name)
    kind: MentionKind = "agency" if body > unit or (known and known.family != "office") else "unit"
    if unit < body == at + 1 and speech.words[at].key in _LISTED_WHOLE and known is None:
        kind = "unknown"
    return Found(name, kind, end, speech.words[at].start + len(printed))


def holds_office(speech: Speech, i: int, found: Found, tail: str) -> bool:
    """Whether ``tail`` is who holds the office at word ``i``: "Phó Chủ tịch UBND tỉnh Nguyễn Văn An", no province."""
    headed = HEADS.end(speech.words, i) > i and found.agency is not None and found.agency.level in ("province", "central")
    return headed and len(tail.split()) > 1 and province(tail) is None


def named(text: str, start: int, found: Found) -> Named:
    """The mention that begins at offset ``start``, without part."""
    written = " ".join(text[start : found.stop].split())
    return Named(
        start, found.stop, found.name, written, found.kind, None, found.sub_unit, found.province, found.commune
    )  # fmt: skip


def parent_at(speech: Speech, i: int) -> int | None:
    """The index of the agency that stands as a unit's parent behind word ``i``: "… thuộc Sở Y tế", "… - Công an tỉnh"."""
    at = BELONGING.end(speech.words, i)
    dashed = speech.words[i].gap.strip() in {"-", "–"}
    if (at == i and not dashed) or at >= len(speech.words) or (at == i and scan(speech.text, speech.words, at)):
        return None
    return at if speech.known(at) or speech.words[at].key == "sở" else None


def _own(speech: Speech, i: int) -> Found | None:
    """ "Sở", "Lãnh đạo Sở" alone: the department that speaks."""
    at = HEADS.end(speech.words, i)
    if at >= len(speech.words) or speech.words[at].key != "sở" or speech.known(at):
        return None
    if (speech.blank(at + 1) and speech.capital(at + 1)) or scan(speech.text, speech.words, at):
        return None
    if run_together(speech.text, speech.words, at):
        return None
    name = speech.issuer.name if speech.issuer.department else "Sở"
    return Found(name, "agency", at + 1, speech.words[at].end, agency=lookup(name))


def _office(speech: Speech, i: int) -> Found | None:
    """An office named by its department: "Văn phòng Sở", "VP Sở của STP Thái Nguyên", "Văn phòng Sở Tư pháp"."""
    after = at = OFFICES.end(speech.words, i)
    if after == i or not speech.blank(after):
        return None
    if speech.words[at].bare == "so" and not speech.known(at):
        at += 1
    link = BELONGING.end(speech.words, at)
    owner = speech.known(link) if speech.blank(link) else None
    if owner and owner.agency.family in _OWNERS and (link > at or at == after):
        head = expand(speech.print(i, after))
        province = owner.place.province if owner.place else None
        return Found(f"{head[:1].upper()}{head[1:]} {owner.agency.base}", "unit", owner.end, owner.stop, province=province)
    known = speech.known(i)
    if at == after or (known and known.end > at):
        return None
    return Found(unit_name(speech.print(i, at), speech.issuer), "unit", at, speech.words[at - 1].end)


def _under_parent(speech: Speech, start: int, link: int) -> Found | None:
    """A unit with its parent: the parent answers ("Sở Y tế"), the unit acts; a unit of the issuer stays a unit."""
    at = parent_at(speech, link)
    if at is None:
        return None
    name = unit_name(speech.print(start, link).rstrip(" ,-–"), speech.issuer)
    parent = agency_at(speech, at)
    if parent is None or parent.name == "Sở":
        return Found(f"{name} thuộc Sở", "unit", at + 1, speech.words[at].end)
    if parent.name == speech.issuer.name:
        return Found(name, "unit", parent.end, parent.stop)
    return Found(parent.name, "agency", parent.end, parent.stop, name, parent.province, parent.commune, parent.agency)


def _one_agency(speech: Speech, i: int, found: Scan) -> bool:
    """Whether the words, though they could be a set, name one agency: "UBND cấp tỉnh"."""
    known = speech.known(i)
    if known is None or known.end < found.end:
        return False
    return known.place is None or known.place.commune is not None or known.agency.level == "province"


def _province_of(speech: Speech, found: Scan) -> str | None:
    """The province that a phrase names: "các đơn vị thuộc Sở Tư pháp Đồng Tháp"."""
    for piece in found.pieces:
        for i in range(piece.start, piece.end) if piece.role == "qualifier" else ():
            known = speech.known(i)
            if known and known.place and known.place.province:
                return known.place.province
    return None
