"""Answers that rank: who has the most tasks, or the fewest; how many each has. Counted by what the rows print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.agencies import key
from corpus.phrases import understand
from corpus.spelling import bare
from ingest.grammar import numbers
from search.answering import wording
from search.answering.agencies_compared import agencies_compared
from search.answering.bodies import called, is_such, mentions
from search.answering.copies import without_copies
from search.answering.document_answers import signed
from search.answering.replies import Answer
from search.asking.question import Question
from search.asking.superlatives import Counted, Superlative, superlative
from search.asking.task_query import EITHER, HELPS, LEADS, RoleName, TaskQuery
from search.binding.asked_agency import home_of, issued_by
from search.held.knowledge import Knowledge, Record
from search.selecting import topics
from search.selecting.deadline_terms import day
from search.selecting.query import Match, select
from search.selecting.retrieve import Searcher

_NEXT = 3  # who come behind the first
_BODIES: frozenset[Counted] = frozenset({"agency", "body", "department", "office", "commune"})
_ALL = ("each", "compared", "average")  # orders that leave nobody out
_COUNTED: dict[Counted, str] = {
    "month": "tháng có việc đến hạn",
    "quarter": "quý có việc đến hạn",
    "document": "văn bản có nhiệm vụ",
}
_ORDERS = {"most": "nhiều nhất", "fewest": "ít nhất", "extremes": "nhiều nhất và ít nhất"}
_Ranked = tuple[str, Sequence[Match]]  # a name with its rows


def ranking(question: Question, knowledge: Knowledge, searcher: Searcher) -> Answer:
    """The first of a ranking with the rows that it is counted from; all of them where each is asked for."""
    asked = superlative(question.read)
    if asked is None:
        return Answer(question, "none", "Câu hỏi không nêu xếp hạng theo gì.", count=0)
    if asked.counted == "signer":
        return _signers(question, asked, knowledge)
    if asked.counted == "document" and "cites" in question.cues:
        return _most_cited(question, knowledge)
    roles = _roles(question)
    counted = _counted(question, asked, roles, knowledge)
    if asked.order == "compared" and _unnamed(question, counted):  # a commune is bound by its own plan and group phrases
        return agencies_compared(question, knowledge, searcher)
    if not counted:
        return Answer(question, "none", _nobody(asked, roles), count=0)
    ranked = sorted(counted.items(), key=lambda item: len(item[1]), reverse=asked.order != "fewest")
    if asked.order == "extremes":
        return _extremes(question, asked, roles, ranked)
    first = ranked if asked.order in _ALL else _foremost(ranked, asked.first)
    named = [f"{name} ({len(rows)})" for name, rows in first]
    text = f"{_found(asked, first, roles)}{_behind(ranked[len(first) :])}. {_rule(asked, roles)}{_narrowed(question)}"
    value = _average(first) if asked.order == "average" else "; ".join(named)
    return Answer(question, "value", text, _rows(first), value=value, count=len(first))


def _extremes(question: Question, asked: Superlative, roles: frozenset[RoleName], ranked: Sequence[_Ranked]) -> Answer:
    """Both ends of a ranking; who stands at both, where all have as many, is counted once."""
    most, fewest = replace(asked, order="most"), replace(asked, order="fewest")
    first, last = _foremost(ranked, asked.first), _foremost(ranked[::-1], asked.first)
    text = f"{_found(most, first, roles)}. {_found(fewest, last, roles)}. {_rule(fewest, roles)}{_narrowed(question)}"
    ends = ((_ORDERS["most"], first), (_ORDERS["fewest"], last))
    value = "; ".join(f"{end}: {', '.join(f'{name} ({len(rows)})' for name, rows in named)}" for end, named in ends)
    both = dict([*first, *last])
    return Answer(question, "value", text, _rows([*both.items()]), value=value, count=len(both))


def _rows(ranked: Sequence[_Ranked]) -> tuple[Match, ...]:
    return tuple({id(match): match for _, rows in ranked for match in rows}.values())


def _foremost(ranked: Sequence[_Ranked], wanted: int) -> Sequence[_Ranked]:
    """The first so many, and all that have as many rows as the last of them."""
    last = len(ranked[min(wanted, len(ranked)) - 1][1])
    end = next((place for place in range(wanted, len(ranked)) if len(ranked[place][1]) != last), len(ranked))
    return ranked[:end]


def _average(ranked: Sequence[_Ranked]) -> str:
    """ "4,0": a task of two leads counts for each of them."""
    return f"{sum(len(rows) for _, rows in ranked) / len(ranked):.1f}".replace(".", ",")


def _counted(
    question: Question, asked: Superlative, roles: frozenset[RoleName], knowledge: Knowledge
) -> dict[str, list[Match]]:
    """The rows of each name; what the question asks of the rows holds for all of them."""
    about = tuple(word for word in topics.content_words(question.topic) if bare(word) not in {"nhat", "nhieu", "hon"})
    single = tuple(agency for agency in question.query.agencies if not understand(agency.name).members)  # not "mỗi sở"
    query = replace(
        question.query, narrative="without", about=about, roles=EITHER, by=frozenset({"name"}), agencies=single, without=()
    )
    if asked.order == "average":  # "trung bình mỗi tháng" asks for no monthly work
        query = replace(query, frequency=None)
    if asked.counted == "office" and single:  # the units of an agency stand in its own plans
        own = tuple(document.id for document in knowledge.documents if any(issued_by(document, a) for a in single))
        query = replace(query, agencies=(), documents=query.documents or own)
    left_out = {key(party.agency.name) for party in question.query.without}
    names = _NAMES.get(asked.counted) or _bodies(asked.counted, roles, query, knowledge, left_out)
    found: dict[str, list[Match]] = {}
    for match in select(knowledge, query).certain:
        for name in dict.fromkeys(names(match.record)):
            found.setdefault(name, []).append(match)
    return found


def _bodies(
    counted: Counted, roles: frozenset[RoleName], query: TaskQuery, knowledge: Knowledge, left_out: set[str]
) -> Callable[[Record], Iterator[str]]:
    """The bodies that a row names in one of the roles, those that are asked about left out."""
    asked = {key(agency.name) for agency in query.everyone}
    asked |= left_out
    among = len(query.everyone) > 1  # "Sở Y tế hay Sở Tư pháp nhiều việc hơn"
    papers = (knowledge.by_id[identifier] for identifier in query.documents) if query.documents else knowledge.documents
    several = len({home_of(document) for document in papers}) > 1

    def names(record: Record) -> Iterator[str]:
        for mention in mentions(record, roles):
            if (key(mention.name) in asked) if among else (is_such(mention, counted) and key(mention.name) not in asked):
                yield called(mention, record, several)

    return names


def _unnamed(question: Question, counted: Mapping[str, Sequence[Match]]) -> bool:
    """Whether no counted name is that of one of the asked agencies; of two that are called the same nobody can tell."""
    names = [agency.name for agency in question.query.agencies]
    return len(set(names)) < len(names) or any(not any(one.startswith(name) for one in counted) for name in names)


def _document(record: Record) -> Iterator[str]:
    yield record.document.label


def _month(record: Record) -> Iterator[str]:
    due = day(record.task.effective_deadline, False)
    if due is not None:
        yield f"tháng {due.month}/{due.year}"


def _quarter(record: Record) -> Iterator[str]:
    due = day(record.task.effective_deadline, False)
    if due is not None:
        yield f"quý {('I', 'II', 'III', 'IV')[(due.month - 1) // 3]}/{due.year}"


_NAMES: dict[Counted, Callable[[Record], Iterator[str]]] = {
    "document": _document, "month": _month, "quarter": _quarter, "source": lambda record: iter(record.task.sources),
}  # fmt: skip


def _signers(question: Question, asked: Superlative, knowledge: Knowledge) -> Answer:
    papers = [document for document in without_copies(knowledge) if document.signer]
    counts: dict[str, int] = {}
    for document in papers:
        name = document.signer.name if document.signer else ""
        counts[name] = counts.get(name, 0) + 1
    if not counts:
        return Answer(question, "none", "Máy không đọc được người ký của văn bản nào trong kho.", count=0)
    foremost = {end(counts.values()) for end in {"fewest": [min], "extremes": [max, min]}.get(asked.order, [max])}
    first = [name for name, count in counts.items() if asked.order == "each" or count in foremost]
    held = tuple(signed(document) for document in papers if document.signer and document.signer.name in first)
    value = "; ".join(f"{name} ({counts[name]})" for name in first)
    text = f"Số văn bản đã ký{f' {_ORDERS[asked.order]}' if asked.order in _ORDERS else ''}: {value}."
    return Answer(question, "value", text, documents=held, value=value, count=len(first))


def _most_cited(question: Question, knowledge: Knowledge) -> Answer:
    """The numbers that the most held papers cite, each paper once."""
    others = (
        (paper, r.number)
        for paper, r in knowledge.references
        if paper not in knowledge.copies and not _is_its_own(knowledge.by_id[paper].number, r.number)
    )
    citing = {(numbers.key(number), paper): number for paper, number in others}
    printed = {key: number for (key, _), number in citing.items()}
    ranked = Counter(key for key, _ in citing).most_common()
    if not ranked:
        return Answer(question, "none", "Không văn bản nào trong kho dẫn văn bản khác.", count=0)
    first = [printed[key] for key, count in ranked if count == ranked[0][1]]
    rest = ", ".join(f"{printed[key]} ({count})" for key, count in ranked[len(first) : len(first) + _NEXT])
    text = f"Được nhiều văn bản dẫn nhất: {'; '.join(first)} ({ranked[0][1]} văn bản); tiếp theo: {rest or 'không'}."
    return Answer(question, "value", text, value="; ".join(first), numbers=tuple(first), count=len(first))


def _is_its_own(own: str | None, cited: str) -> bool:
    return own is not None and numbers.key(own) == numbers.key(cited)


def _roles(question: Question) -> frozenset[RoleName]:
    """What is counted: leading, unless coordinating is asked about."""
    cues = question.cues
    if "coordinating" in cues:
        return EITHER if "lead" in cues else HELPS
    return LEADS


def _found(asked: Superlative, first: Sequence[_Ranked], roles: frozenset[RoleName]) -> str:
    names, count = [name for name, _ in first], len(first[0][1])
    if asked.order in _ALL:
        listing = "; ".join(f"{name}: {len(rows)}" for name, rows in first)
        among = f"{len(first)} {_COUNTED.get(asked.counted, 'nơi được nêu tên')}"
        average = f"Trung bình {_average(first)}, tính trên {among}. " if asked.order == "average" else ""
        return f"{average}Số nhiệm vụ {_role(asked, roles)}: {listing}"
    if count != len(first[-1][1]):
        listing = "; ".join(f"{name} ({len(rows)})" for name, rows in first)
        return f"{_ORDERS[asked.order].capitalize()} {_role(asked, roles)}, {len(first)} nơi đầu: {listing}"
    equal = " mỗi nơi" if len(names) > 1 else ""
    return f"{_ORDERS[asked.order].capitalize()} {_role(asked, roles)}: {'; '.join(names)} ({count} nhiệm vụ{equal})"


def _role(asked: Superlative, roles: frozenset[RoleName]) -> str:
    if asked.counted not in _BODIES:
        return {"document": "theo văn bản", "source": "theo văn bản giao"}.get(asked.counted, "theo hạn")
    return " hoặc ".join(word for role, word in (("lead", "chủ trì"), ("coordinating", "phối hợp")) if role in roles)


def _behind(rest: Sequence[_Ranked]) -> str:
    return f"; tiếp theo: {', '.join(f'{name} ({len(rows)})' for name, rows in rest[:_NEXT])}" if rest else ""


def _rule(asked: Superlative, roles: frozenset[RoleName]) -> str:
    """How it is counted."""
    if asked.counted not in _BODIES:
        last = "; hạn theo quý tính vào tháng cuối quý" if asked.counted == "month" else ""
        return f"Chỉ đếm nhiệm vụ trong bảng, danh mục; việc giao trong lời văn không tính{last}."
    fewest = " Cơ quan không được nêu tên lần nào không xếp." if asked.order == "fewest" else ""
    rule = f"Chỉ đếm nhiệm vụ trong bảng, danh mục nêu đích danh ở phần {_role(asked, roles)}"
    return f"{rule}; cụm từ chỉ chung (như “các sở, ban, ngành”) và việc giao trong lời văn không tính.{fewest}"


def _narrowed(question: Question) -> str:
    overdue = " Chỉ tính nhiệm vụ đã quá hạn." if question.query.overdue else ""
    return overdue + (wording.about(question.topic) if topics.content_words(question.topic) else "")


def _nobody(asked: Superlative, roles: frozenset[RoleName]) -> str:
    if asked.counted in _BODIES:
        where = f"nêu đích danh một nơi như vậy ở phần {_role(asked, roles)}"
        return f"Không nhiệm vụ nào được hỏi {where} (cụm từ chỉ chung không tính), nên không đếm được."
    return "Không nhiệm vụ nào được hỏi nêu điều ấy, nên không xếp hạng được."
