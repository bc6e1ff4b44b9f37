"""How many segments have, alone and shared: against sets counted the plain way, and from whichever sheets there are."""

import random
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.store import find_dataset, rename_dataset, set_counts
from prodops_desktop.registry.rates import set_rate
from prodops_desktop.segments.accounts import Accounts, Directory
from prodops_desktop.segments.attributes import Field, Value
from prodops_desktop.segments.members import Members, Population
from prodops_desktop.segments.model import Size
from prodops_desktop.segments.population import Populations, read_populations
from prodops_desktop.segments.rule import Rule, read_rule
from prodops_desktop.segments.store import save_segment
from prodops_desktop.segments.users import Users
from prodops_desktop.workspace import Store, Workspace, undo
from tests.unit.sheets_here import Bringer

ACCOUNTS = (
    "Account | Account ID | Segment | Region | Pays by | Seats",
    "Acme | 000001 | Enterprise | EMEA | Card | 100",
    "Bolt | 000002 | Enterprise | APAC | Invoice | 50",
    "Cato | 000003 | SMB | EMEA | Card | 5",
    "Dune | 000004 | SMB | AMER | Invoice |",
    "Belmont Dental | 000101 | SMB | EMEA | Card | 7",
    "Belmont Dental | 000202 | Enterprise | EMEA | Card | 8",
)
USERS = (
    "User ID | Account ID | Role | Last seen",
    "u1 | 1 | admin | 2026-10-31",
    "u2 | 000001 | editor | 2026-10-30",
    "u3 | 0001 | editor | 2026-10-24",
    "u4 | 000002 | admin | 2026-08-01",
    "u5 | Cato | viewer | ",
    "u6 | 000202 | admin | 2026-10-25",
    "u7 | 000000 | admin | 2026-10-31",
    "u8 | Belmont Dental | admin | 2026-10-31",
    "u9 |  | editor | 2026-10-31",
)


def read(workspace: Workspace, before: Populations | None = None) -> Populations:
    with workspace.reading() as store:
        return read_populations(store, before)


def keep(workspace: Workspace, name: str, rule: str | None) -> int:
    return workspace.run(partial(save_segment, values={"name": name, "rule": rule})).result()[1]


@pytest.fixture
def known(workspace: Workspace, bring: Bringer) -> Workspace:
    """A workspace with six accounts and the nine users of a list, of whom six are theirs."""
    bring("Accounts", "accounts", "2026-11-20", *ACCOUNTS)
    bring("Users", "users", "2026-10-31", *USERS)
    return workspace


# --- sizes


def test_segments_are_counted_by_their_rules(known: Workspace) -> None:
    for name, rule in (
        ("Large", "Segment is enterprise"),
        ("Large, by card", "Segment is Enterprise\nPays by is Card"),
        ("Small", "Seats at most 10"),
        ("Not APAC", "Region is not APAC"),
        ("Admins", "Role is admin"),
        ("Large admins", "Role is admin; Segment is Enterprise"),
        ("Seatless", "Seats licensed is unknown"),
        ("No one", "Segment is Enterprise; Region is AMER"),
    ):
        keep(known, name, rule)
    found = read(known)
    assert {name: found.size(name) for name in ("Large", "large,  BY card", "Small", "Not APAC", "Admins", "Large admins")} == {
        "Large": Size(5, 3),
        "large,  BY card": Size(4, 2),
        "Small": Size(2, 3),
        "Not APAC": Size(5, 5),
        "Admins": Size(3, 3),
        "Large admins": Size(3, 3),
    }
    assert (found.size("Seatless"), found.size("No one")) == (Size(0, 1), Size(0, 0))
    assert found.size(None) == Size(6, 6)
    assert found.why_unknown(None) == found.why_unknown("Admins") == ""


def test_what_two_share_is_counted_either_way_round(known: Workspace) -> None:
    for name, rule in (
        ("Large", "Segment is Enterprise"),
        ("EMEA", "Region is EMEA"),
        ("Admins", "Role is admin"),
        ("Rest", "Role is not admin"),
    ):
        keep(known, name, rule)
    found = read(known)
    for a, b, size in (
        ("Large", "EMEA", Size(4, 2)),
        ("Large", "Admins", Size(3, 3)),
        ("EMEA", "Admins", Size(2, 2)),
        ("Admins", "Rest", Size(0, 0)),
        ("Rest", "Large", Size(2, 1)),
        ("EMEA", None, Size(5, 4)),
        (None, None, Size(6, 6)),
    ):
        assert found.shared(a, b) == found.shared(b, a) == size, (a, b)
    assert found.shared_by("Large", "EMEA", "Admins") == Size(2, 2)


