"""Which words of a question only ask? ``bao nhiêu``, ``như thế nào``, ``tôi``: no law prints them, or every one.

Of judged questions, an answer holds such a word no more often than any other article does, but by its rarity it would weigh
most of all. A word counts for the frame only as a whole: ``hỏi`` asks, ``hỏi cung`` tells.
"""

from __future__ import annotations

from collections.abc import Sequence

_ASKING = """
    ai bao_nhiêu bao_lâu bao_giờ bấy_lâu câu_hỏi cái_gì chủ_thể_nào có_thể cho_hỏi đáp_án đâu gì hả hỏi khi_nào là_gì làm_gì
    làm_sao lúc_nào mấy nào nhỉ như_thế như_thế_nào nơi_nào ở_đâu ra_sao sao tại_sao thế thế_nào thì_sao trả_lời vì_sao xin_hỏi
"""
_PEOPLE = "anh bạn cháu chị chúng_tôi em gia_đình_tôi mình tôi"
_LITTLE = """
    à ạ bị bao các cần chỉ cho chứ có còn của cũng cứ đã đang để đi định đó đối_với được hay hiện_nay hoặc hơn khi không là lại
    lâu mà mới một muốn này nên nếu nhé nhiêu nhờ những như nữa ơi phải ra rồi sẽ tại tất_cả theo thì tối_đa tối_thiểu trong
    trường_hợp từ và vậy vì vì_thế về với xin do giờ đúng sai pháp_luật quy_định định_nghĩa phạm_luật
"""
_FRAME = frozenset(tuple(word.split("_")) for word in f"{_ASKING} {_PEOPLE} {_LITTLE}".split())


def asks(word: Sequence[str]) -> bool:
    """Whether a word, by its syllables, belongs to the frame: as it is, or each of its syllables by itself."""
    return tuple(word) in _FRAME or all((syllable,) in _FRAME for syllable in word)
