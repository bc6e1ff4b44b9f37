"""Small sheets of several kinds with random rows, as tests bring them in: some rows can't be accepted, some are taken by an area."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from tests.unit.sheets_here import write_rows

_Rows = Iterator[Sequence[str]]


def write_sheet(folder: Path, name: str, dice: Random) -> Path:
    """Write the sheet called ``name``, one of :data:`SHEETS`, with other rows each time."""
    return write_rows(folder / f"{name}.csv", list(SHEETS[name][1](dice)))


def _notes(dice: Random) -> _Rows:
    yield "Note", "Account", "Date", "Channel", "Tags"
    yield "", "Company 1", "2026-11-09", "CS", ""  # nothing was said: it goes to quarantine, as in the other sheets
    for _ in range(dice.randint(3, 12)):
        words = f"The export stops at {dice.randrange(400)} rows"
        yield words, f"Company {dice.randrange(5)}", f"2026-11-{dice.randint(1, 23):02}", "CS", dice.choice(("", "Praise"))


def _scores(dice: Random) -> _Rows:
    yield "Score", "Date", "Company"
    yield "11", "2026-01-02", "Beta"  # there is no such score
    for number in range(dice.randrange(4)):
        yield "many", f"2026-02-{number + 1:02}", "Delta"
    for _ in range(dice.randint(5, 30)):
        yield str(dice.randint(0, 10)), f"2026-{dice.randint(1, 11):02}-07", dice.choice(("Acme", "acme ", "Gamma"))


def _accounts(dice: Random) -> _Rows:
    yield "Account", "ARR", "Segment", "CSM"
    for number in range(dice.randint(3, 9)):
        yield f"Company {number}", str(dice.randrange(10**6)), dice.choice(("SMB", "Enterprise")), "Bo"


def _tools(dice: Random) -> _Rows:
    yield "Tool", "Vendor", "Owner", "Status", "Contract", "Start", "End", "Notice", "Amount"
    yield "", "Nobody", "Bo", "active", "C-2", "2025-07-01", "2026-12-31", "30 days", "12"
    for name in dice.sample(("Figma 1", "Miro 2", "Jira 3", "Slack 1"), 2):
        yield name, f"{name}, Inc.", "Ada Lovelace", "active", "C-1", "2025-07-01", "2026-12-31", "30 days", str(dice.randrange(5000))


def _roadmap(dice: Random) -> _Rows:
    yield "Code", "Item", "Due", "Depends on", "Status"
    for number in range(1, dice.randint(3, 6)):
        yield f"RM-{number}", f"Item {dice.randrange(99)}", f"2026-12-{dice.randint(1, 28):02}", "RM-1" if number > 2 else "", "planned"


SHEETS: dict[str, tuple[str, Callable[[Random], _Rows]]] = {
    "Notes": ("feedback", _notes),
    "Scores": ("nps", _scores),
    "Accounts": ("accounts", _accounts),
    "Tools": ("tools", _tools),
    "Roadmap": ("roadmap", _roadmap),
}
"""By name: the kind that it is imported as, and its rows."""
