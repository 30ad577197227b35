"""Who must not have part in a task: "… mà Công an tỉnh không phối hợp", "không do sở nào chủ trì", "trừ việc có Sở Y tế".

In a question an agency is written "@0@", as ``search.asking.role_binding`` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.asking.role_binding import LISTED, MARK, Placed, marked
from search.asking.task_query import EITHER, HELPS, LEADS, Party, RoleName
from search.binding.kinds import as_kind

_ROLE = r"(?:(?P<lead>chu tri|dau moi|lead\w*)|(?P<help>phoi hop|tham gia|coordinat\w*|support\w*))\b"
_BUT = r"(?:,\s*|\b(?:ma|nhung|va|but|and)\s+)?"
_NOT_OTHERWISE = r"(?!,?\s+(?:ma |nhung |chi |co |va )*(?:phoi hop|chu tri|tham gia))"  # "không chủ trì mà phối hợp với B"
_NOT = r"\b(?:khong|chua|ko)\b"
_WHOLE = r"(?<!toan )(?<!can )(?<!noi )(?<!dong )(?<!cac )"  # "toàn bộ", "cán bộ", "nội bộ", "đồng bộ", "các bộ"
_LEAVING = rf"(?:(?<!du )(?<!luu )tru|(?<!nuoc )ngoai|loai (?:tru|bo|ra|di)|{_WHOLE}bo)"
_CLAUSES = (
    re.compile(
        rf"{_BUT}(?:ca )?(?P<who>{LISTED}) (?:thi |lai |deu |cung )*{_NOT}(?: (?:phai|co|duoc|lam|cung))* {_ROLE}"
        rf"{_NOT_OTHERWISE}"
    ),
    re.compile(  # "nhiệm vụ mà Sở Nội vụ không được giao", "không liên quan đến Sở Tư pháp"
        rf"{_BUT}(?P<who>{LISTED}) {_NOT} (?:duoc |bi |phai |co )+(?:giao|lam|tham gia|phan cong|phan)\b"
    ),
    re.compile(rf"{_BUT}{_NOT} (?:phai |la )*(?:la )?(?:viec |nhiem vu )?cua (?P<who>{LISTED})"),
    re.compile(rf"{_BUT}{_NOT} (?:co )?(?:lien quan|dinh dang|thuoc|dung) (?:den |toi |gi |voi |ve )*(?P<who>{LISTED})"),
    re.compile(
        rf"{_BUT}{_NOT} (?:phai |can )?(?:co|do|giao(?: cho)?|kem|cung(?: voi)?)(?: (?:su|phan|viec))? (?P<who>{LISTED})"
        rf"(?: nao)?(?: (?:la|cung|de|lam|duoc)\b)*(?: {_ROLE})?"
    ),
    re.compile(
        rf"{_BUT}\b{_LEAVING}(?: (?:ra|di|viec|nhiem vu|nhung|cac|co|do|cua))* (?P<who>{LISTED})"
        rf"(?: (?:la|cung)\b)*(?: {_ROLE})?"
    ),
    re.compile(
        rf"{_BUT}\b(?:without|not|excluding|except)(?: (?:led|by|with|the|those|of|involving))* (?P<who>{LISTED})(?: {_ROLE})?"
    ),
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """``parties`` must not be bound, ``places`` are theirs among the placed agencies; ``start`` to ``end`` says so."""

    parties: tuple[Party, ...]
    places: tuple[int, ...]
    start: int
    end: int


def exclusions(text: str, placed: Sequence[Placed]) -> Iterator[Exclusion]:
    """The clauses that leave agencies out. "Sở Y tế không chủ trì" alone asks for its other role: that leaves nobody out."""
    plain, origin = marked(text, placed)
    for number, pattern in enumerate(_CLAUSES):
        for found in pattern.finditer(plain):
            places = tuple(int(one) for one in MARK.findall(found["who"]))
            said_of_all = re.search(r"\bdeu\b", found.group()) is not None  # "cả A lẫn B đều không tham gia"
            if number == 0 and len(places) == len(placed) and not said_of_all:
                continue
            said = found.groupdict()
            roles: frozenset[RoleName] = LEADS if said.get("lead") else HELPS if said.get("help") else EITHER
            roles = LEADS if "led by" in found.group() else EITHER if said_of_all and said.get("help") == "tham gia" else roles
            agencies = (placed[place][2] for place in places)
            parties = tuple(Party(as_kind(agency) or agency, roles) for agency in agencies)
            yield Exclusion(parties, places, origin[found.start()], origin[found.end()])
