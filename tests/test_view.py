"""A view is one state of the store however late it is looked at, and decodes only what is asked for."""

from __future__ import annotations

import gc
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.codec import Decoder, decoder, encode
from corpus.model import Box, Deadline, Document, Field, Span, Task
from corpus.packing import pack, unpack, unpack_one
from corpus.store import Original, Store
from corpus.view import View, without_collection
from ingest.door import read_document
from search.held.knowledge import Knowledge

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "corpus" / "samples").glob("*.txt"))


def original(name: str, data: bytes) -> Original:
    return Original(f"/{name}", f"{name}{len(data)}", ".txt", data)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path)
    for number, path in enumerate(SAMPLES):
        store.put(read_document(path, f"d{number}", path.name), original(path.name, b"x"))
    return store


def decoded(view: View) -> set[str]:
    """The documents of which any task is."""
    return {*view._tasks, *view._alone}


def test_a_task_is_found_by_its_id_and_its_document_alone_is_decoded(store: Store) -> None:
    whole, view = store.view(), store.view()
    document, task = whole.tasks[-1]
    assert view.task(task.id) == (document, task)
    assert decoded(view) == {document}
    assert view.task(task.id) is not None
    assert view.task("d0:no such task") is None
    assert view.task("held nowhere:I-1") is None
    assert view.task("") is None


def test_a_view_has_the_same_objects_however_it_is_asked(store: Store) -> None:
    view = store.view()
    assert all(task is view.task(task.id)[1] for _, task in view.tasks)  # type: ignore[index]
    assert [task for document in view.ids for task in view.tasks_of(document)] == [task for _, task in view.tasks]


def test_a_few_tasks_are_decoded_alone_and_stay_the_same_objects(store: Store) -> None:
    wanted, view = store.view().tasks_of("d0"), store.view()
    alone = [view.task(task.id) for task in wanted[:3]]
    assert alone == [("d0", task) for task in wanted[:3]]
    assert len(view._alone["d0"]) == 3
    assert view.task('d0:"no such task') is None
    assert [view.task(task.id) for task in wanted] == [("d0", task) for task in wanted]
    assert all(one is view.task(one.id)[1] for one in view.tasks_of("d0"))  # type: ignore[index]
    assert [found[1] for found in alone if found] == [
        one for one in view.tasks_of("d0") if any(one is f[1] for f in alone if f)
    ]


def test_what_is_counted_is_what_is_decoded(store: Store) -> None:
    view = store.view()
    for document, (listed, spoken) in view.counts.items():
        kinds = [task.kind == "narrative" for task in view.tasks_of(document)]
        assert (kinds.count(False), kinds.count(True)) == (listed, spoken)


WRITER = """
import sys
from pathlib import Path
from corpus.store import Original, Store
from ingest.door import read_document
store = Store.open(Path(sys.argv[1]))
paper = Path(sys.argv[2])
store.forget("d0")
store.put(read_document(paper, "other", paper.name), Original("/" + paper.name, "another", ".txt", b"y"))
"""


def test_a_view_stays_what_it_was_while_another_process_writes(store: Store, tmp_path: Path) -> None:
    """Looked at for the first time after one document was forgotten and another one replaced."""
    before, late = store.view(), store.view()
    known = (before.headers, before.tasks, before.references, before.fingerprints)
    program = [sys.executable, "-c", WRITER, str(tmp_path), str(SAMPLES[1])]
    subprocess.run(program, check=True, cwd=ROOT)
    assert store.revision == late.revision + 2
    assert decoded(late) == set()
    assert (late.headers, late.tasks, late.references, late.fingerprints) == known
    now = store.view()
    assert "d0" not in now
    assert "d1" not in now
    assert "other" in now
    assert {document for document, _ in now.tasks} <= set(now.ids)


def test_a_writer_at_work_is_seen_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    """Views opened while another process replaces a document again and again hold one of its two versions whole."""
    texts = {version: read_document(SAMPLES[0], version, SAMPLES[0].name).tasks for version in ("even", "odd")}
    program = """
import sys
from pathlib import Path
from corpus.store import Original, Store
from ingest.door import read_document
store = Store.open(Path(sys.argv[1]))
paper = Path(sys.argv[2])
papers = [read_document(paper, name, paper.name) for name in ("even", "odd")]
for turn in range(60):
    store.put(papers[turn % 2], Original("/turning", str(turn), ".txt", b"x"))
"""
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(SAMPLES[0])], cwd=ROOT) as writer:
        seen = set()
        while writer.poll() is None:
            view = store.view()
            (held,) = {document for document in view.ids if document in texts} or {None}
            if held is not None:
                assert tuple(task for document, task in view.tasks if document == held) == texts[held]
                assert view.fingerprints[held]
            seen.add(held)
        assert writer.returncode == 0
    assert {"even", "odd"} & seen


