"""A count in the signs of a list: 4, 04, iv, D."""

from __future__ import annotations

_ROMAN = dict(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


def counted(count: int, style: str) -> str:
    """``style`` as Word names it: ``upperRoman lowerRoman upperLetter lowerLetter decimalZero none``; any other is decimal."""
    match style:
        case "none":
            return ""
        case "upperRoman" | "lowerRoman":
            return _roman(count) if style == "upperRoman" else _roman(count).lower()
        case "upperLetter" | "lowerLetter":
            return _letter(count) if style == "upperLetter" else _letter(count).lower()
        case "decimalZero":
            return f"{count:02d}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    text = ""
    for size, sign in _ROMAN.items():
        text += sign * (count // size)
        count %= size
    return text


def _letter(count: int) -> str:
    """A … Z, then AA, BB, as Word counts."""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)
