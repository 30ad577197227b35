"""Does a task bind an agency, in which role, and why?

By name first; then through a group phrase that takes the agency in, read for the place of the issuer; then because the agency
issued the plan and an inner unit does the work; last because the product or the text asks each of a group for its own part.
A phrase is never silently widened: "liên quan", subsets, former names, unknown provinces and bodies that no paper names make a
reach uncertain; whom a phrase leaves out ("trừ Sở Tư pháp") it does not reach at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from corpus.agencies import Agency, key, lookup
from corpus.model import AgencyMention, Document, Task
from corpus.phrases import OPEN, USUAL, understand, weight
from corpus.places import today
from ingest.names.agencies import near
from search.binding.asked_agency import AskedAgency, asked, is_of, located, place_of, same_commune, same_name
from search.binding.case import Case, case_of
from search.binding.members import left_out, taken_in
from search.binding.own_outputs import GivenParts, given_by

__all__ = ["AskedAgency", "Reach", "asked", "located", "near", "reach", "verdict"]

Role = Literal["lead", "coordinating"]
Because = Literal["by_name", "via_group", "issuer", "deliverable", "body"]
Binds = Literal["yes", "conditional", "no"]
Verdict = tuple[Binds, Literal["lead", "own_output", "coordinating", "none"]]

_COLUMN = {"lead": "chủ trì", "coordinating": "phối hợp"}
_ORIGIN = {"deliverable": "Sản phẩm", "body": "Nội dung"}
_OWN_PART = 0.9  # what the product column is worth
_APART = 0.4  # the agency is named in the other column
_UNSURE = 0.8  # the province of the paper is not stated, or is one that was merged
_DOUBTED = 0.5  # there may be no such agency
_LIKELY = 0.7  # from here on an uncertain own output is read as binding


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


def reach(
    task: Task, document: Document, agency: AskedAgency, known: frozenset[str] | None = None, *, own_outputs: bool = True
) -> tuple[Reach, ...]:
    """Every way in which ``task`` of ``document`` binds ``agency``, the strongest first; empty where it does not.

    ``known`` are the names that the held papers state (``search.binding.stated``): a phrase takes in a commune, or an agency
    that is not set up everywhere, for certain only where they name it. ``None`` = nobody looked. Without ``own_outputs`` only
    the columns of agencies and the issuer are looked at.
    """
    case = case_of(document, agency, known)
    found = by_columns(task, case)
    return with_outputs(found.reaches, by_outputs(given_by(task), case)) if own_outputs and found.may_owe else found.reaches


class ByColumns(NamedTuple):
    """How the columns and the issuer bind; ``may_owe`` where product and text may ask the agency for a part of its own too."""

    reaches: tuple[Reach, ...]
    may_owe: bool


def by_columns(task: Task, case: Case) -> ByColumns:
    columns = tuple(_columns(task, case))
    found = [*(columns if case.asked.kind else _apart(columns))]
    if not case.foreign:
        found += _issued(task, case)
    may_owe = case.agency is not None and not any(one.role == "lead" for one in found) and not _excepted(task, case)
    return ByColumns(tuple(sorted((_doubted(one, case) for one in found), key=_strength)), may_owe)


def by_outputs(given: GivenParts, case: Case) -> tuple[Reach, ...]:
    """ "Kế hoạch triển khai của các sở, ngành" in the product, "Các cơ quan phải …" in the text: each has a part of its own."""
    return tuple(_doubted(one, case) for one in _own_outputs(given, case))


def with_outputs(reaches: tuple[Reach, ...], outputs: tuple[Reach, ...]) -> tuple[Reach, ...]:
    return tuple(sorted((*reaches, *outputs), key=_strength)) if outputs else reaches


def verdict(reaches: Sequence[Reach]) -> Verdict:
    """Binding and role in the words of the coverage report: the strongest reach decides."""
    if not reaches:
        return "no", "none"
    first = min(reaches, key=_strength)
    binds: Binds = "yes" if first.certain or (first.own_output and first.confidence >= _LIKELY) else "conditional"
    return binds, "own_output" if first.own_output else first.role


def _strength(found: Reach) -> tuple[int, bool, float]:
    rank = 1 if found.own_output else 0 if found.role == "lead" else 2
    return rank, not found.certain, -found.confidence


def _doubted(found: Reach, case: Case) -> Reach:
    """The reach with the doubts that hold for the paper, and for a phrase those about the agency."""
    if case.doubt and not (found.because == "by_name" and _stated_province(found.phrase)):
        found = _less_sure(found, case.doubt, _UNSURE)
    if case.unsure and found.because not in {"by_name", "issuer"}:
        found = _less_sure(found, case.unsure, _DOUBTED)
    return found


def _less_sure(found: Reach, why: str, share: float) -> Reach:
    rule = f"{found.rule} Chưa chắc: {why}."
    return replace(found, certain=False, confidence=round(found.confidence * share, 2), rule=rule)


def _columns(task: Task, case: Case) -> Iterator[Reach]:
    columns: tuple[tuple[Role, tuple[AgencyMention, ...]], ...] = (("lead", task.lead), ("coordinating", task.coordinating))
    for role, mentions in columns:
        for mention in mentions:
            found = _by_group(mention, role, case) if mention.kind == "group" else _by_name(mention, role, case)
            if found:
                yield found


def _apart(found: Sequence[Reach]) -> Iterator[Reach]:
    """An agency named in one column is hardly meant by a group phrase in the other: "các sở" lead, "Sở Y tế" joins."""
    named = {one.role for one in found if one.because == "by_name" and one.certain}
    for one in found:
        if one.because == "via_group" and named and one.role not in named:
            other = next(iter(named))
            yield _less_sure(one, f"đã được nêu riêng ở phần {_COLUMN[other]}", _APART)
        else:
            yield one


def _by_name(mention: AgencyMention, role: Role, case: Case) -> Reach | None:
    """Named itself, as a sub-unit, or under the name before or after a reorganisation; for a kind one of it."""
    if case.asked.kind:
        return _by_kind(mention, role, case)
    named, plain = lookup(mention.name), f"Nêu đích danh ở phần {_COLUMN[role]}."
    if named is not None and named == case.agency:
        return _by_place(mention, role, case)
    if case.foreign:
        return None
    wanted = key(case.asked.name)
    if (named is None and wanted == key(mention.name)) or (mention.sub_unit and wanted == key(mention.sub_unit)):
        return Reach(role, "by_name", mention.as_written, plain, True, 0.99)
    if case.agency is None and mention.kind == "unit" and key(mention.name).startswith(wanted + " "):
        return Reach(role, "by_name", mention.as_written, plain, True, 0.9)  # "Văn phòng Sở" of whichever department
    if named is None or case.agency is None or not _may_succeed(mention, named, case):
        return None
    if case.agency.name in named.successors or named.name in case.agency.successors:
        rule = f"“{mention.name}” ở phần {_COLUMN[role]} là cơ quan trước hoặc sau khi sắp xếp của {case.asked.name}."
        return Reach(role, "by_name", mention.as_written, rule, False, 0.6)
    return None


def _by_kind(mention: AgencyMention, role: Role, case: Case) -> Reach | None:
    if case.asked.kind is None or case.foreign or not is_of(mention.name, case.asked.kind):
        return None
    return Reach(role, "by_name", mention.as_written, f"Nêu tên {case.asked.name} ở phần {_COLUMN[role]}.", True, 0.99)


def _may_succeed(mention: AgencyMention, named: Agency, case: Case) -> bool:
    """A district became several communes: which, only the name can tell."""
    place = place_of(mention.name)
    if named.level != "district" or case.asked.commune is None:
        return True
    return place is not None and place.local is not None and same_name(case.asked.commune, place.local)


def _by_place(mention: AgencyMention, role: Role, case: Case) -> Reach | None:
    """The same kind of agency: of which province, of which commune or district?"""
    place, own = place_of(mention.name), place_of(case.asked.name)
    province = place.province if place else None
    if case.asked.province and (province or case.foreign) and today(province) != today(case.asked.province):
        return None
    if own and own.level == "district" and own.local and not (place and place.local and same_name(own.local, place.local)):
        return None
    commune = place.commune if place else None
    if not same_commune(case.asked.commune, commune or case.issuer_commune):
        return None
    if commune and not case.asked.commune:
        return Reach(role, "by_name", mention.as_written, f"Nêu riêng {mention.name}, không phải mọi xã.", False, 0.5)
    found = Reach(role, "by_name", mention.as_written, f"Nêu đích danh ở phần {_COLUMN[role]}.", True, 0.99)
    merged = province and case.asked.province and province != case.asked.province
    return _less_sure(found, f"{province} trước khi sáp nhập", _UNSURE) if merged else found


def _stated_province(printed: str | None) -> bool:
    place = place_of(printed)
    return place is not None and place.province is not None


def _by_group(mention: AgencyMention, role: Role, case: Case) -> Reach | None:
    how = taken_in(understand(mention.name), case)
    if how is None:
        return None
    condition = how.condition or _named_few(mention)
    if case.asked.kind and condition and condition != OPEN:  # some of the kind are meant, whichever
        return Reach(role, "via_group", mention.as_written, f"“{mention.as_written}” gồm {case.asked.name}.", True, 0.9)
    rule = f"“{mention.as_written}” (phần {_COLUMN[role]}) gồm cả {case.asked.name}"
    rule += f", chỉ khi {'liên quan' if condition == OPEN else f'thuộc diện “{condition}”'}." if condition else "."
    found = Reach(role, "via_group", mention.as_written, rule, how.certain and not condition, how.confidence)
    return _less_sure(found, f"cụm này ghi “{how.maybe_left_out}”", 1.0) if how.maybe_left_out else found


def _excepted(task: Task, case: Case) -> bool:
    """Whether the column of those who lead leaves the agency out: then it owes no part of its own either."""
    return any(left_out(understand(mention.name), case) == "yes" for mention in task.lead if mention.kind == "group")


def _issued(task: Task, case: Case) -> Iterator[Reach]:
    """The rows of the agency's own plan: an inner unit does the work, the agency answers for it."""
    if case.agency is None or case.agency != case.issuer or not same_commune(case.asked.commune, case.issuer_commune):
        return
    own = f"Kế hoạch của chính {case.asked.name}"
    inner = next((mention for mention in task.lead if _is_inner(mention, case)), None)
    if inner is not None:
        known = inner.kind != "unknown"
        yield Reach("lead", "issuer", inner.as_written, f"{own}; {inner.name} thực hiện.", known, 0.95 if known else 0.7)
    elif not task.lead:
        yield Reach("lead", "issuer", None, f"{own}; không nêu đơn vị thực hiện.", False, 0.6)
    elif any(_is_inner(mention, case) for mention in task.coordinating):
        yield Reach("coordinating", "issuer", None, f"{own}; đơn vị của cơ quan phối hợp.", True, 0.9)


def _is_inner(mention: AgencyMention, case: Case) -> bool:
    if mention.kind == "group":
        office = Agency("", "commune", "office") if case.setting == "commune" else None
        return any(weight(member, office, case.setting) >= USUAL for member in understand(mention.name).members)
    return mention.kind in {"unit", "unknown"} and case.setting in {"department", "commune"}


def _own_outputs(given: GivenParts, case: Case) -> Iterator[Reach]:
    for column, (phrase, each) in given:
        how = taken_in(understand(phrase), case)
        if how:
            rule = f"{_ORIGIN[column]} đòi hỏi phần việc riêng của “{phrase}”."
            yield Reach("lead", column, phrase, rule, how.certain and each, round(how.confidence * _OWN_PART, 2))


def _named_few(mention: AgencyMention) -> str | None:
    """The few that are meant: "Đại Từ, Phú Lương" behind "UBND các xã"."""
    part = mention.part
    return part if part and ":" not in part and part[0].isupper() else None
