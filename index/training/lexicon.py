"""The tokenizer of the static table: a Unigram model over the words that the segmenter finds in the texts.

At run time the table needs no segmenter: the most frequent words of several syllables are pieces of their own, and Unigram's
best path through a sentence picks them. A piece begins with ``▁`` and has ``▁`` for each blank: ``▁chuyển▁đổi``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from index.text import segmenter

UNKNOWN, BLANK = "[UNK]", "▁"
_FEWEST_WORDS, _FEWEST_SYLLABLES = 5, 10  # occurrences that earn a piece
_LONGEST_NUMBER = 4  # digits; longer strings are ids and amounts, which carry no meaning
_LETTER_FALLBACK_SCORE = -20.0  # worse than any word: an unseen syllable is spelt, a seen one never
_TONES = {  # open syllables only: "hoà" → "hòa", not "hoàn"; never after q: "quý"
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


def build(lines: Iterable[str]) -> Tokenizer:
    """A tokenizer whose pieces are the words, syllables, numbers and letters of ``lines``, scored by ln(share)."""
    counts = _count(lines)
    total = sum(counts.values())
    pieces = [(f"▁{piece}".replace(" ", "▁"), math.log(count / total)) for piece, count in sorted(counts.items())]
    letters = sorted({letter for piece, _ in pieces for letter in piece})
    known = {piece for piece, _ in pieces}
    fallback = [(letter, _LETTER_FALLBACK_SCORE) for letter in letters if letter not in known]
    tokenizer = Tokenizer(models.Unigram([(UNKNOWN, 0.0), *fallback, *pieces], unk_id=0, byte_fallback=False))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\n+"), "removed"),
            pre_tokenizers.Metaspace("▁", prepend_scheme="always", split=False),
        ]
    )
    return tokenizer


def _normalizer() -> normalizers.Normalizer:
    steps: list[normalizers.Normalizer] = [normalizers.NFC(), normalizers.Lowercase()]
    steps += [
        normalizers.Replace(Regex(rf"{'(?<!q)' if old[0] == 'u' else ''}{old}(?!\p{{L}})"), new) for old, new in _TONES.items()
    ]
    steps += [
        normalizers.Replace(Regex(rf"\d{{{_LONGEST_NUMBER + 1},}}"), " "),
        normalizers.Replace(Regex(r"\s*[^\p{L}\p{N}\p{M}\s]\s*|\s*[\r\n]\s*"), "\n"),
        normalizers.Replace(Regex(r"[^\S\n]+"), " "),
        normalizers.Strip(),
    ]
    return normalizers.Sequence(steps)


def _count(lines: Iterable[str]) -> Counter[str]:
    """How often each word and syllable occurs, above the thresholds; words as their syllables with blanks between."""
    normalise, reader = _normalizer(), segmenter.installed()
    words: Counter[str] = Counter()
    syllables: Counter[str] = Counter()
    for line in lines:
        for phrase in normalise.normalize_str(line).split("\n"):
            tokens = [token.text for token in segmenter.split(phrase)]
            syllables.update(tokens)
            words.update(word for word in _words(reader, tokens) if " " in word)
    kept = {s: n for s, n in syllables.items() if n >= _FEWEST_SYLLABLES and (not s.isdigit() or len(s) <= _LONGEST_NUMBER)}
    return Counter(kept) + Counter({word: n for word, n in words.items() if n >= _FEWEST_WORDS and _no_digit(word)})


def _words(reader: segmenter.Segmenter, tokens: list[str]) -> list[str]:
    found: list[list[str]] = []
    for token, joins in zip(tokens, reader.joins(tokens), strict=True):
        if joins:
            found[-1].append(token)
        else:
            found.append([token])
    return [" ".join(word) for word in found]


def _no_digit(word: str) -> bool:
    return not any(letter.isdigit() for letter in word)
