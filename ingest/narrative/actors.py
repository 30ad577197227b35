"""Who acts in a clause, and where what he is to do begins.

actor = mention [ "(" … ")" ] { ("," | "và" | ";") mention } [ tail ]
tail  = words of a unit's name, or of a subset: "UBND các xã có khu dân cư trong vùng nguy cơ sạt lở"
"""

from __future__ import annotations

from typing import NamedTuple

from ingest.names.listed_names import listed_end
from ingest.names.mention_words import BELONGING, BODIES, UNITS, comrade_end
from ingest.names.mentions import Found, Speech
from ingest.narrative.at_word import has_verb, is_order, mention_at
from ingest.narrative.words import (
    ADVERBS,
    BEHIND_LISTED,
    COMPOUNDS,
    DESCRIBING,
    FIELDS,
    FIRMS,
    HONOURED,
    MODIFIERS,
    NAMING,
    NO_ROOM,
    NO_TAIL,
    OBLIGED,
    OPENERS,
    OWNERS,
    PAPERS,
    PERSONS,
    ROLES,
    STANDALONE,
    UNNAMED,
    VERBS,
    verb_end,
)

_LONGEST_ACTOR, _LONGEST_TAIL, _LISTED_TAIL = 120, 24, 8  # words
_SEPARATORS = frozenset({",", "và", ", và", "/", "-", "–", "&", "+"})
_NOT_YET = frozenset({"chưa", "đang"})
_JOINTS = _SEPARATORS | {";", "; và"}


class Actor(NamedTuple):
    """``behind`` is the index of the word behind the actor (the number of words at the end), ``stop`` the offset there."""

    behind: int
    stop: int


def actor_at(speech: Speech, start: int, *, ordered: bool = False) -> Actor | None:
    """Who acts at word ``start``, up to his predicate, a colon or the end; ``ordered`` says that an order stands before."""
    return _Reader(speech, start, ordered=ordered).actor()


def listed_at(speech: Speech) -> int:
    """The offset behind the mentions that a text begins with, 0 for none; a tail counts where a verb ends it."""
    return _Reader(speech, 0, ordered=False).listed()


