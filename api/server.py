"""HTTP: the contract's ``/api``, OpenAPI at ``/docs``, and the web page."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Depends, FastAPI, File, Query, Request, UploadFile
from fastapi.responses import FileResponse, PlainTextResponse

from api import problems, uploads, views
from api.asking import answer, asking
from api.coverage_routes import add_coverage
from api.decisions_http import add_decisions
from api.exports import add_exports
from api.filters import task_query, today
from api.lineage import lineage_view
from api.page_images import add_page_images
from api.pages import add_pages
from api.paging import page
from api.parameters import MAX_LIMIT, AskParameters, TaskParameters
from api.search_route import THREADS, add_search
from api.settings import Settings
from api.sorting import ordered
from api.suggest import add_suggestions
from api.wiring import KnowledgeBase
from corpus.errors import Refused
from search.chain.lineage import lineage as chain_around
from search.chain.lineage import paper_named
from search.selecting.query import select

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


def create_app(settings: Settings) -> FastAPI:
    """The application over one knowledge base."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.base = KnowledgeBase(settings)
        preparing = app.state.base.prepare()
        with ThreadPoolExecutor(THREADS, "search") as app.state.searching:
            yield
        if preparing:
            preparing.join()
        app.state.base.close()

    app = FastAPI(title="Tra cứu", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None, description=_DESCRIPTION)
    problems.register(app)
    _add_questions(app)
    add_exports(app)
    add_suggestions(app)
    add_page_images(app)
    _add_documents(app)
    add_coverage(app)
    add_decisions(app)
    _describe_problems(app)
    add_pages(app, settings)
    return app


_DESCRIPTION = "Tra cứu văn bản chỉ đạo điều hành: câu trả lời đầy đủ, kèm trích dẫn tới đúng chỗ trong văn bản gốc."


async def base_of(request: Request) -> KnowledgeBase:
    base: KnowledgeBase = request.app.state.base
    return base


Base = Annotated[KnowledgeBase, Depends(base_of)]


def _add_questions(app: FastAPI) -> None:
    @app.get("/healthz", tags=["state"])
    def healthz(base: Base) -> dict[str, Any]:
        return {"status": "ok", "revision": base.store.revision}

    @app.get("/api/ask", tags=["questions"])
    def ask_question(base: Base, form: Annotated[AskParameters, Query()]) -> dict[str, Any]:
        started = time.perf_counter()
        knowledge, asked = base.knowledge, asking(form)
        found = answer(asked, base, knowledge)
        return views.answer_view(found, knowledge, (time.perf_counter() - started) * 1000)

    add_search(app)

    @app.get("/api/tasks", tags=["questions"])
    def tasks(base: Base, asked: Annotated[TaskParameters, Query()]) -> dict[str, Any]:
        knowledge = base.knowledge
        query = task_query(asked.filters(), knowledge)
        day = query.at or today(None)
        selection = ordered(select(knowledge, query), asked.sort, day)
        shown, following = page(selection.all, asked.limit, asked.cursor)
        return views.selection_view(selection, shown, knowledge, day) | {"next": following}


def _add_documents(app: FastAPI) -> None:
    @app.get("/api/documents", tags=["documents"])
    def documents(base: Base, limit: Limit = 50, cursor: str | None = None) -> dict[str, Any]:
        knowledge, counts = base.knowledge, base.store.counts()
        held, following = page(knowledge.documents, limit, cursor)
        shown = [views.document_view(document, knowledge, counts[document.id]) for document in held]
        return {"total": len(knowledge.documents), "documents": shown, "next": following}

    @app.get("/api/documents/{name:path}/text", tags=["documents"], response_class=PlainTextResponse)
    def text(base: Base, name: str) -> str:
        knowledge = base.knowledge
        return knowledge.text(knowledge.resolve(name).id)

    @app.get("/api/documents/{name:path}/original", tags=["documents"])
    def original(base: Base, name: str) -> FileResponse:
        document = base.knowledge.resolve(name)
        path = base.store.original(document.id)
        return FileResponse(
            path, filename=document.source_file, content_disposition_type="attachment", media_type="application/octet-stream"
        )

    @app.get("/api/documents/{name:path}", tags=["documents"])
    def document(base: Base, name: str) -> dict[str, Any]:
        knowledge = base.knowledge
        return views.whole_document_view(knowledge.document(knowledge.resolve(name).id), knowledge)

    @app.get("/api/lineage/{name:path}", tags=["documents"])
    def lineage(base: Base, name: str) -> dict[str, Any]:
        knowledge = base.knowledge
        return lineage_view(chain_around(knowledge, paper_named(knowledge, name)), knowledge)

    @app.post("/api/documents", tags=["documents"], status_code=201)
    def upload(base: Base, file: Annotated[UploadFile, File()]) -> dict[str, Any]:
        return _take(base, file)

    @app.delete("/api/documents/{name:path}", tags=["documents"])
    def forget(base: Base, name: str) -> dict[str, Any]:
        document = base.knowledge.resolve(name)
        gone = base.intake.forget(document.id)
        return {"forgotten": document.id, "source_file": document.source_file, "all": list(gone)}


def _take(base: KnowledgeBase, file: UploadFile) -> dict[str, Any]:
    """Stores one upload and brings the index up to date; ``files`` lists the members of an archive.

    Raises ``Refused`` where nothing of it was taken in.
    """
    results = uploads.receive(base, file)
    if all(result.outcome == "refused" for result in results):
        raise Refused(results[0].reason or "", results[0].code or "refused")
    base.intake.follow()
    first = next(result for result in results if result.outcome != "refused")
    head = {"outcome": first.outcome, "document": first.document, "tasks": first.tasks, "warnings": first.warnings}
    return head | {"files": [asdict(result) for result in results]}


def _describe_problems(app: FastAPI) -> None:
    """OpenAPI tells of problem+json instead of FastAPI's own validation error."""
    make = app.openapi

    def described() -> dict[str, Any]:
        schema = make()
        content = {problems.MEDIA_TYPE: {"schema": problems.SCHEMA}}
        for path in schema["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
                operation["responses"]["default"] = {"description": "Lỗi, theo RFC 9457", "content": content}
        for name in ("HTTPValidationError", "ValidationError"):
            schema.get("components", {}).get("schemas", {}).pop(name, None)
        return schema

    app.openapi = described  # type: ignore[method-assign]


__all__ = ["create_app"]
