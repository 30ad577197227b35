"""The held documents over HTTP: their heads, texts and originals, their chains; taken in and forgotten."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import FastAPI, File, Query, UploadFile
from fastapi.responses import FileResponse, PlainTextResponse

from api.asking.parameters import MAX_LIMIT
from api.routes import uploads
from api.routes.base import Base
from api.routes.paging import page
from api.views import answers
from api.views.lineage import lineage_view
from api.wiring import KnowledgeBase
from corpus.errors import Refused
from search.chain.lineage import lineage as chain_around
from search.chain.lineage import paper_named

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


def add_documents(app: FastAPI) -> None:
    """Adds the addresses."""

    @app.get("/api/documents", tags=["documents"])
    def documents(base: Base, limit: Limit = 50, cursor: str | None = None) -> dict[str, Any]:
        knowledge, counts = base.knowledge, base.store.counts()
        held, following = page(knowledge.documents, limit, cursor)
        shown = [answers.document_view(document, knowledge, counts[document.id]) for document in held]
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
        return answers.whole_document_view(knowledge.document(knowledge.resolve(name).id), knowledge)

    @app.get("/api/lineage/{name:path}", tags=["documents"])
    def lineage(base: Base, name: str) -> dict[str, Any]:
        knowledge = base.knowledge
        return lineage_view(chain_around(knowledge, paper_named(knowledge, name)), knowledge)

    _add_changes(app)


def _add_changes(app: FastAPI) -> None:
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
