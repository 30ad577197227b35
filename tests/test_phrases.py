"""Whom a group phrase takes in: the table of phrases, unseen combinations, and the three places an issuer stands at."""

from __future__ import annotations

import pytest

from corpus.agencies import lookup
from corpus.phrases import USUAL, Setting, setting_of, understand, weight

WHO = {
    "sở": "Sở Tư pháp", "văn phòng": "Văn phòng UBND tỉnh", "ban": "Ban Quản lý các khu công nghiệp",
    "ngành dọc": "Công an tỉnh", "đảng": "Ban Tổ chức Tỉnh ủy", "đoàn thể": "Hội Nông dân tỉnh", "hđnd tỉnh": "HĐND tỉnh",
    "xã": "UBND xã", "hđnd xã": "HĐND xã", "đảng ủy xã": "Đảng ủy xã", "công an xã": "Công an xã",
    "phòng xã": "Phòng Kinh tế", "mttq xã": "Hội Nông dân xã",
    "huyện": "UBND huyện", "bộ": "Bộ Tư pháp", "tỉnh": "UBND tỉnh", "sự nghiệp": "Trung tâm Phục vụ hành chính công tỉnh",
    "viettel": "Viettel",
}  # fmt: skip
PROVINCIAL = {"sở", "văn phòng"}


def taken_in(phrase: str, setting: Setting) -> set[str]:
    """Who is usually taken in, whatever the condition; "trong" stands for the issuer's inner units."""
    members = understand(phrase).members
    named = {short for short, name in WHO.items() if any(weight(m, lookup(name), setting) >= USUAL for m in members)}
    return named | {"trong" for m in members if weight(m, None, setting) >= USUAL}


# phrase · who, in a paper of the province · the condition that holds for government
PROVINCE: list[tuple[str, set[str], str | None]] = [
    ("Các sở", PROVINCIAL, None),
    ("Các sở, ban, ngành", {*PROVINCIAL, "ban", "ngành dọc"}, None),
    ("Các sở, ban, ngành thuộc tỉnh", {*PROVINCIAL, "ban", "ngành dọc"}, None),
    ("Các sở, ban, ngành thuộc UBND tỉnh", {*PROVINCIAL, "ban"}, None),  # vertical agencies answer to their ministry
    ("Các cơ quan chuyên môn thuộc UBND tỉnh", PROVINCIAL, None),
    ("sở, ban, ngành, đoàn thể", {*PROVINCIAL, "ban", "ngành dọc", "đoàn thể"}, None),
    ("Các sở, ngành, UBND các xã, phường", {*PROVINCIAL, "ngành dọc", "xã"}, None),
    ("Thủ trưởng các sở, ban, ngành thuộc tỉnh", {*PROVINCIAL, "ban", "ngành dọc"}, None),
    ("Thủ trưởng các sở; Chủ tịch UBND các xã, phường, đặc khu", {*PROVINCIAL, "xã"}, None),
    ("Các sở, ban, ngành, địa phương", {*PROVINCIAL, "ban", "ngành dọc", "xã"}, None),
    ("Các địa phương", {"xã"}, None),
    ("Các cơ quan, đơn vị", {*PROVINCIAL, "ban", "ngành dọc", "sự nghiệp"}, None),
    ("các cơ quan, đơn vị cấp tỉnh, các xã phường", {*PROVINCIAL, "ban", "ngành dọc", "sự nghiệp", "xã"}, None),
    ("Các đơn vị sự nghiệp công lập thuộc UBND tỉnh", {"sự nghiệp"}, None),
    ("Các cơ quan, đơn vị trong hệ thống chính trị",
     {*PROVINCIAL, "ban", "ngành dọc", "sự nghiệp", "đảng", "đoàn thể", "hđnd tỉnh", "xã", "hđnd xã", "đảng ủy xã", "mttq xã"},
     None),
    ("Các cấp ủy, tổ chức đảng", {"đảng"}, None),
    # "liên quan" and subsets are conditions; behind "doanh nghiệp" it speaks of the enterprises alone
    ("Các cơ quan, đơn vị, địa phương có liên quan", {*PROVINCIAL, "ban", "ngành dọc", "sự nghiệp", "xã"}, "liên quan"),
    ("Các sở, ban, ngành, địa phương, doanh nghiệp liên quan", {*PROVINCIAL, "ban", "ngành dọc", "xã"}, None),
    ("Các sở, ban, ngành, địa phương, doanh nghiệp ngành liên quan", {*PROVINCIAL, "ban", "ngành dọc", "xã"}, None),
    ("Các sở và các đơn vị liên quan", {*PROVINCIAL, "ban", "ngành dọc", "sự nghiệp"}, "liên quan"),
    ("UBND các xã có diện tích rừng", {"xã"}, "có diện tích rừng"),
    ("Các xã, phường thực hiện triển khai mô hình", {"xã"}, "thực hiện triển khai mô hình"),
    # bodies at a level
    ("UBND cấp xã", {"xã"}, None),
    ("UBND xã, phường", {"xã"}, None),
    ("HĐND 02 cấp", {"hđnd tỉnh", "hđnd xã"}, None),
    ("HĐND, UBND các xã, phường", {"hđnd xã", "xã"}, None),
    ("Đảng ủy, UBND các xã", {"đảng ủy xã", "xã"}, None),
    ("Công an các xã, phường", {"công an xã"}, None),
    ("UBND các tỉnh, thành phố", {"tỉnh"}, None),
    ("Các bộ, ngành Trung ương", {"bộ"}, None),
    # districts, and towns beside them, until 01/7/2025
    ("UBND các huyện, thành phố, thị xã", {"huyện"}, None),
    ("UBND các huyện, xã, thị trấn", {"huyện", "xã"}, None),
    # nobody in government
    ("Các doanh nghiệp viễn thông", set(), None),
    ("Nhà đầu tư", set(), None),
    ("các thôn, tổ dân phố", set(), None),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "who", "condition"), PROVINCE, ids=[row[0] for row in PROVINCE])
