"""The slots of a question: what it names. Each kind is read in turn; what was taken is blanked, so that it is not read twice.

Names come from the corpus itself (numbers, titles, issuers, signers, agencies) and the registry, tolerant to marks and case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.agencies import fold
from corpus.model import Document
from ingest.grammar import windows
from search.asking.agency_slots import AgencySlots, Context, at_home, read_agencies, read_short_names
from search.asking.cues import cues_in, language_of, spans_left, without_cues
from search.asking.exclusions import exclusions
from search.asking.fields import fields_in
from search.asking.files import files_in
from search.asking.moves import move_in
from search.asking.number_slots import read_numbers
from search.asking.papers import asks_for_papers, asks_where_it_stands, speaks_of_papers, without_paper
from search.asking.person_slots import read_persons
from search.asking.places import Place, read_place
from search.asking.products import product_in
from search.asking.provincial import is_of_province
from search.asking.quoting import quoted_in, topic_at
from search.asking.role_binding import Placed
from search.asking.task_query import Lack, Party
from search.asking.tet import tet_in
from search.asking.titles import titled
from search.asking.units import Units, units_in
from search.asking.years import Year, of_year, year_in
from search.binding.asked_agency import AskedAgency, home_of
from search.held.homes import home_alone, home_in
from search.held.knowledge import Knowledge

_WORK = frozenset({"tasks", "obliged", "lead", "coordinating"})


@dataclass(frozen=True, slots=True)
class Unknown:
    """A thing named in the question that the corpus lacks; ``kind`` is ``number agency issuer person file year``."""

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
        self.quoted = self._quotation()
        self._files()
        self.product = self._product()
        self._numbers()
        self.filled = self._fields()
        self.moved = self._move()
        self.signers = self._persons()
        self.window = self._window()
        self.units = self._units()
        self._agencies()
        self._units_of_one()
        self.place: Place = read_place(self.left)
        for start, end in self.place.taken:
            self._take(start, end)
        self._titles()
        self.year = self._year()
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
        start = topic_at(self.left)
        return self._rest(start) if start else ""

    @property
    def home(self) -> str | None:
        """The province whose papers are asked for: "tỉnh Thái Nguyên có những kế hoạch nào"."""
        papers = asks_for_papers(self.text) or speaks_of_papers(self.text)
        readings = (self._rest(0), without_cues(self.left, self.english)) if papers and not self.asked else ()
        return next((home for one in readings if (home := home_alone(without_paper(one), self.knowledge))), None)

    @property
    def taken(self) -> str:
        """How words of several meanings were taken, for the answer."""
        year = self.year.told("dated" in self.cues) if self.year else ""
        return year + (self.tet.told() if self.tet else "")

    def _rest(self, start: int) -> str:
        """What is left from there on without the words that only shape the question, with its marks."""
        marked = "".join(
            letter if typed != " " else " " for letter, typed in zip(self._restored[start:], self.left[start:], strict=True)
        )
        return without_cues(marked, self.english)

    def _take(self, start: int, end: int) -> None:
        self.left = self.left[:start] + " " * (end - start) + self.left[end:]

    def _quotation(self) -> str:
        found = quoted_in(self.left, self.english)
        if found is not None:
            self._take(found.start, found.end)
        return found.words if found else ""

    def _files(self) -> None:
        for found in files_in(self.left, self.knowledge.documents):
            self.documents += found.documents
            self.unknown += [] if found.documents else [Unknown("file", found.name)]
            self._take(found.start, found.end)

    def _product(self) -> tuple[str, ...]:
        """What stands behind "có sản phẩm là" is the product, agencies in it included; so is a paper that somebody owes."""
        found = product_in(self.left)
        if found is None:
            return ()
        self._take(found.start, found.end)
        if found.owed:
            self.cues = self.cues - {"documents"} | {"tasks", "deliverable"} | ({"reports"} if found.anywhere else set())
            return found.words
        return (*found.words, *fold(self.quoted).split())

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
        self.numbered = bool(self.documents)
        self._number_ends = found.ends
        self.unknown += [Unknown("number", written, near_ones) for written, near_ones in found.unknown]

    def _move(self) -> tuple[str, str] | None:
        found = move_in(self.left)
        if found is not None:
            self._take(*found[1:])
        return found[0] if found else None

    def _persons(self) -> list[Document]:
        found = read_persons(self.left, self._restored, self.knowledge)
        self.left = found.left
        self.unknown += [Unknown("person", written, names) for written, names in found.unknown]
        return found.signed

    def _window(self) -> windows.Window | None:
        self.tet = tet_in(self.left, self.today)
        found = self.tet.window if self.tet else windows.window(self.left, self.today, self.today.year)
        if found is not None:
            self._take(found.start_pos, found.end_pos)
        return found

    def _units(self) -> Units | None:
        """The units inside an agency ("các phòng thuộc Sở Y tế"): what is left names the agency alone."""
        found = units_in(self.left) if not self.cues & {"when", "which_days"} else None
        if found is not None:
            self._take(found.start, found.end)
        return found

    def _agencies(self) -> None:
        numbered = tuple(self.documents) if self.numbered else ()
        found = read_agencies(self.left, Context(self.text, numbered, tuple(self._number_ends), self.knowledge))
        self.left, self.documents, self.placed = found.left, found.documents, found.placed
        self.receivers = tuple(found.receivers)
        self.unknown += [Unknown(kind, written, names) for kind, written, names in found.unknown]
        if "provincial" in self.cues and not self.documents:
            self.documents += [d for d in self.knowledge.documents if is_of_province(d)]

    def _units_of_one(self) -> None:
        """Units of several agencies are not told apart: their words stay in the question, so that it is said."""
        if self.units is None or len(self.asked) == 1:
            return
        start, end = self.units.start, self.units.end
        self.left = self.left[:start] + self.text[start:end] + self.left[end:]
        self.units = None

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
        placed = [(first, last, at_home(agency, home)) for first, last, agency in self.placed]
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

    def _year(self) -> Year | None:
        """ "nhiệm vụ năm 2026" asks for deadlines in it, "kế hoạch năm 2026" for papers of it."""
        found = year_in(self.left, self.text)
        if found is None or (self.window and not (found.of_papers and self.cues & _WORK)):
            return None
        if not found.of_papers:
            self.window = found.window()
        elif self._lists_papers():
            self.window, self.cues = found.window(), self.cues | {"dated"}
        elif not self.numbered:
            self.documents = [d for d in self.documents or self.knowledge.documents if of_year(d, found.year)]
            self.unknown += [] if self.documents else [Unknown("year", f"năm {found.year}")]
        self._take(found.start, found.end)
        return found

    def _lists_papers(self) -> bool:
        """Whether papers themselves are asked for, and no work that stands in them."""
        if self.cues & _WORK or asks_where_it_stands(self.text, bool(self.asked)):
            return False
        return asks_for_papers(self.text) or speaks_of_papers(self.text)

    def _titles(self) -> None:
        """A plan called by the words of its title, where no number and no issuer names one."""
        if self.documents or self.sources or self.cited:
            return
        found = titled(self.left, self.knowledge)
        if found:
            self.documents += found.documents
            self._take(found.start, found.end)
