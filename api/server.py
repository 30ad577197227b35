"""The application: the contract's ``/api``, OpenAPI at ``/docs``, and the web page over one knowledge base."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from api.pages.site import add_pages
from api.routes import problems
from api.routes.coverage import add_coverage
from api.routes.decisions import add_decisions
from api.routes.documents import add_documents
from api.routes.files import add_exports
from api.routes.page_images import add_page_images
from api.routes.questions import add_questions
from api.routes.search import THREADS
from api.routes.suggestions import add_suggestions
from api.settings import Settings
from api.wiring import KnowledgeBase


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
    add_questions(app)
    add_exports(app)
    add_suggestions(app)
    add_page_images(app)
    add_documents(app)
    add_coverage(app)
    add_decisions(app)
    _describe_problems(app)
    add_pages(app, settings)
    return app


_DESCRIPTION = "Tra cứu văn bản chỉ đạo điều hành: câu trả lời đầy đủ, kèm trích dẫn tới đúng chỗ trong văn bản gốc."


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
