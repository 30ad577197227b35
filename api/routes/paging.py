"""Pages of a list: an opaque cursor says where the next one begins."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from corpus.errors import InputError

T = TypeVar("T")
_LONGEST_CURSOR = 10  # "o" and the offset


def page(items: Sequence[T], limit: int, cursor: str | None) -> tuple[Sequence[T], str | None]:
    """The items of one page, and the cursor of the next one; ``None`` at the end. Raises ``InputError``."""
    offset = offset_of(cursor)
    following = offset + limit
    return items[offset:following], cursor_at(following) if following < len(items) else None


def cursor_at(offset: int) -> str:
    return base64.urlsafe_b64encode(f"o{offset}".encode()).decode().rstrip("=")


def offset_of(cursor: str | None) -> int:
    """Raises ``InputError`` for what ``cursor_at`` never gave."""
    if not cursor:
        return 0
    try:
        plain = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        plain = ""
    if not plain.startswith("o") or not plain[1:].isdigit() or len(plain) > _LONGEST_CURSOR:
        raise InputError("Tham số cursor không hợp lệ; hãy lấy từ trường next của trang trước.")
    return int(plain[1:])
