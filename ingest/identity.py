"""Who says it, when, under which number: the head, the opening sentence, the signature (Nghị định 30/2020/NĐ-CP, Phụ lục I).

Each fact is taken from the surest place that has it: the printed head first, then the opening sentence ("…, Sở Tư pháp ban hành
Kế hoạch"), then an annex caption ("Kèm theo Kế hoạch số … của UBND tỉnh …"). What none of them states stays ``None``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus import agencies, places
from corpus.model import Signer, Span
from corpus.spelling import CAPITALS
from ingest import numbers
from ingest.extent import Extent
from ingest.outline import TYPE_LINE, Part
from ingest.paragraphs import Paragraph

_UPPER = CAPITALS
_DATE = r"ngày\s*(?P<day>\d{1,2})?\s*tháng\s*(?P<month>1[0-2]|0?[1-9])?\s*năm\s*(?P<year>(?:19|20)\d\d)"
_PLACE_DATE = re.compile(rf"(?P<place>[{_UPPER}][^,.;:\d]{{1,40}}),\s*(?i:{_DATE})")
_CAPTION_DATE = re.compile(r"ngày\s*(?P<day>\d{1,2})?\s*/\s*(?P<month>1[0-2]|0?[1-9])\s*/\s*(?P<year>(?:19|20)\d\d)")
_NUMBER_LINE = re.compile(r"^\W*Số\s*:?\s*(?P<number>\S.*)?$", re.IGNORECASE)
_SUBJECT_LINE = re.compile(r"^\W*V/v\s+(?P<subject>.+)$", re.IGNORECASE | re.DOTALL)
_MOTTO = re.compile(r"CỘNG H[OÒ]A? XÃ|CỘNG HOÀ|Độc lập|ĐẢNG CỘNG SẢN|^\W*$|^\W*Số\b|^\W*V/v", re.IGNORECASE)
_OPENING_ISSUER = re.compile(
    r"(?:^|[,;.]\s+)(?P<issuer>(?:Sở|Ban|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Cơ quan|Văn phòng|Thanh tra|Công an|Tỉnh ủy|Thành ủy|Đảng ủy"
    r"|Chi cục|Trung tâm|Phòng|Bộ|Chính phủ|Thường trực)[^,;:.]{0,120}?)\s+"
    r"(?:ban hành|xây dựng|đề ra|lập|thông báo)\s+(?:kế hoạch|chương trình|quyết định|đề án|phương án|thông báo|hướng dẫn|kết luận)",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"Kèm theo\s+(?P<what>[^()]*?)\s+của\s+(?P<issuer>[^()]+?)\s*\)?$", re.IGNORECASE | re.DOTALL)
_PROPER = rf"[{_UPPER}][\w-]*(?:\s(?:-\s)?[{_UPPER}][\w-]*){{0,3}}"
_BODY = r"(?:UBND|[ỦU][yỷYỶ] ban nhân dân|[ỦU][YỶ] BAN NHÂN DÂN|HĐND|địa bàn|của|Sở [^,;.]{2,50}?|chuyển đổi số)"
_PROVINCE = re.compile(rf"{_BODY}\s+(?:tỉnh|thành phố|TỈNH|THÀNH PHỐ)\s+(?P<name>{_PROPER})")
_PARTY_PROVINCE = re.compile(rf"(?:Tỉnh ủy|Tỉnh uỷ|Thành ủy|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY)\s+(?P<name>{_PROPER})")
_COMMUNE = re.compile(rf"(?P<level>xã|phường|đặc khu)\s+(?P<name>[{_UPPER}][\w-]*(?:\s[{_UPPER}0-9][\w-]*){{0,4}})")
_PROVINCIAL = re.compile(
    r"^(?:Sở|Thanh tra|Công an tỉnh|Thuế|Thống kê|Ban Quản lý|Văn phòng Ủy ban nhân dân tỉnh|Văn phòng UBND tỉnh)"
)
_AUTHORITY = re.compile(r"^\W*(?P<authority>(?:(?:KT|TM|TL|TUQ|Q)\.|[TK]/[MTL](?=\s)))")
_NAME = re.compile(rf"^(?:[{_UPPER}][\w'’-]*)(?:\s[{_UPPER}][\w'’-]*){{1,5}}$")


@dataclass(frozen=True, slots=True)
class Identity:
    """What the document says about itself; see ``corpus.model.Document`` for the fields."""

    type: str | None = None
    title: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    agency: str | None = None
    province: str | None = None
    place: str | None = None
    date: datetime.date | None = None
    date_precision: Literal["day", "month", "year"] | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    caption_dates: tuple[tuple[datetime.date, tuple[Span, ...]], ...] = ()


def identify(parts: Sequence[Part]) -> Identity:
    """The identity of one document from its outline."""
    head = [p for p in _flow(parts[0])] if parts else []
    title = next((part for part in parts if part.kind == "title"), None)
    type_name, subject = _type_and_title(head, title)
    captions = [p.text for p in _captions(parts)]
    place, day, precision = _place_and_date(head)
    number, symbol = _number(head, captions)
    agency = _agency(head, title, captions)
    province = _province(agency, place, _opening(title) + captions + [p.text for p in head])
    if day is None:
        day, precision = _caption_date(captions)
    return Identity(
        type_name, subject, number, symbol, _full(agency, province), agency, province, place, day, precision,
        _signer(parts), _recipients(parts), _caption_dates(parts),
    )  # fmt: skip


def _flow(part: Part) -> list[Paragraph]:
    return [piece for piece in part.flow if isinstance(piece, Paragraph) and not piece.footnote]


def _opening(title: Part | None) -> list[str]:
    return [p.text for p in _flow(title)] if title else []


def _captions(parts: Sequence[Part]) -> Iterator[Paragraph]:
    """The "(Kèm theo …)" line of each annex."""
    for part in parts:
        if part.kind == "annex":
            yield from (p for p in _flow(part)[:3] if "kèm theo" in p.text[:40].lower())


def _type_and_title(head: Sequence[Paragraph], title: Part | None) -> tuple[str | None, str | None]:
    if title is None:
        subject = next((m for p in head if (m := _SUBJECT_LINE.match(p.text))), None)
        return ("Công văn", subject["subject"].strip()) if subject else (None, None)
    match = TYPE_LINE.match(title.heading[0].text)
    if match is None:
        return None, title.title
    words = " ".join([match["rest"].strip(), *(piece.text for piece in title.heading[1:])]).strip()
    return match["type"].capitalize(), words or None


def _number(head: Sequence[Paragraph], captions: Sequence[str]) -> tuple[str | None, str | None]:
    """(number, symbol): a blank number, "Số: /KH-STP", gives the symbol alone."""
    lines = [m["number"] or "" for p in head if (m := _NUMBER_LINE.match(p.text))]
    for text in (*lines, *(c for caption in captions if (c := caption.split(" của ")[0]))):
        for found in numbers.find(text):
            symbol = "-".join(part for part in (found.type_code, found.organ) if part)
            return (found.canonical if found.number else None), symbol or None
    return None, None


def _place_and_date(
    head: Sequence[Paragraph],
) -> tuple[str | None, datetime.date | None, Literal["day", "month", "year"] | None]:
    for paragraph in head:
        match = _PLACE_DATE.search(paragraph.text)
        if match:
            return match["place"].strip(), *_date(match)
    return None, None, None


def _date(match: re.Match[str]) -> tuple[datetime.date | None, Literal["day", "month", "year"] | None]:
    """A date with blanks ("ngày     tháng 4 năm 2026") is the first day of what is printed, with its precision."""
    year, month, day = int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None, None
    return found, "day" if match["day"] and match["month"] else "month" if match["month"] else "year"


def _caption_date(captions: Sequence[str]) -> tuple[datetime.date | None, Literal["day", "month", "year"] | None]:
    for caption in captions:
        match = _CAPTION_DATE.search(caption)
        if match:
            return _date(match)
    return None, None


def _caption_dates(parts: Sequence[Part]) -> tuple[tuple[datetime.date, tuple[Span, ...]], ...]:
    dates = []
    for caption in _captions(parts):
        match = _CAPTION_DATE.search(caption.text)
        if match and match["day"] and (found := _date(match)[0]):
            dates.append((found, caption.extent.spans(match.start(), match.end())))
    return tuple(dates)


def _agency(head: Sequence[Paragraph], title: Part | None, captions: Sequence[str]) -> str | None:
    """The issuing body without its province, unless the province is its name ("UBND tỉnh Thái Nguyên")."""
    printed = _head_agency(head)
    if printed:
        return printed
    for text in _opening(title):
        found = list(_OPENING_ISSUER.finditer(text))
        if found:
            return _named(found[-1]["issuer"])
    for caption in captions:
        match = _CAPTION.search(caption)
        if match:
            return _named(match["issuer"])
    return None


def _head_agency(head: Sequence[Paragraph]) -> str | None:
    """The capital lines over the number: the last agency among them issues, those above are its superiors."""
    lines = list(_capital_lines(head))
    if not lines:
        return None
    starts = [i for i, line in enumerate(lines) if _AGENCY_START.match(line)] or [0]
    first = starts[-1]
    standing = first - 1 if first and lines[first - 1].endswith(_STANDING) else first  # "CƠ QUAN THƯỜNG TRỰC" | "BAN CHỈ ĐẠO …"
    return _named(" ".join(lines[standing:]))


def _capital_lines(head: Sequence[Paragraph]) -> Iterator[str]:
    for paragraph in head:
        text = paragraph.text.strip(" *-–_")
        if _NUMBER_LINE.match(paragraph.text) or _PLACE_DATE.search(paragraph.text):
            return
        if not _MOTTO.search(text) and text.upper() == text and any(c.isalpha() for c in text):
            yield text


_STANDING = ("THƯỜNG TRỰC", "THƯỜNG VỤ", "BAN CHẤP HÀNH")
_AGENCY_START = re.compile(
    r"(?:UBND|HĐND|ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ|BAN|BỘ|CỤC|CHI CỤC|TỔNG CỤC|VĂN PHÒNG|THANH TRA|CÔNG AN|CƠ QUAN|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|ĐẢNG"
    r"|TRUNG TÂM|PHÒNG|THUẾ|THỐNG KÊ|TRƯỜNG|ĐẠI HỌC|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|KHO BẠC|BẢO HIỂM|MẶT TRẬN|ỦY VIÊN)\b"
)
_SHORT = (
    (re.compile(r"^[ỦU][yỷ] ban nhân dân\b|^Uỷ ban nhân dân\b", re.IGNORECASE), "UBND"),
    (re.compile(r"^Hội đồng nhân dân\b", re.IGNORECASE), "HĐND"),
)
_TITLE_WORDS = {
    "ban chỉ đạo": "Ban Chỉ đạo",
    "ban thường vụ": "Ban Thường vụ",
    "tỉnh ủy": "Tỉnh ủy",
    "tỉnh uỷ": "Tỉnh ủy",
    "thành ủy": "Thành ủy",
}


def _named(printed: str) -> str:
    """A printed name in normal letters, the committee and the council by their short names as offices cite them.

    "SỞ TƯ PHÁP" → "Sở Tư pháp", "ỦY BAN NHÂN DÂN XÃ ĐỒNG LẠC" → "UBND xã Đồng Lạc".
    """
    words = " ".join(printed.split()).strip(" .,;:*")
    if words.upper() == words:
        known = None if _TERRITORY.search(words) else agencies.lookup(words)
        words = known.name if known is not None else _lowered(words)
    for pattern, short in _SHORT:
        words = pattern.sub(short, words)
    return words


_TERRITORY = re.compile(r"(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU)\s+(?!ỦY|UỶ)")


def _lowered(capitals: str) -> str:
    """Lower case, but a capital first word, the words after a territory's level, and the bodies of ``_TITLE_WORDS``."""
    head, level, name = _territory(capitals)
    words = head.lower()
    for plain, titled in _TITLE_WORDS.items():
        words = words.replace(plain, titled)
    words = words[:1].upper() + words[1:]
    for code in ("UBND", "HĐND", "MTTQ"):
        words = re.sub(rf"\b{code}\b", code, words, flags=re.IGNORECASE)
    return " ".join(part for part in (words, level.lower(), name.title()) if part)


