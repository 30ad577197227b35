"""Questions in the forms that officers type: kinds of agency, short names, empty fields, receivers, papers by place.

Every set was read from the sample papers; a place is written "03-I-7" as ``search.answering.question_scores`` names it.
"""

from __future__ import annotations

from datetime import date

import pytest

from api.wiring import KnowledgeBase
from search.answering.answer import Answer, ask

TODAY = date(2026, 4, 30)


def asked(base: KnowledgeBase, question: str) -> Answer:
    return ask(question, base.knowledge, base.searcher, TODAY)


# question · the certain tasks · why it is here
TASKS = [
    ("Sở Y tế chủ trì, Kho bạc phối hợp những nhiệm vụ nào", "03-II-14", "a short name beside a role"),
    ("so y te chu tri, kho bac phoi hop viec gi", "03-II-14", "the same without marks"),
    ("điện lực phối hợp việc gì", "02-PL-5 03-II-4", "short for “Công ty Điện lực Sông Thao”"),
    ("nhiệm vụ nào do sở chủ trì và xã phối hợp trong phụ lục I của 152",
     "03-I-6 03-I-7 03-I-9 03-I-10 03-I-13 03-I-15 03-I-16 03-I-17", "kinds of agency in two roles; “liên quan” is only possible"),
    ("nhiệm vụ nào do các xã chủ trì, các sở phối hợp trong KH 152", "03-I-4 03-I-5 03-I-8 03-I-22", "in the plural, roles swapped"),
    ("việc nào giao xã chủ trì ở phụ lục II KH 152", "03-II-12 03-II-19 03-II-24 03-II-25", "one kind alone"),
    ("nhiệm vụ nào có Công an tỉnh phối hợp và Sở KHCN phối hợp", "03-I-8", "one role said of each: both must"),
    ("SKHCN phối hợp việc gì với Công an tỉnh", "03-I-4 03-I-22", "the work stands between the role and the partner"),
    ("nhiệm vụ nào chỉ do Sở Tài chính chủ trì", "01-N-7 03-I-21 03-N-4", "nobody beside it"),
    ("nhiệm vụ nào không có cả sản phẩm lẫn đơn vị phối hợp",
     "02-PL-6 02-PL-10 05-L-6 05-L-9 05-L-11 05-L-13 05-L-14", "two fields empty"),
    ("tasks with neither a deliverable nor a coordinator",
     "02-PL-6 02-PL-10 05-L-6 05-L-9 05-L-11 05-L-13 05-L-14", "the same in English"),
    ("việc nào theo 41-KH/TU mà không theo 08-CTr/BCĐ trong phụ lục II KH 152",
     "03-II-3 03-II-5 03-II-9 03-II-10 03-II-14 03-II-15 03-II-17 03-II-18 03-II-20 03-II-23 03-II-26", "one number left out"),
    ("Sở Tư pháp phải báo cáo Sở KHCN việc gì", "03-I-11 03-I-22 03-II-25 04-I-5 04-I-7", "who receives is not who works"),
    ("báo cáo hằng tháng gửi Sở KHCN", "03-II-25 04-N-2 05-L-13 06-N-12 07-II-3 08-PL-10 08-N-1", "a receiver alone"),
    ("nhiệm vụ có nhiều cơ quan chủ trì nhất", "03-I-14", "no “nào” behind the noun"),
    ("nhiệm vụ gần hạn nhất của xã Đồng Lạc", "07-I-2", "“gần hạn nhất”"),
    ("KH 31 có mấy việc hạn tháng 9", "07-I-6 07-I-7 07-I-9 07-II-1", "code and half a number; a quarter ends in its last month"),
    ("nhiệm vụ của xã ở phụ lục II KH 152", "03-II-12 03-II-19 03-II-24 03-II-25", "a kind behind “của”"),
    ("nhiệm vụ có thời hạn nhưng chưa có sản phẩm trong KH 152", "03-II-26", "one field filled, another empty"),
    ("việc nào trong phụ lục II KH 152 không có hạn điều chỉnh",
     "03-II-8 03-II-20 03-II-22 03-II-23 03-II-24 03-II-25 03-II-26 03-II-27", "the adjusted deadline is empty, not the deadline"),
    ("việc nào có hạn muộn hơn so với ban đầu", "03-II-3", "no other paper is compared"),
    ("danh sách việc Kho bạc phối hợp", "03-II-14 09-I-5", "“danh sách việc” asks for tasks"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "places", "why"), TASKS, ids=[row[0] for row in TASKS])
