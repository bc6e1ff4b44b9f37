"""The arithmetic of terms against a calendar of its own that rolls them one by one; and what continues, or is missing."""

import calendar
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import holidays
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.agenda.working_days import WorkingDays
from prodops_desktop.tools.model import Contract, LeadTime, Money, Span
from prodops_desktop.tools.terms import (
    Deadline,
    Milestone,
    defects_of,
    followed_on,
    look_ahead,
    notice_day,
    shifted,
)

EVERY_WEEKDAY = WorkingDays()


def next_deadline(contract: Contract, today: date, working: WorkingDays) -> Deadline | None:
    return look_ahead(contract, today, today, working).deadline


def running_end(contract: Contract, today: date) -> date | None:
    return look_ahead(contract, today, today, EVERY_WEEKDAY).term_end


def ends_between(contract: Contract, first: date, last: date, *, last_end: date | None = None) -> list[date]:
    return list(look_ahead(contract, first, last if last_end is None else min(last, last_end), EVERY_WEEKDAY).renewals)


TODAY = date(2026, 11, 23)

# The calendar of these tests: every day in its order, made from the lengths of the months alone.
DAYS = [
    date(year, month, day)
    for year in range(1790, 2401)
    for month in range(1, 13)
    for day in range(1, calendar.monthrange(year, month)[1] + 1)
]
PLACE = {day: place for place, day in enumerate(DAYS)}

CLOSED = frozenset(date(year, 12, day) for year in range(1990, 2060) for day in range(27, 32))
COUNTRIES = {"": None, "US": holidays.country_holidays("US"), "DE": holidays.country_holidays("DE")}
WORKING = {country: WorkingDays(country, CLOSED) for country in COUNTRIES}


