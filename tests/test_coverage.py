"""Coverage of real and made-up plans: what binds, what is matched, what was changed, what is missing, and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InputError, NotHeld
from corpus.store import Original, Store
from ingest.door import read_document
from search.binding.asked_agency import AskedAgency
from search.coverage.citing import citations
from search.coverage.engine import cover, coverages, matrix
from search.coverage.model import FIELDS, STATES, Coverage, Match
from search.held.knowledge import Knowledge, Record

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"


def held(home: Path, files: list[Path]) -> Knowledge:
    """A knowledge base of some files, read in this process and without an index."""
    store = Store.open(home)
    for path in files:
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        store.put(read_document(path, digest[:12], path.name), Original(path.name, digest, path.suffix, data))
    return Knowledge(store)


def name(record: Record) -> str:
    """ "I-7" for a row, "7" for one of an annex without number or of a list, "n: …" for a duty in running text."""
    task = record.task
    if task.kind == "narrative":
        return f"n: {letters(task.content.text)}"
    return f"{task.annex}-{task.stt}" if task.annex else str(task.stt)


def letters(text: str) -> str:
    return re.sub(r"\W|<[^>]*>", "", text.lower())


def pairs(coverage: Coverage) -> set[tuple[str, str]]:
    return {(name(row.parent_task), name(match.child_task)) for row in coverage.rows for match in row.matches}


def matched(coverage: Coverage, parent: str, child: str) -> Match:
    found = [m for row in coverage.rows for m in row.matches if (name(m.parent_task), name(m.child_task)) == (parent, child)]
    assert len(found) == 1, (parent, child, pairs(coverage))
    return found[0]


# --- the annotated pair ------------------------------------------------------------------------------------------------------

# words of the annotation → relation and detail of the report
RELATIONS = {
    "reworded": ("changed", "reworded"), "added": ("widened", "added"), "different_kind": ("changed", "different_kind"),
    "child_only": ("changed", "child_only"), "dropped": ("missing", "dropped"), "n/a": ("same", "n/a"),
}  # fmt: skip


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Coverage:
    view = held(tmp_path_factory.mktemp("real"), [shared / "directives/003.txt", shared / "directives/000.txt"])
    found = coverages(view, view.resolve("000"))
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((shared / "gold/coverage.json").read_text(encoding="utf-8"))
    return whole


@pytest.fixture(scope="module")
def names(shared: Path) -> dict[str, str]:
    """The name of each annotated task."""
    tasks = json.loads((shared / "gold/tasks.json").read_text(encoding="utf-8"))
    return {task["id"]: annotated(task) for task in tasks}


def annotated(task: dict[str, Any]) -> str:
    return (
        f"n: {letters(task['sentence'])}"
        if task["kind"] == "narrative"
        else f"{(task['annex'] or '').removeprefix('Phụ lục ')}-{task['stt']}"
    )


def same(one: str, other: str) -> bool:
    """Two names of one task; a reader may begin a sentence some words later or earlier."""
    return one == other or (one.startswith("n: ") and other.startswith("n: ") and one[20:60] in other)


def test_the_real_parent_is_found_by_its_citation(real: Coverage) -> None:
    assert (real.parent.source_file, real.agency) == ("003.txt", "Sở Tư pháp tỉnh Thái Nguyên")


def test_every_row_of_the_real_pair_is_bound_and_stated_as_annotated(
    real: Coverage, gold: dict[str, Any], names: dict[str, str]
) -> None:
    rows = {name(row.parent_task): row for row in real.rows}
    wrong = []
    for row in gold["children"]["000"]["rows"]:
        found = next((rows[key] for key in rows if same(names[row["parent_task"]], key)), None)
        label = (found.binds, found.role, found.state) if found else None
        if label != (row["binds"], row["role"], row["status"]):
            wrong.append((row["parent_task"], label, row["binds"], row["role"], row["status"]))
    assert len(real.rows) == len(gold["children"]["000"]["rows"]) == 82
    assert wrong == []


def test_true_gaps_come_first(real: Coverage) -> None:
    assert [name(row.parent_task) for row in real.rows[:2]] == ["I-12", "I-14"]
    assert not [row for row in real.rows[2:] if row.gap]


def test_matches_are_those_of_the_annotation_and_no_other(real: Coverage, gold: dict[str, Any], names: dict[str, str]) -> None:
    rows = gold["children"]["000"]["rows"]
    wanted = {(names[row["parent_task"]], names[one["child_task"]]) for row in rows for one in row["covered_by"]}
    found = pairs(real)
    assert len(found) == len(wanted) == 8
    assert all(any(same(p, q) and c == d for q, d in found) for p, c in wanted)


def test_every_annotated_difference_is_found(real: Coverage, gold: dict[str, Any], names: dict[str, str]) -> None:
    wrong, count = [], 0
    for row in gold["children"]["000"]["rows"]:
        for one in row["covered_by"]:
            match = next(m for r in real.rows for m in r.matches if same(names[row["parent_task"]], name(m.parent_task)))
            if match.extent != one["extent"]:
                wrong.append((row["parent_task"], "extent", match.extent))
            for difference in match.differences:
                count += 1
                relation = one["differences"][difference.field]["relation"]
                relation, detail = RELATIONS.get(relation, (relation, difference.detail))
                if (difference.relation, difference.detail) != (relation, detail):
                    wrong.append((row["parent_task"], difference.field, difference.relation, difference.detail, relation))
    assert count == 48
    assert wrong == []


def test_child_tasks_without_a_parent(real: Coverage, gold: dict[str, Any]) -> None:
    assert len(real.without_parent) == len(gold["children"]["000"]["child_tasks_without_parent"])
    assert {orphan.task.task.kind for orphan in real.without_parent} == {"narrative"}


def test_contradictions_and_breaches_of_the_real_parent(real: Coverage, gold: dict[str, Any], names: dict[str, str]) -> None:
    found = [{name(record) for record in note.tasks} for note in real.notes if note.kind == "contradiction"]
    wanted = [{names[task] for task in one["tasks"]} for one in gold["internal_conflicts_in_parent"]]
    assert [one for one in wanted if one not in found] == []
    assert len(found) <= len(wanted) + 1
    (breach,) = [note for note in real.notes if note.kind == "rule_breach"]
    assert [name(record) for record in breach.tasks] == ["I-25", "II-17", "II-18", "II-44"]
    (later,) = [note for note in real.notes if note.kind == "adjusted_later"]
    assert [name(record) for record in later.tasks] == ["II-1", "II-3", "II-4"]


# --- the samples: the table and the planted places of their README ------------------------------------------------------------

CHILDREN = {
    "Sở Tư pháp": "04_kh_so_tu_phap", "Sở Y tế": "05_kh_46_so_y_te", "Sở Nội vụ": "09_kh_64_so_noi_vu",
    "Xã Đồng Lạc": "07_kh_31_ubnd_xa_dong_lac", "Phường Bến Gót": "08_kh_61_ubnd_phuong_ben_got",
}  # fmt: skip
BY_SENTENCE = "06_kh_58_so_nong_nghiep_va_moi_truong"
MISSING = {"Sở Tư pháp": ["I-5", "I-9"], "Xã Đồng Lạc": ["I-22"]}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return held(tmp_path_factory.mktemp("samples"), [path for path in sorted(SAMPLES.iterdir()) if path.name != "README.md"])


def table() -> Iterator[tuple[str, str, str]]:
    """(unit, parent row, child row) of section 5 of the README."""
    lines = (SAMPLES / "README.md").read_text(encoding="utf-8").partition("## 5.")[2].partition("## 6.")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    for row in rows[2:]:
        for unit, cell in zip(CHILDREN, row[2:], strict=True):
            child = re.match(r"[IV\d.]+", cell)
            if child:
                yield unit, row[0].replace(".", "-"), child[0].replace(".", "-")


@pytest.mark.parametrize("unit", CHILDREN)
def test_samples_are_matched_as_their_table_says(unit: str, samples: Knowledge) -> None:
    (found,) = coverages(samples, samples.resolve(CHILDREN[unit]))
    assert found.parent.number == "152/KH-UBND"
    assert pairs(found) == {(parent, child) for one, parent, child in table() if one == unit}


@pytest.mark.parametrize("unit", [*CHILDREN, BY_SENTENCE])
def test_planted_gaps_and_no_other(unit: str, samples: Knowledge) -> None:
    (found,) = coverages(samples, samples.resolve(CHILDREN.get(unit, unit)))
    assert [name(row.parent_task) for row in found.rows if row.gap] == MISSING.get(unit, [])


def test_a_plan_that_gives_its_tasks_in_sentences(samples: Knowledge) -> None:
    (found,) = coverages(samples, samples.resolve(BY_SENTENCE))
    wanted = ["I-3", "I-4", "I-5", "I-8", "I-9", "I-10", "I-11", "I-13", "I-18", "I-22", "II-18", "II-19", "II-24", "II-25"]
    assert sorted({parent for parent, _ in pairs(found)}) == sorted(wanted)
    late = [one for row in found.rows for m in row.matches for one in m.differences if one.relation == "later"]
    assert late == []


# unit · parent row · child row · field · relation · detail · whether a person should look at it
PLANTED = [
    ("Sở Tư pháp", "I-4", "I-3", "deadline", "later", None, True),
    ("Sở Tư pháp", "II-12", "II-2", "deadline", "later", None, True),
    ("Phường Bến Gót", "I-18", "5", "deadline", "later", None, True),
    ("Sở Tư pháp", "I-1", "I-1", "deadline", "earlier", None, False),
    ("Xã Đồng Lạc", "I-5", "I-2", "deadline", "earlier", None, False),
    ("Xã Đồng Lạc", "II-25", "II-3", "deadline", "earlier", None, False),
    ("Sở Tư pháp", "II-25", "II-4", "deadline", "changed", "different_kind", True),
    ("Xã Đồng Lạc", "I-18", "I-8", "deadline", "changed", "different_kind", True),
    ("Sở Tư pháp", "I-3", "I-2", "deliverable", "narrowed", "target_lowered", True),
    ("Sở Tư pháp", "I-8", "I-4", "content", "narrowed", "condition_added", True),
    ("Sở Tư pháp", "I-22", "I-7", "content", "narrowed", "dropped", True),
    ("Sở Tư pháp", "I-22", "I-7", "deliverable", "missing", "dropped", True),
    ("Sở Tư pháp", "I-1", "I-1", "sources", "narrowed", "dropped", True),
    ("Sở Nội vụ", "II-7", "I-4", "sources", "narrowed", "dropped", True),
    ("Phường Bến Gót", "I-4", "1", "sources", "changed", "parent_cited", False),
    ("Sở Nội vụ", "II-25", "II-8", "deadline", "same", None, False),
    ("Sở Nội vụ", "II-24", "II-8", "deadline", "same", None, False),
]  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED, ids=[" ".join(row[:4]) for row in PLANTED])
def test_planted_differences(planted: tuple[str, str, str, str, str, str | None, bool], samples: Knowledge) -> None:
    unit, parent, child, field, relation, detail, finding = planted
    (found,) = coverages(samples, samples.resolve(CHILDREN[unit]))
    one = next(d for d in matched(found, parent, child).differences if d.field == field)
    assert (one.relation, one.detail, one.finding) == (relation, detail, finding), one


def test_own_tasks_are_told_apart(samples: Knowledge) -> None:
    for unit, own in (("Sở Tư pháp", ["II-5"]), ("Sở Y tế", ["14"]), ("Sở Nội vụ", [])):
        (found,) = coverages(samples, samples.resolve(CHILDREN[unit]))
        assert [name(one.task) for one in found.without_parent if one.task.task.kind != "narrative"] == own


def test_a_duty_in_running_text_is_to_be_looked_at(samples: Knowledge) -> None:
    (found,) = coverages(samples, samples.resolve(CHILDREN["Sở Tư pháp"]))
    row = next(row for row in found.rows if row.parent_task.task.content.text.startswith("Giao Sở Tư pháp thẩm định"))
    assert (row.binds, row.role, row.state) == ("yes", "lead", "not_covered_to_check")
    assert "lời văn" in row.because


def test_a_plan_that_is_asked_for_may_be_the_one_at_hand(samples: Knowledge) -> None:
    (found,) = coverages(samples, samples.resolve(CHILDREN["Sở Tư pháp"]))
    row = next(
        row for row in found.rows if "ban hành kế hoạch của cơ quan, địa phương mình" in row.parent_task.task.content.text
    )
    assert row.state == "not_covered_to_check"
    assert "chính kế hoạch con" in row.because


def test_both_places_of_a_difference_are_cited_word_for_word(samples: Knowledge) -> None:
    (found,) = coverages(samples, samples.resolve(CHILDREN["Sở Tư pháp"]))
    for row in found.rows:
        for match in row.matches:
            assert tuple(one.field for one in match.differences) == FIELDS
            for one in match.differences:
                for citation, record in zip(citations(samples, match, one), (match.parent_task, match.child_task), strict=True):
                    text = samples.text(record.document.id)
                    assert citation.document == record.document.id
                    assert citation.fragments
                    assert all(text[part.start : part.end] == part.quote for part in citation.fragments)


def test_runs_of_a_diff_cover_both_texts(samples: Knowledge) -> None:
    (found,) = coverages(samples, samples.resolve(CHILDREN["Sở Tư pháp"]))
    for row in found.rows:
        for match in row.matches:
            content = match.differences[0]
            for side, text in (("parent", content.parent), ("child", content.child)):
                ranges = [getattr(run, side) for run in content.runs]
                assert all(a[1] <= b[0] for a, b in pairwise(ranges))
                assert re.sub(r"\W", "", "".join((text or "")[a:b] for a, b in ranges)) == re.sub(r"\W", "", text or "")


def test_the_matrix_says_what_the_pairs_say(samples: Knowledge) -> None:
    parent = samples.resolve("152/KH-UBND")
    found = matrix(samples, parent)
    assert [unit.child.source_file[:2] for unit in found.units] == ["04", "05", "06", "07", "08", "09"]
    for column, unit in enumerate(found.units):
        pair = cover(samples, parent, unit.child)
        states = {row.parent_task.task.id: row.state for row in pair.rows}
        children = {row.parent_task.task.id: {m.child_task.task.id for m in row.matches} for row in pair.rows}
        for record, cells in zip(found.tasks, found.cells, strict=True):
            assert cells[column].state == states[record.task.id]
            assert set(cells[column].children) == children[record.task.id]
        assert dict(unit.summary) == pair.summary


def test_a_plan_without_a_held_parent_says_what_is_missing(samples: Knowledge) -> None:
    with pytest.raises(NotHeld, match="41-KH/TU"):
        coverages(samples, samples.resolve("27/KH-SNV"))


def test_another_agency_than_the_issuer_may_be_asked_for(samples: Knowledge) -> None:
    child, parent = samples.resolve(CHILDREN["Sở Tư pháp"]), samples.resolve("152/KH-UBND")
    found = cover(samples, parent, child, AskedAgency("Sở Y tế", "Sông Thao"))
    assert found.agency == "Sở Y tế Sông Thao"
    assert "II-10" in [name(row.parent_task) for row in found.rows if row.gap]


# --- made-up plans -----------------------------------------------------------------------------------------------------------

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
Số: 77/KH-UBND
Hà Tĩnh, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Phòng cháy, chữa cháy và bảo vệ rừng năm 2026

I. NHIỆM VỤ
Các nhiệm vụ tại Phụ lục.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A

PHỤ LỤC
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 77/KH-UBND ngày 05/3/2026 của UBND tỉnh)

STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tSản phẩm\tThời hạn\tVăn bản giao nhiệm vụ
1\tKiện toàn Ban Chỉ huy phòng cháy, chữa cháy rừng; phân công trực 24/24 giờ trong mùa khô\tUBND các xã, phường\tChi cục Kiểm lâm\tQuyết định kiện toàn\tTrước ngày 31/3/2026\t12-CT/TU
2\tRà soát, bổ sung phương án chữa cháy rừng theo phương châm bốn tại chỗ\tUBND các xã, phường\tCông an tỉnh\tPhương án được phê duyệt\tTrước ngày 15/4/2026\t12-CT/TU
3\tTuyên truyền, ký cam kết bảo vệ rừng với 100% hộ dân sống gần rừng\tCác sở, ban, ngành, địa phương\tBáo Hà Tĩnh\t100% hộ dân ký cam kết\tTháng 4/2026\t12-CT/TU
4\tMua sắm máy thổi gió, bình chữa cháy cho tổ đội xung kích\tUBND các xã có rừng\tSở Tài chính\tTrang bị được bàn giao\tQuý II/2026\t12-CT/TU
5\tXây dựng bản đồ số cảnh báo cháy rừng\tChi cục Kiểm lâm\tSở Khoa học và Công nghệ\tBản đồ vận hành\tQuý III/2026\t12-CT/TU
6\tBáo cáo kết quả phòng cháy, chữa cháy rừng\tUBND các xã, phường\t\tBáo cáo\tTrước ngày 20 hằng tháng\t12-CT/TU
"""

