"""Which syllables make one Vietnamese word? pyvi's conditional random field, read straight from its file.

``import pyvi`` costs a second, because its model is a pickled scikit-learn estimator. Inside that pickle lies an ordinary
CRFsuite model (magic ``lCRF``) with two labels, and Viterbi over two labels needs nothing but one number for each position: how
much better "goes on" (``I_W``) scores than "begins" (``B_W``). So this module cuts the model out of the pickle without
unpickling, keeps the differences of its weights, and restates pyvi's features. ``tests/test_words.py`` holds it to
``pyvi.ViTokenizer.tokenize``. File format: CRFsuite ``crf1d_model.c`` and ``cqdb.c``.
"""

from __future__ import annotations

import importlib.util
import re
import string
import struct
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from corpus.errors import StateError

# pyvi's own pattern, its alternatives in its order; the first that matches wins. Before them stands what none but the last
# can match, for speed.
_PLAIN = r"[^\W_]+(?=\s)"
_ABBREVIATION = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\."  # "UBND.", "Tp."
_SPECIAL = r"==>|->|\.\.\.|>>|\n"
_WEB = r"\w+://[^\s]+"  # "https://thainguyen.gov.vn"
_EMAIL = r"[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_DECIMAL = r"\d+(?:[\.,_]\d+)+"  # "1.000.000", "0,5"
_TOKEN = re.compile("|".join((_PLAIN, _ABBREVIATION, _SPECIAL, _WEB, _EMAIL, _DECIMAL, r"[^\w\s]", r"\w+")))

_BEGINS, _GOES_ON = "B_W", "I_W"
_CACHED_TYPES = 1 << 16


class Token(NamedTuple):
    """A syllable, number or mark, with its place in the text it was cut from (end exclusive)."""

    text: str
    start: int
    end: int


def split(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """pyvi's tokens of ``text[start:end]``, which must be NFC; offsets are those of ``text``."""
    stop = len(text) if end is None else end
    return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text, start, stop)]


def find(text: str, start: int, end: int) -> list[str]:
    """The same without their places."""
    found: list[str] = _TOKEN.findall(text, start, end)
    return found


class _Leaning(NamedTuple):
    """How far one word type leans to "goes on": at its own place, on the place after it, on the place before it."""

    own: float
    after: float
    before: float


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """pyvi's word list: the words of two and of three syllables, lower case, blank between; and what they add.

    ``begins_three`` has the first two syllables of each word of three.
    ``two_before`` is for the second syllable of a word of two, ``two_after`` for its first; ``three_before`` for the third
    syllable of a word of three, ``three_after`` for its first.
    """

    two: frozenset[str]
    three: frozenset[str]
    begins_three: frozenset[str]
    two_before: float
    two_after: float
    three_before: float
    three_after: float


class Moves(NamedTuple):
    """Weight of each transition: "out" begins a word, "in" goes on."""

    stay_out: float
    go_in: float
    go_out: float
    stay_in: float


class Segmenter:
    """Says for each token whether it continues the word before it. Stateless but for a bounded cache; safe to share.

    ``index.text.segmenter_many`` does the same for many lines at once.
    """

    def __init__(self, model: bytes, dictionary: str) -> None:
        self._weight, self.moves = _read_model(model)
        self.dictionary = _read_dictionary(dictionary, self._weight)
        self.leaning = lru_cache(maxsize=_CACHED_TYPES)(self.lean)

    def joins(self, tokens: Sequence[str]) -> list[bool]:
        """For each token, whether it belongs to one word with the token before it. The first never does."""
        if not tokens:
            return []
        labels = self.best(self._scores(tokens))
        pairs = zip(tokens, tokens[1:], labels[1:], strict=False)
        return [False, *(goes_on and may_join(before, here) for before, here, goes_on in pairs)]

    def best(self, scores: list[float]) -> list[bool]:
        """The best path of two labels through the scores of a line, as True = goes on; a tie begins a word, as in CRFsuite."""
        moves, out, inside = self.moves, 0.0, scores[0]
        came_from: list[tuple[bool, bool]] = []
        for score in scores[1:]:
            leave, enter = inside + moves.go_out, out + moves.go_in
            stay_out, stay_in = out + moves.stay_out, inside + moves.stay_in
            came_from.append((leave > stay_out, stay_in > enter))
            out = leave if leave > stay_out else stay_out
            inside = (stay_in if stay_in > enter else enter) + score
        label = inside > out
        labels = [label]
        for sources in reversed(came_from):
            label = sources[label]
            labels.append(label)
        return labels[::-1]

    def lean(self, token: str) -> _Leaning:
        """``leaning``, not kept."""
        weight = self._weight.get
        upper, title = token.isupper(), token.istitle()
        lower = token.lower().partition("\0")[0]  # CRFsuite reads C strings, which end at a NUL
        own = weight("bias", 0.0) + weight(f"word.lower():{lower}", 0.0)
        own += upper * weight("word.isupper()", 0.0) + title * weight("word.istitle()", 0.0)
        own += token.isdigit() * weight("word.isdigit()", 0.0)
        around = []
        for side in ("-1", "+1"):
            score = weight(f"{side}:word.lower():{lower}", 0.0)
            score += title * weight(f"{side}:word.istitle()", 0.0) + upper * weight(f"{side}:word.isupper()", 0.0)
            around.append(score)
        return _Leaning(own, *around)

    def _scores(self, tokens: Sequence[str]) -> list[float]:
        """Score of "goes on" less score of "begins" for each position, without the transitions."""
        leanings = [self.leaning(token) for token in tokens]
        scores = [leaning.own for leaning in leanings]
        for i in range(len(tokens) - 1):
            scores[i + 1] += leanings[i].after
            scores[i] += leanings[i + 1].before
        self._add_dictionary(scores, [token.lower() for token in tokens])
        return scores

    def _add_dictionary(self, scores: list[float], lower: list[str]) -> None:
        known = self.dictionary
        for i in range(len(lower) - 1):
            pair = f"{lower[i]} {lower[i + 1]}"
            if pair in known.two:
                scores[i + 1] += known.two_before
                scores[i] += known.two_after
            if i + 2 < len(lower) and f"{pair} {lower[i + 2]}" in known.three:
                scores[i + 2] += known.three_before
                scores[i] += known.three_after


