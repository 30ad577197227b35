"""Which body issues the document, and in which province does it sit?

The letterhead first, then the opening sentence ("…, Sở Tư pháp ban hành Kế hoạch"), then an annex caption ("Kèm theo Kế hoạch
số … của UBND tỉnh …"). Names printed in capitals are given in normal letters, as offices cite them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus import agencies, places
from corpus.spelling import CAPITALS, bare
from ingest.admission.secrecy import is_mark

_MOTTO = re.compile(r"CỘNG H[OÒ]A? XÃ|CỘNG HOÀ|Độc lập|ĐẢNG CỘNG SẢN|^\W*$|^\W*Số\b|^\W*V/v", re.IGNORECASE)
_OPENING_ISSUER = re.compile(
    r"(?:^|[,;.]\s+)(?P<issuer>(?:Sở|Ban|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Cơ quan|Văn phòng|Thanh tra|Công an|Tỉnh ủy"
    r"|Thành ủy|Đảng ủy|Chi cục|Trung tâm|Phòng|Bộ|Chính phủ|Thường trực)[^,;:.]{0,120}?)\s+"
    r"(?:ban hành|xây dựng|đề ra|lập|thông báo)\s+"
    r"(?:kế hoạch|chương trình|quyết định|đề án|phương án|thông báo|hướng dẫn|kết luận)",
    re.IGNORECASE,
)
_ISSUED_WITH = re.compile(r"Kèm(?:\s+theo)?\s+(?P<what>[^()]*?)\s+của\s+(?P<issuer>[^()]+?)\s*\)?$", re.IGNORECASE | re.DOTALL)
_PROPER = rf"[{CAPITALS}][\w-]*(?:\s(?:-\s)?[{CAPITALS}][\w-]*){{0,3}}"
_BODY = r"(?:UBND|[ỦU][yỷYỶ] ban nhân dân|[ỦU][YỶ] BAN NHÂN DÂN|HĐND|địa bàn|của|Sở [^,;.]{2,50}?|chuyển đổi số)"
_PROVINCE = re.compile(rf"{_BODY}\s+(?:tỉnh|thành phố|TỈNH|THÀNH PHỐ)\s+(?P<name>{_PROPER})")
_PARTY_PROVINCE = re.compile(rf"(?:Tỉnh ủy|Tỉnh uỷ|Thành ủy|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY)\s+(?P<name>{_PROPER})")
_COMMUNE = re.compile(rf"(?P<level>xã|phường|đặc khu)\s+(?P<name>[{CAPITALS}][\w-]*(?:\s[{CAPITALS}0-9][\w-]*){{0,4}})")
_PROVINCIAL = re.compile(
    r"^(?:Sở|Thanh tra|Công an tỉnh|Thuế|Thống kê|Ban Quản lý|Văn phòng Ủy ban nhân dân tỉnh|Văn phòng UBND tỉnh)"
)
_OFFICE = re.compile(r"(?:chủ tịch|bí thư|bí thư thường trực|trưởng đoàn)\s+$", re.IGNORECASE)
_STANDING = ("THƯỜNG TRỰC", "THƯỜNG VỤ", "BAN CHẤP HÀNH")
_AGENCY_START = re.compile(
    r"(?:UBND|HĐND|ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ|BAN|BỘ|CỤC|CHI CỤC|TỔNG CỤC|VĂN PHÒNG|THANH TRA|CÔNG AN|CƠ QUAN"
    r"|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|ĐẢNG|TRUNG TÂM|PHÒNG|THUẾ|THỐNG KÊ|TRƯỜNG|ĐẠI HỌC|CHÍNH PHỦ|THỦ TƯỚNG"
    r"|QUỐC HỘI|KHO BẠC|BẢO HIỂM|MẶT TRẬN|ỦY VIÊN)\b"
)
_SHORT = (
    (re.compile(r"^[ỦU][yỷ] ban nhân dân\b|^Uỷ ban nhân dân\b", re.IGNORECASE), "UBND"),
    (re.compile(r"^Hội đồng nhân dân\b", re.IGNORECASE), "HĐND"),
)
_TITLE_WORDS = {
    "ủy ban nhân dân": "Ủy ban nhân dân",
    "uỷ ban nhân dân": "Ủy ban nhân dân",
    "hội đồng nhân dân": "Hội đồng nhân dân",
    "ban chỉ đạo": "Ban Chỉ đạo",
    "ban thường vụ": "Ban Thường vụ",
    "tỉnh ủy": "Tỉnh ủy",
    "tỉnh uỷ": "Tỉnh ủy",
    "thành ủy": "Thành ủy",
}
_UNIT = re.compile(r"^(?:Cục|Tổng cục|Chi cục|Vụ|Viện|Trung tâm|Phòng|Sở|Ban)\s\w|(?<=\s[-–]\s)\w")  # "Cục Công nghệ thông tin"
_TERRITORY = re.compile(r"(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU)\s+(?!ỦY|UỶ)")


def agency(letterhead: Sequence[str], opening: Sequence[str], captions: Sequence[str]) -> str | None:
    """The issuing body without its province, unless the province is its name ("UBND tỉnh Thái Nguyên").

    ``letterhead`` are the paragraphs over the number, ``opening`` those under the title, ``captions`` the "(Kèm theo …)" lines.
    """
    printed = _over_the_number(letterhead)
    if printed:
        return printed
    for text in opening:
        found = list(_OPENING_ISSUER.finditer(text))
        if found:
            return _named(found[-1]["issuer"])
    for caption in captions:
        match = _ISSUED_WITH.search(caption)
        if match:
            return _named(match["issuer"])
    return None


def capital_lines(letterhead: Sequence[str]) -> list[str]:
    """The lines of a letterhead that name bodies: no motto, no number, no stamp ("HỎA TỐC")."""
    return list(_capital(letterhead))


def is_central(letterhead: Sequence[str]) -> bool:
    """Whether a ministry stands in the letterhead: its department sits in Hà Nội, but belongs to no province."""
    known = (agencies.lookup(line) for line in capital_lines(letterhead))
    return any(one is not None and one.level == "central" for one in known)


def province(body: str | None, place: str | None, texts: Sequence[str]) -> str | None:
    """The province by name alone ("Thái Nguyên"); from the place line only where the issuer sits in the province's seat."""
    known = agencies.lookup(body) if body else None
    if known is not None and known.level == "central":
        return None  # "Hà Nội, ngày …" is where the Government sits
    for text in (body or "", *texts):
        match = _PROVINCE.search(text) or _PARTY_PROVINCE.search(text)
        if match and not _is_person(text, match):
            return _name(match["name"])
    if place and body and _PROVINCIAL.match(body):
        return place
    if place and any(_is_commune(text, place) for text in texts):
        return None  # "UBND XÃ HÒA BÌNH": a commune that bears the name of a province
    return agencies.province_of(place) if place else None


