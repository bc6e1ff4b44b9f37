"""A sheet of tools comes in through the import dialog: what it would change is seen first, line by line, and taken as one step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets import importing
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.errors import UserError
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import Span
from prodops_desktop.ui.importing import runs
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.records.differences import DifferencesView
from prodops_desktop.workspace import Store
from tests.ui.contract import Open, cut_texts, wait_for
from tests.ui.import_desk import COLUMNS, SUMMARY, Desk
from tests.unit.sheets_here import done_here

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")

HEAD = "Tool,Vendor,Owner,Contract start,Contract end,Notice period,Annual cost,Auto-renew"
MIXPANEL = 'Mixpanel,Mixpanel Inc,Ana Ruiz,2026-01-01,2026-12-31,60 days,"$48,000",yes'
PENDO = 'Pendo,Pendo.io,Cy Young,2026-02-01,2027-01-31,30 days,"$12,000",yes'
MIRO = 'Miro,Miro BV,Ben Osei,2026-04-01,2027-03-31,30 days,"$9,000",no'


@pytest.fixture
def desk(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The window on the page Tools of the workspace “filled”; sheets are read in this process, as what follows is looked at here."""
    for module in (importing, runs):
        monkeypatch.setattr(module, "run_reading", done_here)
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    window = open_window("filled")
    window.show_page("tools")
    wait_for(window)
    return Desk(window)


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes a sheet of tools with these rows."""

    def write(*rows: str, name: str = "Stack 2026-11-20.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def differences(desk: Desk) -> DifferencesView:
    return desk.dialog.summary_step.differences


def lines(desk: Desk) -> list[tuple[str, ...]]:
    """The differences as they stand: taken or left, record, what, now, in the sheet."""
    model = differences(desk).table.records
    return [tuple(model.cell(row, column).spoken for column in range(5)) for row in range(model.rowCount())]


def to_summary(desk: Desk, path: Path) -> None:
    """Bring a sheet as far as the summary."""
    desk.bring(path)
    desk.go_to(COLUMNS)
    assert desk.dialog.columns_step.kind.current_id() == "tools", "it is recognised"
    desk.go_on()
    assert desk.dialog.step == SUMMARY


def names(desk: Desk) -> list[str]:
    with desk.session.workspace.reading() as store:
        return [tool.name for tool in tool_store.all_tools(store)]


def notice(desk: Desk, tool: str) -> str:
    with desk.session.workspace.reading() as store:
        return str(tool_store.all_contracts(store, tool_store.find_tool(store, tool).id)[0].notice)


def test_what_a_sheet_changes_is_seen_first_and_lines_are_left_by_keys(desk: Desk, sheet: Callable[..., Path]) -> None:
    """Mixpanel is there with 30 days of notice and else the same; Pendo and Miro are new, each with its contract."""
    to_summary(desk, sheet(MIXPANEL, PENDO, MIRO))
    view = differences(desk)
    assert view.isVisible()
    assert view.title.text() == "What it changes: tools and contracts"
    assert view.about.text() == "4 new, 1 changed, 1 the same."
    assert view.missing.text() == "2 are there and not in the sheet; they stay: Amplitude, Figma."
    assert lines(desk) == [
        ("take", "Pendo", "New tool", "–", "Vendor Pendo.io, Owner Cy Young"),
        ("take", "Miro", "New tool", "–", "Vendor Miro BV, Owner Ben Osei"),
        ("take", "Mixpanel, contract MX-1", "Notice", "30 days", "60 days"),
        (
            "take", "Pendo, contract from 2026-02-01", "New contract", "–",
            "Start 2026-02-01, End 2027-01-31, Auto-renew yes, Notice 30 days, Amount 12,000.00 USD, Amount per year",
        ),
        (
            "take", "Miro, contract from 2026-04-01", "New contract", "–",
            "Start 2026-04-01, End 2027-03-31, Auto-renew no, Notice 30 days, Amount 9,000.00 USD, Amount per year",
        ),
    ]  # fmt: skip
    assert names(desk) == ["Amplitude", "Figma", "Mixpanel"], "nothing is taken yet"

    view.table.setFocus()
    assert view.table.current().record == "Pendo"
    desk.key(Qt.Key.Key_J, Qt.Key.Key_Space)
    assert [line[0] for line in lines(desk)] == ["take", "leave", "take", "take", "leave"]
    assert view.about.text() == "4 new, 1 changed, 1 the same. 2 lines are left out."
    desk.key(Qt.Key.Key_J, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert lines(desk)[2][0] == "take", "a second Space takes it again"

    desk.go_on()
    assert desk.closed
    assert desk.said() == "Imported Stack, version 1: 3 rows. Taken: 2 new records, 1 changed."
    assert names(desk) == ["Amplitude", "Figma", "Mixpanel", "Pendo"]
    assert notice(desk, "Mixpanel") == "60 days"
    page = cast(ToolsPage, desk.window.page)
    assert [view.tool.name for view in page.stack_pane.table.shown] == ["Amplitude", "Pendo", "Mixpanel", "Figma"], "the page has it"

    assert desk.session.undo_label == "import of Stack 2026-11-20.csv"
    undo = next(one for one in desk.window.strip.findChildren(QPushButton) if one.text() == "Undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    desk.rest()
    assert names(desk) == ["Amplitude", "Figma", "Mixpanel"], "one undo takes all of it back"
    assert notice(desk, "Mixpanel") == "30 days"
    assert [one.name for one in desk.datasets()] == ["NPS responses", "Pipeline"]


def test_a_new_tool_that_is_left_leaves_its_contract_and_a_contract_that_is_taken_takes_its_tool(
    desk: Desk, sheet: Callable[..., Path]
) -> None:
    to_summary(desk, sheet(MIXPANEL, PENDO, MIRO))
    differences(desk).table.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert [line[0] for line in lines(desk)] == ["leave", "take", "take", "leave", "take"], "Pendo and its contract"
    assert differences(desk).about.text() == "4 new, 1 changed, 1 the same. 2 lines are left out."
    desk.key(Qt.Key.Key_Space)
    assert [line[0] for line in lines(desk)] == ["take"] * 5, "what was left along with it comes back with it"
    desk.key(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert [line[0] for line in lines(desk)] == ["take"] * 5, "a contract can't be without its tool"
    desk.key(Qt.Key.Key_Space)
    assert [line[0] for line in lines(desk)] == ["take", "take", "take", "leave", "take"], "a tool can be without its contract"
    desk.key(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Space)
    desk.key(Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert [line[0] for line in lines(desk)] == ["leave", "leave", "take", "leave", "leave"]
    desk.go_on()
    assert desk.said() == "Imported Stack, version 1: 3 rows. Taken: 0 new records, 1 changed."
    assert names(desk) == ["Amplitude", "Figma", "Mixpanel"]


def test_a_new_tool_of_a_sheet_of_months_is_left_with_its_months(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Use 2026-11-20.csv"
    path.write_text("Tool,Month,Purchased,Assigned,Active\nPendo,2026-10,20,15,9\nMixpanel,2026-08,60,50,40\n", encoding="utf-8")
    desk.bring(path)
    desk.go_to(COLUMNS)
    assert desk.dialog.columns_step.kind.current_id() == "tool_usage"
    desk.go_on()
    assert [line[1] for line in lines(desk)] == ["Pendo", "Pendo, 2026-10", "Mixpanel, 2026-08"]
    differences(desk).table.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert [line[0] for line in lines(desk)] == ["leave", "leave", "take"]
    desk.go_on()
    assert names(desk) == ["Amplitude", "Figma", "Mixpanel"]


def test_a_click_on_the_tick_leaves_a_line_and_one_elsewhere_does_not(desk: Desk, sheet: Callable[..., Path]) -> None:
    to_summary(desk, sheet(MIXPANEL))
    table = differences(desk).table
    places = [table.visualRect(table.records.index(0, column)).center() for column in (0, 2)]
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(places[1]))
    assert lines(desk)[0][0] == "take"
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(places[0]))
    assert lines(desk)[0][0] == "leave"
    desk.go_on()
    assert desk.said() == "Imported Stack, version 1: 1 row. Taken: 0 new records, 0 changed."
    assert notice(desk, "Mixpanel") == "30 days"


def test_what_was_corrected_by_hand_is_kept_unless_it_is_ticked(desk: Desk, sheet: Callable[..., Path]) -> None:
    """Version 1 said 60 days, somebody made it 45, version 2 says 90; and Pendo's owner, whom nobody touched, is another one."""
    import_file(desk.session.workspace, ImportRequest(sheet(MIXPANEL, PENDO), name="Stack"), takers=TAKERS)
    desk.session.run(correct_notice)
    wait_for(desk.window)
    later = sheet(MIXPANEL.replace("60 days", "90 days"), PENDO.replace("Cy Young", "Dee Zhou"), name="Stack 2026-11-22.csv")
    to_summary(desk, later)
    assert desk.dialog.title.text() == "Import new version of Stack"
    wanted = [
        ("take", "Pendo", "Owner", "Cy Young", "Dee Zhou"),
        ("leave", "Mixpanel, contract MX-1", "Notice", "45 days", "90 days  corrected by hand"),
    ]
    assert lines(desk) == wanted
    assert differences(desk).about.text() == "0 new, 2 changed, 2 the same. 1 field was corrected by hand and is kept."
    desk.go_on()
    assert desk.said() == "Imported Stack, version 2: 2 rows. Taken: 0 new records, 1 changed."
    assert notice(desk, "Mixpanel") == "45 days"
    desk.session.undo()
    desk.rest()

    to_summary(desk, later)
    assert lines(desk) == wanted
    table = differences(desk).table
    table.setFocus()
    desk.key(Qt.Key.Key_J, Qt.Key.Key_Space)
    assert lines(desk)[1][0] == "take"
    desk.go_on()
    assert notice(desk, "Mixpanel") == "90 days"
    desk.session.undo()
    desk.rest()
    assert notice(desk, "Mixpanel") == "45 days"


