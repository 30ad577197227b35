"""Where the asked agency sits, and whether there is one: what the held papers add to a question."""

from __future__ import annotations

import pytest

from corpus.model import AgencyMention, Document, Field, Task
from ingest.names.agencies import find, read
from search.binding.asked_agency import AskedAgency, asked, full_name, located, same_name
from search.binding.stated import exists, is_stated, stated


def paper(identifier: str, agency: str, province: str | None, recipients: tuple[str, ...] = ()) -> Document:
    return Document(identifier, "x.txt", "", agency=agency, issuer=agency, province=province, recipients=recipients)


def task(lead: str) -> Task:
    mentions = tuple(AgencyMention(m.name, m.as_written, m.kind, (), m.part, m.sub_unit) for m in read(lead))
    return Task(id=lead, kind="row", content=Field("", ()), spans=(), lead=mentions)


CAM_LO = paper("1", "UBND xã Cam Lộ", "Quảng Trị")
NGHE_AN = paper("2", "UBND tỉnh Nghệ An", "Nghệ An", ("UBND xã Quỳ Hợp",))
PAPERS = (CAM_LO, NGHE_AN, paper("3", "Sở Tư pháp", None), paper("4", "UBND xã Tân An, tỉnh Gia Lai", None),
          paper("5", "UBND xã Tân An", "Cà Mau"), paper("6", "UBND phường Hòa Bình", "Phú Thọ"))  # fmt: skip
TASKS = [(task("UBND xã Đồng Lạc; Sở Du lịch; Phòng Bổ trợ tư pháp; UBND xã Cam Lộ"), NGHE_AN)]
KNOWN = stated(PAPERS, TASKS)

# question · the agency as located
LOCATED: list[tuple[str, AskedAgency]] = [
    ("UBND xã Cam Lộ phải làm gì", AskedAgency("Ủy ban nhân dân xã Cam Lộ", "Quảng Trị", "Cam Lộ")),  # it issued a paper
    ("xa cam lo phai lam gi", AskedAgency("Ủy ban nhân dân xã Cam Lộ", "Quảng Trị", "Cam Lộ")),  # with the marks of print
    ("Phòng Kinh tế xã Cam Lộ phải làm gì", AskedAgency("Phòng Kinh tế xã Cam Lộ", "Quảng Trị", "Cam Lộ")),
    ("UBND xã Đồng Lạc", AskedAgency("Ủy ban nhân dân xã Đồng Lạc", "Nghệ An", "Đồng Lạc")),  # a paper of Nghệ An names it
    ("UBND xã Quỳ Hợp", AskedAgency("Ủy ban nhân dân xã Quỳ Hợp", "Nghệ An", "Quỳ Hợp")),  # as a recipient
    ("UBND phường Hòa Bình", AskedAgency("Ủy ban nhân dân phường Hòa Bình", "Phú Thọ", "Hòa Bình")),  # not the old province
    ("UBND xã Tân An", AskedAgency("Ủy ban nhân dân xã Tân An", None, "Tân An")),  # two provinces have one
    ("UBND xã Cam Lộ, tỉnh Gia Lai", AskedAgency("Ủy ban nhân dân xã Cam Lộ", "Gia Lai", "Cam Lộ")),  # the question says where
    ("UBND xã Hoàng Hoa Thám", AskedAgency("Ủy ban nhân dân xã Hoàng Hoa Thám", None, "Hoàng Hoa Thám")),  # nobody names it
    ("Sở Tư pháp", AskedAgency("Sở Tư pháp")),
]


@pytest.mark.parametrize(("question", "agency"), LOCATED, ids=[row[0] for row in LOCATED])
def test_located(question: str, agency: AskedAgency) -> None:
    assert located(asked(find(question)[0]), PAPERS, KNOWN) == agency


# agency · whether a held paper names it · whether there is one for all that is known
STATED: list[tuple[AskedAgency, bool, bool]] = [
    (AskedAgency("Sở Du lịch"), True, True),
    (AskedAgency("Sở Du lịch", "Nghệ An"), True, True),
    (AskedAgency("Sở Du lịch", "Quảng Trị"), False, True),
    (AskedAgency("Ủy ban nhân dân xã Cam Lộ", "Quảng Trị", "Cam Lộ"), True, True),
    (AskedAgency("Công an xã Cam Lộ", "Quảng Trị", "Cam Lộ"), True, True),  # the commune is named
    (AskedAgency("Phòng Bổ trợ tư pháp"), True, True),
    (AskedAgency("Phòng Vũ trụ"), False, False),
    (AskedAgency("Sở Vũ trụ", "Nghệ An"), False, False),
    (AskedAgency("Các sở, ban, ngành"), False, True),
]


@pytest.mark.parametrize(("agency", "named", "there"), STATED, ids=[f"{row[0].name} {row[0].province}" for row in STATED])
def test_stated(agency: AskedAgency, named: bool, there: bool) -> None:
    assert is_stated(agency, KNOWN) == named
    assert exists(agency, KNOWN) == there


def test_the_unit_of_a_department_is_asked_for() -> None:
    agency = asked(find("Phòng Bổ trợ tư pháp thuộc Sở Tư pháp phải làm gì")[0])
    assert agency.name == "Phòng Bổ trợ tư pháp"


def test_names() -> None:
    assert full_name(AskedAgency("Sở Tư pháp", "Đồng Tháp")) == "Sở Tư pháp Đồng Tháp"
    assert full_name(AskedAgency("Sở Tư pháp Đồng Tháp", "Đồng Tháp")) == "Sở Tư pháp Đồng Tháp"
    assert full_name(AskedAgency("Ủy ban nhân dân xã Đại Từ", "Thái Nguyên", "Đại Từ")).endswith("xã Đại Từ, Thái Nguyên")
    assert same_name("Dong Lac", "Đồng Lạc")
    assert not same_name("Đông Lạc", "Đồng Lạc")  # marks that differ
