"""Does a question ask who has, or has not, issued a plan?"""

from __future__ import annotations

import re

from corpus.spelling import bare
from search.asking.superlatives import Counted

_BODY = (
    r"(?P<body>co quan|don vi|so|ban|nganh|xa|phuong|dia phuong|ai)"
    r"(?:,? (?:so|ban|nganh|don vi|xa|phuong|dia phuong))*(?: nao)?"
)
_MADE = re.compile(
    rf"\b{_BODY} (?P<not>chua|khong)?(?:da|co)? ?(?:ban hanh|xay dung|co|lap|gui|nop|trinh)(?: duoc)? (?:ke hoach"
    rf"|van ban|chuong trinh)\b(?! (?:so )?\d)"  # "cơ quan nào ban hành kế hoạch 31/KH-UBND" asks for its issuer
    r"|\bwhich (?:department|agency|agencies|commune)s? (?:has|have) (?P<not_en>not )?(?:yet )?issued (?:a |its "
    r"|their )?plans?\b"
)
_OF_UNITS = re.compile(  # "đơn vị thuộc Sở Y tế chưa có kế hoạch"
    r"(?:\b(?P<not>chua|khong) )?(?:\bda )?\b(?:ban hanh|xay dung|co|lap|nop|trinh)(?: duoc)? (?:ke hoach|chuong trinh)\b"
    r"(?! (?:so )?\d)"
)
_COUNTED: dict[str, Counted] = {"so": "department", "xa": "commune", "phuong": "commune", "dia phuong": "commune"}


def asks_who_made(text: str) -> bool:
    return _MADE.search(bare(text)) is not None


def not_made(text: str) -> bool:
    found = _MADE.search(bare(text))
    return found is not None and bool(found["not"] or found["not_en"])


def units_with_plan(text: str) -> bool | None:
    """Whether units that have made a plan are asked for (``True``), or those that have not; ``None`` where no plan is."""
    found = _OF_UNITS.search(bare(text))
    return None if found is None else found["not"] is None


def body_asked(text: str) -> Counted:
    found = _MADE.search(bare(text))
    body = (found["body"] if found else None) or ("so" if "department" in text.lower() else "")
    return _COUNTED.get(body, "agency")
