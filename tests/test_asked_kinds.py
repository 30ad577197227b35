"""Kinds of question that officers type and that were once answered wrongly: comparisons by count, inner units, years,
moved deadlines, lists of papers, papers that are only cited, pasted rows, offices that only the asker knows.

Every set was read from the sample papers; a place is written "03-I-7" as ``search.answering.question_scores`` names it.
"""

from __future__ import annotations

from datetime import date

import pytest

from api.wiring import KnowledgeBase
from corpus.spelling import bare
from search.answering.answer import Answer, ask

TODAY = date(2026, 4, 30)
BOTH_TYPINGS = pytest.mark.parametrize("typed", [str, bare], ids=["marked", "unmarked"])


def asked(base: KnowledgeBase, question: str) -> Answer:
    return ask(question, base.knowledge, base.searcher, TODAY)


# question · value · why it is here
COMPARED = [
    ("Sở Y tế và Sở Tư pháp bên nào nhiều việc hơn", "Sở Tư pháp (5); Sở Y tế (4)", "“bên nào”"),
    ("ai nhiều việc hơn, Sở Tư pháp hay Sở Y tế", "Sở Tư pháp (5); Sở Y tế (4)", "who, in front"),
    ("giữa Sở Tư pháp và Sở Y tế, sở nào chủ trì nhiều nhiệm vụ hơn", "Sở Tư pháp (5); Sở Y tế (4)", "“giữa … và …”"),
    ("Sở Nội vụ có nhiều việc hơn Sở Y tế không", "Sở Nội vụ (6); Sở Y tế (4)", "as yes or no"),
    ("Sở Y tế phối hợp nhiều hơn hay Sở Tư pháp", "Sở Y tế (3); Sở Tư pháp (1)", "by coordination"),
    ("which has more tasks, Sở Y tế or Sở Tư pháp", "Sở Tư pháp (5); Sở Y tế (4)", "in English"),
]


@BOTH_TYPINGS
@pytest.mark.parametrize(("question", "value", "why"), COMPARED, ids=[row[0] for row in COMPARED])
def test_two_agencies_by_count(base: KnowledgeBase, question: str, value: str, why: str, typed: type) -> None:
    answer = asked(base, typed(question))
    assert (answer.value, answer.complete) == (value, True), why


def test_communes_are_compared_by_all_that_binds_them(base: KnowledgeBase) -> None:
    """No row names them as leads, so counting names alone would say that they have nothing to do."""
    answer = asked(base, "xã Đồng Lạc và phường Bến Gót, nơi nào nhiều việc hơn")
    assert "12 trong kế hoạch của mình" in answer.text
    assert "10 trong kế hoạch của mình" in answer.text


