"""What the palette offers of an open workspace: its datasets and their columns, its metrics, and the records of every area."""

from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.ui.palette_entries import Entry
from prodops_desktop.ui.recent import token_of
from prodops_desktop.ui.records.places import PAGES, PARTS, ColumnPlace
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow

PLACES = {
    "tool": (tr("Tools"), "toolbox-outline", tr("tool")),
    "contract": (tr("Contracts"), "file-sign", tr("contract")),
    "experiment": (tr("Experiments"), "flask-outline", tr("experiment")),
    "roadmap_item": (tr("Roadmap"), "map-outline", tr("item")),
    "brief": (tr("Briefs"), "file-document-outline", tr("brief")),
    "gate": (tr("Gates"), "check-circle-outline", tr("gate")),
    "roadmap_team": (tr("Teams"), "account-group-outline", tr("team")),
    "user_segment": (tr("Segments"), "account-group-outline", tr("segment")),
    "person": (tr("People"), "account-outline", tr("person")),
    "vendor": (tr("Vendors"), "domain", tr("vendor")),
    "account": (tr("Accounts"), "office-building-outline", tr("account")),
    "feature": (tr("Features"), "puzzle-outline", tr("feature")),
    "tag": (tr("Tags"), "tag-outline", tr("tag")),
    "goal": (tr("Goals"), "bullseye-arrow", tr("goal")),
    "event": (tr("Events"), "calendar-range", tr("event")),
}
"""Under which heading, with which icon and by which noun a record of a table is found."""


def read_entries(window: "MainWindow", session: Session) -> None:
    """Read the names on a thread, make them ready to be compared there, and add them when they are."""
    session.read(lambda store: all_entries(session, store), window.palette_.add, key="palette")


def all_entries(session: Session, store: Store) -> list[Entry]:
    """All that is found by its name in a workspace."""
    found = [*_datasets(session, store), *_records(session, store), *_metrics(session, store)]
    for entry in found:
        _ = entry.name
    return found


def opening(session: Session, end: End) -> partial[None]:
    """What shows a record: its page, or the dialog of its kind."""
    page = PAGES.get(end.table)
    asked = end if end.table in PARTS else end.id
    return partial(session.open, page, asked) if page is not None else partial(session.open, "records", end)


def _datasets(session: Session, store: Store) -> list[Entry]:
    from prodops_desktop.datasets.reading import columns_of
    from prodops_desktop.datasets.store import all_datasets

    found, fields = [], []
    section, field = tr("Datasets"), tr("field")
    for one in all_datasets(store):
        detail = f"{one.version.file} · {counted(one.version.rows_accepted, '{n} row', '{n} rows')}"
        show, token = partial(session.open, "datasets", one.id), token_of("datasets", one.id)
        found.append(Entry(section, one.name, show, "database-outline", detail, words=one.version.file, noun=tr("dataset"), token=token))
        for column in columns_of(store, one.version.id):
            distinct = "" if column.distinct is None else counted(column.distinct, "{n} distinct value", "{n} distinct values")
            place = ColumnPlace(one.id, column.position)
            token = f"datasets/{one.id}/{column.position}"
            title = f"{one.name} › {' '.join(column.header.split())}"
            fields.append(
                Entry(tr("Columns"), title, partial(session.open, "datasets", place), "table-column", distinct, noun=field, token=token)
            )
    return [*found, *fields]


def _metrics(session: Session, store: Store) -> list[Entry]:
    from prodops_desktop.datasets.snapshot import current
    from prodops_desktop.metrics.catalogue import all_metrics

    return [
        Entry(
            tr("Metrics"),
            one.title,
            partial(session.open, "metrics", one.key),
            "chart-line",
            one.group,
            words=one.group,
            noun=tr("metric"),
            token=token_of("metrics", one.key),
        )
        for one in all_metrics(store, current(store))
    ]


def _records(session: Session, store: Store) -> list[Entry]:
    from prodops_desktop.areas import all_records
    from prodops_desktop.roadmap.briefs import all_briefs
    from prodops_desktop.roadmap.capacity import all_teams
    from prodops_desktop.roadmap.launches import all_gates

    records = [pair for pair in all_records(store) if pair[0].table in PLACES]
    records += [(End("brief", brief.id), brief.title) for brief in all_briefs(store)]
    records += [(End("gate", gate.id), gate.name) for gate in all_gates(store)]
    records += [(End("roadmap_team", team.id), team.name) for team in all_teams(store)]
    found = []
    for end, title in records:
        section, icon, noun = PLACES[end.table]
        page = PAGES.get(end.table, "records")
        token = token_of(page, end)
        found.append(Entry(section, title, opening(session, end), icon, noun=noun, token=token, many=True))
    return found