def test_in_a_paper_of_the_province(phrase: str, who: set[str], condition: str | None) -> None:
    assert taken_in(phrase, "province") == who
    assert understand(phrase).condition == condition


# phrase · where the issuer stands · who
ELSEWHERE: list[tuple[str, Setting, set[str]]] = [
    ("Các phòng, đơn vị thuộc Sở", "department", {"trong"}),
    ("Các phòng, đơn vị sự nghiệp thuộc Sở Tư pháp", "department", {"trong"}),
    ("Các Phòng, Trung tâm", "department", {"trong"}),
    ("Các đơn vị thuộc, trực thuộc Sở", "department", {"trong"}),
    ("Các cơ quan, đơn vị", "department", {"trong"}),
    ("Các sở, ngành", "department", {*PROVINCIAL, "ngành dọc"}),
    ("Các cơ quan, đơn vị, địa phương", "department", {*PROVINCIAL, "ban", "ngành dọc", "sự nghiệp", "xã"}),  # looks outward
    ("Các cơ quan, đơn vị", "commune", {"phòng xã", "công an xã"}),
    ("Các cơ quan, đơn vị thuộc UBND xã", "commune", {"phòng xã"}),  # the police answer to their ministry
    ("Các ngành, đoàn thể xã", "commune", {"phòng xã", "công an xã", "mttq xã"}),
    ("Các sở, ban, ngành tỉnh", "commune", {*PROVINCIAL, "ban", "ngành dọc"}),  # the level is printed
    ("Các địa phương", "central", {"tỉnh"}),
    ("Các bộ, ngành, địa phương", "central", {"bộ", "tỉnh"}),
]


@pytest.mark.parametrize(("phrase", "setting", "who"), ELSEWHERE, ids=[f"{row[1]}: {row[0]}" for row in ELSEWHERE])
def test_the_same_words_mean_other_sets(phrase: str, setting: Setting, who: set[str]) -> None:
    assert taken_in(phrase, setting) == who


