"""Questions as officers type them, over the sample papers: several windows, two papers at once, averages, the first few, negated
relations, days of papers, rows by their place. Each answer was read from the papers.
"""

from __future__ import annotations

from datetime import date

import pytest

from api.asking.chips import parts
from api.wiring import KnowledgeBase
from search.answering.answer import Answer, ask
from search.asking.in_both import asks_for_both
from search.asking.products import product_in
from search.asking.superlatives import superlative
from search.asking.time_slots import read_times

TODAY = date(2026, 4, 30)


def asked(base: KnowledgeBase, question: str) -> Answer:
    return ask(question, base.knowledge, base.searcher, TODAY)


# question · the certain tasks · why it is here
TASKS = [
    ("việc nào hạn 31/3 hoặc 31/5 của Sở Y tế",
     "03-I-3 03-I-4 03-II-14 05-L-3 05-L-4 05-L-5", "two days apart from each other"),
    ("nhiệm vụ trong quý I và quý IV của 08-CTr/BCĐ", "02-PL-4 02-PL-5 02-PL-7 02-PL-8 02-PL-11", "two quarters with others between"),
    ("tasks of 08-CTr/BCĐ due in Q1 and Q4", "02-PL-4 02-PL-5 02-PL-7 02-PL-8 02-PL-11", "the same in English"),
    ("những việc có ở cả 152/KH-UBND lẫn 29/KH-STP",
     "03-I-1 03-I-3 03-I-4 03-I-8 03-I-11 03-I-18 03-I-22 03-II-2 03-II-12 03-II-24 03-II-25 04-I-1 04-I-2 04-I-3 04-I-4 04-I-5 "
     "04-I-6 04-I-7 04-II-1 04-II-2 04-II-3 04-II-4", "what two papers share, not all that is in either"),
    ('sản phẩm là "báo cáo" của Sở Y tế', "03-I-5 03-I-9 03-I-18 03-I-19 05-L-8", "the product is quoted, the agency is none of it"),
    ("Sở Y tế có báo cáo gì hằng tháng", "03-II-25 05-L-13", "reports that somebody has"),
    ("việc nào giữ nguyên hạn", "03-II-5 03-II-6", "a kept deadline is an adjusted one too"),
    ("việc nào chuyển từ quý III sang quý II", "03-II-2 03-II-7 03-II-10 03-II-21", "the verb before both ends"),
    ("đến ngày 20/4/2026 có việc gì quá hạn của 27/KH-SNV", "10-PL-1 10-PL-4", "the day that lateness is reckoned from"),
    ("hôm nay có việc gì quá hạn của 29/KH-STP", "04-I-1 04-I-7", "overdue today, not due today"),
    ("nhiệm vụ nào của tỉnh giao mà Sở Tư pháp chưa đưa vào kế hoạch", "03-I-5 03-I-9", "a gap asked for in everyday words"),
    ("phòng nào của Sở Y tế làm số hóa", "05-L-8", "units that do something"),
    ("nhiệm vụ quý I, IV của 08-CTr/BCĐ", "02-PL-4 02-PL-5 02-PL-7 02-PL-8 02-PL-11", "two quarters after one word"),
    ("152/KH-UBND và 08-CTr/BCĐ đều giao Sở Y tế việc gì", "03-II-11 03-II-24 03-II-25 02-PL-7 02-PL-6 02-PL-10",
     "each binds it in both papers"),
    ("truyền thông dịch bệnh gồm những việc gì", "05-L-14", "“gồm” asks"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "places", "why"), TASKS, ids=[row[0] for row in TASKS])
def test_the_tasks(base: KnowledgeBase, names: dict[str, str], question: str, places: str, why: str) -> None:
    assert {names[match.record.task.id] for match in asked(base, question).tasks} == set(places.split()), why


