"""``/api/ask`` and ``/api/tasks``, and whether anybody answers."""

from __future__ import annotations

import time
from typing import Annotated, Any

from fastapi import FastAPI, Query

from api.asking.filters import task_query, today
from api.asking.parameters import AskParameters, TaskParameters
from api.asking.question import answer, asking
from api.asking.sorting import ordered
from api.routes.base import Base
from api.routes.paging import page
from api.routes.search import add_search
from api.views import answers
from search.selecting.query import select


def add_questions(app: FastAPI) -> None:
    """Adds the addresses."""

    @app.get("/healthz", tags=["state"])
    def healthz(base: Base) -> dict[str, Any]:
        return {"status": "ok", "revision": base.store.revision}

    @app.get("/api/ask", tags=["questions"])
    def ask_question(base: Base, form: Annotated[AskParameters, Query()]) -> dict[str, Any]:
        started = time.perf_counter()
        knowledge, asked = base.knowledge, asking(form)
        found = answer(asked, base, knowledge)
        return answers.answer_view(found, knowledge, (time.perf_counter() - started) * 1000)

    add_search(app)

    @app.get("/api/tasks", tags=["questions"])
    def tasks(base: Base, asked: Annotated[TaskParameters, Query()]) -> dict[str, Any]:
        knowledge = base.knowledge
        query = task_query(asked.filters(), knowledge)
        day = query.at or today(None)
        selection = ordered(select(knowledge, query), asked.sort, day)
        shown, following = page(selection.all, asked.limit, asked.cursor)
        return answers.selection_view(selection, shown, knowledge, day) | {"next": following}
