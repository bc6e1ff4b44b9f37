"""The window: rail, top bar, pages, inspector and status line around one open workspace, or the first-run page."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.ui import formats, places, region, theme
from prodops_desktop.ui.catalogue import PageEntry, all_pages
from prodops_desktop.ui.layouts import Layouts
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.recent import token_of
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell import leaving
from prodops_desktop.ui.shell.badges import Badges
from prodops_desktop.ui.shell.beginning import Beginning
from prodops_desktop.ui.shell.dialogs import Dialogs
from prodops_desktop.ui.shell.files import Files, Importer
from prodops_desktop.ui.shell.keeping import Keeping
from prodops_desktop.ui.shell.left_off import LeftOff
from prodops_desktop.ui.shell.program import program_commands
from prodops_desktop.ui.shell.sample import Sample
from prodops_desktop.ui.shell.session_shown import SessionShown
from prodops_desktop.ui.shell.summary import Summary
from prodops_desktop.ui.shell.taking_back import TakingBack
from prodops_desktop.ui.shell.window_frame import WindowFrame
from prodops_desktop.workspace.file import is_same_file
from prodops_desktop.workspace.links import End

if TYPE_CHECKING:
    from prodops_desktop.ui.commands import Command

_SOON_MS = 200
"""So long a window waits at most for what its page shows first."""


class MainWindow(WindowFrame):
    """Shows one workspace at a time; everything else in it follows the session."""

    def __init__(
        self,
        preferences: places.Preferences,
        *,
        importer: Importer,
        entries: Sequence[PageEntry] | None = None,
        for_pictures: bool = False,
    ) -> None:
        super().__init__(tuple(entries if entries is not None else all_pages()))
        self.preferences, self._for_pictures = preferences, for_pictures
        self.layouts = Layouts(preferences.path.with_name("layouts.json"))
        self.session: Session | None = None
        self.page: Page | None = None
        self.pages: dict[str, Page] = {}
        self._visited: list[str] = []
        self.files = Files(self, self, importer)
        self.sample = Sample(self)
        self.left_off = LeftOff(self)
        self.dialogs = Dialogs(self)
        self.keeping = Keeping(self)
        self.beginning = Beginning(self)
        self.taking_back = TakingBack(self)
        self.build(self.beginning.doors, self.files, self.taking_back)
        self.facts.sample.clicked.connect(self.sample.show_menu)
        self.badges = Badges(self.rail)
        self.summary = Summary(self.status, lambda: self.page, self.badges.page_is_shown)
        self.shown = SessionShown(self)
        self.runner.jobs_changed.connect(self.shown.show_jobs)
        formats.changed.connect(self._on_formats_changed)
        self.status.jobs_asked.connect(self.dialogs.jobs)
        self.rail.settings_chosen.connect(self.dialogs.preferences)
        self.panes.want_inspector(wanted=preferences.flag("inspector", default=True))
        self.panes.inspector_wished.connect(partial(preferences.choose, "inspector"))
        if not for_pictures:
            self.left_off.restore_window()

    def open_path(self, path: Path, *, create: bool = False, read_only: bool = False) -> bool:
        """Open a workspace in place of the one that is open; a problem is said, and the window stays as it was."""
        if self.session is not None and is_same_file(path, self.session.workspace.path):
            if self.session.workspace.lost() is None or not path.exists():
                return True
            self.close_workspace()  # another file lies there now, or it was changed while it was away
        if hindrance := self.keeping.hinders(path):
            self.refuse(hindrance)
            return False
        if create and not self.may_leave():
            return False
        try:
            session = self._open_session(path, create=create, read_only=read_only)
        except UserError as error:
            self.keeping.say_unopened(path, error)
            return False
        if not create and not self.may_leave():  # asked only once it is sure that it can be opened
            session.close()
            session.deleteLater()
            return False
        self.close_workspace()
        self.session = session
        self.shown.follow(session)
        session.open_requested.connect(self._on_open_requested)
        session.import_requested.connect(self.files.choose_import)
        if not self._for_pictures:
            self.keeping.follow(session)
            self.preferences.opened(session.workspace.path)
            self.preferences.choose("last", str(session.workspace.path))
        self.summary.follow(session)
        self.show_page(self.left_off.first_page(session.layout))
        return True

    def show_filled(self) -> None:
        """Show the window as soon as its page has something to show, so that it is laid out and painted once; soon, whatever comes."""
        page = self.page
        if page is None or not page.fill_unseen():
            self.show()
            return
        late = QTimer(self, singleShot=True, interval=_SOON_MS)
        late.timeout.connect(self.show)
        late.start()
        for then in (late.stop, self.show):
            page.filled.connect(then, Qt.ConnectionType.SingleShotConnection)

    def _open_session(self, path: Path, *, create: bool, read_only: bool) -> Session:
        workspace = open_workspace(path, create=create, read_only=read_only)
        try:
            layout = None if self._for_pictures else self.layouts.of(workspace.path)
            return Session(workspace, self, layout=layout, for_pictures=self._for_pictures)
        except UserError:  # damage that shows only now
            workspace.close()
            raise

    @property
    def busy(self) -> bool:
        """Whether anything is being read, written or about to be."""
        if self.session is None:
            return False
        return self.session.busy or self.summary.pending or bool(self.page is not None and self.page.pending)

    def close_workspace(self, *, is_end: bool = False) -> None:
        """Close the workspace and show the first-run page, unless it is the end of the window; jobs of it are cancelled."""
        try:
            self.left_off.keep_workspace()
        finally:  # what can't be remembered holds no workspace open
            self._let_go(is_end=is_end)

    def _let_go(self, *, is_end: bool) -> None:
        session, self.session, self.page = self.session, None, None
        if "palette_" in vars(self):
            self.palette_.hide()
        self.dialogs.close_all()
        self.strip.say(None)  # what it offers was about this workspace, or about there being none
        if session is None:
            return
        self.keeping.let_go()
        session.close()
        for page in self.pages.values():
            self.panes.forget(page)
        self.pages.clear()
        self._visited.clear()
        session.deleteLater()
        self.shown.show_none()
        if not is_end:
            self._begin_anew()

    def leave_workspace(self) -> bool:
        """Close the workspace, unless something would be lost that the operator wants to keep; whether none is open now."""
        if not self.may_leave():
            return False
        self.close_workspace()
        return True

    def may_leave(self) -> bool:
        """Whether what runs in the workspace may be cancelled and what is typed dropped: asked once, with all of it, if there is any."""
        found = leaving.at_stake_in_workspace(self)
        return not found or self.dialogs.confirm_quit(found)

    def show_page(self, page_id: str, target: object = None) -> None:
        """Show a page by id, built when it is first shown, and one thing on it."""
        if self.session is None:
            return
        page = self.pages.get(page_id)
        if page is None:
            entry = next(entry for entry in self.entries if entry.id == page_id)
            page = self.pages[page_id] = entry.build(self.session)
            page.tabs_changed.connect(self._on_tabs_changed)
            page.summary_changed.connect(self.summary.show)
            page.selection_changed.connect(self.summary.show)
            page.inspector_wanted.connect(partial(self.panes.show_inspector, shown=True))
            self.left_off.restore_page(page, self.session.layout)
        if self._visited[-1:] != [page_id]:
            self._visited.append(page_id)
        self.page = page
        self.left_off.keep_soon()
        self.rail.mark(page_id)
        self.panes.show_page(page)
        self.top_bar.show_page(page, page.title)
        self._offer_commands()
        self.summary.show()
        if target is not None:
            page.open(target)
        if not self._for_pictures:
            page.focus_first()
        # a chart that comes into sight has the window painted at once: what waits for being painted then is painted twice
        QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateLater)

    def show_tab(self, tab: str) -> None:
        """Show a tab of the page that is open."""
        if self.page is not None:
            self.page.show_tab(tab)
            self._on_tabs_changed()

    def next_tab(self) -> None:
        """Go to the next tab of the page."""
        self.top_bar.next_tab()

    def can_go_back(self) -> bool:
        """Whether another page was open before this one."""
        return len(self._visited) > 1

    def go_back(self) -> None:
        """Show the page that was open before."""
        if self.can_go_back():
            self._visited.pop()
            self.show_page(self._visited[-1])

    def find_here(self) -> None:
        """Find on this page; where there is nothing to search in, the palette searches everything."""
        if self.page is None or not self.page.find_text():
            self.open_palette()

    def open_palette(self) -> None:
        """Search commands, pages, datasets and metrics."""
        from prodops_desktop.ui.shell.lookup import look_up

        look_up(self)

    def choose_theme(self, mode: str) -> None:
        """Switch to the system's, the light or the dark theme."""
        theme.set_mode(mode)
        self.preferences.choose("theme", mode)

    def change_scale(self, by: int) -> None:
        """Make all texts larger or smaller by so many per cent; 0 gives them their usual size."""
        theme.set_scale(theme.scale() + by if by else 100)
        self.preferences.choose("scale", str(theme.scale()))

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once when a job runs or something is typed; then cancel it, close the workspace and remember the geometry."""
        found = leaving.at_stake(self)
        if found and not self.dialogs.confirm_quit(found):
            event.ignore()
            return
        if not self._for_pictures:
            self.left_off.keep_window()
        self.close_workspace(is_end=True)
        self.runner.close()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Where no workspace was opened before the window is seen, the first-run page stands in it."""
        if self.session is None and not event.spontaneous():
            self.shown.show_none()
            self._begin_anew()
        super().showEvent(event)

    def _begin_anew(self) -> None:
        self.beginning.show()
        self._offer_commands()

    def _on_formats_changed(self) -> None:
        """Have everything that shows numbers and days written anew."""
        if self.session is not None:
            self.session.announce(frozenset({"*"}))
            self.facts.follow(self.session)
        for widget in self.findChildren(QWidget):
            widget.update()

    def changeEvent(self, event: QEvent) -> None:
        """The system may write numbers and days in another way from now on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            region.look_again()

    def _on_tabs_changed(self) -> None:
        if self.page is not None:
            self.top_bar.show_page(self.page, self.page.title)

    def _on_open_requested(self, page: str, target: object) -> None:
        if self.session is not None:
            self.session.recent.note(token_of(page, target))
        if page == "records" and isinstance(target, End):
            self.dialogs.records(target.table, target.id or None)
        elif page == "history":
            self.dialogs.history(target if isinstance(target, End) else None)
        else:
            self.show_page(page, target)

    def _offer_commands(self) -> None:
        own = self.page.commands() if self.page is not None else []
        self.menus.show([*self._own_commands, *own], self.files.fill_recent)

    @cached_property
    def _own_commands(self) -> "list[Command]":
        """Those of the program, which stay whatever page is shown."""
        return program_commands(self)

    def refuse(self, reason: str) -> None:
        """Say why a command can't be done now."""
        (self.session or self.runner).problem(reason)
