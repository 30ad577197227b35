"""Formats that LibreOffice converts: the same tasks as in the file that they were made from, and no conversion that hangs.

Without LibreOffice there is nothing to convert with: the tests are skipped, and ``missing_tool`` is what people see.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import zipfile
from pathlib import Path
from threading import Thread

import openpyxl
import pytest

from corpus.errors import Refused
from corpus.model import Document
from ingest.admission import gate
from ingest.door import read_document
from ingest.formats import office
from ingest.reading import Row

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason=f"LibreOffice is not installed: {office.INSTALL}")
ROOT = Path(__file__).resolve().parent.parent


def saved_as(path: Path, extension: str, folder: Path) -> Path:
    """``path`` as LibreOffice saves it in another format."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", extension, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{extension}"


def summary(document: Document) -> tuple[object, ...]:
    rows = [
        (
            task.kind, task.annex, task.group and (task.group.label, task.group.title), task.stt, task.content.text, task.lead and task.lead[0].name,
            [mention.name for mention in task.coordinating], task.deliverable and task.deliverable.text, task.deadline,
            task.adjusted_deadline, task.sources, task.note,
        )
        for task in document.tasks
    ]  # fmt: skip
    return document.type, document.title, document.issuer, document.date, document.signer and document.signer.name, rows


@needs_office
@pytest.mark.parametrize("extension", ["doc", "rtf", "odt"])
def test_the_samples_come_back(extension: str, tmp_path: Path) -> None:
    samples = sorted((ROOT / "corpus/samples").glob("*.docx"))[:1]
    assert samples
    for sample in samples:
        converted = saved_as(sample, extension, tmp_path)
        assert gate.kind_of(converted) == "office"
        assert summary(read_document(converted, "x", "a")) == summary(read_document(sample, "x", "a"))


@needs_office
@pytest.mark.parametrize("extension", ["doc", "rtf", "odt"])
@pytest.mark.parametrize("name", ["000", "003"])
def test_the_rendered_directives_come_back(name: str, extension: str, shared: Path, tmp_path: Path) -> None:
    original = shared / "renders" / f"{name}.docx"
    converted = read_document(saved_as(original, extension, tmp_path), "x", "a")
    assert summary(converted) == summary(read_document(original, "x", "a"))
    assert converted.pages == 0


@needs_office
@pytest.mark.parametrize("name", ["000", "003", "004"])
def test_saved_as_a_web_page_they_have_the_same_tasks(name: str, shared: Path, tmp_path: Path) -> None:
    original = shared / "renders" / f"{name}.docx"
    page = saved_as(original, "html", tmp_path)
    assert gate.kind_of(page) == "html"
    assert summary(read_document(page, "x", "a")) == summary(read_document(original, "x", "a"))


@needs_office
def test_a_real_doc(shared: Path) -> None:
    reading = office.read(shared / "real" / "nd30_annex6.doc")
    assert "QUY CHẾ" in reading.text.upper() or "NGHỊ ĐỊNH" in reading.text.upper()
    assert len(reading.text) > 10_000
    assert sum(isinstance(block, Row) for block in reading.blocks) > 5


@needs_office
@pytest.mark.parametrize("extension", ["xls", "ods"])
def test_sheets(extension: str, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    for row in (["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì"], [1, "Rà soát", "Sở Nội vụ"], ["=A2+1", "Lập sổ", "Sở Y tế"]):
        page.append(row)
    workbook.save(tmp_path / "a.xlsx")
    converted = saved_as(tmp_path / "a.xlsx", extension, tmp_path)
    assert gate.kind_of(converted) == "office"
    reading = office.read(converted)
    assert reading.text == "STT\tNội dung nhiệm vụ\tCơ quan chủ trì\n1\tRà soát\tSở Nội vụ\n2\tLập sổ\tSở Y tế\n"
    assert reading.notices == ()  # LibreOffice computes the formula


@needs_office
def test_a_name_that_looks_like_an_option_and_a_long_one(tmp_path: Path) -> None:
    sample = saved_as(sorted((ROOT / "corpus/samples").glob("*.docx"))[0], "rtf", tmp_path)
    for name in ("-env:x.rtf", "Kế hoạch “số 1” & phụ lục; $(x) " + "a" * 150 + ".rtf"):
        shutil.copy(sample, tmp_path / name)
        assert len(office.read(tmp_path / name).text) > 100


@needs_office
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le")),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "Workbook".encode("utf-16-le")),
    ],
)
def test_a_damaged_file_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused) as caught:
        office.read(tmp_path / name)
    assert caught.value.code in ("conversion_failed", "no_text")
    assert name in str(caught.value)


