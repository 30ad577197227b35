"""Which bodies have no work, only coordinate, or do both? Counted by name in the rows; whom no paper names is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.agencies import agencies, expand, lookup
from corpus.model import Document
from corpus.phrases import setting_of
from search.answering import wording
from search.answering.bodies import called, is_such, mentions
from search.answering.replies import Answer
from search.asking.idle import Idle, Share, idle
from search.asking.left_words import not_heeded
from search.asking.question import Question
from search.asking.superlatives import Counted
from search.asking.task_query import EITHER, HELPS, LEADS, RoleName, TaskQuery
from search.binding.asked_agency import AskedAgency, full_name, home_of
from search.binding.kinds import meant
from search.binding.stated import is_stated
from search.held.knowledge import Knowledge
from search.selecting import topics
from search.selecting.query import Match, select
from search.selecting.retrieve import Searcher

_ASKED_ROLES: dict[Share, frozenset[RoleName]] = {"none": EITHER, "no_lead": LEADS, "no_help": HELPS}
_SAID: dict[Share, str] = {
    "none": "không được nêu tên ở phần chủ trì hay phối hợp", "no_lead": "không được nêu tên ở phần chủ trì",
    "no_help": "không được nêu tên ở phần phối hợp", "only_help": "chỉ được nêu tên ở phần phối hợp",
    "only_lead": "chỉ được nêu tên ở phần chủ trì", "both": "được nêu tên cả ở phần chủ trì lẫn phối hợp",
}  # fmt: skip
_WITHIN = " của những nhiệm vụ được hỏi"
_BODIES: dict[Counted, str] = {"department": "sở", "commune": "xã, phường", "office": "phòng"}


@dataclass(slots=True)
class _Rows:
    """The rows that name a body, by the column that does."""

    led: list[Match] = field(default_factory=list)
    helped: list[Match] = field(default_factory=list)


def idle_bodies(question: Question, knowledge: Knowledge, _searcher: Searcher) -> Answer:
    """The names with the rows that show it; of those without work the names that the papers or the registry know."""
    asked = idle(question.read) or Idle("agency", "none")
    about = tuple(topics.content_words(question.topic))
    query = replace(
        question.query, agencies=(), parties=(), roles=EITHER, narrative="without", only_role=False, alone=False, without=()
    )
    query = replace(query, about=about or query.about)
    rows, lacking = _rows(query, asked.counted, knowledge), asked.share in _ASKED_ROLES
    among = dict.fromkeys([*rows, *_known(asked.counted, query, knowledge)] if lacking else rows)
    names = [name for name in among if _has(rows.get(name, _Rows()), asked.share)]
    beside = f"{_limits(asked, query, knowledge)}{wording.not_heeded('' if about else not_heeded(question.words))}"
    said, body = f"{_SAID[asked.share]}{_WITHIN if _narrows(query) else ''}", _BODIES.get(asked.counted, "cơ quan")
    if not names:
        return Answer(question, "none", f"Không có {body} nào như vậy: {said}.{beside}", count=0, complete=False)
    value = "; ".join(_counted(name, rows.get(name)) for name in names)
    matches = {id(match): match for name in names if name in rows for match in (*rows[name].led, *rows[name].helped)}
    text = f"{len(names)} {body} {said}: {value}.{beside}"
    return Answer(question, "value", text, tuple(matches.values()), value=value, count=len(names), complete=not lacking)


def _rows(query: TaskQuery, counted: Counted, knowledge: Knowledge) -> dict[str, _Rows]:
    matches = select(knowledge, query).certain
    several = _are_several(query, knowledge)
    found: dict[str, _Rows] = {}
    for match in matches:
        for roles in (LEADS, HELPS):
            named = (mention for mention in mentions(match.record, roles) if is_such(mention, counted))
            for name in dict.fromkeys(called(mention, match.record, several) for mention in named):
                rows = found.setdefault(name, _Rows())
                (rows.led if roles == LEADS else rows.helped).append(match)
    return found


def _are_several(query: TaskQuery, knowledge: Knowledge) -> bool:
    """Whether the papers are of several provinces, so that a name needs its own."""
    return len({home_of(document) for document in _papers(query, knowledge)}) > 1


def _papers(query: TaskQuery, knowledge: Knowledge) -> list[Document]:
    return [document for document in knowledge.documents if not query.documents or document.id in query.documents]


def _narrows(query: TaskQuery) -> bool:
    return query.timed() or bool(query.about)


def _known(counted: Counted, query: TaskQuery, knowledge: Knowledge) -> Iterator[str]:
    """Bodies that have to be there, or that the papers speak of, whether or not a row names them."""
    several = _are_several(query, knowledge)
    if _narrows(query):
        untimed = TaskQuery(documents=query.documents, narrative="without")
        yield from _rows(untimed, counted, knowledge)
    if counted == "department":
        yield from (full_name(one) if several else one.name for one in _departments(_papers(query, knowledge), knowledge))
    elif counted in ("commune", "agency"):
        issuers = dict.fromkeys((d.agency, home_of(d)) for d in knowledge.documents if d.agency and _is_such(d.agency, counted))
        yield from (full_name(AskedAgency(expand(name), home)) if several else expand(name) for name, home in issuers if name)


def _departments(papers: Sequence[Document], knowledge: Knowledge) -> Iterator[AskedAgency]:
    """Those of the provinces whose papers give work: the ones that every province has, and others that papers name."""
    for home in dict.fromkeys(home_of(d) for d in papers if setting_of(d.agency or d.issuer) == "province"):
        for agency in agencies():
            one = AskedAgency(agency.name, home)
            if agency.family == "so" and not agency.until and (not agency.conditional or is_stated(one, knowledge.stated)):
                yield one


def _is_such(name: str, counted: Counted) -> bool:
    known = lookup(name)
    if known is None:
        return False
    commune = known.level == "commune" and known.family == "committee"
    return commune or (counted == "agency" and known.family in {"so", "equivalent", "vertical"})


def _has(rows: _Rows, share: Share) -> bool:
    match share:
        case "none":
            return not (rows.led or rows.helped)
        case "no_lead":
            return not rows.led
        case "no_help":
            return not rows.helped
        case "only_help":
            return bool(rows.helped and not rows.led)
        case "only_lead":
            return bool(rows.led and not rows.helped)
    return bool(rows.led and rows.helped)


def _counted(name: str, rows: _Rows | None) -> str:
    """ "Sở Y tế (chủ trì 5, phối hợp 3)"."""
    counts = (("chủ trì", rows.led), ("phối hợp", rows.helped)) if rows else ()
    told = ", ".join(f"{role} {len(found)}" for role, found in counts if found)
    return f"{name} ({told})" if told else name


def _limits(asked: Idle, query: TaskQuery, knowledge: Knowledge) -> str:
    """What the answer cannot say: who is meant by a phrase, and who is there at all."""
    text = " Chỉ xét tên ghi trong bảng, danh mục; việc giao trong lời văn không tính."
    roles = _ASKED_ROLES.get(asked.share)
    if roles is None:
        return f"{text} Cụm từ chỉ chung (như “các sở, ban, ngành”) không tính."
    if asked.counted in ("department", "commune"):
        kind = meant("department" if asked.counted == "department" else "commune")
        shared = select(knowledge, replace(query, agencies=(kind,), roles=roles, by=frozenset({"group"}), narrative="without"))
        if shared.certain:
            text += f" Nhưng {len(shared.certain)} nhiệm vụ giao qua cụm từ chỉ chung có thể gồm cả những nơi ấy."
    if asked.counted == "department":
        return f"{text} Chỉ biết các sở mà tỉnh nào cũng có và các sở mà kho nêu tên."
    return f"{text} Kho không có danh sách đầy đủ các {_BODIES.get(asked.counted, 'cơ quan')}: chỉ biết nơi có tên trong kho."
