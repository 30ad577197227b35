"""Archives: each file inside is a file of its own, with its own outcome; none of them chooses where it is written."""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.intake import Result
from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus.errors import Refused
from ingest.admission import archive, gate

LIMIT = 10 * 2**20
PLAN = (
    "KẾ HOẠCH\n\nNâng cao dịch vụ công năm 2026\n\nI. NHIỆM VỤ\n\n"
    "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tHạn hoàn thành\n1\t{task}\tSở Nội vụ\tQuý I\n"
)


def packed(path: Path, files: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            change(entry)
            target.writestr(entry, data)
    return path


def locked(data: bytes, name: str) -> bytes:
    """The flag of an encrypted member set in both of its headers."""
    changed = bytearray(data)
    for signature, flag, names in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        place = next(i for i in range(len(data)) if data.startswith(signature, i) and data.startswith(name.encode(), i + names))
        changed[place + flag] |= 1
    return bytes(changed)


def found(path: Path, folder: Path) -> dict[str, str | bytes]:
    """By name: the bytes of a member, or the code of its refusal."""
    return {
        member.name: member.refusal.code if member.refusal else (member.path.read_bytes() if member.path else "")
        for member in archive.members(path, folder, LIMIT)
    }


def link(entry: zipfile.ZipInfo) -> None:
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16


def pipe(entry: zipfile.ZipInfo) -> None:
    entry.external_attr = (stat.S_IFIFO | 0o644) << 16


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("a.txt", None, {"a.txt": b"x"}),
        ("Phụ lục/Kế hoạch.txt", None, {"Phụ lục/Kế hoạch.txt": b"x"}),
        (unicodedata.normalize("NFD", "Kế hoạch.txt"), None, {"Kế hoạch.txt": b"x"}),  # macOS
        ("a\\b.txt", None, {"a/b.txt": b"x"}),  # a careless program on Windows
        ("dòng\n1.txt", None, {"dòng_1.txt": b"x"}),
        ("a" * 5000 + ".txt", None, {"a" * 5000 + ".txt": b"x"}),
        ("../a.txt", None, {"../a.txt": "unsafe_member"}),
        ("x/../../a.txt", None, {"x/../../a.txt": "unsafe_member"}),
        ("..\\a.txt", None, {"../a.txt": "unsafe_member"}),
        ("/etc/a.txt", None, {"/etc/a.txt": "unsafe_member"}),
        ("C:\\a.txt", None, {"C:/a.txt": "unsafe_member"}),
        ("a.txt", link, {"a.txt": "unsafe_member"}),
        ("a.txt", pipe, {"a.txt": "unsafe_member"}),
        ("...txt", None, {}),  # hidden
    ],
)  # fmt: skip
def test_names(
    name: str, change: Callable[[zipfile.ZipInfo], None] | None, expected: dict[str, object], tmp_path: Path
) -> None:
    path = packed(tmp_path / "a.zip", {name: b"x"}, change or (lambda _: None))
    if expected:
        assert found(path, tmp_path / "out") == expected
    else:
        with pytest.raises(Refused):
            found(path, tmp_path / "out")
    outside = [p for p in tmp_path.rglob("*") if p.is_file() and p != path and not p.is_relative_to(tmp_path / "out")]
    assert outside == []


def test_names_in_the_code_page_of_dos(tmp_path: Path) -> None:
    """UTF-8 without its flag is told from code page 437 by itself."""
    data = packed(tmp_path / "a.zip", {"Kế hoạch.txt": b"x", "caf\u00e9.txt": b"y"}).read_bytes()
    unflagged = bytearray(data)
    for signature, flag in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        place = data.find(signature)
        while place >= 0:
            unflagged[place + flag] &= 0xF7
            place = data.find(signature, place + 4)
    unflagged = unflagged.replace("é".encode(), b"\x82x")  # é of code page 437, the length kept
    (tmp_path / "a.zip").write_bytes(unflagged)
    assert list(found(tmp_path / "a.zip", tmp_path / "out")) == ["Kế hoạch.txt", "caféx.txt"]


def test_companions_and_folders_are_no_members(tmp_path: Path) -> None:
    files = dict.fromkeys(("__MACOSX/._a.txt", ".DS_Store", "x/Thumbs.db", "~$a.docx", "x/", "x/a.txt"), b"x")
    assert found(packed(tmp_path / "a.zip", files), tmp_path / "out") == {"x/a.txt": b"x"}


def test_each_bad_member_has_its_reason_and_the_others_come_out(tmp_path: Path) -> None:
    files = {
        "good.txt": b"x" * 100,
        "bomb.txt": bytes(5 * 2**20),
        "large.bin": bytes(range(256)) * 50_000,
        "locked.txt": b"secret",
        "broken.txt": b"broken " * 9,
    }
    path = packed(tmp_path / "a.zip", files)
    data = locked(path.read_bytes(), "locked.txt")
    place = data.index(b"broken.txt") + len("broken.txt")
    path.write_bytes(data[:place] + b"\xff\xff" + data[place + 2 :])
    assert found(path, tmp_path / "out") == {
        "good.txt": b"x" * 100, "bomb.txt": "zip_bomb", "large.bin": "too_large", "locked.txt": "encrypted_member", "broken.txt": "broken_member",
    }  # fmt: skip
    refusals = [member.refusal for member in archive.members(path, tmp_path / "again", LIMIT) if member.refusal]
    assert all(str(refusal).count("“") == 1 and "hãy" in str(refusal).lower() for refusal in refusals)


def test_the_same_name_twice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as target:
        target.writestr("a.txt", "một")
        with pytest.warns(UserWarning, match="Duplicate"):
            target.writestr("a.txt", "hai")
    outcomes = [
        member.refusal and member.refusal.code for member in archive.members(tmp_path / "a.zip", tmp_path / "out", LIMIT)
    ]
    assert outcomes == [None, "duplicate_member"]


