"""What a question may want to have, by name."""

from __future__ import annotations

from typing import Literal

Intent = Literal[
    "tasks", "count", "documents_by_source", "documents_by_relation", "numbers_by_relation", "signer", "signed_by", "person",
    "issuer_of", "deadline_of", "days_of", "lead_of", "helpers_of", "deliverable_of", "sections", "groups", "coverage",
    "documents_issued", "detail_of", "officer", "in_force", "ranking", "extremes", "plans_made", "plans_lacking", "row_sizes",
    "partners", "signed_by_office", "agencies_compared", "without_tasks", "units_of", "papers_held", "in_both",
    "own_office", "passages",
]  # fmt: skip