def correct_notice(store: Store) -> object:
    """What an operator does in the inspector."""
    contract = tool_store.all_contracts(store, tool_store.find_tool(store, "Mixpanel").id)[0]
    return tool_store.save_contract(store, replace(contract, notice=Span(45, "day")))


def test_what_changes_beneath_the_summary_is_compared_again(desk: Desk, sheet: Callable[..., Path]) -> None:
    """Another import may end while the summary is read; what is left out stays so."""
    to_summary(desk, sheet(MIXPANEL, PENDO))
    table = differences(desk).table
    table.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert lines(desk)[0][:2] == ("leave", "Pendo")
    desk.session.run(correct_notice)
    desk.rest()
    desk.session.announce(frozenset({"dataset"}))
    desk.rest()
    assert lines(desk)[1][3] == "45 days"
    assert lines(desk)[0][0] == "leave", "a choice is not forgotten"


def test_a_sheet_that_changes_nothing_says_so(desk: Desk, sheet: Callable[..., Path]) -> None:
    to_summary(desk, sheet(MIXPANEL.replace("60 days", "30 days")))
    view = differences(desk)
    assert view.about.text() == "0 new, 0 changed, 2 the same."
    assert not view.table.isVisible()
    desk.go_on()
    assert desk.said() == "Imported Stack, version 1: 1 row. Taken: 0 new records, 0 changed."


