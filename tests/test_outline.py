"""Paragraphs and the outline over small texts."""

from __future__ import annotations

from ingest import plain
from ingest.outline import outline
from ingest.paragraphs import Paragraph, assemble

PLAN = """Số: 12/KH-SYT

Sông Thao, ngày 05 tháng 4 năm 2026

## KẾ HOẠCH

**Nâng cao chất lượng khám chữa bệnh năm 2026**

Thực hiện Kế hoạch số 30/KH-UBND ngày 01/3/2026 của UBND tỉnh Sông Thao, Sở Y tế ban hành Kế hoạch như sau:

## I. MỤC ĐÍCH

- Một câu dài bị cắt ở giữa trang vì UBND

tỉnh giao.

## II. NHIỆM VỤ

1. Các đơn vị báo cáo kết quả.

2. Giao Văn phòng theo dõi.

Trên đây là Kế hoạch của Sở Y tế./.

***Nơi nhận:***

- UBND tỉnh;
- Lưu: VT.

**KT. GIÁM ĐỐC**

**PHÓ GIÁM ĐỐC**

**Nguyễn Thị Hà**

## PHỤ LỤC I: DANH MỤC NHIỆM VỤ

(Kèm theo Kế hoạch số 12/KH-SYT ngày 05/4/2026 của Sở Y tế)
"""


def flow(text: str):
    reading = plain.read(text)
    return assemble(reading.text, reading.blocks)


def test_parts_in_order() -> None:
    found = [(part.label, part.kind, part.level) for part in outline(flow(PLAN))]
    assert found == [
        ("HEAD", "head", 0), ("TITLE", "title", 0), ("I", "section", 1), ("II", "section", 1), ("II.1", "numbered_paragraph", 2),
        ("II.2", "numbered_paragraph", 2), ("CLOSE", "closing", 1), ("NN", "recipients", 1), ("SIGN", "signature", 1), ("PL-I", "annex", 1),
    ]  # fmt: skip


def test_a_page_cut_is_healed() -> None:
    texts = [paragraph.text for paragraph in flow(PLAN) if isinstance(paragraph, Paragraph)]
    assert "- Một câu dài bị cắt ở giữa trang vì UBND tỉnh giao." in texts


def test_a_number_printed_twice_gets_two_paths() -> None:
    labels = [
        part.label for part in outline(flow("KẾ HOẠCH\n\nVề A\n\nI. MỘT\n\nII. HAI\n\n1. Con\n\nII. HAI NỮA\n\n1. Con khác\n"))
    ]
    assert labels[2:] == ["I", "II-1", "II-1.1", "II-2", "II-2.1"]


WRAPPED = """KẾ HOẠCH

Thực hiện chương trình chuyển đổi số của ngành tư pháp tỉnh năm 2026

I. NỘI DUNG

1. Tổ chức tuyên truyền sâu rộng về nội dung và kết quả thực hiện

Nghị quyết trên cổng thông tin điện tử

- Đơn vị thực hiện: Phòng Phổ biến, giáo dục pháp luật - Theo dõi thi hành

pháp luật.

- Đơn vị phối hợp: Văn phòng Sở.

- Thời gian thực hiện: Thường xuyên.

2. Ban hành văn bản chỉ đạo, chương trình, kế hoạch, đề án triển khai

nhiệm vụ hằng năm của toàn ngành trên địa bàn tỉnh và của các đơn vị

- Đơn vị thực hiện: Văn phòng Sở.

- Thời gian thực hiện: Hằng năm.
"""


def test_hard_wrapped_lines_are_joined_by_rule() -> None:
    texts = [paragraph.text for paragraph in flow(WRAPPED) if isinstance(paragraph, Paragraph)]
    assert "- Đơn vị thực hiện: Phòng Phổ biến, giáo dục pháp luật - Theo dõi thi hành pháp luật." in texts
    assert "1. Tổ chức tuyên truyền sâu rộng về nội dung và kết quả thực hiện Nghị quyết trên cổng thông tin điện tử" in texts
