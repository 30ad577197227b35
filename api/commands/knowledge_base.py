"""What each command does and how it speaks. Every function is ``(options, settings) -> exit code``."""

from __future__ import annotations

import argparse
import gc
import socket
import time
from dataclasses import asdict, replace
from itertools import chain
from typing import Any

from api.asking.agency import asked_agency
from api.asking.filters import NAMES, given, task_query, today
from api.asking.sorting import ordered
from api.asking.values import option
from api.commands.exit_codes import DONE, SOME_REFUSED
from api.exports.files import KINDS, write
from api.exports.listing import listing_of
from api.intake import files
from api.settings import Settings
from api.telling import report
from api.telling.terminal import Progress, dump, say, say_all, styled
from api.views import answers
from api.wiring import KnowledgeBase, existing
from corpus.errors import StateError
from search.binding.stated import exists
from search.held.knowledge import Knowledge
from search.selecting.query import TaskQuery, select


def ingest(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu ingest PATH…``"""
    base = KnowledgeBase(settings)
    found = list(files(options.paths))
    progress = Progress(len(found))
    started = time.perf_counter()
    results = base.intake.take(found, lambda result: progress.step(result.path, result.pages or 0))
    progress.close()
    seconds = time.perf_counter() - started
    if options.json:
        dump({"results": [_present(r) for r in results], "seconds": round(seconds, 2)})
    else:
        for line in report.intake_lines(results, seconds):
            say(line)
    base.close()
    return SOME_REFUSED if any(r.outcome == "refused" for r in results) else DONE


def _present(result: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(result).items() if value is not None}


def documents(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu documents``"""
    base = existing(settings)
    knowledge, counts = base.knowledge, base.store.counts()
    if options.json:
        shown = [answers.document_view(d, knowledge, counts[d.id]) for d in knowledge.documents]
        dump({"total": len(shown), "documents": shown, "next": None})
    else:
        say_all(report.document_lines(knowledge.documents, knowledge.counts))
    return DONE


def show(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu show DOC``"""
    knowledge = existing(settings).knowledge
    document = knowledge.document(knowledge.resolve(options.document).id)
    if options.json:
        dump(answers.whole_document_view(document, knowledge))
    else:
        say_all(report.whole_document_lines(document, knowledge))
    return DONE


def forget(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu forget DOC``"""
    base = existing(settings)
    document = base.knowledge.resolve(options.document)
    gone = base.intake.forget(document.id)
    if options.json:
        dump({"forgotten": document.id, "source_file": document.source_file, "all": list(gone)})
    else:
        others = f", {len(gone) - 1} văn bản khác trong cùng tệp" if len(gone) > 1 else ""
        say(f"Đã gỡ {document.source_file} ({document.id}){others} cùng bản gốc và phần trong chỉ mục.")
    return DONE


def tasks(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu tasks [filters]``"""
    knowledge = existing(settings).knowledge
    query = query_of(options, knowledge)
    day = query.at or today(None)
    selection = ordered(select(knowledge, query), options.sort, day)
    for kind in KINDS:
        if path := getattr(options, kind):
            write(path, listing_of(selection, query, knowledge), kind)
    if options.json:
        dump(answers.selection_view(selection, selection.all, knowledge, day) | {"next": None})
    else:
        strangers = (name for name in options.agency or () if not exists(asked_agency(name, knowledge), knowledge.stated))
        say_all(chain(report.selection_lines(selection, day), report.stranger_lines(strangers)))
    return DONE


def query_of(options: argparse.Namespace, knowledge: Knowledge) -> TaskQuery:
    """The filters of a command; raises ``InputError`` in the words of the command line."""
    written: dict[str, list[str]] = {}
    for name in NAMES:
        value = getattr(options, name)
        if value not in (None, False):
            written[name] = ["true"] if value is True else [value] if isinstance(value, str) else value
    return task_query(given(written, named=option), knowledge, option)


# New objects between two looks for garbage, and how many of each look lead to the next deeper one. The deepest takes 0.1 s at
# 100,000 tasks, while nobody is answered; a view that is given up goes without it (``tests/test_search_json.py``).
_GARBAGE = (2_000, 5, 10_000)


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu serve``"""
    import uvicorn

    from api.server import create_app

    settings = replace(settings, host=options.host or settings.host, port=options.port or settings.port)
    _require_free(settings.host, settings.port)
    gc.set_threshold(*_GARBAGE)
    say(f"Mở trang tra cứu tại http://{settings.host}:{settings.port} (dừng: Ctrl-C)")
    uvicorn.run(
        create_app(settings), host=settings.host, port=settings.port, http="httptools", log_level="warning", server_header=False
    )
    return DONE


def _require_free(host: str, port: int) -> None:
    """Raises ``StateError`` where nothing can listen there, before the server says so in its own words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else "số cổng phải từ 1 đến 65535"
            raise StateError(f"Không mở được cổng {port} tại {host}: {reason}. Hãy chọn cổng khác bằng --port.") from error


def reindex(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu reindex``"""
    base = existing(settings)
    count = base.intake.reindex(options.model, lambda total: Progress(total).reach)
    if options.json:
        dump({"passages": count})
    else:
        say(f"Đã lập lại chỉ mục: {count} đoạn.")
    return DONE


def doctor(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu doctor``"""
    from api.commands.doctor import examine

    findings = examine(settings)
    if options.json:
        dump({"checks": [_present(f) for f in findings]})
    else:
        for finding in findings:
            mark = styled("đủ   ", "green") if finding.fine else styled("thiếu", "yellow")
            say(f"{mark}  {finding.name}: {finding.words}")
    return DONE
