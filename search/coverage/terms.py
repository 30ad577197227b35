"""What a task says, as words to compare: without the frame that only says who ("Giao các sở, ban, ngành …"), list marks and
cited documents.

Words are compared on their letters without marks: a scanner or a typist gets the marks wrong first ("thông nhất", "điện rộng").
Figures are kept apart, see ``figures``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.agencies import longest
from corpus.model import Task
from corpus.phrase_words import scan
from corpus.spelling import Lexicon, Word, split_words
from ingest.grammar import numbers

_MARK = re.compile(r"\s*(?:[-–+•*]|\(?\d{1,2}[.)]|[a-zđ]\))\s+")  # "(3) ", "- ", "1. ", "a) "
_ORDERS = Lexicon(("yêu cầu", "giao", "giao cho", "đề nghị", "chỉ đạo"))
_DUTIES = Lexicon(("phải", "có trách nhiệm", "chịu trách nhiệm", "cần", "thực hiện", "tổ chức thực hiện", "chủ trì"))
_LEADS = Lexicon(("chủ trì", "chủ trì phối hợp", "chủ trì phối hợp với", "làm đầu mối", "là đầu mối"), loose=True)
_FAR = 16  # words of a unit's name behind "giao"
# "tại Kế hoạch số 35/KH-UBND ngày 04/02/2026 của UBND tỉnh về …": the citation with its date and issuer, up to the next pause
_CITED_HEAD = re.compile(r"(?:(?:tại|theo|của)\s+)?(?:[^\W\d_]+\s+){1,3}số:?\s*$", re.IGNORECASE)
_CITED_TAIL = re.compile(r"(?:,?\s*ngày\s+[\d/.-]+)?(?:\s+của\s+[^;,.()]{1,80})?")
_PAUSE = re.compile(r"[;.]\s+|\n|\(\d{1,2}\)")
_QUOTED = re.compile(r"[“\"«]([^”\"»]{3,120})[”\"»]")
_SHORTEST = 3  # words of a clause
# what every directive says, whatever it is about
_COMMON = frozenset(
    word.bare
    for word in split_words(
        "thực hiện triển khai tổ chức xây dựng hoàn thành hoàn thiện của các cho theo với trong trên tại từ đến để được có là "
        "những một số mọi mỗi thuộc phải không bảo đảm tiếp tục tăng cường đẩy mạnh phục vụ cấp tỉnh xã phường cơ quan đơn vị "
        "địa phương nhiệm vụ kế hoạch nội dung yêu cầu về năm nay bằng vào ra công tác quy định hiệu quả giao báo cáo kết quả "
        "việc nhất"
    )
)


@lru_cache(maxsize=65536)  # a parent is compared with many children, field by field
def listed_words(text: str) -> tuple[Word, ...]:
    """All words of a text in order."""
    return tuple(split_words(text))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a field that say what is to be done; offsets are those of ``text``."""
    listed = listed_words(text)
    begin = _begin(text)
    cited = tuple(_cited(text))
    return tuple(word for word in listed[begin:] if not any(start <= word.start < end for start, end in cited))


@lru_cache(maxsize=65536)
def clauses(text: str) -> tuple[str, ...]:
    """The parts of a content that can stand alone, divided by ";", "." and "(1)"."""
    return tuple(part for part in (piece.strip() for piece in _PAUSE.split(text)) if len(part.split()) >= _SHORTEST)


def without_frame(text: str) -> int:
    """The offset in ``text`` at which the duty itself begins: behind "(3)", "Yêu cầu các cơ quan, đơn vị: (1)"."""
    listed, begin = listed_words(text), _begin(text)
    return listed[begin].start if begin < len(listed) else 0


@lru_cache(maxsize=65536)
def terms(text: str) -> frozenset[str]:
    """The words and the pairs of neighbours of a field, without marks and without figures."""
    plain = [word.bare for word in words_of(text) if not _has_digit(word.bare)]
    return frozenset(plain) | {f"{one} {other}" for one, other in pairwise(plain)}


@lru_cache(maxsize=65536)
def figures(text: str) -> frozenset[str]:
    """The figures of a field as printed, leading zeros aside: "90", "1.200", "31/7/2026"; not those of cited documents."""
    cited = tuple(_cited(text))
    found = re.finditer(r"\d+(?:[./,]\d+)*", text)
    return frozenset(re.sub(r"(?<![\d.,])0+(?=\d)", "", m[0]) for m in found if not any(s <= m.start() < e for s, e in cited))


@lru_cache(maxsize=65536)
def names(text: str) -> frozenset[str]:
    """What stands in quotation marks, as words without marks: “Bình dân học vụ số”."""
    quoted = (" ".join(word.bare for word in listed_words(found[1])) for found in _QUOTED.finditer(text))
    return frozenset(name for name in quoted if name.count(" ") >= _SHORTEST - 1)


def plain(text: str) -> str:
    """All words of a text without marks, to look names up in."""
    return " ".join(word.bare for word in listed_words(text))


def whole(task: Task) -> str:
    """The text of a task with its product, as one."""
    product = task.deliverable.text if task.deliverable else ""
    return f"{task.content.text}. {product}" if product else task.content.text


def share_of_common(term: str) -> float:
    """How much a term says beyond officialese: 1 for a word of the matter, less where each of its words is common."""
    common = [part in _COMMON for part in term.split()]
    return 0.25 if all(common) else 0.8 if any(common) else 1.0


@lru_cache(maxsize=65536)
def _begin(text: str) -> int:
    """The index of the first word behind list marks and the frame; 0 where nothing else would be left."""
    listed = listed_words(text)
    at = _behind_mark(text, listed, 0)
    ordered = _ORDERS.end(listed, at)
    end = _behind_actor(text, listed, ordered)
    if end == ordered:
        end = _behind_unit(text, listed, ordered) if ordered > at else at
    elif ordered == at:
        end = _DUTIES.end(listed, end) if _DUTIES.end(listed, end) > end else at
    else:
        end = _DUTIES.end(listed, end)
    end = _behind_mark(text, listed, end)
    return end if end < len(listed) else 0


def _behind_actor(text: str, listed: Sequence[Word], at: int) -> int:
    """The index behind the agencies and group phrases in a row at word ``at``, and behind "chủ trì, phối hợp"."""
    end = at
    while end < len(listed):
        group, named = scan(text, listed, end), longest(text, listed, end)
        behind = group.end if group else named.end if named else end
        if behind == end:
            break
        end = behind
    return _LEADS.end(listed, end) if end > at else at


def _behind_unit(text: str, listed: Sequence[Word], at: int) -> int:
    """Behind "Giao Phòng … chủ trì, phối hợp với …": an inner unit that no registry knows ends at what it is to do."""
    for i in range(at, min(at + _FAR, len(listed))):
        end = _LEADS.end(listed, i)
        if end > i:
            return _behind_actor(text, listed, end)
    return at


def _behind_mark(text: str, listed: Sequence[Word], at: int) -> int:
    """The index behind "(1)" or "-" that stands before word ``at``."""
    begin = listed[at - 1].end if at else 0
    found = re.compile(r"[\s:,;]*").match(text, begin)
    mark = _MARK.match(text, found.end() if found else begin)
    if mark is None:
        return at
    return next((i for i in range(at, len(listed)) if listed[i].start >= mark.end()), at)


def _cited(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of cited documents: type word, number, date, issuer."""
    for number in numbers.find(text):
        head = _CITED_HEAD.search(text, max(0, number.start - 40), number.start)
        tail = _CITED_TAIL.match(text, number.end)
        yield head.start() if head else number.start, tail.end() if tail else number.end


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