def test_the_tasks_of_a_question(base: KnowledgeBase, names: dict[str, str], question: str, places: str, why: str) -> None:
    found = asked(base, question)
    assert {names[match.record.task.id] for match in found.tasks} == set(places.split()), why
    assert found.complete, why


# question · the files · why
PAPERS = [
    (
        "tỉnh Sông Thao có những kế hoạch nào",
        "03 04 05 06 07 08 09 10",
        "by the province, those of its offices and communes too",
    ),
    ("what plans has Song Thao province issued", "03 04 05 06 07 08 09 10", "in English"),
    ("phường Bến Gót có kế hoạch gì", "08", "“gì” as well as “nào”"),
    ("xã Đồng Lạc có mấy văn bản", "07", "papers are counted, not their tasks"),
    ("kế hoạch nào của cấp xã", "07 08", "by the kind of issuer"),
    ("liệt kê các KH của các sở", "04 05 06 09 10", "the kind in the plural, the type by its code"),
    ("văn bản ban hành trước 15/4", "01 02 03 10", "the day of issue, not that of a deadline"),
    ("KH nào triển khai 152", "04 05 06 07 08 09", "half a number behind its relation"),
    ("tỉnh Hà Giang có văn bản nào", "", "none of that province"),
    ("xã Mường Chài có những văn bản nào", "", "it issued none, though a paper names it"),
    ("văn bản do xã ban hành", "07 08", "no “nào” needed"),
    ("phường Bến Gót đã có kế hoạch chưa", "08", "whether there is one"),
    ("văn bản nào của tỉnh Sông Thao do Phó Chủ tịch ký", "03 08", "the place and the office of the signer"),
    ("có bao nhiêu quyết định trong kho", "", "papers of a type are counted, not all papers"),
]


@pytest.mark.parametrize(("question", "files", "why"), PAPERS, ids=[row[0] for row in PAPERS])
def test_the_papers_of_a_question(base: KnowledgeBase, question: str, files: str, why: str) -> None:
    found = asked(base, question)
    assert {held.document.source_file[:2] for held in found.documents} == set(files.split()), why
    assert not found.tasks, why