COMMUNE = """ỦY BAN NHÂN DÂN
XÃ HƯƠNG KHÊ
Số: 15/KH-UBND
Hương Khê, ngày 20 tháng 3 năm 2026

KẾ HOẠCH
Phòng cháy, chữa cháy rừng năm 2026 trên địa bàn xã

Thực hiện Kế hoạch số 77/KH-UBND ngày 05/3/2026 của UBND tỉnh Hà Tĩnh, UBND xã Hương Khê ban hành Kế hoạch như sau:

I. NHIỆM VỤ
Các nhiệm vụ tại Phụ lục.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn B

PHỤ LỤC
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 15/KH-UBND ngày 20/3/2026 của UBND xã)

STT\tNội dung công việc\tĐơn vị thực hiện\tĐơn vị phối hợp\tKết quả\tHạn hoàn thành
1\tKiện toàn Ban Chỉ huy phòng cháy, chữa cháy rừng của xã\tVăn phòng HĐND và UBND xã\tCông an xã\tQuyết định kiện toàn\tTrước ngày 31/3/2026
2\tPhân công trực 24/24 giờ trong các tháng mùa khô\tBan Chỉ huy Quân sự xã\tCông an xã\tLịch trực\tTrước ngày 10/4/2026
3\tVận động, ký cam kết bảo vệ rừng với 80% hộ dân sống gần rừng\tPhòng Kinh tế\tTrưởng các thôn\t80% hộ dân ký cam kết\tTháng 5/2026
4\tBáo cáo UBND tỉnh kết quả phòng cháy, chữa cháy rừng\tPhòng Kinh tế\t\tBáo cáo\tThường xuyên
5\tTổ chức giải bóng chuyền chào mừng ngày thành lập xã\tPhòng Văn hóa - Xã hội\tĐoàn Thanh niên xã\tGiải đấu\tTháng 9/2026
"""


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("forest")
    for file, text in (("tinh.txt", PROVINCE), ("xa.txt", COMMUNE)):
        (folder / file).write_text(text, encoding="utf-8")
    return held(folder / "home", [folder / "tinh.txt", folder / "xa.txt"])


