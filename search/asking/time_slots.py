"""Which days does a question name? One window, a Tết, or several windows beside each other ("quý I và quý III")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from corpus.spelling import bare
from ingest.grammar.windows import Window, window
from search.asking.tet import Tet, tet_in

_LISTED = re.compile(r"\W*(?:(?:va|hoac|hay|cung|lan|ca|and|or|trong|in)\W+)*")
_MORE = re.compile(r"\s*(?:,|(?:va|hoac|hay|cung|lan|ca|and|or)\b).{0,20}(?:\d|\b(?:thang|quy|tuan|nam|ngay|[ivx]+)\b)")
_ONE = r"(?:\d{1,2}|[ivx]{1,3})"
_NUMERAL = re.compile(rf"{_ONE}\b")
_AFTER_ONE_WORD = re.compile(rf"\b(?P<unit>thang|quy) (?P<listing>{_ONE}(?:(?:\s*,\s*|\s+(?:va|hoac|and)\s+){_ONE}\b)+)$")
# "tháng 4, 6 và 9 của Sở Y tế": the last of a list; "tháng 4, 6 và 9 xã" counts something else
_LAST_OF_LIST = re.compile(rf"(?:\s*,\s*|\s+(?:va|hoac|and)\s+){_ONE}(?=\s+(?:cua|do|trong|o|tai|thi|cho|ma|ai|of|in)\b)")
_MOST = 12  # windows of a question: the months of a year


@dataclass(frozen=True, slots=True)
class Times:
    """``others`` are further windows that will do as well; ``taken`` are the words that name them all."""

    window: Window | None
    tet: Tet | None
    others: tuple[Window, ...]
    taken: tuple[tuple[int, int], ...]


def read_times(left: str, today: date) -> Times:
    """Of several windows that do not stand beside each other, only one."""
    tet = tet_in(left, today)
    found = tet.window if tet else window(left, today, today.year)
    if found is None:
        return Times(None, tet, (), ())
    named = list(_listed(_to_the_last(found, left), today))
    while found.sense == "within" and len(named) < _MOST and _MORE.match(bare(left[named[-1].end_pos :])):
        left = _blanked(left, named[-1])
        further = window(left, today, today.year)
        if further is None or further.sense != "within" or not _stand_together(left, named[-1], further):
            break
        named.append(further)
    return Times(named[0], tet, tuple(named[1:]), tuple(dict.fromkeys((one.start_pos, one.end_pos) for one in named)))


def _to_the_last(found: Window, text: str) -> Window:
    """The window with the last number of its list."""
    more = _LAST_OF_LIST.match(bare(text[found.end_pos :]))
    words = found.words + (text[found.end_pos : found.end_pos + more.end()] if more else "")
    if more is None or _AFTER_ONE_WORD.search(bare(words)) is None:
        return found
    return replace(found, end_pos=found.end_pos + more.end(), words=words)


def _listed(found: Window, today: date) -> Iterator[Window]:
    """The months or quarters that are listed after one word: "tháng 4, 6 và 9" leaves out what is between."""
    listing = _AFTER_ONE_WORD.search(bare(found.words))
    several = [f"{listing['unit']} {one}" for one in _NUMERAL.findall(listing["listing"])] if listing else []
    each = [one for words in several if (one := window(words, today, today.year))]
    for one in each if len(each) == len(several) > 1 else ():
        yield replace(one, start_pos=found.start_pos, end_pos=found.end_pos, words=found.words)
    if len(each) != len(several) or len(each) < 2:
        yield found


def _blanked(text: str, taken: Window) -> str:
    return text[: taken.start_pos] + " " * (taken.end_pos - taken.start_pos) + text[taken.end_pos :]


def _stand_together(text: str, one: Window, other: Window) -> bool:
    """Whether nothing but "và", "hoặc", a comma stands between them; in "hạn quý I lùi sang quý III" more does."""
    return one.end_pos <= other.start_pos and _LISTED.fullmatch(bare(text[one.end_pos : other.start_pos])) is not None
