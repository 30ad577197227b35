"""The web page: every address that a person opens in a browser. Server-rendered, complete without JavaScript."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, cast

from fastapi import FastAPI, File, Path, Query, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from api import page_cache
from api.asking.parameters import QuestionForm, TaskForm
from api.asking.question import answer, asking
from api.asking.values import field
from api.intake import Result
from api.pages.agency import agency_links, agency_page, near_links
from api.pages.answer import answer_page
from api.pages.coverage import add_coverage_pages
from api.pages.document import cited_spans, document_page
from api.pages.picture import picture_alone
from api.pages.tasks import BY_CHOICES, ROLE_CHOICES, STATE_CHOICES, task_page
from api.pages.toolbar import SORT_WORDS
from api.routes import uploads
from api.routes.base import Base
from api.routes.gatekeeper import Guard, protect
from api.settings import Settings
from api.telling import wording
from api.wiring import KnowledgeBase
from corpus.errors import InputError, NotHeld, Refused, TracuuError
from search.held.knowledge import Knowledge

_HERE = pathlib.Path(__file__).parent.parent
_PROGRAMS = ("/api/", "/healthz", "/openapi.json")
_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters.update(figure=wording.figure, glued=wording.glued)
_templates.globals.update(wording=wording)

EXAMPLES = (
    "which tasks is Sở Tư pháp responsible for",
    "kế hoạch nào lấy 08-CTr/BCĐ làm nguồn giao nhiệm vụ",
    "Sở Tài chính phối hợp những nhiệm vụ nào",
    "nhiệm vụ nào của Sở Nội vụ đã quá hạn",
    "viec so y te phai lam trong quy II nam 2026",
    "số hóa tài liệu lưu trữ",
)


def add_pages(app: FastAPI, settings: Settings) -> None:
    """Adds the pages, their style, the API's own page and the guard to the application."""
    app.add_middleware(Guard, host=settings.host)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    _add_questions(app)
    _add_documents(app)
    add_coverage_pages(app, _page)
    _dress_errors(app)


def _page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    return HTMLResponse(_templates.get_template(template).render(**values), status)


def _add_questions(app: FastAPI) -> None:
    @app.get("/", include_in_schema=False)
    def home(base: Base, form: Annotated[QuestionForm, Query()]) -> HTMLResponse:
        knowledge, asked = base.knowledge, asking(form)
        if not asked.text.strip():
            return _page("home.html", at=asked.at, examples=EXAMPLES, **_held(base, knowledge))
        view = answer_page(answer(asked, base, knowledge, field), knowledge, asked)
        return _page("answer.html", asked=asked, answer=view, sorts=SORT_WORDS)

    @app.get("/tasks", include_in_schema=False)
    def tasks(base: Base, form: Annotated[TaskForm, Query()]) -> HTMLResponse:
        view = task_page(form.filters(), base.knowledge, form.page, form.sort)
        choices = {"roles": ROLE_CHOICES, "ways": BY_CHOICES, "states": STATE_CHOICES}
        return _page("tasks.html", 400 if view.error else 200, view=view, sorts=SORT_WORDS, **choices)

    _add_agencies(app)

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return _page("docs.html")


def _add_agencies(app: FastAPI) -> None:
    @app.get("/agency", include_in_schema=False, response_model=None)
    def agencies(base: Base, name: Annotated[str, Query(max_length=300)] = "") -> Response:
        if name.strip():
            return RedirectResponse(wording.agency_address(name.strip()), 303)
        return _page("agencies.html", asked="", near=(), agencies=agency_links(base.knowledge))

    @app.get("/agency/{name:path}", include_in_schema=False)
    def agency(base: Base, name: Annotated[str, Path(max_length=300)], form: Annotated[TaskForm, Query()]) -> HTMLResponse:
        knowledge = base.knowledge
        try:
            view = agency_page(name, form.filters(), form.sort, knowledge)
        except NotHeld:
            links = agency_links(knowledge)
            return _page("agencies.html", 404, asked=name, near=near_links(name, knowledge), agencies=links)
        return _page("agency.html", page=view, sorts=SORT_WORDS)


def _held(base: KnowledgeBase, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "documents": knowledge.documents, "counts": base.store.counts(),
        "tasks": sum(base.store.counts().values()), "unparsed": knowledge.unparsed(),
        "spoken": {identifier: spoken for identifier, (_, spoken) in knowledge.counts.items()},
    }  # fmt: skip


def _add_documents(app: FastAPI) -> None:
    @app.get("/documents", include_in_schema=False)
    def documents(base: Base, forgotten: bool = False) -> HTMLResponse:
        return _page("documents.html", results=None, forgotten=forgotten, **_held(base, base.knowledge))

    @app.post("/documents", include_in_schema=False)
    def upload(base: Base, files: Annotated[list[UploadFile], File()]) -> HTMLResponse:
        results = [result for file in files for result in _received(base, file)]
        if any(result.outcome in ("stored", "replaced") for _, result in results):
            base.intake.follow()
        status = 422 if all(result.outcome == "refused" for _, result in results) else 200
        return _page("documents.html", status, results=results, forgotten=False, **_held(base, base.knowledge))

    @app.get("/documents/{name:path}/forget", include_in_schema=False)
    def confirm(base: Base, name: str) -> HTMLResponse:
        document = base.knowledge.resolve(name)
        return _page("forget.html", document=document, tasks=base.store.counts()[document.id])

    @app.post("/documents/{name:path}/forget", include_in_schema=False)
    def forget(base: Base, name: str) -> RedirectResponse:
        base.intake.forget(base.knowledge.resolve(name).id)
        return RedirectResponse("/documents?forgotten=true", 303)

    @app.get("/documents/{name:path}/pages/{number}", include_in_schema=False)
    def page(base: Base, name: str, number: int, cite: str = "") -> HTMLResponse:
        knowledge = base.knowledge
        document = knowledge.document(knowledge.resolve(name).id)
        spans = cited_spans(cite)
        picture = picture_alone(document, page_cache.paged_original(base.store, document.id), spans, number)
        return _page("page.html", picture=picture, document=document, cited=wording.place(document, spans) if spans else "")

    @app.get("/documents/{name:path}", include_in_schema=False)
    def document(base: Base, name: str, cite: str = "", trang: int | None = None) -> HTMLResponse:
        knowledge = base.knowledge
        identifier = knowledge.resolve(name).id
        view = document_page(identifier, knowledge, base.store.original(identifier), cite, trang)
        return _page("document.html", page=view)


def _received(base: KnowledgeBase, file: UploadFile) -> list[tuple[str, Result]]:
    """(file name, what became of it), one for each file of an archive."""
    name = file.filename or "(không tên)"
    try:
        return [(result.path, result) for result in uploads.receive(base, file)]
    except Refused as refusal:
        return [(name, Result(name, "refused", reason=str(refusal), code=refusal.code))]
    except InputError as error:
        return [(name, Result(name, "refused", reason=str(error), code=error.code))]


Handler = Callable[[Request, Exception], Awaitable[Response]]


def _dress_errors(app: FastAPI) -> None:
    """Errors of pages are pages: the same words as the API's problem, in HTML."""
    for kind in (TracuuError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _dressed(cast(Handler, app.exception_handlers[kind])))


def _dressed(handler: Handler) -> Handler:
    async def dressed(request: Request, error: Exception) -> Response:
        response = await handler(request, error)
        if not request.url.path.startswith(_PROGRAMS):
            response = _page("error.html", response.status_code, problem=json.loads(bytes(response.body)))
        protect(response.headers, request.url.path)  # a failure inside the server passes by the guard
        return response

    return dressed
