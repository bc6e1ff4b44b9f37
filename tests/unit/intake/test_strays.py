"""A value of another type among those of a column changes nothing of theirs and is not changed itself."""

from pathlib import Path

import pytest

from .conftest import Stage

USUAL = {
    "text": [f"a remark {number}" for number in range(40)],
    "integer": [str(number) for number in range(40)],
    "number": [f"{number}.25" for number in range(40)],
    "money": [f"€{number}.50" for number in range(40)],
    "percent": [f"{number}%" for number in range(40)],
    "boolean": ["yes", "no"] * 20,
    "day": [f"2026-01-{number % 28 + 1:02}" for number in range(40)],
    "moment": [f"2026-01-{number % 28 + 1:02} 10:{number:02}:00" for number in range(40)],
    "time": [f"{number % 24:02}:{number:02}" for number in range(40)],
    "duration": [f"{number + 1} min" for number in range(40)],
}
STRAYS = ("2021-01-07 02:20:43", "2021-01-07", "14:30", "1h 30m", "7", "2.5", "€3.00", "12%", "yes", "word", "#N/A", "00123", "1e5")


@pytest.mark.parametrize("kind", USUAL)
@pytest.mark.parametrize("stray", STRAYS)
def test_a_stray_keeps_its_text_and_its_neighbours_their_values(kind: str, stray: str, tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "strays.csv"
    written = [*USUAL[kind], stray]
    path.write_text("\n".join(["Number,Value", *(f"{at},{text}" for at, text in enumerate(written))]) + "\n", encoding="utf-8")
    staged = stage(path, kind="other")
    assert [texts[1] for _, texts in sorted(staged.raw_rows().items())] == written
    if staged.columns["Value"]["type"] == "text":
        assert staged.values("Value") == written
