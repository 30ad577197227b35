"""Runs of a Word file that are typed in a font from before Unicode (.VnTime, VNI-Times), put into Unicode in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ingest.admission.legacy import TCVN3, VNI, encoding_of_font, ends_open, from_font, is_capital_font, is_unicode, to_unicode
from ingest.formats.word.styles import Styles, font_name
from ingest.formats.word.wordml import RUNS, Element, child, flow, w

_Letters = tuple[Element, str]  # a ``w:t`` and its font


def unify(roots: Sequence[Element], styles: Styles, forced: str | None = None) -> set[str]:
    """Rewrites the letters below ``roots`` and returns the encodings that were met.

    ``forced`` is the encoding of a file whose fonts do not name it. A paragraph that holds Unicode letters in an old font was
    converted before and stays as it is.
    """
    if not forced and not any(encoding_of_font(font_name(fonts)) for root in roots for fonts in root.iter(w("rFonts"))):
        return set()
    met: set[str] = set()
    for root in roots:
        for paragraph in root.iter(w("p")):
            met |= _rewritten(list(_letters(paragraph, styles)), forced)
        for level in root.iter(w("lvl")):
            _rewrite_number(level)
    return met


def _letters(paragraph: Element, styles: Styles) -> Iterator[_Letters]:
    chain = styles.of_paragraph(paragraph)
    for run in flow(paragraph, RUNS):
        font = styles.font_of(run, chain) if run.tag == w("r") else ""
        for node in run:
            if node.tag == w("softHyphen") and encoding_of_font(font) == TCVN3:
                node.tag, node.text = w("t"), "\u00ad"  # the letter ư, which some programs take for an optional hyphen
            if node.tag == w("t") and node.text:
                yield node, font


def _rewritten(letters: list[_Letters], forced: str | None) -> set[str]:
    met: set[str] = set()
    for encoding, group in groupby(letters, key=lambda each: encoding_of_font(each[1]) or forced):
        nodes = list(group)
        before = "".join(node.text for node, _ in nodes)
        if encoding is None or is_unicode(before):
            continue
        if encoding == VNI:
            _rewrite_vni([node for node, _ in nodes])
        else:
            _rewrite_tcvn3(nodes, to_unicode(before, encoding))
        if "".join(node.text for node, _ in nodes) != before:
            met.add(encoding)
    return met


def _rewrite_tcvn3(nodes: list[_Letters], converted: str) -> None:
    """One sign is one letter; a capital font draws the small ones as capitals."""
    place = 0
    for node, font in nodes:
        letters = converted[place : place + len(node.text)]
        place += len(letters)
        node.text = letters.upper() if is_capital_font(font) else letters


def _rewrite_vni(nodes: Sequence[Element]) -> None:
    """A vowel and its mark may stand in two runs: the mark goes to its vowel."""
    for node, following in pairwise(nodes):
        if ends_open(node.text, following.text):
            node.text, following.text = node.text + following.text[0], following.text[1:]
    for node in nodes:
        node.text = to_unicode(node.text, VNI)


def _rewrite_number(level: Element) -> None:
    """The words of an automatic number: "§iÒu %1."."""
    text = child(level, "lvlText")
    if text is not None and text.get(w("val")):
        text.set(w("val"), from_font(text.get(w("val")), font_name(child(level, "rPr", "rFonts"))))
