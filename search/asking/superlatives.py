"""Which one has the most, or the fewest? "cơ quan nào chủ trì nhiều nhiệm vụ nhất", "mỗi sở được giao bao nhiêu việc"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.spelling import bare

Counted = Literal["agency", "body", "department", "office", "commune", "document", "source", "signer", "month", "quarter"]
Order = Literal["most", "fewest", "extremes", "compared", "average", "each"]

_BODY = r"(?:co quan|don vi|phong ban|so|ban|nganh|phong|xa|phuong|dia phuong)"
_WORK = (
    r"(?:nhiem vu|(?:cong |dau )?viec|van ban|ke hoach|chu tri|phoi hop|tham gia|\bgiao (?:cho )?ai\b|nguon"
    r"|(?:qua|tre|den) han\b|\boverdue\b|\bcoordinates\b|\bleads\b|\btasks?\b|\bplans?\b|\bduties\b)"
)
_NUMBERS = {"hai": 2, "ba": 3, "bon": 4, "muoi": 10, "two": 2, "three": 3, "five": 5}  # not "nam": "trong năm sở nào"
# "năm 2026 sở nào", "quý 3 đơn vị nào", "6/2026 sở nào": a number that dates or places something counts no bodies
_DATED = ("nam", "ngay", "thang", "quy", "tuan", "muc", "nhom", "luc", "so", "quarter")
_OWN = r"(?<![\d/.-])" + "".join(rf"(?<!\b{noun} )" for noun in _DATED)
_FIRST = re.compile(
    rf"\btop (?P<top>\d+)\b|{_OWN}\b(?P<first>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:{_BODY}|departments|communes|agencies)\b"
)
# "nhiều nhiệm vụ nhất", "ít việc nhất", "top 3 sở"; not "ít nhất 01 công chức", "thống nhất"
_MOST = re.compile(r"\btop \d+ (?!.*\bit\b)|\bnhieu\b[^,;?.]{0,60}?(?<!thong )(?<!duy )\bnhat\b|(?<!at )\bmost\b")
_FEWEST = re.compile(r"\bit\b(?! nhat (?:la )?\d)[^,;?.]{0,60}?(?<!thong )(?<!duy )\bnhat\b|(?<!at )\b(?:fewest|least)\b")
_MEAN = r"\b(?:trung binh|binh quan)\b"
# "trung bình mỗi sở", "mỗi sở bình quân mấy việc"; but "thu nhập bình quân đầu người", "mức sống trung bình" are matter
_SINGLE = rf"\b(?:moi|mot|tung) (?:{_BODY}|van ban|ke hoach|thang|quy)\b"
_AVERAGE = re.compile(
    rf"{_MEAN}(?: (?:co|la|thi|cho|cua|tren|bao nhieu|may|nhiem vu|viec))* {_SINGLE}|{_SINGLE}(?: (?:co|la|thi))* {_MEAN}"
    r"|\bon average\b|\baverage (?:number of )?(?:tasks|duties)\b"
)
_EACH = re.compile(
    rf"\b(?:moi|tung) {_BODY}\b.{{0,60}}\b(?:bao nhieu|may) |\b(?:bao nhieu|so(?: luong)?) {_WORK}.{{0,30}}\b(?:cua|cho|theo) "
    rf"(?:moi|tung) {_BODY}|(?:thong ke|xep hang|dem).{{0,40}}\btheo (?:tung )?(?:co quan|don vi|so)\b"
    r"|\bhow many tasks (?:does|do|has|have) each\b"
    # which bodies at all: "giao việc cho những cơ quan nào", "có bao nhiêu cơ quan chủ trì", "liệt kê các cơ quan chủ trì"
    rf"|\b(?:nhung|cac|cho) {_BODY} nao\b|\b(?:bao nhieu|may) {_BODY}\b|\bliet ke (?:cac |nhung )?{_BODY} (?:duoc giao"
    rf"|chu tri|phoi hop)"
    rf"|\b{_BODY} nao (?:dang |con |hien )?co (?:viec|nhiem vu)\b|\bcon (?:ai|{_BODY} nao) (?:chu tri|phoi hop|duoc giao)\b"
    rf"|^\W*{_BODY} nao duoc giao\b|^\W*which (?:department|commune|ward|agency|body|unit)s? (?:leads?|coordinates?)\b"
    r"|\bhow many agencies\b|\blist (?:of )?(?:the )?(?:lead|coordinating)? ?agencies\b"
)
# "Sở Y tế hay Sở Tư pháp nhiều việc hơn", "bên nào ít việc hơn": of two agencies that the question names
_MORE = re.compile(
    r"\b(?:nhieu|it)\b[^,;?.]{0,40}?(?<!muon )\bhon\b(?! \d)|\b(?:more|fewer|less) (?:tasks?|work|duties)\b"
    r"|\b(?:who|which) (?:leads?|has|have|does) (?:more|fewer|less)\b"
)
_SUBJECTS: dict[Counted, str] = {  # in the order in which they are tried
    "month": rf"{_MEAN}.*\b(?:moi|mot|tung) thang\b|\bthang nao\b|\bwhich month\b",
    "quarter": rf"{_MEAN}.*\b(?:moi|mot|tung) quy\b|\bquy nao\b|\bwhich quarter\b",
    "signer": r"\bai (?:da )?ky\b|\bnguoi nao ky\b|\bwho signed\b",
    "source": r"\b(?:nguon|van ban giao) nao\b|\b(?:van ban|ke hoach|chuong trinh) nao\b.{0,30}\blam (?:nguon|can cu)",
    "document": rf"{_MEAN}.*\b(?:moi|mot|tung) (?:ke hoach|van ban)\b"
    r"|\b(?:ke hoach|van ban|chuong trinh) nao\b|\bwhich (?:plan|document|paper|programme)\b",
    "department": r"\bso nao\b|\b(?:moi|mot|tung|bao nhieu|may|\d+|hai|ba|bon) so\b|\b(?:which|each) department\b",
    "office": r"\b(?:phong(?: ban)?) nao\b|\b(?:moi|tung) phong\b",
    "commune": r"\b(?:which|each) (?:commune|ward)\b"
    r"|\b\d+ (?:xa|phuong)\b|\b(?:xa|phuong|dia phuong)(?:,? (?:xa|phuong))* nao\b|\b(?:moi|tung) (?:xa|phuong|dia phuong)\b",
    "agency": r"\bco quan (?:nao|nhieu|it)\b|\b\d+ co quan\b|\b(?:moi|tung|theo(?: tung)?) co quan\b|\bwhich (?:agency"
    r"|body)\b|\beach agency\b",
    "body": rf"\b{_BODY} nao\b|\b(?:bao nhieu|may|liet ke)(?: cac| nhung)? (?:co quan|don vi)\b|\bagencies\b|\bai\b"
    rf"|\b(?:moi|tung|theo(?: tung)?) don vi\b|\bwhich unit\b|\bwho\b|\beach unit\b",
}
_WORK_NAMED = re.compile(_WORK)
_ORDERS: dict[Order, re.Pattern[str]] = {
    "average": _AVERAGE, "most": _MOST, "fewest": _FEWEST, "compared": _MORE, "each": _EACH,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Superlative:
    """``counted`` are what tasks are counted for, ``order`` which of them are asked for, ``first`` how many ("top 3").

    ``extremes``: the first and the last, "nhiều việc nhất và ít việc nhất".
    """

    counted: Counted
    order: Order
    first: int = 1


def superlative(text: str) -> Superlative | None:
    """What a question ranks; ``None`` where it ranks nothing."""
    plain = bare(text)
    order = next((name for name, pattern in _ORDERS.items() if pattern.search(plain)), None)
    if order == "most" and _FEWEST.search(plain):
        order = "extremes"
    if order == "compared":  # of two agencies, what is told apart is their work
        return Superlative("body", "compared")
    if order is None or not _WORK_NAMED.search(plain):
        return None
    counted = next((counted for counted, pattern in _SUBJECTS.items() if re.search(pattern, plain)), None)
    return Superlative(counted, order, _first(plain)) if counted else None


def _first(plain: str) -> int:
    """How many of the ranking are asked for, at least one: "top 3", "3 sở nào … nhiều việc nhất"."""
    found = _FIRST.search(plain)
    number = (found["top"] or found["first"]) if found else ""
    return max(int(number), 1) if number.isdigit() else _NUMBERS.get(number, 1)
