"""HTTP: a task list as a file, of filters (``/api/tasks.xlsx``) or of a question (``/api/ask.xlsx``)."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Query
from fastapi.responses import Response

from api.asking.filters import task_query, today
from api.asking.parameters import AskParameters, ExportParameters
from api.asking.question import answer, asking
from api.asking.sorting import ordered
from api.exports.files import KINDS, Kind, exported
from api.exports.listing import listing_of
from api.exports.rows import Listing
from api.routes.base import Base
from corpus.errors import InputError
from corpus.spelling import bare
from search.selecting.query import Selection, select

_LONGEST_NAME = 60


def add_exports(app: FastAPI) -> None:
    """Adds the addresses."""

    @app.get("/api/tasks.{kind}", tags=["files"], response_class=Response)
    def tasks(base: Base, kind: Kind, form: Annotated[ExportParameters, Query()]) -> Response:
        """Every task that fits; nothing is cut off."""
        knowledge = base.knowledge
        query = task_query(form.filters(), knowledge)
        selection = ordered(select(knowledge, query), form.sort, query.at or today(None))
        return _file(listing_of(selection, query, knowledge), kind)

    @app.get("/api/ask.{kind}", tags=["files"], response_class=Response)
    def ask(base: Base, kind: Kind, form: Annotated[AskParameters, Query()]) -> Response:
        """Every task of the answer."""
        knowledge, asked = base.knowledge, asking(form)
        found = answer(asked, base, knowledge)
        query = found.question.query
        searched = query.documents or tuple(document.id for document in knowledge.documents)
        selection = Selection(found.tasks, found.possible, searched, found.narrative)
        if not selection.all:
            raise InputError("Câu trả lời không có nhiệm vụ nào để xuất ra tệp.")
        selection = ordered(selection, form.sort, query.at or today(None))
        return _file(listing_of(selection, query, knowledge, asked.text), kind)


def _file(listing: Listing, kind: Kind) -> Response:
    name = f"{_plain(listing.title)}-{listing.today.isoformat()}.{kind}"
    disposition = f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    return Response(exported(listing, kind), media_type=KINDS[kind], headers={"Content-Disposition": disposition})


def _plain(title: str) -> str:
    """A file name of letters and figures alone."""
    words = re.sub(r"[^a-z0-9]+", "-", bare(title)).strip("-")
    return words[:_LONGEST_NAME].rstrip("-") or "nhiem-vu"