def test_a_commune_under_its_province(forest: Knowledge) -> None:
    (found,) = coverages(forest, forest.resolve("xa"))
    assert found.agency.startswith("UBND xã Hương Khê")
    states = {name(row.parent_task): row.state for row in found.rows}
    assert pairs(found) == {("-1", "-1"), ("-1", "-2"), ("-3", "-3"), ("-6", "-4")} or pairs(found) == {
        ("1", "1"), ("1", "2"), ("3", "3"), ("6", "4"),
    }  # fmt: skip
    assert [states[key] for key in states if key.endswith("2")] == ["not_covered"]
    assert sorted(states.values()) == sorted(
        ["not_covered", "covered_in_part", "covered_in_part", "covered_in_part", "not_covered_if_concerned", "not_applicable"]
    )
    assert [orphan.task.task.content.text[:22] for orphan in found.without_parent] == ["Tổ chức giải bóng chuy"]


def test_what_the_commune_changed(forest: Knowledge) -> None:
    (found,) = coverages(forest, forest.resolve("xa"))
    seen = {
        (row.parent_task.task.stt, one.field, one.relation)
        for row in found.rows
        for match in row.matches
        for one in match.findings
    }
    assert {("3", "deadline", "later"), ("3", "deliverable", "narrowed"), ("6", "deadline", "changed")} <= seen
    assert ("1", "deadline", "later") in seen  # the second half of the task, put off by ten days


