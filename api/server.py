"""HTTP: the contract's ``/api``, OpenAPI at ``/docs``, and the web page."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Annotated, Any, TypeVar

from fastapi import Depends, FastAPI, File, Query, Request, UploadFile
from fastapi.responses import FileResponse, PlainTextResponse
from pydantic import BaseModel, Field

from api import problems, uploads, views
from api.filters import TaskFilters, task_query, today
from api.page_images import add_page_images
from api.pages import add_pages
from api.settings import Settings
from api.wiring import KnowledgeBase
from corpus.errors import InputError, Refused
from search.answer import ask
from search.query import select

T = TypeVar("T")
MAX_LIMIT = 100
_LONGEST_CURSOR = 10  # "o" and the offset
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


def create_app(settings: Settings) -> FastAPI:
    """The application over one knowledge base."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.base = KnowledgeBase(settings)
        yield
        app.state.base.close()

    app = FastAPI(title="Tra cứu", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None, description=_DESCRIPTION)
    problems.register(app)
    _add_questions(app)
    add_page_images(app)
    _add_documents(app)
    _describe_problems(app)
    add_pages(app, settings)
    return app


_DESCRIPTION = "Tra cứu văn bản chỉ đạo điều hành: câu trả lời đầy đủ, kèm trích dẫn tới đúng chỗ trong văn bản gốc."


def base_of(request: Request) -> KnowledgeBase:
    base: KnowledgeBase = request.app.state.base
    return base


Base = Annotated[KnowledgeBase, Depends(base_of)]


def _add_questions(app: FastAPI) -> None:
    @app.get("/healthz", tags=["state"])
    def healthz(base: Base) -> dict[str, Any]:
        return {"status": "ok", "revision": base.store.revision}

    @app.get("/api/ask", tags=["questions"])
    def ask_question(base: Base, q: Annotated[str, Query(max_length=10_000)], at: str | None = None) -> dict[str, Any]:
        started = time.perf_counter()
        knowledge = base.knowledge
        answer = ask(q, knowledge, base.searcher, today(at))
        return views.answer_view(answer, knowledge, (time.perf_counter() - started) * 1000)

    @app.get("/api/search", tags=["questions"])
    def search(
        base: Base, q: Annotated[str, Query(max_length=10_000)], limit: Limit = 10, cursor: str | None = None
    ) -> dict[str, Any]:
        started = time.perf_counter()
        offset = _offset(cursor)
        knowledge = base.knowledge
        hits = base.searcher.search(q, knowledge, limit=offset + limit + 1)
        shown = [views.found_view(found, knowledge) for found in hits[offset : offset + limit]]
        following = _cursor(offset + limit) if len(hits) > offset + limit else None
        return {"query": q, "hits": shown, "next": following, "took_ms": round((time.perf_counter() - started) * 1000, 1)}

    @app.get("/api/tasks", tags=["questions"])
    def tasks(base: Base, asked: Annotated[TaskParameters, Query()]) -> dict[str, Any]:
        knowledge = base.knowledge
        selection = select(knowledge, task_query(asked.filters(), knowledge))
        matches = [*selection.certain, *selection.possible]
        page, following = _page(matches, asked.limit, asked.cursor)
        return {"total": len(matches), "tasks": [views.match_view(match, knowledge) for match in page], "next": following}


class TaskParameters(BaseModel):
    """The query of ``/api/tasks``; a name that does not exist is refused rather than ignored."""

    model_config = {"extra": "forbid"}

    agency: str | None = None
    role: str = "any"
    by: str = "any"
    source: list[str] = []
    document: str | None = None
    due_before: str | None = None
    due_after: str | None = None
    overdue: bool = False
    at: str | None = None
    text: str | None = None
    limit: int = Field(50, ge=1, le=MAX_LIMIT)
    cursor: str | None = None

    def filters(self) -> TaskFilters:
        values = self.model_dump(exclude={"limit", "cursor", "source"})
        return TaskFilters(source=tuple(self.source), **values)


def _add_documents(app: FastAPI) -> None:
    @app.get("/api/documents", tags=["documents"])
    def documents(base: Base, limit: Limit = 50, cursor: str | None = None) -> dict[str, Any]:
        knowledge, counts = base.knowledge, base.store.counts()
        page, following = _page(knowledge.documents, limit, cursor)
        shown = [views.document_view(document, knowledge, counts[document.id]) for document in page]
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

    @app.post("/api/documents", tags=["documents"], status_code=201)
    def upload(base: Base, file: Annotated[UploadFile, File()]) -> dict[str, Any]:
        return _take(base, file)

    @app.delete("/api/documents/{name:path}", tags=["documents"])
    def forget(base: Base, name: str) -> dict[str, Any]:
        document = base.knowledge.resolve(name)
        base.intake.forget(document.id)
        return {"forgotten": document.id, "source_file": document.source_file}


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


def _page(items: Sequence[T], limit: int, cursor: str | None) -> tuple[Sequence[T], str | None]:
    offset = _offset(cursor)
    following = offset + limit
    return items[offset:following], _cursor(following) if following < len(items) else None


def _cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(f"o{offset}".encode()).decode().rstrip("=")


def _offset(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        plain = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        plain = ""
    if not plain.startswith("o") or not plain[1:].isdigit() or len(plain) > _LONGEST_CURSOR:
        raise InputError("Tham số cursor không hợp lệ; hãy lấy từ trường next của trang trước.")
    return int(plain[1:])


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
