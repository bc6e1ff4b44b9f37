"""What keeps the promise that nothing is lost: where undo ends and why, and steps that go back to an earlier one."""

TRACKED = ()
UNTRACKED = ("barrier", "identity")

SQL = """
-- No step up to and including 'change' can be taken back or brought back any more; 'reason' completes “…, because”. Of kind 'pruned' the
-- images of these steps are gone, too, and only their headings are left; of kind 'erased' those of one record; of kind 'shape' a migration
-- made them unusable.
CREATE TABLE barrier (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    change INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('shape', 'pruned', 'erased')),
    reason TEXT NOT NULL
) STRICT;

-- 'kind' of a step may be 'back', 'repair' or 'erase', too, and 'undoes' is empty where a going back had taken away what it would name.
-- Of a step of kind 'back': the newest step that it leaves in effect; it takes away what lies between. 0 is the empty file.
ALTER TABLE change ADD COLUMN back_to INTEGER;

-- One row: what tells this workspace from any other, whatever it is called. Copies of it have the same.
CREATE TABLE identity (
    id TEXT NOT NULL
) STRICT;

INSERT INTO identity VALUES (lower(hex(randomblob(16))));

CREATE INDEX change_back ON change (back_to) WHERE back_to IS NOT NULL AND undone = 0;
"""
