"""An XLSX package made as small as what it prints: empty formatted cells, pictures and links are cut off before it is parsed.

A sheet of a million formatted rows may hold a hundred cells with words. Everything but values and formats is read here, from
the parts themselves (ECMA-376 part 1, 18.3): what is hidden or merged, which formula has no value, headers, text boxes.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries  # type: ignore[import-untyped]

from corpus.errors import Refused

_MAX_CELLS = 300_000
_MAX_MERGED = 20_000

# Parts without words of a cell; the readers of pictures, charts and tables never see them.
_NO_CELLS = re.compile(
    r"worksheets/_rels/|(?:^|/)(?:drawings|media|charts|chartsheets|externalLinks|printerSettings|ctrlProps|embeddings|theme"
    r"|activeX|pivotTables|pivotCache|tables|slicers|persons)/|^(?:docProps|customXml)/|comments?[^/]*\.xml$"
    r"|\.(?:bin|vml)$"
)
_COMMENTS = re.compile(r"comments?[^/]*\.xml$", re.IGNORECASE)


def _opening(name: bytes) -> bytes:
    """A start tag as far as its attributes, with any prefix: Excel writes "<row", other programs "<x:row"."""
    return rb"<(?:\w+:)?" + name + rb"\b"


def _closing(name: bytes) -> bytes:
    return rb"</(?:\w+:)?" + name + rb"\s*>"


def _element(name: bytes) -> re.Pattern[bytes]:
    """Group 1 are the attributes, group 2 what the element holds (``None`` where it closes itself)."""
    return re.compile(_opening(name) + rb"([^>]*?)(?:/>|>(.*?)" + _closing(name) + rb")", re.DOTALL)


_PLACE = rb"""[^>]*?\br=["'][^>]*?"""
_EMPTY_CELL = re.compile(_opening(b"c") + _PLACE + rb"(?:/>|>" + _closing(b"c") + rb")")
_EMPTY_ROW = re.compile(_opening(b"row") + _PLACE + rb"(?:/>|>\s*" + _closing(b"row") + rb")")
_ROW, _CELL, _SHAPE = _element(b"row"), _element(b"c"), _element(b"sp")
_DATA = re.compile(_opening(b"sheetData") + rb"[^>]*>")
_COLUMN = re.compile(_opening(b"col") + rb"([^>]*)>")
_MERGED = re.compile(_opening(b"mergeCell") + rb"([^>]*)>")
_RUNNING = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]*)")
_LETTERS = re.compile(_opening(b"t") + rb"[^>]*>([^<]*)")
_ATTRIBUTE = re.compile(rb"""\b(\w+)=["']([^"'<>]*)["']""")
_FORMULA, _VALUE = re.compile(_opening(b"f")), re.compile(_opening(b"v") + rb"[^>]*>(?=[^<])")
_STRING = re.compile(rb"""\bt=["']str["']""")
# "&L", "&C", "&R" part a running header, "&P", "&N", "&D" are fields, "&12" and "&\"Times,Bold\"" set the font.
_FIELD = re.compile(r'&(?:"[^"]*"|\d+|[A-Za-z])')


