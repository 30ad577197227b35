"""Where a task stands, in an officer's words: "Phụ lục I, mục II, STT 7", "Văn bản kèm theo, mục III.2, việc 2.1".

The words are made from the label of its section ("KT.III.2.1"), so that two tasks of one document never share a place that the
paper tells apart.
"""

from __future__ import annotations

import re

from corpus.model import Task

_PAPER = re.compile(r"(?P<kind>VB|KT)(?:-?(?P<number>\d+))?(?:\.|$)")
_PAPERS = {"VB": "văn bản thứ {} trong tệp", "KT": "văn bản kèm theo thứ {}"}
_ATTACHED = "văn bản kèm theo"
_TABLE = re.compile(r"(?:^|\.)(?P<label>B(?P<ordinal>\d+)|(?:Bảng|BẢNG|Biểu|BIỂU)\b[^.]*)$")
_COUNTED = re.compile(r"(?:^|\.)(?P<label>[^\W\d]{2,}\b[^.]*\s\d+)$")  # "Nhiệm vụ 1", "Điều 2"
_UNPRINTED = {"TITLE": "phần mở đầu", "CLOSE": "phần kết", "HEAD": "", "ND": "", "NN": "", "SIGN": ""}


def task_label(task: Task) -> str:
    """The place of one task with its number; "Trong văn bản" where nothing is printed."""
    if task.kind == "narrative":
        return _sentence([*_places(task), "lời văn"])
    number = f"STT {task.stt}" if task.kind == "row" else f"việc {task.stt}"
    number += f", hành động {task.action}" if task.action else ""
    counted = _COUNTED.search(task.section or "") if task.kind == "item" else None
    return _sentence([*_places(task), (counted["label"] if counted else number) if task.stt else ""]) or "Trong văn bản"


def place_words(task: Task) -> str:
    """The place above a task, without its number; empty where nothing is printed."""
    return _sentence(_places(task))


def _sentence(places: list[str]) -> str:
    words = ", ".join(place for place in places if place)
    return words[:1].upper() + words[1:]


def _places(task: Task) -> list[str]:
    """The paper in the file, the annex, the section, the table, the group, from the outer to the inner."""
    places, rest = _papers(task.section or "")
    if task.annex is not None:
        annex, rest = _annex(task.annex, rest)
        places.append(annex)
    if task.kind == "item" and task.stt:
        rest = _above(task, rest)
    table = _TABLE.search(rest)
    path = rest[: table.start()] if table else rest
    places.append(_UNPRINTED.get(path, f"mục {path}" if path else ""))
    if table:
        places.append(f"bảng {table['ordinal']}" if table["ordinal"] else table["label"])
    if task.kind == "row" and task.group and not table and not _heads(task.group.label, path):
        places.append(f"{'nhóm' if path else 'mục'} {task.group.label or task.group.title}")
    elif task.kind == "row" and task.group and table and task.group.label.lower() not in places[-1].lower():
        places.append(f"nhóm {task.group.label}")
    return places


def _papers(label: str) -> tuple[list[str], str]:
    """The further document and the attachment that a section's label begins with, and the rest of the label."""
    places: list[str] = []
    while match := _PAPER.match(label):
        places.append(_PAPERS[match["kind"]].format(match["number"]) if match["number"] else _ATTACHED)
        label = label[match.end() :]
    return places, label


def _annex(number: str, label: str) -> tuple[str, str]:
    """ "PL-I.Bảng 1" → ("Phụ lục I", "Bảng 1"); the second of two annexes without a number is "PL-(2)"."""
    head = re.match(rf"PL{f'-{re.escape(number)}' if number else ''}(?:-\((?P<ordinal>\d+)\)|-\d+)?(?:\.|$)", label)
    if head is None:
        return f"Phụ lục {number}".strip(), ""
    ordinal = head["ordinal"]
    return f"Phụ lục {number}".strip() + (f" (thứ {ordinal})" if ordinal else ""), label[head.end() :]


def _above(task: Task, path: str) -> str:
    """The path above a numbered item: "III.2" for "III.2.1", whose own number is "2.1"."""
    own = task.stt or ""
    if task.group and own.startswith(f"{task.group.label}."):
        return path.rpartition(".")[0]
    return path.removesuffix(own).removesuffix(".") if path.endswith(f".{own}") else path.rpartition(".")[0]


def _heads(group: str, path: str) -> bool:
    """Whether the group of a row is the heading of its section."""
    return bool(group) and (path == group or path.endswith(f".{group}"))


def printed_number(task: Task) -> str:
    """The STT as a table shows it, empty without one: "3", and "3 (2)" for the second action under one STT."""
    return f"{task.stt or ''} ({task.action})".strip() if task.action else task.stt or ""
