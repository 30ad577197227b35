"""Web pages: what a browser would print is what is read, whatever the page holds."""

from __future__ import annotations

import html
import socket
import time
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Refused, SecretPaper
from ingest.admission import gate
from ingest.door import read_document
from ingest.formats.markup import reader as markup
from ingest.reading import Line, Reading, Row


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "a.html"


def read(page: Path, body: str) -> Reading:
    page.write_text(
        f"<!DOCTYPE html><html><head><title>Cổng thông tin</title></head><body>{body}</body></html>", encoding="utf-8"
    )
    reading = markup.read(page)
    assert_sound(reading)
    return reading


def lines(reading: Reading) -> list[str]:
    return [reading.text[b.span.start : b.span.end] for b in reading.blocks if isinstance(b, Line)]


def table(reading: Reading) -> list[list[str]]:
    return [[reading.text[start:end] for start, end in b.cells] for b in reading.blocks if isinstance(b, Row)]


def codes(reading: Reading) -> list[str]:
    return [notice.code for notice in reading.notices]


def assert_sound(reading: Reading) -> None:
    """The law of every reading: NFC, each block on lines of its own, in order, cells divided by tabs."""
    assert unicodedata.is_normalized("NFC", reading.text)
    rebuilt = ""
    for block in reading.blocks:
        spans = [block.span] if isinstance(block, Line) else list(block.cells)
        assert spans[0].start == len(rebuilt)
        rebuilt += "\t".join(reading.text[start:end] for start, end in spans) + "\n"
    assert rebuilt == reading.text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>một</p><p>hai</p>", ["một", "hai"]),
        ("một<p>hai<p>ba", ["một", "hai", "ba"]),  # end tags left out
        ("<div>một<div>hai</div>ba</div>", ["một", "hai", "ba"]),
        ("<p>một\n  hai&nbsp;ba\t bốn</p>", ["một hai ba bốn"]),  # blanks of the source
        ("<p>Sở <b>Nội</b> <i>v</i>ụ</p>", ["Sở Nội vụ"]),  # parts of words
        ("<p>&#272;&#7883;nh h&#x1B0;&#7899;ng &amp; &lt;x&gt; &ldquo;a&rdquo;", ["Định hướng & <x> “a”"]),
        ("<p>Kê&#769; hoa&#803;ch", ["Kế hoạch"]),  # decomposed
        ("<p>một<br>hai<br/>ba</br>bốn", ["một", "hai", "ba", "bốn"]),
        ("<pre>một\n  hai</pre>", ["một", "hai"]),
        ("<h1>KẾ HOẠCH</h1>về việc", ["KẾ HOẠCH", "về việc"]),
        ("<ul><li>một<li>hai<ul><li>ba</ul></ul>", ["- một", "- hai", "- ba"]),
        ("<ol><li>một</li><li>hai</li></ol><ol start=5><li>năm<li value=9>chín<li>mười</ol>", ["1. một", "2. hai", "5. năm", "9. chín", "10. mười"]),
        ("<ol type=a><li>x</ol><ol type=I><li>y<li>z</ol><ol style='list-style-type: upper-alpha'><li>t</ol>", ["a. x", "I. y", "II. z", "A. t"]),
        ("<ol style='list-style:none'><li>1. x</ol><ul><li>- y<li>a) z</ul>", ["1. x", "- y", "a) z"]),  # signs of their own
        ("<ul><li><p>một</p><p>tiếp</p></ul>", ["- một", "tiếp"]),
        ("<dl><dt>a<dd>b<dt>c</dl>", ["a", "b", "c"]),
        ("<nav>Trang chủ</nav><script>var a = '<p>x</p>'</script><style>p{}</style><noscript>x</noscript><p>thấy", ["thấy"]),
        ("<!-- <p>x</p> --><![if !a]><p>thấy</p><![endif]><!--[if gte mso 9]><p>x</p><![endif]-->", ["thấy"]),  # Word's
        ("<select><option>x</select><textarea>x</textarea><button>x</button><svg><text>x</text></svg><p>thấy", ["thấy"]),
        ("<p>thấy <del>bỏ</del> tiếp", ["thấy tiếp"]),
        ("<p>tỉnh Thái Nguyên<a href='#_ftn1' name='_ftnref1'>[1]</a>, UBND", ["tỉnh Thái Nguyên, UBND"]),  # Word's footnote mark
        ("<p>a < b và 3 <4, x<y", ["a < b và 3 <4, x"]),  # "<y" opens a tag, as in a browser
        ("<p>một</i></table></p> hai</div>", ["một", "hai"]),  # end tags of nothing
        ("<P CLASS=x STYLE='Font-Weight:Bold'>một", ["một"]),
        ("<p title='a > b'>một", ["một"]),
        ('<p title="chưa đóng>một</p><p>hai', ["một", "hai"]),  # a quotation mark that is never closed
        ("<o:p>một</o:p><st1:place>hai</st1:place>", ["mộthai"]),  # Word's own elements are inline
    ],
)  # fmt: skip
def test_running_text(body: str, expected: list[str], page: Path) -> None:
    assert lines(read(page, body)) == expected


