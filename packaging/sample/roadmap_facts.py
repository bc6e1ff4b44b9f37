"""What is decided about each card of the sample's roadmap and no sheet holds: why it is built, for whom, and its figures."""

from dataclasses import dataclass

from .delivery_facts import (
    AUDIT,
    BOARDS,
    BULK,
    CALENDAR,
    CHECKLIST,
    DASHBOARDS,
    EMBEDDING,
    GROWTH,
    IDENTITY,
    LINEAGE,
    MOBILE,
    PDF,
    PLATFORM,
    QUEUE,
    RESIDENCY,
    ROWS,
    SCIM,
    SEARCH,
    SLACK,
    SNOWFLAKE,
)
from .experiment_facts import ENTERPRISE_GOAL, EXPANSION, EXPORTS, NRR, STICKINESS, WEEK_8
from .tool_facts import BRANDT, NAIR, OSEI, REYES

CAPACITY = {PLATFORM: 4.5, DASHBOARDS: 3.5, IDENTITY: 3, GROWTH: 1}  # person-months a quarter, 12 together
OWNERS = {PLATFORM: OSEI, DASHBOARDS: BRANDT, IDENTITY: NAIR, GROWTH: REYES}
BASELINE = "1 Oct plan"
RUNNING, HELD, PLANNED = "in progress", "on hold", "planned"
OPINION, FEEDBACK, USAGE, TESTED = 50, 80, 80, 100  # per cent of confidence that each rung of evidence allows


@dataclass(frozen=True)
class Judged:
    """A card's reasons and figures; ``claimed`` is the confidence in per cent, ``cap`` the one that its evidence allows.

    ``tag`` names the need that customers mention, ``alone`` says that only what one customer says of it is linked. ``wsjf`` is value,
    urgency, risk and size.
    """

    problem: str
    outcome: str
    goal: str
    area: str
    effort: float
    reach: int | None = None
    impact: float | None = None
    claimed: int | None = None
    cap: int = FEEDBACK
    status: str = PLANNED
    tag: str = ""
    alone: bool = False
    experiment: str = ""
    tier: int | None = None
    wsjf: tuple[int, int, int, int] | None = None

    @property
    def score(self) -> float | None:
        """RICE with the confidence that counts."""
        return None if self.claimed is None else self._rice(min(self.claimed, self.cap))

    @property
    def as_claimed(self) -> float | None:
        """RICE with the confidence that is claimed."""
        return None if self.claimed is None else self._rice(self.claimed)

    def _rice(self, confidence: int) -> float:
        return (self.reach or 0) * (self.impact or 0) * confidence / 100 / self.effort


