"""Tickets and all that the inbox takes in come out as the answer key says, recounted from the files by the rules of counting."""

import csv
import gzip
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import chi2_contingency, fisher_exact

FILE = "history/zendesk_tickets.csv.gz"
MASTER, CONTRACTS = "history/Accounts_master_2026-10.xlsx", "history/Contracts_2026-11.xlsx"
TODAY = date(2026, 11, 23)
WINDOWS = {
    "last 90 days": (date(2026, 8, 26), TODAY),
    "90 days before": (date(2026, 5, 28), date(2026, 8, 25)),
    "2026-Q2": (date(2026, 4, 1), date(2026, 6, 30)),
    "2026-Q1": (date(2026, 1, 1), date(2026, 3, 31)),
}
AGAINST = {"in the last 90 days": ("last 90 days", "90 days before"), "in 2026-Q2": ("2026-Q2", "2026-Q1")}
Row = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """What the inbox takes in."""

    channel: str
    day: date
    account: str
    tags: frozenset[str]


@dataclass(frozen=True)
class Customer:
    """What the master and Finance say of it."""

    segment: str
    arr: Decimal
    domain: str


def key_of(text: str) -> str:
    """A name as names are compared."""
    return re.sub("[_-]", " ", text).casefold().strip()


def tags_of(row: Row) -> frozenset[str]:
    return frozenset(key_of(part) for part in re.split("[;,|]", row["tags"]))


def is_let_in(row: Row) -> bool:
    return row["priority"] in ("high", "urgent") or "feature request" in tags_of(row)


def within(items: Iterable[Item], window: str, need: str = "") -> list[Item]:
    first, last = WINDOWS[window]
    return [item for item in items if first <= item.day <= last and (not need or key_of(need) in item.tags)]


