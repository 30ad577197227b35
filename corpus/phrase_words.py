"""How a group phrase is put together: "Thủ trưởng các sở, ban, ngành thuộc tỉnh, Chủ tịch UBND các xã, phường liên quan".

    phrase    = noun { "," | "và" | "/" noun } [tail]
    noun      = [head] [quantifier] body { qualifier }         "các" "sở" "thuộc tỉnh"
    noun      = [head] holder quantifier | "cấp" commune …      "UBND" "các" "xã, phường"
    qualifier = "liên quan" | "thuộc …" | "cấp tỉnh" | "tỉnh" | …

A qualifier speaks of the nouns back to the last quantifier; behind "doanh nghiệp" of the enterprises alone. What follows that is
no noun and no qualifier (the tail, "có diện tích rừng …") is left to the caller.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpus.agencies import longest
from corpus.places import read_place
from corpus.spelling import Word, split_words

Role = Literal["quantifier", "head", "holder", "noun", "qualifier", "dropped"]
Scope = Literal["central", "province", "commune", "internal", "both", "all"]
OPEN = "liên quan"

_DATA = Path(__file__).with_name("phrases.toml")
_QUANTIFIERS = ("tất cả các", "toàn thể các", "toàn bộ các", "100 các", "các", "những", "một số", "mỗi", "từng", "tất cả", "toàn thể", "mọi")
_HEADS = (
    "thủ trưởng", "giám đốc", "lãnh đạo", "người đứng đầu", "phó chủ tịch", "chủ tịch", "bí thư", "trưởng", "hiệu trưởng",
    "chánh văn phòng", "cấp trưởng",
)  # fmt: skip
_DISTRIBUTIVE = frozenset({"mỗi", "từng", "tất cả các", "tất cả", "toàn thể các", "toàn bộ các", "100 các", "mọi"})
_OPEN_WORDS = ("có liên quan khác", "có liên quan", "liên quan khác", "liên quan", "chức năng", "có thẩm quyền")
_SLIP = "ngành liên quan"  # "doanh nghiệp" + "ngành liên quan" where a page cut "doanh nghiệp, ngành liên quan"
_PLAIN = ("quản lý nhà nước", "nhà nước", "chuyên môn", "hành chính", "công lập", "trực tiếp", "đầu mối", "khác", "nói trên", "nêu trên")
_PREPOSITIONS = ("đóng trên địa bàn", "trên địa bàn", "trong toàn", "thuộc trực thuộc", "trực thuộc", "thuộc", "trong", "toàn", "của", "ở", "tại")
_BOTH = ("02 cấp", "2 cấp", "hai cấp", "các cấp")
_SUBORDINATE = "ủy ban nhân dân"
_JOINTS = frozenset({"", ",", "/", "&", "-", "–", "và", ", và", "+"})
_ALONE = frozenset({"locality", "outside", "political_system"})  # bodies that one noun without "các" may name
_PLACES = ("commune", "province", "district")


@dataclass(slots=True)
class Part:
    """One noun of a phrase: its body, and what its qualifiers say.

    ``scope`` is the level named ("cấp tỉnh"), ``None`` = the issuer's own; ``condition`` is ``liên quan`` or the words of a
    subset; ``of_government`` says "thuộc UBND" (no vertical agencies); ``run`` numbers the quantifier that it stands under.
    """

    body: str
    run: int
    scope: Scope | None = None
    condition: str | None = None
    of_government: bool = False
    distributive: bool = False


class Piece(NamedTuple):
    """Words ``[start, end)`` of the phrase and what they do in it; ``name`` is the word of the table, marks included."""

    start: int
    end: int
    role: Role
    name: str | None = None


@dataclass(slots=True)
class Scan:
    """A phrase as scanned: its nouns, its pieces in order, and ``end``, the index behind its last word."""

    parts: list[Part] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    end: int = 0

    @property
    def last_run(self) -> list[Part]:
        """The nouns that a qualifier or a tail speaks of; behind "doanh nghiệp" the enterprises alone."""
        if self.parts[-1].body == "outside":
            return self.parts[-1:]
        return [part for part in self.parts if part.run == self.parts[-1].run and part.body != "outside"]

    @property
    def is_group(self) -> bool:
        """Whether the words name a set: a bare "ban" or "Phòng" is the beginning of one agency's name."""
        if not self.parts:
            return False
        quantified = any(piece.role in {"quantifier", "holder"} for piece in self.pieces)
        qualified = any(part.condition or part.scope in {"internal", "both"} for part in self.parts if part.body != "office")
        return quantified or qualified or len(self.parts) > 1 or self.parts[0].body in _ALONE


def scan(text: str, words: Sequence[Word], start: int) -> Scan | None:
    """The group phrase that begins at word ``start``; ``None`` where none does."""
    found = _Scanner(text, words, start).read()
    if not found.is_group or _is_name(text, words, found):
        return None
    return found


def data() -> dict[str, Any]:
    """The table of ``phrases.toml``: ``bodies`` and ``holders``."""
    return _data()