JUDGED = {
    QUEUE: Judged(
        "Everything that runs in the background waits in one line, and one large export holds up all others.",
        "Jobs run beside each other, and a failed one is tried again by itself.",
        EXPORTS, "Export", 1, cap=OPINION, status=RUNNING,
    ),
    BULK: Judged(
        "Exports stop at 50,000 rows. Customers cut their month end into pieces and paste it together by hand.",
        "A million rows come out in one file, and nobody waits at a page for it.",
        NRR, "Export", 6, 2_900, 2, 100, USAGE, RUNNING, "Export limits", experiment="EXP-39", tier=2, wsjf=(8, 5, 3, 5),
    ),
    SCIM: Judged(
        "Admins add and remove people by hand, and leavers keep their accounts.",
        "The customer’s directory opens and closes every account.",
        ENTERPRISE_GOAL, "Access", 1.5, 1_157, 1, 80, status=RUNNING, tag="SCIM provisioning", tier=2, wsjf=(5, 5, 3, 3),
    ),
    BOARDS: Judged(
        "Boards over ten million rows take a minute, and people go back to Excel.",
        "Every board opens within three seconds.",
        STICKINESS, "Dashboards", 2, 1_530, 1, 80, status=RUNNING, tag="Faster dashboards", experiment="EXP-40", tier=2,
        wsjf=(8, 3, 2, 3),
    ),
    SEARCH: Judged(
        "The first result is wrong too often, and people give up after it.",
        "Two of three searches end with a click on a result.",
        STICKINESS, "Search", 0.5, 349, 1, 80, TESTED, RUNNING, experiment="EXP-37", tier=3, wsjf=(5, 3, 1, 1),
    ),
    CHECKLIST: Judged(
        "New people do not know what to do first, and half of them never make a dashboard.",
        "Six of ten people are still there in their eighth week.",
        WEEK_8, "Onboarding", 0.5, 301, 1, 80, OPINION, HELD, experiment="EXP-38", wsjf=(3, 2, 1, 1),
    ),
    ROWS: Judged(
        "Everybody sees all rows, so customers keep a copy of each board for each region.",
        "One board shows each reader only the rows that concern them.",
        ENTERPRISE_GOAL, "Access", 2.5, 1_422, 1, 100, tag="Row-level security", tier=2,
    ),
    PDF: Judged(
        "Boards of directors read PDFs, and somebody prints them by hand every Monday.",
        "A dashboard goes out as a PDF by a timetable.",
        NRR, "Dashboards", 2, 1_115, 1, 80, tag="Scheduled PDF", tier=2,
    ),
    AUDIT: Judged(
        "Regulators ask who changed what, and nobody can say it without copying a page.",
        "The customer’s own system fetches the log every hour.",
        NRR, "Access", 3.5, 1_505, 1, 80, tag="Audit log API",
    ),
    SNOWFLAKE: Judged(
        "What is worked out here does not get back to where the customer’s data lies.",
        "Results are written to the customer’s own schema.",
        EXPANSION, "Integrations", 2.5, 895, 1, 80, tag="Snowflake write-back",
    ),
    SLACK: Judged(
        "Alerts go out by mail, which nobody reads.",
        "A threshold that is crossed says so in the team’s channel.",
        STICKINESS, "Dashboards", 3.5, 1_680, 1, 50, tag="Alerts in Slack",
    ),
    RESIDENCY: Judged(
        "Backups leave the EU, and data protection officers block the next country.",
        "Data and backups of a workspace lie within the EU.",
        ENTERPRISE_GOAL, "Platform", 4, 1_025, 1, 80, tag="EU data residency",
    ),
    EMBEDDING: Judged(
        "Boards can’t be shown inside the customer’s own portal.",
        "A board stands in the customer’s site under the customer’s sign-on.",
        EXPANSION, "Dashboards", 5, 1_880, 1, 50, tag="Embedded dashboards",
    ),
    CALENDAR: Judged(
        "Quarters are those of the calendar, and finance teams count otherwise.",
        "A workspace counts in its own periods, 4-4-5 weeks too.",
        NRR, "Charts", 2.5, 820, 1, 50, tag="Custom fiscal calendar",
    ),
    MOBILE: Judged(
        "Whoever has to release a report must be at a desk for it.",
        "A report is released on the phone, within an hour.",
        STICKINESS, "Sharing", 4, 775, 1, 80, OPINION, tag="Two-step approval", alone=True,
    ),
    LINEAGE: Judged(
        "Nobody knows which table feeds a column, so nobody dares to change one.",
        "Each column says where it comes from.",
        EXPANSION, "Platform", 5, 610, 1, 50, tag="Column-level lineage",
    ),
}  # fmt: skip
MEASURED_IN = ("Product usage weekly", "export_rows_capped")  # the dataset and column in which the reach of Bulk export v2 was counted
OUTAGE = "Queue outage"  # the event of the calendar that speaks for the Queue service
BRIEF = """## Outcome and goal

⟦outcome⟧

## Evidence

⟦evidence⟧

## In

- One file of up to a million rows, made in the background, with a mail when it is there.
- The same by the API, for the plans Scale and Unlimited.

## Not in

- Exports by a timetable: they come with Scheduled PDF reports.
- Files straight into cloud storage (EXP-50 is an idea, no more).

## Experience objective

p95 of a million rows: ten minutes. Of a hundred exports that are begun, 98 end in a file.

## Measurement plan

Metric: exports that end in a file, of those begun. Baseline: 71 %. Target: 95 %. Reading day: 9 Feb 2027.

## Dependencies

⟦dependencies⟧

## Promises

S. Lindqvist told Meridian Freight “by January”. That renews on 3 Jan 2027.

## Risks

- Without the Queue service a large export holds up all others.
- The end of the code freeze leaves three weeks for the second wave.

## Open questions

- Does the cap stay for the plan Core?
"""
