"""A task list as CSV: UTF-8 with a mark in front, so that Excel reads it; days as ISO dates."""

from __future__ import annotations

import csv
import io
from datetime import date

from api.exports.rows import COLUMNS, Cell, Listing, rows


def csv_of(listing: Listing) -> bytes:
    """One line a task under one line of titles."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(column.title for column in COLUMNS)
    writer.writerows([_said(cell) for cell in row] for row in rows(listing))
    return written.getvalue().encode("utf-8-sig")


def _said(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell or ""
