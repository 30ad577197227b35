"""What a question may want to have, in the words of the page."""

from __future__ import annotations

from search.asking.question import Intent

INTENTS: dict[Intent, str] = {
    "tasks": "nhiệm vụ", "count": "số nhiệm vụ", "documents_by_source": "văn bản lấy số này làm nguồn giao",
    "documents_by_relation": "văn bản có quan hệ", "numbers_by_relation": "số hiệu được dẫn", "signer": "người ký",
    "signed_by": "văn bản do người này ký", "person": "người ký là ai", "issuer_of": "cơ quan ban hành",
    "in_force": "hiệu lực của văn bản",
    "deadline_of": "thời hạn của nhiệm vụ", "lead_of": "cơ quan chủ trì của nhiệm vụ", "sections": "mục của văn bản",
    "groups": "nhóm nhiệm vụ", "passages": "đoạn văn gần nghĩa với câu hỏi", "days_of": "các ngày đến hạn",
    "helpers_of": "cơ quan phối hợp của nhiệm vụ", "deliverable_of": "sản phẩm của nhiệm vụ", "detail_of": "số liệu được ghi",
    "coverage": "đối chiếu với văn bản cấp trên", "documents_issued": "văn bản đã ban hành", "officer": "người giữ chức vụ",
    "ranking": "xếp hạng theo số nhiệm vụ", "extremes": "sớm nhất, muộn nhất, mới nhất", "plans_made": "nơi đã có kế hoạch",
    "partners": "cơ quan cùng làm", "row_sizes": "nhiệm vụ theo số đơn vị", "plans_lacking": "kế hoạch còn thiếu",
    "signed_by_office": "văn bản do người giữ chức vụ ký", "agencies_compared": "so sánh các cơ quan",
    "without_tasks": "nơi theo vai trò được giao", "units_of": "phòng, đơn vị bên trong cơ quan",
    "papers_held": "văn bản có trong kho hay không", "own_office": "cơ quan chưa nêu tên",
    "in_both": "nhiệm vụ có ở cả hai văn bản",
}  # fmt: skip