def test_values_of_a_field_can_be_shared_too(known: Workspace) -> None:
    keep(known, "Large", "Segment is Enterprise")
    found = read(known)
    assert found.shared_by(("region", "emea")) == Size(5, 4)
    assert found.shared_by("Large", ("Region", "EMEA")) == Size(4, 2)
    assert found.shared_by(None, ("Pays by", "Invoice")) == Size(1, 2)
    assert found.shared_by(("Region", "Europe")) is None, "nobody has it: it may be another word for one"
    assert found.shared_by(("Country", "FR")) is None
    assert found.shared_by("Large", ("Region", "Europe")) is None


def test_a_name_that_is_no_segment_means_the_accounts_that_have_it(known: Workspace) -> None:
    found = read(known)
    assert found.size("smb") == Size(1, 3)
    assert found.shared("SMB", "Enterprise") == Size(0, 0)
    keep(known, "SMB", "Region is AMER")
    assert read(known).size("smb") == Size(0, 1), "a segment of that name goes first"


# --- what nobody knows


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (None, "Nobody knows who is in “X”: it has no rule yet. Give it one, such as “Segment is Enterprise”."),
        ("Persona is Buyer", "The rule of “X” asks for “Persona”, which no sheet of accounts or users has."),
        ("Segment is SMB; Segment at least 5", "The rule of “X” asks for a number in “Segment”, and no sheet has one there."),
        ("Seats at least 2026-01-01", "The rule of “X” asks for a day in “Seats licensed”, and no sheet has one there."),
    ],
)
def test_a_segment_that_cannot_be_counted_says_why(known: Workspace, rule: str | None, why: str) -> None:
    keep(known, "X", rule)
    found = read(known)
    assert found.why_unknown("X") == why
    assert found.size("X") is found.shared("X", None) is found.shared("Enterprise", "X") is None
    assert found.curve("X") is None


def test_a_name_that_nobody_knows(known: Workspace) -> None:
    found = read(known)
    assert found.size("Martians") is None
    assert found.why_unknown("Martians") == "There is no segment “Martians”, and no account has it as its Segment."


def test_a_rule_that_another_program_wrote_wrong_is_unknown(known: Workspace) -> None:
    segment = keep(known, "X", "Segment is SMB")

    def spoil(store: Store) -> None:
        with store.edit("Spoil"):
            store.db.execute("UPDATE user_segment SET rule = 'Segment SMB' WHERE id = ?", (segment,))

    known.run(spoil).result()
    assert read(known).why_unknown("X").startswith("The rule of “X” can't be used. Line 1 of the rule, “Segment SMB”, can't be read")


def test_without_any_sheet_nobody_knows(workspace: Workspace) -> None:
    keep(workspace, "Large", "Segment is Enterprise")
    found = read(workspace)
    assert found.size(None) is found.size("Large") is None
    assert found.curve(None) is None
    assert found.why_unknown(None) == found.why_unknown("Large")
    assert "import a list of users" in found.why_unknown(None)
    assert (found.source, found.sources, found.notes) == ("", (), ())


# --- where users come from


def test_a_list_of_users_comes_first_and_says_who_has_no_account(known: Workspace, bring: Bringer) -> None:
    bring("Usage", "usage_summary", "2026-11-22", "Week | Account | User | Logins", "2026-11-16 | Dune | u20 | 3")
    found = read(known)
    assert found.source == "Users, as of 31 Oct 2026"
    assert len(found.sources) == 2
    assert found.notes == ("3 users belong to no known account and are not counted.",)
    assert found.size(None) == Size(6, 6)


