"""The records of one document as one piece of bytes: JSON as ``corpus.codec`` writes it, deflated.

A row of an annex repeats the agencies, deadlines and keys of the row before it: 100,000 tasks of 1 kB take some 20 MB, so that
a view can hold them all and decode the documents that are asked for.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

from corpus.codec import encode


def pack(records: Iterable[Any]) -> bytes:
    """Dataclasses of one class, in order."""
    return pack_json(dump(encode(record)) for record in records)


def pack_json(records: Iterable[str]) -> bytes:
    """Records that are encoded already."""
    together = ",".join(records)
    return zlib.compress(f"[{together}]".encode()) if together else b""


def unpack(packed: bytes) -> list[dict[str, Any]]:
    """What ``encode`` gave for each."""
    records: list[dict[str, Any]] = json.loads(zlib.decompress(packed)) if packed else []
    return records


def unpack_one(packed: bytes, identifier: str) -> dict[str, Any] | None:
    """The record whose first key is this ``id``, read alone: a hundredth of the time. No quote inside of a string is bare."""
    together = zlib.decompress(packed).decode() if packed else ""
    start = together.find(f'{{"id":{dump(identifier)}')
    found: dict[str, Any] | None = json.JSONDecoder().raw_decode(together, start)[0] if start >= 0 else None
    return found


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