# question · value · why it is here
VALUES = [
    ("trung bình mỗi sở bao nhiêu nhiệm vụ", "4,0", "44 tasks of 11 departments"),
    ("bình quân một sở phối hợp mấy việc", "2,6", "23 of 9, the role is told"),
    ("top 3 sở nhiều việc nhất", "Sở Khoa học và Công nghệ (14); Sở Nội vụ (6); Sở Tư pháp (5)", "the first three"),
    ("3 sở nào nhiều việc nhất", "Sở Khoa học và Công nghệ (14); Sở Nội vụ (6); Sở Tư pháp (5)", "the same"),
    ("4 sở nhiều việc nhất", "Sở Khoa học và Công nghệ (14); Sở Nội vụ (6); Sở Tư pháp (5); Sở Y tế (4); Sở Tài chính (4)",
     "the fifth has as many as the fourth"),
    ("sở nào nhiều việc nhất và ít việc nhất",
     "nhiều nhất: Sở Khoa học và Công nghệ (14); ít nhất: Sở Dân tộc và Tôn giáo (1), Sở Giáo dục và Đào tạo (1)", "both ends"),
    ("bên nhiều hơn là sở y tế hay sở nội vụ", "Sở Nội vụ (6); Sở Y tế (4)", "of two agencies their work is compared"),
    ("trung bình một kế hoạch có mấy nhiệm vụ", "16,1", "129 tasks of 8 papers"),
    ("hạn điều chỉnh của việc bệnh án điện tử", "trước 30/6/2026 (trước khi điều chỉnh: Quý III)", "one task, not all adjusted"),
    ("kế hoạch của Sở Y tế ban hành ngày nào", "Sở Y tế tỉnh Sông Thao, ngày 17/04/2026", "its day, not the paper again"),
    ("46/KH-SYT ngày nào", "Sở Y tế tỉnh Sông Thao, ngày 17/04/2026", "no word says that it was issued"),
    ("dòng 12 phụ lục II ai làm", "Sở Tư pháp; Ủy ban nhân dân các xã, phường", "a row by its place alone"),
    ("OCOP ai làm", "Sở Công Thương", "one word that is no Vietnamese syllable names a task"),
    ("Trung tâm dữ liệu tỉnh tiếp quản trong bao nhiêu phút",
     "Hệ thống dự phòng tiếp quản trong 30 phút khi trung tâm chính gặp sự cố", "an agency's name ends where a question begins"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "why"), VALUES, ids=[row[0] for row in VALUES])
def test_the_value(base: KnowledgeBase, question: str, value: str, why: str) -> None:
    answer = asked(base, question)
    assert answer.value == value, why
    assert answer.complete, why


# question · the papers · why it is here
PAPERS = [
    ("kế hoạch nào không triển khai 152/KH-UBND", "27/KH-SNV", "those that do not, and plans alone"),
    ("kế hoạch nào không dẫn 13-TB/CQTT", "46/KH-SYT 58/KH-SNNMT 61/KH-UBND 27/KH-SNV", "not those that do"),
    ("27/KH-SNV thay bằng kế hoạch nào", "64/KH-SNV", "what took its place"),
    ("plans that replace 27/KH-SNV", "64/KH-SNV", "the same in English"),
    ("kế hoạch ban hành tháng 1 và tháng 4", "152/KH-UBND 29/KH-STP 46/KH-SYT 58/KH-SNNMT 31/KH-UBND 61/KH-UBND 64/KH-SNV 27/KH-SNV",
     "papers of two months"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "numbers", "why"), PAPERS, ids=[row[0] for row in PAPERS])
def test_the_papers(base: KnowledgeBase, question: str, numbers: str, why: str) -> None:
    assert {held.document.number for held in asked(base, question).documents} == set(numbers.split()), why


# question · kind · words of the answer · why it is here
TOLD = [
    ("Sở Tài chính có việc gì ở cả 152/KH-UBND và 29/KH-STP", "none", "ở cả 152/KH-UBND và 29/KH-STP", "it has none in the second"),
    ("nhiệm vụ chung của 46/KH-SYT và 64/KH-SNV", "tasks", "Không văn bản nào triển khai văn bản kia", "siblings: there may be more"),
    ("đơn vị thuộc Sở Y tế chưa có kế hoạch", "value", "kho không có kế hoạch riêng", "plans of units, not their work"),
    ("đơn vị nào thuộc Sở Y tế đã có kế hoạch", "none", "0 kế hoạch của phòng, đơn vị của Sở Y tế", "none is held"),
    ("có kế hoạch 35/KH-UBND trong kho không", "none", "UBND tỉnh, ngày 10/02/2026", "not held, but others say whose it is"),
    ("so sánh kế hoạch Sở Y tế và Sở Nội vụ", "documents", "64/KH-SNV (Sở Nội vụ", "both are issuers, not one of them"),
    ("Sở Y tế hay Sở Tư pháp có nhiều nhiệm vụ về dữ liệu hơn", "value", "có đủ các từ “dữ liệu”", "compared in one matter"),
    ("kể tên các cơ quan phối hợp với Sở Y tế", "value", "Ghi là phối hợp với Sở Y tế", "“kể tên” only asks"),
    ("Trường Cao đẳng Kỹ thuật Sông Thao phối hợp việc gì", "none", "Ở vai trò chủ trì có", "nothing in this role, something in the other"),
    ("nhiệm vụ nào trùng giữa phụ lục I và phụ lục II", "tasks", "Chưa hiểu “trùng”", "not all tasks of both"),
    ("sở nào cấp phép karaoke", "none", "cấp phép karaoke", "one pair of words is not what is asked"),
    ("bên nào quá hạn nhiều hơn, Sở Y tế hay Sở Nội vụ", "value", "", "compared, not listed"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "kind", "words", "why"), TOLD, ids=[row[0] for row in TOLD])
def test_what_is_told(base: KnowledgeBase, question: str, kind: str, words: str, why: str) -> None:
    answer = asked(base, question)
    assert answer.kind == kind, why
    assert words in answer.text, why


