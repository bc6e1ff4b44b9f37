"""The pane beside Home: what the chosen figure means and where it comes from, or what an import brought."""

from PySide6.QtGui import QGuiApplication

from prodops_desktop.datasets.model import Version
from prodops_desktop.metrics.figure import Figure, as_sentence, when_text
from prodops_desktop.metrics.model import Source
from prodops_desktop.metrics.wording import rows_noun
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.home.imports import title_of
from prodops_desktop.ui.pages.home.model import Import
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Inspector
from prodops_desktop.ui.widgets.states import Note

_MOST_SOURCES = 8
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
        self.shown: Figure | Import | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what will stand here."""
        self.clear()
        self.shown = None
        self.set_title(tr("Nothing selected"), tr("Home"), "home-variant-outline")
        self.section(tr("Here")).text(tr("Choose a figure or an import, and it says here what it means and where it comes from."))

    def show_figure(self, one: Figure) -> None:
        """Speak of a figure; nothing moves when it is the same as before."""
        if one == self.shown:
            return
        self.clear()
        self.shown = one
        self.set_title(one.metric.title, tr("Figure") if one.metric.dataset is None else one.metric.group, "chart-line")
        self.section(tr("As a sentence")).text(as_sentence(one), tone="")
        facts = self.section(tr("Details"))
        facts.facts(_facts(one, self._session))
        for note in one.notes:
            facts.add(Note("note", note))
        meaning = self.section(tr("Definition"))
        meaning.text(one.metric.definition)
        if one.metric.misleads:
            self.section(tr("Where it misleads")).text(one.metric.misleads)
        sources = self.section(tr("Sources"), formats.number(len(one.sources)))
        sources.sources([(source.name, _rows(source.rows), _where(source)) for source in one.sources[:_MOST_SOURCES]])
        if len(one.sources) > _MOST_SOURCES:
            sources.text(tr("and {n} more", n=formats.number(len(one.sources) - _MOST_SOURCES)), "3")
        copy = button(tr("Copy as sentence"), lambda: self.copy_sentence(), icon="content-copy")
        self.set_actions(button(tr("Open in Metrics"), lambda: self._session.open("metrics", one.metric.key), role="primary"), copy)

    def copy_sentence(self) -> bool:
        """Put the figure on the clipboard as a sentence; False when no figure is shown."""
        if not isinstance(self.shown, Figure):
            return False
        QGuiApplication.clipboard().setText(as_sentence(self.shown))
        self._session.result(tr("Copied: {sentence}", sentence=as_sentence(self.shown)))
        return True

    def show_import(self, one: Import) -> None:
        """Speak of an import."""
        if one == self.shown:
            return
        self.clear()
        self.shown = one
        version = one.version
        self.set_title(title_of(one), tr("Import"), "tray-arrow-down")
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
        self.set_actions(button(tr("Open dataset"), lambda: self._session.open("datasets", version.dataset), role="primary"))


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
        (tr("Rows behind it"), rows_noun(one.metric.measure, one.n)),
        (tr("Target"), formats.figure(one.target, one.unit, one.currency, short=False) if one.target is not None else tr("none set")),
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