class _Reader:
    def __init__(self, speech: Speech, start: int, *, ordered: bool) -> None:
        self.speech, self.words, self.at, self.ordered = speech, speech.words, start, ordered
        self.stop = 0
        self.loose = ordered  # a unit's name may go on in small letters
        self.naming = False  # inside the name of a unit, or the tail of a group phrase
        self.firm = False  # a company, whose name may hold any naming verb
        self.external = True  # nobody in government so far
        self.left = _LONGEST_TAIL

    def actor(self) -> Actor | None:
        if not self._next():
            return None
        end = min(len(self.words), self.at + _LONGEST_ACTOR)
        while self.at < end:
            gap = self.words[self.at].gap.strip(" )")
            if gap.startswith("("):
                self._skip_bracket()
            elif ":" in gap or self._predicate():
                return self._found(":" in gap)
            elif set(gap) & set(".!?") or not (self._joined(gap) or self._tail(gap)):
                return None
        return self._found(True) if self.at >= len(self.words) else None

    def listed(self) -> int:
        self.loose = True
        if not self._next():
            return 0
        named = self.stop
        while self.at < len(self.words):
            gap = self.words[self.at].gap.strip(" )")
            if gap.startswith("("):
                self._skip_bracket()
            elif self._predicate(modified=False):
                return self.stop
            elif BEHIND_LISTED.at(self.words, self.at):
                break
            elif self._joined(gap):
                named = self.stop
            elif not self._tail(gap):
                break
        return self.stop if _LONGEST_TAIL - self.left <= _LISTED_TAIL else named

    def _found(self, parted: bool) -> Actor | None:
        """The actor; a mere statement about those outside government ("người dân thực hiện") binds nobody."""
        binds = parted or self.ordered or not self.external or OBLIGED.at(self.words, self.at)
        return Actor(self.at, self.stop) if binds else None

    # --- mentions -------------------------------------------------------------------------------------------------------------

    def _next(self) -> bool:
        """Takes a mention at the cursor."""
        self.left = _LONGEST_TAIL
        if self._several():
            return True
        found = mention_at(self.speech, self.at) if self.at < len(self.words) else None
        if found is None:
            return self._named_unit()
        self.firm = found.kind == "external" and FIRMS.at(self.words, self.at)
        self.external &= found.kind == "external" and not OWNERS.at(self.words, self.at)
        self.at, self.stop = found.end, found.stop
        self.naming = found.kind in {"group", "external"} or self.ordered or BELONGING.at(self.words, found.end) is not None
        self._describe(found)
        return True

    def _several(self) -> bool:
        """Takes names whose common words stand once: "các Sở: Tài chính, Xây dựng"."""
        found = listed_end(self.speech, self.at) if self.at < len(self.words) else None
        if found is None:
            return False
        self.at, self.stop = found.end, found.stop
        self.firm, self.naming, self.external = False, False, False
        return True

    def _named_unit(self) -> bool:
        if self.at >= len(self.words):
            return False
        end = max(self._unit(), self._person(), HONOURED.end(self.words, self.at))
        if end == self.at:
            return False
        self.firm = FIRMS.end(self.words, self.at) == end
        self.at, self.stop, self.naming, self.external = end, self.words[end - 1].end, True, False
        return True

    def _unit(self) -> int:
        """The index behind the head of a unit's name; a common word ("Khoa học", "Hội nghị") is none."""
        at = self.at
        end = max(UNITS.end(self.words, at), BODIES.end(self.words, at)) if self.speech.capital(at) else at
        if end == at or OPENERS.at(self.words, at) or VERBS.at(self.words, at):
            return at
        if self.words[at].key == "phòng" and end < len(self.words) and self.words[end].key in NO_ROOM:
            return at
        named = self._capital(end) and not self.speech.text.isupper()
        return end if named or self.loose or self._alone(end) else at

    def _person(self) -> int:
        """The index behind "Thành viên", "Đồng chí"; a head of nothing ("Người đứng đầu phải …") is nobody in particular."""
        several = self.at + (self.words[self.at].key == "các")
        end = max(PERSONS.end(self.words, self.at), comrade_end(self.words, several))
        return end if self._capital(end) else self.at

    def _capital(self, at: int) -> bool:
        """Whether a name begins at word ``at``, with only a blank before it."""
        return self.speech.blank(at) and self.speech.capital(at)

    def _alone(self, end: int) -> bool:
        """ "Chi cục cử người trực …", "Văn phòng theo dõi …": a head without a name of its own, never "Văn phòng điện tử"."""
        if STANDALONE.end(self.words, self.at) != end:
            return False
        if end >= len(self.words) or ":" in self.words[end].gap:
            return True
        predicate = verb_end(self.words, end) > end or ADVERBS.at(self.words, end) or MODIFIERS.at(self.words, end)
        return predicate or (self.speech.separated(end) and self.speech.capital(end))

    def _describe(self, found: Found) -> None:
        """Goes on over words that say which units are meant, where another verb follows them with no comma."""
        end = DESCRIBING.end(self.words, found.end)
        if found.kind != "group" or end == found.end or "," in found.name or not self.speech.blank(found.end):
            return
        for i in range(end, min(end + 6, len(self.words))):
            if not self.words[i].gap.isspace():
                return
            if verb_end(self.words, i) > i or ADVERBS.at(self.words, i):
                self.at, self.stop = i, self.words[i - 1].end
                return

    # --- going on -------------------------------------------------------------------------------------------------------------

    def _joined(self, gap: str) -> bool:
        return gap in _JOINTS and self._next()

    def _tail(self, gap: str) -> bool:
        """Takes a further word of a unit's name or of a subset."""
        self.left -= 1
        proper = not gap and self.speech.capital(self.at)  # a place behind a known agency
        if not (self.naming or proper) or self.left < 0 or gap not in _SEPARATORS | {""} or NO_TAIL.at(self.words, self.at):
            return False
        self.stop = self.words[self.at].end
        self.at += 1
        return True

    def _skip_bracket(self) -> None:
        closing = self.speech.text.find(")", self.words[self.at].start)
        self.stop = closing + 1 if closing >= 0 else len(self.speech.text)
        self.at = self.speech.word_at(self.stop, self.at)

    # --- the predicate --------------------------------------------------------------------------------------------------------

    def _predicate(self, *, modified: bool = True) -> bool:
        """Whether the predicate begins at the cursor; with ``modified`` also where a circumstance stands before the verb."""
        at = self.at
        if self.speech.capital(at) and ":" not in self.words[at].gap:
            return False
        if verb_end(self.words, at) > at:
            described = at > 0 and self.words[at - 1].key in _NOT_YET  # "các xã có khoáng sản chưa khai thác: …"
            return not described and not (self.naming and self._inside_name())
        if ROLES.at(self.words, at) or is_order(self.speech, at):
            return True
        modifier = max(ADVERBS.end(self.words, at), MODIFIERS.end(self.words, at) if modified else at)
        in_word = any(COMPOUNDS.end(self.words, j) > at for j in range(max(0, at - 3), at))  # "giáo dục thường xuyên"
        return modifier > at and not in_word and has_verb(self.speech, modifier)

    def _inside_name(self) -> bool:
        """Whether the verb at the cursor belongs to a unit's name: "Văn phòng Đăng ký …", "Phòng Xây dựng, kiểm tra …"."""
        at, end = self.at, FIELDS.end(self.words, self.at)
        before = range(max(0, at - 3), at)
        behind = [word.key for word in self.words[max(0, at - 2) : at]]
        if behind == ["liên", "quan"] or (end > at and self._capital(end) and PAPERS.at(self.words, end)):
            return False  # "các sở, ngành liên quan xây dựng …", "các cơ quan xây dựng Đề án …"
        if any(NAMING.end(self.words, j) > at for j in before):
            return True
        if end > at and self._ends_name(end):
            return True
        if not NAMING.at(self.words, at) or behind == ["văn", "phòng"]:
            return False
        joined = self.words[at].gap.strip() in _SEPARATORS or (self.firm and not self._behind_place())
        named = (NAMING.end(self.words, j) == at and self.speech.capital(j) for j in before)
        return joined or any(named) or any(UNNAMED.end(self.words, j) == at for j in before)

    def _ends_name(self, end: int) -> bool:
        """Whether a field of work that ends before word ``end`` belongs to the name: a verb, a place or nothing follows."""
        if end >= len(self.words):
            return True
        return self.speech.blank(end) and (self.speech.capital(end) or verb_end(self.words, end) > end)

    def _behind_place(self) -> bool:
        """Whether a proper name ends before the cursor: "Công ty … thủy lợi Hà Nội vận hành"."""
        before = self.words[self.at - 1]
        return self.speech.capital(self.at - 1) and not self.speech.text[before.start : before.end].isupper()
