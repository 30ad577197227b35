"""Is a paper still in force? What held papers say of it, in which direction, and no more than they say."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from api.asking.chips import _RELATIONS
from api.telling.intents import INTENTS
from api.wiring import KnowledgeBase
from search.answering.answer import Answer, ask
from search.asking.intents import RELATIONS, Intent

TODAY = date(2026, 4, 30)


def asked(question: str, base: KnowledgeBase) -> Answer:
    return ask(question, base.knowledge, base.searcher, TODAY)


REPLACED = [
    "27/KH-SNV còn hiệu lực không",
    "Kế hoạch 27/KH-SNV đã bị thay thế chưa?",
    "27/KH-SNV het hieu luc chua",
    "27/KH-SNV có bị bãi bỏ không",
    "is 27/KH-SNV still in force?",
    "has 27/KH-SNV been replaced",
    "27/KH-SNV bị văn bản nào thay thế",
    "Văn bản nào làm 27/KH-SNV hết hiệu lực",
]


@pytest.mark.parametrize("question", REPLACED)
def test_what_ends_a_paper_is_shown_with_its_place(base: KnowledgeBase, question: str) -> None:
    answer = asked(question, base)
    assert answer.kind == "documents"
    (held,) = answer.documents
    assert held.document.number == "64/KH-SNV"
    assert held.reference is not None
    text = base.knowledge.text(held.document.id)
    assert "27/KH-SNV" in "".join(text[span.start : span.end] for span in held.reference.spans)


ENDED = [
    "Văn bản nào hết hiệu lực theo 64/KH-SNV",
    "Kế hoạch nào bị 64/KH-SNV thay thế",
    "64/KH-SNV làm văn bản nào hết hiệu lực",
    "Kế hoạch 64/KH-SNV thay thế văn bản nào",
]


@pytest.mark.parametrize("question", ENDED)
def test_the_other_direction(base: KnowledgeBase, question: str) -> None:
    assert asked(question, base).numbers == ("27/KH-SNV",)


def test_nothing_found_is_no_proof(base: KnowledgeBase) -> None:
    answer = asked("64/KH-SNV còn hiệu lực không", base)
    assert answer.kind == "none"
    assert "chưa đủ văn bản để nói chắc" in answer.text


def test_a_number_that_nobody_holds_or_cites(base: KnowledgeBase) -> None:
    answer = asked("12/CT-UBND còn hiệu lực không", base)
    assert answer.kind == "none"
    assert "12/CT-UBND" in answer.text
    assert "không có trong kho" in answer.text


def test_all_papers_are_searched_for_what_ends_one(base: KnowledgeBase) -> None:
    assert asked("64/KH-SNV còn hiệu lực không", base).searched["documents"] == len(base.knowledge.documents)


def test_people_read_every_intent_and_relation_in_vietnamese() -> None:
    assert set(INTENTS) == set(get_args(Intent))
    assert set(_RELATIONS) == set(RELATIONS)
