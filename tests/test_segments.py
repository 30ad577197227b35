"""Segments, their vocabulary and their files: any history of changes leaves what a new building gives, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.storage import arrays, segments
from index.storage.forward import Forward
from index.storage.names import Names
from index.storage.ragged import Ragged
from index.storage.segment import Segment, hashes
from index.storage.segments import Segments, Shelf
from index.storage.vocabulary import Vocabulary

SYLLABLES = st.sampled_from(["sở", "tư", "pháp", "y", "tế", "kế", "hoạch", "144"])
ROWS = st.lists(st.lists(SYLLABLES, max_size=6), max_size=5)


def flat(rows: list[list[str]]) -> tuple[Ragged, list[str]]:
    """As ``Vocabulary.add`` takes them."""
    names = [name for row in rows for name in row]
    return Ragged.cut(np.arange(len(names)), np.array([len(row) for row in rows], dtype=np.int64)), names


def rows_of(vocabulary: Vocabulary, first: int, document: str, rows: list[list[str]]) -> Segment:
    names = [f"{document}:{first + place}" for place in range(len(rows))]
    return Segment(
        numbers=np.arange(first, first + len(rows)),
        hashed=hashes(names),
        ids=Ragged.of_texts(names),
        documents=Ragged.of_texts([document]),
        owners=np.zeros(len(rows), dtype=np.int32),
        vectors=np.arange(first, first + len(rows), dtype=np.float32)[:, None].repeat(4, axis=1),
        codes=np.zeros((len(rows), 0), dtype=np.uint8),
        tokens=vocabulary.add(*flat(rows)),
    )


def of(document: str, segment: Segment) -> np.ndarray:
    return np.isin(segment.owners, [place for place, name in enumerate(segment.document_names) if name == document])


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from("abc"), ROWS), max_size=8))
def test_any_history_leaves_what_is_held(
    tmp_path_factory: pytest.TempPathFactory, four_rows: None, steps: list[tuple[str, list[list[str]]]]
) -> None:
    """Each step replaces a document, in segments of four rows."""
    folder, vocabulary, names, following = tmp_path_factory.mktemp("shelf"), Vocabulary(), (), 0
    held: dict[int, tuple[str, list[str]]] = {}
    for document, rows in steps:
        shelf = Shelf(folder, names, lambda segment: segment)
        for removed in shelf.remove(lambda segment, document=document: of(document, segment)):
            vocabulary.remove(removed.tokens)
        held = {number: row for number, row in held.items() if row[0] != document}
        if rows:
            shelf.add(rows_of(vocabulary, following, document, rows))
            held |= {following + place: (document, row) for place, row in enumerate(rows)}
        following += len(rows)
        names = shelf.write()
        for file in folder.iterdir():
            if file.name not in names:
                file.unlink()
    agrees(Segments([Segment.read(folder / name) for name in names]), vocabulary, held)


def agrees(found: Segments, vocabulary: Vocabulary, held: dict[int, tuple[str, list[str]]]) -> None:
    numbers = sorted(held)
    assert [n for segment in found for n in segment.numbers.tolist()] == numbers
    assert all(0 < len(segment) <= segments.CAPACITY for segment in found)
    named = Names(found)
    assert named.ids(np.array(numbers[::-1])) == [f"{held[n][0]}:{n}" for n in numbers[::-1]]
    assert named.documents == {document for document, _ in held.values()}
    assert named.allowed(["a", f"b:{numbers[-1] if numbers else 0}", "unknown"]) == [
        n for n in numbers if held[n][0] == "a" or (n == numbers[-1] and held[n][0] == "b")
    ]
    forward, syllables = Forward(vocabulary, found), {s for _, row in held.values() for s in row}
    tokens = forward.rows(numbers[::-1])
    ids = {vocabulary.id(s): s for s in syllables}
    assert [ids[token] for token in tokens.tokens.tolist()] == [s for n in numbers[::-1] for s in held[n][1]]
    assert tokens.lengths.tolist() == [len(held[n][1]) for n in numbers[::-1]]
    for syllable in ["sở", "tư", "pháp", "y", "tế", "kế", "hoạch", "144"]:
        assert (vocabulary.id(syllable) is not None) == (syllable in syllables), "what nobody holds is forgotten"
    assert forward.mean_length == (sum(len(row) for _, row in held.values()) / len(held) if syllables else 1)
    for syllable in syllables:
        seen = sum(syllable in row for _, row in held.values())
        assert vocabulary.seen([vocabulary.id(syllable)]).tolist() == [seen]


@pytest.fixture(scope="module")
def four_rows() -> Iterator[None]:
    """Segments are full at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "CAPACITY", 4)
        yield


def test_a_file_is_opened_once(tmp_path: Path) -> None:
    """As long as it is held; another file under its name is another segment."""
    vocabulary, path = Vocabulary(), tmp_path / "000001"
    rows_of(vocabulary, 0, "d", [["sở"]]).write(path)
    first = Segment.read(path)
    assert Segment.read(path) is first
    path.unlink()
    rows_of(vocabulary, 0, "d", [["sở", "tư"], ["pháp"]]).write(path)
    assert len(Segment.read(path)) == 2


@pytest.mark.parametrize(("document", "found"), [("d", True), ("", False), ("dd", False), ("e", False)])
def test_rows_of_a_document(document: str, found: bool) -> None:
    rows = rows_of(Vocabulary(), 0, "d", [["sở"], ["tư"]])
    assert rows.rows_of([document]).tolist() == [found, found]


def test_a_vocabulary_is_read_as_it_was_written(tmp_path: Path) -> None:
    vocabulary = Vocabulary()
    first = vocabulary.add(*flat([["sở", "tư"], [], ["y", "tế", "sở"]]))
    vocabulary.remove(first.taken(np.array([2])))
    vocabulary.write(tmp_path / "vocabulary")
    again = Vocabulary.read(tmp_path / "vocabulary")
    assert again.id("y") is None
    assert "tế" not in (tmp_path / "vocabulary").read_bytes().decode("utf-8", "replace")
    more = flat([["mới", "sở"]])
    assert again.add(*more).values.tolist() == vocabulary.add(*more).values.tolist()
    assert again.tokens == 4
    assert again.seen([again.id("sở") or 0]).tolist() == [2]


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    whole = {"a": np.arange(1000), "nothing": np.zeros((0, 3), dtype=np.float32), "b": np.ones((3, 5), dtype=np.float32)}
    arrays.write(tmp_path / "x", whole)
    again = arrays.read(tmp_path / "x")
    assert all((again[name] == array).all() and again[name].shape == array.shape for name, array in whole.items())
    held = (tmp_path / "x").read_bytes()
    for length in (0, 4, 12, 100, len(held) - 1):
        (tmp_path / "cut").write_bytes(held[:length])
        with pytest.raises(ValueError, match=r".+"):
            arrays.read(tmp_path / "cut")


@given(rows=st.lists(st.text(st.characters(codec="utf-8"), max_size=4), max_size=6), data=st.data())
def test_rows_of_different_lengths(rows: list[str], data: st.DataObject) -> None:
    ragged = Ragged.of_texts(rows)
    assert ragged.texts() == rows
    some = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=9)) if rows else []
    assert ragged.taken(np.array(some, dtype=np.int64)).texts() == [rows[place] for place in some]
    assert Ragged.joined([ragged, ragged]).texts() == rows + rows
