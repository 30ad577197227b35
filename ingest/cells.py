"""The mentions of one stretch of a cell, read from left to right; nothing of it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from corpus.agencies import Agency, agencies, expand, longest, words
from corpus.spelling import Lexicon, split_words
from ingest.mention_words import DOES, IN_BRACKETS, JOINING, LISTED, ROLES, VERBS
from ingest.mentions import Found, Named, Speech, agency_at, group_at, parent_at, unit_at
from ingest.naming import Issuer

_ROLE_WORDS = frozenset(
    ("cơ", "quan", "đơn", "vị", "chủ", "trì", "phối", "hợp", "thực", "hiện", "đầu", "mối", "tham", "mưu", "chính", "giao")
)
_CODE = re.compile(r"[A-ZĐ]{2,}\d*")  # "PA05", the code of a section
_LABEL_WORDS = 8
_SHORT = frozenset({"so", "ministry"})  # families whose common word is printed once: "Sở Tài chính, Nội vụ"


class Stretch:
    """What stands between two hard separators of a cell: mentions divided by commas, "và" and hyphens."""

    def __init__(self, speech: Speech, stop: int) -> None:
        self.speech, self.stop = speech, stop
        self.size = len(speech.words)
        self.at = 0

    def read(self) -> Iterator[Named]:
        while self.at < self.size:
            self._skip_joining()
            start, label = self._label()
            yield from self._item(start, label)

    def _item(self, start: int, label: str | None) -> Iterator[Named]:
        begin = self.speech.words[self.at].start
        found = self._mention()
        self.at = max(found.end, self.at + 1)
        found, remark = self._brackets(found)
        part = self._part() or remark or label
        end = max(found.stop, self.speech.words[self.at - 1].end)
        end += bool(part) and str(part).endswith(")") and self.speech.text[end : end + 1] == ")"
        yield replace(named(self.speech.text, begin, found), start=start, end=end, part=part)
        if found.agency is not None and found.agency.family in _SHORT:
            yield from self._elided(found.agency.name.split()[0].lower())

    def _mention(self) -> Found:
        listed = LISTED.end(self.speech.words, self.at)
        first = self._short(listed, self.speech.words[listed - 1].key) if listed > self.at else None
        if first:
            return first
        group = group_at(self.speech, self.at)
        if group:
            return group_at(self.speech, self.at, self._name_stop(group.end, ROLES)) or group
        agency = agency_at(self.speech, self.at)
        if agency:
            return self._longer(agency)
        stop = self._name_stop(self.at + 1, DOES)
        return unit_at(self.speech, self.at, stop) or self._unknown(stop)

    def _elided(self, common: str) -> Iterator[Named]:
        """The further departments of "Sở Tài chính, Nội vụ, Tư pháp", where the word "Sở" is printed once."""
        while self.speech.separated(self.at) and not self._begins(self.at):
            found = self._short(self.at, common)
            if found is None or not (found.end >= self.size or self.speech.separated(found.end)):
                return
            yield named(self.speech.text, self.speech.words[self.at].start, found)
            self.at = found.end

    def _short(self, at: int, common: str) -> Found | None:
        """The department that bare words name: "Nội vụ" for "Sở Nội vụ"."""
        for parts, agency in _short_names().get(common, ()):
            listed = self.speech.words[at : at + len(parts)]
            if tuple(word.key for word in listed) == parts:
                return Found(agency.name, "agency", at + len(listed), listed[-1].end, agency=agency)
        return None

    def _longer(self, found: Found) -> Found:
        """A known name with words behind it that belong to it: "Ban Chỉ đạo 57 tỉnh"."""
        end = found.end
        while self.speech.blank(end) and not self._verb(end):
            letter = self.speech.text[self.speech.words[end].start]
            if not (letter.isupper() or letter.isdigit() or end > found.end) or self._begins(end):
                break
            end += 1
        if end == found.end:
            return found
        stop = self.speech.words[end - 1].end
        tail = expand(self.speech.text[found.stop : stop].strip())
        return replace(found, name=f"{found.name} {tail}", end=end, stop=stop)

    def _unknown(self, stop: int) -> Found:
        start = self.speech.words[self.at].start
        printed = self.speech.text[start:stop].rstrip(" ,.;:-–")
        end = self.speech.word_at(stop, self.at)
        short = self._short(self.at, "sở")
        if short and short.end == end:
            return short  # "Công thương" alone in a cell
        return Found(expand(printed), "unknown", end, start + len(printed))

    def _name_stop(self, at: int, verbs: Lexicon) -> int:
        """The offset behind a name that is not known: up to a bracket, a verb, or a separator before another mention."""
        while at < self.size and not set(self.speech.words[at].gap) & set("():"):
            if self.speech.separated(at) and self._begins(at) and not parent_at(self.speech, at):
                break
            if self.speech.blank(at) and verbs.at(self.speech.words, at) and not self.speech.capital(at):
                break
            at += 1
        return self.speech.words[at - 1].end

    def _verb(self, at: int) -> bool:
        return VERBS.at(self.speech.words, at) is not None and not self.speech.capital(at)

    def _begins(self, at: int) -> bool:
        """Whether another mention begins at word ``at``."""
        if self.speech.known(at) or group_at(self.speech, at) or agency_at(self.speech, at):
            return True
        return self.speech.capital(at) and unit_at(self.speech, at, self.speech.words[at].end) is not None

    def _brackets(self, found: Found) -> tuple[Found, str | None]:
        """The bracket behind a mention: a sub-unit that acts for it, or a remark on its part."""
        if self.at >= self.size or self.speech.words[self.at].gap.strip() != "(":
            return found, None
        start = self.speech.words[self.at].start
        closing = self.speech.text.find(")", start, self.stop)
        end = closing if closing >= 0 else self.stop
        inside = self.speech.text[start:end].strip()
        self.at = self.speech.word_at(end, self.at)
        stop = end + 1 if closing >= 0 else start + len(inside)
        if _is_unit(inside):
            return replace(found, sub_unit=_sub_unit(inside, self.speech.issuer), stop=stop), None
        return replace(found, stop=stop), inside

    def _part(self) -> str | None:
        """The share of the work that stands behind a mention: "phụ trách các chỉ số: TFP, ICOR"."""
        if self.at >= self.size or self.speech.words[self.at].gap.strip() not in {"", ":"}:
            return None
        after = JOINING.end(self.speech.words, self.at)
        if self.speech.blank(self.at) and after < self.size and self._begins(after):
            return None
        begin, self.at = self.at, self.at + 1
        while self.at < self.size and not (self.speech.separated(self.at) and self._begins(self.at)):
            self.at += 1
        printed = self.speech.print(begin, self.at)
        return " ".join(printed.split()) + (")" if printed.count("(") > printed.count(")") else "")

    def _skip_joining(self) -> None:
        after = JOINING.end(self.speech.words, self.at)
        if after > self.at and self.speech.blank(after) and self._begins(after):
            self.at = after

    def _label(self) -> tuple[int, str | None]:
        """Words before a colon: a role ("Cơ quan chủ trì:") is dropped, a field of work ("Lĩnh vực y tế:") is the part."""
        first = self.at
        start = self.speech.words[first].start
        within = range(first + 1, min(first + 1 + _LABEL_WORDS, self.size))
        colon = next((j for j in within if ":" in self.speech.words[j].gap), None)
        if colon is None or LISTED.at(self.speech.words, first):
            return start, None
        role = all(word.key in _ROLE_WORDS for word in self.speech.words[first:colon])
        if not role and self._begins(first):
            return start, None
        self.at = colon
        return start, None if role else self.speech.print(first, colon)


def named(text: str, start: int, found: Found) -> Named:
    """The mention that begins at offset ``start``, without part."""
    written = " ".join(text[start : found.stop].split())
    return Named(
        start, found.stop, found.name, written, found.kind, None, found.sub_unit, found.province, found.commune
    )  # fmt: skip


def _is_unit(inside: str) -> bool:
    listed = words(inside)
    return bool(listed) and bool(IN_BRACKETS.at(listed, 0) or longest(inside, listed, 0) or _CODE.fullmatch(inside))


def _sub_unit(inside: str, issuer: Issuer) -> str:
    unit = unit_at(Speech(inside, words(inside), issuer), 0, len(inside))
    return unit.name if unit and unit.kind == "unit" else expand(inside)


@cache
def _short_names() -> dict[str, tuple[tuple[tuple[str, ...], Agency], ...]]:
    """Departments and ministries by their common word: "sở" → ("nội", "vụ") and the others, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Agency]]] = {}
    for agency in agencies():
        if agency.family in _SHORT:
            first, *rest = (word.key for word in split_words(agency.name))
            index.setdefault(first, []).append((tuple(rest), agency))
    return {first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in index.items()}
