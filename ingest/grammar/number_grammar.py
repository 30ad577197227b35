"""How is a document number (số, ký hiệu) printed?

State papers put a slash after the number, ``215/KH-UBND``, normative ones the year before the type, ``12/2025/TT-BNV``
(Nghị định 30/2020/NĐ-CP, Nghị định 78/2025/NĐ-CP); the Party puts a dash after it, ``09-CTr/TU`` (Hướng dẫn 36-HD/VPTW, then
05-HD/VPTW). Drafts leave the number blank. Letter case and Đ are significant: CT is a directive, CTr a programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

TYPE_NAMES = {
    # The 29 types of NĐ 30/2020, Phụ lục III; công văn and thư công have no code.
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định", "TC": "Thông cáo",
    "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án",
    "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTr": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận", "GUQ": "Giấy ủy quyền", "GM": "Giấy mời", "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép", "PG": "Phiếu gửi", "PC": "Phiếu chuyển", "PB": "Phiếu báo",
    "SY": "Bản sao y", "TrS": "Bản trích sao", "SL": "Bản sao lục",
    # Normative papers and consolidations.
    "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch", "NQLT": "Nghị quyết liên tịch", "L": "Lệnh",
    "PL": "Pháp lệnh", "VBHN": "Văn bản hợp nhất",
    # The Party's own.
    "KL": "Kết luận", "QH": "Quy hoạch", "CV": "Công văn", "BS": "Bản sao",
}  # fmt: skip
"""Code of a type → its name. One code may mean two things: TT of the Party is a thông tri, QĐ of the Party also a quy định."""

_UNMARKED_CODES = ("QD", "ND", "DA", "CD", "HD", "QyD")  # as OCR and hurried typists print QĐ, NĐ, ĐA, CĐ, HĐ, QyĐ


@dataclass(frozen=True, slots=True)
class Number:
    """A document number in a text: ``text[start:end]`` is its print, ``canonical`` the print without stray blanks.

    ``number`` is the digits part with its suffix letter ("08", "12a", "66.13"), ``None`` where a draft leaves it blank.
    ``type_code`` is ``None`` where the symbol has none (công văn ``3954/UBND-VX``, laws ``72/2025/QH15``); ``organ`` is what
    follows the type ("UBND", "TU", "QH15"). In an elliptic list ("các số 62, 63/KH-UBND") the first item's print is "62".
    """

    start: int
    end: int
    canonical: str
    number: str | None
    type_code: str | None
    organ: str
    year: int | None
    party: bool


def find(text: str) -> tuple[Number, ...]:
    """Every document number in ``text`` (NFC), in order, blank ones included; numbers cut by a line end are joined."""
    matches = sorted((m for pattern in _PATTERNS for m in pattern.finditer(text)), key=lambda m: (m.start(), -m.end()))
    found: list[Number] = []
    for match in matches:
        number = _number(match)
        if not found or number.start >= found[-1].end:
            found.extend(_elided_before(text, number))
            found.append(number)
    return tuple(found)


def tidy(number: str) -> str:
    """``number`` without blanks beside its marks, every dash as ``-``: "215 /KH – UBND" → "215/KH-UBND"."""
    return re.sub(rf"\s*([{_DASHES}/])\s*", lambda m: "/" if m.group(1) == "/" else "-", number.strip())


# --- the parts -------------------------------------------------------------------------------------------------------------

_DASHES = "\\-\u2010-\u2015\u2212"  # hyphen, non-breaking hyphen, en and em dash, minus: "15–KH/TU"
_DASH = f"[{_DASHES}]"
_BLANK = r"[^\S\t\n]{0,8}"  # blanks inside a line, never over the edge of a cell (tab): "215 /KH-UBND"
_BREAK = r"[^\S\t]{0,12}"  # after a dash or slash the line may end: "126-⏎⏎CTr/TU", "46- KH/TU"
_UPPER = "A-ZĐÐĂÂÊÔƠƯ"
# One group of letters: UBND, TTg, SNgV, PC06, VPĐK.CT, ĐBQH&HĐND; at least two capitals, never a word ("Văn"), no final dot.
_LETTERS = rf"[{_UPPER}](?:[a-z]{{0,2}}(?:[{_UPPER}\d]|[.&](?=[{_UPPER}])))+[a-z]{{0,2}}(?!\w)"
_TIGHT = rf"{_DASH}(?:[^\S\t]{{0,4}}\n[^\S\t]{{0,8}})?"  # "5969/QĐ-⏎UBND", but not "215/KH-UBND - VP Tỉnh ủy"
_ORGAN = rf"{_LETTERS}(?:{_TIGHT}(?:{_LETTERS}|[{_UPPER}](?!\w)))*"  # BTP-BCA, VPĐK.CT-TĐĐ, UBND-V
_DIGITS = r"\d{1,5}(?:\.\d{1,3})?[A-Za-zđĐ]?"  # 08, 12a, 66.13 (the dotted shape of 66.13/2026/NQ-CP)
_YEAR = rf"(?:(?P<year>(?:19|20)\d\d){_BLANK}/{_BREAK})?"
_CODES = sorted({c for code in (*TYPE_NAMES, *_UNMARKED_CODES) for c in (code, code.upper())}, key=len, reverse=True)
_CODE = "(?:" + "|".join(_CODES) + r")(?!\w)"  # heads in capitals print CTR, TTR

_STATE_SYMBOL = rf"(?P<type>{_CODE}){_BLANK}{_DASH}{_BREAK}(?P<organ>{_ORGAN})"  # KH-UBND, "KH - UBND"
_PARTY_SYMBOL = rf"(?P<type>{_CODE}){_BLANK}/{_BREAK}(?P<organ>{_ORGAN})"  # CTr/BCĐ
_OTHER_SYMBOL = rf"(?P<symbol>{_LETTERS}(?:{_TIGHT}(?:{_LETTERS}|[{_UPPER}](?!\w)))+)"  # UBND-VX: a công văn
_LAW_SYMBOL = r"(?P<law>(?:UBTV)?QH\d{1,2})(?!\w)"  # 72/2025/QH15

_NUMBERED = rf"(?<![\w/])(?P<number>{_DIGITS}){_BLANK}"
_STATE = re.compile(rf"{_NUMBERED}/{_BREAK}{_YEAR}(?:{_STATE_SYMBOL}|{_OTHER_SYMBOL}|{_LAW_SYMBOL})")
_PARTY = re.compile(rf"{_NUMBERED}(?P<party>{_DASH}){_BREAK}{_PARTY_SYMBOL}")
_STATE_BLANK = re.compile(rf"(?<![^\W_])(?<!/)(?P<number>)/{_BREAK}{_YEAR}{_STATE_SYMBOL}")  # "Số: /KH-STP", "…/KH-UBND"
_PARTY_BLANK = re.compile(rf"(?:[.…_:]|\b[Ss]ố){_BLANK}(?P<number>)(?P<party>{_DASH}){_BREAK}{_PARTY_SYMBOL}")  # "…….-NQ/ĐU"
_PATTERNS = (_STATE, _PARTY, _STATE_BLANK, _PARTY_BLANK)

# "các số 62, 63/KH-UBND": the numbers before share the symbol of the last. A phụ lục or mẫu is counted, not numbered.
_ELIDED = re.compile(rf"(?:(?P<word>\w+)\s+)?(?<!\w)số:?\s+(?P<list>(?:{_DIGITS}\s*(?:,|;|và)\s*(?:số\s+)?)+)$", re.IGNORECASE)
_COUNTED = frozenset({"lục", "mẫu", "biểu", "bảng", "vụ", "mục", "điểm", "khoản", "điều", "chỉ"})


def _number(match: re.Match[str]) -> Number:
    part = match.groupdict()
    organ = tidy(part.get("organ") or part.get("symbol") or part.get("law") or "")
    code, party, year = part.get("type"), bool(part.get("party")), part.get("year")
    marks = ("-", "/") if party else ("/", "-")
    symbol = f"{code}{marks[1]}{organ}" if code else organ
    digits = part["number"] or None
    canonical = f"{digits or ''}{marks[0]}{year + '/' if year else ''}{symbol}"
    return Number(match.start("number"), match.end(), canonical, digits, code, organ, int(year) if year else None, party)


def _elided_before(text: str, last: Number) -> Iterator[Number]:
    listed = _ELIDED.search(text, max(0, last.start - 120), last.start) if last.number else None
    if listed is None or (listed["word"] or "").lower() in _COUNTED:
        return
    tail = last.canonical[len(last.number or "") :]
    for item in re.finditer(_DIGITS, listed["list"]):
        start = listed.start("list") + item.start()
        yield replace(last, start=start, end=start + len(item[0]), canonical=item[0] + tail, number=item[0])
