"""How a group phrase is put together: "Thủ trưởng các sở, ban, ngành thuộc tỉnh, Chủ tịch UBND các xã, phường liên quan".

    phrase    = noun { "," | "và" | "/" noun } [exclusion | tail]
    noun      = [head] [quantifier] body { qualifier }         "các" "sở" "thuộc tỉnh"
    noun      = [head] holder quantifier | "cấp" commune …      "UBND" "các" "xã, phường"
    qualifier = "liên quan" | "thuộc …" | "cấp tỉnh" | "tỉnh" | …

A qualifier speaks of the nouns back to the last quantifier; behind "doanh nghiệp" of the enterprises alone. An exclusion ("trừ
Sở Tư pháp") ends the phrase. What follows and is no noun and no qualifier (the tail, "có diện tích rừng …") is left to the
caller.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus import phrase_table as table
from corpus.agencies import Match, longest
from corpus.phrase_exclusions import exclusion
from corpus.phrase_parts import OPEN, Part, Piece, Role, Scan, Scope
from corpus.places import Place, read_place
from corpus.spelling import Lexicon, Word

_BEFORE_NOUN: tuple[tuple[Lexicon, Role], ...] = (
    (table.HEADS, "head"), (table.QUANTIFIERS, "quantifier"), (table.HEADS, "head"), (table.QUANTIFIERS, "quantifier"),
)  # fmt: skip
_JOINTS = frozenset({"", ",", "/", "&", "-", "–", "và", ", và", "+"})
_MOST_PIECES = 150  # of one phrase; the longest printed one has about 40
_MOST_QUALIFIERS = 6  # "có liên quan" and each "thuộc …" may be two pieces
_PLACES = frozenset({"commune", "province", "district"})
_OF_A_DEPARTMENT = frozenset({"office", "unit", "public_unit"})  # "các phòng Sở" without "thuộc"


def scan(text: str, words: Sequence[Word], start: int) -> Scan | None:
    """The group phrase that begins at word ``start``; ``None`` where none does."""
    found = _Scanner(text, words, start).read()
    if not found.is_group or _is_name(text, words, found):
        return None
    found.stop = words[found.end - 1].end
    found.exclusion = exclusion(text, words, found.end, scan)
    if found.exclusion:
        found.end, found.stop = found.exclusion.end, found.exclusion.stop
    return found


def _is_name(text: str, words: Sequence[Word], found: Scan) -> bool:
    """Whether one noun begins a proper name: "Công ty Điện lực", "Hiệp hội Doanh nghiệp"."""
    first = found.pieces[0]
    named = first.role == "noun" and first.end - first.start > 1 and text[words[first.start + 1].start].isupper()
    end = first.end if named else found.end  # "Trường Đại học Cần Thơ và các trường" begins with a name
    if (len(found.pieces) > 1 and not named) or end >= len(words) or text.isupper():
        return False
    behind = words[end]
    return behind.gap.isspace() and text[behind.start].isupper()


def _levels(places: Sequence[str]) -> tuple[Scope, ...]:
    """The levels of the places behind a holder; beside "huyện" a "thành phố" is a town."""
    if "province" in places and "district" not in places:
        return ("province",)
    district: tuple[Scope, ...] = ("district",) if "district" in places else ()
    return (*district, "commune") if "commune" in places else district


class _Scanner:
    def __init__(self, text: str, words: Sequence[Word], start: int) -> None:
        self.text, self.words, self.start, self.at = text, words, start, start
        self.scan = Scan(end=start)
        self.run = 0

    def read(self) -> Scan:
        while self.at < len(self.words) and len(self.scan.pieces) < _MOST_PIECES:
            if self.at > self.start and self._gap(self.at) not in _JOINTS:
                break
            if not ((self.scan.parts and not self._is_full() and self._qualifier()) or self._noun()):
                break
        return self.scan

    def _is_full(self) -> bool:
        """Whether so many qualifiers stand in a row that the next one qualifies nothing."""
        last = self.scan.pieces[-_MOST_QUALIFIERS:]
        return len(last) == _MOST_QUALIFIERS and all(piece.role in {"qualifier", "dropped"} for piece in last)

    def _noun(self) -> bool:
        """Reads ``[head] [quantifier] body`` or ``[head] holder …`` at the cursor; leaves it where neither stands."""
        at, pieces, distributive = self.at, [], False
        for lexicon, role in _BEFORE_NOUN:
            found = lexicon.at(self.words, at)
            if found:
                pieces.append(Piece(at, found[1], role, found[0]))
                distributive |= found[0] in table.DISTRIBUTIVE
                at = found[1]
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
        if self._organises(at):
            return False
        return self.scan.parts[-1].body != "outside" and body != "outside" and self._small(at)

    def _organises(self, at: int) -> bool:
        """Whether "tổ chức" is a verb at ``at``: "các sở, ngành tổ chức hội nghị", not "các cơ quan tổ chức liên quan"."""
        spoken = [word.key for word in self.words[at : at + 2]]
        end = at + 2
        goes_on = end < len(self.words) and self.words[end].gap.isspace()
        return spoken == ["tổ", "chức"] and goes_on and table.CONCERNED.at(self.words, end) is None

    def _holder(self, at: int, pieces: list[Piece]) -> bool:
        """ "UBND các xã, phường", "HĐND, UBND cấp xã", "HĐND 02 cấp", "Công an các xã"."""
        holders: list[tuple[str, Piece]] = []
        end = at
        while (found := table.holders()[0].at(self.words, end)) is not None:
            holders.append((table.holders()[1][found[0]], Piece(end, found[1], "holder", found[0])))
            end = found[1]
            if self._gap(end) not in _JOINTS - {""}:
                break
        scopes, tail = self._holder_places(end) if holders else ((), [])
        if not scopes:
            return False
        self.run += 1
        for body, piece in holders:
            self._add(body, [piece], scope=scopes[0])
            self.scan.parts += [Part(body, self.run, scope=scope) for scope in scopes[1:]]
        self.scan.pieces[-len(holders) : -len(holders)] = pieces
        self.scan.pieces += tail
        self.at = self.scan.end = tail[-1].end
        return True

    def _holder_places(self, at: int) -> tuple[tuple[Scope, ...], list[Piece]]:
        """The levels that a holder's places name, none for a single one ("UBND xã Bát Tràng")."""
        both = table.BOTH_LEVELS.at(self.words, at)
        if both:
            return ("both",), [Piece(at, both[1], "qualifier", both[0])]
        counted = at < len(self.words) and self.words[at].key.isdigit() and not self._gap(at)  # "UBND 124 xã, phường"
        quantifier = table.EACH.at(self.words, at) or (("", at + 1) if counted else None)
        end = at + 1 if quantifier else at
        places: list[tuple[str, int, int]] = []
        while (noun := self._body(end)) is not None and noun[0] in _PLACES and self._gap(end) in _JOINTS:
            if places and not self._small(end):
                break
            places.append((noun[0], end, noun[1]))
            end = noun[1]
        if not places or not (quantifier or len(places) > 1):
            return (), []
        first = [Piece(at, at + 1, "quantifier", quantifier[0])] if quantifier else []
        return _levels([body for body, _, _ in places]), [*first, *(self._noun_piece(start, stop) for _, start, stop in places)]

    def _qualifier(self) -> bool:
        return self._concerned() or self._plain() or self._complement() or self._level()

    def _concerned(self) -> bool:
        """ "liên quan", "có liên quan", "chức năng", "có thẩm quyền": only those whom the matter concerns."""
        if self._gap(self.at) not in {"", ","}:
            return False
        if self.scan.parts[-1].body == "outside" and table.SLIP.at(self.words, self.at):
            self._take(self.at + 1, "dropped")
        found = table.CONCERNED.at(self.words, self.at)
        if found is None:
            return False
        if found[0].startswith("có liên"):
            self._take(self.at + 1, "dropped")
        for part in self.scan.last_run:
            part.condition = OPEN if OPEN in found[0] else found[0]
        return self._take(found[1], "qualifier", found[0].removeprefix("có ") if OPEN in found[0] else found[0])

    def _plain(self) -> bool:
        found = table.PLAIN.at(self.words, self.at) if not self._gap(self.at) else None
        return found is not None and self._take(found[1], "qualifier", found[0])

    def _complement(self) -> bool:
        """ "thuộc tỉnh", "thuộc, trực thuộc Sở", "trong hệ thống chính trị", "trên địa bàn xã"."""
        found = table.PREPOSITIONS.at(self.words, self.at) if self._gap(self.at) in {"", ","} else None
        if found is None:
            return False
        at = found[1]
        if table.POLITICAL_SYSTEM.at(self.words, at):
            return self._scoped("all", table.POLITICAL_SYSTEM.end(self.words, at))
        if table.CENTRAL.at(self.words, at):
            return self._scoped("central", table.CENTRAL.end(self.words, at))
        agency = longest(self.text, self.words, at) if at < len(self.words) else None
        if agency:
            return self._of_agency(agency)
        if table.OWN.at(self.words, at):
            return self._scoped("internal", table.OWN.end(self.words, at))
        return self._placed(read_place(self.text, self.words, at))

    def _of_agency(self, found: Match) -> bool:
        """ "thuộc UBND tỉnh" names the province's own bodies, "thuộc Sở Tư pháp" the inner units of that department."""
        province, family = found.place.province if found.place else None, found.agency.family
        if family not in {"committee", "party"}:
            return self._scoped("internal", found.end, province)
        for part in self.scan.last_run:
            part.of_government = family == "committee"
        level = found.agency.level
        return self._scoped(level if level in {"commune", "district"} else "province", found.end, province)

    def _level(self) -> bool:
        """A level without preposition: "sở, ban, ngành tỉnh", "cấp tỉnh", "trung ương"."""
        if self._gap(self.at) or self.scan.parts[-1].body in {*_PLACES, "outside", "village"}:
            return False
        if table.CENTRAL.at(self.words, self.at):
            return self._scoped("central", table.CENTRAL.end(self.words, self.at))
        if self.words[self.at].bare == "so" and self.scan.parts[-1].body in _OF_A_DEPARTMENT:
            return self._scoped("internal", self.at + 1)
        return self._placed(read_place(self.text, self.words, self.at))

    def _placed(self, place: Place | None) -> bool:
        return place is not None and self._scoped(place.level, place.end, place.province)

    def _scoped(self, scope: Scope, end: int, province: str | None = None) -> bool:
        for part in self.scan.last_run:
            part.scope, part.province = part.scope or scope, part.province or province
        return self._take(end, "qualifier")

    def _noun_piece(self, start: int, end: int) -> Piece:
        found = table.nouns()[0].at(self.words, start)
        return Piece(start, end, "noun", found[0] if found else None)

    def _take(self, end: int, role: Role, name: str | None = None) -> bool:
        self.scan.pieces.append(Piece(self.at, end, role, name))
        self.at = self.scan.end = end
        return True

    def _add(self, body: str, pieces: list[Piece], *, scope: Scope | None = None, distributive: bool = False) -> None:
        self.scan.parts.append(Part(body, self.run, scope=scope, distributive=distributive))
        self.scan.pieces += pieces
        self.at = self.scan.end = pieces[-1].end

    def _is_agency(self, at: int) -> bool:
        return longest(self.text, self.words, at) is not None

    def _body(self, at: int) -> tuple[str, int] | None:
        found = table.nouns()[0].at(self.words, at)
        if found is None:
            return None
        name, end = found
        if end < len(self.words) and not self._gap(end) and self.words[end].bare in table.not_before().get(name, ()):
            return None
        return table.nouns()[1][name], end

    def _gap(self, at: int) -> str:
        """What joins word ``at`` to the one before: "" for a blank, "," …; anything else ends the phrase."""
        return " ".join(self.words[at].gap.lower().split()) if at < len(self.words) else ";"

    def _small(self, at: int) -> bool:
        letter = self.text[self.words[at].start]
        return letter.islower() or self.text.isupper()
