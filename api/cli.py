"""The command line ``tracuu``. Heavy things are imported inside the commands, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.settings import Settings, read_settings
from corpus.errors import TracuuError

DONE, SOME_REFUSED, WRONG = 0, 1, 2
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


def dump(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _settings(options: argparse.Namespace) -> Settings:
    settings = read_settings(os.environ)
    return replace(settings, home=Path(options.home)) if options.home else settings


def _command(name: str) -> Command:
    """The function of a command; its module is imported only now."""
    from api import commands

    found: Command = getattr(commands, name.replace("-", "_"))
    return found


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
    _add_filters(add("tasks", "mọi nhiệm vụ thỏa điều kiện, không cắt bớt"))
    asking = add("ask", "hỏi bằng tiếng Việt (có dấu hay không dấu) hoặc tiếng Anh")
    asking.add_argument("question", metavar="QUESTION", nargs="+")
    asking.add_argument("--at", metavar="D", help="coi D là hôm nay (2026-04-30)")
    searching = add("search", "xếp hạng các đoạn gần với những từ đã cho")
    searching.add_argument("words", metavar="WORDS", nargs="+")
    searching.add_argument("--limit", type=int, default=10, metavar="N")
    serving = add("serve", "mở trang web và API")
    serving.add_argument("--host", help="địa chỉ nghe (mặc định 127.0.0.1)")
    serving.add_argument("--port", type=int, help="cổng (mặc định 8000)")
    add("reindex", "lập lại chỉ mục từ kho").add_argument(
        "--model", metavar="PATH_OR_NAME", help="thư mục hoặc tên mô hình sentence-transformers"
    )
    add("doctor", "kiểm tra máy này còn thiếu gì")
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--agency", metavar="NAME", help="cơ quan, ví dụ “Sở Tư pháp” hay “Sở Tư pháp Thái Nguyên”")
    parser.add_argument("--role", default="any", metavar="ROLE", help="lead, coordinating, any (mặc định any)")
    parser.add_argument("--by", default="any", metavar="BY", help="name, group, issuer, product, any (mặc định any)")
    parser.add_argument("--source", action="append", default=[], metavar="NUMBER", help="số văn bản giao nhiệm vụ")
    parser.add_argument("--document", metavar="DOC")
    parser.add_argument("--due-before", metavar="D", help="hạn không muộn hơn ngày này")
    parser.add_argument("--due-after", metavar="D", help="hạn không sớm hơn ngày này")
    parser.add_argument("--overdue", action="store_true", help="đã quá hạn tính đến --at")
    parser.add_argument("--at", metavar="D", help="coi D là hôm nay")
    parser.add_argument("--text", metavar="WORDS", help="các từ phải có trong nội dung")
    parser.add_argument("--csv", type=Path, metavar="F", help="ghi ra tệp CSV")


if __name__ == "__main__":
    sys.exit(main())
