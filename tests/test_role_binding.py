"""Each agency of a question with its own role: who must be bound in which, and the rows that bind all of them."""

from __future__ import annotations

from datetime import date

import pytest

from api.wiring import KnowledgeBase
from corpus.spelling import bare
from search.answering.answer import Answer, ask
from search.answering.question_scores import task_names

TODAY = date(2026, 4, 30)


def asked(base: KnowledgeBase, question: str) -> Answer:
    return ask(question, base.knowledge, base.searcher, TODAY)


def rows(base: KnowledgeBase, answer: Answer) -> tuple[set[str], set[str]]:
    """(the certain tasks, the possible ones) by the names of the gold sets."""
    names = task_names(base.knowledge)
    certain, possible = ({names[match.record.task.id] for match in part} for part in (answer.tasks, answer.possible))
    return certain, possible


def understood(answer: Answer) -> list[list[tuple[str, str]]]:
    """[[(agency, "lead"), …of which one will do], …] with short roles."""
    parties = answer.question.query.parties
    return [[(party.agency.name, "+".join(sorted(party.roles))) for party in among] for among in parties]


LED = [("Công an tỉnh", "lead")]
HELPED = [("Sở Y tế", "coordinating")]
TURNED = [[("Sở Y tế", "coordinating")], [("Công an tỉnh", "lead")]]
# question · who must be bound · why
FORMS: list[tuple[str, list[list[tuple[str, str]]], str]] = [
    ("nhiệm vụ Công an tỉnh chủ trì, Sở Y tế phối hợp", [LED, HELPED], "a role behind its agency"),
    ("việc nào do Công an tỉnh chủ trì mà Sở Y tế phối hợp", [LED, HELPED], "mà"),
    ("do Công an tỉnh chủ trì có Sở Y tế phối hợp", [LED, HELPED], "có"),
    ("Công an tỉnh chủ trì và Sở Y tế phối hợp thực hiện", [LED, HELPED], "và"),
    ("Công an tỉnh chủ trì, phối hợp với Sở Y tế", [LED, HELPED], "the words of directives"),
    ("Công an tỉnh chủ trì có sự tham gia của Sở Y tế", [LED, HELPED], "a role before its agency"),
    ("cơ quan chủ trì: Công an tỉnh, cơ quan phối hợp: Sở Y tế", [LED, HELPED], "labels"),
    ("chủ trì Công an tỉnh phối hợp Sở Y tế", [LED, HELPED], "labels without signs"),
    ("nhiệm vụ công an tỉnh chủ trì sở y tế phối hợp", [LED, HELPED], "no signs, no capitals"),
    ("Sở Y tế phối hợp với Công an tỉnh trong những nhiệm vụ nào", TURNED, "who coordinates with somebody helps him"),
    ("Sở Y tế phối hợp với Công an tỉnh làm gì", TURNED, "the same, shorter"),
    ("which tasks does Công an tỉnh lead with Sở Y tế coordinating", [LED, HELPED], "English"),
    ("tasks led by Công an tỉnh and coordinated by Sở Y tế", [LED, HELPED], "English, passive"),
    ("tasks where Công an tỉnh is the lead and Sở Y tế supports", [LED, HELPED], "English, nouns"),
]


@pytest.mark.parametrize(("question", "parties", "why"), FORMS, ids=[row[2] for row in FORMS])
@pytest.mark.parametrize("typed", [str, bare, str.upper], ids=["marked", "unmarked", "capitals"])
def test_a_role_belongs_to_its_agency(base: KnowledgeBase, question: str, parties: object, why: str, typed: type) -> None:
    answer = asked(base, typed(question))
    assert understood(answer) == parties, why
    assert rows(base, answer) == ({"03-I-19"}, {"03-I-18"}), why
    who = "Công an tỉnh chủ trì, Sở Y tế phối hợp" if parties == [LED, HELPED] else "Sở Y tế phối hợp, Công an tỉnh chủ trì"
    assert answer.text.startswith(f"{who}: 1 nhiệm vụ trong 1 văn bản: 1 nêu đích danh."), why


