"""The hits of a ranked search in Vietnamese lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.telling.terminal import printable, styled, wrapped
from search.held.knowledge import Knowledge
from search.held.task_labels import task_label
from search.selecting.retrieve import Found

_PARTS = {
    "lexical": "từ ngữ", "dense": "nghĩa", "concept": "khái niệm", "ranker": "bộ xếp hạng", "cross_encoder": "xếp lại",
}  # fmt: skip


def found_lines(hits: Sequence[Found], knowledge: Knowledge, explained: bool = False) -> Iterator[str]:
    for hit in hits:
        document = knowledge.header(hit.document)
        place = task_label(hit.record.task) if hit.record else (hit.section.heading[:60] if hit.section else "")
        yield from wrapped(hit.text, 6, f"  {hit.rank}.")
        yield styled(
            f"      {document.label} · {printable(place)} [{hit.spans[0].start}:{hit.spans[-1].end}]",
            "dim",
        )
        if explained:
            parts = " · ".join(f"{_PARTS.get(part, part)} {score:.3f}" for part, score in hit.parts.items())
            yield styled(f"      điểm {hit.score:.3f}: {parts}", "dim")
