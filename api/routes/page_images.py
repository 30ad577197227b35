"""HTTP: a page of an original as a picture."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Path, Request
from fastapi.responses import Response

from api import page_cache
from api.routes.base import Base
from ingest.formats.pdf import page_image

_PRIVATE = "private, no-cache"  # asked for anew each time: a browser must not show a page that was forgotten here


def add_page_images(app: FastAPI) -> None:
    """Adds the address; it must come before the one of a whole document, whose name takes every path."""

    @app.get("/api/documents/{name:path}/pages/{number}.png", tags=["documents"], response_class=_Png)
    def page(base: Base, request: Request, name: str, number: Annotated[int, Path(ge=1, le=1_000_000)]) -> Response:
        document = base.knowledge.resolve(name)
        page_cache.paged_original(base.store, document.id)
        headers = {"ETag": f'"{document.id}-{number}-{page_image.DPI}"', "Cache-Control": _PRIVATE}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return _Png(page_cache.picture(base.store, document.id, number), headers=headers)


class _Png(Response):
    media_type = "image/png"
