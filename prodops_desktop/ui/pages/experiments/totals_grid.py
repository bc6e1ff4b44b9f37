"""Fields for the totals of a metric: a line a variant, typed or pasted from a spreadsheet."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from prodops_desktop.experiments.model import SHARE, Covariate, MetricPlan, Total, Variant
from prodops_desktop.experiments.taking.measures import write_number
from prodops_desktop.ui import region
from prodops_desktop.ui.number_text import parse_figure
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.text import label, restyle

UNITS, SUCCESSES, MEAN, DEVIATION, ACCOUNTS, CORRELATION = "units", "successes", "mean", "sd", "accounts", "correlation"
_TITLES = {
    UNITS: tr("Units"),
    SUCCESSES: tr("Successes"),
    MEAN: tr("Mean"),
    DEVIATION: tr("Standard deviation"),
    ACCOUNTS: tr("Accounts"),
    CORRELATION: tr("Correlation"),
}
_WHOLE = frozenset({UNITS, SUCCESSES, ACCOUNTS})
_BEFORE = (MEAN, DEVIATION, CORRELATION)


class FiguresGrid(QWidget):
    """Fields by variant and column; a block that is pasted fills the fields to the right and below. ``about`` is what they are of."""

    def __init__(self, about: str, variants: Sequence[Variant], columns: Sequence[str]) -> None:
        super().__init__()
        self._variants, self._columns = tuple(variant.name for variant in variants), tuple(columns)
        self.fields: dict[tuple[str, str], QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for at, column in enumerate(columns, 1):
            grid.addWidget(label(_TITLES[column], "meta", "3"), 0, at)
            grid.setColumnStretch(at, 1)
        grid.setColumnMinimumWidth(0, 120)
        for row, variant in enumerate(variants, 1):
            grid.addWidget(label(f"{variant.name}{f' · {variant.about}' if variant.about else ''}", "meta", wrap=True), row, 0)
            for at, column in enumerate(columns, 1):
                field = _FigureField(self, (row - 1, at - 1))
                field.setFixedHeight(INPUT_HEIGHT)
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                field.setAccessibleName(f"{about}, {variant.name}: {_TITLES[column]}")
                self.fields[variant.name, column] = field
                grid.addWidget(field, row, at)

    def show_line(self, variant: str, figures: object) -> None:
        """Fill the line of a variant from the attributes that are called like the columns."""
        for column in self._columns:
            value = getattr(figures, column)
            self.fields[variant, column].setText("" if value is None else _as_typed(value))

    def paste(self, at: tuple[int, int], text: str) -> None:
        """Fill from a block of a spreadsheet, beginning at a row and column; what has no field is left out."""
        for row, line in enumerate(text.rstrip("\r\n").splitlines(), at[0]):
            for column, cell in enumerate(line.split("\t"), at[1]):
                if row < len(self._variants) and column < len(self._columns):
                    self.fields[self._variants[row], self._columns[column]].setText(cell.strip())

    def lines(self, *needed: str) -> dict[str, dict[str, float | None]]:
        """What is typed, by variant and column, without lines that are empty.

        Raises ValueError, with the field marked, for what is no number, and where one of the ``needed`` columns is empty.
        """
        found = {}
        for variant in self._variants:
            values = {column: self._read(variant, column) for column in self._columns}
            if any(value is not None for value in values.values()):
                for column in needed:
                    if values[column] is None:
                        self.refuse(variant, column)
                found[variant] = values
        return found

    def refuse(self, variant: str, column: str) -> NoReturn:
        """Mark a field, and raise ValueError."""
        self._mark(self.fields[variant, column], wrong=True)
        raise ValueError(column)

    def _read(self, variant: str, column: str) -> float | None:
        field = self.fields[variant, column]
        self._mark(field, wrong=False)
        try:
            value = parse_figure(field.text())
        except ValueError:
            self.refuse(variant, column)
        if value is not None and column in _WHOLE and not float(value).is_integer():
            self.refuse(variant, column)
        return value

    def _mark(self, field: QLineEdit, *, wrong: bool) -> None:
        field.setProperty("wrong", str(wrong).lower())
        restyle(field)
        if wrong:
            field.setFocus()


class MetricTotals:
    """The fields of one metric: ``now`` those of the test, and ``before`` those of what the same units did before it."""

    def __init__(self, metric: MetricPlan, variants: Sequence[Variant], totals: Mapping[str, Total], *, accounts: bool) -> None:
        self.metric = metric
        own = (UNITS, SUCCESSES) if metric.type == SHARE else (UNITS, MEAN, DEVIATION)
        self.now = FiguresGrid(metric.name, variants, (*own, ACCOUNTS) if accounts else own)
        self.before = FiguresGrid(tr("{metric} before", metric=metric.name), variants, _BEFORE)
        for variant, total in totals.items():
            self.now.show_line(variant, total)
            if total.before is not None:
                self.before.show_line(variant, total.before)

    def typed(self, *, with_before: bool) -> list[Total]:
        """The totals that are typed; raises ValueError, with the field marked, for what is none."""
        now = self.now.lines(UNITS)
        before = self.before.lines(*_BEFORE) if with_before else {}
        for variant in before:
            if variant not in now:
                self.now.refuse(variant, UNITS)
        return [self._total(variant, values, before.get(variant)) for variant, values in now.items()]

    def _total(self, variant: str, now: Mapping[str, float | None], before: Mapping[str, float | None] | None) -> Total:
        units, successes, accounts = (_whole(now.get(column)) for column in (UNITS, SUCCESSES, ACCOUNTS))
        covariate = None if before is None else Covariate(*(before[column] or 0.0 for column in _BEFORE))
        return Total(variant, self.metric.name, units or 0, successes, now.get(MEAN), now.get(DEVIATION), accounts, covariate)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _as_typed(value: float) -> str:
    """A figure with all its digits and the decimal sign that is written here, by which it is read again."""
    return write_number(value).replace(".", region.ways().point)


class _FigureField(QLineEdit):
    """Takes one figure, or hands a pasted block to its grid."""

    def __init__(self, grid: FiguresGrid, at: tuple[int, int]) -> None:
        super().__init__()
        self._grid, self._at = grid, at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A block from a spreadsheet goes over several fields."""
        text = QGuiApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if "\t" in text or "\n" in text.strip():
            self._grid.paste(self._at, text)
        else:
            super().keyPressEvent(event)
