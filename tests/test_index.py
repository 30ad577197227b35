"""The index as its users see it: what is found, what is safe, and what an administrator is told."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from weakref import ref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index
from corpus.errors import IndexMismatch, StateError
from index import Hit, Index, Missing, Passage, build, highlights, update
from index.encoders.encoder import Encoder, Profile
from index.legs.vectors import Vectors
from index.legs.vectors_faiss import Codebook
from index.storage.segment import Segment
from index.storage.segments import Segments
from index.text.words import folded
from index.writing.generations import FORMAT, Unreadable

STATIC = index.encoder()
PASSAGES = [
    Passage("a1", "a", "Xây dựng kế hoạch chuyển đổi số năm 2026", "Sở Tư pháp"),
    Passage("a2", "a", "Số hóa hồ sơ hộ tịch trước ngày 30/4/2026", "Sở Tư pháp"),
    Passage("b1", "b", "Thực hiện Chương trình 08-CTr/BCĐ về chuyển đổi số", "Sở Khoa học và Công nghệ"),
    Passage("b2", "b", "Báo cáo kết quả bồi thường, tái định cư khi thu hồi đất", "Sở Nông nghiệp và Môi trường"),
    Passage("c1", "c", "Tập huấn kỹ năng cho cán bộ, công chức cấp xã", "UBND xã"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build(folder, PASSAGES, STATIC)
    return folder


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


@pytest.mark.parametrize(
    ("query", "first", "why"),
    [
        ("kế hoạch chuyển đổi số", "a1", "words"),
        ("ke hoach chuyen doi so", "a1", "without marks"),
        ("văn bản nào lấy 8-CTr/BCĐ làm nguồn", "b1", "a number, in another spelling"),
        ("hạn 30/04/2026", "a2", "a date, in another spelling"),
        ("CÁN BỘ CÔNG CHỨC", "c1", "capitals"),
        ("hỗ trợ người dân bị thu hồi nhà", "b2", "meaning more than words"),
        ("ubnd xã", "c1", "found by its title alone"),
    ],
)
def test_what_comes_first(built: Path, query: str, first: str, why: str) -> None:
    hits = Index.open(built).search(query, 3)
    assert hits[0].id == first, why
    assert all(0 < hit.score <= 1 + 1e-6 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_parts_say_what_each_leg_gave(built: Path) -> None:
    opened = Index.open(built)
    best = opened.search("kế hoạch chuyển đổi số", 1)[0]
    assert {leg: best.parts[leg] for leg in ("lexical", "dense")} == pytest.approx({"lexical": 1.0, "dense": 1.0})
    assert opened.search("kế hoạch chuyển đổi số", 1, ranked=False)[0].score == pytest.approx(1.0)
    assert all(hit.parts["dense"] == 0 for hit in opened.search("chuyển đổi số", 9, legs=["lexical"]))
    assert all(hit.parts["lexical"] == 0 for hit in opened.search("chuyển đổi số", 9, legs=["dense"]))
    assert opened.search("chuyển đổi số", 9, legs=[]) == []


@pytest.mark.parametrize("query", ["", "  ", "?", "… – “”", "\n", "/&()", "_"])
def test_a_question_without_words_finds_nothing(built: Path, query: str) -> None:
    assert Index.open(built).search(query, 10) == []


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        (["a"], {"a1", "a2"}),
        (["b1"], {"b1"}),
        (["a1", "b"], {"a1", "b1", "b2"}),
        ([], set()),
        (["unknown"], set()),
        (None, {"a1", "a2", "b1", "b2", "c1"}),
    ],
)
def test_only_what_is_allowed(built: Path, allowed: list[str] | None, expected: set[str]) -> None:
    query = "kế hoạch số hóa hộ tịch chuyển đổi số, báo cáo, cán bộ"
    hits = Index.open(built).search(query, 10, allowed)
    assert set(ids(hits)) <= expected
    assert set(ids(hits)) >= expected & {"a1", "a2", "b1", "b2", "c1"}
    for limit in (1, 2):
        assert ids(Index.open(built).search(query, limit, allowed)) == ids(hits)[:limit]


def test_the_same_question_has_the_same_answer(tmp_path: Path) -> None:
    passages = [Passage(f"p{n:02d}", "d", "Chuyển đổi số") for n in random.Random(3).sample(range(40), 40)]
    build(tmp_path, passages, STATIC)
    assert ids(Index.open(tmp_path).search("chuyển đổi số", 40)) == sorted(passage.id for passage in passages)


def test_an_empty_index_is_searched(tmp_path: Path) -> None:
    build(tmp_path, [], STATIC)
    assert Index.open(tmp_path).search("chuyển đổi số", 5) == []
    assert len(Index.open(tmp_path)) == 0
    update(tmp_path, [], PASSAGES)
    assert Index.open(tmp_path).search("chuyển đổi số", 1)[0].id in {"a1", "b1"}


def test_documents_are_named(built: Path, tmp_path: Path) -> None:
    assert index.documents(built) == {"a", "b", "c"}
    with pytest.raises(Missing):
        index.documents(tmp_path)


def test_an_update_finds_what_a_new_building_finds(tmp_path: Path) -> None:
    changed = [Passage("b9", "b", "Triển khai chữ ký số cho cán bộ"), Passage("d1", "d", "Hòa giải ở cơ sở")]
    build(tmp_path / "updated", PASSAGES, STATIC)
    update(tmp_path / "updated", ["b", "never held"], changed)
    build(tmp_path / "new", [p for p in PASSAGES if p.document != "b"] + changed, STATIC)
    for query in ("chuyển đổi số", "chữ ký số", "hoa giai", "cán bộ xã", "bồi thường thu hồi đất"):
        updated, new = (Index.open(tmp_path / name).search(query, 10) for name in ("updated", "new"))
        assert set(ids(updated)) == set(ids(new))
        assert ids(updated)[0] == ids(new)[0]
    assert index.documents(tmp_path / "updated") == {"a", "b", "c", "d"}
    assert len(Index.open(tmp_path / "updated")) == 5


NAMES = st.lists(st.tuples(st.sampled_from("ab"), st.lists(st.sampled_from("xyz"), unique=True, max_size=3)), max_size=4)


@settings(max_examples=8, deadline=None)
@given(steps=NAMES)
def test_after_any_updates_exactly_what_is_held_is_found(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    build(folder, [], STATIC)
    held: dict[str, list[str]] = {}
    for document, names in steps:
        update(folder, [document], [Passage(document + name, document, f"chuyển đổi số {name}") for name in names])
        held[document] = [document + name for name in names]
    expected = {name for names in held.values() for name in names}
    assert set(ids(Index.open(folder).search("chuyển đổi số", 50))) == expected
    assert index.documents(folder) == {document for document, names in held.items() if names}


def test_one_id_is_one_passage(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'a1'"):
        build(tmp_path / "x", [PASSAGES[0], PASSAGES[0]], STATIC)
    with pytest.raises(Missing):
        Index.open(tmp_path / "x")
    build(tmp_path / "y", PASSAGES, STATIC)
    with pytest.raises(ValueError, match="'a1'"):
        update(tmp_path / "y", ["c"], [PASSAGES[0]])
    assert index.documents(tmp_path / "y") == {"a", "b", "c"}


def failing() -> Iterator[Passage]:
    yield Passage("z", "z", "dở dang")
    raise OSError("the disk is full")


def test_what_fails_on_the_way_leaves_the_old_index(tmp_path: Path) -> None:
    build(tmp_path, PASSAGES, STATIC)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(OSError, match="full"):
        update(tmp_path, ["a"], failing())
    with pytest.raises(OSError, match="full"):
        build(tmp_path, failing(), STATIC)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert index.documents(tmp_path) == {"a", "b", "c"}
    assert Index.open(tmp_path).search("kế hoạch chuyển đổi số", 1)[0].id == "a1"


KILLED = """
import os, signal, sys
from pathlib import Path
from weakref import ref
import index

