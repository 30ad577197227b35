"""Does a question ask which papers there are, by issuer, place or day? "tỉnh X có những kế hoạch nào", "văn bản của các sở"."""

from __future__ import annotations

import re

from corpus.spelling import bare

_TYPES = {
    "ke hoach": "kế hoạch", "chuong trinh": "chương trình", "thong bao": "thông báo", "quyet dinh": "quyết định",
    "nghi quyet": "nghị quyết", "cong van": "công văn",
    "chi thi": "chỉ thị", "cong dien": "công điện", "plan": "kế hoạch", "programme": "chương trình",
}  # fmt: skip
_PAPER = rf"(?:(?P<type>{'|'.join(_TYPES)})s?|van ban|documents?|papers?)"
_MANY = r"(?:nhung|cac|liet ke|danh sach|bao nhieu|may|moi|tat ca|which|what|how many|list(?: the| all)?)"
_WHETHER = re.compile(rf"\bco (?:\w+ )?{_PAPER} (?:\w+ )?(?:khong|chua)\b")
_THERE_IS = re.compile(r"\b(?:is|are) there (?:an? |any )?(?:plans?|documents?|papers?)\b")
_ASKED = (
    re.compile(rf"\b{_MANY} (?:ve |cac |nhung )?{_PAPER}\b"),
    re.compile(rf"\b{_PAPER} (?:nao|gi)\b"),
    _WHETHER,
)
_NUMBER_OF = re.compile(  # "kế hoạch của Sở Tư pháp số mấy"
    rf"\b{_PAPER}\b.{{0,60}}\bso (?:may|bao nhieu|hieu)\b"
)
_UNSAID: dict[str, str] = {"number": "so(?: hieu)?", "date": "ngay", "home": "tinh", "signer": "(?:ten )?nguoi ky"}
_LACKING = re.compile(
    rf"\b{_PAPER}\b.{{0,12}}\b(?:chua|khong|ko|thieu)(?: (?:co|ro|neu|ghi|in|doc duoc|biet|xac dinh))*"
    rf" (?:{'|'.join(f'(?P<{name}>{words})' for name, words in _UNSAID.items())})\b(?!\W*\d)"
)
_OF = re.compile(
    rf"^(?:cho hoi |cac |nhung )?{_PAPER} (?:(?:cua|do|o|tai|ban hanh|ky|moi|of|by|from|issued|tinh|thanh pho|tp)\b"
    r"|nam 20\d\d\b)"
)
_ISSUES = re.compile(r"(?<!phai )(?<!can )(?<!se )\bban hanh (?:duoc |ra )?(?:nhung )?gi\b")  # "Sở Nội vụ ban hành những gì"
_STORE = re.compile(
    rf"\b(?:{_PAPER}|kho|moi(?! nhat)|ky|loai|danh sach|(?:dang )?luu(?: giu| tru)?|hien|he thong|co so du lieu"
    r"|store|database|system)\b"
)
_GIVES = re.compile(r"\b(?:giao|neu ten|nhac den|noi ve)\b")  # "văn bản nào giao việc cho Sở Y tế"
_STANDS_IN = re.compile(r"\bco (?:ten|mat|trong)\b|\bnao co\b(?! cua)")  # "Sở Y tế có tên trong kế hoạch nào"
_KINDS = re.compile(r"\bloai (?:van ban|giay to)\b|\b(?:types?|kinds?) of (?:documents?|papers?)\b")
_DATED = re.compile(rf"\bban hanh\b|\bky (?:ngay|sau|truoc|trong|tu|vao|den)\b|\b{_PAPER} moi\b(?! nhat)|\bissued\b|\bdated\b")


def asks_for_papers(text: str) -> bool:
    """Whether papers themselves are asked for, several of them or which."""
    plain = bare(text)
    return any(pattern.search(plain) for pattern in (*_ASKED, _ISSUES, _NUMBER_OF, _THERE_IS))


def asks_where_it_stands(text: str, names_agency: bool) -> bool:
    """Whether the papers are asked for by what stands in them: "kế hoạch nào giao việc cho Sở Y tế"."""
    plain = bare(text)
    return _GIVES.search(plain) is not None or (names_agency and _STANDS_IN.search(plain) is not None)


def lacking(text: str) -> str | None:
    """What the asked papers do not say: ``number date home signer``; ``None`` for any other question."""
    found = _LACKING.search(bare(text))
    return next((name for name in _UNSAID if found[name]), None) if found else None


def asks_for_types(text: str) -> bool:
    """ "kho có loại văn bản nào"."""
    return _KINDS.search(bare(text)) is not None


def without_paper(words: str) -> str:
    """The words beside the type of paper and the store: "chỉ thị Lạng Sơn" leaves "Lạng Sơn"."""
    kept = list(words)
    for found in _STORE.finditer(bare(words)):
        kept[found.start() : found.end()] = " " * (found.end() - found.start())
    return " ".join("".join(kept).split())


def asks_whether(text: str) -> bool:
    """ "phường Bến Gót đã có kế hoạch chưa"."""
    return _WHETHER.search(bare(text)) is not None


def speaks_of_papers(text: str) -> bool:
    """Whether a question that is no more than a name is one of papers: "văn bản của tỉnh Đồng Tháp"."""
    return _OF.search(bare(text)) is not None


def speaks_of_issue(text: str) -> bool:
    """Whether its days are those on which papers were issued: "văn bản ban hành trước 15/4"."""
    return _DATED.search(bare(text)) is not None and speaks_of_papers(text)


def type_asked(text: str) -> str | None:
    """The type of paper that is asked for, as papers print it in small letters; ``None`` for any."""
    plain = bare(text)
    found = next((match for pattern in (*_ASKED, _OF) if (match := pattern.search(plain))), None)
    return _TYPES[found["type"]] if found and found["type"] else None