@needs_office
def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        target.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
            'manifest:full-path="content.xml" manifest:size="9"><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
            "</manifest:manifest>",
        )
        target.writestr("content.xml", "encrypted")
    with pytest.raises(Refused) as caught:
        office.read(tmp_path / "a.odt", seconds=60)
    assert caught.value.code == "conversion_failed"


@needs_office
def test_macros_do_not_run(tmp_path: Path) -> None:
    """A macro bound to the opening of a document would leave a file behind."""
    witness = tmp_path / "witness"
    script = f'Sub Main\nOpen "{witness}" For Output As #1\nPrint #1, "x"\nClose #1\nEnd Sub'
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ooo="http://openoffice.org/2004/office"'
    event = '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document" xlink:type="simple"/></office:event-listeners></office:scripts>'
    library = '<?xml version="1.0"?><!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd"><library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
    libraries = '<?xml version="1.0"?><!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd"><library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" library:link="false"/></library:libraries>'
    module = f'<?xml version="1.0"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{script}</script:module>'
    kinds = {
        "content.xml": "text/xml",
        "Basic/script-lc.xml": "text/xml",
        "Basic/Standard/script-lb.xml": "text/xml",
        "Basic/Standard/Module1.xml": "text/xml",
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in kinds.items()
    )
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        target.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>{entries}</manifest:manifest>',
        )
        target.writestr(
            "content.xml",
            f'<office:document-content {names} office:version="1.2">{event}<office:body><office:text><text:p>Kế hoạch</text:p></office:text></office:body></office:document-content>',
        )
        target.writestr("Basic/script-lc.xml", libraries)
        target.writestr("Basic/Standard/script-lb.xml", library)
        target.writestr("Basic/Standard/Module1.xml", module)
    assert office.read(tmp_path / "a.odt").text == "Kế hoạch\n"
    assert not witness.exists()


@needs_office
def test_links_are_not_followed(tmp_path: Path) -> None:
    """A picture or a section that lives on a server would tell it who reads what."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    with socket.create_server(("127.0.0.1", 0)) as server, zipfile.ZipFile(tmp_path / "a.odt", "w") as target:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        picture = f'<draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="{address}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
        section = f'<text:section text:name="s"><text:section-source xlink:href="{address}/b.odt" xlink:type="simple"/><text:p>cũ</text:p></text:section>'
        target.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        target.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
        target.writestr(
            "content.xml",
            f'<office:document-content {names} office:version="1.2"><office:body><office:text><text:p>Kế hoạch {picture}</text:p>{section}</office:text></office:body></office:document-content>',
        )
        target.close()
        assert "Kế hoạch" in office.read(tmp_path / "a.odt").text
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called soffice that only waits, with a child that waits too."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/sh\necho $$ >> {tmp_path}/pids\nsleep 60 &\necho $! >> {tmp_path}/pids\nwait\n", encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    return tmp_path


def test_one_that_hangs_is_ended_with_its_children(stand_in: Path) -> None:
    (stand_in / "a.rtf").write_bytes(b"{\\rtf1 x}")
    started = time.monotonic()
    with pytest.raises(Refused, match="không xong sau 1 giây") as caught:
        office.read(stand_in / "a.rtf", seconds=1)
    assert caught.value.code == "conversion_failed"
    assert time.monotonic() - started < 10
    pids = (stand_in / "pids").read_text(encoding="utf-8").split()
    assert len(pids) == 2
    time.sleep(0.2)
    assert not [pid for pid in pids if _runs(pid)]


def _runs(pid: str) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "Z (zombie)" not in status.read_text(encoding="utf-8")


def test_one_at_a_time(stand_in: Path) -> None:
    (stand_in / "a.rtf").write_bytes(b"{\\rtf1 x}")

    def attempt() -> None:
        with pytest.raises(Refused):
            office.read(stand_in / "a.rtf", seconds=0.7)

    threads = [Thread(target=attempt) for _ in range(3)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - started > 3 * 0.7


def test_without_libreoffice_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.doc").write_bytes(b"{\\rtf1 x}")
    assert office.missing_tools() == ("apt-get install libreoffice-writer libreoffice-calc",)
    with pytest.raises(Refused) as caught:
        read_document(tmp_path / "a.doc", "x", "a.doc")
    assert caught.value.code == "missing_tool"
    assert office.INSTALL in str(caught.value)


@needs_office
def test_nothing_is_missing_here() -> None:
    assert office.missing_tools() == ()
