"""The knowledge base that a request is answered from."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.wiring import KnowledgeBase


async def _base(request: Request) -> KnowledgeBase:
    base: KnowledgeBase = request.app.state.base
    return base


Base = Annotated[KnowledgeBase, Depends(_base)]
