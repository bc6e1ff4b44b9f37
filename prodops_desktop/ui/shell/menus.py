"""Makes the menu bar from the commands, and keeps shortcuts alive outside the menus."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from prodops_desktop.ui import icons
from prodops_desktop.ui.commands import MENUS, Command, check_unique
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import menu_text, tr

_AROUND, _BESIDE = 24, 28


class Menus:
    """The actions of the commands that are offered now; a command that can't be done says why when its key is pressed."""

    def __init__(self, bar: QMenuBar, window: QWidget, refused: Callable[[str], None]) -> None:
        self._bar, self._window, self._refused = bar, window, refused
        self._actions: list[tuple[Command, QAction]] = []
        self.commands: list[Command] = []
        self._menus: list[QMenu] = []
        self._openers: list[QShortcut] = []
        self._recent: Callable[[QMenu], None] | None = None

    def show(self, commands: list[Command], recent: Callable[[QMenu], None]) -> None:
        """Offer these commands, in this order; ``recent`` fills the submenu of recent workspaces."""
        check_unique(commands)
        self.commands, self._recent = commands, recent
        for _, action in self._actions:
            self._window.removeAction(action)
            action.deleteLater()
        self._actions = [(command, self._action(command)) for command in commands]
        for old in (*self._menus, *self._openers):
            old.deleteLater()
        self._menus.clear()
        self._openers.clear()
        self._bar.clear()
        for name in MENUS:
            own = [(command, action) for command, action in self._actions if command.menu == name]
            if own:
                self._fill(self._add_menu(tr(name)), own)

    def _add_menu(self, name: str) -> QMenu:
        """A menu that Alt and its first letter open; as a shortcut, because a mnemonic would be underlined all the time."""
        menu = self._bar.addMenu(name)
        opener = QShortcut(QKeySequence(f"Alt+{name[0]}"), self._window)
        opener.activated.connect(lambda: self._bar.setActiveAction(menu.menuAction()))
        self._menus.append(menu)
        self._openers.append(opener)
        return menu

    def width(self) -> int:
        """How wide the menu bar has to be to show all menus."""
        return px(_AROUND) + sum(self._bar.fontMetrics().horizontalAdvance(menu.title()) + _BESIDE for menu in self._menus)

    def action(self, command_id: str) -> QAction:
        """The action of a command that is offered now."""
        return next(action for command, action in self._actions if command.id == command_id)

    def _action(self, command: Command) -> QAction:
        action = QAction(menu_text(command.title()), self._window)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(key) for key in command.shortcut.split(", ") if key])
        action.triggered.connect(lambda: self._run(command))
        action.setMenuRole(QAction.MenuRole.NoRole)
        self._window.addAction(action)
        return action

    def _run(self, command: Command) -> None:
        reason = command.enabled()
        if reason is None:
            from prodops_desktop.ui.widgets.edit_fields import decide_typed

            decide_typed()  # a key leaves the keyboard where one types
            command.run()
        else:
            self._refused(reason)

    def _fill(self, menu: QMenu, own: list[tuple[Command, QAction]]) -> None:
        menu.setToolTipsVisible(True)
        group = own[0][0].group
        for command, action in own:
            if command.group != group:
                menu.addSeparator()
                group = command.group
            menu.addAction(action)
            if command.id == "file.open" and self._recent is not None:
                self._add_recent(menu)
        menu.aboutToShow.connect(lambda: _look(own))
        menu.aboutToHide.connect(lambda: _enable(own))

    def _add_recent(self, menu: QMenu) -> None:
        recent = menu.addMenu(tr("Open recent"))
        fill = self._recent
        if fill is not None:
            menu.aboutToShow.connect(lambda: fill(recent))


def _look(own: list[tuple[Command, QAction]]) -> None:
    """Say how things stand while the menu is open."""
    for command, action in own:
        reason = command.enabled()
        action.setText(menu_text(command.title()))
        if command.icon and action.icon().isNull():
            action.setIcon(icons.icon(command.icon))
        action.setEnabled(reason is None)
        action.setToolTip(reason or "")


def _enable(own: list[tuple[Command, QAction]]) -> None:
    """Outside the menu every key works, if only to say why it can't be done now."""
    for _, action in own:
        action.setDisabled(False)
