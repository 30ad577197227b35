"""Citations in sentences: number, type, date, issuer, relation."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grammar.references import find

CITED = [
    # sentence, (type, date, issuer) of the first citation, why
    ("Kế hoạch số 144/KH-UBND ngày 09/4/2026 của UBND tỉnh triển khai", ("Kế hoạch", date(2026, 4, 9), "UBND tỉnh"), "full"),
    (
        "Thông tư số 36/TT-BKHCN, ngày 26/11/2025 của Bộ Khoa học và Công nghệ về",
        ("Thông tư", date(2025, 11, 26), "Bộ Khoa học và Công nghệ"),
        "và",
    ),
    (
        "Kế hoạch 41-KH/TU, ngày 15/01/2026 của Ban Thường vụ Tỉnh ủy;",
        ("Kế hoạch", date(2026, 1, 15), "Ban Thường vụ Tỉnh ủy"),
        "Party comma",
    ),
    (
        "Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ",
        ("Nghị định", date(2016, 5, 14), "Chính phủ"),
        "spelt date",
    ),
    (
        "Chương trình hành động số 10-CTr/TU của Thành ủy và Kế hoạch số 3/KH-UBND",
        ("Chương trình hành động", None, "Thành ủy"),
        "longest type",
    ),
    ("THÔNG BÁO KẾT LUẬN SỐ 13-TB/CQTT NGÀY 01/4/2026", ("Thông báo", date(2026, 4, 1), None), "capitals"),
    ("của Nghị quyết số Nghị quyết số 57-NQ/TW", ("Nghị quyết", None, None), "a slip of the typist"),
    ("Luật Khoa học, công nghệ và đổi mới sáng tạo số 93/2025/QH15", ("Luật", None, None), "its title between"),
    ("Quy định số 399-QĐ/TW của Ban Bí thư", ("Quy định", None, "Ban Bí thư"), "the word, not the code"),
    ("66-QĐ/TW", (None, None, None), "a Party QĐ alone is open"),
    ("08-CTr/BCĐ", ("Chương trình", None, None), "the code where no word stands"),
    ("tại văn bản số 3954/UBND-VX", ("Công văn", None, None), "no code"),
    (
        "Quyết định số 1/QĐ-SVHTTDL của Sở Văn hóa, Thể thao và Du lịch, các",
        ("Quyết định", None, "Sở Văn hóa, Thể thao và Du lịch"),
        "inner comma",
    ),
    ("Kế hoạch số 5/KH-UBND, ngày 31/2/2026 của UBND xã", ("Kế hoạch", None, None), "no such day"),
    ("Kế hoạch số 5/KH-UBND của tỉnh", ("Kế hoạch", None, None), "nobody is named"),
]


@pytest.mark.parametrize(("sentence", "expected", "why"), CITED, ids=[row[2] for row in CITED])
def test_cited(sentence: str, expected: tuple[str | None, date | None, str | None], why: str) -> None:
    first = find(sentence)[0]
    assert (first.type, first.date, first.issuer) == expected, why


def test_a_list_shares_its_type() -> None:
    found = find("theo các Quyết định số 12/QĐ-UBND, số 13/QĐ-UBND của UBND tỉnh và 14-QĐ/TU")
    assert [(c.number, c.type) for c in found] == [
        ("12/QĐ-UBND", "Quyết định"),
        ("13/QĐ-UBND", "Quyết định"),
        ("14-QĐ/TU", None),
    ]


RELATIONS = [
    (
        "Thực hiện Kế hoạch số 1/KH-UBND ngày 1/3/2026 của UBND về việc thực hiện Nghị quyết số 2-NQ/TW của Bộ Chính trị; "
        "Quyết định số 3-QĐ/BCĐ của Ban Chỉ đạo; Kế hoạch số 4/KH-UBND của UBND tỉnh thực hiện Nghị quyết số 5/NQ-CP của "
        "Chính phủ và Chương trình hành động số 6-CTr/TU của Tỉnh ủy về thực hiện Nghị quyết số 2-NQ/TW, "
        "Sở Tư pháp xây dựng kế hoạch thực hiện như sau:",
        "implements cites implements implements cites cites cites",
        "a list by semicolons; what a cited paper implements is its own business",
    ),
    (
        "Thực hiện Nghị quyết số 1-NQ/TW của Bộ Chính trị về phát triển Thủ đô, Chương trình hành động số 2-CTr/TU của "
        "Thành ủy thực hiện Nghị quyết số 3-NQ/TW về phát triển văn hoá Việt Nam, Kế hoạch số 4/KH-UBND về triển khai "
        "Chương trình hành động số 2-CTr/TU, UBND ban hành Kế hoạch như sau:",
        "implements implements cites implements cites",
        "a list by commas",
    ),
    (
        "Thực hiện Nghị quyết số 3/NQ-CP của Chính phủ và Chương trình hành động số 4-CTr/TU của Tỉnh ủy "
        "thực hiện Nghị quyết số 5-NQ/TW",
        "implements implements cites",
        "a list by “và”",
    ),
    ("KẾ HOẠCH\nTriển khai thực hiện Kế hoạch số 1/KH-UBND", "implements", "a title"),
    ("V/v triển khai Kế hoạch số 1/KH-UBND", "implements", "the subject of a công văn"),
    ("Để triển khai Nghị quyết số 1-NQ/TW, các đơn vị", "implements", "with a purpose"),
    ("Thực hiện ý kiến chỉ đạo của UBND tỉnh tại Công văn số 1/UBND-VX, Sở báo cáo", "implements", "by an instruction"),
    ("Sở ban hành Kế hoạch triển khai thực hiện Kế hoạch số 1/KH-UBND như sau:", "implements", "the issuer first"),
    ("Trên đây là Kế hoạch thực hiện Nghị quyết số 1-NQ/TW của Bộ Chính trị.", "implements", "the closing"),
    (
        "Tiếp tục triển khai thực hiện Kế hoạch số 1/KH-UBND thực hiện Nghị quyết số 2-NQ/TW",
        "cites cites",
        "a task in the body",
    ),
    ("Xây dựng Kế hoạch thực hiện Nghị quyết số 1-NQ/TW", "cites", "a task: the plan is not this one"),
    (
        "1. Thực hiện đầy đủ các mục tiêu đã đề ra trong Nghị quyết số 1-NQ/TW, Kế hoạch số 2/KH-UBND",
        "cites cites",
        "goals, not the paper",
    ),
    ("các nhiệm vụ được giao theo: Thông báo số 1-TB/CQTT", "cites", "theo"),
    (
        "Căn cứ Luật Xây dựng; Nghị định số 1/2016/NĐ-CP; Nghị định số 2/2020/NĐ-CP sửa đổi, bổ sung một số điều của "
        "Nghị định số 1/2016/NĐ-CP;",
        "legal_basis legal_basis cites",
        "an unnumbered law first; an amendment by another paper",
    ),
    (
        "Căn cứ Thông báo số 1-TB/TU;\nTheo đề nghị của Sở Xây dựng tại Tờ trình số 2/TTr-SXD",
        "legal_basis cites",
        "a new cue on a new line",
    ),
    ("Ban hành quy định cụ thể hóa Thông tư số 1/TT-BKHCN", "specifies", "a task that puts it into local rules"),
    (
        "Kế hoạch này thay thế Kế hoạch số 1/KH-STP của Sở Tư pháp về việc thực hiện Nghị quyết số 2-NQ/TW",
        "replaces cites",
        "and its subject",
    ),
    ("Kế hoạch này thay thế Kế hoạch số 1/KH-STP và Kế hoạch số 2/KH-STP.", "replaces replaces", "two at once"),
    (
        "Quyết định này sửa đổi, bổ sung một số điều của Quyết định số 1/QĐ-UBND; bãi bỏ Quyết định số 2/QĐ-UBND.",
        "amends repeals",
        "two acts",
    ),
    (
        "Thay thế Quyết định số 1/QĐ-UBND và bãi bỏ khoản 2 Điều 3 của Quyết định số 2/QĐ-UBND",
        "replaces repeals",
        "joined by “và”",
    ),
    ("Quyết định số 1/QĐ-UBND ngày 02/3/2024 của UBND tỉnh hết hiệu lực kể từ ngày ký", "repeals", "the cue behind"),
    ("(Đính kèm Kế hoạch số 1/KH-UBND và Kế hoạch số 2/KH-UBND).", "attaches attaches", "attachments"),
    ("(Kèm theo Kế hoạch số 1/KH-UBND ngày 09/4/2026 của UBND tỉnh)", "annex_of", "the caption of an annex"),
    ("Kế hoạch số 1-KH/TU của Tỉnh ủy. Thay thế Kế hoạch số 2-KH/TU.", "cites replaces", "a new sentence begins anew"),
    ("Kế hoạch này và các văn bản có liên quan", "", "the paper itself is no reference"),
    ("Số: 144/KH-UBND", "", "its own number"),
    ("Số 41-KH/TU", "", "the same of the Party"),
    ("Kế hoạch số: /KH-STP ngày 14/4/2026 của Sở Tư pháp", "", "a blank number names nothing"),
]


@pytest.mark.parametrize(("sentence", "expected", "why"), RELATIONS, ids=[row[2] for row in RELATIONS])
def test_relations(sentence: str, expected: str, why: str) -> None:
    assert " ".join(c.relation for c in find(sentence)) == expected, why


_MAPPED = {
    "implements (preamble)": "implements",
    "implements (title)": "implements",
    "replaces": "replaces",
    "attachment": "attaches",
}


def test_gold_mentions(shared: Path) -> None:
    """All 70 mentions of running text are found; two "cụ thể hóa" are read as specifies, the others as annotated."""
    found: Counter[tuple[str, str]] = Counter()
    wanted: Counter[tuple[str, str]] = Counter()
    for name, document in json.loads((shared / "gold/documents.json").read_text(encoding="utf-8"))["documents"].items():
        text = (shared / f"directives/{name}.txt").read_text(encoding="utf-8")
        mentions = [m for m in document["mentions"] if m["relation"] != "task_source"]
        wanted.update((m["number"], _MAPPED.get(m["relation"], "cites")) for m in mentions)
        for spans in {tuple(map(tuple, m["sentence_spans"])) for m in mentions}:
            sentence = " ".join(text[start:end] for start, end in spans)
            found.update((c.number, c.relation) for c in find(sentence))
    assert (found.total(), wanted.total()) == (70, 70)
    assert Counter(number for number, _ in found.elements()) == Counter(number for number, _ in wanted.elements())
    assert found - wanted == Counter({("36/TT-BKHCN", "specifies"): 1, ("54/KH-UBND", "specifies"): 1})


# --- laws --------------------------------------------------------------------------------------------------------------------

_NUMBERS = st.builds("{}/{}-UBND".format, st.integers(1, 9999), st.sampled_from(["KH", "QĐ", "CTr", "TB"]))
_PIECES = st.sampled_from(
    [
        "Thực hiện ",
        "Căn cứ ",
        "; ",
        ", ",
        " và ",
        " của UBND tỉnh",
        " ngày 1/4/2026",
        "Kế hoạch số ",
        " thay thế ",
        "1/KH-UBND",
        ". ",
        "\n",
        " về ",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=14).map("".join)))
def test_any_text_gives_citations_inside_it(text: str) -> None:
    found = find(text)
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert [c.start for c in found] == sorted(c.start for c in found)


@given(st.lists(_NUMBERS, min_size=1, max_size=5, unique=True), st.sampled_from(["; ", ", ", " và "]))
def test_a_list_stands_under_its_cue(numbers: list[str], mark: str) -> None:
    for cue, relation in (("Thực hiện", "implements"), ("Căn cứ", "legal_basis"), ("Kế hoạch này thay thế", "replaces")):
        listed = mark.join(f"Kế hoạch số {number} ngày 1/4/2026 của UBND tỉnh" for number in numbers)
        found = find(f"{cue} {listed}, Sở Tư pháp ban hành Kế hoạch như sau:")
        assert [(c.number, c.relation, c.issuer) for c in found] == [(number, relation, "UBND tỉnh") for number in numbers]
