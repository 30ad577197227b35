"""Which agencies does a cell name, and which a sentence or a question? One grammar, two readers.

    cell    = item { (";" | line break | "- " | "1. " | "," | "và") item }
    item    = [label ":"] mention [ "(" sub-unit | remark ")" ] [ part of the work ]
    mention = group phrase | known agency | unit | anything else

The longest known name is taken first, so the commas and "và" inside "Sở Văn hóa, Thể thao và Du lịch" never divide. In a cell
nothing is lost: what is not understood is kept as ``unknown``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from corpus.agencies import Agency, agencies, expand, longest, words
from corpus.phrase_words import scan
from corpus.spelling import Lexicon, Word, split_words
from ingest.mentions import VERBS, Found, Named, agency_at, group_at, parent_at, proper, separated, unit_at
from ingest.naming import Issuer, issuer_of

__all__ = ["Named", "find", "read"]

_BULLET = re.compile(r"\s*(?:[-–•+*]|\(?\d{1,2}[.)]|\(?[a-eđ]\))\s*(?=[^\W\d])")  # "- ", "1. ", "(2) ", "a) "
_NUMBER = re.compile(r"(?<![\w/.,(])(?=\d{1,2}[.)]\s+[^\W\d])")  # "… ICOR; 2. Thống kê tỉnh", "… 2. Sở Nội vụ"
_CODE = re.compile(r"[A-ZĐ]{2,}\d*")  # "PA05", the code of a section
_JOINING = Lexicon(("cùng với", "cùng", "với", "phối hợp với", "phối hợp"))
_LISTED = Lexicon(("các sở", "giám đốc các sở", "thủ trưởng các sở", "các bộ"))
_ROLES = re.compile(r"(?:cơ quan|đơn vị)?\s*(?:chủ trì|phối hợp|thực hiện|đầu mối)\W*", re.IGNORECASE)
_SUB_UNIT = Lexicon(("phòng", "trung tâm", "chi cục", "văn phòng", "thanh tra", "ban", "bộ phận", "tổ", "đội", "trạm", "hạt", "trường", "bệnh viện",
             "quỹ", "vườn", "bảo tàng", "thư viện", "cổng", "công an", "viện", "cục"))  # fmt: skip
_PROPER_ONLY = frozenset({"state", "steering", "enterprise"})  # "chính phủ", "ban chỉ đạo" in small letters are common words


def read(cell: str, issuer: str | None = None) -> tuple[Named, ...]:
    """The mentions of a cell in order; ``issuer`` completes relative names ("Văn phòng Sở"). Empty for "", "-" and the like."""
    listed = words(cell)
    speaker = issuer_of(issuer)
    named: list[Named] = []
    for start, end in _segments(cell):
        inside = [word for word in listed if start <= word.start < end]
        found = list(_Segment(cell, inside, end, speaker).read()) if inside else []
        if found and named and named[-1].part and _continues(cell, found, start):
            last = named[-1]
            part = f"{last.part}; {' '.join(cell[found[0].start : found[-1].end].split())}"
            named[-1] = replace(last, end=found[-1].end, part=part)
        else:
            named += found
    return tuple(named)


def find(text: str) -> tuple[Named, ...]:
    """The agencies, offices and group phrases that running text or a question names; marks and capitals may be missing."""
    listed = words(text)
    nobody = Issuer("", None)
    named: list[Named] = []
    i = 0
    while i < len(listed):
        found = _in_sentence(text, listed, i, nobody)
        if found is None:
            i += 1
            continue
        named.append(_named(text, listed[i].start, found))
        i = max(found.end, i + 1)
    return tuple(named)


def _in_sentence(text: str, listed: Sequence[Word], i: int, issuer: Issuer) -> Found | None:
    group = group_at(text, listed, i, issuer)
    if group and _is_said(text, listed, i):
        return group
    found = agency_at(text, listed, i, issuer)
    if found is None:
        return _capital_unit(text, listed, i, issuer)
    common = found.agency is not None and found.agency.family in _PROPER_ONLY and not proper(text, listed, i)
    return None if common or found.name == "Sở" else found


def _is_said(text: str, listed: Sequence[Word], i: int) -> bool:
    """Whether a phrase in a sentence means agencies: "các địa phương", "UBND cấp xã", "sở, ban, ngành", not "nhân dân, bản làng"."""
    found = scan(text, listed, i)
    if found is None or {part.body for part in found.parts} <= {"staff", "school", "village"}:
        return False
    plain = {"outside", "village", "organisation", "commune", "staff", "district", "province"}
    said = any(piece.role in {"quantifier", "holder"} for piece in found.pieces)
    return said or (len(found.parts) > 1 and not {part.body for part in found.parts} & plain)


def _capital_unit(text: str, listed: Sequence[Word], i: int, issuer: Issuer) -> Found | None:
    """A unit that a sentence names with capitals: "Phòng Xây dựng và Kiểm tra văn bản … phối hợp với …"."""
    if listed[i].key not in {"phòng", "trung", "chi"} or not text[listed[i].start].isupper() or text == text.upper():
        return None
    end = i + 1
    while end < len(listed) and end - i < 16 and not _ends_name(text, listed, i, end):
        end += 1
    found = unit_at(text, listed, i, listed[end - 1].end, issuer) if end - i > 2 else None
    return found


def _ends_name(text: str, listed: Sequence[Word], i: int, end: int) -> bool:
    word = listed[end]
    if VERBS.at(listed, end) and end - i > 2 and text[word.start].islower():
        return True
    return " ".join(word.gap.lower().split()) not in {"", "và", "-", "–"}


class _Segment:
    """What stands between two hard separators of a cell: mentions divided by commas, "và" and hyphens."""

    def __init__(self, cell: str, listed: list[Word], stop: int, issuer: Issuer) -> None:
        self.cell, self.words, self.stop, self.issuer = cell, listed, stop, issuer
        self.at = 0
        self.label: str | None = None
        self.start: int | None = None

    def read(self) -> Iterator[Named]:
        while self.at < len(self.words):
            self._skip_joining()
            if self.at >= len(self.words):
                break
            self._read_label()
            yield from self._item()

    def _item(self) -> Iterator[Named]:
        begin = self.words[self.at].start
        start = begin if self.start is None else self.start
        self.start = None
        found = self._mention()
        self.at = max(found.end, self.at + 1)
        found, part = self._brackets(found)
        part = self._part(part)
        end = max(found.stop, self._behind())
        yield replace(_named(self.cell, begin, found, end, part or self.label), start=start)
        self.label = None
        if found.agency is not None and found.agency.family in {"so", "ministry"}:
            yield from self._elided(found.agency.name.split()[0].lower())

    def _mention(self) -> Found:
        listed = self._listed()
        if listed:
            return listed
        group = group_at(self.cell, self.words, self.at, self.issuer)
        if group:
            return group_at(self.cell, self.words, self.at, self.issuer, self._tail(group.end)) or group
        found = agency_at(self.cell, self.words, self.at, self.issuer)
        if found:
            return self._longer(found)
        stop = self._name_stop(self.at + 1)
        return unit_at(self.cell, self.words, self.at, stop, self.issuer) or self._unknown(stop)

    def _listed(self) -> Found | None:
        """ "Các sở: Tài chính, Nội vụ": the first of departments whose common word stands before."""
        end = _LISTED.end(self.words, self.at)
        return self._short(end, self.words[end - 1].key) if end > self.at else None

    def _elided(self, kind: str) -> Iterator[Named]:
        """ "Sở Tài chính, Nội vụ, Tư pháp": the word "Sở" is printed once."""
        while self.at < len(self.words) and separated(self.words, self.at):
            found = None if self._begins(self.at) else self._short(self.at, kind)
            if found is None or not (found.end >= len(self.words) or separated(self.words, found.end)):
                return
            start = self.words[self.at].start
            self.at = found.end
            yield _named(self.cell, start, found)

    def _short(self, at: int, kind: str) -> Found | None:
        """The department that bare words name: "Nội vụ" for "Sở Nội vụ"."""
        for parts, agency in _short_names().get(kind, ()):
            listed = self.words[at : at + len(parts)]
            if tuple(word.key for word in listed) == parts:
                return Found(agency.name, "agency", at + len(listed), listed[-1].end, agency=agency)
        return None

    def _longer(self, found: Found) -> Found:
        """A known name with words behind it that belong to it: "Thuế cơ sở 3", "Kho bạc Nhà nước Khu vực VII"."""
        end = found.end
        while end < len(self.words) and self.words[end].gap.isspace() and not self._cell_verb(end):
            letter = self.cell[self.words[end].start]
            if not (letter.isupper() or letter.isdigit() or end > found.end) or self._begins(end):
                break
            end += 1
        if end == found.end:
            return found
        tail = self.cell[found.stop : self.words[end - 1].end]
        return replace(found, name=f"{found.name} {expand(tail.strip())}", end=end, stop=self.words[end - 1].end)

    def _unknown(self, stop: int) -> Found:
        printed = self.cell[self.words[self.at].start : stop].rstrip(" ,.;:-–")
        end = next((j for j in range(self.at, len(self.words)) if self.words[j].start >= stop), len(self.words))
        short = self._short(self.at, "sở")
        if short and short.end == end:
            return short  # "Công thương" alone in a cell
        return Found(expand(printed), "unknown", end, self.words[self.at].start + len(printed))

    def _tail(self, end: int) -> int:
        """Where a group phrase's tail ends: before a bracket, or a separator with a known agency behind it."""
        return self._name_stop(end, verbs=False)

    def _name_stop(self, at: int, *, verbs: bool = True) -> int:
        """The offset behind a name that is not known: up to a bracket, a verb, or a separator before another mention."""
        while at < len(self.words):
            gap = self.words[at].gap
            if set(gap) & set("():") or (separated(self.words, at) and self._begins(at) and not parent_at(self.cell, self.words, at)):
                break
            if verbs and gap.isspace() and self._cell_verb(at) and at - self.at > 2:
                break
            at += 1
        return self.words[at - 1].end

    def _cell_verb(self, at: int) -> bool:
        return VERBS.at(self.words, at) is not None and self.cell[self.words[at].start].islower()

    def _begins(self, at: int) -> bool:
        """Whether another mention begins at word ``at``."""
        if longest(self.cell, self.words, at) or group_at(self.cell, self.words, at, self.issuer):
            return True
        if agency_at(self.cell, self.words, at, self.issuer):
            return True
        return self.cell[self.words[at].start].isupper() and unit_at(self.cell, self.words, at, self.words[at].end, self.issuer) is not None

    def _brackets(self, found: Found) -> tuple[Found, str | None]:
        """The bracket behind a mention: a sub-unit that acts for it, or a remark on its part."""
        if self.at >= len(self.words) or self.words[self.at].gap.strip() != "(":
            return found, None
        closing = self.cell.find(")", self.words[self.at].start, self.stop)
        end = closing if closing >= 0 else self.stop
        inside = self.cell[self.words[self.at].start : end].strip()
        self.at = next((j for j in range(self.at, len(self.words)) if self.words[j].start >= end), len(self.words))
        stop = min(end + 1, self.stop) if closing >= 0 else end
        first = words(inside)
        if _SUB_UNIT.at(first, 0) or longest(inside, first, 0) or _CODE.fullmatch(inside):
            return replace(found, sub_unit=_sub_unit(inside, self.issuer), stop=stop), None
        return replace(found, stop=stop), inside

    def _part(self, remark: str | None) -> str | None:
        """The share of the work that stands behind a mention: "phụ trách các chỉ số: TFP, ICOR"."""
        if self.at >= len(self.words) or separated(self.words, self.at) or not self.words[self.at].gap.strip() in {"", ":"}:
            return remark
        after = _JOINING.end(self.words, self.at)
        if self.words[self.at].gap.isspace() and after < len(self.words) and self._begins(after):
            return remark
        begin = self.words[self.at].start
        at = self.at + 1
        while at < len(self.words) and not (separated(self.words, at) and self._begins(at)):
            at += 1
        self.at = at
        return " ".join(self.cell[begin : self.words[at - 1].end].split())

    def _behind(self) -> int:
        """The offset behind the last word that was taken."""
        return self.words[self.at - 1].end if self.at else 0

    def _skip_joining(self) -> None:
        while self.at < len(self.words):
            after = _JOINING.end(self.words, self.at)
            if after == self.at or after >= len(self.words) or not self.words[after].gap.isspace() or not self._begins(after):
                return
            self.at = after

    def _read_label(self) -> None:
        """ "Cơ quan chủ trì: Sở A", "Lĩnh vực y tế: Sở Y tế": a role is dropped, a field of work becomes the part."""
        colon = next((j for j in range(self.at + 1, min(self.at + 9, len(self.words))) if ":" in self.words[j].gap), None)
        if colon is None or self._begins(self.at) or self._listed():
            return
        label = self.cell[self.words[self.at].start : self.words[colon - 1].end]
        self.start = self.words[self.at].start
        self.label = None if _ROLES.fullmatch(label) else label
        self.at = colon