def test_all_together_too_large_or_too_many(tmp_path: Path) -> None:
    for files in ({f"{n}.bin": bytes(9 * 2**20) for n in range(60)}, {f"{n}.txt": b"" for n in range(5001)}):
        with pytest.raises(Refused) as caught:
            gate.kind_of(packed(tmp_path / "a.zip", files))
        assert caught.value.code == "zip_bomb"


def test_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        found(packed(tmp_path / "a.zip", {}), tmp_path / "out")
    assert caught.value.code == "empty_archive"


def inner(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in files.items():
            target.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[KnowledgeBase, Path, list[Result]]:
    folder = tmp_path_factory.mktemp("files")
    page = "<html><h1>KẾ HOẠCH</h1><p>Về việc khác</p><h2>I. NHIỆM VỤ</h2><table border=1><tr><th>STT<th>Nội dung nhiệm vụ<th>Cơ quan chủ trì<tr><td>1<td>Lập sổ<td>Sở Y tế</table>"
    packed(
        folder / "hồ sơ.zip",
        {
            "Kế hoạch.txt": PLAN.format(task="Rà soát").encode(),
            "trang/khác.html": page.encode(),
            "bản sao.txt": PLAN.format(task="Rà soát").encode(),
            "mật.txt": ("TỐI MẬT\n\n" + PLAN.format(task="Việc mật")).encode(),
            "trong.zip": inner({"a.txt": PLAN.format(task="Sâu quá").encode()}),
            "ảnh.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
            "../ngoài.txt": PLAN.format(task="Ra ngoài").encode(),
        },
    )
    (folder / "rời.txt").write_text(PLAN.format(task="Bên ngoài"), encoding="utf-8")
    (folder / "hỏng.zip").write_bytes(inner({"a.txt": b"x" * 100})[:-30])
    base = KnowledgeBase(Settings(home=tmp_path_factory.mktemp("home")))
    return base, folder, base.intake.take([folder])


def test_every_member_has_its_own_outcome(taken: tuple[KnowledgeBase, Path, list[Result]]) -> None:
    _, folder, results = taken
    outcomes = {str(Path(result.path).relative_to(folder)): result.code or result.outcome for result in results}
    assert outcomes == {
        "hồ sơ.zip/Kế hoạch.txt": "stored",
        "hồ sơ.zip/trang/khác.html": "stored",
        "hồ sơ.zip/bản sao.txt": "unchanged",
        "hồ sơ.zip/mật.txt": "secret",
        "hồ sơ.zip/trong.zip": "nested_archive",
        "hồ sơ.zip/ảnh.png": "unsupported_format",
        "hồ sơ.zip/../ngoài.txt": "unsafe_member",
        "hỏng.zip": "broken_zip",
        "rời.txt": "stored",
    }  # fmt: skip


def test_members_are_held_under_the_name_of_the_archive(taken: tuple[KnowledgeBase, Path, list[Result]]) -> None:
    base, _, _ = taken
    names = {document.source_file for document in base.knowledge.documents}
    assert names == {"hồ sơ.zip/Kế hoạch.txt", "hồ sơ.zip/trang/khác.html", "rời.txt"}
    document = base.knowledge.resolve("hồ sơ.zip/Kế hoạch.txt")
    assert base.store.original(document.id).read_bytes() == PLAN.format(task="Rà soát").encode()


def test_nothing_of_a_refused_member_is_kept(taken: tuple[KnowledgeBase, Path, list[Result]]) -> None:
    base, _, _ = taken
    kept = b"".join(path.read_bytes() for path in base.store.home.rglob("*") if path.is_file())
    for words in ("Việc mật", "Sâu quá", "Ra ngoài"):
        assert words.encode() not in kept


def test_again_it_changes_nothing(taken: tuple[KnowledgeBase, Path, list[Result]]) -> None:
    base, folder, _ = taken
    again = base.intake.take([folder / "hồ sơ.zip"])
    assert {result.outcome for result in again} == {"unchanged", "refused"}


def test_a_changed_member_replaces_the_old_one(tmp_path: Path) -> None:
    base = KnowledgeBase(Settings(home=tmp_path / "home"))
    for task in ("Rà soát", "Bãi bỏ"):
        packed(tmp_path / "a.zip", {"kh.txt": PLAN.format(task=task).encode()})
        (result,) = base.intake.take([tmp_path / "a.zip"])
    assert result.outcome == "replaced"
    assert [record.task.content.text for record in base.knowledge.records] == ["Bãi bỏ"]


def test_what_a_browser_saves_beside_a_page_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "kh_files").mkdir()
    (tmp_path / "kh_files" / "a.js").write_text("var a", encoding="utf-8")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "b.txt").write_text(PLAN.format(task="Rà soát"), encoding="utf-8")
    (tmp_path / "kh.html").write_text("<html><p>Xin chào</p>", encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path.with_name(tmp_path.name + "-home")))
    assert [Path(result.path).name for result in base.intake.take([tmp_path])] == ["kh.html", "b.txt"]


@given(st.binary(max_size=60), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=10))
def test_a_damaged_archive_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, changes: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    data = bytearray(inner({"a.txt": content, "../b.txt": b"y", "Kế hoạch.txt": b"z" * 90}))
    for place, byte in changes:
        data[place % len(data)] = byte
    (folder / "a.zip").write_bytes(data)
    with suppress(Refused):
        if gate.kind_of(folder / "a.zip") == "archive":
            found(folder / "a.zip", folder / "out")
    assert not (folder / "b.txt").exists()
    assert not (folder.parent / "b.txt").exists()
