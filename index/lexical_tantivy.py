"""Where do these words stand? BM25 in tantivy over words that we cut ourselves.

Four readings of each passage are indexed as whitespace-divided fields: its words, its syllables, its adjacent syllable pairs
(near words count for more, a phrase most), and the last two again without marks. A question with marks meets only the fields
with marks, so that ``năm`` never finds ``nam``; one without any meets only the folded fields. Queries are built from terms,
never parsed: no character of a question has a meaning of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import cast

import tantivy

from index.concept_search import Group, Term
from index.passages import Passage, Scored
from index.words import Word, folded, marked, read
from index.words_many import Reader, Readings

# What a match counts for, tuned on judged questions with index.evaluation; titles were not, as those sets have none.
_MARKED = {"words": 0.7, "syllables": 0.3, "pairs": 0.5, "title": 0.3}
_UNMARKED = {"folded": 1.0, "folded_pairs": 0.6, "folded_title": 0.3}

Clause = tuple[tantivy.Occur, tantivy.Query]
Asked = tuple[str, str, float]  # field, term, and how much it counts

# Of so many passages, a term that stands in a greater share of them is left out of a question. Syllables count for less than
# words, and their places are most of what is read: this limit costs no quality, .35 costs .002 of MRR@10.
_MANY, _COMMON, _COMMON_SYLLABLE = 10_000, 0.7, 0.5
_NAMED = 500  # so few passages are looked up one by one: 40 in 0.05 ms, where a set of numbers takes 0.5

# Bytes for words that are not written yet; when they are full, a segment is. A question costs less in few segments.
FEW_WORDS, MANY_WORDS = 32 << 20, 512 << 20  # of 15,000 and 240,000 rows of plans
_CHANGED_WORDS = 16 << 20  # the least that tantivy takes is 15
_FIELDS = (*_MARKED, *_UNMARKED)


class Lexical:
    """An opened lexical index; what is written after the opening is not seen."""

    def __init__(self, folder: Path) -> None:
        """Raises ``ValueError`` where the folder holds no index."""
        self._index = tantivy.Index.open(str(folder))
        self._index.config_reader("manual")
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, readings: Mapping[str, float], limit: int, allowed: Collection[int] | None = None) -> list[Scored]:
        """The best passages, of those allowed (``None``: all). The filter works inside the search, not on its result.

        ``readings`` are ways to write the question, and how much each counts. Of many passages, words that most of them have
        are not looked for where there are others.
        """
        asked = [
            (field, term, weight * boost * count)
            for query, weight in readings.items()
            for field, boost, terms in _query_terms(query)
            for term, count in Counter(terms).items()
        ]
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, term), weight))
            for field, term, weight in self._telling(asked) or asked
        ]
        return self._best(clauses, limit, allowed)

    def meant(self, groups: Sequence[Group], limit: int, allowed: Collection[int] | None = None) -> list[Scored]:
        """The passages that print what the words of a question may mean: the sum of the best term of each group."""
        best = (tantivy.Query.disjunction_max_query([self._printed(term) for term in group]) for group in groups)
        return self._best([(tantivy.Occur.Should, query) for query in best], limit, allowed)

    def _telling(self, asked: Sequence[Asked]) -> list[Asked]:
        passages = self._searcher.num_docs
        common, syllable = (_COMMON, _COMMON_SYLLABLE) if passages >= _MANY else (1.0, 1.0)
        most = dict.fromkeys(_FIELDS, common * passages) | {"syllables": syllable * passages}
        return [one for one in asked if 0 < self._searcher.doc_freq(one[0], one[1]) <= most[one[0]]]

    def _best(self, clauses: list[Clause], limit: int, allowed: Collection[int] | None) -> list[Scored]:
        if not clauses or limit < 1 or (allowed is not None and not len(allowed)):
            return []
        wanted = tantivy.Query.boolean_query(clauses)
        if allowed is not None:
            wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, self._among(allowed))])
        hits = self._searcher.search(wanted, limit=limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        found = zip(cast("list[int]", numbers), [score for score, _ in hits], strict=True)
        return [(number, score) for number, score in found if score > 0]

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, field, term, index_option="freq")

    def _printed(self, term: Term) -> tantivy.Query:
        """A word of several syllables by its adjacent pairs, which together count as one."""
        pairs = _pairs(list(term.syllables))
        if not pairs:
            return tantivy.Query.boost_query(self._term("syllables", term.syllables[0]), term.weight)
        whole = tantivy.Query.boolean_query([(tantivy.Occur.Must, self._term("pairs", pair)) for pair in pairs])
        return tantivy.Query.boost_query(whole, term.weight / len(pairs))

    def _among(self, numbers: Collection[int]) -> tantivy.Query:
        """The passages of these numbers, which score nothing by it."""
        schema = self._index.schema
        if len(numbers) > _NAMED:
            return tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, "number", list(numbers)), 0.0)
        each = (tantivy.Query.term_query(schema, "number", number, index_option="basic") for number in numbers)
        named = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in each])
        return tantivy.Query.const_score_query(named, 0.0)


class Writer:
    """Adds and removes passages; nothing lasts before ``writing`` ends well."""

    def __init__(self, writer: tantivy.IndexWriter, schema: tantivy.Schema) -> None:
        self._writer, self._schema, self._reader = writer, schema, Reader()

    def add(self, numbers: Iterable[int], passages: Sequence[Passage]) -> Readings:
        """Returns the reading of their texts."""
        readings = self._reader.read([passage.text for passage in passages])
        for number, passage, terms in zip(numbers, passages, _text_terms(readings), strict=True):
            document = tantivy.Document()
            document.add_unsigned("number", number)
            for field, of_field in (terms | _title_terms(passage.title)).items():
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
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _text_terms(readings: Readings) -> Iterator[dict[str, str]]:
    """What each field holds of each text, its terms divided by blanks."""
    names, inner, bare, bare_inner = (column[readings.syllables.values].tolist() for column in readings.spellings)
    for words, (start, end) in zip(readings.words, pairwise(readings.syllables.offsets.tolist()), strict=True):
        yield {
            "words": words,
            "syllables": " ".join(names[start:end]),
            "pairs": _adjacent(names, inner, start, end),
            "folded": " ".join(bare[start:end]),
            "folded_pairs": _adjacent(bare, bare_inner, start, end),
        }


def _adjacent(names: list[str], inner: list[str], start: int, end: int) -> str:
    """The same as ``_pairs``, divided by blanks."""
    return f"{names[start]}+{''.join(inner[start + 1 : end - 1])}{names[end - 1]}" if end - start > 1 else ""


@lru_cache(maxsize=1 << 10)
def _title_terms(title: str) -> dict[str, str]:
    """Many passages have one title."""
    found = read(title)
    bare = [folded(syllable) for syllable in _syllables(found)]
    return {"title": " ".join(word.text for word in found), "folded_title": " ".join(bare)}


def _query_terms(query: str) -> Iterator[tuple[str, float, list[str]]]:
    """Field, boost and terms of each leg of a question."""
    words = read(query)
    syllables = _syllables(words)
    if marked(query):
        whole = [word.text for word in words]
        readings = {"words": whole, "syllables": syllables, "pairs": _pairs(syllables), "title": whole}
        boosts = _MARKED
    else:
        readings = {"folded": syllables, "folded_pairs": _pairs(syllables), "folded_title": syllables}
        boosts = _UNMARKED
    yield from ((field, boost, readings[field]) for field, boost in boosts.items())


def _syllables(words: list[Word]) -> list[str]:
    return [syllable for word in words for syllable in word.syllables]


def _pairs(syllables: list[str]) -> list[str]:
    return [f"{left}+{right}" for left, right in pairwise(syllables)]
