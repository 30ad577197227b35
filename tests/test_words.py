"""One reading of words for passages and questions, and a segmenter equal to pyvi's."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import unicodedata
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import StateError
from index.text import segmenter
from index.text.segmenter import Segmenter
from index.text.words import folded, marked, read, syllables, words

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pyvi's regexes are no raw strings, and its scikit-learn is older than ours
    from pyvi import ViTokenizer

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
TYPED = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + "0123456789" + " \n\t.,;:/-&()_“”…'%@", max_size=80)


@pytest.fixture(scope="session")
def reader() -> Segmenter:
    return segmenter.installed()


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Thực hiện chuyển đổi số", ["thực_hiện", "chuyển_đổi", "số"], "words of two syllables"),
        ("Chương trình 08-CTr/BCĐ", ["chương_trình", "8-ctr/bcđ"], "a Party number is one word, its leading zero is none"),
        ("144/KH-UBND", ["144/kh-ubnd"], "a state number"),
        ("144 /KH - UBND", ["144/kh-ubnd"], "typed with blanks"),
        ("15–KH/TU", ["15-kh/tu"], "an en dash is a dash"),
        ("Thông tư 36/2025/TT-BKHCN", ["thông_tư", "36/2025/tt-bkhcn"], "a normative document, with its year"),
        ("66.13/2026/NQ-CP", ["66.13/2026/nq-cp"], "the dotted numbers of 2026"),
        ("91/2025/QH15 và 72/QH15", ["91/2025/qh15", "và", "72/qh15"], "laws have no second letter group"),
        ("01/2019/TTLT-BTP-BCA", ["1/2019/ttlt-btp-bca"], "three letter groups"),
        ("12a/GM-VPĐK.CT-TĐĐ", ["12a/gm-vpđk.ct-tđđ"], "a letter behind the number, a dot inside an organ"),
        ("trước ngày 30/4/2026", ["trước", "ngày", "30/4/2026"], "a date is one word"),
        ("09/01/2025 = 9-1-2025 = 9.01.2025", ["9/1/2025"] * 3, "one spelling of a day"),
        ("trong tháng 04/2026", ["trong", "tháng", "4/2026"], "month and year"),
        ("hạn 30/4", ["hạn", "30/4"], "day and month"),
        ("giai đoạn 2021-2025", ["giai_đoạn", "2021", "2025"], "a span of years is two numbers"),
        ("Sở KH&CN, Sở KHCN", ["sở", "khcn", "sở", "khcn"], "an abbreviation with and without its &"),
        ("ĐBQH&HĐND", ["đbqh", "hđnd"], "& between two bodies divides them"),
        ("UBND. HĐND.", ["ubnd", "hđnd"], "the dot of a sentence end is no part of an abbreviation"),
        ("hoà giải, uỷ ban, khoẻ", ["hòa", "giải", "ủy_ban", "khỏe"], "older and newer tone placement are one"),
        ("hòa giải, ủy ban, khỏe", ["hòa", "giải", "ủy_ban", "khỏe"], "the same words in the other placement"),
        ("quý III, quí III", ["quý", "iii"] * 2, "qu is a consonant: its tone never moves; y for i"),
        ("hoàn thành, loá, ngoài", ["hoàn_thành", "lóa", "ngoài"], "closed syllables keep their tone"),
        ("lí do kĩ thuật", ["lý_do", "kỹ_thuật"], "final i is y"),
        ("02 cấp, 1.000.000 đồng, 0,5%", ["2", "cấp", "1.000.000", "đồng", "0,5"], "numbers stay whole"),
        ("và/hoặc", ["và", "hoặc"], "a slash between words is no document number"),
        ("2/ UBND tỉnh", ["2", "ubnd", "tỉnh"], "nor is the number of a paragraph"),
        ("Ký tên........................(1)", ["ký_tên", "1"], "the dots of a form"),
        ("Ðường sắt", ["đường_sắt"], "the Icelandic eth that some fonts print"),
        ("chuyển đổi\nsố", ["chuyển_đổi", "số"], "a word never crosses a line"),
        ("... – “”, ;()", [], "marks are no words"),
        ("", [], "nothing"),
        ("ke hoach 144/kh-ubnd", ["ke", "hoach", "144/kh-ubnd"], "without marks, in small letters"),
    ],
)
def test_words(text: str, expected: list[str], why: str) -> None:
    assert words(text) == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Chuyển đổi số", ["chuyển", "đổi", "số"], "one by one"),
        ("08-CTr/BCĐ", ["8", "ctr", "bcđ"], "the parts of a number, so that half a number finds it"),
        ("30/04/2026", ["30", "4", "2026"], "the parts of a date"),
        ("1.500 tỷ", ["1.500", "tỷ"], "a figure is not its groups"),
        ("a@b.gov.vn", ["a", "b", "gov", "vn"], "the parts of an address"),
    ],
)
def test_syllables(text: str, expected: list[str], why: str) -> None:
    assert syllables(text) == expected, why


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Đường đỏ", "Duong do"), ("hoà", "hoa"), ("ƯỚC", "UOC"), ("Ðà", "Da"), (unicodedata.normalize("NFD", "đổi"), "doi")],
)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected
    assert marked(text)
    assert not marked(expected)


@given(TYPED)
def test_every_word_stands_where_it_says(text: str) -> None:
    stored = unicodedata.normalize("NFC", text)
    found = read(text)
    assert [word.start for word in found] == sorted(word.start for word in found)
    for word in found:
        assert word.syllables
        printed = stored[word.start : word.end]
        assert printed.strip() == printed
        assert not set("".join(word.syllables)) & set(" \n\t")
        assert words(printed)[0].split("_")[0] == word.text.split("_")[0]


@pytest.mark.parametrize("unit", ["a.", "1/a-", "a", "-", ".", "1.", "&a", "a@", "ă_", "1/", "oà", "đ "])
def test_no_text_takes_long(unit: str) -> None:
    """A line without a blank made pyvi's own pattern quadratic: minutes for a file of a megabyte."""
    began = time.perf_counter()
    words(unit * 60_000)
    assert time.perf_counter() - began < 5


