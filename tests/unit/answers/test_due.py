"""What is due, by groups of days, each worked out by hand: contracts, renewals, experiments, the roadmap, dates and sheets that come."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.agenda.events import save_event
from prodops_desktop.answers.due import Due, DueList, read_due
from prodops_desktop.answers.renewals import StoredRow
from prodops_desktop.answers.standing import StandingReader, Trials
from prodops_desktop.experiments.board import BoardReader
from prodops_desktop.experiments.model import RUNNING, SCHEDULED
from prodops_desktop.registry.rates import set_rate
from prodops_desktop.roadmap.model import DONE, MONTH
from prodops_desktop.tools.model import CHOICES, Contract, Money, Span, Tool
from prodops_desktop.tools.store import save_contract, save_tool
from prodops_desktop.workspace.links import End
from tests.unit.answers.workplace import Plant
from tests.unit.sheets_here import import_here

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample" / "history"


def due(plant: Plant) -> DueList:
    return plant.read(read_due)


def lines(plant: Plant, kind: str = "") -> dict[int, list[str]]:
    """What is due in each group, of one kind where one is given."""
    found = {days: [told(one) for one in group if kind in ("", one.kind)] for days, group in due(plant).groups}
    return {days: titles for days, titles in found.items() if titles}


def told(one: Due) -> str:
    """What becomes of it and its name, or how many more there are."""
    return f"{one.count} more" if one.folded else f"{one.act} {one.name}".strip()


def find(plant: Plant, title: str) -> Due:
    return next(one for _, group in due(plant).groups for one in group if told(one) == title)


def contract(plant: Plant, ends: date, name: str = "Mixpanel", cents: int = 4_800_000) -> int:
    """A contract, of $48,000 a year where nothing else is said, with 30 days of notice and a rise of 5 % at each renewal."""
    year, notice = Span(12, "month"), Span(30, "day")
    terms = Contract(0, 0, "C", ends.replace(year=ends.year - 1), ends, True, notice, renewal=year, amount=Money(cents, 2, "USD"))

    def make(store: Any) -> int:
        tool = save_tool(store, Tool(0, name))[1]
        return save_contract(store, replace(terms, tool=tool, uplift=5.0))[1]

    return plant.do(make)


def test_accounts_renew_in_order_of_their_days_with_what_is_known_of_their_arr(plant: Plant) -> None:
    # Today is 23 November: 31 December is in 38 days, 31 January in 69; Epsilon renews in 2028, the others on no known day.
    assert lines(plant) == {90: ["Beta", "Acme"]}
    found = due(plant)
    assert (found.renewing, found.renewing_arr, found.count) == (2, 500_000, 2)
    one = find(plant, "Acme")
    assert (one.page, one.amount, one.day) == ("datasets", 400_000, date(2027, 1, 31))
    assert isinstance(one.target, StoredRow)
    names = f"SELECT n.text FROM part_{one.target.part} p JOIN name n ON n.id = p.c2 WHERE p._row = ?"
    assert [row[0] for row in plant.rows(names, one.target.row)] == ["Acme"]


def test_the_newer_list_says_when_an_account_renews(plant: Plant) -> None:
    plant.bring(
        "newer.csv", "Account ID,Account,Renewal date\nA-1,Acme,2026-11-24\nA-2,Beta,\n", "accounts", as_of="2026-11-22", name="New"
    )
    assert lines(plant) == {7: ["Acme"]}
    found = due(plant)
    assert (find(plant, "Acme").amount, found.renewing, found.renewing_arr) == (None, 1, None)


def test_an_account_renews_once_however_often_and_by_what_it_is_listed(plant: Plant) -> None:
    """Acme has the id A-1 and a name in the older list, and only a name in the newer one, in which Zed stands twice."""
    rows = "Acme,1000,2026-11-24\nZed,2000,2026-11-25\nZed,2000,2026-11-25\n"
    plant.bring("names.csv", f"Account,ARR,Renewal date\n{rows}", "accounts", as_of="2026-11-22", name="Names")
    assert lines(plant) == {7: ["Acme", "Zed"], 90: ["Beta"]}
    found = due(plant)
    assert (found.renewing, found.renewing_arr) == (3, 103_000)


def test_the_largest_renewals_stand_alone_and_the_others_in_one_line(plant: Plant) -> None:
    rows = "".join(f"Z-{n},Zed {n},{n * 1000},2026-12-{n:02}\n" for n in range(1, 7))
    plant.bring("more.csv", f"Account ID,Account,ARR,Renewal date\n{rows}", "accounts", as_of="2026-11-20", name="More")
    # 1 to 6 December are within 30 days; 6, 5 and 4 thousand stand alone, 1 + 2 + 3 thousand are 6 thousand until the 3rd.
    assert lines(plant)[30] == ["3 more", "Zed 4", "Zed 5", "Zed 6"]
    rest = find(plant, "3 more")
    assert (rest.amount, rest.day, rest.until, rest.count) == (6_000, date(2026, 12, 1), date(2026, 12, 3), 3)
    assert [(one.name, type(one.target)) for one in rest.folded] == [(f"Zed {n}", StoredRow) for n in (1, 2, 3)]


def test_of_many_notices_those_that_come_first_stand_alone_whatever_they_cost(plant: Plant) -> None:
    """Notice is due 30 days before the end: on 1, 2, 3, 4 and 5 December."""
    for day, amount in ((31, 1), (32, 2), (33, 3), (34, 400), (35, 500)):
        contract(plant, date(2026, 11, 30) + timedelta(days=day), f"Tool {day}", amount * 100_000)
    assert lines(plant, "notice") == {30: ["Tool 31", "Tool 32", "Tool 33", "2 more"]}
    rest = find(plant, "2 more")
    assert (rest.day, rest.until) == (date(2026, 12, 4), date(2026, 12, 5))


def test_a_notice_is_due_before_the_renewal_until_something_is_decided(plant: Plant) -> None:
    one = contract(plant, date(2027, 1, 13))  # 30 days before is 14 December, 21 days from now; 48,000 and 5 % are 50,400
    found = find(plant, "Mixpanel")
    assert (found.day, found.until) == (date(2026, 12, 14), date(2027, 1, 13))
    assert (found.amount, found.target, found.page) == (50_400, End("contract", one), "tools")
    assert lines(plant, "notice") == {30: ["Mixpanel"]}
    about = ("contract", one, "Mixpanel")
    plant.do(lambda s: record_decision(s, about, CHOICES[0], "Fine", "Bo", "2026-11-20", choices=CHOICES, for_day="2026-12-14"))
    assert lines(plant, "notice") == {}


def test_experiments_begin_end_or_wait_for_a_decision(plant: Plant) -> None:
    plant.experiment(code="EXP-1", status=SCHEDULED, starts=date(2026, 12, 4), ends=date(2026, 12, 18))
    plant.experiment(code="EXP-2", status=RUNNING, starts=date(2026, 11, 1), ends=date(2026, 11, 30))
    plant.experiment(code="EXP-3", status=RUNNING, starts=date(2026, 11, 1), ends=date(2026, 11, 23))
    plant.experiment(code="EXP-4", ends=date(2026, 11, 13))
    plant.experiment(code="EXP-5", ends=date(2026, 11, 2), choice="ship B")
    plant.experiment(code="EXP-6", status=SCHEDULED, starts=date(2026, 11, 20), ends=date(2026, 12, 18))
    assert lines(plant, "experiment") == {
        0: ["decide EXP-4 Test EXP-4", "begins EXP-6 Test EXP-6", "decide EXP-3 Test EXP-3"],
        7: ["ends EXP-2 Test EXP-2"],
        30: ["begins EXP-1 Test EXP-1"],
    }


def test_what_waits_for_a_decision_is_the_same_here_and_on_the_board(plant: Plant) -> None:
    """Also what was concluded before its last day, and without one."""
    plant.experiment(code="EXP-1", ends=date(2026, 12, 24))
    plant.experiment(code="EXP-2", starts=None, ends=None)
    plant.experiment(code="EXP-3", status=RUNNING, ends=date(2026, 11, 23))
    plant.experiment(code="EXP-4", status=RUNNING, ends=date(2026, 11, 24))
    board = plant.read(BoardReader().read)
    asking = {view.experiment.title for view in board.views if view.asks_decision}
    here = [one for _, group in due(plant).groups for one in group if one.act == "decide"]
    assert asking == {one.name for one in here} == {"EXP-1 Test EXP-1", "EXP-2 Test EXP-2", "EXP-3 Test EXP-3"}
    assert {one.day for one in here} == {date(2026, 11, 23)}
    running = plant.read(lambda store: StandingReader().read(store, "experiments"))
    assert running is not None
    assert isinstance(running.facts, Trials)
    assert running.facts.to_decide == 3


def test_the_roadmap_and_the_calendar_without_what_stands_in_both(plant: Plant) -> None:
    plant.item("Bulk export", tier=2, launch=date(2027, 1, 12))
    plant.item("Search", due=date(2026, 11, 30), due_precision=MONTH, team="Growth")
    plant.item("Old", due=date(2026, 11, 2))
    plant.item("Gone", due=date(2026, 11, 2), status=DONE)
    plant.item("Far", due=date(2027, 6, 1))
    for title, kind, starts in (
        ("Bulk export launch", "launch", "2027-01-20"),
        ("Price list", "price change", "2027-02-01"),
        ("Rival", "competitor move", "2026-12-01"),
    ):
        values = {"title": title, "type": kind, "starts": starts, "ends": starts}
        plant.do(partial(save_event, values=values))
    found = {days: titles for days, titles in lines(plant).items() if days != 90}
    assert found == {0: ["RM-3 Old"], 7: ["RM-2 Search"]}
    assert lines(plant, "item")[90] == ["launches RM-1 Bulk export"]
    assert lines(plant, "event") == {90: ["price change Price list"]}
    search, event = find(plant, "RM-2 Search"), find(plant, "price change Price list")
    assert (search.status, search.precision, search.team) == ("planned", MONTH, "Growth")
    (id_,) = plant.rows("SELECT id FROM event WHERE title = 'Price list'")[0]
    assert (event.page, event.target) == ("records", End("event", id_))


def test_a_sheet_that_comes_each_month_is_due_a_month_after_the_last_one(plant: Plant) -> None:
    for day in ("2026-08-12", "2026-09-10", "2026-10-13"):  # 29 and 33 days apart: in the middle 31, so due on 13 November
        plant.bring("health.csv", f"Account,CS score\nAcme,{day[-2:]}\n", "account_status", name="CS health", as_of=day)
    one = find(plant, "CS health")
    assert (one.day, one.every, one.target) == (date(2026, 11, 13), 31, plant.dataset("CS health"))


def test_the_contracts_of_the_sample(plant: Plant) -> None:
    """Counted in the sheet with nothing but openpyxl: 49 renewals from 23 November to 21 February, one of them within 7 days."""
    plant.do(lambda store: set_rate(store, "EUR", "2026-11-20", 1.08))
    import_here(plant.workspace, SAMPLE / "Contracts_2026-11.xlsx", kind="accounts", name="Contracts & renewals", sheet="ARR")
    found = due(plant)
    ours = {days: sum(one.count for one in group if one.kind == "renewal") for days, group in found.groups}
    assert (ours[7], ours[30], ours[90]) == (1, 12, 36 + 2), "Acme and Beta of the list that was there before are two more"
    assert found.renewing_arr is not None
    assert round(found.renewing_arr - 500_000) == 3_593_404
    assert find(plant, "Halden Bank").amount == 548_000
