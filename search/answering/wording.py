"""The Vietnamese words of an answer: what was found, why it counts, and what the officer should know beside it.

A private function gives a sentence that follows another one: it begins with its blank, and is empty where nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.agencies import lookup
from corpus.model import Document
from search.asking.question import Question, Unknown
from search.asking.task_query import EITHER, HELPS, LEADS, Lack, Party, RoleName
from search.binding.asked_agency import full_name
from search.binding.reach import AskedAgency, Because, Reach, near
from search.held.homonyms import namesakes
from search.held.knowledge import Knowledge
from search.selecting.query import Selection

_REASONS: dict[Because, str] = {
    "by_name": "nêu đích danh", "via_group": "giao qua cụm từ chỉ chung", "issuer": "trong kế hoạch của chính cơ quan",
    "deliverable": "phải có sản phẩm riêng", "body": "phải tự làm theo nội dung",
}  # fmt: skip
LACKS: dict[Lack, str] = {
    "deadline": "thời hạn", "lead": "cơ quan chủ trì", "coordinating": "cơ quan phối hợp", "deliverable": "sản phẩm",
    "adjusted": "hạn điều chỉnh",
}  # fmt: skip
_ROLES: dict[frozenset[RoleName], str] = {LEADS: "chủ trì", HELPS: "phối hợp"}


def not_held(unknown: Unknown) -> str:
    alike = f" Gần nhất: {', '.join(unknown.near)}." if unknown.near else ""
    if unknown.kind == "issuer":
        return f"Kho không có kế hoạch, văn bản nào do “{unknown.written}” ban hành.{alike}"
    if unknown.kind == "year":
        return f"Kho không có văn bản phù hợp nào của {unknown.written}."
    what = {"number": "Số hiệu", "person": "Người ký", "file": "Tệp"}.get(unknown.kind, "Cơ quan")
    return f"{what} “{unknown.written}” không có trong kho.{alike}"


def tasks(question: Question, selection: Selection, knowledge: Knowledge) -> str:
    """How many tasks, in which roles, for which reasons."""
    found = f"{_subject(question)} {_counted(selection)}{_spread(selection)}."
    told = f"{_by_role(question, selection)}{_possible(selection)}{_apart(selection)}"
    beside = f"{told}{_progress(question)}{_unread(question, selection)}"
    return f"{found}{_fields(question)}{_homonyms(question, knowledge)}{beside}"


def about(words: str) -> str:
    """That only tasks with all of these words count."""
    return f" Chỉ tính nhiệm vụ có đủ các từ “{words}”." if words else ""


def given_elsewhere(question: Question, count: int) -> str:
    """That other papers give tasks too by the asked one."""
    if not count:
        return ""
    role = " của cơ quan được hỏi" if question.query.everyone else ""
    return f" Văn bản khác còn {count} nhiệm vụ{role} ghi nguồn giao là văn bản này."


def not_heeded(words: str) -> str:
    """That these words of the question were not understood."""
    return f" Chưa hiểu “{words}” trong câu hỏi nên không lọc theo phần ấy." if words else ""


def nothing_about(words: str) -> str:
    advice = "Văn bản viết bằng tiếng Việt: hãy hỏi bằng từ tiếng Việt" if words.isascii() else "Hãy bỏ bớt từ"
    return f"Không nhiệm vụ nào phù hợp có đủ các từ “{words.strip(' ?.!')}”. {advice} để tìm những đoạn gần nhất."


def no_signer(documents: Sequence[str], knowledge: Knowledge) -> str:
    """A paper may print a name that the reader could not tell for certain."""
    names = ", ".join(held.label for held in map(knowledge.by_id.__getitem__, documents))
    return f"Máy không đọc được tên người ký của {names or 'văn bản'}; hãy xem phần cuối bản gốc."


def strange(question: Question) -> str:
    """What was looked for are words of tasks: of a question in another language nothing is said of its meaning."""
    advice = " Văn bản viết bằng tiếng Việt: hãy hỏi bằng từ tiếng Việt." if question.language == "en" else ""
    return f"Không thấy nhiệm vụ nào trong kho nói về “{question.words}”.{advice}"


def copies(others: Sequence[Document]) -> str:
    """Behind the answer: which files are further copies of the papers in it."""
    return f" Bản khác của cùng văn bản, không tính lại: {_files(others)}." if others else ""


def other_versions(others: Sequence[Document], answering: Sequence[Document]) -> str:
    """Behind the answer: which files have one of its papers with other tasks, and which files it is from instead."""
    if not others:
        return ""
    counted = f"câu trả lời theo {', '.join(document.source_file for document in answering)}. Hãy xem bản nào đang dùng."
    return f" Kho còn bản có nhiệm vụ khác của cùng văn bản, không tính: {_files(others)}; {counted}"


def _files(documents: Sequence[Document]) -> str:
    return ", ".join(f"{d.source_file} ({d.number})" if d.number else d.source_file for d in documents)


def ended(agencies: Sequence[AskedAgency]) -> str:
    """Behind the answer: which of the agencies are no more, and who took over their work (``corpus/agencies.toml``)."""
    gone = {found.name: found for agency in agencies if (found := lookup(agency.name)) and found.until and found.successors}
    return "".join(
        f" {name} kết thúc hoạt động từ {found.until:%d/%m/%Y}, việc do {', '.join(found.successors)} tiếp nhận."
        for name, found in gone.items()
    )


def parties(required: Sequence[Sequence[Party]]) -> str:
    """ "Công an tỉnh chủ trì, Sở Tư pháp và Sở Y tế phối hợp": who must be bound, and in which role."""
    alone: dict[frozenset[RoleName], list[str]] = {}
    told: dict[frozenset[RoleName] | int, str] = {}
    for place, among in enumerate(required):
        if len(among) > 1:
            told[place] = _among(among)
            continue
        roles = among[0].roles
        alone.setdefault(roles, []).append(full_name(among[0].agency))
        told[roles] = f"{' và '.join(alone[roles])} {_ROLES.get(roles, 'tham gia')}"
    return ", ".join(told.values())


def _among(parties: Sequence[Party]) -> str:
    """Any of some parties; those of one role share its word."""
    by_role: dict[str, list[str]] = {}
    for party in parties:
        by_role.setdefault(_ROLES.get(party.roles, "tham gia"), []).append(full_name(party.agency))
    return " hoặc ".join(f"{' hoặc '.join(names)} {role}" for role, names in by_role.items())


def no_tasks(question: Question, selection: Selection) -> str:
    required = question.query.parties
    who = f" ({parties(required)})" if required else ""
    nothing = f"Không tìm thấy nhiệm vụ nào phù hợp{who} trong {len(selection.searched)} văn bản của kho."
    return f"{nothing}{_fields(question)}{_progress(question)}{_possible(selection)}{_apart(selection)}"


def strangers(agencies: Sequence[AskedAgency], question: Question, possible: int, knowledge: Knowledge) -> str:
    """Agencies that no paper here names; ``possible`` tasks may be theirs through a group phrase."""
    names = ", ".join(full_name(agency) for agency in agencies)
    text = f"Không văn bản nào trong kho nêu tên {names}.{_nearest(question, knowledge)}"
    if possible:
        text += f" Có {possible} nhiệm vụ giao qua cụm từ chỉ chung, có thể gồm cả cơ quan này."
    return text


def _subject(question: Question) -> str:
    query = question.query
    if query.parties:
        said = parties(query.parties)
        return f"{said[:1].upper()}{said[1:]}:"
    if query.agencies:
        joiner = " và " if query.joint else " hoặc "
        verb = "chịu trách nhiệm" if query.roles == LEADS else "phối hợp" if query.roles == HELPS else "tham gia"
        named = joiner.join(full_name(agency) for agency in query.agencies)
        return f"{named[:1].upper()}{named[1:]} {verb}"
    return f"Theo {', '.join(query.sources)}, có" if query.sources else "Có"


def _fields(question: Question) -> str:
    """What else had to hold: fields empty or filled, numbers, who receives, that nobody else leads."""
    chosen = (question.query.lacks, question.query.filled)
    lacking, filled = (", ".join(words for lack, words in LACKS.items() if lack in said) for said in chosen)
    words = f" Chỉ tính nhiệm vụ để trống: {lacking}." if lacking else ""
    words += f" Chỉ tính nhiệm vụ có ghi: {filled}." if filled else ""
    words += f" Không tính nhiệm vụ theo {', '.join(question.query.without_sources)}." if question.query.without_sources else ""
    words += f" Chỉ tính nhiệm vụ nêu {', '.join(question.query.cited)}." if question.query.cited else ""
    words += "".join(f" Chỉ tính nhiệm vụ ghi gửi, trình, báo cáo {full_name(one)}." for one in question.query.receivers)
    gone = parties([[party] for party in question.query.without])
    words += f" Không tính việc có {gone}, kể cả qua cụm từ chỉ chung." if gone else ""
    return words + (" Không tính việc có nơi khác cùng chủ trì." if question.query.alone else "")


def _spread(selection: Selection) -> str:
    """ " trong 3 văn bản: 6 giao qua cụm từ chỉ chung, 13 trong kế hoạch của chính cơ quan"."""
    documents = {match.record.document.id for match in selection.certain}
    alike = Counter(id(match.reaches) for match in selection.certain)
    first = {id(match.reaches): match for match in reversed(selection.certain)}
    reasons: Counter[Because] = Counter()
    for reaches, count in alike.items():
        if (reason := first[reaches].reach) is not None:
            reasons[reason.because] += count
    listing = ", ".join(f"{reasons[kind]} {words}" for kind, words in _REASONS.items() if reasons[kind])
    return f" trong {len(documents)} văn bản" + (f": {listing}" if listing else "")


def _counted(selection: Selection) -> str:
    """ "43 nhiệm vụ (trong đó 2 việc giao trong lời văn)"."""
    spoken = sum(match.record.task.kind == "narrative" for match in selection.certain)
    if spoken == len(selection.certain):
        return f"{spoken} việc giao trong lời văn"
    return f"{len(selection.certain)} nhiệm vụ" + (f" (trong đó {spoken} việc giao trong lời văn)" if spoken else "")


def _progress(question: Question) -> str:
    """Papers give work; whether it was done stands in reports."""
    if question.query.states == {"done"}:
        return " Chỉ biết việc mà văn bản giao ghi là đã hoàn thành."
    if "progress" not in question.cues:
        return ""
    return " Văn bản giao việc không ghi việc đã làm xong hay chưa: đây là mọi việc được giao, không phải việc còn dở."


def _by_role(question: Question, selection: Selection) -> str:
    """How many in each role, where both are asked about: "chủ trì bao nhiêu việc, phối hợp bao nhiêu việc"."""
    if not (question.cues >= EITHER and len(question.query.agencies) == 1 and question.query.roles == EITHER):
        return ""
    counts = Counter(role for match in selection.certain for role in {reach.role for reach in match.reaches if reach.certain})
    return f" Trong đó chủ trì {counts['lead']}, phối hợp {counts['coordinating']}."


def _unread(question: Question, selection: Selection) -> str:
    """Of tasks without a lead: those that print one which is no known agency."""
    printed = sum(bool(match.record.task.lead) for match in selection.all) if "lead" in question.query.lacks else 0
    return f" Trong đó {printed} việc có ghi tên nhưng không rõ là cơ quan nào." if printed else ""


def _apart(selection: Selection) -> str:
    count = len(selection.narrative)
    return f" Ngoài ra có {count} việc giao trong lời văn, liệt kê riêng." if count else ""


def _possible(selection: Selection) -> str:
    alike = {id(match.reaches): match for match in selection.possible}
    sure = {reaches for reaches, match in alike.items() if match.reach is not None and _is_shared(match.reach)}
    shared = sum(id(match.reaches) in sure for match in selection.possible)
    open_ones = len(selection.possible) - shared
    words = f" Còn {shared} nhiệm vụ phối hợp qua cụm từ chỉ chung, liệt kê riêng." if shared else ""
    return words + (f" Còn {open_ones} nhiệm vụ có thể liên quan, tùy điều kiện văn bản nêu." if open_ones else "")


def _is_shared(reach: Reach) -> bool:
    """Whether an agency surely coordinates, through a group phrase: listed apart, though nothing is doubtful."""
    return reach.certain and reach.because == "via_group" and reach.role == "coordinating"


def _homonyms(question: Question, knowledge: Knowledge) -> str:
    """Offices of the same name are told apart: those of several provinces, and those whose papers state none."""
    for agency in question.query.everyone:
        names = namesakes(agency, knowledge) if agency.province is None and not agency.commune else ()
        if len(names) > 1:
            return f" Kho có {len(names)} cơ quan cùng tên: {', '.join(names)}."
    return ""


def _nearest(question: Question, knowledge: Knowledge) -> str:
    found = near(question.query.everyone[0].name, knowledge.agency_names)
    return f" Các tên gần nhất: {', '.join(found)}." if found else ""
