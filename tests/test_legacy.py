"""Texts from before Unicode: the signs of TCVN3 and VNI fonts are the letters that those fonts draw."""

from __future__ import annotations

import unicodedata
from itertools import product
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import Refused
from ingest.admission import encoding
from ingest.admission.legacy import TCVN3, VNI, encoding_of_font, from_font, suspected_encoding, to_unicode
from ingest.door import read_document
from ingest.formats.markup import reader as markup
from ingest.formats.word import reader as word


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("Uû ban nh©n d©n tØnh", TCVN3, "Uỷ ban nhân dân tỉnh"),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", TCVN3, "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("Së Tµi nguyªn vµ M«i tr­êng", TCVN3, "Sở Tài nguyên và Môi trường"),  # ư is the code of the soft hyphen
        ("§Þa ph­¬ng, ®¬n vÞ", TCVN3, "Địa phương, đơn vị"),
        ("Sè: 12/UBND-VX", TCVN3, "Số: 12/UBND-VX"),  # a code beside it makes no capital word
        ("CHñ TÞCH UBND TØNH", TCVN3, "CHỦ TỊCH UBND TỈNH"),  # capitals with a tone were typed small
        ("KÕ HO¹CH", TCVN3, "KẾ HOẠCH"),
        ("Uû BAN NH¢N D¢N", TCVN3, "UỶ BAN NHÂN DÂN"),  # one capital, but beside a capital word
        ("TèI MËT", TCVN3, "TỐI MẬT"),  # what the secrecy gate must see
        ("UÛY BAN NHAÂN DAÂN", VNI, "ỦY BAN NHÂN DÂN"),
        ("Sôû Tö phaùp tænh Ñoàng Thaùp", VNI, "Sở Tư pháp tỉnh Đồng Tháp"),
        ("Quyeát ñònh veà vieäc kieän toaøn", VNI, "Quyết định về việc kiện toàn"),
        ("Ñaëng Vaên Kyõ, Lyù Thò Myõ", VNI, "Đặng Văn Kỹ, Lý Thị Mỹ"),
        ("TOÁI MAÄT", VNI, "TỐI MẬT"),
        ("Kế hoạch số 12", "", "Kế hoạch số 12"),  # no encoding, no change
    ],
)
def test_real_words(typed: str, name: str, expected: str) -> None:
    assert to_unicode(typed, name) == expected


# The codes of TCVN 5712:1993, VN3, in rising order; 0 where the font draws no letter of ours.
IN_ORDER = "ĂÂÊÔƠƯĐăâêôơưđ000000àảãáạ0ằẳẵắ0000000ặầẩẫấậè0ẻẽéẹềểễếệìỉ000ĩíịò0ỏõóọồổỗốộờởỡớợù0ủũúụừửữứựỳỷỹýỵ"
TCVN3_CODES = {letter: chr(0xA1 + place) for place, letter in enumerate(IN_ORDER) if letter != "0"}
TONES = {"\u0301": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}
SHAPES = {"\u0302": "â", "\u0306": "ê", "\u031b": ""}
VNI_MARKS = {"": "ùøûõï", "â": "áàåãä", "ê": "éèúüë"}
VNI_I = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò"}


def in_tcvn3(text: str) -> str:
    return "".join(TCVN3_CODES.get(letter) or TCVN3_CODES.get(letter.lower(), letter) for letter in text)


def in_vni(text: str) -> str:
    """By rule, from the parts that Unicode takes a letter apart into: vowel, then shape and tone in one mark."""
    return "".join(_vni(letter) if letter.islower() else _vni(letter.lower()).upper() for letter in text)


def _vni(letter: str) -> str:
    if letter in VNI_I or letter in "đỵ":
        return VNI_I.get(letter) or {"đ": "ñ", "ỵ": "î"}[letter]
    base, *marks = unicodedata.normalize("NFD", letter)
    shape = next((SHAPES[mark] for mark in marks if mark in SHAPES), "")
    tone = next((VNI_MARKS[shape][TONES[mark]] for mark in marks if mark in TONES), shape)
    vowel = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return vowel + tone


