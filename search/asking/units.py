"""Does a question ask for the units inside an agency? "các phòng thuộc Sở Y tế", "Sở Y tế có những phòng nào"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.spelling import bare
from ingest.names import agencies
from search.asking.provincial import is_provincial

_UNIT = r"(?:phong(?: ban)?|bo phan|don vi(?: su nghiep)?|trung tam|chi cuc|ban)"
_UNITS = rf"(?P<unit>{_UNIT}(?:(?:,| va|,? hoac) {_UNIT})*)(?: (?:chuyen mon|nghiep vu|ben trong|noi bo))*"
_MANY = r"\b(?:cac|nhung|tung|moi|tat ca(?: cac)?|liet ke(?: cac)?|danh sach(?: cac)?) "
_OF = r"(?: (?:truc thuoc|thuoc|cua|trong|o|tai),?)+ "
_ASKED = (  # "các phòng thuộc Sở Y tế": up to where the agency begins
    re.compile(rf"{_MANY}{_UNITS}{_OF}"),
    re.compile(rf"(?<!truong )(?<!pho )\b{_UNITS}(?: nao)?(?:,? truc)? thuoc "),  # not "ai là trưởng phòng thuộc …"
    re.compile(rf"(?<!van )\b{_UNITS} nao (?:cua|trong|o) "),  # "phòng nào của Sở Tư pháp làm tuyên truyền"
    re.compile(r"\b(?P<unit>phong,? ban) (?:cua |cac )?"),  # "các phòng ban Sở Y tế"
    re.compile(r"\b(?:internal |inner )?(?P<unit>units?|divisions?) (?:of|in|under|within) (?:the )?"),
)
_BEHIND = (  # "Sở Y tế có những phòng nào", "… gồm bao nhiêu phòng"
    re.compile(
        rf"\b(?:co|gom|bao gom)(?: (?:cac|nhung|bao nhieu|may))? {_UNITS}(?: truc thuoc)? (?:nao|gi)\b(?! (?:chu tri|lam))"
    ),
    re.compile(rf"\b(?:co|gom|bao gom) (?:bao nhieu|may) {_UNITS}(?: truc thuoc)?(?=\s*[?.!]*$)"),
)
_LONGEST = 100  # letters of an agency's name
_KINDS = {"phong": "phong", "phong ban": "phong", "ban": "phong", "trung tam": "trung tam", "chi cuc": "chi cuc"}


@dataclass(frozen=True, slots=True)
class Units:
    """``kinds`` are bare words that a meant unit has one of in its name ("phong"), none where any unit is meant; ``start`` to
    ``end`` are the words that ask for units."""

    kinds: tuple[str, ...]
    start: int
    end: int


def units_in(text: str) -> Units | None:
    """The units of one agency; those of a province's committee are agencies of their own."""
    plain = bare(text)
    for found in (match for pattern in _ASKED for match in pattern.finditer(plain)):
        named = next(iter(agencies.find(text[found.end() : found.end() + _LONGEST])), None)
        if named is not None and named.start == 0 and named.kind == "agency" and not is_provincial(named.name):
            return _units(found)
    behind = next((match for pattern in _BEHIND if (match := pattern.search(plain))), None)
    inner = [one for one in agencies.find(text[: behind.start()]) if one.kind == "agency"] if behind else []
    return _units(behind) if behind and len(inner) == 1 and not is_provincial(inner[0].name) else None


def _units(found: re.Match[str]) -> Units:
    said = re.findall(_UNIT, found["unit"])
    kinds = tuple(dict.fromkeys(_KINDS[unit] for unit in said)) if all(unit in _KINDS for unit in said) else ()
    return Units(kinds, *found.span())
