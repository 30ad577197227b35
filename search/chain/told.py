"""What a sentence tells about the papers that it cites: "Kế hoạch số 283 … thực hiện Nghị quyết số 71 … và Chương trình số 10".

The reader of references relates each cited paper to the paper that cites it; here they are related to each other, so that the
chain goes on where a paper is cited but not held. And a statement of purpose ("thực hiện các nhiệm vụ được giao theo Thông báo
số …") tells what the paper itself carries out, though no cue stands at its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.model import Reference
from ingest.grammar.type_words import TYPE_WORDS

_FARTHEST = 400  # characters between two numbers of one statement

# the cue right before the cited paper: "về việc thực hiện | Nghị quyết số", "sửa đổi, bổ sung một số điều của | Quyết định"
_BEFORE = rf"(?:một\s+số\s+điều\s+của\s+|có\s+hiệu\s+quả\s+)?(?:các\s+)?(?:{TYPE_WORDS}[\W_]*)?(?:số)?\s*$"
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(rf"(?<!\w){words}\s+{_BEFORE}", re.IGNORECASE))
    for relation, words in (
        ("implements", r"(?:triển\s+khai(?:\s+thực\s+hiện)?|thực\s+hiện|thi\s+hành)"),
        ("specifies", r"cụ\s+thể\s+h(?:óa|oá)"),
        ("replaces", r"thay\s+thế(?:\s+cho)?"),
        ("amends", r"(?:sửa\s+đổi(?:\s*,\s*bổ\s+sung)?|bổ\s+sung)"),
    )
)
_JOINED = re.compile(rf"(?:,|;|(?<!\w)và)\s*(?:các\s+)?(?:{TYPE_WORDS}\s*)?(?:số)?\s*$", re.IGNORECASE)
# A new subject stands between: "…, Sở Tư pháp xây dựng", "; Quyết định", "Sở X. Giao".
_BREAK = re.compile(r";|\.\s+\W*[A-ZĐÀ-Ỹ]|,\s+(?:các\s|Sở\s|UBND\s|Ủy\s+ban|Ban\s|Bộ\s)|(?<!\w)(?:yêu\s+cầu|giao|đề\s+nghị)\s")
# The subject of a statement does not itself stand under another verb of its own: "theo A và thực hiện B".
_OTHER_VERB = re.compile(
    r"(?:,|(?<!\w)và)\s*(?:tiếp\s+tục|tập\s+trung|tổ\s+chức|đồng\s+thời|chủ\s+động|tích\s+cực)?\s*$", re.IGNORECASE
)
# "Quán triệt, triển khai thực hiện nghiêm túc … các nhiệm vụ được giao theo: | Thông báo số"
_PURPOSE = re.compile(
    r"(?<!\w)(?:triển\s+khai|thực\s+hiện)\s[^.;]{0,160}?nhiệm\s+vụ[^.;]{0,60}?\s(?:theo|tại|trong)\s*:?\s*"
    rf"(?:các\s+)?(?:{TYPE_WORDS}\s*)?(?:số)?\s*$",
    re.IGNORECASE,
)


class Told(NamedTuple):
    """One statement of a sentence: ``subject`` stands in ``relation`` to ``object``; no subject means the paper that speaks."""

    subject: Reference | None
    relation: str
    object: Reference


def told(references: Sequence[Reference], text: str) -> Iterator[Told]:
    """What one document tells; ``references`` are its own, in any order."""
    for sentence in _sentences(references):
        yield from _between(sentence, text)
        yield from _purposes(sentence, text)


def _sentences(references: Sequence[Reference]) -> Iterator[list[Reference]]:
    """References of running text that stand in one sentence, in the order of print."""
    grouped: dict[object, list[Reference]] = {}
    for reference in references:
        if reference.relation != "assigned_by" and reference.spans:
            grouped.setdefault(reference.sentence, []).append(reference)
    for group in grouped.values():
        yield sorted(group, key=lambda reference: reference.spans)


def _between(sentence: Sequence[Reference], text: str) -> Iterator[Told]:
    subject: Reference | None = None
    relation = ""
    for one, other in pairwise(sentence):
        gap = _gap(one, other, text)
        found = _statement(gap)
        if found is not None:
            subject, relation = one, found
        elif subject is not None and not (_JOINED.search(gap) and _BREAK.search(gap) is None):
            subject = None
        if subject is not None and other.relation == "cites":
            yield Told(subject, relation, other)


def _statement(gap: str) -> str | None:
    """The relation that the words between two numbers state; ``None`` where they state none."""
    if len(gap) > _FARTHEST:
        return None
    for relation, pattern in _CUES:
        cue = pattern.search(gap)
        if cue:
            before = gap[: cue.start()]
            return None if _BREAK.search(before) or _OTHER_VERB.search(before) else relation
    return None


def _purposes(sentence: Sequence[Reference], text: str) -> Iterator[Told]:
    start = min(span.start for reference in sentence for span in reference.sentence or reference.spans)
    open_ = False
    for place, reference in enumerate(sentence):
        if place == 0:
            open_ = _PURPOSE.search(" ".join(text[start : reference.spans[0].start].split())) is not None
        else:
            gap = _gap(sentence[place - 1], reference, text)
            open_ = open_ and _JOINED.search(gap) is not None and _BREAK.search(gap) is None
        if open_ and reference.relation == "cites":
            yield Told(None, "implements", reference)


def _gap(one: Reference, other: Reference, text: str) -> str:
    return " ".join(text[one.spans[-1].end : other.spans[0].start].split()) + " "
