"""Who says it, when, under which number: the head, the opening sentence, the signature (Nghị định 30/2020/NĐ-CP, Phụ lục I).

Each fact is taken from the surest place that has it: the printed head first, then the opening sentence ("…, Sở Tư pháp ban hành
Kế hoạch"), then an annex caption ("Kèm theo Kế hoạch số … của UBND tỉnh …"). What none of them states stays ``None``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal

from corpus.model import Signer, Span
from corpus.spelling import CAPITALS
from ingest.extent import Extent
from ingest.grammar import numbers
from ingest.grammar.landmarks import HOUR
from ingest.paper import issuing_body, joint_issuers
from ingest.paper.annex_headings import caption_at, is_caption
from ingest.paper.openings import ADDRESSED, SUBJECT_LINE, TYPE_LINE, type_name
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part
from ingest.paper.signatures import AUTHORITY, is_name

Precision = Literal["day", "month", "year"]

_DATE = r"ngày\s*(?P<day>\d{1,2})?\s*tháng\s*(?P<month>1[0-2]|0?[1-9])?\s*năm\s*(?P<year>(?:19|20)\d\d)"
_PLACE_DATE = re.compile(rf"(?P<place>[{CAPITALS}][^,.;:\d]{{1,40}}),\s*(?i:{HOUR}{_DATE})")
_CAPTION_DATE = re.compile(r"ngày\s*(?P<day>\d{1,2})?\s*/\s*(?P<month>1[0-2]|0?[1-9])\s*/\s*(?P<year>(?:19|20)\d\d)")
_CAPTION_LINES = 20  # of an attachment, its own head and title before the caption included
_CODES = re.compile(r"\b(?:ubnd|hđnd|mttq)\b")
_BULLETS = ("-", "–", "+")
_TO_WHOM = re.compile(r"^\W*Nơi nhận\W*?:[\s*_]*(?=[-–+])", re.IGNORECASE)
_IN_ONE_LINE = re.compile(r";\s*[-–+]\s+")  # "Nơi nhận: - UBND tỉnh; - Lưu: VT."
_PARTED = re.compile(r"^\d{1,3}(?:\s\d{1,4})+(?=\s?[/-])")
_NUMBER_LINE = re.compile(r"^\W*Số\s*:?\s*(?P<number>\S.*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identity:
    """What the document says about itself; see ``corpus.model.Document`` for the fields.

    ``parties`` are the bodies that issue it together where each has a line of the head (``ingest.paper.joint_issuers``).
    """

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
    parties: tuple[str, ...] = ()


def identify(parts: Sequence[Part]) -> Identity:
    """The identity of one document from its outline; what stands behind another document's head is not asked."""
    parts = list(takewhile(lambda part: part.kind != "document", parts))
    head = _flow(parts[0]) if parts else []
    title = next((part for part in parts if part.kind == "title"), None)
    type_name, subject = _type_and_title(head, title)
    captions = [caption.text for caption in _captions(parts)]
    place, day, precision = _place_and_date(head)
    number, symbol = _number(head, captions)
    opening = _opening(parts)
    agency = issuing_body.agency(_letterhead(head), opening, captions)
    central = issuing_body.is_central(_letterhead(head))
    province = None if central else issuing_body.province(agency, place, opening + captions + [p.text for p in head])
    if day is None:
        day, precision = _caption_date(captions)
    return Identity(
        type_name, subject, number, symbol, issuing_body.full_name(agency, province), agency, province, place, day, precision,
        _signer(parts), _recipients(parts, title), _caption_dates(parts),
        joint_issuers.parties(issuing_body.capital_lines(_letterhead(head)), symbol, title.title if title else None),
    )  # fmt: skip


def _flow(part: Part) -> list[Paragraph]:
    return [piece for piece in part.flow if isinstance(piece, Paragraph) and not piece.footnote]


def _opening(parts: Sequence[Part]) -> list[str]:
    """What stands under the title before the first section; in a letter, its first paragraph."""
    at = next((i for i, part in enumerate(parts) if part.kind == "title"), None)
    if at is None:
        return []
    letter = bool(_addressees(parts[at])) and parts[at + 1 :]
    return [p.text for p in (_flow(parts[at + 1])[:1] if letter else _flow(parts[at]))]


def _letterhead(head: Sequence[Paragraph]) -> list[str]:
    """What stands over the number and the date."""
    return [p.text for p in takewhile(lambda p: not (_NUMBER_LINE.match(p.text) or _PLACE_DATE.search(p.text)), head)]


def _captions(parts: Sequence[Part]) -> Iterator[Extent]:
    """The "(Kèm theo …)" of each annex and attachment, on a line of its own or behind the title."""
    for part in parts:
        if part.kind in ("annex", "attachment"):
            yield from (words.part(at) for words in part.heading if (at := caption_at(words.text)) is not None)
            yield from (p.extent for p in _flow(part)[:_CAPTION_LINES] if is_caption(p))