def _is_name(text: str, words: Sequence[Word], found: Scan) -> bool:
    """Whether one noun begins a proper name: "Công ty Điện lực", "Hiệp hội Doanh nghiệp"."""
    if len(found.pieces) > 1 or found.end >= len(words) or text.isupper():
        return False
    behind = words[found.end]
    return behind.gap.isspace() and text[behind.start].isupper()


class _Scanner:
    def __init__(self, text: str, words: Sequence[Word], start: int) -> None:
        self.text, self.words, self.start, self.at = text, words, start, start
        self.scan = Scan(end=start)
        self.run = 0

    def read(self) -> Scan:
        while self.at < len(self.words):
            if self.at > self.start and self._gap(self.at) not in _JOINTS:
                break
            if not ((self.scan.parts and self._qualifier()) or self._noun()):
                break
        return self.scan

    def _noun(self) -> bool:
        """Reads ``[head] [quantifier] body`` or ``[head] holder …`` at the cursor; leaves it where neither stands."""
        at, pieces, distributive = self.at, [], False
        for names, role in ((_HEADS, "head"), (_QUANTIFIERS, "quantifier"), (_HEADS, "head"), (_QUANTIFIERS, "quantifier")):
            name = self._among(names, at)
            if name:
                pieces.append(Piece(at, at + len(name.split()), role, name))  # type: ignore[arg-type]
                distributive |= name in _DISTRIBUTIVE
                at = pieces[-1].end
        if self._holder(at, pieces):
            return True
        noun = self._body(at)
        if noun is None or not (pieces or self._may_follow(at, noun[0])) or self._is_agency(at):
            return False
        self.run += any(piece.role == "quantifier" for piece in pieces)
        self._add(noun[0], [*pieces, self._noun_piece(at, noun[1])], distributive=distributive)
        return True

    def _may_follow(self, at: int, body: str) -> bool:
        """Without a comma only what is read in one breath: "xã phường", "sở ngành", never behind "doanh nghiệp"."""
        if not self.scan.parts or self._gap(at):
            return True
        return self.scan.parts[-1].body != "outside" and body != "outside" and self._small(at)

    def _holder(self, at: int, pieces: list[Piece]) -> bool:
        """ "UBND các xã, phường", "HĐND, UBND cấp xã", "HĐND 02 cấp", "Công an các xã"."""
        holders: list[tuple[str, Piece]] = []
        end = at
        while (found := self._known(_holders_by_first(), end)) is not None:
            after = end + len(found.split())
            holders.append((data()["holders"][found], Piece(end, after, "holder", found)))
            end = after
            if self._gap(end) not in _JOINTS - {""}:
                break
        scope, tail = self._holder_places(end) if holders else (None, [])
        if scope is None:
            return False
        self.run += 1
        for body, piece in holders:
            self._add(body, [piece], scope=scope)
        self.scan.pieces[-len(holders) : -len(holders)] = pieces
        self.scan.pieces += tail
        self.at = self.scan.end = tail[-1].end
        return True

    def _holder_places(self, at: int) -> tuple[Scope | None, list[Piece]]:
        """The level that a holder's places name, ``None`` for a single one ("UBND xã Bát Tràng")."""
        both = self._among(_BOTH, at)
        if both:
            return "both", [Piece(at, at + len(both.split()), "qualifier", both)]
        quantifier = self._among(("các", "cấp", "từng", "mỗi"), at)
        end = at + 1 if quantifier else at
        places: list[tuple[str, int, int]] = []
        while (noun := self._body(end)) is not None and noun[0] in _PLACES and self._gap(end) in _JOINTS:
            if places and not self._small(end):
                break
            places.append((noun[0], end, noun[1]))
            end = noun[1]
        if not places or not (quantifier or len(places) > 1):
            return None, []
        scope: Scope = "province" if places[0][0] == "province" else "commune"
        first = [Piece(at, at + 1, "quantifier", quantifier)] if quantifier else []
        return scope, [*first, *(self._noun_piece(start, stop) for _, start, stop in places)]

    def _qualifier(self) -> bool:
        for read in (self._concerned, self._plain, self._complement, self._level):
            if read():
                return True
        return False

    def _concerned(self) -> bool:
        """ "liên quan", "có liên quan", "chức năng", "có thẩm quyền": only those whom the matter concerns."""
        if self._gap(self.at) not in {"", ","}:
            return False
        if self.scan.parts[-1].body == "outside" and self._among((_SLIP,), self.at):
            self._take(1, "dropped")
        name = self._among(_OPEN_WORDS, self.at)
        if name is None:
            return False
        if name.startswith("có liên"):
            self._take(1, "dropped")
            name = name.removeprefix("có ")
        for part in self.scan.last_run:
            part.condition = OPEN if OPEN in name else name
        return self._take(len(name.split()), "qualifier")

    def _plain(self) -> bool:
        name = self._among(_PLAIN, self.at) if not self._gap(self.at) else None
        return name is not None and self._take(len(name.split()), "qualifier")

    def _complement(self) -> bool:
        """ "thuộc tỉnh", "thuộc, trực thuộc Sở", "trong hệ thống chính trị", "trên địa bàn xã"."""
        name = self._among(_PREPOSITIONS, self.at) if self._gap(self.at) in {"", ","} else None
        if name is None:
            return False
        at = self.at + len(name.split())
        if self._among(("hệ thống chính trị",), at):
            return self._scoped("all", at + 4)
        if self._among(("trung ương",), at):
            return self._scoped("central", at + 2)
        agency = longest(self.text, self.words, at) if at < len(self.words) else None
        if agency:
            return self._of_agency(agency.agency.level, agency.agency.family, agency.end)
        if self._among(("sở", "cơ quan", "đơn vị", "ngành"), at):
            return self._scoped("internal", at + len((self._among(("sở", "cơ quan", "đơn vị", "ngành"), at) or "").split()))
        place = read_place(self.text, self.words, at)
        return place is not None and self._scoped(place.level, place.end)

    def _of_agency(self, level: str, family: str, end: int) -> bool:
        """ "thuộc UBND tỉnh" names the province's own bodies, "thuộc Sở Tư pháp" the inner units of that department."""
        if family != "committee":
            return self._scoped("internal", end)
        for part in self.scan.last_run:
            part.of_government = True
        return self._scoped("commune" if level == "commune" else "province", end)

    def _level(self) -> bool:
        """A level without preposition: "sở, ban, ngành tỉnh", "cấp tỉnh", "trung ương"."""
        if self._gap(self.at) or self.scan.parts[-1].body in {*_PLACES, "outside", "village"}:
            return False
        if self._among(("trung ương",), self.at):
            return self._scoped("central", self.at + 2)
        if self._among(("sở",), self.at) and self.scan.parts[-1].body in {"office", "unit", "public_unit"}:
            return self._scoped("internal", self.at + 1)
        place = read_place(self.text, self.words, self.at)
        return place is not None and self._scoped(place.level, place.end)

    def _scoped(self, scope: Scope, end: int) -> bool:
        for part in self.scan.last_run:
            part.scope = part.scope or scope
        return self._take(end - self.at, "qualifier")

    def _noun_piece(self, start: int, end: int) -> Piece:
        return Piece(start, end, "noun", self._known(_nouns_by_first(), start))

    def _take(self, count: int, role: Role) -> bool:
        self.scan.pieces.append(Piece(self.at, self.at + count, role))
        self.at = self.scan.end = self.at + count
        return True

    def _add(self, body: str, pieces: list[Piece], *, scope: Scope | None = None, distributive: bool = False) -> None:
        self.scan.parts.append(Part(body, self.run, scope=scope, distributive=distributive))
        self.scan.pieces += pieces
        self.at = self.scan.end = pieces[-1].end

    def _is_agency(self, at: int) -> bool:
        return longest(self.text, self.words, at) is not None

    def _body(self, at: int) -> tuple[str, int] | None:
        found = self._known(_nouns_by_first(), at)
        if found is None:
            return None
        end = at + len(found.split())
        follows = self.words[end] if end < len(self.words) and not self._gap(end) else None
        if follows and any(_bare(word) == follows.bare for word in data()["not_before"].get(found, ())):
            return None
        return _nouns()[found], end

    def _known(self, by_first: dict[str, tuple[str, ...]], at: int) -> str | None:
        return self._among(by_first.get(self.words[at].bare, ()), at) if at < len(self.words) else None

    def _among(self, names: Sequence[str], at: int) -> str | None:
        """The first of ``names`` that stands at word ``at``, its words divided by blanks or hyphens."""
        return next((name for name in names if self._stands(name.split(), at)), None)

    def _stands(self, name: Sequence[str], at: int) -> bool:
        listed = self.words[at : at + len(name)]
        if len(listed) < len(name) or any(word.gap.strip(" -–,%") not in {"", "và"} for word in listed[1:]):
            return False
        return all(word.key == part or (word.unmarked and word.bare == _bare(part)) for word, part in zip(listed, name, strict=True))

    def _gap(self, at: int) -> str:
        """What joins word ``at`` to the one before: "" for a blank, "," …; anything else ends the phrase."""
        return " ".join(self.words[at].gap.lower().split()) if at < len(self.words) else ";"

    def _small(self, at: int) -> bool:
        letter = self.text[self.words[at].start]
        return letter.islower() or self.text.isupper()


@cache
def _bare(part: str) -> str:
    return split_words(part)[0].bare


@cache
def _nouns_by_first() -> dict[str, tuple[str, ...]]:
    return _by_first(_nouns())


@cache
def _holders_by_first() -> dict[str, tuple[str, ...]]:
    return _by_first(data()["holders"])


def _by_first(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Names by first word without marks, longest first."""
    index: dict[str, list[str]] = {}
    for name in names:
        index.setdefault(_bare(name.split()[0]), []).append(name)
    return {first: tuple(sorted(found, key=lambda name: -len(name.split()))) for first, found in index.items()}


@cache
def _nouns() -> dict[str, str]:
    return {_spelled(noun): body for body, table in data()["bodies"].items() for noun in table["words"]}


def _spelled(name: str) -> str:
    return " ".join(word.key for word in split_words(name))


@cache
def _data() -> dict[str, Any]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)
