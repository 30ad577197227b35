"""How each system indexes passages and is asked: ``SYSTEMS`` maps its name to passages → (question → ids, best first)."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index import Passage

Ask = Callable[[str], list[str]]
LIMIT = 10
_WORD = re.compile(r"\w+")


def tracuu(passages: list[Passage], ranked: bool = True) -> Ask:
    from index import Index, build, encoder

    folder = Path(tempfile.mkdtemp(prefix="tracuu-bench-"))
    build(folder, passages, encoder())
    index = Index.open(folder)
    return lambda question: [hit.id for hit in index.search(question, LIMIT, ranked=ranked)]


def tracuu_sum(passages: list[Passage]) -> Ask:
    return tracuu(passages, ranked=False)


def fts5(passages: list[Passage]) -> Ask:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE held USING fts5(id UNINDEXED, text)")
    connection.executemany("INSERT INTO held VALUES (?, ?)", ((passage.id, passage.text) for passage in passages))

    def ask(question: str) -> list[str]:
        terms = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        found = connection.execute("SELECT id FROM held WHERE held MATCH ? ORDER BY rank LIMIT ?", (terms, LIMIT))
        return [name for (name,) in found]

    return ask


def rank_bm25(passages: list[Passage]) -> Ask:
    from rank_bm25 import BM25Okapi

    ids = [passage.id for passage in passages]
    held = BM25Okapi([_WORD.findall(passage.text.lower()) for passage in passages])
    return lambda question: list(held.get_top_n(_WORD.findall(question.lower()), ids, n=LIMIT))


def txtai(passages: list[Passage]) -> Ask:
    from txtai import Embeddings

    from index import encoder

    settings = {
        "method": "external",
        "transform": lambda texts: encoder().passages(list(texts)),
        "hybrid": True,
        "content": False,
    }
    embeddings = Embeddings(settings)
    embeddings.index((passage.id, passage.text, None) for passage in passages)
    return lambda question: [name for name, _ in embeddings.search(question, LIMIT)]


def haystack(passages: list[Passage]) -> Ask:
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    from index import encoder

    store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
    vectors = encoder().passages([passage.text for passage in passages]).tolist()
    store.write_documents(
        [
            Document(id=passage.id, content=passage.text, embedding=vector)
            for passage, vector in zip(passages, vectors, strict=True)
        ]
    )
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=LIMIT)

    def ask(question: str) -> list[str]:
        words = store.bm25_retrieval(question, top_k=4 * LIMIT)
        vector = store.embedding_retrieval(encoder().query(question).tolist(), top_k=4 * LIMIT)
        return [document.id for document in joiner.run([words, vector])["documents"]]

    return ask


def llamaindex(passages: list[Passage]) -> Ask:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever

    nodes = [TextNode(id_=passage.id, text=passage.text) for passage in passages]
    held = VectorStoreIndex(nodes, embed_model=_embedding())
    words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=4 * LIMIT)
    retriever = QueryFusionRetriever(
        [held.as_retriever(similarity_top_k=4 * LIMIT), words],
        llm=MockLLM(),
        similarity_top_k=LIMIT,
        num_queries=1,
        mode="reciprocal_rerank",
        use_async=False,
    )
    return lambda question: [found.node.node_id for found in retriever.retrieve(question)]


def _embedding() -> Any:
    from llama_index.core.embeddings import BaseEmbedding

    from index import encoder

    class OurEncoder(BaseEmbedding):  # type: ignore[misc]
        def _get_query_embedding(self, query: str) -> list[float]:
            return encoder().query(query).tolist()

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return encoder().passages([text])[0].tolist()

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return encoder().passages(texts).tolist()

    return OurEncoder(embed_batch_size=512)


SYSTEMS: dict[str, Callable[[list[Passage]], Ask]] = {
    "tracuu": tracuu,
    "tracuu, sum": tracuu_sum,
    "fts5": fts5,
    "rank_bm25": rank_bm25,
    "txtai": txtai,
    "haystack": haystack,
    "llamaindex": llamaindex,
}
