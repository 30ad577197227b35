"""Everyday questions that share no words with the papers: the right row by what the words mean, or nothing at all.

Written before the threshold was set, and half of them looked at only afterwards; ``RIGHT`` and ``NOT_HELD`` are about the sample
papers. What was measured stands in ``search.selecting.paraphrase``.
"""

from __future__ import annotations

from datetime import date

import pytest

from api.wiring import KnowledgeBase
from index.meaning.concept_search import said
from search.answering.answer import Answer, ask
from search.asking.question import understand
from search.selecting import paraphrase

TODAY = date(2026, 11, 23)


def asked(base: KnowledgeBase, question: str) -> Answer:
    return ask(question, base.knowledge, base.searcher, TODAY)


# question · words of the row that is meant
RIGHT = [
    ("ai dạy cán bộ dùng AI", "trí tuệ nhân tạo"),
    ("ai dựng cột sóng điện thoại trên núi", "sóng"),
    ("ai trả tiền trợ cấp qua thẻ ngân hàng", "Chi trả"),
    ("ai khám bệnh qua mạng cho dân ở xa", "khám bệnh từ xa"),
    ("bên nào báo trước lũ quét cho dân", "cảnh báo sớm lũ quét"),
    ("ai bán vé tham quan qua điện thoại", "vé điện tử"),
    ("cơ quan nào tập dượt chống tin tặc ở bệnh viện", "ứng cứu sự cố"),
    ("ai gắn máy quay ở ngã tư", "camera"),
    ("bên nào thay loa phường cũ", "loa truyền thanh"),
    ("ai xử lý đơn kiện cáo của dân trên phần mềm", "khiếu nại"),
    ("ai mời nhà khoa học xa quê về góp ý", "Gặp mặt trí thức"),
    ("trường nào mở lớp học nghề an ninh mạng", "an toàn thông tin, cơ điện tử"),
    ("ai quét sổ khai sinh khai tử vào máy", "hộ tịch"),
    ("bên nào hỏi dân có hài lòng khi làm giấy tờ qua mạng", "hài lòng"),
    ("ai công bố số liệu cho mọi người tải về", "dữ liệu mở"),
    ("bên nào bảo vệ thương hiệu nông sản", "chỉ dẫn địa lý"),
    ("ai lo học bạ trên máy", "học bạ số"),
    ("ai chụp hiện vật bảo tàng thành hình ba chiều", "hiện vật"),
    ("bên nào lo đường truyền họp qua mạng cho xã", "hội nghị trực tuyến"),
    ("ai cho hợp tác xã tiền mua phần mềm", "hợp tác xã"),
    ("who pays allowances through bank accounts", "Chi trả"),
    ("ai họp không cần in giấy", "họp không giấy"),
    ("bên nào chỉ bà con livestream bán bưởi", "bán hàng"),
    ("ai đưa bản đồ quy hoạch lên máy", "quy hoạch"),
    ("ai dán nhãn mã vạch cho trái cây", "truy xuất nguồn gốc"),
    ("ai phát lương thưởng cao cho kỹ sư về xã", "đãi ngộ"),
]
# Other fields of government, private matters, nonsense, and near misses.
NOT_HELD = [
    "ai bắt chó thả rông ngoài đường", "bên nào lo dọn rác ở chợ", "ai sửa đường ổ gà trước nhà tôi", "sở nào quản giá xăng dầu",
    "ai cấp bằng lái xe máy", "bao giờ tăng lương hưu", "ai lo tiêm phòng dại cho chó mèo", "bên nào xây cầu qua sông Hồng",
    "ai tổ chức bắn pháo hoa giao thừa", "sở nào cấp phép karaoke", "bao giờ thi tốt nghiệp trung học phổ thông",
    "ai xử phạt người uống rượu lái xe", "ai nuôi cá lồng trên hồ", "bên nào trồng cà phê xuất khẩu", "ai mở sân bay mới",
    "bên nào bán vé xe buýt", "ai quản lý nghĩa trang", "bên nào trợ cấp thất nghiệp", "ai giải quyết tranh chấp ly hôn",
    "ai lắp điều hòa cho phòng họp", "sở nào quản lý xe tải chở quá tải", "ai viết sách giáo khoa lớp một",
    "bên nào giải phóng mặt bằng đường cao tốc", "ai kiểm tra vệ sinh quán phở", "ai cấp thẻ bảo hiểm y tế cho hộ nghèo",
    "ai dạy bơi cho học sinh", "ai trồng cây xanh vỉa hè", "bao giờ được nghỉ Tết", "vợ tôi tên là gì", "hôm nay ăn gì",
    "tại sao trời xanh", "thủ đô nước Pháp ở đâu", "giá vàng hôm nay bao nhiêu", "làm sao để giảm cân", "asdf qwer zxcv là gì",
    "con voi màu tím bay đi đâu", "bên nào nộp thuế xe ô tô", "ai xây bệnh viện tâm thần", "bên nào đào tạo phi công",
    "ai giữ di sản hát then trước UNESCO", "who collects garbage in the market", "who issues driving licences",
    "bao giờ khai giảng năm học", "bên nào dạy lái ô tô", "ai tiêm vắc xin cho trẻ", "ai lập đội kèn đồng", "ai nuôi tôm",
    "sở nào quản lý mỏ sắt", "bên nào khoan giếng dầu", "ai thu phí gửi xe", "who feeds the zoo animals", "ai lắp đèn đường",
]  # fmt: skip
LEAST = 0.7  # of the first table; measured .77 (20 of 26), and none of the second


