"""The tab Quarantine as one thing: its pane, its inspector, what is done with its rows, and the commands for it."""

from PySide6.QtCore import QObject, QTimer

from prodops_desktop.datasets.model import Dataset, Version
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.pages.datasets.held_actions import HeldActions
from prodops_desktop.ui.pages.datasets.held_inspector import HeldInspector
from prodops_desktop.ui.pages.datasets.held_reading import RIGHT, HeldDetail, read_detail
from prodops_desktop.ui.pages.datasets.quarantine import QuarantinePane
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr

_PAUSE_MS = 40


class HeldTab(QObject):
    """Shows in the inspector the row that is current in the pane."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._dataset: Dataset | None = None
        self.pane = QuarantinePane(session)
        self.inspector = HeldInspector(session)
        self.actions = HeldActions(session, self.pane)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read_row)
        self.pane.moved.connect(self._pause.start)
        self.pane.listed.connect(self._read_row)
        session.changed.connect(self._on_session_changed)
        self.inspector.asked.connect(self.actions.do)

    @property
    def pending(self) -> bool:
        """Whether something will be read by itself, after a pause."""
        return self._pause.isActive() or self.pane.pending

    def show_version(self, dataset: Dataset, version: Version) -> None:
        """Show what a version holds back."""
        self._dataset = dataset
        self.pane.show_version(dataset, version)

    def commands(self) -> list[Command]:
        """What can be done with rows in quarantine."""
        actions, table = self.actions, self.pane.table

        def shown() -> str | None:
            chosen = self.pane.isVisible() and table.currentIndex().isValid() and table.held.rowCount()
            return None if chosen else tr("Choose a row in quarantine first.")

        def held() -> str | None:
            return self._session.read_only_reason or shown()

        def known() -> str | None:
            one = self.pane.current()
            lacks = one is None or (one.before is None and not table.held.marked_count)
            return held() or (tr("Nothing was decided about this row before.") if lacks else None)

        def mended() -> str | None:
            one, position = self.pane.current(), table.held.position_at(table.currentIndex().column())
            return held() or (None if one is not None and position in one.row.mends else tr("This cell says what it says in the file."))

        def right() -> str | None:
            found = self.pane.held
            return held() or (None if found is not None and found.found.right else tr("No row here is right yet."))

        as_before, raw = tr("Decide about the row as before"), tr("Say again what the file says in this cell")
        words = "quarantine held back"
        return [
            Command("datasets.release", tr("Release the rows"), actions.release, "check", "Ctrl+Return", "Data", held, "held", words=words),
            Command("datasets.release_right", tr("Choose all rows with nothing wrong any more"), self._choose_right, "", "", "Data", right,
                    "held", words=f"{words} release all"),
            Command("datasets.dismiss", tr("Dismiss the rows…"), actions.ask_reason, "", "Del", "Data", held, "held",
                    words=f"{words} leave out"),
            Command("datasets.as_before", as_before, actions.as_before, "", "F8", "Data", known, "held", words=f"{words} last month again"),
            Command("datasets.mend", tr("Mend the cell"), table.begin, "pencil-outline", "", "Data", held, "held", words=f"{words} edit"),
            Command("datasets.raw", raw, actions.take_raw, "undo-variant", "", "Data", mended, "held", words=f"{words} raw restore"),
            Command("datasets.mark", tr("Mark the row"), table.rows.toggle_mark, "", "Ctrl+Space", "Edit", shown, "held", words=words),
            Command("datasets.copy_held", tr("Copy the rows for Excel"), table.copy_chosen, "content-copy", "", "Edit", shown, "held",
                    words=words),
        ]  # fmt: skip

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        """What was mended is seen at once; the list, for which every row is looked at, takes longer."""
        if self.pane.isVisible() and tables & {"quarantine_mend", "quarantine_ruling", "*"}:
            self.pane.table.held.refresh()
            self._read_row()

    def _choose_right(self) -> None:
        self.pane.search.clear()
        self.pane.show_group(RIGHT)

    def _read_row(self) -> None:
        version, id_ = self.pane.version, self.pane.table.rows.current()
        if version is None or id_ is None or self.pane.held is None or not self.pane.held.ids:
            self.inspector.show_row(None, None, None, ())
            return

        def read(detail: HeldDetail | None) -> None:
            columns = self.pane.held.columns if self.pane.held is not None else ()
            if detail is not None:  # else it was ruled, and the list that follows has another one in its place
                self.inspector.show_row(self._dataset, version, detail, columns)

        before = self.pane.held.before
        self._session.read(lambda store: read_detail(store, version.id, id_, before), read, key="datasets.held")
