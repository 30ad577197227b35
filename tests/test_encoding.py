"""However a text is written down (letters, marks, line ends, hyphens), it is the same directive, and offsets hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Refused
from corpus.model import Document
from ingest.admission.encoding import decoded
from ingest.door import read_document
from ingest.formats import plain
from ingest.reading import Line

PLAN = (
    "KẾ HOẠCH\nTriển khai Kế hoạch số 41-KH/TU ngày 15/01/2026 của Tỉnh ủy\n\nI. NHIỆM VỤ\n\n"
    "1. Rà soát thủ tục hành chính.\n- Đơn vị thực hiện: Sở Nội vụ.\n- Thời gian thực hiện: Tháng 4/2026.\n\n"
    "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n\n"
    "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tHạn hoàn thành\tVăn bản giao\n"
    "1\tRà soát thủ tục hành chính\tSở Nội vụ\tTrước ngày 30/4/2026\t08-CTr/BCĐ\n"
    "2\tLập danh mục dữ liệu\tVăn phòng Ủy ban nhân dân tỉnh\tQuý III/2026\t41-KH/TU; 35/KH-UBND\n"
)


def soft_hyphens(text: str) -> str:
    """One inside every longer word, as Word's hyphenation leaves them."""
    return re.sub(r"([^\W\d_]{2})([^\W\d_]{2})", "\\1\u00ad\\2", text)


VARIANTS: list[tuple[str, Callable[[str], str], str]] = [
    ("NFD, as macOS writes it", lambda text: unicodedata.normalize("NFD", text), "utf-8"),
    ("the mark of Notepad", lambda text: text, "utf-8-sig"),
    ("a mark inside, from files put together", lambda text: "\ufeff" + text, "utf-8-sig"),
    ("UTF-16", lambda text: text, "utf-16"),
    ("CRLF", lambda text: text.replace("\n", "\r\n"), "utf-8"),
    ("CR", lambda text: text.replace("\n", "\r"), "utf-8"),
    ("U+2028 for every line end", lambda text: text.replace("\n", "\u2028"), "utf-8"),
    ("U+2029 for every line end", lambda text: text.replace("\n", "\u2029"), "utf-8"),
    ("vertical tabs, Word's line breaks", lambda text: text.replace("\n", "\v"), "utf-8"),
    ("a page break between the parts", lambda text: text.replace("\n\nPHỤ", "\n\fPHỤ"), "utf-8"),
    ("U+2028 between lines of running text", lambda text: text.replace(".\n-", ".\u2028-"), "utf-8"),
    ("U+2028 inside a cell", lambda text: text.replace("Rà soát thủ", "Rà soát\u2028thủ"), "utf-8"),
    ("non-breaking blanks", lambda text: text.replace(" ", "\u00a0"), "utf-8"),
    ("soft hyphens", soft_hyphens, "utf-8"),
    ("zero-width blanks", lambda text: text.replace("o", "o\u200b"), "utf-8"),
    ("en dashes in codes and lists", lambda text: re.sub(r"(?<=\d)-|^-|(?<=KH)-", "–", text, flags=re.MULTILINE), "utf-8"),
    ("non-breaking hyphens", lambda text: re.sub(r"(?<=\d)-", "\u2011", text), "utf-8"),
    ("minus signs", lambda text: re.sub(r"(?<=\d)-", "\u2212", text), "utf-8"),
]  # fmt: skip


def summary(document: Document) -> list[tuple[object, ...]]:
    return [
        (
            task.kind, task.annex, task.stt, task.content.text, [mention.name for mention in task.lead],
            task.deadline and (task.deadline.start, task.deadline.due), task.sources,
        )
        for task in document.tasks
    ]  # fmt: skip


@pytest.mark.parametrize(("change", "codec"), [row[1:] for row in VARIANTS], ids=[row[0] for row in VARIANTS])
def test_the_same_tasks(change: Callable[[str], str], codec: str, tmp_path: Path) -> None:
    (tmp_path / "as_is.txt").write_text(PLAN, encoding="utf-8", newline="")
    (tmp_path / "changed.txt").write_bytes(change(PLAN).encode(codec))
    expected, found = (read_document(tmp_path / name, "x", name) for name in ("as_is.txt", "changed.txt"))
    assert len(expected.tasks) == 3
    assert summary(found) == summary(expected)
    assert unicodedata.is_normalized("NFC", found.text)


def test_rare_line_ends_stay_in_the_text() -> None:
    reading = plain.read("một\u2028hai\vba\n\fbốn\u2029năm")
    assert reading.text == "một\u2028hai\vba\n\fbốn\u2029năm"
    assert [reading.text[b.span.start : b.span.end] for b in reading.blocks] == ["một", "hai", "ba", "bốn", "năm"]


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cc", "Zl", "Zp", "Cs"), exclude_characters="\t|")), max_size=6),
    st.data(),
)
def test_every_line_end_is_one(lines: list[str], data: st.DataObject) -> None:
    ends = [data.draw(st.sampled_from("\n\u2028\u2029\v\f\x85")) for _ in lines]
    reading = plain.read("".join(line + end for line, end in zip(lines, ends, strict=True)))
    found = [reading.text[b.span.start : b.span.end] for b in reading.blocks if isinstance(b, Line)]
    assert found == [line for line in (plain.normalise(line).strip() for line in lines) if line]


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        ("hoà".encode(), None, "hoà"),
        ("hoà".encode("cp1252"), "ISO-8859-1", "hoà"),  # browsers read it as Windows-1252
        ("Kế hoạch".encode(), "made-up", "Kế hoạch"),  # an unknown name counts for nothing
        ("Kế hoạch".encode(), "utf-16", "Kế hoạch"),  # the page could be read, so it is not UTF-16
        ("Kế".encode("utf-16"), "utf-8", "Kế"),  # a mark is surer than a word
        (unicodedata.normalize("NFKC", "ê\u0301").encode("utf-8"), "utf-8", "ế"),
        (b"Ke\xcc hoach", "windows-1258", "Ke\u0300 hoach"),  # Windows writes the tone behind the vowel
    ],
)
def test_decoded(data: bytes, declared: str | None, expected: str) -> None:
    assert decoded(data, declared) == expected


@given(
    st.binary(max_size=300), st.sampled_from([None, "utf-8", "windows-1258", "iso-8859-1", "unicode_escape", "hex", "utf-7"])
)
def test_any_bytes_are_decoded_or_refused(data: bytes, declared: str | None) -> None:
    with suppress(Refused):
        assert "\x00" not in decoded(data, declared)
