"""HTML as a tree: the tags of a page, saved from a portal or by Word, with the end tags that authors leave out.

Reads text only and knows no addresses: nothing is ever fetched. The time is linear in the length of the
page, whatever it holds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


def names(listing: str) -> frozenset[str]:
    """Tag names, divided by blanks."""
    return frozenset(listing.split())


# Deeper elements join the one above them; Word's nest some forty deep.
_DEEPEST = 150
_VOID = names("area base br col embed hr img input link meta param source track wbr")
# What stands inside these is no markup, and none of it is printed.
_RAW = names("script style textarea title xmp iframe noembed noframes")
_CELL, _ROW, _PART = frozenset({"td", "th"}), frozenset({"tr"}), frozenset({"thead", "tbody", "tfoot"})
_PARAGRAPH = frozenset({"p"})
BLOCKS = names(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
# An opening tag ends what of these is open, as far up as the element that bounds it.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "table"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl", "table"}))),
    **dict.fromkeys(_CELL, (_CELL, frozenset({"table", "tr"}))),
    "tr": (_CELL | _ROW, frozenset({"table"})),
    **dict.fromkeys(_PART, (_CELL | _ROW | _PART, frozenset({"table"}))),
}
_BOUNDS = _CELL | {"table", "li", "caption"}

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_QUOTE_OR_END = re.compile(r"[\"'>]")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")


@dataclass(slots=True)
class Node:
    """An element; ``children`` are elements and text with its entities resolved."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self) -> Iterator[Node]:
        return (child for child in self.children if isinstance(child, Node))


class _Tag(NamedTuple):
    name: str
    attributes: dict[str, str]
    closing: bool


def tree(page: str) -> Node:
    """The root of a page; never fails, as no browser does."""
    stack = [Node("html")]
    for token in _tokens(page):
        if isinstance(token, str):
            stack[-1].children.append(html.unescape(token))
        elif token.closing and token.name != "br":
            _close(stack, token.name)
        else:
            _open(stack, token)
    return stack[0]


def _open(stack: list[Node], tag: _Tag) -> None:
    ends, bounds = _ENDS.get(tag.name, (frozenset[str](), frozenset[str]()))
    _end(stack, ends, bounds)
    if tag.name in BLOCKS:
        _end(stack, _PARAGRAPH, _BOUNDS)
    node = Node(tag.name, tag.attributes)
    stack[-1].children.append(node)
    if tag.name not in _VOID and len(stack) < _DEEPEST:
        stack.append(node)


def _end(stack: list[Node], names: frozenset[str], bounds: frozenset[str]) -> None:
    """Closes everything up to the highest open element of ``names`` that lies below a bound."""
    last = None
    for place in range(len(stack) - 1, 0, -1):
        if stack[place].tag in bounds:
            break
        last = place if stack[place].tag in names else last
    if last is not None:
        del stack[last:]


def _close(stack: list[Node], name: str) -> None:
    """An end tag closes the nearest element of its name; inside a cell, none outside of it."""
    for place in range(len(stack) - 1, 0, -1):
        if stack[place].tag == name:
            del stack[place:]
            return
        if stack[place].tag in _CELL and name not in ("table", "tr", *_PART):
            return


def _tokens(page: str) -> Iterator[str | _Tag]:
    place, end = 0, len(page)
    scanner = _Scanner(page)
    while place < end:
        opening = page.find("<", place)
        if opening < 0:
            yield page[place:]
            return
        if opening > place:
            yield page[place:opening]
        after, tag = scanner.tag(opening)
        if after == opening:  # a bare "<"
            yield "<"
            after += 1
        if tag is not None:
            yield tag
            if tag.name in _RAW and not tag.closing:
                after = scanner.past_raw(after, tag.name)
        place = after


class _Scanner:
    """Finds where tags end; what was once looked for in vain is not looked for again."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._missing: set[str] = set()

    def tag(self, opening: int) -> tuple[int, _Tag | None]:
        """The place behind the tag at ``opening``, and the tag; ``opening`` itself where none begins there."""
        page = self._page
        if page.startswith("<!--", opening):
            return self._behind("-->", opening + 2), None
        if page.startswith(("<!", "<?"), opening):
            return self._behind(">", opening), None
        closing = page.startswith("</", opening)
        name = _NAME.match(page, opening + 1 + closing)
        if name is None:
            return (self._behind(">", opening), None) if closing else (opening, None)
        end = self._end_of_tag(name.end())
        attributes = {} if closing else _attributes(page[name.end() : end - 1])
        return end, _Tag(name[0].lower(), attributes, closing)

    def past_raw(self, place: int, name: str) -> int:
        found = re.compile(rf"</{name}\b", re.IGNORECASE).search(self._page, place)
        return found.start() if found else len(self._page)

    def _end_of_tag(self, place: int) -> int:
        """Behind the next ">" outside of quotation marks; a mark that is never closed counts for nothing."""
        while (found := _QUOTE_OR_END.search(self._page, place)) is not None:
            if found[0] == ">":
                return found.end()
            closed = self._behind(found[0], found.end())
            place = found.end() if found[0] in self._missing else closed
        return len(self._page)

    def _behind(self, mark: str, place: int) -> int:
        found = -1 if mark in self._missing else self._page.find(mark, place)
        if found < 0:
            self._missing.add(mark)
            return len(self._page)
        return found + len(mark)


def _attributes(inside: str) -> dict[str, str]:
    """Names in lower case; of one written twice the first counts."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(inside):
        found.setdefault(name.lower(), html.unescape("".join(values)))
    return found
