"""How does Word number by itself? Numbering definitions that a paragraph points to, so that its label stands in no text."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

_DECIMAL, _DASH = 901, 902  # ids that Word's default template does not use


class Numbering:
    """The automatic lists of one document; a label that is 1 again, or follows none, begins a list of its own."""

    def __init__(self, document: WordDocument) -> None:
        self._numbering = document.part.numbering_part.element
        self._last = 0
        self._lists = 1000
        for identity, form, text in ((_DECIMAL, "decimal", "%1."), (_DASH, "bullet", "-")):
            self._define(identity, form, text)
        self._dash = self._new_list(_DASH)
        self._decimal = 0

    def number(self, paragraph: Paragraph, label: str) -> None:
        """Number a paragraph of the body as ``label`` would: ``-`` or the next of ``1. 2. 3.``"""
        if label == "-":
            self._point(paragraph, self._dash)
            return
        self.number_cell(paragraph, label.rstrip("."))

    def number_cell(self, paragraph: Paragraph, label: str) -> None:
        """Number ``paragraph`` in place of the printed ``label``, an Arabic number that counts on from the one before."""
        if int(label) != self._last + 1 or not self._decimal:
            self._decimal = self._new_list(_DECIMAL, start=int(label))
        self._last = int(label)
        self._point(paragraph, self._decimal)

    def _define(self, identity: int, form: str, text: str) -> None:
        level = (
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
        definition = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">{level}</w:abstractNum>'
        self._numbering.insert(0, parse_xml(definition))

    def _new_list(self, definition: int, start: int = 1) -> int:
        self._lists += 1
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        number = f'<w:num {nsdecls("w")} w:numId="{self._lists}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'
        self._numbering.append(parse_xml(number))
        return self._lists

    @staticmethod
    def _point(paragraph: Paragraph, identity: int) -> None:
        numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = identity
