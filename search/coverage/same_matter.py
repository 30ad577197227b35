"""Which tasks of one paper are about the same matter? Clause against clause, all at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.model import Task
from search.coverage.likeness import ParentTasks
from search.coverage.terms import clauses, terms

_NEAR_EQUAL = 0.8  # two clauses that share so much of the longer one say the same
_CONTAINED, _OF_LONGER = 0.9, 0.45  # or one stands in the other, and is not a small part of it
# weights are counted in that of a term which two tasks use, so that small papers and large ones are read alike
_LEAST = 4.8  # weight in common: a matter, not a phrase
_TELLING = 0.48  # mean weight of the terms in common: "hoàn thành các thủ tục đầu tư" ends the products of many tasks
_LONG = 16.0  # weight in common that no phrase reaches
_SPOKEN = 8  # words of a deadline cell that says what is to be done as well


def groups(tasks: Sequence[Task]) -> list[tuple[int, ...]]:
    """Two or more tasks each, by position, in the order of print; a task of its own is in no group."""
    from scipy import sparse  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    found = [(i, said) for i, task in enumerate(tasks) for clause in _clauses(task) if (said := terms(clause))]
    if not found:
        return []
    pairs = list(_alike(ParentTasks(tasks), found))
    rows, columns = [one for one, _ in pairs], [other for _, other in pairs]
    graph = sparse.coo_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(tasks), len(tasks)))
    _, labels = connected_components(graph, directed=False)
    together = [tuple(np.flatnonzero(labels == label).tolist()) for label in dict.fromkeys(labels.tolist())]
    return [group for group in together if len(group) > 1]


def _clauses(task: Task) -> Iterator[str]:
    yield from clauses(task.content.text)
    if task.deliverable:
        yield from clauses(task.deliverable.text)
    for limit in (task.deadline, task.adjusted_deadline):
        if limit and len(limit.raw.split()) >= _SPOKEN:
            yield from clauses(limit.raw)


def _alike(parents: ParentTasks, found: Sequence[tuple[int, frozenset[str]]]) -> Iterator[tuple[int, int]]:
    """Pairs of tasks that have a clause in common."""
    from scipy import sparse

    columns = {term: at for at, term in enumerate({term for _, said in found for term in said})}
    weights = np.array([parents.weight(term) for term in columns], dtype=np.float32) / math.log(1 + len(parents.tasks) / 2)
    rows = [at for at, (_, said) in enumerate(found) for _ in said]
    marks = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.float32), (rows, [columns[term] for _, said in found for term in said]))
    )
    products = ((marks @ sparse.diags(weights) @ marks.T).tocsr(), (marks @ marks.T).tocsr())  # weight, and number, in common
    for product in products:
        product.sort_indices()
    shared, counts = products[0].tocoo(), products[1].data
    totals = np.asarray(marks @ weights).ravel()
    one, other = shared.data / totals[shared.row], shared.data / totals[shared.col]
    less, more = np.minimum(one, other), np.maximum(one, other)
    same = (less >= _NEAR_EQUAL) | ((more >= _CONTAINED) & (less >= _OF_LONGER))
    telling = (shared.data >= _LONG) | ((shared.data >= _LEAST) & (shared.data >= _TELLING * counts))
    for at in np.flatnonzero(same & telling):
        pair = found[shared.row[at]][0], found[shared.col[at]][0]
        if pair[0] < pair[1]:
            yield pair
