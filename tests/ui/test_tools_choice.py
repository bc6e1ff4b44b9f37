"""What is chosen on the page Tools stays chosen: through the wheel, edits, deletions, undo, filters and the other lists."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import Contract, Tool
from prodops_desktop.tools.overlap import Overlap
from prodops_desktop.tools.views import ToolView
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.pages.tools.wording import only_text
from prodops_desktop.workspace.links import End, link
from tests.ui.contract import wait_for
from tests.ui.test_tools_page import Shown, choose, contract, edit, names, opened, press, texts, tool

__all__ = ["opened"]


def shown_tool(page: ToolsPage) -> ToolView:
    assert page.view is not None
    return page.view


def shown_contract(page: ToolsPage) -> Contract:
    assert page.contract is not None
    return page.contract.contract


def changed(window: MainWindow, made: Contract) -> None:
    assert window.session is not None
    window.session.run(lambda store: tool_store.save_contract(store, made))
    wait_for(window)


def test_the_wheel_decides_nothing(opened: Shown) -> None:
    window, page = opened()
    before = contract(window, "Mixpanel")
    field = page.detail.terms_form.fields["amount_per"].editor
    spot = QPointF(field.rect().center())
    notch = QWheelEvent(
        spot, field.mapToGlobal(spot), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, notch)
    wait_for(window)
    assert contract(window, "Mixpanel") == before
    assert not notch.isAccepted()  # so that what the field stands in scrolls


def test_the_contract_that_is_edited_stays_when_another_one_is_due_before_it(opened: Shown) -> None:
    window, page = opened()
    first = shown_contract(page)
    changed(window, replace(first, id=0, reference="MX-2", starts=date(2026, 2, 1), ends=date(2027, 1, 31), lead_times=()))
    assert shown_contract(page) == first
    edit(window, page.detail.terms_form.fields["ends"], "2028-01-01")
    assert shown_contract(page) == replace(first, ends=date(2028, 1, 1))
    edit(window, page.detail.terms_form.fields["uplift"], "7")
    assert shown_contract(page).uplift == 7
    press(window, "edit.undo")
    press(window, "edit.undo")
    assert shown_contract(page) == first


def test_the_next_row_is_chosen_when_a_tool_is_deleted_and_undo_chooses_it_again(opened: Shown) -> None:
    window, page = opened()
    before = names(page)
    choose(window, page, before[1])
    press(window, "tools.delete")
    assert names(page) == [before[0], before[2]]
    assert page.detail.title.text() == before[2]
    press(window, "edit.undo")
    assert page.detail.title.text() == before[1]
    press(window, "edit.redo")
    choose(window, page, before[0])
    press(window, "edit.undo")
    assert page.detail.title.text() == before[0], "what was chosen since stays"


def test_a_tool_that_the_filter_hides_is_not_deleted(opened: Shown) -> None:
    window, page = opened()
    page.stack_pane.search.setText("figma")
    wait_for(window)
    assert (names(page), page.detail.title.text()) == (["Figma"], "Mixpanel")
    press(window, "tools.delete")
    assert tool(window, "Mixpanel").name == "Mixpanel"
    page.stack_pane.search.setText("")
    press(window, "tools.delete")
    assert "Mixpanel" not in names(page)


def test_a_new_tool_is_seen_whatever_was_filtered(opened: Shown) -> None:
    window, page = opened()
    page.stack_pane.search.setText("figma")
    press(window, "tools.add")
    assert len(names(page)) == 4
    assert page.stack_pane.table.current() is shown_tool(page)


def test_a_vendor_shows_its_tool(opened: Shown) -> None:
    window, page = opened()
    page.show_tab("vendors")
    line = [vendor.name for vendor in page.vendors.table.shown].index("Amplitude")
    page.vendors.table.go_to(line)
    wait_for(window)
    assert page.detail.title.text() == "Amplitude"


def test_an_emptied_month_is_no_month_and_earlier_ones_can_be_typed(opened: Shown) -> None:
    window, page = opened()
    detail = page.detail
    assert detail.month.count() == 12
    detail.month.choose("2026-08")
    detail.month.activated.emit(detail.month.currentIndex())
    edit(window, detail.month_form.fields["purchased"], "55")
    assert [month.purchased for month in shown_tool(page).months if month.month == "2026-08"] == [55]
    edit(window, detail.month_form.fields["purchased"], "")
    assert "2026-08" not in [month.month for month in shown_tool(page).months]


def test_a_link_is_shown_at_both_ends(opened: Shown) -> None:
    window, page = opened()
    session = window.session
    assert session is not None
    id_, contract_id = shown_tool(page).tool.id, shown_contract(page).id
    with session.workspace.reading() as store:
        dataset = int(store.db.execute("SELECT min(id) FROM dataset").fetchone()[0])
    session.run(lambda store: link(store, "needs", End("tool", id_), End("dataset", dataset)))
    session.run(lambda store: link(store, "related", End("dataset", dataset), End("contract", contract_id)))
    wait_for(window)
    assert "needs · Dataset" in texts(page.detail.links.section)
    assert "MX-1 · belongs with · Dataset" in texts(page.detail.links.section)
    window.show_page("datasets", dataset)
    wait_for(window)
    datasets = window.page
    assert isinstance(datasets, DatasetsPage)
    section = datasets.detail.links.section
    assert {"is needed by · Tool", "belongs with · Contract"} <= set(texts(section).split("\n"))
    (back,) = [one for one in section.findChildren(QPushButton) if one.text() == "Mixpanel · MX-1"]
    back.click()
    wait_for(window)
    assert isinstance(window.page, ToolsPage)
    assert shown_contract(window.page).reference == "MX-1"


def test_those_who_would_lose_a_tool_are_named() -> None:
    both, alone = frozenset({"ann", "bob"}), frozenset(f"p{number:02}" for number in range(14))
    pair = Overlap(Tool(1, "A"), Tool(2, "B"), 0.5, False, False, both | {"cid", "dan"}, both | alone)
    assert only_text(pair, 1) == "Only here: cid, dan."
    assert only_text(pair, 2) == f"Only here: {', '.join(sorted(alone)[:12])} and 2 more."
    assert only_text(replace(pair, users_a=both), 1) == ""
    assert only_text(replace(pair, users_b=None), 1) == ""
