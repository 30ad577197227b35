"""Marks restored: what comes back, what must stay, and how often it is right."""

from __future__ import annotations

import json
from itertools import pairwise, product
from math import prod
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadSetting
from index.marks.paths import best_ways
from index.marks.restoring import BUNDLED, Restorer
from index.meaning.asked import Asked
from index.text.words import canonical, folded, syllables
from index.training import authored_pairs

RESTORER = Restorer.open()

EXAMPLES = [  # typed, restored, why
    ("so tu phap phai lam gi truoc 30/4", "sở tư pháp phải làm gì trước 30/4", "a whole question; the date stays"),
    ("Cac so, ban, nganh", "Các sở, ban, ngành", "case and signs stay"),
    ("SO TU PHAP LAM GI", "SỞ TƯ PHÁP LÀM GÌ", "all in capitals is no code"),
    ("UBND xa can lam gi", "UBND xã cần làm gì", "capitals among small letters are a code"),
    ("thưc hiên ke hoach 144/KH-UBND", "thực hiện kế hoạch 144/KH-UBND", "half the marks of a syllable; numbers stay"),
    ("sở tư pháp làm gì", "sở tư pháp làm gì", "nothing to add"),
    ("hoà bình, uỷ ban", "hoà bình, uỷ ban", "the placement of a tone is the writer's"),
    ("ke hoach cua so kh&cn", "kế hoạch của sở kh&cn", "an abbreviation stays"),
    ("", "", "nothing typed"),
    ("144/KH-UBND", "144/KH-UBND", "a number alone"),
    ("so\u0309 tu pha\u0301p", "sở tư pháp", "combining marks count as typed, and are half the marks of this syllable"),
]


@pytest.mark.parametrize(("typed", "restored", "why"), EXAMPLES, ids=[why for *_, why in EXAMPLES])
def test_restores(typed: str, restored: str, why: str) -> None:
    assert RESTORER.restore(typed) == restored, why


def test_names_come_from_the_held_documents() -> None:
    known = RESTORER.with_texts(["Giám đốc Bùi Đức Thái ký. Xã Xuất Hóa, xã Lăng Can."])
    assert known.restore("bui duc thai") == "bùi đức thái"
    assert known.restore("xa lang can") == "xã lăng can"
    assert RESTORER.restore("bui duc thai") != "bùi đức thái"


def test_no_held_text_changes_nothing() -> None:
    same = RESTORER.with_texts([])
    assert same.restore("so tu phap lam gi") == RESTORER.restore("so tu phap lam gi")


def test_talk_is_read_otherwise_than_law() -> None:
    assert RESTORER.restore("con heo bi om bo an") == "con heo bị ốm bỏ ăn"
    assert RESTORER.restore("can cu luat bao hiem xa hoi") == "căn cứ luật bảo hiểm xã hội"


def test_readings_are_the_likeliest_first() -> None:
    found = RESTORER.readings("ban do cu", 3)
    assert 1 < len(found) <= 3
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)
    assert sum(one.share for one in found) == pytest.approx(1)
    assert len({one.text for one in found}) == len(found)
    assert found[0].text == RESTORER.restore("ban do cu")


COMPLETED = [  # typed, completed, why
    ("sam may tính cho xã", "sắm máy tính cho xã", "every second one left out"),
    ("ai lo chuyện nhà cho con trai anh Hai", "ai lo chuyện nhà cho con trai anh Hai", "most have none by themselves"),
    ("sắm máy tính cho xã", "sắm máy tính cho xã", "all are there"),
    ("hỏi chi rứa", "hỏi chi rứa", "a word of the centre stays what it is"),
]


@pytest.mark.parametrize(("typed", "completed", "why"), COMPLETED, ids=[why for *_, why in COMPLETED])
def test_completes_what_is_half_marked(typed: str, completed: str, why: str) -> None:
    assert RESTORER.completed(typed, 3)[0].text == completed, why


def test_half_a_question_is_asked_in_its_ways() -> None:
    assert Asked.of("sam may tính cho xã").restored == "sắm máy tính cho xã"
    assert Asked.of("sắm máy tính cho xã").ways == ()
    assert all(len(folded(text)) == len("ban do cu") for text, _ in Asked.of("ban do cu").ways)


