"""What the tasks of a document say, in one hash: equal where every letter of content, parties, product and deadline is.

Kept beside each document in the store. Whoever changes what is hashed raises ``FINGERPRINT_VERSION``: stores then make theirs
anew at the next opening.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from corpus.model import Task

FINGERPRINT_VERSION = 1
_NO_LETTERS = re.compile(r"[\W_]+")


def fingerprint(tasks: Iterable[Task]) -> str | None:
    """``None`` for no tasks."""
    said = [letters(_whole(task)) for task in tasks]
    return sha256("".join(said).encode()).hexdigest() if said else None


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case: what a line break, a sign or a capital does not change."""
    return _NO_LETTERS.sub("", text.lower())


def _whole(task: Task) -> str:
    """What two versions of a task may differ in; a note says nothing of the duty."""
    mentions = (mention.name for mention in (*task.lead, *task.coordinating))
    deadlines = (deadline.raw if deadline else "" for deadline in (task.deadline, task.adjusted_deadline))
    product = task.deliverable.text if task.deliverable else ""
    return " ".join((task.content.text, *mentions, product, *deadlines, *task.sources))
