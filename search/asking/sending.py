"""Does a question ask what is sent to an agency? "báo cáo nào phải gửi Sở Y tế", "tasks reported to Sở Tư pháp"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.spelling import bare

GIVING = ("gui", "nop", "trinh", "bao cao", "tong hop")
GIVEN = rf"(?:{'|'.join(GIVING)})"
_SENDS_ITSELF = re.compile(r"\s+(?:phai|can|se|duoc|co|da|chu tri|phoi hop|lam|nop|gui)\b")
_SENDING = re.compile(rf"\b(?:sent|submitted|reported) (?:\w+ )?to\b|\b{GIVEN}\b(?: (?:ve|cho|toi|den|len)\b)?")
_ASKED_TO = re.compile(
    rf"\b{GIVEN}(?: (?:ket qua|tien do|bao cao|ve|cho|toi|den|len|bang|gi|nao|phai|dinh ky|(?:hang|moi) \w+|nhung|viec|cac))"
    r"{0,4}\s+$|\b(?:sent|submitted|reported|reports?) (?:\w+ )?to (?:the )?$"
)


def is_receiver(before: str, after: str) -> bool:
    """Whether an agency between these words of a question is the one that something goes to: not "báo cáo Sở Y tế phải nộp"."""
    return _ASKED_TO.search(bare(before)) is not None and _SENDS_ITSELF.match(bare(after)) is None


def words_of_sending(left: str) -> Iterator[tuple[int, int]]:
    """Where the words of a question stand that only say that something is sent."""
    yield from (found.span() for found in _SENDING.finditer(bare(left)))
