"""What a pack claims: the headline follows the data, and reverses with it."""

from collections.abc import Sequence
from typing import Any

from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets import snapshot
from prodops_desktop.metrics.catalogue import find_metric
from prodops_desktop.metrics.figure import figure_of
from prodops_desktop.metrics.series import series
from prodops_desktop.packs.headline import headline
from prodops_desktop.packs.making import make_pack

RISING = [
    ("2025-11-01", 140, 176, 84),
    ("2026-02-01", 152, 168, 80),
    ("2026-05-01", 176, 144, 80),
    ("2026-08-01", 200, 120, 80),
    ("2026-11-01", 208, 120, 72),
]


def reversed_trend(waves: Sequence[tuple[str, int, int, int]]) -> list[tuple[str, int, int, int]]:
    """The same waves in opposite order on the same days."""
    return [(one[0], *other[1:]) for one, other in zip(waves, reversed(waves), strict=True)]


def test_a_rise_over_the_year_with_a_quiet_last_quarter(desk: Any) -> None:
    """14 → 34 of 100: (140 − 84)/400 = 14 and (208 − 72)/400 = 34; the quarter before had 30, inside the margin."""
    desk.bring_nps(RISING)
    topic = desk.pack().topics[0]
    assert topic.headline == "NPS rose 20 points over 12 months (14 ± 7 → 34 ± 7); against the prior quarter no change beyond the margin"
    assert topic.subtitle == "Q4 2026 to 20 Nov: 34.0 ± 7.5, from 400 responses."


def test_reversing_the_trend_reverses_the_headline(desk: Any) -> None:
    desk.bring_nps(reversed_trend(RISING))
    assert desk.pack().topics[0].headline == (
        "NPS fell 20 points over 12 months (34 ± 7 → 14 ± 7); against the prior quarter no change beyond the margin"
    )


def test_a_level_held_inside_the_margin(desk: Any) -> None:
    desk.bring_nps([("2026-05-01", 100, 60, 40), ("2026-08-01", 95, 60, 45), ("2026-11-01", 102, 60, 38)])
    headline = desk.pack().topics[0].headline
    assert headline == "NPS held at 32 ± 11: no change beyond the margin over 6 months or against the prior quarter"


def test_two_waves_only(desk: Any) -> None:
    desk.bring_nps([("2026-08-01", 300, 60, 40), ("2026-11-01", 100, 60, 240)])
    assert desk.pack().topics[0].headline == "NPS fell 100 points against the prior quarter (65 ± 6 → −35 ± 8)"


def test_one_wave_and_too_few(desk: Any) -> None:
    desk.bring_nps([("2026-11-01", 30, 10, 10)])
    assert desk.pack().topics[0].headline == "NPS stood at 40 ± 22 in Q4 2026, with no earlier quarter to compare"
    desk.bring_nps([("2026-11-01", 3, 3, 3)])
    assert desk.pack().topics[0].headline.startswith("NPS: too few (9 responses; at least 10 are needed)")


def test_against_a_target(desk: Any) -> None:
    desk.bring_nps(RISING)
    for target, said in (
        (38, "Target 38: 4.0 points short, which lies inside the margin."),
        (50, "Target 50: 16.0 points short."),
        (20, "Target 20: 14.0 points above."),
    ):
        desk.workspace.run(lambda store, target=target: set_target(store, "nps", "NPS", target)).result()
        assert desk.pack().topics[0].subtitle.endswith(said)


def test_rows_of_a_dataset_speak_of_the_last_whole_month(desk: Any) -> None:
    rows = [
        (f"2026-{month:02d}-{day:02d}", f"n{month}{day}{copy}")
        for month, copies in ((8, 2), (9, 3), (10, 4), (11, 1))
        for day in range(1, 21)
        for copy in range(copies)
    ]
    rows = [row for row in rows if row[0] <= "2026-11-20"]
    desk.bring("Calls.csv", ["Day", "Note"], rows, kind="other")
    topic = desk.pack().topics[0]
    assert topic.headline == "Calls: rows by Day rose 100% over 2 months (40 → 80), and 33% against the prior month"
    assert topic.notes == ("Nov 2026 is not complete (data to 20 Nov 2026): 20 so far.",)
    assert topic.sentence == "Calls: Rows by Day 80, Oct 2026, prior 60 (+33.3%); 80 rows; Calls.csv"


def test_days_that_are_all_ahead_or_long_ago(desk: Any) -> None:
    desk.bring("Renewals.csv", ["Customer", "Renewal"], [("A", "2027-01-05"), ("B", "2027-03-05"), ("C", "2027-03-09")], kind="other")
    desk.bring("Old.csv", ["Day", "Note"], [("1850-01-01", "x"), ("1850-02-01", "y")], kind="other")
    old, renewals = desk.pack().topics
    assert renewals.headline == "Renewals: rows by Renewal stood at 1 in Jan 2027, with no earlier month to compare"
    assert [point.n for point in renewals.series[0].points] == [1, 0, 2]
    assert old.headline == "Old: rows by Day held at 1: no change against the prior month (1)"
    assert make_pack(desk.workspace.path, desk.folder / "p.xlsx")["sheets"][1:3] == ["Old", "Renewals"]


def test_a_headline_names_any_metric(desk: Any) -> None:
    rows = [(f"2026-{month:02d}-{day:02d}", score) for month, score in ((8, 50), (9, 50), (10, 60)) for day in range(1, 31)]
    desk.bring("CS health.csv", ["Last QBR", "Hlth"], rows, kind="other")
    with desk.workspace.reading() as store:
        now = snapshot.current(store)
        for name, said in (
            ("mean/CS health/Hlth/Last QBR", "CS health: Hlth, mean by Last QBR rose 20% over 2 months"),
            ("sum/CS health/Hlth/Last QBR", "CS health: Hlth, sum by Last QBR rose 20% over 2 months"),
            ("rows/CS health/Last QBR", "CS health: rows by Last QBR held at 30"),
        ):
            its = series(store, now, find_metric(store, now, name))
            assert headline(its, figure_of(store, its), len(its.points) - 1).startswith(said)
