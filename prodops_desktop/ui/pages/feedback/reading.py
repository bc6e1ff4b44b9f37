"""What the page Feedback reads: how much waits, the tags with their counts, the rows of a list, and everything behind one item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from prodops_desktop.datasets.provenance import source_place
from prodops_desktop.datasets.store import find_version
from prodops_desktop.feedback.accounts import Customer, Customers, read_customers
from prodops_desktop.feedback.model import Item, SavedSearch, Tag, TagGroup
from prodops_desktop.feedback.store import HERE, all_searches, find_item, merged_into, places_of, read_items, waiting
from prodops_desktop.feedback.taxonomy import all_groups, all_tags
from prodops_desktop.registry.entries import all_entries
from prodops_desktop.ui.records.links import LinkRow, read_links
from prodops_desktop.ui.records.sources import RowPlace, SourceRow
from prodops_desktop.ui.texts import tr
from prodops_desktop.work import clock
from prodops_desktop.workspace import Store, settings
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import RecordStep, record_steps, rows_ever

_MOST_SOURCES = 5
_LOOKED_AT = 500


@dataclass(frozen=True)
class Board:
    """How feedback stands as a whole. ``waiting`` is the badge: what is in the inbox, snoozed items that are due among it.

    ``counts`` are the mentions of each tag that are here, ``recent`` the tags given last, the latest first.
    """

    customers: Customers
    groups: tuple[TagGroup, ...]
    tags: tuple[Tag, ...]
    counts: Mapping[int, int]
    recent: tuple[int, ...]
    searches: tuple[SavedSearch, ...]
    people: tuple[str, ...]
    waiting: int
    done_today: int
    items: int
    archived: int
    left_out: int
    today: date

    def tag(self, tag: int) -> Tag | None:
        """The tag with this id."""
        return next((one for one in self.tags if one.id == tag), None)


@dataclass(frozen=True)
class Row:
    """An item as a list shows it, with its customer and the names of its tags."""

    item: Item
    customer: Customer | None
    tags: tuple[str, ...]

    @property
    def who(self) -> str:
        """Whose words they are: the account, else the person, else the channel."""
        return (self.customer.name if self.customer else None) or self.item.account or self.item.person or self.item.channel


@dataclass(frozen=True)
class ItemDetail:
    """What stands behind an item: what is merged into it, links, the rows it came from, and its steps."""

    row: Row
    merged: tuple[Row, ...]
    links: list[LinkRow]
    sources: list[SourceRow]
    steps: list[RecordStep]
    names: Mapping[tuple[str, int], str]


def read_board(store: Store, before: Customers | None = None) -> Board:
    """How feedback stands as a whole; ``before`` makes reading the customers cheap while nothing of them changed."""
    today = settings.today(store)
    states = dict(store.db.execute(f"SELECT n.state, count(*) FROM feedback_now n WHERE {HERE} GROUP BY n.state").fetchall())
    done = "SELECT count(*) FROM feedback_triage WHERE decided BETWEEN ?1 AND ?1 || 'T24' AND state IS NOT NULL AND state <> 'inbox'"
    return Board(
        read_customers(store, before),
        tuple(all_groups(store)),
        tuple(all_tags(store)),
        _counts(store),
        _recent(store),
        tuple(all_searches(store)),
        tuple(entry.name for entry in all_entries(store, "person")),
        waiting(store),
        int(store.db.execute(done, (clock.now().date().isoformat(),)).fetchone()[0]),
        sum(states.values()) - states.get("out", 0),
        states.get("archive", 0),
        states.get("out", 0),
        today,
    )


def read_rows(store: Store, items: Sequence[int], customers: Customers, tags: Mapping[int, str]) -> list[Row]:
    """The rows of a list, for those of these items that are here."""
    names = {
        row[0]: row[1]
        for row in store.db.execute(
            "SELECT item, account FROM feedback_now WHERE item IN (SELECT value FROM json_each(?))", (str(list(items)),)
        )
    }
    return [_row(item, customers.of(names.get(item.id)), tags) for item in read_items(store, items)]


def read_detail(store: Store, item: int, customers: Customers) -> ItemDetail:
    """Everything behind one item; raises UserError when it is gone."""
    find_item(store, item)
    tags = {tag.id: tag.name for tag in all_tags(store)}
    rows = read_rows(store, [item, *merged_into(store, item)], customers, tags)
    steps = record_steps(
        store,
        [(table, row) for table in ("feedback_triage", "feedback_tag", "feedback_typed") for row in rows_ever(store, table, "item", item)],
    )
    return ItemDetail(rows[0], tuple(rows[1:]), read_links(store, End("feedback_item", item)), _sources(store, item), steps, _names(store))


def _row(item: Item, customer: Customer | None, tags: Mapping[int, str]) -> Row:
    return Row(item, customer, tuple(tags[tag] for tag in item.tags if tag in tags))


def _counts(store: Store) -> dict[int, int]:
    """The mentions of each tag."""
    standing = "m.part = 0 OR m.part IN (SELECT part FROM feedback_batch)"
    return dict(store.db.execute(f"SELECT m.tag, count(*) FROM feedback_mention m WHERE {standing} GROUP BY m.tag").fetchall())


def _recent(store: Store) -> tuple[int, ...]:
    """The tags that were given last to what counts, the latest first; of each the last few hundred items are looked at."""
    given = f"SELECT f.id, f.item FROM feedback_tag f WHERE f.tag = t.id ORDER BY f.id DESC LIMIT {_LOOKED_AT}"
    counting = f"SELECT max(g.id) FROM ({given}) g JOIN feedback_now n ON n.item = g.item WHERE n.state NOT IN ('out', 'deleted')"
    latest = f"SELECT t.id, ({counting}) AS given FROM tag t"
    return tuple(row[0] for row in store.db.execute(f"SELECT id FROM ({latest}) WHERE given IS NOT NULL ORDER BY given DESC"))


def _sources(store: Store, item: int) -> list[SourceRow]:
    found = []
    for part, row in places_of(store, item)[:_MOST_SOURCES]:
        version = store.db.execute("SELECT version FROM version_part WHERE part = ?", (part,)).fetchone()
        if version is None:
            continue  # its dataset was deleted; the item stays
        about = find_version(store, version[0])
        sheet, line = source_place(store, part, row)
        found.append(
            SourceRow(tr("Words, author, day"), about.file, sheet, line, about.as_of, RowPlace(about.dataset, about.id, part, row))
        )
    return found


def _names(store: Store) -> dict[tuple[str, int], str]:
    """The names that the history speaks of by number: tags, gone ones too, and accounts that were given by hand."""
    found = {
        ("tag", row[0]): str(row[1])
        for row in store.db.execute("SELECT id, name FROM h_tag WHERE name IS NOT NULL UNION ALL SELECT id, name FROM tag")
    }
    accounts = "SELECT account FROM feedback_triage UNION SELECT account FROM h_feedback_triage"
    found |= {("account", row[0]): str(row[1]) for row in store.db.execute(f"SELECT id, text FROM name WHERE id IN ({accounts})")}
    return found