@cache
def _short_names() -> dict[str, tuple[tuple[tuple[str, ...], Agency], ...]]:
    """Departments and ministries by their common word: "sở" → ("nội", "vụ") and the others, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Agency]]] = {}
    for agency in agencies():
        first, *rest = (word.key for word in split_words(agency.name))
        if agency.family in {"so", "ministry"}:
            index.setdefault(first, []).append((tuple(rest), agency))
    return {first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in index.items()}


def _named(text: str, start: int, found: Found, end: int | None = None, part: str | None = None) -> Named:
    written = " ".join(text[start : found.stop].split())
    return Named(
        start, max(end or 0, found.stop), found.name, written, found.kind, part, found.sub_unit, found.province, found.commune
    )


def _sub_unit(inside: str, issuer: Issuer) -> str:
    listed = words(inside)
    unit = unit_at(inside, listed, 0, len(inside), issuer)
    return unit.name if unit and unit.kind == "unit" else expand(inside)


def _continues(cell: str, found: Sequence[Named], start: int) -> bool:
    """Whether a piece behind ";" still speaks of the part before it: nothing in it is known, and it has no number or bullet."""
    return all(named.kind == "unknown" for named in found) and not _BULLET.match(cell, start)


def _segments(cell: str) -> Iterator[tuple[int, int]]:
    """The pieces between hard separators outside brackets; a bullet or number at the front is left out."""
    cuts = sorted({0, *_hard_cuts(cell), *(found.start() for found in _NUMBER.finditer(cell) if not _inside(cell, found.start()))})
    for start, end in zip(cuts, [*cuts[1:], len(cell)], strict=True):
        bullet = _BULLET.match(cell, start)
        yield (bullet.end() if bullet else start), end


def _hard_cuts(cell: str) -> Iterator[int]:
    depth = 0
    for i, letter in enumerate(cell):
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if depth == 0 and letter in ";\n\r\u2028":
            yield i + 1


def _inside(cell: str, at: int) -> bool:
    return cell.count("(", 0, at) > cell.count(")", 0, at)

