"""Makes the workspace that feedback is measured with: 200,000 items of 200 accounts over two years, tagged, some 20,000 of them waiting."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.feedback.taxonomy import all_tags, save_tag
from prodops_desktop.feedback.triage import tag_items
from prodops_desktop.workspace import Store, Workspace, settings

TODAY = date(2026, 11, 23)
DAYS, ACCOUNTS, STRANGERS, PEOPLE = 730, 200, 40, 3_000
NOTES, TICKETS, COMMENTS = 100_000, 60_000, 40_000
ITEMS = NOTES + TICKETS + COMMENTS
FRESH_DAYS = 90
_OWN_TAGS = ("Export limits", "Scheduled PDF", "Audit log")
_TAGGED, _TAGGED_TWICE = 0.6, 0.4
_SEGMENTS, _REGIONS = ("Enterprise", "Mid-market", "SMB"), ("NA", "EMEA", "APAC", "LATAM")
_CHANNELS = ("CS", "CS", "Sales", "Support", "In-app", "In-app", "Research", "Community")
_WANTS = (
    "the export stops at 50,000 rows", "the monthly PDF comes too late", "the audit log is not in the API", "single sign-on fails",
    "the limit of seats is reached", "the dashboard loads for a minute", "we can’t find the filter", "the invoice has the wrong address",
    "the import of contacts skips rows", "permissions are all or nothing", "a report in Zürich shows yesterday", "the webhook comes twice",
)  # fmt: skip
_SYLLABLES = ("ka", "lo", "mi", "ren", "tu", "sal", "ber", "no", "ti", "vor", "dan", "pel", "qui", "ras", "en", "os", "hal", "gin", "fre")


def make_workspace(path: Path) -> None:
    """Accounts with ARR, notes, tickets and NPS comments brought in by the real import, and tags given as one gives them by keyboard."""
    dice = random.Random(11)
    words = _Words(dice)
    sheets: tuple[tuple[str, str, Iterable[Sequence[str]]], ...] = (
        ("Accounts", "accounts", _accounts(dice)),
        ("CS notes", "feedback", _notes(dice, words, NOTES)),
        ("Tickets", "tickets", _tickets(dice, words)),
        ("NPS", "nps", _comments(dice, words)),
    )
    with open_workspace(path, create=True) as workspace, TemporaryDirectory() as folder:
        workspace.run(_settle).result()
        for name, kind, rows in sheets:
            _import(workspace, Path(folder), name, kind, rows)
        for tag, items in _given(workspace, dice):
            workspace.run(partial(tag_items, items=items, tag=tag)).result()


def make_sheet(path: Path, rows: int) -> None:
    """Write other notes than those of the workspace, as somebody's spreadsheet has them, with the tags that somebody gave them there."""
    dice = random.Random(12)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("CS notes")
    for at, row in enumerate(_notes(dice, _Words(dice), rows)):
        tag = "Tags" if at == 0 else dice.choice(_OWN_TAGS) if dice.random() < _TAGGED else ""
        for column, text in enumerate((*row, tag)):
            sheet.write_string(at, column, text)
    book.close()