def months_on(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in {0, 13}:
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def moved(day: date, span: Span, sign: int) -> date:
    if span.unit in {"month", "year"}:
        return months_on(day, sign * span.length * (12 if span.unit == "year" else 1))
    return DAYS[PLACE[day] + sign * span.length * (7 if span.unit == "week" else 1)]


def is_worked(day: date, country: str) -> bool:
    known = COUNTRIES[country]
    return day.weekday() < 5 and day not in CLOSED and (known is None or day not in known)


def days_ahead(day: date, span: Span, country: str) -> date:
    if span.unit != "working day":
        return moved(day, span, -1)
    counted = 0
    while counted < span.length:
        day = DAYS[PLACE[day] - 1]
        counted += is_worked(day, country)
    return day


def notice_by_hand(contract: Contract, end: date, country: str = "") -> date:
    assert contract.notice is not None
    day = days_ahead(end, contract.notice, country)
    while contract.on_working_day and not is_worked(day, country):
        day = DAYS[PLACE[day] - 1]
    return day


def ends_by_hand(contract: Contract) -> Iterator[date]:
    """The ends of the terms one after the other; in months each is counted from the first one, so that a clamped one is no loss."""
    assert contract.ends is not None
    end, number = contract.ends, 0
    yield end
    while contract.auto_renew is not False and contract.renewal is not None:
        number += 1
        if contract.renewal.unit in {"month", "year"}:
            months = number * contract.renewal.length * (12 if contract.renewal.unit == "year" else 1)
            place = contract.ends.year * 12 + contract.ends.month - 1 + months
            last = calendar.monthrange(place // 12, place % 12 + 1)[1]
            end = date(place // 12, place % 12 + 1, min(contract.ends.day, last))
        else:
            end = moved(end, contract.renewal, 1)
        yield end


def deadline_by_hand(contract: Contract, today: date, country: str = "") -> tuple[date, date] | None:
    for end in ends_by_hand(contract):
        if end >= today and (day := notice_by_hand(contract, end, country)) >= today:
            return day, end
    return None


def of(deadline: Deadline | None) -> tuple[date, date] | None:
    return None if deadline is None else (deadline.day, deadline.term_end)


def contract(ends: date | None, notice: Span | None = None, renewal: Span | None = None, *, auto_renew: bool | None = True) -> Contract:
    return Contract(1, 1, ends=ends, notice=notice, renewal=renewal, auto_renew=auto_renew)


YEAR, MONTH, DAY = Span(1, "year"), Span(1, "month"), Span(1, "day")


@pytest.mark.parametrize(
    ("end", "notice", "expected"),
    [
        (date(2027, 5, 31), Span(3, "month"), date(2027, 2, 28)),
        (date(2028, 5, 31), Span(3, "month"), date(2028, 2, 29)),
        (date(2027, 1, 13), Span(30, "day"), date(2026, 12, 14)),
        (date(2027, 2, 28), Span(3, "month"), date(2026, 11, 28)),
        (date(2028, 2, 29), Span(1, "year"), date(2027, 2, 28)),
        (date(2027, 3, 1), Span(0, "day"), date(2027, 3, 1)),
        (date(2027, 3, 1), Span(2, "week"), date(2027, 2, 15)),
        (date(2027, 1, 4), Span(1, "working day"), date(2027, 1, 1)),  # no country: New Year's Day is a Friday
        (date(2027, 1, 3), Span(2, "working day"), date(2026, 12, 31)),
    ],
)
def test_the_notice_deadline_is_the_term_end_less_the_notice_period(end: date, notice: Span, expected: date) -> None:
    assert of(next_deadline(contract(end, notice, YEAR), TODAY, EVERY_WEEKDAY)) == (expected, end)


def test_a_deadline_that_is_today_can_still_be_kept_and_tomorrow_the_next_term_counts() -> None:
    one = contract(date(2027, 5, 31), Span(3, "month"), YEAR)
    assert of(next_deadline(one, date(2027, 2, 28), EVERY_WEEKDAY)) == (date(2027, 2, 28), date(2027, 5, 31))
    assert of(next_deadline(one, date(2027, 3, 1), EVERY_WEEKDAY)) == (date(2028, 2, 29), date(2028, 5, 31))


def test_without_an_end_or_a_notice_there_is_no_deadline_and_one_that_just_ends_has_until_then() -> None:
    assert next_deadline(contract(None, MONTH, YEAR), TODAY, EVERY_WEEKDAY) is None
    assert next_deadline(contract(date(2027, 1, 31), None, YEAR), TODAY, EVERY_WEEKDAY) is None
    ending = contract(date(2027, 1, 31), None, YEAR, auto_renew=False)
    assert of(next_deadline(ending, TODAY, EVERY_WEEKDAY)) == (date(2027, 1, 31), date(2027, 1, 31))
    assert next_deadline(ending, date(2027, 2, 1), EVERY_WEEKDAY) is None
    assert running_end(ending, date(2027, 2, 1)) == date(2027, 1, 31)
    assert (running_end(contract(None), TODAY), ends_between(contract(None), TODAY, TODAY)) == (None, [])


def test_one_that_does_not_say_whether_it_renews_is_taken_to_where_it_says_for_how_long() -> None:
    unknown = contract(date(2026, 1, 31), MONTH, YEAR, auto_renew=None)
    assert of(next_deadline(unknown, TODAY, EVERY_WEEKDAY)) == (date(2026, 12, 31), date(2027, 1, 31))
    assert next_deadline(replace(unknown, renewal=None), TODAY, EVERY_WEEKDAY) is None
    assert running_end(replace(unknown, renewal=None), TODAY) == date(2026, 1, 31)


def test_every_month_end_of_two_centuries_less_one_to_twelve_months() -> None:
    month_ends = [day for day in DAYS if 1900 <= day.year < 2100 and day.day == calendar.monthrange(day.year, day.month)[1]]
    assert len(month_ends) == 2400
    for place, end in enumerate(month_ends):
        for months in range(1, 13):
            one = contract(end, Span(months, "month"), YEAR)
            notice = months_on(end, -months)
            late = (place + months) % 2  # every other one is asked on the day after its deadline, when the next term counts
            expected = (months_on(months_on(end, 12), -months), months_on(end, 12)) if late else (notice, end)
            today = DAYS[PLACE[notice] + late]
            assert of(next_deadline(one, today, EVERY_WEEKDAY)) == expected, (one, today)


spans = st.one_of(
    st.builds(Span, st.integers(0, 400), st.just("day")),
    st.builds(Span, st.integers(0, 60), st.just("week")),
    st.builds(Span, st.integers(0, 40), st.just("month")),
    st.builds(Span, st.integers(0, 5), st.just("year")),
    st.builds(Span, st.integers(0, 90), st.just("working day")),
)
renewals = st.one_of(
    st.builds(Span, st.integers(20, 400), st.just("day")),
    st.builds(Span, st.integers(1, 60), st.just("week")),
    st.builds(Span, st.integers(1, 40), st.just("month")),
    st.builds(Span, st.integers(1, 5), st.just("year")),
)
month_ends = st.builds(
    lambda year, month: date(year, month, calendar.monthrange(year, month)[1]), st.integers(1900, 2099), st.integers(1, 12)
)
days = st.one_of(st.dates(date(1900, 1, 1), date(2099, 12, 31)), month_ends)
contracts = st.builds(
    Contract,
    st.just(1),
    st.just(1),
    ends=days,
    auto_renew=st.sampled_from([True, True, True, None, False]),
    notice=spans,
    on_working_day=st.booleans(),
    renewal=st.one_of(renewals, renewals, renewals, st.none()),
)


@hypothesis_settings(max_examples=1200, deadline=None)
@given(one=contracts, today=days, country=st.sampled_from(list(COUNTRIES)))
def test_the_next_deadline_is_the_first_one_by_hand(one: Contract, today: date, country: str) -> None:
    assert of(next_deadline(one, today, WORKING[country])) == deadline_by_hand(one, today, country)


@hypothesis_settings(max_examples=600, deadline=None)
@given(one=contracts, today=days, length=st.integers(0, 2000), cut=st.none() | st.integers(0, 2000))
def test_running_end_and_the_ends_of_a_strip_are_those_by_hand(one: Contract, today: date, length: int, cut: int | None) -> None:
    last = DAYS[PLACE[today] + length]
    last_end = None if cut is None else DAYS[PLACE[today] + cut]
    strip: list[date] = []
    running = one.ends
    for end in ends_by_hand(one):
        if running is not None and running < today:
            running = end
        if end > last:
            break
        if end >= today and (last_end is None or end <= last_end):
            strip.append(end)
    else:  # it has ended
        running = one.ends
    assert running_end(one, today) == running
    assert ends_between(one, today, last, last_end=last_end) == strip


@hypothesis_settings(max_examples=300, deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)), count=st.integers(0, 120), country=st.sampled_from(list(COUNTRIES)))
def test_notice_in_working_days_steps_over_weekends_and_holidays(day: date, count: int, country: str) -> None:
    one = contract(day, Span(count, "working day"), YEAR)
    assert notice_day(one, day, WORKING[country]) == notice_by_hand(one, day, country)
    assert notice_day(replace(one, on_working_day=True), day, WORKING[country]) == notice_by_hand(
        replace(one, on_working_day=True), day, country
    )


@pytest.mark.parametrize("weeks", [1, 2, 5])
def test_a_notice_of_hundreds_of_terms_has_its_deadline_in_the_first_of_them_that_leaves_time(weeks: int) -> None:
    one = contract(date(2020, 1, 3), Span(900, "working day"), Span(weeks, "week"))
    ends = (DAYS[PLACE[date(2020, 1, 3)] + number * weeks * 7] for number in range(10_000))
    expected = next((by_hand, end) for end in ends if (by_hand := notice_by_hand(one, end, "US")) >= TODAY)
    assert of(next_deadline(one, TODAY, WORKING["US"])) == expected


def test_a_deadline_on_a_holiday_moves_to_the_last_working_day_before_it() -> None:
    one = replace(contract(date(2027, 1, 24), MONTH, YEAR), on_working_day=True)
    by_country = {country: next_deadline(one, TODAY, WorkingDays(country)) for country in ("", "US", "DE")}
    # 24 December 2026 is a Thursday; the 25th is a holiday in both countries, the 26th and 27th a weekend
    assert {country: of(found) for country, found in by_country.items()} == dict.fromkeys(by_country, (date(2026, 12, 24), one.ends))
    later = replace(one, ends=date(2027, 1, 28), notice=Span(31, "day"))  # notice on Monday 28 December
    assert of(next_deadline(later, TODAY, WorkingDays("DE", [date(2026, 12, 28)]))) == (date(2026, 12, 24), later.ends)
    thanks = replace(one, ends=date(2026, 12, 26))  # the fourth Thursday of November is Thanksgiving
    assert of(next_deadline(thanks, TODAY, WorkingDays("US"))) == (date(2026, 11, 25), thanks.ends)
    assert of(next_deadline(thanks, TODAY, WorkingDays("DE"))) == (date(2026, 11, 26), thanks.ends)


def test_it_has_to_be_decided_by_the_earliest_of_the_lead_times() -> None:
    leads = (
        LeadTime("Legal", Span(2, "week")),
        LeadTime("Security review", Span(20, "working day")),
        LeadTime("Board", Span(1, "month")),
        LeadTime("Approval", Span(14, "day")),
    )
    found = next_deadline(replace(contract(date(2027, 5, 31), Span(3, "month"), YEAR), lead_times=leads), TODAY, WorkingDays("US"))
    assert found is not None
    # 20 working days before Sunday 28 February 2027: four weeks, and one day more for Presidents' Day (15 February)
    assert found.milestones == (
        Milestone("Board", date(2027, 1, 28)),
        Milestone("Security review", date(2027, 1, 29)),
        Milestone("Approval", date(2027, 2, 14)),
        Milestone("Legal", date(2027, 2, 14)),
    )
    assert (found.day, found.decide_by) == (date(2027, 2, 28), date(2027, 1, 28))
    assert Deadline(date(2027, 2, 28), date(2027, 5, 31), ()).decide_by == date(2027, 2, 28)


@hypothesis_settings(max_examples=200, deadline=None)
@given(
    one=contracts,
    today=days,
    leads=st.lists(st.tuples(st.sampled_from("abc"), spans.filter(lambda span: span.unit != "year" and span.length)), max_size=4),
)
def test_lead_times_lie_before_the_deadline_in_their_order(one: Contract, today: date, leads: list[tuple[str, Span]]) -> None:
    found = next_deadline(replace(one, lead_times=tuple(LeadTime(*lead) for lead in leads)), today, WORKING["DE"])
    if found is None:
        return
    expected = sorted((days_ahead(found.day, span, "DE"), label) for label, span in leads)
    assert [(milestone.day, milestone.label) for milestone in found.milestones] == expected
    assert found.decide_by == min([found.day, *(day for day, _ in expected)])


@pytest.mark.parametrize("length", [1, 2, 7])
def test_a_term_of_days_rolls_over_a_century_at_once(length: int) -> None:
    one = contract(date(1926, 11, 23), DAY, Span(length, "day"))
    passed = PLACE[TODAY] - PLACE[date(1926, 11, 23)]
    end = DAYS[PLACE[TODAY] + (-passed) % length]
    assert running_end(one, TODAY) == end
    found = next_deadline(one, TODAY, EVERY_WEEKDAY)
    assert found is not None
    assert found.day >= TODAY
    assert (PLACE[found.term_end] - PLACE[date(1926, 11, 23)]) % length == 0
    assert PLACE[found.term_end] - PLACE[found.day] == 1
    assert PLACE[found.day] - PLACE[TODAY] < length
    assert len(ends_between(one, date(1926, 1, 1), TODAY)) == passed // length + 1


@pytest.mark.parametrize("renewal", [DAY, Span(1, "week"), MONTH, YEAR, Span(36_500, "day"), Span(1_200, "month"), Span(100, "year")])
@pytest.mark.parametrize("ends", [date(1900, 1, 31), date(2026, 2, 28), date(2299, 12, 31)])
def test_the_farthest_days_neither_hang_nor_raise(ends: date, renewal: Span) -> None:
    one = contract(ends, Span(100, "year"), renewal)
    for today in (date(1900, 1, 1), TODAY, date(2299, 12, 31)):
        found = next_deadline(one, today, EVERY_WEEKDAY)
        assert found is not None
        assert found.day >= today
        end = running_end(one, today)
        assert end is not None
        assert end >= max(today, ends)
    if renewal == YEAR and ends.day == 31:
        assert running_end(one, date(8000, 1, 1)) == date(8000, ends.month, 31)
    assert next_deadline(one, date.max, EVERY_WEEKDAY) is None
    assert running_end(one, date.max) == ends


@pytest.mark.parametrize("renewal", [Span(7, "month"), YEAR, Span(100, "year")])
def test_a_strip_up_to_the_last_day_of_the_calendar_ends_with_it(renewal: Span) -> None:
    found = ends_between(contract(date(2299, 12, 31), MONTH, renewal), date(2299, 12, 1), date.max)
    assert found[0] == date(2299, 12, 31)
    assert found == sorted(set(found))


def test_the_end_of_a_month_never_drifts_to_the_28th() -> None:
    one = contract(date(2027, 1, 31), MONTH, MONTH)
    found = ends_between(one, date(2027, 1, 1), date(2099, 12, 31))
    assert [end.day for end in found[:4]] == [31, 28, 31, 30]
    assert found == [date(year, month, calendar.monthrange(year, month)[1]) for year in range(2027, 2100) for month in range(1, 13)]
    assert running_end(one, date(2099, 12, 30)) == date(2099, 12, 31)
    leap = contract(date(2024, 2, 29), MONTH, YEAR)
    assert [end.day for end in ends_between(leap, date(2024, 1, 1), date(2028, 12, 31))] == [29, 28, 28, 28, 29]


def test_a_unit_without_a_place_in_the_calendar_and_days_past_its_ends_are_told() -> None:
    with pytest.raises(ValueError, match="working day can't be added"):
        shifted(TODAY, Span(3, "working day"), 1)
    for span in (Span(100, "year"), Span(1_200, "month"), Span(5_200, "week"), Span(36_500, "day")):
        for times in (90, -90, 10**9):
            with pytest.raises(OverflowError):
                shifted(TODAY, span, times)


def running_from(id_: int, starts: date | None, ends: date | None, renewal: Span | None = None) -> Contract:
    return Contract(id_, 1, starts=starts, ends=ends, auto_renew=renewal is not None, renewal=renewal)


LAST_YEAR = running_from(1, date(2025, 1, 1), date(2025, 12, 31), YEAR)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (date(2026, 1, 1), date(2025, 12, 31)),  # the day after
        (date(2026, 1, 7), date(2025, 12, 31)),  # a week after
        (date(2026, 1, 8), None),  # a day more: it stands beside
        (date(2025, 6, 15), None),  # an add-on within the first term
        (date(2026, 6, 15), None),  # an add-on within a later one
        (date(2025, 1, 1), None),  # both begin together
        (date(2024, 6, 1), None),  # it was there before
        (date(2028, 1, 1), date(2027, 12, 31)),  # after the third term
        (date(2028, 1, 5), date(2027, 12, 31)),
        (None, None),
    ],
)
def test_a_contract_is_continued_by_one_that_begins_right_after_a_term(starts: date | None, expected: date | None) -> None:
    other = running_from(2, starts, None if starts is None else date(starts.year + 1, 12, 31), YEAR)
    assert followed_on(LAST_YEAR, [LAST_YEAR, other]) == expected
    if expected is not None:
        assert followed_on(other, [LAST_YEAR, other]) is None