def test_a_child_that_cannot_be_read_has_no_gaps(forest: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "tinh.txt").write_text(PROVINCE, encoding="utf-8")
    blank = COMMUNE.partition("PHỤ LỤC")[0].replace("Các nhiệm vụ tại Phụ lục.", "Phụ lục gửi sau.")
    (tmp_path / "trong.txt").write_text(blank, encoding="utf-8")
    view = held(tmp_path / "home", [tmp_path / "tinh.txt", tmp_path / "trong.txt"])
    (found,) = coverages(view, view.resolve("trong"))
    assert found.unread
    assert not [row for row in found.rows if row.gap]


SECTOR = (
    PROVINCE.replace("77/KH-UBND", "90/KH-UBND")
    .replace("05 tháng 3", "12 tháng 3")
    .replace("05/3/2026", "12/3/2026")
    .replace("Phòng cháy, chữa cháy và bảo vệ rừng năm 2026", "Phát triển thể dục, thể thao quần chúng năm 2026")
)
SPORT = """STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tSản phẩm\tThời hạn\tVăn bản giao nhiệm vụ
1\tTổ chức giải bóng chuyền quần chúng cấp xã\tUBND các xã, phường\tTỉnh đoàn\tGiải đấu\tTháng 9/2026\t15-NQ/TU
2\tXây dựng sân tập đa năng tại thôn\tUBND các xã, phường\tSở Tài chính\tSân tập\tQuý IV/2026\t15-NQ/TU
"""


