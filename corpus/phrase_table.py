"""The words that group phrases are made of: the nouns and holders of ``phrases.toml``, and the small words around them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from corpus.spelling import Lexicon, bare, split_words

_DATA = Path(__file__).with_name("phrases.toml")

QUANTIFIERS = Lexicon(
    (
        "tất cả các", "toàn thể các", "toàn bộ các", "100 các", "các", "những", "một số", "mỗi", "từng", "tất cả", "toàn thể",
        "mọi",
    ),
    loose=True,
)  # fmt: skip
DISTRIBUTIVE = frozenset({"tất cả các", "toàn thể các", "toàn bộ các", "100 các", "mỗi", "từng", "tất cả", "toàn thể", "mọi"})
EACH = Lexicon(("các", "cấp", "từng", "mỗi"))  # behind a holder: "UBND các xã", "UBND cấp xã"
BOTH_LEVELS = Lexicon(("02 cấp", "2 cấp", "hai cấp", "các cấp"))
HEADS = Lexicon(
    (
        "thủ trưởng", "giám đốc", "lãnh đạo", "người đứng đầu", "phó chủ tịch", "chủ tịch", "bí thư", "trưởng", "hiệu trưởng",
        "chánh văn phòng", "tổ trưởng",
    )
)  # fmt: skip
CONCERNED = Lexicon(("có liên quan khác", "có liên quan", "liên quan khác", "liên quan", "chức năng", "có thẩm quyền"))
SLIP = Lexicon(("ngành liên quan",))  # "doanh nghiệp" + "ngành liên quan", where a page cut a row
PLAIN = Lexicon(
    (
        "quản lý nhà nước", "nhà nước", "chuyên môn", "hành chính", "công lập", "trực tiếp", "đầu mối", "khác", "nói trên",
        "nêu trên",
    )
)  # fmt: skip
PREPOSITIONS = Lexicon(
    (
        "đóng trên địa bàn", "trên địa bàn", "trong toàn", "thuộc trực thuộc", "trực thuộc", "thuộc", "trong", "toàn", "của",
        "ở", "tại",
    ),
    loose=True,
)  # fmt: skip
POLITICAL_SYSTEM = Lexicon(("hệ thống chính trị",))
CENTRAL = Lexicon(("trung ương",))
OWN = Lexicon(("sở", "cơ quan", "đơn vị", "ngành"))  # "các phòng thuộc Sở": the issuer itself


@cache
def data() -> dict[str, Any]:
    """``phrases.toml``: ``bodies``, ``holders`` and ``not_before``."""
    with _DATA.open("rb") as file:
        return tomllib.load(file)


@cache
def nouns() -> tuple[Lexicon, dict[str, str]]:
    """The nouns, and the body of each."""
    bodies = {_spelled(noun): body for body, table in data()["bodies"].items() for noun in table["words"]}
    return Lexicon(bodies, loose=True), bodies


@cache
def holders() -> tuple[Lexicon, dict[str, str]]:
    """What stands before "các xã, phường" or "02 cấp", and the body that it is at each level."""
    bodies = {_spelled(name): body for name, body in data()["holders"].items()}
    return Lexicon(bodies, loose=True), bodies


@cache
def not_before() -> dict[str, frozenset[str]]:
    """The words, without marks, that make another word of a noun: "xã" + "hội"."""
    return {_spelled(noun): frozenset(map(bare, words)) for noun, words in data()["not_before"].items()}


def _spelled(name: str) -> str:
    return " ".join(word.key for word in split_words(name))
