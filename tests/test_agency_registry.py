"""The registry: one agency under many writings, the provinces, and how long the tables take to load."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import agencies, places
from corpus.abbreviations import words
from corpus.agencies import expand, fold, key, lookup
from corpus.spelling import Lexicon, one_style, split_words

ROOT = Path(__file__).resolve().parent.parent
DEPARTMENTS = (  # Nghị định 150/2025/NĐ-CP: everywhere ten departments, and the conditional ones
    "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Công Thương", "Sở Nông nghiệp và Môi trường", "Sở Xây dựng",
    "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch", "Sở Giáo dục và Đào tạo", "Sở Y tế", "Sở Ngoại vụ",
    "Sở Dân tộc và Tôn giáo", "Sở Du lịch", "Sở Quy hoạch - Kiến trúc",
)  # fmt: skip

SAME: list[tuple[str, str]] = [  # writing, canonical name of the agency that it names
    ("STP", "Sở Tư pháp"),
    ("so tu phap", "Sở Tư pháp"),  # without marks
    ("Sở tu phap", "Sở Tư pháp"),  # half marked
    ("SỞ TƯ PHÁP", "Sở Tư pháp"),
    ("Sở Tư pháp tỉnh Thái Nguyên", "Sở Tư pháp"),
    ("Department of Justice", "Sở Tư pháp"),
    ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
    ("Sở KHCN", "Sở Khoa học và Công nghệ"),
    ("sở Khoa học", "Sở Khoa học và Công nghệ"),
    ("Sở Khoa học, Công nghệ", "Sở Khoa học và Công nghệ"),
    ("Sở Công thương", "Sở Công Thương"),
    ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),  # the newer tone placement
    ("Sở NN và MT", "Sở Nông nghiệp và Môi trường"),
    ("Sở GD-ĐT", "Sở Giáo dục và Đào tạo"),
    ("so gddt", "Sở Giáo dục và Đào tạo"),
    ("VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
    ("Văn phòng UBND thành phố Đà Nẵng", "Văn phòng Ủy ban nhân dân tỉnh"),
    ("Văn phòng Đoàn ĐBQH&HĐND", "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"),
    ("Văn phòng Tỉnh uỷ", "Văn phòng Tỉnh ủy"),
    ("Thành ủy Hà Nội", "Tỉnh ủy"),
    ("Thuế tỉnh Thái Nguyên", "Thuế tỉnh"),
    ("Thuế tỉnh Sông Thao", "Thuế tỉnh"),  # a province that no table has
    ("Sở Y tế Sông Thao", "Sở Y tế"),
    ("Công an Thành phố", "Công an tỉnh"),
    ("Công an phường Gia Sàng", "Công an xã"),
    ("UBND cấp xã", "Ủy ban nhân dân xã"),
    ("UBND đặc khu Phú Quốc", "Ủy ban nhân dân xã"),
    ("Ban Quản lý các KCN Thái Nguyên", "Ban Quản lý các khu công nghiệp"),
    ("Kho bạc Nhà nước Khu vực VII", "Kho bạc Nhà nước"),
    ("Trung tâm PVHCC tỉnh", "Trung tâm Phục vụ hành chính công tỉnh"),
    ("Trung tâm Phục vụ HCC", "Trung tâm Phục vụ hành chính công"),  # the commune's, where no "tỉnh" stands
    ("vnpt", "Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT)"),
    ("Tập đoàn Công nghiệp - Viễn thông quân đội (Viettel)", "Tập đoàn Công nghiệp - Viễn thông Quân đội (Viettel)"),
    ("Bộ TT&TT", "Bộ Thông tin và Truyền thông"),
]
UNKNOWN = ["so sánh", "thuế suất", "Công an", "cat", "chính phủ số", "13-TB/CQTT", "144/KH-UBND", "Sở Tư pháp và Sở Y tế", ""]


@pytest.mark.parametrize(("written", "name"), SAME, ids=[row[0] for row in SAME])
def test_one_agency_under_many_writings(written: str, name: str) -> None:
    found = lookup(written)
    assert found is not None
    assert found.name == name
    assert lookup(unicodedata.normalize("NFD", written)) == found
    assert key(written) == key(name) or found.level == "commune"


@pytest.mark.parametrize("written", UNKNOWN)
def test_what_names_no_agency(written: str) -> None:
    assert lookup(written) is None


def test_every_name_and_alias_finds_its_agency() -> None:
    for agency in agencies.agencies():
        assert lookup(agency.name) == agency
        assert lookup(agency.name.upper()) == agency
        assert all(lookup(alias) == agency for alias in agency.aliases), agency
        assert all(lookup(successor) is not None for successor in agency.successors)
        assert bool(agency.successors) == (agency.until is not None)


def test_the_departments_of_a_province() -> None:
    listed = {agency.name for agency in agencies.agencies() if agency.family == "so" and agency.until is None}
    assert set(DEPARTMENTS) <= listed
    successor = lookup("Sở Kế hoạch và Đầu tư")
    assert successor is not None
    assert successor.successors == ("Sở Tài chính",)


EXPANDED: list[tuple[str, str]] = [
    ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
    ("Thuế tỉnh Thái Nguyên", "Thuế tỉnh Thái Nguyên"),  # stays with its province
    ("Thuế Thái Nguyên", "Thuế tỉnh Thái Nguyên"),
    ("Văn phòng Tỉnh uỷ", "Văn phòng Tỉnh ủy"),
    ("VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
    ("Ban Quản lý các KCN Thái Nguyên", "Ban Quản lý các khu công nghiệp Thái Nguyên"),
    ("Thành uỷ Hà Nội", "Thành ủy Hà Nội"),  # a city's committee keeps its name
    ("UBND tp Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"),
    ("UỶ BAN NHÂN DÂN TỈNH THÁI NGUYÊN", "Ủy ban nhân dân tỉnh Thái Nguyên"),
    ("UBND PHƯỜNG GIA SÀNG", "Ủy ban nhân dân phường Gia Sàng"),
    ("VNPT Thái Nguyên", "VNPT Thái Nguyên"),  # a branch is not the group
    ("vnpt", "Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT)"),
    ("Chi cục Trồng trọt và BVTV", "Chi cục Trồng trọt và Bảo vệ thực vật"),
    ("144/KH-UBND", "144/KH-UBND"),  # codes in numbers are no abbreviations
    ("BÁO CÁO CỦA SỞ TƯ PHÁP GỬI UBND", "BÁO CÁO CỦA Sở Tư pháp GỬI Ủy ban nhân dân"),  # "TƯ" is a syllable here
]


@pytest.mark.parametrize(("written", "full"), EXPANDED, ids=[row[0] for row in EXPANDED])
def test_expand(written: str, full: str) -> None:
    assert expand(written) == full


def test_keys() -> None:
    assert key("STP Thái Nguyên") == key("Sở Tư pháp") == "sở tư pháp"
    assert fold("Sở KH&CN") == "so khoa hoc cong nghe"
    assert key("UBND xã Đại Từ") != key("UBND xã Phú Lương")
    assert key("Các phòng và đơn vị") == key("Các phòng, đơn vị")


PROVINCES: list[tuple[str, str | None]] = [
    ("Sở Tư pháp tỉnh Thái Nguyên", "Thái Nguyên"),
    ("UBND TP. Hồ Chí Minh", "Hồ Chí Minh"),
    ("Thái Nguyên, ngày 14 tháng 4 năm 2026", "Thái Nguyên"),
    ("so tu phap dong thap", "Đồng Tháp"),
    ("xã Phú Bình, tỉnh Bắc Kạn", "Bắc Kạn"),  # old names stay as printed
    ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ("phường Phú Thọ, thành phố Hà Nội", "Hà Nội"),  # behind "thành phố" before anywhere else
    ("giữ gìn hòa bình trong khu vực Đông Nam Á", None),
    ("UBND tỉnh Sông Thao", "Sông Thao"),  # behind "tỉnh" also one that no table has
    ("kế hoạch của UBND tỉnh Quyết định", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "name"), PROVINCES, ids=[row[0] or "empty" for row in PROVINCES])
def test_province_of(text: str, name: str | None) -> None:
    assert agencies.province_of(text) == name


def test_the_provinces() -> None:
    now = [found for found in places.provinces() if found.successor is None]
    assert len(now) == 34
    assert sum(found.kind == "thành phố" for found in now) == 7
    assert len(places.provinces()) == 63
    assert places.today("Bắc Kạn") == "Thái Nguyên"
    assert places.today("Đồng Tháp") == "Đồng Tháp"
    dong_nai = places.province("tỉnh Đồng Nai")
    assert dong_nai is not None
    assert dong_nai.since.isoformat() == "2026-04-30"


SPELLED: list[tuple[str, str]] = [
    ("Tỉnh uỷ", "Tỉnh ủy"), ("hoà", "hòa"), ("XOÁ", "XÓA"), ("khoẻ", "khỏe"), ("quản lí", "quản lý"), ("kĩ", "kỹ"),
    ("hoàn toàn", "hoàn toàn"), ("quý", "quý"), ("thị xã", "thị xã"), ("bí thư", "bí thư"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "style"), SPELLED)
def test_one_style(written: str, style: str) -> None:
    assert one_style(written) == style


letters = st.text(alphabet=st.sampled_from("aàảãáạoòỏõóọuùúyỳýquQhkHnđĐ iìí&,.-/19"), max_size=30)


@given(text=letters)
def test_spelling_keeps_length_and_settles(text: str) -> None:
    assert len(one_style(text)) == len(text)
    assert one_style(one_style(text)) == one_style(text)


@given(text=st.one_of(letters, st.text(max_size=40)))
def test_words_point_into_the_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    for word in split_words(composed):
        assert one_style(composed[word.start : word.end]).lower() == word.key or len(word.key) == word.end - word.start
    starts = [word.start for word in words(composed)]
    assert starts == sorted(starts)


def test_a_lexicon_takes_the_longest_name() -> None:
    lexicon = Lexicon(("trực thuộc", "thuộc, trực thuộc", "thuộc"), loose=True)
    listed = split_words("các đơn vị thuộc, trực thuộc Sở")
    assert lexicon.at(listed, 3) == ("thuộc trực thuộc", 6)
    assert lexicon.end(listed, 0) == 0


def test_loading_is_fast() -> None:
    """The registry, read once in a fresh process: 11 ms of processor time (the limit leaves room for a slower machine)."""
    code = (
        "import tomllib, time; from corpus import agencies; start = time.process_time();"
        "agencies.lookup('Sở Tư pháp'); print(time.process_time() - start)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True) for _ in range(3)]
    times = [float(run.stdout) for run in runs]
    assert min(times) < 0.03, times
