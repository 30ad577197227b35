"""The words of a question that no filter took up: an answer must say that it does not heed them."""

from __future__ import annotations

import re

from corpus.spelling import bare
from search.asking.whole_plan import says_nothing

# Words that ask for nothing more than the rest does: "… phải xong trước 30/6", "nêu đích danh ở đâu", "danh sách việc …".
_HARMLESS = re.compile(
    r"(?:neu|hoac|boi|tien|do|thoi|gian|chu|ky|xong|gom|danh|sach|thuoc|cung|tinh|cum|noi|ke|ra|dau|chi|kem|khac|mot|minh|chiu"
    r"|chinh|chung|phan|cong|bi|mac|han|den|toi|dung|tung|luc|nay|hien|dang|day|thi|ma|se|moi|van|can|vay|a|oi|nhe|nhi|the|nao"
    r"|em|anh|chi|xin|cho|hoi|voi|giup|tra|cuu|ban|hanh|truc|cap|trung|uong|theo|quy|dinh|deadline|whose|name|were|was|been"
    r"|vong|there|any|please|and|or|that|must|should|need|all|full|only|them|their|which|tasks|have|has|no|s|but)"
)
_BODIES = frozenset(
    {"so", "xa", "phuong", "department", "departments", "commune", "communes"}
)  # "nhiệm vụ của xã": whole plans are asked about in these words too
_PHRASES = re.compile(r"\b(?:hoan thanh|thuc hien|can lam)\b")  # "nhiệm vụ hoàn thành trong quý III"
# Kinds that names, a topic and the kind alone say; of them the second list says what else only belongs to the kind.
BY_KIND = frozenset(
    {"ranking", "extremes", "row_sizes", "signed_by_office", "plans_made", "papers_held", "agencies_compared", "in_both"}
)
_KIND_WORDS = re.compile(
    r"\b(?:nhat|gan|gap|kip|som|muon|xa|tre|moi|cu|lau|cuoi|sau|dau|tien|ky|ten|pho|chu|tich|giam|doc|bi|thu|truong|ban|chanh"
    r"|van|phong|noi|dung|kho|ubnd|thay|mat|most|fewest|least|newest|latest|oldest|earliest|last|first|next|nearest|urgent"
    r"|tro|len|it|nhieu|hon|\d+|hai|ba|bon|nam|mot|tu|tren|deputy|vice|director|chairman|secretary|signed|by|sap|so|xep|hang|thong|ke|theo|tung|dem|da|duoc|lap|xay|dung|gui"
    r"|top|trung|binh|quan|ben|hay|average|each|on|giong|nhau|deu|vua|lan|chung|ca)\b"
)
_MARKED = re.compile(r"\btrùng\b")  # without its mark it is of "trung ương"
_WORD = re.compile(r"[^\W_]+")


def not_heeded(words: str) -> str:
    """The words, where any of them says something; empty where all of them only shape the question."""
    plain = _PHRASES.sub(" ", bare(words))
    telling = any(map(_tells, _WORD.findall(plain))) or _MARKED.search(words.lower())
    return " ".join(words.split()).strip(" ?.!,()") if telling else ""


def beside_kind(words: str) -> str:
    """The words, where any says more than the kind of question does; else empty."""
    return words if not_heeded(_KIND_WORDS.sub(" ", bare(words))) else ""


def _tells(word: str) -> bool:
    return word in _BODIES or not (_HARMLESS.fullmatch(word) or says_nothing(word))
