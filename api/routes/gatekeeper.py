"""What every request and response passes: the host that was asked, the site that asks, the headers that a browser obeys."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.routes.problems import problem

_POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
_DOCS_POLICY = f"{_POLICY}; img-src 'self' data:"  # Swagger UI keeps its icons in data: addresses
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WILDCARDS = frozenset({"0.0.0.0", "::", ""})
_FOREIGN_HOST = "Địa chỉ này không phải của máy chủ tra cứu. Hãy mở đúng địa chỉ mà máy chủ đang nghe."
_CROSS_SITE = "Yêu cầu thay đổi kho đến từ một trang khác nên bị từ chối. Hãy thao tác ngay trên trang tra cứu."
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def protect(headers: MutableHeaders, path: str) -> None:
    """Adds the security headers to a response."""
    for name, value in _HEADERS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = _DOCS_POLICY if path == "/docs" else _POLICY
    headers.setdefault("Cache-Control", "no-cache")


class Guard:
    """ASGI middleware. Refuses a foreign ``Host`` (DNS rebinding) and a change that another site asks for (CSRF).

    ``host`` is the address that the server listens on. On all addresses (``0.0.0.0``) any IP address is accepted as well: a
    rebound name is never one.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._hosts = _HERE | ({host.lower()} - _WILDCARDS)
        self._any_address = host in _WILDCARDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                protect(MutableHeaders(scope=message), scope["path"])
            await send(message)

        headers = Headers(scope=scope)
        refusal = self._refusal(headers, scope["method"])
        if refusal is None:
            await self._app(scope, receive, protected)
        else:
            await problem(*refusal)(scope, receive, protected)

    def _refusal(self, headers: Headers, method: str) -> tuple[int, str, str] | None:
        """(status, code, Vietnamese reason) of a request that is not let in."""
        if not self._is_ours(headers.get("host", "")):
            return 400, "host", _FOREIGN_HOST
        if method not in _SAFE and _comes_from_elsewhere(headers):
            return 403, "cross_site", _CROSS_SITE
        return None

    def _is_ours(self, host: str) -> bool:
        name = _name(host)
        return name in self._hosts or (self._any_address and _is_address(name))


def _comes_from_elsewhere(headers: Headers) -> bool:
    """Whether a browser says that another site asks. Programs send neither header."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _name(host: str) -> str:
    """The name in a ``Host`` header, without port and brackets; empty where it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
