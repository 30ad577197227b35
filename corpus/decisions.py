"""What people decided (quyết định của người dùng): a match or a binding confirmed or rejected, by whom, when and why.

A decision outlives the rows that it was made on. It names each task by the *identities* of its document (where the file came
from; number, issuer and year; else title, issuer and month), the place in it, and a fingerprint of its words. It keeps none of
the words themselves; forgetting a document removes every decision on it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from corpus import agencies
from corpus.database import Connection, Database
from corpus.model import AgencyMention, Document, Task
from corpus.tables import DECISION, has_table

Kind = Literal["match", "binding"]
Verdict = Literal["confirmed", "rejected", "withdrawn"]
_COLUMNS = ("kind", "verdict", "parent", "child", "agency", "who", "at", "why")


@dataclass(frozen=True, slots=True)
class Anchor:
    """One task as a decision knows it: ``identities`` of its document, any of which will do; ``place`` is for people too."""

    identities: tuple[str, ...]
    place: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Decision:
    """``child`` is ``None`` for a binding; ``agency`` names the agency whose duty is decided on. ``when`` is UTC.

    A later decision on the same thing takes the place of an earlier one; ``withdrawn`` leaves it to the program again.
    """

    kind: Kind
    verdict: Verdict
    parent: Anchor
    child: Anchor | None
    agency: str
    who: str
    when: datetime
    why: str


class Ledger:
    """All decisions of one knowledge base, oldest first; nothing is overwritten."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, decision: Decision) -> None:
        with self._database.writing() as connection:
            connection.execute(DECISION)  # a knowledge base made before there were decisions
            columns = ", ".join(_COLUMNS)
            connection.execute(f"INSERT INTO decision ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(decision))

    def all(self) -> tuple[Decision, ...]:
        with self._database.reading() as connection:
            if not has_table(connection, "decision"):
                return ()
            return tuple(map(_decision, connection.execute("SELECT * FROM decision ORDER BY id")))


def forget(connection: Connection, identities: Iterable[str]) -> None:
    """Removes every decision that touches a document."""
    if not has_table(connection, "decision"):
        return
    gone = set(identities)
    rows = connection.execute("SELECT id, parent, child FROM decision")
    anchored = ((row["id"], [_anchor(part) for part in (row["parent"], row["child"]) if part]) for row in rows)
    touching = [number for number, anchors in anchored if any(gone.intersection(a.identities) for a in anchors)]
    connection.executemany("DELETE FROM decision WHERE id = ?", ((number,) for number in touching))


def identities(document: Document, origin: str) -> tuple[str, ...]:
    """Hashes of the names under which a document comes again: the place of its file, and what its head says.

    A number known only from citations is left out: it comes and goes with the documents that cite it.
    """
    number = document.number if document.number_evidence == "printed" else None
    issuer = agencies.key(document.issuer) if document.issuer else ""
    month = document.date.isoformat()[:7] if document.date else ""
    head = ("number", _plain(number), issuer, month[:4]) if number else ("title", _plain(document.title or ""), issuer, month)
    named = (_digest("paper", document.type or "", *head),) if number or document.title else ()
    return (_digest("origin", origin), *named)


def fingerprint(task: Task) -> str:
    """What changes when a word, a figure, an agency, a date or a source of the task changes; layout and case leave it."""
    cells = (
        task.content.text, _names(task.lead), _names(task.coordinating), task.deliverable.text if task.deliverable else "",
        task.deadline.raw if task.deadline else "", task.adjusted_deadline.raw if task.adjusted_deadline else "",
        " ".join(task.sources),
    )  # fmt: skip
    return _digest("task", *map(_plain, cells))


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _names(mentions: Iterable[AgencyMention]) -> str:
    return " ".join(sorted(mention.name for mention in mentions))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def _row(decision: Decision) -> tuple[str | None, ...]:
    parent = json.dumps(asdict(decision.parent), ensure_ascii=False)
    child = json.dumps(asdict(decision.child), ensure_ascii=False) if decision.child else None
    when = decision.when.isoformat()
    return decision.kind, decision.verdict, parent, child, decision.agency, decision.who, when, decision.why


def _decision(row: Mapping[str, str]) -> Decision:
    child = _anchor(row["child"]) if row["child"] else None
    when = datetime.fromisoformat(row["at"])
    return Decision(row["kind"], row["verdict"], _anchor(row["parent"]), child, row["agency"], row["who"], when, row["why"])  # type: ignore[arg-type]


def _anchor(record: str) -> Anchor:
    read = json.loads(record)
    return Anchor(tuple(read["identities"]), read["place"], read["fingerprint"])