# question · the certain tasks · why it is here
TASKS = [
    ("các phòng thuộc Sở Y tế làm gì",
     "05-L-1 05-L-3 05-L-4 05-L-5 05-L-6 05-L-7 05-L-8 05-L-9 05-L-10 05-L-11 05-L-12 05-L-13", "rooms, not the whole department"),
    ("các phòng ban Sở Y tế được giao việc gì",
     "05-L-1 05-L-3 05-L-4 05-L-5 05-L-6 05-L-7 05-L-8 05-L-9 05-L-10 05-L-11 05-L-12 05-L-13", "without “thuộc”"),
    ("các phòng, đơn vị thuộc Sở Y tế phối hợp việc gì", "05-L-1 05-L-4 05-L-12", "in the other role"),
    ("đơn vị thuộc Sở Nông nghiệp và Môi trường phải làm gì", "03-I-10 03-I-13 03-II-18", "units in brackets behind the department"),
    ("Sở Y tế có những phòng nào",
     "05-L-1 05-L-3 05-L-4 05-L-5 05-L-6 05-L-7 05-L-8 05-L-9 05-L-10 05-L-11 05-L-12 05-L-13", "which rooms there are"),
    ("Sở Y tế có nhiệm vụ gì năm 2027", "", "a bare year is a deadline"),
    ("Sở Tư pháp chủ trì nhiệm vụ nào năm 2030", "", "none is due in it"),
    ("kế hoạch năm 2026 của phường Bến Gót giao những việc gì trước 30/6",
     "08-PL-1 08-PL-2 08-PL-7 08-PL-9", "the year of a paper beside another day"),
    ("nhiệm vụ nào bị lùi hạn", "03-II-3", "later than at first"),
    ("việc nào được gia hạn", "03-II-3", "the same by another verb"),
    ("nhiệm vụ nào của Sở Tài chính bị dời hạn", "03-II-3", "moved, whichever way"),
    ("Sở Y tế chủ trì cùng Kho bạc trong phụ lục II KH 152", "03-II-24 03-II-25", "a short name as the third party"),
    ("nhiệm vụ không phải của Sở Tư pháp trong phụ lục I KH 152 do Sở Nội vụ chủ trì", "03-I-6 03-I-23", "“không phải của”"),
    ("HTX Bưởi Đồng Lạc phối hợp việc gì", "07-II-4", "a short form of a kind of body"),
    ("12. Thay máy tính không còn được hỗ trợ bảo mật tại cơ quan Sở và các đơn vị trực thuộc", "05-L-12", "a row as it is printed"),
    ("Rà soát tiến độ các nhiệm vụ năm 2026, gửi bảng đăng ký rút ngắn thời gian về Sở Khoa học và Công nghệ",
     "05-L-11", "a row that names an agency and a year"),
    ("nhiệm vụ nào nói đến camera", "03-II-15 07-I-8 08-PL-11", "“nói đến” as well as “nói về”"),
    ("việc nào Sở Nội vụ làm một mình trong phụ lục I KH 152", "03-I-6 03-I-9", "alone, without the word “chủ trì”"),
    ("việc nào sắp hết hạn trong 10 ngày tới của xã Đồng Lạc", "07-I-2", "not overdue"),
    ("việc nào cả Sở Y tế lẫn Sở Nội vụ đều không tham gia trong phụ lục I KH 152",
     "03-I-2 03-I-7 03-I-10 03-I-13 03-I-16 03-I-17 03-I-20", "neither of two"),
    ("trong phụ lục I KH 152 do Sở Nội vụ chủ trì", "03-I-3 03-I-4 03-I-6 03-I-8 03-I-9 03-I-22 03-I-23", "no issuer"),
    ("which tasks are not led by Sở Nội vụ or Sở Y tế in annex I of 152 and coordinated by Tỉnh đoàn", "", "only as lead"),
    ("nhiệm vụ chỉ lấy 41-KH/TU trong phụ lục I KH 152", "", "no other source beside it"),
    ("hạn điều chỉnh của II.3 KH 152", "03-II-3", "a row by annex and number"),
    ("Sở KHCN phối hợp Sở Tư pháp việc gì trong KH 152", "03-I-1 03-I-4 03-I-8 03-I-22", "“với” is left out"),
    ("tệp 07_kh_31_ubnd_xa_dong_lac.txt có việc gì do Phòng Kinh tế chủ trì", "07-I-3 07-I-6 07-I-7 07-I-9 07-II-3 07-II-4",
     "a paper by its file"),
    ("chi cục thuộc Sở Nông nghiệp và Môi trường làm gì", "03-I-13 03-II-18", "no other kind of unit"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "places", "why"), TASKS, ids=[row[0] for row in TASKS])
def test_the_tasks_of_a_question(base: KnowledgeBase, names: dict[str, str], question: str, places: str, why: str) -> None:
    found = asked(base, question)
    assert {names[match.record.task.id] for match in found.tasks} == set(places.split()), why
    assert found.complete, why


# question · the files · why
PAPERS = [
    ("danh sách các kế hoạch đã ban hành", "03 04 05 06 07 08 09 10", "“đã ban hành” names no day"),
    ("văn bản tỉnh Sông Thao", "01 02 03 04 05 06 07 08 09 10", "without “của”"),
    ("liệt kê văn bản của tỉnh Sông Thao", "01 02 03 04 05 06 07 08 09 10", "listed"),
    ("kho đang lưu những văn bản nào", "01 02 03 04 05 06 07 08 09 10", "“đang lưu”"),
    ("hiện có những kế hoạch nào trong hệ thống", "03 04 05 06 07 08 09 10", "“trong hệ thống”"),
    ("which papers are in the store", "01 02 03 04 05 06 07 08 09 10", "in English"),
    ("kế hoạch năm 2026", "03 04 05 06 07 08 09 10", "papers of a year"),
    ("văn bản năm 2025", "", "none of that year"),
    ("văn bản nào hết hiệu lực", "09", "who says that another is replaced"),
    ("kế hoạch nào bị thay thế", "09", "the same, passive"),
    ("kế hoạch nào là con của 152", "04 05 06 07 08 09", "children implement it"),
    ("152 được triển khai bằng những kế hoạch nào", "04 05 06 07 08 09", "half a number in front"),
    ("kế hoạch ký sau 20/4", "07 08 09", "the day of signing, not a deadline"),
    ("văn bản mới trong tháng", "01 03 04 05 06 07 08 09", "new papers, not tasks that are due"),
    ("is there a plan from Sở Tài chính", "", "whether there is one, in English"),
    ("kế hoạch chưa có số", "", "every sample prints its number"),
    ("kho có 152/KH-UBND chưa", "03", "whether a paper is held"),
    ("ai là Phó Giám đốc Sở Tư pháp ký văn bản nào", "04", "who and what at once"),
    ("PCT tỉnh ký văn bản nào", "03", "an office by its short form"),
]  # fmt: skip