def test_without_a_list_users_come_from_usage(workspace: Workspace, bring: Bringer) -> None:
    bring("Accounts", "accounts", "2026-11-20", *ACCOUNTS)
    bring(
        "Usage", "usage_summary", "2026-11-22",
        "Week | Account | User | Logins",
        "2026-11-16 | Acme | u1 | 3", "2026-11-09 | Acme | u1 | 3", "2026-11-09 | acme | u2 | 1",
        "2026-11-02 | Bolt | u3 | 1", "2026-11-16 | Cato | u3 | 1", "2026-11-16 | Nowhere | u4 | 1", "2026-11-16 | Acme | | 9",
    )  # fmt: skip
    found = read(workspace)
    assert found.source == "Usage, as of 22 Nov 2026: users with usage in it"
    assert found.notes == ("1 user belongs to no known account and is not counted.",)
    assert found.size(None) == Size(3, 6)
    assert (found.size("Enterprise"), found.size("SMB")) == (Size(2, 3), Size(1, 3)), "u3 is where it was last"
    curve = found.curve(None)
    assert curve is not None
    assert [curve.within(days) for days in (0, 1, 7, 8, 14, 100)] == [0, 2, 2, 3, 3, 3], "a week ends on its Sunday"
    assert curve.days == 21


def test_months_of_usage_end_with_their_last_day(workspace: Workspace, bring: Bringer) -> None:
    months = [f"2026-{month:02d}-01 | Acme | u{month} | 1" for month in (7, 8, 9, 10)]
    bring("Usage", "usage_summary", "2026-10-31", "Month | Account | User | Logins", *months)
    curve = read(workspace).curve(None)
    assert curve is not None
    assert curve.ages == (0, 31, 61, 92)
    assert curve.days == 123


def test_without_users_each_seat_counts_as_one(workspace: Workspace, bring: Bringer) -> None:
    bring("Accounts", "accounts", "2026-11-20", *ACCOUNTS)
    keep(workspace, "Large", "Segment is Enterprise")
    keep(workspace, "EMEA", "Region is EMEA")
    keep(workspace, "Admins", "Role is admin")
    found = read(workspace)
    assert found.source == "Seats licensed of Accounts, as of 20 Nov 2026: each seat counts as a user"
    assert found.notes == ("1 account has no licensed seats and counts without users.",)
    assert (found.size(None), found.size("Large"), found.shared("Large", "EMEA")) == (Size(170, 6), Size(158, 3), Size(108, 2))
    assert found.size("Admins") is None
    assert found.curve(None) is None


def test_lists_that_name_no_user_or_no_account_give_way(workspace: Workspace, bring: Bringer) -> None:
    bring("Accounts", "accounts", "2026-11-20", *ACCOUNTS)
    bring("Users", "users", "2026-11-20", "User ID | Role", "u1 | admin")
    bring("Usage", "usage_summary", "2026-11-22", "Week | Account | Logins", "2026-11-16 | Acme | 3")
    found = read(workspace)
    assert found.source.startswith("Seats licensed of Accounts")
    assert "Users names no accounts, so its users are not counted." in found.notes


def test_accounts_without_seats_or_users_leave_it_unknown(workspace: Workspace, bring: Bringer) -> None:
    bring("Accounts", "accounts", "2026-11-20", "Account | Segment", "Acme | SMB")
    assert read(workspace).size(None) is None


def test_a_list_of_users_alone_names_its_accounts(workspace: Workspace, bring: Bringer) -> None:
    bring("Users", "users", "2026-10-31", *USERS)
    keep(workspace, "Admins", "Role is admin")
    found = read(workspace)
    assert found.size(None) == Size(8, 6), "1, 2, Cato, 202, 0 and Belmont Dental"
    assert found.size("Admins") == Size(5, 5)
    assert found.notes == ("1 user belongs to no known account and is not counted.",)


def test_of_two_lists_of_users_the_newer_speaks_and_each_user_counts_once(workspace: Workspace, bring: Bringer) -> None:
    bring("Accounts", "accounts", "2026-11-20", *ACCOUNTS)
    bring("Users EU", "users", "2026-09-30", "User ID | Account ID | Role | Last seen", "U1 | 2 | admin | 2026-09-30", "u2 | 2 | viewer | ")
    bring("Users US", "users", "2026-10-31", "User ID | Account ID | Role | Last seen", "u1 | 3 | | 2026-10-01", "u3 | 1 | viewer | ")
    keep(workspace, "Admins", "Role is admin")
    found = read(workspace)
    assert found.source == "Users US and Users EU, as of 30 Sep 2026"
    assert (found.size(None), found.size("Enterprise")) == (Size(3, 6), Size(2, 3))
    assert found.shared("Admins", "SMB") == Size(1, 1), "what the newer one leaves open comes from the older one"
    curve = found.curve(None)
    assert curve is not None
    assert (curve.ages, curve.days) == ((30,), 31)


