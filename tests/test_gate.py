"""What may come in at all: every bad file is refused with a stable code, a reason and a remedy, and nothing else is raised."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Refused
from ingest.admission import gate
from ingest.formats.word import reader as word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
TEXT = "KẾ HOẠCH\nTriển khai thực hiện Thông báo số 13-TB/CQTT\n"


def archive(files: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return buffer.getvalue()


def office(content_type: str, **more: bytes | str) -> bytes:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
    return archive({"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **more})


def encrypted(data: bytes) -> bytes:
    """The flag of an encrypted entry set in both of its headers."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[changed.index(signature) + offset] |= 1
    return bytes(changed)


DOCX = office(WORD)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"

ACCEPTED = [
    ("a.txt", TEXT.encode(), "text", "UTF-8"),
    ("a.md", TEXT.encode(), "text", "Markdown is plain text"),
    ("A.TXT", TEXT.encode(), "text", "extensions in capitals"),
    ("Kế hoạch số 12.2026", TEXT.encode(), "text", "a number is no extension"),
    ("noext", TEXT.encode(), "text", "no extension"),
    ("bom.txt", b"\xef\xbb\xbf" + TEXT.encode(), "text", "UTF-8 with its mark, as Notepad writes it"),
    ("u16.txt", TEXT.encode("utf-16"), "text", "UTF-16 with its mark"),
    ("cut.txt", ("ệ" * 8191).encode(), "text", "a letter cut by the end of the part that is looked at"),
    ("a.docx", DOCX, "docx", "a Word document"),
    ("noext2", DOCX, "docx", "content decides"),
    ("a.pdf", PDF, "pdf", "a PDF"),
    ("a.xlsx", archive({"[Content_Types].xml": "spreadsheetml.sheet.main+xml"}), "sheet", "Excel"),
    ("a.html", b"<html><body>x</body></html>", "html", "a page"),
    ("b.htm", "\ufeff<!-- x -->\n<!DOCTYPE html><p>x".encode(), "html", "a page behind a mark and a comment"),
    ("c.html", "KẾ HOẠCH".encode(), "html", "a page without any tag"),
    ("d.html", "<html><p>x".encode("utf-16"), "html", "a page in UTF-16"),
    ("noext3", b"<!doctype html><p>x", "html", "content decides"),
    ("page.doc", b"<html><p>x", "html", "a page that its portal calls a Word file"),
    ("table.xls", b"<table><tr><td>x", "html", "a table that its portal calls an Excel file"),
    ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "office", "Word 97-2003"),
    ("a.xls", OLE + "Workbook".encode("utf-16-le"), "office", "Excel 97-2003"),
    ("a.rtf", b"{\\rtf1 KE HOACH}", "office", "RTF"),
    ("b.doc", b"{\\rtf1 KE HOACH}", "office", "RTF under the extension that Word gives it"),
    ("a.odt", archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "office", "OpenDocument"),
    ("a.ods", archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "office", "OpenDocument"),
    ("a.zip", archive({"a.txt": "a"}), "archive", "an archive"),
    ("locked.zip", encrypted(archive({"a.txt": "a"})), "archive", "its members are judged one by one"),
    ("late.pdf", b"\n" * 500 + PDF, "pdf", "the specification lets up to 1,024 bytes stand before the mark"),
]

