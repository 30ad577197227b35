"""Decisions on matches and bindings: kept through re-ingestion, suspect when a text changes, gone with a forgotten document."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.coverage.decisions import DecisionForm, decide
from api.coverage.work import coverage_of, matrix_of
from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus import decisions
from corpus.errors import InputError, NotHeld
from corpus.model import Deadline, Document, Field, Task
from search.binding.asked_agency import AskedAgency
from search.coverage.decided import Decided, agency_name, same_agency

SAMPLES = Path(__file__).resolve().parent.parent / "corpus/samples"
PARENT, CHILD = "03_kh_152_ubnd_tinh.pdf", "07_kh_31_ubnd_xa_dong_lac.txt"
WHO = "Nguyễn Văn An"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the parent, one child and the knowledge base of both."""
    folder = tmp_path_factory.mktemp("papers")
    for name in (PARENT, CHILD):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    opened = KnowledgeBase(Settings(home=folder / "kb"))
    opened.intake.take([folder / PARENT, folder / CHILD])
    opened.close()
    return folder


@pytest.fixture
def base(ingested: Path, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """A copy of it; the child's file may be changed and comes back."""
    shutil.copytree(ingested / "kb", tmp_path / "kb")
    opened = KnowledgeBase(Settings(home=tmp_path / "kb"))
    yield opened
    opened.close()
    (ingested / CHILD).write_bytes((SAMPLES / CHILD).read_bytes())


def report(base: KnowledgeBase) -> Decided:
    (found,) = coverage_of(base, "31/KH-UBND", "152/KH-UBND")
    return found


def form(base: KnowledgeBase, verdict: str = "rejected", kind: str = "match", **changed: str) -> DecisionForm:
    """On the first match of a row that the child must lead."""
    coverage = report(base).coverage
    match = next(m for r in coverage.rows for m in r.matches if r.role == "lead" and r.parent_task.task.kind == "row")
    made = DecisionForm(
        kind, verdict, coverage.parent.id, match.parent_task.task.id, coverage.child.id,
        match.child_task.task.id if kind == "match" else "", "", WHO, "hai việc khác nhau",
    )  # fmt: skip
    return replace(made, **changed)


def rewrite(base: KnowledgeBase, folder: Path, change: Callable[[str], str]) -> None:
    path = folder / CHILD
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert [result.outcome for result in base.intake.take([path])] == ["replaced"]


def test_a_rejected_match_leaves_and_its_task_has_no_parent(base: KnowledgeBase) -> None:
    asked = form(base)
    before = report(base).coverage
    decide(base, asked)
    after = report(base)
    assert asked.parent_task in after.rejected
    row = next(row for row in after.coverage.rows if row.parent_task.task.id == asked.parent_task)
    assert row.matches == ()
    assert row.state == "not_covered"
    assert after.coverage.summary["not_covered"] == before.summary["not_covered"] + 1
    assert asked.child_task in {orphan.task.task.id for orphan in after.coverage.without_parent}
    assert after.coverage.rows[0].state == "not_covered", "gaps stand first"


def test_a_withdrawn_decision_leaves_no_trace_in_the_report(base: KnowledgeBase) -> None:
    before = report(base).coverage
    asked = form(base)
    decide(base, asked)
    decide(base, replace(asked, verdict="withdrawn"))
    assert report(base).coverage == before
    assert len(base.store.decisions.all()) == 2, "the history stays"


def test_a_match_that_a_person_made_stays(base: KnowledgeBase) -> None:
    coverage = report(base).coverage
    gap = next(row for row in coverage.rows if row.state == "not_covered")
    own = coverage.without_parent[0].task if coverage.without_parent else coverage.rows[-1].matches[0].child_task
    decide(base, form(base, "confirmed", parent_task=gap.parent_task.task.id, child_task=own.task.id))
    row = next(row for row in report(base).coverage.rows if row.parent_task.task.id == gap.parent_task.task.id)
    assert [match.child_task.task.id for match in row.matches] == [own.task.id]
    assert row.state in ("covered", "covered_in_part")
    assert len(row.matches[0].differences) == 6


@pytest.mark.parametrize(("verdict", "binds"), [("rejected", "no"), ("confirmed", "yes")])
def test_a_binding_is_what_a_person_said(base: KnowledgeBase, verdict: str, binds: str) -> None:
    coverage = report(base).coverage
    row = next(row for row in coverage.rows if row.binds == "conditional" and not row.matches)
    decide(base, form(base, verdict, "binding", parent_task=row.parent_task.task.id))
    after = next(r for r in report(base).coverage.rows if r.parent_task.task.id == row.parent_task.task.id)
    assert after.binds == binds
    assert WHO in after.because
    assert (after.state == "not_applicable") is (binds == "no")


def test_a_decision_survives_a_new_file_and_a_moved_row(base: KnowledgeBase, ingested: Path) -> None:
    decide(base, form(base))
    rewrite(base, ingested, lambda text: text.replace("Nơi nhận", "Nơi  nhận"))
    again = report(base)
    assert (len(again.rejected), again.suspect) == (1, 0)


@pytest.mark.parametrize("verdict", ["rejected", "confirmed"])
def test_a_changed_row_makes_it_suspect_and_a_restored_one_sound(base: KnowledgeBase, ingested: Path, verdict: str) -> None:
    asked = form(base, verdict)
    content = next(r for r in base.knowledge.records if r.task.id == asked.child_task).task.content.text
    first, rest = content.split(" ", 1)
    decide(base, asked)
    rewrite(base, ingested, lambda text: text.replace(content, f"{first} lại {rest}"))
    changed = report(base)
    assert changed.suspect == 1
    assert not changed.rejected, "what is suspect has no force"
    rewrite(base, ingested, lambda text: text.replace(f"{first} lại {rest}", content))
    assert report(base).suspect == 0


def test_a_lost_row_is_told(base: KnowledgeBase, ingested: Path) -> None:
    asked = form(base)
    task = next(r for r in base.knowledge.records if r.task.id == asked.child_task).task
    decide(base, asked)
    lines = (ingested / CHILD).read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if task.content.text not in line]
    assert len(kept) == len(lines) - 1
    rewrite(base, ingested, lambda _: "\n".join(kept))
    found = report(base)
    assert [standing.lost for standing in found.lost] == [True]
    assert found.suspect == 1


