"""Does a question ask for the first or the last: "văn bản mới nhất", "nhiệm vụ nào có hạn sớm nhất"?"""

from __future__ import annotations

import re
from typing import Literal

from corpus.spelling import bare

Extreme = Literal["first", "last", "next", "newest", "oldest"]

_PAPER = r"(?:van ban|ke hoach|chuong trinh|thong bao|quyet dinh|papers?|documents?|plans?)"
_WORK = r"(?:nhiem vu|viec|han|tasks?|deadlines?)"
_FACT = r"(?! (?:la |vao |truoc )?(?:khi nao|ngay nao|bao gio|ngay \d))"  # "chậm nhất là khi nào" asks for a deadline
_NEAREST = r"(?:gan|gap|can kip|sap)(?: ma)?(?: (?:den |toi )?han)? nhat"
_ASKED: dict[Extreme, str] = {
    "newest": rf"\b{_PAPER}\b.{{0,60}}\b(?:(?:moi|gan day|sau cung|muon|tre) nhat|moi ban hanh nhat)\b|\b(?:newest|latest"
    rf"|most recent) {_PAPER}\b",
    "oldest": rf"\b{_PAPER}\b.{{0,60}}\b(?:cu|lau|som) nhat\b|\b(?:oldest|earliest) {_PAPER}\b",
    "next": rf"\b{_WORK}\b.{{0,60}}\b{_NEAREST}\b|\b{_NEAREST}.{{0,20}}\b{_WORK}\b|\bnext {_WORK}\b|\b(?:nearest"
    rf"|most urgent) {_WORK}\b",
    "first": rf"\b{_WORK}\b.{{0,60}}\bsom nhat\b{_FACT}|\bearliest (?:due|{_WORK})\b|\bdue first\b",
    "last": rf"\b{_WORK}\b.{{0,60}}\b(?:muon|xa|tre|cuoi cung) nhat\b{_FACT}|\b(?:latest|last) (?:due|deadlines?)\b"
    rf"|\bdue last\b",
}


def extreme(text: str) -> Extreme | None:
    plain = bare(text)
    if re.search(r"\b(?:nhiem vu|viec|tasks?)\b", plain):
        return next((name for name in ("next", "first", "last") if re.search(_ASKED[name], plain)), None)
    return next((name for name, pattern in _ASKED.items() if re.search(pattern, plain)), None)
