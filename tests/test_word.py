"""Word files: what prints is what is read, in order."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Refused
from ingest.formats.word import reader as word
from ingest.reading import Line, Reading, Row

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def write(path: Path, body: str, **parts: str) -> Path:
    """A smallest .docx with real bytes; ``parts`` are the inner XML of styles, numbering, footnotes, endnotes, header."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr"}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{name}+xml"/>' for name in parts)
    relations = "".join(f'<Relationship Id="r{n}" Type="{RELATION}/{n}" Target="{n}.xml"/>' for n in parts)
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{overrides}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{RELATION}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>'
        )
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{roots[name]} {SPACES}>{inner}</w:{roots[name]}>")
    return path


def p(text: str = "", properties: str = "", run: str = "") -> str:
    words = f'<w:t xml:space="preserve">{text}</w:t>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>{words}</w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(*rows: list[str], ruled: bool = True, grid: str = "") -> str:
    sides = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if ruled else ""
    printed = "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{printed}</w:tbl>"


def lines(reading: Reading) -> list[str]:
    return [reading.text[b.span.start : b.span.end] for b in reading.blocks if isinstance(b, Line)]


def rows(reading: Reading) -> list[list[str]]:
    return [[reading.text[start:end] for start, end in b.cells] for b in reading.blocks if isinstance(b, Row)]


def codes(reading: Reading) -> set[str]:
    return {notice.code for notice in reading.notices}


def squeezed(text: str) -> str:
    return "".join(text.split())


def assert_sound(reading: Reading) -> None:
    """The law of every reading: NFC, each block on lines of its own, in order, cells divided by tabs."""
    assert unicodedata.is_normalized("NFC", reading.text)
    rebuilt = ""
    for block in reading.blocks:
        spans = [block.span] if isinstance(block, Line) else list(block.cells)
        assert spans[0].start == len(rebuilt)
        rebuilt += "\t".join(reading.text[start:end] for start, end in spans) + "\n"
    assert rebuilt == reading.text
    assert all(start < end for notice in reading.notices for start, end in notice.spans)


@pytest.mark.parametrize("name", ["000", "003", "003_norepeat", "003_groupstt", "004"])
def test_the_rendered_directives_read_as_they_were_laid_out(name: str, shared: Path) -> None:
    reading = word.read(shared / "renders" / f"{name}.docx")
    truth = json.loads((shared / "renders" / f"{name[:3]}.truth.json").read_text(encoding="utf-8"))
    assert_sound(reading)
    paragraphs = [squeezed(item["text"]) for item in truth["paragraphs"] if item["kind"] != "annex_header"]
    running = [block for block in reading.blocks if isinstance(block, Line) and not block.footnote]
    assert [squeezed(reading.text[b.span.start : b.span.end]) for b in running] == paragraphs
    notes = [b for b in reading.blocks if isinstance(b, Line) and b.footnote]
    assert [squeezed(reading.text[b.span.start : b.span.end]) for b in notes] == [
        squeezed(n["text"]) for n in truth["footnotes"]
    ]
    assert [_comparable(row) for row in rows(reading)] == _expected_rows(truth)


def _comparable(cells: list[str]) -> list[str]:
    """A group row as its words (its number may have a cell of its own), any other row cell by cell."""
    filled = [squeezed(cell) for cell in cells]
    is_group = len(filled) > 2 and not any(filled[2:])
    return ["".join(filled)] if is_group else filled


def _expected_rows(truth: dict) -> list[list[str]]:
    expected = []
    for annex in truth["annexes"]:
        expected.append([squeezed(column) for column in annex["columns"]])
        for row in (row for row in truth["rows"] if row["annex"] == annex["annex"]):
            words = [row["text"]] if row["kind"] == "group" else row["cells"].values()
            expected.append([squeezed(text) for text in words])
    return expected


