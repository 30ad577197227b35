"""Which pieces has a text? The best path through the words of the bundled ``tokenizer.json``, as its library finds it.

The ids are those of ``tokenizers`` to the last tie (``tests/test_pieces.py``), without its memory: the encoder, open and asked,
takes 11 MB instead of 39. Pieces are words of whole syllables, so the path goes from syllable to syllable. Letters are looked
at only where a syllable is no piece, or where a word may end within a longer one: "ban hành văn bản" in "ban hành văn bảng".
Processor time before and now: 10,000 rows of plans .54 and .55 s, 5,000 articles of law 2.1 and 1.1 s, a question 15 and 7 µs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from index.encoders.spelling import NORMALIZER, Spelling

_BLANK, _BEHIND_BLANK = "▁", "▂"  # in order: what begins with "▁hội▁" lies between "▁hội▁" and "▁hội▂"
_SPLIT = {"type": "Split", "pattern": {"Regex": "\\n+"}, "behavior": "Removed", "invert": False}
_JOINED = {"type": "Metaspace", "replacement": _BLANK, "prepend_scheme": "always", "split": False}
_SHAPE = {
    "added_tokens": [],
    "normalizer": NORMALIZER,
    "pre_tokenizer": {"type": "Sequence", "pretokenizers": [_SPLIT, _JOINED]},
}
_PENALTY = 10.0  # the library's: how far a letter without a piece scores below the worst piece
_ROUNDING = 0.1  # far more than the sums over the longest text are off by
_NEVER = float("-inf")


class Pieces:
    """See ``index.encoders.phrases.Cutter``. Safe to share between threads."""

    apart = True

    def __init__(self, words: _Words) -> None:
        self._words, self._spelling = words, Spelling()

    @classmethod
    def read(cls, stated: Any) -> Pieces | None:
        """``stated`` is what a ``tokenizer.json`` says; ``None`` where it is of another shape than the bundled one."""
        if not isinstance(stated, dict) or any(stated.get(part) != shape for part, shape in _SHAPE.items()):
            return None
        model = stated["model"]
        if (model.get("type"), model.get("unk_id"), model.get("byte_fallback")) != ("Unigram", 0, False):
            return None
        words = _Words(model["vocab"])
        return cls(words) if words.are_of_syllables() and words.outweigh_letters() else None

    def cut(self, texts: Sequence[str]) -> list[list[int]]:
        return [[piece for phrase in self._spelling.phrases(text) for piece in self._path(phrase.split())] for text in texts]

    def _path(self, syllables: list[str]) -> list[int]:
        """From syllable to syllable. Of equal paths the library keeps the one whose last piece begins first."""
        try:
            steps = [self._words[syllable] for syllable in syllables]
        except KeyError:
            return self._by_letters(syllables)
        count = len(steps)
        best, begun, pieces = [0.0, *[_NEVER] * count], [0] * (count + 1), [0] * (count + 1)
        for start, step in enumerate(steps):
            here, end = best[start], start
            reached: _Step | None = step
            while reached is not None:
                score, piece, longer, doubted = reached
                end += 1
                if here + score > best[end]:
                    best[end], begun[end], pieces[end] = here + score, start, piece
                if not longer or end == count:
                    break
                reached = longer.get(syllables[end])
                if doubted and (reached is None or reached.score == _NEVER) and syllables[end].startswith(doubted):
                    return self._by_letters(syllables)
        return _traced(begun, pieces)

    def _by_letters(self, syllables: list[str]) -> list[int]:
        """The same where some syllables must be entered: each letter of them is a place where pieces may end."""
        starts = [0, *accumulate(len(syllable) + 1 for syllable in syllables)]
        best, begun, pieces = [0.0, *[_NEVER] * starts[-1]], [0] * (starts[-1] + 1), [0] * (starts[-1] + 1)
        entered = {number for number, syllable in enumerate(syllables) if not self._words.has(syllable)}
        for number, start in enumerate(starts[:-1]):
            ways = [(start, *way) for way in self._words.beginning(syllables, number, entered)]
            if number in entered:
                ways += [(start + n, 1, *self._words.letter(letter)) for n, letter in enumerate(_BLANK + syllables[number])]
            for place, length, score, piece in ways:
                end = place + length
                if best[place] + score > best[end]:
                    best[end], begun[end], pieces[end] = best[place] + score, place, piece
        return _traced(begun, pieces)


class _Step(NamedTuple):
    """What the syllables so far are: a piece, or with ``_NEVER`` only the beginning of some."""

    score: float
    piece: int
    longer: dict[str, _Step]  # by the next syllable
    doubted: tuple[str, ...]  # a next syllable that begins with one of these, and is no step, may be passed by letters


class _Words(dict[str, _Step]):
    """What begins with a syllable that is a piece, opened when it is first asked for: of most words no text here speaks."""

    def __init__(self, vocabulary: Sequence[tuple[str, float]]) -> None:
        """``vocabulary``: pieces and their scores, the unknown one first."""
        super().__init__()
        self._ids = {piece: place for place, (piece, _) in enumerate(vocabulary)}
        self._scores = [score for _, score in vocabulary]
        self._unknown = min(self._scores) - _PENALTY
        every = sorted(self._ids)
        self._longest = max(map(len, every))
        first, behind = bisect_left(every, _BLANK), bisect_left(every, _BEHIND_BLANK)
        self._sorted, self._others = every[first:behind], every[:first] + every[behind:]
        words = [score for piece, score in vocabulary if _BLANK < piece < _BEHIND_BLANK] or [0.0]
        self._least, self._most = min(words), max(*words, self.letter(_BLANK)[0])
        self._letter = max([self._unknown, *(self.letter(piece)[0] for piece in self._others)])

    def are_of_syllables(self) -> bool:
        """Whether every piece is a letter, or whole syllables behind one blank each; the unknown one is neither."""
        lines = "\n".join([*self._sorted, ""])
        unknown = [piece for piece in self._others if len(piece) != 1]
        return (
            len(self._ids) == len(self._scores)
            and [self._ids[piece] for piece in unknown] == [0]
            and _BLANK * 2 not in lines
            and lines.count(f"{_BLANK}\n") == (_BLANK in self._ids)
        )

    def outweigh_letters(self) -> bool:
        """Whether a word and a letter are always worth less than a longer word: only then is ``_Step.doubted`` all there is."""
        return max(self._scores) <= 0 and self._most + self._letter < self._least - _ROUNDING

    def has(self, syllable: str) -> bool:
        return syllable in self or _BLANK + syllable in self._ids

    def letter(self, letter: str) -> tuple[float, int]:
        """Score and id."""
        piece = self._ids.get(letter, 0)
        return (self._scores[piece], piece) if piece else (self._unknown, 0)

    def beginning(self, syllables: Sequence[str], number: int, entered: set[int]) -> Iterator[tuple[int, float, int]]:
        """Length with blanks, score and id of each piece that begins with the syllable ``number``, or a part of it.

        Only syllables of ``entered`` are looked into, and those that are doubted here, which are added.
        """
        find: Callable[[str], _Step | None] = self._first
        doubted: tuple[str, ...] = ()
        before = 1
        for place in range(number, len(syllables)):
            syllable = syllables[place]
            step = find(syllable)
            is_piece = step is not None and step.score > _NEVER
            if not is_piece and doubted and syllable.startswith(doubted):
                entered.add(place)
            if place in entered:
                inside = ((length, find(syllable[:length])) for length in range(1, min(len(syllable), self._longest)))
                yield from ((before + length, part.score, part.piece) for length, part in inside if part)
            if step is not None:
                yield before + len(syllable), step.score, step.piece
            if step is None or not step.longer:
                return
            find, doubted, before = step.longer.get, step.doubted, before + len(syllable) + 1

    def __missing__(self, syllable: str) -> _Step:
        if not self.has(syllable):
            raise KeyError(syllable)
        step = self[syllable] = self._step(f"{_BLANK}{syllable}", 0.0)
        return step

    def _first(self, syllable: str) -> _Step | None:
        """The same for any syllable, ``None`` where nothing begins with it."""
        if self.has(syllable):
            return self[syllable]
        begun = _BLANK + syllable
        place = bisect_left(self._sorted, begun + _BLANK)
        is_begun = place < len(self._sorted) and self._sorted[place].startswith(begun + _BLANK)
        return self._step(begun, 0.0) if is_begun else None

    def _step(self, begun: str, before: float) -> _Step:
        """``before`` is what the syllables before the last of ``begun`` are worth one by one."""
        piece, alone = self._ids.get(begun, 0), self._ids.get(begun[begun.rindex(_BLANK) :], 0)
        low = bisect_left(self._sorted, begun + _BLANK)
        high = bisect_left(self._sorted, begun + _BEHIND_BLANK, low)
        score = self._scores[piece] if piece else _NEVER
        if low == high:
            return _Step(score, piece, {}, ())
        apart = before + self._scores[alone] if alone else _NEVER
        nexts = {name[len(begun) + 1 :].partition(_BLANK)[0] for name in self._sorted[low:high]}
        longer = {syllable: self._step(f"{begun}{_BLANK}{syllable}", apart) for syllable in nexts}
        within = apart + self._least - self._letter - _ROUNDING
        return _Step(score, piece, longer, tuple(syllable for syllable, step in longer.items() if step.score >= within))


def _traced(begun: list[int], pieces: list[int]) -> list[int]:
    """The pieces of the path that ends last; the library makes one unknown piece of several that stand together."""
    found: list[int] = []
    end = len(begun) - 1
    while end:
        if pieces[end] or found[-1:] != [0]:
            found.append(pieces[end])
        end = begun[end]
    found.reverse()
    return found
