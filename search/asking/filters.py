"""What must hold of the tasks that a question asks for: its filters, from cues and slots."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from corpus.model import Frequency
from corpus.spelling import bare
from ingest.grammar.windows import Window
from search.asking.role_binding import parties
from search.asking.slots import Slots
from search.asking.task_query import EITHER, HELPS, LACKS, LEADS, Adjustment, By, Narrative, Party, RoleName, TaskQuery
from search.binding.kinds import as_kind
from search.held.due import State

_FREQUENCIES: tuple[Frequency, ...] = ("monthly", "quarterly", "yearly")
_ADJUSTMENTS: tuple[Adjustment, ...] = ("earlier", "later", "same")
_UNTIL = ("den ", "toi ", "tinh den ")
_BY_WAY = frozenset({"by_group", "with_groups", "by_name"})
_REPORTS = ("bao", "cao")
_MARKED_REPORTS = ("báo", "cáo")
_COMMON = r"\b(?:nhiem vu|viec) (?:nao |gi |lam )?chung\b|\bchung (?:nhiem vu|viec)\b|\bin common\b"
_MUTUALLY = re.compile(
    rf"\b(?:voi nhau|between)\b|\blam viec (?:chung )?(?:voi|cung)\b|\bphoi hop (?:\w+ )?giua\b|{_COMMON}"
)  # no role of either is told
# "việc nào do Văn phòng UBND tỉnh và Sở KHCN chủ trì"
_ONE = r"(?:(?!hoac|chu tri|phoi hop).)"
_BOTH = re.compile(rf"\bdo {_ONE}{{3,100}} va {_ONE}{{3,80}} (?:chu tri|phoi hop)\b(?!.{{0,3}} va )")
_TOGETHER = re.compile(rf"\b(?:cung|jointly|together)\b|{_MUTUALLY.pattern}")


def query_of(slots: Slots) -> TaskQuery:
    """The filters on tasks."""
    window, cues, annexes = slots.window, slots.cues, slots.place.annexes
    reckoned = window is not None and _is_reckoned_from(window, cues, slots.today)
    left_out = bool("not_source" in cues and "only_source" not in cues and slots.sources and not slots.left_out)
    # a report of somebody, to somebody, or due again and again may stand in any column
    reports = slots.product == _REPORTS and bool(slots.receivers or cues & {"reports", "monthly", "quarterly", "yearly"})
    return replace(
        _who(slots),
        sources=() if left_out else tuple(slots.sources),
        all_sources=bool(cues & {"all_of", "joint"}) and len(slots.sources) > 1,
        cited=tuple(slots.cited),
        documents=tuple(dict.fromkeys(d.id for d in slots.documents)),
        annex=annexes[0] if annexes else None,
        stt=slots.place.stt,
        due_after=window.start if window and not reckoned else None,
        due_before=window.end if window and not reckoned else None,
        other_days=tuple((one.start, one.end) for one in slots.other_windows if one.start and one.end),
        starting="starts" in cues,
        overdue="overdue" in cues,
        states=_states(slots),
        at=(window.end if window and reckoned else None) or slots.today,
        ongoing="ongoing" in cues,
        frequency=next((f for f in _FREQUENCIES if f in cues), None),
        adjustment=_adjustment(cues),
        moved=slots.moved,
        deliverable=() if reports else slots.product,
        about=_MARKED_REPORTS if reports and not slots.receivers else (),
        narrative=_narrative(cues),
        without_sources=tuple(slots.sources) if left_out else slots.left_out,
        sources_only="only_source" in cues,
        lacks=frozenset(lack for lack in LACKS if f"no_{lack}" in cues),
        filled=slots.filled,
        other_annexes=annexes[1:],
        group=slots.place.group,
    )


def _is_reckoned_from(window: Window, cues: frozenset[str], today: date) -> bool:
    """Whether the window is the day that "quá hạn" is reckoned from: "hôm nay", "đến ngày 30/4 còn việc nào chưa đến hạn"."""
    standing = cues & {"overdue", "not_due"}
    until = bare(window.words).startswith(_UNTIL) and window.start is None
    return window.sense == "as_of" or bool(standing and (until or window.start == window.end == today))


def _who(slots: Slots) -> TaskQuery:
    """The filters on agencies and their roles."""
    cues, roles = slots.cues, _roles(slots)
    apart = tuple(tuple(map(_of_kind, among)) for among in parties(slots.text, slots.placed))
    by_kind = any(agency.kind for agency in (*slots.asked, *(party.agency for among in apart for party in among)))
    return TaskQuery(
        agencies=() if apart else tuple(slots.asked),
        parties=apart,
        roles=roles,
        by=_by(slots),
        joint=_joint(slots) and not apart,
        only_role="only" in cues and not apart,
        receivers=slots.receivers,
        without=slots.without,
        alone="alone" in cues and len(slots.asked) == 1,
        unconditional="unconditional" in cues,
        named_first=bool(slots.asked) and not by_kind and "coordinating" in roles and not cues & _BY_WAY,
    )


def _states(slots: Slots) -> frozenset[State]:
    """Not due yet, or done; a question about a window or overdue work is about neither."""
    if "overdue" in slots.cues:
        return frozenset()
    if "not_due" in slots.cues:
        return frozenset({"soon", "later"})
    return frozenset({"done"}) if "done" in slots.cues and slots.window is None else frozenset()


def _narrative(cues: frozenset[str]) -> Narrative:
    return "with" if "narrative" in cues else "without" if "tabled" in cues else "apart"


def _adjustment(cues: frozenset[str]) -> Adjustment | None:
    if "adjusted" not in cues or "no_adjusted" in cues:
        return None
    return next((a for a in _ADJUSTMENTS if a in cues), "any")


def _joint(slots: Slots) -> bool:
    plain = bare(slots.text)
    return len(slots.asked) > 1 and ("joint" in slots.cues or any(one.search(plain) for one in (_TOGETHER, _BOTH)))


def _roles(slots: Slots) -> frozenset[RoleName]:
    cues = slots.cues - {role for role in EITHER if f"no_{role}" in slots.cues}
    if _joint(slots) and (not cues & (EITHER | {"obliged"}) or _MUTUALLY.search(bare(slots.text))):
        return EITHER
    if "only" in cues and "coordinating" in cues:
        return HELPS
    if "coordinating" in cues:
        return EITHER if "lead" in cues else HELPS
    if "lead" in cues or ("by_name" not in cues and cues & {"obliged", "tasks"}):
        return LEADS
    return EITHER


def _by(slots: Slots) -> frozenset[By]:
    """Who leads owes more than what a product column asks of everybody: that counts where it is asked what has to be done."""
    cues = slots.cues
    if "alone" in cues or "without_groups" in cues:
        return frozenset({"name", "issuer"})
    if "by_name" in cues and "with_groups" not in cues:
        return frozenset({"name"})
    if "by_group" in cues and "with_groups" not in cues:
        return frozenset({"group"})
    if "only" in cues:
        return frozenset({"name", "issuer"}) if "with_groups" not in cues else frozenset({"name", "group", "issuer"})
    owed = not cues & EITHER
    return frozenset({"name", "group", "issuer", "product"}) if owed else frozenset({"name", "group", "issuer"})


def _of_kind(party: Party) -> Party:
    """ "các sở chủ trì, các xã phối hợp": any of them, in its role."""
    return replace(party, agency=as_kind(party.agency) or party.agency)
