"""Which held paper without a number is the parent that a child cites by number?

A plan often goes out with its number blank, and its children seldom repeat its title word for word. ``search.held.names`` gives
a number to a held paper only on the whole title. As a parent in a report, which a person reads, it is enough that type, symbol,
issuer and month agree, that the citing sentence has a good part of the title, and that no other held paper fits.
"""

from __future__ import annotations

import re

from corpus import agencies
from corpus.model import Document
from ingest.grammar import numbers
from search.chain.cited import Claim, Paper
from search.held.knowledge import Knowledge

_TITLE_SHARE = 0.35  # of the words of the title


def meant(view: Knowledge, paper: Paper, citing: Document) -> Document | None:
    """The one held paper without a number that ``citing`` means by a cited one that is not held; ``None`` else."""
    claims = [claim for claim in paper.claims if claim.citing == citing.id]
    if paper.document is not None or not claims:
        return None
    blank = [d for d in view.documents if d.number is None and d.id != citing.id and d.id not in view.copies]
    fitting = [d for d in blank if any(_fits(view, d, claim, citing) for claim in claims)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(view: Knowledge, held: Document, claim: Claim, citing: Document) -> bool:
    found = numbers.find(claim.number)
    symbol = "-".join(part for part in (found[0].type_code, found[0].organ) if part) if found else None
    if held.symbol is None or held.symbol != symbol or not _same_issuer(held, claim, citing):
        return False
    return _same_month(held, claim) and _title_share(view, held, claim) >= _TITLE_SHARE


def _same_issuer(held: Document, claim: Claim, citing: Document) -> bool:
    """A commune's "UBND tỉnh" is that of its own province."""
    if held.agency is None or claim.issuer is None or (held.province and citing.province and held.province != citing.province):
        return False
    one, other = agencies.key(held.agency), agencies.key(claim.issuer)
    return one.startswith(other) or other.startswith(one)


def _same_month(held: Document, claim: Claim) -> bool:
    if held.date is None or claim.date is None:
        return False
    same = (held.date.year, held.date.month) == (claim.date.year, claim.date.month)
    return held.date == claim.date if held.date_precision == "day" else same and held.date_precision == "month"


def _title_share(view: Knowledge, held: Document, claim: Claim) -> float:
    text = view.text(claim.citing)
    sentences = " ".join(text[start:end] for mention in claim.mentions for start, end in mention.sentence)
    wanted, there = re.findall(r"\w+", (held.title or "").lower()), set(re.findall(r"\w+", sentences.lower()))
    return sum(word in there for word in wanted) / len(wanted) if wanted else 0.0