LOCAL = COMMUNE[: COMMUNE.index("STT")].replace("Hương Khê", "Đại Từ").replace("HƯƠNG KHÊ", "ĐẠI TỪ").replace(
    "Thực hiện Kế hoạch số 77/KH-UBND ngày 05/3/2026 của UBND tỉnh Hà Tĩnh",
    "Thực hiện Kế hoạch số 144/KH-UBND ngày 09/4/2026 của UBND tỉnh Thái Nguyên triển khai thực hiện Thông báo kết luận của "
    "đồng chí Bí thư Tỉnh ủy, Trưởng Ban Chỉ đạo về phát triển khoa học, công nghệ và chuyển đổi số",
) + """STT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tSản phẩm\tThời hạn
1\tMở 12 lớp “Bình dân học vụ số” tại các xóm; tập huấn kỹ năng số cho cán bộ xã\tPhòng Văn hóa - Xã hội\tĐoàn xã\tKế hoạch của xã\tTháng 5/2026
2\tBố trí 01 công chức phụ trách chuyển đổi số theo đề án vị trí việc làm\tVăn phòng HĐND và UBND xã\t\tQuyết định\tTrước ngày 30/4/2026
3\tLập kế hoạch của xã cho chiến dịch 100 ngày đêm số hóa hồ sơ\tVăn phòng HĐND và UBND xã\t\tKế hoạch\t12/7/2026
4\tMua máy tính làm việc đủ cấu hình cho cán bộ, công chức xã\tPhòng Kinh tế\t\t100% cán bộ có máy tính\tTrước ngày 30/6/2026
5\tTổ chức hội diễn văn nghệ chào mừng Quốc khánh\tPhòng Văn hóa - Xã hội\tĐoàn xã\tHội diễn\tTháng 8/2026
"""  # fmt: skip


