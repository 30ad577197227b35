"""Formats that are converted before they are read: .doc, .rtf and .odt become .docx, .xls and .ods become .xlsx.

LibreOffice does it, without a window: a profile of its own for every run, no macros, no links followed, one run at a time, a
time limit. Offsets are those of the converted text; a converted file has no pages and no boxes.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from corpus.errors import Refused
from ingest.admission import zipped
from ingest.reading import Reading

Source = Literal["doc", "rtf", "odt", "xls", "ods"]

INSTALL = "apt-get install libreoffice-writer libreoffice-calc"
_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120

_RTF = b"{\\rtf"
# The reader is named, too: left to itself, LibreOffice reads a damaged file as plain text and converts the garbage.
_READERS: dict[Source, str] = {
    "doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8", "xls": "MS Excel 97", "ods": "calc8",
}  # fmt: skip
_WRITERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
# No macro runs and no link leaves the file, whatever the defaults of this LibreOffice are: it would fetch pictures that a
# document only names. What slips through its switches goes to a proxy on a port where nothing answers.
_SETTINGS = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true", "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true", "DisableActiveContent": "true",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "/org.openoffice.Office.Calc/Content/Update": {"Link": "2"},
    "/org.openoffice.Office.Common/Misc": {"FirstRun": "false"},
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2", "ooInetNoProxy": "",
        "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1", "ooInetHTTPSProxyPort": "9",
        "ooInetFTPProxyName": "127.0.0.1", "ooInetFTPProxyPort": "9",
    },
}  # fmt: skip


def missing_tools() -> tuple[str, ...]:
    """The lines that install what this machine lacks for these formats; empty where nothing is missing."""
    return () if _program() else (INSTALL,)


def read(path: Path, seconds: float = _SECONDS) -> Reading:
    """The words of a file that ``gate.kind_of`` calls ``office``.

    Raises ``Refused``: ``missing_tool`` (no LibreOffice here), ``conversion_failed`` (damaged, locked with a password, or not
    done within ``seconds``), and what the reader of the converted file raises.
    """
    program = _program()
    if program is None:
        message = (
            f"Muốn đọc “{path.name}” cần LibreOffice, máy này chưa có. Hãy cài: {INSTALL}; hoặc lưu lại tệp dạng .docx, .xlsx."
        )
        raise Refused(message, "missing_tool")
    with tempfile.TemporaryDirectory(prefix="tracuu-office-") as folder:
        result = _converted(program, path, Path(folder), seconds)
        return _read(result)


def _program() -> str | None:
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def _read(path: Path) -> Reading:
    if zipped.content_of(path) == "xlsx":
        from ingest.formats.sheet import reader as sheet

        return sheet.read(path)
    from ingest.formats.word import reader as word

    return word.read(path)


def _converted(program: str, path: Path, folder: Path, seconds: float) -> Path:
    """The converted file, under the name of ``path``: what a reader says of it is said of the original."""
    kind = _source(path)
    target = "xlsx" if kind in ("xls", "ods") else "docx"
    source = folder / f"source.{kind}"
    shutil.copyfile(path, source)
    _write_settings(folder / "profile")
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--invisible", "--norestore",
        "--nologo", "--nodefault", "--nolockcheck", f"--infilter={_READERS[kind]}", "--convert-to", _WRITERS[target],
        "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    with _one_at_a_time():
        finished = _run(command, folder, seconds)
    result = folder / "out" / f"source.{target}"
    if not finished or not result.is_file():
        reason = f"không xong sau {seconds:.0f} giây" if not finished else "tệp hỏng hoặc có mật khẩu"
        message = f"Không chuyển đổi được “{path.name}” ({reason}). Hãy mở tệp và lưu lại dạng .docx hoặc .xlsx rồi nạp lại."
        raise Refused(message, "conversion_failed")
    return result.rename(result.with_name(path.name))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Waits for its turn among all processes of this user; the lock ends with the process that holds it."""
    lock = Path(tempfile.gettempdir()) / f"tracuu-office-{os.getuid()}.lock"
    handle = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _run(command: list[str], folder: Path, seconds: float) -> bool:
    """Whether the program ended in time; it and its children are gone afterwards. It sees nothing of our environment."""
    environment = {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    running = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end_group(running)
    return True


def _end_group(running: subprocess.Popen[bytes]) -> None:
    """LibreOffice leaves its work to a child process, which a kill of the first one alone would leave behind."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _source(path: Path) -> Source:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_RTF):
        return "rtf"
    if head.startswith(b"PK"):
        return "ods" if zipped.content_of(path) == "ods" else "odt"
    data = path.read_bytes()
    document, workbook = ("WordDocument".encode("utf-16-le") in data, "Workbook".encode("utf-16-le") in data)
    # A document may embed a sheet and a sheet a document: then the extension decides.
    return "xls" if workbook and (not document or path.suffix.lower() == ".xls") else "doc"


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{place}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for place, values in _SETTINGS.items()
        for name, value in values.items()
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        + items
        + "</oor:items>",
        encoding="utf-8",
    )
