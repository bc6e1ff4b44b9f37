"""A workspace with customers and what they said, for the tests of needs: accounts by the real import, items as their tables keep them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.feedback.gathering import name_id
from prodops_desktop.feedback.words import searched_text
from prodops_desktop.workspace import Store

ACCOUNTS = """Account ID,Account,ARR,Segment,CSM,Renewal date
A-1,Acme,400000,Enterprise,Ana,2027-01-31
A-2,Beta,100000,Enterprise,Ben,2026-12-31
A-3,Gamma,50000,SMB,ana,
A-4,Delta,,SMB,,
A-5,Epsilon,25000,,Ben,
"""
"""Delta has no known ARR and no CSM, Epsilon no segment."""


@dataclass(frozen=True)
class Said:
    """An item that an import brought, or with ``part`` 0 one that was typed."""

    at: str
    account: str | None = None
    tags: Sequence[str] = ()
    importance: int = 0
    channel: str = "CS"
    part: int = 0
    standing: str = "inbox"
    text: str = "They asked."


def add(store: Store, said: Iterable[Said]) -> list[int]:
    """Add items with their tags and return their ids; an import of a part stands once :func:`stand` was called."""
    found = []
    with store.edit("Add"):
        for one in said:
            if one.part:
                item = _imported(store, one)
            else:
                values = {"account": one.account, "at": one.at, "channel": one.channel, "importance": str(one.importance)}
                item = triage.add_item(store, one.text, values)[1]
            found.append(item)
            for name in one.tags:
                triage.tag_items(store, [item], taxonomy.find_tag(store, name).id)
    return found


def stand(store: Store, part: int, *, here: bool = True) -> None:
    """Bring an import, or take it back."""
    with store.edit("Import"):
        if here:
            store.db.execute("INSERT INTO feedback_batch (part, version, kind) VALUES (?, 1, 'feedback')", (part,))
        else:
            store.db.execute("DELETE FROM feedback_batch WHERE part = ?", (part,))


def _imported(store: Store, one: Said) -> int:
    account = name_id(store, "account", one.account) if one.account else None
    cursor = store.db.execute(
        "INSERT INTO feedback_item (kind, at, channel, account, text, importance, standing) VALUES ('feedback', ?, ?, ?, ?, ?, ?)",
        (one.at, one.channel, account, one.text, one.importance, one.standing),
    )
    item = int(cursor.lastrowid or 0)
    store.db.execute("INSERT INTO feedback_place (part, item, row) VALUES (?, ?, ?)", (one.part, item, item))
    store.db.execute(
        "INSERT INTO feedback_now (item, part, state, at, channel, account, importance, root, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (item, one.part, one.standing, one.at, one.channel, account, one.importance, item),
    )
    store.db.execute("INSERT INTO feedback_search (rowid, words) VALUES (?, ?)", (item, searched_text(one.text)))
    return item
