"""Ctrl+,: the look on this computer, and what holds for the workspace that is open; everything applies at once."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from prodops_desktop.agenda.working_days import countries
from prodops_desktop.ui import places, theme
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.dialogs import Dialogs
from prodops_desktop.ui.shell.keeping_section import KeepingSection
from prodops_desktop.ui.shell.rates_section import RatesSection
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, label, line
from prodops_desktop.workspace import Store, settings

CURRENCIES = ("USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "INR", "BRL", "SGD")

_NUMBERS = {
    "tools_decide_days": tr("Decide now, days before"),
    "tools_low_use": tr("Review below, % active"),
    "tools_active_target": tr("Add seats from, % active"),
    "experiments_limit": tr("Experiments live in a week"),
}
_IMPORT_NUMBERS = {
    "import_memory_mb": tr("Memory for a file, MB"),
}
_FEEDBACK_NUMBERS = {
    "feedback_fresh_days": tr("At most, days old (0: any)"),
    "feedback_nps_words": tr("NPS comments from, words"),
}
_ROADMAP_NUMBERS = {
    "roadmap_cap_opinion": tr("Opinion, % at most"),
    "roadmap_cap_feedback": tr("Feedback, % at most"),
    "roadmap_cap_usage": tr("Usage, % at most"),
    "roadmap_cap_experiment": tr("Experiment, % at most"),
    "roadmap_at_risk_score": tr("At risk up to CS score"),
}
_KEYS = (
    "paper",
    "currency",
    "company",
    "holidays",
    *_NUMBERS,
    *_IMPORT_NUMBERS,
    "day_order",
    *_FEEDBACK_NUMBERS,
    *_ROADMAP_NUMBERS,
    "feedback_ticket_priority",
)
_Values = dict[str, str]


class PreferencesDialog(Dialog):
    """Choices for this computer above, for the workspace below; the latter are steps that undo takes back."""

    def __init__(self, parent: QWidget | None, session: Session | None, choose_theme: Callable[[str], None], dialogs: Dialogs) -> None:
        super().__init__(parent, tr("Preferences"), note=tr("Everything applies at once"), width=600, height=600)
        self._session, self._dialogs = session, dialogs
        self.numbers: dict[str, QLineEdit] = {}
        self.refused: dict[str, Note] = {}
        self._add_computer(choose_theme)
        if session is not None:
            self._add_workspace(session)
            session.changed.connect(self._on_session_changed)
            self._read()
        self.body.addStretch(1)

    def _add_computer(self, choose_theme: Callable[[str], None]) -> None:
        self.body.addWidget(label(tr("On this computer"), "section"))
        modes = [("system", tr("System")), ("light", tr("Light")), ("dark", tr("Dark"))]
        self.theme = Segments(modes, theme.mode(), tr("Theme"))
        self.theme.chosen.connect(choose_theme)
        self._add_row(tr("Theme"), self.theme)
        folder = Elided(str(places.config_folder()), "meta", "3", middle=True)
        self._add_row(tr("Kept in"), folder)

    def _add_workspace(self, session: Session) -> None:
        self.body.addWidget(line())
        self.body.addWidget(label(tr("In this workspace"), "section"))
        self.notice = Note("warn", session.read_only_reason or "")
        self.body.addWidget(self.notice)
        self.wrong = Note("bad", "")
        self.body.addWidget(self.wrong)
        self.paper = Segments([("A4", "A4"), ("Letter", tr("Letter"))], "A4", tr("Paper of board packs"))
        self.paper.chosen.connect(lambda value: self._set("paper", value))
        self.currency = Choice([(code, code) for code in CURRENCIES], name=tr("Currency of all figures"))
        self.currency.activated.connect(lambda _: self._set("currency", self.currency.current_id()))
        self.company = QLineEdit()
        self.company.setPlaceholderText(tr("Printed on board packs"))
        self.company.setAccessibleName(tr("Company"))
        self.company.editingFinished.connect(lambda: self._set("company", self.company.text().strip()))
        self._add_row(tr("Paper of board packs"), self.paper)
        self._add_row(tr("Currency of all figures"), self.currency)
        self._add_row(tr("Company"), self.company)
        self._add_row(tr("File"), Elided(str(Path(session.workspace.path)), "meta", "3", middle=True))
        self.body.addWidget(line())
        self.keeping = KeepingSection(session, self._dialogs.prune, self._dialogs.backups)
        self.body.addWidget(self.keeping)
        self.body.addWidget(line())
        self._add_tools()
        self.body.addWidget(line())
        self._add_import()
        self.body.addWidget(line())
        self._add_feedback()
        self.body.addWidget(line())
        self._add_roadmap()
        self.body.addWidget(line())
        self.rates = RatesSection(session)
        self.body.addWidget(self.rates)
        editable = session.read_only_reason is None
        for widget in (
            self.paper,
            self.currency,
            self.company,
            *self.numbers.values(),
            self.country,
            self.tickets,
            self.day_order,
        ):
            widget.setEnabled(editable)
            widget.setToolTip(session.read_only_reason or "")

    def _add_tools(self) -> None:
        """What deadlines, the status of tools and the calendar of experiments rest on."""
        self.body.addWidget(label(tr("Tools, experiments and working days"), "section"))
        choices = [("", tr("Monday to Friday, no public holidays")), *((code, code) for code in countries())]
        self.country = Choice(choices, name=tr("Country of public holidays"))
        self.country.activated.connect(lambda _: self._set("holidays", self.country.current_id()))
        self._add_row(tr("Public holidays of"), self.country)
        self._add_numbers(_NUMBERS)

    def _add_import(self) -> None:
        """How much of this computer reading a file may take."""
        self.body.addWidget(label(tr("Reading files"), "section"))
        text = tr("A file that would take more memory ends in a sentence. 0 is half of this computer’s memory, at most 4,096 MB.")
        self.body.addWidget(label(text, "meta", "3", wrap=True))
        self._add_numbers(_IMPORT_NUMBERS)
        orders = [("day first", tr("Day / month")), ("month first", tr("Month / day"))]
        self.day_order = Segments(orders, "day first", tr("Days such as 04/11/2026"))
        self.day_order.chosen.connect(lambda value: self._set("day_order", value))
        self._add_row(tr("Days such as 04/11/2026"), self.day_order)
        text = tr("The other days of a column or sheet decide first. This holds where they don’t, and the summary counts the rows.")
        self.body.addWidget(label(text, "meta", "3", wrap=True))

    def _add_feedback(self) -> None:
        """What of an imported sheet goes into the inbox."""
        self.body.addWidget(label(tr("Inbox of feedback"), "section"))
        text = tr("What is older goes to the archive; other tickets and short comments are left out, and found when searched for.")
        self.body.addWidget(label(text, "meta", "3", wrap=True))
        self._add_numbers(_FEEDBACK_NUMBERS)
        choices = [("0", tr("Feature requests only")), ("1", tr("P1, feature requests")), ("2", tr("P1, P2, feature requests"))]
        self.tickets = Choice(choices, name=tr("Tickets for the inbox"))
        self.tickets.activated.connect(lambda _: self._set("feedback_ticket_priority", self.tickets.current_id()))
        self._add_row(tr("Tickets"), self.tickets)

    def _add_roadmap(self) -> None:
        """How much confidence each kind of evidence bears, and who counts as at risk."""
        self.body.addWidget(label(tr("Roadmap"), "section"))
        text = tr("The confidence that can be claimed is capped by the best evidence that is linked to an item.")
        self.body.addWidget(label(text, "meta", "3", wrap=True))
        self._add_numbers(_ROADMAP_NUMBERS)

    def _add_numbers(self, titles: Mapping[str, str]) -> None:
        """A field for each of these settings, by their titles, and below them what is refused of one."""
        refused = Note("bad", "")
        for key, title in titles.items():
            field = self.numbers[key] = QLineEdit()
            self.refused[key] = refused
            field.setAccessibleName(title)
            field.setFixedWidth(px(70))
            field.editingFinished.connect(partial(self._set_number, key))
            row = QHBoxLayout()
            row.setSpacing(12)
            name = label(title, "body", "2")
            name.setFixedWidth(px(180))
            row.addWidget(name)
            row.addWidget(field)
            row.addStretch(1)
            self.body.addLayout(row)
        self.body.addWidget(refused)

    def _set_number(self, key: str) -> None:
        session, text = self._session, self.numbers[key].text().strip()
        if session is None or self._values.get(key) == text:
            return

        def failed(error: Exception) -> None:
            self.refused[key].say("bad", str(error))
            self.numbers[key].setText(self._values.get(key, ""))

        session.run(lambda store: settings.set_setting(store, key, text), lambda _: self.refused[key].say("bad", ""), failed)

    def _add_row(self, text: str, widget: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        name = label(text, "body", "2")
        name.setFixedWidth(px(180))
        row.addWidget(name)
        row.addWidget(widget)
        if not isinstance(widget, Elided | QLineEdit):
            row.addStretch(1)
        self.body.addLayout(row)

    def _set(self, key: str, value: str) -> None:
        if self._session is not None and self._values.get(key) != value:
            self._values[key] = value
            self._session.run(lambda store: settings.set_setting(store, key, value), failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self.wrong.say("bad", str(error))

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        if tables & {"setting", "*"}:
            self._read()

    def _read(self) -> None:
        if self._session is not None:
            self._session.read(_read_values, self._show, key=self)

    def _show(self, values: _Values) -> None:
        self._values = values
        self.paper.choose(self._values["paper"])
        currency = self._values["currency"]
        if self.currency.findData(currency) < 0:
            self.currency.addItem(currency, currency)
        self.currency.choose(currency)
        if not self.company.hasFocus():
            self.company.setText(self._values["company"])
        self.country.choose(self._values["holidays"])
        self.tickets.choose(self._values["feedback_ticket_priority"])
        self.day_order.choose(self._values["day_order"])
        for key, field in self.numbers.items():
            if not field.hasFocus() or not field.isModified():
                field.setText(self._values[key])

    _values: _Values = {}  # noqa: RUF012 - replaced, never changed, before the first read has come


def _read_values(store: Store) -> _Values:
    return {key: settings.get(store, key) for key in _KEYS}