def installed() -> Segmenter:
    """The segmenter of the installed pyvi; raises ``StateError`` where pyvi is missing or shaped otherwise."""
    spec = importlib.util.find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise StateError("Thiếu thư viện tách từ pyvi; hãy chạy lại: pip install pyvi")
    models = Path(spec.submodule_search_locations[0]) / "models"
    try:
        model = cut_model((models / "pyvi3.pkl").read_bytes())
        return Segmenter(model, (models / "words.txt").read_text(encoding="utf-8"))
    except (OSError, ValueError, struct.error) as error:
        raise StateError(f"Không đọc được mô hình tách từ của pyvi tại {models}; hãy cài lại pyvi") from error


def cut_model(pickled: bytes) -> bytes:
    """The CRFsuite model inside pyvi's pickle, without unpickling.

    Protocol 2 writes ``bytes`` as a Latin-1 string: its length in UTF-8 bytes (4, little-endian), then the UTF-8.
    Raises ``ValueError`` where the magic or the size in the model's own header is not as expected.
    """
    start = pickled.index(b"lCRF")
    (length,) = struct.unpack_from("<I", pickled, start - 4)
    model = pickled[start : start + length].decode("utf-8").encode("latin-1")
    if model[4:8] != struct.pack("<I", len(model)):
        raise ValueError("the CRFsuite header does not state the length found")
    return model


def segment(segmenter: Segmenter, text: str) -> str:
    """What ``pyvi.ViTokenizer.tokenize`` returns: tokens divided by blanks, the syllables of one word by ``_``."""
    tokens = [token.text for token in split(unicodedata.normalize("NFC", text))]
    if not tokens:
        return text
    joins = segmenter.joins(tokens)
    return tokens[0] + "".join(("_" if join else " ") + token for token, join in zip(tokens[1:], joins[1:], strict=True))


def may_join(before: str, here: str) -> bool:
    """pyvi's veto after the model has spoken: no marks, no numbers, no capital after a small letter."""
    if here in string.punctuation or before in string.punctuation or here[0].isdigit() or before[0].isdigit():
        return False
    return before[0].istitle() or not here[0].istitle()


def _read_dictionary(words: str, weights: dict[str, float]) -> _Dictionary:
    lines = words.split("\n")
    three = frozenset(line for line in lines if line.count(" ") == 2)
    return _Dictionary(
        two=frozenset(line for line in lines if line.count(" ") == 1),
        three=three,
        begins_three=frozenset(word.rpartition(" ")[0] for word in three),
        two_before=weights.get("-1:word.bi_gram()", 0.0),
        two_after=weights.get("+1:word.bi_gram()", 0.0),
        three_before=weights.get("-2:word.tri_gram()", 0.0),
        three_after=weights.get("+2:word.tri_gram()", 0.0),
    )


def _read_model(model: bytes) -> tuple[dict[str, float], Moves]:
    """Attribute → weight of "goes on" less that of "begins"; and the transitions."""
    features_at, labels_at, attributes_at = struct.unpack_from("<3I", model, 28)
    labels, attributes = _read_strings(model, labels_at), _read_strings(model, attributes_at)
    sign = {labels.index(_GOES_ON): 1.0, labels.index(_BEGINS): -1.0}
    weights = dict.fromkeys(attributes, 0.0)
    transitions = {}
    (count,) = struct.unpack_from("<I", model, features_at + 8)
    body = model[features_at + 12 : features_at + 12 + 20 * count]
    for kind, source, label, weight in struct.iter_unpack("<3Id", body):
        if kind == 0:
            weights[attributes[source]] += sign[label] * weight
        else:
            transitions[labels[source], labels[label]] = weight
    order = ((_BEGINS, _BEGINS), (_BEGINS, _GOES_ON), (_GOES_ON, _BEGINS), (_GOES_ON, _GOES_ON))
    return weights, Moves(*(transitions.get(pair, 0.0) for pair in order))


def _read_strings(model: bytes, at: int) -> list[str]:
    """The strings of a constant database (cqdb) in the order of their ids."""
    count, table = struct.unpack_from("<2I", model, at + 16)
    strings = []
    for (record,) in struct.iter_unpack("<I", model[at + table : at + table + 4 * count]):
        (size,) = struct.unpack_from("<I", model, at + record + 4)
        strings.append(model[at + record + 8 : at + record + 7 + size].decode("utf-8"))
    return strings