folder = Path(sys.argv[1])
new = [index.Passage(f"new-{n}", "new", f"chuyển đổi số {n}") for n in range(20)]
old = [index.Passage(f"old-{n}", "old", f"chuyển đổi số {n}") for n in range(20)]
encoder = index.encoder()
seen = 0

def count(event, arguments):
    global seen
    if event.startswith(("open", "os.", "shutil.", "fcntl.")) and str(folder) in str(arguments):
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)

for step in range(1, 1000):
    index.build(folder, old, encoder)
    child = os.fork()
    if not child:
        sys.addaudithook(count)
        index.update(folder, ["old"], new, encoder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    held = sorted(hit.id for hit in index.Index.open(folder).search("chuyển đổi số", 50))
    assert held in (sorted(p.id for p in old), sorted(p.id for p in new)), (step, held)
    print(held[0].split("-")[0], flush=True)
    if not status:
        break
"""


def test_killed_at_any_step_the_old_or_the_new_is_read(tmp_path: Path) -> None:
    """A process of its own forks writers; the n-th is killed at its n-th look at a file, until one comes through."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    states = done.stdout.split()
    assert len(states) > 15
    assert states == sorted(states, reverse=True), "the old until the swap, the new after it"
    assert {"old", "new"} == set(states)
    update(tmp_path, [], [PASSAGES[0]])
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    build(tmp_path, [], STATIC)

    def write(name: str) -> None:
        for turn in range(4):
            update(tmp_path, [], [Passage(f"{name}{turn}", f"{name}{turn}", "Chuyển đổi số")], STATIC)

    writers = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert index.documents(tmp_path) == {f"{name}{turn}" for name in "ab" for turn in range(4)}


def test_an_opened_index_follows_its_writers(tmp_path: Path) -> None:
    build(tmp_path, PASSAGES, STATIC)
    opened = Index.open(tmp_path)
    assert opened.search("hòa giải", 1, legs=["lexical"]) == []
    update(tmp_path, ["a"], [Passage("d1", "d", "Hòa giải ở cơ sở")])
    assert ids(opened.search("hòa giải", 1)) == ["d1"]
    assert "a1" not in ids(opened.search("kế hoạch chuyển đổi số", 10))


def test_readers_and_a_writer_at_once(tmp_path: Path) -> None:
    build(tmp_path, PASSAGES, STATIC)
    opened, stop, failures = Index.open(tmp_path), threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            found = ids(opened.search("chuyển đổi số", 10))
            if "b1" not in found:
                failures.append(found)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(6):
        update(tmp_path, [f"x{turn - 1}"], [Passage(f"x{turn}", f"x{turn}", "Chuyển đổi số")])
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []


class OtherEncoder:
    """A second, real encoder of four dimensions: which vowels does a text have?"""

    profile = Profile(kind="static", name="vowels", dimensions=4, fingerprint=(0.5, 0.5))

    def passages(self, texts: list[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return np.array([self.query(text) for text in texts], dtype=np.float32).reshape(-1, 4)

    def query(self, text: str, meant: object = ()) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:  # noqa: ARG002
        counts = np.array([folded(text).count(vowel) for vowel in "aeio"], dtype=np.float32)
        return counts / max(float(np.linalg.norm(counts)), 1e-9)


def test_another_encoder_is_refused_with_the_remedy(built: Path, tmp_path: Path) -> None:
    other: Encoder = OtherEncoder()  # type: ignore[assignment]
    with pytest.raises(IndexMismatch, match="tracuu reindex"):
        Index.open(built, other)
    with pytest.raises(IndexMismatch, match="tracuu reindex"):
        update(built, [], [], other)
    build(tmp_path, PASSAGES, other)
    assert Index.open(tmp_path, other).search("chuyển đổi số", 1)
    with pytest.raises(IndexMismatch, match="vowels"):
        Index.open(tmp_path, STATIC)


def test_a_changed_table_is_noticed(tmp_path: Path) -> None:
    build(tmp_path, PASSAGES, STATIC)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    manifest["encoder"]["fingerprint"][0] += 0.1
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(IndexMismatch, match="tracuu reindex"):
        Index.open(tmp_path).search("chuyển đổi số", 1)


def test_no_index_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"Chưa có chỉ mục .*tracuu reindex"):
        Index.open(tmp_path / "nowhere")
    with pytest.raises(Missing):
        update(tmp_path / "nowhere", [], [])
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("file", "content", "error"),
    [
        ("manifest.json", "{", StateError),
        ("manifest.json", "[]", StateError),
        ("manifest.json", '{"format": 2}', StateError),
        ("manifest.json", '{"format": 1}', Missing),
        ("segments/000001", "", Unreadable),
        ("segments/000001", "TRACUU-1" + "\0" * 99, Unreadable),
        ("generation-000001/vocabulary", "{}", Unreadable),
        ("generation-000001/lexical/meta.json", "", Unreadable),
        ("segments/000001", None, Unreadable),
    ],
)
def test_a_broken_index_is_said_in_words(tmp_path: Path, file: str, content: str | None, error: type[StateError]) -> None:
    build(tmp_path, PASSAGES, STATIC)
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(error, match="tracuu reindex"):
        Index.open(tmp_path).search("chuyển đổi số", 1)
    build(tmp_path, PASSAGES, STATIC)
    assert Index.open(tmp_path).search("kế hoạch chuyển đổi số", 1)[0].id == "a1"


def test_no_file_of_an_old_generation_is_touched(tmp_path: Path) -> None:
    """Generations share tantivy's files by hard links, which is safe only as long as none is written in place."""
    build(tmp_path, PASSAGES, STATIC)
    old = tmp_path / "generation-000001"
    kept = tmp_path / "kept"
    kept.mkdir()
    for file in old.rglob("*"):
        if file.is_file() and file.suffix != ".lock":
            os.link(file, kept / file.name)
    before = {file.name: file.read_bytes() for file in kept.iterdir()}
    update(tmp_path, ["a"], [Passage("d1", "d", "Hòa giải ở cơ sở")])
    assert not old.exists()
    assert {file.name: file.read_bytes() for file in kept.iterdir()} == before


def test_what_was_removed_is_in_no_file(tmp_path: Path) -> None:
    """Neither its name nor its rare words; of tantivy, which keeps terms until it merges, only that it finds nothing."""
    build(tmp_path, [*PASSAGES, Passage("mậtdanh-1", "mậtvăn", "Kế hoạch kỳquặcthay của Sở Tư pháp")], STATIC)
    held = [file for file in tmp_path.rglob("*") if file.is_file() and file.parent.name != "lexical"]
    words = [word.encode() for word in ("mậtdanh", "mậtvăn", "kỳquặcthay")]
    assert all(any(word in file.read_bytes() for file in held) for word in words)
    update(tmp_path, ["mậtvăn"], [])
    left = [file for file in tmp_path.rglob("*") if file.is_file() and file.parent.name != "lexical"]
    assert not [word for word in words for file in left if word in file.read_bytes()]
    assert "mậtdanh-1" not in ids(Index.open(tmp_path).search("kỳquặcthay của Sở Tư pháp", 10))


def test_a_large_index_has_codes_and_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full segments bring the codebook; a change keeps the codes of the rows that stay, and gives the new ones theirs."""
    monkeypatch.setattr("index.storage.segments.CAPACITY", 64)
    monkeypatch.setattr("index.writing.draft.FEW", 63)
    rows = [Passage(f"p{n}", f"d{n // 10}", f"nhiệm vụ {n} của đơn vị số {n % 7}") for n in range(200)]
    build(tmp_path, rows, STATIC)
    codebook = (tmp_path / "generation-000001/codebook").read_bytes()
    update(tmp_path, ["d3", "d19"], [Passage("new", "new", "Hòa giải ở cơ sở")])
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    segments = Segments([Segment.read(tmp_path / "segments" / name) for name in manifest["segments"]])
    assert (tmp_path / "generation-000002/codebook").read_bytes() == codebook
    assert [segment.codes.shape == (len(segment), 64) for segment in segments] == [True] * len(list(segments))
    assert sorted(path.name for path in (tmp_path / "segments").iterdir()) == sorted(manifest["segments"])
    by_codes = Vectors(segments, Codebook.read(tmp_path / "generation-000002/codebook"), few=0)
    query = STATIC.query("hòa giải ở cơ sở")
    assert list(by_codes.search(query, 20))[:1] == list(Vectors(segments, None).search(query, 1))
    assert len(Index.open(tmp_path)) == len(segments) == 181


def test_a_followed_generation_is_let_go(tmp_path: Path) -> None:
    """Also with answers kept, and without waiting for the collector of garbage: it holds files that are gone by name."""
    build(tmp_path, PASSAGES, STATIC)
    index = Index.open(tmp_path)
    assert index.search("Sở Tư pháp", 3) == index.search("Sở Tư pháp", 3), "the second one is kept"
    followed = ref(index._generation())
    update(tmp_path, [PASSAGES[0].document], [])
    index.search("Sở Tư pháp", 3)
    assert followed() is None


def test_progress_is_told(tmp_path: Path) -> None:
    seen: list[int] = []
    build(tmp_path, (replace(PASSAGES[0], id=str(n)) for n in range(1100)), STATIC, seen.append)
    assert seen == [512, 1024, 1100]


def test_a_cold_question_imports_nothing_heavy(built: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index import Index\n"
        "assert Index.open(Path(sys.argv[1])).search('kế hoạch chuyển đổi số', 1)[0].id == 'a1'\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program, str(built)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"torch", "sentence_transformers", "transformers", "scipy", "sklearn", "pyvi", "index.training"} & set(loaded)


def test_the_door_imports_neither_engine() -> None:
    program = "import sys; import index; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"tantivy", "faiss", "numpy", "tokenizers"} & set(loaded)


@pytest.mark.parametrize(
    ("query", "text", "expected", "why"),
    [
        ("chuyển đổi số", "Kế hoạch chuyển đổi số năm 2026", ["chuyển đổi số"], "a phrase is one range"),
        ("chuyen doi so", "Kế hoạch Chuyển Đổi Số năm 2026", ["Chuyển Đổi Số"], "without marks and case"),
        ("hòa giải", "Công tác hoà giải ở cơ sở", ["hoà giải"], "the other tone placement"),
        ("8-CTr/BCĐ", "Thực hiện 08-CTr/BCĐ và 41-KH/TU", ["08-CTr/BCĐ"], "a number whole"),
        ("hạn 30/04/2026", "trước ngày 30/4/2026", ["30/4/2026"], "a date whole"),
        ("nhiệm vụ của Sở Tư pháp", "Của các sở; Sở Tư pháp chủ trì", ["sở", "Sở Tư pháp"], "no common words alone"),
        ("báo cáo", "BÁO CÁO: báo, cáo", ["BÁO CÁO", "báo, cáo"], "neighbours, whatever stands between"),
        ("không có gì", "Hộ tịch điện tử", [], "nothing in common"),
        ("", "Hộ tịch điện tử", [], "no question"),
        ("hộ tịch", "", [], "no text"),
        ("năm", "Miền Nam", [], "a question with marks meets only its own marks"),
    ],
)
def test_highlights(query: str, text: str, expected: list[str], why: str) -> None:
    assert [text[start:end] for start, end in highlights(query, text)] == expected, why


PHRASES = st.lists(
    st.sampled_from(["sở", "Tư pháp", "chuyển đổi", "số", "30/4/2026", "144/KH-UBND", ",", "\n", "của"]), max_size=10
)


@given(query=PHRASES.map(" ".join), text=PHRASES.map(" ".join))
def test_highlights_are_apart_and_in_order(query: str, text: str) -> None:
    spans = highlights(query, text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_another_bundled_table_needs_another_format() -> None:
    """An index of an older table is rebuilt by itself only if its format tells it apart: raise ``FORMAT`` and note both here."""
    assert FORMAT == 7
    assert STATIC.profile.fingerprint[:6] == pytest.approx((-0.1188, -0.0109, 0.05, -0.0532, 0.0465, 0.1054), abs=0.001)
