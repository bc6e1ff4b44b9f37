"""Which backups stay: many recent ones, few old ones, never less than one."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.workspace.backups.thinning import Dated, kept, within

NOW = datetime(2026, 11, 23, 12, 0)  # a Monday


def ages(*moments: str, reason: str = "hourly") -> list[Dated]:
    return [Dated(number, datetime.fromisoformat(moment), reason) for number, moment in enumerate(moments, 1)]


def days_of(backups: list[Dated], numbers: set[int]) -> list[str]:
    return [f"{one.moment:%m-%d %H:%M}" for one in backups if one.number in numbers]


def test_every_half_hour_for_three_days() -> None:
    """Worked out by hand: all since 10:00, the last of each hour since noon of the 22nd, the last of each day before."""
    start = datetime(2026, 11, 20, 12, 0)
    backups = [Dated(n + 1, start + timedelta(minutes=30 * n)) for n in range(145)]  # the last is of 12:00 on the 23rd
    expected = ["11-20 23:30", "11-21 23:30", "11-22 11:30"]
    expected += [f"11-22 {hour:02}:30" for hour in range(12, 24)] + [f"11-23 {hour:02}:30" for hour in range(9)]
    expected += ["11-23 09:30", "11-23 10:00", "11-23 10:30", "11-23 11:00", "11-23 11:30", "11-23 12:00"]
    assert days_of(backups, kept(backups, NOW)) == expected


def test_one_a_day_for_a_year() -> None:
    """Two weeks of days (from 9 Nov at noon on), the Sundays of eight weeks before, and the last days of the months before that."""
    start = datetime(2025, 11, 24, 18, 0)
    backups = [Dated(n + 1, start + timedelta(days=n)) for n in range(364)]  # to 22 Nov 2026
    daily = [f"11-{day:02} 18:00" for day in range(9, 23)]
    weekly = [f"{day} 18:00" for day in ("09-20", "09-27", "10-04", "10-11", "10-18", "10-25", "11-01", "11-08")]
    monthly = [
        f"{day} 18:00" for day in ("11-30", "12-31", "01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-13")
    ]
    assert days_of(backups, kept(backups, NOW)) == monthly + weekly + daily


def test_what_was_made_for_a_reason_is_not_put_aside_by_routine() -> None:
    before = [Dated(1, datetime(2026, 11, 10, 9, 0), "restore"), Dated(2, datetime(2026, 11, 10, 9, 5), "opening")]
    later = [Dated(3, datetime(2026, 11, 10, 9, 30)), Dated(4, datetime(2026, 11, 10, 17, 0), "restore")]
    assert kept(before + later, NOW) == {3, 4}
    assert kept(before, NOW) == {1, 2}


def test_a_clock_that_was_set_back() -> None:
    backups = ages("2026-11-20T09:00", "2031-01-01T09:00", "2031-01-01T09:10", "2026-11-20T09:30")
    assert kept(backups, NOW) == {2, 3, 4}, "what is dated in the future stays; the order is that of the numbers"
    assert kept(backups, datetime(2020, 1, 1)) == {1, 2, 3, 4}, "a clock that is years behind takes nothing away"


def test_a_clock_that_is_ahead_takes_nothing_away_for_two_weeks() -> None:
    """The 312 hours of 13 days, of which 37 stay by the right clock; then ten years ahead by mistake."""
    backups = [Dated(n + 1, NOW - timedelta(days=13) + timedelta(hours=n)) for n in range(13 * 24)]
    assert len(kept(backups, NOW)) == 37
    ahead = NOW.replace(year=2036)
    wrong = [Dated(400 + day, ahead + timedelta(days=day)) for day in range(14)]
    for number, one in enumerate(wrong):
        assert len(kept([*backups, *wrong[: number + 1]], one.moment)) == 312 + number + 1
    corrected = kept([*backups, *wrong], NOW + timedelta(hours=1))
    assert {one.number for one in wrong} < corrected, "what is dated in the future stays"
    assert len(corrected) < 60, "the others are thinned as ever"


def test_after_a_long_pause_two_weeks_are_enough_to_believe_the_clock() -> None:
    before = [Dated(n + 1, NOW - timedelta(hours=n)) for n in reversed(range(48))]
    first = NOW + timedelta(days=90)
    since = [Dated(100 + day, first + timedelta(days=day)) for day in range(16)]
    assert len(kept([*before, *since[:14]], since[13].moment)) == 48 + 14
    assert len(kept([*before, *since], since[15].moment)) < 20


moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1))
lists = st.lists(moments, max_size=60).map(lambda found: [Dated(n + 1, moment) for n, moment in enumerate(found)])


@given(lists)
def test_the_newest_and_the_recent_ones_always_stay(backups: list[Dated]) -> None:
    staying = kept(backups, NOW)
    assert staying >= {one.number for one in backups[-1:]}
    assert staying >= {one.number for one in backups if one.moment >= NOW - timedelta(hours=2)}


@given(lists)
def test_thinning_again_takes_nothing_more(backups: list[Dated]) -> None:
    once = kept(backups, NOW)
    assert kept([one for one in backups if one.number in once], NOW) == once


@given(lists.map(lambda found: [Dated(n + 1, one.moment) for n, one in enumerate(sorted(found, key=lambda one: one.moment))]))
def test_nothing_older_than_a_month_is_more_than_a_month_from_one_that_stays(backups: list[Dated]) -> None:
    staying = [one.moment for one in backups if one.number in kept(backups, NOW)]
    for one in backups:
        reach = timedelta(days=31) if one.moment < NOW - timedelta(days=70) else timedelta(days=7)
        assert any(abs(one.moment - other) <= reach for other in staying)


@given(lists)
def test_there_are_never_many(backups: list[Dated]) -> None:
    past = [one for one in backups if one.moment < NOW - timedelta(hours=2)]
    assert len(kept(past, NOW)) <= 1 + 23 + 15 + 9 + 36


def test_the_oldest_go_first_until_the_rest_fits() -> None:
    """Four files of 10 bytes; piece “a” (30) is needed by the two old ones, “b” (40) by the new ones."""
    sizes = [(1, 10, frozenset("a")), (2, 10, frozenset("a")), (3, 10, frozenset("b")), (4, 10, frozenset("b"))]
    pieces = {"a": 30, "b": 40}
    assert within(110, sizes, pieces) == {1, 2, 3, 4}
    assert within(109, sizes, pieces) == {2, 3, 4}
    assert within(99, sizes, pieces) == {3, 4}
    assert within(59, sizes, pieces) == {4}, "10 + 40 are the newest; a tenth of 59 is too little for one more"


def test_where_the_newest_alone_is_too_much_it_stays_with_a_tenth_for_older_ones() -> None:
    sizes = [(number, 10, frozenset("a")) for number in range(1, 9)]
    assert within(300, sizes, {"a": 1000}) == {5, 6, 7, 8}, "1,010 for the newest, and 30 besides"
    assert within(0, sizes, {"a": 1000}) == {8}
    assert within(0, [], {}) == set()


@given(st.lists(st.tuples(st.integers(0, 50), st.frozensets(st.sampled_from("abcd"))), max_size=12), st.integers(0, 400))
def test_what_stays_is_the_newest_of_all_and_fits(made: list[tuple[int, frozenset[str]]], budget: int) -> None:
    pieces = {"a": 10, "b": 60, "c": 100, "d": 0}
    sizes = [(number, size, keys) for number, (size, keys) in enumerate(made, 1)]
    staying = within(budget, sizes, pieces)
    assert staying == set(range(len(made) - len(staying) + 1, len(made) + 1))

    def taken(numbers: set[int]) -> int:
        left = [(size, keys) for number, size, keys in sizes if number in numbers]
        return sum(size for size, _ in left) + sum(pieces[key] for key in frozenset().union(*(keys for _, keys in left)))

    if made:
        limit = max(budget, taken({len(made)}) + budget // 10)
        assert taken(staying) <= limit
        assert len(staying) == len(made) or taken(staying | {len(made) - len(staying)}) > limit
