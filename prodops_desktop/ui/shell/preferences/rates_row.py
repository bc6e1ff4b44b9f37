"""The currency rates in the preferences: those there are, and fields for another one; each is a step that undo takes back."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from prodops_desktop.registry import rates
from prodops_desktop.ui import formats, region
from prodops_desktop.ui.day_text import AmbiguousDayError, read_day
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.number_text import parse_figure
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.preferences.rows import Row
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace import Store, settings

_Read = tuple[str, list[rates.Rate]]
"""The currency of all figures, and the rates."""


class RatesRow(Row):
    """Setting a rate again for the same day replaces it."""

    def __init__(self, session: Session) -> None:
        text = tr("An amount in a currency without a rate is left out of a sum and said so. A rate holds from its day on.")
        super().__init__(tr("Currency rates"), text, words=tr("exchange conversion"))
        self._session = session
        self.code, self.day, self.rate = QLineEdit(), QLineEdit(formats.day(session.today.replace(day=1))), QLineEdit()
        self.add = button(tr("Set rate"), self._on_add_clicked, icon="plus", small=True)
        self.add_below(self._make_body())
        for widget in (self.code, self.day, self.rate, self.add):
            widget.setEnabled(session.read_only_reason is None)
            widget.setToolTip(session.read_only_reason or "")
        session.changed.connect(self._on_session_changed)
        self._read()

    def _make_body(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._rates = QGridLayout()
        self._rates.setHorizontalSpacing(12)
        self._rates.setVerticalSpacing(4)
        self._rates.setColumnStretch(3, 1)
        column.addLayout(self._rates)
        column.addLayout(self._make_fields())
        return made

    def _make_fields(self) -> QHBoxLayout:
        for field, name, width in (
            (self.code, tr("EUR"), 64),
            (self.day, tr("From day, such as 2026-01-31"), 108),
            (self.rate, "", 150),
        ):
            field.setPlaceholderText(tr("2026-01-31") if field is self.day else name)
            field.setAccessibleName(name)
            field.setFixedWidth(px(width))
            field.returnPressed.connect(self._on_add_clicked)
        formats.changed.connect(self._show_example)
        self._show_example()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.code, self.day, self.rate, self.add):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _show_example(self) -> None:
        said = tr("Rate, such as {example}", example=formats.number(1.08))
        self.rate.setPlaceholderText(said)
        self.rate.setAccessibleName(said)

    def _on_add_clicked(self) -> None:
        code = self.code.text()
        try:
            rate = parse_figure(self.rate.text())
        except ValueError:
            rate = None
        if rate is None:
            self.refuse(
                tr("“{typed}” is not a rate. Type a number, such as {example}.", typed=self.rate.text(), example=formats.number(1.08))
            )
            return
        try:
            day = read_day(self.day.text())
        except AmbiguousDayError as error:
            self.refuse(str(error))
            return
        except ValueError:
            day = None
        iso = day.isoformat() if day is not None else self.day.text().strip()
        self._session.run(lambda store: rates.set_rate(store, code, iso, rate), lambda _: self._on_rate_set(), self._on_failed)

    def _on_rate_set(self) -> None:
        self.refuse("")
        self.code.clear()
        self.rate.clear()
        self.code.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self.refuse(str(error))

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        if tables & {"setting", "rate", "*"}:
            self._read()

    def _read(self) -> None:
        self._session.read(_read_rates, self._show, key=self)

    def _show(self, read: _Read) -> None:
        currency, table = read
        clear_layout(self._rates)
        for row, rate in enumerate(table):
            self._show_rate(row, rate, currency)

    def _show_rate(self, row: int, rate: rates.Rate, currency: str) -> None:
        text = tr("1 {code} = {rate} {currency}", code=rate.currency, rate=formats.number(rate.rate, 4), currency=currency)
        self._rates.addWidget(label(rate.currency, "name"), row, 0)
        self._rates.addWidget(label(tr("from {day}", day=formats.day(rate.day)), "meta", "3"), row, 1)
        self._rates.addWidget(label(text, "meta"), row, 2)
        if self._session.read_only_reason is None:
            edit = tool_button("pencil-outline", tr("Edit the rate of {code}", code=rate.currency), lambda: self._edit(rate))
            remove = tool_button("close", tr("Remove the rate of {code}", code=rate.currency), lambda: self._remove(rate.id))
            self._rates.addWidget(edit, row, 4)
            self._rates.addWidget(remove, row, 5)

    def _edit(self, rate: rates.Rate) -> None:
        """Put a rate into the fields; setting it again for the same day replaces it."""
        self.code.setText(rate.currency)
        self.day.setText(formats.day(rate.day))
        self.rate.setText(_exactly(rate.rate))
        self.rate.setFocus()
        self.rate.selectAll()

    def _remove(self, rate: int) -> None:
        self._session.run(lambda store: rates.delete_rate(store, rate), failed=self._on_failed)


def _exactly(rate: float) -> str:
    """A rate with all its digits, as they are typed here."""
    return f"{rate:.10f}".rstrip("0").rstrip(".").replace(".", region.ways().point)


def _read_rates(store: Store) -> _Read:
    return settings.get(store, "currency"), rates.all_rates(store)
