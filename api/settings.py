"""Every setting, read from the environment once. All have the prefix ``TRACUU_``; an unknown one is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadSetting

PREFIX = "TRACUU_"
MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Settings:
    """``home`` holds the whole knowledge base; ``limit_mb`` bounds one file, ``max_pages`` one PDF.

    ``seconds`` and ``memory_mb`` bound the reading of one file, by ``workers`` processes side by side (0: one for each core).
    ``model`` is a sentence-transformers folder or name; ``None`` for the one that comes with the program. ``reranker`` is a
    cross-encoder's; ``None`` for none.
    """

    home: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8000
    limit_mb: int = 100
    max_pages: int = 2000
    seconds: int = 600
    memory_mb: int = 4096
    workers: int = 0
    model: str | None = None
    reranker: str | None = None


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raises ``BadSetting`` for a name that does not exist or a value that is no number."""
    known = {name.upper(): name for name in Settings.__dataclass_fields__}
    values: dict[str, object] = {}
    for variable, value in environment.items():
        if not variable.startswith(PREFIX):
            continue
        name = known.get(variable.removeprefix(PREFIX))
        if name is None:
            listing = ", ".join(PREFIX + k for k in sorted(known))
            raise BadSetting(f"Không có thiết lập {variable}. Các thiết lập có: {listing}.")
        values[name] = _value(variable, name, value)
    return Settings(**values)  # type: ignore[arg-type]


def _value(variable: str, name: str, value: str) -> object:
    if name == "home":
        return Path(value)
    if name in ("port", "limit_mb", "max_pages", "seconds", "memory_mb", "workers"):
        if not value.isdigit():
            raise BadSetting(f"{variable} phải là số nguyên dương, không phải “{value}”.")
        return _whole(variable, name, int(value))
    return value or None


def _whole(variable: str, name: str, value: int) -> int:
    if name == "port" and not 1 <= value <= MAX_PORT:
        raise BadSetting(f"{variable} phải từ 1 đến {MAX_PORT}, không phải {value}.")
    return value
