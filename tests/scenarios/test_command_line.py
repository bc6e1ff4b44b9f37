"""The thread from spreadsheet to board pack by command, each step of it in a process of its own."""

import csv
import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prodops_desktop.cli.running import run
from tests.scenarios import commands
from tests.scenarios.commands import prodops_alone as prodops

as_json = partial(commands.as_json, command=prodops)


def test_sample_metric_pack_undo_redo_check(sample: Path, tmp_path: Path) -> None:
    answers = json.loads((sample.parent / "answers.json").read_text(encoding="utf-8"))
    assert answers
    found = as_json("metric", sample, "nps")
    assert found["name"] == "nps"
    assert {"name", "definition", "unit", "as_of", "sources", "points"} <= found.keys()
    assert {"period", "value", "low", "high", "n"} <= found["points"][0].keys()
    quarters = {point["period"]: point for point in as_json("metric", sample, "nps", "--grain", "quarter")["points"]}
    latest, before = quarters["2026-Q4"], quarters["2026-Q3"]
    assert (round(latest["value"], 1), round((latest["high"] - latest["low"]) / 2, 1), latest["n"]) == (34.0, 6.0, 612)
    assert (round(before["value"], 1), round((before["high"] - before["low"]) / 2, 1)) == (31.1, 7.0)
    datasets = as_json("datasets", sample)["datasets"]
    out = tmp_path / "p.xlsx"
    prodops("pack", sample, out)
    assert len(openpyxl.load_workbook(out).sheetnames) >= 6
    tools = as_json("tools", sample)
    assert list(tools) == ["today", "currency", "annual", "tools", "deadlines", "soon", "overlaps", "defects", "notes"]
    prodops("undo", sample)
    assert as_json("datasets", sample)["datasets"] != datasets
    prodops("redo", sample)
    assert as_json("datasets", sample)["datasets"] == datasets
    assert as_json("tools", sample) == tools
    assert as_json("check", sample) == {"ok": True, "problems": [], "swept": []}


def test_a_metric_as_of_a_day_is_what_it_was_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second month's sheet mends a row of the first, and the dataset is renamed later still."""

    def command(day: str, *words: str | Path, status: int = 0) -> str:
        monkeypatch.setenv("PRODOPS_TODAY", day)
        assert run([*map(str, words)], lambda *_: []) == status
        printed = capsys.readouterr()
        return printed.err if status else printed.out

    def values(day: str, *words: str) -> list[float]:
        return [point["value"] for point in json.loads(command(day, "metric", workspace, *words, "--json"))["points"]]

    sheet, workspace = tmp_path / "visits.csv", tmp_path / "w.prodops"
    sheet.write_text("day,amount\n2026-01-01,1\n2026-01-02,2\n")
    command("2026-02-01", "import", workspace, sheet)
    assert values("2026-02-01", "sum/visits/amount/day") == [3]
    sheet.write_text("day,amount\n2026-01-01,10\n2026-01-02,2\n2026-02-02,7\n")
    command("2026-03-01", "import", workspace, sheet)
    command("2026-03-02", "rename", workspace, "visits", "Calls")
    assert values("2026-03-02", "sum/visits/amount/day", "--as-of", "2026-02-28") == [3]
    assert values("2026-03-02", "sum/visits/amount/day", "--as-of", "2026-03-01") == [12, 7]
    assert values("2026-03-02", "sum/Calls/amount/day") == [12, 7]
    early = command("2026-03-02", "metric", workspace, "sum/visits/amount/day", "--as-of", "2026-01-31", status=1)
    assert early == "The history of this workspace begins on 1 Feb 2026. Choose that day or a later one.\n"


def test_import_rename_undo_undo_redo_are_five_steps(tmp_path: Path) -> None:
    sheet, workspace = tmp_path / "visits.csv", tmp_path / "new folder's.prodops"
    sheet.write_text("day,amount\n2026-01-01,1\n2026-01-02,2\n")
    report = as_json("import", workspace, sheet)
    counts = ["rows_read", "rows_accepted", "rows_quarantined", "rows_dropped"]
    assert list(report) == ["dataset", "version", "kind", "mapping", *counts, "warnings", "seconds", "peak_mb", "taken"]
    assert (report["dataset"], report["version"], report["kind"], report["taken"]) == ("visits", 1, "other", None)
    prodops("rename", workspace, "visits", "Calls")
    assert [row["name"] for row in as_json("datasets", workspace)["datasets"]] == ["Calls"]
    prodops("undo", workspace)
    prodops("undo", workspace)
    assert as_json("datasets", workspace)["datasets"] == []
    prodops("redo", workspace)
    steps = as_json("history", workspace)["steps"]
    assert [step["kind"] for step in steps] == ["import", "edit", "undo", "undo", "redo"]
    assert [step["undone"] for step in steps] == [False, True, False, True, False]
    assert set(steps[0]) == {"id", "moment", "label", "kind", "tables", "undone", "who", "rows", "blocked"}
    assert [row["name"] for row in as_json("datasets", workspace)["datasets"]] == ["visits"]


