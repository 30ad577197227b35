"""Agencies called for short, as people do: "Công an" for "Công an tỉnh", "Kho bạc" for "Kho bạc Nhà nước khu vực VIII".

A short name counts where it can be nothing else: it opens the question, or stands beside a role or behind "giao", "của".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.agencies import key, lookup
from corpus.spelling import bare
from ingest.names import agencies
from search.binding.asked_agency import AskedAgency, asked, same_name
from search.binding.stated import exists, is_stated
from search.held.homes import homes
from search.held.knowledge import Knowledge

_ROLE = r"(?:chu tri|phoi hop|tham gia|dau moi|phai|duoc giao)"
_ROLE_BEHIND = re.compile(rf"\s+(?:la |lam |se |duoc giao |dong |cung |khong )*{_ROLE}\b")
_LINK_BEFORE = re.compile(r"(?:\b(?:do|giao(?: cho)?|cua|cho|co|voi|cung|chu tri|phoi hop)\s+|,\s*)$")
_LINK = re.compile(r"^(?:cung voi|do|giao|cua|cho|co|voi|cung|va|ma|hay|hoac)\s+")
_VERBS = frozenset({"thong ke", "thanh tra", "kiem tra"})  # "thống kê việc theo từng sở"
_KINDS_OF_BODY = frozenset(
    {"truong dai hoc", "dai hoc", "truong cao dang", "truong hoc", "benh vien", "trung tam", "cong ty", "doanh nghiep"}
    | {"ngan hang", "hop tac xa", "ban quan ly", "ban chi dao", "van phong", "tap doan"}
)  # short for no one of them, be only one held
_HEADS = frozenset({"chi", "cuc", "cong", "ty", "trung", "tam", "truong", "hoi", "ban", "lien", "minh", "tap", "doan", "so"})


def short_names(left: str, spans: Sequence[tuple[int, int]], knowledge: Knowledge) -> Iterator[tuple[int, int, AskedAgency]]:
    """(start, end, agency) of each short name among the ``spans`` of words that nothing else explains."""
    plain = bare(left)
    opening = len(left) - len(left.lstrip())
    for start, end in spans:
        link = _LINK.match(plain[start:end])
        begin = start + (link.end() if link else 0)
        placed = link or begin == opening or _LINK_BEFORE.search(plain[:begin]) or _ROLE_BEHIND.match(plain, end)
        if plain[begin:end] in _VERBS and not _ROLE_BEHIND.match(plain, end):
            continue
        agency = _meant(left[begin:end], knowledge) or _at_home(left[begin:end], knowledge) if placed else None
        if agency is not None:
            yield begin, end, agency


def _meant(name: str, knowledge: Knowledge) -> AskedAgency | None:
    """The one agency that the name is short for; ``None`` where there is none, or several."""
    if lookup(name) is not None:
        return None
    whole = (found for found in agencies.find(f"{name} tỉnh") if found.start == 0 and found.end > len(name))
    single = (asked(found) for found in whole if found.kind != "group")  # "tất cả" is short for nobody
    known = next((agency for agency in single if exists(agency, knowledge.stated)), None)
    if known is not None and is_stated(known, knowledge.stated):
        return known
    return held_as(name, knowledge) or known


def _at_home(name: str, knowledge: Knowledge) -> AskedAgency | None:
    """ "Công an Sông Thao": a short name with its province."""
    words = name.split()
    for home in homes(knowledge):
        at = len(words) - len(home.split())
        agency = _meant(" ".join(words[:at]), knowledge) if at > 0 and same_name(" ".join(words[at:]), home) else None
        if agency is not None:
            return replace(agency, province=agency.province or home)
    return None


def held_as(name: str, knowledge: Knowledge) -> AskedAgency | None:
    """The one agency that the held papers call so and more: "Trung tâm Kiểm soát bệnh tật" (tỉnh)."""
    words = bare(name).split()
    if len(words) < 2 or " ".join(words) in _KINDS_OF_BODY:
        return None
    held = {_key(one): one for one in knowledge.agency_names if _is_short_for(words, bare(one).split())}
    if len(held) != 1:
        return None
    full = next(iter(held.values()))
    known = next(iter(agencies.find(full)), None)
    return asked(known) if known is not None and known.start == 0 else AskedAgency(full)


def _key(name: str) -> str:
    known = lookup(name)
    return key(known.name if known else name)


def _is_short_for(words: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the words open the full name, what kind of body it is left out: "Điện lực" of "Công ty Điện lực Sông Thao"."""
    starts: Iterable[int] = range(len(full) - len(words) + 1)
    return any(full[at : at + len(words)] == [*words] and set(full[:at]) <= _HEADS for at in starts)