def test_the_matrix_follows(base: KnowledgeBase) -> None:
    asked = form(base)
    decide(base, asked)
    found = matrix_of(base, "152/KH-UBND")
    place = next(i for i, record in enumerate(found.tasks) if record.task.id == asked.parent_task)
    assert found.cells[place][0].state == "not_covered"
    assert found.units[0].summary == report(base).coverage.summary


@pytest.mark.parametrize("side", [0, 1])
def test_forgetting_either_document_removes_the_decision_from_the_disk(base: KnowledgeBase, side: int) -> None:
    asked = form(base, why="lời riêng 7c1f")
    decide(base, asked)
    base.intake.forget((asked.parent, asked.child)[side])
    assert base.store.decisions.all() == ()
    base.close()
    held = b"".join(path.read_bytes() for path in base.store.home.rglob("*") if path.is_file())
    assert "lời riêng 7c1f".encode() not in held


def test_no_words_of_a_document_are_kept(base: KnowledgeBase) -> None:
    asked = form(base)
    decide(base, asked)
    contents = {r.task.content.text for r in base.knowledge.records if r.task.id in (asked.parent_task, asked.child_task)}
    with sqlite3.connect(base.store.home / "tracuu.db") as connection:
        kept = str(connection.execute("SELECT * FROM decision").fetchall())
    assert not any(word in kept for content in contents for word in (content, " ".join(content.split()[:4])))


