"""What does a bare year ask for? "nhiệm vụ năm 2026": what is due in it; "kế hoạch năm 2026": papers of that year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.model import Document
from corpus.spelling import bare
from ingest.grammar.windows import Window
from search.asking.left_words import not_heeded

_YEAR = re.compile(r"\b(?:cua |cho |trong )?nam (?P<year>20\d\d)\b(?!\s*[-–/])")
_SPAN = re.compile(r"\b(?:giai doan|den|tu|thoi ky)\s*$")
_PAPER = re.compile(r"\b(?:ke hoach|chuong trinh|van ban|thong bao|quyet dinh|nghi quyet|cong van|chi thi)\b")
_WORK = re.compile(r"\b(?:nhiem vu|(?:cong |dau )?viec|lam (?:nhung )?gi|chu tri|phoi hop)\b")
_LONGEST = 14  # words of a question; what is longer may be pasted from a paper


@dataclass(frozen=True, slots=True)
class Year:
    """``of_papers`` says that papers of the year are meant, not days in it; ``start`` to ``end`` are the words."""

    year: int
    of_papers: bool
    start: int
    end: int

    def told(self, dated: bool) -> str:
        """How it was taken, for the answer; ``dated`` says that papers are looked for by their day."""
        if dated:
            return ""
        if self.of_papers:
            return f" Chỉ tính văn bản ban hành năm {self.year} hoặc có “năm {self.year}” trong tên."
        due = f"“Năm {self.year}” được hiểu là hạn trong năm {self.year}"
        return f" {due}; việc không có ngày hạn (thường xuyên, định kỳ, không nêu) không tính."

    def window(self) -> Window:
        return Window(date(self.year, 1, 1), date(self.year, 12, 31), self.start, self.end, f"năm {self.year}")


def year_in(left: str, text: str) -> Year | None:
    """The year behind the last word for work or papers in front of it; ``None`` where neither is asked about."""
    found = _YEAR.search(bare(left))
    plain = bare(text)
    if found is None or len(text.split()) > _LONGEST or _SPAN.search(bare(left[: found.start()])):
        return None
    papers, work = (_last(pattern, plain[: found.start()]) for pattern in (_PAPER, _WORK))
    if papers < 0 and work < 0 and not _WORK.search(plain):
        return None
    of_papers = papers > work
    between = left[max(papers, work, 0) : found.start()]
    return (
        None if of_papers and not_heeded(_PAPER.sub("", bare(between))) else Year(int(found["year"]), of_papers, *found.span())
    )


def of_year(document: Document, year: int) -> bool:
    """Whether a paper was issued in the year, or says in its title that it is of it."""
    stated = document.date is not None and document.date.year == year
    return stated or f"năm {year}" in (document.title or "").lower()


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)
