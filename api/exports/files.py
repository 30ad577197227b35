"""Task lists as files: for people (XLSX), for programs (CSV), for calendars (ICS)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from api.exports.rows import Listing
from corpus.errors import InputError

Kind = Literal["csv", "xlsx", "ics"]
KINDS: dict[Kind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


def exported(listing: Listing, kind: Kind) -> bytes:
    """The file's bytes."""
    match kind:
        case "csv":
            from api.exports.as_csv import csv_of

            return csv_of(listing)
        case "xlsx":
            from api.exports.as_xlsx import xlsx_of

            return xlsx_of(listing)
        case "ics":
            from api.exports.as_ics import ics_of

            return ics_of(listing)


def write(path: Path, listing: Listing, kind: Kind) -> None:
    """Raises ``InputError`` when the file cannot be written."""
    save(path, exported(listing, kind))


def save(path: Path, data: bytes) -> None:
    """Raises ``InputError`` when the file cannot be written."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"Không ghi được {path}: {error.strerror}.") from error
