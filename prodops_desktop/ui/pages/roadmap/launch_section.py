"""The section of the inspector on a launch: its day against the baseline, what moved it, and how its gates stand."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prodops_desktop.roadmap.launches import GateView
from prodops_desktop.roadmap.model import DAY, NOT_APPLICABLE, PASSED
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.pages.roadmap.wording import base_text, cause_text, launch_text, slip_text, slip_tone, violation_text
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Fact, Facts, Section
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, Glyph

_ICONS = {PASSED: ("check-circle-outline", "good"), NOT_APPLICABLE: ("minus-circle-outline", "text_3")}
_NAME_WIDTH = growing(176)
OpenGate = Callable[[GateView], None]


class DatesSection:
    """When an item is due or launches, against the baseline."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.facts = Facts()
        section.add(self.facts)
        self.wrong = Note("warn", "")
        section.add(self.wrong)

    def show(self, view: ItemView) -> None:
        """Show the days of an item."""
        one, plan = view.item, view.plan
        day, precision = one.aim
        when = launch_text(one, plan.today)
        if day is not None and not one.is_over and precision == DAY:
            left = (day - plan.today).days
            when += tr(", in {days}", days=counted(left, "{n} day", "{n} days")) if left >= 0 else tr(", {n} days ago", n=-left)
        rows: list[Fact] = [(tr("Launch") if one.tier is not None else tr("Due"), when)]
        if plan.baseline is not None and view.base is not None:
            rows.append((plan.baseline.name, base_text(view)))
            slip = slip_text(view.slip)
            rows.append((tr("Slip"), slip, slip_tone(view.slip)) if view.slip else (tr("Slip"), slip))
        cause = cause_text(view)
        if cause:
            rows.append((tr("Because"), cause, "bad"))
        self.facts.show_rows(rows)
        self.section.title.setText(tr("Launch") if one.tier is not None else tr("Dates"))
        self.wrong.say("warn", "\n".join(violation_text(view)))


class GatesSection:
    """The gates of a launch, each with its evidence or the day by which it is due; a press on one opens it."""

    def __init__(self, section: Section, open_gate: OpenGate) -> None:
        self.section, self._open = section, open_gate

    def show(self, view: ItemView, reason: str | None) -> None:
        """Show how the gates stand; ``reason`` says why nothing can be taken down."""
        section, found = self.section, view.readiness
        section.setVisible(found is not None)
        section.clear()
        if found is None:
            return
        section.title.setText(tr("Gates, tier {n}", n=found.tier))
        apart = tr(" · {n} n/a", n=found.not_applicable) if found.not_applicable else ""
        section.note.setText(tr("{n} of {all} with evidence{apart}", n=found.passed, all=found.applicable, apart=apart))
        for one in found.gates:
            section.add(self._line(view, one, reason))

    def _line(self, view: ItemView, one: GateView, reason: str | None) -> QWidget:
        icon, shade = _ICONS.get(one.state, ("circle-outline", "text_3"))
        said, tone = gate_text(view, one)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Glyph(icon, shade, 15), 0, Qt.AlignmentFlag.AlignVCenter)
        name = button(one.gate.name, partial(self._open, one), role="link")
        name.ensurePolished()
        name.setText(name.fontMetrics().elidedText(one.gate.name, Qt.TextElideMode.ElideRight, _NAME_WIDTH))
        name.setEnabled(reason is None)
        name.setToolTip(reason or f"{one.gate.name}\n{one.gate.function} · {one.gate.evidence}")
        name.setAccessibleName(f"{one.gate.name}: {tr(one.state)}, {said}")
        row.addWidget(name)
        aside = Elided(said, "meta", tone)
        aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(aside, 1)
        return made


def gate_text(view: ItemView, one: GateView) -> tuple[str, str]:
    """What stands beside a gate, and its tone: its evidence, why it does not apply, or when it is due."""
    today, check = view.plan.today, one.check
    if one.state == PASSED and check is not None:
        signed = ", ".join(part for part in (check.who, formats.day(check.day, today) if check.day else "") if part)
        return check.evidence or signed, "3"
    if one.state == NOT_APPLICABLE and check is not None:
        return tr("n/a: {why}", why=check.evidence or ""), "3"
    if one.due is None:
        return tr("open"), "3"
    late = one.due < today and not view.item.is_over
    said = tr("was due {day}", day=formats.day(one.due, today)) if late else tr("due {day}", day=formats.day(one.due, today))
    return said, "bad" if late else "warn" if (one.due - today).days <= 14 else "3"