def _type_and_title(head: Sequence[Paragraph], title: Part | None) -> tuple[str | None, str | None]:
    """A letter (công văn) has no type line; its title is what stands behind "V/v"."""
    heading = [piece.text for piece in title.heading] if title else [p.text for p in head if SUBJECT_LINE.match(p.text)]
    typed = TYPE_LINE.match(heading[0]) if heading else None
    if typed:
        return type_name(typed), " ".join([typed["rest"].strip(), *heading[1:]]).strip() or None
    subject = SUBJECT_LINE.match(" ".join(heading))
    if subject or (title and _addressees(title)):
        return "Công văn", subject["subject"].strip(" *.") if subject else None
    return None, " ".join(heading) or None


def _number(head: Sequence[Paragraph], captions: Sequence[str]) -> tuple[str | None, str | None]:
    """(number, symbol): a blank number, "Số: /KH-STP", gives the symbol alone."""
    lines = [joined_digits(m["number"] or "") for p in head if (m := _NUMBER_LINE.match(p.text))]
    for text in (*lines, *(c for caption in captions if (c := caption.split(" của ")[0]))):
        for found in numbers.find(text):
            symbol = "-".join(part for part in (found.type_code, found.organ) if part)
            return (found.canonical if found.number else None), symbol or None
    return None, None


def joined_digits(number: str) -> str:
    """The number of a head as one, where a scan or a typist has set blanks into it: "1 102/KH-UBND"."""
    return _PARTED.sub(lambda match: "".join(match[0].split()), number)


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
            dates.append((found, caption.spans(match.start(), match.end())))
    return tuple(dates)


def _recipients(parts: Sequence[Part], title: Part | None) -> tuple[str, ...]:
    """Whom a letter is addressed to, then "Nơi nhận"."""
    at = next((i for i, part in enumerate(parts) if part.kind == "recipients"), len(parts))
    beside = takewhile(lambda part: part.kind == "signature", parts[at + 1 :])  # print sets it beside them, line by line
    lines = [p.text.lstrip() for part in (*parts[at : at + 1], *beside) for p in _flow(part)]
    if at < len(parts):
        lines += [words.text[found.end() :] for words in parts[at].heading if (found := _TO_WHOM.match(words.text))]
    listed = [name for line in lines if line.startswith(_BULLETS) for name in _IN_ONE_LINE.split(line)]
    return tuple(name for text in (*_addressees(title), *listed) if (name := text.strip(" -–+;,.*_")))


def _addressees(title: Part | None) -> list[str]:
    """The names behind "Kính gửi:", on its line and in the list under it."""
    lines = [p.text.strip() for p in _flow(title)] if title else []
    start = next((i for i, line in enumerate(lines) if ADDRESSED.match(line)), None)
    if start is None:
        return []
    first = ADDRESSED.match(lines[start])
    names = [first["addressee"]] if first else []
    for before, line in pairwise(lines[start:]):
        if not (before.endswith((":", ";", ",")) or line.startswith(_BULLETS)):
            break
        names.append(line)
    return [name for line in names for name in line.split(";")]


def _signer(parts: Sequence[Part]) -> Signer | None:
    """The last signature of the body: its titles, and the name under them.

    Where print sets the recipients beside it, their lines stand between "TM. ỦY BAN NHÂN DÂN" and "CHỦ TỊCH".
    """
    signatures = [part for part in parts if part.kind == "signature"]
    part = next((part for part in reversed(signatures) if part.above is None), signatures[-1] if signatures else None)
    if part is None:
        return None
    name = next((p.extent for p in _flow(part) if is_name(p)), None)
    if name is None:
        return None
    at = next(i for i, one in enumerate(parts) if one is part)
    over = takewhile(lambda one: one.kind == "signature" and not any(map(is_name, _flow(one))), reversed(parts[:at]))
    lines = [*part.heading[::-1], *(line for one in over for line in one.heading[::-1])]
    authority = next((m for line in lines if (m := AUTHORITY.match(line.text))), None)
    role = AUTHORITY.sub("", part.heading[-1].text).strip(" *")
    return Signer(name.text.strip(" *"), _office(role), authority["authority"] if authority else None, _all(part.heading, name))


def _office(printed: str) -> str:
    """ "PHÓ CHỦ TỊCH" → "Phó Chủ tịch"."""
    words = _CODES.sub(lambda code: code[0].upper(), printed.lower())
    if words != printed.lower():
        return words[:1].upper() + words[1:]
    return f"Phó {words[4:].capitalize()}" if words.startswith("phó ") else words.capitalize()


def _all(heading: Sequence[Extent], name: Extent) -> tuple[Span, ...]:
    return tuple(span for piece in (*heading, name) for span in piece.spans())
