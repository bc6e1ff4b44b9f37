"""What customers said of a need: which sentence is quoted, whose words come first, and where they stand in their file."""

from datetime import date

import pytest

from prodops_desktop.datasets.store import delete_dataset, find_dataset
from prodops_desktop.errors import UserError
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.model import Tag
from prodops_desktop.feedback.needs.period import read_period
from prodops_desktop.feedback.needs.verbatims import LONGEST, Verbatim, quote_of, verbatims
from tests.unit.feedback.conftest import Desk
from tests.unit.feedback.needs.workplace import ACCOUNTS, Said, add

TODAY = date(2026, 11, 23)
LIMITS = Tag(1, 1, "Limits", "Export limits", 1, definition="An export stops at its cap of rows or files.")
NOTES = """Date,Customer,Who,Channel,Note,Importance,Tags
2026-11-20,Acme,S. Lindqvist,CS,We like it. The export stops at 50000 rows.,important,Export limits
2026-11-19,Beta,J. Park,Sales,Exports are cut off. Please lift the limit!,critical,Export limits
2026-11-18,a-1,,CS,Again the export,important,export_limits
"""


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("We like it. The export stops at 50,000 rows. Bye.", "The export stops at 50,000 rows."),
        ("Hello,\nplease raise the limit of exports\nThanks", "please raise the limit of exports"),
        ("The rows stop. An EXPORT has limits? No.", "An EXPORT has limits?"),  # words of the name before those of the definition
        ("It is all fine here.\nIndeed.", "It is all fine here."),
        ("Short", "Short"),
    ],
)
def test_the_sentence_that_speaks_of_the_need_is_quoted(text: str, quote: str) -> None:
    assert quote_of(text, LIMITS) == quote


@pytest.mark.parametrize(
    ("title", "text", "quote"),
    [
        ("Export stops", "Hello team,\nit does not work.", "Export stops"),
        ("Question", "Dear Support,\nthe export stops at its limits.", "the export stops at its limits."),
        ("Monday", "Hello team,\nit does not work.", "Monday"),
        (None, "Hello team,\nit does not work.", "it does not work."),
        (None, "Hallo zusammen!\nWo ist es?", "Wo ist es?"),
        (None, "Hi", "Hi"),
    ],
)
def test_the_title_is_quoted_where_it_says_more_and_a_salutation_never(title: str | None, text: str, quote: str) -> None:
    assert quote_of(text, LIMITS, title) == quote


def test_a_long_sentence_is_cut_at_a_word() -> None:
    quote = quote_of(f"The export {'goes on and on ' * 40}", LIMITS)
    assert len(quote) <= LONGEST + 1
    assert quote.endswith((" on…", " goes…", " and…"))


@pytest.fixture
def limits(desk: Desk) -> int:
    """A workspace with customers and the tag “Export limits”."""
    desk.bring("accounts.csv", ACCOUNTS, "accounts", as_of="2026-11-20")
    return desk.do(lambda store: taxonomy.save_tag(store, {"name": "Export limits", "group": "Limits"}))[1]


def read(desk: Desk, tag: int, **choices: object) -> list[Verbatim]:
    """The verbatims of the last 90 days."""
    return desk.read(lambda store: verbatims(store, tag, read_customers(store), read_period("", TODAY), **choices))  # type: ignore[arg-type]


def test_the_weightiest_words_first_and_one_of_each_account_before_a_second(desk: Desk, limits: int) -> None:
    said = [
        Said("2026-11-01", "Acme", ["Export limits"], 3, text="first"),
        Said("2026-11-02", "ACME", ["Export limits"], 3, text="latest of the two"),
        Said("2026-11-03", "Beta", ["Export limits"], 3, text="less money"),
        Said("2026-11-04", "Gamma", ["Export limits"], 1, text="less important"),
        Said("2026-11-05", None, ["Export limits"], 2, text="nobody"),
        Said("2026-11-06", None, ["Export limits"], 1, text="nobody again"),
        Said("2026-07-06", "Epsilon", ["Export limits"], 3, text="before the period"),
    ]
    desk.do(lambda store: add(store, said))
    found = read(desk, limits)
    assert [one.quote for one in found] == ["latest of the two", "less money", "nobody", "less important", "first", "nobody again"]
    assert (found[0].account, found[0].arr, found[0].importance, found[0].source) == ("Acme", 400_000, 3, None)
    assert (found[2].account, found[2].arr) == (None, None)
    assert [one.quote for one in read(desk, limits, limit=2)] == ["latest of the two", "less money"]
    assert [one.quote for one in read(desk, limits, segment="SMB")] == ["less important"]
    with pytest.raises(UserError, match="Fax"):
        read(desk, limits, channel="Fax")


def test_words_lead_back_to_their_file_and_row(desk: Desk, limits: int) -> None:
    desk.bring("CS notes.csv", NOTES, "feedback", name="CS notes")
    first, second, third = read(desk, limits)
    assert (first.quote, first.account, first.person, first.channel, first.at) == (
        "Exports are cut off.",
        "Beta",
        "J. Park",
        "Sales",
        "2026-11-19",
    )
    assert first.source is not None
    assert (first.source.file, first.source.row, first.source.text) == ("CS notes.csv", 3, "CS notes.csv › row 3")
    assert (second.code, second.quote) == ("FB-1", "The export stops at 50000 rows.")
    assert (third.account, third.source.text if third.source else None) == ("Acme", "CS notes.csv › row 4")
    desk.do(lambda store: delete_dataset(store, find_dataset(store, "CS notes").id))
    assert [one.source for one in read(desk, limits)] == [None] * 3


def test_what_came_again_is_traced_to_its_newest_sheet(desk: Desk, limits: int) -> None:
    desk.bring("october.csv", NOTES, "feedback", name="Notes")
    head, first, *_ = NOTES.splitlines()
    desk.bring("november.csv", f"{head}\n2026-11-22,Beta,,CS,New,,\n{first}\n", "feedback", name="Notes again")
    found = {one.code: one.source.text for one in read(desk, limits) if one.source}
    assert found["FB-1"] == "november.csv › row 3"
    assert found["FB-2"] == "october.csv › row 3"


def test_deleted_words_are_not_quoted(desk: Desk, limits: int) -> None:
    items = desk.do(
        lambda store: add(store, [Said("2026-11-01", "Acme", ["Export limits"]), Said("2026-11-02", "Beta", ["Export limits"])])
    )
    desk.do(lambda store: triage.delete_items(store, items[:1]))
    assert [one.account for one in read(desk, limits)] == ["Beta"]
