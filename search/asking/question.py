"""What is asked: a typed question from free typing, without a language model.

Slots come from the corpus (its numbers, documents, agencies) and the registry, matched longest first and tolerant to marks and
case; cues give the intent; what stays over is free text for ranking. A named thing that the corpus does not hold is kept as
``unknown``, so that the answer can say so instead of guessing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date

from search.asking.cues import lacks_marks, language_of
from search.asking.filters import query_of
from search.asking.intents import Intent, intent_of, is_negated
from search.asking.left_words import BY_KIND, beside_kind
from search.asking.read_slots import read_slots
from search.asking.shortened import written_out
from search.asking.task_query import TaskQuery
from search.asking.unknown import Unknown
from search.binding.asked_agency import issued_by
from search.held.knowledge import Knowledge

__all__ = ["Intent", "Question", "Unknown", "issued_by", "understand"]

_LONGEST = 600  # characters that are read; nobody asks at greater length


@dataclass(frozen=True, slots=True)
class Question:
    """``query`` holds the filters on tasks; ``numbers`` are the known document numbers that the question asks about.

    ``quoted`` is what stands in quotation marks, ``topic`` what stands behind "về"; ``negated`` says that the question excludes
    something; ``signers`` are the documents whose signer is named; ``section`` is the label of a section ("III.2").
    ``restored`` is the text with names as printed and marks added where they were left out (``careless``). ``cues`` are the
    names of the cues that it holds. ``home`` is the province whose papers are asked for. ``taken`` says how
    words of several meanings were taken.
    """

    text: str
    language: str
    intent: Intent
    query: TaskQuery = field(default_factory=TaskQuery)
    relation: str | None = None
    numbers: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    words: str = ""
    quoted: str = ""
    topic: str = ""
    negated: bool = False
    signers: tuple[str, ...] = ()
    section: str | None = None
    restored: str = ""
    cues: frozenset[str] = frozenset()
    careless: bool = False
    home: str | None = None
    taken: str = ""

    @property
    def read(self) -> str:
        """The text as it was read: names put right, codes of papers written out ("KH" → "kế hoạch")."""
        return self.restored or self.text


def understand(text: str, knowledge: Knowledge, today: date) -> Question:
    """Never raises; a question that names nothing known becomes a search for passages."""
    text = " ".join("".join(map(_printable, unicodedata.normalize("NFC", text[: 2 * _LONGEST]))).split())[:_LONGEST]
    read = written_out(knowledge.printed_names.put_right(text.lower() if text.isupper() else text))
    careless = lacks_marks(read) and language_of(read) == "vi"
    restored = knowledge.restore(read) if careless else read
    slots = read_slots(read, knowledge, today, restored)
    intent, relation = intent_of(slots)
    return Question(
        text,
        language_of(text),
        intent,
        query_of(slots),
        relation,
        tuple(dict.fromkeys([*slots.sources, *slots.cited])),
        tuple(slots.unknown),
        beside_kind(slots.words) if intent in BY_KIND else slots.words,
        slots.quoted,
        slots.topic,
        is_negated(slots),
        tuple(d.id for d in slots.signers),
        slots.place.section,
        restored,
        slots.cues,
        careless,
        slots.home,
        slots.taken,
    )


def _printable(letter: str) -> str:
    """Control characters and lone surrogates are blanks."""
    return " " if unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} else letter
