"""Plain text and Markdown: lines, tab tables and pipe tables.

Offsets of the stored text are those of the file when it is already NFC with plain line ends; a line of two tabs or more, or one
that begins with a pipe, is a table row, and so are lines with pipes around a rule ("a | b" over "---|---"). The rarer line ends
(U+2028 as PDF editors write it, vertical tab, form feed) part lines too and stay in the text as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from corpus.model import Span
from corpus.spelling import CAPITALS
from ingest.formats import aligned, stacked, tagged_tables
from ingest.grammar.landmarks import RANK
from ingest.reading import Block, Line, Reading, Row

_DASHES = r"(?::-+:?|-+:|-{2,})"  # ":-:", "---"; a lone dash is a cell
_PIPE_RULE = re.compile(rf"\|?(?:\s*{_DASHES}\s*\|)+\s*{_DASHES}?\s*")
_BARE_RULE = re.compile(rf"\s*{_DASHES}(?:\s*\|\s*{_DASHES})+\s*")  # without outer pipes
_PIPE = re.compile(r"(?<!\\)\|")
_BOLD_LINE = re.compile(r"\s*(?:#{1,6}\s.*|\*{2,3}.*\*{2,3}|<b>.*</b>)\s*")
_END, _RARE_END = re.compile("\n"), re.compile("[\v\f\x85\u2028\u2029]")
_GAP = re.compile(r"(?<=\S)(?: {4,}| *\t[ \t]*)(?=\S)")  # "SỞ NỘI VỤ              Độc lập - Tự do - Hạnh phúc"
_SHORTEST_LEFT = 5  # of a head: no "II" before the title of a group
# the two sides of a head that only a blank parts, as a scan gives them: "TỈNH THANH HÓA Độc lập - Tự do - Hạnh phúc"
_DATED = rf"[{CAPITALS}][\w .-]{{1,30}}, *ngày\b"
_SIDES = re.compile(
    rf" *[{CAPITALS}]{{2,}}(?: [{CAPITALS}]{{2,}}){{0,8}} +"
    rf"(?=C[ỘO]NG H[ÒO][AÀ] XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN VIỆT NAM *$|Độc lập *[-–] *Tự do|{_DATED})"
    rf"| *Số *:? *[\d…. ]*/ ?[\w&-]+ +(?={_DATED})"
)
_RIGHT = re.compile(r"Độc lập *-|\w[\w .-]*, *ngày\b")  # Tiêu ngữ; "Khánh Hòa, ngày 20 tháng 4"
_MOST_BREAKS = 6  # line ends inside of one row
_BLANKS = {
    ord(blank): " " for blank in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}


def normalise(text: str) -> str:
    """NFC, ``\\n`` line ends, one-width blanks; every other character stays as it is."""
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS)


def read(text: str) -> Reading:
    """``text`` is the decoded file. Raises ``Refused`` ``too_large`` for a table in tags with more cells than any plan has."""
    text = normalise(text)
    lines = list(_whole_rows(text, list(_lines(text))))
    columns, notices = aligned.read(text, lines)
    return Reading(text, tuple(_blocks(text, lines, columns)), notices=(*notices, *stacked.find(text, lines)))


def _blocks(text: str, lines: Sequence[Span], columns: dict[int, tuple[Span, ...]]) -> Iterator[Block]:
    """``columns`` are the cells of the rows that blanks set apart, by the place of their line."""
    table, in_table = 0, False
    bare = dict(_bare_rows(text, lines)) | columns
    for place, span, tagged in _parted_by(list(tagged_tables.find(text)), lines):
        if tagged:
            table, in_table = table + 1, False
            yield from tagged_tables.rows(text, span, table)
            continue
        line = text[span.start : span.end]
        cells = bare.get(place) or _cells(text, span)
        if cells and (in_table or not _is_pair(line)):
            table += not in_table
            in_table = True
            if not _PIPE_RULE.fullmatch(line):
                yield Row(cells, table)
        elif line.strip():
            in_table = False
            bold = bool(_BOLD_LINE.fullmatch(line))
            parts = [_stripped(text, part) for part in _columns(text, span)]
            yield from (Line(part, begins=True if number else None, bold=bold) for number, part in enumerate(parts))


def _parted_by(tables: list[Span], lines: Sequence[Span]) -> Iterator[tuple[int, Span, bool]]:
    """The lines with their number, and between them the tables (then ``True``), inside of a line or over several."""
    for place, line in enumerate(lines):
        start = line.start
        while tables and tables[0].start < line.end:
            if tables[0].start >= start:
                yield place, Span(start, tables[0].start), False
                yield place, tables[0], True
            start = min(tables[0].end, line.end)
            if tables[0].end > line.end:
                break
            tables.pop(0)
        yield place, Span(start, line.end), False


def _columns(text: str, line: Span) -> Iterator[Span]:
    """The left and the right part of a line of the head or of the signatures, which blanks set side by side."""
    if sides := _SIDES.match(text[line.start : line.end]):
        yield Span(line.start, line.start + sides.end())
        yield Span(line.start + sides.end(), line.end)
        return
    gaps = list(_GAP.finditer(text, line.start, line.end))
    left = text[line.start : gaps[0].start()].strip(" *_") if gaps else ""
    labelled = left.endswith(":") and left != "Nơi nhận:"
    if len(gaps) == 1 and not labelled and _is_right(text[gaps[0].end() : line.end].strip()):
        yield Span(line.start, gaps[0].start())
        yield Span(gaps[0].end(), line.end)
    else:
        yield line


def _is_pair(line: str) -> bool:
    """Whether tabs set no cells apart but the two sides of a head: "UBND XÃ X<tab><tab>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"."""
    if "|" in line:
        return False
    parts = [part.strip() for part in line.split("\t") if part.strip()]
    return 1 <= len(parts) <= 2 and (len(parts) == 1 or len(parts[0]) >= _SHORTEST_LEFT) and _is_right(parts[-1])


def _is_right(part: str) -> bool:
    """What stands on the right of a head or under a paper: Quốc hiệu, Tiêu ngữ, place and day, the signer's office and name."""
    name = RANK.sub("", part)
    return part.isupper() or (name.istitle() and len(name.split()) > 1) or _RIGHT.match(part) is not None


