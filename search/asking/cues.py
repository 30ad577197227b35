"""What a question says of what it wants: its cues, and what stays when all that only shapes it is gone.

A cue is a small pattern over the bare question (``search.asking.cue_words``); what cues nothing either is noise.
"""

from __future__ import annotations

import re

from corpus.spelling import bare
from ingest.grammar.unmarked import either
from search.asking.cue_words import CUES

_ISSUED = re.compile(
    r"(?:ke hoach|chuong trinh|van ban) (?:cua|do)|plans? (?:of|by)|'s plan|\bplan of\b|\b(?:cua |o |tai |thuoc )?tinh nao\b"
)
_SHAPING = (
    r"(?<!\w)(?:thì sao|những|các|của|là|gì|nào|trong|theo|cho|hãy|và|có|được|phải|làm(?! (?:sạch|giàu|chủ))|sẽ|đã|không"
    r"|bao nhiêu|xin|hỏi"
    r"|tôi|em|anh|chị|cần(?! thơ)|biết|liệt kê|tìm|cho biết|với|thì|tại|ở|từ(?! xa)|đơn vị|cơ quan|mình|lấy"
    r"|giao(?! (?:thông|dịch|lưu|diện|ban))|việc(?! làm)|nhiệm vụ|kế hoạch|văn bản|chương trình|thế|đó|này|về"
    r"|liên quan(?: đến| tới)?|ra sao|như thế nào|kể cả|cụ thể|(?<!thực )(?<!thể )(?<!phát )(?<!xuất )hiện(?! (?:đại|vật"
    r"|trạng|tượng))|còn|đến|trước|sau"
    r"|(?:chỉ|không) tính(?: cụm(?: từ)?)?|cụm từ|có chữ|hạn(?! (?:chế|hán|mặn|ngạch|mức))|ngày(?! đêm)|tháng|năm|ai|vậy"
    r"|đấy|nhỉ|nhé|ạ|giữa"
    r"|(?:bao )?gồm|so với|tổng cộng|cả thảy|tất cả)(?!\w)"
)
_NOISE = re.compile(_SHAPING, re.IGNORECASE)
_CARELESS_NOISE = re.compile(either(_SHAPING), re.IGNORECASE)
_LOOKALIKES = re.compile(r"(?<!\w)(?:dạy|lái)(?!\w)", re.IGNORECASE)
_RUN = re.compile(r"\w+(?: \w+)*")
_UNMARKED = 0.42  # of the words; marked Vietnamese has up to a third of them
_LONGEST_CUE = 30  # a longer match spans words of the matter itself
_ENGLISH_NOISE = re.compile(
    r"\b(?:the|of|for|is|are|does|do|which|what|who|a|an|in|to|as|its|it|uses?|using|list|show|me|tasks?|plans?"
    r"|documents?|about|must|done|there"
    r"|and|or|by|with|on|at|that|this|under|from|any|all|be|due|agency|agencies)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|which|what|who|when|is|are|does|of|for|tasks?|plans?|list|how|many|lead|its|by|with|in|must|should|has|have"
    r"|before|after|under|from|about|deadlines?|departments?|agenc(?:y|ies)|communes?|wards?|documents?|papers?|and|or|than"
    r"|compared?|due|overdue|more|fewer|leads|led|police|each|where|whose|was|were|show|this|next|month|week|year"
    r"|replace[sd]?|cite[sd]?|implement(?:s|ed)?)\b"
)


def cues_in(question: str) -> frozenset[str]:
    """The names of the cues that the question holds."""
    plain = _unlike(question)
    return frozenset(name for name, pattern in CUES.items() if pattern.search(plain))


def without_cues(words: str, english: bool = False) -> str:
    """What stays of a text when the words that only shape the question are gone; marks are kept."""
    return " ".join(word for word in _kept(words, english).split() if any(c.isalnum() for c in word))


def spans_left(left: str, restored: str, english: bool = False) -> list[tuple[int, int]]:
    """Where what stays stands: the runs of words next to each other. ``restored`` is ``left`` with its marks, none blanked."""
    marked = "".join(letter if typed != " " else " " for letter, typed in zip(restored, left, strict=True))
    return [found.span() for found in _RUN.finditer(_kept(marked, english))]


def _kept(words: str, english: bool) -> str:
    """The text with what only shapes the question blanked, letter for letter."""
    plain = _unlike(words)
    kept = list(words)
    shaping = [match for pattern in (*CUES.values(), _ISSUED) for match in pattern.finditer(plain)]
    vietnamese = _CARELESS_NOISE if words.isascii() else _NOISE
    noise = (*vietnamese.finditer(words), *(_ENGLISH_NOISE.finditer(words) if english else ()))
    for match in (*shaping, *noise):
        if match.group() != "AI" and match.end() - match.start() <= _LONGEST_CUE:
            kept[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(kept)


def _unlike(text: str) -> str:
    """The text without marks, letter for letter, but for words that would then look like others: "dạy lái" is not "đẩy lại"."""
    return bare(_LOOKALIKES.sub(lambda match: "-" * len(match[0]), text))


def lacks_marks(text: str) -> bool:
    """Whether most words stand without marks: more than Vietnamese has by itself."""
    words = [word for word in text.split() if word.isalpha()]
    return sum(word.isascii() for word in words) > _UNMARKED * len(words)


def language_of(question: str) -> str:
    """``en`` for a question in English words, names aside; else ``vi``."""
    if len(_ENGLISH.findall(question.lower())) >= 2:
        return "en"
    words = list(filter(None, (word.strip(".,;:?!()\"'").lower() for word in question.split())))
    if not (question.isascii() and all(map(str.isalpha, words))):
        return "vi"  # of codes and figures the language cannot be told
    from index.meaning.english import english  # loads the index's package: 40 ms that marked questions need not pay

    return "en" if len(words) > 1 and english(words) else "vi"
