"""The ICC of an experiment from sheets: which columns can serve, whose rows count and which days, against exact fractions by hand."""

from collections.abc import Sequence
from datetime import date

import pytest

from prodops_desktop.datasets.store import find_dataset, set_counts
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.model import ACCOUNT, Experiment
from prodops_desktop.experiments.pre_period import NO_SHEET, PrePeriod, UserSheet, effect_sentence, read_pre_period, user_sheets
from prodops_desktop.segments.model import Size
from prodops_desktop.segments.store import save_segment
from prodops_desktop.workspace import Store, Workspace
from tests.unit.experiments.intraclass import exact_icc
from tests.unit.experiments.register import do, read
from tests.unit.sheets_here import Bringer

PLAN = Experiment(0, "EXP-44", "Invoice payment", unit=ACCOUNT, segment="Enterprise", starts=date(2026, 11, 23))
ACCOUNTS = (("Account", "Segment"), ("Acme", "Enterprise"), ("Bolt", "Enterprise"), ("Cato", "Enterprise"), ("Dune", "SMB"))
HEAD = ("Week", "Account ID", "User ID", "Sessions", "Exports")
USAGE = (
    ("2026-11-02", "Acme", "a1", "4", "1"), ("2026-11-09", "Acme", "a1", "8", "1"), ("2026-11-16", "Acme", "a1", "9", ""),
    ("2026-11-02", "Acme", "a2", "8", "0"), ("2026-11-16", "Acme", "a2", "6", "0"), ("2026-11-23", "Acme", "a2", "500", "0"),
    ("2026-11-09", "Bolt", "b1", "2", "0"), ("2026-11-09", "Bolt", "b2", "3", "0"), ("2026-11-16", "Bolt", "b2", "2", "1"),
    ("2026-11-02", "Bolt", "b3", "1", "1"), ("2026-11-23", "Bolt", "b4", "700", "1"),
    ("2026-11-09", "Cato", "c1", "5", "0"),
    ("2026-11-02", "Dune", "d1", "90", "1"), ("2026-11-02", "Dune", "d2", "10", "1"), ("2026-11-16", "Dune", "d2", "", "1"),
)  # fmt: skip
UNTIL_22_NOV = [[7.0, 7.0], [2.0, 2.5, 1.0], [5.0]]
"""The mean Sessions of the users of Acme, Bolt and Cato, of weeks that end before 23 November."""
UNTIL_15_NOV = [[6.0, 8.0], [2.0, 3.0, 1.0], [5.0]]


@pytest.fixture
def desk(workspace: Workspace, bring: Bringer) -> Workspace:
    """Four accounts, three of them of the segment."""
    bring("accounts.csv", ACCOUNTS, kind="accounts", name="Accounts", as_of="2026-10-31")
    do(workspace, lambda store: save_segment(store, {"name": "Enterprise", "rule": "Segment is Enterprise"}))
    return workspace


def bring_usage(bring: Bringer, rows: Sequence[Sequence[str]] = USAGE) -> None:
    bring("usage.csv", [HEAD, *rows], kind="usage_summary", name="Usage_weekly", as_of="2026-11-27")


def worked_out(workspace: Workspace, experiment: Experiment = PLAN, column: str = "Sessions", name: str = "Usage_weekly") -> PrePeriod:
    def look(store: Store) -> PrePeriod:
        return read_pre_period(store, experiment, find_dataset(store, name).id, column)

    found: PrePeriod = read(workspace, look)
    return found


def sheets(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    found: tuple[UserSheet, ...] = read(workspace, user_sheets)
    return {one.name: one.columns for one in found}


def test_figures_of_users_with_accounts_can_serve_and_ids_cannot(desk: Workspace, bring: Bringer) -> None:
    assert sheets(desk) == {}
    assert "Import usage by user" in NO_SHEET
    bring_usage(bring)
    users = [("User ID", "Account ID", "Role", "Last seen", "Logins", "Share of seats", "Pays", "Badge number", "CrmID")]
    users += [
        (f"u{n}", "Acme", "admin", "2026-10-30", f"{n}", f"{n}.5", "yes" if n % 2 else "no", f"{n + 70}", f"{n + 900}") for n in range(9)
    ]
    bring("users.csv", users, kind="users", name="Users", as_of="2026-10-31")
    bring("nps.csv", [("When", "Account", "User", "NPS score"), ("2026-11-01", "Acme", "u1", "9"), ("2026-11-02", "Acme", "u2", "4")],
          kind="nps", name="NPS", as_of="2026-11-20")  # fmt: skip
    by_account = [("Week", "Account ID", "Logins"), ("2026-11-02", "Acme", "4"), ("2026-11-09", "Bolt", "5")]
    bring("by account.csv", by_account, kind="usage_summary", name="By account", as_of="2026-11-20")
    served = {"Usage_weekly": ("Sessions", "Exports"), "NPS": ("NPS score",), "Users": ("Logins", "Share of seats", "Pays")}
    assert list(sheets(desk).items()) == list(served.items())
    do(desk, lambda store: set_counts(store, find_dataset(store, "NPS").id, counts=False))
    assert list(sheets(desk)) == ["Usage_weekly", "Users"]


def test_the_mean_of_each_user_of_the_segment_before_the_start(desk: Workspace, bring: Bringer) -> None:
    bring_usage(bring)
    found = worked_out(desk)
    assert found.icc == round(exact_icc(UNTIL_22_NOV), 3) == 0.958
    assert found.sentence == "ICC 0.958 from Sessions of Usage_weekly until 22 Nov 2026: 6 users in 3 accounts."
    assert (found.users, found.accounts, found.column) == (6, 3, "Sessions")
    assert (found.first, found.last) == (date(2026, 11, 2), date(2026, 11, 22))
    assert (found.source.name, found.source.file, found.source.as_of[:10]) == ("Usage_weekly", "usage.csv", "2026-11-27")


def test_a_week_that_reaches_into_the_experiment_does_not_count(desk: Workspace, bring: Bringer) -> None:
    bring_usage(bring)
    for starts in (date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 22)):
        found = worked_out(desk, Experiment(0, "EXP-44", "Invoice", unit=ACCOUNT, segment="Enterprise", starts=starts))
        assert (found.icc, found.last) == (round(exact_icc(UNTIL_15_NOV), 3), date(2026, 11, 15)), starts


