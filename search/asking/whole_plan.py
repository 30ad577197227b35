"""Is the whole plan asked about, or something in it? "đã bao phủ hết nhiệm vụ tỉnh giao chưa" names nothing to look for."""

from __future__ import annotations

import re

from corpus.spelling import bare

# What is left of a question about a whole plan when its names and cues are gone.
_SHAPING = re.compile(
    r"(?:bao|phu|quat|het|day|du|toan|bo|tat|ca|moi|tinh|cap|tren|ubnd|uy|ban|chua|da|co|khong|so|voi|ke|hoach|nhiem|vu|viec"
    r"|giao|duoc|cua|cac|nhung|thieu|gi|nao|con|lai|muc|phan|noi|dung|yeu|cau|chi|dao|trien|khai|thuc|hien|dap|ung|dua|vao|the"
    r"|sot|khac|diem|dau|ra|ten|thi|ma|la|roi|ha|a|nhi|nhe|xem|hay|cho|biet|theo|cu|ro|do|sanh|nhu|nhau|thong|kiem|tra|giup|minh|toi|all|every|everything"
    r"|nhieu|it|hon|hoac|ben|giua|cung|trung|binh|tung|kho|trong|xa|phuong|quan|don|vi|nganh|dia|phong|list|of|the|agencies"
    r"|whole|fully|complete|completely|parent|province|provincial|superior|enough|gaps?|missing|tasks?|plan|compared?|may|communes?|wards?|departments?|has|have|more|fewer|less|than|and|or|in|with|between|versus|vs)"
)
_GAPS = re.compile(  # what is missing as a whole, though no plan is named: "Sở Y tế còn thiếu gì so với tỉnh giao"
    r"\bbao (?:phu|quat)|\bphu het|\bcon (?:thieu|sot)|\bbo sot"
    r"|\bthieu (?:nhung )?(?:gi|viec|nhiem vu)\b.*\b(?:so voi|tinh|cap tren)\b"
    r"|\bchua (?:duoc )?(?:dua|the hien)(?: (?:het|du))? (?:vao|trong|o) (?:ke hoach|chuong trinh)\b"
    r"|\bmissing from\b|\bdoes .* cover\b"
)

_PARENT = re.compile(
    r"\bhon (?:so voi )?(?:han |thoi han |ke hoach )?(?:cua )?(?:ubnd )?(?:tinh|cap tren)\b"
    r"|\bso voi (?:han |thoi han |ke hoach )?(?:cua |do )?(?:ubnd )?(?:tinh|cap tren)\b|than? the province"
)
_DIFFERENCES = re.compile(
    r"\bkhac (?:voi )?(?:han |thoi han )?(?:cua )?ke hoach (?:cua )?(?:ubnd )?(?:tinh|cap tren)\b"
    r"|\bkhac (?:gi|biet|nhau|o dau|nhu the nao|the nao)\b|\bkhac (?:so )?voi\b|\bsai khac\b"
    r"|\bthay doi (?:gi )?so voi\b|\bdiffers?\b"
)


def says_nothing(words: str) -> bool:
    """Whether the words left over name nothing that a plan could hold."""
    return all(_SHAPING.fullmatch(word) for word in re.findall(r"\w+", bare(words)))


def asks_for_gaps(text: str) -> bool:
    return _GAPS.search(bare(text)) is not None


def speaks_of_parent(text: str) -> bool:
    """ "xã Đồng Lạc có hạn nào muộn hơn tỉnh giao"."""
    return _PARENT.search(bare(text)) is not None


def asks_for_differences(text: str) -> bool:
    """ "kế hoạch của Sở Tư pháp khác gì so với kế hoạch của tỉnh"."""
    return _DIFFERENCES.search(bare(text)) is not None