def test_a_footnote_follows_its_paragraph_and_leaves_no_mark(shared: Path) -> None:
    reading = word.read(shared / "renders" / "003.docx")
    index = next(i for i, block in enumerate(reading.blocks) if isinstance(block, Line) and block.footnote)
    before = reading.blocks[index - 1]
    assert "tỉnh Thái Nguyên, UBND tỉnh" in reading.text[before.span.start : before.span.end]


def test_every_row_of_a_real_annex_is_there(shared: Path) -> None:
    reading = word.read(shared / "real" / "nq03_annex1.docx")
    expected = (shared / "real" / "nq03_annex1.rows.jsonl").read_text(encoding="utf-8").splitlines()
    assert [[squeezed(c) for c in row] for row in rows(reading)] == [[squeezed(c) for c in json.loads(r)] for r in expected]


def test_a_real_decree_annex_has_its_automatic_numbers(shared: Path) -> None:
    reading = word.read(shared / "real" / "nd30_annex3.docx")
    assert_sound(reading)
    first = [row for row in rows(reading) if len(row) == 3]
    assert [row[0] for row in first[1:28]] == [f"{n}." for n in range(1, 28)]
    assert ["9.", "Chương trình", "CTr"] in first
    # The sample forms of the decree are borderless head and signature tables: no data row holds any of their words.
    assert not any("CỘNG HÒA" in cell or cell.startswith("Nơi nhận") for row in rows(reading) for cell in row)


def test_the_samples_of_the_project_read_without_a_notice() -> None:
    samples = sorted((Path(__file__).resolve().parent.parent / "corpus" / "samples").glob("*.docx"))
    for path in samples:
        reading = word.read(path)
        assert_sound(reading)
        assert reading.notices == ()


