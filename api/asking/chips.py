"""How a question was understood, as chips: a label and a value in Vietnamese, how to do without it, what else it could be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from api.asking.filters import Corrections, today
from api.asking.party import ROLES, party_value
from api.asking.question import Asking
from api.asking.windows import Choice, windows
from api.telling import wording
from api.telling.intents import INTENTS
from ingest.grammar.deadline_words import say_day
from search.answering.wording import LACKS, parties
from search.asking.question import Intent, Question
from search.asking.task_query import Lack
from search.binding.asked_agency import full_name
from search.held.homonyms import homonyms, same
from search.held.knowledge import Knowledge
from search.selecting.query import TaskQuery


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood. ``without`` and ``choices`` are corrections, ``None`` and none where there is no other."""

    name: str
    label: str
    value: str
    without: Corrections | None = None
    choices: tuple[Choice, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Chip:
    """A part with addresses: ``without`` is the same question without it, ``choices`` are (words, the question so changed)."""

    label: str
    value: str
    without: str | None
    choices: tuple[tuple[str, str], ...]


_CHOSEN_INTENTS: tuple[Intent, ...] = ("tasks", "count", "passages")
_RELATIONS = {
    "replaces": "thay thế", "repeals": "bãi bỏ", "ends": "làm hết hiệu lực", "amends": "sửa đổi", "attaches": "đính kèm",
    "implements": "triển khai", "based_on": "căn cứ vào", "cites": "viện dẫn",
}  # fmt: skip
_BY = {"name": "nêu đích danh", "group": "qua cụm từ chỉ chung", "issuer": "văn bản tự ban hành", "product": "qua sản phẩm"}
_FREQUENCIES = {
    "daily": "hằng ngày", "weekly": "hằng tuần", "monthly": "hằng tháng", "quarterly": "hằng quý",
    "half_yearly": "6 tháng một lần", "yearly": "hằng năm",
}  # fmt: skip
_ADJUSTMENTS = {"any": "được điều chỉnh", "earlier": "rút ngắn", "later": "lùi lại", "same": "không đổi"}
_NARRATIVE = {"apart": "liệt kê riêng", "with": "tính cả", "without": "bỏ qua"}
_ROLES: tuple[tuple[str, Corrections], ...] = (
    ("chủ trì", {"role": ("lead",), "only": ("false",)}),
    ("phối hợp", {"role": ("coordinating",), "only": ("false",)}),
    ("chỉ phối hợp", {"role": ("coordinating",), "only": ("true",)}),
    ("chủ trì hoặc phối hợp", {"role": ("any",), "only": ("false",)}),
)


def chips(question: Question, knowledge: Knowledge, asked: Asking) -> tuple[Chip, ...]:
    """The chips of a question, in the order in which an officer would say them; none without a question."""
    return tuple(
        Chip(
            part.label,
            part.value,
            asked.address(part.without) if part.without is not None else None,
            tuple((words, asked.address(corrections)) for words, corrections in part.choices),
        )
        for part in parts(question, knowledge)
    )


def parts(question: Question, knowledge: Knowledge) -> Iterator[Part]:
    """Everything that was understood of a question."""
    if not question.text:
        return
    yield _intent(question)
    yield from filter_parts(question.query, knowledge, "Số hiệu" if question.intent == "documents_by_relation" else "Nguồn")
    if question.words and not question.query.about:
        yield Part("words", "Các từ", question.words, {"about": ()} if question.intent in ("tasks", "count") else None)
    if question.relation:
        yield Part("relation", "Quan hệ", _RELATIONS[question.relation])
    for unknown in question.unknown:
        name = "agency" if unknown.kind in ("agency", "issuer") else "source" if unknown.kind == "number" else ""
        yield Part("unknown", "Không có trong kho", unknown.written, {name: ()} if name else None)


def filter_parts(query: TaskQuery, knowledge: Knowledge, number: str = "Nguồn") -> Iterator[Part]:
    """Every filter of a query; ``number`` is what its document numbers are called."""
    yield from _agencies(query, knowledge)
    yield from _parties(query)
    yield from _roles(query)
    yield from _numbers(query, number)
    yield from _documents(query, knowledge)
    yield from _places(query)
    yield from _window(query)
    yield from _times(query)
    yield from _words(query)


def _intent(question: Question) -> Part:
    others = (intent for intent in _CHOSEN_INTENTS if intent != question.intent)
    choices = tuple((INTENTS[intent], {"intent": (intent,)}) for intent in others)
    return Part("intent", "Hỏi về", INTENTS[question.intent], None, choices)


def _agencies(query: TaskQuery, knowledge: Knowledge) -> Iterator[Part]:
    names = [full_name(agency) for agency in query.agencies]
    for index, agency in enumerate(query.agencies):
        rest = (names[:index], names[index + 1 :])
        others = [other for other in homonyms(agency, knowledge) if not same(other, agency)]
        choices = [(full_name(other), {"agency": (*rest[0], full_name(other), *rest[1])}) for other in others]
        if agency.province and others:
            choices.append((f"{agency.name}, mọi tỉnh", {"agency": (*rest[0], agency.name, *rest[1])}))
        yield Part("agency", "Cơ quan", names[index], {"agency": (*rest[0], *rest[1])}, tuple(choices))
    if len(names) > 1:
        value, other = ("cùng có phần", "một trong các cơ quan") if query.joint else ("một trong các cơ quan", "cùng có phần")
        changed: Corrections = {"together": ("false" if query.joint else "true",)}
        yield Part("together", "Các cơ quan", value, None, ((other, changed),))


def _parties(query: TaskQuery) -> Iterator[Part]:
    """Each agency with its role, which it may change."""
    said = tuple(map(party_value, query.parties))
    for index, among in enumerate(query.parties):
        rest = (said[:index], said[index + 1 :])
        choices = tuple(
            (words, {"party": (*rest[0], party_value(changed), *rest[1])})
            for roles in ROLES.values()
            if (words := parties((changed := tuple(replace(party, roles=roles) for party in among),))) != parties((among,))
        )
        yield Part("party", "Cơ quan", parties((among,)), {"party": (*rest[0], *rest[1])}, choices)


def _roles(query: TaskQuery) -> Iterator[Part]:
    if not query.agencies:
        return
    roles = [role for role in wording.ROLES if role in query.roles]
    value = ("chỉ " if query.only_role and len(roles) == 1 else "") + " hoặc ".join(wording.ROLES[role] for role in roles)
    choices = tuple((words, changed) for words, changed in _ROLES if words != value)
    yield Part("role", "Vai trò", value, {"role": (), "only": ("false",)} if len(roles) == 1 else None, choices)
    ways = [(words, {"by": (by,)}) for by, words in _BY.items()]
    if len(query.by) < len(_BY):
        told, rest = ([_BY[by] for by in _BY if (by in query.by) == named] for named in (True, False))
        value = " hoặc ".join(told) if len(rest) > 1 else f"không tính {rest[0]}"
        yield Part("by", "Cách giao", value, {"by": ()}, tuple(way for way in ways if way[0] != value))


def _numbers(query: TaskQuery, label: str) -> Iterator[Part]:
    joined: tuple[Choice, ...] = ()
    if len(query.sources) > 1:
        words = "chỉ cần một trong các nguồn" if query.all_sources else "phải có mọi nguồn"
        joined = ((words, {"all_sources": ("false" if query.all_sources else "true",)}),)
    for index, source in enumerate(query.sources):
        rest = (*query.sources[:index], *query.sources[index + 1 :])
        yield Part("source", label, source, {"source": rest}, joined)
    if query.sources and query.sources_only:
        yield Part("source_only", label, "không kèm nguồn khác", {"source_only": ("false",)})
    if query.without_sources:
        yield Part("without_source", "Không theo", ", ".join(query.without_sources), {"without_source": ()})
    for index, number in enumerate(query.cited):
        rest = (*query.cited[:index], *query.cited[index + 1 :])
        yield Part("cited", "Có nêu", number, {"cited": rest}, (("là nguồn giao", {"cited": rest, "source": (number,)}),))


def _documents(query: TaskQuery, knowledge: Knowledge) -> Iterator[Part]:
    for index, identifier in enumerate(query.documents):
        rest = (*query.documents[:index], *query.documents[index + 1 :])
        yield Part("document", "Văn bản", wording.short_name(knowledge.by_id[identifier]), {"document": rest})


def _places(query: TaskQuery) -> Iterator[Part]:
    if query.annex:
        yield Part("annex", "Phụ lục", " hoặc ".join((query.annex, *query.other_annexes)), {"annex": ()})
    if query.group:
        yield Part("group", "Nhóm", query.group, {"group": ()})
    if query.stt:
        yield Part("stt", "STT", query.stt, {"stt": ()})


def _window(query: TaskQuery) -> Iterator[Part]:
    if not query.spans:
        return
    value = " hoặc ".join(wording.window(*span) for span in query.spans)
    gone: Corrections = {"due_after": (), "due_before": (), "also_due": (), "starting": ("false",)}
    choices = tuple(choice for choice in windows(query.at or today(None)) if choice[0] != value)
    yield Part("due", "Bắt đầu" if query.starting else "Hạn", value, gone, choices)


def _times(query: TaskQuery) -> Iterator[Part]:
    if query.overdue:
        yield Part("overdue", "Tiến độ", "đã quá hạn", {"overdue": ("false",)})
    if query.states:
        value = " hoặc ".join(wording.STATES[state] for state in wording.STATES if state in query.states)
        yield Part("state", "Tiến độ", value, {"state": ()})
    if query.ongoing:
        yield Part("ongoing", "Thời hạn", "thường xuyên", {"ongoing": ("false",)})
    if query.frequency:
        others = tuple((words, {"frequency": (name,)}) for name, words in _FREQUENCIES.items() if name != query.frequency)
        yield Part("frequency", "Định kỳ", _FREQUENCIES[query.frequency], {"frequency": ()}, others)
    if query.moved:
        yield Part("moved", "Hạn chuyển", " → ".join(query.moved), {"moved": (), "adjustment": ()})
    elif query.adjustment:
        ways = tuple((words, {"adjustment": (name,)}) for name, words in _ADJUSTMENTS.items() if name != query.adjustment)
        yield Part("adjustment", "Hạn", _ADJUSTMENTS[query.adjustment], {"adjustment": ()}, ways)
    if query.at and query.at != today(None):
        yield Part("at", "Tính đến ngày", say_day(query.at), {"at": ()})


def _words(query: TaskQuery) -> Iterator[Part]:
    if query.words:
        yield Part("text", "Có các từ", " ".join(query.words), {"text": ()})
    if query.about:
        yield Part("about", "Nói về", " ".join(query.about), {"about": ()})
    if query.deliverable:
        yield Part("product", "Sản phẩm có", " ".join(query.deliverable), {"product": ()})
    yield from _fields(query)
    if query.unconditional:
        yield Part("unconditional", "Bỏ cụm từ", "có “liên quan”", {"unconditional": ("false",)})
    if query.narrative != "apart":
        ways = tuple((words, {"narrative": (name,)}) for name, words in _NARRATIVE.items() if name != query.narrative)
        yield Part("narrative", "Việc trong lời văn", _NARRATIVE[query.narrative], {"narrative": ()}, ways)


def _fields(query: TaskQuery) -> Iterator[Part]:
    if query.lacks:
        yield Part("lacks", "Để trống", _said(query.lacks), {"lacks": ()})
    if query.filled:
        yield Part("filled", "Có ghi", _said(query.filled), {"filled": ()})
    for party in query.without:
        yield Part("without", "Không có", parties(((party,),)), {"without": ()})
    for receiver in query.receivers:
        yield Part("receiver", "Gửi, trình", full_name(receiver), {"receiver": ()})
    if query.alone:
        yield Part("alone", "Chủ trì", "một mình", {"alone": ("false",)})


def _said(chosen: frozenset[Lack]) -> str:
    return ", ".join(words for lack, words in LACKS.items() if lack in chosen)
