"""Says what a step changed as lines for people: record, field as its inspector calls it, what stood there and what stands there now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from prodops_desktop.areas import area_of
from prodops_desktop.ui import formats
from prodops_desktop.ui.history import held_rows
from prodops_desktop.ui.history.row_names import ROW_KINDS, LookedUp, RowNames
from prodops_desktop.ui.pages.experiments import wording as experiments
from prodops_desktop.ui.pages.feedback import fields as feedback
from prodops_desktop.ui.pages.feedback import need_fields as needs
from prodops_desktop.ui.pages.roadmap import history_wording as roadmap
from prodops_desktop.ui.pages.tools import wording as tools
from prodops_desktop.ui.records.history import QUIET, Write, field_name
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import KINDS, End
from prodops_desktop.workspace.record_history import ADDED, DELETED, RowChange, StoredRow, ValueChange

UNTOLD = frozenset({"taken", "feedback_batch", "version_part", "dead", "version", "view_column", "view_filter", "view_value"})
"""Tables of an import whose rows say nothing to people: the facts of the version say it; and those of what a view is made of."""
_UNTOLD_COLUMNS = QUIET | {"name_key", "created_at", "text_key", "icc_key"}
_POINTERS = {"owner": "person", "tag_group": "tag_group", "dataset": "dataset", "goal": "goal", "segment": "user_segment"}
_YES_NO = frozenset({"counts", "catches"})


@dataclass(frozen=True)
class ChangeLine:
    """One value that changed: whose it is, in which field, before and after; ``end`` is the row and ``shown`` the record to show for it."""

    end: End
    column: str
    record: str
    field: str
    before: str
    after: str
    what: str
    shown: End | None

    @property
    def key(self) -> tuple[str, int, str]:
        """What makes it the same line after a refresh."""
        return (self.end.table, self.end.id, self.column)


class Wording:
    """Words of all areas for one reading of the file."""

    def __init__(self, store: Store) -> None:
        self.names = RowNames(store)
        names = self.names
        register = LookedUp[tuple[str, int]](lambda key: names.name(End(*key)))
        groups = LookedUp[int](lambda group: names.name(End("tag_group", group)))
        accounts = LookedUp[tuple[str, int]](partial(_account_or, store, names))
        written: dict[str, tuple[Mapping[str, str], Write]] = {
            "tools": (tools.history_names(), partial(tools.write_stored, register)),
            "experiments": (experiments.history_names(), partial(experiments.write_stored, register)),
            "feedback": (feedback.history_names(), partial(feedback.write_stored, accounts)),
            "roadmap": (roadmap.history_names(), partial(roadmap.write_stored, register)),
        }
        tags = ({**needs.history_names(), "name": tr("Name")}, partial(needs.write_stored, groups))
        own: tuple[Mapping[str, str], Write] = (_names(), partial(_write, register))
        self._of: Callable[[str], tuple[Mapping[str, str], Write]] = lambda table: (
            tags if table in ("tag", "tag_group") else written.get(area_of(table), own)
        )

    def field(self, table: str, column: str) -> str:
        """What a column is called."""
        name = field_name(self._of(table)[0], table, column)
        return name[:1].upper() + name[1:]

    def value(self, table: str, column: str, row: StoredRow) -> str:
        """What a row holds in a column; “empty” where it holds nothing that means something."""
        text = self._of(table)[1](table, column, row) if row else formats.MISSING
        return tr("empty") if text in (formats.MISSING, "") else text

    def lines(self, change: RowChange) -> list[ChangeLine]:
        """What a step did to a row, a line a value; nothing of what is kept only for the program."""
        if change.table in UNTOLD or not change.values:
            return []
        end, row = End(change.table, change.row), _full(change)
        record, shown = self.names.title(end, row), self.names.shown(end, row)
        if change.table == "link":
            return [self._link(change, record, shown)]
        if change.table == "quarantine_mend":
            return [self._mend(change, record, shown)]
        found = []
        for value in change.values:
            if value.column in _UNTOLD_COLUMNS or value.column in _pointing(change.table):
                continue
            before = self.value(change.table, value.column, value.row_before)
            after = tr("deleted") if change.what == DELETED else self.value(change.table, value.column, value.row_after)
            found.append(ChangeLine(end, value.column, record, self.field(end.table, value.column), before, after, change.what, shown))
        return found or [self._whole(change, record, shown)]

    def columns(self, table: str, row: StoredRow) -> list[str]:
        """The columns of a row that are told to people, in the order of the table."""
        return [column for column in row if column != "id" and column not in _UNTOLD_COLUMNS and column not in _pointing(table)]

    def _whole(self, change: RowChange, record: str, shown: End | None) -> ChangeLine:
        """A row of which only the program knows more: that it came, changed or went."""
        there, gone = tr("there"), tr("not there")
        before, after = {ADDED: (gone, there), DELETED: (there, gone)}.get(change.what, (tr("as it was"), tr("changed")))
        field = change.table.replace("_", " ")
        return ChangeLine(End(change.table, change.row), "", record, field[:1].upper() + field[1:], before, after, change.what, shown)

    def _mend(self, change: RowChange, record: str, shown: End | None) -> ChangeLine:
        """A cell of a row in quarantine, which is as it came where nothing is written over it."""
        raw = held_rows.raw_text(self.names.store, _full(change))
        before, after = (str(row.get("text", raw)) for row in (change.values[0].row_before, change.values[0].row_after))
        end = End(change.table, change.row)
        return ChangeLine(end, "text", record, tr("Text"), before or tr("empty"), after or tr("empty"), change.what, shown)

    def _link(self, change: RowChange, record: str, shown: End | None) -> ChangeLine:
        row = _full(change)
        table, id_ = row.get("to_table"), row.get("to_id")
        other = self.names.title(End(str(table), id_)) if isinstance(id_, int) else ""
        before, after = (tr("empty"), other) if change.what != DELETED else (other, tr("deleted"))
        kind = tr(KINDS.get(str(row.get("kind")), ("link", ""))[0])
        return ChangeLine(End("link", change.row), "to_id", record, kind[:1].upper() + kind[1:], before, after, change.what, shown)


def _account_or(store: Store, names: RowNames, key: tuple[str, int]) -> str:
    """What feedback speaks of: an account by the number of its name, everything else as elsewhere."""
    if key[0] != "account":
        return names.name(End(*key))
    row = store.db.execute("SELECT text FROM name WHERE id = ?", (key[1],)).fetchone()
    return str(row[0]) if row is not None else ""


def _full(change: RowChange) -> StoredRow:
    """The row as it was after the step, or before it where it is gone."""
    value: ValueChange = change.values[0]
    return value.row_after or value.row_before


def _pointing(table: str) -> tuple[str, ...]:
    """The columns that say what a row hangs on, which its title says."""
    kind = ROW_KINDS[table]
    return ((kind.holder[0],) if kind.holder is not None else kind.named_holder or ()) + kind.said


def _names() -> dict[str, str]:
    """What the columns of the other areas are called for people."""
    return {
        "dataset.counts": tr("Counts in figures"),
        "target.value": tr("Target"),
        "rate.rate": tr("Rate"),
        "goal.target": tr("Target"),
        "alias.text": tr("Also called"),
        "quarantine_ruling.ruling": tr("Row in quarantine"),
        "quarantine_ruling.reason": tr("Why"),
        "starts": tr("First day"),
        "ends": tr("Last day"),
        "for_day": tr("For the day"),
    }


def _write(register: Mapping[tuple[str, int], str], _table: str, column: str, row: StoredRow) -> str:
    """A stored value of the other areas."""
    value = row.get(column)
    if value is None:
        return formats.MISSING
    if column in _POINTERS and isinstance(value, int):
        return register.get((_POINTERS[column], value), formats.MISSING)
    if column in _YES_NO:
        return tr("yes") if value else tr("no")
    if column in ("starts", "ends", "day", "for_day"):
        return formats.day(str(value))
    return formats.number(value) if isinstance(value, float) else str(value)