HEAD = tbl(
    [tc(p("UBND TỈNH X") + p("SỞ Y")), tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc"))],
    [tc(p("Số:      /KH-SY")), tc(p("X, ngày    tháng 4 năm 2026"))],
    ruled=False,
)
HEAD_LINES = [
    "UBND TỈNH X",
    "SỞ Y",
    "Số: /KH-SY",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "X, ngày tháng 4 năm 2026",
]
NIL = '<w:tcBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/></w:tcBorders>'


@pytest.mark.parametrize(
    ("body", "expected_lines", "expected_rows"),
    [
        # The head reads down the left column, then down the right.
        (HEAD, HEAD_LINES, []),
        # The head is a layout table even when the office left its rules on.
        (HEAD.replace("<w:tblPr>", '<w:tblPr><w:tblBorders><w:insideV w:val="single"/></w:tblBorders>'), HEAD_LINES, []),
        # A signature, with the rules of the table style switched off cell by cell.
        (
            tbl([tc(p("Nơi nhận:") + p("- Lưu: VT."), NIL), tc(p("KT. GIÁM ĐỐC") + p("Lê A"), NIL)]),
            ["Nơi nhận:", "- Lưu: VT.", "KT. GIÁM ĐỐC", "Lê A"],
            [],
        ),
        # Recipients set with manual breaks are lines of their own.
        (
            tbl(
                [tc("<w:p><w:r><w:t>Nơi nhận:</w:t><w:br/><w:t>- UBND tỉnh;</w:t></w:r></w:p>"), tc(p("GIÁM ĐỐC"))],
                ruled=False,
            ),
            ["Nơi nhận:", "- UBND tỉnh;", "GIÁM ĐỐC"],
            [],
        ),
        # A task table without any rules is data by its header.
        (
            tbl([tc(p("STT")), tc(p("Nhiệm vụ"))], [tc(p("1")), tc(p("Nơi nhận hồ sơ"))], ruled=False),
            [],
            [["STT", "Nhiệm vụ"], ["1", "Nơi nhận hồ sơ"]],
        ),
        # A frame of one cell round a paragraph is no table.
        (tbl([tc(p("Ghi chú: a"))]), ["Ghi chú: a"], []),
        # Labels and values without rules read pair by pair.
        (
            tbl(*[[tc(p(f"Mục {n}:")), tc(p(f"giá trị {n}"))] for n in range(4)], ruled=False),
            [text for n in range(4) for text in (f"Mục {n}:", f"giá trị {n}")],
            [],
        ),
        # A data table inside a layout table is found.
        (
            tbl([tc(p("Kèm theo") + tbl([tc(p("TT")), tc(p("Việc"))], [tc(p("1")), tc(p("x"))]))], ruled=False),
            ["Kèm theo"],
            [["TT", "Việc"], ["1", "x"]],
        ),
    ],
)
def test_layout_tables_are_lines_and_data_tables_are_rows(
    body: str, expected_lines: list[str], expected_rows: list[list[str]], tmp_path: Path
) -> None:
    reading = word.read(write(tmp_path / "a.docx", body))
    assert_sound(reading)
    assert (lines(reading), rows(reading)) == (expected_lines, expected_rows)


STT = [tc(p("STT")), tc(p("Nhiệm vụ")), tc(p("Chủ trì"))]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # A group row over all columns stands in the leftmost.
        ([tc(p("I. Nhóm"), '<w:gridSpan w:val="3"/>')], ["I. Nhóm", "", ""]),
        # A group number in its own cell, the title over the rest.
        ([tc(p("I")), tc(p("Nhóm"), '<w:gridSpan w:val="2"/>')], ["I", "Nhóm", ""]),
        # Paragraphs of one cell are joined by a blank, and without one after a code's hyphen or slash.
        (
            [tc(p("1")), tc(p("Kế hoạch 41-") + p("KH/") + p("TU năm") + p("2026")), tc(p("A"))],
            ["1", "Kế hoạch 41-KH/TU năm 2026", "A"],
        ),
        # A dash that stands apart belongs to the name: it keeps its blank.
        ([tc(p("1")), tc(p("Phòng Văn hóa -") + p("Xã hội")), tc(p())], ["1", "Phòng Văn hóa - Xã hội", ""]),
        # A tab inside a cell must not look like the border between two cells.
        ([tc(p("1")), tc("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>"), tc(p("A"))], ["1", "a b", "A"]),
        # A table inside a data cell is read into the cell.
        ([tc(p("1")), tc(p("gồm") + tbl([tc(p("x")), tc(p("y"))]) + p("z")), tc(p("A"))], ["1", "gồm x y z", "A"]),
        # Cells that a content control wraps are cells.
        ([f"<w:sdt><w:sdtPr/><w:sdtContent>{tc(p('1'))}</w:sdtContent></w:sdt>", tc(p("a")), tc(p("b"))], ["1", "a", "b"]),
    ],
)
def test_cells(row: list[str], expected: list[str], tmp_path: Path) -> None:
    reading = word.read(write(tmp_path / "a.docx", tbl(STT, row)))
    assert_sound(reading)
    assert rows(reading)[1:] == [expected]


def test_a_cell_merged_downwards_stands_once_and_is_reported(tmp_path: Path) -> None:
    body = tbl(
        STT,
        [tc(p("1")), tc(p("a")), tc(p("Sở A"), '<w:vMerge w:val="restart"/>')],
        [tc(p("2")), tc(p("b")), tc(p("does not print"), "<w:vMerge/>")],
    )
    reading = word.read(write(tmp_path / "a.docx", body))
    assert rows(reading)[1:] == [["1", "a", "Sở A"], ["2", "b", ""]]
    assert [reading.text[s:e] for n in reading.notices if n.code == "vertical_merge" for s, e in n.spans] == ["Sở A"]


def test_hand_drawn_columns_that_drift_by_a_hair_are_one_column(tmp_path: Path) -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (700, 60, 4000, 2000))
    wide = '<w:gridSpan w:val="2"/>'
    body = tbl([tc(p("STT"), wide), tc(p("Việc")), tc(p("Ai"))], [tc(p("1")), tc(p("x"), wide), tc(p("A"))], grid=grid)
    reading = word.read(write(tmp_path / "a.docx", body))
    assert rows(reading) == [["STT", "Việc", "Ai"], ["1", "x", "A"]]


