"""The page Feedback while there is none: what brings it in."""

from collections.abc import Callable

from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.states import EmptyState


class NothingYet(EmptyState):
    """Offers to gather what was imported before the program knew of feedback, else to import; ``gather`` gathers."""

    def __init__(self, session: Session, gather: Callable[[], None]) -> None:
        super().__init__("", "", self._begin, icon="message-text-outline", more=" ")
        self._session, self._gather = session, gather
        self.offer(gathered=True)

    def offer(self, *, gathered: bool) -> None:
        """Say which of the two it is; ``gathered``: nothing of earlier imports is left."""
        self._gathered, reason = gathered, self._session.read_only_reason
        if gathered:
            more = tr("Drop a sheet of feedback on this window, or press Ctrl+Shift+N to type what somebody said.")
            self.say(tr("Nobody has said anything yet."), more)
        else:
            self.say(tr("Sheets that were imported have feedback in them."), tr("It was not gathered yet. One undo takes it back."))
        self.action.setText(tr("Import notes, tickets or NPS comments") if gathered else tr("Gather it"))
        self.action.setVisible(True)
        self.action.setEnabled(reason is None)
        self.action.setToolTip(reason or "")

    def _begin(self) -> None:
        if self._gathered:
            self._session.import_files()
        else:
            self._gather()
