"""Names that only the held papers know, put right before a question is read."""

from __future__ import annotations

import pytest

from search.held.persons import by_words, named_persons, unknown_person
from search.held.printed_names import PrintedNames

NAMES = PrintedNames(("Thái Nguyên", "Đồng Lạc", "Phòng Hành chính tư pháp", "Công an tỉnh", "Trung tâm Lưu trữ lịch sử tỉnh"))

# typed · as read · why
TYPED: list[tuple[str, str, str]] = [
    ("xa dong lac lam gi", "xa Đồng Lạc lam gi", "no marks"),
    ("xã Đồng Lac làm gì", "xã Đồng Lạc làm gì", "half the marks"),
    ("STP Thái Nguynê", "STP Thái Nguyên", "two letters exchanged"),
    ("Công an tỉhn chủ trì", "Công an tỉnh chủ trì", "a slip in the last word"),
    ("phong hanh chinh tu phap chu tri", "Phòng Hành chính tư pháp chu tri", "a unit that no registry has"),
    ("trung tam luu tru lich su tinh", "Trung tâm Lưu trữ lịch sử tỉnh", "the longest name wins"),
    ("xã Đông Lạc làm gì", "xã Đông Lạc làm gì", "other marks are another name"),
    ("Công an xã chủ trì", "Công an xã chủ trì", "what the registry knows is no slip"),
    ("số hóa sổ hộ tịch", "số hóa sổ hộ tịch", "no name"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("typed", "wanted", "why"), TYPED, ids=[row[2] for row in TYPED])
def test_put_right(typed: str, wanted: str, why: str) -> None:
    assert NAMES.put_right(typed) == wanted, why


SIGNERS = by_words(("Bùi Đức Thái", "Lương Hữu Phước", "Hà Thị Ngọc Mai"))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("bui duc thai la ai", {"Bùi Đức Thái"}),
        ("Bùi Đức Thai ký gì", {"Bùi Đức Thái"}),
        ("Lương Hữu Phươc", {"Lương Hữu Phước"}),
        ("bà Hà Thị Ngọc May ký", {"Hà Thị Ngọc Mai"}),  # one letter wrong
        ("Bùi Đức", set()),  # half a name
    ],
)
def test_signers_are_known_with_a_slip(typed: str, names: set[str]) -> None:
    assert {name for _, _, found in named_persons(typed, SIGNERS) for name in found} == names


@pytest.mark.parametrize(
    ("typed", "stranger"),
    [
        ("ông Nguyễn Văn Hùng ký văn bản nào", "Nguyễn Văn Hùng"),
        ("nguyen van hung la ai", "nguyen van hung"),
        ("Trần Văn Bình ký kế hoạch nào", "Trần Văn Bình"),
        ("ông bình minh ký văn bản nào", "bình minh"),  # a title makes it a name
        ("bà trần thị hoa là ai", "trần thị hoa"),
        ("làm theo chu kỳ hằng tháng", None),  # "làm" and "kỳ" are no person
        ("nhiệm vụ về đào tạo kỹ năng số", None),  # "vụ" is not "Vũ", nor "kỹ" "ký"
        ("chỉ tiêu đào tạo kỹ năng số là bao nhiêu", None),  # "chỉ" is not "chị"
        ("Ảnh hưởng của kỷ luật", None),  # nor "ảnh" "anh"
        ("ba nhiệm vụ do ai ký", None),  # "ba" may be a careless "bà", but no name follows
        ("ai ký kế hoạch", None),
    ],
)
def test_strangers(typed: str, stranger: str | None) -> None:
    found = unknown_person(typed)
    assert (typed[slice(*found)] if found else None) == stranger


@pytest.mark.parametrize(
    ("typed", "restored", "stranger"),
    [
        ("nhiem vu ve dao tao ky nang so", "nhiệm vụ về đào tạo kỹ năng số", None),
        ("tran van binh ky ke hoach nao", "trần văn bình ký kế hoạch nào", "tran van binh"),
        ("bui duc manh ky gi", "bụi dục mạnh ký gì", "bui duc manh"),  # a surname restored wrong is still one as typed
        ("ong nuoc ky thuat moi", "ống nước kỹ thuật mới", None),
    ],
)
def test_marks_tell_strangers_from_words(typed: str, restored: str, stranger: str | None) -> None:
    found = unknown_person(typed, restored)
    assert (typed[slice(*found)] if found else None) == stranger
