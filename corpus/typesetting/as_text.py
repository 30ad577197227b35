"""How does a paper look as plain text? Three dialects: tables by tabs, tables by pipes, and a hard-wrapped list."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from corpus.typesetting.paper import Annex, Paper

_WRAP = 82  # characters a line, as a text layer saved from a word processor


def write_text(paper: Paper, path: Path) -> None:
    """Write ``paper`` in its own dialect, UTF-8, one newline at the end."""
    lines = _wrapped(paper) if paper.dialect == "list" else _marked(paper)
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8", newline="\n")


def _marked(paper: Paper) -> Iterator[str]:
    """Light Markdown: headings by ``#``, a blank line after every paragraph, tables in the annexes."""
    for line in _head(paper):
        yield from (line, "")
    yield from (f"## {paper.type}", "", f"### {paper.title}", "")
    for paragraph in paper.body:
        yield from ("#" * (paragraph.level + 1) + " " + paragraph.text if paragraph.level else paragraph.text, "")
    yield from ("***Nơi nhận:***", "", *(f"- {one}" for one in paper.recipients), "")
    yield from ("**" + "  \n".join(paper.signer_office) + "**", "", f"**{paper.signer}**", "")
    for annex in paper.annexes:
        yield from (f"## {annex.label}: {annex.title}", "", f"*{annex.caption}*", "")
        yield from (*(_pipes(annex) if paper.dialect == "pipes" else _tabs(annex)), "")


def _wrapped(paper: Paper) -> Iterator[str]:
    """No marks at all: every paragraph hard-wrapped, a blank line between paragraphs, the signature spaced by empty lines."""
    for block in (*_head(paper), paper.type, paper.title, *(paragraph.text for paragraph in paper.body)):
        yield from (*textwrap.wrap(block, _WRAP, break_on_hyphens=False), "")
    yield from ("Nơi nhận:", *(f"- {one}" for one in paper.recipients), "")
    yield from (*paper.signer_office, "", "", "", paper.signer)


def _head(paper: Paper) -> tuple[str, ...]:
    left = (*paper.superior, " ".join(paper.issuer), " ".join(paper.number.split()))
    return (*left, *paper.motto, paper.place_date)


def _tabs(annex: Annex) -> Iterator[str]:
    yield "\t".join(annex.columns)
    for row in annex.rows:
        yield "\t".join(_filled(row, annex))


def _pipes(annex: Annex) -> Iterator[str]:
    yield f"| {' | '.join(annex.columns)} |"
    yield "|" + "---|" * len(annex.columns)
    for row in annex.rows:
        cells = _filled(row if len(row) > 2 else tuple(f"**{cell}**" for cell in row), annex)
        yield f"| {' | '.join(cells)} |"


def _filled(row: tuple[str, ...], annex: Annex) -> list[str]:
    """The row's cells with line breaks as ``<br>``, empty cells added up to the number of columns."""
    return [cell.replace("\n", "<br>") for cell in row] + [""] * (len(annex.columns) - len(row))
