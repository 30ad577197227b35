"""Which vector stands for a text? The seam between the index and two kinds of encoder.

A static table (``encoder_static``) is bundled and answers in microseconds; any sentence-transformers model
(``encoder_sentence_transformers``) can take its place, given as a folder or as a name in the local cache. What an encoder
expects and gives is its ``Profile``, which every index keeps: vectors of two encoders must never meet.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from corpus.errors import BadSetting

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from index.meaning.concept_search import Group

    Matrix = npt.NDArray[np.float32]

Kind = Literal["static", "sentence-transformers"]

BUNDLED = "static"  # the name of the table in this package
PROBE = "Kế hoạch chuyển đổi số năm 2026 giao Sở Tư pháp chủ trì, hoàn thành trước ngày 30/6"
_PROBED = 32  # components of the probe's vector that a profile keeps
_TOLERANCE = 2e-3  # between machines and thread counts; two models differ by far more


@dataclass(frozen=True, slots=True)
class Profile:
    """What an encoder expects and gives.

    ``name`` is ``"static"`` for the bundled table, else the folder or the name it was opened by. ``segmented`` models want the
    syllables of a word joined by ``_``. ``unmarked`` says whether it makes sense of Vietnamese typed without marks.
    ``max_tokens`` is where the model cuts a text (``None``: never). ``fingerprint`` holds the first components of the
    vector of a fixed sentence: it changes with the weights, the tokenizer and every other thing that counts.
    """

    kind: Kind
    name: str
    dimensions: int
    segmented: bool = False
    unmarked: bool = True
    query_prefix: str = ""
    passage_prefix: str = ""
    max_tokens: int | None = None
    fingerprint: tuple[float, ...] = ()

    def agrees(self, other: Profile) -> bool:
        """Whether vectors made under both may be compared; the name, a place on some machine, does not count."""
        if replace(self, name="", fingerprint=()) != replace(other, name="", fingerprint=()):
            return False
        pairs = zip(self.fingerprint, other.fingerprint, strict=False)
        return len(self.fingerprint) == len(other.fingerprint) and all(abs(a - b) <= _TOLERANCE for a, b in pairs)

    def to_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, object]) -> Profile:
        """Raises ``TypeError`` where the shape is not the one ``to_json`` gives."""
        fingerprint = value["fingerprint"]
        if not isinstance(fingerprint, list):
            raise TypeError("fingerprint is not a list")
        return cls(**{**value, "fingerprint": tuple(fingerprint)})  # type: ignore[arg-type]


class Encoder(Protocol):
    """Text to unit vectors, so that the inner product is the cosine; a text without any known piece gives zeros."""

    @property
    def profile(self) -> Profile: ...

    def passages(self, texts: Sequence[str]) -> Matrix:
        """One row for each text."""
        ...

    def query(self, text: str, meant: Sequence[Group] = ()) -> Matrix:
        """One vector (one axis) for a question, where a model treats questions otherwise than passages.

        ``meant`` is what its words may mean in print; a model that knows that by itself passes it over.
        """
        ...


def encoder(name: str | Path | None = None) -> Encoder:
    """The encoder of that name: a folder, a model in the local cache, or the bundled table (``None``, ``"static"``).

    Nothing is ever downloaded, and nothing loaded twice: the same name gives the same object for the life of the process.
    Raises ``BadSetting`` where there is no such model here.
    """
    if name is None or name == BUNDLED:
        return _load(BUNDLED)
    return _load(str(Path(name).resolve() if Path(name).is_dir() else name))


def fingerprint(vector: Matrix) -> tuple[float, ...]:
    """The part of the probe's vector that a profile keeps."""
    return tuple(round(float(component), 5) for component in vector[:_PROBED])


@lru_cache(maxsize=2)
def _load(name: str) -> Encoder:
    match _kind(name):
        case "static":
            from index.encoders.encoder_static import StaticEncoder

            return StaticEncoder.open(name)
        case "sentence-transformers":
            from index.encoders.encoder_sentence_transformers import SentenceTransformerEncoder

            return SentenceTransformerEncoder.open(name)


def _kind(name: str) -> Kind:
    if name == BUNDLED:
        return "static"
    config = Path(name) / "config.json"
    if not config.is_file():
        return "sentence-transformers"
    try:
        model_type = json.loads(config.read_text(encoding="utf-8")).get("model_type")
    except ValueError as error:
        raise BadSetting(f"Tệp {config} không phải JSON hợp lệ; hãy chép lại mô hình") from error
    return "static" if model_type == "model2vec" else "sentence-transformers"