def test_a_search_result_decodes_the_documents_of_its_hits_alone(store: Store) -> None:
    knowledge = Knowledge(store)
    record = knowledge.record(next(task.id for document, task in store.view().tasks if document == "d1"))
    assert record is not None
    assert record.document == replace(knowledge.by_id["d1"], warnings=knowledge.header("d1").warnings)
    assert decoded(knowledge._view) == {"d1"}
    assert record.task is next(r.task for r in knowledge.records if r.task.id == record.task.id)


def test_equal_values_are_one_object_in_a_view(store: Store) -> None:
    view = store.view()
    deadlines = [task.deadline for _, task in view.tasks if task.deadline]
    assert len({id(deadline) for deadline in deadlines}) == len(set(deadlines))
    names = [mention.name for _, task in view.tasks for mention in task.lead]
    assert len({id(name) for name in names}) == len(set(names))


def test_sharing_changes_nothing_but_memory(store: Store) -> None:
    for document in (store.document(identifier) for identifier in store.view().ids):
        plain, shared = decoder(Document), Decoder(sharing=True).of(Document)
        assert plain(encode(document)) == shared(encode(document)) == document
        assert [type(span) for task in shared(encode(document)).tasks for span in task.spans] == [
            Span for task in document.tasks for _ in task.spans
        ]


spans = st.lists(st.builds(Span, st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)
deadlines = st.builds(Deadline, raw=st.text(max_size=4), kind=st.sampled_from(["by", "on"]), due=st.none() | st.dates())
tasks = st.builds(
    Task,
    id=st.text(max_size=4),
    kind=st.sampled_from(["row", "item", "narrative"]),
    content=st.builds(Field, st.text(max_size=9), spans),
    spans=spans,
    stt=st.none() | st.text(max_size=2),
    deliverable=st.none() | st.builds(Field, st.text(max_size=9), spans),
    deadline=st.none() | deadlines,
    sources=st.lists(st.text(max_size=4), max_size=2).map(tuple),
    cells=st.dictionaries(st.sampled_from(["stt", "lead"]), spans),
)


@given(st.lists(tasks, max_size=4))
def test_tasks_come_back_as_they_went(given_tasks: list[Task]) -> None:
    shared = Decoder(sharing=True)
    assert [shared.of(Task)(encode(task)) for task in given_tasks] == given_tasks
    shared.forget_places()
    assert [shared.of(Task)(encode(task)) for task in given_tasks] == given_tasks
    assert [decoder(Task)(encode(task)) for task in given_tasks] == given_tasks


@given(st.lists(tasks, max_size=4, unique_by=lambda task: task.id), st.text(max_size=3))
def test_one_task_is_read_as_among_all(given_tasks: list[Task], other: str) -> None:
    """Whatever stands in its id, and where another one quotes how it is kept."""
    quoting = [replace(task, content=Field(f'{{"id":"{other}","kind"', ())) for task in given_tasks]
    packed = pack(quoting)
    for record in unpack(packed):
        assert unpack_one(packed, record["id"]) == record
    assert (unpack_one(packed, other) is None) == (other not in {task.id for task in given_tasks})


STRANGE = [
    ({"raw": "x"}, "kind", "a field that must be there is missing"),
    ({"raw": "x", "kind": "by", "colour": 1}, "colour", "a field that the class does not have"),
]


@pytest.mark.parametrize(("value", "named", "why"), STRANGE, ids=[row[2] for row in STRANGE])
def test_strange_records_are_refused(value: dict[str, object], named: str, why: str) -> None:
    with pytest.raises(KeyError, match=named):
        decoder(Deadline)(value)


def test_a_box_comes_back_with_its_span() -> None:
    box = Box(Span(1, 2), 3, 4.5, 5, 6, 7)
    document = Document("a", "a.txt", "", boxes=(box,))
    back = decoder(Document)(encode(document))
    assert back == document
    assert isinstance(back.boxes[0].span, Span)


def test_collection_is_put_off_and_comes_back() -> None:
    with without_collection():
        assert not gc.isenabled()
        with without_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
