"""Names that only the held papers know (places, inner units), typed carelessly: "phong hanh chinh tu phap", "Thái Nguynê".

The registry of agencies has its own tolerance; what it does not know is put right here before anything else is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.agencies import lookup
from corpus.agency_slips import one_letter_off
from corpus.model import AgencyMention, Document
from corpus.spelling import bare, one_style
from search.binding.asked_agency import commune_of

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 80  # characters of a name
_LEAST = 6  # letters of a name in which one may be wrong


class PrintedNames:
    """Names of several words by the same without marks; of two prints of one name the first counts."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_bare: dict[str, list[str]] = {}
        self._by_end: dict[tuple[int, str], list[str]] = {}
        for name in names:
            words = _WORD.findall(name)
            plain = bare(" ".join(words))
            if len(words) < 2 or plain in self._by_bare:
                continue
            self._by_bare[plain] = words
            ends = dict.fromkeys((plain.split()[0], plain.split()[-1]))
            for end in ends:
                self._by_end.setdefault((len(words), end), []).append(plain)
        self._lengths = sorted({len(words) for words in self._by_bare.values()}, reverse=True)

    def put_right(self, text: str) -> str:
        """The text with its careless names as printed. What is typed with other marks is another name and stays."""
        places = list(_WORD.finditer(text))
        words = [place.group() for place in places]
        plain = [bare(word) for word in words]
        pieces: list[str] = []
        last = at = 0
        while at < len(words):
            length, meant = self._name_at(words, plain, at)
            for word, printed in zip(places[at : at + length], meant, strict=False):
                pieces += [text[last : word.start()], printed]
                last = word.end()
            at += max(length, 1)
        return "".join(pieces) + text[last:]

    def _name_at(self, words: Sequence[str], plain: Sequence[str], at: int) -> tuple[int, list[str]]:
        """(how many words a name takes up here, its printed words); (0, []) where none begins."""
        for length in self._lengths:
            typed = " ".join(plain[at : at + length])
            if at + length > len(words):
                continue
            known = typed if typed in self._by_bare else self._slip(typed, " ".join(words[at : at + length]))
            if known and (known != typed or _is_careless(words[at : at + length], self._by_bare[known])):
                return length, self._by_bare[known]
        return 0, []

    def _slip(self, typed: str, written: str) -> str | None:
        """The name in which one word is typed with one letter wrong; none where the registry knows what was typed."""
        words = typed.split()
        if len(typed) < _LEAST or not words:
            return None
        close = (plain for end in (words[0], words[-1]) for plain in self._by_end.get((len(words), end), ()))
        found = next((plain for plain in close if _one_word_off(words, plain.split())), None)
        if found is None or lookup(written):
            return None
        pairs = zip(written.split(), self._by_bare[found], strict=False)
        same = [(one, printed) for one, printed in pairs if bare(one) == bare(printed)]
        return found if all(_is_careless([one], [printed]) for one, printed in same) else None  # "tính toán" is no "Tỉnh đoàn"


def printed_names(documents: Iterable[Document], mentioned: Iterable[AgencyMention]) -> PrintedNames:
    """The places of the issuers first, then the agencies and units that tasks name."""
    places = (name for d in documents for name in (d.province, commune_of(d.issuer)) if name)
    written = (mention.as_written for mention in mentioned if mention.kind != "group")
    return PrintedNames((*dict.fromkeys(places), *dict.fromkeys(name for name in written if len(name) < _LONGEST)))


def _one_word_off(typed: Sequence[str], known: Sequence[str]) -> bool:
    off = [(one, other) for one, other in zip(typed, known, strict=True) if one != other]
    return len(off) == 1 and one_letter_off(*off[0])


def _is_careless(typed: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether marks are only left out, not other ones."""
    pairs = [(one_style(one).lower(), one_style(other).lower()) for one, other in zip(typed, printed, strict=True)]
    return all(one in (other, bare(other)) for one, other in pairs)
