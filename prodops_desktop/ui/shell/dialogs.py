"""The dialogs of the program itself, imported when they are asked for."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from prodops_desktop.ui import places
from prodops_desktop.ui.asking import show_made_folder
from prodops_desktop.ui.icons import pixmap
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace.links import End

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow
    from prodops_desktop.ui.shell.leaving import AtStake


class Dialogs:
    """Opens them over the window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._everywhere: QDialog | None = None
        self._jobs: QDialog | None = None

    def close_all(self) -> None:
        """Close what is open over the window: it is about the workspace that goes."""
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.done(QDialog.DialogCode.Rejected)
        self._everywhere = self._jobs = None

    def preferences(self, section: str = "") -> None:
        """Open the preferences, at a page or where they were left."""
        from prodops_desktop.ui.shell.preferences import PreferencesDialog

        PreferencesDialog(self._window, section).open()

    def backups(self) -> None:
        """Open the list of the backups of the workspace."""
        self._window.keeping.show_backups()

    def prune(self) -> None:
        """Prune the history by hand."""
        from prodops_desktop.ui.shell.prune_dialog import PruneDialog

        session, keeper = self._window.session, self._window.keeping.keeper
        if session is not None and keeper is not None:
            PruneDialog(self._window, session, keeper).open()

    def records(self, table: str, current: int | None = None, *, new: bool = False) -> None:
        """Open the list of a kind of record that has no panel, at one of them or at a new one."""
        from prodops_desktop.ui.records.dialog import RecordsDialog

        session = self._window.session
        if session is not None:
            RecordsDialog(self._window, session, table, current=current, new=new).open()

    def history(self, record: End | None = None) -> None:
        """Open the history of the file, or of one record."""
        from prodops_desktop.ui.history.window import HistoryWindow

        session = self._window.session
        if session is not None:
            HistoryWindow(self._window, session, record).open()

    def find_everywhere(self, text: str = "") -> None:
        """Look for words in all texts of the workspace, in the one window for it."""
        import shiboken6

        from prodops_desktop.ui.shell.everywhere import EverywhereDialog

        session, dialog = self._window.session, self._everywhere
        if session is None:
            return
        if not isinstance(dialog, EverywhereDialog) or not shiboken6.isValid(dialog):
            dialog = self._everywhere = EverywhereDialog(self._window, session, self.help_at)
        dialog.look_for(text)

    def jobs(self) -> None:
        """Show what runs and waits, and what became of the jobs before."""
        import shiboken6

        from prodops_desktop.ui.shell.jobs_panel import JobsPanel

        panel = self._jobs
        if not isinstance(panel, JobsPanel) or not shiboken6.isValid(panel):
            window = self._window
            keeper = window.keeping.keeper
            runners = [runner for runner in (window.session, window.runner, keeper) if runner is not None]
            panel = self._jobs = JobsPanel(window, runners, window.session)
        panel.show()
        panel.raise_()
        panel.activateWindow()

    def capture(self) -> None:
        """Take down by hand what somebody said."""
        from prodops_desktop.ui.shell.capture import CaptureDialog

        session = self._window.session
        if session is not None:
            CaptureDialog(self._window, session).open()

    def help(self, page: str = "") -> None:
        """Open the help, at the page that belongs to what is shown."""
        from prodops_desktop.ui.shell.help import heading_like, show_help

        shown = self._window.page
        if page or shown is None:
            show_help(self._window, page or "home")
        else:
            tab = next((text for id_, text, _ in shown.tabs() if id_ == shown.current_tab()), "")
            show_help(self._window, shown.id, heading_like(shown.id, tab))

    def no_chart(self) -> str | None:
        """Why no chart can be shown as a table now."""
        page = self._window.page
        if page is None:
            return tr("Open a workspace first.")
        if page.own_table is not None:
            return None
        from prodops_desktop.ui.charts.chart_table import charts_in

        return None if charts_in(self._window) else tr("There is no chart in sight.")

    def chart_table(self) -> None:
        """Show the chart that has the keyboard, else the first one in sight, as a table."""
        from prodops_desktop.ui.charts.chart_table import ChartTable, chart_at

        page = self._window.page
        chart = chart_at(self._window)
        if page is not None and page.own_table is not None:
            page.own_table()
        elif chart is not None:
            ChartTable(self._window, chart).open()

    def help_at(self, page: str, words: str) -> None:
        """Open the help at a page, where it has these words."""
        from prodops_desktop.ui.shell.help import show_help

        show_help(self._window, page).look_for(words, page)

    def shortcuts(self) -> None:
        """Show every shortcut."""
        from prodops_desktop.ui.shell.page_keys import keys_of
        from prodops_desktop.ui.shell.shortcuts import ShortcutSheet

        shown = self._window.page
        about = (shown.id, shown.title) if shown is not None else ("", "")
        ShortcutSheet(self._window, self._window.menus.commands, about, keys_of(shown)).open()

    def about(self) -> None:
        """Show versions and licences."""
        from prodops_desktop.ui.shell.about import AboutDialog

        AboutDialog(self._window).open()

    def logs(self) -> None:
        """Show the folder of the logs."""
        if problem := show_made_folder(places.log_folder()):
            self._window.refuse(problem)

    def confirm_quit(self, found: "AtStake") -> bool:
        """Whether to close although these jobs run, and this is typed."""
        from PySide6.QtWidgets import QMessageBox

        from prodops_desktop.ui.shell.leaving import go_on_text, question

        buttons = QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Discard
        box = QMessageBox(QMessageBox.Icon.Question, "Prodops Desktop", question(found), buttons, self._window)
        box.setIconPixmap(pixmap("help-circle-outline", px(32), "accent"))
        box.button(QMessageBox.StandardButton.Discard).setText(go_on_text(found))
        box.button(QMessageBox.StandardButton.Cancel).setText(tr("Keep working"))
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        return box.exec() == QMessageBox.StandardButton.Discard