ONSETS = ["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()]  # noqa: SIM905
RIMES = "a ai ao au ay am an ang anh ac ach ap at ă ăm ăn ăng ăc ăp ăt â âm ân âng âu ây âc âp ât e em en eo ec ep et ê êm ên ênh êu êch êp êt i ia im in inh iêm iên iêng iêu ich ip it iêt o oa oai oan oang oanh oe oi om on ong oc op ot ô ôi ôm ôn ông ôc ôp ôt ơ ơi ơm ơn ơp ơt u ua ui um un ung uân uât uê uôi uôn uông uy uyên uyêt uc up ut ư ưa ưi ưng ươi ươm ươn ương ươu ưu ưc ươc ươp ươt y yên yêu".split()  # noqa: SIM905
SYLLABLES = [
    unicodedata.normalize("NFC", onset + rime[:place] + rime[place] + tone + rime[place + 1 :])
    for onset, rime in product(ONSETS, RIMES)
    for place in [max(i for i, letter in enumerate(rime) if unicodedata.normalize("NFD", letter)[0] in "aeiouy")]
    for tone in ["", *TONES]
]
CASES = [str.lower, str.title, str.upper]


def test_every_syllable_comes_back() -> None:
    """25,000 syllables, more than the language has, with every vowel, shape and tone."""
    for text in SYLLABLES:
        assert to_unicode(in_tcvn3(text), TCVN3) == text
        assert to_unicode(in_vni(text), VNI) == text
        assert to_unicode(in_vni(text.upper()), VNI) == text.upper()
        assert to_unicode(in_vni(text.capitalize()), VNI) == text.capitalize()


@given(
    st.lists(st.tuples(st.sampled_from(SYLLABLES), st.sampled_from(CASES)), min_size=1),
    st.sampled_from([" ", ", ", "\n", " - "]),
)
def test_any_sentence_comes_back(words: list[tuple[str, object]], glue: str) -> None:
    text = glue.join(case(syllable) for syllable, case in words)  # type: ignore[operator]
    assert to_unicode(in_vni(text), VNI) == text
    assert to_unicode(in_tcvn3(text), TCVN3).lower() == text.lower()  # capitals with a tone cannot be written down
    assert to_unicode(in_tcvn3(text.lower()), TCVN3) == text.lower()
    heading = " ".join("BAN " + syllable.upper() for syllable, _ in words)
    assert to_unicode(in_tcvn3(heading), TCVN3) == heading


@given(st.text())
def test_any_text_is_converted_to_something(text: str) -> None:
    assert len(to_unicode(text, TCVN3)) >= len(text)  # "ß".upper() and its kind grow
    assert len(to_unicode(text, VNI)) <= len(text)
    assert to_unicode(text, "") == text


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", TCVN3), (".VnArial NarrowH", TCVN3), (".vntime", TCVN3), ("VNI-Times", VNI), ("VNI Helve", VNI),
        ("Times New Roman", None), ("Verdana", None), ("vni", None), ("", None), ("VnTime", None),
    ],
)  # fmt: skip
def test_fonts(font: str, expected: str | None) -> None:
    assert encoding_of_font(font) == expected


def test_a_font_converts_its_own_text_only() -> None:
    assert from_font("chñ tÞch", ".VnTimeH") == "CHỦ TỊCH"  # draws capitals only
    assert from_font("hoà bình – đã chuyển mã", ".VnTime") == "hoà bình – đã chuyển mã"  # the name outlived a conversion
    assert from_font("où là", "Arial") == "où là"


PLAN = (
    "KẾ HOẠCH\nTriển khai thực hiện nhiệm vụ chuyển đổi số năm 2026\n\nI. NHIỆM VỤ\n\n"
    "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tHạn hoàn thành\n"
    "1\tRà soát thủ tục hành chính\tSở Nội vụ\tTrước ngày 30/4/2026\n"
    "2\tLập danh mục dữ liệu\tVăn phòng Ủy ban nhân dân tỉnh\tQuý III/2026\n"
)


