"""Which characters of a text are marks of style ("**", "<b>", "## ") and which words they style.

The marks stay in the text, so that offsets stay true; a page hides them and shows the style. A mark without its partner is
no mark and stays visible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from corpus.model import Span

Style = Literal["strong", "em", "u", "sup", "sub"]

_STYLE_TAGS: dict[str, Style] = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "sup": "sup", "sub": "sub"}
_STAR_STYLES: dict[int, tuple[Style, ...]] = {1: ("em",), 2: ("strong",), 3: ("strong", "em")}
_SCAN = re.compile(
    r"(?P<stars>(?<!\*)\*{1,3}(?!\*))"  # "**Nơi nhận:**"
    r"|(?P<tag></?(?P<name>b|strong|i|em|u|sup|sub|span|font)\b[^<>]{0,200}>)"
    r"|(?P<line></?(?:p|ul|ol|li|br|div)\b[^<>]{0,200}>)"  # "Báo cáo<br>Kế hoạch"
    r"|(?P<heading>(?m:^)[ \t]*\#{1,6}[ \t]+)"  # "## I. MỤC ĐÍCH"
    r"|(?P<escape>\\(?=[|*_\#\\.\-]))"
    r"|(?P<pipe>(?<!\\)\|)",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """``text[start:end]`` in one style. ``hidden`` pieces are marks; ``breaks`` asks for a new line before the piece."""

    start: int
    end: int
    styles: tuple[Style, ...] = ()
    hidden: bool = False
    breaks: bool = False


def styled(text: str, span: Span, pipes: bool = False) -> Iterator[Piece]:
    """The pieces of a span, in order and without a gap. ``pipes`` hides the ``|`` that divides the cells of a row."""
    active: list[Style] = []
    place, shown = span.start, False
    stars = _paired_stars(text, span)
    for match in _SCAN.finditer(text, span.start, span.end):
        if not _is_mark(match, stars, pipes) or match.start() < place:
            continue
        if place < match.start():
            yield Piece(place, match.start(), tuple(active))
            shown = True
        opens_line = match["line"] is not None and not match["line"].startswith("</") and shown
        yield Piece(match.start(), match.end(), hidden=True, breaks=opens_line)
        _switch(active, match)
        place = match.end()
    if place < span.end:
        yield Piece(place, span.end, tuple(active))


def _is_mark(match: re.Match[str], stars: set[int], pipes: bool) -> bool:
    if match["stars"]:
        return match.start() in stars
    return pipes if match["pipe"] else True


def _switch(active: list[Style], match: re.Match[str]) -> None:
    """Turns the styles of a mark on, or off where they are on."""
    if match["stars"]:
        for style in _STAR_STYLES[len(match["stars"])]:
            _turn(active, style, style not in active)
    elif match["tag"] and match["name"].lower() in _STYLE_TAGS:
        _turn(active, _STYLE_TAGS[match["name"].lower()], not match["tag"].startswith("</"))


def _turn(active: list[Style], style: Style, on: bool) -> None:
    if on and style not in active:
        active.append(style)
    elif not on and style in active:
        active.remove(style)


def _paired_stars(text: str, span: Span) -> set[int]:
    """Where the emphasis marks stand that have a partner of their own length: not the stars of "5 * 3 * 2"."""
    paired: set[int] = set()
    waiting: dict[int, int] = {}
    for match in _SCAN.finditer(text, span.start, span.end):
        length = len(match["stars"] or "")
        if not length:
            continue
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if length in waiting and before.strip() and not after.isalnum():
            paired |= {waiting.pop(length), match.start()}
        elif after.strip() and not before.isalnum():
            waiting[length] = match.start()
    return paired