@given(st.text(max_size=80))
def test_only_marks_change(typed: str) -> None:
    import unicodedata

    restored = RESTORER.restore(typed)
    assert len(restored) == len(unicodedata.normalize("NFC", typed))
    assert folded(restored) == folded(unicodedata.normalize("NFC", typed))
    assert RESTORER.restore(typed) == restored


PRINTED = [name for name, seen in zip(RESTORER.syllables, RESTORER.print.seen, strict=True) if name and seen]


@given(
    st.integers(1, 3).flatmap(lambda most: st.tuples(st.just(most), st.lists(st.integers(1, 3), min_size=1, max_size=4))),
    st.randoms(use_true_random=False),
)
def test_best_ways_are_those_of_all(wanted: tuple[int, list[int]], random: Random) -> None:
    most, sizes = wanted
    before = np.array([0.0, random.uniform(-1, 1)])
    shapes = [(2, left, right) for left, right in pairwise([1, *sizes])]
    tables = [np.array([random.uniform(-5, 0) for _ in range(prod(shape))]).reshape(shape) for shape in shapes]
    scored: dict[tuple[int, ...], float] = {}
    for way in product(*(range(size) for size in sizes)):
        steps = [
            sum(table[style, left, right] for table, left, right in zip(tables, (0, *way), way, strict=False))
            for style in (0, 1)
        ]
        scored[way] = float(max(before + np.array(steps)))
    best = sorted(scored.items(), key=lambda item: -item[1])[:most]
    found = best_ways(tables, before, most)
    assert [score for score, _ in found] == pytest.approx([score for _, score in best])
    assert [scored[way] for _, way in found] == pytest.approx([score for score, _ in found])


@given(st.lists(st.sampled_from(PRINTED), min_size=1, max_size=12))
def test_what_has_marks_keeps_them(chosen: list[str]) -> None:
    typed = " ".join(chosen)
    kept = [new for old, new in zip(chosen, RESTORER.restore(typed).split(), strict=True) if old != folded(old)]
    assert kept == [old for old in chosen if old != folded(old)]


def test_written_and_opened_again(tmp_path: Path) -> None:
    counted = Restorer.count([("sở tư pháp", 1), ("sở tư pháp, số tư liệu", 1)], [("máy tính", 2)])
    counted.write(tmp_path / "marks.npz")
    opened = Restorer.open(tmp_path / "marks.npz")
    assert opened.syllables == counted.syllables
    for one, other in ((opened.print, counted.print), (opened.talk, counted.talk)):
        assert [row.tolist() for row in (one.seen, one.pairs, one.counts)] == [
            row.tolist() for row in (other.seen, other.pairs, other.counts)
        ]
    assert opened.restore("so tu phap") == "sở tư pháp"


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_a_broken_table_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "marks.npz").write_bytes(content)
    with pytest.raises(BadSetting, match=r"marks\.npz"):
        Restorer.open(tmp_path / "marks.npz")


def test_the_bundled_table_is_small() -> None:
    assert BUNDLED.stat().st_size < 2_000_000


@pytest.mark.parametrize(("name", "least"), [("alqac2022", 0.98), ("vlsp2023_lter", 0.98)])
def test_most_syllables_of_judged_questions_come_back(shared: Path, name: str, least: float) -> None:
    lines = (shared / "retrieval" / name / "queries.jsonl").read_text(encoding="utf-8").split("\n")
    right = total = 0
    for text in (json.loads(line)["text"] for line in lines if line):
        wanted, got = syllables(canonical(text)), syllables(canonical(RESTORER.restore(folded(text))))
        assert len(wanted) == len(got)
        right += sum(old == new for old, new in zip(wanted, got, strict=True))
        total += len(wanted)
    assert right / total >= least


def test_most_syllables_of_what_people_say_come_back() -> None:
    """Held-out everyday questions, of which nothing was counted; of other hands' it was .86 before they were counted."""
    right = total = 0
    for pair in authored_pairs.held_out(authored_pairs.PAIRS):
        if pair.kind == "everyday":
            wanted, got = syllables(canonical(pair.query)), syllables(canonical(RESTORER.restore(folded(pair.query))))
            right += sum(old == new for old, new in zip(wanted, got, strict=True))
            total += len(wanted)
    assert right / total >= 0.91
