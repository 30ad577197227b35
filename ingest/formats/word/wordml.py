"""WordprocessingML by its names (ECMA-376 part 1): which elements hold text, and which only wrap it.

The elements come from lxml, which ships no types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any

_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
MATH = frozenset({"{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"})


def w(name: str) -> str:
    """The full name of an element or attribute: ``w:tbl`` is ``w("tbl")``."""
    return _MAIN + name


# They wrap paragraphs, rows, cells or runs without changing what is printed. w:del and w:moveFrom are not among them: what a
# tracked change deletes is not printed.
_WRAPPERS = frozenset(
    {
        w(name)
        for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
    }
    | {"{http://schemas.openxmlformats.org/officeDocument/2006/math}oMathPara"}
)
BLOCKS = frozenset({w("p"), w("tbl")})
ROWS = frozenset({w("tr")})
CELLS = frozenset({w("tc")})
RUNS = frozenset({w("r")}) | MATH
REVISIONS = (w("ins"), w("del"), w("moveTo"), w("moveFrom"), w("cellIns"), w("cellDel"))


def flow(parent: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The ``wanted`` elements right under ``parent`` or under mere wrappers, in document order."""
    for node in parent:
        if node.tag in wanted:
            yield node
        elif node.tag in _WRAPPERS:
            yield from flow(node, wanted)
        elif node.tag == _COMPATIBILITY + "AlternateContent":
            yield from flow(chosen(node), wanted)


def chosen(alternate: Element) -> Element:
    """Word writes a drawing twice, for new and old readers; the new one counts."""
    branch = alternate.find(_COMPATIBILITY + "Choice")
    return alternate if branch is None else branch


def run_content(run: Element) -> Iterator[Element]:
    """What a run holds, the doubled drawings resolved."""
    for node in run:
        if node.tag == _COMPATIBILITY + "AlternateContent":
            yield from chosen(node)
        else:
            yield node


def text_boxes(drawing: Element) -> Iterator[Element]:
    """The outermost text boxes and word-art texts inside a drawing."""
    for node in drawing:
        if node.tag in (w("txbxContent"), TEXT_PATH):
            yield node
        elif node.tag == _COMPATIBILITY + "AlternateContent":
            yield from text_boxes(chosen(node))
        elif isinstance(node.tag, str):
            yield from text_boxes(node)


def child(element: Element | None, *path: str) -> Element | None:
    """The element at the end of ``path``, ``None`` where a step of it is missing."""
    for name in path:
        element = None if element is None else element.find(w(name))
    return element


def value(element: Element | None, *path: str, attribute: str = "val") -> str | None:
    """An attribute (``w:val`` unless named) of the element at the end of ``path``."""
    found = child(element, *path)
    return None if found is None else found.get(w(attribute))


def number(text: str | None, default: int) -> int:
    """A number as Word writes it; anything else counts as ``default``."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


def switched_on(element: Element | None) -> bool | None:
    """A property that is there without a value is on; ``None`` where it is not there."""
    return None if element is None else element.get(w("val")) not in ("0", "false", "off", "none")