# question · what the answer says · why
SAYS = [
    ("ai là Phó Giám đốc Sở Tư pháp", "Trịnh Minh Đức: Phó Giám đốc Sở Tư pháp tỉnh Sông Thao", "a deputy by office"),
    ("who is the deputy director of Sở Tư pháp", "Trịnh Minh Đức", "in English"),
    ("chủ tịch phường Bến Gót là ai", "Cấp phó ký thay 1 văn bản: 61/KH-UBND (Bùi Xuân Quyền)", "only a deputy signed"),
    ("chủ tịch tỉnh Sông Thao là ai", "Chủ tịch Ủy ban nhân dân tỉnh Sông Thao", "“Chủ tịch tỉnh” is the committee's"),
    ("Phó Giám đốc nào ký văn bản nào", "Lường Thị Hoài (27/KH-SNV)", "who signed what"),
    ("so sánh nhiệm vụ của Sở Y tế và Sở Nội vụ trong KH 152", "Chung: 15 nhiệm vụ", "what both have part in"),
    ("so sánh nhiệm vụ của Sở Y tế và Sở Nội vụ trong KH 152", "Sở Y tế: chủ trì 10 nhiệm vụ (3 nêu đích danh", "what each leads"),
    ("so sánh KH 29 và KH 46", "Cùng triển khai 152/KH-UBND", "neither is the other's parent"),
    ("kế hoạch của phường Bến Gót so với tỉnh", "61/KH-UBND so với 152/KH-UBND", "a plan and its parent without a verb"),
    ("kế hoạch của xã Phượng Tiến so với tỉnh", "Kho không có kế hoạch, văn bản nào do “xã Phượng Tiến” ban hành", "no such issuer"),
    ("xã Mường Chài có những văn bản nào", "Có nêu tên trong nhiệm vụ của: 152/KH-UBND", "where it is named instead"),
    ("13-TB/CQTT giao những việc gì", "nhiệm vụ ghi nguồn giao là văn bản này", "its tasks stand in other papers too"),
    ("cơ quan nào vừa chủ trì vừa phối hợp trong phụ lục I KH 152", "Sở Tư pháp (chủ trì 1, phối hợp 1)", "both columns"),
    ("STP phải báo cáo hằng tháng trước ngày nào", "Hạn của việc giao trong lời văn", "days that stand in running text"),
    ("giám đốc Sở Y tế", "Đỗ Thị Bích Liên: Giám đốc Sở Y tế tỉnh Sông Thao", "an office and no more"),
    ("trừ Sở KHCN, sở nào chủ trì nhiều việc nhất trong KH 152", "Nhiều nhất chủ trì: Sở Nội vụ (5 nhiệm vụ)", "one left out of a ranking"),
    ("KH 152 giao những sở nào", "Sở Khoa học và Công nghệ: 12; Sở Nội vụ: 5", "every department that leads"),
    ("thống kê việc theo từng sở trong KH 152", "Sở Khoa học và Công nghệ: 12", "“thống kê” is a verb here, not Thống kê tỉnh"),
    ("kho có loại văn bản nào", "1 chương trình", "papers by type"),
    ("cơ quan nào ban hành kế hoạch 31/KH-UBND", "UBND xã Đồng Lạc", "the issuer of one paper, not who made plans for it"),
    ("hạn của nhiệm vụ 7 trong phụ lục I KH 152", "Thời hạn:", "a row by its bare number"),
    ("Sở Y tế có tên trong kế hoạch nào", "Sở Y tế tham gia", "where it stands, not what it issued"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "words", "why"), SAYS, ids=[f"{row[0]} {n}" for n, row in enumerate(SAYS)])
def test_what_an_answer_says(base: KnowledgeBase, question: str, words: str, why: str) -> None:
    assert words in asked(base, question).text, why


# question · what it must say · why nothing complete can be said
LIMITS = [
    ("sở nào không được giao chủ trì trong KH 152", "Chỉ biết các sở mà tỉnh nào cũng có", "other departments may be there"),
    ("xã nào không được giao chủ trì", "Kho không có danh sách đầy đủ các xã, phường", "papers do not list the communes"),
    ("Sở Nội vụ Phú Kim phải làm gì", "Chưa hiểu “Phú Kim”", "a place that nothing here knows"),
    ("việc quá hạn của Sở Y tế ở khoa nội", "Chưa hiểu “khoa nội”", "words that no filter took up"),
    ("ai là Phó Giám đốc Sở Tư pháp", "có thể còn người khác", "a department has several deputies"),
    ("đơn vị nào của Sở Y tế không có việc", "chưa trả lời chắc được", "not answered with the work of Sở Y tế"),
    ("hợp tác xã phối hợp việc gì", "Chỉ tính nhiệm vụ có đủ các từ “hợp tác xã”", "by words alone nothing is complete"),
]


@pytest.mark.parametrize(("question", "words", "why"), LIMITS, ids=[row[0] for row in LIMITS])
def test_what_is_not_known_is_said(base: KnowledgeBase, question: str, words: str, why: str) -> None:
    found = asked(base, question)
    assert words in found.text, why
    assert not found.complete, why


def test_a_province_that_only_the_papers_know(base: KnowledgeBase) -> None:
    """Sông Thao stands in no registry: behind an agency, and apart from it."""
    for question in ("SNV Sông Thao phải làm gì", "Sở Nội vụ phải làm gì ở Sông Thao", "so noi vu song thao phai lam gi"):
        agencies = asked(base, question).question.query.agencies
        assert [(one.name, one.province) for one in agencies] == [("Sở Nội vụ", "Sông Thao")], question


