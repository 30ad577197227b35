"""Bad input: each file gets its reason, the others go on, nothing of a refused one is stored."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from api.intake import Result
from api.settings import Settings
from api.wiring import KnowledgeBase

HEADER = "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tHạn hoàn thành\n"
PLAN = "KẾ HOẠCH\n\nNâng cao dịch vụ công năm 2026\n\nI. NHIỆM VỤ\n\n" + HEADER + "1\tRà soát thủ tục\tSở Nội vụ\tQuý I\n"


def write(folder: Path) -> dict[str, str]:
    """Files of every bad kind, and the code of the refusal that each must get (empty = taken in)."""
    files: dict[str, tuple[bytes, str]] = {
        "good.txt": (PLAN.encode(), ""),
        "empty.txt": (b"", "empty_file"),
        "blank.txt": (b" \n\n\t\n", "empty_file"),
        "broken.pdf": (b"%PDF-1.7\n" + os.urandom(2000), "broken_pdf"),
        "pdf_named.docx": (b"%PDF-1.4\n%%EOF\n", "wrong_extension"),
        "no_zip.docx": (b"PK\x03\x04" + os.urandom(600), "broken_docx"),
        "binary.bin": (os.urandom(3000), "unknown_format"),
        "latin.txt": (b"K\xea\xec ho\xe1ch n\xe2ng cao d\xf4\xec", "unknown_encoding"),
        "prose.txt": ("Hôm nay trời đẹp. Chúng tôi đi chơi.\n".encode(), "not_a_directive"),
        "no_table.txt": ("KẾ HOẠCH\n\nVề A\n\nI. MỤC ĐÍCH\n\nMột câu.\n\nPHỤ LỤC I: DANH MỤC NHIỆM VỤ\n\n(Kèm theo)\n".encode(), "no_table"),
        "no_header.txt": ("KẾ HOẠCH\n\nVề A\n\n1\tRà soát\tSở Nội vụ\tQuý I\n2\tLập danh mục\tSở Y tế\tQuý II\n".encode(), "table_without_header"),
        "twice.txt": ((PLAN + "1\tViệc khác\tSở Y tế\tQuý II\n").encode(), "duplicate_stt"),
        "secret.txt": (("TỐI MẬT\n\n" + PLAN).encode(), "secret"),
    }  # fmt: skip
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    with zipfile.ZipFile(folder / "other_zip.docx", "w") as archive:
        archive.writestr("a.txt", "x")
    with (folder / "huge.pdf").open("wb") as huge:
        huge.write(b"%PDF-1.7\n")
        huge.truncate(200 * 1024 * 1024)  # sparse: 200 MB without a byte on disk
    return {name: code for name, (_, code) in files.items()} | {"huge.pdf": "too_large"}


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[KnowledgeBase, dict[str, Result], dict[str, str]]:
    folder = tmp_path_factory.mktemp("files")
    codes = write(folder)
    base = KnowledgeBase(Settings(home=tmp_path_factory.mktemp("home")))
    results = {Path(result.path).name: result for result in base.intake.take([folder])}
    return base, results, codes


def test_each_gets_its_reason_and_the_good_one_is_in(taken: tuple[KnowledgeBase, dict[str, Result], dict[str, str]]) -> None:
    base, results, codes = taken
    for name, code in codes.items():
        found = results[name]
        assert (found.code or "") == code, (name, found.reason)
        if code:
            assert found.reason is not None
            assert len(found.reason) > 20, name
    assert results["other_zip.docx"].outcome == "refused"
    assert [d.source_file for d in base.knowledge.documents] == ["good.txt"]


def test_nothing_of_a_refused_file_is_kept(taken: tuple[KnowledgeBase, dict[str, Result], dict[str, str]]) -> None:
    base, _, _ = taken
    kept = b"".join(path.read_bytes() for path in base.store.home.rglob("*") if path.is_file())
    assert "Hôm nay trời đẹp".encode() not in kept
    assert "TỐI MẬT".encode() not in kept
    assert len(list((base.store.home / "originals").iterdir())) == 1


def test_taking_in_twice_changes_nothing_and_a_changed_file_replaces(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path / "home"))
    outcomes = [base.intake.take([file])[0].outcome for _ in range(2)]
    file.write_text(PLAN.replace("Rà soát", "Bãi bỏ"), encoding="utf-8")
    outcomes.append(base.intake.take([file])[0].outcome)
    assert outcomes == ["stored", "unchanged", "replaced"]
    assert [record.task.content.text for record in base.knowledge.records] == ["Bãi bỏ thủ tục"]
    assert not base.searcher.search("rà soát", base.knowledge, limit=5, documents=None) or all(
        "Rà soát" not in hit.text for hit in base.searcher.search("rà soát", base.knowledge, limit=5)
    )


def test_a_file_that_went_bad_says_that_its_old_version_is_still_held(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path / "home"))
    base.intake.take([file])
    file.write_bytes(b"")
    (result,) = base.intake.take([file])
    assert result.outcome == "refused"
    assert "vẫn còn trong kho" in (result.reason or "")


def test_forget_removes_it_from_the_index_too(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    base = KnowledgeBase(Settings(home=tmp_path / "home"))
    identifier = base.intake.take([file])[0].document
    assert identifier is not None
    base.intake.forget(identifier)
    assert base.knowledge.documents == ()
    assert base.searcher.search("thủ tục", base.knowledge, limit=5) == []
    kept = b"".join(path.read_bytes() for path in base.store.home.rglob("*") if path.is_file())
    assert "Rà soát".encode() not in kept


def test_a_killed_ingest_leaves_whole_documents(tmp_path: Path) -> None:
    """Killed at any moment, then run again: the same store as an undisturbed run."""
    folder, home = tmp_path / "files", tmp_path / "home"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02d}.txt").write_text(PLAN.replace("Rà soát", f"Rà soát lần {number}"), encoding="utf-8")
    command = [sys.executable, "-m", "api.cli", "ingest", "--home", str(home), str(folder)]
    for delay in (0.25, 0.45, 0.7):
        running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=Path(__file__).parent.parent
        )
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if (home / "tracuu.db").exists():
            base = KnowledgeBase(Settings(home=home))
            assert all(len(base.store.document(d.id).tasks) == 1 for d in base.store.headers())
            base.close()
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=True)
    assert len(json.loads(done.stdout)["results"]) == 12
    base = KnowledgeBase(Settings(home=home))
    assert len(base.knowledge.records) == 12
    assert len(base.searcher.search("rà soát thủ tục", base.knowledge, limit=50)) >= 12