class _Words:
    """What people say: a wish in one of a dozen ways, and around it words of which some are frequent and most are rare."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._known = sorted({"".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) for _ in range(12_000)})
        dice.shuffle(self._known)
        weights = [1 / (place + 3) for place in range(len(self._known))]
        self._cumulated = list(accumulate(weights))

    def text(self, least: int = 8, most: int = 50) -> str:
        """Some sentences, two of three with a wish in them."""
        words = self._dice.choices(self._known, cum_weights=self._cumulated, k=self._dice.randint(least, most))
        if self._dice.random() < 0.65:
            words.insert(self._dice.randrange(len(words) + 1), self._dice.choice(_WANTS))
        return f"{' '.join(words).capitalize()}."

    def title(self) -> str:
        """A few words."""
        return " ".join(self._dice.choices(self._known, cum_weights=self._cumulated, k=4)).capitalize()


def _settle(store: Store) -> None:
    with store.edit("Begin a large desk of feedback"):
        settings.set_setting(store, "today", TODAY.isoformat())
        settings.set_setting(store, "feedback_fresh_days", str(FRESH_DAYS))
        for name in _OWN_TAGS:
            save_tag(store, {"name": name, "group": "Data out and access"})


def _import(workspace: Workspace, folder: Path, name: str, kind: str, rows: Iterable[Sequence[str]]) -> None:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as sheet:
        csv.writer(sheet).writerows(rows)
    import_file(workspace, ImportRequest(path, kind=kind, name=name, as_of=TODAY.isoformat()), takers=TAKERS)


def _accounts(dice: random.Random) -> Iterator[Sequence[str]]:
    yield "Account", "ARR", "Segment", "CSM", "Region", "Renewal date"
    for number in range(ACCOUNTS):
        renewal = TODAY + timedelta(days=dice.randrange(365))
        worth = str(round(10 ** dice.uniform(3.7, 6.2)))
        segment = dice.choices(_SEGMENTS, (1, 3, 5))[0]
        yield f"Company {number}", worth, segment, f"CSM {number % 8}", dice.choice(_REGIONS), renewal.isoformat()


def _notes(dice: random.Random, words: _Words, count: int) -> Iterator[Sequence[str]]:
    yield "Note", "Subject", "Account", "Date", "Contact", "Channel", "Importance"
    for _ in range(count):
        title = words.title() if dice.random() < 0.3 else ""
        importance = dice.choices(("", "nice", "important", "critical"), (6, 2, 2, 1))[0]
        yield words.text(), title, _who(dice), _day(dice), _person(dice), dice.choice(_CHANNELS), importance


def _tickets(dice: random.Random, words: _Words) -> Iterator[Sequence[str]]:
    yield "Ticket ID", "Subject", "Description", "Account", "Created at", "Requester", "Priority", "Status"
    for number in range(TICKETS):
        priority = dice.choices(("P1", "P2", "P3", "P4"), (1, 3, 4, 2))[0]
        status = dice.choice(("Open", "Closed"))
        yield f"T-{number}", words.title(), words.text(), _who(dice), _day(dice), _person(dice), priority, status


def _comments(dice: random.Random, words: _Words) -> Iterator[Sequence[str]]:
    yield "User", "Account", "Score", "Comment", "Date"
    for _ in range(COMMENTS):
        yield _person(dice), _who(dice), str(dice.randint(0, 10)), words.text(1, 15), _day(dice)


def _who(dice: random.Random) -> str:
    """Some accounts speak far more often than others; a few are on no list, and some words are nobody's."""
    if dice.random() < 0.05:
        return ""
    return f"Company {min(dice.randrange(ACCOUNTS + STRANGERS), dice.randrange(ACCOUNTS + STRANGERS))}"


def _day(dice: random.Random) -> str:
    return (TODAY - timedelta(days=dice.randrange(DAYS))).isoformat()


def _person(dice: random.Random) -> str:
    return f"Person {dice.randrange(PEOPLE)}"


def _given(workspace: Workspace, dice: random.Random) -> list[tuple[int, list[int]]]:
    """Each tag with its items: 60 % of all have one or two."""
    with workspace.reading() as store:
        tags = [tag.id for tag in all_tags(store)]
        items = [row[0] for row in store.db.execute("SELECT item FROM feedback_now WHERE state <> 'out' ORDER BY item")]
    weights = [1 / (place + 4) for place in range(len(tags))]
    found: dict[int, list[int]] = {tag: [] for tag in tags}
    for item in items:
        if dice.random() < _TAGGED:
            for tag in set(dice.choices(tags, weights, k=2 if dice.random() < _TAGGED_TWICE else 1)):
                found[tag].append(item)
    return list(found.items())