@given(TYPED)
def test_case_form_and_folding_do_not_matter(text: str) -> None:
    assert words(text.upper()) == words(text)
    assert words(unicodedata.normalize("NFD", text)) == words(text)
    assert folded(folded(text)) == folded(text)
    assert [folded(s) for s in syllables(text)] == [folded(s) for s in syllables(text.lower())]


@settings(max_examples=300)
@example(text="\0a")  # a C string ends there
@example(text="THÚ Y, VÔ Ý")  # the first letter alone is asked for its case
@example(text="ΑΣ Σ İ ß ²5")  # letters whose small form is another length
@given(text=st.text(max_size=60) | TYPED)
def test_the_segmenter_is_pyvi_on_any_string(reader: Segmenter, text: str) -> None:
    assert segmenter.segment(reader, text) == ViTokenizer.tokenize(text)


def test_the_segmenter_is_pyvi_on_real_texts(shared: Path, reader: Segmenter) -> None:
    lines = [line for path in sorted(shared.glob("directives/*.txt")) for line in path.read_text(encoding="utf-8").split("\n")]
    for name in ("alqac2022", "vlsp2023_lter"):
        rows = (shared / "retrieval" / name / "corpus.jsonl").read_text(encoding="utf-8").split("\n")
        lines += [line for row in rows[::20] if row for line in json.loads(row)["text"].split("\n")]
    lines += [line.upper() for line in lines[:300]] + [line.lower() for line in lines[:300]]
    assert len(lines) > 1500
    assert [line for line in lines if segmenter.segment(reader, line) != ViTokenizer.tokenize(line)] == []


def test_reading_words_imports_no_pyvi() -> None:
    """pyvi and scikit-learn take more than a second to import; a question must be answered in less."""
    program = "import sys; from index.text.words import words; words('đổi số'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pyvi", "sklearn", "sklearn_crfsuite", "scipy", "torch", "numpy"} & set(loaded)


@pytest.mark.parametrize("broken", [b"", b"no model here", b"\0\0\0\0lCRF\0\0\0\0" + b"\0" * 60])
def test_a_broken_model_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match=r"subsection not found|does not state"):
        segmenter.cut_model(broken)


def test_without_pyvi_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "path_hooks", [])
    monkeypatch.delitem(sys.modules, "pyvi")
    with pytest.raises(StateError, match="pip install pyvi"):
        segmenter.installed()
