"""Which columns hold words of a person, so that they are looked for and erased, and which hold words of the program."""

from prodops_desktop.workspace.driver import Connection
from prodops_desktop.workspace.tracking import TWIN

_PROGRAM = (
    "about_table amount_per applied_at as_of as_of_from at basis better bound_in changed choice created_at "
    "currency day decided done due due_precision ends field for_day format from_table grade hash horizon id imported_at kind later_as_of "
    "launch maximum mde_in metric migration_set minimum month name_kind notice_unit op other_table period point reach_as_of reach_source "
    "record_table renewal_unit reviewed ruled_at ruling sha256 shape spread standing starts starts_precision state status storage to_table "
    "thousands token until zone"
)
PROGRAM = frozenset(_PROGRAM.split())
"""Columns of days, codes and fixed words: nothing is looked for in them, and nothing of them elsewhere."""
_SHARED = (
    "area body category cells channel choices code code_key function header icc_from key label lane name_key parameter query reach_column "
    "reach_dataset reach_unit reasons reference region remark role rule segment sheet step stored surface team type typed unit value "
    "warnings who words "
)
SHARED = frozenset(_SHARED.split())
"""Columns of words that records have in common, or that follow from others: they are looked through, but not for what they say."""
_OWN = (
    "about avoid credential decision_rule definition domain early_reason email evidence example external_id hypothesis learning name "
    "not_this note outcome person problem reason start_how text title use_for website"
)
OWN = frozenset(_OWN.split())
"""Columns of a record’s own words."""
NAMES = frozenset({"name", "title", "person", "text"})
"""Those of them by which a record, or somebody, is called; “text” is that of an alias."""
PROPER = frozenset({"account", "alias", "person", "vendor"})
"""Tables whose names are those of somebody, and can’t be mistaken for other words."""
SAID = frozenset({"feedback_item", "feedback_typed"})
"""Tables of what customers said: others quote it, whole or in part."""
TYPED = frozenset({"feedback_typed", f"{TWIN}feedback_typed"})
"""Those that were typed here: whoever typed may have quoted another."""
AS_IT_CAME = SAID | TYPED | {"raw", "quarantine_mend", f"{TWIN}quarantine_mend"}
"""Tables of other people’s words, like the parts: of those nothing is erased that only happens to be said alike."""


def tables(connection: Connection) -> list[str]:
    """The tables that are looked through, without the parts."""
    found = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")
    left_out = ("sqlite_", "_sqlite_", "feedback_search", "erasing")
    return [name for (name,) in found if not name.startswith(left_out) and not _is_part(name)]


def parts(connection: Connection) -> list[int]:
    """The parts that are there, whatever versions say."""
    found = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name GLOB 'part_[0-9]*' ORDER BY name")
    return sorted(int(name.removeprefix("part_")) for (name,) in found)


def word_columns(connection: Connection, table: str) -> list[str]:
    """The columns of a table that may quote something."""
    found = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
    return [row["name"] for row in found if row["type"] == "TEXT" and row["name"] not in PROGRAM]


def key_of(connection: Connection, table: str) -> list[str]:
    """The columns that tell the rows of a table apart."""
    found = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
    return [row["name"] for row in sorted(found, key=lambda row: row["pk"]) if row["pk"]] or ["rowid"]


def _is_part(name: str) -> bool:
    return name.startswith("part_") and name.removeprefix("part_").isdecimal()
