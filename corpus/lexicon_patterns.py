"""May a name begin here? Patterns over ``corpus.spelling.spelled`` text: they find every name, and some things more.

To cut a text into its words, with abbreviations written out, takes twenty times as long as to look for such a pattern. Names
are given as their words. A name may be printed as a code from any of its words on: "cơ sở GDĐT" for "cơ sở giáo dục".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.abbreviations import printed_first, printed_last
from corpus.spelling import Lexicon, Word

GAP = r"[\W_]+(?:v[aà][\W_]+)*"  # between two words; "và" is none
_END = r"(?![^\W_])"  # of a word
Names = Iterable[Sequence[Word]]


def names(*lexicons: Lexicon) -> list[tuple[Word, ...]]:
    return [name for lexicon in lexicons for name in lexicon.names]


def in_full(listed: Names) -> str:
    """One of the names, no word of it in a code."""
    forms = []
    for first, rests in _by_first(listed):
        longer = [rest for rest in rests if rest]
        more = f"(?:{GAP}{in_full(longer)}){'?' if len(longer) < len(rests) else ''}" if longer else ""
        forms.append(_form(first) + more)
    return f"(?:{'|'.join(forms)}){_END}"


def with_code(listed: Names) -> str:
    """The names as far as to a code for their next words."""
    return f"(?:{'|'.join(_coded(listed))}){_END}"


def ending(listed: Names) -> str:
    """The last words of the names, or a code that ends in one: "chỉ đạo", "BCĐ"."""
    last = [name[-1] for name in listed]
    return "|".join(sorted({form for word in last for form in (word.key, word.bare, *printed_last(word.bare))}))


def _coded(listed: Names) -> Iterator[str]:
    for first, rests in _by_first(listed):
        yield from map(re.escape, sorted(printed_first(first.bare)))
        longer = "|".join(_coded([rest for rest in rests if rest]))
        if longer:
            yield f"{_form(first)}{GAP}(?:{longer})"


def _by_first(listed: Names) -> Iterable[tuple[Word, list[Sequence[Word]]]]:
    """The first words, and how the names that begin with each go on."""
    found: dict[str, tuple[Word, list[Sequence[Word]]]] = {}
    for first, *rest in listed:
        found.setdefault(first.key, (first, []))[1].append(rest)
    return found.values()


def _form(word: Word) -> str:
    """Marked, or typed without any mark."""
    return re.escape(word.key) if word.unmarked else f"(?:{re.escape(word.key)}|{re.escape(word.bare)})"
