"""A store that an older program made is one of today after it was opened; what is derived is made anew where its making changed."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from corpus.codec import encode
from corpus.decisions import Ledger
from corpus.errors import StateError
from corpus.fingerprints import fingerprint
from corpus.model import Document
from corpus.store import Original, Store
from ingest.door import read_document

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
SCHEMA_1 = """
    CREATE TABLE meta (key VARCHAR NOT NULL PRIMARY KEY, value INTEGER NOT NULL);
    CREATE TABLE document (id VARCHAR NOT NULL PRIMARY KEY, ordinal INTEGER NOT NULL, origin VARCHAR NOT NULL UNIQUE,
        sha256 VARCHAR NOT NULL UNIQUE, original VARCHAR NOT NULL, source_file VARCHAR NOT NULL, text TEXT NOT NULL,
        header TEXT NOT NULL, boxes TEXT NOT NULL, task_count INTEGER NOT NULL);
    CREATE TABLE section (document VARCHAR NOT NULL REFERENCES document (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
        record TEXT NOT NULL, PRIMARY KEY (document, ordinal));
    CREATE TABLE task (id VARCHAR NOT NULL PRIMARY KEY, document VARCHAR NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL, record TEXT NOT NULL);
    CREATE INDEX task_document ON task (document, ordinal);
    CREATE TABLE reference (document VARCHAR NOT NULL REFERENCES document (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
        record TEXT NOT NULL, PRIMARY KEY (document, ordinal));
    INSERT INTO meta VALUES ('schema', 1), ('revision', 7);
"""


@pytest.fixture(scope="module")
def papers() -> list[Document]:
    """A plan with an annex, a directive with duties in running text, one without a task."""
    texts = sorted(SAMPLES.glob("*.txt"))
    return [
        *(read_document(path, f"d{number}", path.name) for number, path in enumerate(texts)),
        Document("empty", "x.txt", "Thư"),
    ]


def store_of_schema_1(home: Path, papers: list[Document]) -> Path:
    """As the first program wrote it."""
    (home / "originals").mkdir(parents=True)
    with sqlite3.connect(home / "tracuu.db") as connection:
        connection.executescript("PRAGMA journal_mode=WAL;" + SCHEMA_1)
        for ordinal, paper in enumerate(papers, start=1):
            parts = ("text", "boxes", "sections", "tasks", "references")
            header = {key: value for key, value in encode(paper).items() if key not in parts} | {"text": ""}
            (home / "originals" / f"{paper.id}.txt").write_text(paper.text, encoding="utf-8")
            row = (paper.id, ordinal, f"/{paper.id}", paper.id, f"{paper.id}.txt", paper.source_file, paper.text)
            row = (*row, dump(header), dump(encode(paper.boxes)), paper.task_count)
            connection.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            for table, records in (("section", paper.sections), ("reference", paper.references)):
                rows = [(paper.id, place, dump(encode(record))) for place, record in enumerate(records)]
                connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
            rows = [(task.id, paper.id, place, dump(encode(task))) for place, task in enumerate(paper.tasks)]
            connection.executemany("INSERT INTO task VALUES (?, ?, ?, ?)", rows)
    connection.close()
    return home


def dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def put_all(home: Path, papers: list[Document]) -> Store:
    store = Store.open(home)
    for paper in papers:
        store.put(paper, Original(f"/{paper.id}", paper.id, ".txt", paper.text.encode()))
    return store


def tables(home: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(home / "tracuu.db") as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: sorted(connection.execute(f"SELECT * FROM {name}")) for name in names if name != "sqlite_sequence"}
    connection.close()
    found["meta"] = [row for row in found["meta"] if row[0] != "revision"]
    return found


def test_an_older_store_becomes_what_would_be_stored_today(tmp_path: Path, papers: list[Document]) -> None:
    old = Store.open(store_of_schema_1(tmp_path / "old", papers))
    new = put_all(tmp_path / "new", papers)
    assert [old.document(paper.id) for paper in papers] == papers
    assert old.revision == 7  # nothing that is derived from the store has become wrong
    assert (old.view().headers, old.view().tasks, old.view().references) == (
        new.view().headers,
        new.view().tasks,
        new.view().references,
    )
    assert old.view().counts == new.view().counts
    assert isinstance(old.decisions, Ledger)
    assert old.decisions.all() == ()
    old.close()
    new.close()
    assert tables(tmp_path / "old") == tables(tmp_path / "new")
    free = sqlite3.connect(tmp_path / "old/tracuu.db").execute("PRAGMA freelist_count").fetchone()[0]
    assert free == 0  # the room of the older tables is given back


def test_a_broken_upgrade_leaves_the_older_store(tmp_path: Path, papers: list[Document]) -> None:
    home = store_of_schema_1(tmp_path / "old", papers)
    with sqlite3.connect(home / "tracuu.db") as connection:
        connection.execute("UPDATE task SET record = 'no JSON' WHERE document = 'd1'")
    connection.close()
    with pytest.raises(json.JSONDecodeError):
        Store.open(home)
    assert {"section", "task", "reference"} <= tables(home).keys()
    assert "records" not in tables(home)
    assert [row[-1] for row in tables(home)["document"]] == [paper.task_count for paper in sorted(papers, key=lambda p: p.id)]


def test_two_processes_may_meet_an_older_store(tmp_path: Path, papers: list[Document]) -> None:
    """The second one waits for the lock and finds the work done."""
    home = store_of_schema_1(tmp_path / "old", papers)
    late = Store(home)
    Store.open(home).close()
    with late._database.writing() as connection:
        from corpus.tables import bring_up_to_date, standing

        bring_up_to_date(connection)
        assert standing(connection).is_of_today
    assert [late.document(paper.id) for paper in papers] == papers


def test_the_store_of_a_newer_program_is_not_touched(tmp_path: Path, papers: list[Document]) -> None:
    put_all(tmp_path, papers[:1]).close()
    with sqlite3.connect(tmp_path / "tracuu.db") as connection:
        connection.execute("UPDATE meta SET value = 99 WHERE key = 'schema'")
    connection.close()
    before = (tmp_path / "tracuu.db").read_bytes()
    with pytest.raises(StateError, match="Hãy cập nhật phần mềm"):
        Store.open(tmp_path)
    assert (tmp_path / "tracuu.db").read_bytes() == before


def test_an_older_store_that_may_only_be_read_says_so(
    tmp_path: Path, papers: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = store_of_schema_1(tmp_path / "old", papers)
    monkeypatch.setattr("corpus.database.os.access", lambda *_: False)
    with pytest.raises(StateError, match="Không ghi được"):
        Store.open(home)


def test_fingerprints_of_another_make_are_made_anew(
    tmp_path: Path, papers: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    true = {paper.id: found for paper in papers if (found := fingerprint(paper.tasks))}
    store = put_all(tmp_path, papers)
    assert store.view().fingerprints == true
    store.close()
    with sqlite3.connect(tmp_path / "tracuu.db") as connection:
        connection.execute("UPDATE document SET fingerprint = 'of another make'")
        connection.execute("UPDATE meta SET value = 0 WHERE key = 'fingerprints'")
    connection.close()
    with monkeypatch.context() as patched:  # root may write anywhere
        patched.setattr("corpus.database.os.access", lambda *_: False)
        assert Store.open(tmp_path).view().fingerprints == true  # made for this view
    again = Store.open(tmp_path)
    assert again.view().fingerprints == true
    again.close()
    with sqlite3.connect(tmp_path / "tracuu.db") as connection:
        assert dict(connection.execute("SELECT id, fingerprint FROM document WHERE fingerprint IS NOT NULL")) == true
    connection.close()