@pytest.mark.parametrize(
    ("encode", "codec"), [(in_tcvn3, "latin-1"), (in_vni, "latin-1"), (in_tcvn3, "utf-8"), (in_vni, "utf-8")]
)
def test_a_plan_in_an_old_encoding_has_the_same_tasks(encode: object, codec: str, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "old.txt").write_bytes(encode(PLAN).encode(codec))  # type: ignore[operator]
    new, old = (read_document(tmp_path / name, "x", name) for name in ("new.txt", "old.txt"))
    assert [task.content.text.lower() for task in old.tasks] == [task.content.text.lower() for task in new.tasks]
    assert [task.lead[0].name for task in old.tasks] == [task.lead[0].name for task in new.tasks]
    assert [task.deadline.due for task in old.tasks if task.deadline] == [
        task.deadline.due for task in new.tasks if task.deadline
    ]
    assert "legacy_font_converted" in {notice.code for notice in old.warnings}
    assert "legacy_font_converted" not in {notice.code for notice in new.warnings}


def test_word_by_font_run_by_run(tmp_path: Path) -> None:
    document = docx.Document()
    for pieces in (
        [("KÕ ho¹ch cña Tr­êng", ".VnTime"), (" năm 2026, hoà", "Arial")],
        [("UÛ", "VNI-Times"), ("Y BAN NHA", "VNI-Times"), ("ÂN DAÂN", "VNI-Times")],  # a vowel and its mark in two runs
        [("chñ", ".VnTimeH"), (" tÞch", ".VnTime")],
        [("đã là Unicode, hoà", ".VnTime")],
    ):
        paragraph = document.add_paragraph()
        for text, font in pieces:
            paragraph.add_run(text).font.name = font
    document.save(str(tmp_path / "a.docx"))
    reading = word.read(tmp_path / "a.docx")
    assert reading.text.splitlines() == [
        "Kế hoạch của Trường năm 2026, hoà", "ỦY BAN NHÂN DÂN", "CHỦ tịch", "đã là Unicode, hoà",
    ]  # fmt: skip
    assert [notice.code for notice in reading.notices] == ["legacy_font_converted"]


def test_word_whose_fonts_do_not_say_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Uû ban nh©n d©n tØnh ban hµnh KÕ ho¹ch thùc hiÖn nhiÖm vô n¨m 2026 cña c¸c së, ®Þa ph­¬ng")
    document.save(str(tmp_path / "a.docx"))
    reading = word.read(tmp_path / "a.docx")
    assert reading.text == "Uỷ ban nhân dân tỉnh ban hành Kế hoạch thực hiện nhiệm vụ năm 2026 của các sở, địa phương\n"
    assert [notice.code for notice in reading.notices] == ["legacy_font_converted"]


def test_a_page_by_font_and_without(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<p><font face='.VnTime'>Uû ban nh&copy;n d&#169;n</font> và <i style='font-family: \"VNI-Times\"'>UÛ</i><b style='font-family:VNI-Times'>Y BAN</b>",
        encoding="utf-8",
    )
    assert markup.read(page).text == "Uỷ ban nhân dân và ỦY BAN\n"
    page.write_bytes(("<p>" + "Uû ban nh©n d©n tØnh ban hµnh KÕ ho¹ch. " * 4).encode("latin-1"))
    reading = markup.read(page)
    assert reading.text.startswith("Uỷ ban nhân dân tỉnh ban hành Kế hoạch. ")
    assert [notice.code for notice in reading.notices] == ["legacy_font_converted"]


def test_a_pdf_in_an_old_font_is_refused(tmp_path: Path) -> None:
    """Its ư is a hyphen that the page does not keep: what cannot be put right is not taken in."""
    page = Canvas(str(tmp_path / "a.pdf"))
    for line in range(12):
        page.drawString(72, 700 - 20 * line, "Uû ban nh©n d©n tØnh ban hµnh KÕ ho¹ch thùc hiÖn nhiÖm vô n¨m 2026")
    page.save()
    with pytest.raises(Refused, match="TCVN3") as caught:
        read_document(tmp_path / "a.pdf", "x", "a.pdf")
    assert caught.value.code == "unknown_encoding"


@pytest.mark.parametrize(
    "text",
    [
        "khoẻ, hoà, thuý, quý © 2026 Sở Tư pháp; 25 °C; 5 µm; § 3",
        "Le comité où siègent les délégués a été créé après Noël, là où la Haute école a ses archives, " * 5,
        "so tu phap phai lam gi",
    ],
)
def test_right_text_is_left_alone(text: str) -> None:
    assert suspected_encoding(text) is None
    assert encoding.converted(text) == (text, ())
