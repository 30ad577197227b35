"""In which shapes does print name a time? Regexes of named parts, each with a real example, for ``ingest.grammar.periods``."""

from __future__ import annotations

import re

_Y = r"(?P<year>(?:19|20)\d\d)(?!\d)"
# letters that a scan reads for figures: "Tháng l2", "1O/2026", "quý II I", "quý III/2O26" are no February, no January, …
_MISREAD = "lIOoSZB|"
_WHOLE = rf"(?![{_MISREAD}])"  # a figure ends here
_TRUE_YEAR = r"(?!\s?/\s?\d*[lIOo])"
_OF_YEAR = rf"(?:\s*(?:/|-|–|,?\s*năm\s)\s*{_Y}|\s+{_Y.replace('year', 'year2')})?"  # "/2026", " năm 2026", " 2026"
_POINT = r"(?:(?<!tuần )(?P<point>đầu|giữa|cuối)\s+)?"  # "tuần đầu tháng 6" is no first of June
# nor is "kỳ họp (thường lệ) giữa năm" the thirtieth
_NO_SITTING = r"(?<!họp )(?<!lệ )(?<!họp HĐND )(?<!HĐND tỉnh )(?<!HĐND xã )(?<!HĐND thành phố )"
_MONTH = rf"\d{{1,2}}(?!\d|\s?/\s?\d{{1,2}}/){_WHOLE}{_TRUE_YEAR}"
_AND = r"\s*(?:,|;|và|-|–|\+|&)\s*"
_T = r"\bT\.?(?=\d{1,2}\b)"  # "T3-T11/2026"
# "tháng 6, 7", "(tháng 6, 7)"; but one month alone in "tháng 6; 2. Rà soát"
_LISTED_MONTH = rf"(?:{_MONTH}(?=\s*(?:/|-|–|,|;|và|năm|$))|(?<!; )(?<!;){_MONTH}(?=\s*\)|\.(?!\d)))"
_MORE_MONTHS = rf"(?:{_AND}(?:tháng\s*{_MONTH}|{_T}{_MONTH}|{_LISTED_MONTH}))*"
_ROMAN = rf"(?:IV|I{{1,3}})(?!\w|\s[Il1|](?!\w|/\d{{1,2}}(?!\d))){_TRUE_YEAR}"
_QUARTER = rf"(?:{_ROMAN}|[1-4](?!\w){_TRUE_YEAR}|(?:một|hai|ba|tư|bốn)(?!\w))"
_QUY = r"(?:quý|quí|qúy)\s*"  # the last is a slip of the mark
_MORE_QUARTERS = rf"(?:{_AND}(?:{_QUY}{_QUARTER}|{_ROMAN}|[1-4](?=\s*(?:/|năm|[;.)]|$))))*"
NUMERALS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_SPOKEN = "|".join(name for name in reversed(NUMERALS) if name != "năm")  # "ngày … tháng năm 2026" is a blank date

_DM = r"(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})"
_DAY_WORD = rf"(?:ngày\s+)?(?<![\d/.,{_MISREAD}])"
_COUNTED = r"(?<!tuần )(?<!thứ )(?<!lần )(?<!đợt )"  # "tuần 2 tháng 4" is no second of April

