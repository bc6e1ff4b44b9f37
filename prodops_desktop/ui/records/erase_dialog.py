"""Asks before a record is erased for good, the one edit that no undo takes back: what goes, what stays, and what becomes of the backups."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from prodops_desktop.areas import RECORDS
from prodops_desktop.datasets.erasing.collecting import Going, collect
from prodops_desktop.datasets.erasing.erasing import Erased, erase
from prodops_desktop.datasets.erasing.looking import quotations
from prodops_desktop.datasets.erasing.matching import Sought, is_specific
from prodops_desktop.ui import formats
from prodops_desktop.ui.jobs import JobControl
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.buttons import Segments
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.text import label, restyle
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import backups
from prodops_desktop.workspace.backups import Backup
from prodops_desktop.workspace.links import End

WORD = "ERASE"
"""What is typed to confirm where the title is too long."""
_ALL, _KEEP = "all", "keep"
_BELONGING = {
    "contract": (tr("{n} contract"), tr("{n} contracts")),
    "tool_month": (tr("{n} month of figures"), tr("{n} months of figures")),
    "alias": (tr("{n} other name"), tr("{n} other names")),
    "reading": (tr("{n} reading"), tr("{n} readings")),
    "brief": (tr("{n} brief"), tr("{n} briefs")),
    "decision": (tr("{n} decision"), tr("{n} decisions")),
    "feedback_tag": (tr("{n} tag given to it"), tr("{n} tags given to it")),
    "link": (tr("{n} link"), tr("{n} links")),
}
"""What may belong to a record and is worth being counted; the rest goes without saying."""


class EraseDialog(TakingDialog):
    """The button can be pressed once the title, or the word ERASE, is typed; then it is a job of the status bar."""

    def __init__(self, parent: QWidget | None, session: Session, end: End, title: str, about: str = "") -> None:
        super().__init__(parent, tr("Erase for good"), tr("Erase for good"), width=620, height=560)
        self._session, self._end, self._title = session, end, title
        self._going: Going | None = None
        self._backups: list[Backup] | None = None
        self._called = f"{title} {about}".strip()
        self.note.setText(tr(RECORDS[end.table].noun))
        self.goes, self.stays = _Lines(), _Lines()
        self.goes.show_lines([tr("Reading…")])
        self.copies = Segments([(_ALL, tr("Delete all backups")), (_KEEP, tr("Keep them"))], _ALL, tr("What becomes of the backups"))
        self.copies_note = label("", "meta", "2", wrap=True)
        self.field = QLineEdit()
        self.field.setFixedHeight(INPUT_HEIGHT)
        self._lay_out()
        self._allow()
        self.copies.chosen.connect(lambda _: self._show_copies())
        self.field.textChanged.connect(lambda _: self._allow())
        self.field.setFocus()
        session.ask(partial(collect, session.workspace, end), self._on_collected, lambda error: self.refuse(str(error)))
        session.ask(partial(backups.all_backups, session.workspace.path), self._on_backups_read, lambda error: self.refuse(str(error)))

    def hand_over(self) -> None:
        """Begin the job, and make way for it."""
        if not self._is_confirmed():
            self.refuse(tr("Type the title or {word} first.", word=WORD))
            return
        workspace, end, all_of_them = self._session.workspace, self._end, self.copies.current() == _ALL
        session = self._session

        def work(control: JobControl) -> Erased:
            return erase(
                workspace,
                end,
                backups=all_of_them,
                on_progress=lambda told: control.report(told.done, told.total, tr(told.text)),
                cancelled=control.cancelled,
            )

        def done(erased: Erased) -> None:
            session.layout.forget_filters()
            (session.result if erased.is_whole else session.problem)(erased.note)

        session.start(tr("Erasing for good"), work, done)
        self.close()

    def refuse(self, reason: str) -> None:
        """Say why; what is not confirmed can't be pressed again either."""
        super().refuse(reason)
        self._allow()

    def _lay_out(self) -> None:
        for head, parts in (
            (tr("What goes"), (self.goes,)),
            (tr("What stays"), (self.stays,)),
            (tr("Backups"), (self.copies, self.copies_note)),
            (tr("It can’t be undone. Type the title, or {word}, to confirm", word=WORD), (self.field,)),
        ):
            group = QVBoxLayout()
            group.setSpacing(6)
            name = label(head, "section", wrap=True)
            group.addWidget(name)
            for part in parts:
                group.addWidget(part)
            self.body.addLayout(group)
        self.field.setAccessibleName(tr("Title, or {word}", word=WORD))
        self.field.setPlaceholderText(self._title)
        self.body.addStretch(1)

    def _on_collected(self, going: Going) -> None:
        self._going = going
        self.goes.show_lines(goes_lines(going, self._called))
        self.stays.show_lines(stays_lines(going))
        self._allow()
        self._session.ask(partial(quotations, self._session.workspace, going), partial(self._on_counted, going))

    def _on_counted(self, going: Going, texts: int) -> None:
        self.goes.show_lines(goes_lines(going, self._called, texts))

    def _on_backups_read(self, found: list[Backup]) -> None:
        self._backups = [backup for backup in found if not backup.is_other]
        self.copies.setVisible(bool(self._backups))
        self._show_copies()
        self._allow()

    def _show_copies(self) -> None:
        found = self._backups or []
        if not found:
            self.copies_note.setText(tr("There is no backup yet. One is made afterwards, without what is erased."))
        elif self.copies.current() == _ALL:
            one, many = "The backup of {days} is deleted", "All {n} backups, of {days}, are deleted"
            deleted = _of_number(len(found), one, many, days=_days(found))
            self.copies_note.setText(tr("{deleted}, and a new one is made.", deleted=deleted))
        else:
            one, many = "{n} backup, of {days}, may hold it", "{n} backups, of {days}, may hold it"
            kept = _of_number(len(found), one, many, days=_days(found))
            self.copies_note.setText(tr("{kept}, and one more is made before. Whoever restores one may have it again.", kept=kept))

    def _is_confirmed(self) -> bool:
        typed = " ".join(self.field.text().split())
        return typed == WORD or typed.casefold() == " ".join(self._title.split()).casefold()

    def _allow(self) -> None:
        reason = self._session.read_only_reason
        if reason is None and not self._is_confirmed():
            reason = tr("Type the title or {word} first.", word=WORD)
        can_erase = reason is None and self._going is not None and self._backups is not None
        self.save.setEnabled(can_erase)
        self.save.setProperty("role", "bad" if can_erase else "")
        restyle(self.save)
        self.save.setToolTip(reason or "")


