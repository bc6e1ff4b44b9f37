"""Accounts of several lists made one: by id, by name, and which list speaks where two contradict each other."""

import pytest

from prodops_desktop.datasets.snapshot import current
from prodops_desktop.registry.rates import set_rate
from prodops_desktop.segments.accounts import Accounts, id_key, read_accounts
from prodops_desktop.segments.attributes import Value
from prodops_desktop.workspace import Workspace
from tests.unit.sheets_here import Bringer


def read(workspace: Workspace) -> Accounts:
    with workspace.reading() as store:
        return read_accounts(store, current(store))


def rows(accounts: Accounts, *fields: str) -> list[tuple[Value, ...]]:
    return list(zip(*(accounts.fields[field].values for field in fields), strict=True))


@pytest.mark.parametrize(("one", "same"), [("000417", "417"), ("0", "000"), ("AC-07", " ac-07 "), ("007a", "007A")])
def test_ids_are_one_without_the_zeros_before_their_digits(one: str, same: str) -> None:
    assert id_key(one) == id_key(same) != ""


def test_ids_that_differ_stay_apart() -> None:
    assert len({id_key(text) for text in ("417", "4170", "a0417", "0417a", "0")}) == 5


def test_lists_are_merged_by_id_and_rows_without_one_by_name(workspace: Workspace, bring: Bringer) -> None:
    bring(
        "Master", "accounts", "2026-10-31",
        "Account | External id | Segment | Pays by",
        "Ebbw Foods | 000417 | Enterprise | Card",
        "Acme | 000018 | SMB | Invoice",
    )  # fmt: skip
    bring("Contracts", "accounts", "2026-11-20", "Account | External id | Seats", "Ebbw & Co | 417 | 200", "Newcomer | 99 | 10")
    bring("Plans", "accounts", "2026-09-30", "Account | Plan", "ACME | Core", "ebbw & co | Scale", "Stranger | Free")
    accounts = read(workspace)
    assert accounts.count == 4
    assert sorted(rows(accounts, "account", "segment", "pays by", "seats", "plan"), key=str) == [
        ("Acme", "SMB", "Invoice", None, "Core"),
        ("Ebbw & Co", "Enterprise", "Card", 200, "Scale"),
        ("Newcomer", None, None, 10, None),
        ("Stranger", None, None, None, "Free"),
    ]
    assert accounts.directory.find("ebbw FOODS") == accounts.directory.find("0417") == accounts.directory.find("Ebbw & co")
    assert accounts.notes == ()


def test_two_accounts_of_one_name_stay_two_and_the_name_alone_means_neither(workspace: Workspace, bring: Bringer) -> None:
    bring(
        "Master",
        "accounts",
        "2026-10-31",
        "Account | External id | Segment",
        "Belmont Dental | 000101 | SMB",
        "Belmont Dental | 000202 | Enterprise",
    )
    bring("Plans", "accounts", "2026-11-20", "Account | Plan", "Belmont Dental | Scale", "Acme | Core")
    accounts = read(workspace)
    assert sorted(rows(accounts, "account", "segment", "plan"), key=str) == [
        ("Acme", None, "Core"),
        ("Belmont Dental", "Enterprise", None),
        ("Belmont Dental", "SMB", None),
    ]
    assert accounts.directory.find("Belmont Dental") is None
    assert accounts.directory.find("101") != accounts.directory.find("202")
    assert accounts.notes == ("1 row without an id left out, as two accounts are called so: Belmont Dental.",)


@pytest.mark.parametrize(
    ("days", "region"),
    [(("2026-10-31", "2026-11-20"), "APAC"), (("2026-11-20", "2026-10-31"), "EMEA"), (("2026-10-31", "2026-10-31"), "EMEA")],
)
def test_the_newer_list_wins_then_the_first_by_name_and_what_it_lacks_comes_from_the_other(
    workspace: Workspace, bring: Bringer, days: tuple[str, str], region: str
) -> None:
    bring("B list", "accounts", days[1], "Account | Region | Plan", "Acme | APAC |")
    bring("A list", "accounts", days[0], "Account | Region | Plan", "acme | EMEA | Core")
    assert rows(read(workspace), "region", "plan") == [(region, "Core")]


def test_only_the_newest_version_of_a_list_counts_and_lists_that_do_not_count_say_nothing(workspace: Workspace, bring: Bringer) -> None:
    bring("Master", "accounts", "2026-09-30", "Account | Segment", "Acme | SMB", "Gone | SMB")
    report = bring("Master", "accounts", "2026-10-31", "Account | Segment", "Acme | Enterprise")
    accounts = read(workspace)
    assert rows(accounts, "account", "segment") == [("Acme", "Enterprise")]
    assert [table.source.version for table in accounts.tables] == [report.version_id]


def test_a_field_is_found_by_title_name_and_header(workspace: Workspace, bring: Bringer) -> None:
    bring("Master", "accounts", "2026-10-31", "Customer name | Licensed seats | Is trial | Started", "Acme | 1,200 | yes | 2026-01-05")
    accounts = read(workspace)
    for name in ("seats licensed", "seats", "licensed seats"):
        assert (accounts.fields[name].title, list(accounts.fields[name].values)) == ("Seats licensed", [1200])
    assert accounts.fields["customer name"] is accounts.fields["account"]
    assert list(accounts.fields["is trial"].values) == ["yes"]
    assert accounts.seats() == [1200]


def test_amounts_are_in_the_currency_of_the_workspace_or_unknown(workspace: Workspace, bring: Bringer) -> None:
    bring("Master", "accounts", "2026-10-31", "Account | ARR | Currency", "Acme | 50000 | USD", "Bolt | 50000 | EUR", "Cato | 100 | CHF")
    workspace.run(lambda store: set_rate(store, "EUR", "2026-01-01", 1.08)).result()
    accounts = read(workspace)
    assert rows(accounts, "account", "arr") == [("Acme", 50_000), ("Bolt", 54_000), ("Cato", None)]
    assert accounts.notes == ("Amounts in CHF are taken as unknown: there is no rate from CHF to USD.",)