def test_an_empty_row_is_padding_and_tables_are_counted(tmp_path: Path) -> None:
    table = tbl(STT, [tc(p()), tc(p()), tc(p())], [tc(p("1")), tc(p("a")), tc(p("b"))])
    reading = word.read(write(tmp_path / "a.docx", table + p("giữa") + table))
    assert [block.table for block in reading.blocks if isinstance(block, Row)] == [1, 1, 2, 2]


def numbered(*levels: str, overrides: str = "") -> str:
    pattern = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/>{level}</w:lvl>' for i, level in enumerate(levels))
    return (
        f'<w:abstractNum w:abstractNumId="0">{pattern}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{overrides}</w:num>'
    )


def level(style: str, text: str, more: str = "") -> str:
    return f'<w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'


def item(text: str, depth: int = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
START_AT_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'


@pytest.mark.parametrize(
    ("numbering", "body", "expected"),
    [
        # Decimal, with the level below restarting under each item.
        (
            numbered(level("decimal", "%1."), level("decimal", "%1.%2.")),
            item("a") + item("b", 1) + item("c", 1) + item("d") + item("e", 1),
            ["1. a", "1.1. b", "1.2. c", "2. d", "2.1. e"],
        ),
        # Roman sections and letters.
        (
            numbered(level("upperRoman", "%1."), level("lowerLetter", "%2)")),
            item("a") + item("x", 1) + item("y", 1) + item("b") * 3,
            ["I. a", "a) x", "b) y", "II. b", "III. b", "IV. b"],
        ),
        # Bullets of any glyph are dashes, the typed plus of a second level stays.
        (numbered(level("bullet", "\uf0b7"), level("bullet", "+")), item("a") + item("b", 1), ["- a", "+ b"]),
        # Legal numbering turns a Roman parent into figures.
        (
            numbered(level("upperRoman", "%1."), level("decimal", "%1.%2", "<w:isLgl/>")),
            item("a") + item("b") + item("c", 1),
            ["I. a", "II. b", "2.1 c"],
        ),
        # A second list of the same pattern goes on counting …
        (numbered(level("decimal", "%1.")), item("a") + item("b", 0, 2), ["1. a", "2. b"]),
        # … unless it says where to start.
        (
            numbered(level("decimal", "%1."), overrides=RESTART),
            item("a") + item("b", 0, 2) + item("c", 0, 2),
            ["1. a", "1. b", "2. c"],
        ),
        (numbered(level("decimal", "%1."), overrides=START_AT_5), item("a", 0, 2) + item("b", 0, 2), ["5. a", "6. b"]),
        # A level that never restarts.
        (
            numbered(level("upperRoman", "%1."), level("decimal", "%2.", '<w:lvlRestart w:val="0"/>')),
            item("a") + item("x", 1) + item("b") + item("y", 1),
            ["I. a", "1. x", "II. b", "2. y"],
        ),
        # A suffix of nothing, and a list number 0 that takes the number away.
        (
            numbered(level("decimal", "Điều %1.", '<w:suff w:val="nothing"/>')),
            item(" Phạm vi") + item("không số", 0, 0),
            ["Điều 1. Phạm vi", "không số"],
        ),
        # A paragraph that a tracked change deletes takes no number.
        (
            numbered(level("decimal", "%1.")),
            item("a")
            + item("b").replace("</w:pPr>", "<w:rPr><w:del w:id='1'/></w:rPr></w:pPr>").replace("w:r>", "w:del>")
            + item("c"),
            ["1. a", "2. c"],
        ),
        # A list that the file does not define.
        (numbered(level("decimal", "%1.")), item("a", 0, 9) + item("b", 7, 1), ["a", "b"]),
    ],
)
def test_automatic_numbers_are_restored(numbering: str, body: str, expected: list[str], tmp_path: Path) -> None:
    assert lines(word.read(write(tmp_path / "a.docx", body, numbering=numbering))) == expected


def test_a_style_may_number_its_paragraphs_and_set_them_bold(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '<w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>'
    )
    body = (
        p("Một", '<w:pStyle w:val="Muc"/>')
        + p("Hai", '<w:pStyle w:val="Con"/>')
        + p("Ba", '<w:pStyle w:val="Con"/>', '<w:b w:val="0"/>')
    )
    numbering = numbered(level("upperRoman", "%1.", '<w:pStyle w:val="Muc"/>'))
    reading = word.read(write(tmp_path / "a.docx", body, styles=styles, numbering=numbering))
    assert lines(reading) == ["I. Một", "II. Hai", "III. Ba"]
    assert [block.bold for block in reading.blocks if isinstance(block, Line)] == [True, True, False]


def test_an_ordinal_cell_that_holds_only_its_number(tmp_path: Path) -> None:
    numbering = numbered(level("decimal", "%1."))
    body = tbl(STT, *[[tc(item("")), tc(p("việc")), tc(p("Sở A"))] for _ in range(2)])
    assert [row[0] for row in rows(word.read(write(tmp_path / "a.docx", body, numbering=numbering)))] == ["STT", "1.", "2."]


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


INVISIBLE = "KH/TU\u00a0ngày\u200b 0\u00ad1"
DELETED_END = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'


@pytest.mark.parametrize(
    ("body", "expected", "notices"),
    [
        # Manual breaks and tabs in running text are blanks, runs of blanks one blank.
        (
            f"<w:p>{run('KẾ HOẠCH ')}<w:r><w:br/></w:r>{run('năm')}<w:r><w:tab/></w:r>{run('  2026')}</w:p>",
            ["KẾ HOẠCH năm 2026"],
            set(),
        ),
        # … but list items set with manual breaks are items.
        (
            f"<w:p>{run('1. Việc')}<w:r><w:br/></w:r>{run('- Đơn vị thực hiện: A')}</w:p>",
            ["1. Việc", "- Đơn vị thực hiện: A"],
            set(),
        ),
        # A span of years that a break cuts is no item.
        (f"<w:p>{run('giai đoạn 2026')}<w:r><w:br/></w:r>{run('- 2030')}</w:p>", ["giai đoạn 2026 - 2030"], set()),
        # A page break inside a paragraph parts two of them.
        (f'<w:p>{run("./.")}<w:r><w:br w:type="page"/></w:r>{run("PHỤ LỤC")}</w:p>', ["./.", "PHỤ LỤC"], set()),
        # Insertions stay, deletions go.
        (
            f"<w:p>{run('ngày ')}<w:del w:id='1'>{run('15', tag='delText')}</w:del><w:ins w:id='2'>{run('30')}</w:ins></w:p>",
            ["ngày 30"],
            {"tracked_changes"},
        ),
        # Moved text stands at its new place only.
        (
            f"<w:p><w:moveFrom w:id='1'>{run('cũ')}</w:moveFrom>{run('a')}</w:p>"
            f"<w:p><w:moveTo w:id='2'>{run('mới')}</w:moveTo></w:p>",
            ["a", "mới"],
            {"tracked_changes"},
        ),
        # A deleted paragraph end joins two paragraphs.
        (
            f"<w:p>{DELETED_END}{run('Sở Khoa học ')}</w:p><w:p>{run('và Công nghệ')}</w:p>",
            ["Sở Khoa học và Công nghệ"],
            {"tracked_changes"},
        ),
        # Hidden text does not print.
        (f"<w:p>{run('thấy')}{run(' ẩn', '<w:vanish/>')}</w:p>", ["thấy"], {"hidden_text"}),
        # Hyphens, soft hyphens, non-breaking and zero-width blanks, and decomposed letters.
        (f"<w:p>{run('41')}<w:r><w:noBreakHyphen/></w:r>{run(INVISIBLE)}</w:p>", ["41-KH/TU ngày 01"], set()),
        (f"<w:p>{run('Kê' + chr(0x301))}{run(' hoa')}{run(chr(0x323) + 'ch')}</w:p>", ["Kế hoạch"], set()),
        # Field codes are not text, their results are.
        (
            f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("REF x", tag="instrText")}'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Phụ lục I")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
            ["Phụ lục I"],
            set(),
        ),
        # Links, content controls and formulas wrap text that prints.
        (
            f"<w:p><w:hyperlink>{run('a')}</w:hyperlink><w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt></w:p>",
            ["ab"],
            set(),
        ),
        (f"<w:sdt><w:sdtContent>{p('trong khung')}</w:sdtContent></w:sdt>", ["trong khung"], set()),
        (f"<w:p>{run('tăng ')}<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>", ["tăng x+1"], set()),
        # Signs of symbol fonts.
        (f"<w:p>{run('tỷ lệ ')}<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>{run(' 95%')}</w:p>", ["tỷ lệ ≥ 95%"], set()),
    ],
)
def test_running_text(body: str, expected: list[str], notices: set[str], tmp_path: Path) -> None:
    reading = word.read(write(tmp_path / "a.docx", body))
    assert_sound(reading)
    assert lines(reading) == expected
    assert codes(reading) == notices
    assert all(block.begins for block in reading.blocks if isinstance(block, Line))


