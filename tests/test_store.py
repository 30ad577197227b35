"""The store: a round trip, one transaction a document, and nothing left behind."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.codec import decoder, encode
from corpus.errors import NotHeld, StateError
from corpus.model import (
    AgencyMention,
    Box,
    Deadline,
    Document,
    Field,
    Group,
    Notice,
    Recurrence,
    Reference,
    Section,
    Signer,
    Span,
    Task,
)
from corpus.store import Original, Store


def document(identifier: str = "abc", text: str = "Sở Y tế làm việc này.") -> Document:
    deadline = Deadline(
        "Quý I",
        "in_quarter",
        date(2026, 1, 1),
        date(2026, 3, 31),
        inferred=("year",),
        recurrence=Recurrence("yearly", dates=((6, 1),)),
    )
    task = Task(
        f"{identifier}:I-1", "row", Field("làm việc này", (Span(8, 20),)), (Span(0, 21),), annex="I", group=Group("I", "Thể chế"),
        lead=(AgencyMention("Sở Y tế", "Sở Y tế", "agency", (Span(0, 7),)),), deadline=deadline, sources=("08-CTr/BCĐ",),
        cells={"lead": (Span(0, 7),)},
    )  # fmt: skip
    return Document(
        identifier, "a.txt", text, "Kế hoạch", "1/KH-SYT", "printed", signer=Signer("A B", "Giám đốc", None), date=date(2026, 4, 1),
        date_precision="day", page_spans=(Span(0, len(text)),), boxes=(Box(Span(0, 7), 1, 1.5, 2, 3, 4),), tasks=(task,),
        sections=(Section("I", "Việc", 1, "section", Span(0, 21), (Span(0, 2),)),), warnings=(Notice("x", "y", (Span(0, 1),)),),
        references=(Reference("08-CTr/BCĐ", "assigned_by", (Span(0, 2),), (Span(0, 5),), date=date(2026, 1, 2)),),
    )  # fmt: skip


def original(data: bytes = b"x", origin: str = "/a.txt") -> Original:
    return Original(origin, hashlib.sha256(data).hexdigest(), ".txt", data)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "home")


def test_what_is_put_comes_back_whole(store: Store) -> None:
    store.put(document(), original())
    assert store.document("abc") == document()
    view = store.view()
    assert [task for _, task in view.tasks] == list(document().tasks)
    assert [reference for _, reference in view.references] == list(document().references)
    assert (view.revision, view.headers) == (store.revision, store.headers())
    assert store.source("abc") == (document().text, document().boxes)
    assert store.original("abc").read_bytes() == b"x"
    header = store.headers()[0]
    assert (header.text, header.tasks, header.boxes) == ("", (), ())
    assert header.signer == document().signer


def test_the_same_origin_is_replaced_and_leaves_nothing(store: Store) -> None:
    store.put(document("abc"), original(b"x"))
    before = store.revision
    assert store.put(document("def"), original(b"y")) == "abc"
    assert store.revision == before + 1
    assert [d.id for d in store.headers()] == ["def"]
    assert [d for d, _ in store.view().tasks] == ["def"]
    assert [path.read_bytes() for path in (store.home / "originals").iterdir()] == [b"y"]


def test_a_failed_put_leaves_the_last_whole_state(store: Store) -> None:
    store.put(document("abc"), original(b"x"))
    broken = document("def")
    twice = Document("def", "a.txt", "t", tasks=(broken.tasks[0], broken.tasks[0]))  # one id twice
    with pytest.raises(ValueError, match="ids of their own"):
        store.put(twice, original(b"y"))
    assert store.document("abc") == document("abc")
    assert store.original("abc").read_bytes() == b"x"


def test_forget_leaves_no_trace_of_the_words(store: Store) -> None:
    word = "Bímậtgiảđịnh"
    store.put(document(text=f"Sở Y tế làm việc này {word}."), original(word.encode()))
    store.forget("abc")
    store.close()
    for path in store.home.rglob("*"):
        if path.is_file():
            assert word.encode() not in path.read_bytes(), path.name
    with pytest.raises(NotHeld):
        Store.open(store.home).document("abc")


def test_a_broken_database_is_said_with_the_remedy(tmp_path: Path) -> None:
    Store.open(tmp_path / "kb").close()
    (tmp_path / "kb/tracuu.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StateError, match="bị hỏng"):
        Store.open(tmp_path / "kb").view()


def test_a_home_that_may_only_be_read_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(document(), original())
    store.close()
    monkeypatch.setattr("corpus.database.os.access", lambda *_: False)  # root may write anywhere
    reading = Store.open(store.home)
    assert reading.document("abc") == document()
    with pytest.raises(StateError, match="Không ghi được"):
        reading.put(document("def"), original(b"y", "/b.txt"))


def test_nothing_there_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="tracuu ingest"):
        Store.open(tmp_path / "none", create=False)


@given(
    st.builds(
        Deadline,
        raw=st.text(max_size=5),
        kind=st.sampled_from(["by", "on"]),
        start=st.none() | st.dates(),
        due=st.none() | st.dates(),
    )
)
def test_codec_round_trip(deadline: Deadline) -> None:
    assert decoder(Deadline)(encode(deadline)) == deadline
