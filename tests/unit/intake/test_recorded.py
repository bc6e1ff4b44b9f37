"""What the catalogue keeps of a column is enough to give raw texts back, and to read a text that was mended."""

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.intake.converting import plan_of_column, raw_from, read_again, record_of
from prodops_desktop.intake.plans import Plan

from .conftest import Stage


@dataclass(frozen=True)
class Recorded:
    """The part of a column of the catalogue that its plan comes from."""

    type: str
    format: str | None
    scale: int | None
    currency: str | None
    zone: str | None


COLUMNS: list[tuple[list[str], dict[str, Any], list[tuple[str, Any]]]] = [
    (["1.234,50", "2,5"], {}, [("3,25", 3.25), ("1.250", 1250.0), ("1,250.75", 1250.75), ("n/a", None)]),
    (["€ 5", "€ 7"], {}, [("9,50", 950), ("€ 1.250,00", 125000), ("$5", None)]),
    (["1,250.00 CR", "500.00 DR"], {"header": "Amount"}, [("7.00 DR", -7.0), ("7.00", 7.0)]),
    (["31 %", "4 %"], {}, [("12", 12.0), ("12 %", 12.0)]),
    (["0.31"] * 5, {"header": "Adopt %", "percents": {"Adopt %": "share"}}, [("0.5", 50.0), ("50 %", 50.0)]),
    (["04/11/2026", "31/12/2026"], {}, [("05/06/2026", "2026-06-05"), ("2026-06-05", "2026-06-05"), ("12/31/2026", "2026-12-31")]),
    (["04/11/2026", "12/31/2026"], {}, [("05/06/2026", "2026-05-06")]),
    (["2026-03-04", "2026-03-05"], {}, [("03/04/2026", "2026-04-03")]),
    (["2026-03-04", "2026-03-05"], {"day_first": False}, [("03/04/2026", "2026-03-04"), ("2026-05-06", "2026-05-06")]),
    (["2026-03-04", "2026-03-05", "03/04/2026"], {"day_first": False}, [("05/06/2026", "2026-05-06")]),
    (["4 Mar 2026", "5 Mar 2026"], {"day_first": False}, [("03/04/2026", "2026-03-04")]),
    (["4 Mar 2026", "5 Mar 2026"], {}, [("03/04/2026", "2026-04-03")]),
    (["26-Mar", "26-Apr", "26-May"], {}, [("27-Jun", "2027-06-01")]),
    (["45321", "45322"], {"header": "Date"}, [("45323", "2024-02-01")]),
    (["2026-11-23T10:15:00Z"] * 2, {}, [("2026-11-23T10:15:00+01:00", "2026-11-23T09:15:00"), ("2026-11-23", "2026-11-23T00:00:00")]),
    (["14:30", "09:05"], {}, [("2:30 pm", "14:30:00"), ("24:10", None)]),
    (["1h 30m", "45m"], {}, [("1:30:00", 5_400_000), ("2 h", 7_200_000), ("soon", None)]),
    (["ja", "nein"], {}, [("Ja", 1), ("nein", 0), ("yes", 1), ("No", 0), ("✓", 1), ("maybe", None)]),
    (["Y", "N"], {}, [("y", 1), ("no", 0)]),
    (["x", "", "x"], {"header": "Active?"}, [("", 0), ("x", 1), ("yes", 1)]),
    (["X", "", "X"], {"header": "Active?"}, [("", 0), ("x", 1), ("✓", 1), ("no", 0)]),
    (["007", "12"], {}, [("5", "5"), (" 6 ", "6")]),
]


@pytest.mark.parametrize(("texts", "choices", "mends"), COLUMNS)
def test_mended_texts_are_read_as_the_column_was(
    tmp_path: Path, stage: Stage, texts: list[str], choices: dict[str, Any], mends: list[tuple[str, Any]]
) -> None:
    header = choices.pop("header", "Value")
    path = tmp_path / "one.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Key", header], *([f"k{number}", text] for number, text in enumerate(texts))])
    staged = stage(path, kind="other", header=[1, 1], **choices)
    column = staged.columns[header]
    plan = plan_of_column(Recorded(*(column[key] for key in ("type", "format", "scale", "currency", "zone"))))
    assert [(text, read_again(plan, text).value) for text, _ in mends] == mends
    again = [read_again(plan, text).value for text in texts]
    assert again == staged.values(header)


def test_an_ambiguous_day_stays_aside_until_it_says_which(tmp_path: Path) -> None:
    plan = plan_of_column(Recorded("day", "aside:{d:02}/{m:02}/{Y:04}", None, None, None))
    assert not read_again(plan, "04/11/2026").readable
    assert read_again(plan, "4 Nov 2026").value == "2026-11-04"
    assert read_again(plan, "05/05/2026").value == "2026-05-05"
    assert read_again(plan, "31/12/2026") == ("2026-12-31", None, True)


@pytest.mark.parametrize(("own", "stored"), [("{Y:04}-{m:02}-{d:02}", "2026-03-04"), ("", "2026-03-04"), ("{d}/{m}/{Y:04}", "2026-04-03")])
def test_the_order_that_the_import_took_is_kept_where_the_format_shows_none(own: str, stored: str) -> None:
    plan = Plan("day", template=own or None, day_first=False) if "/" not in own else Plan("day", template=own)
    record = record_of(plan)
    again = plan_of_column(Recorded("day", record, None, None, None))
    assert read_again(again, "03/04/2026").value == stored
    assert raw_from("day", None, record, "2026-11-23") == raw_from("day", None, own or None, "2026-11-23")
    aside = record_of(replace(plan, aside=True))
    assert plan_of_column(Recorded("day", aside, None, None, None)) == replace(again, aside=True)
