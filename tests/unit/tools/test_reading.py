"""What people write of terms, capabilities and lead times, read in their words; and what is written reads back as it was."""

import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.tools.checks import LONGEST_TEXT, check_contract, check_tool
from prodops_desktop.tools.model import LEAD_UNITS, NOTICE_UNITS, RENEWAL_UNITS, Contract, LeadTime, Span, Tool
from prodops_desktop.tools.reading import (
    USUAL_DEPTH,
    one_line,
    read_capabilities,
    read_lead_times,
    read_span,
    unit_named,
    write_capabilities,
    write_lead_times,
    written,
)

# Names as a record holds them: one line, without semicolons and signs that nobody sees; the checks refuse the others.
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=";\ufffe\uffff"), min_size=1, max_size=30)
ODD_NAMES = st.lists(st.sampled_from([*"()[]:,.-/", "2", "3", "0", "12", "day", "weeks", "SSO", "a", " ", "'", '"', "=", "Ünïcode"]))
LABELS = (NAMES | ODD_NAMES.map(" ".join) | ODD_NAMES.map("".join)).map(one_line).filter(bool)


@pytest.mark.parametrize(
    ("text", "length", "unit"),
    [
        ("3 months", 3, "month"),
        ("3 Months notice", 3, "month"),
        ("3 months' notice", 3, "month"),
        ("3 months prior", 3, "month"),
        ("1 month", 1, "month"),
        ("one month", 1, "month"),
        ("90d", 90, "day"),
        ("90 days", 90, "day"),
        ("90-day", 90, "day"),
        ("30 calendar days", 30, "day"),
        ("30", 30, "day"),
        (30, 30, "day"),
        (30.0, 30, "day"),
        ("30.0", 30, "day"),
        ("2.0 weeks", 2, "week"),
        ("1 Jahr", 1, "year"),
        ("ein Jahr", 1, "year"),
        ("drei  Monate", 3, "month"),
        ("14 Tage.", 14, "day"),
        ("1 an", 1, "year"),
        ("2 mois", 2, "month"),
        ("15 jours ouvrés", 15, "working day"),
        ("10 días hábiles", 10, "working day"),
        ("two weeks", 2, "week"),
        ("30 working days", 30, "working day"),
        ("5 Werktage", 5, "working day"),
        ("20 business\u00a0days", 20, "working day"),
        ("0 days", 0, "day"),
        ("12 mths.", 12, "month"),
        ("0", 0, "day"),
        ("Annual", 1, "year"),
        ("quarterly", 3, "month"),
        ("2 quarters", 6, "month"),
        ("month-to-month", 1, "month"),
        ("30 days prior to renewal", 30, "day"),
        ("90 days before the end of the term", 90, "day"),
        ("30 days' written notice", 30, "day"),
        ("3 months notice period", 3, "month"),
        ("60 days in advance", 60, "day"),
        ("3 Monate vor Vertragsende", 3, "month"),
    ],
)
def test_a_length_of_time_is_read_in_the_words_people_use(text: object, length: int, unit: str) -> None:
    assert read_span(text, NOTICE_UNITS) == Span(length, unit)


@pytest.mark.parametrize("text", [None, "", "  ", "none", "None", "n/a", "no", "-", "–"])
def test_words_for_nothing_are_no_length(text: object) -> None:
    assert read_span(text, NOTICE_UNITS) is None


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "month",
        "many months",
        "infinity months",
        "nan days",
        "3 moons",
        "-3 months",
        "1.5 months",
        "1,5 months",
        "3 months 2 weeks",
        "3 to 6 months",
        "days 30",
        "30 days to the end of a quarter",
        "3 Monate zum Quartalsende",
        "30 days before the end of a quarter",
        "² days",
        f"{'9' * 400} days",
        "9999999999",
        "2026-11-23",
    ],
)
def test_nonsense_is_no_length_of_time(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the one promise is the class: the caller says what column and cell
        read_span(text, NOTICE_UNITS)


def test_a_bare_number_is_in_the_given_unit_and_a_foreign_unit_is_refused() -> None:
    assert read_span("3", RENEWAL_UNITS, "month") == Span(3, "month")
    with pytest.raises(ValueError, match="20 working days"):
        read_span("20 working days", RENEWAL_UNITS, "month")


@given(st.integers(0, 36_500), st.sampled_from(NOTICE_UNITS))
def test_a_length_of_time_reads_back(length: int, unit: str) -> None:
    assert read_span(str(Span(length, unit)), NOTICE_UNITS) == Span(length, unit)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Notice", None),
        ("Notice (months)", "month"),
        ("Notice period in working days", "working day"),
        ("Notice [Business Days]", "working day"),
        ("Kündigungsfrist (Tage)", "day"),
        ("Kündigungsfrist in Monaten", "month"),
        ("Préavis (mois)", "month"),
        ("Renewal term (years)", "year"),
        ("Plazo a tres meses", "month"),
        ("Give a notice", None),
    ],
)
def test_a_header_names_the_unit_of_its_bare_numbers(header: str, unit: str | None) -> None:
    assert unit_named(header, NOTICE_UNITS) == unit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Product analytics 3; Funnels 1", (("Product analytics", 3), ("Funnels", 1))),
        ("Surveys, NPS (3), Panels", (("Surveys", USUAL_DEPTH), ("NPS", 3), ("Panels", USUAL_DEPTH))),
        ("Surveys\nNPS 3\n\nPanels 0", (("Surveys", USUAL_DEPTH), ("NPS", 3), ("Panels", 0))),
        ("Plan, build and run; Ship", (("Plan, build and run", USUAL_DEPTH), ("Ship", USUAL_DEPTH))),
        ("Layer  7 2", (("Layer 7", 2),)),
        ("Top 5", (("Top 5", USUAL_DEPTH),)),
        ("Funnels 3; funnels 1", (("Funnels", 3),)),
        (" ; ;", ()),
        ("", ()),
    ],
)
def test_capabilities_are_read_with_or_without_their_depths(text: str, found: tuple[tuple[str, int], ...]) -> None:
    assert read_capabilities(text) == found