def test_deleting_one_source_row_moves_figure_n_and_pack(tmp_path: Path) -> None:
    sheet, workspace = tmp_path / "visits.csv", tmp_path / "w.prodops"
    rows = [f"2026-{month:02}-{day:02},{month * day}" for month in (1, 2, 3) for day in range(1, 21)]

    def figures(name: str) -> tuple[float, int, list[Any]]:
        sheet.write_text("\n".join(["day,amount", *rows]) + "\n")
        prodops("import", workspace, sheet, "--name", "visits")
        points = as_json("metric", workspace, "sum/visits/amount/day")["points"]
        point = next(point for point in points if point["period"] == "2026-02")
        prodops("pack", workspace, tmp_path / name)
        cells = [cell.value for tab in openpyxl.load_workbook(tmp_path / name) for line in tab.iter_rows() for cell in line]
        return point["value"], point["n"], cells

    assert figures("first.xlsx")[:2] == (2 * 210, 20)
    removed = rows.pop(29)
    assert removed == "2026-02-10,20"
    value, n, cells = figures("second.xlsx")
    assert (value, n) == (2 * 210 - 20, 19)
    assert 19 in cells


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one sheet, which stands beside it."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "sheet.csv").write_text("a,b\nx,1\ny,2\n")
    prodops("import", folder / "w.prodops", folder / "sheet.csv")
    return folder / "w.prodops"


@pytest.mark.parametrize(
    "words",
    [
        ("metric", "{w}", "nothing"),
        ("import", "{w}", "{d}/missing.csv"),
        ("import", "{w}", "{d}"),
        ("import", "{w}", "{d}/sheet.csv", "--kind", "nonsense"),
        ("import", "{w}", "{d}/sheet.csv", "--sheet", "nowhere"),
        ("rename", "{w}", "nothing", "new"),
        ("redo", "{w}"),
        ("datasets", "{d}/missing.prodops"),
        ("datasets", "{d}/sheet.csv"),
        ("pack", "{w}", "{d}/no/such/folder/p.xlsx"),
        ("tools", "{d}/missing.prodops"),
        ("tools", "{w}", "--excel", "{d}/no/such/folder/p.xlsx"),
        ("tools", "{w}", "--ics", "{d}/p.ics"),
        ("inspect", "{d}/missing.csv"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_status_1(imported: Path, words: tuple[str, ...]) -> None:
    """In this process: that a status leaves the program is seen in the tests around."""
    before = imported.read_bytes()
    commands.prodops(*(word.format(w=imported, d=imported.parent) for word in words), status=1)
    assert imported.read_bytes() == before, "nothing of it was changed"
    assert commands.as_json("check", imported)["ok"] is True


def test_a_failed_import_makes_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("a,b\n")
    prodops("import", tmp_path / "w.prodops", tmp_path / "empty.csv", status=1)
    assert [entry.name for entry in tmp_path.iterdir()] == ["empty.csv"]


@pytest.mark.parametrize("words", [("improt", "a", "b"), ("metric",), ("render", "a", "b", "--size", "big"), ("--nonsense",), ("tools",)])
def test_wrong_usage_is_status_2(words: tuple[str, ...]) -> None:
    assert "usage:" in prodops(*words, status=2)


def test_inspect_goes_on_after_a_refused_file(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("a,b\nx,1\ny,2\n")
    done = subprocess.run(
        [sys.executable, "-m", "prodops_desktop", "inspect", "--json", tmp_path / "none.xlsx", tmp_path / "good.csv"],
        capture_output=True,
        text=True,
        check=False,
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert first["error"]
    assert first["sheets"] == []
    assert second["error"] is None
    assert second["sheets"][0]["rows"] == 2
    assert set(second) == {"file", "format", "error", "seconds", "peak_mb", "sheets"}
    own = ["name", "visible", "rows", "columns", "header_row", "cells", "fields", "warnings"]
    assert list(second["sheets"][0]) == [*own, "state", "hidden_rows", "hidden_columns", "tables"]
    assert set(second["sheets"][0]["fields"][0]) == {"name", "type", "filled", "distinct", "examples"}


def test_mirroring_the_days_of_the_sample_turns_its_headline_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    shipped = Path(__file__).parents[2] / "resources" / "sample" / "history" / "NPS_export.csv"
    with shipped.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    at = header.index("date")
    ends = min(int(row[at]) for row in rows) + max(int(row[at]) for row in rows)
    with (tmp_path / "mirrored.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *([*row[:at], str(ends - int(row[at])), *row[at + 1 :]] for row in rows)])
    for sheet, verb in ((shipped, "rose"), (tmp_path / "mirrored.csv", "fell")):
        workspace = tmp_path / f"{verb}.prodops"
        prodops("import", workspace, sheet)
        assert f"NPS {verb} " in prodops("pack", workspace, tmp_path / f"{verb}.xlsx")
