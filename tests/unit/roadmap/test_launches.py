"""Launches: which gates each tier has and when they are due, that none is green without evidence, and how ready a launch is."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.agenda.working_days import WorkingDays
from prodops_desktop.errors import UserError
from prodops_desktop.registry.shipped import ShippedChange
from prodops_desktop.roadmap.launches import (
    Readiness,
    all_checks,
    all_gates,
    check_gate,
    delete_gate,
    readiness,
    restore_shipped,
    save_gate,
    shipped_changes,
    shipped_gates,
)
from prodops_desktop.roadmap.model import NOT_APPLICABLE, OPEN, PASSED, QUARTER, TIERS, Gate, GateCheck, Item
from prodops_desktop.roadmap.store import delete_items
from prodops_desktop.workspace import Workspace, undo
from tests.pace import walks
from tests.unit.conftest import Content
from tests.unit.roadmap.items import add, back_and_forth, do, last_label, read, step_count

Contents = Callable[[Workspace], Content]
LAUNCH = date(2027, 1, 26)  # a Tuesday
GATES = tuple(Gate(place, gate.name, gate.function, gate.offsets, gate.evidence) for place, gate in enumerate(shipped_gates(), 1))
WEEKDAYS = WorkingDays()


def launch(tier: int | None = 1, day: date | None = LAUNCH, **values: object) -> Item:
    return Item(1, "RM-12", "Bulk export", tier=tier, launch=day, **values)  # type: ignore[arg-type]  # whichever the test names


def passed(gate: int) -> GateCheck:
    return GateCheck(1, gate, PASSED, "https://wiki/x", None, None)


def ready(item: Item, checks: dict[int, GateCheck] | None = None, days: WorkingDays = WEEKDAYS) -> Readiness:
    found = readiness(item, GATES, checks or {}, days)
    assert found is not None
    return found


# --- which gates, and when


def test_the_gates_that_ship_are_17_16_and_7(workspace: Workspace) -> None:
    stored = read(workspace, all_gates)
    assert [(one.name, one.function, one.offsets, one.evidence) for one in stored] == [
        (one.name, one.function, one.offsets, one.evidence) for one in shipped_gates()
    ]
    for gates in (stored, GATES):
        assert [sum(gate.offset(tier) is not None for gate in gates) for tier in TIERS] == [17, 16, 7]
    assert [len(ready(launch(tier)).gates) for tier in TIERS] == [17, 16, 7]
    assert readiness(launch(None), GATES, {}, WEEKDAYS) is None


def test_gates_are_due_by_working_days_from_the_launch() -> None:
    due = {view.gate.name: view.due for view in ready(launch(1)).gates}
    assert due["Promise and measure agreed"] == date(2026, 12, 1)  # 40 of them are 8 weeks
    assert due["Performance within objective"] == date(2027, 1, 12)
    assert due["Go or no-go"] == date(2027, 1, 21)  # Mon 25, Fri 22, Thu 21
    assert due["Day-of runbook done"] == LAUNCH
    assert due["First reading"] == date(2027, 2, 9)
    assert due["30-day review"] == date(2027, 2, 25)
    american = {view.gate.name: view.due for view in ready(launch(1), days=WorkingDays("US", [date(2027, 1, 21)])).gates}
    # Mon 18 Jan is Martin Luther King Day, Thu 21 the company's own, Fri 1 Jan and Fri 25 Dec are holidays, Mon 15 Feb is one
    assert american["Go or no-go"] == date(2027, 1, 20)
    assert american["Performance within objective"] == date(2027, 1, 8)
    assert american["30-day review"] == date(2027, 2, 26)
    third = {view.gate.name: view.due for view in ready(launch(3)).gates}
    assert third["Promise and measure agreed"] == date(2027, 1, 19)
    assert "Go or no-go" not in third


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.lists(st.integers(-60, 60), min_size=1, max_size=6),
    st.sets(st.dates(date(2020, 1, 1), date(2035, 1, 1)), max_size=5),
)
def test_every_due_day_is_what_counting_day_by_day_gives(day: date, offsets: list[int], closed: set[date]) -> None:
    german = holidays.country_holidays("DE")
    found = readiness(
        launch(1, day), [Gate(n, str(n), "QA", (o, None, None), "") for n, o in enumerate(offsets)], {}, WorkingDays("DE", closed)
    )
    assert found is not None
    for view, offset in zip(found.gates, offsets, strict=True):
        expected, left = day, abs(offset)
        while left:
            expected += timedelta(days=1 if offset > 0 else -1)
            left -= expected.weekday() < 5 and expected not in german and expected not in closed
        assert view.due == expected


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"launch": None, "due": LAUNCH}, LAUNCH),
        ({"launch": LAUNCH, "due": date(2027, 3, 31), "due_precision": QUARTER}, LAUNCH),
        ({"launch": None, "due": date(2027, 3, 31), "due_precision": QUARTER}, None),
        ({"launch": None}, None),
    ],
)
def test_gates_have_days_only_where_the_launch_is_known_to_the_day(values: dict[str, object], due: date | None) -> None:
    found = ready(Item(1, "RM-1", "One", tier=1, **values))  # type: ignore[arg-type]  # whichever the test names
    assert {view.gate.name: view.due for view in found.gates}["Day-of runbook done"] == due
    assert (found.overdue(date(2030, 1, 1)) == ()) is (due is None)
    if due is None:
        assert [view.gate.offset(1) for view in found.open_] == sorted(view.gate.offset(1) or 0 for view in found.gates)


def test_the_readiness_of_500_launches_is_worked_out_at_once() -> None:
    days = WorkingDays("US")
    items = [Item(place, f"RM-{place}", "x", tier=1, launch=LAUNCH + timedelta(days=place)) for place in range(500)]
    checks = {gate.id: passed(gate.id) for gate in GATES[:5]}
    for year in range(2026, 2030):
        days.is_worked(date(year, 6, 1))  # loads the holidays of the year
    assert walks(lambda: [readiness(one, GATES, checks, days) for one in items]) < 1.5


# --- readiness


def test_readiness_counts_what_does_not_apply_apart() -> None:
    checks = {
        1: passed(1),
        2: passed(2),
        3: GateCheck(1, 3, NOT_APPLICABLE, "The price stays", None, None),
        4: GateCheck(1, 4, OPEN, "asked on 3 Nov", "Ada", None),
    }
    found = ready(launch(1), checks)
    assert (found.passed, found.applicable, found.not_applicable, len(found.open_)) == (2, 16, 1, 14)
    assert found.share == 12.5
    third = ready(launch(3), checks)  # of these four it has the first one alone
    assert (third.passed, third.applicable, third.not_applicable) == (1, 7, 0)
    nothing = ready(launch(3), {gate.id: GateCheck(1, gate.id, NOT_APPLICABLE, "no", None, None) for gate in GATES})
    assert (nothing.share, nothing.open_) == (None, ())


def test_open_gates_come_as_they_are_due_and_overdue_are_those_of_yesterday() -> None:
    found = ready(launch(3), {13: passed(13)})
    assert [(view.gate.name, view.due) for view in found.open_] == [
        ("Promise and measure agreed", date(2027, 1, 19)),
        ("Performance within objective", date(2027, 1, 22)),
        ("Rollout waves, flag, rollback threshold", date(2027, 1, 22)),
        ("Open P1 and P2 at zero or accepted", date(2027, 1, 25)),
        ("Support macros, known issues, escalation", date(2027, 1, 25)),
        ("Docs, release note", date(2027, 1, 25)),
        ("First reading", date(2027, 2, 9)),
    ]
    assert len(found.overdue(date(2027, 1, 22))) == 1
    assert len(found.overdue(date(2027, 1, 23))) == 3
    assert found.overdue(date(2027, 1, 19)) == ()


# --- evidence


@pytest.mark.parametrize(
    ("evidence", "who", "day"),
    [("https://wiki/plan", None, None), (" plan.xlsx ", None, None), (None, "Ada", date(2026, 11, 20)), ("Seen", "Ada", None)],
)
def test_a_gate_is_green_with_a_link_a_file_or_a_name_with_its_day(
    workspace: Workspace, content: Contents, evidence: str | None, who: str | None, day: date | None
) -> None:
    item, gate = add(workspace, "RM-1", "Export", tier=1), read(workspace, all_gates)[11]
    back_and_forth(workspace, content, lambda store: check_gate(store, item.id, gate.id, PASSED, evidence, who, day))
    expected = GateCheck(item.id, gate.id, PASSED, evidence.strip() if evidence else None, who, day)
    assert read(workspace, all_checks) == {item.id: {gate.id: expected}}
    assert last_label(workspace) == "Redo pass gate “Docs, release note” of RM-1 Export"


@pytest.mark.parametrize(("evidence", "who", "day"), [(None, None, None), ("  ", None, None), (None, "Ada", None), (None, " ", LAUNCH)])
def test_no_gate_is_green_without_evidence(
    workspace: Workspace, content: Contents, evidence: str | None, who: str | None, day: date | None
) -> None:
    item, gate = add(workspace, "RM-1", tier=1), read(workspace, all_gates)[11]
    before = content(workspace)
    with pytest.raises(UserError, match=r"“Docs, release note” is passed only with evidence \(links\): give a link"):
        do(workspace, lambda store: check_gate(store, item.id, gate.id, PASSED, evidence, who, day))
    assert content(workspace) == before


def test_what_does_not_apply_needs_a_reason_and_can_be_opened_again(workspace: Workspace, content: Contents) -> None:
    item, gate = add(workspace, "RM-1", tier=1), read(workspace, all_gates)[0]
    for reason in (None, " \n "):
        with pytest.raises(UserError, match="Say why “Promise and measure agreed” does not apply"):
            do(workspace, partial(check_gate, item=item.id, gate=gate.id, state=NOT_APPLICABLE, evidence=reason, who="Ada", day=LAUNCH))
    back_and_forth(workspace, content, lambda store: check_gate(store, item.id, gate.id, NOT_APPLICABLE, "Nobody\nsees it"))
    assert read(workspace, all_checks)[item.id][gate.id].evidence == "Nobody sees it"
    assert last_label(workspace) == "Redo leave out gate “Promise and measure agreed” of RM-1 RM-1"
    steps = step_count(workspace)
    do(workspace, lambda store: check_gate(store, item.id, gate.id, NOT_APPLICABLE, "Nobody sees it"))
    assert step_count(workspace) == steps
    back_and_forth(workspace, content, lambda store: check_gate(store, item.id, gate.id, OPEN))
    assert last_label(workspace) == "Redo reopen gate “Promise and measure agreed” of RM-1 RM-1"
    assert read(workspace, all_checks) == {}


def test_an_open_gate_can_hold_what_is_known_so_far(workspace: Workspace) -> None:
    item, gate = add(workspace, "RM-1", tier=1), read(workspace, all_gates)[0]
    do(workspace, lambda store: check_gate(store, item.id, gate.id, OPEN, "Draft is with legal", "Ada"))
    assert last_label(workspace) == "Note on gate “Promise and measure agreed” of RM-1 RM-1"
    checks = read(workspace, all_checks)[item.id]
    assert checks[gate.id] == GateCheck(item.id, gate.id, OPEN, "Draft is with legal", "Ada", None)
    found = readiness(item, [gate], checks, WEEKDAYS)
    assert found is not None
    assert (found.passed, len(found.open_)) == (0, 1)
    with pytest.raises(UserError, match="“green” is no state of a gate"):
        do(workspace, lambda store: check_gate(store, item.id, gate.id, "green", "x"))


def test_checks_go_with_their_item_and_their_gate_and_come_back(workspace: Workspace, content: Contents) -> None:
    item, gate = add(workspace, "RM-1", tier=1), read(workspace, all_gates)[0]
    do(workspace, lambda store: check_gate(store, item.id, gate.id, PASSED, "x"))
    for step in (lambda store: delete_items(store, [item.id]), lambda store: delete_gate(store, gate.id)):
        before = read(workspace, all_checks)
        back_and_forth(workspace, content, step)
        assert read(workspace, all_checks) == {}
        do(workspace, undo.undo)
        assert read(workspace, all_checks) == before
    do(workspace, lambda store: delete_gate(store, gate.id))
    with pytest.raises(UserError, match="gate is no longer there"):
        do(workspace, lambda store: check_gate(store, item.id, gate.id, PASSED, "x"))


# --- the list of gates


def test_a_gate_is_added_last_changed_and_deleted(workspace: Workspace, content: Contents) -> None:
    values: dict[str, str | int | None] = {
        "name": " Penetration  test ",
        "function": "Security",
        "evidence": "Report",
        "tier_1": -15,
        "tier_2": None,
    }
    changes, gate = back_and_forth(workspace, content, lambda store: save_gate(store, values))
    assert changes.label == "Add gate Penetration test"
    assert read(workspace, all_gates)[-1] == Gate(gate, "Penetration test", "Security", (-15, None, None), "Report")
    back_and_forth(workspace, content, lambda store: save_gate(store, {"tier_2": -5, "evidence": ""}, gate))
    assert read(workspace, all_gates)[-1] == Gate(gate, "Penetration test", "Security", (-15, -5, None), "")
    steps = step_count(workspace)
    do(workspace, lambda store: save_gate(store, {"name": "Penetration test"}, gate))
    assert step_count(workspace) == steps
    back_and_forth(workspace, content, lambda store: delete_gate(store, gate))
    assert len(read(workspace, all_gates)) == 17


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": " "}, "needs a name"),
        ({"function": None}, "Say which function sees to “New”"),
        ({"name": "GO or no-go"}, "a gate “Go or no-go” already"),
        ({"tier_1": None}, "“New” would be for no launch at all"),
        ({"tier_1": -261}, "a whole number from −260 to 260"),
        ({"tier_1": 2.5}, "a whole number"),
        ({"tier_1": float("nan")}, "a whole number"),
        ({"tier_1": "soon"}, "a whole number from −260 to 260"),
    ],
)
def test_a_gate_that_makes_no_sense_is_refused(workspace: Workspace, content: Contents, values: dict[str, Any], says: str) -> None:
    before = content(workspace)
    with pytest.raises(UserError, match=says):
        do(workspace, lambda store: save_gate(store, {"name": "New", "function": "QA", "tier_1": -1, **values}))
    assert content(workspace) == before


# --- what ships


def test_what_was_changed_of_the_shipped_gates_is_shown_and_restored_in_one_step(workspace: Workspace, content: Contents) -> None:
    assert read(workspace, shipped_changes) == []
    gates = {gate.name: gate.id for gate in read(workspace, all_gates)}
    do(workspace, lambda store: save_gate(store, {"tier_2": -7, "tier_3": None, "function": "QA"}, gates["Docs, release note"]))
    do(workspace, lambda store: delete_gate(store, gates["Go or no-go"]))
    do(workspace, lambda store: save_gate(store, {"name": "Translated", "function": "Docs", "tier_1": -5}))
    shipped = {gate.name: gate for gate in shipped_gates()}
    docs, go = shipped["Docs, release note"], shipped["Go or no-go"]
    assert read(workspace, shipped_changes) == [
        ShippedChange(docs.name, "function", "QA", docs.function),
        ShippedChange(docs.name, "tier_2", "−7", str(docs.offset(2)).replace("-", "−")),
        ShippedChange(docs.name, "tier_3", "", str(docs.offset(3)).replace("-", "−")),
        ShippedChange(go.name, "added", "", go.function),
    ]
    assert back_and_forth(workspace, content, restore_shipped).label == "Restore the shipped gates"
    stored = {gate.name: (gate.function, gate.offsets, gate.evidence) for gate in read(workspace, all_gates)}
    own = stored.pop("Translated")
    assert own == ("Docs", (-5, None, None), "")
    assert stored == {gate.name: (gate.function, gate.offsets, gate.evidence) for gate in shipped.values()}
    assert read(workspace, shipped_changes) == []
