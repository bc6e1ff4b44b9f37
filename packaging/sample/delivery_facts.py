"""What is planned in the sample: the cards of the roadmap with their dates on 1 October and on 20 November, and the small items around."""

from dataclasses import dataclass
from datetime import date

PLATFORM, DASHBOARDS, IDENTITY, GROWTH = TEAMS = ("Data Platform", "Dashboards", "Identity", "Growth")
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 20)
THIRD, SECOND = "2026-Q3", "2026-Q2"
LAST_DAYS = {THIRD: date(2026, 9, 30), SECOND: date(2026, 6, 30)}
Cell = date | str | None
"""A day, or what somebody typed who did not know it to the day."""


@dataclass(frozen=True)
class Card:
    """An item of the roadmap; ``start`` and ``due`` are those of October and of November, ``needs`` are keys, those of November last.

    ``arr`` is what Delivery types as the ARR behind it; ``quarter`` is when it is to be done, ``committed`` only what was.
    """

    key: str
    title: str
    team: str
    quarter: str
    start: tuple[Cell, Cell]
    due: tuple[Cell, Cell]
    points: int
    arr: int | str | None = None
    needs: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    committed: bool = False


def _both(day: Cell) -> tuple[Cell, Cell]:
    return day, day


QUEUE, BOARDS, SEARCH, CHECKLIST = "Queue service", "Dashboards v2", "Search v2", "Onboarding checklist"
BULK, SCIM, ROWS, PDF = "Bulk export v2", "SCIM provisioning", "Row-level security", "Scheduled PDF reports"
AUDIT, SNOWFLAKE, SLACK = "Audit log API", "Snowflake write-back", "Slack alert thresholds"
RESIDENCY, EMBEDDING, CALENDAR = "EU data residency", "Embedding", "Custom fiscal calendar"
MOBILE, LINEAGE = "Mobile approvals", "Column-level lineage"

_MARCH, _SECOND_HALF = "Mar 2027", "H2 2027"
CARDS = (
    Card(
        "DP-158", QUEUE, PLATFORM, THIRD, _both(date(2026, 8, 3)), (date(2026, 11, 27), date(2026, 12, 11)), 21, None, committed=True,
    ),
    Card("DP-161", BOARDS, DASHBOARDS, THIRD, _both(date(2026, 9, 7)), _both(date(2027, 1, 5)), 21, 580_000, committed=True),
    Card("DP-166", SEARCH, GROWTH, THIRD, _both(date(2026, 9, 14)), ("Nov 2026", date(2026, 11, 30)), 13, 220_000, committed=True),
    Card(
        "DP-172", CHECKLIST, GROWTH, THIRD, (date(2026, 11, 9), date(2026, 12, 1)), (date(2026, 12, 18), date(2027, 1, 22)), 13, None,
        committed=True,
    ),
    Card(
        "DP-214", BULK, PLATFORM, "2027-Q1", (date(2026, 11, 9), date(2026, 11, 16)), (date(2027, 1, 12), date(2027, 1, 26)), 34, 2_300_000,
        (("DP-158",), ("DP-158",)),
    ),
    Card(
        "DP-216", SCIM, IDENTITY, "2027-Q1", (date(2026, 11, 16), date(2026, 11, 23)), (date(2027, 2, 2), date(2027, 2, 16)), 21,
        1_840_000,
    ),
    Card("DP-219", ROWS, IDENTITY, "2027-Q1", _both(date(2027, 1, 18)), _both(_MARCH), 34, "$1,520,000"),
    Card(
        "DP-221", PDF, DASHBOARDS, "2027-Q1", _both(date(2027, 1, 11)), (date(2027, 3, 9), date(2027, 3, 16)), 21, 1_210_000,
        (("DP-161",), ("DP-161",)),
    ),
    Card(
        "DP-223", AUDIT, IDENTITY, "2027-Q2", (date(2027, 2, 22), date(2027, 3, 8)), (date(2027, 4, 9), date(2027, 4, 23)), 34, 940_000,
        (("DP-216",), ("DP-216",)),
    ),
    Card(
        "DP-224", SNOWFLAKE, PLATFORM, "2027-Q2", (date(2027, 1, 18), date(2027, 2, 1)), (date(2027, 4, 1), date(2027, 4, 15)), 21, 660_000,
        (("DP-214",), ("DP-214",)),
    ),
    Card("DP-226", SLACK, DASHBOARDS, "2027-Q2", _both(date(2027, 2, 22)), _both("May 2027"), 34, 510_000),
    Card("DP-231", RESIDENCY, PLATFORM, "", _both(None), _both(_SECOND_HALF), 55, 740_000),
    Card("DP-232", EMBEDDING, DASHBOARDS, "", _both(None), _both(_SECOND_HALF), 34, 380_000, ((), ("DP-233",))),
    Card("DP-233", CALENDAR, DASHBOARDS, "", _both(None), _both(_SECOND_HALF), 21, 490_000, ((), ("DP-236",))),
    Card("DP-234", MOBILE, GROWTH, "", _both(None), _both(_SECOND_HALF), 21, "$110,000"),
    Card("DP-236", LINEAGE, PLATFORM, "", _both(None), _both("2028"), 55, 240_000, ((), ("DP-232",))),
)  # fmt: skip
RING = (EMBEDDING, CALENDAR, LINEAGE)  # each waits for the next one in November, and the last for the first
CARRIED = tuple(card.title for card in CARDS if card.committed)

COMMITTED, DELIVERED = {THIRD: 50, SECOND: 50}, {THIRD: 41, SECOND: 39}
POINTS_COMMITTED = {THIRD: 200, SECOND: 190}
PREDICTABILITY = {THIRD: 82, SECOND: 80}  # per cent, of points
# points of the small items that were committed and not done in their quarter: dropped in the third, done in the one after in the second
NOT_DONE = {THIRD: (5, 3, 5, 3, 2), SECOND: (5, 3, 8, 3, 2, 5, 3, 2, 5, 3, 3)}
STRETCH = {THIRD: (2, 2, 3, 1), SECOND: (1, 1, 2)}  # points of what was done in the quarter without being committed
A_DAY_LATE = 3  # points of one more stretch item, done on the day after the third quarter
FLIPPED = 3  # of the dropped ones, those of which November says that they never were committed

_WORK = {
    PLATFORM: (
        (
            "Import scheduler", "Parquet reader", "Warehouse sync", "Row counter", "Job log", "Retention sweep", "Load balancer",
            "Type guesser", "Key store",
        ),
        ("retries", "alerts", "clean-up"),
    ),
    DASHBOARDS: (
        (
            "Chart editor", "Filter bar", "Colour themes", "Table widget", "Map widget", "Drill-down", "Board folders", "Legend",
            "Axis labels",
        ),
        ("keyboard", "speed", "empty states"),
    ),
    IDENTITY: (
        (
            "SAML settings", "Role editor", "Session list", "Invitations", "Password reset", "API tokens", "Guest access", "Sign-in page",
            "Group sync",
        ),
        ("limits", "log", "wording"),
    ),
    GROWTH: (
        (
            "Trial mails", "Plan page", "Usage meter", "Invite flow", "Template gallery", "Home page", "Sample data", "Upgrade dialog",
            "Tour",
        ),
        ("tracking", "texts", "second step"),
    ),
}  # fmt: skip


def small_titles(team: str) -> list[str]:
    """What the small items of a team are called: a thing, and what was done about it."""
    things, aspects = _WORK[team]
    return [f"{thing}: {aspect}" for aspect in aspects for thing in things]
