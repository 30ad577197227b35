"""Which tasks speak of this? By the words of a question that name nothing else: all of them near together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence

from corpus.spelling import bare
from ingest.grammar.unmarked import either
from search.asking.question import Question
from search.held.knowledge import Knowledge, Record
from search.held.plain_words import tokens

# Words that say nothing about what a task is about: "mục tiêu phủ sóng 5G đạt 95%" is about "phủ sóng 5G 95%".
_EMPTY = frozenset(
    (
        "mục", "tiêu", "đạt", "việc", "công", "tác", "nội", "dung", "hoạt", "động", "cụ", "thể", "chỉ", "tiêu", "tỷ", "lệ",
        "được", "bị", "các", "những", "của", "và", "cho", "là", "có", "về", "với", "các", "mọi", "từng", "trong", "ngoài",
        "mình", "cùng", "theo", "để", "vào", "tại", "ở", "từ", "đến", "do", "một", "này", "đó", "khác", "nhau", "đặt", "thì",
        "mà", "hay", "hoặc", "lo", "đâu", "rồi", "đấy", "vậy", "thế", "nhỉ", "ạ", "nhé", "xem", "kể", "ra", "bên",
        "tasks", "task", "the", "a", "of", "in", "on", "for", "to", "and", "about", "is", "are", "with", "work",
    )
)  # fmt: skip
_DOING = re.compile(
    either(r"(?<!\w)(?:triển khai thực hiện|tổ chức thực hiện|thực hiện|triển khai|tổ chức)(?!\w)"), re.IGNORECASE
)
_BARE_EMPTY = frozenset(bare(word) for word in _EMPTY)
# With its marks: "mua sam may tinh" is about máy and does not ask mấy.
_ASKS = re.compile(
    r"^ai\b|\b(?:nào|gì|bao nhiêu|mấy|đâu|(?:tại|vì|làm|ra) sao|bao giờ|what|which|who|when|where|how)\b|\?\s*$", re.IGNORECASE
)
_MET = 0.5
_MOST = 0.7
SHARE = 0.55  # of the word pairs that a task must hold to be the one that is meant
_NOWHERE = 0.5
_FEW = 4  # of equally good ones; more are too many to be meant


def content_words(text: str) -> list[str]:
    """The words of a text that say something, in order."""
    return [word for word in tokens(_DOING.sub(" ", text)) if word not in _EMPTY and word not in _BARE_EMPTY]


def readings(question: Question, words: str) -> tuple[str, ...]:
    """The words with marks, and as they were typed where the marks were only guessed."""
    return (words, bare(words)) if question.careless else (words,)


def about(knowledge: Knowledge, text: str) -> list[Record]:
    """Every record that holds all words of ``text`` near together; of one word alone every record that holds it."""
    return [knowledge.records[place] for place in knowledge.words.holding(content_words(text), near=True)]


def printed(knowledge: Knowledge, text: str) -> list[Record]:
    """Every record that prints the words of ``text`` one after the other."""
    words = tokens(text)
    return [knowledge.records[place] for place in knowledge.words.phrase(words)] if words else []


def speak_of(texts: Sequence[str], text: str) -> bool:
    """Whether one of the texts holds most of the words of ``text``."""
    words = {bare(word) for word in content_words(text)}
    held = ({bare(word) for word in tokens(one)} for one in texts)
    return bool(words) and any(len(words & there) >= _MOST * len(words) for there in held)


def is_strange(knowledge: Knowledge, question: Question) -> bool:
    """Whether a question (no mere description) speaks mostly of what no record does: few of its word pairs stand anywhere."""
    words = content_words(question.quoted or question.words)
    if question.query.documents or len(words) < 2 or not _ASKS.search(question.restored):
        return False
    pairs = _neighbours(knowledge, question.quoted or question.words)
    return sum(map(bool, pairs)) <= _MET * len(pairs)


def nearest(knowledge: Knowledge, text: str, among: Collection[str] | None, share: float = SHARE) -> list[Record]:
    """The records that hold the largest share of the word pairs, weighed by how rare they are; none below a good share.

    A pair that stands nowhere counts little: it is the asker's own wording. ``among`` are task ids, ``None`` is all.
    """
    scores: dict[int, float] = {}
    total = 0.0
    words = content_words(text)
    for places in _neighbours(knowledge, text):
        weight = 2.0 - len(places) / (len(knowledge.records) or 1) if places else _NOWHERE
        total += weight
        for place in places:
            scores[place] = scores.get(place, 0.0) + weight
    if among is not None:
        scores = {place: score for place, score in scores.items() if knowledge.records[place].task.id in among}
    best = max(scores.values(), default=0.0)
    meant = [knowledge.records[place] for place in sorted(scores) if scores[place] == best]
    return meant if len(words) > 2 and best >= share * total and len(meant) <= _FEW else []


def _neighbours(knowledge: Knowledge, text: str) -> list[list[int]]:
    """For each two words that follow each other the records that print them so, with or without what stands between them:
    "trang bị máy tính" says "trang máy" only by leaving out what tells little."""
    typed = tokens(_DOING.sub(" ", text))
    telling = [at for at, word in enumerate(typed) if content_words(word)]
    found = []
    for at, after in itertools.pairwise(telling):
        places = knowledge.words.phrase((typed[at], typed[after]))
        found.append(sorted({*places, *knowledge.words.phrase(typed[at : after + 1])}) if after - at > 1 else places)
    return found
