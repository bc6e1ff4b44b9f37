"""What is asked for in a period: counters, trends, concentration and notes, on a case that can be counted by hand."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.needs.model import UNKNOWN, Need, Needs
from prodops_desktop.feedback.needs.period import read_period
from prodops_desktop.feedback.needs.rates import FALLING, NEW, RISING, TOO_FEW
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.feedback.needs.saying import concentration_sentence, needs_sentence, ordinal
from prodops_desktop.workspace import Store
from tests.unit.feedback.conftest import Desk
from tests.unit.feedback.needs.workplace import ACCOUNTS, Said, add, stand

TODAY = date(2026, 11, 23)
EXPORT, PDF, AUDIT = "Export limits", "Scheduled PDF", "Audit log API"
Ask = Callable[..., Needs]


@pytest.fixture
def ask(desk: Desk) -> Ask:
    """Reads the needs of a workspace with customers and three tags of its own."""
    desk.bring("accounts.csv", ACCOUNTS, "accounts", as_of="2026-11-20")
    for name in (EXPORT, PDF, AUDIT):
        desk.do(partial(taxonomy.save_tag, values={"name": name, "group": "Missing capability"}))

    def read(period: str = "90 days", **choices: str) -> Needs:
        return desk.read(lambda store: read_needs(store, read_customers(store), period=read_period(period, TODAY), **choices))

    return read


def named(needs: Needs, name: str) -> Need:
    """The need of this name."""
    return next(need for need in needs.needs if need.name == name)


def names(needs: Needs) -> list[str]:
    """The needs in their order."""
    return [need.name for need in needs.needs]


def test_the_four_counters_by_hand(desk: Desk, ask: Ask) -> None:
    desk.do(
        lambda store: add(
            store,
            [
                Said("2026-11-23", "Acme", [EXPORT], 1),
                Said("2026-08-26", "a-1", [EXPORT], 3),  # Acme by its id, on the first day
                Said("2026-10-01", "Beta", [EXPORT, PDF], 2),
                Said("2026-10-02T09:30", "Delta", [EXPORT], 3),
                Said("2026-10-03", None, [EXPORT], 3),
                Said("2026-10-04", "Nobody Inc", [EXPORT]),
                Said("2026-10-05", "Gamma"),
                Said("2026-11-24", "Gamma", [EXPORT], 3),  # tomorrow
                Said("2026-08-25", "Epsilon", [EXPORT], 3),  # the last day before
            ],
        )
    )
    needs = ask()
    need = named(needs, EXPORT)
    assert (need.mentions, need.accounts, need.without_account) == (6, 4, 1)
    assert (need.arr, need.arr_unknown) == (500_000, 2)
    assert need.weighted == 3 * 400_000 + 2 * 100_000
    assert (need.trend.now.items, need.trend.before.mentions, need.trend.before.items) == (7, 1, 1)
    assert [(one.customer.name, one.mentions, one.importance) for one in need.asking] == [
        ("Acme", 2, 3),
        ("Beta", 1, 2),
        ("Delta", 1, 3),
        ("Nobody Inc", 1, 0),
    ]
    assert [(one.segment, one.mentions, one.accounts, one.arr) for one in need.by_segment] == [
        ("Enterprise", 3, 2, 500_000),
        ("SMB", 1, 1, None),
        (UNKNOWN, 2, 1, None),
    ]
    assert (needs.items, needs.items_before, needs.untagged) == (7, 1, 1)
    assert (needs.accounts, needs.arr, needs.arr_unknown) == (4, 500_000, 2)
    assert (needs.currency, needs.as_of) == ("USD", "2026-11-20")
    assert needs.notes == (
        "2 of 4 accounts that asked have no known ARR, which the sums lack.",
        "In no list of accounts: Nobody Inc.",
        "1 of 7 items received names no account.",
    )


def test_importance_none_weighs_nothing(desk: Desk, ask: Ask) -> None:
    desk.do(lambda store: add(store, [Said("2026-11-01", "Acme", [EXPORT]), Said("2026-11-01", "Beta", [EXPORT], 1)]))
    assert named(ask(), EXPORT).weighted == 100_000


def test_of_several_names_of_one_account_the_highest_importance_weighs(desk: Desk, ask: Ask) -> None:
    desk.do(lambda store: add(store, [Said("2026-11-01", "Acme", [EXPORT], 3), Said("2026-11-02", "ACME", [EXPORT], 1)]))
    need = named(ask(), EXPORT)
    assert (need.mentions, need.accounts, need.arr, need.weighted) == (2, 1, 400_000, 1_200_000)


def test_merged_items_count_once_an_account(desk: Desk, ask: Ask) -> None:
    items = desk.do(
        lambda store: add(
            store,
            [
                Said("2026-11-01", "Acme", [EXPORT], 1),
                Said("2026-11-02", "Acme", [], 3),
                Said("2026-11-03", "Beta", [PDF], 2),
                Said("2026-11-04", "Gamma", [EXPORT]),
            ],
        )
    )
    desk.do(lambda store: triage.merge_items(store, items[1:3], items[0]))
    needs = ask()
    assert needs.items == 3
    export, pdf = named(needs, EXPORT), named(needs, PDF)
    assert (export.mentions, export.accounts, export.arr, export.weighted) == (3, 3, 550_000, 3 * 400_000 + 2 * 100_000)
    assert (pdf.mentions, pdf.arr) == (2, 500_000)


def test_what_is_left_out_deleted_or_undone_is_not_counted_and_what_is_done_is(desk: Desk, ask: Ask) -> None:
    def set_up(store: Store) -> list[int]:
        items = add(
            store,
            [
                Said("2026-11-01", "Acme", [EXPORT], part=801),
                Said("2026-11-02", "Acme", [EXPORT], part=801, standing="out"),
                Said("2026-09-01", "Beta", [EXPORT], part=801, standing="archive"),
                Said("2026-11-03", "Beta", [EXPORT]),
                Said("2026-11-04", "Gamma", [EXPORT]),
                Said("2026-11-05", "Delta", [EXPORT], part=802),
            ],
        )
        stand(store, 801)
        return items

    items = desk.do(set_up)
    desk.do(lambda store: triage.finish(store, items[:1]))
    desk.do(lambda store: triage.delete_items(store, items[4:5]))
    needs = ask()
    assert (needs.items, needs.untagged) == (3, 0)
    assert (named(needs, EXPORT).mentions, named(needs, EXPORT).arr) == (3, 500_000)
    desk.do(lambda store: stand(store, 801, here=False))
    assert (ask().items, named(ask(), EXPORT).arr) == (1, 100_000)
    desk.do(lambda store: stand(store, 802))
    assert (ask("all").items, named(ask("all"), EXPORT).mentions) == (2, 2)


def test_a_need_that_leans_on_one_account_is_flagged_and_its_fall_is_told(desk: Desk, ask: Ask) -> None:
    desk.do(
        lambda store: add(
            store,
            [
                Said("2026-11-01", "Acme", [AUDIT]),
                Said("2026-11-02", "Gamma", [AUDIT]),
                Said("2026-11-03", "Beta", [EXPORT]),
                Said("2026-11-04", "Beta", [PDF]),
                Said("2026-11-05", "Gamma", [PDF]),
                Said("2026-11-05", "Epsilon", [PDF]),
            ],
        )
    )
    needs = ask()
    assert names(needs) == [AUDIT, PDF, EXPORT]
    audit, pdf, export = needs.needs
    assert audit.top is not None
    assert (audit.top.name, audit.top.arr, round(audit.top.share, 4)) == ("Acme", 400_000, 0.8889)
    assert pdf.top is not None
    assert (pdf.top.name, round(pdf.top.share, 4), pdf.concentrated) == ("Beta", 0.5714, True)
    assert export.concentrated  # one account alone
    assert [(move.name, move.account, move.now, move.without) for move in needs.without_top] == [
        (AUDIT, "Acme", 1, 3),
        (PDF, "Beta", 2, 3),
        (EXPORT, "Beta", 3, 3),
    ]
    assert (
        concentration_sentence(needs) == "Without their top account, Audit log API falls from 1st to 3rd and Scheduled PDF from 2nd to 3rd."
    )


def test_exactly_half_is_not_concentrated_and_unknown_money_is_not_either(desk: Desk, ask: Ask) -> None:
    half = "Acme,400000\nOther,400000\n"
    desk.bring("more.csv", f"Account,ARR\n{half}", "accounts", as_of="2026-11-22")
    desk.do(lambda store: add(store, [Said("2026-11-01", "Acme", [EXPORT]), Said("2026-11-02", "Other", [EXPORT])]))
    desk.do(lambda store: add(store, [Said("2026-11-01", "Delta", [PDF])]))
    needs = ask()
    assert not named(needs, EXPORT).concentrated
    pdf = named(needs, PDF)
    assert (pdf.arr, pdf.weighted, pdf.arr_unknown, pdf.top, pdf.concentrated) == (None, None, 1, None, False)
    assert concentration_sentence(needs) == ""


def test_a_segment_and_a_channel_narrow_mentions_and_items(desk: Desk, ask: Ask) -> None:
    desk.do(
        lambda store: add(
            store,
            [
                Said("2026-11-01", "Acme", [EXPORT], channel="CS"),
                Said("2026-11-02", "Beta", [], channel="Support"),
                Said("2026-11-03", "Gamma", [EXPORT], channel="Support"),
                Said("2026-11-04", None, [EXPORT], channel="Support"),
            ],
        )
    )
    enterprise = ask(segment="enterprise")
    assert (enterprise.segment, enterprise.items, enterprise.untagged, enterprise.accounts) == ("Enterprise", 2, 1, 1)
    need = named(enterprise, EXPORT)
    assert (need.mentions, need.without_account, need.trend.now.items) == (1, 0, 2)
    assert [(line.segment, line.mentions) for line in need.by_segment] == [("Enterprise", 1), ("SMB", 1), (UNKNOWN, 1)]
    assert "Items that name no account are in no segment, and so left out." in enterprise.notes
    support = ask(channel="sUPPort")
    assert (support.channel, support.items, named(support, EXPORT).mentions) == ("Support", 3, 2)
    both = ask(segment="SMB", channel="Support")
    assert (both.items, named(both, EXPORT).mentions, named(both, EXPORT).arr) == (1, 1, 50_000)


def test_what_nobody_knows_is_refused_in_a_sentence(desk: Desk, ask: Ask) -> None:
    with pytest.raises(UserError, match="There is no segment “Martians”"):
        ask(segment="Martians")
    with pytest.raises(UserError, match=r"Nothing came through the channel “Fax”\. There is no feedback yet\."):
        ask(channel="Fax")
    desk.do(lambda store: add(store, [Said("2026-11-01", channel="Support")]))
    with pytest.raises(UserError, match=r"There is: Support\."):
        ask(channel="Fax")
    with pytest.raises(UserError, match="can't be ranked by “size”"):
        ask(rank="size")


def test_without_feedback_nothing_is_needed(ask: Ask) -> None:
    needs = ask()
    assert (needs.needs, needs.items, needs.arr, needs.notes, needs.without_top) == ((), 0, None, (), ())


def test_without_lists_of_accounts_it_says_what_is_missing(desk: Desk) -> None:
    desk.do(lambda store: taxonomy.save_tag(store, {"name": EXPORT, "group": "Missing capability"}))
    desk.do(lambda store: add(store, [Said("2026-11-01", "Acme", [EXPORT])]))
    needs = desk.read(lambda store: read_needs(store, read_customers(store), period=read_period("", TODAY)))
    assert (needs.arr, needs.as_of, named(needs, EXPORT).arr) == (None, None, None)
    assert needs.notes[0].startswith("No list of accounts says what accounts are worth.")


def test_a_month_without_items_is_a_gap_and_one_without_mentions_a_zero(desk: Desk, ask: Ask) -> None:
    desk.do(
        lambda store: add(
            store,
            [
                Said("2025-11-30", "Acme", [EXPORT]),  # before the course
                Said("2025-12-01", "Acme", [EXPORT]),
                Said("2026-03-31T23:59", "Acme", [EXPORT]),
                Said("2026-03-01", "Beta"),
                Said("2026-10-01", "Beta"),
                Said("2026-11-23", "Acme", [EXPORT]),
            ],
        )
    )
    months = {point.month: point for point in named(ask(), EXPORT).months}
    assert list(months) == ["2025-12", *(f"2026-{n:02d}" for n in range(1, 12))]
    assert (months["2025-12"].mentions, months["2025-12"].items, months["2025-12"].per_hundred) == (1, 1, 100)
    assert (months["2026-03"].mentions, months["2026-03"].per_hundred) == (1, 50)
    assert (months["2026-10"].mentions, months["2026-10"].per_hundred) == (0, 0)
    assert months["2026-04"].per_hundred is None
    assert months["2026-04"].rate.interval is None


def many(at: str, tags: list[str], count: int, account: str = "Acme") -> list[Said]:
    """The same said many times over."""
    return [Said(at, account, tags)] * count


def test_trends_as_in_the_story(desk: Desk, ask: Ask) -> None:
    """22 of 300 items, then 47 of 310: 47/310 ÷ 22/300 = 2.067; the interval leaves out 1, so that it is rising."""

    def set_up(store: Store) -> list[int]:
        said = [
            *many("2026-10-01", [EXPORT], 47),
            *many("2026-10-01", [AUDIT], 12),
            *many("2026-10-01", [], 251),
            *many("2026-07-01", [EXPORT], 22),
            *many("2026-07-01", [PDF], 30),
            *many("2026-07-01", [], 248),
        ]
        return add(store, said)

    desk.do(set_up)
    needs = ask()
    assert (needs.items, needs.items_before, needs.untagged) == (310, 300, 251)
    export = named(needs, EXPORT)
    assert export.trend.ratio is not None
    assert (round(export.trend.ratio, 3), export.trend.verdict, export.emerging) == (2.067, RISING, True)
    assert (named(needs, AUDIT).trend.verdict, named(needs, AUDIT).emerging) == (NEW, True)
    gone = named(needs, PDF)
    assert (gone.mentions, gone.accounts, gone.trend.verdict, gone.emerging) == (0, 0, FALLING, False)
    assert names(needs) == [EXPORT, AUDIT, PDF]
    assert names(ask(rank="rising")) == [AUDIT, EXPORT, PDF]
    assert needs_sentence(export, needs) == (
        "Export limits: 47 of 310 items in the 90 days to 23 Nov 2026 (15.2 per 100, 11.1–20.2), up from 22 of 300; "
        "1 account, $400k ARR; top account Acme 100%."
    )
    assert needs_sentence(gone, needs) == (
        "Scheduled PDF: 0 of 310 items in the 90 days to 23 Nov 2026 (0.0 per 100, 0.0–1.2), down from 30 of 300."
    )
    everything = ask("all")
    need = named(everything, EXPORT)
    assert (need.mentions, everything.items, everything.items_before, need.trend.verdict) == (69, 610, 0, TOO_FEW)
    assert "69 of 610 items up to 23 Nov 2026 (11.3 per 100, 8.8–14.3); 1 account" in needs_sentence(need, everything)


def test_the_order_by_each_rank(desk: Desk, ask: Ask) -> None:
    desk.do(
        lambda store: add(
            store,
            [
                Said("2026-11-01", "Acme", [EXPORT], 0),
                Said("2026-11-01", "Beta", [PDF], 3),
                Said("2026-11-01", "Beta", [PDF], 3),
                Said("2026-11-01", "Epsilon", [PDF], 3),
                Said("2026-11-01", "Gamma", [AUDIT], 1),
                Said("2026-11-01", None, [AUDIT]),
                Said("2026-11-01", None, [AUDIT]),
                Said("2026-11-01", None, [AUDIT]),
                Said("2026-07-01", "Acme", ["Data out"]),
                Said("2026-07-01", "Acme", ["Integration"]),
                Said("2026-07-01", "Acme", ["Integration"]),
            ],
        )
    )
    only_before = ["Integration", "Data out"]
    assert names(ask()) == [EXPORT, PDF, AUDIT, *only_before]
    assert names(ask(rank="weighted")) == [PDF, AUDIT, EXPORT, *only_before]
    assert names(ask(rank="accounts")) == [PDF, EXPORT, AUDIT, *only_before]
    assert names(ask(rank="mentions")) == [AUDIT, PDF, EXPORT, *only_before]


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (112, "112th")],
)
def test_ordinals(number: int, text: str) -> None:
    assert ordinal(number) == text
