"""Which part of a long question asks? People tell who they are and what happened, and ask at the end."""

from __future__ import annotations

import re

# "Tôi làm công nhân ở Bình Dương. Xin hỏi …?": a sentence ends before a blank and a capital; what follows "xin hỏi" asks.
_END = re.compile(r"[.?!…;]\s+(?=\S)")
_WHO = r"(?: (?:tôi|em|mình|cháu|chúng tôi))?"
_ASKING = re.compile(rf"\b(?:xin|cho|muốn|được){_WHO} hỏi(?: là| rằng)?\b[:,]?|,\s*vậy\b", re.IGNORECASE)
_THANKS = re.compile(r"(?<=[.?!…])\s+[^.?!…]*\bcảm ơn\b.*", re.IGNORECASE | re.DOTALL)  # "… không? Em xin cảm ơn luật sư."
_LEAST = 5  # syllables; a shorter end ("Có đúng không?") asks for what stands before it


def core(question: str) -> str:
    """The end of the question that asks, without thanks; the whole where it tells nothing before."""
    question = _THANKS.sub("", question)
    starts = [match.end() for pattern in (_END, _ASKING) for match in pattern.finditer(question)]
    for start in sorted(starts, reverse=True):
        if len(question[start:].split()) >= _LEAST:
            return question[start:].strip()
    return question
