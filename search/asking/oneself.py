"""Does a question speak of the asker's own office without naming it? "xã tôi phải làm gì", "việc của chúng tôi"."""

from __future__ import annotations

import re

from corpus.spelling import bare

_I = r"(?:chung (?:toi|ta|minh|em)|toi|minh|em|ta)"
_OFFICE = r"(?:xa|phuong|so|phong|ban|nganh|don vi|co quan|dia phuong)"
_ENDS = r"(?=\s+(?:phai|can|con|co|duoc|lam|chu tri|phoi hop|bi|thi|chua)\b|\s*[?.!,]*$)"
_OWN = re.compile(
    rf"\b(?:viec|nhiem vu|phan|trach nhiem) cua (?P<of>{_I}|{_OFFICE} {_I})\b|\b(?P<office>{_OFFICE} (?:cua )?{_I}){_ENDS}"
    rf"|^\W*(?P<who>{_I}) (?:phai|can|con|duoc giao|co viec|co nhiem vu)\b"
    r"|\b(?P<en>my|our) (?:department|office|commune|ward|agency|unit|tasks?|work|duties)\b|\b(?:must|should) (?P<us>we|i)\b"
)


def own_office(text: str) -> str | None:
    """The words for an office that only the asker knows; ``None`` without them."""
    found = _OWN.search(bare(text))
    name = next((one for one, words in found.groupdict().items() if words), None) if found else None
    return text[slice(*found.span(name))] if found and name else None


def is_oneself(commune: str | None) -> bool:
    return commune is not None and re.fullmatch(_I, bare(commune)) is not None
