"""No question, however strange, raises or takes long. ``python -m tests.bench.ask_fuzz`` asks ten thousand of them."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from api.settings import Settings
from api.wiring import KnowledgeBase
from search.answering.answer import ask
from tests.strange_questions import WORST, strange

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 0.2  # seconds of processor time, which a busy machine does not change


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    base = KnowledgeBase(Settings(home=tmp_path_factory.mktemp("home")))
    base.intake.take([ROOT / "corpus/samples"])
    # Each way to answer once: what it imports is no question's own time.
    lacking = "29/KH-STP còn thiếu nhiệm vụ nào của 152/KH-UBND"
    for warm in ("bệnh án điện tử", "so tu phap phai lam gi", "Sở Tư pháp phải làm gì", lacking):
        ask(warm, base.knowledge, base.searcher, date(2026, 11, 22))
    return base


def test_strange_questions_are_answered_soon(base: KnowledgeBase) -> None:
    slow = []
    for question in strange(150):
        began = time.process_time()
        answer = ask(question, base.knowledge, base.searcher, date(2026, 11, 22))
        spent = time.process_time() - began
        assert answer.text, question[:80]
        if spent > LONGEST:
            slow.append((question[:80], answer.question.intent, spent))
    assert slow == []


@pytest.mark.parametrize("question", WORST[:8])
def test_what_asks_nothing_is_not_answered(base: KnowledgeBase, question: str) -> None:
    if not any(letter.isalnum() for letter in question):
        assert ask(question, base.knowledge, base.searcher, date(2026, 11, 22)).kind == "none"
