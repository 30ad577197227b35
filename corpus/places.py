"""Where an agency sits: the 34 provinces and cities, the 29 merged into them, and the place words behind an agency's name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpus.spelling import Lexicon, Word, bare, one_style, split_words

LocalLevel = Literal["district", "commune"]
PlaceLevel = Literal["province", "district", "commune"]
_DATA = Path(__file__).with_name("places.toml")
_TWO_TIERS = date(2025, 7, 1)  # Luật 72/2025/QH15: the district level is gone, 63 provinces became 34
_PROVINCE_WORDS = {"tỉnh": 1, "thành phố": 2}
_LOCAL_WORDS: dict[str, tuple[int, LocalLevel]] = {
    "xã": (1, "commune"), "phường": (1, "commune"), "đặc khu": (2, "commune"), "thị trấn": (2, "commune"),
    "huyện": (1, "district"), "quận": (1, "district"), "thị xã": (2, "district"), "thành phố": (2, "district"),
}  # fmt: skip
_SURNAMES = frozenset(
    (
        "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý",
        "trương", "đinh", "lâm", "đoàn", "trịnh", "tạ", "lương", "đào", "tô", "chu", "triệu", "tống", "đàm", "kiều",
    )
)  # fmt: skip
_LINKS = frozenset({"của", "ở", "tại", "of", "in"})  # "Sở Tư pháp ở Đồng Tháp"
_BODIES = Lexicon(  # with a hyphen before them, no part of a commune's name
    (
        "sở", "công an", "phòng", "văn phòng", "trung tâm", "trường", "hội", "đoàn", "ban", "chi cục", "thanh tra", "mặt trận",
        "đảng ủy", "công ty", "ủy ban", "viện", "bệnh viện", "trạm", "kho bạc", "thuế", "tòa án", "bộ", "chi bộ", "các",
    )
)  # fmt: skip
AFTER_NAME = Lexicon(  # what ends a commune's name in a text without capitals: "ubnd xã đại từ phải làm gì"
    (
        "chủ trì", "chủ tịch", "phối hợp", "phải", "có", "được", "làm", "những", "nào", "gì", "là", "của", "trong", "theo",
        "với", "thì", "do", "đến", "khi", "về", "tại", "cho", "không", "bao nhiêu", "báo cáo", "việc", "nhiệm vụ", "đã", "sẽ",
        "tỉnh", "thành phố", "xã", "phường", "tham gia", "thực hiện", "triển khai", "hoàn thành", "phụ trách", "ban hành",
        "chịu trách nhiệm", "kế hoạch", "is", "are", "must", "has", "have", "leads", "lead", "does", "for", "of", "plan", "in",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Province:
    """A province (tỉnh) or centrally run city (thành phố). ``successor`` is set for one that was merged into another."""

    name: str
    kind: Literal["tỉnh", "thành phố"]
    since: date
    merged_from: tuple[str, ...] = ()
    successor: str | None = None


class Place(NamedTuple):
    """The place words behind an agency's name. ``end`` is the index of the word after them, ``text`` their canonical print.

    ``local`` is the name of the commune, or of the district (before 01/7/2025, a town of a province too).
    """

    end: int
    level: PlaceLevel
    text: str
    province: str | None = None
    local: str | None = None

    @property
    def commune(self) -> str | None:
        return self.local if self.level == "commune" else None


def provinces() -> tuple[Province, ...]:
    """The 34 of today, then the 29 that were merged."""
    return tuple(dict.fromkeys(_by_name().values()))


def province(name: str) -> Province | None:
    """The province of that name, however it is spelled; ``None`` where there is none."""
    words = split_words(name)
    words = words[2:] if _is(words, 0, "thành phố") else words[1:] if _is(words, 0, "tỉnh") or _is(words, 0, "tp") else words
    found = _province_at(words, 0)
    return found[0] if found and found[1] == len(words) else None


@lru_cache(maxsize=4096)
def province_of(text: str) -> str | None:
    """The first province that ``text`` names: behind "tỉnh" or "thành phố" before anywhere else, old names included.

    Without such a word the name must be a known one and written with capitals, unless the whole text is in small letters.
    """
    words = split_words(text)
    small = text == text.lower()
    plain: str | None = None
    for i in range(len(words)):
        found = _province_at(words, i)
        labelled = bool(i) and (words[i - 1].bare in {"tinh", "tp"} or (i > 1 and _is(words, i - 2, "thành phố")))
        if labelled and found:
            return found[0].name
        unknown = _unknown_name(text, words, i) if labelled and words[i - 1].key == "tỉnh" else i
        if unknown > i:
            return text[words[i].start : words[unknown - 1].end]
        if found and plain is None and (small or _capitals(text, words[i : found[1]])):
            plain = found[0].name
    return plain


@lru_cache(maxsize=256)
def today(name: str | None) -> str | None:
    """The province that the named one belongs to since 01/7/2025."""
    found = province(name) if name else None
    return (found.successor or found.name) if found else name


@cache
def begin_places() -> Lexicon:
    """Of one of these is the first word of everything that ``read_place`` reads."""
    return Lexicon((*_LINKS, "cấp", *_PROVINCE_WORDS, *_LOCAL_WORDS, *_by_name()))


def read_place(text: str, words: Sequence[Word], i: int) -> Place | None:
    """The place that begins at word ``i``: "tỉnh", "thành phố Huế", "Thái Nguyên", "cấp xã", "phường X, tỉnh Y"."""
    if i >= len(words):
        return None
    if words[i].key in _LINKS and words[i].gap.isspace() and i + 1 < len(words):
        found = _province_place(text, words, i + 1)
        return found if found and found.province else None
    if not words[i].gap.isspace() and words[i].gap != "":
        named = _province_place(text, words, i) if words[i].gap.strip() == "," else None
        return named if named and named.province and named.text.split()[0].lower() in {"tỉnh", "thành"} else None
    return _province_place(text, words, i) or _local_place(text, words, i)


def _province_place(text: str, words: Sequence[Word], i: int) -> Place | None:
    at = i + 1 if _is(words, i, "cấp") else i
    word = next((word for word in _PROVINCE_WORDS if _is(words, at, word)), None)
    end = at + _PROVINCE_WORDS[word] if word else at
    found = None if end >= len(words) or not _follows(text, words, end) or (at > i) else _province_at(words, end)
    if found and word == "thành phố" and found[0].kind != "thành phố" and not found[0].successor:
        return None  # "thành phố Thái Nguyên" was a town of the province
    if found:
        label = _print(text, words[at:end], word) + " " if word else ""
        return Place(found[1], "province", label + found[0].name, found[0].name)
    if word is None:
        return None
    if word == "thành phố" and at == i and _is_town(text, words, end):
        return None
    unknown = _unknown_name(text, words, end) if word == "tỉnh" and at == i else end
    if unknown > end:
        name = text[words[end].start : words[unknown - 1].end]
        name = name.title() if name.isupper() else name
        return Place(unknown, "province", f"tỉnh {name}", name)
    return Place(end, "province", _print(text, words[i:end], f"cấp {word}" if at > i else word))


def _follows(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether word ``i`` stands right behind the one before; the dot of "TP. Huế" is none between sentences."""
    short = i > 0 and text[words[i - 1].start : words[i - 1].end].lower() == "tp"
    return words[i].gap.strip() in ({"", "."} if short else {""})


