"""Which tasks say that something goes to an agency: "gửi bảng đăng ký về Sở Khoa học và Công nghệ", "trình UBND tỉnh"?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.agencies import key, lookup
from corpus.model import Task
from corpus.spelling import bare
from ingest.names import agencies
from search.asking.sending import GIVEN, GIVING
from search.binding.asked_agency import AskedAgency, same_name
from search.held.knowledge import Knowledge

_BETWEEN = r"[^.;]{0,60}"
_WORDS_BETWEEN = 32  # in so many letters at most, with the words of the giving themselves
# how an abbreviation of a name that begins so begins itself: "UBND tỉnh", "VP Tỉnh ủy"
_CODES = {"uy": ("ubnd", "mttq", "ubmttq"), "hoi": ("hdnd",), "van": ("vp",), "ban": ("bcd", "bql", "bch"), "cong": ("ca",)}
_GIVES_TO = re.compile(rf"\b{GIVEN}\b{_BETWEEN}$")


def received(knowledge: Knowledge, receiver: AskedAgency, places: Sequence[int]) -> Sequence[int]:
    """Those of the places whose content, product, deadline or note sends something to the agency."""
    heads = _heads(receiver)
    begun = "|".join(sorted(r"\W+".join(map(re.escape, head)) for head in heads))
    may = re.compile(rf"\b{GIVEN}\b{_BETWEEN}\b(?:{begun})")
    near = set(knowledge.words.followed(map(str.split, GIVING), heads, _WORDS_BETWEEN))
    return [place for place in places if place in near and _sends(knowledge.records[place].task, receiver, may)]


def _heads(receiver: AskedAgency) -> set[tuple[str, ...]]:
    """How the agency's name begins in print, in bare words: most of the texts have none of them behind a giving."""
    known = lookup(receiver.name)
    spellings = [bare(spelling).split() for spelling in (receiver.name, *(known.aliases if known else ()))]
    return {_head(words) for words in spellings} | {(code,) for words in spellings for code in _CODES.get(words[0], ())}


def _head(words: Sequence[str]) -> tuple[str, ...]:
    """The first word, and how the second one begins: "so k" of "Sở Khoa học", "Sở KH&CN"."""
    return (words[0], words[1][0]) if len(words) > 1 else (words[0],)


def _sends(task: Task, receiver: AskedAgency, may: re.Pattern[str]) -> bool:
    for text in _texts(task):
        found = may.search(bare(text))
        if found is not None and _goes_to(text[found.start() :], receiver):
            return True
    return False


def _texts(task: Task) -> Iterator[str]:
    yield task.content.text
    yield task.deliverable.text if task.deliverable else ""
    yield from (deadline.raw for deadline in (task.deadline, task.adjusted_deadline) if deadline)
    yield task.note or ""


@lru_cache(maxsize=65536)
def _goes_to(text: str, receiver: AskedAgency) -> bool:
    for found in agencies.find(text):
        elsewhere = found.province and receiver.province and not same_name(found.province, receiver.province)
        if key(found.name) == key(receiver.name) and not elsewhere and _GIVES_TO.search(bare(text[: found.start])):
            return True
    return False