@BOTH_TYPINGS
@pytest.mark.parametrize(("question", "files", "why"), PAPERS, ids=[row[0] for row in PAPERS])
def test_the_papers_of_a_question(base: KnowledgeBase, question: str, files: str, why: str, typed: type) -> None:
    found = asked(base, typed(question))
    assert {held.document.source_file[:2] for held in found.documents} == set(files.split()), why
    assert not found.tasks, why


# question · what the answer says · why
SAYS = [
    ("nhiệm vụ năm 2026", "“Năm 2026” được hiểu là hạn trong năm 2026", "how the year was taken"),
    ("nhiệm vụ trong kế hoạch năm 2026", "Chỉ tính văn bản ban hành năm 2026", "the year of papers"),
    ("trước Tết phải xong việc gì", "“Tết” được hiểu là Tết Nguyên đán ngày 06/02/2027", "a day of the lunar calendar"),
    ("những nhiệm vụ điều chỉnh thời hạn", "16 sớm hơn, 1 muộn hơn, 2 giữ nguyên", "which way deadlines moved"),
    ("nhiệm vụ nào bị dời hạn", "hạn mà kế hoạch cấp dưới đặt khác cấp trên phải đối chiếu", "what is not known"),
    ("Sở Y tế có việc nào bị lùi hạn so với tỉnh giao không", "46/KH-SYT không có hạn nào muộn hơn 152/KH-UBND", "against the parent"),
    ("các bộ phận của Sở Y tế", "Phòng Tổ chức cán bộ (2)", "the units by name"),
    ("các bộ phận của Sở Y tế", "cơ quan có thể còn phòng, đơn vị khác", "only those that are printed"),
    ("các phòng thuộc Sở Công Thương làm gì", "Kho không có kế hoạch của Sở Công Thương", "no plan of its own is held"),
    ("văn bản 41-KH/TU có trong kho không", "Kho không có toàn văn 41-KH/TU; chỉ biết qua văn bản dẫn số này", "only cited"),
    ("nội dung 41-KH/TU là gì", "Kho không có toàn văn 41-KH/TU", "nothing is guessed of it"),
    ("xã tôi phải làm gì", "phần mềm không biết là cơ quan nào", "an office that only the asker knows"),
    ("chúng tôi phải làm gì", "phần mềm không biết là cơ quan nào", "the same, plural"),
    ("xã tôi có phải thực hiện 152/KH-UBND không", "phần mềm không biết là cơ quan nào", "no commune of that name beside a paper"),
    ("Sở Y tế chủ trì việc gì trong kế hoạch năm 2025", "Kho không có văn bản phù hợp nào của năm 2025", "no tasks of other years"),
    ("kế hoạch nào năm 2026 giao việc cho Sở Y tế", "Chỉ tính văn bản ban hành năm 2026", "the year of papers, no deadline"),
    ("trung tâm thuộc Sở Y tế làm gì", "Kế hoạch ấy còn nêu Trung tâm Kiểm soát bệnh tật tỉnh", "whose it is the print does not say"),
    ("báo cáo nào Sở Y tế phải gửi", "Sở Y tế chịu trách nhiệm 6 nhiệm vụ", "who owes it is no word of the report"),
    ("ai là trưởng phòng thuộc Sở Y tế", "do Trưởng phòng Sở Y tế ký", "an office, not the rooms"),
    ("trước Tết 2030 phải xong việc gì", "Tết Nguyên đán ngày 02/02/2030", "a day earlier than in China"),
    ("ai ký văn bản mới nhất", "Người ký: Giám đốc Vi Văn Tuân", "the signer too"),
    ("những văn bản nào được viện dẫn nhiều nhất", "41-KH/TU (8 văn bản)", "papers that cite it, not their tasks"),
    ("việc nào Sở Nội vụ đã làm xong", "Chỉ biết việc mà văn bản giao ghi là đã hoàn thành", "papers do not report"),
    ("tỉnh ủy giao việc gì", "Kho không có kế hoạch, văn bản nào do “tỉnh ủy” ban hành", "who gives the work"),
    ("Sở Tài chính cùng ai chủ trì", "Ghi là cùng chủ trì với Sở Tài chính", "who leads beside it"),
    ("hạn mới của nhiệm vụ thành lập quỹ phát triển khoa học", "trước 30/5/2026", "“mới” is said of the deadline"),
    ("việc nào liên quan xã Đồng Lạc mà chưa có trong kế hoạch của xã", "31/KH-UBND so với 152/KH-UBND", "its own plan"),
    ("ngày ký kế hoạch 152", "ngày 10/04/2026", "the day, not the signer"),
    ("văn bản nào không rõ tỉnh", "Kho không có văn bản nào không nêu tỉnh", "not every paper"),
    ("999.txt có gì", "Tệp “999.txt” không có trong kho", "a file that is not held"),
    ("tổng cộng có bao nhiêu nhiệm vụ", "Có 129 nhiệm vụ", "“tổng cộng” is no word of a task"),
    ("tasks of the police", "Công an tỉnh", "an everyday English name"),
    ("compare Sở Y tế with Sở Tư pháp", "Sở Tư pháp: chủ trì", "“with” as well as “and”"),
    ("who collects garbage in the market", "hãy hỏi bằng từ tiếng Việt", "of an English question nothing is said of its meaning"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "words", "why"), SAYS)
