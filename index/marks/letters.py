"""What was typed, letter by letter: a code, some of the marks, capitals."""

from __future__ import annotations

import unicodedata

from index.text.words import canonical, folded


def is_code(typed: str) -> bool:
    """ "UBND", "CNTT", "KHCN", "STEM": capitals alone are a code, unless they are a word with marks ("SỞ")."""
    return typed.isupper() and typed.isascii() and len(typed) > 1


def keeps_marks(typed: str, known: str) -> bool:
    """Whether ``known`` has every mark of ``typed``; both have the same letters."""
    return all(
        letter == other or letter == folded(letter) or _marks(letter) <= _marks(other)
        for letter, other in zip(typed, known, strict=True)
    )


def _marks(letter: str) -> set[str]:
    return set(unicodedata.normalize("NFD", letter)[1:])


def dressed(typed: str, syllable: str) -> str:
    """The letters of ``syllable`` in the case of ``typed``; what was typed stays where it only differs in spelling."""
    if typed == syllable or folded(typed).lower() != folded(syllable) or canonical(typed) == syllable:
        return typed
    if typed.islower():
        return syllable
    return "".join(letter.upper() if old.isupper() else letter for old, letter in zip(typed, syllable, strict=True))
