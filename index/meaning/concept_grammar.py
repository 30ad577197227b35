"""How is a concept written down? One line of ``concepts/<field>.txt``, in the grammar of ``concepts/README.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Column = Literal["formal", "everyday", "short", "english"]

COLUMNS: dict[Column, float] = {"formal": 1.0, "everyday": 0.7, "short": 0.9, "english": 0.8}  # strength where none is given
LONGEST_TYPED = 12  # syllables of a form

_NUMBER = r" (?P<strength>[01]?\.\d{1,2})"  # "laptop .7"; "lớp 1" and "công nghiệp 4.0" have none
_STRONG_FORM = re.compile(rf"(?P<word>.*\S){_NUMBER}")
_STRENGTH = re.compile(rf"{_NUMBER}(?= ?[,|\n]|$)")


class Form(NamedTuple):
    """One way to say a concept; ``strength`` in (0, 1]: how surely who says it means the concept."""

    text: str
    column: Column
    strength: float

    @property
    def tokens(self) -> tuple[str, ...]:
        """Its syllables as ``index.text.words`` reads them."""
        return tuple(key(self.text).split(" "))


@dataclass(frozen=True, slots=True)
class Concept:
    """``id`` is its first formal form, unique over all fields; ``field`` the file it stands in."""

    id: str
    field: str
    forms: tuple[Form, ...]


def parse(field: str, line: str) -> Concept:
    """The concept of a line; raises ``ValueError`` with what is wrong with it."""
    columns = line.split("|")
    if len(columns) != len(COLUMNS):
        raise ValueError(f"cần đúng {len(COLUMNS)} cột, ngăn bằng dấu |")
    forms = tuple(form for cell, column in zip(columns, COLUMNS, strict=True) for form in _forms(cell, column))
    if not forms or forms[0].column != "formal":
        raise ValueError("khái niệm thiếu từ chính thức ở cột đầu")
    return Concept(forms[0].text, field, forms)


def key(word: str) -> str:
    """A form as it is looked up: ``One-stop`` → ``one stop``. The files are written in the spelling of ``index.text.words``."""
    return word.lower().replace("-", " ")


def plain(text: str) -> str:
    """All forms of a file as they are looked up, without strengths; the whole text at once, since that is fast."""
    return _STRENGTH.sub("", key(text))


def _forms(cell: str, column: Column) -> Iterator[Form]:
    """The forms of one column; raises ``ValueError`` for an empty word, one that is too long, a strength out of (0, 1]."""
    for entry in cell.split(",") if cell.strip() else ():
        match = _STRONG_FORM.fullmatch(entry.strip())
        word, strength = (match["word"], float(match["strength"])) if match else (entry.strip(), COLUMNS[column])
        if not word or not 0 < strength <= 1 or len(key(word).split(" ")) > LONGEST_TYPED:
            raise ValueError(f"“{entry.strip()}” phải là một từ không quá {LONGEST_TYPED} âm tiết, độ mạnh từ .01 đến 1.0")
        yield Form(word, column, strength)
