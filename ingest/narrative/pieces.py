"""The running text of a document as one stream of headings, numbered and plain paragraphs, and bullets, each with its rank.

The outline gives sections; what it leaves in one piece (a letter without a type line, a plan behind the signature of the
decision that approves it) is divided here by its printed numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.extent import Extent
from ingest.paper.numbered_headings import is_heading, marked
from ingest.paper.openings import TYPE_LINE
from ingest.paper.paragraphs import Paragraph
from ingest.paper.parts import Part

PieceKind = Literal["heading", "numbered", "plain", "bullet", "opening", "closing"]

PLAIN = 40
_BULLET = re.compile(r"(?P<mark>[-–—•*+])\s*(?=\S)")
_ENUMERATED = re.compile(
    r"(?:\(\d{1,2}\)[.:]?|\(?[a-zđ]\)|[a-zđ]\.|\((?:i{1,3}|iv|vi{0,3})\))\s+(?=\S)"
)  # "(1). ", "a. ", "(ii) "
_WORDY = re.compile(r"(?P<word>Phần|Chương|Mục|Điều)\b", re.IGNORECASE)
_WORDY_RANKS = {"phần": 2, "chương": 4, "mục": 6, "điều": 12}
_ADDRESSED = re.compile(r"^\W*Kính gửi\b")
_CLOSING = re.compile(r"^\W*(?:Trên đây là|Nhận được)\b")
_FORMS = re.compile(r"(?i)\b(?:đề cương|biểu mẫu|mẫu|biểu|danh sách)\b")  # annexes that give nobody anything to do


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or heading without its number or bullet; a lower ``rank`` stands over a higher one.

    ``section`` is the label that people cite it by; ``bare`` says that nothing stands under it.
    """

    kind: PieceKind
    words: Extent
    rank: int
    section: str
    part: Part
    bare: bool = False


def pieces(parts: Sequence[Part]) -> Iterator[Piece]:
    """The pieces in reading order; head, recipients, signature and forms are left out."""
    for number, part in enumerate(parts):
        match part.kind:
            case "head":
                yield from _flow(part, _letter(part), "plain")
            case "title":
                yield from _flow(part, _texts(part), "opening")
            case "signature":
                yield from _flow(part, _attached(part), "opening")
            case "recipients":
                continue
            case "annex":
                yield from () if _FORMS.search(part.title) else _flow(part, _texts(part), "plain")
            case "closing":
                yield from _flow(part, _texts(part), "closing")
            case _:
                below = parts[number + 1] if number + 1 < len(parts) else None
                yield from _section(part, below)


def _section(part: Part, below: Part | None) -> Iterator[Piece]:
    flow = _texts(part)
    mark = marked(part.lead_in) if part.lead_in else None
    if mark is None or part.lead_in is None:
        yield from _flow(part, flow, "plain")
        return
    words, rank = part.lead_in.extent.part(mark[1]), _rank(mark[0])
    own = [piece for piece in flow if piece is not part.lead_in]
    over = below is not None and below.kind in ("section", "numbered_paragraph") and below.level > part.level
    kind: PieceKind = "heading" if part.kind == "section" else "numbered"
    yield Piece(kind, words, rank, part.label, part, bare=not own and not over)
    yield from _flow(part, own, "plain")


def _flow(part: Part, flow: Sequence[Paragraph], kind: PieceKind) -> Iterator[Piece]:
    section, divided = part.label, part.kind in ("head", "signature", "closing", "annex")
    for paragraph in flow:
        mark = marked(paragraph) if divided else None
        if mark is not None:
            rank = _rank(mark[0])
            printed: PieceKind = "heading" if is_heading(paragraph, 7 if rank >= 30 else 5) else "numbered"
            yield Piece(printed, paragraph.extent.part(mark[1]), rank, mark[0], part)
            section, kind = mark[0], "plain" if kind == "opening" else kind
        else:
            yield _paragraph(paragraph, kind, section, part)


def _paragraph(paragraph: Paragraph, kind: PieceKind, section: str, part: Part) -> Piece:
    bullet = _BULLET.match(paragraph.text)
    if bullet:
        rank = PLAIN + (20 if bullet["mark"] == "+" else 10)
        return Piece("bullet", paragraph.extent.part(bullet.end()), rank, section, part)
    counted = _ENUMERATED.match(paragraph.text)
    if counted:
        return Piece(kind, paragraph.extent.part(counted.end()), PLAIN + 2, section, part)
    closing = _CLOSING.match(paragraph.text)
    return Piece("closing" if closing else kind, paragraph.extent, PLAIN, section, part)


def _rank(label: str) -> int:
    word = _WORDY.match(label)
    if word:
        return _WORDY_RANKS[word["word"].lower()]
    if re.fullmatch(r"[IVXL]{1,6}", label):
        return 8
    if re.fullmatch(r"[A-ZĐ]", label):
        return 6
    return 14 + 2 * label.count(".") if label[0].isdigit() else 30


def _texts(part: Part) -> list[Paragraph]:
    return [piece for piece in part.flow if isinstance(piece, Paragraph) and not piece.footnote]


def _letter(part: Part) -> list[Paragraph]:
    """The body of a letter (công văn), which has no type line: what stands behind its addressees."""
    flow = _texts(part)
    start = next((i for i, piece in enumerate(flow) if _ADDRESSED.match(piece.text)), len(flow))
    return flow[start + 1 :]


def _attached(part: Part) -> list[Paragraph]:
    """What a decision brings with it behind its signature, from its own type line on: "KẾ HOẠCH"."""
    flow = _texts(part)
    start = next((i for i, piece in enumerate(flow) if TYPE_LINE.match(piece.text)), len(flow))
    return flow[start + 1 :]
