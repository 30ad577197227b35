"""Two hundred child plans made from one parent by rule: what was kept, split, merged, reworded or put off must be found again.

A plan is made from the parent's own rows: some are dropped, merged, split, reworded, hit by a scanner, their deadlines moved;
the order may be shuffled, columns may be missing, tasks of the office's own are mixed in. The script knows what it did.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from corpus.model import AgencyMention, Deadline, Document, Field, Task
from ingest.door import read_document
from ingest.grammar import deadlines
from search.binding.asked_agency import AskedAgency
from search.coverage.binding import binding
from search.coverage.comparing import Child, Parent, compare
from search.coverage.model import CoverageRow
from search.held.knowledge import Record

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"

YEAR = 2026
SWAPS = (
    ("đảm bảo", "bảo đảm"), ("bảo đảm", "đảm bảo"), ("triển khai", "tổ chức thực hiện"), ("tăng cường", "đẩy mạnh"),
    ("đẩy mạnh", "tăng cường"), ("hoàn thiện", "bổ sung, hoàn thiện"), ("xây dựng", "lập"), ("rà soát", "kiểm tra, rà soát"),
    ("cán bộ, công chức, viên chức", "công chức, viên chức"), ("các cơ quan, đơn vị", "các phòng, đơn vị"),
    ("địa phương", "cơ quan"), ("phục vụ", "đáp ứng"), ("khai thác", "sử dụng"), ("hỗ trợ", "giúp đỡ"),
    ("nâng cao", "nâng"), ("tuyên truyền", "phổ biến"), ("ứng dụng", "áp dụng"), ("phát triển", "mở rộng"),
)  # fmt: skip
LOCAL = (
    " tại Sở Tư pháp",
    " thuộc lĩnh vực tư pháp",
    " của Sở",
    " trong toàn ngành",
    " (nếu có)",
    " theo hướng dẫn của cấp trên",
)
UNITS = ("Văn phòng Sở", "Phòng Bổ trợ tư pháp", "Phòng Hành chính tư pháp", "Các phòng, đơn vị thuộc Sở")
CONFUSED = str.maketrans("ốệảạịựôơêấể", "ôềàáìưộởểầề")
TEXT_OF = re.compile(r"^(?:\(\d\)|-)\s*|^Giao các cơ quan, đơn vị, địa phương\s|^Yêu cầu các cơ quan, đơn vị: \(1\)\s")
OWN = (  # what an office adds by itself
    "Thí điểm trợ lý ảo tra cứu văn bản cho công chức tư pháp - hộ tịch",
    "Sưu tầm hiện vật, tư liệu cho phòng truyền thống của ngành",
    "Tổ chức hội thao nhân ngày truyền thống ngành Tư pháp",
    "Sửa chữa nhà để xe, chống thấm mái trụ sở làm việc",
    "Cập nhật danh sách luật sư, công chứng viên hành nghề tại tỉnh",
    "Bồi dưỡng nghiệp vụ hòa giải cho hòa giải viên ở cơ sở",
    "Kiểm kê tài sản công, thanh lý xe ô tô đã hết niên hạn",
    "Phát hành bản tin pháp luật hằng tháng bằng tiếng dân tộc",
)


@dataclass(slots=True)
class Made:
    """A child plan and what it was made from: ``pairs`` parent task → child tasks, ``moved`` (parent, child) → relation."""

    document: Document
    tasks: list[Task]
    pairs: set[tuple[str, str]] = field(default_factory=set)
    moved: dict[tuple[str, str], str] = field(default_factory=dict)


def plan(parents: Sequence[Task], seed: int) -> Made:
    """One child plan of ``Sở Tư pháp`` from some of the parent's tasks; the same seed gives the same plan."""
    dice = random.Random(seed)
    chosen = [task for task in parents if dice.random() < dice.choice((0.2, 0.5, 0.8))] or list(parents[:3])
    made = Made(Document(f"child-{seed}", "x.txt", "", agency="Sở Tư pháp", issuer="Sở Tư pháp tỉnh Thái Nguyên",
                         province="Thái Nguyên"), [])  # fmt: skip
    rough = dice.random() < 0.4
    while chosen:
        task = chosen.pop(0)
        turn = dice.random()
        if turn < 0.12 and chosen and _short(task) and _short(chosen[0]):
            _merged(made, task, chosen.pop(0), dice)
        elif turn < 0.25 and len(_clauses(task)) > 1:
            _split(made, task, dice)
        else:
            _kept(made, task, dice)
    for text in dice.sample(OWN, dice.randrange(4)):
        made.tasks.append(_row(made, text, Deadline("Quý IV", "in_quarter"), ("99/KH-STP",) if dice.random() < 0.5 else ()))
    if rough:
        made.tasks = [_scanned(task, dice) for task in made.tasks]
    if dice.random() < 0.5:
        dice.shuffle(made.tasks)
    without = {name for name in ("deliverable", "sources", "deadline") if dice.random() < 0.2}
    made.tasks = [_without(task, without) for task in made.tasks]
    if "deadline" in without:
        made.moved = dict.fromkeys(made.moved, "missing")
    return made


