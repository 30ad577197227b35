"""Paragraphs and the outline over small texts."""

from __future__ import annotations

import pytest

from corpus.model import Document, Signer, Span
from ingest.directive.understanding import understand
from ingest.formats import plain
from ingest.paper.outline import outline
from ingest.paper.paragraphs import Paragraph, assemble
from ingest.reading import Line
from search.held.task_labels import task_label

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


def test_a_sentence_goes_on_behind_any_number_of_footnotes() -> None:
    """The page cuts the sentence; the footnotes of that page stand between its halves."""
    pieces = ["Các sở, ban, ngành phối hợp", *(f"Ghi chú số {n} của trang này." for n in range(9)), "với địa phương."]
    text = "\n".join(pieces)
    starts = [text.index(piece) for piece in pieces]
    lines = [
        Line(Span(start, start + len(piece)), page=1, begins=piece != pieces[-1], footnote=piece.startswith("Ghi chú"))
        for start, piece in zip(starts, pieces, strict=True)
    ]
    texts = [paragraph.text for paragraph in assemble(text, lines) if isinstance(paragraph, Paragraph)]
    assert texts[0] == "Các sở, ban, ngành phối hợp với địa phương."
    assert len(texts) == 10


JOINED = [
    ("Các đơn vị thực hiện nhiệm vụ theo\nPhụ lục II kèm theo Kế hoạch này.", "Các đơn vị thực hiện nhiệm vụ theo Phụ lục II kèm theo Kế hoạch này.", "a reference at a line start"),
    ("Các đơn vị báo cáo kết quả\nChủ trì: Sở Nội vụ", "Các đơn vị báo cáo kết quả", "a field begins"),
    ("Các đơn vị báo cáo kết quả\nNhiệm vụ 2: Rà soát", "Các đơn vị báo cáo kết quả", "a counted task begins"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "paragraph", "why"), JOINED)
def test_where_a_paragraph_begins(lines: str, paragraph: str, why: str) -> None:
    assert paragraph in [p.text for p in flow(f"KẾ HOẠCH\n\nVề A\n\n{lines}\n") if isinstance(p, Paragraph)], why


def test_an_empty_line_parts_the_lines_of_a_short_paper() -> None:
    """Lines of nearly one length are no wrapped text where empty lines stand between some of them."""
    lines = [f"Dòng chữ thứ {n} của văn bản này dài vừa đủ một hàng" for n in range(10, 24)]
    text = "\n\n".join(f"{first}\n{second}" for first, second in zip(lines[::2], lines[1::2], strict=True))
    assert [p.text.count("Dòng") for p in flow(text) if isinstance(p, Paragraph)] == [2] * 7


# --- numbers --------------------------------------------------------------------------------------------------------------------

NUMBERED = [
    ("I. MỘT\n\n2. Hai\n\n2.1. Ba\n\n2.1.1. Bốn\n\na) năm;", ["I", "I.2", "I.2.1", "I.2.1.1", "I.2.1.1.a"], "one path, no number twice in it"),
    ("I. MỘT\n\n1.1. Hai", ["I", "I.1.1"], "a number without the one above it stays whole"),
    ("II. HAI\n\nNhiệm vụ 1: Một\n\n1.1. Nhỏ\n\nNhiệm vụ 2: Hai\n\n1.1. Lạc", ["II", "II.Nhiệm vụ 1", "II.Nhiệm vụ 1.1.1", "II.Nhiệm vụ 2", "II.1.1"], "counted tasks"),
    ("I. MỘT\n\nPhần mềm quản lý văn bản được nâng cấp.\n\nPhần II. HAI", ["I", "Phần II"], "software is no part"),
    ("I. MỘT\n\nV/v triển khai nhiệm vụ năm 2026", ["I"], "V/v is no roman five"),
    ("Chương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi", ["Chương I", "Chương I.Điều 1"], "a chapter and its name below"),
    ("I. MỘT\n\n1. Hai\n\n1. Hai nữa", ["I", "I.1-1", "I.1-2"], "a number printed twice below a heading"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "labels", "why"), NUMBERED)
def test_paths(body: str, labels: list[str], why: str) -> None:
    assert [part.label for part in outline(flow(f"KẾ HOẠCH\n\nVề A\n\n{body}\n"))][2:] == labels, why


