"""How long does coverage take? One pair, and the matrix of one parent against many children, at three sizes.

    python tests/bench/coverage_speed.py [rows children rows_of_a_child]

Plans are composed from lists of words, stored, and read back, so that what is measured is what an officer waits for.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from corpus.model import AgencyMention, Document, Field, Reference, Span, Task  # noqa: E402
from corpus.store import Original, Store  # noqa: E402
from ingest.grammar import deadlines  # noqa: E402
from search.coverage.engine import cover, matrix  # noqa: E402
from search.held.knowledge import Knowledge  # noqa: E402

T = TypeVar("T")
SIZES = ((125, 50, 30), (250, 100, 30), (500, 200, 30))
VERBS = [
    "xây_dựng",
    "rà_soát",
    "số_hóa",
    "tập_huấn",
    "nâng_cấp",
    "kết_nối",
    "thẩm_định",
    "kiểm_tra",
    "công_bố",
    "khảo_sát",
    "vận_hành",
    "bố_trí",
    "lắp_đặt",
    "hỗ_trợ",
]
THINGS = [
    "kho_dữ_liệu_dùng_chung",
    "cơ_sở_dữ_liệu_đất_đai",
    "sổ_hộ_tịch_điện_tử",
    "cổng_dịch_vụ_công",
    "hạ_tầng_viễn_thông",
    "trạm_cảnh_báo_thiên_tai",
    "bệnh_án_điện_tử",
    "học_bạ_số",
    "phần_mềm_quản_lý_văn_bản",
    "camera_giám_sát_giao_thông",
    "mã_số_vùng_trồng",
    "tài_liệu_lưu_trữ",
    "hồ_sơ_sức_khỏe",
    "loa_truyền_thanh_thông_minh",
    "bản_đồ_quy_hoạch",
    "vé_điện_tử_khu_di_tích",
    "hóa_đơn_điện_tử",
    "quỹ_khoa_học_công_nghệ",
]
PLACES = [
    "tại các trường học",
    "ở trạm y tế",
    "trong khu công nghiệp",
    "tại nhà văn hóa thôn",
    "ở vùng cao",
    "trên địa bàn đô thị",
    "tại bến xe",
    "ở làng nghề",
    "trong hợp tác xã",
    "tại chợ trung tâm",
    "ở khu di tích",
    "trong doanh nghiệp nhỏ",
]
AIMS = [
    "phục vụ người dân nộp hồ sơ trực tuyến",
    "giảm giấy tờ trùng lặp",
    "bảo đảm an toàn thông tin",
    "rút ngắn thời gian giải quyết",
    "kết nối với cơ sở dữ liệu quốc gia về dân cư",
    "cảnh báo sớm rủi ro",
    "nâng cao kỹ năng số cho cán bộ",
    "mở rộng thanh toán điện tử",
]
LIMITS = ("Trước ngày 30/6/2026", "Quý III/2026", "Tháng 9/2026", "Thường xuyên", "Trước ngày 15/11/2026")


def main() -> None:
    for rows, children, each in [tuple(map(int, sys.argv[1:4]))] if len(sys.argv) > 3 else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{rows} rows × {children} children × {each}: {_measured(Path(folder), rows, children, each)}")


def _measured(folder: Path, rows: int, children: int, each: int) -> str:
    store = Store.open(folder)
    parent = _stored(store, rows, children, each)
    view = Knowledge(store)
    over, under, _ = view.by_id[parent], view.documents[1], view.stated
    pair, one = _timed(lambda: cover(view, over, under))
    whole, every = _timed(lambda: matrix(view, over))
    found = sum(bool(cell.children) for row in whole.cells for cell in row)
    return f"pair {one}, matrix {every}; {sum(bool(row.matches) for row in pair.rows)} and {found} rows matched"


def _timed(work: Callable[[], T]) -> tuple[T, str]:
    """What it gives, and how long it took: on the clock, and of the processor (the fairer figure on a busy machine)."""
    wall, processor = time.perf_counter(), time.process_time()
    done = work()
    return done, f"{time.perf_counter() - wall:.2f} s ({time.process_time() - processor:.2f} s of the processor)"


def _stored(store: Store, rows: int, children: int, each: int) -> str:
    """Stores one parent and its children; returns the parent's id."""
    dice = random.Random(7)
    texts = [_text(dice) for _ in range(rows)]
    _put(
        store,
        "parent",
        "UBND tỉnh Thái Nguyên",
        "500/KH-UBND",
        [_task(f"p{i}", text, True) for i, text in enumerate(texts)],
        dice,
    )
    for n in range(children):
        chosen = dice.sample(range(rows), min(each, rows))
        tasks = [_task(f"c{n}-{at}", _reworded(texts[i], dice), False) for at, i in enumerate(chosen)]
        _put(store, f"child{n}", f"UBND xã {_commune(n)}", f"{n + 1}/KH-UBND", tasks, dice)
    return "parent"


def _text(dice: random.Random) -> str:
    words = f"{dice.choice(VERBS)} {dice.choice(THINGS)} và {dice.choice(THINGS)} {dice.choice(PLACES)}, {dice.choice(AIMS)}"
    return words.replace("_", " ") + f" đạt {dice.randrange(20, 100)}% ở {dice.randrange(3, 400)} điểm"


def _reworded(text: str, dice: random.Random) -> str:
    words = text.split()
    del words[dice.randrange(len(words))]
    return " ".join(words) + dice.choice(("", " của xã", " theo hướng dẫn của tỉnh"))


def _task(identifier: str, text: str, above: bool) -> Task:
    lead = ("Các sở, ban, ngành, địa phương", "group") if above else ("Phòng Kinh tế", "unit")
    raw = LIMITS[len(text) % len(LIMITS)]
    mention = AgencyMention(lead[0], lead[0], lead[1])  # type: ignore[arg-type]
    return Task(
        identifier, "row", Field(text, (Span(0, 5),)), (Span(0, 5),), annex="I", stt=identifier, lead=(mention,),
        deliverable=Field(f"Báo cáo kết quả {text[:40]}", (Span(0, 5),)), deadline=deadlines.read(raw, 2026),
        sources=("08-CTr/BCĐ",),
    )  # fmt: skip


def _put(store: Store, name: str, issuer: str, number: str, tasks: list[Task], dice: random.Random) -> None:
    implements = () if name == "parent" else (Reference("500/KH-UBND", "implements", (Span(0, 4),), (Span(0, 9),)),)
    document = Document(
        name, f"{name}.txt", "Kế hoạch", type="Kế hoạch", number=number, number_evidence="printed", title=f"Kế hoạch {name}",
        issuer=issuer, agency=issuer, province="Thái Nguyên", tasks=tuple(tasks), references=implements,
    )  # fmt: skip
    store.put(document, Original(f"{name}.txt", f"{dice.getrandbits(64):016x}", ".txt", name.encode()))


def _commune(n: int) -> str:
    one, other = (
        ["An", "Bình", "Cao", "Đông", "Giang", "Hòa", "Khánh", "Lâm", "Minh", "Ninh", "Phú", "Quang", "Sơn", "Tân", "Vĩnh"],
        ["Hà", "Thịnh", "Yên", "Lạc", "Mỹ", "Phong"],
    )
    return f"{one[n % len(one)]} {other[n // len(one) % len(other)]}" + (" Thượng" if n >= len(one) * len(other) else "")


if __name__ == "__main__":
    main()
