"""Saved searches bring tickets into the inbox that the policy leaves out, by their words and accounts, wherever the search looks."""

from prodops_desktop.feedback.search import catching
from prodops_desktop.feedback.store import save_search
from prodops_desktop.workspace import Store
from tests.unit.feedback.conftest import Desk

TICKETS = """Ticket ID,Created,Customer,Subject,Description,Priority,Status
T-1,2026-11-20,Acme,Export fails,The export limits are too low,P3,open
T-2,2026-11-19,Beta,Login,I can not sign in,P3,open
T-3,2026-11-18,Acme,Hello,Where is the manual?,P4,open
T-4,2026-08-18,Beta,Old one,The export limits again,P4,open
T-5,2026-11-18,Beta,Down,The export is down,P1,open
"""
ACCOUNTS = "Account,ARR\nAcme,200000\nBeta,50000\n"


def standing(desk: Desk) -> dict[str, str]:
    """Where each ticket stands."""
    return dict(desk.rows("SELECT reference, state FROM v_feedback ORDER BY id"))


def keep(desk: Desk, query: str, *, catches: bool = True) -> None:
    desk.do(lambda store: save_search(store, query, query, catches=catches))


def test_what_a_search_catches_goes_to_the_inbox_and_what_is_old_to_the_archive(desk: Desk) -> None:
    keep(desk, "“export limits” is:done")
    keep(desk, "sign", catches=False)
    desk.bring("tickets.csv", TICKETS, "tickets")
    assert standing(desk) == {"T-1": "inbox", "T-2": "out", "T-3": "out", "T-4": "archive", "T-5": "inbox"}


def test_several_searches_catch_together_and_know_accounts(desk: Desk) -> None:
    desk.bring("accounts.csv", ACCOUNTS, "accounts")
    keep(desk, "arr>100k -export")
    keep(desk, "sig")
    desk.bring("tickets.csv", TICKETS, "tickets")
    assert standing(desk) == {"T-1": "out", "T-2": "inbox", "T-3": "inbox", "T-4": "out", "T-5": "inbox"}


def test_a_search_that_asks_for_a_state_only_or_for_nobody_catches_nothing(desk: Desk) -> None:
    for query in ("is:inbox", "in:all", "segment:Unheard", "!", "tag:none tag:defect"):
        keep(desk, query)
    desk.bring("tickets.csv", TICKETS, "tickets")
    assert [state for state in standing(desk).values() if state == "out"] == ["out"] * 4


def test_only_items_of_the_part_are_caught_before_and_after_it_stands(desk: Desk) -> None:
    desk.bring("tickets.csv", TICKETS, "tickets")
    keep(desk, "export")
    part = desk.rows("SELECT part FROM feedback_batch")[0][0]

    def unpublished(store: Store) -> list[tuple[int, str]]:
        with store.edit("Take the import back"):
            store.db.execute("DELETE FROM feedback_batch")
        return catching.caught(store, part)

    assert desk.read(lambda store: catching.caught(store, part)) == [(1, "2026-11-20"), (4, "2026-08-18")]
    assert desk.read(lambda store: catching.caught(store, part + 1)) == []
    assert desk.do(unpublished) == [(1, "2026-11-20"), (4, "2026-08-18")]


def test_comments_that_are_too_short_stay_out_whatever_a_search_says(desk: Desk) -> None:
    keep(desk, "slow")
    comments = "Score,Date,Company,Comment\n3,2026-11-20,Acme,too slow\n9,2026-11-20,Acme,It is too slow for our team\n"
    desk.bring("nps.csv", comments, "nps")
    assert desk.rows("SELECT text, state FROM v_feedback ORDER BY id") == [("too slow", "out"), ("It is too slow for our team", "inbox")]
