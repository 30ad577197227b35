"""The address of a search is read by hand: to the same form, the same refusals and the same documentation as FastAPI's own."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from fastapi import FastAPI, Query, Request
from fastapi.testclient import TestClient

from api.asking.parameters import SearchParameters, documented, read

app = FastAPI()


@app.get("/")
def whole(form: Annotated[SearchParameters, Query()]) -> dict[str, Any]:
    return {"form": form.model_dump(), "named": form.named()}


CLIENT = TestClient(app)
ADDRESSES = [
    ("q=h%E1%BB%93+s%C6%A1", "words"),
    ("q=", "no words"),
    ("q=a&q=b", "the last of two"),
    ("q=a&agency=S%E1%BB%9F+A&agency=B", "a list of two"),
    ("q=a&agency=&text=", "empty values take a filter away"),
    ("q=a&ranked=false&together=1&overdue=on", "truths"),
    ("q=a&limit=100&cursor=bzEw", "numbers"),
    ("q=%ff&at=2026-05-05", "no UTF-8"),
]
REFUSED = [
    ("", "the question is missing"),
    ("q=a&foo=1", "a name that does not exist"),
    ("q=a&limit=0", "too few"),
    ("q=a&limit=1000&limit=ten", "no number"),
    ("q=a&ranked=maybe", "no truth"),
    ("q=" + "a" * 10_001, "too long"),
    ("q=a&agency=b&agency=" + "a" * 1001, "too long, the second of a list"),
]


@app.get("/by-hand", openapi_extra=documented(SearchParameters))
def by_hand(request: Request) -> dict[str, Any]:
    return whole(read(SearchParameters, request.query_params))


@pytest.mark.parametrize(("address", "why"), ADDRESSES)
def test_as_fastapi_reads_it(address: str, why: str) -> None:
    theirs, ours = CLIENT.get(f"/?{address}"), CLIENT.get(f"/by-hand?{address}")
    assert theirs.status_code == 200, why
    assert ours.json() == theirs.json(), why


@pytest.mark.parametrize(("address", "why"), REFUSED)
def test_as_fastapi_refuses_it(address: str, why: str) -> None:
    theirs, ours = CLIENT.get(f"/?{address}"), CLIENT.get(f"/by-hand?{address}")
    assert theirs.status_code == ours.status_code == 422, why
    assert [one["loc"][-1] for one in ours.json()["detail"]] == [one["loc"][-1] for one in theirs.json()["detail"]], why


def test_as_fastapi_documents_it() -> None:
    paths = app.openapi()["paths"]
    assert paths["/by-hand"]["get"]["parameters"] == paths["/"]["get"]["parameters"]
