"""How long does an answer take, in process, on a knowledge base of many papers?

    python -m tests.bench.ask_speed --documents 100 --tasks 2500
    python -m tests.bench.ask_speed --documents 2000 --tasks 100000

The base is made of the sample papers: their rows recombined under new ids, issuers and numbers. Prints the time to open the view
and to get ready, p50 and p95 of ``ask`` in milliseconds of processor time (a busy machine changes it little) over the questions of
``tests/questions_samples.json``, then over those of ``WIDE``, which look through the whole base, and the memory at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus.model import Document, Task
from corpus.store import Original, Store
from search.answering.answer import ask
from search.held.knowledge import Knowledge
from search.selecting.retrieve import Found, IndexSearcher, Searcher

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2026, 11, 22)


WIDE = (  # kinds that the samples' questions hardly have, or that whole lists answer
    "báo cáo nào phải gửi Sở Y tế", "which tasks must be reported to Sở Tư pháp", "việc nào phải trình UBND tỉnh",
    "so sánh số việc của Sở Y tế và Sở Tài chính", "sở nào không được giao việc gì",
    "cơ quan nào chỉ phối hợp, không chủ trì việc nào", "cơ quan nào chủ trì nhiều nhiệm vụ nhất",
    "mỗi sở phối hợp bao nhiêu nhiệm vụ", "cơ quan nào phối hợp với Sở Y tế", "ai ký nhiều văn bản nhất",
    "văn bản nào do UBND tỉnh Thái Nguyên ban hành", "Sở Tư pháp đã ban hành những kế hoạch nào",
    "những nhiệm vụ không ghi thời hạn", "nhiệm vụ nào không có cơ quan phối hợp",
    "những nhiệm vụ có ghi sản phẩm của Sở Nội vụ", "nhiệm vụ đến hạn trong tháng 12/2026",
    "việc nào hạn từ 01/7/2026 đến 30/9/2026 của Sở Y tế", "nhiệm vụ nào quá hạn", "việc nào sắp đến hạn trong 7 ngày tới",
    "nhiệm vụ hằng quý của Sở Tài chính", "nhiệm vụ nào được lùi hạn", "what is due before 31 December 2026",
    "which tasks are overdue for the Department of Health", "how many tasks does Sở Nội vụ lead",
    "các địa phương phải làm gì", "UBND xã Đại Từ phải làm gì", "do sở chủ trì, xã phối hợp có việc nào",
    "nhiệm vụ nào không giao cho Sở Tư pháp", "việc nào Sở Y tế chủ trì mà Công an tỉnh phối hợp",
    "nhiệm vụ nào nói về bệnh án điện tử", "mục nào nói về tổ chức thực hiện", "nhiệm vụ nào trích dẫn 08-CTr/BCĐ",
)  # fmt: skip


class NoIndex:
    """For the structured questions alone: an open one finds nothing."""

    def search(
        self, query: str, knowledge: Knowledge, limit: int, documents: Sequence[str] | None = None, ranked: bool = True
    ) -> list[Found]:
        del query, knowledge, limit, documents, ranked
        return []


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="tracuu-bench-") as folder:
        home = options.home or Path(folder)
        if not (home / "tracuu.db").exists():
            _fill(home, options.documents, options.tasks)
        began = time.process_time()
        store = Store.open(home)
        knowledge = Knowledge(store)
        searcher: Searcher = NoIndex() if options.structured else IndexSearcher(home / "index", lambda: None)
        questions = [q["question"] for q in json.loads((ROOT / "tests/questions_samples.json").read_text(encoding="utf-8"))]
        print(
            f"{len(knowledge.documents)} documents, {len(knowledge.records)} tasks, first look {time.process_time() - began:.1f} s"
        )
        if options.prepare:
            began = time.process_time()
            knowledge.prepare()
            ask("nhiem vu ve benh an dien tu", knowledge, searcher, TODAY)
            print(f"prepared, first question {time.process_time() - began:.1f} s")
        for asked in (questions, list(WIDE)):
            for turn in range(options.turns):
                _measure(asked, knowledge, searcher, turn, options.slowest)
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _measure(questions: list[str], knowledge: Knowledge, searcher: Searcher, turn: int, slowest: int) -> None:
    times = []
    for question in questions:
        began = time.process_time()
        answer = ask(question, knowledge, searcher, TODAY)
        times.append(((time.process_time() - began) * 1000, answer.question.intent, question))
    spent = sorted(ms for ms, _, _ in times)
    p95 = spent[int(len(spent) * 0.95)]
    print(
        f"turn {turn + 1}: {len(spent)} questions, p50 {statistics.median(spent):.1f} ms, p95 {p95:.1f} ms, most {spent[-1]:.1f} ms"
    )
    for ms, intent, question in sorted(times, reverse=True)[:slowest]:
        print(f"    {ms:8.1f} ms  {intent:12} {question}")


def _fill(home: Path, documents: int, tasks: int) -> None:
    """A store of ``documents`` papers with ``tasks`` rows between them."""
    with tempfile.TemporaryDirectory(prefix="tracuu-bench-") as folder:
        base = KnowledgeBase(Settings(home=Path(folder)))
        base.intake.take([ROOT / "corpus/samples"])
        papers = [base.knowledge.document(d.id) for d in base.knowledge.documents]
        store = Store.open(home)
        for document in _recombined(papers, documents, tasks):
            data = document.id.encode()
            store.put(document, Original(document.id, sha256(data).hexdigest(), ".txt", data))
        store.close()
        base.close()


def _recombined(papers: list[Document], documents: int, tasks: int) -> Iterator[Document]:
    chance = random.Random(1)
    yield from papers
    rows = [(task, paper) for paper in papers for task in paper.tasks if task.kind != "narrative"]
    left = tasks - sum(len(paper.tasks) for paper in papers)
    share = left // max(documents - len(papers), 1)
    for n in range(documents - len(papers)):
        paper = chance.choice([p for p in papers if p.tasks])
        identifier = f"bench{n:07}"
        day = (paper.date or TODAY) + timedelta(days=chance.randrange(200))
        chosen = tuple(_row(chance.choice(rows)[0], identifier, place) for place in range(share))
        number = f"{1000 + n}/{paper.number.split('/')[-1]}" if paper.number else None
        yield replace(paper, id=identifier, source_file=f"{identifier}.txt", number=number, date=day, tasks=chosen, boxes=())


def _row(task: Task, document: str, place: int) -> Task:
    content = replace(task.content, text=f"{task.content.text} đợt {place}")
    return replace(task, id=f"{document}:{place}", stt=str(place + 1), content=content)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--tasks", type=int, default=2500)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--slowest", type=int, default=0, help="show so many of the slowest")
    parser.add_argument("--home", type=Path, help="keep the base there and use it again")
    parser.add_argument("--structured", action="store_true", help="leave the index out")
    parser.add_argument("--prepare", action="store_true", help="get ready before measuring, as a server does")
    return parser.parse_args()


if __name__ == "__main__":
    main()