def test_what_an_answer_says(base: KnowledgeBase, question: str, words: str, why: str) -> None:
    assert words in asked(base, question).text, why


# question · the words that no filter took up · why
UNHEEDED = [
    ("Sở Y tế có bao nhiêu việc quá hạn và bao nhiêu việc chưa đến hạn", "phần chưa đến hạn hãy hỏi riêng", "two questions in one"),
    ("152 giao xã mấy việc, giao sở mấy việc", "Chưa hiểu “sở”", "nothing was found, but not all was asked"),
    ("tháng 4 làm gì và tháng 8 làm gì", "Chưa hiểu “8”", "windows that do not stand beside each other"),
    ("cơ quan nào chủ trì nhiều việc nhất ở vùng cao", "Chưa hiểu “nhiều nhất vùng cao”", "a ranking of something"),
    ("văn bản nào do Phó Chủ tịch ký về du lịch", "du lịch” trong câu hỏi nên không lọc", "signed papers of a matter"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "words", "why"), UNHEEDED, ids=[row[0] for row in UNHEEDED])
def test_what_was_not_heeded_is_said(base: KnowledgeBase, question: str, words: str, why: str) -> None:
    answer = asked(base, question)
    assert words in answer.text, why
    assert not answer.complete, why


@pytest.mark.parametrize(
    "question",
    [
        *("các phòng thuộc Sở Y tế và Sở Nội vụ", "152/KH-UBND có hệ thống dữ liệu nào phải xây dựng"),
        *("dạy dân dùng điện thoại làm giấy tờ", "lam giay to qua mang"),
    ],
)
def test_what_no_kind_of_question_fits_is_searched(base: KnowledgeBase, question: str) -> None:
    """Neither all that binds two departments, nor that the paper is held; and "làm giấy" does not ask "làm gì"."""
    answer = asked(base, question)
    assert (answer.kind, answer.complete) == ("passages", False)


def test_a_question_after_another_asks_for_tasks(base: KnowledgeBase) -> None:
    assert asked(base, "còn Sở Y tế thì sao").kind == "tasks"


def test_all_facts_that_are_asked_of_a_task(base: KnowledgeBase) -> None:
    answer = asked(base, "số hóa sổ hộ tịch, xây dựng cơ sở dữ liệu hộ tịch hạn khi nào và ai chủ trì")
    assert "Thời hạn:" in answer.text
    assert "Chủ trì:" in answer.text
