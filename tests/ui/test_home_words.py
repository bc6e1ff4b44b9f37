"""What Home says, written as numbers and days are written on this computer: what is due, where areas stand, and figures as sentences."""

from collections.abc import Iterator
from datetime import date

import pytest

from prodops_desktop.answers.due import DECIDE, EVENT, EXPERIMENT, ITEM, NOTICE, RENEWAL, SOURCE, Due, DueList
from prodops_desktop.answers.standing import Arrivals, Delivery, Inbox, Notices, Standing, Trials
from prodops_desktop.datasets.cadence import Cadence
from prodops_desktop.experiments.collisions.capacity import Load
from prodops_desktop.metrics.figure import Figure
from prodops_desktop.metrics.model import Metric, Point
from prodops_desktop.roadmap.commitments import Period
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.trend import describe
from prodops_desktop.ui.figure_words import sentence_of
from prodops_desktop.ui.pages.home.due_words import renewing_text, title_of, why_of
from prodops_desktop.ui.pages.home.spark import trend_of
from prodops_desktop.ui.pages.home.standing_words import MEANINGS, TITLES, standing_sentence
from prodops_desktop.ui.region import DOTTED, Choice
from tests.ui.regions import written_as

TODAY, DAY, LATER = date(2026, 11, 23), date(2026, 12, 4), date(2028, 1, 31)


@pytest.fixture
def dotted() -> Iterator[None]:
    """Numbers and days as in German."""
    with written_as(Choice(numbers="1.234,5", days=DOTTED)):
        yield


def due(kind: str, act: str = "", name: str = "Mixpanel", day: date = DAY, **more: object) -> Due:
    return Due(kind, day, name, None, None, act, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "title", "why"),
    [
        (due(NOTICE, until=LATER), "Notice for Mixpanel", "or it renews on 31.01.2028"),
        (due(RENEWAL), "Mixpanel renews", "ARR not known"),
        (due(EXPERIMENT, DECIDE, status="running", until=TODAY), "Decide on Mixpanel", "its last day, and nothing is decided"),
        (due(EXPERIMENT, DECIDE, status="concluded", until=TODAY), "Decide on Mixpanel", "over, and nothing is decided"),
        (due(ITEM, precision="month", status="planned", team="Growth"), "Mixpanel is due", "planned, some time in Dec 2026, Growth"),
        (due(EVENT, "freeze", until=LATER), "Mixpanel", "freeze, until 31.01.2028"),
        (due(SOURCE, day=date(2020, 1, 1)), "Mixpanel: the next sheet", "2.518 days late"),
        (due(SOURCE, months=1), "Mixpanel: the next sheet", "every month"),
        (due(RENEWAL, until=LATER, folded=(due(RENEWAL),) * 1200), "and 1.200 more renewals", "until 31.01.2028"),
    ],
)
def test_what_is_due_is_said_with_days_and_counts_as_they_are_written_here(dotted: None, one: Due, title: str, why: str) -> None:
    del dotted
    assert (title_of(one), why_of(one, TODAY)) == (title, why)


def test_what_renews_is_an_amount_as_it_is_written_here(dotted: None) -> None:
    del dotted
    assert renewing_text(DueList(TODAY, "EUR", (), 1234, 3_104_000.0, ())) == "1.234 accounts renew within 90 days, €3,10M of ARR"
    assert renewing_text(DueList(TODAY, "EUR", (), 1, None, ())) == "1 account renews within 90 days"


def standing(id_: str, value: float, facts: object, **more: object) -> Standing:
    return Standing(id_, id_, value, "percent" if id_ == "predictability" else "count", facts, TODAY, "2026-11-23", **more)  # type: ignore[arg-type]


def period(name: str, points: float) -> Period:
    return Period(name, (1, 2, 3), (1,), (), (), 10.0, points, (("", date(2026, 1, 1)),))


LATE = Cadence(1, "CS health", (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)), 31, 1)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (
            standing("predictability", 80.5, Delivery(period("2026-Q3", 8.05), period("2026-Q2", 5))),
            "Delivery predictability: 80,5% (1 of 3 items); Say/do 33% (Q3 2026); Prior 50% (▲ 30,5 pt).",
        ),
        (
            standing("experiments", 2, Trials(3, 1, 4, 0, Load({date(2026, 12, 7): 7}, 6))),
            "Running experiments: 2 (limit 6 a week); Conflicts 3 ahead (1 blocking); Coming 4 scheduled; Week of 07.12.: 7 live, limit 6.",
        ),
        (
            standing("notices", 1, Notices(90, 3, 1, "EUR", "Mixpanel", date(2026, 11, 24), is_soon=True, costs=1250.6)),
            "Notice deadlines: 1 in 90 days (3 tools); Next Mixpanel (in 1 day); Renewing €1.251 a year; 1 more decided.",
        ),
        (standing("inbox", 2, Inbox(1200, date(2026, 11, 1))), "Feedback waiting: 2 (1.200 items); Oldest 01.11. (22 days old)."),
        (
            standing("sources", 0, Arrivals(2, 1, (LATE,), 1500, "2026-10-01")),
            "Data on time: 0 of 1 (2 datasets); Late 1 (22 days); Held back 1.500 rows (in quarantine); CS health was due 01.11.",
        ),
    ],
)
def test_where_an_area_stands_is_said_as_it_is_written_here(dotted: None, one: Standing, sentence: str) -> None:
    del dotted
    assert standing_sentence(one) == sentence
    assert MEANINGS.keys() == TITLES.keys()


def test_the_line_of_a_tile_names_what_is_drawn_with_it() -> None:
    trials = standing("experiments", 2, Trials(0, 0, 0, 0, Load({}, 6)), line=(2.0, 3.0), times=(TODAY, DAY), limit=6.0)
    assert describe(trend_of(trials)).endswith(", limit 6.")
    delivery = Delivery(period("2026-Q3", 8), None)
    share = standing("predictability", 80, delivery, line=(50.0, 80.0), times=("2026-Q2", "2026-Q3"), limit=100.0)
    assert describe(trend_of(share)).endswith("highest 80% in Q3 2026, all of it 100%.")


def test_a_figure_is_a_sentence_as_it_is_written_here(dotted: None) -> None:
    del dotted
    metric = Metric("arr", "arr", "ARR", "Revenue", "money", "up", "", "", "arr")
    shown = Figure(
        metric, "month", "money", "EUR", "2026-11", 1_234_567.0, None, None, 1500, "2026-11-20", "2026-11-20",
        Point("2026-09", 1_000_000.0), 2_000_000.0, 234_567.0, None, "up", True, "", (), (),
    )  # fmt: skip
    assert sentence_of(shown) == "ARR €1,23M, 20.11.2026, target €2,00M, prior €1,00M in Sep 2026 (+23,5%); 1.500 rows"


@pytest.mark.parametrize(
    ("day", "week", "number"),
    [
        (date(2026, 11, 23), "1", 48),
        (date(2027, 1, 1), "1", 53),  # ISO: a Friday belongs to the last week of 2026
        (date(2026, 1, 3), "7", 1),  # a Saturday, the last day of the week of 1 January
        (date(2026, 1, 4), "7", 2),
        (date(2026, 12, 27), "7", 1),  # the Sunday before 1 January 2027
        (date(2026, 12, 26), "7", 52),
    ],
)
def test_weeks_are_numbered_as_they_begin_here(day: date, week: str, number: int) -> None:
    with written_as(Choice(week=week)):
        assert formats.week_number(day) == number
