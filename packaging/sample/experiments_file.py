"""Experiments.xlsx and Exp_results_typed.xlsx as Product keeps them by hand, and the exposures as the product logs them."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from .experiment_facts import CONCLUDED, DRAFT, IDEA, RUNNING, SCHEDULED, TESTS, Test
from .experiments import Exposure, Line
from .tools_file import typed_day
from .workbook import write_workbook

REGISTER, RESULTS = "history/Experiments.xlsx", "history/Exp_results_typed.xlsx"
EXPOSURES = "try-these/Experiment_exposures_2026-11.csv"
REGISTER_SHEET, RESULTS_SHEET = "Register", "Results"
TITLE = "Experiments · Product · as of 20 Nov 2026"
REGISTER_HEADERS = (
    "Key", "Name", "Hypothesis", "Goal", "Surface", "Unit", "Segment", "Alloc", "Start", "End", "Primary", "Baseline", "MDE", "Status",
    "Kind", "Team", "Owner", "Variants", "Guardrails", "Lane", "Parameter",
)  # fmt: skip
RESULTS_HEADERS = ("Experiment", "Variant", "Metric", "Users", "Successes", "Mean", "SD", "Role", "Better", "Day")
EXPOSURE_HEADERS = ("exp", "user_id", "account_id", "variant", "ts", "platform", "app_version")
DAYS_TYPED = (36, 41, 44, 46)  # experiments whose days are typed as text
SHARES_AS_NUMBERS = (37, 41, 48)  # those whose baseline is a number formatted as per cent
_STATUS = {RUNNING: "Live", SCHEDULED: "Planned", DRAFT: "Draft", CONCLUDED: "Done", IDEA: "Idea"}


def write_register(out: Path, tests: tuple[Test, ...] = TESTS) -> None:
    """Write the register: a title, the headers, a row an experiment, and a formatted row in which nothing stands."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet(REGISTER_SHEET)
        day, share, wrapped = (book.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "0%", "@"))
        exact = book.add_format({"num_format": "0.0%"})
        sheet.write_string(0, 0, TITLE, book.add_format({"bold": True}))
        sheet.write_row(1, 0, REGISTER_HEADERS, book.add_format({"bold": True, "bg_color": "#E6DDF0"}))
        sheet.freeze_panes(2, 2)
        sheet.set_column(0, 20, 14)
        sheet.set_column(1, 2, 26)
        for row, test in enumerate(tests, 2):
            sheet.write_row(row, 0, _texts(test))
            _allocation(sheet, row, test, share)
            for column, when in ((8, test.start), (9, test.end)):
                _write_day(sheet, row, column, when, day, typed=test.number in DAYS_TYPED)
            if test.number in SHARES_AS_NUMBERS:
                sheet.write_number(row, 11, round(float(test.baseline.strip(" %")) / 100, 4), exact)
        for column in range(len(REGISTER_HEADERS)):
            sheet.write_blank(2 + len(tests), column, None, wrapped)

    write_workbook(out / REGISTER, "Experiments", fill)


def _texts(test: Test) -> tuple[str | None, ...]:
    """The cells of a row but its allocation and its days."""
    planned = test.status != IDEA
    unit = test.unit.capitalize() if test.number % 3 == 0 else test.unit
    status = _STATUS[test.status].lower() if test.number in (39, 45) else _STATUS[test.status]
    cells = (
        test.key, test.name, test.hypothesis, test.goal, test.surface, unit if planned else "", test.segment, "", "", "", test.primary,
        test.baseline, test.mde, status, test.kind if planned else "", test.team, test.owner, test.variants if planned else "",
        test.guardrails, test.lane, test.parameter,
    )  # fmt: skip
    return tuple(cell or None for cell in cells)


def _allocation(sheet: Any, row: int, test: Test, share: Any) -> None:
    """Every second one is a number formatted as per cent, the others are text; all of them is always text."""
    if test.alloc is not None and test.number % 2 and test.alloc < 100:
        sheet.write_number(row, 7, test.alloc / 100, share)
    elif test.alloc is not None:
        sheet.write_string(row, 7, f"{test.alloc}%")


def _write_day(sheet: Any, row: int, column: int, when: date | None, day: Any, *, typed: bool) -> None:
    if when and typed:
        sheet.write_string(row, column, typed_day(when))
    elif when:
        sheet.write_datetime(row, column, when, day)


def write_results(out: Path, lines: list[Line]) -> None:
    """Write the results with a blank row between two experiments, and a day typed as text in the oldest one."""

    def fill(book: Any) -> None:
        sheet, day = book.add_worksheet(RESULTS_SHEET), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, RESULTS_HEADERS, book.add_format({"bold": True, "bg_color": "#E6DDF0"}))
        sheet.freeze_panes(1, 3)
        sheet.set_column(0, 9, 13)
        sheet.set_column(2, 2, 24)
        row, last = 0, lines[0].experiment
        for line in lines:
            row += 1 if line.experiment == last else 2
            last = line.experiment
            sheet.write_row(row, 0, (line.experiment, line.variant, line.metric, line.users, line.successes, line.mean, line.sd))
            sheet.write_row(row, 7, (line.role, line.better))
            _write_day(sheet, row, 9, line.day, day, typed=line.experiment == lines[-1].experiment)

    write_workbook(out / RESULTS, "Results of experiments", fill)


def write_exposures(out: Path, exposures: list[Exposure]) -> None:
    """Write the exposures of EXP-38 as UTF-8 with a comma, in the order in which they were logged."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(EXPOSURE_HEADERS)
    for one in exposures:
        writer.writerow(("EXP-38", one.user, one.account, one.variant, f"{one.at:%Y-%m-%dT%H:%M}", one.platform, one.version))
    (out / EXPOSURES).write_bytes(text.getvalue().encode("utf-8"))
