"""May a group phrase begin here? A pattern that is quicker than ``corpus.phrase_words.scan`` and misses no phrase."""

from __future__ import annotations

from functools import cache

from corpus import phrase_table as table
from corpus.lexicon_patterns import GAP, in_full, names, with_code
from corpus.phrase_parts import ALONE
from corpus.places import begin_places
from corpus.spelling import Lexicon


@cache
def opening() -> str:
    """The beginning of every group phrase in ``spelled`` text.

    A phrase begins with "các", with "thủ trưởng", or with a noun that names a group alone ("địa phương"). Behind any other noun
    a second word of the phrase must follow: "sở, ngành", "đơn vị thuộc", never "tổ chức thực hiện".
    """
    nouns, bodies = table.nouns()
    alone = Lexicon(noun for noun, body in bodies.items() if body in ALONE)
    first = names(table.QUANTIFIERS, table.HEADS, table.holders()[0], nouns)
    qualifiers = (table.CONCERNED, table.SLIP, table.PLAIN, table.PREPOSITIONS, table.CENTRAL)
    second = [*first, *names(table.EACH, table.BOTH_LEVELS, *qualifiers, begin_places())]
    complete = in_full(names(table.QUANTIFIERS, table.HEADS, alone))
    begun = f"{in_full(names(table.holders()[0], nouns))}{GAP}(?:{in_full(second)}|{with_code(second)})"
    return f"(?:{complete}|{begun}|{with_code(first)})"