def test_the_name_below_a_chapter_belongs_to_its_heading() -> None:
    parts = outline(flow("QUY CHẾ\n\nVề A\n\nChương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n"))
    assert parts[2].title == "Chương I QUY ĐỊNH CHUNG"


# --- signatures -----------------------------------------------------------------------------------------------------------------

SIGNED = [
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An", Signer("Nguyễn Văn An", "Chủ tịch", "TM."), "two lines"),
    ("TM. ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\nCHỦ TỊCH\n\nNguyễn Văn An", Signer("Nguyễn Văn An", "Chủ tịch", "TM."), "the place between"),
    ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn An", Signer("Nguyễn Văn An", "Phó Chủ tịch", "KT."), "the inner authority"),
    ("TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n\nNguyễn Văn An", Signer("Nguyễn Văn An", "Phó Chánh văn phòng", "KT."), "three lines"),
    ("GIÁM ĐỐC\n\nTrần Thị Bình", Signer("Trần Thị Bình", "Giám đốc", None), "no authority"),
]  # fmt: skip


@pytest.mark.parametrize(("signature", "expected", "why"), SIGNED)
def test_signatures(signature: str, expected: Signer, why: str) -> None:
    signer = read(f"KẾ HOẠCH\n\nVề A\n\nI. MỤC ĐÍCH\n\nNâng cao hiệu quả.\n\nNơi nhận:\n- Như trên.\n\n{signature}\n").signer
    assert signer is not None
    assert (signer.name, signer.role, signer.authority) == (expected.name, expected.role, expected.authority), why


# --- decisions and what they bring with them ------------------------------------------------------------------------------------

LETTERHEAD = "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
DECISION = (
    LETTERHEAD
    + "Số: 845/QĐ-UBND\n\nQuảng Trị, ngày 02 tháng 6 năm 2026\n\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\n\n{authority}\n\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n\n"
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.\n\nNơi nhận:\n- Như Điều 2;\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Cường\n\n"
)
ROWS = "STT\tNhiệm vụ\tChủ trì\tHạn\n1\tHỗ trợ doanh nghiệp\tSở Tài chính\t30/9/2026\n"
CAPTION = "(Ban hành kèm theo Quyết định số 845/QĐ-UBND ngày 02/6/2026 của Chủ tịch UBND tỉnh)\n\n"
BODY = f"I. MỤC TIÊU\n\nTăng tỷ trọng kinh tế số.\n\nII. NHIỆM VỤ\n\n{ROWS}"


def read(text: str) -> Document:
    return understand(plain.read(text), "d", "d.txt")


