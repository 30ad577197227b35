"""The secrecy gate: no stamped paper passes, and no open paper that speaks about secrecy is turned away."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SecretPaper
from corpus.model import Span
from ingest.admission import gate, secrecy
from ingest.formats import plain
from ingest.formats.word import reader as word
from ingest.reading import Block, Line, Reading, Row


def reading(*blocks: str | list[str]) -> Reading:
    """Lines, and rows as lists of cells; neighbouring rows are one table."""
    text, built, table, in_table = "", [], 0, False
    for block in blocks:
        cells = [block] if isinstance(block, str) else block
        spans, start = [], len(text)
        for cell in cells:
            spans.append(Span(start, start + len(cell)))
            start += len(cell) + 1
        table += isinstance(block, list) and not in_table
        in_table = isinstance(block, list)
        piece: Block = Line(spans[0], begins=True) if isinstance(block, str) else Row(tuple(spans), table)
        built.append(piece)
        text += "\t".join(cells) + "\n"
    return Reading(text, tuple(built))


def is_secret(paper: Reading) -> bool:
    try:
        secrecy.check(paper)
    except SecretPaper:
        return True
    return False


HEAD = [
    "UBND TỈNH X",
    "SỞ TƯ PHÁP",
    "Số: 12/KH-STP",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "X, ngày 02 tháng 3 năm 2026",
]
BODY = [f"{n}. Các phòng, đơn vị thuộc Sở thực hiện nhiệm vụ được giao theo Kế hoạch này." for n in range(40)]

STAMPS = [
    ("MẬT", "as the circular prints it"),
    ("TỐI MẬT", ""),
    ("TUYỆT MẬT", ""),
    ("M Ậ T", "letters spaced"),
    ("T Ố I  M Ậ T", "letters and words spaced"),
    ("[TUYỆT MẬT]", "in brackets"),
    ("| MẬT |", "the frame of the stamp read as bars"),
    ("(Tối mật)", "mixed case"),
    ("Mật", "mixed case"),
    ("tuyệt mật", "lower case"),
    ("“MẬT”", "in quotation marks"),
    ("MÂT", "OCR lost the dot below"),
    ("MAT", "OCR lost both marks"),
    ("TÔI MẬT", "OCR took the tone for the circumflex"),
    ("T0I MAT", "OCR took O for zero"),
    ("TUYET MẬT", "OCR lost marks"),
    ("TUYỆT MẶT", "OCR took the circumflex for the breve"),
    ("TUYÊT MÂI", "OCR took T for I"),
    ("MMẬẬTT", "bold print struck twice"),
    ("MẬT MẬT", "stamped twice"),
    ("MẬT.", "a speck of dust"),
    ("ĐỘ MẬT: Mật", "a label"),
    ("Mức độ mật: Tối mật", "a label"),
    ("DO MAT: TUYET MAT", "a label without marks"),
    ("Độ mật: Tối mật. Thời hạn bảo vệ: 20 năm", "a label with its term"),
    ("MẬT\tX, ngày 02 tháng 3 năm 2026", "two columns of the head read as one line"),
    ("MẬT Thái Nguyên, ngày 02 tháng 3 năm 2026", "the same, with one blank between"),
    ("SỞ TƯ PHÁP     TỐI MẬT", "the same, beside a name"),
    ("Số: 05/KH-STP MẬT", "beside the number"),
    ("MẬT - HỎA TỐC", "with an urgency stamp"),
    ("TỐI MẬT / XEM XONG TRẢ LẠI", "with an access mark"),
    ("MẬT Bản số: 03/10", "with copy control"),
    ("Bản số: 03/10 (tài liệu tối mật, thu hồi sau hội nghị)", "copy control in a sentence"),
]


WORDED = ["TÀI LIỆU TỐI MẬT", "Tài liệu mật", "VĂN BẢN MẬT", "BÍ MẬT NHÀ NƯỚC", "MẬT (A)", "TỐI MẬT B", "Bản số 3 - MẬT"]


@pytest.mark.parametrize("stamp", WORDED)
def test_a_stamp_with_words_around_it_is_found_where_a_paper_begins(stamp: str) -> None:
    assert is_secret(reading(stamp, *HEAD, "KẾ HOẠCH", *BODY))
    assert is_secret(reading("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", stamp, "KẾ HOẠCH", *BODY))


@pytest.mark.parametrize("title", [["QUẢN LÝ", "TÀI LIỆU MẬT"], ["Tăng cường bảo vệ", "BÍ MẬT NHÀ NƯỚC"]])
def test_a_title_that_speaks_of_secrets_is_none(title: list[str]) -> None:
    assert not is_secret(reading(*HEAD, "KẾ HOẠCH", *title, *BODY))


@pytest.mark.parametrize(("stamp", "why"), STAMPS, ids=[row[0] for row in STAMPS])
def test_a_stamp_in_the_head_is_found(stamp: str, why: str) -> None:
    assert is_secret(reading(*HEAD, stamp, "KẾ HOẠCH", *BODY)), why
    assert is_secret(reading(stamp, *HEAD, "KẾ HOẠCH", *BODY)), why
    assert is_secret(plain.read("\n\n".join([*HEAD, stamp, "KẾ HOẠCH", *BODY]))), why


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (reading(["SỞ TƯ PHÁP", "CỘNG HÒA"], ["Số: 1", "MẬT"], *BODY), "a cell of the head table"),
        (reading(["Độ mật:", "Tối mật"], *BODY), "a label in one cell, its value in the next"),
        (reading(*HEAD, *BODY, "MẬT", "PHỤ LỤC I", "DANH MỤC"), "over an annex heading"),
        (reading(*HEAD, *BODY, "PHỤ LỤC I: DANH MỤC", "(Kèm theo Kế hoạch)", "Mật"), "under an annex heading"),
        (reading(*HEAD, *BODY, "Phụ lục 2", ["", "M Ậ T"]), "a cell near an annex heading"),
        (reading(*HEAD, *BODY, "TUYỆT MẬT", *BODY), "capitals anywhere: a page top in the middle"),
        (reading(*HEAD, "Bản số: …/…", "Tài liệu mật", *BODY), "copy control and a secrecy word on the next line"),
    ],
)
def test_a_stamp_elsewhere_is_found(paper: Reading, why: str) -> None:
    assert is_secret(paper), why


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        (["Xử lý hồ sơ cấp độ Mật, Tối Mật qua mạng"], "prose about levels"),
        (["KẾ HOẠCH", "Bảo vệ bí mật nhà nước năm 2026"], "a title about secrecy"),
        (["KẾ HOẠCH BẢO VỆ BÍ", "MẬT NHÀ NƯỚC NĂM 2026"], "the same, wrapped"),
        (["QUY CHẾ BẢO", "MẬT"], "a title that the wrap cuts before its last word"),
        (["I. BẢO MẬT, AN TOÀN THÔNG TIN", "2. Bảo mật", "BẢO MẬT"], "headings about security"),
        (["Tài liệu được xác định thuộc độ", "mật."], "a sentence that the wrap cuts before its last word"),
        (["Độ mật gồm:", "- Tuyệt mật;", "- Tối mật;", "- Mật."], "a list of the levels"),
        (["- Tuyệt mật", "- Tối mật"], "a list without signs at its ends"),
        (["TUYỆT MẬT, TỐI MẬT, MẬT"], "a line that names the levels"),
        (["Độ mật: Mật/Tối mật/Tuyệt mật"], "a form to fill in"),
        (["ĐỘ MẬT: ............"], "a label that is not filled in"),
        (["Độ mật: Không"], "a label that says no"),
        (["Bản số: 03/10", "Lưu: VT"], "copy control without secrecy"),
        (["Thực hiện văn bản số: 03/KH-UBND và bản số 3 về cấp độ Tối mật"], "the number of a cited paper is no copy control"),
        (["Mật khẩu", "Mật độ dân số", "Bí mật"], "words that begin or end alike"),
        (["PHỤ LỤC", ["STT", "Độ mật", "Số"], ["1", "Tối mật", "2"], ["2", "MẬT", "4"]], "a data table about levels"),
        (["PHỤ LỤC", ["Năm", "TUYỆT MẬT", "TỐI MẬT", "MẬT"], ["2025", "0", "1", "2"]], "columns named after the levels"),
        ([*BODY, "Mật", "tối mật"], "mixed case in the middle of the body"),
        ([*BODY, ["Loại", "MẬT"]], "a cell far from any head"),
        (["KHẨN", "LƯU HÀNH NỘI BỘ", "DỰ THẢO"], "other stamps"),
        (["MẶT TRẬN TỔ QUỐC", "ĐỔI MỚI", "MAI", "TOÀN DÂN"], "words that look alike without marks"),
    ],
)
def test_an_open_paper_passes(blocks: list[str | list[str]], why: str) -> None:
    assert not is_secret(reading(*blocks)), why


def test_the_real_papers_pass(shared: Path) -> None:
    for path in (shared / "directives").glob("*.txt"):
        secrecy.check(plain.read(gate.decode(path.read_bytes())))
    for path in [*(shared / "renders").glob("*.docx"), *(shared / "real").glob("*.docx")]:
        secrecy.check(word.read(path))


def test_the_message_names_the_way_out_and_holds_nothing_of_the_paper() -> None:
    messages = set()
    for stamp, word_ in (("TUYỆT MẬT", "Hồng Ngọc"), ("ĐỘ MẬT: Mật", "Phương án 7")):
        with pytest.raises(SecretPaper) as caught:
            secrecy.check(reading(*HEAD, stamp, word_))
        assert caught.value.code == "secret"
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
        messages.add(str(caught.value))
    assert len(messages) == 1
    assert "liên hệ văn thư" in messages.pop()


PROSE_WORDS = (
    "bí",
    "bảo",
    "hồ",
    "sơ",
    "độ",
    "Tối",
    "tuyệt",
    "cấp",
    "nhà",
    "nước",
    "BẢO",
    "văn",
    "bản",
    "số",
    "03",
    "tài",
    "liệu",
    "-",
    "(",
    ")",
)
SENTENCE = st.builds(
    lambda before, level, after, end: f"{' '.join(before)} {level} {' '.join(after)} theo quy định{end}",
    st.lists(st.sampled_from(PROSE_WORDS), min_size=1, max_size=8).map(lambda words: ["Việc", *words]),
    st.sampled_from(["Mật", "Mật, Tối Mật", "mật", "Tối mật", "TUYỆT MẬT"]),
    st.lists(st.sampled_from(PROSE_WORDS), max_size=8),
    st.sampled_from(["", ".", ";", "./."]),
)


@given(st.lists(SENTENCE, min_size=1, max_size=20))
def test_law_a_level_inside_a_sentence_never_triggers(sentences: list[str]) -> None:
    assert not is_secret(reading(*sentences))


LINE = st.text(st.sampled_from("abcđêộ ,.XYZ0123/-"), min_size=1, max_size=60).filter(lambda text: bool(text.strip()))


@given(st.lists(LINE, max_size=14), st.integers(0, 14), st.sampled_from([stamp for stamp, _ in STAMPS]))
def test_law_a_stamp_among_the_first_fifteen_lines_always_triggers(lines: list[str], place: int, stamp: str) -> None:
    place = min(place, len(lines))
    assert is_secret(reading(*lines[:place], stamp, *lines[place:], *BODY))


def marks(paper: Reading) -> list[tuple[str, str]]:
    return [(notice.code, paper.text[start:end]) for notice in secrecy.access_marks(paper) for start, end in notice.spans]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["KHẨN"], [("urgent", "KHẨN")]),
        (["THƯỢNG KHẨN"], [("urgent", "THƯỢNG KHẨN")]),  # one mark, not two
        (["H Ỏ A  T Ố C"], [("urgent", "H Ỏ A  T Ố C")]),  # letters spaced
        (["HOẢ TỐC HẸN GIỜ"], [("urgent", "HOẢ TỐC HẸN GIỜ")]),  # the other place of the tone mark
        (
            ["LƯU HÀNH NỘI BỘ - XEM XONG TRẢ LẠI"],
            [("internal_use", "LƯU HÀNH NỘI BỘ"), ("return_after_reading", "XEM XONG TRẢ LẠI")],
        ),
        (["DỰ THẢO LẦN 2"], [("draft", "DỰ THẢO LẦN 2")]),
        (["(Dự thảo ngày 12/3/2026)"], [("draft", "Dự thảo ngày 12/3/2026")]),
        (["Số: 1/KH-STP     DỰ THẢO"], [("draft", "DỰ THẢO")]),  # beside the number
        ([["SỞ TƯ PHÁP", "KHẨN"]], [("urgent", "KHẨN")]),  # a cell of the head
        ([*BODY, "PHỤ LỤC I", "Lưu hành nội bộ"], [("internal_use", "Lưu hành nội bộ")]),  # an annex head
        (["Dự thảo Nghị quyết của HĐND tỉnh", "Báo cáo khẩn cấp", "khẩn trương"], []),  # prose
        ([*BODY, "KHẨN"], []),  # far from any head
        (["DỰ THẢO NGHỊ QUYẾT"], []),  # a title: the paper is about a draft
    ],
)
def test_marks_that_do_not_forbid(blocks: list[str | list[str]], expected: list[tuple[str, str]]) -> None:
    paper = reading(*blocks)
    assert marks(paper) == expected
    assert not is_secret(paper)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MẬT", True),
        ("DỰ THẢO", True),
        ("LƯU HÀNH NỘI BỘ", True),
        ("Bản số: 03/10", True),
        ("2", False),
        ("", False),
        ("UBND tỉnh", False),
    ],
)
def test_marks_in_page_furniture(text: str, expected: bool) -> None:
    assert secrecy.is_mark(text) is expected
