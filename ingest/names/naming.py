"""What is the full name of a unit or a group phrase? Abbreviations written out, one case, the issuer put in where it is meant.

In a plan of Sở Tư pháp "Văn phòng Sở" is "Văn phòng Sở Tư pháp", "Các Phòng, Trung tâm" is "Các phòng, trung tâm thuộc Sở Tư
pháp".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.agencies import Agency, expand, lookup, words
from corpus.phrase_parts import Piece, Scan
from corpus.phrases import Setting, setting_of
from corpus.spelling import Word, one_style

_CODE = re.compile(r"\b[A-ZĐ]{2,}\b")  # "các tổ chức CT-XH"
_INNER = frozenset({"agency", "unit", "public_unit", "office", "staff"})
_OFFICES = {"province": "Văn phòng Ủy ban nhân dân tỉnh", "commune": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"}
_CAPITAL_AFTER = (
    "Phòng ",
    "Trung tâm ",
    "Chi cục ",
    "Đại học ",
    "Trường Đại học ",
)  # the name proper begins with a capital: "Phòng Xây dựng, kiểm tra …"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who speaks: ``name`` as relative names are completed with it ("Sở Tư pháp", "Ủy ban nhân dân xã Đại Từ").

    ``parties`` are all who speak together where there are several; a relative name ("Văn phòng Sở") then needs the one Sở.
    """

    name: str
    setting: Setting | None
    parties: tuple[str, ...] = ()

    @property
    def department(self) -> bool:
        return self.setting == "department"


def issuer_of(name: str | None) -> Issuer:
    """The issuer as the naming of its units needs it; an unknown one keeps its print."""
    known = lookup(name) if name else None
    if name is None:
        return Issuer("", None)
    if known is None and (parties := parties_of(name)):
        return _speaking_together(parties)
    if known is None:
        return Issuer(expand(name), setting_of(name))
    return Issuer(_full(name, known), setting_of(name))


def parties_of(name: str) -> tuple[str, ...]:
    """The bodies of "Công an tỉnh - Sở Y tế tỉnh Thanh Hóa" by their bare names; empty for one body."""
    parts = name.split(" - ")
    known = [lookup(part) for part in parts]
    if len(parts) < 2 or not all(known):
        return ()
    return tuple(_full(part, one) for part, one in zip(parts, known, strict=True) if one)


def _full(name: str, known: Agency) -> str:
    return expand(name).split(", ")[0] if known.level == "commune" else known.base if known.family == "so" else known.name


def _speaking_together(parties: tuple[str, ...]) -> Issuer:
    departments = [one for one in parties if one.startswith("Sở ")]
    return Issuer(departments[0], "department", parties) if len(departments) == 1 else Issuer("", None, parties)


def unit_name(printed: str, issuer: Issuer) -> str:
    """The canonical name of a unit: "Văn phòng" → "Văn phòng Sở Tư pháp", "Phòng kinh tế" → "Phòng Kinh tế"."""
    name = expand(printed)
    name = name[:1].upper() + name[1:]
    bare_words = [word.key for word in words(name)]
    if bare_words == ["văn", "phòng"]:
        return office_of(issuer)
    if bare_words == ["thanh", "tra"] and issuer.department:
        return f"{name} {issuer.name}"
    if bare_words[-1:] == ["sở"]:
        return name[:-2].rstrip() + " " + (issuer.name if issuer.department else "Sở")
    return _capitals(name)


def office_of(issuer: Issuer) -> str:
    """What a bare "Văn phòng" is, by who speaks."""
    if issuer.setting is None or not issuer.name:
        return "Văn phòng"
    if issuer.name == "Tỉnh ủy":
        return "Văn phòng Tỉnh ủy"
    return _OFFICES.get(issuer.setting, f"Văn phòng {issuer.name}")


def group_name(text: str, listed: Sequence[Word], scan: Scan, stop: int, issuer: Issuer) -> str:
    """The canonical phrase of ``scan`` up to offset ``stop``, completed by the issuer; its tail and its exclusion stay."""
    out = ""
    for number, piece in enumerate(scan.pieces):
        if piece.role == "dropped":
            continue
        out += _joint(listed, scan.pieces, number) + _piece(text, listed, piece)
    tail = text[listed[scan.pieces[-1].end - 1].end : stop].rstrip(" ,.;:")
    if scan.exclusion:
        return _joined(_completed(out[:1].upper() + out[1:], scan, issuer, False), tail)
    out = _joined(out, tail)
    return _completed(out[:1].upper() + out[1:], scan, issuer, bool(tail))


def _joined(name: str, tail: str) -> str:
    return f"{name} {expand(tail)}" if tail[:1].isspace() else name + expand(tail)


def _piece(text: str, listed: Sequence[Word], piece: Piece) -> str:
    """A piece in its canonical case: nouns and quantifiers small, names and places as the registry has them."""
    printed = one_style(" ".join(text[listed[piece.start].start : listed[piece.end - 1].end].split()))
    if piece.name and printed.isascii() and not piece.name.isascii():
        printed = piece.name  # typed without marks
    match piece.role:
        case "noun" | "quantifier":
            return (expand(printed) if _CODE.search(printed) else printed).lower()
        case "head":
            return printed if printed.lower() == "chủ tịch" and printed[0].isupper() else printed.lower()
        case _:
            full = expand(printed)
            return full.lower() if full.isupper() else full


def _joint(listed: Sequence[Word], pieces: Sequence[Piece], number: int) -> str:
    """What is printed before a piece; a comma where print left it out ("xã phường"), ";" before a second head."""
    piece = pieces[number]
    earlier = next((pieces[i] for i in range(number - 1, -1, -1) if pieces[i].role != "dropped"), None)
    gap = " ".join(listed[piece.start].gap.split())
    if earlier is None:
        return ""
    if piece.role == "head" and gap == ",":
        return "; "
    if piece.role == earlier.role == "noun" and not gap:
        return ", "
    return f"{gap} " if gap in {",", ""} else gap if gap == "/" else f" {gap} "


def _completed(name: str, scan: Scan, issuer: Issuer, tailed: bool) -> str:
    """The phrase with the issuer's name where it speaks of the issuer's own units."""
    open_parts = [part for part in scan.parts if part.scope is None and part.condition is None]
    owned = scan.pieces[-1].role == "qualifier"  # "các phòng thuộc Sở", but not "các Sở"
    if owned and name.lower().endswith(" sở") and issuer.department:
        return name[:-2] + issuer.name
    if tailed or not issuer.name or len(open_parts) < len(scan.parts) or not {p.body for p in scan.parts} <= _INNER:
        return name
    if issuer.setting in {"department", "commune"}:
        return f"{name} thuộc {issuer.name}"
    return name


def _capitals(name: str) -> str:
    """Capitals where a unit's proper name begins and behind its hyphens."""
    for head in _CAPITAL_AFTER:
        if name.startswith(head):
            name = head + name[len(head) : len(head) + 1].upper() + name[len(head) + 1 :]
    first, *others = name.split(" - ")
    return " - ".join([first, *(other[:1].upper() + other[1:] for other in others)])