@given(st.lists(st.tuples(LABELS, st.integers(0, 3)), unique_by=lambda pair: pair[0].casefold()))
def test_capabilities_read_back_as_they_were_written(capabilities: list[tuple[str, int]]) -> None:
    check_tool(Tool(0, "any", capabilities=tuple(capabilities)))
    assert read_capabilities(write_capabilities(capabilities)) == tuple(capabilities)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Security review (20 working days); Budget: 2 weeks", (("Security review", 20, "working day"), ("Budget", 2, "week"))),
        ("Legal: DPA (1 month)", (("Legal: DPA", 1, "month"),)),
        ("Review (legal): 10 days", (("Review (legal)", 10, "day"),)),
        ("Review (legal) (10)", (("Review (legal)", 10, "day"),)),
        ("Legal\n(3 weeks)", None),
        ("Legal (3 weeks)\nBoard: 5 days", (("Legal", 3, "week"), ("Board", 5, "day"))),
        (";", ()),
    ],
)
def test_lead_times_are_read_in_brackets_or_behind_a_colon(text: str, found: tuple[tuple[str, int, str], ...] | None) -> None:
    if found is None:
        with pytest.raises(ValueError):  # noqa: PT011 - as above
            read_lead_times(text)
    else:
        assert read_lead_times(text) == tuple(LeadTime(label, Span(length, unit)) for label, length, unit in found)


@pytest.mark.parametrize("text", ["Legal", "Legal (soon)", "(3 days)", ": 3 days", "Legal (1 year)", "Legal (none)", "Legal: (3 days"])
def test_what_is_no_lead_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - as above
        read_lead_times(text)


LEADS = st.builds(LeadTime, LABELS, st.builds(Span, st.integers(1, 1_000), st.sampled_from(LEAD_UNITS)))


@given(st.lists(LEADS))
def test_lead_times_read_back_as_they_were_written(leads: list[LeadTime]) -> None:
    check_contract(Contract(0, 0, lead_times=tuple(leads)))
    assert read_lead_times(write_lead_times(leads)) == tuple(leads)


@pytest.mark.parametrize(("name", "sentence"), [("a; b", "semicolon"), ("a\x07b", "can’t be seen"), ("a\x00", "can’t be seen")])
def test_names_that_would_not_read_back_are_refused(name: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_tool(Tool(0, "any", capabilities=((name, 1),)))
    with pytest.raises(UserError, match=sentence):
        check_contract(Contract(0, 0, lead_times=(LeadTime(name, Span(1, "day")),)))


@pytest.mark.parametrize(
    "field", ["name", "vendor", "category", "owner", "use_for", "avoid", "start_how", "card_owner", "credential", "note"]
)
def test_a_text_of_a_tool_fits_into_a_cell(field: str) -> None:
    fits: dict[str, Any] = {field: "x" * LONGEST_TEXT}
    check_tool(replace(Tool(0, "any"), **fits))
    with pytest.raises(UserError, match="has 10,001 characters; 10,000 are kept"):
        check_tool(replace(Tool(0, "any"), **{field: fits[field] + "x"}))


def test_lists_in_one_cell_and_texts_of_a_contract_fit_too() -> None:
    many = tuple((f"{number:04} {'x' * 95}", 2) for number in range(100))  # 100 × 102 signs and 99 × “; ”
    with pytest.raises(UserError, match="list of capabilities has 10,398 characters"):
        check_tool(Tool(0, "any", capabilities=many))
    check_tool(Tool(0, "any", capabilities=many[:96]))
    with pytest.raises(UserError, match="list of lead times"):
        check_contract(Contract(0, 0, lead_times=tuple(LeadTime(name, Span(1, "day")) for name, _ in many)))
    for field in ("reference", "note"):
        with pytest.raises(UserError, match=f"{field} o[fn] a contract has 10,001"):
            check_contract(Contract(0, 0, **{field: "x" * (LONGEST_TEXT + 1)}))  # type: ignore[arg-type]  # either is a text


@given(st.text(max_size=40))
def test_a_text_is_tidied_once_and_keeps_what_can_be_seen(text: str) -> None:
    tidy = written(text)
    assert written(tidy) == tidy
    assert not [sign for sign in tidy if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t"]
    assert [sign for sign in tidy if sign.isalnum()] == [sign for sign in text if sign.isalnum()]
    assert one_line(tidy) == " ".join(tidy.split())


def test_line_ends_are_plain_ones() -> None:
    assert written(" a\r\nb\rc\x0bd\x85e\x07f\t \ufffe") == "a\nb\nc\nd\nef"
