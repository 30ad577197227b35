"""Persons in a question: the signers of the held papers, marks and one slip aside, and names that no paper signs with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from corpus.agency_slips import one_letter_off
from corpus.spelling import bare
from ingest.grammar.unmarked import either

_WORD = re.compile(r"[^\W\d_]+")
_SURNAMES = (
    "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|đào|đoàn|trịnh|mai|lâm|lương|hà|cao|tạ|triệu"
    "|nông|ma|vi|lưu|chu|thái|tô|quách|kiều|la|tống|giáp|hứa|tăng|nghiêm|bạch|văn"
)
_SURE = re.compile(either(r"(?:nguyễn|trần|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|ngô|dương|trịnh|lương)\b"))
_SIR = r"(?:ông|đồng chí|đ/c|mr\.?)"
_TITLES = rf"(?:{_SIR}|bà|anh|chị|mrs\.?|ms\.?)"
_WORDS = r"(?:\s[^\W\d_]+)"
_TITLED = rf"(?P<title>{_TITLES})\s+(?P<titled>[^\W\d_]+{_WORDS}{{1,4}}?)"
_PLAIN = rf"(?P<plain>(?:{_SURNAMES}){_WORDS}{{1,4}}?)"
_ASKED = r"(?:đã |có |vừa )?(?P<verb>ký|kí|là ai|giữ chức|sign\w*|làm chức|chức vụ)\b"
_SIGNING = rf"(?:signed by|ký bởi|do)\s+(?:{_TITLES}\s+)?(?P<signing>(?:{_SURNAMES}){_WORDS}{{1,3}}?)(?=\s+ký\b|\W*$)"
_STRANGER = re.compile(either(rf"\b(?:(?:{_TITLED}|{_PLAIN})\s+{_ASKED}|{_SIGNING})"))
_IS_SIR = re.compile(either(_SIR))
_ANY = re.compile(either(rf"{_TITLES}|ký|kí|là ai|giữ chức|sign\w*|làm chức|chức vụ"))
_LEAST = 8  # letters of a name in which one may be wrong


def by_words(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Names by the same without marks: several names where marks would tell them apart."""
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(bare(name), set()).add(name)
    return {plain: frozenset(meant) for plain, meant in found.items()}


def named_persons(text: str, names: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """(start, end, names) of each person named in ``text``; ``names`` as ``by_words`` gives them."""
    words = [(found.start(), found.end(), bare(found.group())) for found in _WORD.finditer(text)]
    lengths = sorted({plain.count(" ") + 1 for plain in names}, reverse=True)
    taken = 0
    for length in lengths:
        for at in range(len(words) - length + 1):
            start, end = words[at][0], words[at + length - 1][1]
            meant = _meant(" ".join(word for _, _, word in words[at : at + length]), names)
            if meant and start >= taken:
                yield start, end, meant
                taken = end


def _meant(typed: str, names: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The names that are typed so, or with one letter wrong in a word."""
    if typed in names or len(typed) < _LEAST:
        return names.get(typed)
    first, last = typed.split(maxsplit=1)[0], typed.rsplit(maxsplit=1)[-1]
    close = (plain for plain in names if plain.startswith(first) or plain.endswith(last))
    return next((names[plain] for plain in close if one_letter_off(typed, plain)), None)


def unknown_person(text: str, restored: str | None = None) -> tuple[int, int] | None:
    """Where a person stands whom the question asks about by name: "ông Trần Văn Bình ký …".

    ``restored`` is the text with its marks, letter for letter: it tells "ky" that is "ký" from one that is "kỹ năng".
    """
    meant = (restored or text).lower()
    for found in _STRANGER.finditer(text.lower()):
        place = next((found.span(name) for name in ("titled", "plain", "signing") if found[name]), None)
        if place and _reads_so(found, meant) and _is_written_as_name(text, text[slice(*place)], found["title"]):
            return place
    return None


def _reads_so(found: re.Match[str], meant: str) -> bool:
    """Whether title and verb are still those words with their marks."""
    told = (found.span(name) for name in ("title", "verb") if found[name])
    return all(_ANY.fullmatch(meant[start:end]) for start, end in told)


def _is_written_as_name(text: str, name: str, title: str | None) -> bool:
    """With capitals; in a text without any, behind "ông", or with a surname that is no other word."""
    if title and _IS_SIR.fullmatch(title):
        return True
    if text.islower() or text.isupper():
        return _SURE.match(name.lower()) is not None
    words = name.split()
    return words[0][:1].isupper() if title else all(word[:1].isupper() for word in words)
