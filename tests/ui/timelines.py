"""Timelines for the tests: one like a page shows, and what they all ask of the chart."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui.charts.timeline import Badge, Band, Bar, Hatch, Lane, Timeline, TimelineChart, Week

FIRST, LAST, TODAY = date(2026, 11, 9), date(2027, 1, 31), date(2026, 11, 23)


def day(month: int, number: int) -> date:
    """A day of the winter of 2026."""
    return date(2026 if month > 6 else 2027, month, number)


def bars() -> tuple[tuple[Bar, ...], ...]:
    """Three lanes: two bars that overlap, one from before to after the window and one that is done, and one that is short."""
    overlap = Hatch(day(12, 4), day(12, 18), "bad", 41)
    return (
        (
            Bar(41, day(11, 16), day(12, 18), "41 One-page upgrade", "50%"),
            Bar(44, day(12, 4), day(12, 18), "44 Invoice payment", "100%", "outlined", True, (overlap,), (Badge("bad", "High: 31%"),)),
        ),
        (
            Bar(38, day(11, 2), day(11, 20), "38 Onboarding checklist", "100%", "done", movable=False),
            Bar(47, day(1, 11), day(2, 12), "47 Role templates", "50%", "dashed", tip="Drafted by Mara"),
        ),
        (
            Bar(
                43,
                day(12, 10),
                day(12, 11),
                "43 Usage",
                look="outlined",
                badges=(Badge("bad", "Block: freeze"),),
                spoken="EXP-43 in a freeze",
            ),
        ),
    )


def winter() -> Timeline:
    """Twelve weeks with a freeze, a launch and a count for each week."""
    lanes = tuple(Lane(name, f"{len(own)} tests", own) for name, own in zip(("Checkout", "Onboarding", "Pricing"), bars(), strict=True))
    bands = (Band(day(12, 21), day(1, 4), "Freeze", "hatch"), Band(day(1, 5), day(1, 11), "Dashboards v2 launch"))
    counts = (4, 5, 5, 6, 7, 6, 1, 1, 1, 2, 2, 2)
    weeks = tuple(Week(FIRST + timedelta(7 * number), count, over=count > 6, past=number < 2) for number, count in enumerate(counts))
    return Timeline(FIRST, LAST, TODAY, lanes, bands, weeks, 6, capacity_text=("Capacity", "live per week"))


def many(lanes: int, own: int = 1) -> Timeline:
    """Lanes enough to scroll."""
    made = []
    for number in range(lanes):
        first = FIRST + timedelta(number)
        made.append(
            Lane(f"Lane {number}", bars=tuple(Bar(number * own + one, first, first + timedelta(9), "A test") for one in range(own)))
        )
    return Timeline(FIRST, LAST, TODAY, tuple(made), capacity=(Week(FIRST, 3),))


def heard(signal: object) -> list[tuple[object, ...]]:
    """What a signal says from now on."""
    got: list[tuple[object, ...]] = []
    signal.connect(lambda *said: got.append(said))  # type: ignore[attr-defined]  # a bound signal
    return got


def press(chart: TimelineChart, at: QPoint) -> None:
    """Press the left button."""
    QTest.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)


def go(chart: TimelineChart, at: QPoint) -> None:
    """Move the mouse, and let the chart paint."""
    QTest.mouseMove(chart.viewport(), at)
    QApplication.processEvents()
    QApplication.processEvents()


def release(chart: TimelineChart, at: QPoint) -> None:
    """Let the left button go."""
    QTest.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)


def drag(chart: TimelineChart, begin: QPoint, days: float) -> None:
    """Drag from a place by so many days, in two moves."""
    end = begin + QPoint(round(days * chart.stage.scale.per_day), 0)
    press(chart, begin)
    go(chart, (begin + end) / 2)
    go(chart, end)
    release(chart, end)
