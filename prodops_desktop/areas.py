"""The areas that exist, by what the rest of the program needs to know of each: sheets that it takes, its sheet of a pack, its records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from prodops_desktop.answers import sampling as roadmap_sampling
from prodops_desktop.answers.roadmap import pack_sheet as roadmap_sheet
from prodops_desktop.datasets.area_sheet import AreaSheet
from prodops_desktop.datasets.sampling import Makers
from prodops_desktop.datasets.taking import Taker
from prodops_desktop.experiments import sampling as experiments_sampling
from prodops_desktop.experiments.pack import pack_sheet as experiments_sheet
from prodops_desktop.experiments.taking.events import EventsTaker
from prodops_desktop.experiments.taking.experiments import ExperimentsTaker
from prodops_desktop.experiments.taking.results import ResultsTaker
from prodops_desktop.feedback import sampling as feedback_sampling
from prodops_desktop.feedback.pack import pack_sheet as feedback_sheet
from prodops_desktop.feedback.said import READERS
from prodops_desktop.feedback.store import waiting
from prodops_desktop.feedback.taking import FeedbackTaker
from prodops_desktop.roadmap.taking.items import RoadmapTaker
from prodops_desktop.tools.pack import pack_sheet as tools_sheet
from prodops_desktop.tools.taking import ToolsTaker
from prodops_desktop.tools.taking_months import MonthsTaker
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End

TAKERS: dict[str, Taker] = {
    "tools": ToolsTaker(),
    "tool_usage": MonthsTaker(),
    "experiments": ExperimentsTaker(),
    "experiment_results": ResultsTaker(),
    "events": EventsTaker(),
    "roadmap": RoadmapTaker(),
    **dict.fromkeys(READERS, FeedbackTaker()),
}
"""Who takes the records out of a sheet, by its kind."""

MAKERS: Makers = {**experiments_sampling.MAKERS, **feedback_sampling.MAKERS, **roadmap_sampling.MAKERS}
"""What makes the parts of the sample that no sheet holds."""

PACK_SHEETS: tuple[Callable[[Store], AreaSheet | None], ...] = (roadmap_sheet, tools_sheet, experiments_sheet, feedback_sheet)
"""What makes the sheet of each area in a board pack; None while the area has nothing to say."""


WAITING: dict[str, Callable[[Store], int]] = {"feedback": waiting}
"""How much waits to be looked at, by the page that shows it."""


@dataclass(frozen=True)
class RecordKind:
    """A kind of record that can be linked and looked up: its table, what one is called, and the SQL of its ids and titles.

    Of a kind with any number of records none is ``listed``: they are linked from their own side.
    """

    table: str
    noun: str
    titles: str
    listed: bool = True


_FEEDBACK = """
    SELECT i.id, coalesce(y.title, i.title, substr(replace(coalesce(y.text, i.text), char(10), ' '), 1, 60)) AS title
    FROM feedback_item i LEFT JOIN feedback_typed y ON y.item = i.id
"""

_CONTRACTS = """
    SELECT c.id, t.name || ' · ' || coalesce(c.reference, 'from ' || c.starts, 'without a start')
    FROM contract c JOIN tool t ON t.id = c.tool
"""

_TARGETS = """
    SELECT t.id, 'Target of ' || CASE t.metric WHEN 'nps' THEN 'NPS' WHEN 'arr' THEN 'ARR' WHEN 'active_accounts' THEN 'active accounts'
        ELSE substr(t.metric, 1, instr(t.metric, '/')) || coalesce(d.name, '?') || substr(t.rest, instr(t.rest, '/')) END
    FROM (SELECT id, metric, substr(metric, instr(metric, '/') + 1) AS rest FROM target) t
    LEFT JOIN dataset d ON d.id = CAST(t.rest AS INTEGER)
