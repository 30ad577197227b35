"""The words of one paragraph as it prints: tracked changes accepted, hidden text left out, note marks dropped."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.formats.word.numbering import Numbering
from ingest.formats.word.styles import Chain, Styles
from ingest.formats.word.wordml import MATH, MATH_TEXT, REVISIONS, RUNS, Element, child, flow, run_content, text_boxes, w

LINE_BREAK, PAGE_BREAK = "\n", "\f"
_WRITTEN = {w("tab"): "\t", w("ptab"): "\t", w("cr"): LINE_BREAK, w("noBreakHyphen"): "-"}
_DRAWINGS = frozenset({w("drawing"), w("pict"), w("object")})
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}


@dataclass(slots=True)
class Paragraph:
    """``text`` keeps ``\\n`` and ``\\f`` for the breaks inside; ``mark`` is the automatic number with its blank.

    ``notes`` are (part, id) of the notes referred to, ``boxes`` the text boxes anchored here. ``runs_on`` says that a tracked
    change deleted the paragraph's end, so that the next one continues it. ``oddities`` are codes of notices.
    """

    text: str = ""
    mark: str = ""
    bold: bool = True
    runs_on: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    oddities: set[str] = field(default_factory=set)


def read_paragraph(element: Element, styles: Styles, numbering: Numbering) -> Paragraph:
    """``element`` is ``w:p``. A paragraph without words has ``bold`` false."""
    chain = styles.of_paragraph(element)
    paragraph = Paragraph()
    for run in flow(element, RUNS):
        if run.tag in MATH:
            paragraph.text += "".join(node.text or "" for node in run.iter(MATH_TEXT))
        elif styles.is_on(run, chain, "vanish"):
            paragraph.oddities |= {"hidden_text"} if any(node.text for node in run.findall(w("t"))) else set()
        else:
            _take(run, paragraph, styles, chain)
    mark_properties = child(element, "pPr", "rPr")
    paragraph.runs_on = child(mark_properties, "del") is not None or child(mark_properties, "moveFrom") is not None
    if next(element.iter(*REVISIONS), None) is not None:
        paragraph.oddities.add("tracked_changes")
    paragraph.bold = paragraph.bold and bool(paragraph.text.strip())
    if not paragraph.runs_on and (paragraph.text.strip() or "hidden_text" not in paragraph.oddities):
        paragraph.mark = numbering.mark(element)
    return paragraph


def followed_by(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two paragraphs as one, where the end of the first was deleted: the second's number and end stay."""
    second.bold = second.bold and (first.bold or not first.text.strip())
    second.text = first.text + second.text
    second.notes = first.notes + second.notes
    second.boxes = first.boxes + second.boxes
    second.oddities |= first.oddities
    return second


def plain_words(element: Element) -> str:
    """The words of a paragraph without counting its number: for looking ahead."""
    return "".join(node.text or "" for run in flow(element, RUNS) for node in run.iter(w("t")))


def _take(run: Element, paragraph: Paragraph, styles: Styles, chain: Chain) -> None:
    before = len(paragraph.text)
    for node in run_content(run):
        if node.tag in _NOTES:
            paragraph.notes.append((_NOTES[node.tag], node.get(w("id"), "")))
            if node.get(w("customMarkFollows")) not in (None, "0", "false"):
                break
        elif node.tag in _DRAWINGS:
            paragraph.boxes += text_boxes(node)
            paragraph.oddities |= {"embedded_object"} if node.tag == w("object") else set()
        elif isinstance(node.tag, str):
            paragraph.text += _written(node)
    if paragraph.text[before:].strip():
        paragraph.bold = paragraph.bold and styles.is_on(run, chain, "b")


def _written(node: Element) -> str:
    if node.tag == w("t"):
        return node.text or ""
    if node.tag == w("br"):
        return LINE_BREAK if node.get(w("type")) in (None, "textWrapping") else PAGE_BREAK
    if node.tag == w("sym"):
        return _symbol(node.get(w("char"), ""))
    return _WRITTEN.get(node.tag, "")


def _symbol(code: str) -> str:
    """A sign of a symbol font, in the private use area that ``clean`` translates; fonts write F0B7 or 00B7 for one sign."""
    try:
        return chr(0xF000 | int(code, 16) & 0xFF)
    except ValueError:
        return " "
