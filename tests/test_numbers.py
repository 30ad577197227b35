"""Document numbers: the printed grammar, comparison keys, loosely typed questions, suggestions."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grammar.number_grammar import TYPE_NAMES
from ingest.grammar.numbers import find, find_in_question, fold_key, key, suggest

PRINTED = [
    # text, canonical numbers, why
    ("Số: 144/KH-UBND", ["144/KH-UBND"], "the plain state form"),
    ("Số 41-KH/TU", ["41-KH/TU"], "the plain Party form"),
    ("Số: /KH-STP", ["/KH-STP"], "a draft leaves the number blank"),
    ("Kế hoạch số: /KH-STP", ["/KH-STP"], "blank in running text"),
    ("số /KH-UBND", ["/KH-UBND"], "blank without colon"),
    ("số:/KH-STP", ["/KH-STP"], "blank without any space"),
    ("…/KH-UBND", ["/KH-UBND"], "blank as an ellipsis"),
    ("số ......./KH-UBND", ["/KH-UBND"], "blank as dots"),
    ("Số: ____/KH-UBND", ["/KH-UBND"], "blank as a line"),
    ("…….-NQ/ĐU", ["-NQ/ĐU"], "blank of the Party"),
    ("/2026/NQ-HĐND", ["/2026/NQ-HĐND"], "blank, with the year of a normative paper"),
    ("144 /KH-UBND", ["144/KH-UBND"], "a blank before the slash"),
    ("144/KH - UBND", ["144/KH-UBND"], "blanks around the hyphen"),
    ("15–KH/TU", ["15-KH/TU"], "en dash"),
    ("41- KH/TU", ["41-KH/TU"], "a line was cut after the hyphen"),
    ("số 135-\n\nCTr/TU và", ["135-CTr/TU"], "the same, the break still there"),
    ("5969/QĐ-\nUBND ngày", ["5969/QĐ-UBND"], "cut inside the symbol"),
    ("01/2019/TTLT-BTP-BCA", ["01/2019/TTLT-BTP-BCA"], "two issuers"),
    ("12/GM-VPĐK.CT-TĐĐ", ["12/GM-VPĐK.CT-TĐĐ"], "a dot inside the organ"),
    ("18/VBHN-VPQH", ["18/VBHN-VPQH"], "a consolidation"),
    ("66.13/2026/NQ-CP", ["66.13/2026/NQ-CP"], "the dotted shape of 2026"),
    ("Luật số 91/2025/QH15", ["91/2025/QH15"], "a law has no hyphen"),
    ("759/NQ-UBTVQH15", ["759/NQ-UBTVQH15"], "digits inside the organ"),
    ("3954/UBND-VX", ["3954/UBND-VX"], "a công văn has no type code"),
    ("Quyết định 749/QĐ-TTg", ["749/QĐ-TTg"], "without “số”; small letters in the organ"),
    ("12a/QĐ-UBND", ["12a/QĐ-UBND"], "a suffix letter"),
    ("SỐ 08-CTR/BCĐ NGÀY", ["08-CTR/BCĐ"], "a heading in capitals"),
    ("13-TB/CQTT; 41-KH/TU,35/KH-UBND<br>08-CTr/BCĐ", ["13-TB/CQTT", "41-KH/TU", "35/KH-UBND", "08-CTr/BCĐ"], "one cell"),
    ("các số 35, 36/KH-UBND", ["35/KH-UBND", "36/KH-UBND"], "an elliptic list"),
    ("số 7, 8 và 9-NQ/TW", ["7-NQ/TW", "8-NQ/TW", "9-NQ/TW"], "an elliptic list of the Party"),
    ("Phụ lục số 1, 36/KH-UBND", ["36/KH-UBND"], "a counted annex is no number"),
    ("144/KH-UBND - Văn phòng Sở", ["144/KH-UBND"], "a dash between blanks parts, words are no organ"),
    ("theo 13-TB/CQTT.Các đơn vị", ["13-TB/CQTT"], "a full stop is no part"),
    ("5.\t/KH-UBND", ["/KH-UBND"], "never over the edge of a cell"),
    ("IDS/IPS", [], "technical words"),
    ("mô hình DC-DR", [], "technical words"),
    ("giai đoạn 2026-2030, 2026 – 2031", [], "years"),
    ("ngày 30/4/2026", [], "a date"),
    ("Báo cáo/văn bản", [], "words with a slash"),
    ("số 01/KH1N-01/17h00", [], "a bulletin of another scheme"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PRINTED, ids=[row[0] for row in PRINTED])
def test_printed(text: str, expected: list[str], why: str) -> None:
    assert [number.canonical for number in find(text)] == expected, why


PARTS = [
    ("12a/QĐ-UBND", ("12a", "QĐ", "UBND", None, False)),
    ("36/2025/TT-BKHCN", ("36", "TT", "BKHCN", 2025, False)),
    ("01/2019/TTLT-BTP-BCA", ("01", "TTLT", "BTP-BCA", 2019, False)),
    ("08-CTr/BCĐ", ("08", "CTr", "BCĐ", None, True)),
    ("/KH-STP", (None, "KH", "STP", None, False)),
    ("3954/UBND-VX", ("3954", None, "UBND-VX", None, False)),
    ("91/2025/QH15", ("91", None, "QH15", 2025, False)),
]


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_parts(text: str, parts: tuple[object, ...]) -> None:
    (number,) = find(text)
    assert (number.number, number.type_code, number.organ, number.year, number.party) == parts


def test_places_of_an_elliptic_list() -> None:
    text = "các số 35, 36/KH-UBND"
    assert [text[n.start : n.end] for n in find(text)] == ["35", "36/KH-UBND"]


def test_every_citation_of_the_real_directives(shared: Path) -> None:
    """Every annotated mention is found at its place, and nothing that is not annotated but the blank own numbers."""
    gold = json.loads((shared / "gold/documents.json").read_text(encoding="utf-8"))["documents"]
    for name, document in gold.items():
        text = (shared / f"directives/{name}.txt").read_text(encoding="utf-8")
        found = [(n.start, n.end, n.canonical) for n in find(text) if n.number]
        assert found == sorted((m["start"], m["end"], m["number"]) for m in document["mentions"]), name


KEYS = [
    ("08-CTr/BCĐ", "8-CTr/BCĐ", True, "leading zeros"),
    ("15–KH/TU", "15-KH/TU", True, "dashes"),
    ("144 / KH - UBND", "144/KH-UBND", True, "blanks"),
    ("08-CTR/BCĐ", "08-CTr/BCĐ", True, "a heading in capitals"),
    ("12a/QĐ-UBND", "12/QĐ-UBND", False, "the suffix letter tells apart"),
    ("12/CT-UBND", "12/CTr-UBND", False, "chỉ thị and chương trình"),
    ("12/DA-UBND", "12/ĐA-UBND", False, "dự án and đề án"),
    ("36/TT-BKHCN", "36/2025/TT-BKHCN", False, "the year is restored by people only"),
]


@pytest.mark.parametrize(("one", "other", "same", "why"), KEYS)
def test_keys(one: str, other: str, same: bool, why: str) -> None:
    assert (key(one) == key(other)) is same, why


def test_fold_key() -> None:
    assert fold_key("08-CTr/BCĐ") == fold_key("08 ctr bcd") == fold_key("8-ctr/bcđ") == "8 ctr bcd"


KNOWN = [
    *("144/KH-UBND", "13-TB/CQTT", "41-KH/TU", "35/KH-UBND", "08-CTr/BCĐ", "135-CTr/TU", "57-NQ/TW", "57/NQ-CP", "22-ĐA/TU"),
    *("5-ĐA/TU", "36/2025/TT-BKHCN", "91/2025/QH15", "12/DA-UBND", "12/ĐA-UBND", "749/QĐ-TTg"),
]
ASKED = [
    ("Kế hoạch 144/KH-UBND giao gì", [("144/KH-UBND", ("144/KH-UBND",))], "as printed"),
    ("135-ctr/tu do ai ban hành", [("135-ctr/tu", ("135-CTr/TU",))], "lower case"),
    ("08 ctr bcd", [("08 ctr bcd", ("08-CTr/BCĐ",))], "no marks, no signs"),
    ("8-CTr/BCĐ", [("8-CTr/BCĐ", ("08-CTr/BCĐ",))], "no leading zero"),
    ("144/kh-ubnd và 35/kh-ubnd", [("144/kh-ubnd", ("144/KH-UBND",)), ("35/kh-ubnd", ("35/KH-UBND",))], "two"),
    ("kế hoạch 144 có gì", [("kế hoạch 144", ("144/KH-UBND",))], "by the name of its type"),
    ("ke hoach 144 co han", [("ke hoach 144", ("144/KH-UBND",))], "the same without marks"),
    ("kê hoach so 144", [("kê hoach so 144", ("144/KH-UBND",))], "the same with half the marks"),
    ("tasks in plan 144", [("plan 144", ("144/KH-UBND",))], "the same in English"),
    ("13-TB là gì", [("13-TB", ("13-TB/CQTT",))], "without the organ"),
    ("KH số 144", [("KH số 144", ("144/KH-UBND",))], "the code first"),
    ("nq57", [("nq57", ("57-NQ/TW", "57/NQ-CP"))], "what is typed short may mean several"),
    ("nghị quyết 57", [("nghị quyết 57", ("57-NQ/TW", "57/NQ-CP"))], "the same by name"),
    ("57-nq/tw", [("57-nq/tw", ("57-NQ/TW",))], "in full there is no doubt"),
    ("thông tư 36/2025", [("thông tư 36/2025", ("36/2025/TT-BKHCN",))], "with the year"),
    ("luật 91", [("luật 91", ("91/2025/QH15",))], "a law"),
    ("12/da-ubnd", [("12/da-ubnd", ("12/DA-UBND", "12/ĐA-UBND"))], "two numbers of the same letters"),
    ("12/đa-ubnd", [("12/đa-ubnd", ("12/ĐA-UBND",))], "what is typed with marks must have the right ones"),
    ("749/QD-TTG", [("749/QD-TTG", ("749/QĐ-TTg",))], "capitals without marks"),
    ("plan 1234/KH-UBND", [("1234/KH-UBND", ())], "well formed but not held"),
    ("144/KH-STP", [("144/KH-STP", ())], "another organ is another document"),
    ("999/qd-ubnd", [("999/qd-ubnd", ())], "not held, lower case"),
    ("kế hoạch 1234", [("kế hoạch 1234", ())], "not held, by name"),
    ("nhiệm vụ số 5 đã hoàn thành", [], "“5 đã” is no đề án"),
    ("nhiem vu 5 da xong", [], "nor is it without marks"),
    ("kế hoạch 5 năm", [], "a plan of five years"),
    ("kế hoạch 100 ngày đêm", [], "a campaign of a hundred days"),
    ("ke hoach nam 2026", [], "a year"),
    ("kế hoạch 2026", [], "a year"),
    ("Đề án 06", [], "the name of a programme"),
    ("trước 30/4", [], "a date"),
]


@pytest.mark.parametrize(("question", "expected", "why"), ASKED, ids=[row[0] for row in ASKED])
def test_questions(question: str, expected: list[tuple[str, tuple[str, ...]]], why: str) -> None:
    found = [(question[a.start : a.end], a.candidates) for a in find_in_question(question, KNOWN)]
    assert found == expected, why


def test_an_unknown_number_gets_its_capitals_and_marks_back() -> None:
    assert [a.number for a in find_in_question("999/qd-ubnd và 777-ctr/tu", KNOWN)] == ["999/QĐ-UBND", "777-CTr/TU"]


SUGGESTED = [
    ("144/KH-UBNĐ", "144/KH-UBND", "Đ for D"),
    ("12/QD-UBND", "12/QĐ-UBND", "D for Đ"),
    ("12/QÐ-UBND", "12/QĐ-UBND", "Ð (U+00D0) for Đ"),
    ("1 44/KH-UBND", "144/KH-UBND", "a blank inside"),
    ("I44/KH-UBND", "144/KH-UBND", "I for 1"),
    ("O8-CTR/BCD", "08-CTr/BCĐ", "O for 0, CTR, BCD"),
    ("144|KH-UBND", "144/KH-UBND", "| for /"),
    ("41-KH/TƯ", "41-KH/TU", "TƯ for TU"),
    ("08/CTr-BCĐ", "08-CTr/BCĐ", "the signs of the state on a Party paper"),
    ("36/TT-BKHCN", "36/2025/TT-BKHCN", "the year left out"),
    ("145/KH-UBND", "144/KH-UBND", "one digit"),
]


@pytest.mark.parametrize(("typed", "meant", "why"), SUGGESTED)
def test_suggestions(typed: str, meant: str, why: str) -> None:
    assert suggest(typed, [*KNOWN, "12/QĐ-UBND"])[:1] == (meant,), why


def test_nothing_is_suggested_for_what_is_known_or_nothing_like_a_number() -> None:
    assert suggest("8-CTr/BCĐ", KNOWN) == suggest("", KNOWN) == suggest("sân bay", KNOWN) == ()


# --- laws --------------------------------------------------------------------------------------------------------------------

_DIGITS = st.from_regex(r"[0-9]{1,4}[ab]?", fullmatch=True)
_CODE = st.sampled_from(sorted(TYPE_NAMES))
_ORGAN = st.sampled_from(["UBND", "HĐND", "TTg", "BKHCN", "BTP-BCA", "VPĐK.CT-TĐĐ", "ĐBQH&HĐND", "SNgV", "PC06"])
_PARTY_ORGAN = st.sampled_from(["TW", "TU", "BCĐ", "CQTT", "ĐU", "UBKTTU", "VPTW"])
_STATE = st.builds(lambda n, y, c, o: f"{n}/{y}{c}-{o}", _DIGITS, st.sampled_from(["", "2019/", "2026/"]), _CODE, _ORGAN)
_PARTY = st.builds(lambda n, c, o: f"{n}-{c}/{o}", _DIGITS, _CODE, _PARTY_ORGAN)
NUMBERS = st.one_of(_STATE, _PARTY)


@given(NUMBERS)
def test_a_canonical_number_is_found_exactly(number: str) -> None:
    assert [(n.start, n.end, n.canonical) for n in find(number)] == [(0, len(number), number)]


@given(
    NUMBERS, st.sampled_from("-\u2010\u2011\u2012\u2013\u2014\u2212"), st.sampled_from(["", " ", "\u00a0"]), st.integers(0, 2)
)
def test_dashes_blanks_and_zeros_do_not_matter(number: str, dash: str, blank: str, zeros: int) -> None:
    spaced = "0" * zeros + number.replace("/", f"{blank}/{blank}").replace("-", f"{blank}{dash}{blank}", 1)
    assert key(spaced) == key(number)
    if zeros == 0:
        assert [n.canonical for n in find(f"theo {spaced} ngày")] == [number]


@given(st.lists(NUMBERS, min_size=1, max_size=4), st.sampled_from(["; ", ", ", " và ", "<br>", "\n", "\t"]))
def test_a_list_gives_each_number_at_its_place(numbers: list[str], mark: str) -> None:
    text = mark.join(numbers)
    assert [text[n.start : n.end] for n in find(text)] == [n.canonical for n in find(text)] == numbers


@given(st.text(alphabet="0123456789/-–. \n\tKHNQĐCTrUBDắvàsố:", max_size=60))
def test_any_text_gives_numbers_in_order_inside_it(text: str) -> None:
    found = find(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(find(n.canonical)[0].canonical == n.canonical for n in found if n.number)


@given(NUMBERS)
def test_a_number_typed_in_lower_case_without_marks_is_recognised(number: str) -> None:
    typed = fold_key(number).replace(" ", "-", 1)
    found = find_in_question(f"van ban {typed} la gi", [number])
    assert [a.candidates for a in found] == [(number,)]


@given(st.text(max_size=60), st.lists(NUMBERS, max_size=3))
def test_any_question_is_answered_inside_it(text: str, known: list[str]) -> None:
    for asked in find_in_question(text, known):
        assert 0 <= asked.start < asked.end <= len(text)
        assert set(asked.candidates) <= set(known)


@pytest.mark.parametrize("hard", ["A" * 20_000, "1/" * 10_000, "KH-" * 7_000, "số " + "1, " * 7_000, "12/KH" + " " * 20_000])
def test_time_grows_with_length_only(hard: str) -> None:
    began = time.perf_counter()
    find(hard)
    assert time.perf_counter() - began < 2
