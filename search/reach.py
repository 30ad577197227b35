"""Does a task bind an agency, in which role, and why?

By name first; then through a group phrase that takes the agency in, read for the place of the issuer; then because the agency
issued the plan and an inner unit does the work; last because the product or the text asks each of a group for its own part.
A phrase is never silently widened: "liên quan", subsets, former names and unknown provinces make a reach uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal, NamedTuple

from corpus.agencies import Agency, fold, key, longest, lookup, province_of, words
from corpus.model import AgencyMention, Document, Task
from corpus.phrase_words import scan
from corpus.phrases import OPEN, USUAL, Phrase, Setting, setting_of, understand, weight
from corpus.places import today
from corpus.spelling import Lexicon, Word, bare
from ingest.mentions import Named

Role = Literal["lead", "coordinating"]
Because = Literal["by_name", "via_group", "issuer", "deliverable", "body"]
Binds = Literal["yes", "conditional", "no"]
Verdict = tuple[Binds, Literal["lead", "own_output", "coordinating", "none"]]

_COLUMN = {"lead": "chủ trì", "coordinating": "phối hợp"}
_FAINT, _OWN_PART = 0.3, 0.9  # below the first a noun is not read as taking the agency in; what the product column is worth
_UNSURE = 0.8  # the province of the paper is not stated, or is one that was merged
_LIKELY = 0.7  # from here on an uncertain reach is read as binding
_PRODUCTS = Lexicon(
    ("kế hoạch", "báo cáo", "danh mục", "quyết định", "văn bản", "phương án", "chương trình", "đề án", "quy chế", "quy định", "hồ sơ",
     "danh sách", "biên bản", "tờ trình", "cơ sở dữ liệu", "dữ liệu", "lộ trình", "thông báo", "công văn")
)  # fmt: skip
_VAGUE = frozenset({"có thẩm quyền", "chức năng"})  # "quyết định của cơ quan có thẩm quyền" gives nobody a part
_ORDERS = Lexicon(("yêu cầu", "giao", "đề nghị", "chỉ đạo", "trong đó"))
_DUTIES = Lexicon(
    ("phải", "có trách nhiệm", "chịu trách nhiệm", "cần", "chủ động", "khẩn trương", "rà soát", "xây dựng", "ban hành", "báo cáo", "tổ chức",
     "căn cứ", "triển khai", "thực hiện", "đăng ký", "gửi", "lập", "nghiêm túc", "tiếp tục", "tập trung", "bố trí", "hoàn thành", "cử")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedAgency:
    """The agency in question: canonical ``name``; ``province`` and ``commune`` where the question states them."""

    name: str
    province: str | None = None
    commune: str | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """One way in which a task binds an agency. ``phrase`` is the print that does it, ``rule`` says why (Vietnamese).

    ``certain`` is false where the paper leaves it open whether the agency is meant; ``confidence`` is 0 to 1.
    """

    role: Role
    because: Because
    phrase: str | None
    rule: str
    certain: bool
    confidence: float

    @property
    def own_output(self) -> bool:
        """Whether it comes from the product or the text, not from a column of agencies."""
        return self.because in {"deliverable", "body"}


class _Case(NamedTuple):
    """What every rule needs: who is asked for, who issued, how they stand to each other."""

    asked: AskedAgency
    agency: Agency | None
    parent: Agency | None
    setting: Setting
    issuer: bool
    sure: bool
    why_unsure: str | None


def reach(task: Task, document: Document, agency: AskedAgency) -> tuple[Reach, ...]:
    """Every way in which ``task`` of ``document`` binds ``agency``, the strongest first; empty where it does not."""
    case = _case(document, agency)
    if case is None:
        return ()
    found = [*_columns(task, document, case), *_issued(task, case)]
    if not any(one.role == "lead" for one in found):
        found += _own_outputs(task, case)
    return tuple(sorted((_tempered(one, case) for one in found), key=_strength))


def verdict(reaches: Sequence[Reach]) -> Verdict:
    """Binding and role in the words of the coverage report: the strongest reach decides."""
    if not reaches:
        return "no", "none"
    first = min(reaches, key=_strength)
    binds: Binds = "yes" if first.certain or (first.own_output and first.confidence >= _LIKELY) else "conditional"
    return binds, "own_output" if first.own_output else first.role


def asked(named: Named) -> AskedAgency | None:
    """The agency that a question's mention asks for; "các địa phương" asks for the commune committees, other groups for none."""
    if named.kind != "group":
        return AskedAgency(named.name, named.province, named.commune)
    members = understand(named.name).members
    if members and all(
        member.body in {"locality", "commune", "committee"} and member.scope != "province" for member in members
    ):
        return AskedAgency("Ủy ban nhân dân cấp xã", named.province)
    internal = members and all(member.scope == "internal" for member in members)
    return AskedAgency(named.name, named.province) if internal else None


