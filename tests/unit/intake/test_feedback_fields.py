"""What the fields of feedback, tickets, churn and research hold, and how a sheet headed by their titles comes back."""

import pytest

from prodops_desktop.intake.headers import normalised
from prodops_desktop.intake.kinds import AREA_KINDS, KINDS

from .conftest import Sheet


def test_texts_come_in_as_they_were_written(sheet: Sheet) -> None:
    texts = [
        "First line\nsecond “line”\r\n\r\n– third; with, signs",
        "👩‍💻 gefällt mir 💜",
        "42",
        "2026-10-03",
        "yes",
        "1.250,00 €",
        "x" * 20_000,
    ]
    staged = sheet("Date,Customer,Who,Feedback", *[[f"2026-10-0{day}", "Alpha", "Ann", text] for day, text in enumerate(texts, 1)])
    assert staged.answer["kind"] == "feedback"
    assert staged.columns["Feedback"]["type"] == "text"
    assert staged.values("Feedback") == texts


def test_notes_that_are_all_numbers_stay_text(sheet: Sheet) -> None:
    staged = sheet("Date,Customer,Who,Feedback", *[f"2026-10-0{day},Alpha,Ann,{day}.5" for day in range(1, 10)])
    assert (staged.answer["kind"], staged.columns["Feedback"]["type"]) == ("feedback", "text")
    assert staged.values("Feedback") == [f"{day}.5" for day in range(1, 10)]


def test_days_may_be_moments(sheet: Sheet) -> None:
    staged = sheet("When,Account,Channel,Text", "2026-10-01T09:12:44Z,Alpha,CS,one", "2026-10-02T10:00:00Z,Beta,CS,two")
    assert staged.columns["When"]["type"] == "moment"
    assert staged.values("When") == ["2026-10-01T09:12:44", "2026-10-02T10:00:00"]


@pytest.mark.parametrize(("written", "type_"), [("0 1 2 3", "integer"), ("low high must low", "text")])
def test_importance_is_a_number_or_a_word(sheet: Sheet, written: str, type_: str) -> None:
    staged = sheet("When,Account,Text,Importance", *[f"2026-10-01,Alpha {one},word {one},{one}" for one in written.split()])
    assert (staged.answer["kind"], staged.columns["Importance"]["type"]) == ("feedback", type_)
    assert list(map(str, staged.values("Importance"))) == written.split()


TITLES = {
    "feedback": "Text,Id,Subject,When,Account,Person,Channel,Importance,Tags,Feature,State,Note",
    "tickets": "Opened on,Ticket,Account,Subject,Text,Priority,Status,Closed on,First reply on,Feature,CSAT,Person,Type,Tags,Channel",
    "churn": "Account,When,Reason,Amount,Voluntary",
    "research": "When,Method,Person,Account,Finding,Feature",
}
DAYS = {"When", "Opened on", "Closed on", "First reply on"}


@pytest.mark.parametrize("kind", TITLES)
def test_a_sheet_headed_by_the_titles_is_mapped_whole(sheet: Sheet, kind: str) -> None:
    assert ",".join(field.title for field in KINDS[kind].fields) == TITLES[kind]
    headers = TITLES[kind].split(",")
    special = {"Amount": ["100", "200"], "Voluntary": ["yes", "no"]}
    cells = [["2026-10-01", "2026-10-02"] if header in DAYS else special.get(header, ["a word", "another"]) for header in headers]
    staged = sheet(headers, *zip(*cells, strict=True))
    assert staged.answer["kind"] == kind
    assert list(staged.answer["mapping"].values()) == [field.name for field in KINDS[kind].fields]


MANY = {
    "feedback": "text title when account person channel importance tags feature",
    "tickets": "opened reference account title text priority closed first_reply feature csat person ticket_type tags channel",
    "churn": "account when reason amount voluntary",
    "research": "when method person account finding feature",
}


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, fields in MANY.items() for field in fields.split()])
def test_main_fields_have_many_names(kind: str, field: str) -> None:
    assert len({normalised(name) for name in KINDS[kind].field(field).synonyms}) >= 15


def test_feedback_speaks_for_its_sheets_and_tickets_and_churn_are_counted_by_month() -> None:
    assert {kind: kind in AREA_KINDS for kind in TITLES} == {"feedback": True, "research": True, "tickets": False, "churn": False}
