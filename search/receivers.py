"""Which tasks say that something goes to an agency: "gửi bảng đăng ký về Sở Khoa học và Công nghệ", "trình UBND tỉnh"?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.agencies import key, lookup
from corpus.model import Task
from corpus.spelling import bare
from ingest import agencies
from search.asked import AskedAgency, same_name
from search.knowledge import Knowledge

_GIVEN = r"(?:gui|nop|trinh|bao cao|tong hop)"
_SENDS_ITSELF = re.compile(r"\s+(?:phai|can|se|duoc|co|da|chu tri|phoi hop|lam|nop|gui)\b")
_SENDING = re.compile(rf"\b(?:sent|submitted|reported) (?:\w+ )?to\b|\b{_GIVEN}\b(?: (?:ve|cho|toi|den|len)\b)?")
_BETWEEN = r"[^.;]{0,60}"
# how an abbreviation of a name that begins so begins itself: "UBND tỉnh", "VP Tỉnh ủy"
_CODES = {"uy": ("ubnd", "mttq", "ubmttq"), "hoi": ("hdnd",), "van": ("vp",), "ban": ("bcd", "bql", "bch"), "cong": ("ca",)}
_GIVES_TO = re.compile(rf"\b{_GIVEN}\b{_BETWEEN}$")
_ASKED_TO = re.compile(
    rf"\b{_GIVEN}(?: (?:ket qua|tien do|bao cao|ve|cho|toi|den|len|bang|gi|nao|phai|dinh ky|(?:hang|moi) \w+|nhung|viec|cac))"
    r"{0,4}\s+$|\b(?:sent|submitted|reported|reports?) (?:\w+ )?to (?:the )?$"
)


def is_receiver(before: str, after: str) -> bool:
    """Whether an agency between these words of a question is the one that something goes to: not "báo cáo Sở Y tế phải nộp"."""
    return _ASKED_TO.search(bare(before)) is not None and _SENDS_ITSELF.match(bare(after)) is None


def words_of_sending(left: str) -> Iterator[tuple[int, int]]:
    """Where the words of a question stand that only say that something is sent."""
    yield from (found.span() for found in _SENDING.finditer(bare(left)))


def received(knowledge: Knowledge, receiver: AskedAgency, places: Sequence[int]) -> Sequence[int]:
    """Those of the places whose content, product, deadline or note sends something to the agency."""
    may = _pattern(receiver)
    return [place for place in places if _sends(knowledge.records[place].task, receiver, may)]


def _pattern(receiver: AskedAgency) -> re.Pattern[str]:
    """What a text that sends something to the agency looks like at least: most of the others need not be read."""
    known = lookup(receiver.name)
    spellings = (receiver.name, *(known.aliases if known else ()))
    heads = {_head(bare(spelling).split()) for spelling in spellings}
    heads |= {code for spelling in spellings for code in _CODES.get(bare(spelling).split()[0], ())}
    return re.compile(rf"\b{_GIVEN}\b{_BETWEEN}\b(?:{'|'.join(sorted(heads))})")


def _head(words: Sequence[str]) -> str:
    """The first word, and how the second one begins: "so k" of "Sở Khoa học", "Sở KH&CN"."""
    return re.escape(words[0]) + (rf"\W+{re.escape(words[1][0])}" if len(words) > 1 else "")


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
