"""The pane beside Home: what the chosen figure means and where it comes from, what is due, or what an import brought."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QPushButton

from prodops_desktop.datasets.model import Version
from prodops_desktop.metrics.figure import Figure
from prodops_desktop.metrics.model import Source
from prodops_desktop.ui import formats
from prodops_desktop.ui.figure_words import rows_text, said, sentence_of, when_text
from prodops_desktop.ui.pages.home.card import Card
from prodops_desktop.ui.pages.home.due_words import title_of, why_of
from prodops_desktop.ui.pages.home.imports import title_of as import_title
from prodops_desktop.ui.pages.home.model import Import, Tile
from prodops_desktop.ui.pages.home.opening import open_held, open_import
from prodops_desktop.ui.pages.home.standing import StandingTile
from prodops_desktop.ui.pages.home.standing_words import MEANINGS, standing_sentence, words_of
from prodops_desktop.ui.pages.home.tile import FigureTile, gap_text
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Inspector
from prodops_desktop.ui.widgets.states import Note

if TYPE_CHECKING:
    from prodops_desktop.answers.due import Due, DueList
    from prodops_desktop.answers.standing import Standing

_MOST_SOURCES = 8
_MOMENT_MS = 20
_AS_OF = {
    "title": "from the title",
    "sheet name": "from the name of the sheet",
    "file name": "from the name of the file",
    "typed": "typed at the import",
    "day of import": "the day of the import",
}


class HomeInspector(Inspector):
    """Shows one thing at a time."""

    def __init__(self, session: Session) -> None:
        super().__init__("home-variant-outline", tr("Home"), tr("Nothing selected"))
        self._session = session
        self.shown: object = None
        self._sentence = ""
        self._unbuilt: Tile | None = None
        """The figure that is spoken of as soon as the window has been painted with all else."""
        formats.changed.connect(self._write_anew)

    def _write_anew(self) -> None:
        """Numbers and days are written in another way from now on: what is chosen is shown again once the page has read it."""
        self.shown = None

    def show_nothing(self) -> None:
        """Say what will stand here."""
        self.clear()
        self.shown, self._sentence, self._unbuilt = None, "", None
        self.set_title(tr("Nothing selected"), tr("Home"), "home-variant-outline")
        self.section(tr("Here")).text(
            tr("Choose a figure, something due or an import, and it says here what it means and where it comes from.")
        )

    def begin(self) -> None:
        """Say what will stand here, where nothing stands yet."""
        if self.shown is None and self.is_empty():
            self.show_nothing()

    @property
    def pending(self) -> bool:
        """Whether it is seen, and what it speaks of is to come."""
        return self._unbuilt is not None and self.isVisible()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The window is seen: now what takes longest to lay out is built, too."""
        super().paintEvent(event)
        if self._unbuilt is not None:
            QTimer.singleShot(_MOMENT_MS, self, self._build)

    def show_tile(self, tile: Card) -> None:
        """Speak of what a tile shows, as soon as it shows anything."""
        if isinstance(tile, FigureTile) and tile.tile is not None:
            self.show_figure(tile.tile)
        elif isinstance(tile, StandingTile) and tile.standing is not None:
            self.show_standing(tile.standing)

    def show_figure(self, tile: Tile) -> None:
        """Speak of a figure; nothing moves when it is the same as before."""
        if not self._begin(tile, sentence_of(tile.figure)):
            return
        one = tile.figure.metric
        self.set_title(one.title, tr("Figure") if one.dataset is None else one.group, "chart-line")
        self._unbuilt = tile
        if self.isVisible():
            self._build()

    def _build(self) -> None:
        tile, self._unbuilt = self._unbuilt, None
        if tile is None:
            return
        with self.filled_anew():
            one = tile.figure
            self.section(tr("As a sentence")).text(self._sentence, tone="")
            facts = self.section(tr("Details"))
            facts.facts(_facts(one, self._session))
            for note in one.notes:
                facts.add(Note("note", said(note)))
            self._show_meaning(said(one.metric.definition), said(one.metric.misleads))
            self._show_line(tile)
            sources = self.section(tr("Sources"), formats.number(len(one.sources)))
            sources.sources([(source.name, _rows(source.rows), _where(source)) for source in one.sources[:_MOST_SOURCES]])
            if len(one.sources) > _MOST_SOURCES:
                sources.text(tr("and {n} more", n=formats.number(len(one.sources) - _MOST_SOURCES)), "3")
            self.set_actions(
                button(tr("Open in Metrics"), lambda: self._session.open("metrics", one.metric.key), role="primary"), self._copy_button()
            )

    def show_standing(self, one: Standing) -> None:
        """Speak of the figure of an area."""
        if not self._begin(one, standing_sentence(one)):
            return
        with self.filled_anew():
            words = words_of(one)
            self.set_title(words.title, tr("Figure"), "chart-line")
            self.section(tr("As a sentence")).text(self._sentence, tone="")
            facts: list[tuple[str, str]] = [(tr("Behind it"), words.behind)]
            facts += [(fact.name, " · ".join(filter(None, (fact.value, fact.aside)))) for fact in words.facts]
            facts.append((tr("Data as of"), formats.day(one.as_of, self._session.today, weekday=True)))
            self.section(tr("Details")).facts(facts)
            self._show_meaning(*MEANINGS[one.id])
            self._show_line(one)
            self.set_actions(button(tr("Open the page"), lambda: self._session.open(one.page), role="primary"), self._copy_button())

    def show_due(self, one: Due, due: DueList, opened: Callable[[Due], None]) -> None:
        """Speak of something that is due, which ``opened`` opens."""
        title, why = title_of(one), why_of(one, due.today)
        if not self._begin((one, due.today), title):
            return
        with self.filled_anew():
            self.set_title(title, tr("Due"), "calendar-alert")
            left = (one.day - due.today).days
            when = counted(left, "in {n} day", "in {n} days") if left > 0 else counted(-left, "{n} day ago", "{n} days ago")
            facts = [(tr("Day"), formats.day(one.day, due.today, weekday=True)), (tr("That is"), when if left else tr("today"))]
            if why:
                facts.append((tr("Note"), why))
            if one.amount is not None:
                name = {"renewal": tr("ARR"), "notice": tr("A year costs")}.get(one.kind, tr("Amount"))
                facts.append((name, formats.money(one.amount, due.currency, short=False)))
            self.section(tr("Details")).facts(facts)
            for note in due.notes:
                self.section(tr("To know")).add(Note("note", note))
            self.set_actions(button(tr("Show them") if one.folded else tr("Open"), lambda: opened(one), role="primary"))

    def _begin(self, shown: object, sentence: str = "") -> bool:
        """Make room for something else; False when it is shown already."""
        if shown == self.shown:
            return False
        self.clear()
        self.shown, self._sentence, self._unbuilt = shown, sentence, None
        return True

    def _show_meaning(self, definition: str, misleads: str) -> None:
        self.section(tr("Definition")).text(definition)
        if misleads:
            self.section(tr("Where it misleads")).text(misleads)

    def _show_line(self, shown: Tile | Standing) -> None:
        """The line of the tile for those who can't see it: what it shows, and its values."""
        from prodops_desktop.ui.charts.trend import describe
        from prodops_desktop.ui.pages.home.spark import rows_of, trend_of

        trend = trend_of(shown)
        if len([value for value in trend.values if value is not None]) < 2:
            return
        section = self.section(tr("The line as a table"))
        section.text(describe(trend))
        section.facts(rows_of(trend))

    def _copy_button(self) -> QPushButton:
        return button(tr("Copy as sentence"), lambda: self.copy_sentence(), icon="content-copy")

    def copy_sentence(self) -> bool:
        """Put the figure on the clipboard as a sentence; False when no figure is shown."""
        if not self._sentence:
            return False
        QGuiApplication.clipboard().setText(self._sentence)
        self._session.result(tr("Copied: {sentence}", sentence=self._sentence))
        return True

    def show_import(self, one: Import) -> None:
        """Speak of an import."""
        if not self._begin(one):
            return
        with self.filled_anew():
            version = one.version
            self.set_title(import_title(one), tr("Import"), "tray-arrow-down")
            if version.warnings:
                warned = self.section(tr("To know"))
                for warning in version.warnings:
                    warned.add(Note("warn", warning))
            self.section(tr("Rows")).facts(_row_facts(version))
            self.section(tr("Details")).facts(
                [
                    (tr("Kind"), version.kind.replace("_", " ")),
                    (tr("Speaks of"), f"{formats.day(version.as_of)}, {tr(_AS_OF.get(version.as_of_from, version.as_of_from))}"),
                    (tr("Imported"), formats.moment(version.imported_at)),
                ]
            )
            source = self.section(tr("Source"))
            source.sources([(version.file, formats.size(version.size), " › ".join(filter(None, (version.file, version.sheet))))])
            source.facts([(tr("SHA-256"), f"{version.sha256[:16]}…")])
            actions = [button(tr("Open dataset"), lambda: open_import(self._session, one), role="primary")]
            if version.rows_quarantined and one.newest:
                actions.append(button(tr("Rows held back"), lambda: open_held(self._session, one), icon="shield-alert-outline"))
            self.set_actions(*actions)