"""
"""A metric of a dataset is named by its key with the name of the dataset for its number."""

RECORDS: dict[str, RecordKind] = {
    kind.table: kind
    for kind in (
        RecordKind("tool", "Tool", "SELECT id, name FROM tool"),
        RecordKind("contract", "Contract", _CONTRACTS),
        RecordKind("experiment", "Experiment", "SELECT id, code || ' ' || name FROM experiment"),
        RecordKind("roadmap_item", "Roadmap item", "SELECT id, code || ' ' || title FROM roadmap_item"),
        RecordKind("tag", "Tag", "SELECT id, name FROM tag"),
        RecordKind("feedback_item", "Feedback", _FEEDBACK, listed=False),
        RecordKind("dataset", "Dataset", "SELECT id, name FROM dataset"),
        RecordKind("target", "Target", _TARGETS),
        RecordKind("goal", "Goal", "SELECT id, title FROM goal"),
        RecordKind("event", "Event", "SELECT id, title FROM event"),
        RecordKind("user_segment", "Segment", "SELECT id, name FROM user_segment"),
        RecordKind("vendor", "Vendor", "SELECT id, name FROM vendor"),
        RecordKind("person", "Person", "SELECT id, name FROM person"),
        RecordKind("account", "Account", "SELECT id, name FROM account"),
        RecordKind("feature", "Feature", "SELECT id, name FROM feature"),
    )
}
"""The records that can be linked with each other."""


def all_records(store: Store) -> list[tuple[End, str]]:
    """Every record that can be linked, with its title."""
    kinds = (kind for kind in RECORDS.values() if kind.listed)
    return [(End(kind.table, row[0]), str(row[1])) for kind in kinds for row in store.db.execute(f"{kind.titles} ORDER BY 2")]


def titles_of(store: Store, ends: Iterable[End]) -> dict[End, str]:
    """The titles of records."""
    found: dict[End, str] = {}
    for end in ends:
        row = store.db.execute(f"SELECT * FROM ({RECORDS[end.table].titles}) WHERE id = ?", (end.id,)).fetchone()
        found[end] = str(row[1]) if row else "?"
    return found


@dataclass(frozen=True)
class Area:
    """A part of the program by which its history is told apart: the tables in which what is decided there lies."""

    id: str
    name: str
    tables: tuple[str, ...]


_ROADMAP_TABLES = (
    "roadmap_item", "roadmap_need", "roadmap_commitment", "baseline", "baseline_date", "gate", "gate_check", "brief_template", "brief",
    "roadmap_team",
)  # fmt: skip

_DATASET_TABLES = (
    "dataset",
    "version",
    "version_part",
    "dead",
    "taken",
    "quarantine_mend",
    "quarantine_ruling",
    "dataset_view",
    "view_column",
    "view_filter",
    "view_value",
)

AREAS: dict[str, Area] = {
    area.id: area
    for area in (
        Area("tools", "Tools", ("tool", "capability", "tool_capability", "contract", "lead_time", "tool_month")),
        Area("experiments", "Experiments", ("experiment", "variant", "experiment_metric", "reading", "reading_value", "accepted_risk")),
        Area(
            "feedback",
            "Feedback",
            ("tag_group", "tag", "feedback_batch", "feedback_typed", "feedback_triage", "feedback_tag", "saved_search"),
        ),
        Area("roadmap", "Roadmap", _ROADMAP_TABLES),
        Area("metrics", "Metrics", ("target",)),
        Area("datasets", "Datasets", _DATASET_TABLES),
        Area("agenda", "Goals and events", ("goal", "event", "decision", "user_segment")),
        Area("names", "People and names", ("person", "vendor", "account", "feature", "alias")),
        Area("links", "Links", ("link",)),
        Area("settings", "Settings", ("setting", "rate")),
    )
}
"""Every area of the history. A step that touched several is shown as one of the first of them, and found under each."""


def area_of(table: str) -> str:
    """The id of the area in which a table lies; raises KeyError for a table that no step changes."""
    return _AREA_OF[table]


_AREA_OF = {table: area.id for area in AREAS.values() for table in area.tables}
