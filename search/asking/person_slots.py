"""Which signers does a question name? One whom no held paper names is unknown."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Document
from search.binding.reach import near
from search.held.homes import home_alone
from search.held.knowledge import Knowledge
from search.held.persons import named_persons, unknown_person


@dataclass(slots=True)
class PersonSlots:
    """``signed`` are the papers of the named signers; ``unknown`` has what was typed and near names, ``left`` is the rest."""

    left: str
    signed: list[Document] = field(default_factory=list)
    unknown: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


def read_persons(left: str, restored: str, knowledge: Knowledge) -> PersonSlots:
    """``restored`` is the whole question with its marks, letter for letter."""
    slots = PersonSlots(left)
    signers = {d.id: d.signer.name for d in knowledge.documents if d.signer}
    for start, end, names in named_persons(left, knowledge.signers):
        slots.signed += [d for d in knowledge.documents if signers.get(d.id) in names]
        slots.left = slots.left[:start] + " " * (end - start) + slots.left[end:]
    stranger = unknown_person(slots.left, restored) if not slots.signed else None
    if stranger and not home_alone(slots.left[slice(*stranger)], knowledge):
        written = slots.left[slice(*stranger)]
        slots.unknown.append((written, near(written, signers.values())))
    return slots
