"""What the page Roadmap reads: the plan with what fields offer, and everything behind one item."""

from dataclasses import dataclass

from prodops_desktop.agenda.decisions import Decision, decisions_of
from prodops_desktop.answers.roadmap import PlanReader
from prodops_desktop.datasets.store import find_dataset, has_dataset
from prodops_desktop.registry.entries import all_entries
from prodops_desktop.roadmap.briefs import all_briefs
from prodops_desktop.roadmap.model import Brief
from prodops_desktop.roadmap.plan import ItemView, Plan
from prodops_desktop.ui.records.links import LinkRow, read_links
from prodops_desktop.ui.records.sources import SourceRow, read_sources
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import RecordStep, record_steps, rows_ever


@dataclass(frozen=True)
class Shown:
    """The plan, and the names that the fields offer while one types."""

    plan: Plan
    people: tuple[str, ...]

    @property
    def goals(self) -> tuple[str, ...]:
        """The titles of the goals."""
        return tuple(goal.title for goal in self.plan.goals)

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that have an item, and those of which the capacity is known."""
        found = {view.item.team for view in self.plan.views if view.item.team} | {team.name for team in self.plan.teams}
        return tuple(sorted(found, key=str.casefold))

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of the product that any item is in."""
        return tuple(sorted({view.item.area for view in self.plan.views if view.item.area}, key=str.casefold))


@dataclass(frozen=True)
class Detail:
    """What stands behind an item: links, briefs, decisions, sources and steps.

    ``names`` are those of the people, goals, items and gates that its history speaks of by number, gone ones too.
    """

    item: int
    links: list[LinkRow]
    briefs: tuple[Brief, ...]
    decisions: tuple[Decision, ...]
    sources: list[SourceRow]
    steps: list[RecordStep]
    names: dict[tuple[str, int], str]


def read_page(store: Store, reader: PlanReader, baseline: int | None, item: int | None) -> tuple[Shown, Detail | None]:
    """The plan, and in the same reading what stands behind one item as long as it is there."""
    plan = reader.read(store, baseline)
    shown = Shown(plan, tuple(entry.name for entry in all_entries(store, "person")))
    view = plan.find(item)
    return shown, read_detail(store, view) if view is not None else None


def read_detail(store: Store, view: ItemView) -> Detail:
    """What stands behind one item."""
    item = view.item.id
    return Detail(
        item,
        read_links(store, End("roadmap_item", item)),
        tuple(all_briefs(store, item)),
        tuple(decisions_of(store, "roadmap_item", item)),
        [*read_sources(store, [("roadmap_item", item, tr("Roadmap item"))]), *_source_of_reach(store, view)],
        record_steps(store, [("roadmap_item", item), *_children(store, item)]),
        _names(store),
    )


def _source_of_reach(store: Store, view: ItemView) -> list[SourceRow]:
    """The dataset that its reach was counted in, as long as it is there."""
    reach = view.item.reach
    if reach is None or reach.dataset is None or not has_dataset(store, reach.dataset):
        return []
    return [SourceRow(tr("Reach"), reach.dataset, reach.column or "", None, None, find_dataset(store, reach.dataset).id)]


def _children(store: Store, item: int) -> list[tuple[str, int]]:
    """The rows that hang on an item, now or once."""
    tables = ("roadmap_need", "roadmap_commitment", "gate_check", "brief")
    return [(table, row) for table in tables for row in rows_ever(store, table, "item", item)]


def _names(store: Store) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for table, column in (("person", "name"), ("goal", "title"), ("roadmap_item", "title"), ("gate", "name")):
        for source in (f"h_{table} WHERE {column} IS NOT NULL", table):
            found.update({(table, row[0]): row[1] for row in store.db.execute(f"SELECT id, {column} FROM {source}")})
    return found
