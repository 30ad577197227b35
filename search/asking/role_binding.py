"""Which role does a question give to which of its agencies? A role belongs to the agency that it stands next to.

"Công an tỉnh chủ trì, Sở Tư pháp phối hợp" asks for tasks that bind both, each in its role; so does "Sở Tư pháp phối hợp với
Công an tỉnh". Agencies that are all asked for in one role, or in none, are no such question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.spelling import bare
from search.asking.task_query import EITHER, HELPS, LEADS, Party, RoleName
from search.binding.asked_agency import AskedAgency

Placed = tuple[int, int, AskedAgency]  # where in the question an agency stands

# An agency is written "@0@": "do @0@ chu tri, co @1@ phoi hop"; several of them stand as a list.
LISTED = r"@\d+@(?:\s*(?:,|;|&|\b(?:va|hoac|hay|lan|cung(?: voi)?|and|or))\s*@\d+@)*"
_LEAD = (
    r"(?:(?:la |lam )?(?:chu tri|dau moi)|phu trach|dung (?:ra|dau)|cam trich|thuc hien chinh"
    r"|lead(?:s|ing)?(?: agency)?|led|in charge)\b"
)
_HELP = r"(?:phoi hop|tham gia|ho tro|coordinat(?:e|es|ed|ing|ion|or)|support(?:s|ed|ing)?|assist(?:s|ed|ing)?)\b"
_ROLE = rf"\b(?:(?P<lead>{_LEAD})|(?P<help>{_HELP}))"
# "Sở Tư pháp (là đơn vị) chủ trì", "A is the lead"
_LINK = (
    r"(?:\s+(?:la|lam|se|duoc|giao|giu|dong|o|vai tro|don vi|co quan|cung|dang|phai|thi|chi|deu|is|are|as|the|an?|to|which"
    r"|that)\b){0,5}\s+"
)
_ROLE_BEHIND = re.compile(rf"(?P<who>{LISTED}){_LINK}{_ROLE}")
# "chủ trì: A", "phối hợp là B", "led by A", "với sự tham gia của B"
_ROLE_FIRST = re.compile(rf"{_ROLE}(?:\s*[:=]\s*|\s+(?:la|gom|boi|cua|by|from|of|is)\s+(?:the\s+)?)(?P<who>{LISTED})")
_ROLE_NEXT = re.compile(rf"{_ROLE}\s+(?P<who>{LISTED})")  # "cơ quan chủ trì A, cơ quan phối hợp B"
# "A phối hợp với B", "A chủ trì, phối hợp với B", "led by A in coordination with B"
_WORK = r"(?:\s+(?:thuc hien|chat che|cac|nhung|viec|nhiem vu|gi|nao|lam))*"  # "phối hợp những việc gì với A"
_WITH = re.compile(
    rf"(?:(?P<subject>{LISTED}){_LINK})?\b{_HELP}{_WORK}\s+(?:cung voi|cung|voi|with)\s+"
    rf"(?:(?:co quan|don vi|the)\s+)*(?P<who>{LISTED})(?!{_LINK}{_ROLE})"
)
_WITHOUT_ROLE = re.compile(rf"\b(?<!vua )(?:co|lien quan (?:den|toi)|involv\w+|concern\w+)\s+(?:ca\s+)?(?P<who>{LISTED})")
# "A không chủ trì mà phối hợp với B"
_NOT_LEADING = re.compile(r",?\s+(?:chu )?khong chu tri(?:\s*,?\s+(?:ma|nhung))?(?=\s+phoi hop)")
# "Sở Nội vụ phối hợp Sở Tài chính việc gì" says "với"
_BARE_WITH = re.compile(r"(?<=@ phoi hop) (?=@\d+@(?!\s*(?:,|va|cung|la)?\s*(?:chu tri|phoi hop)))")
_OR = re.compile(r"\b(?:hoac|hay|or)\b")
_AND = re.compile(r"[\s\w]*?(?:,|\b(?:va|ma|dong thoi|and)\b)[\s\w]*")
_WORK_AGAIN = re.compile(r"\b(?:viec|nhiem vu|tasks?|hoac|hay|or)\b")
MARK = re.compile(r"@(\d+)@")  # how ``marked`` writes an agency


class _Bound(NamedTuple):
    """Agencies that stand together, from ``start`` to ``end``, and their roles."""

    start: int
    end: int
    roles: frozenset[RoleName]


def parties(text: str, placed: Sequence[Placed]) -> tuple[tuple[Party, ...], ...]:
    """Who must be bound in which role, as ``TaskQuery.parties`` has it; empty where the agencies do not differ in it."""
    plain = _BARE_WITH.sub(" voi ", _NOT_LEADING.sub("", marked(text, placed)[0])) if len(placed) > 1 else ""
    found = sorted(_bound(plain))
    told = {one.roles for one in found}
    named = [number for one in found for number in _numbers(plain, one)]
    if (len(told) < 2 and not _is_said_of_each(plain, found)) or sorted(named) != list(range(len(placed))):
        return ()
    groups = [_parties(plain, one, placed) for one in found]
    if any(_OR.search(plain[one.end : other.start]) for one, other in pairwise(found)):
        return (tuple(party for group in groups for among in group for party in among),)
    return tuple(among for group in groups for among in group)


def marked(text: str, placed: Sequence[Placed]) -> tuple[str, list[int]]:
    """(the bare question with a mark for every agency, numbered in the order of ``placed``; where each letter stood)."""
    plain, end, parts, origin = bare(text), 0, [], list[int]()
    for start, stop, number in sorted((start, stop, number) for number, (start, stop, _) in enumerate(placed)):
        mark = f"@{number}@"
        parts += [plain[end:start], mark]
        origin += [*range(end, start), *[start] * len(mark)]
        end = stop
    origin += range(end, len(plain) + 1)
    return "".join([*parts, plain[end:]]), origin


def _is_said_of_each(plain: str, found: Sequence[_Bound]) -> bool:
    """ "có A phối hợp và B phối hợp": both must be; of "việc A chủ trì và việc B chủ trì" either."""
    between = [plain[one.end : other.start] for one, other in pairwise(found)]
    return bool(between) and all(_AND.fullmatch(words) and not _WORK_AGAIN.search(words) for words in between)


def _bound(plain: str) -> Iterator[_Bound]:
    """Every list of agencies with its roles; what was read is blanked, so that it is not read twice."""
    first, agency = re.search(_ROLE, plain), MARK.search(plain)
    before = _ROLE_NEXT if first and agency and first.start() < agency.start() else _ROLE_FIRST
    for pattern in dict.fromkeys((_ROLE_FIRST, before)):
        for found in pattern.finditer(plain):
            yield _Bound(*found.span("who"), _roles(found))
            plain = _blanked(plain, found)
    partners = list(_WITH.finditer(plain))
    for found in partners:
        plain = _blanked(plain, found)
    behind = [_Bound(*found.span("who"), _roles(found)) for found in _ROLE_BEHIND.finditer(plain)]
    yield from behind
    led = any(one.roles == LEADS for one in behind)
    for found in partners:
        if found["subject"]:
            yield _Bound(*found.span("subject"), HELPS)
        yield _Bound(*found.span("who"), LEADS if found["subject"] and not led else HELPS)
    for found in _ROLE_BEHIND.finditer(plain):
        plain = _blanked(plain, found)
    yield from (_Bound(*found.span("who"), EITHER) for found in _WITHOUT_ROLE.finditer(plain))


def _roles(found: re.Match[str]) -> frozenset[RoleName]:
    return LEADS if found["lead"] else HELPS


def _blanked(plain: str, found: re.Match[str]) -> str:
    return plain[: found.start()] + " " * (found.end() - found.start()) + plain[found.end() :]


def _numbers(plain: str, one: _Bound) -> list[int]:
    return [int(mark) for mark in MARK.findall(plain[one.start : one.end])]


def _parties(plain: str, one: _Bound, placed: Sequence[Placed]) -> list[tuple[Party, ...]]:
    """Each of a list, or any of them where it says "hoặc"."""
    each = [Party(placed[number][2], one.roles) for number in _numbers(plain, one)]
    return [tuple(each)] if _OR.search(plain[one.start : one.end]) else [(party,) for party in each]
