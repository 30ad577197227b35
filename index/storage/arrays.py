"""Several arrays in one file, mapped and not read: opening costs the same for ten rows and for ten thousand.

A file is a magic word, the length of its heading, the heading (JSON: the kind, shape and place of each array, and the length of
the whole), and the arrays, each from a multiple of 64 bytes on. A file that was cut off is refused when it is opened.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = Mapping[str, npt.NDArray[Any]]

_MAGIC = b"TRACUU-1"
_ALIGNED = 64


def write(path: Path, arrays: Arrays) -> None:
    """Never over a file that may be mapped: the caller gives a name that is not in use."""
    places, end = {}, 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, array.shape, end)
        end = _aligned(end + array.nbytes)
    heading = json.dumps({"arrays": places, "bytes": end}).encode("ascii")
    begin = _aligned(len(_MAGIC) + 8 + len(heading))
    with path.open("wb") as file:
        file.write(_MAGIC + len(heading).to_bytes(8, "little") + heading)
        for (_, _, start), array in zip(places.values(), arrays.values(), strict=True):
            file.seek(begin + start)
            np.ascontiguousarray(array).tofile(file)
        file.truncate(begin + end)


def read(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Raises ``OSError`` where the file is missing, ``ValueError`` or ``KeyError`` where it is not whole."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ValueError(f"{path} is not a file of arrays")
        length = int.from_bytes(file.read(8), "little")
        heading = json.loads(file.read(length))
    begin = _aligned(len(_MAGIC) + 8 + length)
    if path.stat().st_size != begin + heading["bytes"]:
        raise ValueError(f"{path} is cut off")
    held = np.memmap(path, dtype=np.uint8, mode="r")
    return {name: _array(held, begin + start, kind, shape) for name, (kind, shape, start) in heading["arrays"].items()}


def _array(held: npt.NDArray[np.uint8], start: int, kind: str, shape: list[int]) -> npt.NDArray[Any]:
    dtype = np.dtype(kind)
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(held, dtype=dtype, count=count, offset=start).reshape(shape) if count else np.zeros(shape, dtype)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
