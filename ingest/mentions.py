"""One agency, unit or group phrase at a place of a text: what it is, what it is called, where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.agencies import Agency, Match, expand, longest, lookup
from corpus.model import MentionKind
from corpus.phrase_words import Scan, scan
from corpus.spelling import Lexicon, Word
from ingest.naming import Issuer, group_name, unit_name

HEADS = Lexicon((  # a head stands for his agency: "Giám đốc Sở Tư pháp", "Chủ tịch UBND tỉnh"
    "thủ trưởng", "phó giám đốc", "giám đốc", "phó chủ tịch", "chủ tịch", "lãnh đạo", "cục trưởng", "chi cục trưởng", "chỉ huy trưởng",
    "bí thư", "trưởng", "người đứng đầu", "chánh", "tổng biên tập", "hiệu trưởng", "thường trực",
))  # fmt: skip
VERBS = Lexicon((  # what an agency does, as far as a cell says it: the rest is its part of the work
    "phụ trách", "chịu trách nhiệm", "chủ trì", "phối hợp", "đầu mối", "làm đầu mối", "tham mưu", "tổng hợp", "theo dõi", "đôn đốc",
    "thực hiện", "triển khai", "hướng dẫn", "báo cáo", "xây dựng", "đối với", "cung cấp", "rà soát", "đề xuất", "ban hành", "tổ chức",
    "là", "có trách nhiệm", "có nhiệm vụ", "căn cứ", "trình", "kiểm tra", "giám sát", "thẩm định", "bố trí", "cử", "gửi", "giúp", "phải",
    "về", "trong", "được", "khi", "theo", "để", "nếu", "chỉ", "quản lý", "do", "sẽ", "cần", "tiếp tục", "chủ động", "cho", "đã",
    "kịp thời", "làm", "vận hành", "nghiên cứu", "lập", "nào", "gì",
))  # fmt: skip
UNITS = Lexicon((
    "phòng", "trung tâm", "chi cục", "văn phòng", "thanh tra", "bộ phận", "tổ", "đội", "trạm", "hạt", "chi bộ", "công đoàn", "khoa", "ban",
    "đảng ủy", "đoàn thanh niên", "cổng thông tin điện tử", "ban giám đốc",
))  # fmt: skip
_BODIES = Lexicon((  # beginnings of names that are agencies of their own, though the registry does not list them
    "ban quản lý", "ban chỉ đạo", "ban chỉ huy", "trường", "bệnh viện", "viện", "học viện", "đại học", "công ty", "tổng công ty",
    "tập đoàn", "ngân hàng", "hội", "hiệp hội", "liên hiệp", "liên minh", "quỹ", "đài", "báo", "cục", "vụ", "tổng cục", "bộ", "sở",
    "tòa án", "viện kiểm sát", "ủy ban", "hội đồng", "đoàn", "kho bạc", "thuế", "hải quan", "bảo hiểm", "công an", "nhà xuất bản",
    "bảo tàng", "thư viện", "chi nhánh", "mặt trận", "nhà hát", "vườn quốc gia", "cơ quan", "thống kê", "bưu điện", "bộ tư lệnh",
))  # fmt: skip
_RELATIVE = Lexicon(("văn phòng", "thanh tra", "ban giám đốc", "đảng ủy", "công đoàn", "chi bộ", "đoàn thanh niên"))
_PARENTS = frozenset({"thuộc", "của", "trực"})
_SEPARATORS = frozenset({",", "và", "/", "-", "–", ", và", "+", "&", "cùng"})


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: ``start`` and ``end`` are offsets into the given string and take in its part of the work.

    ``name`` is canonical, ``as_written`` the print of the name (a sub-unit in brackets included). ``province`` and ``commune`` are
    those that the name itself states.
    """

    start: int
    end: int
    name: str
    as_written: str
    kind: MentionKind
    part: str | None = None
    sub_unit: str | None = None
    province: str | None = None
    commune: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before its part and brackets are read: ``end`` is the word behind it, ``stop`` the offset behind its print."""

    name: str
    kind: MentionKind
    end: int
    stop: int
    sub_unit: str | None = None
    province: str | None = None
    commune: str | None = None
    agency: Agency | None = None


def separated(words: Sequence[Word], i: int) -> bool:
    """Whether a comma, "và", a slash or a hyphen stands before word ``i``."""
    return i < len(words) and " ".join(words[i].gap.lower().split()) in _SEPARATORS


def group_at(text: str, words: Sequence[Word], i: int, issuer: Issuer, stop: int | None = None) -> Found | None:
    """The group phrase at word ``i``; with ``stop`` its tail (the words of a subset) runs up to that offset."""
    found = scan(text, words, i)
    if found is None or _one_agency(text, words, i, found):
        return None
    end = stop if stop is not None else words[found.end - 1].end
    last = next((j for j in range(found.end, len(words)) if words[j].start >= end), len(words))
    name = group_name(text, words, found, end, issuer)
    outside = all(part.body == "outside" for part in found.parts)
    province = _province_of(text, words, found)
    return Found(name, "external" if outside else "group", last, end, province=province)


def agency_at(text: str, words: Sequence[Word], i: int, issuer: Issuer) -> Found | None:
    """The known agency at word ``i``, with its head before it and its inner office: "Giám đốc Sở X", "Văn phòng Sở X"."""
    own = _own(text, words, i, issuer) or _inner_office(text, words, i, issuer)
    if own:
        return own
    found = longest(text, words, i)
    at = HEADS.end(words, i)
    if found is None and i < at < len(words) and words[at].gap.isspace():
        found = longest(text, words, at)
    return _of_match(found, issuer) if found else None


def unit_at(text: str, words: Sequence[Word], i: int, stop: int, issuer: Issuer) -> Found | None:
    """A unit, or an agency that the registry does not list, whose name runs up to offset ``stop``."""
    first, i = i, HEADS.end(words, i)
    unit, body = UNITS.end(words, i), _BODIES.end(words, i)
    if i >= len(words) or not proper(text, words, first) or max(unit, body) == i:
        return None
    end = next((j for j in range(i, len(words)) if words[j].start >= stop), len(words))
    parent = next((j for j in range(i + 1, end) if parent_at(text, words, j)), None)
    if parent is not None:
        return _under_parent(text, words, (i, parent), issuer)
    printed = text[words[i].start : stop].rstrip(" ,.;:-–")
    name = unit_name(printed, issuer)
    known = lookup(name)
    kind: MentionKind = "agency" if body > unit or (known and known.family != "office") else "unit"
    return Found(name, kind, end, words[i].start + len(printed))


def proper(text: str, words: Sequence[Word], i: int) -> bool:
    """Whether a name may begin at word ``i``: a capital, or a text without any."""
    letter = text[words[i].start]
    return letter.isupper() or text == text.lower()


def parent_at(text: str, words: Sequence[Word], i: int) -> int | None:
    """The index of the agency that word ``i`` makes the parent of a unit: "… thuộc Sở Y tế", "… - Công an tỉnh"."""
    at = i
    while at < len(words) and words[at].key in _PARENTS | {"trực", "thuộc"}:
        at += 1
    dashed = words[i].gap.strip() in {"-", "–"}
    if (at == i and not dashed) or at >= len(words):
        return None
    return at if longest(text, words, at) or words[at].key == "sở" else None


def _of_match(found: Match, issuer: Issuer) -> Found:
    kind: MentionKind = "unit" if found.agency.family == "office" else "agency"
    place = found.place
    name = found.name
    own = issuer.setting == "commune" and found.agency.name == "Ủy ban nhân dân xã" and place and not place.commune
    if own and issuer.name.startswith("Ủy ban nhân dân") and not (place and place.text.startswith("cấp")):
        name = issuer.name
    return Found(
        name, kind, found.end, found.stop, None, place.province if place else None, place.commune if place else None, found.agency
    )


def _own(text: str, words: Sequence[Word], i: int, issuer: Issuer) -> Found | None:
    """ "Sở", "Lãnh đạo Sở" alone: the department that speaks."""
    at = HEADS.end(words, i)
    if at >= len(words) or words[at].key != "sở" or longest(text, words, at):
        return None
    follows = text[words[at + 1].start] if at + 1 < len(words) and words[at + 1].gap.isspace() else ""
    if follows.isupper() or scan(text, words, at):
        return None
    name = issuer.name if issuer.department else "Sở"
    return Found(name, "agency", at + 1, words[at].end, agency=lookup(name))


def _inner_office(text: str, words: Sequence[Word], i: int, issuer: Issuer) -> Found | None:
    """ "Văn phòng Sở", "VP Sở của STP Thái Nguyên", "Văn phòng Sở Tư pháp", "Thanh tra Sở": an office named by its department."""
    after = at = _RELATIVE.end(words, i)
    if after == i or after >= len(words) or not words[after].gap.isspace():
        return None
    known = longest(text, words, i)
    head = expand(text[words[i].start : words[after - 1].end])
    if words[at].bare == "so" and not longest(text, words, at):
        at += 1
    link = at + (at < len(words) and words[at].key in {"của", "thuộc"})
    owner = longest(text, words, link) if link < len(words) and words[link].gap.isspace() else None
    if owner and owner.agency.family in {"so", "ban"} and (link > at or at == after):
        place = owner.place
        name = f"{head[:1].upper()}{head[1:]} {owner.agency.base}"
        return Found(name, "unit", owner.end, owner.stop, province=place.province if place else None)
    if at == after or (known and known.end > at):
        return None
    printed = text[words[i].start : words[at - 1].end]
    return Found(unit_name(printed, issuer), "unit", at, words[at - 1].end)


def _under_parent(text: str, words: Sequence[Word], span: tuple[int, int], issuer: Issuer) -> Found | None:
    """A unit with its parent: the parent answers ("Sở Y tế"), the unit acts; a unit of the issuer stays a unit."""
    start, link = span
    at = parent_at(text, words, link)
    if at is None:
        return None
    printed = text[words[start].start : words[link - 1].end].rstrip(" ,-–")
    parent = agency_at(text, words, at, issuer)
    name = unit_name(printed, issuer)
    if parent is None or parent.name == "Sở":
        return Found(f"{name} thuộc Sở", "unit", at + 1, words[at].end)
    if parent.name == issuer.name:
        return Found(name, "unit", parent.end, parent.stop)
    return Found(parent.name, "agency", parent.end, parent.stop, name, parent.province, parent.commune, parent.agency)


def _one_agency(text: str, words: Sequence[Word], i: int, found: Scan) -> bool:
    """ "UBND cấp tỉnh" and the like: one agency though its words could be a set."""
    known = longest(text, words, i)
    if known is None or known.end < found.end:
        return False
    return known.place is None or known.place.commune is not None or known.agency.level == "province"


def _province_of(text: str, words: Sequence[Word], found: Scan) -> str | None:
    """The province behind a phrase: "các đơn vị thuộc Sở Tư pháp Đồng Tháp"."""
    for piece in found.pieces:
        for j in range(piece.start, piece.end) if piece.role == "qualifier" else ():
            known = longest(text, words, j)
            if known and known.place and known.place.province:
                return known.place.province
    return None