def test_a_word_is_no_careless_name(base: KnowledgeBase) -> None:
    """ "tính toán" has other marks than "Tỉnh đoàn", so it is no slip of it."""
    assert "Tỉnh đoàn" not in asked(base, "trung tâm tính toán hạn bao giờ").text


# question · the certain tasks · the possible ones · why
EXCLUDED = [
    ("nhiệm vụ nào không do sở nào chủ trì trong phụ lục I KH 152", "03-I-18 03-I-20", "", "a kind that must not lead"),
    ("việc nào Công an tỉnh chủ trì mà Sở Y tế không phối hợp ở phụ lục I KH 152",
     "03-I-3 03-I-4 03-I-5 03-I-20 03-I-22", "03-I-8", "left out by name in I-19 and through a phrase in I-18"),
    ("Sở Tài chính chủ trì không cùng Sở KHCN ở phụ lục I KH 152", "", "03-I-14 03-I-21", "“liên quan” may bring it in"),
    ("việc nào hạn quý III trong phụ lục I KH 152 không do Sở KHCN chủ trì", "03-I-6 03-I-9 03-I-10 03-I-16", "", "beside a window"),
    ("Sở Tư pháp không chủ trì mà phối hợp với Sở Khoa học và Công nghệ", "03-I-2", "", "its own other role: nobody is left out"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "certain", "possible", "why"), EXCLUDED, ids=[row[0] for row in EXCLUDED])
def test_who_must_have_no_part(
    base: KnowledgeBase, names: dict[str, str], question: str, certain: str, possible: str, why: str
) -> None:
    found = asked(base, question)
    assert {names[match.record.task.id] for match in found.tasks} == set(certain.split()), why
    assert {names[match.record.task.id] for match in found.possible} == set(possible.split()), why


@pytest.mark.parametrize("joint", [",", "cùng", "cùng với", "hoặc", "&", ";"])
def test_the_left_out_are_listed_as_the_asked_are(base: KnowledgeBase, joint: str) -> None:
    question = "việc nào Công an tỉnh chủ trì mà không có Sở Y tế {} Sở Nội vụ phối hợp ở phụ lục I KH 152"
    told = asked(base, question.format(joint)).question.query
    assert [party.agency.name for party in told.without] == ["Sở Y tế", "Sở Nội vụ"]
    assert told == asked(base, question.format("và")).question.query


# question · the same question without the words that matter nothing · why
SAME = [
    ("toàn bộ nhiệm vụ của Sở Y tế", "nhiệm vụ của Sở Y tế", "“bộ” of “toàn bộ” leaves nobody out"),
    ("cán bộ Sở Y tế phải làm gì", "Sở Y tế phải làm gì", "nor that of “cán bộ”"),
    ("các loại việc của Sở Y tế", "nhiệm vụ của Sở Y tế", "nor does “loại”"),
    ("tất cả nhiệm vụ do Sở Y tế chủ trì", "nhiệm vụ do Sở Y tế chủ trì", "“tất cả” is no agency"),
    ("thống kê việc của Sở Y tế", "nhiệm vụ của Sở Y tế", "a list is asked for"),
    ("nhiệm vụ hoàn thành trong quý III", "nhiệm vụ trong quý III", "“hoàn thành” only shapes the question"),
]


@pytest.mark.parametrize(("question", "plain", "why"), SAME, ids=[row[0] for row in SAME])
def test_words_that_change_nothing(base: KnowledgeBase, question: str, plain: str, why: str) -> None:
    found, wanted = asked(base, question), asked(base, plain)
    assert {match.record.task.id for match in found.tasks} == {match.record.task.id for match in wanted.tasks}, why
    assert wanted.tasks, why
    assert found.complete, why
    assert "Chưa hiểu" not in found.text, why


# question · the papers · why
PAPERS = [
    ("thông báo nào trong kho", ["13-TB/CQTT"], "the type alone"),
    ("các chương trình trong kho", ["08-CTr/BCĐ"], "the same in the plural"),
    ("Sở Nội vụ ban hành những gì", ["64/KH-SNV", "27/KH-SNV"], "what an agency issued, not its tasks"),
    ("công văn nào trong kho", [], "none of that type"),
]