def test_a_commune_under_the_real_parent_which_prints_no_number(shared: Path, tmp_path: Path) -> None:
    """The commune writes everything in its own words and repeats only half of the parent's title."""
    (tmp_path / "xa.txt").write_text(LOCAL, encoding="utf-8")
    view = held(tmp_path / "home", [shared / "directives/003.txt", tmp_path / "xa.txt"])
    (found,) = coverages(view, view.resolve("xa"))
    assert found.parent.number is None
    assert {(parent, child[-1]) for parent, child in pairs(found)} == {
        ("I-7", "1"),
        ("I-8", "2"),
        ("I-12", "3"),
        ("II-50", "4"),
    }
    assert [name(row.parent_task) for row in found.rows if row.gap] == ["I-11", "I-25", "II-51", "I-13"]
    late = {name(row.parent_task) for row in found.rows for m in row.matches for d in m.findings if d.relation == "later"}
    assert late == {"I-7", "II-50"}
    assert [unit.child.source_file for unit in matrix(view, found.parent).units] == ["xa.txt"]


def test_several_parents_have_a_report_each(tmp_path: Path) -> None:
    both = "Thực hiện Kế hoạch số 77/KH-UBND ngày 05/3/2026 và Kế hoạch số 90/KH-UBND ngày 12/3/2026 của UBND tỉnh Hà Tĩnh, UBND xã"
    texts = {
        "tinh.txt": PROVINCE, "nganh.txt": SECTOR[: SECTOR.index("STT")] + SPORT,
        "xa.txt": COMMUNE.replace("Thực hiện Kế hoạch số 77/KH-UBND ngày 05/3/2026 của UBND tỉnh Hà Tĩnh, UBND xã", both),
    }  # fmt: skip
    for file, text in texts.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    view = held(tmp_path / "home", [tmp_path / file for file in texts])
    found = coverages(view, view.resolve("xa"))
    assert [one.parent.number for one in found] == ["77/KH-UBND", "90/KH-UBND"]
    forest, sport = found
    assert [orphan.elsewhere for orphan in forest.without_parent] == [(sport.parent.id,)]
    assert {name(row.parent_task)[-1] for row in sport.rows if row.gap} == {"2"}
    assert len(pairs(sport)) == 1


