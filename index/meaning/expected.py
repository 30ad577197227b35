"""What does an answer print that the question does not? ``bao lâu`` is answered by ``kể từ ngày``, ``giấy gì`` by ``bản sao``.

For each kind of question what asks it, and words that its answers have more often than other articles with the same words do.
Where citizens (``index.training.citizens``) ask what is forbidden, half of the answers print ``nghiêm cấm``, and one in
seventeen of the other candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

Word = tuple[str, ...]

# What asks, and what answers. A word by its syllables.
_KINDS = (
    (
        "bị_phạt mức_phạt xử_phạt bị_xử_lý xử_lý_thế_nào đi_tù ngồi_tù phạt_tù phạt_bao_nhiêu phạt_mấy",
        "phạt_tiền phạt_tù bị_phạt xử_phạt thì_bị cải_tạo cảnh_cáo tước_quyền hình_phạt vi_phạm",
    ),
    (
        "bao_lâu mấy_ngày bao_nhiêu_ngày mấy_tháng bao_nhiêu_tháng mấy_năm bao_nhiêu_năm thời_hạn thời_gian khi_nào "
        "bao_giờ lúc_nào chậm_nhất trong_vòng trước_mấy",
        "thời_hạn kể_từ từ_ngày ngày_làm_việc trong_thời_hạn chậm_nhất ngày_nhận trước_ngày tháng năm",
    ),
    (
        "hồ_sơ giấy_tờ giấy_gì cần_gì chuẩn_bị_gì gồm_những_gì nộp_gì những_gì",
        "hồ_sơ bản_sao bản_chính giấy_tờ chứng_minh tờ_khai đơn_đề_nghị văn_bản_đề_nghị hồ_sơ_gồm",
    ),
    (
        "ai cơ_quan_nào đơn_vị_nào cấp_nào ở_đâu nơi_nào chỗ_nào thẩm_quyền người_nào",
        "thẩm_quyền ủy_ban chủ_tịch bộ_trưởng cấp_tỉnh cấp_huyện cấp_xã cơ_quan quyết_định giám_đốc",
    ),
    (
        "điều_kiện tiêu_chuẩn yêu_cầu_gì phải_có_gì",
        "điều_kiện điều_kiện_sau đáp_ứng tiêu_chuẩn phẩm_chất đầy_đủ trình_độ năng_lực có_đủ",
    ),
    (
        "được_không có_được có_bị có_phải có_cần được_phép có_quyền phải_không đúng_không hay_không",
        "có_quyền không_được trường_hợp_sau trừ_trường_hợp được_phép nghiêm_cấm nghĩa_vụ phải trường_hợp",
    ),
    (
        "tuổi",
        "tuổi từ_đủ đủ chưa_đủ đến_chưa",
    ),
    (
        "bao_nhiêu mấy phần_trăm tỷ_lệ tối_đa tối_thiểu mức",
        "không_quá ít_nhất tối_đa tối_thiểu trở_lên mức đồng bằng lần vượt_quá",
    ),
    (
        "cấm",
        "nghiêm_cấm hành_vi lợi_dụng cản_trở bị_nghiêm_cấm",
    ),
    (
        "thủ_tục trình_tự các_bước mấy_bước làm_thế_nào cách_nào làm_sao làm_như_thế_nào",
        "trình_tự thủ_tục nộp gửi tiếp_nhận nhận_được hồ_sơ kết_quả kể_từ",
    ),
    (
        "là_gì thế_nào_là hiểu_thế_nào hiểu_là được_hiểu nghĩa_là",
        "được_hiểu là bao_gồm giải_thích từ_ngữ",
    ),
    (
        "bồi_thường đền",
        "bồi_thường thiệt_hại chi_phí",
    ),
)
# What says how an act is to be used; few people ask for that.
_GUIDES = """
    thông_tư_này nghị_định_này_quy_định phạm_vi_điều_chỉnh đối_tượng_áp_dụng hiệu_lực_thi_hành tổ_chức_thực_hiện hướng_dẫn
    trách_nhiệm_thi_hành và_các
"""


class _Kind(NamedTuple):
    asked: tuple[Word, ...]
    answered: tuple[Word, ...]


def cues(question: Sequence[Sequence[str]]) -> list[Word]:
    """The words, by their syllables, that an answer to this question may print; none where it asks for nothing known."""
    spoken = f" {' '.join(syllable for word in question for syllable in word)} "
    kinds = [kind for kind in _kinds() if any(f" {' '.join(word)} " in spoken for word in kind.asked)]
    return list(dict.fromkeys(word for kind in kinds for word in kind.answered))


@cache
def guides() -> tuple[Word, ...]:
    return _words(_GUIDES)


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(_Kind(_words(asked), _words(answered)) for asked, answered in _KINDS)


def _words(text: str) -> tuple[Word, ...]:
    return tuple(tuple(word.split("_")) for word in text.split())
