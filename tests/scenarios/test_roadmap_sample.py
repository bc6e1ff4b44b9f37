"""Story S18 of the sample by command: the roadmap of October, and Delivery’s plan of November, against the answer key."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.agenda.events import calendar_events
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.experiments.board import read_board
from tests.scenarios.commands import as_json, prodops
from tests.scenarios.test_roadmap_command import Found, items

Key = Callable[..., Found]


@pytest.fixture(scope="module")
def key(sample: Path) -> Key:
    entries = json.loads((sample.parent / "answers.json").read_text("utf-8"))["answers"]

    def look_up(what: str, month: str = "10") -> Found:
        (entry,) = (
            one for one in entries if one["story"] == "S18" and one["what"].startswith(what) and one["file"].endswith(f"{month}.xlsx")
        )
        found: Found = entry
        return found

    return look_up


@pytest.fixture(scope="module")
def october(sample: Path) -> Found:
    """What the sample says before anything is tried."""
    found: Found = as_json("roadmap", sample)
    return found


@pytest.fixture(scope="module")
def november(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Found, Found]:
    """A copy of the sample with Delivery’s plan of November, what the import said, and what the roadmap says then."""
    workspace = Path(shutil.copy(sample, tmp_path_factory.mktemp("november")))
    plan = sample.parent / "try-these" / "Delivery_items_2026-11.xlsx"
    return workspace, as_json("import", workspace, plan, "--name", "Delivery items"), as_json("roadmap", workspace)


def about(amount: float) -> Any:
    """An amount to the eight digits that are answered."""
    return pytest.approx(amount, rel=1e-7)


def open_items(found: Found) -> dict[str, Found]:
    """The items that have a card, by title."""
    codes = [code for column in found["columns"].values() for code in column["items"]]
    return {one["title"]: one for one in found["items"] if one["code"] in codes}


def test_every_score_of_the_key(october: Found, key: Key) -> None:
    expected, cards = key("scores"), open_items(october)
    assert len(cards) == len(october["items"]) - sum(one["status"] in ("done", "dropped") for one in october["items"]) == 16
    scored = {title: one for title, one in cards.items() if one["rice"] is not None}
    assert {
        title: {
            "rice": round(one["rice"], 1), "claimed": round(one["rice_claimed"], 1), "confidence": one["confidence"], "cap": one["cap"],
            "capped": one["capped"],
        }
        for title, one in scored.items()
    } == expected["scores"]  # fmt: skip
    assert {title: round(one["wsjf"], 2) for title, one in cards.items() if one["wsjf"] is not None} == expected["wsjf"]


def test_each_customer_counts_once_behind_items_and_columns(october: Found, key: Key) -> None:
    expected, cards = key("money behind each card")["items"], open_items(october)
    assert {title for title, one in cards.items() if one["accounts"]} == set(expected)
    for title, one in expected.items():
        found = cards[title]
        assert (found["mentions"], found["accounts"], round(found["largest_share"])) == (
            one["mentions"],
            one["accounts"],
            one["top_percent"],
        )
        assert found["arr"] == about(one["arr"]), title
    board = key("columns of the board")
    for name, column in board["columns"].items():
        found = october["columns"][name]
        assert sorted(found["items"]) == sorted(cards[title]["code"] for title in column["cards"])
        assert (found["accounts"], found["effort"]) == (column["accounts"], column["effort"])
        assert found["arr"] == about(column["arr"])
    assert (october["accounts"], october["columns"]["now"]["capacity"]) == (board["accounts"], board["capacity"])
    assert october["arr"] == about(board["arr"])
    assert october["arr"] < board["added_up"] - 5_000_000


def test_launches_with_their_gates_and_who_renews_before(october: Found, key: Key) -> None:
    cards = open_items(october)
    gates = {
        title: {
            "tier": one["gates"]["tier"], "passed": one["gates"]["passed"], "applicable": one["gates"]["of"],
            "not_applicable": one["gates"]["not_applicable"],
        }
        for title, one in cards.items()
        if one["gates"] is not None
    }  # fmt: skip
    assert gates == key("launches and their gates")["gates"]
    behind = key("customers behind Bulk export v2")
    assert [one["account"] for one in cards["Bulk export v2"]["at_risk"]] == behind["at_risk_by_score"]
    assert [one["account"] for one in cards["Bulk export v2"]["renew_before_launch"]] == behind["renew_before_launch"]["12 Jan"]
    assert len(behind["names"]) == cards["Bulk export v2"]["accounts"]


def test_november_moves_bulk_export_by_the_queue_service(october: Found, november: tuple[Path, Found, Found], key: Key) -> None:
    cards, told = open_items(november[2]), key("Bulk export v2 moved", "11")
    bulk = cards["Bulk export v2"]
    assert (open_items(october)["Bulk export v2"]["due"], bulk["baseline_due"], bulk["due"], bulk["slip_days"]) == (
        told["baseline"],
        told["baseline"],
        told["current"],
        told["slip"],
    )
    assert (bulk["moved_by"]["title"], bulk["moved_by"]["days"]) == (told["because"], told["days"])
    assert november[2]["baseline"]["name"] == told["baseline_name"]
    expected = key("slips since 1 Oct plan", "11")
    assert {title: one["slip_days"] for title, one in cards.items()} == expected["slips"]
    titles = {code: one["title"] for code, one in items(november[2]).items()}
    moved = {title: one["moved_by"] for title, one in cards.items() if one["moved_by"] is not None}
    assert {title: {"because": one["title"], "days": one["days"], "root": titles[one["root"]]} for title, one in moved.items()} == expected[
        "causes"
    ]
    before = key("customers behind Bulk export v2")["renew_before_launch"]["26 Jan"]
    assert [one["account"] for one in bulk["renew_before_launch"]] == before


def test_november_neither_closes_the_ring_nor_improves_what_was_promised(
    october: Found, november: tuple[Path, Found, Found], key: Key
) -> None:
    _, report, found = november
    assert (report["version"], report["rows_accepted"], report["rows_dropped"]) == (2, 121, 3)
    ring = key("a ring of dependencies", "11")
    (said,) = (problem for problem in report["taken"]["problems"] if "would wait for" in problem)
    labels = [f"{code} {title}" for code, title in zip(ring["keys"], ring["items"], strict=True)]
    assert all(label in said for label in labels)
    waits = [(one["title"], need["item"]) for one in found["items"] if one["title"] in ring["items"] for need in one["needs"]]
    assert len(waits) == 2, "the rest of the ring stays"

    flipped = key("three commitments flipped", "11")
    (quarter,) = (one for one in found["delivery"] if one["period"] == flipped["period"])
    titles = {code: one["title"] for code, one in items(found).items()}
    assert sorted(titles[code] for code in quarter["changed_later"]) == flipped["items"]
    assert (quarter["committed"], quarter["say_do"]) == (flipped["committed"] + 3, flipped["say_do"]) == (50, 82)
    assert quarter["say_do"] < flipped["naive_say_do"]
    for one in (october, found):
        shown = {
            period["period"]: {
                **{name: period[name] for name in ("committed", "say_do", "points_committed", "points_delivered", "predictability")},
                "delivered": period["done"],
                "stretch": len(period["stretch_done"]),
            }
            for period in one["delivery"]
        }
        assert shown == key("say/do and predictability")["quarters"]


def test_launches_stand_on_the_calendar_and_meet_what_runs(sample: Path, november: tuple[Path, Found, Found], key: Key) -> None:
    for path, month in ((sample, "10"), (november[0], "11")):
        expected = key("launches beside the calendar's own", month)
        with open_workspace(path, read_only=True) as workspace, workspace.reading() as store:
            shown = {one.title: one.starts for one in calendar_events(store) if one.is_on_roadmap}
            board = read_board(store)
        assert shown == expected["days"]
        meets = sorted(one.a.experiment.code for one in board.book.all if one.other.table == "event" and one.other_title == "Search v2")
        assert meets == expected.get("search_meets", [])


def test_one_undo_takes_all_of_november_back(october: Found, november: tuple[Path, Found, Found], tmp_path: Path) -> None:
    workspace = shutil.copy(november[0], tmp_path / "copy.prodops")
    prodops("undo", workspace)
    assert as_json("roadmap", workspace) == october