def test_where_paragraphs_begin_and_what_is_bold(page: Path) -> None:
    body = "<h2>I. MỤC ĐÍCH</h2><p><b>một</b> hai<br>ba<br><br>bốn<p><span style='font-weight:700'>năm</span><p style='font-weight:bold'>sáu <span style='font-weight:normal'>bảy</span>"
    found = [(b.begins, b.bold) for b in read(page, body).blocks if isinstance(b, Line)]
    assert found == [(True, True), (True, False), (None, False), (True, False), (True, True), (True, False)]


def test_footnotes_of_word_are_footnotes(page: Path) -> None:
    body = "<p>một<a href='#_ftn1'>[1]</a></p><div style='mso-element:footnote' id=ftn1><p><a href='#_ftnref1'>[1]</a> chú</p></div>"
    assert [(b.footnote, read(page, body).text[b.span.start : b.span.end]) for b in read(page, body).blocks if isinstance(b, Line)] == [
        (False, "một"), (True, "chú"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "hidden",
    ["<p hidden>x", "<p style='display:none'>x", "<p style='DISPLAY : none !important'>x", "<p style='visibility:hidden'>x", "<p style='mso-hide:all'>x", "<div hidden><table><tr><td>x</table></div>"],
)  # fmt: skip
def test_hidden_text_is_left_out_and_noticed(hidden: str, page: Path) -> None:
    reading = read(page, f"<p>thấy</p>{hidden}")
    assert lines(reading) == ["thấy"]
    assert codes(reading) == ["hidden_text"]


HEAD = "<table><tr><td>UBND TỈNH X<br>SỞ NỘI VỤ<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc</table>"
STT = "<tr><th>STT<th>Nội dung<th>Chủ trì</tr>"


@pytest.mark.parametrize(
    ("body", "expected_lines", "expected_rows"),
    [
        # The head reads down the left column, then down the right, with rules or without.
        (HEAD, ["UBND TỈNH X", "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"], []),
        (HEAD.replace("<table", "<table border=1"), ["UBND TỈNH X", "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"], []),
        # A portal places everything by tables; the table of data inside is one all the same.
        (f"<table><tr><td>Trang chủ<td><p>KẾ HOẠCH<table border=1>{STT}<tr><td>1<td>a<td>b</table></table>", ["Trang chủ", "KẾ HOẠCH"], [["STT", "Nội dung", "Chủ trì"], ["1", "a", "b"]]),
        # Merged cells count once, in their leftmost column and first row.
        (f"<table>{STT}<tr><td colspan=3>I. NHÓM<tr><td>1<td>a<td rowspan=2>b<tr><td>2<td>c</table>", [], [["STT", "Nội dung", "Chủ trì"], ["I. NHÓM", "", ""], ["1", "a", "b"], ["2", "c", ""]]),
        # A colspan that no row divides is no column.
        ("<table border=1><tr><th>STT<th colspan=2>Nội dung<tr><td>1<td colspan=2>a</table>", [], [["STT", "Nội dung"], ["1", "a"]]),
        # A rowspan that reaches beyond the table, and one of 0 (to its end).
        (f"<table>{STT}<tr><td rowspan=99>1<td rowspan=0>a<td>b<tr><td>c</table>", [], [["STT", "Nội dung", "Chủ trì"], ["1", "a", "b"], ["", "", "c"]]),
        # thead, tbody and tfoot; the caption is a line before it.
        ("<table border=1><caption>Phụ lục I</caption><thead><tr><td>STT<td>Việc</thead><tbody><tr><td>1<td>a</tbody><tfoot><tr><td><td>b</tfoot></table>", ["Phụ lục I"], [["STT", "Việc"], ["1", "a"], ["", "b"]]),
        # Paragraphs, breaks, lists and tables inside a cell are one value; a code broken at its hyphen is put together.
        (f"<table>{STT}<tr><td>1<td><p>một</p><ul><li>hai<li>ba</ul>bốn<br>năm<table border=1><tr><td>sáu<td>bảy</table><td>41-<br>KH/TU</table>", [], [["STT", "Nội dung", "Chủ trì"], ["1", "một - hai - ba bốn năm sáu bảy", "41-KH/TU"]]),
        # Rules by style only.
        ("<table style='border-collapse:collapse'><tr><td style='border:1px solid'>a<td style='border:1px solid'>b</table>", [], [["a", "b"]]),
        ("<table border=0><tr><td style='border:none'>a<td>b</table>", ["a", "b"], []),
        # An empty row is padding; a hidden one is not printed.
        (f"<table>{STT}<tr><td><td><td><tr hidden><td>x<tr><td>1<td>a<td>b</table>", [], [["STT", "Nội dung", "Chủ trì"], ["1", "a", "b"]]),
    ],
)  # fmt: skip
def test_tables(body: str, expected_lines: list[str], expected_rows: list[list[str]], page: Path) -> None:
    reading = read(page, body)
    assert (lines(reading), table(reading)) == (expected_lines, expected_rows)


def test_a_value_for_several_rows_is_noticed(page: Path) -> None:
    reading = read(page, f"<table>{STT}<tr><td>1<td>a<td rowspan=2>Sở A<tr><td>2<td>c</table>")
    (notice,) = reading.notices
    assert notice.code == "vertical_merge"
    assert [reading.text[start:end] for start, end in notice.spans] == ["Sở A"]


PLAN = f"""{HEAD}<h1>KẾ HOẠCH</h1><p align=center><b>Chuyển đổi số năm 2026</b><h2>I. NHIỆM VỤ</h2>
<table border=1><tr><th>STT<th>Nội dung nhiệm vụ<th>Cơ quan chủ trì<th>Hạn hoàn thành</tr>
<tr><td>1<td>Rà soát thủ tục<td>Sở Nội vụ<td>Trước ngày 30/4/2026<tr><td>2<td>Lập danh mục<td>Sở Y tế<td>Qu&yacute; III</table>
<table><tr><td>Nơi nhận:<br>- Lưu: VT.<td>KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC<br><br>Lê Văn A</table>"""


def test_a_plan_from_a_portal(page: Path) -> None:
    page.write_text("<meta charset=utf-8>" + PLAN, encoding="utf-8")
    document = read_document(page, "x", "a.html")
    assert (document.type, document.agency) == ("Kế hoạch", "Sở Nội vụ")
    assert [(task.stt, task.content.text, task.lead[0].name) for task in document.tasks] == [
        ("1", "Rà soát thủ tục", "Sở Nội vụ"), ("2", "Lập danh mục", "Sở Y tế"),
    ]  # fmt: skip
    assert document.signer is not None
    assert document.signer.name == "Lê Văn A"


def test_a_stamp_stops_it(page: Path) -> None:
    page.write_text("<html><p>TỐI MẬT</p>" + PLAN, encoding="utf-8")
    with pytest.raises(SecretPaper):
        read_document(page, "x", "a.html")


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.doc", "a.xls"])
def test_under_every_name_that_portals_give(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("<html>" + PLAN, encoding="utf-8")
    assert len(read_document(tmp_path / name, "x", name).tasks) == 2


@pytest.mark.parametrize(
    ("before", "codec"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<meta charset='utf-8'>", "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1258'>", "cp1258"),
        ("<?xml version='1.0' encoding='UTF-8'?>", "utf-8"),
        ("<meta charset=x-user-defined>", "utf-8"),
    ],
)
def test_encodings(before: str, codec: str, page: Path) -> None:
    words = "Kế hoạch của Sở Nội vụ"
    typed = words
    if codec == "cp1258":  # it has no letter with both shape and tone: the tone follows
        typed = "".join(map(_for_windows, words))
    page.write_bytes(f"<html>{before}<p>{typed}".encode(codec))
    assert lines(markup.read(page)) == [words]


def _for_windows(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark != tone)) + tone
    return letter


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><p>K\xea\xec ho\xe1ch", "unknown_encoding"),
        (b"<html><meta charset=utf-8><p>\xff", "unknown_encoding"),
        (b"<html><p>a\x00b", "unknown_format"),
        (b"<html><p> </p><img src=scan.png>", "no_text"),
        (b"<html><p hidden>x", "no_text"),
        (("<html><p>" + "Kế hoạch của Ủy ban nhân dân tỉnh".encode().decode("cp1252", "replace")).encode(), "unknown_encoding"),
        (b"<html><table border=1>" + b"<tr><td rowspan=60000>x" * 3000 + b"</table>", "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str, page: Path) -> None:
    page.write_bytes(data)
    with pytest.raises(Refused) as caught:
        markup.read(page)
    assert caught.value.code == code
    assert "hãy" in str(caught.value).lower()


def test_nothing_is_fetched(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        pytest.fail("the page was asked for something outside")

    monkeypatch.setattr(socket, "socket", fail)
    body = "<link rel=stylesheet href='http://x.vn/a.css'><img src='http://x.vn/a.png'><iframe src='http://x.vn'></iframe><base href='http://x.vn'><p>một"
    assert lines(read(page, body)) == ["một"]


TRAPS = ["<!--", "<![CDATA[", "<a ", '<a b="', "<a b='x", "<!x", "<?x", "</a ", "&#", "&a", "<script>", "<", "<div>", "<b>", "<p>", "<td>",
         "<table><tr><td>", "<ul><li>", "</a>", "x<br>", "<tr><td rowspan=60000>", "<table border=1><tr><td colspan=1000>x<td>y<tr>"]  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_no_page_keeps_us_busy(trap: str, page: Path) -> None:
    """Time grows with the length of the page, not with its square: html.parser takes minutes for some of these."""
    page.write_text("<html><p>x</p>" + trap * 20_000, encoding="utf-8")
    started = time.perf_counter()
    with suppress(Refused):
        assert_sound(markup.read(page))
    assert time.perf_counter() - started < 10


LATIN = "".join(map(chr, range(0xA0, 0x100)))  # enough of these is text in an old font, see test_legacy
WORDS = st.text(
    st.characters(exclude_characters=LATIN, exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf")), max_size=12
)


def printed(text: str) -> str:
    hyphens = str.maketrans("\u2010\u2011", "--")
    return " ".join(unicodedata.normalize("NFC", text.translate(hyphens)).split())


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=5), st.lists(WORDS, max_size=4))
def test_any_words_come_back(tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], texts: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.html"
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(text)}" for text in row) for row in cells)
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts) + f"<table>{STT}{rows}</table>"
    reading = read(path, body)
    assert lines(reading) == [words for words in map(printed, texts) if words]
    assert table(reading)[1:] == [row for row in ([printed(text) for text in row] for row in cells) if any(row)]


PIECES = ["<p>", "</p>", "<table border=1>", "</table>", "<tr>", "<td>", "<td colspan=2>", "<td rowspan=3>", "</td>", "<ul>", "<li>", "</ul>",
          "<br>", "<b>", "</b>", "<script>", "</script>", "<!--", "-->", "<", ">", '"', "'", "&amp", "chữ", "STT", "Nội dung", "\x01", "<td", "<p a='"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40))
def test_any_soup_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "soup.html"
    path.write_text("<html>" + "".join(pieces), encoding="utf-8", errors="replace")
    with suppress(Refused):
        assert_sound(markup.read(path))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.html"
    path.write_bytes(b"<html>" + data)
    with suppress(Refused):
        if gate.kind_of(path) == "html":
            assert_sound(markup.read(path))
