"""What each command does and how it speaks. Every function is ``(options, settings) -> exit code``."""

from __future__ import annotations

import argparse
import socket
import time
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from api import report, views
from api.cli import DONE, SOME_REFUSED, dump
from api.doctor import examine
from api.export import write_csv
from api.filters import TaskFilters, known_sources, task_query, today
from api.intake import files
from api.settings import Settings
from api.terminal import Progress, say, styled
from api.wiring import KnowledgeBase
from corpus.errors import StateError
from search.answer import ask as answer_of
from search.query import select


def ingest(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu ingest PATH…``"""
    base = KnowledgeBase(settings)
    found = list(files(options.paths))
    progress = Progress(len(found))
    started = time.perf_counter()
    results = base.intake.take(found, on_file=lambda path: progress.step(path.name))
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
    base = _existing(settings)
    knowledge, counts = base.knowledge, base.store.counts()
    if options.json:
        shown = [views.document_view(d, knowledge, counts[d.id]) for d in knowledge.documents]
        dump({"total": len(shown), "documents": shown, "next": None})
    else:
        _print(report.document_lines(knowledge.documents, counts))
    return DONE


def show(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu show DOC``"""
    knowledge = _existing(settings).knowledge
    document = knowledge.document(knowledge.resolve(options.document).id)
    if options.json:
        dump(views.whole_document_view(document, knowledge))
    else:
        _print(report.whole_document_lines(document, knowledge))
    return DONE


def forget(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu forget DOC``"""
    base = _existing(settings)
    document = base.knowledge.resolve(options.document)
    base.intake.forget(document.id)
    if options.json:
        dump({"forgotten": document.id, "source_file": document.source_file})
    else:
        say(f"Đã gỡ {document.source_file} ({document.id}) cùng bản gốc và phần trong chỉ mục.")
    return DONE


def tasks(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu tasks [filters]``"""
    knowledge = _existing(settings).knowledge
    filters = TaskFilters(
        options.agency, options.role, options.by, known_sources(options.source), options.document, options.due_before,
        options.due_after, options.overdue, options.at, options.text,
    )  # fmt: skip
    selection = select(knowledge, task_query(filters, knowledge))
    matches = [*selection.certain, *selection.possible]
    if options.csv:
        write_csv(options.csv, matches)
    if options.json:
        dump({"total": len(matches), "tasks": [views.match_view(m, knowledge) for m in matches], "next": None})
    else:
        _print(report.selection_lines(selection))
    return DONE


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu ask QUESTION``"""
    base = _existing(settings)
    started = time.perf_counter()
    answer = answer_of(" ".join(options.question), base.knowledge, base.searcher, today(options.at))
    took = (time.perf_counter() - started) * 1000
    if options.json:
        dump(views.answer_view(answer, base.knowledge, took))
    else:
        _print(report.answer_lines(answer, base.knowledge))
    return DONE


def search(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu search WORDS``"""
    base = _existing(settings)
    words = " ".join(options.words)
    started = time.perf_counter()
    hits = base.searcher.search(words, base.knowledge, limit=max(1, options.limit))
    took = (time.perf_counter() - started) * 1000
    if options.json:
        dump({"query": words, "hits": [views.found_view(h, base.knowledge) for h in hits], "took_ms": round(took, 1)})
    else:
        _print(report.found_lines(hits, base.knowledge))
    return DONE


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu serve``"""
    import uvicorn

    from api.server import create_app

    settings = replace(settings, host=options.host or settings.host, port=options.port or settings.port)
    _require_free(settings.host, settings.port)
    say(f"Mở trang tra cứu tại http://{settings.host}:{settings.port} (dừng: Ctrl-C)")
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_level="warning", server_header=False)
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
    base = _existing(settings)
    count = base.intake.reindex(options.model)
    if options.json:
        dump({"passages": count})
    else:
        say(f"Đã lập lại chỉ mục: {count} đoạn.")
    return DONE


def doctor(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu doctor``"""
    findings = examine(settings)
    if options.json:
        dump({"checks": [_present(f) for f in findings]})
    else:
        for finding in findings:
            mark = styled("đủ   ", "green") if finding.fine else styled("thiếu", "yellow")
            say(f"{mark}  {finding.name}: {finding.words}")
    return DONE


def _existing(settings: Settings) -> KnowledgeBase:
    if not Path(settings.home).exists():
        raise StateError(f"Chưa có kho văn bản tại {settings.home}. Hãy nạp văn bản trước: tracuu ingest THƯ_MỤC")
    return KnowledgeBase(settings, create=False)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
