"""Feedback: what was said and by whom, how it was triaged and tagged, the tags that ship, and searches that are kept."""

import json

from prodops_desktop.work import resources
from prodops_desktop.workspace.migrations.m0004_triggers import TRIGGERS

TRACKED = (
    "tag_group",
    "tag",
    "feedback_batch",
    "feedback_typed",
    "feedback_triage",
    "feedback_tag",
    "saved_search",
)
_INDEX = "feedback_search"
SOUGHT = (("feedback_triage", "item"), ("feedback_tag", "item"), ("feedback_typed", "item"))
UNTRACKED = (
    "feedback_item",
    "feedback_place",
    "feedback_now",
    "feedback_mention",
    *(f"{_INDEX}{part}" for part in ("", "_data", "_idx", "_config")),  # SQLite keeps the index of words in these
)


_TABLES = """
-- What is needed, on two levels. 'key' is the name as it is compared: case-folded, with blanks for “_” and “-”.
CREATE TABLE tag_group (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tag_group INTEGER NOT NULL REFERENCES tag_group (id),
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    definition TEXT,
    example TEXT,
    not_this TEXT,
    note TEXT
) STRICT;

CREATE INDEX tag_tag_group ON tag (tag_group);

-- One thing that somebody said, as it came; written once and never changed, so that it outlives its file, and known again by its
-- 'identity'. One that was typed here has none, and its words lie in 'feedback_typed'. 'standing' is where the policy of the inbox puts
-- it: inbox, archive (older than the policy's days), or out (left out).
CREATE TABLE feedback_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity BLOB UNIQUE,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    channel TEXT NOT NULL,
    account INTEGER REFERENCES name (id),
    person TEXT,
    feature INTEGER REFERENCES name (id),
    title TEXT,
    text TEXT NOT NULL,
    importance INTEGER NOT NULL DEFAULT 0 CHECK (importance BETWEEN 0 AND 3),
    reference TEXT,
    remark TEXT,
    standing TEXT NOT NULL CHECK (standing IN ('inbox', 'archive', 'out'))
) STRICT;

-- Every row of an imported part that an item stands in.
CREATE TABLE feedback_place (
    part INTEGER NOT NULL,
    item INTEGER NOT NULL REFERENCES feedback_item (id),
    row INTEGER NOT NULL,
    PRIMARY KEY (part, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX feedback_place_item ON feedback_place (item);

-- An import of feedback: while it stands, the items of its part are here. Undoing the import hides them, and loses nothing.
CREATE TABLE feedback_batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    part INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL
) STRICT;

-- The words of an item that was typed here; while they stand, so does the item. 'words' is what of them is searched.
CREATE TABLE feedback_typed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL UNIQUE REFERENCES feedback_item (id),
    title TEXT,
    text TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;

-- What was decided about an item; what is empty is as it came. 'merged_into' is the item that it says the same as, never a merged one.
CREATE TABLE feedback_triage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL UNIQUE REFERENCES feedback_item (id),
    state TEXT CHECK (state IN ('inbox', 'snoozed', 'done', 'archive', 'merged', 'deleted')),
    until TEXT,
    decided TEXT,
    merged_into INTEGER REFERENCES feedback_item (id),
    importance INTEGER CHECK (importance BETWEEN 0 AND 3),
    account INTEGER REFERENCES name (id),
    person TEXT,
    channel TEXT,
    at TEXT,
    note TEXT,
    CHECK ((state IS 'snoozed') = (until IS NOT NULL)),
    CHECK ((state IS 'merged') = (merged_into IS NOT NULL))
) STRICT;

CREATE INDEX feedback_triage_merged ON feedback_triage (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX feedback_triage_decided ON feedback_triage (decided);

CREATE TABLE feedback_tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item INTEGER NOT NULL REFERENCES feedback_item (id),
    tag INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    UNIQUE (item, tag)
) STRICT;

CREATE INDEX feedback_tag_tag ON feedback_tag (tag, id);

-- A search that is kept; one that 'catches' brings tickets into the inbox that the policy would leave out.
CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,
    catches INTEGER NOT NULL DEFAULT 0 CHECK (catches IN (0, 1))
) STRICT;

-- Derived by triggers: how each item stands now. 'part' is one that stands and has it (0: typed here), 'root' the item that it is merged
-- into or itself, and 'counts' is 0 where another item of the same root and the same account counts for it.
CREATE TABLE feedback_now (
    item INTEGER PRIMARY KEY,
    part INTEGER NOT NULL,
    state TEXT NOT NULL,
    until TEXT,
    at TEXT NOT NULL,
    channel TEXT NOT NULL,
    account INTEGER,
    importance INTEGER NOT NULL,
    root INTEGER NOT NULL,
    counts INTEGER NOT NULL
) STRICT;

CREATE INDEX feedback_now_state ON feedback_now (state, at, item, part);
CREATE INDEX feedback_now_at ON feedback_now (at, item);
CREATE INDEX feedback_now_account ON feedback_now (account, at);
CREATE INDEX feedback_now_merged ON feedback_now (root, account, at, item) WHERE root <> item;
CREATE INDEX feedback_now_received ON feedback_now (at, account, channel, part) WHERE counts = 1 AND state <> 'out' AND state <> 'deleted';

-- Derived by triggers: an item under each of the tags of its root, where it counts. 'account' 0 is none known.
CREATE TABLE feedback_mention (
    tag INTEGER NOT NULL,
    account INTEGER NOT NULL,
    item INTEGER NOT NULL,
    at TEXT NOT NULL,
    channel TEXT NOT NULL,
    importance INTEGER NOT NULL,
    part INTEGER NOT NULL,
    PRIMARY KEY (tag, account, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX feedback_mention_item ON feedback_mention (item);

-- The words of each item, case-folded and without accents, by its id.
CREATE VIRTUAL TABLE feedback_search USING fts5 (words, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii');

-- For other programs.
CREATE VIEW v_tags AS
    SELECT t.id, g.name AS tag_group, t.name, t.definition, t.example, t.not_this, t.note FROM tag t JOIN tag_group g ON g.id = t.tag_group;

CREATE VIEW v_feedback AS
    SELECT i.id, n.at, n.channel, a.text AS account, coalesce(t.person, i.person) AS person, coalesce(y.title, i.title) AS title,
        coalesce(y.text, i.text) AS text, n.importance, n.state, n.until, t.merged_into, t.note, i.reference, i.remark,
        (SELECT group_concat(g.name, '; ') FROM feedback_tag f JOIN tag g ON g.id = f.tag WHERE f.item = i.id) AS tags
    FROM feedback_now n JOIN feedback_item i ON i.id = n.item LEFT JOIN feedback_triage t ON t.item = i.id
    LEFT JOIN feedback_typed y ON y.item = i.id LEFT JOIN name a ON a.id = n.account
    WHERE n.state <> 'deleted' AND (n.part = 0 OR n.part IN (SELECT part FROM feedback_batch));
"""


def _shipped_tags() -> str:
    """Statements that add the tags that ship, which are there from the start and are no step of the history."""
    shipped = json.loads((resources.folder() / "defaults" / "tags.json").read_text(encoding="utf-8"))
    made = []
    for place, group in enumerate(shipped["groups"], 1):
        made.append(
            f"INSERT INTO tag_group (id, name, key, position) VALUES ({place}, {_text(group['name'])}, {_key(group['name'])}, {place})"
        )
        for position, tag in enumerate(group["tags"], 1):
            told = ", ".join(_text(tag[column]) for column in ("definition", "example", "not_this"))
            made.append(
                "INSERT INTO tag (tag_group, name, key, position, definition, example, not_this) "
                f"VALUES ({place}, {_text(tag['name'])}, {_key(tag['name'])}, {position}, {told})"
            )
    return "".join(f"{statement};\n" for statement in made)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _key(name: str) -> str:
    return _text(name.casefold().replace("-", " "))


SQL = _TABLES + TRIGGERS + _shipped_tags()