def near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the ``known`` names that look most like ``name``, for "không có trong kho"."""
    spelled = {fold(one): one for one in known}
    wanted = fold(name)
    close = get_close_matches(wanted, spelled, n=3, cutoff=0.6)
    holding = [one for one in spelled if set(wanted.split()) <= set(one.split())]
    return tuple(spelled[one] for one in dict.fromkeys([*close, *holding]))[:3]


def _strength(found: Reach) -> tuple[int, bool, float]:
    rank = 1 if found.own_output else 0 if found.role == "lead" else 2
    return rank, not found.certain, -found.confidence


def _case(document: Document, wanted: AskedAgency) -> _Case | None:
    """``None`` where the paper is another province's."""
    issuer = document.agency or document.issuer
    known = lookup(wanted.name)
    home = document.province or (province_of(document.issuer) if document.issuer else None)
    province = wanted.province or (province_of(wanted.name) if known else None)
    setting = setting_of(issuer) or "province"
    sure, why = True, None
    if province and setting != "central":
        if home is None:
            sure, why = False, "văn bản không nêu tỉnh"
        elif today(home) != today(province):
            return None
        elif home != province:
            sure, why = False, f"văn bản của {home} trước khi sáp nhập"
    issued = bool(known and issuer and lookup(issuer) == known and _same_commune(wanted.commune, _commune(issuer)))
    return _Case(wanted, known, None if known else _parent(wanted.name), setting, issued, sure, why)


def _tempered(found: Reach, case: _Case) -> Reach:
    if case.sure:
        return found
    return replace(
        found,
        certain=False,
        confidence=round(found.confidence * _UNSURE, 2),
        rule=f"{found.rule} Chưa chắc: {case.why_unsure}.",
    )


def _columns(task: Task, document: Document, case: _Case) -> Iterator[Reach]:
    columns: tuple[tuple[Role, tuple[AgencyMention, ...]], ...] = (("lead", task.lead), ("coordinating", task.coordinating))
    for role, mentions in columns:
        for mention in mentions:
            found = (
                _by_group(mention, role, document, case) if mention.kind == "group" else _by_name(mention, role, document, case)
            )
            if found:
                yield found


def _by_name(mention: AgencyMention, role: Role, document: Document, case: _Case) -> Reach | None:
    named = lookup(mention.name)
    column = _COLUMN[role]
    if key(mention.name) == key(case.asked.name) or (mention.sub_unit and key(mention.sub_unit) == key(case.asked.name)):
        return Reach(role, "by_name", mention.as_written, f"Nêu đích danh ở phần {column}.", True, 0.99)
    if case.agency is None and mention.kind == "unit" and key(mention.name).startswith(key(case.asked.name) + " "):
        return Reach(role, "by_name", mention.as_written, f"Nêu đích danh ở phần {column}.", True, 0.9)  # "Văn phòng Sở" of any
    if named is None or case.agency is None:
        return None
    if named == case.agency:
        return _by_place(mention, role, document, case)
    if case.agency.name in named.successors or named.name in case.agency.successors:
        rule = f"“{mention.name}” ở phần {column} là cơ quan trước hoặc sau khi sắp xếp của {case.asked.name}."
        return Reach(role, "by_name", mention.as_written, rule, False, 0.6)
    return None


def _by_place(mention: AgencyMention, role: Role, document: Document, case: _Case) -> Reach | None:
    """The same kind of agency: of which province, of which commune?"""
    province, commune = province_of(mention.name), _commune(mention.name)
    if case.asked.province and province and today(province) != today(case.asked.province):
        return None
    if not _same_commune(case.asked.commune, commune or _commune(document.agency or document.issuer)):
        return None
    if commune and not case.asked.commune:
        return Reach(role, "by_name", mention.as_written, f"Nêu riêng {mention.name}, không phải mọi xã.", False, 0.5)
    return Reach(role, "by_name", mention.as_written, f"Nêu đích danh ở phần {_COLUMN[role]}.", True, 0.99)


def _by_group(mention: AgencyMention, role: Role, document: Document, case: _Case) -> Reach | None:
    phrase = understand(mention.name)
    if case.agency is None and not _own_unit(case, document):
        return None
    how = _taken_in(phrase, case)
    if how is None:
        return None
    sureness, certain, condition = how
    condition = condition or (mention.part if _is_subset(mention) else None)
    rule = f"“{mention.as_written}” (phần {_COLUMN[role]}) gồm cả {case.asked.name}"
    rule += f", chỉ khi {'liên quan' if condition == OPEN else f'thuộc diện “{condition}”'}." if condition else "."
    return Reach(role, "via_group", mention.as_written, rule, certain and not condition, sureness)


def _taken_in(phrase: Phrase, case: _Case) -> tuple[float, bool, str | None] | None:
    """(confidence, certain, condition) of the set of a phrase that takes the agency in most surely."""
    best: tuple[float, bool, str | None] | None = None
    for member in phrase.members:
        share = weight(member, case.agency, case.setting)
        if share >= _FAINT and (best is None or share * member.factor > best[0]):
            best = round(share * member.factor, 2), share >= USUAL and member.condition is None, member.condition
    return best