REFUSED = [
    ("empty.txt", b"", "empty_file", "nothing in it"),
    ("empty.pdf", b"", "empty_file", "nothing in it"),
    ("really.docx", PDF, "wrong_extension", "a PDF under the name of a Word file"),
    ("really.pdf", DOCX, "wrong_extension", "the reverse"),
    ("text.pdf", TEXT.encode(), "wrong_extension", "text under the name of a PDF"),
    ("pdf.txt", PDF, "wrong_extension", "a PDF under the name of a text"),
    ("text.docx", TEXT.encode(), "wrong_extension", "text under the name of a Word file"),
    ("new.doc", DOCX, "wrong_extension", "a new Word file under the old extension"),
    ("old.docx", OLE + "WordDocument".encode("utf-16-le"), "wrong_extension", "an old Word file under the new extension"),
    ("sheet.docx", archive({"[Content_Types].xml": "spreadsheetml.sheet.main+xml"}), "wrong_extension", "an Excel file"),
    ("photo.pdf", b"\xff\xd8\xff\xe0" + bytes(100), "wrong_extension", "a photograph"),
    ("junk.docx", bytes(range(256)) * 4, "broken_docx", "no zip at all"),
    ("cut.docx", DOCX[: len(DOCX) // 2], "broken_docx", "a download that broke off"),
    ("nodir.docx", DOCX[:-10], "broken_docx", "the directory is damaged"),
    ("zip.docx", archive({"a.txt": "a"}), "broken_docx", "a zip that is no Word file"),
    ("none.docx", archive({}), "broken_docx", "a zip with nothing in it"),
    ("bomb.docx", office(WORD, **{"word/media/a.bin": bytes(8 * 2**20)}), "zip_bomb", "zeros that swell a thousand times"),
    ("many.docx", office(WORD, **{f"word/{n}": "" for n in range(5001)}), "zip_bomb", "thousands of entries"),
    ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted_docx", "Word's own password"),
    ("locked2.docx", encrypted(DOCX), "encrypted_docx", "a zip password"),
    ("macro.docx", office(WORD, **{"word/vbaProject.bin": b"x"}), "macro_docx", "macros under the plain extension"),
    ("macro.docm", office("application/vnd.ms-word.document.macroEnabled.main+xml"), "macro_docx", "macros"),
    ("a.dotx", office(WORD.replace("document.main", "template.main")), "unsupported_format", "a template"),
    ("strict.docx", office(WORD, **{"_rels/.rels": "http://purl.oclc.org/ooxml/x"}), "unsupported_format", "Strict Open XML"),
    ("text.doc", TEXT.encode(), "wrong_extension", "text under the name of a Word file"),
    ("page.txt", b"<!DOCTYPE html><p>x", "wrong_extension", "a page under the name of a text"),
    ("sheet.zip", archive({"[Content_Types].xml": "spreadsheetml.sheet.main+xml"}), "wrong_extension", "an Excel file"),
    ("zip.xlsx", archive({"a.txt": "a"}), "broken_xlsx", "a zip that is no Excel file"),
    ("junk.xlsx", bytes(range(256)) * 4, "broken_xlsx", "no zip at all"),
    ("cut.xlsx", DOCX[: len(DOCX) // 2], "broken_xlsx", "a download that broke off"),
    ("cut.zip", DOCX[: len(DOCX) // 2], "broken_zip", "a download that broke off"),
    (
        "macro.xlsx",
        archive({"[Content_Types].xml": "spreadsheetml.sheet.main+xml", "xl/vbaProject.bin": b"x"}),
        "macro_xlsx",
        "macros",
    ),
    ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted_xlsx", "Excel's own password"),
    ("a.xltx", archive({"[Content_Types].xml": "spreadsheetml.template.main+xml"}), "unsupported_format", "a template"),
    ("a.pptx", archive({"[Content_Types].xml": "presentationml.presentation.main+xml"}), "unsupported_format", "slides"),
    ("a.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), "unsupported_format", "slides"),
    ("a.rar", b"Rar!\x1a\x07\x00", "unsupported_format", "another archive"),
    ("a.mht", b"MIME-Version: 1.0\n", "unsupported_format", "a page in one file"),
    ("many.zip", archive({f"{n}.txt": "" for n in range(5001)}), "zip_bomb", "thousands of members"),
    ("a.msg", OLE, "unsupported_format", "some other Office container"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "unsupported_format", "a picture"),
    ("a.bin", bytes(range(256)), "unknown_format", "bytes that mean nothing"),
    ("nul.txt", b"KE HOACH\x00\x01\x02", "unknown_format", "bytes that no text holds"),
    ("bytes.pdf", bytes(range(256)), "unknown_format", "a damaged PDF"),
]


def refusal(path: Path, limit: int = gate.DEFAULT_LIMIT) -> Refused:
    with pytest.raises(Refused) as caught:
        gate.kind_of(path, limit)
    return caught.value


@pytest.mark.parametrize(("name", "data", "kind", "why"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_accepted(name: str, data: bytes, kind: str, why: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert gate.kind_of(tmp_path / name) == kind, why


@pytest.mark.parametrize(("name", "data", "code", "why"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(name: str, data: bytes, code: str, why: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    error = refusal(tmp_path / name)
    assert error.code == code, why
    assert "hãy" in str(error).lower()  # a remedy
    assert name in str(error)
    assert str(tmp_path) not in str(error)  # but not where it lies


def test_what_it_really_is_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(PDF)
    assert "PDF" in str(refusal(tmp_path / "a.docx"))


def test_places_that_hold_no_file(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert refusal(tmp_path / "none.txt").code == "missing_file"
    assert refusal(tmp_path / "dangling.txt").code == "missing_file"
    assert refusal(tmp_path / ("a" * 300 + ".txt")).code == "missing_file"
    assert refusal(tmp_path / "nul\x00.txt").code == "missing_file"
    assert refusal(tmp_path).code == "is_folder"
    assert refusal(tmp_path / "loop").code == "not_a_file"
    assert refusal(tmp_path / "pipe.txt").code == "not_a_file"  # and it does not wait for a writer


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert gate.kind_of(tmp_path / "b.txt") == "text"


def test_a_file_over_the_limit_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(200 * 2**20)
    assert refusal(huge).code == "too_large"
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    size = (tmp_path / "a.txt").stat().st_size
    assert refusal(tmp_path / "a.txt", size - 1).code == "too_large"
    assert gate.kind_of(tmp_path / "a.txt", size) == "text"


def test_real_files(shared: Path) -> None:
    kinds = {".txt": "text", ".docx": "docx", ".pdf": "pdf"}
    paths = [
        path for folder in ("renders", "directives", "real") for path in (shared / folder).iterdir() if path.suffix in kinds
    ]
    assert {path.name: gate.kind_of(path) for path in paths} == {path.name: kinds[path.suffix] for path in paths}
    assert gate.kind_of(shared / "real" / "nd30_annex6.doc") == "office"


def test_decode_real_files(shared: Path) -> None:
    for path in (shared / "directives").glob("*.txt"):
        assert gate.decode(path.read_bytes()) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_decode_drops_the_mark(codec: str) -> None:
    assert gate.decode(TEXT.encode(codec)) == TEXT


TCVN3 = "Uû ban nh©n d©n tØnh ban hµnh KÕ ho¹ch thùc hiÖn nhiÖm vô n¨m 2026 cña c¸c së, ban, ngµnh, ®Þa ph­¬ng"
VNI = "UÛY BAN NHAÂN DAÂN TÆNH ban haønh keá hoaïch thöïc hieän nhieäm vuï naêm 2026 cuûa caùc sôû, ban, ngaønh, ñòa phöông"


@pytest.mark.parametrize(
    "data",
    [
        TCVN3.encode("latin-1"),  # as saved by an old editor
        VNI.encode("latin-1"),
        TCVN3.encode(),  # pasted from an old Word file into Unicode
        VNI.encode(),
    ],
)
def test_decode_converts_old_fonts(data: bytes) -> None:
    expected = "ban nhân dân tỉnh ban hành kế hoạch thực hiện nhiệm vụ năm 2026 của các sở, ban, ngành, địa phương"
    assert gate.decode(data).lower().endswith(expected)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (TEXT.encode().decode("cp1252", "replace").encode() * 3, "unknown_encoding", "UTF-8"),  # UTF-8 encoded twice
        (b"abc \xff\xfe", "unknown_encoding", "byte thứ 4"),  # the offset of the first bad byte
        (b"\xef\xbb\xbfab\xff", "unknown_encoding", "byte thứ 5"),  # counted with the mark
        (TEXT.encode("utf-16")[:-1], "unknown_encoding", "UTF-16"),  # half a character at the end
        (TEXT.encode("utf-32"), "unknown_encoding", "UTF-32"),
        (b"a\x00b", "unknown_format", "byte 0"),
    ],
)
def test_decode_refuses(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as caught:
        gate.decode(data)
    assert caught.value.code == code
    assert "hãy" in str(caught.value).lower()


@pytest.mark.parametrize(
    "text",
    [
        "khoẻ, hoà, thuý, quý © 2026 Sở Tư pháp; 25 °C; 5 µm; § 3",  # real signs in a real text
        "Le comité où siègent les délégués a été créé après Noël, là où la Haute école a ses archives, " * 5,  # French, not VNI
        "so tu phap phai lam gi",  # no marks at all
        "",
    ],
)
def test_decode_leaves_real_text_alone(text: str) -> None:
    assert gate.decode(text.encode()) == text


MAGIC = [b"", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", OLE, b"{\\rtf", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", DOCX[:200]]


@given(
    st.binary(max_size=400),
    st.sampled_from(MAGIC),
    st.sampled_from([".txt", ".md", ".docx", ".pdf", ".doc", ".xlsx", ".zip", "", ".2026", ".exe"]),
)
def test_any_bytes_under_any_name_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, magic: bytes, extension: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{extension}"
    path.write_bytes(magic + data)
    _read_or_refused(path)


@given(st.lists(st.tuples(st.integers(0, len(DOCX) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_damaged_word_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(DOCX)
    for place, byte in changes:
        data[place] = byte
    path = tmp_path_factory.getbasetemp() / "damaged.docx"
    path.write_bytes(data)
    _read_or_refused(path)


def _read_or_refused(path: Path) -> None:
    with suppress(Refused):
        kind = gate.kind_of(path)
        if kind == "text":
            gate.decode(path.read_bytes())
        if kind == "docx":
            word.read(path)