def _row(
    made: Made, content: str, deadline: Deadline | None, sources: tuple[str, ...], deliverable: Field | None = None
) -> Task:
    lead = AgencyMention(UNITS[len(made.tasks) % 4], UNITS[len(made.tasks) % 4], "unit")
    return Task(
        f"{made.document.id}-{len(made.tasks) + 1}", "row", Field(content, ()), (), annex="I", stt=str(len(made.tasks) + 1),
        lead=(lead,), deliverable=deliverable, deadline=deadline, sources=sources,
    )  # fmt: skip


def _kept(made: Made, task: Task, dice: random.Random) -> None:
    deadline, relation = _moved(task.effective_deadline, dice)
    row = _row(made, _reworded(task.content.text, dice), deadline, task.sources, task.deliverable)
    made.tasks.append(row)
    made.pairs.add((task.id, row.id))
    if not (task.deliverable and deadlines.find(task.deliverable.text, YEAR)):  # a part of its own has a day of its own
        made.moved[task.id, row.id] = relation


def _merged(made: Made, one: Task, other: Task, dice: random.Random) -> None:
    text = "; ".join(_reworded(task.content.text, dice).rstrip(".") for task in (one, other))
    row = _row(made, text, one.effective_deadline, tuple(dict.fromkeys(one.sources + other.sources)), one.deliverable)
    made.tasks.append(row)
    made.pairs |= {(one.id, row.id), (other.id, row.id)}


def _split(made: Made, task: Task, dice: random.Random) -> None:
    clauses = _clauses(task)
    at = len(clauses) // 2
    for part in (clauses[:at], clauses[at:]):
        row = _row(made, _reworded("; ".join(part), dice), task.effective_deadline, task.sources)
        made.tasks.append(row)
        made.pairs.add((task.id, row.id))


def _clauses(task: Task) -> list[str]:
    """The parts of a content that can stand alone."""
    return [part.strip() for part in re.split(r"[;.]\s+", task.content.text) if len(part.split()) > 5]


def _short(task: Task) -> bool:
    return len(task.content.text.split()) < 40


def _reworded(text: str, dice: random.Random) -> str:
    text = TEXT_OF.sub("", text)
    for one, other in dice.sample(SWAPS, 6):
        text = re.sub(rf"\b{one}\b", other, text, count=1) if dice.random() < 0.5 else text
    clauses = re.split(r"(?<=[;,])\s", text)
    if len(clauses) > 3 and dice.random() < 0.3:
        clauses = clauses[:-1]
    text = " ".join(clauses).rstrip(" .;,")
    return text + (dice.choice(LOCAL) if dice.random() < 0.3 else "")


def _moved(given: Deadline | None, dice: random.Random) -> tuple[Deadline | None, str]:
    """A deadline for the child, and what it is to its parent's."""
    turn = dice.random()
    if given is None or given.kind == "done" or turn < 0.5:
        return given, "same"
    if turn < 0.6:
        ongoing = Deadline("Thường xuyên", "ongoing")
        return ongoing, deadlines.compare(ongoing, given)
    if given.due is None or given.kind == "recurring":
        return given, "same"
    by = timedelta(days=dice.choice((3, 17, 45)))
    due, relation = (given.due + by, "later") if turn < 0.8 else (given.due - by, "earlier")
    return deadlines.read(f"Trước ngày {due:%d/%m/%Y}", YEAR), relation


def _scanned(task: Task, dice: random.Random) -> Task:
    """A few marks misread, a few letters lost."""
    words = task.content.text.split(" ")
    for i, word in enumerate(words):
        turn = dice.random()
        if turn < 0.05:
            words[i] = word.translate(CONFUSED)
        elif turn < 0.06 and len(word) > 3 and word.isalpha():
            words[i] = word[:1] + word[2:]
    return replace(task, content=Field(" ".join(words), ()))


def _without(task: Task, columns: set[str]) -> Task:
    return replace(
        task,
        deliverable=None if "deliverable" in columns else task.deliverable,
        sources=() if "sources" in columns else task.sources,
        deadline=None if "deadline" in columns else task.deadline,
    )


