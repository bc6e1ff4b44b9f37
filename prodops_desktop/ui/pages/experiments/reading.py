"""What the page Experiments reads: the board with what fields offer, and everything behind one experiment."""

from dataclasses import dataclass

from prodops_desktop.agenda.decisions import Decision, decisions_of
from prodops_desktop.datasets.store import find_dataset, has_dataset
from prodops_desktop.experiments.board import Board, BoardReader, ExperimentView
from prodops_desktop.registry.entries import all_entries
from prodops_desktop.segments.store import all_segments
from prodops_desktop.ui.records.links import LinkRow, read_links
from prodops_desktop.ui.records.sources import SourceRow, read_sources
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import RecordStep, record_steps, rows_ever


@dataclass(frozen=True)
class Shown:
    """The board, and the names that the fields offer while one types."""

    board: Board
    people: tuple[str, ...]
    segments: tuple[str, ...]

    @property
    def goals(self) -> tuple[str, ...]:
        """The titles of the goals."""
        return tuple(goal.title for goal in self.board.goals)

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The surfaces that any experiment is on."""
        return self._names("surface")

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that have an experiment."""
        return self._names("team")

    @property
    def lanes(self) -> tuple[str, ...]:
        """The exclusion lanes in use."""
        return self._names("lane")

    def _names(self, attribute: str) -> tuple[str, ...]:
        found = {getattr(view.experiment, attribute) for view in self.board.views} - {None}
        return tuple(sorted(found, key=str.casefold))


@dataclass(frozen=True)
class Detail:
    """What stands behind an experiment: links, decisions, sources and steps.

    ``names`` are those of the people, segments and goals that its history speaks of by number, gone ones too. Of its view the next
    free slot was worked out, which takes a while among many.
    """

    experiment: int
    links: list[LinkRow]
    decisions: tuple[Decision, ...]
    sources: list[SourceRow]
    steps: list[RecordStep]
    names: dict[tuple[str, int], str]


def read_page(store: Store, reader: BoardReader, experiment: int | None) -> tuple[Shown, Detail | None]:
    """The board, and in the same reading what stands behind one experiment as long as it is there."""
    board = reader.read(store)
    people = tuple(entry.name for entry in all_entries(store, "person"))
    shown = Shown(board, people, tuple(segment.name for segment in all_segments(store)))
    view = board.find(experiment)
    return shown, read_detail(store, view) if view is not None else None


def read_detail(store: Store, view: ExperimentView) -> Detail:
    """What stands behind one experiment."""
    experiment = view.experiment.id
    view.board.days.is_worked(view.board.today)  # loads the public holidays when the page opens: beside a first drag they would slow it
    if view.open_conflicts:
        _ = view.slot
    readings = [
        (row[0], row[1]) for row in store.db.execute("SELECT id, day FROM reading WHERE experiment = ? ORDER BY day DESC", (experiment,))
    ]
    records = [("experiment", experiment, tr("Experiment"))]
    records += [("reading", id_, tr("Reading of {day}", day=day)) for id_, day in readings]
    return Detail(
        experiment,
        read_links(store, End("experiment", experiment)),
        tuple(decisions_of(store, "experiment", experiment)),
        [*read_sources(store, records), *_source_of_icc(store, view)],
        record_steps(store, [("experiment", experiment), *_children(store, experiment)]),
        _names(store),
    )


def _source_of_icc(store: Store, view: ExperimentView) -> list[SourceRow]:
    """The dataset that its ICC was worked out from, as long as it is there."""
    name = view.experiment.icc_from
    if name is None or not has_dataset(store, name):
        return []
    return [SourceRow(tr("ICC"), name, "", None, None, find_dataset(store, name).id)]


def _children(store: Store, experiment: int) -> list[tuple[str, int]]:
    """The rows that hang on an experiment, now or once."""
    tables = ("variant", "experiment_metric", "reading", "accepted_risk")
    own = [(table, row) for table in tables for row in rows_ever(store, table, "experiment", experiment)]
    readings = [row for table, row in own if table == "reading"]
    return own + [("reading_value", row) for reading in readings for row in rows_ever(store, "reading_value", "reading", reading)]


def _names(store: Store) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for table, column in (
        ("person", "name"),
        ("user_segment", "name"),
        ("goal", "title"),
        ("variant", "name"),
        ("experiment_metric", "name"),
    ):
        for source in (f"h_{table} WHERE {column} IS NOT NULL", table):
            found.update({(table, row[0]): row[1] for row in store.db.execute(f"SELECT id, {column} FROM {source}")})
    return found
