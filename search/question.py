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

from corpus.agencies import key
from corpus.model import Document
from corpus.spelling import bare
from ingest import agencies, numbers, windows
from search.cues import CUES, cues_in, language_of, without_cues
from search.knowledge import Knowledge
from search.query import By, RoleName, TaskQuery
from search.reach import AskedAgency, asked, near

Intent = Literal["tasks", "documents_by_source", "documents_by_relation", "numbers_by_relation", "signer", "count", "passages"]
_ANNEX = re.compile(r"phu luc\s+(?:so\s+)?(?P<annex>[ivx]{1,5}|\d{1,2})\b|\bannex\s+(?P<annex_en>[ivx]{1,5}|\d{1,2})\b")
_STT = re.compile(r"\b(?:stt|nhiem vu so|muc so|row)\s*(?P<stt>\d{1,3})\b")
_PLAN_OF = re.compile(r"(?:ke hoach|chuong trinh|van ban|plans?)\s+(?:(?:cua|do|of|by)\s+)?(?:the\s+)?$")
_PLAN_AFTER = re.compile(r"^(?:'s)?\s+(?:plan|programme)\b")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Unknown:
    """A thing named in the question that the corpus lacks: ``kind`` is ``number`` or ``agency``, ``near`` the nearest names."""

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


def issued_by(document: Document, agency: AskedAgency) -> bool:
    """Whether the asked agency issued the document; an unstated province fits any."""
    if document.agency is None or key(document.agency) != key(agency.name):
        return False
    return agency.province is None or document.province is None or key(document.province) == key(agency.province)


class _Reader:
    """Takes slots out of the question one kind at a time; what was taken is blanked so that it is not read twice."""

    def __init__(self, text: str, knowledge: Knowledge, today: date) -> None:
        self.text = text
        self.left = text
        self.knowledge = knowledge
        self.today = today
        self.cues = cues_in(text)
        self.window: windows.Window | None = None
        self.unknown: list[Unknown] = []
        self.documents: list[Document] = []
        self.sources: list[str] = []
        self.named: list[tuple[int, tuple[str, ...]]] = []
        self.asked: list[AskedAgency] = []

    def question(self) -> Question:
        self._numbers()
        window = self.window = self._window()
        self._agencies()
        annex, stt = self._place()
        intent, relation = self._intent()
        words = without_cues(self.left)
        query = TaskQuery(
            agencies=tuple(self.asked),
            roles=self._roles(),
            by=self._by(),
            only_role="only" in self.cues,
            sources=tuple(self.sources),
            all_sources="all_of" in self.cues and len(self.sources) > 1,
            documents=tuple(dict.fromkeys(d.id for d in self.documents)),
            annex=annex,
            stt=stt,
            due_after=window.start if window and window.sense != "as_of" else None,
            due_before=window.end if window and window.sense != "as_of" else None,
            starting="starts" in self.cues,
            overdue="overdue" in self.cues,
            at=(window.end if window and window.sense == "as_of" else None) or self.today,
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
            if not found.candidates:
                self.unknown.append(Unknown("number", found.number, numbers.suggest(found.number, known)))
                continue
            self.named.append((found.start, found.candidates))
        containers = self._containers()
        for place, candidates in self.named:
            held = [document for number in candidates for document in self.knowledge.numbered(number)]
            if held and place in containers:
                self.documents += held
            else:
                self.sources += candidates

    def _containers(self) -> set[int]:
        """Where the numbers stand that name the document asked in: all of them, or with a source cue those farther from it."""
        places = [place for place, _ in self.named]
        cue = CUES["source"].search(bare(self.text))
        if cue is None:
            return set() if "documents" in self.cues else set(places)
        nearest = min((abs(place - cue.start()) for place in places), default=0)
        return {place for place in places if self._is_held(place) and abs(place - cue.start()) > nearest}

    def _is_held(self, place: int) -> bool:
        return any(self.knowledge.numbered(number) for at, numbers_ in self.named if at == place for number in numbers_)

    def _window(self) -> windows.Window | None:
        found = windows.window(self.left, self.today, self.today.year)
        if found is not None:
            self._take(found.start_pos, found.end_pos)
        return found

    def _agencies(self) -> None:
        """An agency after "kế hoạch của" names the plan's issuer; any other one is who the tasks are for."""
        for found in agencies.find(self.left):
            agency = asked(found)
            if agency is None:
                continue
            before, after = bare(self.left[: found.start]), bare(self.left[found.end :])
            self._take(found.start, found.end)
            if _PLAN_OF.search(before) or _PLAN_AFTER.match(after):
                self._issued_by(found.as_written, agency)
            else:
                self.asked.append(agency)

    def _issued_by(self, written: str, agency: AskedAgency) -> None:
        held = [d for d in self.knowledge.documents if issued_by(d, agency)]
        stated = [d for d in held if agency.province is not None and d.province is not None]
        if held:
            self.documents += stated or held
        else:
            issuers = [d.issuer for d in self.knowledge.documents if d.issuer]
            self.unknown.append(Unknown("agency", written, near(written, issuers)))

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
            both = "lead" in self.cues and "only" not in self.cues
            return frozenset({"lead", "coordinating"}) if both else frozenset({"coordinating"})
        if self.cues & {"lead", "obliged"} or "tasks" in self.cues:
            return frozenset({"lead"})
        return frozenset({"lead", "coordinating"})

    def _by(self) -> frozenset[By]:
        if "by_name" in self.cues:
            return frozenset({"name"})
        return frozenset({"group"}) if "by_group" in self.cues else frozenset({"name", "group", "issuer", "product"})

    def _intent(self) -> tuple[Intent, str | None]:
        relation = next((r for r in ("replaces", "implements", "based_on") if r in self.cues), None)
        if "documents" in self.cues and (self.sources or self.unknown):
            return (
                ("documents_by_relation", relation) if relation and "source" not in self.cues else ("documents_by_source", None)
            )
        if self.documents and "who" in self.cues:
            return "signer", None
        if self.documents and relation and not self.asked and "tasks" not in self.cues:
            return "numbers_by_relation", relation
        return self._about_tasks(), None

    def _about_tasks(self) -> Intent:
        """A list of tasks needs a filter that the records can hold; a mere document with words is searched in by rank."""
        filtered = self.asked or self.sources or self.unknown or self.window or "overdue" in self.cues
        if not (filtered or self.documents) or self.cues & {"coverage", "deliverable"}:
            return "passages"
        if "count" in self.cues:
            return "count"
        if not filtered and len(without_cues(self.left).split()) > 1:
            return "passages"
        listing = self.cues & {"tasks", "lead", "coordinating", "obliged", "source", "overdue"} or self.window
        return "tasks" if listing or not without_cues(self.left) else "passages"
