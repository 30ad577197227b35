"""Duties in running text: who, what, by when; and what gives nobody anything to do."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Span, Task
from ingest import door
from ingest.directive.understanding import understand
from ingest.formats import plain
from ingest.narrative.duties import narrative
from ingest.paper.identity import identify
from ingest.paper.outline import outline
from ingest.paper.paragraphs import assemble
from ingest.paper.setting import Setting
from ingest.reading import Reading

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
PLAN = "KẾ HOẠCH\n\nChuyển đổi số năm 2026\n\nThực hiện Kế hoạch số 9/KH-UBND, Sở Y tế ban hành Kế hoạch như sau:\n\n{body}"
ORGANISATION = "III. TỔ CHỨC THỰC HIỆN\n\n{body}"


def read(reading: Reading, issuer: str | None = None) -> list[Task]:
    parts = outline(assemble(reading.text, reading.blocks))
    identity = identify(parts)
    return list(narrative(parts, Setting(reading.text, 2026, issuer or identity.agency), []))


def duties(body: str, issuer: str = "Sở Y tế") -> list[Task]:
    return read(plain.read(PLAN.format(body=body)), issuer)


def leads(task: Task) -> str:
    return " + ".join(mention.name for mention in task.lead)


# --- who and what: one sentence or clause each ------------------------------------------------------------------------------

SENTENCES = [
    ("1. Giao Văn phòng theo dõi, đôn đốc việc thực hiện Kế hoạch.", ["Văn phòng Sở Y tế"], "an order, and a relative name"),
    ("1. Yêu cầu Thủ trưởng các đơn vị thuộc Sở rà soát hồ sơ, báo cáo Giám đốc Sở.", ["Thủ trưởng các đơn vị thuộc Sở Y tế"], "the heads"),
    ("1. Đề nghị Ủy ban MTTQ Việt Nam tỉnh và các đoàn thể vận động hội viên.", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh + Các đoàn thể"], "two who act"),
    ("1. Sở Tài chính bố trí kinh phí thực hiện.", ["Sở Tài chính"], "who acts and a verb, no order"),
    ("1. Công an tỉnh: phối hợp bố trí lực lượng bảo vệ.", ["Công an tỉnh"], "a label that is who acts"),
    ("1. Đối với các sở, ngành: Chủ động cân đối kinh phí.", ["Các sở, ngành"], "the same behind “Đối với”"),
    ("1. Về thể chế: Sở Tư pháp rà soát văn bản; các sở, ban, ngành cắt bỏ giấy tờ trùng lặp.", ["Sở Tư pháp", "Các sở, ban, ngành"], "a topic; a clause with its own actor"),
    ("1. Chế độ báo cáo: Các đơn vị gửi báo cáo về Sở.", ["Các đơn vị thuộc Sở Y tế"], "another label before who acts"),
    ("1. Giám đốc các sở, ban, ngành; Chủ tịch UBND các xã, phường căn cứ Kế hoạch này xây dựng kế hoạch.", ["Giám đốc các sở, ban, ngành + Chủ tịch Ủy ban nhân dân các xã, phường"], "“;” between those who act cuts nothing"),
    ("1. Giao Sở Tài chính phối hợp với Sở Nội vụ; Sở Tư pháp tổ chức kiểm tra.", ["Sở Tài chính"], "“;” in a list of those who join in cuts nothing"),
    ("1. Căn cứ Kế hoạch số 9/KH-UBND của UBND tỉnh, Sở Tài chính tham mưu bố trí vốn.", ["Sở Tài chính"], "a circumstance with an agency in it"),
    ("1. Định kỳ hằng quý, gửi kết quả về Sở Y tế, Sở Nội vụ tổng hợp.", [], "one more receiver is nobody who acts, and nobody else is named"),
    ("1. Trường hợp không cân đối được, các đơn vị có văn bản gửi Sở Tài chính.", ["Các đơn vị thuộc Sở Y tế"], "a condition first"),
    ("1. Chủ tịch UBND tỉnh yêu cầu các sở, ngành báo cáo kết quả.", ["Các sở, ngành"], "who speaks is not meant"),
    ("1. Giao Văn phòng Đăng ký đất đai cập nhật hồ sơ.", ["Văn phòng Đăng ký đất đai"], "a verb inside a name"),
    ("1. Phòng Xây dựng và Kiểm tra văn bản phối hợp với các phòng rà soát.", ["Phòng Xây dựng và Kiểm tra văn bản"], "verbs in capitals belong to the name"),
    ("1. Phòng Quản lý chất lượng giáo dục hướng dẫn các trường.", ["Phòng Quản lý chất lượng giáo dục"], "a field of work ends the name"),
    ("1. Giao Ban Chỉ huy Quân sự xã tổ chức sơ tuyển.", ["Ban Chỉ huy quân sự xã"], "“Giao Ban …” is an order"),
    ("1. Giao Văn phòng Sở xây dựng quy trình nội bộ.", ["Văn phòng Sở Y tế"], "“xây dựng” in small letters is no department"),
    ("1. Sở Giáo dục và Đào tạo hướng dẫn các trường.", ["Sở Giáo dục và Đào tạo"], "“tạo” is a syllable of “Đào tạo”"),
    ("1. Sở Khoa học và Công nghệ là đầu mối tham mưu.", ["Sở Khoa học và Công nghệ"], "a role"),
    ("1. Các đơn vị duy trì thoát nước xây dựng phương án ứng trực.", ["Các đơn vị duy trì thoát nước"], "which units, then what they do"),
    ("1. Đồng chí Nguyễn Văn Minh, Phó Chủ tịch UBND tỉnh trực tiếp chỉ đạo các dự án.", ["Đồng chí Nguyễn Văn Minh"], "a person, not his office"),
    ("1. Rà soát thủ tục hành chính. Giao Văn phòng Sở chủ trì.", ["Văn phòng Sở Y tế"], "the role stands behind the work"),
    ("1. Số hóa hồ sơ (Văn phòng Sở chủ trì, phối hợp với các phòng).", ["Văn phòng Sở Y tế"], "the role in brackets"),
    ("1. Đẩy mạnh chi trả qua tài khoản, do Sở Nội vụ chủ trì.", ["Sở Nội vụ"], "the role behind “do”"),
    ("1. Định kỳ hằng quý (trước ngày 25 của tháng cuối quý), các sở, ngành báo cáo UBND tỉnh.", ["Các sở, ngành"], "a cycle and a bracket first"),
    ("1. Thường xuyên phối hợp với Công an tỉnh, Sở Nội vụ kiểm tra.", [], "adverbs and those somebody works with"),
    ("1. Đề nghị đồng chí Giám đốc Sở Nội vụ chỉ đạo.", ["Sở Nội vụ"], "an office behind “đồng chí”"),
    ("1. Bộ trưởng Bộ Y tế chỉ đạo các bệnh viện tuyến cuối.", ["Bộ trưởng Bộ Y tế"], "the head of a ministry"),
    ("1. Rà soát văn bản. Đơn vị chủ trì: Thanh tra Sở; đơn vị phối hợp: các phòng chuyên môn.", [], "labelled fields: a task in list form"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), SENTENCES)
def test_who_is_given_something_to_do(body: str, expected: list[str], why: str) -> None:
    assert [leads(task) for task in duties(ORGANISATION.format(body=body))] == expected, why


NOTHING = [
    ("I. MỤC ĐÍCH, YÊU CẦU\n\n1. Các sở, ban, ngành chủ động triển khai.", "objectives"),
    ("II. MỤC TIÊU\n\n1. Sở Y tế tổ chức khám bệnh cho 90% dân số.", "aims"),
    ("II. KẾT QUẢ ĐẠT ĐƯỢC\n\nSở Y tế tổ chức tập huấn cho 300 bác sĩ.", "findings"),
    ("II. NHIỆM VỤ\n\n1. Hạ tầng: phủ sóng các thôn trong quý III/2026.", "work that nobody is given"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Thủ trưởng các đơn vị chịu trách nhiệm trực tiếp trước Giám đốc Sở về tiến độ.", "liability"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Các sở, ban, ngành đã ban hành kế hoạch.", "a statement about the past"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế là cơ quan chuyên môn thuộc UBND tỉnh.", "what an agency is"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Chủ tịch UBND tỉnh đánh giá cao kết quả của các sở.", "praise"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Trạm bơm được kiểm tra trước mùa mưa; giao thông thông suốt.", "no agency, and “giao thông”"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Kinh phí thực hiện do ngân sách bảo đảm.", "money"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Người dân thực hiện nộp hồ sơ trực tuyến.", "people outside government, unordered"),
    ("III. TỔ CHỨC THỰC HIỆN\n\nYêu cầu các đơn vị nghiêm túc triển khai thực hiện Kế hoạch này./.", "an exhortation"),
    ("III. TỔ CHỨC\n\nTrên đây là Kế hoạch, yêu cầu các phòng nghiêm túc thực hiện./.", "a closing exhortation"),
    ("Điều 3. Chánh Văn phòng, Giám đốc các Sở chịu trách nhiệm thi hành Quyết định này./.", "the clause that enacts"),
    ("III. TỔ CHỨC\n\nVăn phòng Tỉnh ủy thông báo để các cơ quan, đơn vị biết, thực hiện.", "a notice"),
    ("II. NHIỆM VỤ\n\n1. Số hóa hồ sơ\n- Đơn vị thực hiện: Văn phòng Sở.\n- Thời gian thực hiện: Quý III/2026.", "a list task has its own reader"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Trong năm 2025, Sở Y tế tổ chức 5 hội nghị, đạt 100% kế hoạch.", "a year before the plan's"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Các sở, ngành không hoàn thành nhiệm vụ sẽ bị xem xét trách nhiệm.", "a threat"),
    ("II. NHIỆM VỤ\n\n1. Mục tiêu: Sở Y tế phấn đấu khám cho 90% dân số.", "aims in a numbered point"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Phó Giám đốc Sở không kiêm nhiệm người đứng đầu tổ chức thuộc Sở.", "who somebody is not"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Bộ Tư pháp không phải trình lại dự thảo Nghị định đã được thông qua.", "what nobody need do"),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Luật quy định: “Ủy ban nhân dân các cấp có trách nhiệm tổ chức phòng, chống dịch”.", "a quotation"),
    ("Điều 1. Sửa đổi khoản 2 như sau:\n\n“2. Sở Y tế chủ trì kiểm tra.\n\n3. Sở Công Thương báo cáo trước ngày 15/12 hằng năm.”", "the new wording of another act"),
    ("III. CƠ CẤU\n\n1. Các đơn vị sự nghiệp công lập thuộc Sở:\n\na) Khối cơ sở giáo dục nghề nghiệp;\n\nb) Phòng Giáo dục chính trị;", "lists of units with verbs in their names"),
    ("III. CÁC ĐƠN VỊ\n\n1. Các phòng thuộc Sở\n\na) Thanh tra;\n\nb) Phòng Tổ chức cán bộ;", "a list of names"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "why"), NOTHING)
def test_what_gives_nobody_anything_to_do(body: str, why: str) -> None:
    assert [task.content.text for task in duties(body)] == [], why


def test_a_report_gives_no_orders() -> None:
    text = "BÁO CÁO\n\nKết quả quý I\n\nI. PHƯƠNG HƯỚNG\n\n1. Giao Văn phòng Sở theo dõi."
    assert read(plain.read(text), "Sở Y tế") == []


# --- who is carried over ------------------------------------------------------------------------------------------------------


def test_the_next_sentence_goes_on_with_the_actor_of_the_one_before() -> None:
    found = duties(
        ORGANISATION.format(
            body="1. Giao Văn phòng Sở theo dõi. Định kỳ trước ngày 20 hằng tháng, tổng hợp, báo cáo UBND tỉnh."
        )
    )
    assert [leads(task) for task in found] == ["Văn phòng Sở Y tế"] * 2
    assert found[1].cells["lead"] == found[0].cells["lead"]


def test_a_head_without_its_name_is_the_unit_named_before() -> None:
    found = duties(
        ORGANISATION.format(body="1. Giao Chi cục Thủy lợi lắp đặt 15 trạm. Sau khi lắp đặt, Chi cục cử người trực.")
    )
    assert [leads(task) for task in found] == ["Chi cục Thủy lợi"] * 2


def test_bullets_are_duties_of_the_heading_above() -> None:
    body = "1. Sở Xây dựng\n\n- Rà soát quy hoạch.\n\n- Kinh phí: ngân sách tỉnh.\n\n2. Đề nghị Tỉnh đoàn\n\n- Vận động đoàn viên tham gia."
    found = duties(ORGANISATION.format(body=body))
    assert [(leads(task), task.content.text, task.section) for task in found] == [
        ("Sở Xây dựng", "Rà soát quy hoạch.", "III.1"),
        ("Tỉnh đoàn", "Vận động đoàn viên tham gia.", "III.2"),
    ]


EVERYDAY = [
    "Treo băng rôn, khẩu hiệu từ ngày 20/6/2026.", "Phun khử trùng chuồng trại.", "Cho học sinh nghỉ học ngày 19/7/2026.",
    "Trực 24/24 giờ trong mùa mưa bão.", "Phát quang hành lang an toàn.", "Tổng vệ sinh môi trường.", "Tặng quà người có công.",
    "Thăm người có công.", "Dâng hương tại nghĩa trang.", "Cấm người và phương tiện qua ngầm tràn.", "Gia cố bờ bao.",
    "Chặt hạ cây có nguy cơ đổ.", "Chốt chặn tại các ngầm tràn.", "Xét duyệt danh sách hộ nghèo.", "Khai báo tạm trú.",
]  # fmt: skip


@pytest.mark.parametrize("bullet", EVERYDAY)
def test_a_communes_everyday_work_is_read(bullet: str) -> None:
    found = duties(ORGANISATION.format(body=f"1. Đề nghị UBND các xã, phường\n\n- {bullet}\n\n- Gửi báo cáo về Sở."))
    assert [task.content.text for task in found] == [bullet, "Gửi báo cáo về Sở."]


NO_WORK = ["1. Các chi bộ trực thuộc Đảng ủy xã.", "1. Công ty cung ứng vật tư của tỉnh.", "1. Lịch trực của các phòng."]


@pytest.mark.parametrize("line", NO_WORK)
def test_a_verb_inside_a_name_gives_no_work(line: str) -> None:
    assert duties(ORGANISATION.format(body=line)) == []


def test_a_lead_in_holds_for_the_numbered_points_below_it() -> None:
    body = "II. NHIỆM VỤ\n\nCác phòng thuộc Sở tổ chức thực hiện các nhiệm vụ sau:\n\n1. Về thể chế\n\n- Rà soát văn bản. Bố trí cán bộ.\n\n2. Về hạ tầng\n\nTiếp tục đầu tư máy chủ.\n\nIII. KINH PHÍ\n\nThực hiện theo phân cấp."
    found = duties(body)
    assert [task.content.text for task in found] == ["Rà soát văn bản. Bố trí cán bộ.", "Tiếp tục đầu tư máy chủ."]
    assert {leads(task) for task in found} == {"Các phòng thuộc Sở Y tế"}


def test_an_order_and_a_report_inside_a_bullet_are_tasks_of_their_own() -> None:
    body = (
        "1. Yêu cầu các đơn vị:\n\n- Rà soát tiến độ. Đối với việc chậm, yêu cầu giải trình. Định kỳ hằng quý, báo cáo về Sở."
    )
    assert len(duties(ORGANISATION.format(body=body))) == 3


def test_finer_bullets_belong_to_the_bullet_that_announces_them() -> None:
    body = "1. Sở Xây dựng\n\n- Hoàn chỉnh quy hoạch, gồm:\n\n+ Quy hoạch thoát nước;\n\n+ Quy hoạch giao thông."
    [found] = duties(ORGANISATION.format(body=body))
    assert found.content.text == "Hoàn chỉnh quy hoạch, gồm: Quy hoạch thoát nước; Quy hoạch giao thông."


def test_a_letter_has_no_type_line() -> None:
    text = "Số: 8/SYT-NVY\n\nKính gửi: Các bệnh viện công lập.\n\nSở Y tế đề nghị các bệnh viện rà soát hồ sơ, gửi về Sở trước ngày 15/5/2026.\n\n1. Phòng Nghiệp vụ Y\n\n- Hướng dẫn các đơn vị.\n"
    assert [leads(task) for task in read(plain.read(text), "Sở Y tế")] == ["Các bệnh viện thuộc Sở Y tế", "Phòng Nghiệp vụ Y"]


LETTER = "SỞ Y TẾ\nSố: 8/SYT-NVY\n\nLào Cai, ngày 02 tháng 3 năm 2026\n\nKính gửi: {to}\n\n{body}\n\nNơi nhận:\n- Như trên.\n\nGIÁM ĐỐC\n\nLê Văn A\n"
LETTERS = [
    ("Các đơn vị trực thuộc.", "Trong tháng 02/2026, Sở Y tế tổ chức 04 đoàn kiểm tra. Các trung tâm y tế thực hiện báo cáo đúng hạn.\n\nĐề nghị Sở Tài chính báo cáo trước ngày 15/3.",
     [("Sở Tài chính", "2026-03-15")], "what was done before the order is told, not given"),
    ("Các đơn vị trực thuộc.", "Để nâng cao chất lượng, Giám đốc Sở Y tế yêu cầu Giám đốc các bệnh viện, trung tâm y tế:\n\n1. Rà soát quy trình cấp cứu trước ngày 31/3/2026.\n\n2. Báo cáo kết quả về Sở trước 16h30 ngày 10/4/2026.\n\nPhòng Nghiệp vụ Y có trách nhiệm theo dõi, tổng hợp.",
     [("Giám đốc các bệnh viện, trung tâm y tế", "2026-03-31"), ("Giám đốc các bệnh viện, trung tâm y tế", "2026-04-10"), ("Phòng Nghiệp vụ Y", None)],
     "the order at the end of a sentence holds for the points below; an hour before the day"),
    ("Các sở, ban, ngành; UBND các xã.", "Sở Y tế đề nghị các đơn vị báo cáo trước ngày 15/3.", [("Các đơn vị", "2026-03-15")], "a letter to others does not speak of the issuer's units"),
    ("Các phòng, đơn vị thuộc Sở.", "Yêu cầu các đơn vị báo cáo trước ngày 15/3.", [("Các đơn vị thuộc Sở Y tế", "2026-03-15")], "a letter to its own units does"),
    ("Các phòng, đơn vị thuộc Sở.", "Sở Y tế ban hành Thông báo số 5/TB-SYT. Các phòng thực hiện đúng giờ làm việc.", [], "no order, no duty"),
]  # fmt: skip


@pytest.mark.parametrize(("to", "body", "expected", "why"), LETTERS)
def test_a_letter(to: str, body: str, expected: list[tuple[str, str | None]], why: str) -> None:
    document = understand(plain.read(LETTER.format(to=to, body=body)), "d", "d.txt")
    found = [task for task in document.tasks if task.kind == "narrative"]
    due = [task.deadline.due.isoformat() if task.deadline and task.deadline.due else None for task in found]
    assert list(zip(map(leads, found), due, strict=True)) == expected, why


def test_the_plan_behind_the_signature_of_its_decision() -> None:
    text = "QUYẾT ĐỊNH\n\nPhê duyệt Kế hoạch\n\nĐiều 1. Phê duyệt Kế hoạch kèm theo.\n\nNơi nhận:\n- Như trên.\n\nCHỦ TỊCH\n\nLê Văn A\n\nKẾ HOẠCH\n\nThoát nước năm 2026\n\nUBND tỉnh ban hành Kế hoạch, cụ thể như sau:\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Xây dựng:\n\n- Nạo vét hệ thống cống.\n"
    assert [(leads(task), task.section) for task in read(plain.read(text), "Ủy ban nhân dân tỉnh")] == [
        ("Sở Xây dựng", "KT.III.1")
    ]


# --- with whom, by when, to whom ------------------------------------------------------------------------------------------------

FIELDS = [
    ("Giao Văn phòng Sở chủ trì, phối hợp với Thuế tỉnh và UBND các xã có dự án đi qua cập nhật hồ sơ.", "Thuế tỉnh + Ủy ban nhân dân các xã có dự án đi qua", None, None),
    ("Giao Văn phòng Sở tổng hợp, gửi kết quả triển khai về Sở Nội vụ trước ngày 25/9/2026.", "", "by", "gửi Sở Nội vụ"),
    ("Giao Văn phòng Sở trước ngày 20 hằng tháng báo cáo UBND tỉnh; hoàn thành rà soát trước ngày 25/9/2026.", "", "by", "báo cáo Ủy ban nhân dân tỉnh"),
    ("Giao Văn phòng Sở thẩm định trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ.", "", "other", None),
    ("Nếu phát sinh khó khăn, vướng mắc, các đơn vị phản ánh về Sở Nội vụ.", "", "other", "phản ánh Sở Nội vụ"),
    ("Giao Văn phòng Sở đẩy nhanh tiến độ, không để dồn vào cuối năm.", "", None, None),
    ("Giao Văn phòng Sở xây dựng quy trình, chương trình công tác.", "", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "coordinating", "kind", "note"), FIELDS)
def test_fields(sentence: str, coordinating: str, kind: str | None, note: str | None) -> None:
    [task] = duties(ORGANISATION.format(body=f"1. {sentence}"))
    assert " + ".join(mention.name for mention in task.coordinating) == coordinating
    assert (task.deadline.kind if task.deadline else None) == kind
    assert task.note == note


def test_of_several_days_the_last_is_due_and_a_cycle_stands_beside_it() -> None:
    [task] = duties(
        ORGANISATION.format(
            body="1. Giao Văn phòng Sở rà soát trước ngày 31/5/2026, tập huấn trước ngày 15/5/2026; hằng tháng báo cáo."
        )
    )
    assert task.deadline is not None
    assert (task.deadline.due, task.deadline.also) == (date(2026, 5, 31), "recurring")


def test_a_closing_sentence_that_orders_a_report_counts() -> None:
    body = "III. TỔ CHỨC\n\nTrên đây là Kế hoạch, yêu cầu các sở, ngành nghiêm túc thực hiện. Trong quá trình thực hiện, nếu có vướng mắc, kịp thời báo cáo UBND tỉnh./."
    [task] = duties(body)
    assert (leads(task), task.note, task.section) == ("Các sở, ngành", "báo cáo Ủy ban nhân dân tỉnh", "CLOSE")
    assert task.content.text.startswith("Trong quá trình thực hiện")


# --- the annotated documents ----------------------------------------------------------------------------------------------------


def gold(shared: Path, document: str) -> list[dict[str, Any]]:
    rows = json.loads((shared / "gold/tasks.json").read_text(encoding="utf-8"))
    return [row for row in rows if row["doc_id"] == document and row["kind"] == "narrative"]


def from_file(path: Path) -> tuple[str, list[Task]]:
    """As the product reads it: the duties of running text among the tasks of the document."""
    document = door.read_document(path, "doc", path.name)
    return document.text, [task for task in document.tasks if task.kind == "narrative"]


def overlap(ours: Sequence[Span], theirs: Sequence[dict[str, int]]) -> float:
    one, other = (
        {i for start, end in spans for i in range(start, end)} for spans in (ours, [(t["start"], t["end"]) for t in theirs])
    )
    return len(one & other) / len(one | other)


def matched(ours: list[Task], rows: list[dict[str, Any]]) -> list[tuple[Task, dict[str, Any]]]:
    """One to one, greedily by overlap, from 0.9 of the joint extent on."""
    pairs = sorted(
        ((overlap(t.spans, r["fragments"]), i, j) for i, t in enumerate(ours) for j, r in enumerate(rows)), reverse=True
    )
    taken: set[tuple[str, int]] = set()
    found = []
    for share, i, j in pairs:
        if share >= 0.9 and not taken & {("ours", i), ("gold", j)}:
            taken |= {("ours", i), ("gold", j)}
            found.append((ours[i], rows[j]))
    return found


@pytest.mark.parametrize("document", ["000", "002", "003", "004"])
def test_the_annotated_duties(shared: Path, document: str) -> None:
    _, ours = from_file(shared / f"directives/{document}.txt")
    rows = gold(shared, document)
    pairs = matched(ours, rows)
    assert 2 * len(pairs) / (len(ours) + len(rows)) >= 0.9
    for task, row in pairs:
        assert [m.name for m in task.lead] == [m["canonical"] for m in row["lead"]], row["id"]
        assert [m.name for m in task.coordinating] == [m["canonical"] for m in row["coordinating"]], row["id"]
        assert task.section == row["section"].split(":")[1], row["id"]
        wanted = row["deadline"]["norm"]
        assert (task.deadline.kind if task.deadline else "other") == wanted["kind"], row["id"]
        due = task.deadline.due.isoformat() if task.deadline and task.deadline.due else None
        assert due == wanted["due"], row["id"]


@pytest.mark.parametrize(
    "file", ["000.docx", "000.pdf", "003.docx", "003.pdf", "003_norepeat.pdf", "003_groupstt.docx", "004.docx", "004.pdf"]
)
def test_the_same_duties_in_every_format(shared: Path, file: str) -> None:
    def facts(tasks: list[Task]) -> list[tuple[Any, ...]]:
        return [
            (bare(t.content.text), leads(t), [m.name for m in t.coordinating], t.note, t.section, t.deadline and t.deadline.raw)
            for t in tasks
        ]

    _, laid_out = from_file(shared / "renders" / file)
    _, text = from_file(shared / f"directives/{file[:3]}.txt")
    assert facts(laid_out) == facts(text)


def bare(text: str) -> str:
    return "".join(re.sub(r"<sup>\s*\d+\s*</sup>|[*#|]", "", text).split())


# What corpus/samples/README.md says of the running text, sections counted.
SAMPLE_DUTIES = {
    "01_tb_13_cqtt.pdf": {"II.1": 2, "II.2": 2, "II.3": 1, "II.5": 1, "II.6": 1, "III.1": 1, "III.2": 1},
    "02_ctr_08_bcd.docx": {"III.1": 1, "III.2": 2},
    "03_kh_152_ubnd_tinh.pdf": {"III.1": 1, "III.2": 1, "III.3": 1, "III.4": 1, "III.5": 2},
    "04_kh_so_tu_phap.docx": {"III.1": 1, "III.2": 1, "III.3": 1},
    "05_kh_46_so_y_te.txt": {"III": 2},
    "06_kh_58_so_nong_nghiep_va_moi_truong.pdf": {"II.1": 2, "II.2": 2, "II.3": 2, "II.4": 3, "III.1": 1, "III.2": 1, "III.3": 1},
    "07_kh_31_ubnd_xa_dong_lac.txt": {"III.1": 1, "III.2": 1, "III.3": 1},
    "08_kh_61_ubnd_phuong_ben_got.docx": {"III.1": 1, "III.2": 1, "III.3": 1, "III.4": 1},
    "09_kh_64_so_noi_vu.docx": {"III.1": 1, "III.2": 1, "III.3": 1},
    "10_kh_27_so_noi_vu.md": {"III.1": 1, "III.2": 1},
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLE_DUTIES)
def test_the_duties_of_the_samples(name: str) -> None:
    text, found = from_file(SAMPLES / name)
    assert Counter(task.section for task in found) == SAMPLE_DUTIES[name]
    assert all(printed_as_read(text, task) for task in found)


def test_the_samples_name_who_does_it() -> None:
    _, province = from_file(SAMPLES / "03_kh_152_ubnd_tinh.pdf")
    assert [leads(task) for task in province] == [
        "Thủ trưởng các sở, ban, ngành; Chủ tịch Ủy ban nhân dân các xã, phường", "Sở Khoa học và Công nghệ", "Sở Tư pháp", "Sở Tài chính",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh + Các tổ chức chính trị - xã hội", "Các cơ quan, đơn vị, địa phương",
    ]  # fmt: skip
    _, party = from_file(SAMPLES / "01_tb_13_cqtt.pdf")
    assert [leads(task) for task in party if task.section == "II.2"] == ["Sở Tư pháp", "Các sở, ban, ngành"]


# --- laws -------------------------------------------------------------------------------------------------------------------------

_WORDS = (
    "giao", "yêu cầu", "Giao", "Sở Y tế", "Văn phòng Sở", "các sở, ban, ngành", "UBND các xã, phường", "chủ trì", "phối hợp với", "báo cáo",
    "rà soát", "thường xuyên", "định kỳ", "trước ngày 15/4/2026", "hằng tháng", "nếu có vướng mắc", "căn cứ Kế hoạch này", "(", ")", ";", ".",
    ":", ",", "“", "\n- ", "\n+ ", "\n1. ", "\na) ", "\nII. NHIỆM VỤ\n", "\nNơi nhận:\n", "\nCHỦ TỊCH\n", "\nKẾ HOẠCH\n", "\tSTT\t", "như sau",
    "Trên đây là", "đồng chí", "về", "Điều 1.", "của", "và", "công trình", "<b>", "\n\n",
)  # fmt: skip


def printed_as_read(text: str, task: Task) -> bool:
    """The content is what stands at its spans, blanks and markup aside."""
    printed = "".join(text[start:end] for start, end in task.content.spans)
    return "".join(task.content.text.split()) == bare(printed) or "<" in printed


def spans_of(task: Task) -> list[Span]:
    cells = [span for fragments in task.cells.values() for span in fragments]
    return [*task.spans, *task.content.spans, *cells, *(span for m in (*task.lead, *task.coordinating) for span in m.spans)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40), st.sampled_from([None, "Sở Y tế", "Ủy ban nhân dân xã Đại Từ"]))
def test_never_raises_and_every_fact_knows_its_place(words: list[str], issuer: str | None) -> None:
    text = unicodedata.normalize("NFC", PLAN.format(body=" ".join(words)))
    reading = plain.read(text)
    found = read(reading, issuer)
    assert found == read(reading, issuer)
    for task in found:
        assert (task.kind, task.stt) == ("narrative", None)
        assert task.lead
        assert all(0 <= start < end <= len(reading.text) for start, end in spans_of(task))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    reading = plain.read(unicodedata.normalize("NFC", text))
    for task in read(reading, "Sở Y tế"):
        assert all(0 <= start < end <= len(reading.text) for start, end in spans_of(task))