def test_every_state_is_counted(forest: Knowledge) -> None:
    (found,) = coverages(forest, forest.resolve("xa"))
    assert tuple(found.summary) == STATES
    assert sum(found.summary.values()) == len(found.rows) == 6


def test_an_unsigned_plan_needs_an_agency(forest: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "tinh.txt").write_text(PROVINCE, encoding="utf-8")
    nobody = (
        "KẾ HOẠCH\nPhòng cháy rừng\n\nI. NHIỆM VỤ\nThực hiện Kế hoạch số 77/KH-UBND ngày 05/3/2026 của UBND tỉnh.\n"
        + COMMUNE[COMMUNE.index("PHỤ LỤC") :]
        .replace(" của UBND xã)", ")")
        .replace("(Kèm theo Kế hoạch số 15/KH-UBND ngày 20/3/2026)\n", "")
    )
    (tmp_path / "khong_ten.txt").write_text(nobody, encoding="utf-8")
    view = held(tmp_path / "home", [tmp_path / "tinh.txt", tmp_path / "khong_ten.txt"])
    child, parent = view.resolve("khong_ten"), view.resolve("tinh")
    if child.agency is None:
        with pytest.raises(InputError, match="--agency"):
            cover(view, parent, child)
    found = cover(view, parent, child, AskedAgency("Ủy ban nhân dân xã Hương Khê", "Hà Tĩnh", "Hương Khê"))
    assert found.summary["not_covered"] == 1