def _issued(task: Task, case: _Case) -> Iterator[Reach]:
    """The rows of the agency's own plan: an inner unit does the work, the agency answers for it."""
    if not case.issuer:
        return
    inner = [mention for mention in task.lead if _is_inner(mention, case)]
    if inner:
        rule = f"Kế hoạch của chính {case.asked.name}; {inner[0].name} thực hiện."
        yield Reach(
            "lead", "issuer", inner[0].as_written, rule, inner[0].kind != "unknown", 0.95 if inner[0].kind != "unknown" else 0.7
        )
    elif not task.lead:
        yield Reach("lead", "issuer", None, f"Kế hoạch của chính {case.asked.name}; không nêu đơn vị thực hiện.", False, 0.6)
    elif any(_is_inner(mention, case) for mention in task.coordinating):
        yield Reach(
            "coordinating", "issuer", None, f"Kế hoạch của chính {case.asked.name}; đơn vị của cơ quan phối hợp.", True, 0.9
        )


def _is_inner(mention: AgencyMention, case: _Case) -> bool:
    if mention.kind == "group":
        office = Agency("", "commune", "office") if case.setting == "commune" else None
        return any(weight(member, office, case.setting) >= USUAL for member in understand(mention.name).members)
    return mention.kind in {"unit", "unknown"} and case.setting in {"department", "commune"}


def _own_outputs(task: Task, case: _Case) -> Iterator[Reach]:
    """ "Kế hoạch triển khai của các sở, ngành" in the product, "Các cơ quan phải …" in the text: each has a part of its own."""
    if task.deliverable:
        yield from _asked_of_each(task.deliverable.text, "deliverable", case)
    yield from _asked_of_each(task.content.text, "body", case)


def _asked_of_each(text: str, because: Literal["deliverable", "body"], case: _Case) -> Iterator[Reach]:
    for printed, each in _groups_with_duty(text, because):
        how = _taken_in(understand(printed), case) if case.agency else None
        if how:
            sureness, certain, _ = how
            what = "Sản phẩm" if because == "deliverable" else "Nội dung"
            rule = f"{what} đòi hỏi phần việc riêng của “{printed}”."
            yield Reach("lead", because, printed, rule, certain and each, round(sureness * _OWN_PART, 2))


@lru_cache(maxsize=16384)
def _groups_with_duty(text: str, because: Literal["deliverable", "body"]) -> tuple[tuple[str, bool], ...]:
    """The group phrases that a text gives a part of their own, as printed, and whether it says "từng", "mỗi", "tất cả"."""
    listed = words(text)
    found: list[tuple[str, bool]] = []
    for i in range(len(listed)):
        if not (_owns_product(listed, i) if because == "deliverable" else _opens_clause(listed, i)):
            continue
        phrase = scan(text, listed, i)
        if phrase is None or any(part.condition in _VAGUE for part in phrase.parts):
            continue
        if because == "deliverable" or _has_duty(listed, phrase.end):
            printed = text[listed[i].start : listed[phrase.end - 1].end]
            found.append((printed, any(part.distributive for part in phrase.parts)))
    return tuple(found)


def _owns_product(listed: Sequence[Word], i: int) -> bool:
    """ "<product> … của" right before the phrase: what each of the group has to hand in."""
    if i < 2 or listed[i - 1].key != "của" or listed[i - 1].gap.strip():
        return False
    return any(_PRODUCTS.at(listed, j) for j in range(max(0, i - 9), i - 1))


def _opens_clause(listed: Sequence[Word], i: int) -> bool:
    """The beginning of a clause, or behind an order ("Yêu cầu các cơ quan, đơn vị")."""
    ordered = any(_ORDERS.end(listed, j) == i for j in range(max(0, i - 2), i))
    return i == 0 or ordered or listed[i].gap.strip()[-1:] in {".", ";", ":", "-", "–", ")"}


def _has_duty(listed: Sequence[Word], end: int) -> bool:
    """A duty behind the phrase: "… phải rà soát", "… chủ động", "…: (1) …"."""
    return end < len(listed) and (_DUTIES.at(listed, end) is not None or listed[end].gap.strip()[:1] == ":")


def _own_unit(case: _Case, document: Document) -> bool:
    """Whether the asked unit belongs to the issuer, so that "các phòng, đơn vị thuộc Sở" takes it in."""
    issuer = document.agency or document.issuer
    return bool(case.parent and issuer and lookup(issuer) == case.parent)


def _parent(unit: str) -> Agency | None:
    """The agency that a unit's name ends in: "Văn phòng Sở Tư pháp"."""
    listed = words(unit)
    for i in range(1, len(listed)):
        found = longest(unit, listed, i)
        if found and found.end == len(listed):
            return found.agency
    return None


def _is_subset(mention: AgencyMention) -> bool:
    """ "UBND các xã: Đại Từ, Phú Lương": the part that follows a group names those who are meant."""
    return bool(mention.part) and ":" not in (mention.part or "") and (mention.part or "")[:1].isupper()


def _commune(name: str | None) -> str | None:
    listed = words(name) if name else []
    found = longest(name or "", listed, 0) if listed else None
    return found.place.commune if found and found.place else None


def _same_commune(one: str | None, other: str | None) -> bool:
    return one is None or (other is not None and bare(one) == bare(other))
