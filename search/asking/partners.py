"""Does a question ask who works with an agency, and on which side the agency stands?"""

from __future__ import annotations

import re

from corpus.spelling import bare

_WHO = r"(?:ai|(?:co quan|don vi|phong ban|so|ban|nganh|phong)(?:,? (?:ban|nganh))* nao)\b"
_LISTED = r"(?:cac|nhung|liet ke(?: cac| nhung)?|danh sach(?: cac)?) (?:don vi|co quan|so,? ban,? nganh|so nganh)"
_WITH = r"(?:phoi hop|tham gia|ho tro)(?: (?:thuc hien|cung|chat che))* (?:voi|cung|cho)?"
# "cơ quan nào phối hợp với Sở Y tế": Sở Y tế leads
_HELPING = re.compile(
    rf"\bchu tri\b.{{0,15}}\b{_WHO} phoi hop\b|"
    rf"\b{_LISTED} (?:cung )?(?:phoi hop|tham gia) (?:voi|cung)\b|"
    rf"\b{_WHO}(?: \w+)?(?: cung)? (?:phoi hop|tham gia|ho tro)(?: \w+)? (?:voi|cung|cho)\b|\bwho (?:coordinates"
    rf"|works) with\b|\bwhich agenc\w+ (?:coordinate|work)s? with\b"
)
# "Sở Y tế phối hợp với những ai": Sở Y tế coordinates
_HELPED = re.compile(
    rf"\b{_WHO} (?:la |lam )?chu tri\b.{{0,40}}\bphoi hop\b|"
    rf"\b{_WITH} ?(?:nhung |cac )?{_WHO}|\b(?:who|which agenc\w+) (?:does|do|must) .{{2,80}} (?:coordinate|work) with\b"
)

# "cơ quan nào cùng chủ trì với Sở Tài chính"
_LEADING = re.compile(
    rf"\b{_WHO}(?: \w+)? cung (?:chu tri|lam|thuc hien)(?: \w+)? voi\b|\bcung (?:chu tri|lam|thuc hien) voi {_WHO}"
    rf"|\bdong chu tri voi\b.{{2,60}}\b{_WHO}|\bcung (?:voi )?{_WHO} (?:dong )?chu tri\b"
)


def asks_for_partners(text: str) -> bool:
    plain = bare(text)
    return any(pattern.search(plain) for pattern in (_HELPING, _HELPED, _LEADING))


def helped(text: str) -> bool:
    """Whether others coordinate with the agency, which leads."""
    return _HELPED.search(bare(text)) is None


def leading(text: str) -> bool:
    """Whether those are asked for who lead beside the agency."""
    return _LEADING.search(bare(text)) is not None
