"""Which product does a question name? "có sản phẩm là báo cáo", "quyết định nào phải trình"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.agencies import fold
from corpus.spelling import bare
from ingest.names import agencies
from search.asking.cue_words import CUES

_PAPER_DUE = re.compile(  # "quyết định nào phải trình", "những báo cáo nào cần nộp": papers that are still owed
    r"(?:(?:nhung|cac|co) )?(?P<paper>quyet dinh|nghi quyet|de an|ke hoach|bao cao|to trinh|quy che|chuong trinh|huong dan)"
    r" nao(?P<by>(?: \S+){0,6}?) (?:se )?(?:phai|can|sap|den han)(?: phai| duoc| den han)?"
    r" (?P<verb>trinh|ban hanh|nop|gui|tham muu|hoan thanh|xay dung|co|lam|ra)\b"
)
_REPORTS = re.compile(  # "Sở Y tế phải nộp báo cáo gì", "ai phải gửi báo cáo hằng tháng"
    r"\b(?:(?:nhung |cac )?(?:ai|don vi nao|co quan nao|so nao|xa nao|noi nao) )?(?:phai |can |se )+(?:(?:nop|gui|lam|trinh) )?"
    r"(?:nhung |cac )?bao cao(?: (?:gi|nao)\b)?|\bco (?:nhung )?bao cao (?:gi|nao)\b"
    r"|\b(?:monthly|quarterly|yearly|annual) reports?\b"
)
_QUOTED = 3  # blanks and more, where words in quotation marks were taken out: 'sản phẩm là "báo cáo" của Sở Y tế'
_TAIL = re.compile(r"\W*(?:thi |co )?(?:la )?(?:(?:o |trong |cua )?(?:nhung )?(?:viec|nhiem vu) (?:nao|gi))?\W*$")


@dataclass(frozen=True, slots=True)
class Product:
    """``words`` folded; ``start`` to ``end`` says so. ``owed`` is a paper that somebody still has to hand in,
    ``anywhere`` a report, which a duty may name in any column."""

    words: tuple[str, ...]
    start: int
    end: int
    owed: bool = False
    anywhere: bool = False


def product_in(left: str, quoted: bool = False) -> Product | None:
    """What stands behind "có sản phẩm là" up to the end, agencies in it included; or a paper that is owed.

    Nothing where a quotation stood there, if one was taken out (``quoted``): it is the product.
    """
    plain = bare(left)
    due = _PAPER_DUE.search(plain)
    if due is not None and agencies.find(left[slice(*due.span("by"))]):  # "báo cáo nào Sở Y tế phải gửi": who owes it
        return Product(tuple(due["paper"].split()), due.start(), due.start("by"), owed=True, anywhere=due["paper"] == "bao cao")
    if due is not None:
        to = agencies.find(left[due.end() :])  # "nghị quyết nào phải trình HĐND": to whom it goes is read from the verb on
        end = due.start("verb") if to and not left[due.end() : due.end() + to[0].start].strip() else due.end()
        return Product(tuple(fold(f"{due['paper']} {due['by']}").split()), due.start(), end, owed=True)
    report = _REPORTS.search(plain)
    if report is not None:
        return Product(("bao", "cao"), *report.span(), owed=True, anywhere=True)
    cue = CUES["deliverable"].search(plain)
    if cue is None:
        return None
    rest = left[cue.end() :]
    if quoted and len(rest) - len(rest.lstrip()) >= _QUOTED:
        return Product((), cue.end(), cue.end())
    tail = _TAIL.search(bare(rest))
    return Product(tuple(fold(rest[: tail.start()] if tail else rest).split()), cue.end(), len(left))