@pytest.mark.parametrize(
    ("renewal", "starts", "expected"),
    [
        (MONTH, date(2025, 6, 1), date(2025, 5, 31)),
        (MONTH, date(2025, 6, 7), date(2025, 5, 31)),
        (MONTH, date(2025, 6, 15), None),
        (Span(3, "month"), date(2025, 5, 7), date(2025, 4, 30)),
        (Span(3, "month"), date(2025, 5, 8), None),
        (Span(1, "week"), date(2025, 6, 7), date(2025, 6, 6)),  # 18 weeks after Friday 31 January
        (Span(1, "week"), date(2025, 6, 9), None),
        (DAY, date(2025, 6, 9), date(2025, 6, 8)),
    ],
)
def test_what_is_added_to_a_contract_of_short_terms_does_not_continue_it(renewal: Span, starts: date, expected: date | None) -> None:
    rolling = running_from(1, date(2025, 1, 1), date(2025, 1, 31), renewal)
    assert followed_on(rolling, [running_from(2, starts, None)]) == expected


def test_one_that_begins_on_the_last_day_of_another_continues_it() -> None:
    assert followed_on(LAST_YEAR, [running_from(2, date(2026, 12, 31), None)]) == date(2026, 12, 31)
    rolling = running_from(1, date(2025, 1, 1), date(2025, 1, 31), MONTH)
    assert followed_on(rolling, [running_from(2, date(2025, 5, 31), None)]) == date(2025, 5, 31)


