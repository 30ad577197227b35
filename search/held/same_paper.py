"""One paper held as several files (a DOCX and its PDF, a corrected version): which one answers, which ones stand behind it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.agencies import key
from corpus.fingerprints import letters
from corpus.model import Document, Task
from ingest.grammar import numbers


@dataclass(frozen=True, slots=True)
class Says:
    """The contents of a file's tasks: of rows and list items, also their places ("I.7"), and of duties of running text."""

    listed: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()

    def shares(self, other: Says) -> bool:
        return not (self.listed | self.spoken).isdisjoint(other.listed | other.spoken)


def said_by(tasks: Sequence[Task]) -> Says:
    """What the tasks of one file say."""
    listed = [task for task in tasks if task.kind != "narrative"]
    places = {f"{task.annex or ''}.{task.stt}" for task in listed if task.stt}
    spoken = (letters(task.content.text) for task in tasks if task.kind == "narrative")
    return Says(frozenset(places.union(letters(task.content.text) for task in listed)), frozenset(spoken))


def copies(
    documents: Iterable[Document], fingerprints: Mapping[str, str], says: Callable[[str], Says] = lambda _: Says()
) -> dict[str, str]:
    """The id of every further file of a paper → the id of the one that answers.

    Two files are one paper when issuer, number and day agree, or issuer, day and ``fingerprints`` (by id) do. Of files that say
    the same the first one answers, of others the later version; a file that lists tasks goes before one that lists none. Two
    files that share no task are parts of a paper (its body, its annex): both answer.
    """
    found: dict[str, str] = {}
    for files in _papers(documents, fingerprints):
        left = {file: says(file) for file in files} if len(files) > 1 else {}
        while left:
            chosen = _answering([file for file in left if left[file].listed] or list(left), fingerprints)
            said = left.pop(chosen)
            behind = [file for file in left if _is_behind(left[file], said)]
            found.update(dict.fromkeys(behind, chosen))
            left = {file: left[file] for file in left if file not in behind}
    return found


def _papers(documents: Iterable[Document], fingerprints: Mapping[str, str]) -> list[list[str]]:
    """The files of each paper, in the given order."""
    places: dict[tuple[str, ...], int] = {}
    papers: list[list[str]] = []
    for document in documents:
        names = list(_names(document, fingerprints.get(document.id)))
        place = next((places[name] for name in names if name in places), len(papers))
        if place == len(papers):
            papers.append([])
        papers[place].append(document.id)
        for name in names:
            places.setdefault(name, place)
    return papers


def _answering(files: list[str], fingerprints: Mapping[str, str]) -> str:
    """The first file of the last version."""
    last = fingerprints.get(files[-1])
    return next(file for file in files if fingerprints.get(file) == last)


def _is_behind(said: Says, chosen: Says) -> bool:
    """Whether a file adds no part of its own to the one that answers."""
    if not said.listed and not chosen.listed:
        return True
    return not (said.listed or said.spoken) or said.shares(chosen)


def _names(document: Document, fingerprint: str | None) -> Iterator[tuple[str, ...]]:
    if document.number and document.issuer and document.date and document.date_precision == "day":
        yield "number", numbers.key(document.number), key(document.issuer), document.date.isoformat()
    if fingerprint:
        yield "text", fingerprint, key(document.issuer or ""), str(document.date)
