"""The texts to learn from: legal articles as token arrays, with their titles, topics and cross links."""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ids = npt.NDArray[np.int32]

_SHORTEST_BODY = 80  # characters; below that an entry is a title only
_HEADING = "###"  # an anchor of the source's page, no text
_NUMBER = r"số (?P<number>\d+(?:/\d{4})?/[\w-]+)"  # "Luật số 32/2004/QH11"
_ACT = re.compile(_NUMBER + r"(?: (?P<name>(?!ngày).+?))?(?: ngày \d|,|$)")  # " An ninh Quốc gia ngày 03/12/2004"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as published. ``topic`` is the first part of its id; ``act`` the name of its act, empty if unknown."""

    id: str
    title: str
    lines: tuple[str, ...]
    topic: str
    act: str
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tokenised:
    """One article as token ids: the title (with the act's name where the title alone is not unique), and each line."""

    title: Ids
    lines: tuple[Ids, ...]


def read(path: Path) -> list[Article]:
    """The articles that have a body."""
    entries = rows(path)
    names = _act_names(entries)
    found = (_article(row, names) for row in entries)
    return [article for article in found if sum(map(len, article.lines)) >= _SHORTEST_BODY]


def rows(path: Path) -> list[dict[str, Any]]:
    """The entries of a ``.jsonl`` or ``.jsonl.xz`` file: id, title, source, body, rel."""
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line]


def tokenise(articles: Sequence[Article], tokenizer: Tokenizer) -> list[Tokenised]:
    seen = Counter(article.title for article in articles)
    titles = _encode(tokenizer, [a.title if seen[a.title] == 1 else f"{a.title} {a.act}" for a in articles])
    lines = iter(_encode(tokenizer, [line for article in articles for line in article.lines]))
    return [
        Tokenised(title, tuple(next(lines) for _ in article.lines)) for title, article in zip(titles, articles, strict=True)
    ]


def _encode(tokenizer: Tokenizer, texts: list[str]) -> list[Ids]:
    unknown = tokenizer.token_to_id("[UNK]")
    ids = (np.array(encoding.ids, dtype=np.int32) for encoding in tokenizer.encode_batch_fast(texts, add_special_tokens=False))
    return [row[row != unknown] for row in ids]


def _article(row: dict[str, Any], names: dict[str, str]) -> Article:
    found = _ACT.search(str(row["source"]))
    related = row["rel"]
    return Article(
        id=str(row["id"]),
        title=str(row["title"]),
        lines=tuple(line for line in str(row["body"]).split("\n") if line.strip() and not line.startswith(_HEADING)),
        topic=str(row["id"]).split(".")[0],
        act=names.get(found["number"], "") if found else "",
        related=tuple(related) if isinstance(related, list) else (),
    )


def _act_names(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Number → name of an act. Only the first article of an act prints the name."""
    matches = (_ACT.search(str(row["source"])) for row in rows)
    return {match["number"]: match["name"] for match in matches if match and match["name"]}