# --- the curve of visitors


def test_the_curve_counts_those_seen_within_some_days(known: Workspace) -> None:
    keep(known, "Large", "Segment is Enterprise")
    found = read(known)
    curve = found.curve("Large")
    assert curve is not None
    assert [curve.within(days) for days in (0, 1, 2, 6, 7, 8, 91, 92, 1000)] == [0, 1, 2, 2, 3, 4, 4, 5, 5]
    assert curve.days == 92
    assert found.curve("Large") is curve
    small = found.curve("SMB")
    assert small is not None
    assert (small.within(92), small.days) == (0, 92), "u5 was never seen"


def test_who_was_seen_after_the_as_of_day_was_seen_on_it(workspace: Workspace, bring: Bringer) -> None:
    bring("Users", "users", "2026-10-31", "User ID | Account ID | Last seen", "u1 | 1 | 2026-11-05", "u2 | 1 | 2026-10-31")
    curve = read(workspace).curve(None)
    assert curve is not None
    assert (curve.ages, curve.days, curve.within(0), curve.within(1)) == ((0, 0), 1, 0, 2)


# --- kept and read again


def test_a_reading_is_kept_while_nothing_that_it_rests_on_changes(known: Workspace, bring: Bringer) -> None:
    segment = keep(known, "Large", "Segment is Enterprise")
    first = read(known)
    assert read(known, first) is first
    known.run(partial(save_segment, values={"note": "no matter"}, segment=segment)).result()
    assert read(known, first) is first
    known.run(partial(save_segment, values={"rule": "Segment is SMB"}, segment=segment)).result()
    second = read(known, first)
    assert (first.size("Large"), second.size("Large")) == (Size(5, 3), Size(1, 3))
    known.run(undo.undo).result()
    assert read(known, second).size("Large") == Size(5, 3)
    known.run(partial(set_rate, currency="EUR", day="2026-01-01", rate=1.08)).result()
    third = read(known, second)
    assert third is not second
    report = bring("Users", "users", "2026-11-20", *USERS[:4])
    fourth = read(known, third)
    assert (fourth.size(None), fourth.source) == (Size(3, 6), "Users, as of 20 Nov 2026")
    assert report.version_id in fourth.sources
    known.run(lambda store: rename_dataset(store, find_dataset(store, "Users").id, "People")).result()
    fifth = read(known, fourth)
    assert fifth.source == "People, as of 20 Nov 2026"
    known.run(lambda store: set_counts(store, find_dataset(store, "People").id, counts=False)).result()
    assert read(known, fifth).source.startswith("Seats licensed of Accounts")


# --- against plain sets

VALUES: dict[str, list[Value]] = {
    "Segment": ["Enterprise", "enterprise", "SMB", None],
    "Seats": [0, 5, 99.5, "1,000", "n/a", None],
    "Since": ["2026-01-01", "2026-06-30T10:00:00", "soon", None],
    "Role": ["admin", "Editor", None],
    "Logins": [0, 3, None],
}
OF_ACCOUNTS, OF_USERS = ("Segment", "Seats", "Since"), ("Role", "Logins")


def holds(line: str, value: Value) -> bool:
    """What a condition means, written down once more: by text alone, for the few forms that are drawn here."""
    asked = line.partition(" ")[2]
    text = "" if value is None else str(value).casefold()
    plain = text.replace(",", "")
    if asked in ("is known", "is unknown"):
        return (value is not None) == (asked == "is known")
    if asked.startswith("is not "):
        return text not in asked.removeprefix("is not ").casefold().split(" or ") or value is None
    if asked.startswith("is "):
        return value is not None and text in asked.removeprefix("is ").casefold().split(" or ")
    if asked.startswith("contains "):
        return value is not None and asked.removeprefix("contains ").casefold() in text
    limit = asked.removeprefix("at least ").removeprefix("at most ")
    if limit.count("-") == 2:
        if text[:4] != "2026":
            return False
        return text[:10] >= limit if "least" in asked else text[:10] <= limit
    if not plain.replace(".", "", 1).isdecimal():
        return False
    return float(plain) >= float(limit) if "least" in asked else float(plain) <= float(limit)