def test_without_a_start_all_before_today_counts(desk: Workspace, bring: Bringer) -> None:
    bring_usage(bring)
    undated = Experiment(0, "EXP-44", "Invoice", unit=ACCOUNT, segment="Enterprise")
    assert worked_out(desk, undated).sentence == worked_out(desk).sentence  # today is 23 November


def test_without_a_segment_all_accounts_count(desk: Workspace, bring: Bringer) -> None:
    bring_usage(bring)
    found = worked_out(desk, Experiment(0, "EXP-44", "Invoice", unit=ACCOUNT, starts=PLAN.starts))
    assert (found.icc, found.users, found.accounts) == (round(exact_icc([*UNTIL_22_NOV, [90.0, 10.0]]), 3), 8, 4)
    assert found.sentence.endswith("8 users in 4 accounts. 1 row without user, account or figure left out.")


def test_what_lacks_something_is_left_out_and_said(desk: Workspace, bring: Bringer) -> None:
    more = [
        ("2026-11-02", "", "a1", "999", "1"), ("2026-11-02", "Acme", "", "999", "1"), ("2026-11-02", "Acme", "a9", "", "1"),
        ("2026-11-02", "Nobody", "n1", "999", "1"), ("2026-11-09", "Nobody", "n1", "999", "1"), ("2026-11-09", "Nobody", "n2", "999", "1"),
        ("2026-11-23", "", "a1", "999", "1"),
    ]  # fmt: skip
    bring_usage(bring, [*USAGE, *more])
    found = worked_out(desk)
    assert (found.icc, found.users) == (round(exact_icc(UNTIL_22_NOV), 3), 6)
    assert found.sentence.endswith(
        "6 users in 3 accounts. 3 rows without user, account or figure left out. 2 users of no known account left out."
    )


def test_answers_count_by_the_day_on_which_they_were_given(desk: Workspace, bring: Bringer) -> None:
    bring_usage(bring)  # by which it is known who is in the segment
    rows = [("When", "Account", "User", "NPS score")]
    rows += [("2026-11-22", "Acme", "a1", "9"), ("2026-11-22", "Acme", "a2", "8"), ("2026-11-20", "Bolt", "b1", "2"),
             ("2026-11-21", "Bolt", "b2", "4"), ("2026-11-23", "Bolt", "b2", "10")]  # fmt: skip
    bring("nps.csv", rows, kind="nps", name="NPS", as_of="2026-11-27")
    found = worked_out(desk, column="NPS score", name="NPS")
    assert found.icc == round(exact_icc([[9, 8], [2, 4]]), 3)
    assert (found.first, found.last) == (date(2026, 11, 20), date(2026, 11, 22))
    assert found.sentence.endswith("until 22 Nov 2026: 4 users in 2 accounts.")


def test_a_user_belongs_to_its_latest_account(desk: Workspace, bring: Bringer) -> None:
    moved = [("2026-11-02", "Bolt", "a2", "8", "0") if row[:3] == ("2026-11-02", "Acme", "a2") else row for row in USAGE]
    bring_usage(bring, moved)
    assert worked_out(desk).icc == round(exact_icc(UNTIL_22_NOV), 3)
    gone = [*USAGE, ("2026-11-16", "Dune", "b1", "8", "0")]
    bring_usage(bring, gone)
    assert worked_out(desk).users == 5, "b1 is of another segment by now"


