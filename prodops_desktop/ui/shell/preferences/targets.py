"""Preferences › Targets and limits: what each metric is meant to reach, and how many experiments may be live at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prodops_desktop.agenda.targets import all_targets, set_target
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.metrics.catalogue import all_metrics
from prodops_desktop.metrics.model import Metric
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.shell.preferences.rows import Row
from prodops_desktop.ui.shell.preferences.settings_section import SettingsSection, TextSetting
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.picker import Option, Picker
from prodops_desktop.ui.widgets.target_field import TargetField
from prodops_desktop.workspace import Store

_NAMES, _FIELD_WIDTH = 240, growing(390)


@dataclass(frozen=True)
class Read:
    """Every metric there is, and the targets by the keys of theirs."""

    metrics: Sequence[Metric]
    targets: dict[str, float]


class Targets(SettingsSection):
    """As the page Metrics sets them: one step each."""

    id: ClassVar[str] = "targets"
    icon: ClassVar[str] = "flag-outline"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Targets and limits")

    def build(self) -> None:
        """Add the rows."""
        self.targets = TargetsRow()
        self.targets.decided.connect(self._on_target_decided)
        self.targets.more.clicked.connect(self._on_more_clicked)
        self.add(self.targets)
        told = tr("Weeks with more of them are marked in the calendar of experiments.")
        unit = tr("a week")
        self.add_setting(TextSetting("experiments_limit", tr("Experiments live at once"), told, unit=unit, words=tr("limit capacity cap")))

    def read(self) -> None:
        """The settings and the targets."""
        super().read()
        self.session.read(read_targets, self._on_targets_read, key=self.targets)

    def _on_targets_read(self, read: Read) -> None:
        self.targets.show_targets(read, self.session.read_only_reason)

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        if tables & {"setting", "target", "dataset", "version", "*"}:
            self.read()

    def _on_target_decided(self, metric: Metric, value: object) -> None:
        aimed = value if isinstance(value, float) else None
        self.change(
            lambda store: set_target(store, metric.key, metric.title, aimed),
            lambda: self.targets.refuse(""),
            lambda error: self.targets.refuse(str(error)),
        )

    def _on_more_clicked(self) -> None:
        MetricPicker(self, self.targets.without_target(), self.targets.begin).open()


class TargetsRow(Row):
    """A field for each metric that has a target, or is about to get one."""

    decided = Signal(object, object)

    def __init__(self) -> None:
        self.more = button(tr("Aim at another metric…"), icon="plus", small=True)
        told = tr("Charts, Home and packs compare with them. An empty field is no target.")
        super().__init__(tr("Targets of metrics"), told, self.more, words=tr("goal aim metric KPI"))
        self.fields: dict[str, TargetField] = {}
        self._read = Read((), {})
        self._begun: list[str] = []
        made = QWidget()
        self._list = QVBoxLayout(made)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(6)
        self.add_below(made)

    def show_targets(self, read: Read, reason: str | None) -> None:
        """Show the targets there are, or why they can't be changed."""
        self._read, known = read, {metric.key: metric for metric in read.metrics}
        self.more.setEnabled(reason is None and len(read.targets) < len(known))
        self.more.setToolTip(reason or ("" if known else tr("There is no metric yet. Import a spreadsheet first.")))
        self._begun = [key for key in self._begun if key in known and key not in read.targets]
        wanted = [key for key in known if key in read.targets or key in self._begun]
        for key in [key for key in self.fields if key not in wanted]:
            self.fields.pop(key).deleteLater()
        for key in wanted:
            field = self.fields.get(key) or self._make(known[key])
            field.show_target(read.targets.get(key))
            field.field.setReadOnly(reason is not None)
            field.field.setToolTip(reason or "")

    def without_target(self) -> list[Metric]:
        """The metrics that can get one."""
        return [metric for metric in self._read.metrics if metric.key not in self.fields]

    def begin(self, metric: Metric) -> None:
        """Offer a field for the target of one more metric, with the keyboard in it."""
        if metric.key not in self._begun:
            self._begun.append(metric.key)
        field = self.fields.get(metric.key) or self._make(metric)
        field.field.setFocus()

    def fits(self, words: Sequence[str]) -> bool:
        """A metric that has a field is found by its name."""
        named = " ".join(metric.title for metric in self._read.metrics if metric.key in self.fields).casefold()
        return super().fits(words) or all(word in named for word in words)

    def _make(self, metric: Metric) -> TargetField:
        made = self.fields[metric.key] = TargetField(metric.title, name_width=_NAMES)
        made.setMaximumWidth(_FIELD_WIDTH)
        made.decided.connect(lambda value: self.decided.emit(metric, value))
        self._list.addWidget(made)
        return made


class MetricPicker(Picker):
    """Picks the metric that gets a target."""

    def __init__(self, parent: QWidget, metrics: Sequence[Metric], pick: Callable[[Metric], object]) -> None:
        super().__init__(parent, tr("Aim at a metric"), tr("Find a metric"), ("{n} metric", "{n} metrics"))
        self.offer([Option(metric.title, partial(pick, metric), metric.group, icon="chart-line") for metric in metrics])


def read_targets(store: Store) -> Read:
    """The metrics and targets as they are now."""
    return Read(all_metrics(store, current(store)), all_targets(store))
