"""Whom many rows bind, judged together: for each row and agency it must be what ``reach`` says of it alone."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import AgencyMention, Document, Field, Task
from ingest.names.agencies import read
from search.binding.asked_agency import AskedAgency
from search.binding.kinds import meant
from search.binding.reach import reach
from search.binding.reaching import Reaching
from search.binding.stated import stated

PAPERS = (
    Document("a", "a.txt", "", agency="UBND tỉnh", issuer="UBND tỉnh Thái Nguyên", province="Thái Nguyên"),
    Document("b", "b.txt", "", agency="UBND tỉnh", issuer="UBND tỉnh Đồng Tháp", province="Đồng Tháp", date=date(2024, 1, 1)),
    Document("c", "c.txt", "", agency="Sở Tư pháp", issuer="Sở Tư pháp"),  # states no province: a case of its own
    Document("d", "d.txt", "", agency="Sở Tư pháp", issuer="Sở Tư pháp"),
)
LEADS = ("Sở Tư pháp", "Các sở, ban, ngành liên quan; trừ Sở Tư pháp", "UBND các xã, phường", "Văn phòng Sở", "")
HELPERS = ("Sở Y tế, Công an tỉnh", "")
PRODUCTS = (None, "Kế hoạch của các sở, ngành", "Mỗi sở, ngành đăng ký 02 bộ dữ liệu", "Quyết định")
CONTENTS = ("Rà soát thủ tục", "Các cơ quan, đơn vị, địa phương phải rà soát")
AGENCIES = (
    AskedAgency("Sở Tư pháp"), AskedAgency("Sở Y tế", "Thái Nguyên"), AskedAgency("Văn phòng Sở"), meant("commune"),
    AskedAgency("Ủy ban nhân dân xã Đại Từ", "Thái Nguyên", "Đại Từ"), AskedAgency("Các sở, ban, ngành"),
)  # fmt: skip


def mentions(cell: str) -> tuple[AgencyMention, ...]:
    return tuple(AgencyMention(m.name, m.as_written, m.kind, (), m.part, m.sub_unit) for m in read(cell))


ROWS = [
    (
        Task(
            id=f"{paper.id}:{lead}{helper}{product}{content}",
            kind="narrative" if content == CONTENTS[1] and not product else "row",
            content=Field(content, ()),
            spans=(),
            lead=mentions(lead),
            coordinating=mentions(helper),
            deliverable=Field(product, ()) if product else None,
        ),
        paper,
    )
    for paper in PAPERS
    for lead in LEADS
    for helper in HELPERS
    for product in PRODUCTS
    for content in CONTENTS
]


@pytest.mark.parametrize("own_outputs", [False, True])
@pytest.mark.parametrize("agency", AGENCIES, ids=lambda agency: agency.name)
def test_many_are_judged_as_each_alone(agency: AskedAgency, own_outputs: bool) -> None:
    names = stated(PAPERS, ROWS)
    together = Reaching(ROWS, names)
    codes, judged = together.grouped(own_outputs).codes, together.judged(agency, own_outputs)
    for code, (task, document) in zip(codes, ROWS, strict=True):
        assert judged[code] == reach(task, document, agency, names, own_outputs=own_outputs), task.id


def test_rows_of_one_judgement_are_all_listed_or_all_spoken() -> None:
    together = Reaching(ROWS, stated(PAPERS, ROWS))
    kinds: dict[int, bool] = {}
    judged = together.judged(AGENCIES[0], True)
    for code, (task, _) in zip(together.grouped(True).codes, ROWS, strict=True):
        if judged[code]:
            assert kinds.setdefault(id(judged[code]), task.kind == "narrative") == (task.kind == "narrative")
