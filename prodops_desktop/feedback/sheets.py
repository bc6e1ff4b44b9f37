"""Feedback as sheets for somebody: the items of a search, which come back edited without a difference in between, and the tags."""

from collections.abc import Sequence
from datetime import date

from prodops_desktop.datasets.sheets import AMOUNT, DAY, TEXT, RecordSheet, SheetColumn, SheetValue
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.model import IMPORTANCES, Item
from prodops_desktop.feedback.store import read_items
from prodops_desktop.feedback.taking import cut_for_excel, state_text
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.workspace import Store

_FIELDS: tuple[tuple[str, str, float], ...] = (
    ("code", TEXT, 10),
    ("when", DAY, 13),
    ("account", TEXT, 24),
    ("person", TEXT, 18),
    ("channel", TEXT, 12),
    ("title", TEXT, 30),
    ("text", TEXT, 60),
    ("importance", TEXT, 12),
    ("state", TEXT, 14),
    ("tags", TEXT, 32),
    ("feature", TEXT, 18),
    ("note", TEXT, 24),
)
_ABOUT = (
    SheetColumn("Customer’s segment", TEXT, 16),
    SheetColumn("Customer’s ARR", AMOUNT, 14),
    SheetColumn("Customer’s renewal", DAY, 14),
)
"""What stands beside for reading, and is not taken back."""
_AT_ONCE = 500


def feedback_sheets(store: Store, items: Sequence[int], customers: Customers) -> list[RecordSheet]:
    """“Feedback”, a row an item in this order, and “Tags” with what each means."""
    names = {tag.id: tag.name for tag in all_tags(store)}
    columns = tuple(SheetColumn(KINDS["feedback"].field(name).title, holds, width) for name, holds, width in _FIELDS)
    rows: list[tuple[SheetValue, ...]] = []
    for start in range(0, len(items), _AT_ONCE):
        some = read_items(store, items[start : start + _AT_ONCE])
        named = "SELECT item, account FROM feedback_now WHERE item BETWEEN ? AND ? AND account IS NOT NULL"
        low, high = min((one.id for one in some), default=0), max((one.id for one in some), default=0)
        accounts = dict(store.db.execute(named, (low, high)).fetchall())
        rows += [(*_cells(item, names), *_about(customers, accounts.get(item.id))) for item in some]
    return [RecordSheet("Feedback", (*columns, *_ABOUT), rows), _tags_sheet(store)]


def _cells(item: Item, names: dict[int, str]) -> tuple[SheetValue, ...]:
    tags = "; ".join(names[tag] for tag in item.tags if tag in names)
    words = (item.title, cut_for_excel(item.text), IMPORTANCES[item.importance])
    said = (day_or_text(item.day), item.account, item.person, item.channel)
    return (item.code, *said, *words, state_text(item), tags or None, item.feature, item.note)


def _about(customers: Customers, name: int | None) -> tuple[SheetValue, ...]:
    one = customers.of(name)
    if one is None:
        return (None, None, None)
    return (one.segment, one.arr, day_or_text(one.renewal))


def day_or_text(text: str | None) -> SheetValue:
    """A day as such; what is none stays as it is written."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return text


def _tags_sheet(store: Store) -> RecordSheet:
    columns = (
        SheetColumn("Tag", TEXT, 24),
        SheetColumn("Group", TEXT, 22),
        SheetColumn("Definition", TEXT, 50),
        SheetColumn("Example", TEXT, 44),
        SheetColumn("Not this", TEXT, 44),
    )
    return RecordSheet("Tags", columns, [(tag.name, tag.group_name, tag.definition, tag.example, tag.not_this) for tag in all_tags(store)])