def _is_commune(text: str, place: str) -> bool:
    return re.search(rf"\b(?:xã|phường|đặc khu)\s+{re.escape(place)}(?!\w)", text, re.IGNORECASE) is not None


def _is_person(text: str, match: re.Match[str]) -> bool:
    """ "Chủ tịch UBND tỉnh Phạm Anh Tuấn": behind an office stands who holds it, unless a province has that name."""
    return _OFFICE.search(text[: match.start()]) is not None and places.province(match["name"]) is None


def full_name(body: str | None, province: str | None) -> str | None:
    """The issuer as people name it from outside: "Sở Tư pháp tỉnh Thái Nguyên"."""
    if body is None or province is None or province in body:
        return body
    if body.endswith((" tỉnh", " thành phố", "Tỉnh ủy", "Thành ủy")):
        return f"{body} {province}"
    known = places.province(province)
    level = known.kind if known is not None else "tỉnh"
    return f"{body}, {level} {province}" if _COMMUNE.search(body) else f"{body} {level} {province}"


def _over_the_number(letterhead: Sequence[str]) -> str | None:
    """The capital lines over the number: the last agency among them issues, those above are its superiors."""
    lines = capital_lines(letterhead)
    if not lines:
        return None
    starts = [i for i, line in enumerate(lines) if _AGENCY_START.match(line)] or [0]
    first = starts[-1]
    if lines[first:] == ["VĂN PHÒNG"] and first:  # "TỈNH ỦY LẠNG SƠN" | "VĂN PHÒNG"
        return f"Văn phòng {_named(' '.join(lines[starts[-2] if len(starts) > 1 else 0 : first]))}"
    standing = first - 1 if first and lines[first - 1].endswith(_STANDING) else first  # "CƠ QUAN THƯỜNG TRỰC" | "BAN CHỈ ĐẠO …"
    return _named(" ".join(lines[standing:]))


