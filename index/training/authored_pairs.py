"""What would a person type for this task? Pairs written by hand, read from plain text (grammar: ``pairs/README.md``).

``read`` gives what may be learnt from; ``held_out`` and ``unseen`` what may only be asked in an evaluation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.text.words import folded

KINDS = {"~": "everyday", "+": "officer", "_": "unmarked", ">": "english", "-": "keywords"}
PLAIN_KINDS = frozenset({"unmarked", "english"})  # written without any Vietnamese mark
HELD_OUT, UNSEEN = "held_out", "unseen"  # stems of the files that are never learnt from
VOICES = "voices_"  # begins the stem of a file that one region or trade asks, of all fields
PAIRS = Path(__file__).parent / "pairs"
FOLDS = 5

_TEXT, _FIELD, _COMMENT = "=", "@", "#"
_LINE = re.compile(r"(?P<mark>\S) (?P<body>\S(?:.*\S)?)")  # "~ sắm PC cho nhân viên phường"
_SYLLABLE = re.compile(r"[^\W_]+")
_VIETNAMESE_FUNCTION_WORDS = """
    ai bao bằng bị bởi cả các cái cần chỉ cho chưa chứ có còn cùng của cũng đã đang đâu để đến đều đi do đó được gì giờ hay hơn
    hoặc khi không là lại lên lúc mà mấy mỗi một mọi này nào nên nếu ngay nhau nhiêu như nhưng những nữa ở phải qua ra rằng rất
    rồi sao sau sẽ sự tại thế theo thì thôi trên trong trước từ tự và vào vẫn về việc với vì xong xuống
"""
_ENGLISH_FUNCTION_WORDS = """
    a about after all an and any are as at be been before by can could did do does each for from had has have how i if in into
    is it its must no not of on once or our out over should so than that the their them then there these they this those to
    under up until was we were what when where which who whom whose why will with would you your
"""
_FUNCTION_WORDS = frozenset((_VIETNAMESE_FUNCTION_WORDS + _ENGLISH_FUNCTION_WORDS).split())


@dataclass(frozen=True, slots=True)
class Pair:
    """``query`` is meant to find ``text``; ``kind`` is a value of ``KINDS``, ``field`` the field of administration."""

    query: str
    text: str
    kind: str
    field: str


def read(folder: Path, voices: bool = True) -> list[Pair]:
    """The pairs that may be learnt, or those of the fields' files alone; a fault raises ValueError with file and line."""
    files = sorted(path for path in folder.glob("*.txt") if path.stem not in (HELD_OUT, UNSEEN))
    return [pair for path in files if voices or not path.stem.startswith(VOICES) for pair in _read_file(path)]


def fold(pairs: Sequence[Pair], number: int) -> list[Pair]:
    """The pairs of each fifth task, beginning with that number."""
    place = {text: at % FOLDS for at, text in enumerate(dict.fromkeys(pair.text for pair in pairs))}
    return [pair for pair in pairs if place[pair.text] == number]


def held_out(folder: Path) -> list[Pair]:
    """The pairs that must not be learnt: other tasks, other queries, written without the concept lexicon."""
    return list(_read_file(folder / f"{HELD_OUT}.txt"))


def unseen(folder: Path) -> list[Pair]:
    """The same of a hand that had seen nothing of what the program knows."""
    return list(_read_file(folder / f"{UNSEEN}.txt"))


def content_syllables(text: str) -> frozenset[str]:
    """The syllables of a text, lower case, without function words of either language."""
    return frozenset(_SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())) - _FUNCTION_WORDS


def _read_file(path: Path) -> Iterator[Pair]:
    """The pairs of one file in order. The field is the file's name until a line ``@ field`` says another."""
    field, text, queries = path.stem, "", 0
    for number, mark, body in _lines(path):
        where = f"{path.name}:{number}"
        if mark in (_TEXT, _FIELD):
            _require(not text or queries > 0, f"{where}: the task above has no query")
            field, text, queries = (field, body, 0) if mark == _TEXT else (body, "", 0)
            continue
        _require(mark in KINDS, f"{where}: unknown mark {mark!r}")
        _require(bool(text), f"{where}: a query before any task")
        _require(KINDS[mark] not in PLAIN_KINDS or folded(body) == body, f"{where}: marks in an unmarked or English query")
        queries += 1
        yield Pair(body, text, KINDS[mark], field)
    _require(queries > 0, f"{path.name}: the last task has no query")


def _lines(path: Path) -> Iterator[tuple[int, str, str]]:
    """(line number, mark, body) of each line that is neither blank nor a comment."""
    content = path.read_text(encoding="utf-8")
    for number, line in enumerate(content.split("\n"), start=1):
        if not line or line.startswith(_COMMENT):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{path.name}:{number}: expected a mark, one blank and a text, found {line!r}")
        _require(unicodedata.is_normalized("NFC", line), f"{path.name}:{number}: not in Unicode form NFC")
        yield number, match["mark"], match["body"]


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)
