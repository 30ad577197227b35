"""Where do these words stand? BM25 in tantivy over words that we cut ourselves.

Four readings of each passage are indexed as whitespace-divided fields: its words, its syllables, its adjacent syllable pairs
(near words count for more, a phrase most), and the last two again without marks. A question with marks meets only the fields
with marks, so that ``năm`` never finds ``nam``; one without any meets only the folded fields. Queries are built from terms,
never parsed: no character of a question has a meaning of its own.

What stands in many passages tells little and costs most. So the telling terms find the best passages, and the others are
looked up in these alone (MaxScore; Turtle and Flood 1995). Of 100,000 rows of plans that takes 0.7 ms instead of 1.0, of a
million 4.2 instead of 11.3, and of the first ten that all terms at once would find, .999 are found.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import tantivy

from index.legs.lexical_terms import FIELDS, Asked, adjacent_pairs, asked_terms, text_terms, title_terms
from index.legs.scored import NOTHING, Scored
from index.meaning.concept_search import Group, Term
from index.passages import Passage
from index.text.words_many import Reader, Readings

_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should

# Of so many passages, a term that stands in a greater share of them is left out of a question. Syllables count for less than
# words, and their places are most of what is read: this limit costs no quality, .35 costs .002 of MRR@10.
_MANY, _COMMON, _COMMON_SYLLABLE = 10_000, 0.7, 0.5
# A term that more passages have is left for the second look, as long as all that are left count for no greater share of the
# question; but only where it saves reading so many places: to look into a hundred passages takes as long.
_OFTEN, _LATER, _SAVED = 6_000, 0.25, 60_000
_FOUND = 100  # passages at least, for the second look to choose from
_NAMED = 500  # so few passages are looked up one by one: 40 in 0.05 ms, where a set of numbers takes 0.5
_DIGITS = 5  # of a score: the same terms summed up in another order are the same number

# Bytes for words that are not written yet; when they are full, a segment is. A question costs less in few segments.
FEW_WORDS, MANY_WORDS = 32 << 20, 512 << 20  # of 15,000 and 240,000 rows of plans
_CHANGED_WORDS = 16 << 20  # the least that tantivy takes is 15


class Lexical:
    """An opened lexical index; what is written after the opening is not seen."""

    def __init__(self, folder: Path) -> None:
        """Raises ``ValueError`` where the folder holds no index."""
        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual")
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, readings: Mapping[str, float], limit: int, allowed: Collection[int] | None = None) -> Scored:
        """The best passages, of those allowed (``None``: all). The filter works inside the search, not on its result.

        ``readings`` are ways to write the question, and how much each counts.
        """
        first, later = self._looks(asked_terms(readings))
        if allowed is not None and len(allowed) <= _NAMED:
            return self._looked_up(first + later, allowed, limit)
        if not later:
            return self._best(_any(first), limit, allowed)
        depth = max(limit, _FOUND)
        found = self._best(_any(first), depth, allowed)
        if len(found) < depth:
            return self._best(_any(first + later), limit, allowed)
        return found.plus(self._looked_up(later, found.numbers.tolist(), depth)).ordered(limit)

    def meant(self, groups: Sequence[Group], limit: int, allowed: Collection[int] | None = None) -> Scored:
        """The passages that print what the words of a question may mean: the sum of the best term of each group."""
        best = (tantivy.Query.disjunction_max_query([self._printed(term) for term in group]) for group in groups)
        return self._best(_any(list(best)), limit, allowed)

    def _looks(self, asked: Sequence[Asked]) -> tuple[list[tantivy.Query], list[tantivy.Query]]:
        """The terms that find passages, and those that are looked up in what was found."""
        held = self._telling(asked)
        often = [one for one, count in held.items() if count > _OFTEN]
        later = self._untelling(often, held) if sum(held[one] for one in often) >= _SAVED else []
        return [self._term(one) for one in held if one not in later], [self._term(one) for one in later]

    def _untelling(self, often: Sequence[Asked], held: Mapping[Asked, int]) -> Sequence[Asked]:
        """Those of the frequent terms that count least, as many as may be left for the second look."""
        worth = {one: one.weight * self._idf(count) for one, count in held.items()}
        later, room = list[Asked](), _LATER * sum(worth.values())
        for one in sorted(often, key=worth.__getitem__):
            if worth[one] > room:
                break
            later.append(one)
            room -= worth[one]
        return later

    def _telling(self, asked: Sequence[Asked]) -> dict[Asked, int]:
        """In how many passages each term stands; without those that most passages have, where there are others."""
        passages = self._searcher.num_docs
        common, syllable = (_COMMON, _COMMON_SYLLABLE) if passages >= _MANY else (1.0, 1.0)
        most = dict.fromkeys(FIELDS, common * passages) | {"syllables": syllable * passages}
        held = {one: count for one in asked if (count := self._searcher.doc_freq(one.field, one.term))}
        return {one: count for one, count in held.items() if count <= most[one.field]} or held

    def _idf(self, held: int) -> float:
        return math.log(1 + (self._searcher.num_docs - held + 0.5) / (held + 0.5))

    def _looked_up(self, queries: Sequence[tantivy.Query], numbers: Collection[int], limit: int) -> Scored:
        """The best of these passages by the sum of the queries.

        Each query is sought by itself, beside one that every passage fits and that scores nothing: a union of them is read
        whole, in windows of 4,096 passages, wherever one is wanted. Among 100,000 passages some 20 terms of 20 take 0.25 ms
        so, not 0.9.
        """
        if not queries:
            return NOTHING
        anything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)
        each = [tantivy.Query.boolean_query([(_MUST, anything), (_SHOULD, query)]) for query in queries]
        return self._best(tantivy.Query.boolean_query([(_MUST, query) for query in each]), limit, numbers)

    def _best(self, wanted: tantivy.Query, limit: int, allowed: Collection[int] | None) -> Scored:
        if limit < 1 or (allowed is not None and not len(allowed)):
            return NOTHING
        if allowed is not None:
            wanted = tantivy.Query.boolean_query([(_MUST, self._among(allowed)), (_MUST, wanted)])
        hits = self._searcher.search(wanted, limit=limit, count=False).hits
        numbers = np.array(self._searcher.fast_field_values("number", [address for _, address in hits]), dtype=np.int64)
        scores = np.array([score for score, _ in hits], dtype=np.float64).round(_DIGITS)
        told = np.count_nonzero(scores > 0)  # best first
        return Scored(numbers[:told], scores[:told])

    def _term(self, asked: Asked) -> tantivy.Query:
        term = tantivy.Query.term_query(self._index.schema, asked.field, asked.term, index_option="freq")
        return tantivy.Query.boost_query(term, asked.weight)

    def _printed(self, term: Term) -> tantivy.Query:
        """A word of several syllables by its adjacent pairs, which together count as one."""
        pairs = adjacent_pairs(list(term.syllables))
        if not pairs:
            return self._term(Asked("syllables", term.syllables[0], term.weight))
        each = term.weight / len(pairs)
        return tantivy.Query.boolean_query([(_MUST, self._term(Asked("pairs", pair, each))) for pair in pairs])

    def _among(self, numbers: Collection[int]) -> tantivy.Query:
        """The passages of these numbers, which score nothing by it."""
        schema = self._index.schema
        if len(numbers) > _NAMED:
            return tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, "number", list(numbers)), 0.0)
        each = (tantivy.Query.term_query(schema, "number", number, index_option="basic") for number in numbers)
        named = tantivy.Query.boolean_query([(_SHOULD, query) for query in each])
        return tantivy.Query.const_score_query(named, 0.0)


class Writer:
    """Adds and removes passages; nothing lasts before ``writing`` ends well."""

    def __init__(self, writer: tantivy.IndexWriter, schema: tantivy.Schema) -> None:
        self._writer, self._schema, self._reader = writer, schema, Reader()

    def add(self, numbers: Iterable[int], passages: Sequence[Passage]) -> Readings:
        """Returns the reading of their texts."""
        readings = self._reader.read([passage.text for passage in passages])
        for number, passage, terms in zip(numbers, passages, text_terms(readings), strict=True):
            document = tantivy.Document()
            document.add_unsigned("number", number)
            for field, of_field in (terms | title_terms(passage.title)).items():
                document.add_text(field, of_field)
            self._writer.add_document(document)
        return readings

    def remove(self, numbers: Iterable[int]) -> None:
        """Removed passages still count in the frequencies of words until tantivy merges their segment away.

        By query: ``delete_documents_by_term`` silently misses an unsigned field (tantivy 0.27).
        """
        for number in numbers:
            self._writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, "number", number))


@contextmanager
def writing(folder: Path, memory: int = _CHANGED_WORDS) -> Iterator[Writer]:
    """A writer on the index in ``folder``, new or old; commits at the end, and not at all after an error.

    One thread: the order of the passages, and so of ties, is then the same in every run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder), reuse=True)
    writer = index.writer(heap_size=memory, num_threads=1)
    try:
        yield Writer(writer, index.schema)
        writer.commit()
    finally:
        writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(_SHOULD, query) for query in queries])
