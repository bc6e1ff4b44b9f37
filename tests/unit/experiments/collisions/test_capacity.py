"""How many are live in a week, counted by hand."""

from dataclasses import replace
from datetime import date

from prodops_desktop.experiments.collisions.capacity import load_of, week_of
from prodops_desktop.experiments.model import Experiment


def live(id_: int, status: str, starts: date, ends: date) -> Experiment:
    """An experiment."""
    return replace(Experiment(id_, f"EXP-{id_}", "A test"), status=status, starts=starts, ends=ends)


EVERY = [
    live(1, "running", date(2026, 11, 16), date(2026, 12, 6)),  # three weeks to the Sunday
    live(2, "draft", date(2026, 12, 6), date(2026, 12, 7)),  # Sunday and Monday: two weeks
    live(3, "concluded", date(2026, 11, 20), date(2026, 11, 20)),
    live(4, "idea", date(2026, 11, 20), date(2026, 11, 20)),
    live(5, "cancelled", date(2026, 11, 20), date(2026, 11, 20)),
    replace(live(6, "draft", date(2026, 11, 20), date(2026, 11, 20)), starts=None, ends=None),
]


def test_a_week_counts_what_touches_it() -> None:
    load = load_of(EVERY, 1)
    assert dict(load.weeks) == {date(2026, 11, 16): 2, date(2026, 11, 23): 1, date(2026, 11, 30): 2, date(2026, 12, 7): 1}
    assert load.over(date(2026, 11, 23)) == [date(2026, 11, 30)]
    assert load.over(date(2026, 11, 18)) == [date(2026, 11, 16), date(2026, 11, 30)]
    assert week_of(date(2026, 11, 22)) == date(2026, 11, 16)


def test_a_move_takes_a_run_out_of_its_weeks_and_puts_it_into_others() -> None:
    load = load_of(EVERY, 1).moved((date(2026, 12, 6), date(2026, 12, 7)), (date(2026, 12, 13), date(2026, 12, 14)))
    assert (load.live(date(2026, 11, 30)), load.live(date(2026, 12, 7)), load.live(date(2026, 12, 14))) == (1, 1, 1)
    assert load.moved(None, (date(2026, 11, 23), date(2026, 11, 23))).live(date(2026, 11, 23)) == 2