def test_a_row_deleted_in_a_tracked_change_is_gone(tmp_path: Path) -> None:
    body = tbl(STT, [tc(p("1")), tc(p("a")), tc(p("b"))]).replace(
        "</w:tbl>", f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{tc(p('2'))}{tc(p('c'))}{tc(p('d'))}</w:tr></w:tbl>"
    )
    reading = word.read(write(tmp_path / "a.docx", body))
    assert len(rows(reading)) == 2
    assert codes(reading) == {"tracked_changes"}


BOX = f"<w:txbxContent>{p('DỰ THẢO')}{tbl([tc(p('STT')), tc(p('Việc'))])}</w:txbxContent>"
DRAWN_TWICE = (
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
    f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_at_its_place(tmp_path: Path) -> None:
    reading = word.read(write(tmp_path / "a.docx", f"<w:p>{run('trước')}{DRAWN_TWICE}</w:p>" + p("sau")))
    assert lines(reading) == ["trước", "DỰ THẢO", "sau"]
    assert rows(reading) == [["STT", "Việc"]]


def test_stamps_in_headers_and_watermarks_are_kept_page_furniture_is_not(tmp_path: Path) -> None:
    mark = "<w:p><w:r><w:pict><v:shape><v:textpath string='DỰ THẢO'/></v:shape></w:pict></w:r></w:p>"
    reading = word.read(write(tmp_path / "a.docx", p("KẾ HOẠCH"), header=p("2") + p("MẬT") + p("UBND tỉnh X") + mark))
    assert lines(reading) == ["MẬT", "DỰ THẢO", "KẾ HOẠCH"]


def test_notes_of_a_table_stand_after_it_and_endnotes_at_the_end(tmp_path: Path) -> None:
    def reference(kind: str, more: str = "") -> str:
        return f'<w:r><w:{kind}Reference w:id="1"{more}/><w:t>*</w:t></w:r>'

    cell = f"<w:p>{run('việc')}{reference('footnote', ' w:customMarkFollows=' + chr(34) + '1' + chr(34))}{run(' x')}</w:p>"
    ending = '<w:p><w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:t>a</w:t></w:r></w:p>'
    body = ending + tbl(STT, [tc(p("1")), tc(cell), tc(p("b"))]) + p("sau")
    separator = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    footnotes = separator + f'<w:footnote w:id="1">{p("chân")}{p("trang")}</w:footnote>'
    reading = word.read(
        write(tmp_path / "a.docx", body, footnotes=footnotes, endnotes=f'<w:endnote w:id="1">{p("cuối")}</w:endnote>')
    )
    assert lines(reading) == ["a", "chân trang", "sau", "cuối"]
    assert [b.footnote for b in reading.blocks if isinstance(b, Line)] == [False, True, False, True]
    assert rows(reading)[1] == ["1", "việc x", "b"]


def test_what_the_library_itself_writes(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("KẾ HOẠCH", 0)
    for text in ("a", "b"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(2, 3, style="Table Grid")
    for index, text in enumerate(("STT", "Nhiệm vụ", "Ai")):
        table.cell(0, index).text = text
    table.cell(1, 1).merge(table.cell(1, 2)).text = "gộp"
    document.element.body.append(parse_xml(f"<w:p {W}><w:r><w:object/><w:t>cuối</w:t></w:r></w:p>"))
    document.save(str(tmp_path / "a.docx"))
    reading = word.read(tmp_path / "a.docx")
    assert lines(reading) == ["KẾ HOẠCH", "1. a", "2. b", "cuối"]
    assert rows(reading) == [["STT", "Nhiệm vụ", "Ai"], ["", "gộp", ""]]
    assert codes(reading) == {"embedded_object"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "no_text"),  # an empty page
        ("<w:p><w:r><w:drawing/></w:r></w:p>", "no_text"),  # a scan pasted into Word
        (p("Kế hoạch của Ủy ban nhân dân tỉnh".encode().decode("cp1252", "replace")), "unknown_encoding"),  # encoded twice
        ("<w:p>", "broken_docx"),  # XML that does not close
        ("<w:p><w:r><w:t>&bomb;</w:t></w:r></w:p>", "broken_docx"),  # an entity that nothing declares
    ],
)
def test_what_cannot_be_read_is_refused(body: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        word.read(write(tmp_path / "a.docx", body))
    assert refusal.value.code == code


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.docx", p("a") * 200).read_bytes()
    for length in (100, len(whole) // 2, len(whole) - 5):
        (tmp_path / "b.docx").write_bytes(whole[:length])
        with pytest.raises(Refused):
            word.read(tmp_path / "b.docx")


def test_a_relationship_without_a_target_is_refused(tmp_path: Path) -> None:
    """Found by mutated files: python-docx raises a TypeError."""
    whole = write(tmp_path / "a.docx", p("a"))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "b.docx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, re.sub(rb' Target="[^"]*"', b"", content) if name == "_rels/.rels" else content)
    with pytest.raises(Refused) as refusal:
        word.read(tmp_path / "b.docx")
    assert refusal.value.code == "broken_docx"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=4), st.lists(WORDS, max_size=4))
def test_any_words_make_a_sound_reading(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], texts: list[str]
) -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\ufffe", "").replace("\uffff", "")

    table = tbl(STT, *[[tc(p(escaped(text))) for text in row] for row in cells])
    path = tmp_path_factory.getbasetemp() / "any.docx"
    assert_sound(word.read(write(path, p("Kế hoạch") + "".join(p(escaped(text)) for text in texts) + table)))


SIGNED = [
    ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nNguyễn Văn An", 4, "an authority begins it"),
    ("GIÁM ĐỐC\n(Đã ký)\nNguyễn Văn An", 3, "an office over a name"),
    ("KẾ HOẠCH\nPhòng, chống thiên tai năm 2026", 1, "a heading that a break wraps"),
    ("Sở Y tế chủ trì, phối hợp với\nSở Nội vụ", 1, "a sentence that a break wraps"),
]


@pytest.mark.parametrize(("printed", "count", "why"), SIGNED, ids=[row[2] for row in SIGNED])
def test_a_signature_in_one_paragraph_is_parted_at_its_breaks(tmp_path: Path, printed: str, count: int, why: str) -> None:
    file = docx.Document()
    file.add_paragraph(printed)
    file.save(str(tmp_path / "a.docx"))
    assert len(lines(word.read(tmp_path / "a.docx"))) == count, why
