"""The number that others cite a paper by: found through what is kept of citations, it is the one that reading everything gives."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import agencies
from corpus.citations import Citation, Citations, Said, pack_citations
from corpus.model import Document, Reference, Span
from corpus.store import Original, Store
from ingest.door import read_document
from ingest.grammar import numbers
from search.held.knowledge import Knowledge
from search.held.names import Cited, namings

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")

# --- the oracle: every reference of every document, with the text it stands in ------------------------------------------------


def by_reading_everything(papers: Sequence[Document]) -> dict[str, str | None]:
    """The number of every document: the printed one, else the only one that others give to it and to no other."""
    printed = {numbers.key(paper.number) for paper in papers if paper.number}
    cited: dict[str, set[str]] = defaultdict(set)
    for citing in papers:
        for reference in citing.references:
            if reference.sentence and numbers.key(reference.number) not in printed:
                sentence = " ".join(citing.text[start:end] for start, end in reference.sentence)
                meant = [p.id for p in papers if p.id != citing.id and not p.number and is_meant(p, reference, sentence)]
                if len(meant) == 1:
                    cited[meant[0]].add(reference.number)
    return {p.id: p.number or (cited[p.id].pop() if len(cited[p.id]) == 1 else None) for p in papers}


def is_meant(paper: Document, reference: Reference, sentence: str) -> bool:
    if not paper.type or not paper.title or reference.type is None:
        return False
    one, other = paper.type.lower(), reference.type.lower()
    found = numbers.find(reference.number)
    symbol = "-".join(part for part in (found[0].type_code, found[0].organ) if part) if found else None
    wanted, there = re.findall(r"\w+", paper.title.lower()), re.findall(r"\w+", sentence.lower())
    return (
        (one.startswith(other) or other.startswith(one))
        and paper.symbol in (None, symbol)
        and is_of_the_time(paper, reference.date)
        and is_by(paper.agency, reference.issuer)
        and sum(word in there for word in wanted) >= 0.85 * len(wanted) > 0
    )


def is_of_the_time(paper: Document, day: date | None) -> bool:
    if paper.date is None or day is None or paper.date == day:
        return True
    return paper.date_precision != "day" and (paper.date.year, paper.date.month) == (day.year, day.month)


def is_by(agency: str | None, issuer: str | None) -> bool:
    if agency is None or issuer is None:
        return issuer is None
    one, other = agencies.key(agency), agencies.key(issuer)
    return one.startswith(other) or other.startswith(one)


def agree(store: Store) -> dict[str, str | None]:
    """What is found, asked for one paper after the other and for all at once."""
    held = [store.document(identifier) for identifier in store.view().ids]
    wanted = by_reading_everything(held)
    single, whole = Knowledge(store), Knowledge(store)
    assert {identifier: single.header(identifier).number for identifier in wanted} == wanted
    assert {paper.id: paper.number for paper in whole.documents} == wanted
    assert {identifier: whole.header(identifier).number for identifier in wanted} == wanted
    assert {d.id for d in whole.documents if d.number_evidence == "cited"} == {
        p.id for p in held if wanted[p.id] and not p.number
    }
    return wanted


# --- invented papers: few types, titles, days and offices, so that much fits and much is ambiguous ----------------------------

TITLES = ("chuyển đổi số năm 2026", "chuyển đổi số", "an toàn thông tin mạng")
DAYS = (date(2026, 4, 1), date(2026, 4, 16))
OFFICES = ("UBND tỉnh", "Ủy ban nhân dân tỉnh Thái Nguyên", "STP")
TYPES = ("Kế hoạch", "Kế hoạch hành động")
SYMBOLS = ("KH-UBND", "KH-STP")
NUMBERS = ("29/KH-STP", "029/KH-STP", "30/KH-UBND", "lạ")


def may_lack(values: Sequence[T]) -> st.SearchStrategy[T | None]:
    return st.none() | st.sampled_from(values)


def invented(draw: st.DrawFn) -> Document:
    """A paper that speaks of others, in sentences with a doubled blank or a cut line, or that stand in two places."""
    text = ""
    references: list[Reference] = []
    for _ in range(draw(st.integers(0, 4))):
        sentence = f"Thực hiện\n\nKế hoạch  về {draw(st.sampled_from(TITLES))}; "
        whole, half = Span(len(text), len(text) + len(sentence)), len(text) + 10
        places = draw(st.sampled_from([(whole,), (Span(whole.start, half), Span(half, whole.end)), ()]))
        text += sentence
        for _ in range(draw(st.integers(1, 2))):
            said = (draw(may_lack(TYPES)), draw(may_lack(DAYS)), draw(may_lack(OFFICES)))
            references.append(Reference(draw(st.sampled_from(NUMBERS)), "cites", (whole,), places, *said))
    number = draw(st.none() | st.none() | st.sampled_from(NUMBERS))
    return Document(
        "", "printed" if number else "blank", text, draw(may_lack(TYPES)), number, "printed" if number else None,
        draw(may_lack(SYMBOLS)), draw(may_lack(TITLES)), None, draw(may_lack(OFFICES)), date=draw(may_lack(DAYS)),
        date_precision=draw(st.sampled_from(["day", "month"])), references=tuple(references),
    )  # fmt: skip


INVENTED = st.composite(invented)()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path)


def put(store: Store, paper: Document, origin: str | None = None) -> None:
    store.put(paper, Original(f"/{origin or paper.id}", paper.id, ".txt", b"x"))


def under_ids(papers: Iterable[Document]) -> list[Document]:
    return [replace(paper, id=f"d{number}") for number, paper in enumerate(papers)]


@settings(max_examples=150)
@given(st.lists(INVENTED, min_size=4, max_size=7).map(under_ids))
def test_invented_papers_are_named_as_reading_everything_names_them(papers: list[Document]) -> None:
    citations = Citations({paper.id: pack_citations(paper.references, paper.text) for paper in papers})
    wanted, cited = by_reading_everything(papers), Cited(citations)
    assert {n.document: n.number for n in namings(papers, citations)} == {d: n for d, n in wanted.items() if n}
    assert {p.id: p.number or cited.number_of(p, lambda: papers) for p in papers} == wanted


@settings(max_examples=10, deadline=None)
@given(st.lists(INVENTED, min_size=5, max_size=5).map(under_ids))
def test_what_was_forgotten_or_replaced_names_nothing(papers: list[Document]) -> None:
    with TemporaryDirectory() as home:
        store = Store.open(Path(home))
        for paper in papers[:-1]:
            put(store, paper)
        agree(store)
        store.forget("d0")
        agree(store)
        put(store, papers[-1], "d1")
        agree(store)
        store.close()


# --- a plan whose number is blank, and who cites it ---------------------------------------------------------------------------

PLAN = Document(
    "plan", "blank.txt", "Kế hoạch", "Kế hoạch", None, None, "KH-STP", "Cải cách hành chính năm 2026", "Sở Tư pháp tỉnh Thái Nguyên",
    "Sở Tư pháp", date=date(2026, 4, 16), date_precision="day",
)  # fmt: skip


def citing(identifier: str, number: str = "29/KH-STP", title: str = "cải cách hành chính năm 2026", **said: Any) -> Document:
    text = f"Thực hiện Kế hoạch số {number} của Sở Tư pháp về {title}."
    whole = (Span(0, len(text)),)
    reference = Reference(number, "implements", whole, whole, "Kế hoạch", date(2026, 4, 16), "Sở Tư pháp")
    return Document(identifier, "printed.txt", text, "Kế hoạch", f"{identifier}/KH", references=(replace(reference, **said),))


NAMED = [
    ([citing("1")], "29/KH-STP", "type, symbol, day, issuer and title agree"),
    ([citing("1"), citing("2")], "29/KH-STP", "two say the same"),
    ([citing("1"), citing("2", "30/KH-STP")], None, "two say different things"),
    ([citing("1"), citing("2", title="công tác văn thư")], "29/KH-STP", "the other one has another title"),
    ([citing("1", type=None)], None, "a bare number says no type"),
    ([citing("1", type="Quyết định")], None, "another type"),
    ([citing("1", date=date(2026, 4, 17))], None, "another day"),
    ([citing("1", date=None, issuer=None)], "29/KH-STP", "neither day nor issuer said"),
    ([citing("1", issuer="Sở Y tế")], None, "another issuer"),
    ([citing("1", "29/KH-UBND")], None, "another symbol"),
    ([citing("1", sentence=())], None, "outside sentences"),
    ([citing("1"), replace(citing("2"), number="29/KH-STP")], None, "another paper prints the number"),
    ([citing("1"), replace(PLAN, id="twin")], None, "another paper fits as well"),
    ([citing("1"), replace(PLAN, id="twin", agency=None)], "29/KH-STP", "an issuer is said, the other paper has none"),
    ([citing("1"), replace(PLAN, id="twin", date=date(2026, 4, 17))], "29/KH-STP", "the other paper is of another day"),
    ([replace(PLAN, id="other", number="1/KH", source_file="printed.txt")], None, "nobody cites it"),
]


@pytest.mark.parametrize(("others", "number", "why"), NAMED, ids=[row[2] for row in NAMED])
def test_a_blank_number_is_that_of_the_citations_that_fit(
    store: Store, others: list[Document], number: str | None, why: str
) -> None:
    for paper in (PLAN, *others):
        put(store, paper)
    assert agree(store)["plan"] == number, why


def test_a_paper_does_not_name_itself(store: Store) -> None:
    own = citing("x")
    put(store, replace(PLAN, text=own.text, references=own.references))
    assert agree(store) == {"plan": None}


def test_a_name_goes_with_the_only_paper_that_gave_it(store: Store) -> None:
    put(store, PLAN)
    put(store, citing("1"))
    before = Knowledge(store)
    store.forget("1")
    assert before.header("plan").number == "29/KH-STP"  # a view is what it was, also looked at late
    assert Knowledge(store).header("plan").number is None
    put(store, citing("2"))
    put(store, citing("3", "31/KH-STP"), "2")
    assert Knowledge(store).header("plan").number == "31/KH-STP"
    assert agree(store)["plan"] == "31/KH-STP"


def test_nothing_but_the_citations_that_fit_is_decoded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """No reference, no text and, where no title is repeated, no other header."""
    for paper in (PLAN, citing("1", title="công tác văn thư"), citing("2", "7/QĐ-UBND", type="Quyết định")):
        put(store, paper)
    knowledge = Knowledge(store)
    for name in ("text", "texts", "source", "document"):
        monkeypatch.setattr(Store, name, None)
    assert knowledge.header("plan").number is None
    assert set(knowledge._view._headers) == {"plan"}
    assert set(knowledge._view.citations._sentences) == {"1"}
    assert "references" not in vars(knowledge._view)


# --- older stores -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def papers(shared: Path) -> list[Document]:
    """The real directives and the samples in text, and some of those that they cite, with the number blank."""
    paths = [*sorted((shared / "directives").glob("*.txt")), *sorted((ROOT / "corpus/samples").glob("*.txt"))]
    read = [read_document(path, f"d{number}", path.name) for number, path in enumerate(paths)]
    cited = {r.number: blank(r, paper) for paper in read for r in paper.references if r.type and r.sentence}
    return [*read, *(replace(paper, id=f"b{number}") for number, paper in enumerate(list(cited.values())[::2]))]


def blank(reference: Reference, citing: Document) -> Document:
    """The paper that a reference means, as far as its sentence tells; its title is the end of the sentence."""
    words = " ".join(citing.text[start:end] for start, end in reference.sentence).split()
    said: dict[str, Any] = {
        "agency": reference.issuer,
        "date": reference.date,
        "date_precision": "day" if reference.date else None,
    }
    return Document("", "blank.txt", "", reference.type, title=" ".join(words[-8:]), **said)


@pytest.fixture
def real(store: Store, papers: list[Document]) -> Store:
    for paper in papers:
        put(store, paper)
    return store


def test_real_papers_are_named_as_reading_everything_names_them(real: Store) -> None:
    named = agree(real)
    assert sum(number is not None for paper, number in named.items() if paper.startswith("b")) >= 5, named
    for gone in ("d0", "d2"):
        real.forget(gone)
        agree(real)


def older(home: Path, statement: str) -> None:
    with sqlite3.connect(home / "tracuu.db") as connection:
        connection.execute(statement)
    connection.close()


OLDER = [
    (("DELETE FROM records WHERE kind = 'citations'", "DELETE FROM meta WHERE key = 'citations'"), "none were ever made"),
    (("UPDATE records SET packed = x'00' WHERE kind = 'citations'", "UPDATE meta SET value = 0 WHERE key = 'citations'"),
     "they are of another make"),
    (("DELETE FROM records WHERE kind = 'citations' AND document = 'd1'",), "an older program put a paper into a store of today"),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "why"), OLDER, ids=[row[1] for row in OLDER])
@pytest.mark.parametrize("may_write", [True, False], ids=["brought up to date", "read only"])
def test_an_older_store_names_them_the_same(
    real: Store, statements: tuple[str, ...], why: str, may_write: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = agree(real)
    real.close()
    for statement in statements:
        older(real.home, statement)
    if not may_write:
        monkeypatch.setattr("corpus.database.os.access", lambda *_: False)  # root may write anywhere
    again = Store.open(real.home)
    assert agree(again) == wanted, why
    again.close()


# --- as they are packed -------------------------------------------------------------------------------------------------------


def test_citations_come_back_as_they_went() -> None:
    text = "Thực hiện\nKế hoạch  1/KH-A và Quyết định 2/QĐ-B. Theo 3/KH-C."
    middle = text.index(" Theo")
    first, second = (Span(0, middle),), (Span(middle, len(text)),)
    references = [
        Reference("1/KH-A", "cites", first, first, "Kế hoạch", date(2026, 4, 1), "Sở A"),
        Reference("2/QĐ-B", "cites", first, first, "Quyết định"),
        Reference("1/KH-A", "implements", second, first, "Kế hoạch", date(2026, 4, 1), "Sở A"),
        Reference("1/KH-A", "cites", second, second, "Kế hoạch", date(2026, 4, 1), "Sở A"),
        Reference("3/KH-C", "cites", second, second),
        Reference("3/KH-C", "cites", second, (), "Kế hoạch"),
    ]
    citations = Citations({"a": pack_citations(references, text), "b": pack_citations((), "")})
    one = Said("1/KH-A", "Kế hoạch", date(2026, 4, 1), "Sở A")
    wanted = [
        Citation("a", one, "Thực hiện Kế hoạch 1/KH-A và Quyết định 2/QĐ-B."),
        Citation("a", Said("2/QĐ-B", "Quyết định", None, None), "Thực hiện Kế hoạch 1/KH-A và Quyết định 2/QĐ-B."),
        Citation("a", one, "Theo 3/KH-C."),
    ]
    assert list(citations) == wanted
    assert list(citations.where(lambda said: said == one)) == [wanted[0], wanted[2]]
    assert list(citations.where(lambda _: False)) == []
