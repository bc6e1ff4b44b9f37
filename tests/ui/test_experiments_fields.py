"""The page Experiments with mouse and keys: every field of the inspector and the way back, and what is added, copied and deleted.

The figures are those of :mod:`tests.ui.experiments_desk`.
"""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.experiments.model import GUARDRAIL, MEAN, POINTS, SECONDARY, MetricPlan, Variant
from prodops_desktop.ui.widgets.edit_fields import EditField
from tests.ui.contract import wait_for
from tests.ui.experiments_desk import (
    Shown,
    badges,
    button,
    choose,
    experiments_workspace,
    key_of,
    opened,
    show,
    stored,
    type_over,
    workspace_path,
)
from tests.ui.test_tools_page import CONTROL, key, press, undo_label

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["experiments_workspace", "opened", "workspace_path"]


# --- the fields


FIELDS: list[tuple[str, str, dict[str, Any]]] = [
    ("hypothesis", "Because cards are short", {"hypothesis": "Because cards are short"}),
    ("code", "PRC-6", {"code": "PRC-6"}),
    ("name", "Add-on", {"name": "Add-on"}),
    ("kind", "A/B by account", {"kind": "A/B by account"}),
    ("unit", "account", {"unit": "account"}),
    ("clustered", "yes", {"clustered": True}),
    ("segment", "enterprise", {"segment": "Enterprise"}),
    ("segment", "", {"segment": None}),
    ("allocation", "0.4", {"allocation": 40.0}),
    ("starts", "14 Dec 2026", {"starts": date(2026, 12, 14)}),
    ("ends", "2027-01-15", {"ends": date(2027, 1, 15)}),
    ("surface", "Billing", {"surface": "Billing"}),
    ("parameter", "price_card", {"parameter": "price_card"}),
    ("lane", "Pricing lane", {"lane": "Pricing lane"}),
    ("goal", "more upgrades", {"goal": "More upgrades"}),
    ("team", "Growth", {"team": "Growth"}),
    ("owner", "Cy Young", {"owner": "Cy Young"}),
    ("note", "ask Ana", {"note": "ask Ana"}),
    ("step", "paid", {"step": "paid"}),
    ("baseline", "12.5 %", {"baseline": 12.5}),
    ("mde", "2 pt", {"mde": 2.0, "mde_in": POINTS}),
    ("mde", "10 %", {"mde": 10.0, "mde_in": "percent"}),
    ("deviation", "3.5", {"deviation": 3.5}),
    ("power", "90", {"power": 90.0}),
    ("alpha", "10 %", {"alpha": 10.0}),
    ("icc", "0.1", {"icc": 0.1}),
    ("decision_rule", "ship if sold", {"decision_rule": "ship if sold"}),
    ("learning", "Cards sell.", {"learning": "Cards sell."}),
    ("early_reason", "The vendor left.", {"early_reason": "The vendor left."}),
    ("primary", "Add-ons sold\nRevenue (mean)", {"metrics": (MetricPlan("Add-ons sold"), MetricPlan("Revenue", type=MEAN))}),
    ("secondary", "Visits", {"metrics": (MetricPlan("Add-ons sold"), MetricPlan("Visits", SECONDARY))}),
    (
        "guardrail",
        "Complaints +2 pt",
        {"metrics": (MetricPlan("Add-ons sold"), MetricPlan("Complaints", GUARDRAIL, better="down", bound=2.0, bound_in=POINTS))},
    ),
    (
        "variants",
        "Control 50; A (Blue) 25; B 25",
        {"variants": (Variant("Control", None, 50.0), Variant("A", "Blue", 25.0), Variant("B", None, 25.0))},
    ),
]


def test_every_field_is_typed_kept_and_taken_back(opened: Shown) -> None:
    window, page = opened()
    own = key_of(page, "EXP-6")
    before = stored(window, "EXP-6")
    for name, typed, wanted in FIELDS:
        field = cast(EditField, page.detail.field(name))
        shown = field.text()
        type_over(window, field, typed)
        assert field.wrong.text() == "", name
        assert page.board.by_id[own].experiment == replace(before, **wanted), name
        key(window, Qt.Key.Key_Z, CONTROL)
        assert page.board.by_id[own].experiment == before, name
        assert field.text() == shown, name
    assert stored(window, "EXP-6") == before


