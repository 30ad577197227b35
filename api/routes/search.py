"""``/api/search``: the address that programs call most, so what it costs besides the search itself is kept small."""

from __future__ import annotations

import time
from asyncio import get_running_loop
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response

from api.asking.filters import NEUTRAL, task_query
from api.asking.parameters import SearchParameters, documented, read
from api.routes.paging import cursor_at, offset_of
from api.views.replies import Replies, members
from api.wiring import KnowledgeBase
from search.held.knowledge import Knowledge
from search.selecting.scope import within

THREADS = 1  # more of them wait for each other instead of answering: the interpreter runs one at a time


def add_search(app: FastAPI) -> None:
    """Adds the address. Its threads are its own: no slow answer of another address holds it up."""
    replies = Replies()

    @app.get("/api/search", tags=["questions"], response_model=dict[str, Any], openapi_extra=documented(SearchParameters))
    async def search(request: Request) -> Response:
        base, threads = request.app.state.base, request.app.state.searching
        form = read(SearchParameters, request.query_params)
        body = await get_running_loop().run_in_executor(threads, _reply, base, form, replies)
        return Response(body, media_type="application/json")


def _reply(base: KnowledgeBase, form: SearchParameters, replies: Replies) -> bytes:
    started = time.perf_counter()
    offset, knowledge = offset_of(form.cursor), base.knowledge
    wanted = offset + form.limit + 1
    hits = base.searcher.search(form.q, knowledge, wanted, _allowed(form, knowledge), form.ranked)
    shown = replies.hits(hits[offset : offset + form.limit], knowledge)
    following = cursor_at(offset + form.limit) if len(hits) == wanted else None
    took = round((time.perf_counter() - started) * 1000, 1)
    return b"".join((b"{", members(query=form.q), b',"hits":', shown, b",", members(next=following, took_ms=took), b"}"))


def _allowed(form: SearchParameters, knowledge: Knowledge) -> tuple[str, ...] | None:
    filters = form.filters()
    return None if filters == NEUTRAL else within(task_query(filters, knowledge), knowledge)
