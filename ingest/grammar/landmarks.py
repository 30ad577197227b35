"""Printed landmarks of an office paper that more than one reader looks for (Nghị định 30/2020/NĐ-CP, Phụ lục I).

Text is NFC and blanks are single where a pattern spans words.
"""

import re

# Quốc hiệu and Tiêu ngữ, right column of page 1: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", both tone placements.
NATIONAL_NAME = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM")
MOTTO = re.compile(r"Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc", re.IGNORECASE)

# The Party's head line stands where the state has the Quốc hiệu.
PARTY_NAME = re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")

# "Nơi nhận:" opens the left half of the signature table.
RECIPIENTS = re.compile(r"\W*Nơi\s+nhận\W*(?:\n|$)")

# "Thái Nguyên, ngày 14 tháng 4 năm 2026"; day and month may be blank or dotted before signing.
# Upper and lower case alternate in Unicode's Vietnamese block: no range such as "À-Ỹ" holds one case only.
_LETTERS = [chr(code) for block in ((0x41, 0x7B), (0xC0, 0x1B1), (0x1EA0, 0x1EFA)) for code in range(*block)]
_UPPER, _LOWER = "".join(filter(str.isupper, _LETTERS)), "".join(filter(str.islower, _LETTERS))
_PLACE = rf"(?:TP\.?\s*)?[{_UPPER}][{_LOWER}]+(?:[\s-][{_UPPER}][{_LOWER}]+){{0,4}}"
HOUR = r"(?:(?:hồi|lúc)\s+\d{1,2}\s*(?:giờ|h)\s*(?:\d{1,2}(?:\s*phút)?)?,?\s*)?"  # a dispatch: "hồi 14 giờ 00 ngày …"
_BLANK = r"[\d\s.…_]*"
PLACE_DATE = re.compile(rf"(?:{_PLACE}|[.…]+)\s*,\s*{HOUR}ngày{_BLANK}tháng{_BLANK}năm{_BLANK}")

# "Số: 144/KH-UBND", "Số:      /KH-STP", "Số 41-KH/TU".
NUMBER_LINE = re.compile(r"Số\s*:?\s*\d*[a-zđ]?\s*[/-]\s?[\w./&-]+")

# Before the name of an officer who signs: "Đại tá Nguyễn Văn An".
RANK = re.compile(r"^(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)\s")
