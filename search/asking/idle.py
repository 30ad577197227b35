"""Does a question ask which bodies have no work, only coordinate, or do both? "sở nào không được giao việc"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.spelling import bare
from search.asking.superlatives import Counted

Share = Literal["none", "no_lead", "no_help", "only_help", "only_lead", "both"]
_COUNTED: dict[str, Counted] = {
    "so": "department", "department": "department", "xa": "commune", "phuong": "commune", "dia phuong": "commune",
    "commune": "commune", "ward": "commune", "phong": "office",
}  # fmt: skip
_BODY = (
    r"\b(?P<body>co quan|don vi|so|ban|nganh|xa|phuong|dia phuong|phong)(?: ban)?"
    r"(?:,? (?:va )?(?:xa|phuong|ban|nganh|don vi))* nao(?: (?:la|ma|van|con|hien|thi))*"
)
_BODY_EN = r"\bwhich (?P<body>department|commune|ward|agenc|unit|bod)\w*"
_GIVEN = r"(?:(?:duoc|bi|co|phai|giao|phan cong|neu|nhac|lam|tham gia|he|thay)(?: den)? )*"
_WORK = r"(?:nhiem vu|(?:cong |dau )?viec)(?: (?:nao|gi))?(?: (?:duoc )?(?:giao )?)?"
_NOT = rf"(?:khong|chua|ko) {_GIVEN}"
_PATTERNS: dict[Share, str] = {
    "both": rf"{_BODY} (?:vua (?:\w+ )?chu tri\b.{{0,30}}\bvua (?:\w+ )?phoi hop|ca chu tri (?:lan|va) phoi hop)"
    rf"|{_BODY_EN} both leads? and coordinates?",
    "only_help": rf"{_BODY} chi {_GIVEN}phoi hop|{_BODY} .{{0,20}}phoi hop.{{0,20}}(?:khong|chua) (?:\w+ )?chu tri"
    rf"|{_BODY_EN} only coordinates?",
    "only_lead": rf"{_BODY} chi {_GIVEN}chu tri|{_BODY_EN} only leads?",
    "no_lead": rf"{_BODY} {_NOT}(?:{_WORK})?chu tri|{_BODY_EN} (?:leads? (?:no|nothing)|(?:do|does) not lead|never leads?)",
    "no_help": rf"{_BODY} {_NOT}(?:{_WORK})?phoi hop|{_BODY_EN} (?:coordinates? no|(?:do|does) not coordinate)",
    "none": rf"{_BODY} {_NOT}(?:nhiem vu|(?:cong |dau )?viec|ten)\b|{_BODY} {_NOT[:-1]}\s*giao\b"
    rf"|{_BODY_EN} (?:have|has|got) no (?:tasks?|work|duties)|{_BODY_EN} (?:is|are) not (?:assigned|given|named)",
}


@dataclass(frozen=True, slots=True)
class Idle:
    """``counted`` are the bodies in question, ``share`` what they have, or lack, of the work."""

    counted: Counted
    share: Share


def idle(text: str) -> Idle | None:
    """What a question asks of who has work; ``None`` for any other."""
    plain = bare(text)
    for share, pattern in _PATTERNS.items():
        found = _compiled(pattern).search(plain)
        if found is not None:
            body = next(word for name, word in found.groupdict().items() if name.startswith("body") and word)
            return Idle(_COUNTED.get(body, "agency"), share)
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Each alternative names its body: the groups are numbered, since a name may stand but once."""
    numbers = iter(range(9))
    return re.compile(re.sub(r"\?P<body>", lambda _: f"?P<body{next(numbers)}>", pattern))
