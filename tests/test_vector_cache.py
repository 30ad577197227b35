"""A slow model encodes a text once: over killed buildings, changes and formats, and what is forgotten leaves."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index.encoders.encoder import Encoder, Profile
from index.encoders.vector_cache import VectorCache
from index.hybrid import Index
from index.passages import Passage
from index.storage.segment import hashes
from index.writing.building import build, update

Matrix = npt.NDArray[np.float32]


class Slow:
    """Stands for a transformer: tells what it was given, and can be stopped on the way."""

    def __init__(self, name: str = "slow", mark: float = 0.0, stop_after: int | None = None) -> None:
        self.profile = Profile("sentence-transformers", name, 4, fingerprint=(mark,))
        self.given: list[str] = []
        self._stop_after = stop_after

    def passages(self, texts: Sequence[str]) -> Matrix:
        if self._stop_after is not None and len(self.given) >= self._stop_after:
            raise KeyboardInterrupt
        self.given += texts
        return np.array([self.query(text) for text in texts], dtype=np.float32).reshape(-1, 4)

    def query(self, text: str, meant: Sequence[object] = ()) -> Matrix:  # noqa: ARG002
        vector = np.frombuffer(hashes([text]).tobytes(), dtype=np.uint8)[:4].astype(np.float32) + 1
        return vector / np.linalg.norm(vector)


def rows(count: int, document: str = "d") -> list[Passage]:
    return [Passage(f"{document}:{n}", document, f"nhiệm vụ {document} số {n}") for n in range(count)]


def cached(folder: Path) -> list[Path]:
    return sorted((folder / "encoded").glob("*/records"))


def held(folder: Path) -> int:
    (records,) = cached(folder)
    return len(VectorCache(records.parent, 4))


def test_a_killed_building_goes_on_where_it_stood(tmp_path: Path) -> None:
    first = Slow(stop_after=128)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, rows(300), first)
    second = Slow()
    build(tmp_path, rows(300), second)
    assert len(first.given) == 128
    assert first.given + second.given == [passage.text for passage in rows(300)]
    whole = tmp_path / "at once"
    build(whole, rows(300), Slow())
    for query in ("nhiệm vụ d số 7", "nhiệm vụ d số 222"):
        ours, theirs = (Index.open(folder, Slow()).search(query, 5) for folder in (tmp_path, whole))
        assert ours == theirs


def test_a_text_is_encoded_once(tmp_path: Path) -> None:
    twice = [*rows(3), *(Passage(f"e:{n}", "e", passage.text) for n, passage in enumerate(rows(3)))]
    encoder = Slow()
    build(tmp_path, twice, encoder)
    build(tmp_path, twice, encoder)
    assert encoder.given == [passage.text for passage in rows(3)]


def _half_a_record(records: Path) -> None:
    with records.open("ab") as file:
        file.write(b"killed here")


def _cut(records: Path) -> None:
    os.truncate(records, records.stat().st_size - 5)


def _flipped(records: Path) -> None:
    data = bytearray(records.read_bytes())
    data[-1] ^= 0xFF
    records.write_bytes(data)


# harm · how many of five texts must be encoded again
HARMS: list[tuple[Callable[[Path], None], int]] = [(_half_a_record, 0), (_cut, 1), (_flipped, 1)]


@pytest.mark.parametrize(("harm", "again"), HARMS, ids=[harm.__name__ for harm, _ in HARMS])
def test_a_damaged_record_is_as_good_as_none(tmp_path: Path, harm: Callable[[Path], None], again: int) -> None:
    build(tmp_path, rows(5), Slow())
    harm(cached(tmp_path)[0])
    encoder = Slow()
    build(tmp_path, rows(5), encoder)
    assert encoder.given == [passage.text for passage in rows(5)[5 - again :]]
    assert held(tmp_path) == 5
    assert cached(tmp_path)[0].stat().st_size % 5 == 0


def test_what_is_forgotten_leaves(tmp_path: Path) -> None:
    build(tmp_path, [*rows(4, "a"), *rows(4, "b")], Slow())
    update(tmp_path, ["a"], [], Slow())
    assert held(tmp_path) == 4
    encoder = Slow()
    build(tmp_path, [*rows(4, "a"), *rows(4, "b")], encoder)
    assert encoder.given == [passage.text for passage in rows(4, "a")]


def test_a_changed_document_is_encoded_where_it_changed(tmp_path: Path) -> None:
    build(tmp_path, rows(4, "a"), Slow())
    changed = [*rows(4, "a")[1:], Passage("a:9", "a", "nhiệm vụ mới")]
    encoder = Slow()
    update(tmp_path, ["a"], changed, encoder)
    assert encoder.given == ["nhiệm vụ mới"]
    assert held(tmp_path) == 4


def test_each_model_has_its_own(tmp_path: Path) -> None:
    build(tmp_path, rows(3), Slow())
    other = Slow("other", mark=1.0)
    build(tmp_path, rows(3), other)
    assert len(other.given) == 3
    assert held(tmp_path) == 3, "the first one's are gone: one model is in use"
    same = Slow("elsewhere", mark=1.0)
    build(tmp_path, rows(3), same)
    assert not same.given, "the same model from another folder"


def test_a_killed_change_of_model_keeps_no_forgotten_text(tmp_path: Path, static: Encoder) -> None:
    build(tmp_path, [*rows(70, "a"), *rows(70, "b")], static)
    with suppress(KeyboardInterrupt):
        build(tmp_path, [*rows(70, "a"), *rows(70, "b")], Slow(stop_after=128))
    assert held(tmp_path) == 128
    update(tmp_path, ["a"], [], static)
    assert held(tmp_path) == 58
    build(tmp_path, rows(70, "b"), static)
    assert not cached(tmp_path), "the bundled table has none"


@pytest.fixture(scope="module")
def static() -> Encoder:
    from index.encoders.encoder import encoder

    return encoder()
