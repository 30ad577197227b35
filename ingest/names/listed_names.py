"""Names whose common words are printed once: "các Sở: Tài chính, Xây dựng", "UBND các xã: Đề Gi, Cát Tiến"."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from corpus import phrase_table as table
from corpus.agencies import longest, words
from ingest.names.mention_words import BODIES, HEADS, LISTED, UNITS
from ingest.names.mentions import Found, Speech, group_at, of_match
from ingest.names.short_names import short_at

_LEVELS = (("xã",), ("phường",), ("đặc", "khu"))
_LAST = frozenset({"xã", "phường", "khu"})
_NO_NAMES = frozenset({"khu", "vùng", "nông", "đội"})  # "các xã Khu vực III"
_OF_EACH = (["các", "tỉnh"], ["các", "thành"], ["các", "huyện"])
_LONGEST_NAME = 5  # words
_BEFORE_NAMES = frozenset({"", ",", "và", ", và", ":"})
_HYPHENS = frozenset({" - ", " – "})
_APOSTROPHES = frozenset({"'", "’", "ʼ"})


class Communes(NamedTuple):
    """``holder`` is the body that each of them has ("UBND"), ``level`` theirs ("xã"), ``at`` where the first name begins."""

    holder: str
    level: str
    at: int
    several: bool


def communes_at(speech: Speech, i: int) -> Communes | None:
    """What stands before the names of communes at word ``i``, perhaps behind a head ("Chủ tịch"); ``None`` without names."""
    i = max(i, HEADS.end(speech.words, i)) if i < len(speech.words) else i
    found = table.holders()[0].at(speech.words, i) if i < len(speech.words) else None
    if found is None:
        return None
    at = found[1]
    each = table.EACH.at(speech.words, at)
    level, behind = _level(speech, each[1] if each else at)
    if not level or not _name_end(speech, behind):
        return None
    colon = speech.words[behind].gap.strip() == ":"
    return Communes(speech.print(i, at), level, behind, each is not None or colon)


def commune_at(speech: Speech, i: int, common: Communes) -> Found | None:
    """One of them at word ``i``, perhaps with a level of its own ("phường Quy Nhơn")."""
    level, at = _level(speech, i)
    end = _name_end(speech, at)
    if not end or (i > common.at and _is_another(speech, i)):
        return None
    where = f"{level or common.level} {speech.print(at, end)}"
    found = longest(f"{common.holder} {where}", words(f"{common.holder} {where}"), 0)
    if found is None:
        return None
    told = of_match(found, speech.issuer)
    name = told.name if where in told.name else f"{found.agency.base} {where}"  # "xã Cư M'gar"
    return replace(told, name=name, end=end, stop=speech.words[end - 1].end)


def several_at(speech: Speech, common: Communes) -> Found | None:
    """The first of several communes."""
    return commune_at(speech, common.at, common) if common.several else None


def listed_end(speech: Speech, i: int) -> Found | None:
    """The last of several departments, ministries or communes that are listed at word ``i``."""
    at = LISTED.end(speech.words, i)
    communes = communes_at(speech, i)
    if at > i:
        common = speech.words[at - 1].key
        found = short_at(speech.words, at, common)
        while found and speech.separated(found.end) and (more := short_at(speech.words, found.end, common)):
            found = more
        return found
    if communes is None:
        return _of_levels(speech, i)
    if not communes.several:
        return None
    found = commune_at(speech, communes.at, communes)
    while found and speech.separated(found.end) and (more := commune_at(speech, found.end, communes)):
        found = more
    return found


def _of_levels(speech: Speech, i: int) -> Found | None:
    """The phrase with the names behind it, of which nobody can say the level: "UBND các xã, phường: Kim Sơn, Phát Diệm"."""
    found = group_at(speech, i) if i < len(speech.words) else None
    at = found.end if found else len(speech.words)
    if found is None or at >= len(speech.words) or speech.words[at].gap.strip() != ":" or speech.words[at - 1].key not in _LAST:
        return None
    end = behind = _name_end(speech, at)
    while behind and behind < len(speech.words) and speech.separated(behind) and not _is_another(speech, behind):
        end, behind = behind, _name_end(speech, behind)
    end = behind or end
    return replace(found, end=end, stop=speech.words[end - 1].end) if end else None


def of_several(speech: Speech, found: Found) -> Found | None:
    """ "Sở Tư pháp các tỉnh, thành phố": the agency ``found`` of each of them."""
    if [word.key for word in speech.words[found.end : found.end + 2]] not in _OF_EACH or not speech.blank(found.end):
        return None
    group = group_at(speech, found.end)
    if group is None:
        return None
    return replace(group, name=f"{found.name} {group.name[0].lower()}{group.name[1:]}", kind="group", agency=None)


def _level(speech: Speech, i: int) -> tuple[str, int]:
    """The level at word ``i`` and the index behind it; "" where none stands there."""
    for level in _LEVELS:
        if tuple(word.key for word in speech.words[i : i + len(level)]) == level:
            return " ".join(level), i + len(level)
    return "", i


def _name_end(speech: Speech, i: int) -> int:
    """The index behind a proper name at word ``i``; 0 where none stands there."""
    if i >= len(speech.words) or speech.words[i].gap.strip() not in _BEFORE_NAMES or speech.words[i].key in _NO_NAMES:
        return 0
    end = i
    while end < len(speech.words) and end - i < _LONGEST_NAME and _goes_on(speech, end, first=end == i):
        end += 1
    broken = end < len(speech.words) and speech.blank(end) and end - i == 1  # "Nhà đầu tư"
    return 0 if end == i or broken else end


def _goes_on(speech: Speech, i: int, *, first: bool) -> bool:
    """ "Cư M'gar", "A Lưới 1", "Xuân Hương - Đà Lạt"."""
    word = speech.words[i]
    if not first and word.gap in _HYPHENS and _is_another(speech, i):
        return False
    printed = speech.text[word.start : word.end]
    if not first and (word.gap in _APOSTROPHES or (printed.isdigit() and speech.blank(i))):
        return True
    return (first or speech.blank(i) or word.gap in _HYPHENS) and printed[:1].isupper() and printed[1:] == printed[1:].lower()


def _is_another(speech: Speech, i: int) -> bool:
    """Whether somebody else stands at word ``i``: "UBND các xã: Đề Gi, Công an tỉnh", "…, Trạm Y tế", "…, Nhà đầu tư"."""
    begins = any(said.at(speech.words, i) for said in (UNITS, BODIES, HEADS))
    return begins or speech.known(i) is not None or group_at(speech, i) is not None
