"""The saved views of a dataset: chosen, saved, renamed and deleted from the button above its grid; each of it is undone like any step."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from prodops_desktop.datasets.saved_views import Applied, SavedView, apply_view, delete_view, rename_view, save_view
from prodops_desktop.ui import icons
from prodops_desktop.ui.models.find_bar import FindBar
from prodops_desktop.ui.models.grid_memory import tell_left_out
from prodops_desktop.ui.models.grid_state import first_look
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.models.name_popup import NamePopup
from prodops_desktop.ui.models.seen_looks import look_of, state_of
from prodops_desktop.ui.models.typing_habits import habits_of
from prodops_desktop.ui.texts import menu_text, tr
from prodops_desktop.ui.widgets.buttons import button


class Views(QObject):
    """Knows which view the grid shows, until the grid is looked at in another way."""

    def __init__(self, table: GridTable, find_bar: FindBar) -> None:
        super().__init__(table)
        self._table, self._find_bar = table, find_bar
        self._session = table.session
        self._views: tuple[SavedView, ...] = ()
        self._shown: tuple[int, object] | None = None
        self._popup: NamePopup | None = None  # an answer must not hold it: what speaks of a closed one is dropped
        self.button = button("", self.open_menu, icon="bookmark-outline", small=True)
        self.button.setToolTip(tr("Choose how the rows are looked at, or save how they are now"))
        table.grid.arranged.connect(self._say)
        table.grid.shaped.connect(self._find_again)
        self._say()

    def show_views(self, views: Sequence[SavedView]) -> None:
        """Offer these views; the one that is shown may say something else by now, by an undo or a redo."""
        self._views = tuple(views)
        self._say()
        if self.current is not None:
            self._read_again(self.current.id)

    @property
    def current(self) -> SavedView | None:
        """The view that was chosen last, also when the rows are looked at otherwise by now."""
        return next((view for view in self._views if self._shown is not None and view.id == self._shown[0]), None)

    @property
    def is_changed(self) -> bool:
        """Whether the rows are looked at otherwise than the chosen view says."""
        return self.current is not None and self._shown is not None and self._shown[1] != self._look()

    def open_menu(self) -> QMenu:
        """Open the menu of views below the button."""
        menu = self.menu()
        menu.popup(self._below())
        return menu

    def menu(self) -> QMenu:
        """All rows, the views by name, and what can be done with them."""
        menu, current = QMenu(self.button), self.current
        plain = menu.addAction(tr("All rows"))
        plain.setCheckable(True)
        plain.setChecked(current is None and self._is_plain())
        plain.triggered.connect(lambda: self.show_all())
        for view in self._views:
            action = menu.addAction(menu_text(view.name))
            action.setCheckable(True)
            action.setChecked(view == current and not self.is_changed)
            action.triggered.connect(lambda _=False, id_=view.id: self.show_view(id_))
        menu.addSeparator()
        reason = self._session.read_only_reason
        steps = [menu.addAction(icons.icon("content-save-outline"), tr("Save as…"))]
        steps[0].triggered.connect(lambda: self.begin_save())
        if current is not None:
            name = menu_text(current.name)
            steps += [
                menu.addAction(icons.icon("content-save-outline"), tr("Save changes to “{name}”", name=name)),
                menu.addAction(icons.icon("pencil-outline"), tr("Rename “{name}”…", name=name)),
                menu.addAction(icons.icon("delete-outline"), tr("Delete “{name}”", name=name)),
            ]
            for action, run in zip(steps[1:], (self.save_changes, self.begin_rename, self.delete), strict=True):
                action.triggered.connect(lambda _=False, run=run: run())
            steps[1].setEnabled(self.is_changed)
        for step in steps:
            step.setEnabled(step.isEnabled() and reason is None)
        return menu

    def show_all(self) -> None:
        """Show all rows and columns as they are in the file."""
        self._choose(None)
        self._find_bar.clear()
        self._table.cells.found = ""
        self._table.look_at(first_look(self._table.grid.columns), {}, "")

    def show_view(self, view: int) -> None:
        """Look at the rows as a view says; what no longer fits is named."""
        version = self._table.grid.version
        if version is not None:
            self._session.read(
                lambda store: apply_view(store, view, version), lambda found: self._on_applied(view, version, found), key="views"
            )

    def begin_save(self) -> None:
        """Type the name of a new view."""
        self._ask(tr("Save this view as"), "", tr("Save"), lambda name: self._save(name, new=True))

    def begin_rename(self) -> None:
        """Type another name for the view that is shown."""
        current = self.current
        if current is not None:
            self._ask(tr("Rename “{name}”", name=current.name), current.name, tr("Rename"), self._rename)

    def save_changes(self) -> None:
        """Save how the rows are looked at now under the name of the view."""
        current = self.current
        if current is not None:
            self._save(current.name, new=False)

    def delete(self) -> None:
        """Delete the view that is shown; the rows stay as they are."""
        current = self.current
        if current is not None:
            said = tr("Deleted the view “{name}”.", name=current.name)
            self._session.run_and_say(lambda store: delete_view(store, current.id), said)

    def _save(self, name: str, *, new: bool) -> None:
        version, look = self._table.grid.version, look_of(self._table)
        if version is None:
            return
        now = self._look()

        def done(saved: tuple[object, int]) -> None:
            self._close_popup()
            if version == self._table.grid.version:
                self._choose(saved[1], now)
            self._session.result(tr("Saved the view “{name}”.", name=name), undo=True)

        self._session.run(lambda store: save_view(store, version, name, look, new=new), done, self._on_refused)

    def _rename(self, name: str) -> None:
        current = self.current
        if current is not None:
            self._session.run(lambda store: rename_view(store, current.id, name), lambda _: self._close_popup(), self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        """Say why where the name was typed, or in the line below where that is closed by now."""
        if self._popup is None or not self._popup.refuse(str(error)):
            self._session.problem(str(error))

    def _close_popup(self) -> None:
        if self._popup is not None:
            self._popup.accept()

    def _on_applied(self, view: int, version: int, found: Applied) -> None:
        table = self._table
        if table.grid.version != version:  # it was asked for what was shown before
            return
        habits = habits_of(self._session.today)
        state, widths = state_of(found.look, table.grid.columns, habits)
        query = found.look.arrangement.find
        self._find_bar.show_text(query)
        table.cells.found = query
        table.look_at(state, widths, query)
        self._choose(view, self._look())
        tell_left_out(self._session, found.left_out)

    def _choose(self, view: int | None, look: object = None) -> None:
        self._shown = (view, look) if view is not None else None
        self._table.view = view
        self._table.memory.keep()
        self._say()

    def _find_again(self) -> None:
        """Another version or dataset is shown: find out whether it still looks as its view says."""
        self._shown = None
        self._say()
        if self._table.view is not None:
            self._read_again(self._table.view)

    def _read_again(self, view: int) -> None:
        """Find out how a view says that the rows are looked at, to tell whether they are."""
        version = self._table.grid.version
        if version is None:
            return

        def known(found: Applied) -> None:
            if (self._table.grid.version, self._table.view) != (version, view):
                return
            state, _ = state_of(found.look, self._table.grid.columns, habits_of(self._session.today))
            self._shown = (view, (state.plan, state.arrangement(found.look.arrangement.find)))
            self._say()

        self._session.read(lambda store: apply_view(store, view, version), known, lambda _: None, key="views again")

    def _look(self) -> object:
        """What makes two ways of looking the same: widths may be drawn."""
        state = self._table.grid.state
        return state.plan, state.arrangement(self._table.grid.find)

    def _is_plain(self) -> bool:
        grid = self._table.grid
        return (first_look(grid.columns).plan, first_look(grid.columns).arrangement("")) == self._look()

    def _say(self) -> None:
        current = self.current
        name = current.name if current is not None else tr("All rows") if self._is_plain() else tr("not saved")
        short = name if len(name) <= 22 else f"{name[:21]}…"
        self.button.setText(tr("View {name}, changed", name=short) if self.is_changed else tr("View {name}", name=short))
        self.button.updateGeometry()

    def _ask(self, title: str, name: str, action: str, take: Callable[[str], object]) -> None:
        self._popup = NamePopup(self.button, title, name, action, take)
        self._popup.open_at(self._below())

    def _below(self) -> QPoint:
        return self.button.mapToGlobal(QPoint(0, self.button.height() + 4))
