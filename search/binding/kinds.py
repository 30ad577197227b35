"""Kinds of agency that a question asks for without a name: "do sở chủ trì, xã phối hợp" means any department, any commune."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.agencies import Agency
from corpus.phrases import understand
from corpus.spelling import bare
from search.binding.asked_agency import AskedAgency, Kind

# What stands for the kind: its print, and the place in the registry that group phrases are weighed for.
_MEANT: dict[Kind, Agency] = {
    "department": Agency("một sở", "province", "so"), "commune": Agency("một xã, phường", "commune", "committee"),
}  # fmt: skip
_BODIES: dict[str, Kind] = {
    "department": "department", "commune": "commune", "locality": "commune", "committee": "commune",
}  # fmt: skip
_COMMUNE = r"(?:ubnd |uy ban nhan dan )?(?:cap )?(?:xa|phuong|dac khu)(?:(?:,| va|,? hoac) (?:phuong|xa|dac khu))*"
_WORD = rf"(?:cac |mot |nhung )?(?:(?P<department>so)|(?P<commune>{_COMMUNE}|dia phuong))"
_ENGLISH = r"(?:an? |any |the )?(?:(?P<department>departments?)|(?P<commune>communes?|wards?))"
_ROLE = r"(?:la |lam |se |duoc giao |dong |cung )*(?:chu tri|phoi hop|tham gia|dau moi|phai|duoc giao|lam gi)\b"
# what may stand before a kind that is no part of another name: not "văn phòng sở", "hợp tác xã", "mấy sở"
_BEFORE = r"(?:^\W*|[,;:(]\s*|\b(?:do|giao|cho|va|ma|co|viec|nao|vu|hoac|hay|la|voi|gi|thi|boi) )"
_NAMED = (
    re.compile(rf"{_BEFORE}{_WORD}(?= {_ROLE})"),  # "do sở chủ trì"
    re.compile(rf"(?<=cua ){_WORD}(?=(?: trong| theo| o| tai)\b|\s*[?.!]*$)"),
    re.compile(rf"(?<=giao )(?:cho )?{_WORD}(?= (?:lam|phai|viec|nhiem vu|nhung|thuc hien)\b)"),
    re.compile(rf"(?<=led by ){_ENGLISH}\b"),
    re.compile(rf"(?<=khong do ){_WORD}(?= nao\b)"),
    re.compile(rf"(?<=phoi hop voi ){_WORD}\b(?! nao)"),
    re.compile(rf"(?<!which )(?<!what )\b{_ENGLISH}(?= (?:leads?|coordinat\w+|supports?)\b)"),
)
_PLANS_OF = re.compile(
    rf"\b(?:ke hoach|van ban|chuong trinh|thong bao)(?: nao)?(?: cua| do| o)? (?:cac |nhung )?"
    rf"(?:(?P<department>so)|(?P<commune>cap xa|{_COMMUNE}))(?=(?: ban hanh)?\s*[?.!]*$)"
)


def meant(kind: Kind) -> AskedAgency:
    """The kind as one asks for an agency."""
    return AskedAgency(_MEANT[kind].name, kind=kind)


def standing_for(kind: Kind) -> Agency:
    """What group phrases are weighed for where a kind is asked for."""
    return _MEANT[kind]


def called(name: str) -> tuple[AskedAgency, str] | None:
    """The kind that ``full_name`` prints so, and what stands behind it: "một sở Sông Thao"."""
    plain = name.strip()
    found = next((kind for kind, agency in _MEANT.items() if plain.lower().startswith(agency.name)), None)
    return (meant(found), plain[len(_MEANT[found].name) :].strip(" ,")) if found else None


def as_kind(agency: AskedAgency) -> AskedAgency | None:
    """The kind that a group phrase names, "các sở"; ``None`` for an agency and for a phrase of several kinds."""
    if agency.kind:
        return agency
    phrase = understand(agency.name)
    kinds = {_BODIES.get(member.body) for member in phrase.members}
    kind = kinds.pop() if len(kinds) == 1 and phrase.condition is None else None
    return meant(kind) if kind else None


def kinds_in(left: str) -> Iterator[tuple[int, int, Kind]]:
    """(start, end, kind) of each kind that stands beside a role."""
    plain = bare(left)
    for pattern in _NAMED:
        yield from (_found(match) for match in pattern.finditer(plain))


def issuing_kind(left: str) -> tuple[int, int, Kind] | None:
    """The kind whose papers are asked for: "kế hoạch nào của cấp xã"; the span is that of the kind alone."""
    match = _PLANS_OF.search(bare(left))
    return _found(match) if match else None


def _found(match: re.Match[str]) -> tuple[int, int, Kind]:
    kind: Kind = "department" if match["department"] else "commune"
    return *match.span(kind), kind
