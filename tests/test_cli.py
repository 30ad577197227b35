"""The command line as a person meets it: exit codes, words, JSON, and what it does not import."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.telling.terminal import Progress
from corpus.store import Store

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus/samples"


def run(*arguments: str, home: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "api.cli", *arguments]
    if home is not None:
        command += ["--home", str(home)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=env)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "kb"
    done = run("ingest", str(SAMPLES), home=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_samples_go_in_whole(home: Path) -> None:
    listed = json.loads(run("documents", "--json", home=home).stdout)
    assert listed["total"] == 10
    assert {d["source_file"].rsplit(".")[-1] for d in listed["documents"]} == {"pdf", "docx", "txt", "md"}


def test_first_showcase_question_over_the_samples(home: Path) -> None:
    """The rows that corpus/samples/README.md names: ten of the province's plan, its own twelve, four of the programme."""
    answer = json.loads(run("ask", "which tasks is Sở Tư pháp responsible for", "--json", home=home).stdout)
    by_document: dict[str, int] = {}
    for task in answer["answer"]["tasks"]:
        if task["kind"] == "row" and task["because"] != "deliverable":
            by_document[task["source_file"][:2]] = by_document.get(task["source_file"][:2], 0) + 1
    assert by_document == {"02": 4, "03": 10, "04": 12}


def test_second_showcase_question_over_the_samples(home: Path) -> None:
    answer = json.loads(run("ask", "kế hoạch nào lấy 08-CTr/BCĐ làm nguồn giao nhiệm vụ", "--json", home=home).stdout)
    rows = {d["source_file"][:2]: len(d["evidence"]) for d in answer["answer"]["documents"]}
    assert rows == {"03": 9, "04": 4, "07": 3}


def test_every_citation_of_an_answer_is_what_stands_there(home: Path) -> None:
    answer = json.loads(run("ask", "which tasks is Sở Tư pháp responsible for", "--json", home=home).stdout)
    assert answer["citations"]
    texts: dict[str, str] = {}
    store = Store.open(home)
    for citation in answer["citations"]:
        text = texts.setdefault(citation["document"], store.source(citation["document"])[0])
        for fragment in citation["fragments"]:
            assert text[fragment["start"] : fragment["end"]] == fragment["quote"]
    store.close()


def test_a_paper_unlike_any_is_told_what_is_held_and_not_called_near(home: Path) -> None:
    done = run("show", "XYZ", home=home)
    assert done.returncode == 2
    assert "Trong kho có: 13-TB/CQTT" in done.stderr
    assert "và 5 văn bản khác" in done.stderr


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("ingest", str(tmp_path / "empty"), home=tmp_path / "kb")
    assert (done.returncode, done.stdout) == (0, "Không có tệp nào để nạp: thư mục trống.\n")


def test_an_agency_that_no_paper_names_is_said_to_be_unknown(home: Path) -> None:
    assert "Không văn bản nào trong kho nêu cơ quan “Sở Bay”." in run("tasks", "--agency", "Sở Bay", home=home).stdout
    assert "Không văn bản nào" not in run("tasks", "--agency", "Sở Y tế", "--agency", "Các sở, ngành", home=home).stdout


def test_a_task_is_told_with_its_product(home: Path) -> None:
    told = " ".join(run("tasks", "--document", "152/KH-UBND", "--annex", "I", "--stt", "22", home=home).stdout.split())
    assert "Sản phẩm: " in told


def test_help_answers_at_once() -> None:
    best = min(_seconds("--help") for _ in range(3))
    assert best < 0.3