def _capital(letterhead: Sequence[str]) -> Iterator[str]:
    for printed in letterhead:
        text = printed.strip(" *-–_")
        if not _MOTTO.search(text) and not is_mark(text) and text.upper() == text and any(c.isalpha() for c in text):
            yield text


def _named(printed: str) -> str:
    """A printed name in normal letters, the committee and the council by their short names as offices cite them.

    "SỞ TƯ PHÁP" → "Sở Tư pháp", "ỦY BAN NHÂN DÂN XÃ ĐỒNG LẠC" → "UBND xã Đồng Lạc".
    """
    words = " ".join(printed.split()).strip(" .,;:*")
    if words.upper() == words and (joint := _joint(words)):
        return joint
    if words.upper() == words:
        known = None if _TERRITORY.search(words) else agencies.lookup(words) or agencies.lookup(bare(words))  # "SỞ Y TÊ"
        words = known.name if known is not None else _lowered(words)
    for pattern, short in _SHORT:
        words = pattern.sub(short, words)
    return words


def _joint(capitals: str) -> str | None:
    """ "CÔNG AN TỈNH - SỞ Y TẾ TỈNH THANH HÓA" → "Công an tỉnh - Sở Y tế tỉnh Thanh Hóa"; ``None`` for a single body."""
    parts = capitals.split(" - ")
    named = [_one_of_several(part) for part in parts]
    return " - ".join(one for one in named if one) if len(parts) > 1 and all(named) else None


def _one_of_several(capitals: str) -> str | None:
    office, level, name = _territory(capitals)
    known = agencies.lookup(office) or agencies.lookup(capitals)
    if known is None:
        return None
    body = known.name.removesuffix(f" {level.lower()}") if level else known.name
    for pattern, short in _SHORT:
        body = pattern.sub(short, body)
    return " ".join(part for part in (body, level.lower(), name.title()) if part)


def _lowered(capitals: str) -> str:
    """Lower case, but a capital first word, the words after a territory's level, and the bodies of ``_TITLE_WORDS``."""
    head, level, name = _territory(capitals)
    words = head.lower()
    for plain, titled in _TITLE_WORDS.items():
        words = words.replace(plain, titled)
    words = words[:1].upper() + words[1:]
    words = _UNIT.sub(lambda unit: unit[0][:-1] + unit[0][-1].upper(), words)
    for code in ("UBND", "HĐND", "MTTQ"):
        words = re.sub(rf"\b{code}\b", code, words, flags=re.IGNORECASE)
    return " ".join(part for part in (words, level.lower(), name.title()) if part)


def _territory(capitals: str) -> tuple[str, str, str]:
    """(office, level, name): "UBND TỈNH SÔNG THAO" → ("UBND", "TỈNH", "SÔNG THAO")."""
    match = re.search(r"^(?P<office>.*?)\s+(?P<level>TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU)\s+(?!ỦY|UỶ|[-–])(?P<name>.+)$", capitals)
    if match:
        return match["office"], match["level"], match["name"]
    party = re.search(r"^(?P<office>.*?(?:TỈNH ỦY|TỈNH UỶ|THÀNH ỦY))\s+(?P<name>\S+(?:\s\S+){0,3})$", capitals)
    return (party["office"], "", party["name"]) if party else (capitals, "", "")


def _name(printed: str) -> str:
    return printed.title() if printed.upper() == printed else printed