def _is_town(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether a name with capitals stands at word ``i``, in a text that has small letters too: "thành phố Vinh"."""
    named = 0 < i < len(words) and words[i].gap != "" and _follows(text, words, i) and text[words[i].start].isupper()
    return named and not text.isupper()


def _unknown_name(text: str, words: Sequence[Word], i: int) -> int:
    """Behind a province's name that no table has: two or three words with capitals ("tỉnh Sông Thao"); else ``i``."""
    end = i
    while end < len(words) and words[end].gap == " " and text[words[end].start].isupper():
        end += 1
    person = end - i == 3 and words[i].key in _SURNAMES  # "Phó Chủ tịch UBND tỉnh Trương Công Thái"
    return end if 2 <= end - i <= 3 and not person else i


def _local_place(text: str, words: Sequence[Word], i: int) -> Place | None:
    at = i + 1 if _is(words, i, "cấp") else i
    word = next((word for word in _LOCAL_WORDS if _is(words, at, word)), None)
    if word is None or (_LOCAL_WORDS[word][1] == "district" and words[at].unmarked):  # "cong an quan ly", typed without marks
        return None
    length, level = _LOCAL_WORDS[word]
    end = at + length
    label = _print(text, words[i:end], f"cấp {word}" if at > i else word)
    stop = end if at > i else _name_end(text, words, end)
    if stop == end:
        return Place(end, level, label)
    name = text[words[end].start : words[stop - 1].end]
    name = name.title() if name.isupper() or text == text.lower() else name
    wider = _province_place(text, words, stop) if stop < len(words) and words[stop].gap.strip() in {"", ","} else None
    wider = wider if wider and wider.province else None
    full = f"{label} {name}, {wider.text}" if wider else f"{label} {name}"
    return Place(wider.end if wider else stop, level, full, wider and wider.province, name)


def _name_end(text: str, words: Sequence[Word], i: int) -> int:
    """Behind the name of a commune or district at word ``i``: up to four words with capitals, or numbers ("Phường 1")."""
    small, end = text == text.lower(), i
    while end < len(words) and end - i < 4 and words[end].gap in {" ", " - ", " – ", "-"}:
        letter = text[words[end].start]
        if (small and AFTER_NAME.at(words, end)) or not (small or letter.isupper() or letter.isdigit()):
            break
        if "-" in words[end].gap.replace("–", "-") and _BODIES.at(words, end):
            break  # "UBND xã A Lưới - Sở Tài chính"
        if end + 1 < len(words) and words[end + 1].start == words[end].start:
            break  # an abbreviation written out: "xã Đại Từ UBND …"
        end += 1
    return end


def _print(text: str, words: Sequence[Word], name: str) -> str:
    """The level words as printed ("Thành phố"); ``name`` where they are abbreviated, unmarked or all in capitals."""
    printed = " ".join(one_style(text[words[0].start : words[-1].end]).split())
    return printed if printed.lower() == name and not printed.isupper() else name


def _capitals(text: str, words: Sequence[Word]) -> bool:
    return all(text[word.start].isupper() for word in words)


def _is(words: Sequence[Word], i: int, name: str) -> bool:
    """Whether the words of ``name`` stand at ``i``; a word typed without marks stands for a marked one."""
    parts = name.split()
    if i + len(parts) > len(words):
        return False
    return all(w.key == p or (w.unmarked and w.bare == bare(p)) for w, p in zip(words[i : i + len(parts)], parts, strict=True))


def _province_at(words: Sequence[Word], i: int) -> tuple[Province, int] | None:
    """The longest province name that begins at word ``i``, and the index behind it."""
    for spelled, found in _by_first().get(words[i].bare, ()) if i < len(words) else ():
        if _is(words, i, spelled) and all(not w.gap.strip(" -–") for w in words[i + 1 : i + len(spelled.split())]):
            return found, i + len(spelled.split())
    return None


@cache
def _by_name() -> dict[str, Province]:
    """Every spelling, as words in one style, to its province."""
    with _DATA.open("rb") as file:
        data = tomllib.load(file)
    known: dict[str, Province] = {}
    for found in (*_current(data), *_merged(data)):
        for spelled in (found.name, *data["aliases"].get(found.name, ())):
            known[" ".join(word.key for word in split_words(spelled))] = found
    return known


def _current(data: dict[str, Any]) -> Iterator[Province]:
    kinds: tuple[tuple[str, Literal["tỉnh", "thành phố"]], ...] = (("province", "tỉnh"), ("city", "thành phố"))
    for section, kind in kinds:
        for name, merged in data[section].items():
            yield Province(name, kind, data["since"].get(name, _TWO_TIERS), tuple(merged))


def _merged(data: dict[str, Any]) -> Iterator[Province]:
    for section in ("province", "city"):
        for name, merged in data[section].items():
            yield from (Province(old, "tỉnh", date.min, (), name) for old in merged)


@cache
def _by_first() -> dict[str, tuple[tuple[str, Province], ...]]:
    """Spellings by their first word without marks, longest first."""
    index: dict[str, list[tuple[str, Province]]] = {}
    for spelled, found in _by_name().items():
        index.setdefault(bare(spelled.split()[0]), []).append((spelled, found))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0].split()))) for first, entries in index.items()}
