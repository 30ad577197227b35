"""Which held paper does a person call so? By id, file name or number; the error for none or several says who is near."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from corpus.errors import NotHeld
from corpus.model import Document
from ingest.grammar import numbers

_FEW = 5


def called(name: str, documents: Sequence[Document]) -> list[Document]:
    """The documents of this id or file name, with or without its extension."""
    return [d for d in documents if name in (d.id, d.source_file, PurePath(d.source_file).stem, PurePath(d.source_file).name)]


def only_one(name: str, found: Sequence[Document], documents: Sequence[Document]) -> Document:
    """Raises ``NotHeld`` with near names of all ``documents`` where none or several were found."""
    if len(found) == 1:
        return found[0]
    if found:
        listing = "; ".join(f"{d.source_file} ({d.issuer or 'chưa rõ cơ quan'}, mã {d.id})" for d in found)
        raise NotHeld(f"“{name}” là tên của {len(found)} văn bản: {listing}. Hãy gọi bằng mã.")
    near = numbers.suggest(name, [d.number for d in documents if d.number])
    told = f"Gần nhất: {', '.join(near)}." if near else _held(documents)
    raise NotHeld(f"Không có văn bản “{name}” trong kho. {told}")


def _held(documents: Sequence[Document]) -> str:
    """What the knowledge base holds, for a name that is near none of it."""
    if not documents:
        return "Kho đang trống."
    more = f" và {len(documents) - _FEW} văn bản khác" if len(documents) > _FEW else ""
    return f"Trong kho có: {', '.join(d.number or d.source_file for d in documents[:_FEW])}{more}."
