"""What a cell says of roles itself: "Sở Y tế (chủ trì); Sở Nội vụ (phối hợp)", "Phối hợp: Sở Nội vụ, Sở Tài chính"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.agencies import words
from corpus.spelling import Word
from ingest.names.mention_words import COORDINATING
from ingest.names.mentions import Named, Role

_ROLE_WORDS = frozenset(
    (
        "cơ", "quan", "đơn", "vị", "chủ", "trì", "phối", "hợp", "thực", "hiện", "đầu", "mối", "tham", "mưu", "chính", "giao",
        "với", "cùng", "gia", "là", "làm",
    )
)  # fmt: skip
_IS = frozenset({"cơ", "quan", "đơn", "vị", "là", "làm"})


def is_role_label(said: Sequence[Word]) -> bool:
    """Whether the words before a colon name a role and nobody: "Cơ quan chủ trì", "Các đơn vị phối hợp"."""
    spoken = [word.key for word in said]
    listed = spoken[:1] == ["các"]
    return all(word in _ROLE_WORDS for word in spoken[listed:]) and (not listed or role_in(said) is not None)


def role_in(said: Sequence[Word]) -> Role | None:
    """The one role that words name: "Cơ quan phối hợp"; ``None`` where they name none, or both."""
    spoken = [word.key for word in said]
    pairs = set(pairwise(spoken))
    leads, joins = ("chủ", "trì") in pairs, bool(pairs & {("phối", "hợp"), ("tham", "gia")})
    if leads == joins:
        return None
    return "lead" if leads else "coordinating"


def role_of_part(part: str | None) -> Role | None:
    """The role that a part of the work is: "phối hợp cung cấp số liệu" joins in, "chủ trì nội dung 1" is but a part."""
    said = words(part) if part else []
    start = next((i for i, word in enumerate(said) if word.key not in _IS), len(said))
    if COORDINATING.at(said, start):
        return None if role_in(said) is None else "coordinating"
    return role_in(said) if all(word.key in _ROLE_WORDS for word in said) else None


def spread(cell: str, found: Sequence[Named]) -> list[Named]:
    """The mentions of one stretch; what is said behind the last holds for those before: "Sở Nội vụ, Sở Tài chính phối hợp"."""
    spoken, joins = list(found), False
    for i in range(len(spoken) - 1, -1, -1):
        one = spoken[i]
        bracketed = cell[one.end - 1 : one.end] == ")"
        if joins and one.part is None and one.role is None:
            spoken[i] = replace(one, role="coordinating")
        else:
            joins = role_of_part(one.part) == "coordinating" and not bracketed
    return spoken


def settled(mentions: Sequence[Named]) -> tuple[Named, ...]:
    """Where everyone joins in and nobody leads ("Sở Y tế và Sở Nội vụ phối hợp"), they work together: the column rules."""
    together = bool(mentions) and all(one.role == "coordinating" for one in mentions)
    if together and role_of_part(mentions[-1].part) == "coordinating":
        return tuple(replace(one, role=None) for one in mentions)
    return tuple(mentions)
