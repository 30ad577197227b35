"""Strange questions: what nobody means, but somebody types or sends."""

from __future__ import annotations

import random
from collections.abc import Iterator

WORST = (
    "", " ", "\n\t", "?", "." * 500, "\x00", "\x00\x01\x02 sở \x7f", "\ud800 lẻ", "\u202e ngược \u2066", "\ufeff", "🙂" * 50,
    "<script>alert(1)</script> Sở Tư pháp phải làm gì", "<img src=x onerror=alert(1)>", "'; DROP TABLE task; --", "\" OR 1=1 --",
    "AND OR NOT", "NEAR(sở, tư)", "sở AND (tư OR pháp) NOT y*", "+sở -tư ~pháp^2", "content:sở", "[a TO z]", "{!func}", "\\", "/sở/",
    "((((((((((", ")" * 400, "“" * 300, "“Sở Tư pháp", "”«»“", "%s %d {0} {x}", "${jndi:ldap://x}", "../../etc/passwd", "=cmd|' /C calc'!A0",
    "a" * 10_000, "sở " * 3_000, "Sở Tư pháp phải làm gì " * 400, "152/KH-UBND " * 600, "30/4/2026 " * 900, "(" * 5_000 + "sở",
    "99/99/9999", "ngày 31/02/2026", "tháng 13/2026 quý V quý 9", "phụ lục MMMM stt 99999", "0/KH-UBND", "-1/KH-UBND", "1e309/KH-UBND",
    "từ quý IV lên quý IV", "trước ngày 00/00/0000", "năm 0000", "năm 99999", "tháng 0", "quý 0", "STT 0 phụ lục 0",
    "ai ai ai ai", "không không không", "Sở Sở Sở Sở Sở", "kế hoạch của của của", "nhiệm vụ về về về", "liên quan đến", "không kèm",
    "có sản phẩm là", "có sản phẩm là ?", "hạn của", "ai ký", "“” là gì", "so sánh", "còn thiếu", "bao nhiêu", "đếm xem", "which", "what when who",
)  # fmt: skip
_PIECES = (
    "Sở Tư pháp", "so y te", "Công an tỉnh", "152/KH-UBND", "144/KH-UBND", "08-CTr/BCĐ", "phụ lục I", "phu luc 2", "STT 7", "mục III.2",
    "trước 30/4", "quý III", "hằng tháng", "quá hạn", "chủ trì", "phối hợp", "không", "chỉ", "cả", "và", "hoặc", "bao nhiêu", "ai ký",
    "hạn của", "sản phẩm là", "nguồn", "thay thế", "văn bản nào", "kế hoạch nào", "which tasks", "who leads", "“", "”", "(", ")", "?", "<b>", "&",
    "%", "\x00", "\u200b", "ế", "đ", "Đ", "𝔘", "1", "2026", "/", "-", "*", "~", '"', "'", "\\", "liên quan", "xã Đồng Lạc", "điều chỉnh", "từ", "lên",
)  # fmt: skip


def strange(count: int, seed: int = 1) -> Iterator[str]:
    """The worst ones, then ``count`` made by chance: pieces of questions in any order, random letters, cut and mixed ones."""
    yield from WORST
    chance = random.Random(seed)
    for _ in range(count):
        kind = chance.randrange(4)
        if kind == 0:
            yield "".join(
                chr(chance.choice((chance.randrange(32, 127), chance.randrange(0xC0, 0x1EFF))))
                for _ in range(chance.randrange(1, 80))
            )
        elif kind == 1:
            yield "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(1, 60)))
        else:
            words = [chance.choice(_PIECES) for _ in range(chance.randrange(1, 30 if kind == 2 else 200))]
            text = (" " if chance.random() < 0.8 else "").join(words)
            yield text[chance.randrange(0, 3) :] if kind == 2 else text.swapcase()