def _bare_rows(text: str, lines: Sequence[Span]) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """The cells of the rows without outer pipes, by the place of their line: a head over a rule, and the lines behind it."""
    for place, rule in enumerate(lines[1:], start=1):
        if _BARE_RULE.fullmatch(text, rule.start, rule.end) is None:
            continue
        width = len(_PIPE.findall(text[rule.start : rule.end])) + 1
        rows = takewhile(lambda one: _PIPE.search(text[lines[one].start : lines[one].end]), range(place - 1, len(lines)))
        for row in rows:
            yield row, _bare_cells(text, lines[row], width)


def _bare_cells(text: str, line: Span, width: int) -> tuple[Span, ...]:
    """All pipes divide, but for those around a row that is wider than its table."""
    cells = _divided(text, line, [match.start() for match in _PIPE.finditer(text[line.start : line.end])])
    if len(cells) > width and cells[0].start == cells[0].end:
        cells = cells[1:]
    return cells[:-1] if len(cells) > width and cells[-1].start == cells[-1].end else cells


def _lines(text: str) -> Iterator[Span]:
    """The printed lines. In a table row a rare line end only breaks a cell, unless the whole text is written with them."""
    throughout = len(_RARE_END.findall(text)) > text.count("\n")
    for line in _parted(text, Span(0, len(text)), _END):
        if throughout or not _cells(text, line):
            yield from _parted(text, line, _RARE_END)
        else:
            yield line


def _whole_rows(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines, with the rows that a line end inside a cell breaks put together: they have the dividers of the row above."""
    width, place = 0, 0
    while place < len(lines):
        line = lines[place]
        raw = text[line.start : line.end].strip(" ")
        rest = _rest(text, lines[place + 1 : place + 1 + _MOST_BREAKS], raw, width) if width else 0
        place += rest + 1
        whole = Span(line.start, lines[place - 1].end)
        if raw:  # a group row may have fewer: "II<tab>Nhân lực"
            width = max(width, found) if (found := _dividers(text[whole.start : whole.end])) else 0
        yield whole


def _rest(text: str, following: Sequence[Span], row: str, width: int) -> int:
    """How many lines behind a broken row belong to it; 0 for a whole one."""
    missing = width - _dividers(row)
    piped = row.startswith("|")
    if missing <= 0 or missing == width or (piped and row.endswith("|")):
        return 0
    for count, line in enumerate(following, start=1):
        raw = text[line.start : line.end].strip(" ")
        if not raw or raw.startswith("|") or not (piped or raw[0].islower()):
            return 0
        missing -= raw.count("|" if piped else "\t")
        if missing <= 0:
            return count if missing == 0 and (not piped or raw.endswith("|")) else 0
    return 0


def _dividers(row: str) -> int:
    """The pipes of a row that begins with one, else its tabs."""
    return len(_PIPE.findall(row)) if row.lstrip().startswith("|") else row.count("\t")


def _parted(text: str, span: Span, end: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for found in end.finditer(text, span.start, span.end):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, span.end)


def _cells(text: str, line: Span) -> tuple[Span, ...]:
    """The cells of a table row; empty when the line is no row."""
    raw = text[line.start : line.end]
    if raw.count("\t") >= 2:
        return _divided(text, line, [m.start() for m in re.finditer("\t", raw)])
    if raw.lstrip().startswith("|") and len(_PIPE.findall(raw)) >= 2:
        places = [m.start() for m in _PIPE.finditer(raw)]
        closed = raw.rstrip().endswith("|")
        inner = Span(line.start + places[0] + 1, line.start + places[-1] if closed else line.end)
        return _divided(text, inner, [p - places[0] - 1 for p in places[1 : -1 if closed else None]])
    return ()


def _divided(text: str, line: Span, dividers: list[int]) -> tuple[Span, ...]:
    edges = [-1, *dividers, line.end - line.start]
    return tuple(_stripped(text, Span(line.start + left + 1, line.start + right)) for left, right in pairwise(edges))


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
