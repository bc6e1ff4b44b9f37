"""The foot of the history window: what can be done with the step that is shown, and why it can't where it can't."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from prodops_desktop.ui.history.going_back import take_text
from prodops_desktop.ui.history.reading import StepDetail
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import Elided


@dataclass(frozen=True)
class Doing:
    """What each button does."""

    copy: Callable[[], None]
    show_record: Callable[[], None]
    ask_to_go_back: Callable[[], None]
    take_back: Callable[[], None]
    stay: Callable[[], None]
    go_back: Callable[[], None]


class Actions:
    """The buttons of the foot; which of them are there depends on what is shown above."""

    def __init__(self, foot: QHBoxLayout, doing: Doing) -> None:
        self.hint = Elided("", "meta", "3")
        self.copy = button(tr("Copy"), doing.copy, icon="content-copy")
        self.show_record = button(tr("Show the record"), doing.show_record)
        self.back = button(tr("Go back to this step…"), doing.ask_to_go_back, icon="history")
        self.take = button(tr("Take back this one"), doing.take_back, icon="undo-variant", role="primary")
        self.cancel = button(tr("Cancel"), doing.stay)
        self.go = button("", doing.go_back, icon="history", role="primary")
        foot.takeAt(0)
        foot.insertWidget(0, self.hint, 1)
        for place, made in enumerate((self.copy, self.show_record, self.back, self.take, self.cancel, self.go), 1):
            foot.insertWidget(place, made)
        self.offer_copy(None, wanted=False)

    def offer_copy(self, reason: str | None, *, wanted: bool) -> None:
        """Nothing is shown that can be taken back; what is shown can be copied, if anything."""
        self._show(reason, *([self.copy] if wanted else []))

    def offer_step(self, reason: str | None, detail: StepDetail, newest: int, *, has_record: bool, is_marked: bool) -> None:
        """A step is shown; ``reason`` says why nothing can be changed here. It may not be the one that ``is_marked`` yet."""
        self._show(reason, self.copy, self.show_record, self.back, self.take)
        reason = reason or (None if is_marked else tr("The step that is marked is on its way."))
        _allow(self.show_record, None if has_record else tr("This step changed no record that is still there."))
        _allow(self.take, reason or why_not_alone(detail))
        _allow(self.back, reason or why_not_back(detail, newest))

    def offer_going(self, reason: str | None, going: int) -> None:
        """What going back takes away is shown."""
        self._show(reason, self.cancel, self.go)
        self.go.setText(take_text(going))
        _allow(self.go, reason or (None if going else tr("There is no later step to take back.")))

    def _show(self, reason: str | None, *wanted: QPushButton) -> None:
        self.hint.setText(reason or tr("Taking back is a step, too: nothing is lost, and Undo brings it back."))
        self.hint.set_short(reason or tr("Nothing is lost: Undo brings it back."))
        for made in (self.copy, self.show_record, self.back, self.take, self.cancel, self.go):
            made.setVisible(made in wanted)


def why_not_alone(detail: StepDetail) -> str | None:
    """Why a step can't be taken back alone, as a sentence; None where it can, as far as is known before it is tried."""
    step = detail.step
    if step.blocked:
        return step.blocked
    if step.undone:
        return tr("This step has been taken back already.")
    return tr("Later steps changed the same rows.") if detail.builds else None


def why_not_back(detail: StepDetail, newest: int) -> str | None:
    """Why one can't go back to a step; None where one can, as far as is known before it is tried."""
    return tr("This is the newest step: there is nothing after it.") if detail.step.id >= newest else detail.no_way_back


def _allow(made: QPushButton, reason: str | None) -> None:
    made.setEnabled(reason is None)
    made.setToolTip(reason or "")
