"""What is settled of the fields of list tasks: those that say "như trên", and one that names both parties.

"- Thời gian hoàn thành: Như trên", "(Sở Nội vụ, Sở Y tế phối hợp; tháng 6)".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.model import Notice, Span
from ingest.extent import extent
from ingest.names import agencies
from ingest.narrative.lists import ListedTask
from ingest.tables import ditto, shared_cells


def settle(items: Sequence[ListedTask], text: str) -> list[Notice]:
    """Puts the fields in their place; the notices say what a person should look at."""
    told = _repeat(items)
    for item in items:
        told += _divide(item, text)
    return told


def _repeat(items: Sequence[ListedTask]) -> list[Notice]:
    """A field that says that it is as another takes that one's value, with its place there."""
    numbers = [ditto.Ordinal(item.stt, item.part.above, item.part.above.number if item.part.above else "") for item in items]
    pairs: list[tuple[ditto.Ordinal, ditto.Ordinal]] = []
    spans: list[Span] = []
    for place, item in enumerate(items):
        for role in ditto.ROLES:
            words = item.cells.get(role)
            other = ditto.meant(words.text, numbers, place) if words else None
            like = items[other].cells.get(role) if other is not None else None
            if words is None or other is None or like is None or ditto.is_ditto(like.text):
                continue
            item.cells[role] = like
            item.borrowed.add(role)
            pairs.append((numbers[place], numbers[other]))
            spans += words.spans()
    return [ditto.notice(pairs, spans)] if pairs else []


def _divide(item: ListedTask, text: str) -> Iterator[Notice]:
    """Parts the leads from those who join in, where no field of its own names them."""
    words = item.cells.get("lead")
    if words is None or "coordinating" in item.cells or not shared_cells.says_both(words.text):
        return
    if any(one.role == "coordinating" for one in agencies.read(words.text)):
        return  # the names bear their roles
    parties, notices = shared_cells.told(words, both=False)
    item.cells |= {"lead": extent(text, parties.lead), "coordinating": extent(text, parties.coordinating)}
    yield from notices
