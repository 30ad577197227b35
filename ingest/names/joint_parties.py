"""Who are "hai bên", "các bên", "hai ngành" in a paper that several bodies issue together? Those that issue it."""

from __future__ import annotations

from dataclasses import replace

from corpus.agencies import lookup
from corpus.spelling import Lexicon
from ingest.names.mention_words import HEADS
from ingest.names.mentions import Found, Named, Speech
from ingest.names.naming import Issuer

_SIDES = Lexicon(
    (
        "hai bên", "ba bên", "bốn bên", "các bên", "mỗi bên", "hai ngành", "ba ngành", "mỗi ngành", "hai cơ quan", "ba cơ quan",
        "mỗi cơ quan", "hai đơn vị", "ba đơn vị", "mỗi đơn vị", "hai sở", "ba sở", "hai tổ chức",
    )
)  # fmt: skip
_SIGNING = Lexicon(("ký kết", "tham gia ký kết", "tham gia", "phối hợp ký kết", "tham gia phối hợp"))
# "các bên liên quan", "hai bên đường", "hai cơ quan này": others, or no bodies at all; not "hai bên có trách nhiệm"
_OTHERS = Lexicon(
    (
        "liên quan", "có liên quan", "khác", "còn lại", "đường", "tuyến", "sông", "bờ", "suối", "kênh", "trên", "này", "nêu",
        "nói trên", "thuộc", "trực thuộc", "sự nghiệp", "của",
    )
)  # fmt: skip


def parties_at(speech: Speech, i: int) -> Found | None:
    """The phrase at word ``i`` that means all who issue the paper ("Lãnh đạo hai bên"); ``None`` in any other paper."""
    if not speech.issuer.parties or i >= len(speech.words):
        return None
    at = HEADS.end(speech.words, i)
    end = _SIDES.end(speech.words, at)
    if end == at or (speech.blank(end) and _OTHERS.at(speech.words, end)):
        return None
    if speech.blank(end):
        end = _SIGNING.end(speech.words, end)
    return Found(", ".join(speech.issuer.parties), "group", end, speech.words[end - 1].end)


def each_party(one: Named, issuer: Issuer) -> tuple[Named, ...]:
    """A mention of all who issue the paper as one mention of each, all at the same place; any other as it is."""
    if not issuer.parties or one.name != ", ".join(issuer.parties):
        return (one,)
    known = ((party, lookup(party)) for party in issuer.parties)
    return tuple(
        replace(one, name=party, kind="unit" if agency and agency.family == "office" else "agency") for party, agency in known
    )
