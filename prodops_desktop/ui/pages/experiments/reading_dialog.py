"""Takes the totals of a reading: for each metric a line a variant, typed or pasted from a spreadsheet."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.model import SHARE, MetricPlan, Reading, Total, Variant
from prodops_desktop.experiments.statistics.comparisons import by_names
from prodops_desktop.experiments.taking.measures import write_number
from prodops_desktop.ui.number_text import parse_figure
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec, read_day, typed_day
from prodops_desktop.ui.widgets.text import label, restyle

UNITS, SUCCESSES, MEAN, DEVIATION, ACCOUNTS = COLUMNS = ("units", "successes", "mean", "sd", "accounts")
_TITLES = {
    UNITS: tr("Units"),
    SUCCESSES: tr("Successes"),
    MEAN: tr("Mean"),
    DEVIATION: tr("Standard deviation"),
    ACCOUNTS: tr("Accounts"),
}
_WHOLE = frozenset({UNITS, SUCCESSES, ACCOUNTS})


class TotalsGrid(QWidget):
    """The fields of one metric: a line a variant; a block that is pasted fills the fields to the right and below."""

    def __init__(self, metric: MetricPlan, variants: tuple[Variant, ...], *, accounts: bool) -> None:
        super().__init__()
        self.about = metric
        own = (UNITS, SUCCESSES) if metric.type == SHARE else (UNITS, MEAN, DEVIATION)
        self.columns = (*own, ACCOUNTS) if accounts else own
        self.fields: dict[tuple[str, str], QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for at, column in enumerate(self.columns, 1):
            grid.addWidget(label(_TITLES[column], "meta", "3"), 0, at)
            grid.setColumnStretch(at, 1)
        grid.setColumnMinimumWidth(0, 120)
        for row, variant in enumerate(variants, 1):
            grid.addWidget(label(f"{variant.name}{f' · {variant.about}' if variant.about else ''}", "meta", wrap=True), row, 0)
            for at, column in enumerate(self.columns, 1):
                field = _TotalField(self, (row - 1, at - 1))
                field.setFixedHeight(INPUT_HEIGHT)
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                field.setAccessibleName(f"{metric.name}, {variant.name}: {_TITLES[column]}")
                self.fields[variant.name, column] = field
                grid.addWidget(field, row, at)
        self._variants = tuple(variant.name for variant in variants)

    def show_total(self, total: Total) -> None:
        """Fill the line of a variant."""
        for column in self.columns:
            value = getattr(total, column)
            self.fields[total.variant, column].setText("" if value is None else _as_typed(value))

    def paste(self, at: tuple[int, int], text: str) -> None:
        """Fill from a block of a spreadsheet, beginning at a row and column; what has no field is left out."""
        for row, line in enumerate(text.rstrip("\r\n").splitlines(), at[0]):
            for column, cell in enumerate(line.split("\t"), at[1]):
                if row < len(self._variants) and column < len(self.columns):
                    self.fields[self._variants[row], self.columns[column]].setText(cell.strip())

    def totals(self) -> list[Total]:
        """What is typed, without lines that are empty; raises ValueError, with the field marked, for what is no number."""
        found = []
        for variant in self._variants:
            values = {column: self._read(variant, column) for column in self.columns}
            if any(value is not None for value in values.values()):
                whole = {name: None if value is None else int(value) for name, value in values.items() if name in _WHOLE}
                units = whole.pop(UNITS)
                if units is None:
                    self._mark(self.fields[variant, UNITS], wrong=True)
                    raise ValueError(UNITS)
                found.append(Total(variant, self.about.name, units, **whole, mean=values.get(MEAN), sd=values.get(DEVIATION)))
        return found

    def _read(self, variant: str, column: str) -> float | None:
        field = self.fields[variant, column]
        self._mark(field, wrong=False)
        try:
            value = parse_figure(field.text())
            if value is not None and column in _WHOLE and not float(value).is_integer():
                raise ValueError(field.text())
        except ValueError:
            self._mark(field, wrong=True)
            raise
        return value

    def _mark(self, field: QLineEdit, *, wrong: bool) -> None:
        field.setProperty("wrong", str(wrong).lower())
        restyle(field)
        if wrong:
            field.setFocus()


def _as_typed(value: float) -> str:
    """A figure with all its digits and the decimal sign of the system, by which it is read again."""
    return write_number(value).replace(".", QLocale().decimalPoint())


class _TotalField(QLineEdit):
    """Takes one figure, or hands a pasted block to its grid."""

    def __init__(self, grid: TotalsGrid, at: tuple[int, int]) -> None:
        super().__init__()
        self._grid, self._at = grid, at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A block from a spreadsheet goes over several fields."""
        text = QGuiApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if "\t" in text or "\n" in text.strip():
            self._grid.paste(self._at, text)
        else:
            super().keyPressEvent(event)


class ReadingDialog(TakingDialog):
    """``record`` gets the reading; what it refuses is said in place."""

    def __init__(self, parent: QWidget, view: ExperimentView, before: Reading | None, record: Callable[[Reading], None]) -> None:
        one = view.experiment
        super().__init__(parent, tr("Reading of {title}", title=one.title), tr("Record reading"), width=620, height=600)
        self._record = record
        self._id = before.id if before is not None else 0
        self.day = EditField(FieldSpec("day", tr("Day"), read_day, hint=tr("This is no day. Type one such as 2026-12-01.")), flat=False)
        self.day.show_text((before.day if before is not None else view.board.today).isoformat())
        accounts = one.by_account or (before is not None and any(total.accounts is not None for total in before.totals))
        self.grids = [TotalsGrid(metric, one.variants, accounts=accounts) for metric in one.metrics]
        self.remark = EditField(FieldSpec("note", tr("Note"), placeholder=tr("where the totals come from")), flat=False)
        self.remark.show_text((before.note if before is not None else "") or "")
        self.body.addWidget(self.day)
        early = one.ends is not None and view.board.today < one.ends
        if early and before is None:
            said = tr("It runs until its planned end for a reason: each look is a chance to stop too early. This look is kept.")
            self.body.addWidget(label(said, "meta", "3", wrap=True))
        totals = by_names(before) if before is not None else {}
        for grid in self.grids:
            self.body.addWidget(label(grid.about.name, "section"))
            self.body.addWidget(grid)
            for variant in one.variants:
                if (total := totals.get((grid.about.name, variant.name))) is not None:
                    grid.show_total(total)
        self.body.addWidget(self.remark)
        self.body.addStretch(1)
        next(iter(self.grids[0].fields.values())).setFocus()

    def hand_over(self) -> None:
        """Take the reading down."""
        day = typed_day(self.day)
        if day is None:
            raise UserError(tr("Type the day of the reading, such as 2026-12-01."))
        try:
            totals = tuple(total for grid in self.grids for total in grid.totals())
        except ValueError:
            raise UserError(tr("The field that is marked needs a number: units, successes and accounts are whole ones.")) from None
        self._record(Reading(self._id, day, totals, self.remark.text()))
