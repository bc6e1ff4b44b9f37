"""Preferences › Language and region: how numbers, days, times and weeks are written, with an example that follows."""

from datetime import date, datetime
from typing import ClassVar

from PySide6.QtCore import QLocale

from prodops_desktop.ui import formats, own_ways, region
from prodops_desktop.ui.shell.preferences.on_computer import ComputerSection
from prodops_desktop.ui.shell.preferences.rows import Row
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.work import clock

_NUMBER, _AMOUNT, _SHARE = -12480.5, 2_140_000, 41.5
_EXAMPLE_DAY = (12, 14)


def _as_system(example: str) -> tuple[str, str]:
    """The choice of what the system does, which is this."""
    return region.SYSTEM, tr("As the system: {example}", example=example)


class Language(ComputerSection):
    """Files are not touched by it: they have real dates, or write them year first."""

    id: ClassVar[str] = "language"
    icon: ClassVar[str] = "translate"
    keys: ClassVar[tuple[str, ...]] = (own_ways.NUMBERS, own_ways.DAYS, own_ways.WEEK, own_ways.CLOCK)

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Language and region")

    def build(self) -> None:
        """Add the rows."""
        usual = region.resolve(region.Choice(), QLocale())
        day = date(clock.today().year, *_EXAMPLE_DAY)
        self.numbers = Choice(
            [_as_system(usual.locale.toString(1234.5, "f", 1)), *((style, style) for style in region.NUMBERS)], name=tr("Numbers")
        )
        days = [(style, formats.day_in(style, day)) for style in region.DAYS]
        self.days = Choice([_as_system(dict(days)[usual.days]), *days], name=tr("Dates"))
        names = {number: formats.weekday_name(int(number)) for number in region.WEEKS}
        self.week = Choice([_as_system(formats.weekday_name(usual.first_weekday)), *names.items()], name=tr("A week begins on"))
        clocks = [(region.SYSTEM, tr("System")), ("24", tr("24 hours")), ("12", tr("12 hours"))]
        self.clock = Segments(clocks, name=tr("Time of day"))
        for key, choice in ((own_ways.NUMBERS, self.numbers), (own_ways.DAYS, self.days), (own_ways.WEEK, self.week)):
            choice.activated.connect(lambda _, key=key, choice=choice: self.keep(key, choice.current_id()))
        self.clock.chosen.connect(lambda value: self.keep(own_ways.CLOCK, value))
        fields = tr("Fields read what is written here, and always 2026-12-14.")
        order = tr("A chosen order also says how 03/04/2026 is read; without one it is refused.")
        self.add(Row(tr("Numbers"), fields, self.numbers, words=tr("locale decimal thousands separator comma point")))
        self.add(Row(tr("Dates"), order, self.days, words=tr("locale format day month year ISO")))
        self.add(Row(tr("A week begins on"), tr("Calendars and timelines follow."), self.week, words=tr("locale first weekday")))
        self.add(Row(tr("Time of day"), tr("Of imports, steps and backups."), self.clock, words=tr("locale clock AM PM hours")))
        self.example = label("", "body", wrap=True, selectable=True)
        about = tr("Files never change with it: sheets have real dates, everything else writes 2026-12-14 and 1234.5.")
        self.add(Row(tr("Example"), about, self.example, below=True))
        formats.changed.connect(self._tell)

    def hold(self) -> None:
        """Write so from now on, everywhere at once."""
        region.choose(own_ways.written_in(self.preferences))
        self._tell()

    def show_choices(self) -> None:
        """Show what is kept."""
        held = own_ways.written_in(self.preferences)
        self.numbers.choose(held.numbers)
        self.days.choose(held.days)
        self.week.choose(held.week)
        self.clock.choose(held.clock)
        self._tell()

    def _tell(self) -> None:
        day = date(clock.today().year, *_EXAMPLE_DAY)
        parts = (
            formats.day(day, weekday=True),
            formats.clock(datetime.combine(day, datetime.min.time().replace(hour=14, minute=30))),
            formats.number(_NUMBER),
            formats.money(_AMOUNT),
            formats.percent(_SHARE),
            tr("weeks from {day}", day=formats.weekday_name(formats.first_weekday())),
        )
        self.example.setText("   ·   ".join(parts))
