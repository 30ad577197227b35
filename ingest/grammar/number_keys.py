"""When are two prints of a document number the same number?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus.spelling import bare
from ingest.grammar.number_grammar import tidy


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of digits or of letters inside a number.

    ``code`` is in lower case without marks and leading zeros, ``typed`` as it stands at ``text[start:end]``.
    """

    start: int
    end: int
    typed: str
    code: str

    def means(self, code: str) -> bool:
        """Whether the piece, as typed, may stand for ``code``: marks may be left out, not wrong; case never matters."""
        return self.code == folded(code) and (self.typed.isascii() or self.typed.upper() == code.upper())


@lru_cache(maxsize=65536)
def key(number: str) -> str:
    """Comparison key of a number: capitals, every dash ``-``, no leading zeros; Đ, CT/CTr and the suffix letter tell apart."""
    return re.sub(r"^0+(?=\d)", "", tidy(unicodedata.normalize("NFC", number)).upper())


def fold_key(text: str) -> str:
    """Tolerant key of a number typed without marks, case or signs: "09-CTr/TU", "09 ctr tu" → "9 ctr tu"."""
    return " ".join(piece.code for piece in pieces(text))


def pieces(text: str) -> list[Piece]:
    """The runs of digits and of letters in ``text``, in order: "09-CTr/TU" has three, "12a/KH-UBND" four."""
    return [Piece(m.start(), m.end(), m[0], folded(m[0])) for m in re.finditer(r"\d+|[^\W\d_]+", text)]


def folded(code: str) -> str:
    """One run of letters or digits in lower case, without marks and leading zeros."""
    return (code.lstrip("0") or "0") if code.isdigit() else bare(code)
