"""The slots of a question: what it names. Each kind is read in turn; what was taken is blanked, so that it is not read twice.

Names come from the corpus itself (numbers, titles, issuers, signers, agencies) and the registry, tolerant to marks and case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from corpus.agencies import fold, lookup
from corpus.model import Document
from corpus.spelling import bare
from ingest.grammar import windows
from ingest.names import agencies
from search.asking.agency_slots import AgencySlots, Context, read_agencies, read_short_names
from search.asking.cues import CUES, cues_in, language_of, spans_left, without_cues
from search.asking.exclusions import exclusions
from search.asking.fields import fields_in
from search.asking.moves import move_in
from search.asking.number_slots import read_numbers
from search.asking.papers import asks_for_papers, speaks_of_papers, without_paper
from search.asking.places import Place, read_place
from search.asking.role_binding import Placed
from search.asking.task_query import Lack, Party
from search.asking.titles import titled
from search.binding.asked_agency import AskedAgency, home_of
from search.binding.reach import near
from search.held.homes import home_alone, home_in
from search.held.knowledge import Knowledge
from search.held.persons import named_persons, unknown_person

_IN_BRACKETS = re.compile(r"\((?P<words>[^()]{4,200})\)")
_QUOTED = re.compile(r"[“\"«](?P<words>[^“”\"«»]{2,300})[”\"»]")
_TOPIC = re.compile(
    r"\b(?:(?:noi|lien quan|nhac|de cap)\s+)?(?:ve(?: viec)?|lien quan (?:den|toi)|nhac (?:den|toi)|de cap(?: den| toi)?"
    r"|co (?:chu|tu|cum tu)"
    r"|about|regarding|concerning|mention(?:s|ing)?)\b(?!\s+(?:dich|han|hang)\b)"
)
_PAPER_DUE = re.compile(  # "quyết định nào phải trình", "những báo cáo nào cần nộp": papers that are still owed
    r"(?:(?:nhung|cac|co) )?(?P<paper>quyet dinh|nghi quyet|de an|ke hoach|bao cao|to trinh|quy che|chuong trinh|huong dan)"
    r" nao(?P<by>(?: \S+){0,6}?) (?:se )?(?:phai|can|sap|den han)(?: phai| duoc| den han)?"
    r" (?:trinh|ban hanh|nop|gui|tham muu|hoan thanh|xay dung|co|lam|ra)\b"
)
_TAIL = re.compile(r"\W*(?:thi )?(?:la )?(?:(?:o |trong |cua )?(?:nhung )?(?:viec|nhiem vu) (?:nao|gi))?\W*$")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A thing named in the question that the corpus lacks; ``kind`` is ``number agency issuer person``."""

    kind: str
    written: str
    near: tuple[str, ...] = ()