def test_of_several_that_follow_the_first_one_counts() -> None:
    chain = [LAST_YEAR, *(running_from(year, date(year, 1, 1), date(year, 12, 31), YEAR) for year in (2028, 2027, 2026))]
    assert followed_on(LAST_YEAR, chain) == followed_on(LAST_YEAR, chain[::-1]) == date(2025, 12, 31)
    assert followed_on(LAST_YEAR, chain[:3]) == date(2026, 12, 31)
    assert followed_on(chain[1], chain) is None


def test_one_that_does_not_roll_is_continued_after_its_end_alone() -> None:
    ended = running_from(1, date(2024, 1, 1), date(2024, 12, 31))
    assert followed_on(ended, [running_from(2, date(2025, 1, 1), None)]) == date(2024, 12, 31)
    assert followed_on(ended, [running_from(2, date(2026, 1, 1), None)]) is None
    assert followed_on(running_from(1, date(2024, 1, 1), None), [running_from(2, date(2025, 1, 1), None)]) is None
    assert followed_on(running_from(1, None, date(2024, 12, 31)), [running_from(2, date(2025, 1, 1), None)]) == date(2024, 12, 31)


WHOLE = Contract(
    1,
    1,
    starts=date(2026, 1, 1),
    ends=date(2026, 12, 31),
    auto_renew=True,
    notice=MONTH,
    renewal=YEAR,
    amount=Money(1_200_000, 2, "USD"),
    basis="seat",
    seats=40,
)


