"""``tracuu ask`` and ``tracuu search``: what a person types all day, so that each loads what it needs and no more."""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

from api.commands.exit_codes import DONE
from api.settings import Settings
from api.telling.terminal import dump, say_all
from api.wiring import KnowledgeBase, existing
from corpus.view import without_collection

_NO_FILTERS = {"command", "home", "json", "words", "limit", "explain", "reranker"}


@without_collection()
def ask(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu ask QUESTION``"""
    from api.asking.filters import today
    from api.asking.values import option
    from search.answering.answer import ask as answer_of

    base = existing(settings)
    started = time.perf_counter()
    answer = answer_of(" ".join(options.question), base.knowledge, base.searcher, today(options.at, option))
    took = (time.perf_counter() - started) * 1000
    if options.json:
        from api.views.answers import answer_view

        dump(answer_view(answer, base.knowledge, took))
    else:
        from api.telling.report import answer_lines

        say_all(answer_lines(answer, base.knowledge))
    return DONE


@without_collection()
def search(options: argparse.Namespace, settings: Settings) -> int:
    """``tracuu search WORDS``"""
    base = existing(replace(settings, reranker=options.reranker or settings.reranker))
    words = " ".join(options.words)
    started = time.perf_counter()
    hits = base.searcher.search(words, base.knowledge, max(1, options.limit), _allowed(options, base))
    took = (time.perf_counter() - started) * 1000
    if options.json:
        from api.views.passages import found_view

        shown = [found_view(h, base.knowledge, options.explain) for h in hits]
        dump({"query": words, "hits": shown, "next": None, "took_ms": round(took, 1)})
    else:
        from api.telling.found import found_lines

        say_all(found_lines(hits, base.knowledge, options.explain))
    return DONE


def _allowed(options: argparse.Namespace, base: KnowledgeBase) -> tuple[str, ...] | None:
    """The tasks or documents that the filters leave; ``None`` without any, which needs no look at the tasks."""
    if not any(value not in (None, False) for name, value in vars(options).items() if name not in _NO_FILTERS):
        return None
    from api.commands.knowledge_base import query_of
    from search.selecting.scope import within

    return within(query_of(options, base.knowledge), base.knowledge)
