"""HTTP: the coverage of a plan, and the matrix of all plans that carry out one paper."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from api.coverage.view import coverage_view, matrix_view
from api.coverage.work import coverage_of, matrix_of
from api.routes.base import Base

Json = dict[str, Any]


def add_coverage(app: FastAPI) -> None:
    """Adds the addresses."""

    @app.get("/api/coverage", tags=["coverage"])
    def coverage(base: Base, child: str, parent: str | None = None, agency: str | None = None) -> Json:
        return coverage_view(coverage_of(base, child, parent or None, agency or None), base.knowledge)

    @app.get("/api/coverage/matrix", tags=["coverage"])
    def matrix(base: Base, parent: str) -> Json:
        return matrix_view(matrix_of(base, parent), base.knowledge)