# question · certain rows · possible rows · why (each read from the sample papers)
TOGETHER = [
    ("Công an tỉnh chủ trì, Sở Tư pháp phối hợp", {"03-I-18"}, set(), "“Các cơ quan, đơn vị, địa phương” phối hợp"),
    ("Sở Y tế chủ trì, Công an tỉnh phối hợp", {"03-I-8", "03-II-10", "05-L-7", "05-L-10"}, set(), "by name, by group, own plan"),
    ("Sở Nội vụ chủ trì, Sở Y tế và Sở Tài chính phối hợp", {"03-I-6", "09-I-1"}, {"02-PL-3", "03-II-7", "03-I-9", "09-I-2", "10-PL-4"},
     "all three; “liên quan” and “các sở, ban, ngành” apart"),
    ("Sở Công Thương chủ trì, Sở Nông nghiệp và Môi trường hoặc Bưu điện tỉnh phối hợp", {"03-I-16"}, {"03-I-14"}, "one of two"),
    ("bao nhiêu nhiệm vụ Công an tỉnh chủ trì, Sở Y tế phối hợp", {"03-I-19"}, {"03-I-18"}, "a count"),
    ("Công an tỉnh chủ trì, Sở Y tế phối hợp về diễn tập", {"03-I-19"}, set(), "with a topic"),
    ("Công an tỉnh chủ trì, Sở Y tế phối hợp sau ngày 1/7/2026", set(), set(), "with a window"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "certain", "possible", "why"), TOGETHER, ids=[row[3] for row in TOGETHER])
def test_the_rows_bind_all_of_them(base: KnowledgeBase, question: str, certain: set[str], possible: set[str], why: str) -> None:
    answer = asked(base, question)
    assert rows(base, answer) == (certain, possible), why
    if answer.kind == "count":
        assert answer.count == len(certain)


def test_one_or_the_other_in_its_role(base: KnowledgeBase) -> None:
    """ "hoặc" between the clauses: the union of both."""
    both = rows(base, asked(base, "Công an tỉnh chủ trì hoặc Sở Tư pháp phối hợp"))[0]
    led = rows(base, asked(base, "Công an tỉnh chủ trì nhiệm vụ nào"))[0]
    assert led <= both
    assert "03-I-2" in both  # Sở Tư pháp phối hợp, Công an tỉnh not named
    assert "03-I-1" not in both  # Sở Tư pháp chủ trì


JOINT = [
    ("nhiệm vụ có cả Công an tỉnh và Sở Tư pháp", "both, whatever their roles"),
    ("Sở Tư pháp và Công an tỉnh có nhiệm vụ nào chung", "in common"),
    ("nhiệm vụ phối hợp giữa Sở Tư pháp và Công an tỉnh", "between"),
    ("Sở Tư pháp và Công an tỉnh phối hợp với nhau những việc gì", "with each other"),
]


@pytest.mark.parametrize(("question", "why"), JOINT, ids=[row[1] for row in JOINT])
def test_both_in_any_role(base: KnowledgeBase, question: str, why: str) -> None:
    query = asked(base, question).question.query
    assert (query.joint, query.roles) == (True, {"lead", "coordinating"}), why
    certain, _ = rows(base, asked(base, question))
    assert {"02-PL-2", "02-PL-8", "03-II-2", "03-II-12"} <= certain, why  # all four name both
    assert not {"03-I-1", "03-I-19", "03-II-15"} & certain, why  # these name one of them


@pytest.mark.parametrize(
    "question",
    ["nhiệm vụ của Công an tỉnh và Sở Y tế", "Công an tỉnh hoặc Sở Y tế chủ trì", "Công an tỉnh, Sở Y tế phải làm gì"],
)
def test_agencies_in_one_role_stay_either(base: KnowledgeBase, question: str) -> None:
    query = asked(base, question).question.query
    assert (query.parties, query.joint, len(query.agencies)) == ((), False, 2)


def test_a_row_is_as_sure_as_its_less_sure_party(base: KnowledgeBase) -> None:
    """02-PL-3 has "Các cơ quan, đơn vị liên quan" only: possible for a pair, though Sở Nội vụ leads it for certain."""
    answer = asked(base, "Sở Nội vụ cùng Sở Y tế tham gia nhiệm vụ nào")
    certain, possible = rows(base, answer)
    assert "02-PL-3" in possible
    assert "02-PL-3" not in certain
    doubts = [match.reach for match in answer.possible if match.reach]
    assert all(not reach.certain or reach.because == "via_group" for reach in doubts)