def test_a_status_is_chosen_by_keys(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-7")
    type_over(window, cast(EditField, page.detail.field("status")), "scheduled")
    assert stored(window, "EXP-7").status == "scheduled"
    assert page.calendar.legend.accessibleDescription() == "Running 2, Scheduled 3, Draft 0, Done 2"
    key(window, Qt.Key.Key_Z, CONTROL)
    assert stored(window, "EXP-7").status == "draft"


NONSENSE = (
    ("code", "", "An experiment needs a key, such as EXP-44."),
    ("code", "exp-5", "exp-5 is “Invoice payment” already. Choose another key."),
    ("name", " ", "An experiment needs a name of at least one character."),
    ("allocation", "much", "This is no share. Type per cent such as 50 or 50%."),
    ("allocation", "120%", "The allocation is 120. It has to be more than 0 and up to 100%."),
    ("starts", "soon", "This is no day. Type one such as 2026-12-21 or 21 Dec 2026, or nothing."),
    ("ends", "2026-12-01", "EXP-6 would end on 2026-12-01, before it starts on 2026-12-10. Change one of the days."),
    ("ends", "", "EXP-6 is scheduled, so it needs its first and its last day. Type them, or make it a draft."),
    ("baseline", "some", "This is no number. Type one such as 22 or 3.5, or nothing."),
    ("baseline", "130", "The baseline of a share is 130. It has to be from 0 to 100%."),
    ("mde", "a bit", "This is no effect. Type one such as 3.5 pt or 10%."),
    ("mde", "240 ms", "This is no effect. Type one such as 3.5 pt or 10%."),
    ("deviation", "wide", "This is no number. Type one such as 22 or 3.5, or nothing."),
    ("power", "100", "The power is 100. It has to be between 0 and 100%, such as 80."),
    ("icc", "2", "The ICC is 2. It has to be between 0 and 1, such as 0.05."),
    ("icc", "high", "This is no correlation. Type one from 0 to 1."),
    ("primary", "Visits; visits", "A metric is named twice. Leave one of them out."),
    ("guardrail", "Errors 5 %", "A limit needs a sign, which says what is worse, and % or pt behind it, as in “Errors +1 pt”."),
    ("variants", "A; A", "Two variants are called “A”. Give each a name of its own."),
    ("variants", "A 0; B 0", "All variants have the weight 0, so nobody would see the test. Give one of them more."),
)


def test_nonsense_is_refused_beside_the_field_and_escape_brings_back_what_was_there(opened: Shown) -> None:
    window, page = opened()
    before = stored(window, "EXP-6")
    for name, typed, said in NONSENSE:
        field = cast(EditField, page.detail.field(name))
        was = field.text()
        type_over(window, field, typed)
        assert field.wrong.text() == said
        assert field.wrong.isVisibleTo(page.detail)
        key(window, Qt.Key.Key_Escape)
        assert (field.text(), field.wrong.text()) == (was, "")
    assert stored(window, "EXP-6") == before


def test_the_least_effect_of_a_mean_has_the_unit_of_the_metric(opened: Shown) -> None:
    """2 × 100² × 7.8489 ÷ 20² = 392.4, so 393 in each of two arms."""
    window, page = opened()
    type_over(window, page.detail.read_form.fields["primary"], "Latency (mean, lower is better)")
    for field, typed in (("baseline", "400 ms"), ("deviation", "100"), ("mde", "-20 ms")):
        type_over(window, page.detail.design_form.fields[field], typed)
        assert page.detail.design_form.fields[field].wrong.text() == ""
    made = stored(window, "EXP-6")
    assert (made.baseline, made.deviation, made.mde, made.mde_in) == (400.0, 100.0, 20.0, POINTS)
    assert page.detail.sample.note.text() == "786"
    assert page.detail.sample_text.text().startswith("Needed for −20, 80% power.")


def test_a_variant_that_is_renamed_keeps_its_totals(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-2")
    variants = page.detail.read_form.fields["variants"]
    type_over(window, variants, variants.text().replace("A (Ranked)", "R (Ranked)"))
    show(window, "results")
    assert page.results.headline.text().startswith("R lifts Search success from 61.8% to 65.2%")


# --- added, copied, deleted


def test_an_experiment_is_added_named_copied_and_deleted_by_keys(opened: Shown) -> None:
    window, page = opened()
    page.focus_first()
    key(window, Qt.Key.Key_N, CONTROL)
    name = page.detail.plan_form.fields["name"]
    assert (page.current_tab(), page.detail.title.text()) == ("backlog", "EXP-10 New experiment")
    assert name.editor.hasFocus()
    QTest.keyClicks(name.editor, "Bigger prices")
    key(window, Qt.Key.Key_Return)
    assert stored(window, "EXP-10").name == "Bigger prices"
    assert [view.experiment.code for view in page.backlog.table.shown] == ["EXP-8", "EXP-10"]
    key(window, Qt.Key.Key_D, CONTROL)
    assert stored(window, "EXP-11").status == "draft"
    assert page.detail.title.text() == "EXP-11 Bigger prices"
    page.backlog.table.setFocus()
    key(window, Qt.Key.Key_Delete, CONTROL)
    assert [view.experiment.code for view in page.backlog.table.shown] == ["EXP-8", "EXP-10"]
    assert window.strip.text.text() == "Deleted EXP-11 Bigger prices with its readings."
    for label in (
        "delete EXP-11 Bigger prices",
        "duplicate EXP-10 Bigger prices",
        "edit EXP-10 Bigger prices",
        "add EXP-10 New experiment",
    ):
        assert undo_label(window) == label
        key(window, Qt.Key.Key_Z, CONTROL)
    assert len(page.board.views) == 9


def test_undo_brings_what_was_deleted_back_to_the_inspector(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-5")
    page.focus_first()
    press(window, "experiments.delete")
    assert "EXP-5" not in [view.experiment.code for view in page.board.views]
    assert page.detail.title.text() == "EXP-6 Usage add-on card", "the worst that is left"
    QTest.mouseClick(button(window.strip, "Undo"), Qt.MouseButton.LeftButton)
    wait_for(window)
    assert page.detail.title.text() == "EXP-5 Invoice payment"
    assert badges(page, "EXP-5") == ["High: EXP-4, 1,000 users"]


def test_what_the_list_does_not_show_is_not_deleted(opened: Shown) -> None:
    window, page = opened()
    show(window, "register")
    QTest.keyClicks(page.register.search, "nudge")
    wait_for(window)
    assert page.detail.title.text() == "EXP-6 Usage add-on card"
    press(window, "experiments.delete")
    assert window.strip.text.text() == "This list does not show the experiment. Show it first."
    assert stored(window, "EXP-6").name == "Usage add-on card"
    page.register.search.clear()
    press(window, "experiments.delete")
    assert "EXP-6" not in [view.experiment.code for view in page.board.views]
