"""Which tasks bind which agency, and why: the annotated directives, then made-up papers for each rule."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.model import AgencyMention, Document, Field, Task
from ingest.names.agencies import find, read
from search.binding.reach import AskedAgency, Reach, asked, reach, verdict
from search.binding.stated import stated

Plans = dict[str, tuple[Task, Document]]


def mentions(cell: str | None, issuer: str | None) -> tuple[AgencyMention, ...]:
    return tuple(AgencyMention(m.name, m.as_written, m.kind, (), m.part, m.sub_unit) for m in read(cell or "", issuer))


def paper(agency: str, province: str | None = None) -> Document:
    return Document(id=agency, source_file="x.txt", text="", agency=agency, issuer=agency, province=province)


def task(document: Document, lead: str = "", coordinating: str = "", content: str = "", deliverable: str | None = None) -> Task:
    return Task(
        id="1",
        kind="row",
        content=Field(content, ()),
        spans=(),
        lead=mentions(lead, document.agency),
        coordinating=mentions(coordinating, document.agency),
        deliverable=Field(deliverable, ()) if deliverable else None,
    )


@pytest.fixture(scope="module")
def plans(shared: Path) -> Plans:
    """The annotated tasks as a parser would hand them over, each with its document."""
    gold = json.loads((shared / "gold/documents.json").read_text(encoding="utf-8"))["documents"]
    documents = {}
    for name, head in gold.items():
        province = head["issuer"]["canonical"].rpartition(" tỉnh ")[2] if " tỉnh " in head["issuer"]["canonical"] else None
        documents[name] = Document(
            id=name, source_file=head["file"], text="", number=head["number"], agency=head["issuer"]["raw"],
            issuer=head["issuer"]["canonical"], province=province,
        )  # fmt: skip
    rows = json.loads((shared / "gold/tasks.json").read_text(encoding="utf-8"))
    return {row["id"]: (gold_task(row, documents[row["doc_id"]]), documents[row["doc_id"]]) for row in rows}


def gold_task(row: dict[str, Any], document: Document) -> Task:
    kinds: dict[str, Any] = {"table": "row", "list": "item", "narrative": "narrative"}
    return Task(
        id=row["id"],
        kind=kinds[row["kind"]],
        content=Field(row.get("sentence") or row["content"], ()),
        spans=(),
        annex=row.get("annex"),
        lead=mentions(row.get("lead_raw"), document.agency),
        coordinating=mentions(row.get("coordinating_raw"), document.agency),
        deliverable=Field(row["deliverable"], ()) if row.get("deliverable") else None,
    )


def reached(plans: Plans, agency: AskedAgency) -> dict[str, tuple[Reach, ...]]:
    return {name: found for name, (one, document) in plans.items() if (found := reach(one, document, agency))}


def has(found: tuple[Reach, ...], role: str, because: str | None = None) -> bool:
    return any(one.role == role and one.certain and because in (None, one.because) for one in found)


@pytest.fixture(scope="module")
def questions(shared: Path) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads((shared / "gold/questions.json").read_text(encoding="utf-8"))}


def fits(answer: dict[str, Any], returned: set[str]) -> bool:
    return set(answer["required"]) <= returned <= set(answer["required"]) | set(answer["optional"])


@pytest.mark.parametrize("number", ["q001", "q003", "q005", "q007", "q009", "q012", "q014", "q016", "q018"])
def test_questions_by_name(number: str, plans: Plans, questions: dict[str, dict[str, Any]]) -> None:
    question = questions[number]
    found = reached(plans, asked(find(question["question"])[0]))
    lead = {name for name, reaches in found.items() if has(reaches, "lead", "by_name")}
    coordinating = {name for name, reaches in found.items() if has(reaches, "coordinating", "by_name")}
    returned = {
        "agency_lead": lead,
        "agency_either": lead | coordinating,
        "agency_coordinating": coordinating - lead if "only" in question["question"] else coordinating,
    }[question["kind"]]
    assert fits(question["answer"], returned), (number, returned)


def test_what_a_department_is_responsible_for(plans: Plans, questions: dict[str, dict[str, Any]]) -> None:
    question = questions["q020"]
    found = reached(plans, asked(find(question["question"])[0]))
    rows = {name for name, reaches in found.items() if plans[name][0].kind != "narrative" and has(reaches, "lead")}
    assert rows == set(question["answer"]["required"])
    assert fits(question["answer"], {name for name, reaches in found.items() if any(one.role == "lead" for one in reaches)})


def test_a_department_that_no_row_names(plans: Plans, questions: dict[str, dict[str, Any]]) -> None:
    found = reached(plans, asked(find(questions["q022"]["question"])[-1]))
    assert not [n for n, reaches in found.items() if n.startswith("003") and any(one.because == "by_name" for one in reaches)]


def test_what_the_communes_lead_and_coordinate(plans: Plans, questions: dict[str, dict[str, Any]]) -> None:
    lead = reached(plans, asked(find(questions["q023"]["question"])[0]))
    assert fits(questions["q023"]["answer"], {n for n, found in lead.items() if n.startswith("003") and has(found, "lead")})
    local = reached(plans, asked(find(questions["q025"]["question"])[0]))
    joint = {
        name
        for name, found in local.items()
        if name.startswith("003-I-")
        and any(one.role == "coordinating" and one.certain and "liên quan" not in (one.phrase or "") for one in found)
    }
    assert joint == set(questions["q025"]["answer"]["required"])


def test_coverage_labels(plans: Plans, shared: Path) -> None:
    child = json.loads((shared / "gold/coverage.json").read_text(encoding="utf-8"))["children"]["000"]
    found = reached(plans, AskedAgency("Sở Tư pháp", "Thái Nguyên"))
    wrong = []
    for row in child["rows"]:
        reaches = found.get(row["parent_task"], ())
        confidence = reaches[0].confidence if reaches else 0.02
        if verdict(reaches) != (row["binds"], row["role"]) or abs(confidence - row["p_binds"]) > 0.15:
            wrong.append((row["parent_task"], row["binds"], row["role"], reaches))
    assert len(child["rows"]) > 80
    assert wrong == []


PROVINCE, DEPARTMENT, COMMUNE = "UBND tỉnh Thái Nguyên", "Sở Tư pháp", "UBND xã Đại Từ"
STP, COMMUNES = AskedAgency("Sở Tư pháp", "Thái Nguyên"), AskedAgency("Ủy ban nhân dân cấp xã")
PHU_LUONG = AskedAgency("Ủy ban nhân dân xã Phú Lương", "Thái Nguyên", "Phú Lương")
# why it is here · issuer, its province · lead · coordinating · asked · (role, because, certain) of the strongest, or None
RULES: list[tuple[str, str, str | None, str, str, AskedAgency, tuple[str, str, bool] | None]] = [
    ("a sub-unit acts, the department answers", PROVINCE, "Thái Nguyên", "Sở Y tế (Chi cục Dân số)", "", AskedAgency("Sở Y tế"),
     ("lead", "by_name", True)),
    ("the sub-unit itself is asked for", PROVINCE, "Thái Nguyên", "Sở Y tế (Chi cục Dân số)", "", AskedAgency("Chi cục Dân số"),
     ("lead", "by_name", True)),
    ("a former name is uncertain", PROVINCE, "Thái Nguyên", "Sở TT&TT", "", AskedAgency("Sở Khoa học và Công nghệ"),
     ("lead", "by_name", False)),
    ("a former name is asked for", PROVINCE, "Thái Nguyên", "Sở Tài chính", "", AskedAgency("Sở Kế hoạch và Đầu tư"),
     ("lead", "by_name", False)),
    ("another province binds nobody here", PROVINCE, "Thái Nguyên", "Các sở", "", AskedAgency("Sở Tư pháp", "Đồng Tháp"), None),
    ("the province before the merger", "UBND tỉnh Bắc Kạn", "Bắc Kạn", "Các sở", "", STP, ("lead", "via_group", False)),
    ("an unstated province is uncertain", DEPARTMENT, None, "Văn phòng Sở", "", STP, ("lead", "issuer", False)),
    ("no province asked, none stated", DEPARTMENT, None, "Văn phòng Sở", "", AskedAgency("Sở Tư pháp"),
     ("lead", "issuer", True)),
    ("if concerned", PROVINCE, "Thái Nguyên", "Các cơ quan, đơn vị liên quan", "", STP, ("lead", "via_group", False)),
    ("a subset of communes", PROVINCE, "Thái Nguyên", "UBND các xã có rừng", "", COMMUNES, ("lead", "via_group", False)),
    ("communes named behind a colon are not every commune", PROVINCE, "Thái Nguyên", "UBND các xã: Đại Từ, Phú Lương", "", COMMUNES,
     ("lead", "by_name", False)),
    ("each of them is named", PROVINCE, "Thái Nguyên", "UBND các xã: Đại Từ, Phú Lương", "",
     AskedAgency("Ủy ban nhân dân xã Phú Lương", None, "Phú Lương"), ("lead", "by_name", True)),
    ("one commune is not every commune", PROVINCE, "Thái Nguyên", "UBND xã Đại Từ", "", COMMUNES, ("lead", "by_name", False)),
    ("the commune that is asked for", PROVINCE, "Thái Nguyên", "UBND xã Đại Từ", "",
     AskedAgency("Ủy ban nhân dân xã Đại Từ", None, "Đại Từ"), ("lead", "by_name", True)),
    ("another commune", PROVINCE, "Thái Nguyên", "UBND xã Đại Từ", "",
     AskedAgency("Ủy ban nhân dân xã Phú Lương", None, "Phú Lương"), None),
    ("every commune takes in the one asked", PROVINCE, "Thái Nguyên", "UBND các xã, phường", "",
     AskedAgency("Ủy ban nhân dân xã Đại Từ", None, "Đại Từ"), ("lead", "via_group", True)),
    ("councils are not committees", PROVINCE, "Thái Nguyên", "", "HĐND cấp xã", COMMUNES, None),
    ("a commune's bodies never bind a department", COMMUNE, "Thái Nguyên", "Các cơ quan, đơn vị", "", STP, None),
    ("they are the commune's own", COMMUNE, "Thái Nguyên", "Các cơ quan, đơn vị", "",
     AskedAgency("Ủy ban nhân dân xã Đại Từ", None, "Đại Từ"), ("lead", "issuer", True)),
    ("an office of the commune", COMMUNE, "Thái Nguyên", "Các cơ quan, đơn vị", "", AskedAgency("Phòng Kinh tế"),
     ("lead", "via_group", True)),
    ("an office by name", COMMUNE, "Thái Nguyên", "Phòng Kinh tế", "", AskedAgency("Phòng Kinh tế"), ("lead", "by_name", True)),
    ("the issuer through its unit", DEPARTMENT, "Thái Nguyên", "Phòng Bổ trợ tư pháp", "", STP, ("lead", "issuer", True)),
    ("the issuer, unit unknown", DEPARTMENT, "Thái Nguyên", "Như trên", "", STP, ("lead", "issuer", False)),
    ("the issuer where nobody is named", DEPARTMENT, "Thái Nguyên", "", "", STP, ("lead", "issuer", False)),
    ("another agency leads in the issuer's plan", DEPARTMENT, "Thái Nguyên", "Công an tỉnh", "Các phòng thuộc Sở", STP,
     ("coordinating", "issuer", True)),
    ("a department's units bind no other department", DEPARTMENT, "Thái Nguyên", "Các phòng, đơn vị thuộc Sở", "",
     AskedAgency("Sở Nội vụ"), None),
    ("a unit of the issuer is taken in", DEPARTMENT, "Thái Nguyên", "Các phòng, đơn vị thuộc Sở", "",
     AskedAgency("Văn phòng Sở Tư pháp"), ("lead", "via_group", True)),
    ("a unit of whichever department", DEPARTMENT, None, "Văn phòng Sở", "", AskedAgency("Văn phòng Sở"),
     ("lead", "by_name", True)),
    ("vertical agencies are a sector", PROVINCE, "Thái Nguyên", "Các sở, ban, ngành", "", AskedAgency("Thuế tỉnh"),
     ("lead", "via_group", True)),
    ("but no body of the People's Committee", PROVINCE, "Thái Nguyên", "Các sở, ngành thuộc UBND tỉnh", "",
     AskedAgency("Công an tỉnh"), ("lead", "via_group", False)),
    ("Party bodies only doubtfully", PROVINCE, "Thái Nguyên", "Các sở, ban, ngành", "", AskedAgency("Ban Tổ chức Tỉnh ủy"),
     ("lead", "via_group", False)),
    ("mass organisations by their noun", PROVINCE, "Thái Nguyên", "Các sở, ban, ngành, đoàn thể", "",
     AskedAgency("Hội Nông dân tỉnh"), ("lead", "via_group", True)),
    ("named in the other column, hardly meant by the group", PROVINCE, "Thái Nguyên", "Các sở, ban, ngành", "Sở Y tế",
     AskedAgency("Sở Y tế"), ("lead", "via_group", False)),
    ("enterprises are outside", PROVINCE, "Thái Nguyên", "Các doanh nghiệp viễn thông", "", AskedAgency("VNPT"), None),
    ("a ministry's paper reaches the provinces", "Bộ Tư pháp", None, "UBND các tỉnh, thành phố", "",
     AskedAgency("Ủy ban nhân dân tỉnh", "Thái Nguyên"), ("lead", "via_group", True)),
    ("a ministry's paper names one of them", "Bộ Tư pháp", None, "UBND tỉnh Đồng Tháp", "",
     AskedAgency("Ủy ban nhân dân tỉnh", "Thái Nguyên"), None),
    ("the commune stands in the asked name", PROVINCE, "Thái Nguyên", "UBND xã Đại Từ", "",
     AskedAgency("Ủy ban nhân dân xã Phú Lương"), None),
    ("the departments as a set", PROVINCE, "Thái Nguyên", "Các sở, ban, ngành, địa phương", "",
     AskedAgency("Các sở, ban, ngành"), ("lead", "via_group", True)),
    ("the set is not in the phrase", PROVINCE, "Thái Nguyên", "Các địa phương", "", AskedAgency("Các sở, ban, ngành"), None),
    # whom a phrase leaves out
    ("left out by name", PROVINCE, "Thái Nguyên", "Các sở, ban, ngành (trừ Sở Tư pháp)", "", STP, None),
    ("another one is left out", PROVINCE, "Thái Nguyên", "Các sở, ban, ngành (trừ Sở Y tế)", "", STP, ("lead", "via_group", True)),
    ("left out by its short name", PROVINCE, "Thái Nguyên", "Các sở, ngành (trừ các Sở: Tư pháp, Nội vụ)", "", STP, None),
    ("left out among those who join in", PROVINCE, "Thái Nguyên", "Sở Y tế", "Các sở, ngoại trừ Sở Tư pháp", STP, None),
    ("left out behind a line break", PROVINCE, "Thái Nguyên", "Các sở, ban, ngành\nkhông bao gồm Sở Tư pháp", "", STP, None),
    ("left out as one of a group", PROVINCE, "Thái Nguyên", "Các cơ quan, đơn vị (trừ các cơ quan ngành dọc)", "",
     AskedAgency("Công an tỉnh"), None),
    ("left out in words that nobody can check", PROVINCE, "Thái Nguyên", "Các sở (trừ cơ quan đặc thù)", "", STP,
     ("lead", "via_group", False)),
    ("left out of another province", PROVINCE, "Thái Nguyên", "Các sở (trừ Sở Tư pháp tỉnh Đồng Tháp)", "", STP,
     ("lead", "via_group", True)),
    ("a commune that is left out", PROVINCE, "Thái Nguyên", "UBND các xã, trừ các xã Đại Từ, Phú Lương", "", PHU_LUONG, None),
    ("a commune in brackets behind a subset", PROVINCE, "Thái Nguyên", "UBND các xã có rừng (trừ xã Phú Lương)", "", PHU_LUONG, None),
    ("a commune that stays", PROVINCE, "Thái Nguyên", "UBND các xã (trừ xã Đại Từ)", "", PHU_LUONG, ("lead", "via_group", True)),
    ("the communes but one", PROVINCE, "Thái Nguyên", "UBND các xã (trừ xã Đại Từ)", "", COMMUNES, ("lead", "via_group", True)),
    # provinces that are named
    ("one of another province, by name", "UBND tỉnh Nghệ An", "Nghệ An", "Sở Tư pháp tỉnh Hà Tĩnh", "",
     AskedAgency("Sở Tư pháp", "Hà Tĩnh"), ("lead", "by_name", True)),
    ("it is not the one at home", "UBND tỉnh Nghệ An", "Nghệ An", "Sở Tư pháp tỉnh Hà Tĩnh", "",
     AskedAgency("Sở Tư pháp", "Nghệ An"), None),
    ("the one at home is not of another province", "UBND tỉnh Nghệ An", "Nghệ An", "Sở Tư pháp", "",
     AskedAgency("Sở Tư pháp", "Hà Tĩnh"), None),
    ("a group of another province, by name", "UBND tỉnh Nghệ An", "Nghệ An", "Các sở, ngành tỉnh Hà Tĩnh", "",
     AskedAgency("Sở Tư pháp", "Hà Tĩnh"), ("lead", "via_group", True)),
    ("that group is not the one at home", "UBND tỉnh Nghệ An", "Nghệ An", "Các sở, ngành tỉnh Hà Tĩnh", "",
     AskedAgency("Sở Tư pháp", "Nghệ An"), None),
    ("named with its province where the paper states none", DEPARTMENT, None, "Sở Y tế tỉnh Thái Nguyên", "",
     AskedAgency("Sở Y tế", "Thái Nguyên"), ("lead", "by_name", True)),
    ("named with the province of before the merger", PROVINCE, "Thái Nguyên", "Sở Y tế tỉnh Bắc Kạn", "",
     AskedAgency("Sở Y tế", "Thái Nguyên"), ("lead", "by_name", False)),
    ("a commune of another province", "UBND tỉnh Nghệ An", "Nghệ An", "UBND các xã, phường", "",
     AskedAgency("Ủy ban nhân dân xã Cam Lộ", "Quảng Trị", "Cam Lộ"), None),
    ("a commune that is called like a province", "UBND tỉnh Phú Thọ", "Phú Thọ", "UBND xã Hòa Bình", "",
     AskedAgency("Ủy ban nhân dân xã Hòa Bình", "Phú Thọ", "Hòa Bình"), ("lead", "by_name", True)),
    ("a commune's paper speaks of no other commune", COMMUNE, "Thái Nguyên", "Các cơ quan, đơn vị", "",
     AskedAgency("Phòng Kinh tế xã Phú Lương", "Thái Nguyên", "Phú Lương"), None),
    # what ended
    ("an abolished department in a phrase", PROVINCE, "Thái Nguyên", "Các sở", "", AskedAgency("Sở Giao thông vận tải"),
     ("lead", "via_group", False)),
    ("an abolished department by name", PROVINCE, "Thái Nguyên", "Sở GTVT", "", AskedAgency("Sở Giao thông vận tải"),
     ("lead", "by_name", True)),
    ("a district by name", PROVINCE, "Thái Nguyên", "UBND huyện Phú Bình", "", AskedAgency("Ủy ban nhân dân huyện Phú Bình"),
     ("lead", "by_name", True)),
    ("another district", PROVINCE, "Thái Nguyên", "UBND huyện Phú Bình", "", AskedAgency("Ủy ban nhân dân huyện Định Hóa"), None),
    ("a district is no commune", PROVINCE, "Thái Nguyên", "UBND huyện Phú Bình", "", PHU_LUONG, None),
    ("the communes took over from the districts", PROVINCE, "Thái Nguyên", "UBND các huyện, thành phố", "", COMMUNES,
     ("lead", "via_group", False)),
]  # fmt: skip


@pytest.mark.parametrize("row", RULES, ids=[row[0] for row in RULES])
def test_rules(row: tuple[str, str, str | None, str, str, AskedAgency, tuple[str, str, bool] | None]) -> None:
    _, issuer, province, lead, coordinating, agency, expected = row
    document = paper(issuer, province)
    found = reach(task(document, lead, coordinating), document, agency)
    first = (found[0].role, found[0].because, found[0].certain) if found else None
    assert first == expected, found


# content · product · (because, certain) of the own part that Sở Tư pháp has, or None
OWN: list[tuple[str, str | None, tuple[str, bool] | None]] = [
    ("Triển khai chiến dịch", "Kế hoạch của UBND tỉnh và Kế hoạch triển khai của các sở, ngành", ("deliverable", False)),
    ("Triển khai chiến dịch", "Báo cáo của từng sở, ngành", ("deliverable", True)),
    ("- Các cơ quan, đơn vị phải rà soát dữ liệu", None, ("body", False)),
    ("Yêu cầu các sở, ban, ngành: (1) rà soát", None, ("body", False)),
    ("Mỗi sở, ngành phải có ít nhất một sáng kiến", None, ("body", True)),
    ("Chỉ rõ văn bản chỉ đạo của từng cơ quan có thẩm quyền", "Quyết định của cơ quan có thẩm quyền", None),
    ("Tích hợp dữ liệu từ các đơn vị", "Lộ trình của các ngành kinh tế mũi nhọn", None),
    ("Phối hợp với các sở, ngành tổ chức hội nghị", None, None),
    ("Triển khai chiến dịch", "Báo cáo của từng sở, ngành (trừ Sở Tư pháp)", None),
    ("Mỗi sở, ngành, trừ Sở Tư pháp, phải có ít nhất một sáng kiến", None, None),
]


@pytest.mark.parametrize(("content", "deliverable", "expected"), OWN, ids=[f"{row[0]} {row[1] or ''}" for row in OWN])
def test_own_outputs(content: str, deliverable: str | None, expected: tuple[str, bool] | None) -> None:
    document = paper(PROVINCE, "Thái Nguyên")
    found = reach(task(document, "Sở Nội vụ", content=content, deliverable=deliverable), document, STP)
    assert [(one.because, one.certain) for one in found] == ([expected] if expected else [])


def test_whom_the_lead_column_leaves_out_owes_no_part_of_its_own() -> None:
    document = paper(PROVINCE, "Thái Nguyên")
    one = task(document, "Các sở, ngành (trừ Sở Tư pháp)", deliverable="Báo cáo của từng sở, ngành")
    assert reach(one, document, STP) == ()
    assert reach(one, document, AskedAgency("Sở Y tế", "Thái Nguyên"))


def test_abolished_agencies_are_told_with_their_heirs() -> None:
    document = paper(PROVINCE, "Thái Nguyên")
    (found,) = reach(task(document, "Các sở"), document, AskedAgency("Sở Giao thông vận tải"))
    assert "kết thúc hoạt động từ 01/03/2025" in found.rule
    assert "Sở Xây dựng" in found.rule
    before = replace(document, date=date(2024, 5, 6))  # a paper of its own days takes it in
    assert reach(task(before, "Các sở"), before, AskedAgency("Sở Giao thông vận tải"))[0].certain


# why it is here · asked · who else the papers of the province name · whether "Các sở, ban, ngành, địa phương" takes it in for certain
NAMED: list[tuple[str, AskedAgency, str, bool]] = [
    ("every province has it", STP, "", True),
    ("not every province has it", AskedAgency("Sở Du lịch", "Thái Nguyên"), "", False),
    ("another paper of the province names it", AskedAgency("Sở Du lịch", "Thái Nguyên"), "Sở Du lịch", True),
    ("the other paper names one elsewhere", AskedAgency("Sở Du lịch", "Thái Nguyên"), "Sở Du lịch tỉnh Lào Cai", False),
    ("no province asked, named at home", AskedAgency("Sở Du lịch"), "Sở Du lịch", True),
    ("a board that not every province has", AskedAgency("Ban Quản lý khu kinh tế"), "", False),
    ("a commune that nobody names", AskedAgency("Ủy ban nhân dân xã Hoàng Hoa Thám", None, "Hoàng Hoa Thám"), "", False),
    ("a commune that is named", AskedAgency("Ủy ban nhân dân xã Hoàng Hoa Thám", None, "Hoàng Hoa Thám"),
     "Công an xã Hoàng Hoa Thám", True),
    ("a commune among the few of a phrase", PHU_LUONG, "UBND các xã: Đại Từ, Phú Lương", True),
    ("a commune typed without marks", AskedAgency("Ủy ban nhân dân xã Phu Luong", None, "Phu Luong"), "UBND xã Phú Lương", True),
    ("all communes", COMMUNES, "", True),
]  # fmt: skip


@pytest.mark.parametrize("row", NAMED, ids=[row[0] for row in NAMED])
def test_a_phrase_takes_in_only_what_is_stated(row: tuple[str, AskedAgency, str, bool]) -> None:
    _, agency, named, certain = row
    document, other = paper(PROVINCE, "Thái Nguyên"), replace(paper(PROVINCE, "Thái Nguyên"), id="other")
    one = task(document, "Các sở, ban, ngành, địa phương")
    known = stated((document, other), [(one, document), (task(other, named), other)])
    assert [found.certain for found in reach(one, document, agency, known)] == [certain]


def test_the_rule_is_told_in_vietnamese() -> None:
    document = paper(PROVINCE, "Thái Nguyên")
    (found,) = reach(task(document, "UBND các xã có diện tích rừng"), document, COMMUNES)
    assert found.rule == (
        "“UBND các xã có diện tích rừng” (phần chủ trì) gồm cả Ủy ban nhân dân cấp xã, chỉ khi thuộc diện “có diện tích rừng”."
    )
