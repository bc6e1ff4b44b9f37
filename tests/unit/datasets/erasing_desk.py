"""A workspace from which records are erased for good: an item of feedback with all that may quote it, and what others said."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook

from prodops_desktop.datasets.erasing.erasing import Erased, erase
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.feedback import store as feedback_store
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.roadmap import briefs
from prodops_desktop.roadmap import store as roadmap_store
from prodops_desktop.roadmap.model import Item
from prodops_desktop.workspace import Store, Workspace, settings, undo
from prodops_desktop.workspace.links import End, link
from tests.new_workspace import new_workspace
from tests.unit.sheets_here import import_here

SAID = "Quizzical xylophones vanish whenever our juvenile zookeeper exports twelve wombat ledgers."
TITLE = "Xylophones vanish"
PERSON = "Wilhelmina Quackenbush"
NOTE = "Furious kangaroo escalated this to everybody upstairs."
OTHER = "The audit log is missing in the API, please add it soon."
HEAD = ["Text", "Title", "Account", "Date", "Person", "Channel"]
MINE = [SAID, TITLE, "Zymurgy Labs", "2026-11-20", PERSON, "CS"]
THEIRS = [OTHER, "Audit", "Halden Bank", "2026-11-19", "Ana Other", "CS"]
WORDS = ("xylophon", "quizzical", "zookeeper", "wombat", "quackenbush", "wilhelmina", "kangaroo", "zymurgy")


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    sheet = book.create_sheet("Voices", 0)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def csv_of(path: Path, lines: str) -> Path:
    path.write_text(lines, encoding="utf-8")
    return path


def fill(workspace: Workspace, folder: Path) -> None:
    """An imported item FB-1 that came twice, with all that can be decided about it and with what quotes it; and others."""
    do(workspace, lambda store: settings.set_setting(store, "today", "2026-11-23"))
    import_here(workspace, workbook(folder / "Voices_Q3.xlsx", [HEAD, MINE, THEIRS]), kind="feedback", name="Voices")
    again = [HEAD, THEIRS, MINE, ["Dark mode would be nice to have at night.", "", "Halden Bank", "2026-11-21", "", "CS"]]
    import_here(workspace, workbook(folder / "Voices_Q4.xlsx", again), kind="feedback", name="Voices")
    scores = f'score,when,account,comment\n99,2026-11-20,Halden Bank,"{SAID}"\n9,2026-11-21,Halden Bank,\n'
    import_here(workspace, csv_of(folder / "NPS.csv", scores), kind="nps", name="NPS Q3")
    import_here(workspace, csv_of(folder / "list.csv", "day,amount\n2026-01-05,10\n2026-01-06,20\n"), name="Amounts")
    other = f"day,words\n2026-01-05,hello\n2026-01-06,“{SAID}”\n"
    import_here(workspace, csv_of(folder / "calls.csv", other), name="Calls")
    do(workspace, lambda store: triage.correct(store, [1], {"note": NOTE, "person": f"{PERSON} Jr"}))
    do(workspace, lambda store: triage.tag_items(store, [1, 2], find_tag(store, "Data out").id))
    do(workspace, lambda store: triage.snooze(store, [1], date(2026, 12, 1)))
    do(workspace, undo.undo)
    do(workspace, undo.redo)
    do(workspace, lambda store: triage.merge_items(store, [2], 1))
    do(workspace, lambda store: triage.add_item(store, "They said: nothing works on Mondays at all.", {"account": "Halden Bank"}))
    do(workspace, lambda store: triage.duplicate_item(store, 3))
    _, item = do(workspace, lambda store: roadmap_store.save_item(store, Item(0, "RM-1", "Better exports")))
    _, brief = do(workspace, lambda store: briefs.add_brief(store, item, "discovery", {}))
    quoted = (
        f"# Why\n\n> “Quizzical xylophones vanish whenever our juvenile\n> zookeeper exports twelve wombat ledgers\\.”\n\nAnd {NOTE} Stays."
    )
    do(workspace, lambda store: briefs.save_brief(store, brief, "Exports", quoted))
    do(workspace, lambda store: briefs.save_brief(store, brief, "Exports 2", f"{quoted} Really."))
    do(workspace, lambda store: link(store, "related", End("feedback_item", 1), End("roadmap_item", item), (TITLE, "RM-1 Better exports")))
    do(workspace, lambda store: feedback_store.save_search(store, "exports", f'"{TITLE}"'))
    do(workspace, lambda store: save_entry(store, "person", "Ana Ruiz", {"note": f"See “{SAID}”"}))


def do(workspace: Workspace, change: Callable[[Store], Any]) -> Any:
    return workspace.run(change).result()


def quoted_rows(workspace: Workspace, *, history_too: bool = False) -> dict[tuple[str, str], tuple[str, ...]]:
    """Every row of every table that can be read as SQLite quotes it, by table and key."""
    found = {}
    with workspace.reading() as store:
        names = [row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts5%'")]
        for table in names:
            if table.startswith(("sqlite_", "_sqlite", "feedback_search")) or (table.startswith(("h_", "change")) and not history_too):
                continue
            info = store.db.execute(f"PRAGMA table_info({table})").fetchall()
            key = "||'/'||".join(row["name"] for row in info if row["pk"]) or "rowid"
            quoted = ", ".join(f"quote({row['name']})" for row in info)
            found.update({(table, str(row[0])): tuple(row)[1:] for row in store.db.execute(f"SELECT {key}, {quoted} FROM {table}")})
    return found


def holds(folder: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Which files of a folder hold which of these words, in whichever case."""
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        lower = subprocess.check_output(["cat", file]).lower()  # to open it here would drop the locks that SQLite has on it
        for word in words:
            if word.encode() in lower or word.encode("utf-16-le") in lower:
                found.append((file.name, word))
    return found


@dataclass
class Desk:
    workspace: Workspace
    folder: Path

    def erase(self, end: End, **choices: Any) -> Erased:
        return erase(self.workspace, end, **{"backups": True, **choices})

    def left(self, *words: str) -> list[tuple[str, str]]:
        """What is left of these words in any file, while the workspace is open, and once it is closed."""
        return holds(self.folder, words)


@cache
def _made() -> bytes:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with open_workspace(new_workspace(folder / "here.prodops")) as workspace:
            fill(workspace, folder)
        return (folder / "here.prodops").read_bytes()


@contextmanager
def desk_in(folder: Path) -> Iterator[Desk]:
    """Such a workspace, alone in a new folder in this one."""
    own = folder / "desk"
    own.mkdir()
    (own / "here.prodops").touch(0o600)
    (own / "here.prodops").write_bytes(_made())
    with open_workspace(own / "here.prodops") as workspace:
        yield Desk(workspace, own)