@pytest.mark.parametrize(
    "whole",
    [
        WHOLE,
        replace(WHOLE, auto_renew=False, notice=None, renewal=None),
        replace(WHOLE, basis="flat", seats=None),
        replace(WHOLE, notice=Span(0, "day"), amount=Money(0, 2, "USD"), seats=0),
    ],
)
def test_complete_terms_have_no_defects(whole: Contract) -> None:
    assert defects_of(whole) == []


@pytest.mark.parametrize(
    ("lacking", "sentences"),
    [
        (replace(WHOLE, ends=None), ["no end date"]),
        (replace(WHOLE, starts=date(2027, 1, 1)), ["ends before it starts"]),
        (replace(WHOLE, auto_renew=None), ["does not say whether it renews"]),
        (replace(WHOLE, notice=None), ["no notice period"]),
        (replace(WHOLE, notice=None, auto_renew=None), ["does not say whether it renews", "no notice period"]),
        (replace(WHOLE, renewal=None), ["not known for how long"]),
        (replace(WHOLE, amount=None), ["no amount"]),
        (replace(WHOLE, amount=Money(1, 2, None)), ["no currency"]),
        (replace(WHOLE, seats=None), ["not known for how many"]),
        (Contract(1, 1), ["no end date", "does not say whether it renews", "no notice period", "no amount"]),
    ],
)
def test_each_thing_that_is_missing_is_named_once(lacking: Contract, sentences: list[str]) -> None:
    found = defects_of(lacking)
    assert len(found) == len(sentences), found
    for sentence, part in zip(found, sentences, strict=True):
        assert part in sentence
        assert sentence.startswith("It")
        assert sentence.endswith(".")
