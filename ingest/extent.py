"""Cleaning that keeps offsets: text as people read it, and for each of its characters the place in the original.

Every value of a directive passes through here once. Nothing is edited in the original; left out of the cleaned text are
converter tags (``<b> <p> <br> …``), footnote marks, Markdown emphasis and heading marks, doubled blanks, and the blank that a
line wrap puts inside a code ("135-" | "CTr/TU").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Field, Span

_FOOTNOTE_MARK = r"<sup>\s*\d{1,2}\s*</sup>"  # "tỉnh Thái Nguyên<sup>1</sup>, UBND"
_BREAK_TAG = r"</?(?:p|ul|ol|li|br|div|tr|td|th)\b[^<>]{0,200}>"  # parts words: "<li>- Ban hành"
_STYLE_TAG = r"</?(?:b|i|u|em|strong|span|sup|sub|font)\b[^<>]{0,200}>"
_EMPHASIS = r"(?<!\d)\*{1,3}|\*{1,3}(?!\d)"  # "***Nơi nhận:***", but not "5*3"
_LINE_MARK = r"(?m:^[ \t]*(?:\#{1,6}|>)(?=\s))"  # "## I. MỤC ĐÍCH"
_ESCAPE = r"\\(?=[|*_#\\.\-])"
_INVISIBLE = "[\u00ad\u200b-\u200d\u2060\ufeff\x02]"
_SCAN = re.compile(
    rf"(?P<cut>(?<=[^\W_][-/\u2010\u2011])\s*\n\s*(?=[^\W_]))"  # "135-⏎⏎CTr/TU"
    rf"|(?P<drop>{_FOOTNOTE_MARK}|{_STYLE_TAG}|{_EMPHASIS}|{_LINE_MARK}|{_ESCAPE}|{_INVISIBLE})"
    rf"|(?P<blank>\s+|{_BREAK_TAG})"
    r"|(?P<text>[^\W_]+|.)"
)
_ONLY_LAYOUT = re.compile(rf"(?:\s|{_FOOTNOTE_MARK}|{_STYLE_TAG}|{_BREAK_TAG}|{_EMPHASIS}|{_LINE_MARK}|{_INVISIBLE})*")


@dataclass(frozen=True, slots=True)
class Extent:
    """Cleaned text over some fragments of an original.

    ``offsets[i]`` is where ``text[i]`` stands in the original; ``starts`` are the offsets at which its fragments begin.
    """

    text: str
    offsets: tuple[int, ...]
    starts: tuple[int, ...]

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Where ``text[start:end]`` stands in the original, one span a fragment, outer blanks left out."""
        places = [self.offsets[i] for i in range(start, len(self.text) if end is None else end) if not self.text[i].isspace()]
        runs: list[Span] = []
        for place in places:
            if runs and not self._parted(runs[-1].end - 1, place):
                runs[-1] = Span(runs[-1].start, place + 1)
            else:
                runs.append(Span(place, place + 1))
        return tuple(runs)

    def field(self, start: int = 0, end: int | None = None) -> Field:
        """``text[start:end]`` without outer blanks, with its spans."""
        return Field(self.text[start:end].strip(), self.spans(start, end))

    def part(self, start: int, end: int | None = None) -> Extent:
        """The extent of ``text[start:end]`` without outer blanks."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Extent(self.text[start:end], self.offsets[start:end], self.starts)

    def at(self, offset: int) -> int:
        """The position in ``text`` of the first character that stands at or after ``offset`` of the original."""
        return bisect_left(self.offsets, offset)

    def _parted(self, left: int, right: int) -> bool:
        return right < left or bisect_right(self.starts, left) != bisect_right(self.starts, right)


def extent(original: str, spans: Iterable[Span]) -> Extent:
    """The cleaned text of the spans, divided by one blank (by nothing where a code is cut at its hyphen).

    Spans that nothing but blanks and markup divides count as one fragment.
    """
    characters: list[str] = []
    offsets: list[int] = []
    fragments = _fragments(original, spans)
    for span in fragments:
        if characters and not _cuts_a_code(characters, original, span):
            _blank(characters, offsets, span.start)
        _scan(original, span, characters, offsets)
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return Extent("".join(characters), tuple(offsets), tuple(span.start for span in fragments))


def join(extents: Sequence[Extent]) -> Extent:
    """One extent after the other, divided by a blank."""
    text: list[str] = []
    offsets: list[int] = []
    for piece in extents:
        if piece.text and text:
            text.append(" ")
            offsets.append(piece.offsets[0])
        text.append(piece.text)
        offsets.extend(piece.offsets)
    return Extent("".join(text), tuple(offsets), tuple(sorted({start for piece in extents for start in piece.starts})))


def _fragments(original: str, spans: Iterable[Span]) -> list[Span]:
    fragments: list[Span] = []
    for span in spans:
        if span.start == span.end:
            continue
        if fragments and fragments[-1].end <= span.start and _ONLY_LAYOUT.fullmatch(original, fragments[-1].end, span.start):
            fragments[-1] = Span(fragments[-1].start, span.end)
        else:
            fragments.append(span)
    return fragments


def _scan(original: str, span: Span, characters: list[str], offsets: list[int]) -> None:
    for match in _SCAN.finditer(original, span.start, span.end):
        if match.lastgroup == "text":
            characters.extend(match.group())
            offsets.extend(range(match.start(), match.end()))
        elif match.lastgroup == "blank":
            _blank(characters, offsets, match.start())


def _cuts_a_code(characters: list[str], original: str, span: Span) -> bool:
    """A fragment that ends in a hyphen inside a code: "13-" | "TB/CQTT"."""
    return len(characters) > 1 and characters[-1] in "-/" and characters[-2].isalnum() and original[span.start].isalnum()


def _blank(characters: list[str], offsets: list[int], offset: int) -> None:
    if characters and characters[-1] != " ":
        characters.append(" ")
        offsets.append(offset)
