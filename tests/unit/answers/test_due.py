"""What is due, by groups of days, each worked out by hand: contracts, renewals, experiments, the roadmap, dates and sheets that come."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.agenda.events import save_event
from prodops_desktop.answers.due import Due, DueList, as_text, read_due, renewing_text
from prodops_desktop.answers.renewals import StoredRow
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
    """The titles in each group, of one kind where one is given."""
    found = {days: [one.title for one in group if kind in ("", one.kind)] for days, group in due(plant).groups}
    return {days: titles for days, titles in found.items() if titles}


def find(plant: Plant, title: str) -> Due:
    return next(one for _, group in due(plant).groups for one in group if one.title == title)


def contract(plant: Plant, ends: date, name: str = "Mixpanel") -> int:
    """A contract of $48,000 a year with 30 days of notice and a rise of 5 % at each renewal."""
    year, notice = Span(12, "month"), Span(30, "day")
    terms = Contract(0, 0, "C", ends.replace(year=ends.year - 1), ends, True, notice, renewal=year, amount=Money(4_800_000, 2, "USD"))

    def make(store: Any) -> int:
        tool = save_tool(store, Tool(0, name))[1]
        return save_contract(store, replace(terms, tool=tool, uplift=5.0))[1]

    return plant.do(make)


def test_accounts_renew_in_order_of_their_days_with_what_is_known_of_their_arr(plant: Plant) -> None:
    # Today is 23 November: 31 December is in 38 days, 31 January in 69; Epsilon renews in 2028, the others on no known day.
    assert lines(plant) == {90: ["Beta renews", "Acme renews"]}
    found = due(plant)
    assert (found.renewing, found.renewing_arr, found.count) == (2, 500_000, 2)
    assert renewing_text(found) == "2 accounts renew within 90 days, $500k of ARR"
    one = find(plant, "Acme renews")
    assert (one.page, one.amount, one.day) == ("datasets", 400_000, date(2027, 1, 31))
    assert isinstance(one.target, StoredRow)
    names = f"SELECT n.text FROM part_{one.target.part} p JOIN name n ON n.id = p.c2 WHERE p._row = ?"
    assert [row[0] for row in plant.rows(names, one.target.row)] == ["Acme"]


def test_the_newer_list_says_when_an_account_renews(plant: Plant) -> None:
    plant.bring(
        "newer.csv", "Account ID,Account,Renewal date\nA-1,Acme,2026-11-24\nA-2,Beta,\n", "accounts", as_of="2026-11-22", name="New"
    )
    assert lines(plant) == {7: ["Acme renews"]}
    assert find(plant, "Acme renews").why == "ARR not known"
    assert renewing_text(due(plant)) == "1 account renews within 90 days"


def test_an_account_renews_once_however_often_and_by_what_it_is_listed(plant: Plant) -> None:
    """Acme has the id A-1 and a name in the older list, and only a name in the newer one, in which Zed stands twice."""
    rows = "Acme,1000,2026-11-24\nZed,2000,2026-11-25\nZed,2000,2026-11-25\n"
    plant.bring("names.csv", f"Account,ARR,Renewal date\n{rows}", "accounts", as_of="2026-11-22", name="Names")
    assert lines(plant) == {7: ["Acme renews", "Zed renews"], 90: ["Beta renews"]}
    found = due(plant)
    assert (found.renewing, found.renewing_arr) == (3, 103_000)


def test_the_largest_renewals_stand_alone_and_the_others_in_one_line(plant: Plant) -> None:
    rows = "".join(f"Z-{n},Zed {n},{n * 1000},2026-12-{n:02}\n" for n in range(1, 7))
    plant.bring("more.csv", f"Account ID,Account,ARR,Renewal date\n{rows}", "accounts", as_of="2026-11-20", name="More")
    # 1 to 6 December are within 30 days; 6, 5 and 4 thousand stand alone, 1 + 2 + 3 thousand are 6 thousand until the 3rd.
    assert lines(plant)[30] == ["and 3 more renewals", "Zed 4 renews", "Zed 5 renews", "Zed 6 renews"]
    rest = find(plant, "and 3 more renewals")
    assert (rest.amount, rest.day, rest.count, rest.why) == (6_000, date(2026, 12, 3), 3, "until 3 Dec 2026")
    assert rest.target == plant.dataset("More")


def test_a_notice_is_due_before_the_renewal_until_something_is_decided(plant: Plant) -> None:
    one = contract(plant, date(2027, 1, 13))  # 30 days before is 14 December, 21 days from now; 48,000 and 5 % are 50,400
    found = find(plant, "Notice for Mixpanel")
    assert (found.day, found.why) == (date(2026, 12, 14), "or it renews on 13 Jan 2027")
    assert (found.amount, found.target, found.page) == (50_400, End("contract", one), "tools")
    assert lines(plant, "notice") == {30: ["Notice for Mixpanel"]}
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
        0: ["Decide on EXP-4 Test EXP-4", "EXP-6 Test EXP-6 begins", "Decide on EXP-3 Test EXP-3"],
        7: ["EXP-2 Test EXP-2 ends"],
        30: ["EXP-1 Test EXP-1 begins"],
    }
    assert find(plant, "EXP-6 Test EXP-6 begins").why == "scheduled, and not marked as running"


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
    assert found == {0: ["RM-3 Old is due"], 7: ["RM-2 Search is due"]}
    assert lines(plant, "item")[90] == ["RM-1 Bulk export launches"]
    assert lines(plant, "event") == {90: ["Price list"]}
    assert find(plant, "RM-2 Search is due").why == "planned, some time in Nov 2026, Growth"


def test_a_sheet_that_comes_each_month_is_due_a_month_after_the_last_one(plant: Plant) -> None:
    for day in ("2026-08-12", "2026-09-10", "2026-10-13"):  # 29 and 33 days apart: in the middle 31, so due on 13 November
        plant.bring("health.csv", f"Account,CS score\nAcme,{day[-2:]}\n", "account_status", name="CS health", as_of=day)
    one = find(plant, "CS health: the next sheet")
    assert (one.day, one.why, one.target) == (date(2026, 11, 13), "10 days late", plant.dataset("CS health"))
    assert as_text(due(plant)) == "1 today or overdue, 2 within 90 days"


def test_the_contracts_of_the_sample(plant: Plant) -> None:
    """Counted in the sheet with nothing but openpyxl: 49 renewals from 23 November to 21 February, one of them within 7 days."""
    plant.do(lambda store: set_rate(store, "EUR", "2026-11-20", 1.08))
    import_here(plant.workspace, SAMPLE / "Contracts_2026-11.xlsx", kind="accounts", name="Contracts & renewals", sheet="ARR")
    found = due(plant)
    ours = {days: sum(one.count for one in group if one.kind == "renewal") for days, group in found.groups}
    assert (ours[7], ours[30], ours[90]) == (1, 12, 36 + 2), "Acme and Beta of the list that was there before are two more"
    assert found.renewing_arr is not None
    assert round(found.renewing_arr - 500_000) == 3_593_404
    assert find(plant, "Halden Bank renews").amount == 548_000