SHAPES = {  # an earlier one wins over a later where they overlap
    # "ngày 10-12/5/2026", "ngày 10 đến ngày 12/5", "từ 10 đến 12/5"; a cell that begins with "10 - 12/5"
    "days": rf"(?:ngày\s+|(?<=từ )|(?<=\A))(?P<from>\d{{1,2}})\s*(?:-|–|đến(?:\s+ngày)?)\s*{_DM}(?:\s?/\s?{_Y})?(?![\d/])",
    # "ngày 08 tháng 4 năm 2026", "30 tháng 4"
    "spelt": rf"{_DAY_WORD}{_COUNTED}(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}})(?!\d)(?:\s*(?:/|,?\s*năm)\s*{_Y})?",
    # "ngày 30/4/2026", "30/4", "15/4/⏎2026", "30/4/26"
    "slashed": rf"{_DAY_WORD}{_DM}(?:\s?/\s?(?P<year>(?:19|20)\d\d|\d\d))?(?![\d/]|\s?%)",
    # "01-10-1997", "30.4.2026", "30 - 6 - 2026"
    "dashed": rf"{_DAY_WORD}(?<!-)(?P<day>\d{{1,2}})(?P<mark>\s?-\s?|\.)(?P<month>\d{{1,2}})(?P=mark){_Y}",
    # "6 tháng đầu năm 2026", "nửa cuối năm"
    "half": rf"(?:(?:0?6|sáu)\s+tháng|nửa)\s+(?P<half>đầu|cuối)\s+(?:của\s+)?năm(?:\s+{_Y})?",
    # "tháng 4/2026", "tháng 4, tháng 5 năm 2026", "cuối tháng 4", "T4/2026", "T3-T11/2026"
    "months": rf"{_POINT}(?:tháng\s*|\bT\.?(?=\d{{1,2}}\s?(?:/|[-–]\s?T)))(?P<months>{_MONTH}{_MORE_MONTHS}){_OF_YEAR}",
    # "tháng Tư/2026", "tháng mười hai"
    "spoken_month": rf"(?<!\d ){_POINT}tháng\s+(?P<spoken>{_SPOKEN})(?!\w){_OF_YEAR}",
    # "quý III/2026", "quý III, quý IV năm 2026", "Q3 2026", "quý ba"
    "quarters": rf"{_POINT}(?:\b{_QUY}|\bQ\.?\s?)(?P<quarters>{_QUARTER}{_MORE_QUARTERS}){_OF_YEAR}",
    # the end of "Quý IV/2026 - I/2027"
    "bare_quarter": rf"(?<=\d\d\d\d)\s?(?:-|–|,|và)\s?(?P<quarters>{_ROMAN})\s?/\s?{_Y}",
    # "04/2026", "04-2026"
    "bare_month": rf"(?<![\d/.,{_MISREAD}-])(?<!quý )(?<!quí )(?<!qúy )"
    rf"(?P<months>1[0-2]|0?[1-9])(?:\s?/\s?|(?<=\d\d)-){_Y}(?![/-])",
    # "năm học 2026 - 2027"
    "school": rf"năm\s+học\s+(?P<from>20\d\d)\s*(?:-|–|/)\s*{_Y}",
    # "giai đoạn 2026 - 2030", "từ 2026 đến 2030", "các năm 2026, 2027 và 2028"
    "years": rf"(?:(?:giai\s+đoạn\s+|(?:các\s+)?năm\s+)?(?<![\d/.,-])(?P<from>20\d\d)\s*(?:-|–|đến(?:\s+năm)?)\s*"
    rf"|năm\s+(?P<from2>20\d\d)\s*(?:,|và)\s*(?:năm\s+)?(?:20\d\d\s*(?:,|và)\s*(?:năm\s+)?)*){_Y}(?![/-])",
    # "năm 2026", "cuối năm 2026", "cuối năm"; a cell that is only "2026" or "Trong năm"
    "year": rf"{_NO_SITTING}(?:{_POINT}năm\s+{_Y}|(?P<point2>đầu|giữa|cuối)\s+năm(?!\s*\d|\s+học))"
    rf"|\A\s*{_Y.replace('year', 'year2')}\s*\Z|\A\W*trong\s+năm\W*\Z",
}
# What may stand between members of a list whose last one has the year: "05/6 và 05/12/2026", "từ 11/9 đến hết năm 2026".
JOINT = re.compile(r"\s*(?:,|;|và|hoặc|-|–|đến|tới)?\s*(?:trước|hết|từ)?\s*", re.IGNORECASE)
