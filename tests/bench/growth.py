"""The growth of times with the number of rows, as an SVG with two logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 400, 70, 50, 20, 190
LINES = (
    ("ranked p50 ms", "hybrid, learnt order, p50", "#8a2b2b"),
    ("ranked p95 ms", "hybrid, learnt order, p95", "#d08a8a"),
    ("sum p50 ms", "hybrid, sum, p50", "#1f4e79"),
    ("words alone p50 ms", "words alone, p50", "#4c8c4a"),
    ("vectors alone p50 ms", "vectors alone, p50", "#7a5195"),
    ("update p50 ms", "changed row found, p50", "#777777"),
)


def drawn(figures: Sequence[Mapping[str, Any]]) -> str:
    sizes = [one["rows"] for one in figures]
    values = [one[name] for one in figures for name, _, _ in LINES]
    across, up = _axis(sizes, LEFT, WIDTH - RIGHT), _axis(values, HEIGHT - BOTTOM, TOP)
    parts = [*_grid(across, up, sizes)]
    for place, (name, label, colour) in enumerate(LINES):
        points = " ".join(f"{across(one['rows']):.1f},{up(one[name]):.1f}" for one in figures)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 12}" y="{TOP + 16 + 18 * place}" fill="{colour}">{label}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>', *parts, "</svg>", ""])


def _axis(values: Sequence[float], start: float, end: float) -> Any:
    least, most = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    span = max(most - least, 1)

    def place(value: float) -> float:
        return start + (end - start) * (math.log10(value) - least) / span

    place.ticks = [10**power for power in range(least, least + span + 1)]  # type: ignore[attr-defined]
    return place


def _grid(across: Any, up: Any, sizes: Sequence[int]) -> list[str]:
    lines = []
    for value in up.ticks:
        y = up(value)
        lines.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#dddddd"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g} ms</text>')
    for size in sizes:
        lines.append(f'<text x="{across(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>')
    lines.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">rows</text>')
    return lines
