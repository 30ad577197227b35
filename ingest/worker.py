"""One worker process: reads one file after the other and says what it found, a line of JSON each.

A job is ``{"path", "id", "source_file", "bytes", "pages"}`` on standard input; the answer on standard output is
``{"documents": […]}`` or ``{"refused": …, "code": …}``. A parser that crashes, hangs or eats memory takes only this process
with it; ``ingest.crew`` starts another.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any, TextIO

from corpus.codec import encode
from corpus.errors import Refused
from ingest.door import Limits, read_papers


def main(memory_mb: int) -> None:
    """Serves until standard input ends. Memory beyond ``memory_mb`` raises ``MemoryError`` in this process."""
    limit = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints does not garble the answers
    for line in sys.stdin:
        _say(answers, _answer(json.loads(line)))


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    limits = Limits(job["bytes"], job["pages"])
    try:
        return {"documents": [encode(paper) for paper in read_papers(Path(job["path"]), job["id"], job["source_file"], limits)]}
    except Refused as refusal:
        return {"refused": str(refusal), "code": refusal.code}
    except MemoryError:
        return {"refused": "Tệp cần nhiều bộ nhớ hơn mức cho phép. Hãy chia nhỏ tệp rồi nạp lại.", "code": "too_much_memory"}
    except OSError as error:
        return {"refused": f"Không đọc được tệp: {error.strerror or error}.", "code": "unreadable"}


def _say(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
    answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
