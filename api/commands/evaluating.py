"""``tracuu eval``: how good the answers are, on questions whose answers are known."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import index
from api.asking.filters import today
from api.commands.exit_codes import DONE
from api.settings import Settings
from api.telling.terminal import dump, say
from api.wiring import existing
from corpus.errors import InputError
from index.evaluation import Asking, Figures, evaluate
from index.hybrid import BOTH, Leg
from index.ranking.reranker import reranker
from search.answering.answer import ask
from search.answering.question_scores import Abstention, KindScore, Scored, abstention, by_kind, read_questions, score


def questions(options: argparse.Namespace, settings: Settings) -> int:
    """Every question of a file asked and scored."""
    asked = read_questions(options.file)
    base = existing(settings)
    knowledge, day = base.knowledge, today(options.at)
    scored = score(asked, lambda text: ask(text, knowledge, base.searcher, day), knowledge)
    if options.json:
        dump(_view(scored))
    else:
        for line in _lines(scored):
            say(line)
    base.close()
    return DONE


def beir(options: argparse.Namespace, settings: Settings) -> int:
    """Every judged question of a folder searched in an index of its corpus; no knowledge base is touched."""
    only = _legs(options.only)
    name = options.reranker or settings.reranker
    asking = Asking(options.unmarked, only, reranker=reranker(name) if name else None)
    figures = evaluate(options.folder, index.encoder(settings.model), asking)
    if options.json:
        dump({**asdict(figures), "unmarked": options.unmarked, "legs": list(only), "reranker": name})
    else:
        for line in _figure_lines(figures):
            say(line)
    return DONE


def _legs(named: str | None) -> tuple[Leg, ...]:
    wanted = [leg.strip() for leg in named.split(",")] if named else list(BOTH)
    for leg in wanted:
        if leg not in BOTH:
            raise InputError(f"--only {leg}: chỉ có {', '.join(BOTH)}")
    return tuple(leg for leg in BOTH if leg in wanted)


def _figure_lines(found: Figures) -> Iterator[str]:
    yield f"{found.queries} câu hỏi trên {found.passages} đoạn"
    rows = (
        *(("MRR@10", found.mrr_10), ("nDCG@10", found.ndcg_10)),
        *(("R@10", found.recall_10), ("R@100", found.recall_100)),
    )
    yield from (f"{name:8} {value:.3f}" for name, value in rows)
    yield f"{'ms/câu':8} {found.ms_p50:.1f} (p95 {found.ms_p95:.1f})"


def _view(scored: list[Scored]) -> dict[str, Any]:
    return {
        "questions": len(scored),
        "right": sum(one.right for one in scored),
        "kinds": [asdict(kind) for kind in by_kind(scored)],
        "abstention": asdict(abstention(scored)),
        "wrong": [_wrong_view(one) for one in scored if not one.right],
    }


def _wrong_view(one: Scored) -> dict[str, Any]:
    asked = one.expected
    return {
        "id": asked.id, "kind": asked.kind, "question": asked.question, "missing": one.missing, "extra": one.extra,
        "wanted": list(asked.values), "answer": one.words,
    }  # fmt: skip


def _lines(scored: list[Scored]) -> Iterator[str]:
    kinds = by_kind(scored)
    width = max((len(kind.kind) for kind in kinds), default=4)
    yield f"{'loại':{width}}  đúng/tổng  độ chuẩn  độ phủ  trúng 5"
    yield from (_kind_line(kind, width) for kind in kinds)
    yield f"{'cộng':{width}}  {sum(one.right for one in scored):>4}/{len(scored)}"
    yield _abstention_line(abstention(scored))
    for one in scored:
        if not one.right:
            yield f"sai {one.expected.id}: {one.expected.question}"
            yield f"    {one.words}"
            yield from (
                f"    {what}: {', '.join(names)}" for what, names in (("thiếu", one.missing), ("thừa", one.extra)) if names
            )


def _kind_line(kind: KindScore, width: int) -> str:
    found = (kind.precision, kind.recall, kind.hit_5)
    shares = (f"{share:8.3f}" if share is not None else "       –" for share in found)
    return f"{kind.kind:{width}}  {kind.right:>4}/{kind.total:<4}  {'  '.join(shares)}"


def _abstention_line(found: Abstention) -> str:
    return (
        f"không trả lời: đúng {found.kept}/{found.unanswerable} câu không có đáp án, "
        f"sai {found.false}/{found.answerable} câu có đáp án"
    )