def _facts(one: Figure, session: Session) -> list[tuple[str, str]]:
    better = {"up": tr("higher"), "down": tr("lower")}.get(one.metric.better or "", tr("neither"))
    value = " ".join(
        filter(None, (formats.figure(one.value, one.unit, one.currency, short=False), formats.margin(one.margin, one.unit, one.currency)))
    )
    prior = one.prior
    before = formats.MISSING
    if prior is not None:
        before = " ".join(
            filter(
                None,
                (
                    formats.figure(prior.value, one.unit, one.currency, short=False),
                    formats.margin(prior.margin, one.unit),
                    tr("in {period}", period=formats.period(prior.period)),
                ),
            )
        )
    return [
        (tr("Value"), value),
        (tr("Period"), when_text(one) or formats.MISSING),
        (tr("Rows behind it"), rows_text(one)),
        (tr("Target"), formats.figure(one.target, one.unit, one.currency, short=False) if one.target is not None else tr("none set")),
        *([(tr("To the target"), gap_text(one))] if one.gap is not None else []),
        (tr("Prior"), before),
        (tr("Better when"), better),
        (tr("Data as of"), formats.day(one.as_of, session.today, weekday=True)),
    ]


def _row_facts(version: Version) -> list[tuple[str, str]]:
    return [
        (tr("Read"), formats.number(version.rows_read)),
        (tr("Accepted"), formats.number(version.rows_accepted)),
        (tr("In quarantine"), formats.number(version.rows_quarantined)),
        (tr("Left out"), formats.number(version.rows_dropped)),
    ]


def _rows(count: int) -> str:
    return counted(count, "{n} row", "{n} rows")


def _where(source: Source) -> str:
    return " › ".join(filter(None, (source.file, source.sheet, tr("as of {day}", day=formats.day(source.as_of)))))