# phrase · whom it leaves out · the condition that stays
LEFT_OUT: list[tuple[str, str | None, str | None]] = [
    ("Các sở, ban, ngành (trừ Sở Tư pháp)", "trừ Sở Tư pháp", None),
    ("Các sở, ngành, ngoại trừ Sở Tư pháp và Sở Y tế", "ngoại trừ Sở Tư pháp và Sở Y tế", None),
    ("Các sở (không bao gồm các đơn vị sự nghiệp)", "không bao gồm các đơn vị sự nghiệp", None),
    ("UBND các xã, phường, trừ các xã Đại Từ, Phú Lương", "trừ các xã Đại Từ, Phú Lương", None),
    ("UBND các xã có rừng (trừ xã Đại Từ)", "trừ xã Đại Từ", "có rừng"),
    ("UBND các xã (trừ xã Đại Từ) có rừng", "trừ xã Đại Từ", "có rừng"),
    ("Thủ trưởng các sở (trừ Sở Tư pháp); Chủ tịch UBND các xã", "trừ Sở Tư pháp", None),
    ("departments, localities (except the Department of Justice)", "except the Department of Justice", None),
    ("UBND các xã không có rừng", None, "không có rừng"),  # a subset
    ("UBND các xã tổ chức phòng trừ sâu bệnh", None, "tổ chức phòng trừ sâu bệnh"),
]


@pytest.mark.parametrize(("phrase", "exclusion", "condition"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_whom_a_phrase_leaves_out(phrase: str, exclusion: str | None, condition: str | None) -> None:
    found = understand(phrase)
    assert found.members
    assert (found.exclusion, found.condition) == (exclusion, condition)


def test_a_phrase_may_name_its_province() -> None:
    assert {member.province for member in understand("Các sở, ngành tỉnh Hà Tĩnh").members} == {"Hà Tĩnh"}
    assert {member.province for member in understand("Các sở thuộc UBND tỉnh Hà Tĩnh").members} == {"Hà Tĩnh"}
    assert {member.province for member in understand("Các sở, ngành tỉnh").members} == {None}


def test_certainty_is_graded() -> None:
    department, police = lookup("Sở Tư pháp"), lookup("Công an tỉnh")
    branches = understand("Các ngành, địa phương").members
    assert max(weight(member, department, "province") for member in branches) < USUAL  # doubtful for a department
    assert max(weight(member, police, "province") for member in branches) >= USUAL
    plain, near = understand("Các sở, địa phương"), understand("Các sở, địa phương, doanh nghiệp liên quan")
    assert plain.members[0].factor == 1 > near.members[0].factor > understand("Các sở liên quan").members[0].factor


def test_notes_and_outsiders() -> None:
    assert "Nghị định 150/2025/NĐ-CP" in (understand("Các sở, ngành").strict or "")
    assert understand("Các đơn vị").strict is None
    assert understand("Các doanh nghiệp, nhà đầu tư").external
    assert not understand("Các sở, doanh nghiệp").external


@pytest.mark.parametrize(
    "words", ["Sở Tư pháp", "Phòng Tổ chức - Hành chính", "UBND xã Đại Từ", "các ngành kinh tế", "xã hội", ""]
)
def test_what_is_no_group(words: str) -> None:
    assert understand(words).members == ()


@pytest.mark.parametrize(
    ("issuer", "setting"),
    [
        ("UBND tỉnh Thái Nguyên", "province"), ("Ban Thường vụ Tỉnh ủy", "province"), ("Ban Chỉ đạo tỉnh", "province"),
        ("Sở Tư pháp", "department"), ("Công an tỉnh", "department"), ("Trung tâm Khuyến nông", "department"),
        ("UBND phường Gia Sàng", "commune"), ("Đảng ủy xã Đại Từ", "commune"), ("Bộ Tư pháp", "central"), (None, None),
    ],
)  # fmt: skip
def test_where_an_issuer_stands(issuer: str | None, setting: Setting | None) -> None:
    assert setting_of(issuer) == setting