def decided(authority: str = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH") -> str:
    return DECISION.format(authority=authority)


AUTHORITIES = [
    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ", "CHỦ TỊCH UBND XÃ CAM LỘ", "GIÁM ĐỐC SỞ Y TẾ",
    "HỘI ĐỒNG NHÂN DÂN TỈNH QUẢNG TRỊ\nKHÓA XVIII, KỲ HỌP THỨ 10",
]  # fmt: skip


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_who_decides_is_neither_title_nor_signature(authority: str) -> None:
    document = read(decided(authority) + "KẾ HOẠCH\nPhát triển kinh tế số\n" + CAPTION + BODY)
    assert document.title == "Về việc ban hành Kế hoạch"
    assert [s.label for s in document.sections if s.level][:4] == ["Điều 1", "Điều 2", "NN", "SIGN"]
    assert document.signer is not None
    assert document.signer.name == "Lê Văn Cường"


ATTACHED = [
    ("KẾ HOẠCH\nPhát triển kinh tế số\n" + CAPTION, "KẾ HOẠCH Phát triển kinh tế số", "a type line and a caption"),
    (LETTERHEAD + "KẾ HOẠCH\nPhát triển kinh tế số\n" + CAPTION, "KẾ HOẠCH Phát triển kinh tế số", "a head of its own"),
    ("KẾ HOẠCH\nPhát triển kinh tế số\n\n", "KẾ HOẠCH Phát triển kinh tế số", "no caption"),
    ("QUY CHẾ PHỐI HỢP\n" + CAPTION, "QUY CHẾ PHỐI HỢP", "another type, all in one line"),
]


@pytest.mark.parametrize(("head", "title", "why"), ATTACHED)
def test_what_a_decision_brings_with_it(head: str, title: str, why: str) -> None:
    document = read(decided() + head + BODY)
    [attached] = [section for section in document.sections if section.label == "KT"]
    assert attached.heading == title, why
    assert [s.label for s in document.sections if s.label.startswith("KT")] == ["KT", "KT.I", "KT.II"], why
    assert [(task.section, task_label(task)) for task in document.tasks] == [("KT.II", "Văn bản kèm theo, mục II, STT 1")], why
    assert (document.number, document.type) == ("845/QĐ-UBND", "Quyết định"), why
    assert not any(notice.code == "second_document" for notice in document.warnings), why


def test_a_blank_number_stays_blank_beside_a_caption_that_prints_it() -> None:
    document = read(decided().replace("Số: 845/QĐ-UBND", "Số: /QĐ-UBND") + "KẾ HOẠCH\nPhát triển kinh tế số\n" + CAPTION + BODY)
    assert (document.number, document.symbol) == (None, "QĐ-UBND")  # a blank is a blank: the head is surer than a caption


def test_what_has_no_type_line_is_read_under_an_annex() -> None:
    document = read(decided() + "NỘI QUY TIẾP CÔNG DÂN\n\nĐiều 1. Phạm vi\n\nNội quy này áp dụng cho mọi người.\n")
    assert [s.label for s in document.sections if s.label.startswith("PL")] == ["PL", "PL.Điều 1"]


def test_annexes_behind_an_attachment_keep_their_own_labels() -> None:
    document = read(
        decided() + "KẾ HOẠCH\nPhát triển kinh tế số\n" + CAPTION + "I. MỤC TIÊU\n\nTăng.\n\nPHỤ LỤC I\nDANH MỤC\n\n" + ROWS
    )
    assert [task_label(task) for task in document.tasks] == ["Phụ lục I, STT 1"]


def test_another_document_in_the_file_is_named_and_read() -> None:
    other = LETTERHEAD + "Số: 999/KH-UBND\n\nQuảng Trị, ngày 15 tháng 5 năm 2026\n\nKẾ HOẠCH\nVăn bản thứ hai\n\n" + BODY
    other += "\nNơi nhận:\n- Như trên.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Hai\n\nPHỤ LỤC I\nDANH MỤC\n\n" + ROWS
    document = read(decided() + "PHỤ LỤC I\nDANH MỤC\n\n" + ROWS + "\n" + other)
    [notice] = [notice for notice in document.warnings if notice.code == "second_document"]
    assert "999/KH-UBND" in notice.message
    assert "VB2" in notice.message
    assert document.text[notice.spans[0].start : notice.spans[0].end].startswith("KẾ HOẠCH")
    assert [task_label(task) for task in document.tasks] == [
        "Phụ lục I, STT 1", "Văn bản thứ 2 trong tệp, mục II, STT 1", "Văn bản thứ 2 trong tệp, Phụ lục I, STT 1",
    ]  # fmt: skip
    assert document.number == "845/QĐ-UBND"
    assert document.signer is not None
    assert document.signer.name == "Lê Văn Cường"


def test_a_letter_behind_another_document_is_read() -> None:
    document = read(decided() + LETTER.format(addressed="Kính gửi: Các phòng.", body="Sở Tư pháp yêu cầu các phòng báo cáo."))
    assert [s.label for s in document.sections if s.label.startswith("VB")] == ["VB2", "VB2.ND", "VB2.NN", "VB2.SIGN"]
    assert document.type == "Quyết định"


def test_a_form_in_an_annex_is_no_other_document() -> None:
    form = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: …/BC-…\n\n…, ngày … tháng … năm …\n\nBÁO CÁO\nKết quả thực hiện\n\n1. Kết quả: …\n"
    document = read(decided() + "PHỤ LỤC I\nMẪU BÁO CÁO\n\n" + form)
    assert {s.label.partition(".")[0] for s in document.sections if s.kind == "annex"} == {"PL-I"}


# --- letters --------------------------------------------------------------------------------------------------------------------

LETTER = (
    "UBND TỈNH NGHỆ AN\nSỞ TƯ PHÁP\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 1234/STP-VP\n"
    "V/v đôn đốc thực hiện nhiệm vụ chuyển đổi số\n\nNghệ An, ngày 20 tháng 5 năm 2026\n\n{addressed}\n\n{body}\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT, VP.\n\nGIÁM ĐỐC\n\nTrần Thị Bình\n"
)
ADDRESSED = [
    ("Kính gửi: Các phòng, đơn vị thuộc Sở.", ("Các phòng, đơn vị thuộc Sở",), "one line"),
    ("Kính gửi: Sở Nội vụ; Sở Tài chính.", ("Sở Nội vụ", "Sở Tài chính"), "several on one line"),
    ("Kính gửi:\n- Các sở, ban, ngành;\n- UBND các xã, phường.", ("Các sở, ban, ngành", "UBND các xã, phường"), "a list"),
    ("Kính gửi:\n\nUBND các xã, phường.", ("UBND các xã, phường",), "on the next line"),
]


@pytest.mark.parametrize(("addressed", "names", "why"), ADDRESSED)
def test_a_letter(addressed: str, names: tuple[str, ...], why: str) -> None:
    body = (
        "Thực hiện Kế hoạch số 212/KH-UBND, Sở Tư pháp yêu cầu các đơn vị báo cáo.\n\nĐề nghị các đơn vị quan tâm thực hiện./."
    )
    document = read(LETTER.format(addressed=addressed, body=body))
    assert (document.type, document.number) == ("Công văn", "1234/STP-VP")
    assert document.title == "đôn đốc thực hiện nhiệm vụ chuyển đổi số"
    assert document.issuer == "Sở Tư pháp tỉnh Nghệ An"
    assert document.recipients == (*names, "Như trên", "Lưu: VT, VP"), why
    assert document.signer is not None
    assert [section.label for section in document.sections] == ["TITLE", "ND", "NN", "SIGN"], why
    assert [document.text[start:end].split()[0] for start, end in document.sections[1].body] == ["Thực", "Đề"], why


SUBJECTS = [
    ("phòng, chống bệnh\nDịch tả lợn Châu Phi", "phòng, chống bệnh Dịch tả lợn Châu Phi", "a line broken before a name"),
    ("phòng, chống bệnh\n\nHỎA TỐC", "phòng, chống bệnh", "a stamp under it"),
    ("phòng, chống bệnh\n\nĐộc lập - Tự do - Hạnh phúc", "phòng, chống bệnh", "the head's other column under it"),
]


@pytest.mark.parametrize(("printed", "subject", "why"), SUBJECTS)
def test_the_subject_of_a_letter(printed: str, subject: str, why: str) -> None:
    letter = LETTER.replace("đôn đốc thực hiện nhiệm vụ chuyển đổi số", printed).format(
        addressed="Kính gửi: Sở Nội vụ.", body="Một."
    )
    assert read(letter).title == subject, why


def test_the_numbered_paragraphs_of_a_letter_are_its_sections() -> None:
    body = "Sở Tư pháp yêu cầu:\n\n1. Văn phòng Sở tổng hợp.\n\n2. Các phòng báo cáo:\na) Kết quả;\nb) Khó khăn."
    labels = [section.label for section in read(LETTER.format(addressed="Kính gửi: Các phòng.", body=body)).sections]
    assert labels == ["TITLE", "ND", "1", "2", "2.a", "2.b", "NN", "SIGN"]


ISSUERS = [
    ("THỦ TƯỚNG CHÍNH PHỦ\nSố: 33/CĐ-TTg\n\nHà Nội, ngày 20 tháng 8 năm 2026\n\nCÔNG ĐIỆN\nVề bão số 5\n\n1. Một.", "Thủ tướng Chính phủ", "the Government sits in Hà Nội, it is not of Hà Nội"),
    ("VĂN PHÒNG ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK\nSố: 9/TB-VPUBND\n\nĐắk Lắk, ngày 05 tháng 6 năm 2026\n\nTHÔNG BÁO\nKết luận của Phó Chủ tịch UBND tỉnh Trương Công Thái\n\n1. Một.",
     "Văn phòng Ủy ban nhân dân tỉnh Đắk Lắk", "a person's name behind “UBND tỉnh” is no province"),
    ("ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK\nHỎA TỐC\nSố: 3/CĐ-UBND\n\nĐắk Lắk, ngày 18 tháng 7 năm 2026\n\nCÔNG ĐIỆN\nVề bão số 3\n\n1. Một.",
     "UBND tỉnh Đắk Lắk", "a stamp under the issuer is none of its name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "issuer", "why"), ISSUERS)
def test_who_issues(text: str, issuer: str, why: str) -> None:
    assert read(text).issuer == issuer, why
