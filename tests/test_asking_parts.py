"""What an answer may print, and which part of a long question asks."""

from __future__ import annotations

import pytest

from index.meaning.core import core
from index.meaning.expected import cues, guides
from index.text.words import read


def asked(question: str) -> set[str]:
    return {" ".join(word) for word in cues([word.syllables for word in read(question)])}


@pytest.mark.parametrize(
    ("question", "expected", "why"),
    [
        ("Nghỉ đẻ được bao lâu?", {"thời hạn", "kể từ"}, "how long"),
        ("Không đội mũ bảo hiểm thì bị phạt bao nhiêu?", {"phạt tiền", "không quá"}, "a penalty, and how much"),
        ("Xin cấp lại thẻ thì cần gì?", {"hồ sơ", "bản sao"}, "which papers"),
        ("Ai ký giấy này?", {"thẩm quyền", "ủy ban"}, "who"),
    ],
)
def test_what_is_asked_tells_what_answers(question: str, expected: set[str], why: str) -> None:
    assert expected <= asked(question), why


@pytest.mark.parametrize("question", ["", "đánh bạc", "Aivazovsky", "máy tính xách tay"])
def test_a_question_that_asks_for_nothing_known(question: str) -> None:
    assert asked(question) == set()


def test_no_word_stands_twice() -> None:
    found = cues([word.syllables for word in read("Hồ sơ, thủ tục mất bao lâu, ai ký, bị phạt bao nhiêu?")])
    assert len(found) == len(set(found))
    assert ("phạm", "vi", "điều", "chỉnh") in guides()


@pytest.mark.parametrize(
    ("question", "part", "why"),
    [
        (
            "Tôi làm ở Bình Dương. Nghỉ việc thì được trợ cấp bao nhiêu?",
            "Nghỉ việc thì được trợ cấp bao nhiêu?",
            "the last sentence",
        ),
        ("Con tôi ba tuổi, xin hỏi cháu có được khám miễn phí không?", "cháu có được khám miễn phí không?", "behind xin hỏi"),
        ("Nhà tôi bị thu hồi đất, vậy tôi được đền bù thế nào?", "tôi được đền bù thế nào?", "behind vậy"),
        ("Mức phạt khi vượt đèn đỏ?", "Mức phạt khi vượt đèn đỏ?", "nothing is told before"),
        ("Thuê nhà có cần công chứng không? Xin cảm ơn.", "Thuê nhà có cần công chứng không?", "thanks ask nothing"),
        ("Tôi ở quê. Mất thẻ thì làm lại ở đâu ạ? Em cảm ơn luật sư nhiều!", "Mất thẻ thì làm lại ở đâu ạ?", "long thanks too"),
        (
            "Như vậy có được tính là thời gian công tác không",
            "Như vậy có được tính là thời gian công tác không",
            "no clause begins",
        ),
        ("", "", "nothing"),
    ],
)
def test_the_part_that_asks(question: str, part: str, why: str) -> None:
    assert core(question) == part, why