def test_the_row_that_is_meant_comes_first(base: KnowledgeBase) -> None:
    answers = {question: asked(base, question) for question, _ in RIGHT}
    right = [
        question for question, words in RIGHT if answers[question].passages and words in answers[question].passages[0].text
    ]
    assert len(right) >= LEAST * len(RIGHT), sorted(answers.keys() - set(right))


def test_what_is_found_by_meaning_says_so(base: KnowledgeBase) -> None:
    answer = asked(base, "ai gắn máy quay ở ngã tư")
    assert answer.kind == "passages"
    assert answer.confidence == pytest.approx(0.8, abs=0.1)
    assert "Theo nghĩa" in answer.text
    assert "80%" in answer.text
    assert not answer.complete
    assert [found.rank for found in answer.passages] == list(range(1, len(answer.passages) + 1))


def test_one_thing_about_a_task_is_looked_for_by_meaning_too(base: KnowledgeBase) -> None:
    answer = asked(base, "cơ quan nào tập dượt chống tin tặc ở bệnh viện")
    assert answer.question.intent == "lead_of"
    assert answer.confidence is not None


def test_the_paper_that_is_named_is_the_one_looked_in(base: KnowledgeBase) -> None:
    answer = asked(base, "theo 29/KH-STP cơ quan nào tập dượt chống tin tặc ở bệnh viện")
    assert {base.knowledge.by_id[found.document].number for found in answer.passages} <= {"29/KH-STP"}, answer.text


@pytest.mark.parametrize("question", NOT_HELD)
def test_what_no_paper_speaks_of_is_not_answered(base: KnowledgeBase, question: str) -> None:
    assert asked(base, question).kind == "none"


SAID = [
    ("ai dạy cán bộ dùng AI", ["dạy", "cán bộ", "dùng ai"], "who asks, and what is used: only the second tells"),
    ("bên nào lo bệnh án không giấy", ["bên", "lo", "bệnh án", "giấy"], "words of the frame are left out"),
]


@pytest.mark.parametrize(("question", "words", "why"), SAID, ids=[row[0] for row in SAID])
def test_the_words_of_a_question(question: str, words: list[str], why: str) -> None:
    assert [" ".join(unit) for unit, _ in said(question)] == words, why


SHARES = [
    ("ai gắn camera ở ngã tư", "Lắp đặt camera giám sát tại các nút giao", 0.9, "all of it, in other words"),
    ("sở nào cấp phép karaoke", "Số hóa đồ án quy hoạch, cấp phép xây dựng", 0.0, "one word of two is not enough"),
    ("ai xây cầu vượt sông", "Đáp ứng yêu cầu mở rộng, kết nối dữ liệu", 0.0, "a syllable inside another word says little"),
]


@pytest.mark.parametrize(("question", "text", "share", "why"), SHARES, ids=[row[0] for row in SHARES])
def test_how_much_a_text_says(base: KnowledgeBase, question: str, text: str, share: float, why: str) -> None:
    sense = paraphrase.sense(understand(question, base.knowledge, TODAY), base.knowledge)
    assert paraphrase.share(sense, text) == pytest.approx(share, abs=0.2), why