class _Lines(QWidget):
    """A list of a few lines, each with a dot before it."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, lines: list[str]) -> None:
        """Show other lines."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, line in enumerate(lines):
            self._grid.addWidget(label("·", "body", "3"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(line, wrap=True), row, 1)


def goes_lines(going: Going, title: str, texts: int | None = None) -> list[str]:
    """What goes with a record, a line a sort; ``texts`` of other records quote it, once that is known."""
    belongs = [counted(len(going.rows[table]), *texts) for table, texts in _BELONGING.items() if going.rows.get(table)]
    lines = [tr("“{title}”, with {parts}", title=title, parts=listed(belongs)) if belongs else tr("“{title}”", title=title)]
    if going.steps:
        lines.append(counted(len(going.steps), "what {n} step of its history changed", "what {n} steps of its history changed"))
    if going.sheets:
        one, many = "{n} row of {name}", "{n} rows of {name}"
        rows = [_of_number(count, one, many, name=name) for name, count in going.sheets.items()]
        lines.append(listed(rows))
    files = tr("kept files that hold it")
    if going.files:
        files = tr("{files}, as kept here, and other kept files that hold it", files=listed(going.files))
    quoting = tr("whatever quotes it in this workspace: there stands “[erased]” then")
    if texts == 0:
        quoting = tr("cells of sheets that quote it, if any: there stands “[erased]” then; no text of another record does")
    elif texts is not None:
        one = "{n} text of another record that quotes it, and cells of sheets that do: there stands “[erased]” then"
        many = "{n} texts of other records that quote it, and cells of sheets that do: there stands “[erased]” then"
        quoting = counted(texts, one, many)
    return [*lines, files, quoting]


def stays_lines(going: Going) -> list[str]:
    """What stays, a line a sort."""
    lines = [tr("a note that something was erased, when and by whom; steps from before can’t be undone any more")]
    if going.loses:
        one, many = "{n} record that names it, with an empty place there", "{n} records that name it, with an empty place there"
        lines.append(counted(going.loses, one, many))
    if Sought.read(going.sought).said:
        lines.append(tr("pieces of it in what other customers said in sheets: these are theirs"))
    short = [name for name in Sought.read(going.sought).called if not is_specific(name)]
    if short:
        told = listed([f"“{name}”" for name in short])
        lines.append(tr("{names} in texts of others: so short a name can’t be told from other words", names=told))
    return [*lines, tr("packs, workbooks and copies outside of this workspace: they are not known here")]


def _of_number(count: int, one: str, many: str, **values: str) -> str:
    """``one`` or ``many`` by ``count``, as :func:`counted` chooses, with other places filled, too."""
    return tr(one if count == 1 else many, n=formats.number(count), **values)


def _days(found: list[Backup]) -> str:
    first, last = formats.day(found[-1].moment.date()), formats.day(found[0].moment.date())
    return first if first == last else f"{first} – {last}"