@pytest.mark.parametrize(("question", "numbers", "why"), PAPERS, ids=[row[0] for row in PAPERS])
def test_the_papers_of_a_type(base: KnowledgeBase, question: str, numbers: list[str], why: str) -> None:
    found = asked(base, question)
    assert found.question.intent == "documents_issued", why
    assert [held.document.number for held in found.documents] == numbers, why


# question · the topic that is looked for · why
TOPICS = [
    ("nhiệm vụ về căn cước", "căn cước", "not “căn cứ”"),
    ("nhiệm vụ về dân tộc thiểu số", "dân tộc thiểu số", "not “thiếu”"),
    ("nhiệm vụ về phần mềm", "phần mềm", "not a part of a paper"),
]


@pytest.mark.parametrize(("question", "topic", "why"), TOPICS, ids=[row[0] for row in TOPICS])
def test_a_topic_is_read_whole(base: KnowledgeBase, question: str, topic: str, why: str) -> None:
    assert asked(base, question).question.topic == topic, why


def test_a_group_of_another_province_has_none_of_these_tasks(base: KnowledgeBase) -> None:
    assert not asked(base, "các cơ quan ở Cà Mau phải làm gì").tasks
    assert asked(base, "các cơ quan ở Sông Thao phải làm gì").tasks


@pytest.mark.parametrize(
    ("question", "language", "why"),
    [
        ("paperless patient charts and smart clinics", "en", "a description without any word of a question"),
        ("who trains officials on AI", "en", '"on" is no "ổn"'),
        ("which tasks is Sở Tư pháp responsible for", "en", "names keep their marks"),
        ("so tu phap lam gi", "vi", "no marks, and no English"),
        ("cntt", "vi", "one word says no language"),
        ("stp nop gi truoc 30/6", "vi", "abbreviations are no English"),
    ],
)
def test_the_language_of_a_question(base: KnowledgeBase, question: str, language: str, why: str) -> None:
    understood = ask(question, base.knowledge, base.searcher, TODAY).question
    assert understood.language == language, why
    if language == "en":
        assert understood.restored == question, "English gets no marks"


@pytest.mark.parametrize(
    "question",
    [
        *(
            "nhiệm vụ nào không liên quan đến dữ liệu",
            "nhiem vu nao khong lien quan den du lieu",
            "nhiệm vụ không về chuyển đổi số",
        ),
        *("nhiệm vụ không nói về dữ liệu", "nhiệm vụ nào chưa đề cập dữ liệu", "nhiệm vụ không có chữ dữ liệu"),
        *("nhiệm vụ không nhắc đến dữ liệu", "ngoài dữ liệu ra còn nhiệm vụ gì", "các nhiệm vụ trừ mảng y tế"),
        *("nhiệm vụ nào của Sở Y tế không liên quan đến dữ liệu", "tasks unrelated to data", "nhiệm vụ khác ngoài đào tạo"),
    ],
)
def test_a_topic_left_out_is_not_answered_with_it(base: KnowledgeBase, question: str) -> None:
    """No filter takes a topic out: the answer says so, and never lists what speaks of it as all there is."""
    answer = ask(question, base.knowledge, base.searcher, TODAY)
    assert (answer.kind, answer.complete) == ("passages", False)
    assert "loại trừ" in answer.text


@pytest.mark.parametrize(
    ("question", "kind", "why"),
    [
        ("Sở Y tế có việc gì về dữ liệu không", "tasks", "a question that ends in không"),
        ("trừ các đơn vị liên quan, Sở Y tế làm gì", "tasks", "a filter takes the phrases out"),
        ("nhiệm vụ nào không liên quan đến Sở Y tế", "tasks", "a filter takes the agency out"),
        ("Sở Ngoại vụ được đề ra nhiệm vụ gì", "tasks", "ngoại is no ngoài"),
    ],
)
def test_what_leaves_nothing_out_or_what_a_filter_can(base: KnowledgeBase, question: str, kind: str, why: str) -> None:
    answer = ask(question, base.knowledge, base.searcher, TODAY)
    assert "loại trừ" not in answer.text, why
    assert answer.kind in (kind, "none"), why
