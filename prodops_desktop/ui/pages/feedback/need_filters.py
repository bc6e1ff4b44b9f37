"""The choices above the tables of needs: over what days, through which channel, and how what is offered there changes."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSignalBlocker, Signal

from prodops_desktop.feedback.needs.model import Needs
from prodops_desktop.feedback.needs.period import DEFAULT, Period
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.fields import Choice

ANY = ""
"""The id of the choice that narrows nothing."""


class NeedFilters(QObject):
    """Tells when one of them was changed by hand; what is chosen stays, also where it is not offered any more."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.period = Choice([(DEFAULT, DEFAULT)], caption=tr("Period"), snug=True)
        self.channel = Choice([(ANY, tr("Any"))], caption=tr("Channel"), snug=True)
        for choice in (self.period, self.channel):
            choice.activated.connect(lambda _: self.changed.emit())

    def offer(self, periods: Sequence[Period], channels: Sequence[str]) -> None:
        """Offer these."""
        offer(self.period, [(period.id, period.title) for period in periods])
        offer(self.channel, [(ANY, tr("Any")), *((name, name) for name in channels)])

    def show_needs(self, needs: Needs) -> None:
        """Choose what was asked for."""
        choose(self.period, needs.period.id, needs.period.title)
        choose(self.channel, needs.channel or ANY, needs.channel or tr("Any"))


def offer(choice: Choice, wanted: Sequence[tuple[str, str]]) -> None:
    """Offer ids with their texts; what is chosen stays."""
    if [(choice.itemData(at), choice.itemText(at)) for at in range(choice.count())] == list(wanted):
        return
    chosen, text = choice.current_id(), choice.currentText()
    with QSignalBlocker(choice):
        choice.clear()
        for id_, title in wanted:
            choice.addItem(title, id_)
    choose(choice, chosen, text)


def choose(choice: Choice, id_: str, text: str) -> None:
    """Choose without telling anyone, also what is not offered yet."""
    if choice.findData(id_) < 0:
        choice.addItem(text, id_)
    choice.choose(id_)
    choice.updateGeometry()