def test_a_list_of_users_counts_as_of_its_day(desk: Workspace, bring: Bringer) -> None:
    figures = {"Acme": ("yes", "yes", "no"), "Bolt": ("no", "no"), "Cato": ("no",), "Dune": ("yes",)}
    rows = [(f"{name}{n}", name, "2026-10-30", pays) for name, users in figures.items() for n, pays in enumerate(users)]
    users = [("User ID", "Account ID", "Last seen", "Pays"), *rows]
    bring("users.csv", users, kind="users", name="Users", as_of="2026-10-31")
    found = worked_out(desk, column="Pays", name="Users")
    assert found.icc == round(exact_icc([[1, 1, 0], [0, 0], [0]]), 3)
    assert (found.first, found.last) == (None, None)
    assert found.sentence.endswith("from Pays of Users as of 31 Oct 2026: 6 users in 3 accounts.")
    running = worked_out(desk, Experiment(0, "EXP-1", "Old", unit=ACCOUNT, starts=date(2026, 10, 31)), "Pays", "Users")
    assert running.sentence.endswith("7 users in 4 accounts. The figures are as of 31 Oct 2026, when it had started already.")


def test_less_alike_than_strangers_counts_as_nothing(desk: Workspace, bring: Bringer) -> None:
    rows = [("2026-11-02", account, f"{account}{n}", str(n * 10), "0") for account in ("Acme", "Bolt") for n in range(3)]
    bring_usage(bring, rows)
    assert worked_out(desk, Experiment(0, "EXP-1", "Any", unit=ACCOUNT)).icc == 0.0
    assert worked_out(desk).sentence == "ICC 0 from Sessions of Usage_weekly until 2 Nov 2026: 6 users in 2 accounts."


def test_a_segment_that_picks_users_says_whose_figures_count(desk: Workspace, bring: Bringer) -> None:
    bring_usage(bring)
    users = [("User ID", "Account ID", "Role", "Last seen")]
    homes = {"a": "Acme", "b": "Bolt", "c": "Cato"}
    users += [(f"{letter}{n}", home, "admin" if n == 1 else "editor", "2026-10-30") for letter, home in homes.items() for n in (1, 2)]
    bring("users.csv", users, kind="users", name="Users", as_of="2026-10-31")
    do(desk, lambda store: save_segment(store, {"name": "Admins", "rule": "Role is admin"}))
    found = worked_out(desk, Experiment(0, "EXP-1", "Any", unit=ACCOUNT, segment="Admins"))
    assert found.icc == round(exact_icc(UNTIL_22_NOV), 3)
    assert found.sentence.endswith("“Admins” picks users one by one; all users of their accounts are counted.")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("2026-11-23", "Acme", "a1", "4", "1")],
         "No row of Usage_weekly is from before 23 Nov 2026: import a sheet that goes back further."),
        ([("2026-11-02", "Dune", "d1", "4", "1"), ("2026-11-02", "Dune", "d2", "5", "1")],
         "No user of “Enterprise” has a figure in Sessions of Usage_weekly. Choose another column or sheet."),
        ([("2026-11-02", "Acme", "a1", "4", "1"), ("2026-11-02", "Acme", "a2", "5", "1")],
         "Only one account has users in Sessions of Usage_weekly, and it takes two. Choose another sheet, or a wider segment."),
        ([("2026-11-02", "Acme", "a1", "4", "1"), ("2026-11-02", "Bolt", "b2", "5", "1")],
         "No account has two users in Sessions of Usage_weekly, so that nobody knows how alike they are. Choose another sheet."),
        ([("2026-11-02", "Acme", "a1", "4", "1"), ("2026-11-02", "Acme", "a2", "4", "1"), ("2026-11-02", "Bolt", "b2", "4", "1")],
         "All users have the same Sessions of Usage_weekly, which says nothing. Choose another column."),
    ],
)  # fmt: skip
def test_where_it_cannot_be_said_it_says_why_and_what_to_do(
    desk: Workspace, bring: Bringer, rows: Sequence[Sequence[str]], said: str
) -> None:
    bring_usage(bring, rows)
    found = worked_out(desk)
    assert (found.icc, found.sentence) == (None, said)


def test_nobody_knows_who_is_in_the_segment(desk: Workspace, bring: Bringer) -> None:
    bring_usage(bring)
    do(desk, lambda store: save_segment(store, {"name": "Vague"}))
    found = worked_out(desk, Experiment(0, "EXP-1", "Any", unit=ACCOUNT, segment="Vague"))
    assert found.icc is None
    assert found.sentence.startswith("Nobody knows who is in “Vague”: it has no rule yet. Give it one")


def test_a_column_that_is_gone_is_refused(desk: Workspace, bring: Bringer) -> None:
    bring_usage(bring)
    with pytest.raises(UserError, match="“Clicks” is no figure of users any more"):
        worked_out(desk, column="Clicks")
    with pytest.raises(UserError, match="“User ID” is no figure"):
        worked_out(desk, column="User ID")


def test_what_an_icc_does_to_an_experiment() -> None:
    size = Size(5_109, 37)
    # 138.08 users an account: 1 + 137.08 × 0.12 = 17.45, and 5,109 ÷ 17.45 = 292
    assert effect_sentence(PLAN, 0.12, size) == (
        "Design effect 17.45: 5,109 users in the test count for 292 instead of 650 (ICC 0.05 assumed)."
    )
    assert effect_sentence(PLAN, 0.05, size) == "Design effect 7.85: 5,109 users in the test count for 650, as before."
    assert effect_sentence(PLAN, 0.05, None) == ""
