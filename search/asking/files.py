"""The files that a question names: "003.txt có bao nhiêu nhiệm vụ"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Document
from corpus.spelling import bare

_FILE = re.compile(
    r"(?<![\w/.-])(?:(?:tệp|tep|file)\s+)?(?P<name>[\w.-]+\.(?:txt|pdf|docx?|xlsx?|md|html?|odt|rtf|png|jpe?g|tiff?))(?!\w)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class File:
    """``documents`` are the papers of the file, empty where none is held; ``start`` to ``end`` names it."""

    name: str
    documents: tuple[Document, ...]
    start: int
    end: int


def files_in(text: str, documents: Sequence[Document]) -> list[File]:
    return [
        File(found["name"], tuple(d for d in documents if bare(d.source_file) == bare(found["name"])), *found.span())
        for found in _FILE.finditer(text)
    ]