def _territory(capitals: str) -> tuple[str, str, str]:
    """(office, level, name): "UBND TỈNH SÔNG THAO" → ("UBND", "TỈNH", "SÔNG THAO")."""
    match = re.search(r"^(?P<office>.*?)\s+(?P<level>TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU)\s+(?!ỦY|UỶ)(?P<name>.+)$", capitals)
    if match:
        return match["office"], match["level"], match["name"]
    party = re.search(r"^(?P<office>.*?(?:TỈNH ỦY|TỈNH UỶ|THÀNH ỦY))\s+(?P<name>\S+(?:\s\S+){0,3})$", capitals)
    return (party["office"], "", party["name"]) if party else (capitals, "", "")


def _province(agency: str | None, place: str | None, texts: Sequence[str]) -> str | None:
    """The province by name alone ("Thái Nguyên"); from the place line only where the issuer sits in the province's seat."""
    for text in (agency or "", *texts):
        match = _PROVINCE.search(text) or _PARTY_PROVINCE.search(text)
        if match:
            return _name(match["name"])
    if place and agency and _PROVINCIAL.match(agency):
        return place
    return agencies.province_of(place) if place else None


def _name(printed: str) -> str:
    return printed.title() if printed.upper() == printed else printed


def _full(agency: str | None, province: str | None) -> str | None:
    """The issuer as people name it from outside: "Sở Tư pháp tỉnh Thái Nguyên"."""
    if agency is None or province is None or province in agency:
        return agency
    if agency.endswith((" tỉnh", " thành phố", "Tỉnh ủy", "Thành ủy")):
        return f"{agency} {province}"
    known = places.province(province)
    level = known.kind if known is not None else "tỉnh"
    return f"{agency}, {level} {province}" if _COMMUNE.search(agency) else f"{agency} {level} {province}"