def test_a_knowledge_base_made_before_there_were_decisions(base: KnowledgeBase) -> None:
    with sqlite3.connect(base.store.home / "tracuu.db") as connection:
        connection.execute("DROP TABLE decision")
    assert base.store.decisions.all() == ()
    decide(base, form(base))
    assert len(base.store.decisions.all()) == 1


BAD = [
    ({"who": "  "}, "tên", InputError),
    ({"who": "x" * 200}, "dài", InputError),
    ({"why": "x" * 2000}, "dài", InputError),
    ({"verdict": "perhaps"}, "xác nhận", InputError),
    ({"kind": "document"}, "xác nhận", InputError),
    ({"child_task": "no such task"}, "không còn", NotHeld),
    ({"parent": "999/KH-UBND"}, "Không có văn bản", NotHeld),
]


@pytest.mark.parametrize(("changed", "words", "error"), BAD)
def test_what_a_form_may_not_say(base: KnowledgeBase, changed: dict[str, str], words: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=words):
        decide(base, form(base, **changed))
    assert base.store.decisions.all() == ()


def test_control_characters_are_not_kept(base: KnowledgeBase) -> None:
    made = decide(base, form(base, who="An\x1b[31m\n", why="a\x00b"))
    assert (made.who, made.why) == ("An [31m", "a b")


AGENCIES = [
    (AskedAgency("Sở Tư pháp", "Thái Nguyên"), AskedAgency("Sở Tư pháp", "Thái Nguyên"), True),
    (AskedAgency("Sở Tư pháp", "Thái Nguyên"), AskedAgency("Sở Tư pháp", "Đồng Tháp"), False),  # a central parent binds both
    (AskedAgency("STP"), AskedAgency("Sở Tư pháp", "Đồng Tháp"), True),  # the province is not stated
    (AskedAgency("Sở Y tế", "Thái Nguyên"), AskedAgency("Sở Tư pháp", "Thái Nguyên"), False),
]


@pytest.mark.parametrize(("one", "other", "same"), AGENCIES)
def test_a_binding_is_of_one_agency(one: AskedAgency, other: AskedAgency, same: bool) -> None:
    assert same_agency(agency_name(one), agency_name(other)) is same


def task(**changed: object) -> Task:
    made = Task("d:1", "row", Field("Rà soát 100% hồ sơ", ()), (), sources=("1-KH/TU",), deadline=Deadline("30/4/2026", "by"))
    return replace(made, **changed)  # type: ignore[arg-type]


PRINTS = [
    ({"content": Field("rà soát  100% hồ sơ.", ())}, True),  # layout and case
    ({"content": Field("Rà soát 90% hồ sơ", ())}, False),
    ({"deadline": Deadline("15/5/2026", "by")}, False),
    ({"sources": ("2-KH/TU",)}, False),
    ({"deliverable": Field("Báo cáo", ())}, False),
    ({"id": "other:9", "stt": "7", "annex": "II"}, True),  # moved
]


@pytest.mark.parametrize(("changed", "same"), PRINTS)
def test_fingerprint(changed: dict[str, object], same: bool) -> None:
    assert (decisions.fingerprint(task(**changed)) == decisions.fingerprint(task())) is same


def test_identities_know_a_paper_again() -> None:
    plan = Document(
        "a",
        "x.pdf",
        "",
        type="Kế hoạch",
        number="7/KH-STP",
        number_evidence="printed",
        issuer="Sở Tư pháp tỉnh Thái Nguyên",
        date=date(2026, 4, 1),
    )
    scanned = replace(plan, id="b", source_file="y.docx", issuer="STP Thái Nguyên")
    other = replace(plan, number="8/KH-STP")
    known = set(decisions.identities(plan, "/one"))
    assert known & set(decisions.identities(scanned, "/two")), "another file of the same number and issuer"
    assert known & set(decisions.identities(other, "/one")), "a new version at the same place"
    assert not known & set(decisions.identities(other, "/two"))
    assert not known & set(decisions.identities(replace(plan, date=date(2027, 4, 1)), "/two")), "numbers begin anew each year"
