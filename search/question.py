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

from corpus.agencies import fold, key
from corpus.model import Document, Frequency
from corpus.spelling import bare
from ingest import agencies, windows
from search.conditions import Adjustment, By, RoleName, TaskQuery
from search.cues import CUES, cues_in, language_of, without_cues
from search.knowledge import Knowledge
from search.number_slots import read_numbers
from search.reach import AskedAgency, asked, located, near
from search.stated import exists

Intent = Literal[
    "tasks", "count", "documents_by_source", "documents_by_relation", "numbers_by_relation", "signer", "signed_by", "person",
    "issuer_of", "deadline_of", "lead_of", "sections", "groups", "passages",
]  # fmt: skip
_ANNEX = re.compile(r"phu luc\s+(?:so\s+)?(?P<annex>[ivx]{1,5}|\d{1,2})\b|\bannex\s+(?P<annex_en>[ivx]{1,5}|\d{1,2})\b")
_STT = re.compile(r"\b(?:stt|nhiem vu so|muc so|row)\s*(?P<stt>\d{1,3})\b")
_PLAN_OF = re.compile(r"(?:ke hoach|chuong trinh|van ban|plans?)\s+(?:(?:cua|do|of|by)\s+)?(?:the\s+)?$")
_PLAN_AFTER = re.compile(r"^(?:'s)?\s+(?:plan|programme)\b")
_QUOTED = re.compile(r"[“\"«](?P<words>[^“”\"«»]{3,200})[”\"»]")
_PERIOD = r"(?:quy|thang)\s*(?:[ivx]{1,4}|\d{1,2})(?:\s*(?:nam\s*|/)\d{4})?"
_MOVED = re.compile(rf"(?:tu\s+)?(?P<before>{_PERIOD})\s+(?:len|sang|xuong|ve|thanh|to)\s+(?P<after>{_PERIOD})")
_A_PERSON = re.compile(r"\b(?:ong|ba|dong chi|mr\.?|ms\.?)\s+(?P<name>[a-z]+(?:\s[a-z]+){1,4}?)\s+(?:ky|la ai|sign\w*)\b")
_FREQUENCIES: tuple[Frequency, ...] = ("monthly", "quarterly", "yearly")
_ADJUSTMENTS: tuple[Adjustment, ...] = ("earlier", "later", "same")
_TOPIC = re.compile(r"\b(?:ve(?: viec)?|lien quan (?:den|toi)|about|regarding|concerning)\b")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Unknown:
    """A thing named in the question that the corpus lacks; ``kind`` is ``number``, ``agency`` or ``person``, ``near`` names."""

    kind: str
    written: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """``query`` holds the filters on tasks; ``numbers`` are the known document numbers that the question asks about.

    ``quoted`` is what stands in quotation marks, ``topic`` what stands behind "về"; ``negated`` says that the question excludes
    something; ``signers`` are the documents whose signer is named.
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
        self.asked: list[AskedAgency] = []
        self.cited: list[str] = []
        self.signers: list[Document] = []
        self.quoted = ""
        self.moved: tuple[str, str] | None = None
        self.product: tuple[str, ...] = ()

    def question(self) -> Question:
        self._quotation()
        self._product()
        self._numbers()
        self._periods()
        self._persons()
        self.window = self._window()
        self._agencies()
        annex, stt = self._place()
        intent, relation = self._intent()
        words = without_cues(self.left)
        known = tuple(dict.fromkeys([*self.sources, *self.cited]))
        return Question(
            self.text, language_of(self.text), intent, self._query(annex, stt), relation, known, tuple(self.unknown),
            words, self.quoted, self._topic(), "negated" in self.cues and "only" not in self.cues,
            tuple(d.id for d in self.signers),
        )  # fmt: skip

    def _query(self, annex: str | None, stt: str | None) -> TaskQuery:
        window = self.window
        reckoned = window is not None and window.sense == "as_of"
        return TaskQuery(
            agencies=tuple(self.asked),
            roles=self._roles(),
            by=self._by(),
            joint="joint" in self.cues and len(self.asked) > 1,
            only_role="only" in self.cues,
            sources=tuple(self.sources),
            all_sources=bool(self.cues & {"all_of", "joint"}) and len(self.sources) > 1,
            cited=tuple(self.cited),
            documents=tuple(dict.fromkeys(d.id for d in self.documents)),
            annex=annex,
            stt=stt,
            due_after=window.start if window and not reckoned else None,
            due_before=window.end if window and not reckoned else None,
            starting="starts" in self.cues,
            overdue="overdue" in self.cues,
            at=(window.end if window and reckoned else None) or self.today,
            ongoing="ongoing" in self.cues,
            frequency=next((f for f in _FREQUENCIES if f in self.cues), None),
            adjustment=self._adjustment(),
            moved=self.moved,
            deliverable=self.product,
        )

    def _adjustment(self) -> Adjustment | None:
        if "adjusted" not in self.cues:
            return None
        return next((a for a in _ADJUSTMENTS if a in self.cues), "any")

    def _quotation(self) -> None:
        found = _QUOTED.search(self.left)
        if found:
            self.quoted = found["words"].strip()
            self._take(found.start(), found.end())

    def _product(self) -> None:
        """What stands behind "có sản phẩm là" is the product, agencies in it included."""
        cue = CUES["deliverable"].search(bare(self.left))
        if cue:
            self.product = tuple(fold(self.left[cue.end() :]).split())
            self._take(cue.end(), len(self.left))

    def _topic(self) -> str:
        found = _TOPIC.search(bare(self.left))
        return without_cues(self.left[found.end() :]) if found else ""

    def _periods(self) -> None:
        """ "từ Quý IV lên Quý III": both ends of a move, before any of them is read as a window."""
        found = _MOVED.search(bare(self.left))
        if found:
            self.moved = (self.left[slice(*found.span("before"))], self.left[slice(*found.span("after"))])
            self._take(found.start(), found.end())

    def _persons(self) -> None:
        """Signers by name; a person whom no held paper names is unknown."""
        plain = f" {bare(self.left)} "
        for document in self.knowledge.documents:
            if document.signer and (at := plain.find(f" {bare(document.signer.name)} ")) >= 0:
                self.signers.append(document)
                self._take(at, at + len(document.signer.name))
        found = _A_PERSON.search(plain)
        if found and not self.signers:
            names = [d.signer.name for d in self.knowledge.documents if d.signer]
            start, end = (place - 1 for place in found.span("name"))
            self.unknown.append(Unknown("person", self.text[start:end], near(found["name"], names)))

    def _take(self, start: int, end: int) -> None:
        self.left = self.left[:start] + " " * (end - start) + self.left[end:]

    def _numbers(self) -> None:
        found = read_numbers(self.text, self.left, self.cues, self.knowledge)
        self.left = found.left
        self.documents += found.documents
        self.sources += found.sources
        self.cited += found.cited
        self.unknown += [Unknown("number", written, near_ones) for written, near_ones in found.unknown]

    def _window(self) -> windows.Window | None:
        found = windows.window(self.left, self.today, self.today.year)
        if found is not None:
            self._take(found.start_pos, found.end_pos)
        return found

    def _agencies(self) -> None:
        """An agency after "kế hoạch của" names the plan's issuer; any other one is who the tasks are for."""
        for found in agencies.find(self.left):
            agency = located(asked(found), self.knowledge.documents, self.knowledge.stated)
            if agency is None:
                continue
            before, after = bare(self.left[: found.start]), bare(self.left[found.end :])
            self._take(found.start, found.end)
            if _PLAN_OF.search(before) or _PLAN_AFTER.match(after):
                self._issued_by(found.as_written, agency)
            elif not exists(agency, self.knowledge.stated):
                self.unknown.append(Unknown("agency", found.as_written, near(found.name, self._agency_names())))
            else:
                self.asked.append(agency)

    def _agency_names(self) -> list[str]:
        mentions = (m for r in self.knowledge.records for m in (*r.task.lead, *r.task.coordinating))
        return sorted({mention.name for mention in mentions if mention.kind == "agency"})

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
        relation = next((r for r in ("replaces", "implements", "based_on", "cites") if r in self.cues), None)
        if self.signers:
            return "signed_by" if "documents" in self.cues else "person", None
        if "documents" in self.cues and (self.sources or self.unknown):
            by_relation = relation is not None and "source" not in self.cues
            return "documents_by_relation" if by_relation else "documents_by_source", relation if by_relation else None
        if self.documents and "signed" in self.cues:
            return "signer", None
        if "issued_by" in self.cues and (self.documents or self.cited or self.sources):
            return "issuer_of", None
        if self.documents and relation and not self.asked and "tasks" not in self.cues:
            return "numbers_by_relation", relation
        return self._about_contents(), None

    def _about_contents(self) -> Intent:
        words = without_cues(self.left)
        if "groups" in self.cues:
            return "groups"
        if (self.quoted or len(words.split()) > 2) and self.cues & {"when", "which_unit"} and not self.asked:
            return "deadline_of" if "when" in self.cues else "lead_of"
        tasks = self._about_tasks(words)
        return "sections" if tasks == "passages" and self.documents and words else tasks

    def _about_tasks(self, words: str) -> Intent:
        """A list of tasks needs a filter that the records can hold; a mere document with words is searched in by rank."""
        timed = self.window or self.moved or self.cues & {"overdue", "adjusted", "monthly", "quarterly", "yearly", "ongoing"}
        filtered = self.asked or self.sources or self.cited or self.unknown or timed or "deliverable" in self.cues
        if not (filtered or self.documents) or "coverage" in self.cues:
            return "passages"
        if "count" in self.cues:
            return "count"
        if not filtered and len(words.split()) > 1:
            return "passages"
        listing = self.cues & {"tasks", "lead", "coordinating", "obliged", "source", "deliverable"} or timed
        return "tasks" if listing or not words else "passages"