def _recipients(parts: Sequence[Part]) -> tuple[str, ...]:
    part = next((part for part in parts if part.kind == "recipients"), None)
    return tuple(p.text.strip(" -–+;.*") for p in _flow(part) if p.text.lstrip().startswith(("-", "–", "+"))) if part else ()


def _signer(parts: Sequence[Part]) -> Signer | None:
    """The last signature of the body: its titles, and the name under them."""
    part = next((part for part in reversed(parts) if part.kind == "signature"), None)
    if part is None:
        return None
    name = next((p.extent for p in _flow(part) if _NAME.match(p.text.strip(" *"))), None)
    if name is None:
        return None
    authority = next((m for line in reversed(part.heading) if (m := _AUTHORITY.match(line.text))), None)
    role = _AUTHORITY.sub("", part.heading[-1].text).strip(" *")
    return Signer(name.text.strip(" *"), _office(role), authority["authority"] if authority else None, _all(part.heading, name))


def _office(printed: str) -> str:
    """ "PHÓ CHỦ TỊCH" → "Phó Chủ tịch"."""
    words = printed.lower()
    return f"Phó {words[4:].capitalize()}" if words.startswith("phó ") else words.capitalize()


def _all(heading: Sequence[Extent], name: Extent) -> tuple[Span, ...]:
    return tuple(span for piece in (*heading, name) for span in piece.spans())
