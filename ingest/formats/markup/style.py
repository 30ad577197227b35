"""What the attributes and inline styles of an element say about its print: hidden, bold, font, list sign."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.formats.markup.tree import Node, names

# Furniture of a portal, programs and what only programs see; "del" is text that was taken out of the paper.
_NEVER_PRINTED = names(
    "head script style template noscript nav iframe object embed svg canvas video audio map button select option input textarea"
    " title xmp noembed noframes dialog datalist del link meta base img"
)
_BOLD_TAGS = names("b strong h1 h2 h3 h4 h5 h6 th")
_SIGNS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "decimal": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero", "none": "none",
    **dict.fromkeys(("disc", "circle", "square"), "bullet"),
}  # fmt: skip


def style_of(node: Node) -> dict[str, str]:
    """The inline style by property, names and values in lower case."""
    return _parsed(node.attributes.get("style", ""))


def is_hidden(node: Node) -> bool:
    """Whether it is not printed by its nature, by ``hidden`` or by its style."""
    return node.tag in _NEVER_PRINTED or is_concealed(node)


def is_concealed(node: Node) -> bool:
    """Whether the author hid an element that would print."""
    if "hidden" in node.attributes or node.attributes.get("type", "").lower() == "hidden":
        return True
    style = style_of(node)
    return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse") or style.get("mso-hide") == "all"


def is_bold(node: Node, inherited: bool) -> bool:
    weight = style_of(node).get("font-weight", "")
    if weight:
        return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    return inherited or node.tag in _BOLD_TAGS


def font_of(node: Node, inherited: str) -> str:
    """The first font that the element names, in the spelling of the page."""
    if node.tag == "font" and node.attributes.get("face"):
        return _first(node.attributes["face"])
    family = re.search(r"font-family\s*:\s*([^;]+)", node.attributes.get("style", ""), re.IGNORECASE)
    return _first(family[1]) if family else inherited


def list_sign(node: Node, otherwise: str) -> str:
    """How a list or one item of it is marked: ``bullet``, ``none``, or a style of ``ingest.formats.counting``."""
    style = style_of(node)
    named = style.get("list-style-type") or next((w for w in style.get("list-style", "").split() if w in _SIGNS), "")
    return _SIGNS.get(named or node.attributes.get("type", ""), otherwise)


def _first(fonts: str) -> str:
    return fonts.split(",", 1)[0].strip(" \"'")


@lru_cache(maxsize=1024)
def _parsed(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}