# --- what is found again -----------------------------------------------------------------------------------------------------

STP = AskedAgency("Sở Tư pháp", "Thái Nguyên")
PLANS = 200


@dataclass(slots=True)
class Tally:
    """Counts over many plans; ``wrong`` names what was graded otherwise than it was made."""

    right: int = 0
    false: int = 0
    missed: int = 0
    gaps: int = 0
    false_gaps: int = 0
    missed_gaps: int = 0
    graded: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def real(shared: Path) -> tuple[Document, tuple[Task, ...]]:
    document = read_one(shared / "directives/003.txt")
    return document, document.tasks


@pytest.fixture(scope="module")
def twins(shared: Path) -> set[frozenset[str]]:
    """Rows of the real parent that are about one matter: either may be what a child row comes from."""
    gold = json.loads((shared / "gold/coverage.json").read_text(encoding="utf-8"))
    groups = [*gold["same_matter_in_both_annexes"], *(one["tasks"] for one in gold["internal_conflicts_in_parent"])]
    names = [[task.removeprefix("003-") for task in group] for group in groups]
    return {frozenset((one, other)) for group in names for one in group for other in group if one != other}


def read_one(path: Path) -> Document:
    return read_document(path, path.stem, path.name)


def tally(document: Document, tasks: Sequence[Task], twins: set[frozenset[str]], plans: int) -> Tally:
    records = tuple(Record(task, document) for task in tasks)
    used = [r.task for r in records if r.task.kind == "row" and binding(r, STP, None).binds != "no"]
    parent, counts = Parent(records, "144/KH-UBND"), Tally()
    for seed in range(plans):
        made = plan(used, seed)
        rows, _ = compare(parent, Child(tuple(Record(task, made.document) for task in made.tasks), STP, None))
        _count(made, rows, used, twins, counts)
    return counts


def _count(made: Made, rows: Sequence[CoverageRow], used: Sequence[Task], twins: set[frozenset[str]], counts: Tally) -> None:
    places = {task.id: f"{task.annex}-{task.stt}" for task in [row.parent_task.task for row in rows]}
    spoken = {row.parent_task.task.id for row in rows if row.parent_task.task.kind != "row"}
    found = {match.key: match for row in rows for match in row.matches}

    def twin(one: str, other: str) -> bool:
        return frozenset((places[one], places[other])) in twins or one in spoken

    meant = {pair for pair in found.keys() - made.pairs if not any(c == pair[1] and twin(pair[0], p) for p, c in made.pairs)}
    counts.right += len(found.keys() & made.pairs)
    counts.false += len(meant)
    counts.missed += len(made.pairs - found.keys())
    covered, said = {parent for parent, _ in made.pairs}, {parent for parent, _ in found}
    lacking, open_ones = {task.id for task in used} - covered, {task.id for task in used} - said
    counts.gaps += len(lacking & open_ones)
    counts.false_gaps += len(open_ones - lacking)
    counts.missed_gaps += len({one for one in lacking - open_ones if not any(twin(one, other) for other in covered)})
    for pair, relation in made.moved.items():
        if pair in found:
            counts.graded += 1
            graded = next(one for one in found[pair].differences if one.field == "deadline")
            wanted = "changed" if relation == "kind_changed" else relation
            if graded.relation != wanted and not (wanted == "missing" and graded.detail == "n/a"):
                counts.wrong.append((*pair, f"{wanted}: {graded.relation}"))


def _require(counts: Tally) -> None:
    assert counts.right / (counts.right + counts.false) >= 0.97, counts
    assert counts.right / (counts.right + counts.missed) >= 0.97, counts
    assert counts.gaps / (counts.gaps + counts.false_gaps) >= 0.97, counts
    assert counts.gaps / (counts.gaps + counts.missed_gaps) >= 0.97, counts
    assert counts.graded > counts.right / 2
    assert counts.wrong == []


def test_plans_made_from_the_real_parent(real: tuple[Document, tuple[Task, ...]], twins: set[frozenset[str]]) -> None:
    _require(tally(*real, twins, PLANS))


def test_plans_made_from_a_sample() -> None:
    document = read_one(SAMPLES / "03_kh_152_ubnd_tinh.pdf")
    _require(tally(replace(document, province="Thái Nguyên"), document.tasks, set(), PLANS // 4))


def test_the_same_seed_makes_the_same_plan() -> None:
    document = read_one(SAMPLES / "02_ctr_08_bcd.docx")
    assert plan(document.tasks, 3).tasks == plan(document.tasks, 3).tasks
    assert plan(document.tasks, 3).pairs != plan(document.tasks, 4).pairs
