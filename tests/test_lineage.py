"""The chain of direction: which paper a number means, what papers tell of each other, what contradicts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.pages.lineage import lineage_page
from api.pages.lineage_geometry import HIGH, Place, ways
from api.server import create_app
from api.settings import Settings
from api.telling.lineage import farther, lineage_lines
from api.views.answers import whole_document_view
from api.views.lineage import lineage_view
from api.wiring import KnowledgeBase
from corpus.model import Reference, Span
from ingest.grammar import references
from search.chain.cited import same_issuer
from search.chain.lineage import chain, lineage
from search.chain.told import told
from search.held.knowledge import Knowledge

SAMPLES = Path(__file__).resolve().parent.parent / "corpus/samples"
SAMPLE_FILES = sorted(path for path in SAMPLES.glob("[0-9]*") if path.suffix in (".pdf", ".docx", ".txt", ".md"))


def base_of(home: Path, files: list[Path]) -> KnowledgeBase:
    base = KnowledgeBase(Settings(home=home))
    results = base.intake.take(files)
    assert [result.outcome for result in results] == ["stored"] * len(files)
    return base


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return base_of(tmp_path_factory.mktemp("samples"), SAMPLE_FILES).knowledge


@pytest.fixture(scope="module")
def directives(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Knowledge:
    return base_of(tmp_path_factory.mktemp("directives"), sorted((shared / "directives").glob("*.txt"))).knowledge


def edges(knowledge: Knowledge) -> set[tuple[str, str, str]]:
    """(source, relation, target) with file names for held papers and numbers for stubs."""
    whole = chain(knowledge)

    def named(identifier: str) -> str:
        paper = whole.papers[identifier]
        return paper.document.source_file if paper.document else str(paper.number)

    return {(named(edge.source), edge.relation, named(edge.target)) for edge in whole.edges}


def test_the_gold_edges_are_all_there(directives: Knowledge, shared: Path) -> None:
    gold = json.loads((shared / "gold/documents.json").read_text(encoding="utf-8"))
    held = {d.number: d.source_file for d in directives.documents if d.number}
    words = {"tasks_from": "assigned_by"}
    found = edges(directives)
    for edge in gold["edges"]:
        source = f"{edge['from'][4:]}.txt" if edge["from"].startswith("doc:") else edge["from"]
        if edge["relation"] == "is":
            assert held[edge["to"]] == source
        else:
            assert (source, words.get(edge["relation"], edge["relation"]), held.get(edge["to"], edge["to"])) in found, edge


def test_nothing_directs_that_the_gold_does_not_know(directives: Knowledge, shared: Path) -> None:
    """Implements, replaces and attaches are claims: each one stands in the gold's edges or in a document's own lists."""
    gold = json.loads((shared / "gold/documents.json").read_text(encoding="utf-8"))
    held = {d.number: d.source_file for d in directives.documents if d.number}
    known = {(f"{e['from'][4:]}.txt" if e["from"].startswith("doc:") else e["from"], e["to"]) for e in gold["edges"]}
    for name, document in gold["documents"].items():
        known |= {
            (f"{name}.txt", item["number"]) for kind in ("implements", "replaces", "attachments") for item in document[kind]
        }
    known = {(source, held.get(target, target)) for source, target in known}
    claimed = {(s, t) for s, relation, t in edges(directives) if relation in ("implements", "replaces", "attaches")}
    assert claimed <= known


def test_stubs_say_how_often_and_by_whom(directives: Knowledge, shared: Path) -> None:
    gold = json.loads((shared / "gold/documents.json").read_text(encoding="utf-8"))
    stubs = [paper for paper in chain(directives).papers.values() if paper.document is None]
    numbers = {paper.number for paper in stubs}
    assert numbers == {n for n, cited in gold["cited_documents"].items() if cited["in_corpus"] is None}
    names = {document.id: document.source_file for document in directives.documents}
    for paper in stubs:
        assert sorted({names[claim.citing] for claim in paper.claims}) == gold["cited_documents"][paper.number]["cited_by"]


SAMPLE_EDGES = [
    ("04_kh_so_tu_phap.docx", "implements", "03_kh_152_ubnd_tinh.pdf"),
    ("03_kh_152_ubnd_tinh.pdf", "implements", "01_tb_13_cqtt.pdf"),
    ("02_ctr_08_bcd.docx", "implements", "57-NQ/TW"),
    ("09_kh_64_so_noi_vu.docx", "replaces", "10_kh_27_so_noi_vu.md"),
    ("08_kh_61_ubnd_phuong_ben_got.docx", "cites", "04_kh_so_tu_phap.docx"),  # the plan that prints no number
    ("06_kh_58_so_nong_nghiep_va_moi_truong.pdf", "legal_basis", "41-KH/TU"),
    ("03_kh_152_ubnd_tinh.pdf", "specifies", "61/KH-UBND"),  # the province's, not the ward's of the same number
    ("35/KH-UBND", "implements", "71/NQ-CP"),  # told by a third paper
]


@pytest.mark.parametrize("edge", SAMPLE_EDGES)
def test_sample_edges(samples: Knowledge, edge: tuple[str, str, str]) -> None:
    assert edge in edges(samples)


def test_a_number_is_not_merged_across_offices(samples: Knowledge) -> None:
    papers = [paper for paper in chain(samples).papers.values() if paper.number == "61/KH-UBND"]
    assert sorted(paper.document is None for paper in papers) == [False, True]


def test_a_paper_held_in_two_files_is_one(tmp_path: Path) -> None:
    again = tmp_path / "bản chép.md"
    again.write_text((SAMPLES / "10_kh_27_so_noi_vu.md").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    knowledge = base_of(
        tmp_path / "kb", [SAMPLES / "09_kh_64_so_noi_vu.docx", SAMPLES / "10_kh_27_so_noi_vu.md", again]
    ).knowledge
    replaced = [edge for edge in chain(knowledge).edges if edge.relation == "replaces"]
    assert [edge.target in knowledge.by_id for edge in replaced] == [True]


def test_a_reference_is_held_only_where_the_paper_meant_is(samples: Knowledge) -> None:
    """The plan cites the province's 61/KH-UBND; only the ward's is held."""
    plan = samples.document(samples.resolve("152/KH-UBND").id)
    view = whole_document_view(plan, samples)
    held = {reference["number"]: reference["held"] for reference in view["references"]}
    assert held["61/KH-UBND"] == []
    assert held["13-TB/CQTT"] == [samples.resolve("13-TB/CQTT").id]


def test_contradictions_of_the_samples(samples: Knowledge) -> None:
    found = [(one.kind, samples.by_id[one.papers[0]].number) for one in chain(samples).contradictions]
    assert found == [("two_dates", "64/KH-SNV"), ("shared_number", "61/KH-UBND")]


def test_ranks_and_views(samples: Knowledge) -> None:
    plan = samples.resolve("152/KH-UBND")
    found = lineage(samples, plan.id)
    by_number = {paper.number: found.ranks[paper.id] for paper in found.papers if paper.document}
    assert by_number["152/KH-UBND"] == 0
    assert by_number["13-TB/CQTT"] == 1
    assert {by_number[number] for number in ("29/KH-STP", "46/KH-SYT", "64/KH-SNV")} == {-1}
    view = lineage_view(found, samples)
    node = next(node for node in view["nodes"] if node["number"] == "41-KH/TU")
    assert (node["held"], node["status"]) == (False, "được viện dẫn, chưa có toàn văn")
    assert node["mentions"] == sum(cited["count"] for cited in node["cited_by"])
    for edge in view["edges"]:
        for citation in edge["citations"]:
            text = samples.text(citation["document"])
            assert all(text[part["start"] : part["end"]] == part["quote"] for part in citation["fragments"])
    assert "thay thế" not in "\n".join(lineage_lines(found, samples))
    assert any(edge.told_by for edge in farther(found))


def test_the_drawing_escapes_what_a_paper_says(tmp_path: Path) -> None:
    paper = tmp_path / "kế hoạch.txt"
    paper.write_text(
        "UBND TỈNH THÁI NGUYÊN\nSố: 7/KH-UBND\nThái Nguyên, ngày 02 tháng 4 năm 2026\nKẾ HOẠCH\nVề việc thử\n"
        "Thực hiện Kế hoạch số 5-KH/TU ngày 01/4/2026 của Ban <script>alert(1)</script> Thường vụ Tỉnh ủy, "
        "UBND tỉnh ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Làm tốt.\n",
        encoding="utf-8",
    )
    knowledge = base_of(tmp_path / "kb", [paper]).knowledge
    page = lineage_page(knowledge.document(knowledge.documents[0].id), knowledge)
    assert page.drawing is not None
    assert "<script" not in page.drawing
    assert "5-KH/TU" in page.drawing


def test_the_command_and_http_say_the_same(tmp_path: Path) -> None:
    home = tmp_path / "kb"
    base_of(home, SAMPLE_FILES[:4]).close()
    run = subprocess.run(
        [sys.executable, "-m", "api.cli", "lineage", "--home", str(home), "--json", "152/KH-UBND"],
        capture_output=True, text=True, check=True, cwd=SAMPLES.parent.parent,
    )  # fmt: skip
    with TestClient(create_app(Settings(home=home)), base_url="http://127.0.0.1:8000") as client:
        assert client.get("/api/lineage/152%2FKH-UBND").json() == json.loads(run.stdout)
        stub = client.get("/api/lineage/41-KH%2FTU").json()
        assert stub["document"] is None
        assert {edge["to"] for edge in stub["edges"] if edge["relation"] == "implements"} >= {stub["id"]}
        assert client.get("/api/lineage/9999%2FKH-UBND").status_code == 404


def test_a_long_line_runs_under_the_boxes_that_it_passes() -> None:
    boxes = [Place(0, 40), Place(300, 40), Place(300, 120), Place(600, 40), Place(900, 40)]
    (long, short), lowest = ways([(boxes[4], boxes[0]), (boxes[4], boxes[3])], boxes)
    lane = int(re.search(r" (\d+)H", long)[1])  # type: ignore[index]
    assert lane > 120 + HIGH
    assert lowest > lane
    assert "H" not in short


TOLD = [
    # sentence, (subject number, relation, object number)
    ("Kế hoạch số 12/KH-UBND ngày 02/3/2026 của UBND tỉnh thực hiện Nghị quyết số 9-NQ/TW của Bộ Chính trị.", [("12/KH-UBND", "implements", "9-NQ/TW")]),
    # two objects joined
    ("giao tại Kế hoạch số 12/KH-UBND của UBND tỉnh về việc thực hiện Nghị quyết số 9-NQ/TW và Chương trình số 3-CTr/TU.", [("12/KH-UBND", "implements", "9-NQ/TW"), ("12/KH-UBND", "implements", "3-CTr/TU")]),
    # a new subject stands between: nothing is told of the first paper
    ("Theo Công văn số 45/UBND-VX, Sở Tư pháp thực hiện Kế hoạch số 12/KH-UBND.", []),
    ("Xem Kế hoạch số 12/KH-UBND; thực hiện Nghị quyết số 9-NQ/TW.", []),
    # a purpose: the paper itself carries it out
    ("- Triển khai thực hiện nghiêm túc các nhiệm vụ được giao theo: Thông báo số 4-TB/TU ngày 01/4/2026.", [(None, "implements", "4-TB/TU")]),
    # reviewing tasks is not carrying them out
    ("- Rà soát các nhiệm vụ được giao tại Kế hoạch số 12/KH-UBND.", []),
    ("Quyết định số 8/2026/QĐ-UBND sửa đổi, bổ sung một số điều của Quyết định số 3/2024/QĐ-UBND.", [("8/2026/QĐ-UBND", "amends", "3/2024/QĐ-UBND")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), TOLD)
def test_told(sentence: str, expected: list[tuple[str | None, str, str]]) -> None:
    whole = (Span(0, len(sentence)),)
    own = [
        Reference(c.number, c.relation, (Span(c.start, c.end),), whole, c.type, c.date, c.issuer)
        for c in references.find(sentence)
    ]
    assert [(s.number if s else None, r, o.number) for s, r, o in told(own, sentence)] == expected


PLAN = """{office}
Số: {number}
Thái Nguyên, ngày {day}
KẾ HOẠCH
Về công tác thử nghiệm năm 2026
{preamble}, {office} ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
1. Làm tốt.
"""
PARENT_PLAN = {
    "office": "UBND TỈNH THÁI NGUYÊN",
    "number": "5/KH-UBND",
    "day": "01 tháng 4 năm 2026",
    "preamble": "Thực hiện Nghị quyết số 9-NQ/TW",
}
SAID = [
    # what a child says of its parent, its own day, what is found
    ("Thực hiện Kế hoạch số 5/KH-UBND ngày 01/4/2026 của UBND tỉnh", "10 tháng 4 năm 2026", []),
    ("Thực hiện Kế hoạch số 5/KH-UBND ngày 02/4/2026 của UBND tỉnh", "10 tháng 4 năm 2026", ["two_dates"]),  # a slip
    ("Thực hiện Kế hoạch số 5/KH-UBND ngày 01/4/2026 của UBND tỉnh", "10 tháng 3 năm 2026", ["older_than_parent"]),
    ("Thực hiện Kế hoạch số 5/KH-UBND ngày 01/4/2025 của UBND tỉnh", "10 tháng 4 năm 2026", ["shared_number"]),  # another year's
]  # fmt: skip


@pytest.mark.parametrize(("preamble", "day", "kinds"), SAID)
def test_contradictions(tmp_path: Path, preamble: str, day: str, kinds: list[str]) -> None:
    child = {"office": "SỞ TƯ PHÁP", "number": "3/KH-STP", "day": day, "preamble": preamble}
    for name, values in (("parent.txt", PARENT_PLAN), ("child.txt", child)):
        (tmp_path / name).write_text(PLAN.format(**values), encoding="utf-8")
    knowledge = base_of(tmp_path / "kb", [tmp_path / "parent.txt", tmp_path / "child.txt"]).knowledge
    found = chain(knowledge).contradictions
    assert [one.kind for one in found] == kinds
    for one in found:
        assert one.places
        assert all(knowledge.text(document)[span.start : span.end] for document, spans in one.places for span in spans)


ISSUERS = [
    ("UBND tỉnh", "Ủy ban nhân dân tỉnh Thái Nguyên", "1/KH-UBND", True),
    ("UBND tỉnh", "UBND xã Đồng Lạc", "1/KH-UBND", False),  # a commune's number series is its own
    ("Ban Chỉ đạo", "Ban Chỉ đạo về phát triển khoa học, công nghệ", "1-CTr/BCĐ", True),  # shortened
    ("Ban Thường vụ Tỉnh ủy", "Tỉnh ủy", "41-KH/TU", True),  # one series of the committee
    ("UBND phường Bến Gót", "UBND phường Phú Xá", "1/KH-UBND", False),
]


@pytest.mark.parametrize(("one", "other", "number", "same"), ISSUERS)
def test_same_issuer(one: str, other: str, number: str, same: bool) -> None:
    assert same_issuer(one, other, number) is same
    assert same_issuer(other, one, number) is same