class Slots:
    """What a question names: the attributes; ``left`` is the question with all of that blanked."""

    def __init__(self, text: str, knowledge: Knowledge, today: date, restored: str) -> None:
        """``restored`` is the text with its marks, letter for letter."""
        self.text = self.left = text
        self._restored = restored
        self.knowledge = knowledge
        self.today = today
        self.cues = cues_in(text)
        self.english = language_of(text) == "en"
        self.unknown: list[Unknown] = []
        self.documents: list[Document] = []
        self.sources: list[str] = []
        self.cited: list[str] = []
        self.placed: list[Placed] = []
        self.numbered = False
        self.quoted = self._quotation()
        self.product = self._product()
        self._numbers()
        self.filled = self._fields()
        self.moved = self._move()
        self.signers = self._persons()
        self.window = self._window()
        self._agencies()
        self.place: Place = read_place(self.left)
        for start, end in self.place.taken:
            self._take(start, end)
        self._titles()
        self._short_names()
        self._place_of_work()
        self.without = self._exclusions()
        self.words = self._rest(0)

    @property
    def asked(self) -> list[AskedAgency]:
        """Whom the tasks are for, in the order of the question."""
        return [agency for _, _, agency in self.placed]

    @property
    def topic(self) -> str:
        """What stands behind "về", "liên quan đến", "about"; empty without them."""
        found = _TOPIC.search(bare(self.left))
        return self._rest(found.end()) if found else ""

    @property
    def home(self) -> str | None:
        """The province whose papers are asked for: "tỉnh Thái Nguyên có những kế hoạch nào"."""
        papers = asks_for_papers(self.text) or speaks_of_papers(self.text)
        return home_alone(without_paper(self._rest(0)), self.knowledge) if papers and not self.asked else None

    def _rest(self, start: int) -> str:
        """What is left from there on without the words that only shape the question, with its marks."""
        marked = "".join(
            letter if typed != " " else " " for letter, typed in zip(self._restored[start:], self.left[start:], strict=True)
        )
        return without_cues(marked, self.english)

    def _take(self, start: int, end: int) -> None:
        self.left = self.left[:start] + " " * (end - start) + self.left[end:]

    def _quotation(self) -> str:
        found = _QUOTED.search(self.left)
        words = found["words"].strip() if found else ""
        if found and words.lower() not in {"liên quan", "lien quan"}:
            self._take(found.start(), found.end())
            return words
        return self._print_in_brackets()

    def _print_in_brackets(self) -> str:
        """English with the words of print in brackets: "the cybersecurity centre (Trung tâm an ninh mạng)"."""
        found = _IN_BRACKETS.search(self.left)
        if not self.english or found is None or found["words"].isascii() or agencies.find(found["words"]):
            return ""
        return found["words"]

    def _product(self) -> tuple[str, ...]:
        """What stands behind "có sản phẩm là" is the product, agencies in it included; so is a paper that somebody owes."""
        due = _PAPER_DUE.search(bare(self.left))
        if due is not None:
            self._take(*due.span())
            self.cues = self.cues - {"documents"} | {"tasks", "deliverable"}
            return tuple(fold(f"{due['paper']} {due['by']}").split())
        cue = CUES["deliverable"].search(bare(self.left))
        if cue is None:
            return ()
        rest = self.left[cue.end() :]
        tail = _TAIL.search(bare(rest))
        named = rest[: tail.start()] if tail else rest
        self._take(cue.end(), len(self.left))
        return tuple(fold(f"{named} {self.quoted}").split())

    def _fields(self) -> frozenset[Lack]:
        """The fields that must be filled; those that must be empty join the cues."""
        found = fields_in(self.left)
        if found is None:
            return frozenset()
        self._take(found.start, found.end)
        self.cues = (self.cues - {"deliverable", "lead", "coordinating"}) | {f"no_{field}" for field in found.lacking}
        return found.filled

    def _numbers(self) -> None:
        found = read_numbers(self.text, self.left, self.cues, self.knowledge)
        self.left = found.left
        self.documents += found.documents
        self.sources += found.sources
        self.cited += found.cited
        self.left_out = tuple(found.left_out)
        self.numbered = bool(found.documents)
        self._number_ends = found.ends
        self.unknown += [Unknown("number", written, near_ones) for written, near_ones in found.unknown]

    def _move(self) -> tuple[str, str] | None:
        found = move_in(self.left)
        if found is not None:
            self._take(*found[1:])
        return found[0] if found else None

    def _persons(self) -> list[Document]:
        """The documents whose signer is named; a person whom no held paper names is unknown."""
        signers = {d.id: d.signer.name for d in self.knowledge.documents if d.signer}
        signed: list[Document] = []
        for start, end, names in named_persons(self.left, self.knowledge.signers):
            signed += [d for d in self.knowledge.documents if signers.get(d.id) in names]
            self._take(start, end)
        stranger = unknown_person(self.left, self._restored) if not signed else None
        if stranger and not home_alone(self.left[slice(*stranger)], self.knowledge):
            written = self.left[slice(*stranger)]
            self.unknown.append(Unknown("person", written, near(written, signers.values())))
        return signed

    def _window(self) -> windows.Window | None:
        found = windows.window(self.left, self.today, self.today.year)
        if found is not None:
            self._take(found.start_pos, found.end_pos)
        return found

    def _agencies(self) -> None:
        numbered = tuple(self.documents) if self.numbered else ()
        found = read_agencies(self.left, Context(self.text, numbered, tuple(self._number_ends), self.knowledge))
        self.left, self.documents, self.placed = found.left, found.documents, found.placed
        self.receivers = tuple(found.receivers)
        self.unknown += [Unknown(kind, written, names) for kind, written, names in found.unknown]
        if "provincial" in self.cues and not self.documents:
            self.documents += [d for d in self.knowledge.documents if _of_a_province(d)]

    def _short_names(self) -> None:
        """ "Công an phải làm gì": agencies without the place that papers print, and kinds of agency beside a role."""
        if self.topic:
            return
        found = AgencySlots(self.left, self.documents, self.placed)
        read_short_names(found, spans_left(self.left, self._restored, self.english), self.knowledge)
        self.left, self.placed = found.left, found.placed

    def _place_of_work(self) -> None:
        """ "… ở Thái Nguyên": the province of the agencies that state none, else of the papers asked in."""
        found = home_in(self.left, self.knowledge)
        if found is None or self.home:
            return
        home, start, end = found
        placed = [(first, last, _at(agency, home)) for first, last, agency in self.placed]
        if placed == self.placed and not self.documents:
            self.documents = [d for d in self.knowledge.documents if home_of(d) == home]
        self.placed = placed
        self._take(start, end)

    def _exclusions(self) -> tuple[Party, ...]:
        """Who must not have part; the clause that says so is read no further."""
        found = list(exclusions(self.text, self.placed))
        gone = {place for one in found for place in one.places}
        self.placed = [placed for number, placed in enumerate(self.placed) if number not in gone]
        said = cues_in(self.text)
        for one in found:
            self._take(one.start, one.end)
            self.text = self.text[: one.start] + " " * (one.end - one.start) + self.text[one.end :]
        self.cues -= said - cues_in(self.text) if found else set()
        return tuple(party for one in found for party in one.parties)

    def _titles(self) -> None:
        """A plan called by the words of its title, where no number and no issuer names one."""
        if self.documents or self.sources or self.cited:
            return
        found = titled(self.left, self.knowledge)
        if found:
            self.documents += found.documents
            self._take(found.start, found.end)


def _at(agency: AskedAgency, home: str) -> AskedAgency:
    return agency if agency.province or agency.commune else replace(agency, province=home)


def _of_a_province(document: Document) -> bool:
    known = lookup(document.agency or document.issuer or "")
    return known is not None and known.family == "committee" and known.level == "province"