@pytest.fixture(scope="module")
def tickets(sample: Path) -> list[Row]:
    text = gzip.decompress((sample / FILE).read_bytes()).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def plan(sample: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((sample / "plan.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def needs(plan: dict[str, Any]) -> list[str]:
    return [tag["name"] for tag in plan["tags"]]


@pytest.fixture(scope="module")
def elsewhere(sample: Path, read: Any) -> list[tuple[Item, int]]:
    """Comments and lost deals, each with its number of words."""
    with (sample / "history/NPS_export.csv").open(encoding="utf-8", newline="") as stream:
        once = {tuple(row.values()): row for row in csv.DictReader(stream)}
    found = []
    for row in once.values():
        if int(row["score"]) <= 10:
            day = datetime.fromtimestamp(int(row["date"]) / 1000, UTC).date()
            found.append((Item("nps", day, row["company"], frozenset()), len(re.findall(r"[^\W_]+", row["comment"]))))
    for deal in read("history/Sales_pipeline_2026-11-20.xlsx", "Pipeline"):
        if deal["Loss Reason"]:
            month, day_of, year = map(int, deal["Close Date"].split("/"))
            found.append((Item("losses", date(year, month, day_of), deal["Account"], frozenset()), 99))
    return found


@pytest.fixture(scope="module")
def ticket_items(tickets: list[Row]) -> list[Item]:
    let_in = [row for row in tickets if is_let_in(row)]
    return [Item("tickets", date.fromisoformat(row["created_at"][:10]), row["org"], tags_of(row)) for row in let_in]


@pytest.fixture(scope="module")
def items(ticket_items: list[Item], elsewhere: list[tuple[Item, int]]) -> list[Item]:
    """All that the inbox takes in."""
    return ticket_items + [item for item, words in elsewhere if words >= 4]


@pytest.fixture(scope="module")
def customers(read: Any) -> dict[str, Customer]:
    money: dict[int, Decimal] = {}
    for line in read(CONTRACTS, "ARR", 5):
        if line["Cust. No."] is not None:
            in_euro = line["Ccy"] == "EUR"
            amount = Decimal(str(line["ARR"]).replace(".", "").replace(",", ".") if in_euro else str(line["ARR"]))
            money[int(line["Cust. No."])] = amount * (Decimal("1.08") if in_euro else 1)
    rows = read(MASTER, "Accounts")
    return {row["Account Name"]: Customer(row["Segment"], money[int(row["Account ID"])], row["Domain"]) for row in rows}


def test_tickets_are_as_support_exports_them(tickets: list[Row], read: Any) -> None:
    assert list(tickets[0]) == [
        "id", "created_at", "subject", "description", "priority", "status", "requester", "org", "solved_at", "csat", "tags"
    ]  # fmt: skip
    assert len({row["id"] for row in tickets}) == len(tickets)
    moments = [row["created_at"] for row in tickets]
    assert moments == sorted(moments)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT(0[7-9]|1[0-8]):\d\d:\d\dZ", moment) for moment in moments)
    assert {row["priority"] for row in tickets} == {"low", "normal", "high", "urgent"}
    assert {row["status"] for row in tickets} == {"new", "open", "pending", "hold", "solved", "closed"}
    assert {row["csat"] for row in tickets} == {"", *"12345"}
    for row in tickets:
        assert (row["status"] in ("solved", "closed")) == bool(row["solved_at"]), row
        assert not row["solved_at"] or row["created_at"] < row["solved_at"] <= "2026-11-20T18:00:00Z", row
        assert "" not in (row["subject"], row["description"], row["tags"]), row
    assert {row["requester"].partition("@")[2] for row in tickets} <= {row["Domain"] for row in read(MASTER, "Accounts")}
    texts = [row["description"] for row in tickets]
    for sign, least in (("\n", 3000), ("👍", 20), ("🙏", 20), (",", 500), ("Grüße", 10), ("Bonjour", 10)):
        assert sum(sign in text for text in texts) >= least, sign


def test_names_as_typed(tickets: list[Row], customers: dict[str, Customer]) -> None:
    orgs = Counter(row["org"] for row in tickets)
    assert min(orgs[name] for name in ("Halden Bk", "Castellan Ins.", "Wexly Grp", "Ebbw & Co", "")) >= 3
    assert any(name.endswith(" ") for name in orgs)
    let_in = {row["org"] for row in tickets if is_let_in(row)}
    assert let_in <= customers.keys(), "what is counted is never under a name that first has to be matched"


def test_rows_let_in_and_left_out(tickets: list[Row], answer: Any) -> None:
    key, let_in = answer("tickets of a year", FILE), [row for row in tickets if is_let_in(row)]
    assert (len(tickets), len(let_in), len(tickets) - len(let_in)) == (key["rows"], key["let_in"], key["left_out"])
    assert key["rows"] == 6302
    assert sum(not row["solved_at"] for row in tickets) == key["open"]
    assert (tickets[0]["created_at"][:10], tickets[-1]["created_at"][:10]) == (key["first"], key["last"]) == ("2025-11-24", "2026-11-20")
    high = sum(row["priority"] in ("high", "urgent") for row in let_in)
    assert key["let_in_by_priority"] == {"high or urgent": high, "only by feature_request": len(let_in) - high}
    assert {row["priority"] for row in tickets if not is_let_in(row)} == {"low", "normal"}
    spelt = {part for row in let_in for part in row["tags"].split(",") if key_of(part) == "feature request"}
    assert spelt == {"feature_request", "Feature-Request"}


def test_halden_bank_has_17_open_tickets(tickets: list[Row], customers: dict[str, Customer], answer: Any) -> None:
    key, domain = answer("open tickets", FILE), customers["Halden Bank"].domain
    mine = [row for row in tickets if row["requester"].endswith(f"@{domain}")]
    still_open = [row for row in mine if not row["solved_at"]]
    assert len(still_open) == key["open"] == 17
    assert Counter(row["org"] for row in still_open) == key["by_org"] == {"Halden Bank": 14, "Halden Bk": 3}
    assert max(row["created_at"] for row in mine if row["solved_at"]) < min(row["created_at"] for row in still_open)


def test_items_received_by_window(items: list[Item], answer: Any) -> None:
    for name, told in answer("items received", FILE)["windows"].items():
        inside = within(items, name)
        channels = Counter(item.channel for item in inside)
        first, last = WINDOWS[name]
        assert told == {"from": first.isoformat(), "to": last.isoformat(), "items": len(inside), **channels}, name
    totals = {name: len(within(items, name)) for name in WINDOWS}
    assert totals == {"last 90 days": 310, "90 days before": 300, "2026-Q2": 520, "2026-Q1": 240}


@pytest.mark.parametrize("period", AGAINST)
def test_every_need_in_both_periods(period: str, needs: list[str], items: list[Item], customers: dict[str, Customer], answer: Any) -> None:
    window, before = AGAINST[period]
    for need in needs:
        key = answer(f"{need} {period}", FILE)
        now, then = within(items, window, need), within(items, before, need)
        of_now, of_then = len(within(items, window)), len(within(items, before))
        assert (key["mentions"], key["items"], key["prior_mentions"], key["prior_items"]) == (len(now), of_now, len(then), of_then)
        assert (key["rate"], key["prior_rate"]) == (round(100 * len(now) / of_now, 2), round(100 * len(then) / of_then, 2))
        behind = {item.account for item in now}
        assert (key["accounts"], key["arr"]) == (len(behind), round(float(sum(customers[name].arr for name in behind)), 2)), need
        assert key["verdict"] == _verdict(len(now), of_now, len(then), of_then), need


def _verdict(now: int, of_now: int, then: int, of_then: int) -> str:
    """By the test of two shares; the exact test, which needs no large numbers, must say the same."""
    table = [[now, of_now - now], [then, of_then - then]]
    beyond = chi2_contingency(table, correction=False).pvalue < 0.05
    assert (fisher_exact(table).pvalue < 0.05) == beyond
    return "flat" if not beyond else "rising" if now / of_now > then / of_then else "falling"


def test_export_limits_rise_and_scheduled_pdf_only_grows_with_all_else(needs: list[str], items: list[Item], answer: Any) -> None:
    fields = ("mentions", "items", "rate", "prior_mentions", "prior_items", "prior_rate", "verdict", "accounts")
    export, pdf = answer("Export limits in the last", FILE), answer("Scheduled PDF in 2026-Q2", FILE)
    assert [export[field] for field in fields] == [47, 310, 15.16, 22, 300, 7.33, "rising", 23]
    assert [pdf[field] for field in fields[:-1]] == [47, 520, 9.04, 22, 240, 9.17, "flat"]
    rising = [(need, period) for need in needs for period in AGAINST if answer(f"{need} {period}", FILE)["verdict"] != "flat"]
    assert rising == [("Export limits", "in the last 90 days")]
    sso = answer("SSO returns to report in the last", FILE)
    assert (sso["mentions"], sso["prior_mentions"]) == (9, 3), "three times as many, and still within what chance does"
    assert all(answer(f"{need} in the last", FILE)["accounts"] < 12 for need in needs if need != "Export limits")


def test_verdicts_stand_with_comments_of_four_words_too(ticket_items: list[Item], elsewhere: list[tuple[Item, int]]) -> None:
    shipped = ticket_items + [item for item, words in elsewhere if words >= 4]
    for need, period, expected in (("Export limits", "in the last 90 days", "rising"), ("Scheduled PDF", "in 2026-Q2", "flat")):
        counts = [n for window in AGAINST[period] for n in (len(within(shipped, window, need)), len(within(shipped, window)))]
        assert _verdict(*counts) == expected


def test_a_day_more_or_less_would_be_seen(items: list[Item]) -> None:
    """Each window has its need on its first day and on its last, and the window beside it on the next."""
    days = {item.day for item in items if "export limits" in item.tags}
    assert {date(2026, 8, 26), date(2026, 8, 25), date(2026, 5, 28), date(2026, 5, 27)} <= days
    days = {item.day for item in items if "scheduled pdf" in item.tags}
    assert {date(2026, 6, 30), date(2026, 4, 1), date(2026, 3, 31), date(2026, 1, 1)} <= days


def test_export_limits_by_segment(items: list[Item], customers: dict[str, Customer], answer: Any) -> None:
    mentions = within(items, "last 90 days", "Export limits")
    millions: dict[str, tuple[int, int, float]] = {}
    for segment in ("Enterprise", "Mid-market", "SMB"):
        key = answer(f"Export limits by {segment}", FILE)
        mine = [item for item in mentions if customers[item.account].segment == segment]
        behind = sorted({item.account for item in mine}, key=lambda name: -customers[name].arr)
        money = float(sum(customers[name].arr for name in behind))
        assert (key["mentions"], key["accounts"], key["arr"]) == (len(mine), len(behind), round(money, 2))
        assert key["top"] == [[name, round(float(customers[name].arr), 2)] for name in behind[:5]]
        millions[segment] = (len(mine), len(behind), round(money / 1e6, 2))
    assert millions == {"Enterprise": (38, 14, 1.92), "Mid-market": (7, 7, 0.34), "SMB": (2, 2, 0.04)}
    top = [name for name, _ in answer("Export limits by Enterprise", FILE)["top"]]
    assert top == ["Meridian Freight", "Castellan Insurance", "Kestrel Logistics", "Osterlund Paper", "Grantham Rail"]
    assert round(answer("Export limits in the last", FILE)["arr"] / 1e6, 2) == 2.30


def test_one_customer_is_most_of_two_needs(needs: list[str], items: list[Item], customers: dict[str, Customer], answer: Any) -> None:
    most: dict[str, tuple[int, str, int, float]] = {}
    for need in needs:
        money = {item.account: customers[item.account].arr for item in within(items, "last 90 days", need)}
        top, total = max(money, key=lambda name: money[name]), sum(money.values())
        if 2 * money[top] > total:
            most[need] = round(100 * money[top] / total), top, len(money), round(float(total), 2)
    told = {need: answer(f"one customer behind {need}", FILE) for need in most}
    assert {n: (k["top_percent"], k["top_account"], k["accounts"], k["arr"]) for n, k in told.items()} == most
    assert [(need, *figures[:3]) for need, figures in most.items()] == [
        ("Audit log API", 62, "Halden Bank", 6), ("EU data residency", 53, "Northgate Pharma", 3)
    ]  # fmt: skip
    assert round(most["Audit log API"][3] / 1e6, 2) == 0.88
    assert (len(within(items, "last 90 days", "Audit log API")), told["Audit log API"]["top_arr"]) == (14, 548_000)


def test_what_is_left_out_is_tagged_too_and_not_counted(tickets: list[Row], needs: list[str], answer: Any) -> None:
    slugs = {key_of(need) for need in needs}
    rows = [row for row in tickets if not is_let_in(row) and tags_of(row) & slugs]
    assert len(rows) == answer("tagged, but left out", FILE)["rows"] == 30


def test_tags_of_the_plan(tickets: list[Row], plan: dict[str, Any]) -> None:
    groups = {"Missing capability", "Limits and pricing", "Access and security", "Quality", "Ease of use"}  # of the eight that ship
    assert len({key_of(tag["name"]) for tag in plan["tags"]}) == len(plan["tags"]) == 16
    for tag in plan["tags"]:
        assert list(tag) == ["group", "name", "definition", "example", "not_this"]
        assert all(tag.values())
    assert {tag["group"] for tag in plan["tags"]} == groups
    words = {part for row in tickets for part in tags_of(row)}
    assert {key_of(tag["name"]) for tag in plan["tags"]} <= words
    assert {"churn signal", "defect", "performance", "outage", "integration", "sign on and provisioning"} <= words
    assert {"web", "billing q", "howto"} <= words


def test_what_waits_in_the_inbox(items: list[Item], plan: dict[str, Any], answer: Any) -> None:
    triaged = [step["feedback"] for step in plan["imports"] if "feedback" in step]
    assert triaged == [{"done_until": "2026-11-13", "by": "P. Nair"}]
    key, until = answer("what waits", FILE), date.fromisoformat(triaged[0]["done_until"])
    kept = [item for item in items if item.day >= TODAY - timedelta(days=30)]
    left = [item for item in kept if item.day > until]
    assert (key["received"], key["archived"], key["done"]) == (len(items), len(items) - len(kept), len(kept) - len(left))
    assert not any(item.day == TODAY - timedelta(days=30) for item in items), "the day on which it turns old has none"
    assert key["waiting_by_channel"] == Counter(item.channel for item in left)
    assert 12 <= len(left) == key["waiting"] <= 40
    (step,) = (step for step in plan["imports"] if step["kind"] == "tickets")
    assert step == {
        "file": FILE,
        "name": "Support tickets",
        "kind": "tickets",
        "sheet": None,
        "as_of": "2026-11-20",
        "feedback": triaged[0],
    }