class Area(NamedTuple):
    """Merged cells; all four edges count from 1 and belong to it."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(slots=True)
class SheetPart:
    """One sheet without its values. ``cells`` are (row, column) from 1 of every cell with content, in order; ``unvalued``
    names those with a formula and no value; ``hidden_columns`` are first and last columns of runs."""

    name: str = ""
    hidden: bool = False
    cells: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    unvalued: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)


class Package(NamedTuple):
    """``workbook`` is the small copy for the library; ``boxes`` are the words of text boxes."""

    workbook: io.BytesIO
    sheets: list[SheetPart]
    commented: bool
    boxes: list[str]


def opened(path: Path) -> Package:
    """``path`` passed the gate: its parts are of sound size.

    Raises ``Refused`` ``too_large`` for more than 300,000 cells with content, and what ``zipfile`` and ``ElementTree`` raise.
    """
    small = io.BytesIO()
    parts: dict[str, SheetPart] = {}
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(small, "w") as copy:
        names = list(dict.fromkeys(archive.namelist()))
        for name in names:
            if not _NO_CELLS.search(name):
                data = archive.read(name)
                if _DATA.search(data):
                    data, parts[name] = _trimmed(data, path.name)
                copy.writestr(name, data)
        boxes = [box for name in names if "/drawings/" in name and name.endswith(".xml") for box in _boxes(archive.read(name))]
        sheets = list(_in_order(archive, parts))
    small.seek(0)
    return Package(small, sheets, any(map(_COMMENTS.search, names)), boxes)


def _trimmed(data: bytes, file_name: str) -> tuple[bytes, SheetPart]:
    """A sheet with the cells that hold something, and nothing behind them; and what else it says."""
    start = _DATA.search(data)
    last = data.rfind(b"sheetData>")
    end = data.rfind(b"</", 0, last)
    if start is None or start[0].endswith(b"/>") or end < start.end():
        return data, SheetPart()
    head, body, tail = data[: start.end()], data[start.end() : end], data[end:]
    body = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", body))
    part = SheetPart(
        hidden_columns=[run for found in _COLUMN.finditer(head) if (run := _hidden_run(found[1]))],
        merged=[Area(*range_boundaries(_attributes(found[1])["ref"])) for found in _MERGED.finditer(tail)],
        running=[_FIELD.sub(" ", html.unescape(found[1].decode("utf-8", "replace"))) for found in _RUNNING.finditer(tail)],
    )
    _note_cells(part, body)
    part.cells.sort()
    if len(part.cells) > _MAX_CELLS or len(part.merged) > _MAX_MERGED:
        message = f"Tệp “{file_name}” có quá nhiều ô ({len(part.cells):,} ô có nội dung trong một trang tính). "
        raise Refused(message + "Hãy tách thành nhiều tệp rồi nạp lại.", "too_large")
    return head + body + tail[: last - end + len(b"sheetData>")] + tail[tail.rfind(b"</") :], part


def _note_cells(part: SheetPart, body: bytes) -> None:
    """Where cells stand; a row or cell that names no place follows the one before."""
    row = 0
    for found in _ROW.finditer(body):
        attributes = _attributes(found[1])
        row, column = int(attributes.get("r", row + 1)), 0
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            part.hidden_rows.add(row)
        for cell in _CELL.finditer(found[2] or b""):
            place = _attributes(cell[1]).get("r")
            column = coordinate_to_tuple(place)[1] if place else column + 1
            part.cells.append((row, column))
            if _lacks_value(cell[1], cell[2] or b""):
                part.unvalued.append(place or f"hàng {row}")


def _lacks_value(attributes: bytes, content: bytes) -> bool:
    """A formula that no program has computed; the empty string is a value."""
    if not _FORMULA.search(content) or _VALUE.search(content):
        return False
    return not (_STRING.search(attributes) and re.search(_opening(b"v"), content))


def _hidden_run(attributes: bytes) -> tuple[int, int] | None:
    column = _attributes(attributes)
    hidden = column.get("hidden") in ("1", "true") or column.get("width") == "0"
    return (int(column["min"]), int(column["max"])) if hidden else None


def _attributes(text: bytes) -> dict[str, str]:
    return {name.decode(): value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(text)}


def _boxes(drawing: bytes) -> Iterator[str]:
    for shape in _SHAPE.finditer(drawing):
        words = (html.unescape(found.decode("utf-8", "replace")) for found in _LETTERS.findall(shape[2] or b""))
        yield " ".join(words)


def _in_order(archive: zipfile.ZipFile, parts: dict[str, SheetPart]) -> Iterator[SheetPart]:
    """The sheets in the order of their tabs, with their names; what is no sheet of cells (a chart) is left out."""
    root = _relations(archive, "_rels/.rels", "")
    workbook = next((target for kind, target in root.values() if kind.endswith("/officeDocument")), "xl/workbook.xml")
    folder, name = posixpath.split(workbook)
    targets = _relations(archive, f"{folder}/_rels/{name}.rels", folder)
    for sheet in ElementTree.fromstring(archive.read(workbook)).iter():
        if sheet.tag.endswith("}sheet"):
            identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            part = parts.get(targets.get(identifier, ("", ""))[1])
            if part is not None:
                part.name, part.hidden = sheet.get("name", ""), sheet.get("state", "visible") != "visible"
                yield part


def _relations(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """By id: the kind of a relation and the part that it leads to."""
    if name not in archive.namelist():
        return {}
    found: dict[str, tuple[str, str]] = {}
    for relation in ElementTree.fromstring(archive.read(name)):
        target = relation.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", ""), whole)
    return found