def test_what_can_not_be_understood_is_named_and_the_rest_goes_on(desk: Desk, sheet: Callable[..., Path]) -> None:
    to_summary(desk, sheet(MIXPANEL, PENDO.replace("30 days", "whenever")))
    said = "\n".join(one.text() for one in differences(desk).findChildren(QLabel) if one.isVisible())
    assert "whenever" in said
    desk.go_on()
    assert "Pendo" in names(desk)
    assert notice(desk, "Pendo") == "None"


def test_what_can_not_be_compared_is_said_and_stops(desk: Desk, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise UserError("The staging file is gone. Read the file again.")

    monkeypatch.setattr("prodops_desktop.ui.importing.stager.differences_of", refuse)
    to_summary(desk, sheet(MIXPANEL))
    assert desk.dialog.said.text() == "The staging file is gone. Read the file again."
    assert not desk.dialog.primary.isEnabled()


def test_another_kind_has_no_differences(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text("day,amount\n2026-11-01,1\n2026-11-02,2\n", encoding="utf-8")
    desk.bring(path)
    desk.go_on()
    desk.go_on()
    assert not differences(desk).isVisible()
    assert desk.dialog.primary.isEnabled()


def test_sources_open_the_very_row(desk: Desk, sheet: Callable[..., Path]) -> None:
    """Miro stands in the third row of tools, which is row 4 of the file; the grid shows it even when it is sorted otherwise."""
    to_summary(desk, sheet(MIXPANEL, PENDO, MIRO))
    desk.go_on()
    page = cast(ToolsPage, desk.window.page)
    page.choose(next(view.tool.id for view in page.inventory.tools if view.tool.name == "Miro"))
    desk.rest()
    sources = page.detail.sources.section
    said = [one.text() for one in sources.findChildren(QLabel) if one.isVisibleTo(sources)]
    assert said == ["Sources", "2", "Tool and card, as of 20 Nov", "Contract from 1 Apr 2026, as of 20 Nov"]
    links = [one for one in sources.findChildren(QPushButton) if one.isVisibleTo(sources)]
    assert links[1].accessibleName() == "Open Stack 2026-11-20.csv › Stack 2026-11-20 › row 4"
    QTest.mouseClick(links[1], Qt.MouseButton.LeftButton)
    desk.rest()
    shown = cast(DatasetsPage, desk.window.page)
    assert shown.id == "datasets"
    assert shown.grid.title.label.text() == "Stack"
    grid = shown.grid.table
    line = grid.current_line()
    assert line is not None
    assert (line.place.row, line.values[0]) == (4, "Miro")

    grid.sort_by(1, descending=True)
    desk.rest()
    grid.select_cell(0, 1)
    desk.window.go_back()
    desk.rest()
    page.choose(next(view.tool.id for view in page.inventory.tools if view.tool.name == "Pendo"))
    desk.rest()
    first = next(one for one in page.detail.sources.section.findChildren(QPushButton) if one.isVisibleTo(page.detail.sources.section))
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    desk.rest()
    line = grid.current_line()
    assert line is not None
    assert line.values[0] == "Pendo"


def test_a_record_of_an_older_version_opens_that_version(desk: Desk, sheet: Callable[..., Path]) -> None:
    """Miro is in version 1 alone."""
    import_file(desk.session.workspace, ImportRequest(sheet(PENDO, MIRO), name="Stack"), takers=TAKERS)
    import_file(desk.session.workspace, ImportRequest(sheet(PENDO, name="Stack later.csv"), name="Stack"), takers=TAKERS)
    desk.session.announce(frozenset({"*"}))
    desk.rest()
    page = cast(ToolsPage, desk.window.page)
    page.choose(next(view.tool.id for view in page.inventory.tools if view.tool.name == "Miro"))
    desk.rest()
    first = next(one for one in page.detail.sources.section.findChildren(QPushButton) if one.isVisibleTo(page.detail.sources.section))
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    desk.rest()
    shown = cast(DatasetsPage, desk.window.page)
    assert "v1, not the newest" in shown.grid.about.text()
    line = shown.grid.table.current_line()
    assert line is not None
    assert line.values[0] == "Miro"


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
@pytest.mark.parametrize("size", [(1024, 640), (1440, 900)])
def test_no_text_of_the_differences_is_cut(family: str, desk: Desk, sheet: Callable[..., Path], size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    to_summary(desk, sheet(MIXPANEL, PENDO, MIRO.replace("30 days", "whenever")))
    assert differences(desk).isVisible()
    assert cut_texts(desk.dialog) == []
    table = differences(desk).table
    table.setFocus()
    desk.key(Qt.Key.Key_Space)
    QApplication.processEvents()
    assert cut_texts(desk.dialog) == []


def test_the_day_of_the_sheet_is_that_of_its_name(desk: Desk, sheet: Callable[..., Path]) -> None:
    to_summary(desk, sheet(MIXPANEL))
    desk.go_on()
    (stack,) = [one for one in desk.datasets() if one.name == "Stack"]
    assert date.fromisoformat(stack.version.as_of) == date(2026, 11, 20)
