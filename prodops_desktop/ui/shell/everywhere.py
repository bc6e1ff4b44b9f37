"""Ctrl+Shift+F: looks for words in all texts of the workspace and in the help, shows what is found as it comes, and opens it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from prodops_desktop.answers.everywhere import Field, Found, Hit, Measure, Row, Snippet, Words, is_there, plain_query, search
from prodops_desktop.errors import Cancelled
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.jobs import Mailbox
from prodops_desktop.ui.palette_list import PaletteDelegate, PaletteModel
from prodops_desktop.ui.palette_list import Row as Shown
from prodops_desktop.ui.records.places import ColumnPlace, FoundRow
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.help_texts import PageHits, search_help
from prodops_desktop.ui.shell.lookup_names import PLACES, opening
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End

_PAUSE_MS, _LEAST = 250, 2
_HELP_HITS = 3
_ICONS = {
    "row": "table-row",
    "dataset": "database-outline",
    "feedback_item": "message-text-outline",
    "metric": "chart-line",
    "column": "table-column",
}
_NOUNS = {"row": tr("row"), "dataset": tr("dataset"), "feedback_item": tr("feedback"), "metric": tr("metric"), "column": tr("field")}
_Key = tuple[str, str]
_Target = End | Row | Field | Measure


class EverywhereDialog(Dialog):
    """Stays open beside the window, so that one hit after the other can be looked at; a new word ends the search before."""

    help_page = "home"

    def __init__(self, parent: QWidget, session: Session, show_help: Callable[[str, str], object]) -> None:
        super().__init__(parent, tr("Find everywhere"), width=760, height=620)
        self._session, self._show_help = session, show_help
        self._cancelled = Event()
        self._found: dict[_Key, Found] = {}
        self._helped: list[PageHits] = []
        self._busy = False
        self._gone = ""
        self._mailbox = Mailbox(self)
        self.search = SearchField(tr("Words in records, feedback, rows of datasets and the help"))
        self.search.textChanged.connect(self._on_words_changed)
        self.search.left.connect(self._on_search_left)
        self.said = label("", "meta", "3", wrap=True)
        self.model = PaletteModel(self)
        self.list = QListView()
        self.list.setObjectName("foundList")
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setAccessibleName(tr("What was found"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._open)
        self.list.installEventFilter(self)
        for part in (self.search, self.said):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        theme.changed.connect(self.list.viewport().update)
        session.changed.connect(self._on_session_changed)
        self._say()

    @property
    def pending(self) -> bool:
        """Whether a search runs or is about to."""
        return self._busy or self._pause.isActive()

    def look_for(self, text: str) -> None:
        """Come to the front, with this text, or what was looked for last, to be typed over."""
        self.show()
        self.raise_()
        self.activateWindow()
        if text and text != self.search.text():
            self.search.setText(text)
        elif self.search.text():
            self._on_typed()
        self.search.setFocus()
        self.search.selectAll()

    def _on_words_changed(self) -> None:
        self._gone = ""
        self._on_typed()

    def _on_typed(self) -> None:
        self._cancelled.set()
        self._busy = False
        self._pause.start()

    def _on_session_changed(self, _: object) -> None:
        """What was found may be gone or read otherwise now: search again."""
        if self.isVisible() and self.search.text().strip():
            self._on_typed()

    def _begin(self) -> None:
        """Search on a thread; what was found before stands until the first answer comes."""
        text = self.search.text().strip()
        if len(text) < _LEAST:
            self._found, self._helped = {}, []
            self._fill()
            return
        self._cancelled = cancelled = Event()
        fresh: dict[_Key, Found] = {}
        self._busy = True

        def told(found: Found) -> None:
            if not cancelled.is_set():
                fresh[found.kind, found.name] = found
                self._found = fresh
                self._fill()

        def helped(hits: list[PageHits]) -> None:
            if not cancelled.is_set():
                self._found, self._helped = fresh, hits
                self._fill()

        def work(store: Store) -> None:
            hits = search_help(Words(text))
            self._mailbox.post(partial(helped, hits))
            search(store, text, lambda found: self._mailbox.post(partial(told, found)), cancelled)

        self._session.read(work, lambda _: self._on_ended(cancelled), partial(self._on_failed, cancelled), key=self)
        self._say()

    def _on_ended(self, cancelled: Event) -> None:
        self._mailbox.post(lambda: self._end(cancelled, ""))  # behind what was told

    def _on_failed(self, cancelled: Event, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._end(cancelled, str(error))

    def _end(self, cancelled: Event, problem: str) -> None:
        if not cancelled.is_set():
            self._busy = False
            self._fill()
            if problem:
                self.said.setText(problem)

    def _fill(self) -> None:
        """Show what there is, and stay at the hit that is current."""
        now = self.list.currentIndex()
        kept = self.model.rows[now.row()].token if now.row() > 1 else ""  # nobody has chosen the first one
        rows: list[Shown] = []
        for found in self._found.values():
            if found.count:
                rows += self._group(found)
        rows += self._help_rows()
        if rows != self.model.rows:
            place = self.list.verticalScrollBar().value()
            self.model.show(rows)
            at = next((index for index, row in enumerate(rows) if kept and row.token == kept), 1)
            if at < len(rows):
                self.list.setCurrentIndex(self.model.index(at))
            self.list.verticalScrollBar().setValue(place if kept else 0)
        self._say()

    def _group(self, found: Found) -> list[Shown]:
        name = tr("Rows of {name}", name=found.name) if found.kind == "row" else tr(found.name)
        note = formats.number(found.count) if found.ended else tr("{n} so far, still searching", n=formats.number(found.count))
        rows = [Shown(name, note=note, heading=True)]
        rows += [self._row(found.kind, hit, f"{found.kind}/{found.name}/{number}") for number, hit in enumerate(found.hits)]
        more = found.count - len(found.hits)
        if more > 0 and found.hits:
            rows.append(self._more(found, more))
        return rows

    def _row(self, kind: str, hit: Hit, token: str) -> Shown:
        icon, noun = PLACES[kind][1:] if kind in PLACES else (_ICONS[kind], _NOUNS[kind])
        row = Shown(hit.title.text, _letters(hit.title), icon, note=noun, token=token, run=self._opener(hit.target, hit.title.text))
        return replace(row, snippet=hit.snippet.text, marks=_letters(hit.snippet))

    def _more(self, found: Found, more: int) -> Shown:
        target = found.hits[0].target
        text = counted(more, "{n} more", "{n} more")
        token = f"{found.kind}/{found.name}/more"
        if isinstance(target, Row):
            show = self._opener(Row(target.dataset, target.version, target.find), found.name)
            return Shown(tr("{more}: show all in the grid", more=text), icon="arrow-right", token=token, run=show)
        if found.kind == "feedback_item":
            show_all = partial(self._session.open, "feedback", plain_query(Words(self.search.text())))
            return Shown(
                tr("{more}: show all in Feedback", more=text), icon="arrow-right", token=token, run=partial(self._show_behind, show_all)
            )
        return Shown(tr("{more}. Type another word to narrow it.", more=text), icon="dots-horizontal", token=token, disabled=True)

    def _help_rows(self) -> list[Shown]:
        rows = []
        for page in self._helped:
            for hit in page.hits[:_HELP_HITS]:
                run = partial(self._show_help, page.page, self.search.text().strip())
                row = Shown(page.title, icon="help-circle-outline", note=tr("help"), token=f"help/{page.page}/{hit.number}", run=run)
                rows.append(replace(row, snippet=hit.snippet.text, marks=_letters(hit.snippet)))
        count = sum(page.count for page in self._helped)
        return [Shown(tr("Help"), note=formats.number(count), heading=True), *rows] if rows else []

    def _opener(self, target: _Target, title: str) -> Callable[[], object]:
        """What opens a hit if it is still there, and else says in place that it is not."""
        show = self._shower(target)

        def answered(there: bool) -> None:
            self._gone = "" if there else tr("“{title}” is no longer there.", title=title)
            if not there:
                self._on_typed()
                self._say()
                return
            self._show_behind(show)

        return lambda: self._session.read(lambda store: is_there(store, target), answered)

    def _show_behind(self, show: Callable[[], object]) -> None:
        """Show something in the window, which gets the keyboard; this stays open beside it."""
        show()
        window = self.parentWidget()
        if window is not None:
            window.activateWindow()

    def _shower(self, target: _Target) -> Callable[[], object]:
        if isinstance(target, Measure):
            return partial(self._session.open, "metrics", target.key)
        if isinstance(target, Field):
            return partial(self._session.open, "datasets", ColumnPlace(target.dataset, target.position))
        if isinstance(target, Row):
            place = FoundRow(target.dataset, target.version, target.find, target.part, target.row)
            return partial(self._session.open, "datasets", place)
        return opening(self._session, target)

    def _say(self) -> None:
        searching = next((found.name for found in self._found.values() if not found.ended), "")
        hits = sum(found.count for found in self._found.values()) + sum(page.count for page in self._helped)
        if len(self.search.text().strip()) < _LEAST:
            text = tr("Type two letters or more. All words have to stand in a record or a row.")
        elif self._busy and searching:
            text = tr("{hits} so far. The rows of “{name}” are being searched…", hits=_hits(hits), name=searching)
        elif self._busy:
            text = tr("{hits} so far. Still searching…", hits=_hits(hits))
        else:
            text = tr("{hits}. Enter opens one; this stays open.", hits=_hits(hits)) if hits else tr("Nothing has these words.")
        self.said.setText(f"{self._gone} {text}".strip())

    def _on_search_left(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()

    def _open(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()] if index.isValid() else None
        if row is not None and row.run is not None and not row.disabled:
            row.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the list opens; arrow up from the first hit goes back to the words."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() <= 1:
                self.search.setFocus()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is searched that nobody sees."""
        self._stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The workspace may be about to be closed."""
        self._stop()
        super().closeEvent(event)

    def _stop(self) -> None:
        self._cancelled.set()
        self._pause.stop()
        self._busy = False


def _letters(snippet: Snippet) -> tuple[int, ...]:
    """The places of the letters that are marked."""
    return tuple(place for start, end in snippet.marks for place in range(start, end))


def _hits(count: int) -> str:
    return counted(count, "{n} hit", "{n} hits")
