"""The section of the inspector that says before a test runs what it collides with, whether it can be read, and the ways out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from prodops_desktop.agenda.events import Event
from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.experiments.collisions.interference import HIGH, LOW, at_least
from prodops_desktop.experiments.collisions.plans import Window
from prodops_desktop.experiments.model import CANCELLED, CONCLUDED, PLANNED, RUNNING
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.experiments.wording import GRADES, conflict_body, conflict_head, short_name
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Glyph, label, restyle
from prodops_desktop.workspace.links import End

_MOST_CONFLICTS, _MOST_LOW = 6, 4
_GLYPHS = {"bad": "alert-octagon-outline", "warn": "alert-outline", "note": "check-circle-outline"}


@dataclass(frozen=True)
class WaysOut:
    """What can be done about it."""

    take_slot: Callable[[], None]
    change_kind: Callable[[], None]
    accept: Callable[[Conflict], None]
    reopen: Callable[[Conflict], None]
    open_record: Callable[[End], None]


class ConflictCard(QFrame):
    """A conflict as seen from an experiment: grade and other, reason, days, people and cost, and what can be done about it."""

    def __init__(self, ways: WaysOut) -> None:
        super().__init__()
        self._ways = ways
        self.conflict: Conflict | None = None
        self.setProperty("rounded", "true")
        self._glyph = Glyph(_GLYPHS["bad"], "bad")
        self.head = label("", "name", wrap=True)
        self.body = label("", "meta", wrap=True, selectable=True)
        self.action = button("", self._act, role="link")
        self.opens = button(tr("Open on the roadmap"), self._open, role="link")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.head)
        column.addWidget(self.body)
        for link in (self.action, self.opens):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)  # else it would make the texts as narrow as itself
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 6)
        row.setSpacing(8)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_conflict(self, conflict: Conflict, view: ExperimentView, reason: str | None) -> None:
        """Show another conflict; ``reason`` says why nothing can be done about it."""
        self.conflict = conflict
        own, kind = view.experiment.id, _kind(conflict)
        self.head.setText(conflict_head(conflict, own))
        self.body.setText(conflict_body(conflict, view.board.today))
        text = tr("Accept the risk…") if conflict.is_open else tr("Reopen")
        self.action.setText(text)
        self.action.setEnabled(reason is None)
        self.action.setToolTip(reason or "")
        self.action.setAccessibleName(f"{text} ({short_name(conflict.facing(own))})")
        self._offer_to_open()
        if self.property("strip") != kind:
            self.setProperty("strip", kind)
            self._glyph.show_icon(_GLYPHS[kind], "text_2" if kind == "note" else kind)
            for widget in (self, self.head, self.body):
                restyle(widget)
        self.show()

    def _act(self) -> None:
        if self.conflict is not None:
            (self._ways.accept if self.conflict.is_open else self._ways.reopen)(self.conflict)

    def _offer_to_open(self) -> None:
        """A launch that stands on the roadmap is opened there: it is no event that could be edited as one."""
        launch = self._launch()
        if launch is None and self.opens.hasFocus():
            self.action.setFocus()
        self.opens.setVisible(launch is not None)
        if launch is not None:
            self.opens.setAccessibleName(tr("Open {title} on the roadmap", title=launch.title))

    def _open(self) -> None:
        launch = self._launch()
        if launch is not None:
            self._ways.open_record(launch.record)

    def _launch(self) -> Event | None:
        other = self.conflict.b if self.conflict is not None else None
        return other.event if isinstance(other, Window) and other.event.is_on_roadmap else None


class BeforeRunSection:
    """Its widgets are made once, so that they can follow a bar while it is dragged."""

    def __init__(self, section: Section, ways: WaysOut) -> None:
        self.section, self._ways = section, ways
        self.cards: list[ConflictCard] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(6)
        section.body.addLayout(self._cards)
        self.more, self.low, self.quiet = (label("", "meta", "3", wrap=True, selectable=True) for _ in range(3))
        self.readable = Note("note", "")
        self.slot = button("", ways.take_slot, icon="calendar-arrow-right", role="primary")
        self.no_slot = label(tr("There is no free slot of this length within a year and a half."), "meta", "3", wrap=True)
        self.change_kind = button(tr("Change kind of test…"), ways.change_kind, role="link")
        for widget in (self.more, self.low, self.quiet, self.readable):
            section.add(widget)
        section.body.addWidget(self.slot, 0, Qt.AlignmentFlag.AlignLeft)
        section.add(self.no_slot)
        section.body.addWidget(self.change_kind, 0, Qt.AlignmentFlag.AlignLeft)

    def show(self, view: ExperimentView, reason: str | None) -> None:
        """Show what is said of an experiment; ``reason`` says why nothing can be done about it."""
        self.section.setVisible(view.experiment.status not in (CONCLUDED, CANCELLED))
        self.section.title.setText(tr("While it runs") if view.experiment.status == RUNNING else tr("Before it runs"))
        self.show_conflicts(view, view.conflicts, reason)
        self._show_readability(view)
        self._hide(self.slot, self.no_slot)  # until it is worked out
        if view.readability is not None and view.readability.is_readable is False:
            self.change_kind.show()
        else:
            self._hide(self.change_kind)
        self.change_kind.setEnabled(reason is None)
        self.change_kind.setToolTip(reason or "")

    def show_conflicts(self, view: ExperimentView, conflicts: Sequence[Conflict], reason: str | None) -> None:
        """Show what an experiment collides with, or would on the days to which it is being dragged."""
        grave = [conflict for conflict in conflicts if conflict.grade != LOW]
        while len(self.cards) < min(len(grave), _MOST_CONFLICTS):
            card = ConflictCard(self._ways)
            self.cards.append(card)
            self._cards.addWidget(card)
        for place, card in enumerate(self.cards):
            if place < len(grave):
                card.show_conflict(grave[place], view, reason)
            else:
                self._hide(card)
        over = len(grave) - _MOST_CONFLICTS
        _say(self.more, counted(over, "and {n} more", "and {n} more") if over > 0 else "")
        _say(self.low, _low_text([conflict for conflict in conflicts if conflict.grade == LOW], view.experiment.id))
        nothing = tr("It collides with nothing.") if view.experiment.starts else tr("Without days it collides with nothing.")
        _say(self.quiet, "" if conflicts else nothing)
        open_ = sum(conflict.is_open for conflict in conflicts)
        unreadable = view.readability is not None and view.readability.is_readable is False
        said = (counted(open_, "{n} conflict", "{n} conflicts") if open_ else "", tr("can’t be read") if unreadable else "")
        self.section.note.setText(", ".join(part for part in said if part))

    def _hide(self, *going: QWidget) -> None:
        self.section.keep_keyboard(*going)
        for widget in going:
            widget.hide()

    def _show_readability(self, view: ExperimentView) -> None:
        found = view.readability
        if found is None:
            self.readable.say("note", view.board.populations.why_unknown(view.experiment.segment))
            return
        kind = "bad" if found.is_readable is False else "good" if found.is_readable else "note"
        self.readable.say(kind, "\n".join(part for part in (found.sentence, found.detail) if part))

    def show_slot(self, view: ExperimentView, reason: str | None) -> None:
        """Offer the next free slot, where something better than shared people asks for it."""
        one = view.experiment
        asked = any(conflict.grade != LOW for conflict in view.open_conflicts)
        asked = asked and one.status in PLANNED and one.status != RUNNING and one.days is not None
        slot = view.slot if asked else None
        self.slot.setVisible(slot is not None)
        self.no_slot.setVisible(asked and slot is None)
        if slot is not None:
            self.slot.setText(tr("Next free slot {day}", day=formats.day(slot.starts, view.board.today)))
            self.slot.setEnabled(reason is None)
            self.slot.setToolTip(reason or tr("Until then in the way: {names}", names="; ".join(slot.in_the_way)))


def _kind(conflict: Conflict) -> str:
    return "note" if not conflict.is_open else "bad" if at_least(conflict.grade, HIGH) else "warn"


def _low_text(low: Sequence[Conflict], own: int) -> str:
    """What shares people and nothing else, which is usually safe, in a line."""
    if not low:
        return ""
    first = ", ".join(_with_shared(conflict, own) for conflict in low[:_MOST_LOW])
    rest = tr(" and {n} more", n=len(low) - _MOST_LOW) if len(low) > _MOST_LOW else ""
    return tr("{low}: shares people only with {names}{rest}.", low=GRADES[LOW], names=first, rest=rest)


def _with_shared(conflict: Conflict, own: int) -> str:
    name = short_name(conflict.facing(own))
    return name if conflict.shared is None else f"{name} ({formats.number(conflict.shared)})"


def _say(place: QLabel, text: str) -> None:
    place.setText(text)
    place.setVisible(bool(text))
