"""Is this the garbage that an old Vietnamese font or a wrong decoding leaves? TCVN3, VNI, UTF-8 read as Windows-1252."""

import re

# Letters that only Vietnamese in Unicode has; every real page is full of them.
_VIETNAMESE = re.compile(r"[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")

# Each pattern matches one wrongly shown letter beside a right one.
_GARBAGE = {
    # "Uû ban nh©n d©n", "®ång": the font draws © as â, ® as đ, ­ as ư, µ as à, ¸ as á.
    "TCVN3 (phông .VnTime)": re.compile(r"(?<=[A-Za-z])[¨-®µ-¾Æ]|[¨-®µ-¾](?=[A-Za-z])"),
    # "UÛY BAN NHAÂN DAÂN", "ñoàng": the mark stands as a letter of its own after the vowel.
    "VNI (phông VNI-Times)": re.compile(r"[AEOUYaeouyÔôÖö][ØÙÛÕÏÂÁÀÅÃÄÉÈËÊÜÚøùûõïâáàåãäéèëêüú]|[ñÑ](?=[aeouôöAEOUÔÖ])"),
    # "á»§y ban", "Ä‘á»“ng": UTF-8 bytes shown one by one.
    "UTF-8 bị đọc nhầm thành Windows-1252": re.compile(r"á[º»].|Ä[‘\u0091]|Æ[°¡]|Ã[\u0080-¿]"),
}
# At least five, three times as many as right letters, and 5 % of the text: in a real legacy text it is 9 % (TCVN3) or 13 %
# (VNI), while French "où" or a few "©" stay below.
_ENOUGH, _TIMES_RIGHT, _SHARE = 5, 3, 0.05


def suspected_encoding(text: str) -> str | None:
    """The legacy encoding that ``text`` looks like, in words for people; ``None`` where it reads as Unicode Vietnamese."""
    right = len(_VIETNAMESE.findall(text))
    wrong = {name: len(pattern.findall(text)) for name, pattern in _GARBAGE.items()}
    name = max(wrong, key=lambda key: wrong[key])
    return name if wrong[name] >= max(_ENOUGH, _TIMES_RIGHT * right, _SHARE * len(text)) else None
