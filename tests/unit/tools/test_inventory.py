"""The stack as of a day, figure by figure as it is worked out by hand."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.agenda.events import save_event
from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.store import find_dataset, set_counts
from prodops_desktop.registry.rates import set_rate
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.answering import inventory_object
from prodops_desktop.tools.inventory import read_inventory
from prodops_desktop.tools.model import CHOICES, Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.tools.seats import SeatList
from prodops_desktop.tools.verdict import verdict_of
from prodops_desktop.tools.views import ContractView, Inventory, Rules, ToolView
from prodops_desktop.workspace import Store, Workspace, settings
from prodops_desktop.workspace.links import End, link

Importer = Callable[..., ImportReport]
Stack = Callable[..., Inventory]

YEAR, QUARTER_NOTICE = Span(1, "year"), Span(3, "month")
DUE = Contract(
    0, 0, starts=date(2026, 1, 1), ends=date(2026, 12, 31), auto_renew=True, notice=Span(17, "day"), renewal=YEAR,
    amount=Money(4_800_000, 2, "USD"), basis="seat", seats=60,
)  # fmt: skip
"""Notice by 14 December 2026, 48,000 a year."""


def add(store: Store, name: str, contracts: Sequence[Contract] = (), months: Sequence[Month] = (), **fields: Any) -> int:
    with store.edit(f"Add {name}"):
        id_ = tool_store.save_tool(store, Tool(0, name, **fields))[1]
        for contract in contracts:
            tool_store.save_contract(store, replace(contract, tool=id_))
        for month in months:
            tool_store.save_month(store, id_, month)
    return id_


@pytest.fixture
def on(workspace: Workspace) -> Callable[..., Inventory]:
    """The inventory on a day, in US dollars; other settings by their keys."""

    def look(day: str = "2026-11-23", **others: str) -> Inventory:
        def read(store: Store) -> Inventory:
            for key, value in {"today": day, **others}.items():
                settings.set_setting(store, key, value)
            return read_inventory(store)

        return workspace.run(read).result()

    return look


def view(inventory: Inventory, name: str) -> ToolView:
    (found,) = [one for one in inventory.tools if one.tool.name == name]
    return found


def test_seats_that_nobody_uses_and_what_an_active_one_costs(workspace: Workspace, on: Stack) -> None:
    workspace.run(lambda store: add(store, "Mixpanel", [DUE], [Month("2026-10", 60, 41, 12)])).result()
    mixpanel = view(on(), "Mixpanel")
    # 48,000 ÷ 60 = 800 a seat; 60 − 12 = 48 idle; 48 × 800 = 38,400; 48,000 ÷ 12 = 4,000; 12 ÷ 60 = 20 %; 41 ÷ 60 = 68.33 %
    assert (mixpanel.annual, mixpanel.seat_price, mixpanel.shelfware, mixpanel.cost_per_active) == (48_000, 800, 38_400, 4_000)
    assert mixpanel.active_percent == 20
    assert mixpanel.assigned_percent == pytest.approx(205 / 3)
    assert mixpanel.by_seat


@pytest.mark.parametrize(
    ("changes", "annual", "price", "shelfware", "each"),
    [
        ({"amount": Money(10_000, 2, "USD"), "amount_per": "month"}, 1_200, 20, 960, 100),  # 12 × 100; ÷ 60; × 48; ÷ 12
        ({"amount": Money(30_000, 2, "USD"), "amount_per": "quarter"}, 1_200, 20, 960, 100),
        ({"amount": Money(1_200_125, 3, "USD")}, 1_200.125, 1_200.125 / 60, 1_200.125 * 0.8, 1_200.125 / 12),
        ({"basis": "flat"}, 48_000, None, None, 4_000),
        ({"basis": None}, 48_000, None, None, 4_000),
        ({"amount": None}, None, None, None, None),
    ],
)
def test_costs_follow_from_the_terms(
    workspace: Workspace,
    on: Stack,
    changes: dict[str, Any],
    annual: float | None,
    price: float | None,
    shelfware: float | None,
    each: float | None,
) -> None:
    workspace.run(lambda store: add(store, "Mixpanel", [replace(DUE, **changes)], [Month("2026-10", 60, 41, 12)])).result()
    found = view(on(), "Mixpanel")
    assert (found.annual, found.seat_price, found.shelfware, found.cost_per_active) == pytest.approx((annual, price, shelfware, each))


@pytest.mark.parametrize(
    ("month", "price", "shelfware", "each", "percent"),
    [
        (Month("2026-10", 60, 60, 75), 800, 0, 640, 125),  # more people than seats: nothing idles
        (Month("2026-10", 60, 10, 0), 800, 48_000, None, 0),
        (Month("2026-10", 0, 0, 0), None, None, None, None),
        (Month("2026-10", 60, 41, None), 800, None, None, None),
        (Month("2026-10", None, 41, 30), 800, 24_000, 1_600, 50),  # the seats bought stand in the contract: 60
        (Month("2026-10", 48, None, 12), 1_000, 36_000, 4_000, 25),
    ],
)
def test_costs_follow_from_the_counts(
    workspace: Workspace, on: Stack, month: Month, price: float | None, shelfware: float | None, each: float | None, percent: float | None
) -> None:
    workspace.run(lambda store: add(store, "Mixpanel", [DUE], [month])).result()
    found = view(on(), "Mixpanel")
    assert (found.seat_price, found.shelfware, found.cost_per_active, found.active_percent) == (price, shelfware, each, percent)


def test_a_flat_part_costs_but_is_not_in_the_price_of_a_seat(workspace: Workspace, on: Stack) -> None:
    flat = replace(DUE, reference="Support", basis="flat", seats=None, amount=Money(600_000, 2, "USD"))
    workspace.run(lambda store: add(store, "Mixpanel", [DUE, flat], [Month("2026-10", 60, 41, 12)])).result()
    found = view(on(), "Mixpanel")
    assert (found.annual, found.seat_price, found.shelfware, found.cost_per_active) == (54_000, 800, 38_400, 4_500)
    unknown = replace(DUE, reference="More", amount=None)
    workspace.run(lambda store: tool_store.save_contract(store, replace(unknown, tool=found.tool.id))).result()
    found = view(on(), "Mixpanel")
    assert (found.annual, found.seat_price, found.shelfware) == (54_000, None, None)
    assert on().notes == ("Mixpanel: the contract More is not in the sum: it has no amount.",)


def test_the_newest_counts_up_to_today_are_shown(workspace: Workspace, on: Stack) -> None:
    months = [
        Month("2025-11", 99, 99, 99),
        Month("2025-12", 50, 40, 30),
        Month("2026-09", 55, 41, 31),
        Month("2026-10", None, None, 12),
        Month("2026-11", 70),
        Month("2026-12", 80, 80, 80),
    ]
    workspace.run(lambda store: add(store, "Mixpanel", [DUE], months)).result()
    found = view(on(), "Mixpanel")
    assert found.use == Month("2026-10", 70, None, 12)  # the newest seats bought are those of November
    assert list(found.months) == months[1:]  # twelve months up to today's, and what is planned
    workspace.run(lambda store: add(store, "Other", [DUE], [Month("2026-10")])).result()
    assert view(on(), "Other").use == Month("2026-10", 60)
    workspace.run(lambda store: add(store, "Third", [DUE])).result()
    assert view(on(), "Third").use == Month("2026-11", 60)
    workspace.run(lambda store: add(store, "Fourth")).result()
    assert view(on(), "Fourth").use is None


def test_foreign_amounts_are_changed_at_the_rate_of_the_day_and_named_where_there_is_none(workspace: Workspace, on: Stack) -> None:
    def fill(store: Store) -> None:
        set_rate(store, "EUR", "2026-01-01", 1.08)
        set_rate(store, "EUR", "2026-12-01", 2.0)
        for name, money in (
            ("Dollar", Money(100_000, 2, "USD")),
            ("Euro", Money(100_000, 2, "EUR")),
            ("Pound", Money(100_000, 2, "GBP")),
            ("Nothing", Money(100_000, 2, None)),
            ("Empty", None),
        ):
            add(store, name, [replace(DUE, amount=money)])

    workspace.run(fill).result()
    found = on()
    assert {one.tool.name: one.annual for one in found.tools} == {
        "Dollar": 1_000,
        "Empty": None,
        "Euro": pytest.approx(1_080),
        "Nothing": None,
        "Pound": None,
    }
    assert found.annual == pytest.approx(2_080)
    assert found.notes == (
        "Empty: the contract from 2026-01-01 is not in the sum: it has no amount.",
        "Nothing: the contract from 2026-01-01 is not in the sum: its amount has no currency.",
        "Pound: the contract from 2026-01-01 is not in the sum: there is no rate for GBP.",
    )
    assert on("2026-12-02").annual == pytest.approx(3_000)
    assert on(currency="EUR").notes[0] == "Dollar: the contract from 2026-01-01 is not in the sum: there is no rate for USD."


@pytest.mark.parametrize(("status", "counts"), [("active", True), ("trial", True), ("planned", False), ("retired", False)])
def test_what_is_not_in_use_is_in_no_sum(workspace: Workspace, on: Stack, status: str, counts: bool) -> None:
    dated = DUE if counts else replace(DUE, auto_renew=False, renewal=None)
    contracts = [dated, replace(dated, reference="Open", ends=None, amount=None)]
    funnels = (("Funnels", 3),)
    workspace.run(lambda store: add(store, "Mixpanel", contracts, status=status, capabilities=funnels)).result()
    workspace.run(lambda store: add(store, "Amplitude", capabilities=funnels)).result()
    found = on()
    assert found.annual == (48_000 if counts else 0)
    assert len(found.due) == len(found.soon) == len(found.overlaps) == len(found.notes) == (1 if counts else 0)
    assert len(found.defects) == (2 if counts else 0)  # no end, no amount
    assert [one.tool.name for one in found.in_use] == (["Amplitude", "Mixpanel"] if counts else ["Amplitude"])
    mixpanel = view(found, "Mixpanel")
    assert mixpanel.deadline is not None  # its page shows it all the same
    assert (mixpanel.verdict == "not in use") is not counts


def test_a_term_that_another_contract_went_on_from_is_not_counted_twice(workspace: Workspace, on: Stack) -> None:
    before = replace(DUE, starts=date(2025, 1, 1), ends=date(2025, 12, 31), amount=Money(3_000_000, 2, "USD"))
    after = replace(DUE, starts=date(2027, 1, 1), ends=date(2027, 12, 31), amount=Money(6_000_000, 2, "USD"))
    workspace.run(lambda store: add(store, "Mixpanel", [before, DUE, after])).result()
    found = on()
    first, second, third = view(found, "Mixpanel").contracts
    assert [(one.runs, one.over) for one in (first, second, third)] == [(False, True), (True, False), (False, False)]
    assert [one.followed_on for one in (first, second, third)] == [date(2025, 12, 31), date(2026, 12, 31), None]
    assert found.annual == 48_000
    # The second one is renewed by the third: only of that one is notice given, on 14 December 2027.
    assert [(one.contract.starts, one.deadline.day) for _, one in found.due if one.deadline] == [(date(2027, 1, 1), date(2027, 12, 14))]
    later = on("2027-01-01")
    assert [one.runs for one in view(later, "Mixpanel").contracts] == [False, False, True]
    assert later.annual == 60_000


def test_a_contract_to_come_has_a_deadline_and_no_cost_yet(workspace: Workspace, on: Stack) -> None:
    coming = replace(DUE, starts=date(2027, 2, 1), ends=date(2028, 1, 31), notice=QUARTER_NOTICE)
    workspace.run(lambda store: add(store, "Linear", [coming])).result()
    found = on()
    (one,) = view(found, "Linear").contracts
    assert (one.runs, one.over, view(found, "Linear").annual, found.annual) == (False, False, None, 0)
    assert [pair[1].deadline.day for pair in found.due if pair[1].deadline] == [date(2027, 10, 31)]
    assert view(on("2027-02-01"), "Linear").annual == 48_000


def test_a_contract_that_ends_is_over_and_one_that_rolls_on_is_not(workspace: Workspace, on: Stack) -> None:
    ending = replace(DUE, ends=date(2026, 11, 22), auto_renew=False, notice=None, renewal=None)
    rolling = replace(DUE, ends=date(2024, 2, 29), starts=date(2023, 3, 1), notice=QUARTER_NOTICE)
    workspace.run(lambda store: add(store, "Ended", [ending])).result()
    workspace.run(lambda store: add(store, "Rolling", [rolling])).result()
    found = on("2026-11-22")
    assert view(found, "Ended").deadline is not None
    assert view(found, "Ended").annual == 48_000
    found = on("2026-11-23")
    assert view(found, "Ended").contracts[0].over
    assert (view(found, "Ended").annual, view(found, "Ended").deadline) == (None, None)
    (one,) = view(found, "Rolling").contracts
    # 29 Feb 2024 and whole years from there: 28 Feb 2027, less three months 28 Nov 2026
    assert (one.term_end, one.deadline.day if one.deadline else None) == (date(2027, 2, 28), date(2026, 11, 28))
    assert one.renewals == (date(2027, 2, 28),)


def test_the_deadlines_of_the_next_ninety_days_are_summed_up(workspace: Workspace, on: Stack) -> None:
    def fill(store: Store) -> None:
        for name, ends in (
            ("Day 90", date(2027, 3, 10)),
            ("Day 91", date(2027, 3, 11)),
            ("today", date(2026, 12, 10)),
            ("B", date(2026, 12, 31)),
        ):
            add(store, name, [replace(DUE, ends=ends)])
        add(store, "a", [replace(DUE, amount=None)])

    workspace.run(fill).result()
    found = on()
    assert [pair[0].tool.name for pair in found.due] == ["today", "a", "B", "Day 90", "Day 91"]
    assert [pair[0].tool.name for pair in found.soon] == ["today", "a", "B", "Day 90"]
    assert inventory_object(found)["soon"] == {"days": 90, "deadlines": 4, "annual": 144_000}
    assert found.due[0][1].annual_at_renewal == 48_000
    assert found.due[0][1]._replace(contract=replace(DUE, uplift=5.0)).annual_at_renewal == 50_400


def test_of_several_contracts_the_next_deadline_is_the_tools(workspace: Workspace, on: Stack) -> None:
    early = replace(DUE, reference="Early", starts=date(2026, 2, 1), ends=date(2026, 12, 20))  # 3 December
    open_end = replace(DUE, reference="Open", starts=date(2025, 5, 1), ends=None)
    workspace.run(lambda store: add(store, "Mixpanel", [DUE, early, open_end])).result()
    found = view(on(), "Mixpanel")
    assert found.contract is not None
    assert (found.contract.contract.title, found.deadline.day if found.deadline else None) == ("Early", date(2026, 12, 3))
    workspace.run(lambda store: add(store, "Zoom", [replace(open_end, starts=date(2027, 5, 1)), open_end])).result()
    zoom = view(on(), "Zoom")
    assert zoom.contract is not None
    assert (zoom.contract.contract.starts, zoom.deadline) == (date(2025, 5, 1), None)


def test_a_decision_answers_its_own_deadline_and_a_new_one_is_due_when_the_contract_rolls_on(workspace: Workspace, on: Stack) -> None:
    workspace.run(lambda store: add(store, "Mixpanel", [DUE])).result()
    (one,) = view(on(), "Mixpanel").contracts

    def decide(day: str, for_day: str, choice: str) -> None:
        about = ("contract", one.contract.id, "Mixpanel")
        workspace.run(
            lambda store: record_decision(store, about, choice, f"{choice}!", "Ada", day, choices=CHOICES, for_day=for_day)
        ).result()

    decide("2025-11-01", "2025-12-14", "renew")
    assert view(on(), "Mixpanel").contracts[0].decision is None
    decide("2026-11-20", "2026-12-14", "drop")
    decide("2026-11-21", "2026-12-14", "renegotiate")
    decided = view(on(), "Mixpanel")
    assert decided.contracts[0].decision is not None
    assert decided.contracts[0].decision.choice == "renegotiate"  # the latest word
    assert (decided.verdict, decided.why) == ("decided", "Decided to renegotiate: renegotiate!")
    assert view(on("2026-12-14"), "Mixpanel").verdict == "decided"
    rolled = view(on("2026-12-15"), "Mixpanel")
    assert rolled.deadline is not None
    assert (rolled.deadline.day, rolled.contracts[0].decision) == (date(2027, 12, 14), None)
    assert rolled.verdict == "keep"


def test_holidays_of_the_company_move_a_deadline_and_its_lead_times(workspace: Workspace, on: Stack) -> None:
    # 31 Dec 2026 less 18 days is Sunday 13 December; on a working day that is Friday 11, less 5 worked days Friday 4.
    contract = replace(DUE, notice=Span(18, "day"), on_working_day=True, lead_times=(LeadTime("Review", Span(5, "working day")),))
    workspace.run(lambda store: add(store, "Mixpanel", [contract])).result()

    def days() -> tuple[date | None, date | None]:
        deadline = view(on(), "Mixpanel").deadline
        return (deadline.day, deadline.decide_by) if deadline else (None, None)

    assert days() == (date(2026, 12, 11), date(2026, 12, 4))
    closed = {"title": "Closed", "type": "holiday", "starts": "2026-12-10", "ends": "2026-12-11"}
    workspace.run(lambda store: save_event(store, closed)).result()
    assert days() == (date(2026, 12, 9), date(2026, 12, 2))
    workspace.run(lambda store: save_event(store, {**closed, "title": "Elsewhere", "region": "DE", "starts": "2026-12-01"})).result()
    assert days() == (date(2026, 12, 9), date(2026, 12, 2))


SEATS = ["email", "tool", "last_active"]


@pytest.fixture
def bring_seats(workspace: Workspace, tmp_path: Path, import_sheet: Importer) -> Callable[..., ImportReport]:
    """Import a list of seats: ``bring_seats("Mixpanel seats", rows, as_of=…)``."""

    def run(name: str, rows: Sequence[Sequence[str]], as_of: str = "2026-11-20", head: Sequence[str] = SEATS) -> ImportReport:
        path = tmp_path / f"{name.replace('/', '-')} {as_of}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        return import_sheet(workspace, path, kind="tool_seats", name=name, as_of=as_of, again=True)

    return run


def seats(inventory: Inventory, name: str) -> SeatList:
    found = view(inventory, name).seats
    assert found is not None
    return found


def test_who_used_a_tool_within_its_days_is_active(workspace: Workspace, on: Stack, bring_seats: Callable[..., ImportReport]) -> None:
    workspace.run(lambda store: add(store, "Mixpanel", [DUE], [Month("2026-10", 60, 50, 40)])).result()
    rows = [
        ["first@x.example", "", "2026-10-24"],  # the 28 days that end on 20 November begin on 24 October
        ["early@x.example", "", "2026-10-23"],
        ["last@x.example", "", "2026-11-20"],
        ["after@x.example", "", "2026-11-21"],
        ["never@x.example", "", ""],
        ["LAST@x.example ", "", "2020-01-01"],  # the same person
        ["twice@x.example", "", "2020-01-01"],
        ["Twice@x.example", "", "2026-11-01"],
    ]
    bring_seats("Mixpanel seats", rows)
    found = on()
    assert seats(found, "Mixpanel").active == {"first@x.example", "last@x.example", "twice@x.example"}
    assert seats(found, "Mixpanel").people == {f"{name}@x.example" for name in ("first", "early", "last", "after", "never", "twice")}
    assert view(found, "Mixpanel").use == Month("2026-11", 60, 6, 3)  # the list's month is newer
    workspace.run(lambda store: tool_store.save_tool(store, replace(view(found, "Mixpanel").tool, active_days=29))).result()
    assert "early@x.example" in seats(on(), "Mixpanel").active
    workspace.run(lambda store: tool_store.save_tool(store, replace(view(found, "Mixpanel").tool, active_days=1))).result()
    assert seats(on(), "Mixpanel").active == {"last@x.example"}


def test_a_month_that_speaks_of_the_seats_goes_before_the_list(
    workspace: Workspace, on: Stack, bring_seats: Callable[..., ImportReport]
) -> None:
    months = [Month("2026-11", None, 50, None, Money(1, 2, "USD")), Month("2026-10", 60, 55, 45)]
    id_ = workspace.run(lambda store: add(store, "Mixpanel", [DUE], months)).result()
    bring_seats("Mixpanel seats", [["a@x.example", "", "2026-11-20"], ["b@x.example", "", ""]])
    assert view(on(), "Mixpanel").use == Month("2026-11", 60, 50, 1, Money(1, 2, "USD"))
    workspace.run(lambda store: tool_store.save_month(store, id_, Month("2026-11", 61, 50, 40))).result()
    assert view(on(), "Mixpanel").use == Month("2026-11", 61, 50, 40)


def test_a_list_belongs_to_the_tool_of_its_link_its_column_or_its_name(
    workspace: Workspace, on: Stack, bring_seats: Callable[..., ImportReport]
) -> None:
    names = ("Jira", "Jira Cloud", "Miro", "Zoom")
    ids = workspace.run(lambda store: {name: add(store, name) for name in names}).result()
    person = [["a@x.example", "", "2026-11-20"]]
    bring_seats("seats of jira-cloud", person)
    bring_seats("Everyone", [["b@x.example", "MIRO ", "2026-11-20"], ["c@x.example", "Zoom", ""], ["d@x.example", "Miro", ""]])
    bring_seats("Other", person)
    bring_seats("Jiratools", person)
    found = on()
    assert {one.tool.name: one.seats.people if one.seats else None for one in found.tools} == {
        "Jira": None,  # “jira cloud” is the longer name
        "Jira Cloud": {"a@x.example"},
        "Miro": {"b@x.example", "d@x.example"},
        "Zoom": {"c@x.example"},
    }
    sentence = "The seat list {} names no tool of the inventory. Link it to its tool, or name the dataset after it."
    assert found.notes == (sentence.format("Jiratools"), sentence.format("Other"))

    def tie(store: Store) -> None:
        link(store, "list", End("dataset", find_dataset(store, "Other").id), End("tool", ids["Jira"]))
        link(store, "list", End("dataset", find_dataset(store, "Everyone").id), End("tool", ids["Zoom"]))
        link(store, "related", End("dataset", find_dataset(store, "Jiratools").id), End("tool", ids["Miro"]))

    workspace.run(tie).result()
    found = on()
    assert seats(found, "Jira").dataset == "Other"
    assert seats(found, "Zoom").people == {"b@x.example", "c@x.example", "d@x.example"}  # the link goes before the column
    assert view(found, "Miro").seats is None
    assert found.notes == (sentence.format("Jiratools"),)


def test_the_newest_list_that_counts_is_the_one(workspace: Workspace, on: Stack, bring_seats: Callable[..., ImportReport]) -> None:
    workspace.run(lambda store: add(store, "Miro")).result()
    bring_seats("Miro old", [["old@x.example", "", ""]], as_of="2026-10-20")
    bring_seats("Miro new", [["new@x.example", "", ""]], as_of="2026-11-20")
    bring_seats("Miro oldest", [["oldest@x.example", "", ""]], as_of="2026-09-20")
    assert seats(on(), "Miro").people == {"new@x.example"}
    workspace.run(lambda store: set_counts(store, find_dataset(store, "Miro new").id, counts=False)).result()
    assert (seats(on(), "Miro").dataset, seats(on(), "Miro").as_of) == ("Miro old", date(2026, 10, 20))
    bring_seats("Miro old", [["next@x.example", "", ""]], as_of="2026-11-22")
    assert seats(on(), "Miro").people == {"next@x.example"}


RULES = Rules(active_target=90, low_use=40, decide_days=30)
TODAY = date(2026, 11, 23)


def judged(inventory: Inventory, name: str, **changes: Any) -> str:
    return verdict_of(replace(view(inventory, name), **changes), RULES, TODAY, covered=False)[0]


@pytest.mark.parametrize(
    ("month", "covered", "verdict", "why"),
    [
        (Month("2026-10", 100, 100, 39), True, "review", "39% of the seats are active, less than 40%."),
        (Month("2026-10", 100, 100, 40), True, "overlap", "Another tool in use does all that this one does, as deep or deeper."),
        (Month("2026-10", 100, 100, 90), True, "overlap", "Another tool in use does all that this one does, as deep or deeper."),
        (Month("2026-10", 100, 100, 90), False, "add seats", "Every seat is assigned, and 90% are active."),
        (Month("2026-10", 100, 101, 95), False, "add seats", "Every seat is assigned, and 95% are active."),
        (Month("2026-10", 100, 99, 95), False, "keep", "Nothing is due, and it is used."),
        (Month("2026-10", 100, 100, 89), False, "keep", "Nothing is due, and it is used."),
        (Month("2026-10", None, 100, 1), False, "keep", "Nothing is due, and it is used."),
        (None, False, "keep", "Nothing is due; how much it is used is not known."),
    ],
)
def test_use_and_overlap_decide_where_nothing_is_due(
    workspace: Workspace, on: Stack, month: Month | None, covered: bool, verdict: str, why: str
) -> None:
    quiet = replace(DUE, ends=date(2027, 10, 31), seats=1, basis="flat", amount=Money(1, 2, "USD"))
    workspace.run(lambda store: add(store, "Miro", [quiet])).result()
    found = replace(view(on(), "Miro"), use=month)
    assert verdict_of(found, RULES, TODAY, covered=covered) == (verdict, why)


@pytest.mark.parametrize(
    ("ends", "leads", "verdict", "why"),
    [
        (date(2027, 1, 9), (), "decide now", "It has to be decided within 30 days."),  # notice by 23 December
        (date(2027, 1, 10), (), "review", "10% of the seats are active, less than 40%."),
        (date(2027, 2, 10), (LeadTime("Review", Span(32, "day")),), "decide now", "It has to be decided within 30 days."),
        (date(2026, 12, 10), (), "decide now", "It has to be decided within 0 days."),
        (date(2027, 1, 9), (LeadTime("Review", Span(2, "month")),), "decide now", "It has to be decided within 0 days."),
    ],
)
def test_a_deadline_that_comes_near_goes_first(
    workspace: Workspace, on: Stack, ends: date, leads: tuple[LeadTime, ...], verdict: str, why: str
) -> None:
    contract = replace(DUE, ends=ends, lead_times=leads)
    workspace.run(lambda store: add(store, "Miro", [contract], [Month("2026-10", 60, 60, 6)])).result()
    found = view(on(), "Miro")
    assert (found.verdict, found.why) == (verdict, why)


def test_missing_terms_are_said_before_the_use(workspace: Workspace, on: Stack) -> None:
    open_end = replace(DUE, ends=None)
    workspace.run(lambda store: add(store, "Zoom", [open_end], [Month("2026-10", 60, 60, 6)])).result()
    found = view(on(), "Zoom")
    assert (found.verdict, found.why) == ("terms missing", "It has no end date, so no notice deadline can be worked out.")
    over = ContractView(open_end, False, True, None, None, None, (), None, (), None)
    assert judged(on(), "Zoom", contracts=(over,), contract=None) == "review"


@pytest.mark.parametrize(("renews", "counts"), [(True, True), (None, False)])
def test_a_past_end_with_terms_missing_is_a_defect_and_not_hidden(
    workspace: Workspace, on: Stack, renews: bool | None, counts: bool
) -> None:
    lapsed = replace(DUE, ends=date(2026, 6, 30), auto_renew=renews, renewal=None)
    workspace.run(lambda store: add(store, "Zoom", [lapsed])).result()
    found = on()
    missing = "It renews itself, but not known for how long." if renews else "It does not say whether it renews itself."
    assert [text for _, _, text in found.defects] == [missing]
    assert (found.tools[0].verdict, found.tools[0].why) == ("terms missing", missing)
    assert found.annual == (48_000 if counts else 0)
    ended = replace(lapsed, reference="Ended", auto_renew=False)
    workspace.run(lambda store: add(store, "Miro", [ended])).result()
    assert view(on(), "Miro").verdict == "keep"


def decide(workspace: Workspace, contract: int, choice: str, for_day: str) -> None:
    about = ("contract", contract, "it")
    workspace.run(
        lambda store: record_decision(store, about, choice, "Because", "Ada", "2026-11-20", choices=CHOICES, for_day=for_day)
    ).result()


def test_a_decision_about_one_contract_hides_no_other_one(workspace: Workspace, on: Stack) -> None:
    small, large = replace(DUE, reference="Small"), replace(DUE, reference="Large", notice=Span(11, "day"))
    workspace.run(lambda store: add(store, "Miro", [small, large])).result()
    first, second = (one.contract.id for one in view(on(), "Miro").contracts)
    decide(workspace, first, "drop", "2026-12-14")
    found = view(on(), "Miro")
    assert found.contract is not None
    assert (found.verdict, found.contract.contract.reference, found.deadline and found.deadline.day) == (
        "decide now",
        "Large",
        date(2026, 12, 20),
    )
    decide(workspace, second, "renew", "2026-12-20")
    assert (view(on(), "Miro").verdict, view(on(), "Miro").why) == ("decided", "Decided to drop: Because")


def test_a_decision_stays_with_its_term_when_the_deadline_moves(workspace: Workspace, on: Stack) -> None:
    workspace.run(lambda store: add(store, "Miro", [DUE])).result()
    (one,) = view(on(), "Miro").contracts
    decide(workspace, one.contract.id, "renew", "2026-12-14")
    workspace.run(lambda store: tool_store.save_contract(store, replace(one.contract, notice=Span(90, "day")))).result()
    assert view(on("2026-09-01"), "Miro").verdict == "decided"  # the deadline is 2 October 2026 now
    assert view(on("2026-10-03"), "Miro").verdict != "decided"  # and the next one that of the term after it


def test_a_contract_that_renews_itself_is_watched_when_its_tool_is_retired(workspace: Workspace, on: Stack) -> None:
    workspace.run(lambda store: add(store, "Miro", [DUE], status="retired")).result()
    found = on()
    assert [one.deadline.day for _, one in found.due if one.deadline] == [date(2026, 12, 14)]
    assert found.tools[0].verdict == "decide now"
    assert found.tools[0].why == "The tool is retired, yet its contract renews itself unless notice is given by 2026-12-14."
    assert found.annual == 0
    decide(workspace, found.tools[0].contracts[0].contract.id, "drop", "2026-12-14")
    assert on().tools[0].verdict == "decided"


def test_a_month_that_says_who_was_active_is_before_a_newer_one_that_does_not(workspace: Workspace, on: Stack) -> None:
    months = [Month("2026-10", 60, 41, 12), Month("2026-11", 60, 42)]
    workspace.run(lambda store: add(store, "Miro", [replace(DUE, ends=date(2027, 10, 31))], months)).result()
    found = view(on(), "Miro")
    assert found.use == Month("2026-10", 60, 41, 12)
    assert (found.verdict, found.shelfware) == ("review", 48 * 800)


def test_a_renewing_contract_that_another_one_goes_on_from_is_named(workspace: Workspace, on: Stack) -> None:
    after = replace(DUE, reference="New", starts=date(2027, 1, 1), ends=date(2027, 12, 31))
    workspace.run(lambda store: add(store, "Miro", [replace(DUE, reference="Old"), after])).result()
    assert on().notes == (
        (
            "Miro: the contract Old renews itself, and counts as ended on 2026-12-31, "
            "as the next one begins then: see that notice of it is given."
        ),
    )


def test_a_tool_that_is_not_in_use_is_judged_by_nothing_else(workspace: Workspace, on: Stack) -> None:
    workspace.run(lambda store: add(store, "Zoom", [replace(DUE, ends=None)], status="retired")).result()
    found = view(on(), "Zoom")
    assert (found.verdict, found.why) == ("not in use", "The tool is retired.")


def test_the_settings_are_the_rules(workspace: Workspace, on: Stack) -> None:
    workspace.run(lambda store: add(store, "Miro", [replace(DUE, ends=date(2027, 10, 31))], [Month("2026-10", 60, 60, 30)])).result()
    assert view(on(), "Miro").verdict == "keep"
    assert view(on(tools_low_use="51"), "Miro").verdict == "review"
    assert view(on(tools_low_use="50", tools_active_target="50"), "Miro").verdict == "add seats"
    assert view(on(tools_decide_days="400"), "Miro").verdict == "decide now"


def test_of_two_twins_one_is_covered(workspace: Workspace, on: Stack) -> None:
    quiet = replace(DUE, ends=date(2027, 10, 31))

    def fill(store: Store) -> None:
        for name, depth in (("Delighted", 2), ("Typeform", 3)):
            add(store, name, [quiet], capabilities=(("Surveys", depth), ("Panels", 1)))

    workspace.run(fill).result()
    found = on()
    assert [one.verdict for one in found.tools] == ["overlap", "keep"]
    (pair,) = inventory_object(found)["overlaps"]
    assert (pair["a"], pair["b"], pair["capability_overlap"], pair["can_go_a"]) == ("Delighted", "Typeform", 0.75, "2027-10-14")
    assert found.overlaps.of(found.tools[0].tool.id) == list(found.overlaps)
    assert found.find(99) is None


def test_an_empty_stack_is_an_empty_answer(on: Stack) -> None:
    assert inventory_object(on()) == {
        "today": "2026-11-23",
        "currency": "USD",
        "annual": 0,
        "tools": [],
        "deadlines": [],
        "soon": {"days": 90, "deadlines": 0, "annual": 0},
        "overlaps": [],
        "defects": [],
        "notes": [],
    }
