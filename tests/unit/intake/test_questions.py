"""What is asked about a column, with the rows that it is about and what each would become."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.intake import tasks
from prodops_desktop.work.report import ignored

ROWS = [
    ["Key", "Last QBR", "Amount", "Adopt %", "Note"],
    ["k1", "04/11/2026", "1.250", "0.31", "a"],
    ["k2", "31/12/2026", "12.500", "0.2", "b"],
    ["k3", "05/05/2026", "3", "0.4", "c"],
    ["k4", "08/10/2026", "4", "0.5", "d"],
    ["k5", "08/10/2026", "5", "1", "e"],
]


@pytest.fixture
def asked(tmp_path: Path) -> Any:
    """The questions of a csv by header and id: ``asked(rows, **choices)``."""

    def run(rows: list[list[str]], **choices: Any) -> dict[tuple[str, str], dict[str, Any]]:
        path = tmp_path / "q.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        found = tasks.preview({"path": str(path), "sheet": None, "kind": "other", **choices}, ignored())
        return {(column["header"], question["id"]): question for column in found["columns"] for question in column["questions"]}

    return run


def options(question: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    return ((option["id"], option["title"], option["example"]) for option in question["options"])


def test_the_order_of_day_and_month(asked: Any) -> None:
    question = asked(ROWS)["Last QBR", "order"]
    assert (question["count"], question["chosen"]) == (3, "day first")
    assert question["text"] == "Day/month order ambiguous in 3 rows."
    assert question["why"] == "1 row can only be day/month, so that order is suggested for all."
    assert list(options(question)) == [
        ("day first", "Day / month", "4 Nov 2026"),
        ("month first", "Month / day", "11 Apr 2026"),
        ("quarantine", "Send 3 rows to quarantine", ""),
    ]
    assert [(row["row"], row["raw"], row["readings"][:2]) for row in question["rows"]] == [
        (2, "04/11/2026", ["4 Nov 2026", "11 Apr 2026"]),
        (5, "08/10/2026", ["8 Oct 2026", "10 Aug 2026"]),
        (6, "08/10/2026", ["8 Oct 2026", "10 Aug 2026"]),
    ]


def test_decimals_and_shares(asked: Any) -> None:
    found = asked(ROWS)
    question = found["Amount", "decimals"]
    assert (question["count"], question["chosen"]) == (2, ".")
    assert question["why"] == "Other columns of the sheet have a point before decimals, so that is suggested."
    assert list(options(question)) == [(".", "Point before decimals", "1.25"), (",", "Comma before decimals", "1,250")]
    question = found["Adopt %", "percent"]
    assert (question["count"], question["chosen"]) == (5, "points")
    assert list(options(question)) == [("points", "Per cent as written", "0.31%"), ("share", "Shares, times 100", "31%")]
    assert set(found) == {("Last QBR", "order"), ("Amount", "decimals"), ("Adopt %", "percent")}


def test_an_answered_question_stands_with_its_answer(asked: Any) -> None:
    found = asked(ROWS, orders={"Last QBR": "quarantine"}, decimals={"Amount": ","}, percents={"Adopt %": "share"})
    assert {key: question["chosen"] for key, question in found.items()} == {
        ("Last QBR", "order"): "quarantine",
        ("Amount", "decimals"): ",",
        ("Adopt %", "percent"): "share",
    }


@pytest.mark.parametrize(
    ("days", "choices", "why", "chosen"),
    [
        (
            ["04/11/2026"],
            {},
            "Nothing in the sheet tells the order, so the one in the preferences of the workspace is suggested.",
            "day first",
        ),
        (["04/11/2026"], {"day_first": False}, "Nothing in the sheet tells the order, so the one", "month first"),
        (["04/11/2026", "12/31/2026"], {}, "1 row can only be month/day, so that order is suggested for all.", "month first"),
        (["04/11/2026", "12/31/2026", "31/12/2026", "30/12/2026"], {}, "2 rows can only be day/month and 1 only month/day", "day first"),
    ],
)
def test_why_an_order_is_suggested(asked: Any, days: list[str], choices: dict[str, Any], why: str, chosen: str) -> None:
    question = asked([["Key", "Day"], *([f"k{at}", day] for at, day in enumerate(days))], **choices)["Day", "order"]
    assert question["why"].startswith(why)
    assert question["chosen"] == chosen


def test_other_columns_that_show_both_orders_are_named_as_the_reason(asked: Any) -> None:
    rows = [["Key", "Day", "From", "To"], ["a", "04/11/2026", "31/12/2026", "12/31/2026"], ["b", "05/11/2026", "30/12/2026", "12/30/2026"]]
    question = asked(rows, day_first=False)["Day", "order"]
    assert (
        question["why"] == "The other columns of the sheet show both orders, so the one in the preferences of the workspace is suggested."
    )
    assert question["chosen"] == "month first"


def test_nothing_is_asked_where_nothing_is_ambiguous(asked: Any) -> None:
    rows = [["Key", "Day", "Units", "Share %"], ["a", "31/12/2026", "1,250.00", "31 %"], ["b", "05/05/2026", "7.5", "4 %"]]
    assert asked(rows) == {}


def test_at_most_fifty_rows_are_listed(asked: Any) -> None:
    rows = [["Key", "Day"], *([f"k{number}", f"0{number % 9 + 1}/12/2026"] for number in range(200))]
    question = asked(rows)["Day", "order"]
    assert (question["count"], len(question["rows"])) == (200, 50)


def test_whole_amounts_say_why_a_point_groups_thousands(asked: Any) -> None:
    question = asked([["Key", "Fee"], ["a", "1.234 €"], ["b", "5 €"]])["Fee", "decimals"]
    assert (question["count"], question["chosen"]) == (1, ",")
    assert question["why"] == "No amount of the column has one or two decimals, so that the point is taken to group thousands."
