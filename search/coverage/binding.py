"""Does a parent task bind the child's agency, in which role, and by which words?"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.phrases import understand
from search.binding.asked_agency import AskedAgency
from search.binding.reach import Reach, reach, verdict
from search.coverage.model import Binds, Role
from search.held.knowledge import Record

_NOBODY = "Không nêu cơ quan này, cũng không có cụm từ nào gồm cả cơ quan này."
_UNBOUND = 0.95  # how sure it is that a task without any reach does not bind


@dataclass(frozen=True, slots=True)
class Binding:
    """``phrase`` is the print that binds, ``rule`` the reason (Vietnamese), ``confidence`` of ``binds`` from 0 to 1.

    ``condition`` are the words on which it depends ("liên quan", "có diện tích rừng …"), ``None`` where it is the reading that
    is in doubt and not the case.
    """

    binds: Binds
    role: Role
    phrase: str | None
    rule: str
    confidence: float
    condition: str | None = None


def binding(record: Record, agency: AskedAgency, known: frozenset[str] | None) -> Binding:
    """``known`` are the names that the held papers state (``Knowledge.stated``); ``None`` where a person vouches for it."""
    reaches = reach(record.task, record.document, agency, known)
    if not reaches:
        return Binding("no", "none", None, _NOBODY, _UNBOUND)
    binds, role = verdict(reaches)
    first = reaches[0]
    return Binding(binds, role, first.phrase, first.rule, first.confidence, _condition(first))


def leaning(found: Binding, kind: str) -> float:
    """The log odds that a task of that binding concerns the child: what it must do it will rather have taken up."""
    if found.binds == "no":
        return _NEVER if kind == "narrative" else _RARELY
    if found.binds == "conditional":
        return 0.0
    return _JOINS if found.role == "coordinating" else _LEADS


_LEADS, _JOINS, _RARELY = 0.7, 0.3, -1.5
_NEVER = -8.0  # "Giao Sở … theo dõi, đôn đốc": every plan says so of its own office, and nobody of another's


def _condition(first: Reach) -> str | None:
    if first.certain or first.phrase is None or first.because != "via_group":
        return None
    return understand(first.phrase).condition
