"""Derives how feedback stood at a past moment, which triggers keep up for today, from what was decided about it then."""

import re

from prodops_desktop.workspace.driver import Connection
from prodops_desktop.workspace.migrations.m0004_triggers import IS_NEED, STANDS, weight
from prodops_desktop.workspace.tracking import TWIN

SOURCES = frozenset({"feedback_batch", "feedback_tag", "feedback_triage", "feedback_typed"})
"""The tables that it follows from."""
_NOW, _MENTION = "feedback_now", "feedback_mention"
_ELSEWHERE = "SELECT p.part FROM feedback_place p JOIN feedback_batch b ON b.part = p.part WHERE p.item = n.item LIMIT 1"

_TYPED_LATER = f"""
    SELECT y.item FROM (SELECT id, item FROM main.feedback_typed UNION SELECT id, item FROM main.{TWIN}feedback_typed) y
    WHERE y.item IS NOT NULL AND y.id IN (
        SELECT id FROM main.{TWIN}feedback_typed GROUP BY id HAVING min(change) > ?1 AND min(CASE op WHEN 'I' THEN change END) = min(change)
    )
"""
"""The items whose words were written only after a step; an item whose words were taken back and came again since was there before."""

_STOOD = f"""
    INSERT INTO temp.{_NOW} (item, part, state, until, at, channel, account, importance, root, counts)
    SELECT i.id, CASE WHEN {STANDS.format("n")} THEN n.part ELSE coalesce(({_ELSEWHERE}), n.part) END,
        CASE WHEN i.kind = 'typed' AND y.id IS NULL THEN 'deleted' ELSE coalesce(t.state, i.standing) END, t.until,
        coalesce(t.at, i.at), coalesce(t.channel, i.channel), coalesce(t.account, i.account),
        coalesce(t.importance, i.importance), coalesce(t.merged_into, i.id), 1
    FROM main.{_NOW} n JOIN feedback_item i ON i.id = n.item LEFT JOIN feedback_triage t ON t.item = i.id
    LEFT JOIN feedback_typed y ON y.item = i.id
"""
_COUNTED = f"""
    UPDATE temp.{_NOW} SET counts = 0 WHERE state = 'deleted' OR item IN (
        SELECT item FROM (
            SELECT n.item, row_number() OVER (
                PARTITION BY n.root, n.account ORDER BY NOT {STANDS.format("n")}, n.item <> n.root, n.at, n.item
            ) AS place
            FROM {_NOW} n WHERE n.state <> 'deleted' AND n.root IN (SELECT root FROM {_NOW} WHERE root <> item)
        ) WHERE place > 1
    )
"""
"""Of what was merged and is of one account one item counts: one that was here, the root before any other, then the earliest."""
_MENTIONED = f"""
    INSERT INTO temp.{_MENTION} (tag, account, item, at, channel, importance, part)
    SELECT f.tag, coalesce(n.account, 0), n.item, n.at, n.channel, {weight("n")}, n.part
    FROM feedback_tag f JOIN {_NOW} n ON n.root = f.item JOIN {_NOW} r ON r.item = n.root WHERE n.counts = 1 AND {IS_NEED}
"""


def derive(connection: Connection, position: int) -> None:
    """Hide the derived tables of a connection that sees what was decided as of the step ``position`` by temporary ones of then.

    Items that were typed later are not there; those that came with later imports are hidden, as those of undone ones are.
    """
    later = [row[0] for row in connection.execute(_TYPED_LATER, (position,))]
    if later:
        listed = ", ".join(map(str, later))
        connection.execute(f"CREATE TEMP VIEW feedback_item AS SELECT * FROM main.feedback_item WHERE id NOT IN ({listed})")
    for table, fills in ((_NOW, (_STOOD, _COUNTED)), (_MENTION, (_MENTIONED,))):
        made = dict(
            connection.execute("SELECT sql, type FROM main.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)).fetchall()
        )
        connection.execute(_in_temp(next(sql for sql, type_ in made.items() if type_ == "table")))
        for fill in fills:
            connection.execute(fill)
        for sql in (sql for sql, type_ in made.items() if type_ == "index"):
            connection.execute(_in_temp(sql))


def _in_temp(sql: str) -> str:
    """A statement that makes a table or an index, for a temporary one."""
    return re.sub(r"^CREATE (TABLE|INDEX) ", r"CREATE \1 temp.", sql)
