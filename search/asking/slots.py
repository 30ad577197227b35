"""The slots of a question: what it names, as ``search.asking.read_slots`` fills them.

Names come from the corpus itself (numbers, titles, issuers, signers, agencies) and the registry, tolerant to marks and case.
"""

from __future__ import annotations

import re
from datetime import date

from corpus.model import Document
from ingest.grammar.windows import Window
from search.asking.cues import cues_in, language_of, without_cues
from search.asking.papers import asks_for_papers, speaks_of_papers, without_paper
from search.asking.places import Place
from search.asking.quoting import topic_at
from search.asking.role_binding import Placed
from search.asking.task_query import Lack, Party
from search.asking.tet import Tet
from search.asking.units import Units
from search.asking.unknown import Unknown
from search.asking.years import Year
from search.binding.asked_agency import AskedAgency
from search.held.homes import home_alone
from search.held.knowledge import Knowledge

_RANKED = re.compile(r"\s(?:(?:nhiều|ít|nhieu|it)\s)?(?:hơn|nhất|hon|nhat)\W*$", re.IGNORECASE)  # "việc về dữ liệu nhiều hơn"


class Slots:
    """What a question names; ``left`` is the question with all that was read blanked, so that nothing is read twice.

    ``placed`` are the agencies that the tasks are for, with their places; ``numbered`` says that ``documents`` are named by
    their numbers, and ``number_ends`` where these end. ``other_windows`` will do as well as ``window``. ``words`` are what is
    left in the end, without those that only shape the question.
    """

    def __init__(self, text: str, knowledge: Knowledge, today: date, restored: str) -> None:
        """``restored`` is the text with its marks, letter for letter."""
        self.text = self.left = text
        self.restored, self.knowledge, self.today = restored, knowledge, today
        self.cues = cues_in(text)
        self.english = language_of(text) == "en"
        self.unknown: list[Unknown] = []
        self.documents: list[Document] = []
        self.sources: list[str] = []
        self.cited: list[str] = []
        self.left_out: tuple[str, ...] = ()
        self.numbered = False
        self.number_ends: tuple[int, ...] = ()
        self.signers: list[Document] = []
        self.placed: list[Placed] = []
        self.receivers: tuple[AskedAgency, ...] = ()
        self.without: tuple[Party, ...] = ()
        self.units: Units | None = None
        self.quoted = ""
        self.product: tuple[str, ...] = ()
        self.filled: frozenset[Lack] = frozenset()
        self.moved: tuple[str, str] | None = None
        self.window: Window | None = None
        self.other_windows: tuple[Window, ...] = ()
        self.tet: Tet | None = None
        self.year: Year | None = None
        self.place = Place()
        self.words = ""

    @property
    def asked(self) -> list[AskedAgency]:
        """Whom the tasks are for, in the order of the question."""
        return [agency for _, _, agency in self.placed]

    @property
    def topic(self) -> str:
        """What stands behind "về", "liên quan đến", "about"; empty without them."""
        start = topic_at(self.left)
        return _RANKED.sub("", self.rest(start)) if start else ""

    @property
    def home(self) -> str | None:
        """The province whose papers are asked for: "tỉnh Thái Nguyên có những kế hoạch nào"."""
        papers = asks_for_papers(self.text) or speaks_of_papers(self.text)
        readings = (self.rest(0), without_cues(self.left, self.english)) if papers and not self.asked else ()
        return next((home for one in readings if (home := home_alone(without_paper(one), self.knowledge))), None)

    @property
    def taken(self) -> str:
        """How words of several meanings were taken, for the answer."""
        year = self.year.told("dated" in self.cues) if self.year else ""
        return year + (self.tet.told() if self.tet else "")

    def take(self, start: int, end: int) -> None:
        """Blanks what was read."""
        self.left = self.left[:start] + " " * (end - start) + self.left[end:]

    def rest(self, start: int) -> str:
        """What is left from there on without the words that only shape the question, with its marks."""
        marked = "".join(
            letter if typed != " " else " " for letter, typed in zip(self.restored[start:], self.left[start:], strict=True)
        )
        return without_cues(marked, self.english)
