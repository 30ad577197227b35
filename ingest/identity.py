"""Who says it, when, under which number: the head, the opening sentence, the signature (Nghị định 30/2020/NĐ-CP, Phụ lục I).

Each fact is taken from the surest place that has it: the printed head first, then the opening sentence ("…, Sở Tư pháp ban hành
Kế hoạch"), then an annex caption ("Kèm theo Kế hoạch số … của UBND tỉnh …"). What none of them states stays ``None``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from corpus.model import Signer, Span
from corpus.spelling import CAPITALS
from ingest import issuing_body, numbers
from ingest.extent import Extent
from ingest.outline import TYPE_LINE, Part
from ingest.paragraphs import Paragraph

Precision = Literal["day", "month", "year"]

_DATE = r"ngày\s*(?P<day>\d{1,2})?\s*tháng\s*(?P<month>1[0-2]|0?[1-9])?\s*năm\s*(?P<year>(?:19|20)\d\d)"
_PLACE_DATE = re.compile(rf"(?P<place>[{CAPITALS}][^,.;:\d]{{1,40}}),\s*(?i:{_DATE})")
_CAPTION_DATE = re.compile(r"ngày\s*(?P<day>\d{1,2})?\s*/\s*(?P<month>1[0-2]|0?[1-9])\s*/\s*(?P<year>(?:19|20)\d\d)")
_NUMBER_LINE = re.compile(r"^\W*Số\s*:?\s*(?P<number>\S.*)?$", re.IGNORECASE)
_SUBJECT_LINE = re.compile(r"^\W*V/v\s+(?P<subject>.+)$", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"^\W*(?P<authority>(?:(?:KT|TM|TL|TUQ|Q)\.|[TK]/[MTL](?=\s)))")
_NAME = re.compile(rf"^(?:[{CAPITALS}][\w'’-]*)(?:\s[{CAPITALS}][\w'’-]*){{1,5}}$")


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
    date_precision: Precision | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    caption_dates: tuple[tuple[datetime.date, tuple[Span, ...]], ...] = ()


def identify(parts: Sequence[Part]) -> Identity:
    """The identity of one document from its outline."""
    head = _flow(parts[0]) if parts else []
    title = next((part for part in parts if part.kind == "title"), None)
    type_name, subject = _type_and_title(head, title)
    captions = [p.text for p in _captions(parts)]
    place, day, precision = _place_and_date(head)
    number, symbol = _number(head, captions)
    agency = issuing_body.agency(_letterhead(head), _opening(title), captions)
    province = issuing_body.province(agency, place, _opening(title) + captions + [p.text for p in head])
    if day is None:
        day, precision = _caption_date(captions)
    return Identity(
        type_name, subject, number, symbol, issuing_body.full_name(agency, province), agency, province, place, day, precision,
        _signer(parts), _recipients(parts), _caption_dates(parts),
    )  # fmt: skip


def _flow(part: Part) -> list[Paragraph]:
    return [piece for piece in part.flow if isinstance(piece, Paragraph) and not piece.footnote]


def _opening(title: Part | None) -> list[str]:
    return [p.text for p in _flow(title)] if title else []


def _letterhead(head: Sequence[Paragraph]) -> list[str]:
    """What stands over the number and the date."""
    return [p.text for p in takewhile(lambda p: not (_NUMBER_LINE.match(p.text) or _PLACE_DATE.search(p.text)), head)]


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


def _place_and_date(head: Sequence[Paragraph]) -> tuple[str | None, datetime.date | None, Precision | None]:
    for paragraph in head:
        match = _PLACE_DATE.search(paragraph.text)
        if match:
            return match["place"].strip(), *_date(match)
    return None, None, None


def _date(match: re.Match[str]) -> tuple[datetime.date | None, Precision | None]:
    """A date with blanks ("ngày     tháng 4 năm 2026") is the first day of what is printed, with its precision."""
    year, month, day = int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None, None
    return found, "day" if match["day"] and match["month"] else "month" if match["month"] else "year"


def _caption_date(captions: Sequence[str]) -> tuple[datetime.date | None, Precision | None]:
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
