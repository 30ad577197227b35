"""The command line ``tracuu``. Heavy things are imported inside the commands, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from api.commands.exit_codes import DONE, WRONG
from api.settings import Settings, read_settings
from corpus.errors import TracuuError

Command = Callable[[argparse.Namespace, Settings], int]


def _common() -> _Parser:
    """Options of every command, before or behind its name; absent ones leave what the other place said."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--home", metavar="DIR", help="thư mục của kho (mặc định: $TRACUU_HOME hoặc ./var)")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="in JSON thay cho chữ")
    return common


_DESCRIPTION = "Tra cứu văn bản chỉ đạo điều hành: ai phải làm gì, bao giờ, theo văn bản nào, ở chỗ nào trong bản gốc."


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. 0 done · 1 some inputs were refused · 2 the call or the state is wrong."""
    try:
        options = _parser().parse_args(arguments)
        settings = _settings(options)
        return int(_command(options.command)(options, settings))
    except TracuuError as error:
        sys.stderr.write(f"tracuu: {error}\n")
        return WRONG
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        sys.stderr.write("\ntracuu: đã dừng theo yêu cầu; những tệp đã nạp xong vẫn còn trong kho.\n")
        return WRONG


def _settings(options: argparse.Namespace) -> Settings:
    settings = read_settings(os.environ)
    return replace(settings, home=Path(options.home)) if options.home else settings


def _command(name: str) -> Command:
    """The function of a command; its module is imported only now."""
    module, function = _ELSEWHERE.get(name, ("knowledge_base", name.replace("-", "_")))
    found: Command = getattr(import_module(f"api.commands.{module}"), function)
    return found


_ELSEWHERE = {  # a command's module and function, where they are not knowledge_base.<its name>
    "lineage": ("chain", "lineage"),
    "draft": ("chain", "draft"),
    "coverage": ("chain", "coverage"),
    "ask": ("questions", "ask"),
    "search": ("questions", "search"),
    "eval_questions": ("evaluating", "questions"),
    "eval_beir": ("evaluating", "beir"),
}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        sys.stderr.write(f"tracuu: {_vietnamese(message)} Gõ “{self.prog} --help” để xem cách dùng.\n")
        raise SystemExit(WRONG)


def _vietnamese(message: str) -> str:
    for english, words in (
        ("the following arguments are required: ", "thiếu tham số "),
        ("unrecognized arguments: ", "không hiểu tham số "),
        ("invalid choice: ", "không có lựa chọn "),
        ("expected one argument", "cần một giá trị"),
        ("argument ", "tham số "),
    ):
        message = message.replace(english, words)
    return message.rstrip(".") + "."


def _parser() -> _Parser:
    parser = _Parser(prog="tracuu", description=_DESCRIPTION, formatter_class=_Formatter, parents=[_common()])
    parser.set_defaults(home=None, json=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", title="các lệnh")

    def add(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=words, parents=[_common()], formatter_class=_Formatter)

    add("ingest", "nạp tệp và thư mục vào kho").add_argument("paths", metavar="PATH", nargs="+", type=Path)
    add("documents", "liệt kê văn bản trong kho")
    add("show", "một văn bản: phần đầu, mục, nhiệm vụ, viện dẫn, cảnh báo").add_argument("document", metavar="DOC")
    add("forget", "gỡ một văn bản và mọi dấu vết của nó").add_argument("document", metavar="DOC")
    listing = add("tasks", "mọi nhiệm vụ thỏa điều kiện, không cắt bớt")
    _add_filters(listing)
    _add_outputs(listing)
    asking = add("ask", "hỏi bằng tiếng Việt (có dấu hay không dấu) hoặc tiếng Anh")
    asking.add_argument("question", metavar="QUESTION", nargs="+")
    asking.add_argument("--at", metavar="D", help="coi D là hôm nay (2026-04-30)")
    add("lineage", "chuỗi chỉ đạo: văn bản được thực hiện, thay thế, viện dẫn; văn bản thực hiện nó").add_argument(
        "document", metavar="DOC"
    )
    _add_draft(add("draft", "dự thảo phụ lục nhiệm vụ từ văn bản cấp trên, để đơn vị phân công"))
    _add_coverage(add("coverage", "kế hoạch con đã đủ việc cấp trên giao chưa: còn thiếu, thay đổi, hạn muộn hơn"))
    searching = add("search", "xếp hạng các đoạn gần với những từ đã cho")
    searching.add_argument("words", metavar="WORDS", nargs="+")
    searching.add_argument("--limit", type=int, default=10, metavar="N")
    searching.add_argument("--explain", action="store_true", help="điểm của từng phần: từ ngữ, nghĩa, bộ xếp hạng")
    _add_reranker(searching)
    _add_filters(searching)
    serving = add("serve", "mở trang web và API")
    serving.add_argument("--host", help="địa chỉ nghe (mặc định 127.0.0.1)")
    serving.add_argument("--port", type=int, help="cổng (mặc định 8000)")
    add("reindex", "lập lại chỉ mục từ kho").add_argument(
        "--model", metavar="PATH_OR_NAME", help="thư mục hoặc tên mô hình sentence-transformers"
    )
    _add_evaluation(add("eval", "đo chất lượng trả lời và tìm kiếm trên bộ câu hỏi có đáp án"))
    add("doctor", "kiểm tra máy này còn thiếu gì")
    return parser


def _add_evaluation(parser: argparse.ArgumentParser) -> None:
    """Its own commands; each names its function, which ``command`` then stands for."""
    kinds = parser.add_subparsers(dest="measure", required=True, metavar="BỘ", title="các bộ đo")
    words = "câu hỏi có đáp án: đúng, sai theo loại; tập trả về đúng y; biết không trả lời"
    asked = kinds.add_parser("questions", help=words, description=words, parents=[_common()], formatter_class=_Formatter)
    asked.add_argument("file", metavar="FILE", type=Path, help="tệp JSON: id, kind, question, answer")
    asked.add_argument("--at", metavar="D", help="coi D là hôm nay (2026-04-30)")
    asked.set_defaults(command="eval_questions")
    words = "bộ BEIR (corpus.jsonl, queries.jsonl, qrels.tsv): MRR@10, nDCG@10, R@10, R@100, thời gian mỗi câu"
    judged = kinds.add_parser("beir", help=words, description=words, parents=[_common()], formatter_class=_Formatter)
    judged.add_argument("folder", metavar="DIR", type=Path, help="thư mục của bộ đánh giá; tệp có thể nén .xz")
    judged.add_argument("--unmarked", action="store_true", help="bỏ dấu các câu hỏi")
    judged.add_argument("--only", metavar="LEGS", help="chỉ tìm bằng: lexical, dense (mặc định cả hai)")
    _add_reranker(judged)
    judged.set_defaults(command="eval_beir")


def _add_reranker(parser: argparse.ArgumentParser) -> None:
    words = "thư mục hoặc tên mô hình cross-encoder, xếp lại các đoạn đầu (mặc định TRACUU_RERANKER)"
    parser.add_argument("--reranker", metavar="PATH_OR_NAME", help=words)


def _add_draft(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="PARENT")
    parser.add_argument("--agency", metavar="NAME", help="cơ quan lập kế hoạch")
    parser.add_argument("--child", metavar="DOC", help="kế hoạch đã có: chỉ lấy phần còn thiếu")
    parser.add_argument("--docx", type=Path, metavar="F", help="ghi ra tệp Word")
    parser.add_argument("--xlsx", type=Path, metavar="F", help="ghi ra bảng tính Excel")


def _add_coverage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("child", metavar="CHILD", help="kế hoạch con; với --matrix là văn bản cấp trên")
    parser.add_argument("--parent", metavar="DOC", help="văn bản cấp trên (mặc định: văn bản mà kế hoạch thực hiện)")
    parser.add_argument("--agency", metavar="NAME", help="cơ quan (mặc định: cơ quan ban hành kế hoạch con)")
    parser.add_argument("--matrix", action="store_true", help="mọi kế hoạch thực hiện văn bản này, từng việc theo đơn vị")
    parser.add_argument("--xlsx", type=Path, metavar="F", help="ghi báo cáo ra bảng tính Excel")
    parser.add_argument("--docx", type=Path, metavar="F", help="ghi báo cáo ra tệp Word")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    """One option for each filter of ``api.asking.filters``; what is not given is ``None`` or false."""
    add, many = parser.add_argument, partial(parser.add_argument, action="append", metavar="NUMBER")
    add("--agency", action="append", metavar="NAME", help="cơ quan, ví dụ “Sở Tư pháp Thái Nguyên”; có thể nhiều")
    add("--together", action="store_true", help="mọi cơ quan đã nêu cùng có phần")
    add("--role", metavar="ROLE", help="lead, coordinating, any (mặc định any)")
    add("--only", action="store_true", help="chỉ trong vai trò ấy, không kiêm vai trò khác")
    words = "cơ quan cùng vai trò, ví dụ “lead: Sở Y tế”; nhiều thì phải đủ cả, “|” là một trong các vế"
    add("--party", action="append", metavar="ROLE: NAME", help=words)
    add("--by", metavar="BY", help="name, group, issuer, product, any (mặc định any)")
    many("--source", help="số văn bản giao nhiệm vụ; có thể nhiều")
    add("--all-sources", action="store_true", help="theo mọi nguồn đã nêu, không chỉ một")
    many("--cited", help="số văn bản được nêu ở bất cứ đâu trong nhiệm vụ")
    add("--document", action="append", metavar="DOC", help="chỉ trong văn bản này; có thể nhiều")
    add("--source-only", action="store_true", help="không có nguồn nào khác")
    many("--without-source", help="không theo số này; có thể nhiều")
    many("--annex", help="phụ lục, ví dụ II; có thể nhiều")
    add("--group", metavar="N", help="nhóm trong phụ lục, ví dụ II")
    add("--stt", metavar="N", help="số thứ tự")
    _add_times(add)
    add("--text", metavar="WORDS", help="các từ phải có trong nội dung")
    add("--about", metavar="WORDS", help="các từ phải đứng gần nhau trong nhiệm vụ")
    add("--product", metavar="WORDS", help="các từ phải có trong sản phẩm")
    add("--lacks", metavar="FIELDS", help="để trống: deadline, lead, coordinating, deliverable, adjusted")
    add("--filled", metavar="FIELDS", help="có ghi: deadline, lead, coordinating, deliverable, adjusted")
    add("--alone", action="store_true", help="không có nơi khác cùng chủ trì")
    add("--receiver", action="append", metavar="NAME", help="nhiệm vụ ghi gửi, trình, báo cáo cơ quan này")
    add("--without", action="append", metavar="PARTY", help="không có cơ quan này trong vai trò ấy, như --party")
    add("--unconditional", action="store_true", help="bỏ các cụm từ có “liên quan”")
    add("--named-first", action="store_true", help="phối hợp qua cụm từ chỉ chung liệt kê riêng")
    add("--narrative", metavar="HOW", help="việc giao trong lời văn: apart (riêng), with (cùng), without (bỏ)")


def _add_times(add: Callable[..., argparse.Action]) -> None:
    add("--due-after", metavar="D", help="hạn không sớm hơn ngày này")
    add("--due-before", metavar="D", help="hạn không muộn hơn ngày này")
    add("--also-due", action="append", metavar="D > D", help="hoặc hạn trong những ngày này, ví dụ “2026-07-01 > 2026-09-30”")
    add("--starting", action="store_true", help="hai ngày trên là ngày bắt đầu")
    add("--overdue", action="store_true", help="đã quá hạn tính đến --at")
    add("--state", metavar="S", help="overdue, soon, later, recurring, ongoing, done, unstated (nhiều thì cách nhau dấu phẩy)")
    add("--at", metavar="D", help="coi D là hôm nay")
    add("--ongoing", action="store_true", help="việc thường xuyên")
    add("--frequency", metavar="F", help="monthly, quarterly, yearly, …")
    add("--adjustment", metavar="A", help="earlier, later, same, any: hạn được điều chỉnh thế nào")
    add("--moved", metavar="KỲ", help="hạn chuyển kỳ, ví dụ “Quý IV > Quý III”")


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sort", default="", metavar="COLUMN", help="deadline, lead, document, …; “-deadline” thì ngược lại")
    parser.add_argument("--csv", type=Path, metavar="F", help="ghi ra tệp CSV")
    parser.add_argument("--xlsx", type=Path, metavar="F", help="ghi ra bảng tính Excel")
    parser.add_argument("--ics", type=Path, metavar="F", help="ghi ra lịch nhắc việc")


if __name__ == "__main__":
    sys.exit(main())
