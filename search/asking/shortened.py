"""What officers shorten when they type, written out: "KH của Sở Y tế", "QĐ nào phải trình", "Chủ tịch tỉnh"."""

from __future__ import annotations

import re

_WORDS = {
    "kh": "kế hoạch", "qđ": "quyết định", "qd": "quyết định", "nq": "nghị quyết", "ctr": "chương trình", "tb": "thông báo",
    "bc": "báo cáo", "cv": "công văn", "vb": "văn bản", "nv": "nhiệm vụ", "htx": "hợp tác xã",
    "pct": "phó chủ tịch", "pgđ": "phó giám đốc",
    "j": "gì", "ko": "không", "đc": "được", "dc": "được",
    "trc": "trước", "ntn": "như thế nào",
}  # fmt: skip
_NAMES = r"(?<!Sở )(?<!so )"  # "Sở KH và CN"
_CODE = re.compile(rf"(?<![\w/&.-]){_NAMES}(?:{'|'.join(_WORDS)})(?![\w/&.-])(?!,? (?:và|va|&) cn\b)", re.IGNORECASE)
_CHAIR = re.compile(
    r"\b(?P<office>chủ tịch|chu tich)(?= (?:tỉnh|tinh|thành phố|thanh pho|xã|xa|phường|phuong)\b)", re.IGNORECASE
)


_TODAY = re.compile(r"\b(?:từ (?:nay|giờ|bây giờ)|tu (?:nay|gio|bay gio))(?= (?:cho )?(?:đến|tới|den|toi)\b)", re.IGNORECASE)
_DAY_OF = re.compile(r"\b(?:mùng|mồng|mung|mong)(?= \d)", re.IGNORECASE)
_THIS_DAY = re.compile(r"\b(?:sáng|chiều|sang|chieu) nay\b", re.IGNORECASE)


def written_out(text: str) -> str:
    """The text with codes of papers as words; in numbers ("144/KH-UBND") and names ("KH&CN") they stay."""
    text = _DAY_OF.sub("ngày", _THIS_DAY.sub("hôm nay", _TODAY.sub("từ hôm nay", text)))
    return _CHAIR.sub(r"\g<office> UBND", _CODE.sub(lambda found: _WORDS[found.group().lower()], text))
