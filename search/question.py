"""What is asked: a typed question from free typing, without a language model.

Slots come from the corpus (its numbers, documents, agencies) and the registry, matched longest first and tolerant to marks and
case; cues give the intent; what stays over is free text for ranking. A named thing that the corpus does not hold is kept as
``unknown``, so that the answer can say so instead of guessing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from corpus.model import Document
from corpus.spelling import bare
from ingest import agencies, numbers, windows
from search.cues import cues_in, language_of, without_cues
from search.knowledge import Knowledge
from search.query import By, RoleName, TaskQuery
from search.reach import AskedAgency

Intent = Literal["tasks", "documents_by_source", "documents_by_relation", "count", "passages"]
_ANNEX = re.compile(r"phu luc\s+(?:so\s+)?(?P<annex>[ivx]{1,5}|\d{1,2})\b|\bannex\s+(?P<annex_en>[ivx]{1,5}|\d{1,2})\b")
_STT = re.compile(r"\b(?:stt|nhiem vu so|muc so|row)\s*(?P<stt>\d{1,3})\b")
_PLAN_OF = re.compile(r"(?:ke hoach|chuong trinh|van ban|plans?)\s+(?:cua|do|of|by)\s*(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A thing named in the question that the corpus lacks: ``kind`` is ``number`` or ``agency``; ``near`` are the nearest names."""

    kind: str
    written: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """``query`` holds the filters on tasks; ``numbers`` the known document numbers that are neither source nor container."""

    text: str
    language: str
    intent: Intent
    query: TaskQuery = field(default_factory=TaskQuery)
    relation: str | None = None
    numbers: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    words: str = ""


def understand(text: str, knowledge: Knowledge, today: date) -> Question:
    """Never raises; a question that names nothing known becomes a search for passages."""
    text = " ".join(text.split())[:_LONGEST]
    reader = _Reader(text, knowledge, today)
    return reader.question()


_LONGEST = 2000


class _Reader:
    """Takes slots out of the question one kind at a time; what was taken is blanked so that it is not read twice."""

    def __init__(self, text: str, knowledge: Knowledge, today: date) -> None:
        self.text = text
        self.left = text
        self.knowledge = knowledge
        self.today = today
        self.cues = cues_in(text)
        self.unknown: list[Unknown] = []
        self.documents: list[Document] = []
        self.sources: list[str] = []
        self.asked: list[AskedAgency] = []

    def question(self) -> Question:
        self._numbers()
        window = self._window()
        self._agencies()
        annex, stt = self._place()
        intent, relation = self._intent()
        words = without_cues(self.left)
        query = TaskQuery(
            agencies=tuple(self.asked),
            roles=self._roles(),
            by=self._by(),
            sources=tuple(self.sources),
            all_sources="all_of" in self.cues and len(self.sources) > 1,
            documents=tuple(dict.fromkeys(d.id for d in self.documents)),
            annex=annex,
            stt=stt,
            due_after=window.start if window else None,
            due_before=window.end if window else None,
            overdue="overdue" in self.cues,
            at=(window.end if window and "overdue" in self.cues else None) or self.today,
        )
        return Question(
            self.text, language_of(self.text), intent, query, relation, tuple(self.sources), tuple(self.unknown), words
        )

    def _take(self, start: int, end: int) -> None:
        self.left = self.left[:start] + " " * (end - start) + self.left[end:]

    def _numbers(self) -> None:
        """A known number is the document asked in ("theo kế hoạch 144") or, near a source cue, what assigns the tasks."""
        known = self.knowledge.known_numbers
        for found in numbers.find_in_question(self.left, known):
            self._take(found.start, found.end)
            if numbers.key(found.canonical) not in {numbers.key(n) for n in known}:
                self.unknown.append(Unknown("number", found.canonical, numbers.suggest(found.canonical, known)))
                continue
            held = self.knowledge.numbered(found.canonical)
            if held and not self.cues & {"source", "documents"}:
                self.documents += held
            else:
                self.sources.append(found.canonical)

    def _window(self) -> windows.Window | None:
        found = windows.window(self.left, self.today, self.today.year)
        if found is not None:
            self._take(found.start_pos, found.end_pos)
        return found

    def _agencies(self) -> None:
        """An agency after "kế hoạch của" names the plan's issuer; any other one is who the tasks are for."""
        for found in agencies.find(self.left):
            before = bare(self.left[: found.start])
            asked = AskedAgency(found.name, found.province, found.commune)
            self._take(found.start, found.end)
            if _PLAN_OF.search(before):
                self._issued_by(found.as_written, asked)
            else:
                self.asked.append(asked)

    def _issued_by(self, written: str, asked: AskedAgency) -> None:
        held = [d for d in self.knowledge.documents if issued_by(d, asked)]
        if held:
            self.documents += held
        else:
            issuers = [d.issuer for d in self.knowledge.documents if d.issuer]
            self.unknown.append(Unknown("agency", written, agencies.near(written, issuers)))

    def _place(self) -> tuple[str | None, str | None]:
        plain = bare(self.left)
        annex, stt = _ANNEX.search(plain), _STT.search(plain)
        for match in (annex, stt):
            if match:
                self._take(match.start(), match.end())
        label = (annex["annex"] or annex["annex_en"]).upper() if annex else None
        return label, stt["stt"] if stt else None

    def _roles(self) -> frozenset[RoleName]:
        if "coordinating" in self.cues:
            return frozenset({"lead", "coordinating"}) if "lead" in self.cues else frozenset({"coordinating"})
        if self.cues & {"lead", "obliged"} or "tasks" in self.cues:
            return frozenset({"lead"})
        return frozenset({"lead", "coordinating"})

    def _by(self) -> frozenset[By]:
        if "by_name" in self.cues:
            return frozenset({"name"})
        return frozenset({"group"}) if "by_group" in self.cues else frozenset({"name", "group", "issuer", "product"})

    def _intent(self) -> tuple[Intent, str | None]:
        if "documents" in self.cues and (self.sources or self.unknown):
            relation = next((r for r in ("replaces", "implements", "based_on") if r in self.cues), None)
            if relation is None or "source" in self.cues:
                return "documents_by_source", None
            return "documents_by_relation", relation
        structured = self.asked or self.sources or self.documents or self.unknown
        if structured and "count" in self.cues:
            return "count", None
        if structured and (self.cues & {"tasks", "lead", "coordinating", "obliged", "source", "overdue"} or self._names_only()):
            return "tasks", None
        return "passages", None

    def _names_only(self) -> bool:
        """The question is nothing but a name."""
        return not without_cues(self.left)


def issued_by(document: Document, asked: AskedAgency) -> bool:
    """Whether the asked agency issued the document; an unstated province fits any."""
    from corpus.agencies import key

    if document.agency is None or key(document.agency) != key(asked.name):
        return asked.commune is not None and document.agency is not None and key(document.agency).endswith(key(asked.commune))
    return asked.province is None or document.province is None or key(document.province) == key(asked.province)