def test_a_cold_question_is_fast_and_imports_no_torch(home: Path) -> None:
    best = min(_seconds("ask", "which tasks is Sở Tư pháp responsible for", "--home", str(home)) for _ in range(5))
    assert best < 1.0
    for command in (["ask", "Sở Tư pháp phải làm gì"], ["search", "máy tính"]):
        script = (
            f"import sys; from api.cli import main; main({[*command, '--home', str(home)]!r}); "
            "heavy = {'torch', 'sentence_transformers', 'transformers', 'sklearn', 'pyvi', 'pdfplumber', 'docx', 'fastapi'} & set(sys.modules); "
            "sys.exit(f'imported {heavy}' if heavy else 0)"
        )
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("form", [[], ["--json"], ["--explain"]])
def test_a_cold_search_loads_nothing_that_answers_questions(home: Path, form: list[str]) -> None:
    """Nor what takes files in: 0.2 s of the 0.35 that a search takes at 100,000 rows (``tests.bench.view_speed``)."""
    script = (
        f"import sys; from api.cli import main; main({['search', 'máy tính', *form, '--home', str(home)]!r}); "
        "heavy = {'search.answering.answer', 'search.asking.question', 'search.binding.reach', 'search.held.versions', 'api.intake', 'ingest.crew', 'api.views.answers', "
        "'api.telling.report', 'corpus.phrases', 'fastapi'} & set(sys.modules); sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _seconds(*arguments: str) -> float:
    started = time.perf_counter()
    assert run(*arguments).returncode == 0
    return time.perf_counter() - started


def test_people_read_vietnamese(home: Path) -> None:
    shown = run("ask", "which tasks is Sở Tư pháp responsible for", home=home).stdout
    assert "Đáp:" in shown
    assert "Đã tìm trong 10 văn bản" in shown
    assert "\x1b[" not in shown  # no colours where nobody looks


@pytest.mark.parametrize("name", ["152/KH-UBND", "03_kh_152_ubnd_tinh.pdf", "03_kh_152_ubnd_tinh"])
def test_a_document_has_several_names(home: Path, name: str) -> None:
    shown = json.loads(run("show", name, "--json", home=home).stdout)
    assert shown["number"] == "152/KH-UBND"
    assert shown["tasks"] == 50
    assert run("show", name, home=home).stdout.startswith("Tệp")


def test_a_blank_number_is_resolved_from_who_cites_it(home: Path) -> None:
    shown = json.loads(run("show", "04_kh_so_tu_phap", "--json", home=home).stdout)
    assert (shown["number"], shown["number_evidence"]) == ("29/KH-STP", "cited")


def test_tasks_filters_agree_with_the_question(home: Path, tmp_path: Path) -> None:
    csv = tmp_path / "tasks.csv"
    listed = json.loads(run("tasks", "--agency", "Sở Tư pháp", "--role", "lead", "--csv", str(csv), "--json", home=home).stdout)
    asked = json.loads(run("ask", "which tasks is Sở Tư pháp responsible for", "--json", home=home).stdout)
    assert listed["total"] == len(listed["tasks"])
    assert [t["id"] for t in listed["tasks"] if t["certain"]] == [t["id"] for t in asked["answer"]["tasks"]]
    assert len(csv.read_text(encoding="utf-8-sig").splitlines()) >= listed["total"] + 1


def test_search_takes_the_filters_of_tasks(home: Path) -> None:
    found = json.loads(run("search", "dữ liệu", "--document", "27/KH-SNV", "--limit", "3", "--json", home=home).stdout)["hits"]
    assert {hit["citation"]["source_file"][:2] for hit in found} == {"10"}
    wrong = run("search", "dữ liệu", "--due-before", "31/2/2026", home=home)
    assert (wrong.returncode, wrong.stderr[:31]) == (2, "tracuu: --due-before nhận một n")


def test_common_options_stand_before_or_behind_the_command(home: Path) -> None:
    behind = run("documents", "--json", "--home", str(home)).stdout
    assert run("--home", str(home), "--json", "documents").stdout == behind
    assert run("--home", str(home), "documents", "--json").stdout == behind


def test_refused_files_exit_1(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("ingest", str(tmp_path / "empty.txt"), home=tmp_path / "kb")
    assert done.returncode == 1
    assert "từ chối" in done.stdout


WRONG = [
    (["ask", "x"], "tracuu ingest", "no knowledge base yet"),
    (["show", "1/KH-ABC"], "tracuu ingest", "no knowledge base yet"),
    (["nonsense"], "không có lựa chọn", "no such command"),
    (["ask"], "thiếu tham số", "a missing argument"),
]


@pytest.mark.parametrize(("arguments", "words", "why"), WRONG)
def test_wrong_calls_exit_2_with_one_line(tmp_path: Path, arguments: list[str], words: str, why: str) -> None:
    done = run(*arguments, "--home", str(tmp_path / "none"))
    assert done.returncode == 2, why
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_is_an_error(home: Path) -> None:
    done = run("documents", home=home, env={**os.environ, "TRACUU_HOMME": "x"})
    assert done.returncode == 2
    assert "TRACUU_HOMME" in done.stderr


def test_an_unknown_document_offers_near_ones(home: Path) -> None:
    done = run("show", "153/KH-UBND", home=home)
    assert done.returncode == 2
    assert "152/KH-UBND" in done.stderr


def test_forget_and_reindex(tmp_path: Path) -> None:
    folder = tmp_path / "kb"
    run("ingest", str(SAMPLES / "10_kh_27_so_noi_vu.md"), home=folder)
    assert run("reindex", home=folder).returncode == 0
    assert run("forget", "27/KH-SNV", home=folder).returncode == 0
    assert json.loads(run("documents", "--json", home=folder).stdout)["total"] == 0
    assert run("doctor", home=folder).returncode == 0


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_files_pages_and_rate() -> None:
    screen = _Screen()
    bar = Progress(2, screen)
    bar.step("kế hoạch.pdf", 31)
    bar.step("tệp nén.zip/a\x1b]0;x\x07.docx")
    bar.step("tệp nén.zip/b.docx", 2)
    bar.close()
    shown = screen.getvalue()
    assert "1/2 · 31 trang," in shown
    assert "3/3 · 33 trang," in shown, "an archive holds more files than one"
    assert "trang/giây" in shown
    assert "\x1b]" not in shown, "a file's name never reaches the terminal as a command"
    assert shown.endswith("\r\x1b[K")


def test_progress_of_what_is_counted_elsewhere() -> None:
    screen = _Screen()
    reach = Progress(1200, screen).reach
    reach(512)
    assert "512/1200" in screen.getvalue()
    reach(1200)
    assert screen.getvalue().endswith("\r\x1b[K"), "the bar goes with the last"


def test_progress_is_silent_off_a_terminal() -> None:
    stream = io.StringIO()
    Progress(9, stream).step("a", 1)
    assert stream.getvalue() == ""
