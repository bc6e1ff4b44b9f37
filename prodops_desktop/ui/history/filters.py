"""The filters above the list of steps: words, area, days and who; each tells only that something else is wanted now."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from prodops_desktop.areas import AREAS
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.history.finding import Wanted
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.records.record_fields import day_hint
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.fields import Choice, SearchField
from prodops_desktop.ui.widgets.flow import Flow

_PAUSE_MS = 180


class DayFilter(QWidget):
    """A chip that names the days that are wanted; it opens a menu of spans, and can be cleared."""

    chosen = Signal(object, object)
    """The first and the last day; None for any."""
    span_asked = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.button = button(tr("Any day"), self._open, icon="calendar-range", small=True)
        self.button.setCheckable(True)
        self.clear_button = tool_button("close", tr("Show the steps of any day"), lambda: self.chosen.emit(None, None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.button)
        row.addWidget(self.clear_button)
        self.show_span(None, None)

    def show_span(self, first: date | None, last: date | None) -> None:
        """Say which days are wanted."""
        if not (first or last) and self.clear_button.hasFocus():
            self.button.setFocus()
        self.button.setText(span_text(first, last, self._today()))
        self.button.setAccessibleName(tr("Day: {span}", span=self.button.text()))
        self.button.setChecked(bool(first or last))
        self.clear_button.setVisible(bool(first or last))

    def menu(self) -> QMenu:
        """The spans to choose from."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        today = self._today()
        spans: list[tuple[str, date | None, date | None]] = [
            (tr("Any day"), None, None),
            (tr("Today"), today, today),
            (tr("Yesterday"), today - timedelta(days=1), today - timedelta(days=1)),
            (tr("Last 7 days"), today - timedelta(days=6), today),
            (tr("Last 30 days"), today - timedelta(days=29), today),
        ]
        for text, first, last in spans:
            menu.addAction(text).triggered.connect(lambda _=False, first=first, last=last: self.chosen.emit(first, last))
        menu.addSeparator()
        menu.addAction(tr("A day or a span…")).triggered.connect(lambda _=False: self.span_asked.emit())
        return menu

    def _open(self) -> None:
        self.button.setChecked(not self.button.isChecked())  # a click opens the menu; what is chosen there checks it
        self.menu().popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))


class SpanFields(QWidget):
    """Two days, typed: the last one empty means the first one alone."""

    chosen = Signal(object, object)
    left = Signal()
    """Put away."""

    def __init__(self) -> None:
        super().__init__()
        self._first: date | None = None
        self._last: date | None = None
        self.first = day_field("first", tr("From"), tr("first day"), 36)
        self.last = day_field("last", tr("To"), tr("the same day"), 20)
        self.close_button = tool_button("close", tr("Put the two days away"), self.left.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.first, 1)
        row.addWidget(self.last, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        for field in (self.first, self.last):
            field.decided.connect(self._on_decided)
        self.hide()

    def begin(self) -> None:
        """Show them with the keyboard in the first one."""
        self.show()
        self.first.setFocus()

    def show_span(self, first: date | None, last: date | None) -> None:
        """Show the days that are wanted."""
        self._first, self._last = first, last
        self.first.show_text(formats.day(first) if first else "")
        self.last.show_text(formats.day(last) if last and last != first else "")

    def _on_decided(self, field: str, day: object) -> None:
        value = day if isinstance(day, date) else None
        first, last = (value, self._last) if field == "first" else (self._first, value)
        if field == "first" and (self._last is None or self._last == self._first):
            last = first
        if field == "last" and last is None:
            last = first
        if first and last and first > last:
            own = self.first if field == "first" else self.last
            own.refuse(tr("The first day is after the last one."))
            return
        self.chosen.emit(first, last)


class FilterBar(QFrame):
    """What is wanted of the history, as :class:`Wanted`."""

    changed = Signal(object)
    left = Signal()
    """Arrow down or Enter in the words: on to the list."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("pageToolbar")
        self.wanted = Wanted()
        self.search = SearchField(tr("Find in history"))
        self.search.setFixedWidth(px(168))
        areas = [("", tr("All")), *((area.id, tr(area.name)) for area in AREAS.values())]
        self.area = Choice(areas, caption=tr("Area"), name=tr("Area"), snug=True)
        self.day = DayFilter(today)
        self.who = Choice([("", tr("Anyone"))], caption=tr("Who"), name=tr("Who"), snug=True)
        self.span = SpanFields()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._pause.timeout.connect(lambda: self._want(words=self.search.text().strip()))
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.left.connect(self._on_search_left)
        self.area.activated.connect(lambda _: self._want(area=self.area.current_id()))
        self.who.activated.connect(lambda _: self._want(who=self.who.current_id()))
        self.day.chosen.connect(self.want_days)
        self.day.span_asked.connect(self._begin_span)
        self.span.chosen.connect(self.want_days)
        self.span.left.connect(self._end_span)

    def _lay_out(self) -> None:
        above = QWidget()
        flow = Flow(above, gap=8, line_gap=8)
        for widget in (self.search, self.area, self.day, self.who):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 9, 12, 9)
        column.setSpacing(8)
        column.addWidget(above)
        column.addWidget(self.span)

    @property
    def pending(self) -> bool:
        """Whether it will look as soon as the typing pauses."""
        return self._pause.isActive()

    def offer(self, whos: Sequence[str]) -> None:
        """Offer those who made any step."""
        if [self.who.itemData(place) for place in range(1, self.who.count())] == list(whos):
            return
        while self.who.count() > 1:
            self.who.removeItem(1)
        for who in whos:
            self.who.addItem(who, who)
        self.who.choose(self.wanted.who)

    def want_area(self, area: str) -> None:
        """Want the steps of an area."""
        self.area.choose(area)
        self._want(area=area)

    def want_days(self, first: date | None, last: date | None) -> None:
        """Want the steps of these days."""
        self.day.show_span(first, last)
        self.span.show_span(first, last)
        self._want(first=first, last=last)

    def clear(self) -> None:
        """Want any step again."""
        self.search.clear()
        self._pause.stop()
        self.area.choose("")
        self.who.choose("")
        self.day.show_span(None, None)
        self.span.show_span(None, None)
        self.span.hide()
        self._set(Wanted())

    def _want(self, **parts: object) -> None:
        self._set(replace(self.wanted, **parts))  # type: ignore[arg-type]  # the names of fields with their values

    def _set(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit(wanted)

    def _on_search_left(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._want(words=self.search.text().strip())
        self.left.emit()

    def _begin_span(self) -> None:
        self.span.begin()

    def _end_span(self) -> None:
        self.span.hide()
        self.day.button.setFocus()


def day_field(id_: str, title: str, placeholder: str, name_width: int) -> EditField:
    """A field in which a day is typed."""
    spec = FieldSpec(id_, title, read_day, placeholder, hint=day_hint)
    return EditField(spec, name_width=name_width, flat=False)


def span_text(first: date | None, last: date | None, today: date) -> str:
    """Days as a chip names them: “Today”, “23 Nov”, “19 – 23 Nov”."""
    if first is None and last is None:
        return tr("Any day")
    if first == last and first == today:
        return tr("Today")
    if first == last:
        return formats.day(first, today)
    if first is None:
        return tr("until {day}", day=formats.day(last, today))
    if last is None:
        return tr("since {day}", day=formats.day(first, today))
    return formats.span(first, last, today)
