"""The text on the page: laid out and styled, yet every character in its place and every mark exact."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.marked_text import marked_line, marked_text, merged
from api.pages.text_layout import Heading, Paragraph, Table, blocks
from corpus.model import Span


class Reader(HTMLParser):
    """What a browser makes of HTML: the text content, the marked text, the elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.marked, self.tags, self.attributes = "", "", [], []
        self._marks = 0
        self.feed(html.encode().decode())  # plain str: the parser adds pieces up
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._marks += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._marks -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._marks else ""


# What documents are made of: words, the marks of three table dialects and of style, line ends, and what a hostile file may hold.
PIECES = [
    "Sở Tư pháp", " ", "\n", "\n\n", "\t", "\t\t", "|", "| ", "|---|---|\n", "STT\tNội dung\tHạn\n", "1\t", "II\tHạ tầng\t\n",
    "## ", "**", "***", "*", "5*3", "<b>", "</b>", "<br>", "<p>", "<sup>1</sup>", "\\*", "- ", "135-\nCTr/TU", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "&amp;", "&", '"', "'", "</mark>", "</table>", "<!--", "]]>", "\u2028", "\r", "\u00ad", "\U0001d11e",
]  # fmt: skip
texts = st.lists(
    st.sampled_from(PIECES) | st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), max_size=24
).map("".join)
ALLOWED = {
    "p",
    "h3",
    "h4",
    "h5",
    "h6",
    "div",
    "table",
    "tr",
    "td",
    "th",
    "mark",
    "span",
    "br",
    "strong",
    "em",
    "u",
    "sup",
    "sub",
}


@st.composite
def spans_in(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(texts)
    edge = st.integers(0, len(text))
    return text, [Span(*sorted(draw(st.tuples(edge, edge)))) for _ in range(draw(st.integers(0, 4)))]


@given(spans_in())
def test_marks_hold_exactly_what_they_cover(case: tuple[str, list[Span]]) -> None:
    text, marks = case
    read = Reader(marked_text(text, marks))
    assert read.marked == "".join(text[start:end] for start, end in merged(marks, len(text)))


@given(spans_in())
def test_nothing_is_dropped_moved_or_let_through(case: tuple[str, list[Span]]) -> None:
    text, marks = case
    read = Reader(marked_text(text, marks))
    assert read.text == text
    assert set(read.tags) <= ALLOWED
    assert {name for name, _ in read.attributes} <= {
        "id",
        "class",
        "role",
        "aria-label",
        "tabindex",
        "scope",
        "colspan",
        "data-label",
    }


@given(spans_in(), st.data())
def test_known_paragraphs_and_headings_change_the_layout_only(case: tuple[str, list[Span]], data: st.DataObject) -> None:
    text, marks = case
    edge = st.integers(0, len(text))
    known = [Span(*sorted(data.draw(st.tuples(edge, edge)))) for _ in range(3)]
    places = {data.draw(edge): marked_line("") for _ in range(2)}
    read = Reader(marked_text(text, marks, places, known, [Heading(span, level) for level, span in enumerate(known)]))
    assert read.text == text
    assert read.marked == "".join(text[start:end] for start, end in merged(marks, len(text)))


@given(texts)
def test_blocks_and_cells_partition_the_text(text: str) -> None:
    found = list(blocks(text))
    spans = [row.span for block in found if isinstance(block, Table) for row in block.rows]
    spans += [block.span for block in found if isinstance(block, Paragraph)]
    assert "".join(text[start:end] for start, end in sorted(spans)) == text
    for block in found:
        for row in block.rows if isinstance(block, Table) else ():
            assert "".join(text[start:end] for start, end in row.cells) == text[row.span.start : row.span.end]


@given(spans_in())
def test_a_line_keeps_its_text_too(case: tuple[str, list[Span]]) -> None:
    text, marks = case
    read = Reader(marked_line(text, marks))
    assert read.text == text
    assert "id" not in dict(read.attributes)


ROWS = "STT\tNội dung\tHạn\nI\tHạ tầng\t\n1\tXây trạm\t30/4/2026\n\n2\tSố hóa"


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("## I. MỤC ĐÍCH", '<p><span class="sign">## </span>I. MỤC ĐÍCH</p>', "a Markdown mark is kept and hidden"),
        ("**Nơi nhận:** A", '<p><span class="sign">**</span><strong>Nơi nhận:</strong><span class="sign">**</span> A</p>', "bold"),
        ("5 * 3 * 2", "<p>5 * 3 * 2</p>", "stars between figures are no emphasis"),
        ("**Lưu ý", "<p>**Lưu ý</p>", "a mark without its partner is shown"),
        ("<b>Hạn</b>", '<p><span class="sign">&lt;b&gt;</span><strong>Hạn</strong><span class="sign">&lt;/b&gt;</span></p>', "a converter's tag"),
        ("a<br>b", '<p>a<br><span class="sign">&lt;br&gt;</span>b</p>', "a line break of a cell breaks the line"),
        ("<script>x", "<p>&lt;script&gt;x</p>", "an unknown tag is words"),
        ("- việc một\n- việc hai", '<p class="item">- việc một\n</p><p class="item">- việc hai</p>', "list items"),
        ("\n\nA\n\nB", "<p>\n\nA\n\n</p><p>B</p>", "blank lines belong to what stands before them"),
        ("a\rb", "<p>a&#13;b</p>", "a browser would make a bare carriage return a line feed"),
        ("", "", "an empty text"),
    ],
)  # fmt: skip
def test_layout_of_lines(text: str, expected: str, why: str) -> None:
    assert marked_text(text) == expected, why


def test_layout_of_a_table() -> None:
    html = marked_text(ROWS, [Span(ROWS.index("trạm"), ROWS.index("4/2026"))])
    assert html.count("<table") == 1, "a blank line inside does not end the table"
    assert '<th scope="col">STT\t</th>' in html
    assert '<tr class="group"><td>I\t</td><td colspan="2">Hạ tầng\t\n</td></tr>' in html
    assert '<td data-label="Nội dung">Xây <mark id="trich">trạm\t</mark></td>' in html
    assert '<td data-label="Hạn"><mark>30/</mark>4/2026\n\n</td>' in html
    assert '<td data-label="Nội dung">Số hóa</td><td class="blank"></td>' in html, "a missing last cell is put in"


def test_layout_of_a_pipe_table() -> None:
    html = marked_text("| TT | Việc | Hạn |\n|---|---|---|\n| 1 | A \\| B | |\n")
    assert '<tr class="rule">' in html
    assert '<td data-label="Việc"> A <span class="sign">\\</span>| B <span class="sign">|</span></td>' in html
    assert Reader(html).text == "| TT | Việc | Hạn |\n|---|---|---|\n| 1 | A \\| B | |\n"


def test_printed_lines_of_one_paragraph_flow_together() -> None:
    text = "Kế hoạch số 135-\n\nCTr/TU\n\n<sup>1</sup> chú thích\n"
    html = marked_text(text, paragraphs=[Span(0, len(text))])
    assert html.count("<p>") == 2, "a footnote stays a line of its own"


def test_headings_get_their_levels() -> None:
    text = "KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Giao Sở Nội vụ theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch này.\n"
    headings = [Heading(Span(0, 8), 0), Heading(Span(9, 20), 1), Heading(Span(21, 31), 2)]
    html = marked_text(text, headings=headings)
    assert html.startswith('<h3 class="title">KẾ HOẠCH\n</h3><h3>I. MỤC ĐÍCH\n</h3><p>1. Giao'), (
        "a heading inside a line makes none"
    )
