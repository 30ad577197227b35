"""Which groups does a text give a part of their own? "Kế hoạch của các sở, ngành", "Các cơ quan, đơn vị phải rà soát"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from corpus.agencies import words
from corpus.lexicon_patterns import GAP, ending, names
from corpus.model import Task
from corpus.phrase_openings import opening
from corpus.phrase_parts import Scan
from corpus.phrase_words import scan
from corpus.spelling import Lexicon, Word, spelled

Column = Literal["deliverable", "body"]

_PRODUCTS = Lexicon(
    (
        "kế hoạch", "báo cáo", "danh mục", "quyết định", "văn bản", "phương án", "chương trình", "đề án", "quy chế", "quy định",
        "hồ sơ", "danh sách", "biên bản", "tờ trình", "cơ sở dữ liệu", "dữ liệu", "lộ trình", "thông báo", "công văn",
    )
)  # fmt: skip
_ORDERS = Lexicon(("yêu cầu", "giao", "đề nghị", "chỉ đạo", "trong đó"))
_DUTIES = Lexicon(
    (
        "phải", "có trách nhiệm", "chịu trách nhiệm", "cần", "chủ động", "khẩn trương", "rà soát", "xây dựng", "ban hành",
        "báo cáo", "tổ chức", "căn cứ", "triển khai", "thực hiện", "đăng ký", "gửi", "lập", "nghiêm túc", "tiếp tục",
        "tập trung", "bố trí", "hoàn thành", "cử",
    )
)  # fmt: skip
_VAGUE = frozenset({"có thẩm quyền", "chức năng"})  # "quyết định của cơ quan có thẩm quyền" gives nobody a part
_CLOSES = frozenset(".;:-–)")  # stands before the first word of a clause
_PRODUCT_WITHIN = 8  # words between the product and "của"


class Given(NamedTuple):
    """A group phrase as printed; ``each`` where the text says "từng", "mỗi", "tất cả"."""

    phrase: str
    each: bool


GivenParts = tuple[tuple[Column, Given], ...]


def given_by(task: Task) -> GivenParts:
    """The groups of which the product asks a part of their own, then those of which the content does."""
    product = given_parts(task.deliverable.text, "deliverable") if task.deliverable else ()
    return (
        *(("deliverable", given) for given in product),
        *(("body", given) for given in given_parts(task.content.text, "body")),
    )


@lru_cache(maxsize=16384)
def given_parts(text: str, column: Column) -> tuple[Given, ...]:
    """The groups of which each has to hand in a product (``deliverable``) or to do a duty (``body``), in order."""
    plain = spelled(text)
    if not (column == "deliverable" and "của" in plain) and not _may_open().search(f"; {plain}"):  # most tasks: 20 µs, not 150
        return ()
    listed = words(text)
    openings = _ORDERS.ends(listed) | {i for i in range(len(listed)) if _opens_clause(listed, i)}
    found: list[Given] = []
    for i in range(len(listed)):
        if column == "body" and i not in openings:
            continue
        phrase = _given_at(text, listed, i, column, i in openings)
        if phrase is not None and not any(part.condition in _VAGUE for part in phrase.parts):
            printed = text[listed[i].start : phrase.stop]
            found.append(Given(printed, any(part.distributive for part in phrase.parts)))
    return tuple(found)


def _given_at(text: str, listed: Sequence[Word], i: int, column: Column, opens: bool) -> Scan | None:
    """``opens`` where a clause begins at word ``i``, or an order stands before it ("Yêu cầu các cơ quan, đơn vị")."""
    if column == "deliverable" and _follows_product(listed, i):
        return scan(text, listed, i)
    phrase = scan(text, listed, i) if opens else None
    if phrase is None or not _has_duty(listed, phrase.end):
        return None
    each = column == "body" or any(part.distributive for part in phrase.parts)  # "mỗi sở, ngành đăng ký 02 bộ dữ liệu"
    return phrase if each else None


@cache
def _may_open() -> re.Pattern[str]:
    """What stands in every text that orders something of a group: a phrase that begins a clause, or follows an order."""
    closes = "|".join(map(re.escape, ("\t", "\n", "\u2029", *sorted(_CLOSES))))  # as literals: three times as fast as a class
    return re.compile(rf"(?:(?:{closes})[\W_]*(?:v[aà][\W_]+)*|(?:{ending(names(_ORDERS))}){GAP}){opening()}")


def _follows_product(listed: Sequence[Word], i: int) -> bool:
    """Whether "<product> … của" stands right before word ``i``."""
    if i < 2 or listed[i - 1].key != "của" or listed[i - 1].gap.strip():
        return False
    return any(_PRODUCTS.at(listed, j) for j in range(max(0, i - 1 - _PRODUCT_WITHIN), i - 1))


def _opens_clause(listed: Sequence[Word], i: int) -> bool:
    gap = listed[i].gap
    return i == 0 or (gap != " " and gap.strip()[-1:] in _CLOSES)


def _has_duty(listed: Sequence[Word], end: int) -> bool:
    """Whether a duty stands behind the phrase: "… phải rà soát", "… chủ động", "…: (1) …"."""
    return end < len(listed) and (_DUTIES.at(listed, end) is not None or listed[end].gap.strip(" )]")[:1] == ":")
