"""Who stands in a clause under a verb or a preposition, and so does not act in it: "gửi Sở Y tế", "phối hợp với Sở Nội vụ"."""

from __future__ import annotations

from ingest.names.mentions import Speech
from ingest.narrative.at_word import mention_at
from ingest.narrative.words import GOVERNING, verb_end

_LONGEST_MENTION = 15  # words


def is_listed(speech: Speech, i: int) -> bool:
    """Whether the mentions that end right before word ``i`` are what somebody works with or sends to."""
    at = i
    while (begun := _mention_before(speech, at)) is not None:
        at = begun
        if not speech.separated(at):
            break
    return 0 < at < i and (speech.words[at - 1].key in GOVERNING or is_object(speech, at))


def is_object(speech: Speech, i: int) -> bool:
    """Whether a verb ends right before word ``i``."""
    return any(verb_end(speech.words, j) == i for j in range(max(0, i - 3), i))


def _mention_before(speech: Speech, i: int) -> int | None:
    before = range(i - 1, max(-1, i - _LONGEST_MENTION), -1)
    return next((j for j in before if (found := mention_at(speech, j)) and found.end == i), None)