LINES = [
    *(f"{field} {test}" for field in VALUES for test in ("is known", "is unknown")),
    *(f"Segment {test}" for test in ("is Enterprise", "is SMB or Enterprise", "is not SMB", "contains ENTER", "is Nothing")),
    *(f"Seats {test}" for test in ("at least 5", "at most 99.5", "at least 1000", "is 5", "is not 99.5 or 0", "contains 9")),
    *(f"Since {test}" for test in ("at least 2026-06-30", "at most 2026-06-30", "contains oo")),
    *(f"Role {test}" for test in ("is ADMIN", "is not admin or editor")),
    *(f"Logins {test}" for test in ("at least 1", "at most 0", "is 3")),
]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[dict[str, Value]], list[tuple[int, dict[str, Value]]]]:
    """Accounts, and users with the number of their account."""
    accounts = draw(st.lists(st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in OF_ACCOUNTS}), max_size=7))
    about = st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in OF_USERS})
    owner = st.integers(0, max(0, len(accounts) - 1))
    users = draw(st.lists(st.tuples(owner, about), max_size=25 if accounts else 0))
    return accounts, sorted(users, key=lambda pair: pair[0])


def built(accounts: list[dict[str, Value]], users: list[tuple[int, dict[str, Value]]]) -> Population:
    of_accounts = {name.casefold(): Field(name, [one[name] for one in accounts]) for name in OF_ACCOUNTS}
    of_users = {name.casefold(): Field(name, [about[name] for _, about in users]) for name in OF_USERS}
    owners = [account for account, _ in users]
    return Population(Accounts(Directory(count=len(accounts)), of_accounts), Users(owners, [None] * len(users), fields=of_users))


def plain_sets(accounts: list[dict[str, Value]], users: list[tuple[int, dict[str, Value]]], lines: list[str]) -> tuple[set[int], set[int]]:
    """The users and accounts for whom all conditions hold, one by one; with one on users an account needs such a user."""

    def fits(record: dict[str, Value]) -> bool:
        return all(holds(line, record[field]) for line in lines if (field := line.partition(" ")[0]) in record)

    picked = {at for at, one in enumerate(accounts) if fits(one)}
    people = {at for at, (account, about) in enumerate(users) if account in picked and fits(about)}
    by_user = any(line.partition(" ")[0] in OF_USERS for line in lines)
    return people, {users[at][0] for at in people} if by_user else picked


def members(mask: int) -> set[int]:
    return {at for at in range(mask.bit_length()) if mask >> at & 1}


@settings(max_examples=300, deadline=None)
@given(worlds(), *[st.lists(st.sampled_from(LINES), max_size=3)] * 2)
def test_members_and_what_they_share_are_those_of_plain_sets(
    world: tuple[list[dict[str, Value]], list[tuple[int, dict[str, Value]]]], one: list[str], other: list[str]
) -> None:
    found = built(*world)
    picked: list[Members] = []
    for lines in (one, other):
        picked.append(found.members(read_rule("\n".join(lines))))
        users, accounts = plain_sets(*world, lines)
        assert (members(picked[-1].users), members(picked[-1].accounts)) == (users, accounts), lines
        assert found.size(picked[-1]) == Size(len(users), len(accounts))
    users, accounts = plain_sets(*world, one + other)
    for both in (found.both(*picked), found.both(*reversed(picked))):
        assert (members(both.users), members(both.accounts)) == (users, accounts)
    everybody = found.members()
    assert everybody == found.members(Rule())
    assert found.size(everybody) == Size(len(world[1]), len(world[0]))
    assert found.both(everybody, picked[0]) == picked[0]


def test_many_are_counted_right() -> None:
    """What a few accounts can't show: users over many machine words."""
    dice = random.Random(7)
    accounts = [{name: dice.choice(VALUES[name]) for name in OF_ACCOUNTS} for _ in range(300)]
    users = sorted(
        ((dice.randrange(300), {name: dice.choice(VALUES[name]) for name in OF_USERS}) for _ in range(5_000)), key=lambda pair: pair[0]
    )
    found = built(accounts, users)
    for lines in (["Segment is Enterprise"], ["Role is admin", "Seats at least 5"], ["Logins is unknown", "Segment is not SMB"]):
        picked = found.members(read_rule("\n".join(lines)))
        assert (members(picked.users), members(picked.accounts)) == plain_sets(accounts, users, lines)
