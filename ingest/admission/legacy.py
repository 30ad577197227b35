"""Text typed before Unicode: the letters that old fonts draw from other signs, TCVN3 (ABC, .VnTime) and VNI (VNI-Times).

Such text reads as garbage ("Uû ban nh©n d©n", "UÛY BAN NHAÂN DAÂN"). It is recognised by its font or by the density of the
signs, and converted by the tables of the two encodings (TCVN 5712:1993, VN3; VNI for Windows).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.model import Notice
from corpus.spelling import bare

TCVN3 = "TCVN3 (phông .VnTime)"
VNI = "VNI (phông VNI-Times)"
TWICE_ENCODED = "UTF-8 bị đọc nhầm thành Windows-1252"
CONVERTIBLE = frozenset({TCVN3, VNI})

# Letters that only Vietnamese in Unicode has; every real page is full of them.
_VIETNAMESE = re.compile(r"[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")

# Each pattern matches one wrongly shown letter beside a right one.
_GARBAGE = {
    # "Uû ban nh©n d©n", "®ång": the font draws © as â, ® as đ, ­ as ư, µ as à, ¸ as á.
    TCVN3: re.compile(r"(?<=[A-Za-z])[¨-®µ-¾Æ]|[¨-®µ-¾](?=[A-Za-z])"),
    # "UÛY BAN NHAÂN DAÂN", "ñoàng": the mark stands as a letter of its own after the vowel.
    VNI: re.compile(r"[AEOUYaeouyÔôÖö][ØÙÛÕÏÂÁÀÅÃÄÉÈËÊÜÚøùûõïâáàåãäéèëêüú]|[ñÑ](?=[aeouôöAEOUÔÖ])"),
    # "á»§y ban", "Ä‘á»“ng": UTF-8 bytes shown one by one.
    TWICE_ENCODED: re.compile(r"á[º»].|Ä[‘\u0091]|Æ[°¡]|Ã[\u0080-¿]"),
}
# At least five, three times as many as right letters, and 5 % of the text: in a real legacy text it is 9 % (TCVN3) or 13 %
# (VNI), while French "où" or a few "©" stay below.
_ENOUGH, _TIMES_RIGHT, _SHARE = 5, 3, 0.05

_TCVN3_FONT = re.compile(r"\.?vn[\w -]*", re.IGNORECASE)  # ".VnTime", ".VnArial NarrowH"
_TCVN3_CAPITALS = re.compile(r"\.vn.*H", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni[ -].*", re.IGNORECASE)  # "VNI-Times", "VNI Helve"


def suspected_encoding(text: str) -> str | None:
    """The legacy encoding that ``text`` looks like, in words for people; ``None`` where it reads as Unicode Vietnamese."""
    right = len(_VIETNAMESE.findall(text))
    wrong = {name: len(pattern.findall(text)) for name, pattern in _GARBAGE.items()}
    name = max(wrong, key=lambda key: wrong[key])
    return name if wrong[name] >= max(_ENOUGH, _TIMES_RIGHT * right, _SHARE * len(text)) else None


def is_unicode(text: str) -> bool:
    """Whether it holds a letter that no legacy font has: the name of an old font often outlives a conversion."""
    return _VIETNAMESE.search(text) is not None


def encoding_of_font(name: str) -> str | None:
    """``TCVN3``, ``VNI`` or ``None`` for the name of a font."""
    if name.startswith(".") and _TCVN3_FONT.fullmatch(name):
        return TCVN3
    return VNI if _VNI_FONT.fullmatch(name) else None


def is_capital_font(name: str) -> bool:
    """ ".VnTimeH" and its kind draw every letter as a capital."""
    return _TCVN3_CAPITALS.fullmatch(name) is not None


def from_font(text: str, font: str) -> str:
    """``text`` as it prints in ``font``; unchanged in any other font, and where it is Unicode already."""
    encoding = encoding_of_font(font)
    if encoding is None or is_unicode(text):
        return text
    converted = to_unicode(text, encoding)
    return converted.upper() if is_capital_font(font) else converted


def ends_open(text: str, following: str) -> bool:
    """Whether ``following`` begins with the VNI mark of the vowel that ends ``text``."""
    return bool(text and following) and text[-1] + following[0] in _VNI and text[-2:] not in _VNI


def to_unicode(text: str, encoding: str) -> str:
    """``text`` (its bytes shown as Windows-1252) from ``TCVN3`` or ``VNI`` to NFC; any other name leaves it unchanged.

    TCVN3 has no capital vowels with a tone, people typed the small ones: "TØNH" → "TỈNH", by the letters around them.
    """
    if encoding == VNI:
        return _VNI_PART.sub(lambda found: _VNI[found[0]], text)
    return _capitalised(text.translate(_TCVN3), text) if encoding == TCVN3 else text


def converted_notice(encodings: Iterable[str]) -> Notice:
    """What a reader says of a file that it converted."""
    names = ", ".join(sorted(set(encodings)))
    message = f"Tệp gõ bằng bảng mã cũ, {names}; chữ đã được chuyển sang Unicode. Hãy đối chiếu với bản gốc."
    return Notice("legacy_font_converted", message)


# Letters in the order of their codes in each row of TCVN 5712, VN3.
_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§" "¨©ª«¬\u00ad®" "µ¶·¸¹" "»¼½¾Æ" "ÇÈÉÊË" "ÌÎÏÐÑ" "ÒÓÔÕÖ" "×ØÜÝÞ" "ßáâãä" "åæçèé" "êëìíî" "ïñòóô" "õö÷øù" "úûüýþ",
    "ĂÂÊÔƠƯĐ" "ăâêôơư" "đ" "àảãáạ" "ằẳẵắặ" "ầẩẫấậ" "èẻẽéẹ" "ềểễếệ" "ìỉĩíị" "òỏõóọ" "ồổỗốộ" "ờởỡớợ" "ùủũúụ" "ừửữứự" "ỳỷỹýỵ",
)  # fmt: skip
_SMALL_ONLY = frozenset("µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ")
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(r"[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?")


def _capitalised(converted: str, typed: str) -> str:
    """TCVN3 text whose small toned vowels stand in capital words, those put right: "CHñ TÞCH" → "CHỦ TỊCH"."""
    words = list(_WORD.finditer(converted))
    pieces: list[str] = []
    end = 0
    for i, word in enumerate(words):
        raw = typed[word.start() : word.end()]
        if not _SMALL_ONLY.isdisjoint(raw) and _is_capital(word[0], raw, _beside(converted, words, i)):
            pieces += [converted[end : word.start()], word[0].upper()]
            end = word.end()
    return "".join([*pieces, converted[end:]])


def _is_capital(word: str, raw: str, beside: list[str]) -> bool:
    """Two capitals say it; one, or none, only beside a capital syllable: "Uû ban" and "Uû BAN" differ."""
    cased = [letter for letter, sign in zip(word, raw, strict=True) if sign not in _SMALL_ONLY]
    if not all(letter.isupper() for letter in cased):
        return False
    return len(cased) >= 2 or (bool(beside) and all(_is_capital_syllable(other) for other in beside))


def _beside(text: str, words: list[re.Match[str]], i: int) -> list[str]:
    """The words that only blanks part from word ``i``."""
    found = []
    for left, right, other in ((i - 1, i, i - 1), (i, i + 1, i + 1)):
        if 0 <= other < len(words) and text[words[left].end() : words[right].start()].strip(" \t") == "":
            found.append(words[other][0])
    return found


def _is_capital_syllable(word: str) -> bool:
    """ "BAN" and "NHâN" as far as its own capitals go, but not the code "UBND"."""
    capitals = sum(letter.isupper() for letter in word)
    return capitals >= 2 and not any("a" <= letter <= "z" for letter in word) and bool(_SYLLABLE.fullmatch(bare(word)))


_VNI_VOWELS = {
    "a": "á à ả ã ạ", "aê": "ă ắ ằ ẳ ẵ ặ", "aâ": "â ấ ầ ẩ ẫ ậ", "e": "é è ẻ ẽ ẹ", "eâ": "ê ế ề ể ễ ệ", "o": "ó ò ỏ õ ọ",
    "oâ": "ô ố ồ ổ ỗ ộ", "ô": "ơ ớ ờ ở ỡ ợ", "u": "ú ù ủ ũ ụ", "ö": "ư ứ ừ ử ữ ự", "y": "ý ỳ ỷ ỹ",
}  # fmt: skip
# The mark behind a vowel: level tones of ê, â first, then acute, grave, hook, tilde, dot.
_VNI_MARKS = {1: "ùøûõï", "ê": "éèúüë", "â": "áàåãä"}
_VNI_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}


def _vni() -> Iterator[tuple[str, str]]:
    """Every VNI spelling of one letter, in small and capital letters and with a capital vowel before a small mark."""
    pairs = list(_VNI_SINGLE.items())
    for spelling, letters in _VNI_VOWELS.items():
        vowel, shape = spelling[0], spelling[1:]
        plain, toned = letters.split(), _VNI_MARKS[shape or 1]
        if shape or vowel in "ôö":
            pairs.append((spelling, plain.pop(0)))
        pairs += [(vowel + mark, letter) for mark, letter in zip(toned, plain, strict=False)]
    for spelling, letter in pairs:
        yield spelling, letter
        yield spelling.upper(), letter.upper()
        if len(spelling) > 1:
            yield spelling[0].upper() + spelling[1:], letter.upper()
            yield spelling[0] + spelling[1:].upper(), letter


_VNI = dict(_vni())
_VNI_PART = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
