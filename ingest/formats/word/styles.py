"""What a paragraph, run or table inherits: styles name their parents, and the defaults stand behind them all."""

from __future__ import annotations

from ingest.formats.word.wordml import Element, child, switched_on, value, w

Chain = tuple[Element, ...]
_DEEPEST = 12


class Styles:
    """The style sheet of one document; ``root`` is ``w:styles`` or ``None`` where the document has none."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(w("style"))
        self._by_id = {style.get(w("styleId")): style for style in styles}
        self._chains: dict[str, Chain] = {}
        self._defaults = child(root, "docDefaults", "rPrDefault")
        self._paragraph = next((_id(style) for style in styles if _is_default_paragraph(style)), "")

    def of_paragraph(self, paragraph: Element) -> Chain:
        """The paragraph's style, then its parents."""
        return self.chain(value(paragraph, "pPr", "pStyle") or self._paragraph)

    def of_table(self, table: Element) -> Chain:
        return self.chain(value(table, "tblPr", "tblStyle") or "")

    def chain(self, style_id: str) -> Chain:
        if style_id not in self._chains:
            chain: list[Element] = []
            name: str | None = style_id
            while name in self._by_id and len(chain) < _DEEPEST:
                chain.append(self._by_id[name])
                name = value(chain[-1], "basedOn")
            self._chains[style_id] = tuple(chain)
        return self._chains[style_id]

    def is_on(self, run: Element, paragraph_chain: Chain, name: str) -> bool:
        """Whether ``w:b`` or ``w:vanish`` holds for a run: its own word, its style's, the paragraph style's, the default's."""
        holders = (run, *self.chain(value(run, "rPr", "rStyle") or ""), *paragraph_chain, self._defaults)
        words = (switched_on(child(holder, "rPr", name)) for holder in holders)
        return next((word for word in words if word is not None), False)

    def font_of(self, run: Element, paragraph_chain: Chain) -> str:
        """The font of the letters beyond ASCII in a run, empty where nothing names it."""
        holders = (run, *self.chain(value(run, "rPr", "rStyle") or ""), *paragraph_chain, self._defaults)
        fonts = (child(holder, "rPr", "rFonts") for holder in holders)
        return next((name for font in fonts if (name := font_name(font))), "")


def font_name(fonts: Element | None) -> str:
    """The name in ``w:rFonts``, empty where it names none."""
    return "" if fonts is None else fonts.get(w("hAnsi")) or fonts.get(w("ascii")) or ""


def _id(style: Element) -> str:
    return str(style.get(w("styleId"), ""))


def _is_default_paragraph(style: Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
