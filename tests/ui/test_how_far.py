"""What a job says of its way: real counts in the unit that they are counted in, in the status bar and in the import dialog."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame

from prodops_desktop.datasets.importing import stage_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui.importing.summary_step import SummaryStep
from prodops_desktop.ui.importing.waiting import Waiting
from prodops_desktop.ui.jobs import Job
from prodops_desktop.ui.render import settle
from prodops_desktop.ui.shell.status_line import StatusLine
from tests.ui.contract import cut_texts
from tests.unit.sheets_here import staging_here


@pytest.mark.parametrize(
    ("done", "total", "text", "said"),
    [
        (12, 40, "Reading MB", "Reading 12 of 40 MB"),
        (8192, 541_909, "Storing rows", "Storing 8,192 of 541,909 rows"),
        (0, 40, "Reading kB", "Reading 0 of 40 kB"),
        (8192, None, "Reading rows", "Reading 8,192 rows"),
        (256, 1398, "rows", "256 of 1,398 rows"),
        (0, None, "Opening the workbook", "Opening the workbook"),
        (3, 12, "NPS export.csv", "3 of 12 NPS export.csv"),
    ],
)
def test_counts_stand_before_their_unit(qapp: QApplication, done: int, total: int | None, text: str, said: str) -> None:
    job, status, waiting = Job("Reading usage.csv"), StatusLine(), Waiting(lambda: None)
    status.show_jobs([job])
    waiting.follow(job)
    job.control.report(done, total, text)
    qapp.processEvents()
    assert (status.job_count.text(), waiting.count.text()) == (said, said)
    assert waiting.bar.value() == (1000 * done // total if total else 0)


def test_the_card_of_what_was_left_out_names_its_steps(qapp: QApplication, tmp_path: Path) -> None:
    rows = [["score", "date", "user"], *([str(number % 10), f"2026-01-{number + 1:02}", f"user {number}"] for number in range(9))]
    path = tmp_path / "NPS.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([*rows, rows[1], rows[2], ["", "", "Total"]])
    with staging_here(), open_workspace(tmp_path / "one.prodops", create=True) as workspace:
        staged = stage_file(workspace, ImportRequest(path, kind="nps"))
    step = SummaryStep()
    step.resize(720, 480)
    step.show_staged(staged, None)
    step.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    step.show()
    settle(lambda: not step.isVisible(), seconds=0.01)
    names = [card.accessibleName() for card in step.findChildren(QFrame) if card.property("card")]
    assert names == [
        "Rows read: 12, from NPS",
        "Accepted: 9, will be counted",
        "Quarantined: 0, every row could be read",
        "Left out: 3, 2 repeated responses, 1 total row",
    ]
    assert cut_texts(step) == []
    staged.discard()
