"""Decisions for programs: written down by POST, listed by GET. The guard of the application lets no other site in."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

from api.coverage.decisions import DecisionForm, decide, decision_view
from api.routes.base import Base


class DecisionBody(BaseModel):
    """``kind`` is ``match`` or ``binding``; ``verdict`` is ``confirmed``, ``rejected`` or ``withdrawn``.

    ``parent`` and ``child`` are documents by id, number or file name, ``*_task`` ids of their tasks.
    """

    model_config = {"extra": "forbid"}

    kind: str
    verdict: str
    parent: str
    parent_task: str
    child: str
    child_task: str = ""
    agency: str = ""
    who: str = Field(max_length=200)
    why: str = Field("", max_length=2000)


def add_decisions(app: FastAPI) -> None:
    @app.post("/api/coverage/decisions", tags=["coverage"], status_code=201)
    def record(base: Base, body: DecisionBody) -> dict[str, Any]:
        return decision_view(decide(base, DecisionForm(**body.model_dump())))

    @app.get("/api/coverage/decisions", tags=["coverage"])
    def decisions(base: Base) -> dict[str, Any]:
        found = [decision_view(decision) for decision in base.store.decisions.all()]
        return {"total": len(found), "decisions": found}
