"""Makes the menu bar from the commands, and keeps shortcuts alive outside the menus."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QAction, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from prodops_desktop.ui import icons
from prodops_desktop.ui.commands import MENUS, Command, check_unique
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import menu_text, tr

_AROUND, _BESIDE = 24, 28


class _Followed(NamedTuple):
    """What an action was told of its command."""

    title: str = ""
    shortcut: str = ""
    icon: str = ""


class Menus:
    """The actions of the commands that are offered now; a command that can't be done says why when its key is pressed.

    Commands come and go with the page; their actions wait outside the window until they are offered again, since making dozens of them
    anew takes longer than the rest of showing a page. A menu whose commands stay is kept.
    """

    def __init__(self, bar: QMenuBar, window: QWidget, refused: Callable[[str], None]) -> None:
        self._bar, self._window, self._refused = bar, window, refused
        self._actions: dict[str, QAction] = {}
        self._followed: dict[str, _Followed] = {}
        self._offered: dict[str, Command] = {}
        self._menus: dict[str, _Menu] = {}
        self._shown: list[str] = []
        self._recent: Callable[[QMenu], None] | None = None

    @property
    def commands(self) -> list[Command]:
        """What is offered, in its order."""
        return list(self._offered.values())

    def show(self, commands: list[Command], recent: Callable[[QMenu], None]) -> None:
        """Offer these commands, in this order; ``recent`` fills the submenu of recent workspaces."""
        check_unique(commands)
        before, self._offered, self._recent = self._offered, {command.id: command for command in commands}, recent
        for gone in before.keys() - self._offered.keys():
            self._window.removeAction(self._actions[gone])
        for command in commands:
            self._follow(command)
            if command.id not in before:
                self._window.addAction(self._actions[command.id])
        shown = [name for name in MENUS if self._fill(name)]
        if shown != self._shown:
            self._show_menus(shown)

    def width(self) -> int:
        """How wide the menu bar has to be to show all menus."""
        metrics = self._bar.fontMetrics()
        return px(_AROUND) + sum(metrics.horizontalAdvance(self._menus[name].title()) + _BESIDE for name in self._shown)

    def action(self, command_id: str) -> QAction:
        """The action of a command that is offered now."""
        return self._actions[command_id]

    def _follow(self, command: Command) -> None:
        """Have the action of a command, which may have been there under the same id, or wait for being offered again."""
        action = self._actions.get(command.id)
        if action is None:
            action = self._actions[command.id] = QAction(self._window)
            action.setObjectName(command.id)
            action.triggered.connect(lambda: self._run(command.id))
            action.setMenuRole(QAction.MenuRole.NoRole)
        now, before = _Followed(command.title(), command.shortcut, command.icon), self._followed.get(command.id, _Followed())
        if now.title != before.title:
            action.setText(menu_text(now.title))
        if now.shortcut != before.shortcut:
            action.setShortcuts([QKeySequence(key) for key in now.shortcut.split(", ") if key])
        if now.icon != before.icon:
            action.setIcon(QIcon())
        self._followed[command.id] = now

    def _run(self, command_id: str) -> None:
        command = self._offered.get(command_id)
        if command is None:
            return
        reason = command.enabled()
        if reason is None:
            from prodops_desktop.ui.widgets.edit_fields import decide_typed

            decide_typed()  # a key leaves the keyboard where one types
            command.run()
        else:
            self._refused(reason)

    def _fill(self, name: str) -> bool:
        """Put what is offered into the menu of this name; False where that is nothing."""
        own = [command for command in self._offered.values() if command.menu == name]
        if own and name not in self._menus:
            self._menus[name] = self._make(name)
        if name in self._menus:
            self._menus[name].fill([(command, self._actions[command.id]) for command in own])
        return bool(own)

    def _make(self, name: str) -> "_Menu":
        made = _Menu(tr(name), self._bar, self._fill_recent)
        made.aboutToShow.connect(lambda: self._look(name))
        made.aboutToHide.connect(lambda: self._enable(name))
        return made

    def _show_menus(self, names: list[str]) -> None:
        """Have these menus in the bar, each of which Alt and its first letter open."""
        self._shown = names
        self._bar.clear()
        for name, menu in self._menus.items():
            menu.opener.setEnabled(name in names)
        for name in names:
            self._bar.addMenu(self._menus[name])

    def _fill_recent(self, menu: QMenu) -> None:
        if self._recent is not None:
            self._recent(menu)

    def _look(self, name: str) -> None:
        """Say how things stand while a menu is open."""
        for command, action in self._in(name):
            reason = command.enabled()
            self._follow(command)
            if command.icon and action.icon().isNull():
                action.setIcon(icons.icon(command.icon))
            action.setEnabled(reason is None)
            action.setToolTip(reason or "")

    def _enable(self, name: str) -> None:
        """Outside the menu every key works, if only to say why it can't be done now."""
        for _, action in self._in(name):
            action.setDisabled(False)

    def _in(self, name: str) -> list[tuple[Command, QAction]]:
        return [(command, self._actions[command.id]) for command in self._offered.values() if command.menu == name]


class _Menu(QMenu):
    """One menu of the bar, with lines between its groups, and the submenu of recent workspaces below what opens one."""

    def __init__(self, title: str, bar: QMenuBar, fill_recent: Callable[[QMenu], None]) -> None:
        super().__init__(title, bar)
        self.setToolTipsVisible(True)
        self._order: list[tuple[str, str]] = []
        self._fill_recent = fill_recent
        self._recent: QMenu | None = None
        self.opener = QShortcut(QKeySequence(f"Alt+{title[0]}"), bar.window())
        """A shortcut, because a mnemonic would be underlined all the time."""
        self.opener.activated.connect(lambda: bar.setActiveAction(self.menuAction()))

    def fill(self, own: list[tuple[Command, QAction]]) -> None:
        """Show these actions; as they stand, where they are the same."""
        order = [(command.id, command.group) for command, _ in own]
        if order == self._order:
            return
        self._order = order
        self.clear()
        group = own[0][0].group if own else ""
        for command, action in own:
            if command.group != group:
                self.addSeparator()
                group = command.group
            self.addAction(action)
            if command.id == "file.open":
                self._add_recent()

    def _add_recent(self) -> None:
        recent = self._recent
        if recent is None:
            recent = self._recent = QMenu(tr("Open recent"), self)
            self.aboutToShow.connect(partial(self._fill_recent, recent))  # before it is seen: without any it is not there
        self.addMenu(recent)