def test_tasks_of_two_unrelated_papers_may_be_more(base: KnowledgeBase) -> None:
    assert not asked(base, "nhiệm vụ chung của 46/KH-SYT và 64/KH-SNV").complete
    assert asked(base, "những việc có ở cả 152/KH-UBND lẫn 29/KH-STP").complete


@pytest.mark.parametrize(
    "question",
    ["so sánh Sở Y tế và Sở Nội vụ bên nào nhiều hơn", "Sở Y tế hay Sở Nội vụ nhiều việc hơn", "top 3 sở nhiều việc nhất"],
)
def test_words_of_the_kind_are_no_chip(base: KnowledgeBase, question: str) -> None:
    answer = asked(base, question)
    assert [part.value for part in parts(answer.question, base.knowledge) if part.name == "words"] == []
    assert answer.complete


def test_the_director_of_another_province_is_not_told(base: KnowledgeBase) -> None:
    answer = asked(base, "ai là giám đốc Sở Y tế tỉnh Sông Thao")
    assert all(held.document.province == "Sông Thao" for held in answer.documents)


# question · how many windows · why it is here
WINDOWS = [
    ("nhiệm vụ trong quý I và quý III", 2, "one beside the other"),
    ("việc hạn tháng 4, tháng 6 và tháng 9", 3, "three"),
    ("nhiệm vụ từ quý I đến quý III", 1, "one span"),
    ("việc hạn quý I và báo cáo quý III", 1, "something else stands between"),
    ("việc hạn tháng 4, 6 và 9", 3, "the unit stands once"),
    ("việc hạn tháng 4, 6 và 9 của Sở Y tế", 3, "the last of a list before what comes next"),
    ("nhiệm vụ tháng 4 và 9 xã", 1, "a number that counts communes"),
    ("trước 30/4 hoặc sau 30/6", 1, "limits are no windows"),
]


@pytest.mark.parametrize(("text", "count", "why"), WINDOWS, ids=[row[0] for row in WINDOWS])
def test_windows(text: str, count: int, why: str) -> None:
    found = read_times(text, TODAY)
    assert len([found.window, *found.others]) == count, why


# question · counted · order · how many · why it is here
RANKED = [
    ("top 5 cơ quan ít việc nhất", "agency", "fewest", 5, "the last five"),
    ("ba sở chủ trì nhiều nhiệm vụ nhất", "department", "most", 3, "in words"),
    ("trong năm sở nào nhiều việc nhất", "department", "most", 1, "“năm” is a year here"),
    ("trung bình mỗi xã mấy nhiệm vụ", "commune", "average", 1, "an average"),
    ("mỗi sở trung bình có mấy việc", "department", "average", 1, "the mean behind what it is of"),
    ("sở nào nhiều việc nhất và ít việc nhất", "department", "extremes", 1, "both ends"),
    ("đơn vị nào ít việc nhất, đơn vị nào nhiều việc nhất", "body", "extremes", 1, "the other way round"),
    ("Năm 2026 sở nào chủ trì nhiều việc nhất", "department", "most", 1, "the year counts no departments"),
    ("quý 3 đơn vị nào nhiều nhiệm vụ nhất", "body", "most", 1, "nor does the quarter"),
    ("tháng 6/2026 sở nào nhiều việc nhất", "department", "most", 1, "nor a month and its year"),
    ("top 0 sở nhiều việc nhất", "department", "most", 1, "nobody asks for none"),
]


@pytest.mark.parametrize(("text", "counted", "order", "first", "why"), RANKED, ids=[row[0] for row in RANKED])
def test_what_is_ranked(text: str, counted: str, order: str, first: int, why: str) -> None:
    found = superlative(text)
    assert found is not None, why
    assert (found.counted, found.order, found.first) == (counted, order, first), why


@pytest.mark.parametrize(
    "text",
    ["đơn vị nào chủ trì nhiệm vụ tăng thu nhập bình quân đầu người", "ai phụ trách nhiệm vụ về tuổi thọ trung bình"],
)
def test_a_mean_in_the_matter_asks_for_none(text: str) -> None:
    assert superlative(text) is None


def test_blanks_are_no_quotation() -> None:
    typed, taken_out = product_in("sản phẩm là   báo cáo"), product_in("sản phẩm là           của Sở Y tế", quoted=True)
    assert typed is not None
    assert taken_out is not None
    assert (typed.words, taken_out.words) == (("bao", "cao"), ())


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("việc nào có ở cả 152/KH-UBND lẫn 29/KH-STP", True),
        ("việc nào có ở cả hai kế hoạch", True),
        ("việc nào vừa có trong 152/KH-UBND vừa có trong 29/KH-STP", True),
        ("cả Sở Y tế và Sở Tư pháp phối hợp việc gì trong 152/KH-UBND và 29/KH-STP", False),
        ("cả hai sở làm gì theo 152/KH-UBND và 29/KH-STP", False),
    ],
)
def test_both_papers_are_not_both_agencies(text: str, both: bool) -> None:
    assert asks_for_both(text) == both
