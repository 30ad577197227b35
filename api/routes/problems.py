"""Errors over HTTP: ``application/problem+json`` (RFC 9457), a stable ``type`` and Vietnamese words, never a stack trace."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from corpus.errors import InputError, NotHeld, Refused, StateError, TracuuError

MEDIA_TYPE = "application/problem+json"
_TYPE = "https://tracuu.invalid/problems/"
_TITLES = {
    400: "Yêu cầu không hợp lệ", 404: "Không có trong kho", 405: "Không dùng được cách gọi này", 409: "Chưa thực hiện được",
    413: "Tệp quá lớn", 422: "Tham số không hợp lệ", 500: "Lỗi của phần mềm", 503: "Kho chưa sẵn sàng",
}  # fmt: skip

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {name: {"type": "string"} for name in ("type", "title", "detail", "instance")}
    | {"status": {"type": "integer"}},
}


def problem(status: int, code: str, detail: str) -> JSONResponse:
    body = {"type": _TYPE + code, "title": _TITLES.get(status, HTTPStatus(status).phrase), "status": status, "detail": detail}
    return JSONResponse(body, status, media_type=MEDIA_TYPE)


def register(app: FastAPI) -> None:
    """Translates every error of the tree, of validation and of routing."""

    async def of_tracuu(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, TracuuError)
        return problem(_status(error), error.code, str(error))

    async def of_validation(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        names = ", ".join(str(item["loc"][-1]) for item in error.errors())
        return problem(422, "validation", f"Tham số thiếu hoặc sai: {names}.")

    async def of_routing(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        words = "Không có địa chỉ này" if error.status_code == 404 else _TITLES.get(error.status_code, str(error.detail))
        return problem(error.status_code, "http", f"{words}.")

    async def unexpected(_request: Request, _error: Exception) -> JSONResponse:
        return problem(
            500, "internal", "Phần mềm gặp lỗi khi xử lý. Hãy thử lại; nếu vẫn lỗi, báo người quản trị kèm thời điểm."
        )

    app.add_exception_handler(TracuuError, of_tracuu)
    app.add_exception_handler(RequestValidationError, of_validation)
    app.add_exception_handler(HTTPException, of_routing)
    app.add_exception_handler(Exception, unexpected)


def _status(error: TracuuError) -> int:
    match error:
        case NotHeld() | Refused(code="broken_page"):
            return 404
        case Refused(code="secret"):
            return 409
        case Refused(code="too_large"):
            return 413
        case Refused():
            return 422
        case InputError():
            return 400
        case StateError():
            return 503
        case _:
            return 500
