"""A line that a heading gives to somebody is a task or is told; what plainly is no duty is neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import Document
from ingest.directive.understanding import understand
from ingest.door import read_document
from ingest.formats import plain

HEAD = (
    "UBND TỈNH SƠN LA\n\nSố: 501/KH-UBND\n\nSơn La, ngày 15 tháng 5 năm 2026\n\n"
    "KẾ HOẠCH\nPhòng, chống thiên tai năm 2026\n\nI. NHIỆM VỤ\n\n"
)
SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"


def paper(body: str) -> Document:
    return understand(plain.read(HEAD + body + "\n"), "d", "d.txt")


def told(found: Document) -> list[str]:
    """The printed lines that a notice stands at."""
    notices = (notice for notice in found.warnings if notice.code == "duty_unread")
    return ["".join(found.text[start:end] for start, end in notice.spans) for notice in notices]


UNKNOWN = [
    ("1. UBND các xã, phường:\n- Chấm công hằng ngày.", ["Chấm công hằng ngày."], "a lead-in that names who acts"),
    ("3. Sở Nội vụ\n\na) Chấm công cán bộ.", ["Chấm công cán bộ."], "a heading, a lettered line"),
    ("Các phòng, ban:\n- Chấm công hằng ngày.\n- Rà soát hồ sơ.", ["Chấm công hằng ngày."], "beside one that is read"),
    ("1. Sở Y tế\n1.1. Chấm công hằng ngày\n1.2. Rà soát hồ sơ", ["Chấm công hằng ngày"], "numbered lines"),
    ("1. Sở Nội vụ thực hiện các nhiệm vụ sau:\n- Tiết kiệm 10% chi.", ["Tiết kiệm 10% chi."], "a whole lead-in"),
    ("1. Sở Y tế\n- Công tác chi:\n+ Tiết kiệm 10% chi.\n+ Rà soát hồ sơ.", ["Tiết kiệm 10% chi."], "finer, beside one read"),
    ("1. Sở Y tế\n- Tiêm vắc xin cho trẻ dưới 5 tuổi.", ["Tiêm vắc xin cho trẻ dưới 5 tuổi."], "no word of it is known"),
]


@pytest.mark.parametrize(("body", "expected", "why"), UNKNOWN, ids=[row[2] for row in UNKNOWN])
def test_a_line_below_a_name_that_begins_with_no_known_verb_is_told(body: str, expected: list[str], why: str) -> None:
    assert told(paper(body)) == expected, why


NO_DUTY = [
    ("1. Ban Chỉ đạo\n- Trưởng ban: Ông Nguyễn Văn A, Phó Chủ tịch UBND tỉnh;\n- Lê Thị B, Chuyên viên;", "members"),
    ("1. Các sở, ban, ngành:\n- Nguyễn Văn A;\n- Trần Văn B - 0912345678;", "persons"),
    ("1. UBND các xã, phường:\n- Căn cứ Luật Ngân sách nhà nước năm 2015;", "a legal basis"),
    ("1. Các sở, ban, ngành:\n- Đơn vị tính: triệu đồng.\n- Số điện thoại: 0212.3852.111.", "fields"),
    (
        "1. Các sở, ban, ngành:\n- 100% hồ sơ được số hóa;\n- (Kèm theo danh sách)\n- Trạm Y tế xã Mường La;",
        "figures, remarks, units",
    ),
    ("1. Sở Y tế\na) Đối với vùng cao\n- Rà soát hồ sơ.", "a heading that says where"),
    ("1. Sở Y tế\n- Công tác cán bộ:\n+ Rà soát hồ sơ.", "a label over what is read"),
    ("1. Sở Y tế rà soát hồ sơ.\n\nNơi nhận:\n- Như trên;\n- Các sở, ban, ngành:\n- Lưu: VT, KT.", "recipients"),
    ("1. Sở Y tế đã ban hành kế hoạch.\n- Chấm công hằng ngày là việc của năm 2025.", "below no name alone"),
]


@pytest.mark.parametrize(("body", "why"), NO_DUTY, ids=[row[1] for row in NO_DUTY])
def test_what_plainly_is_no_duty_is_not_told(body: str, why: str) -> None:
    assert told(paper(body)) == [], why


def test_the_samples_tell_of_no_line_that_is_none() -> None:
    for name in ("05_kh_46_so_y_te.txt", "07_kh_31_ubnd_xa_dong_lac.txt", "09_kh_64_so_noi_vu.docx", "10_kh_27_so_noi_vu.md"):
        assert told(read_document(SAMPLES / name, "d", name)) == [], name
