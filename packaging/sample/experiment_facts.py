"""What is known about the experiments before anything is drawn: the register as Product keeps it, its segments, and the goals it serves."""

from dataclasses import dataclass
from datetime import date

from .tool_facts import BRANDT, NAIR, OSEI, REYES

RECOMMEND, ACTIVE_380, ARR_GOAL = "Customers recommend us", "380 customers active in a month", "End the year at $18.5M ARR"
EXPORTS, FOUR_HOURS = "Half of all exports run in the background", "Every support request answered within four hours"
NRR, ENTERPRISE_GOAL, STICKINESS = "NRR 110%", "Enterprise adoption", "Stickiness 28%"
EXPANSION, WEEK_8 = "Expansion $3M", "Week-8 retention"
GOAL_WITHOUT_TEST = FOUR_HOURS

ENTERPRISE, BY_CARD, MIDMARKET, SMALL = "Enterprise", "Enterprise, pays by card", "Mid-market", "SMB"
SMALL_EMEA, SMALL_BY_CARD, INVOICED = "SMB in EMEA", "SMB by card, NA and APAC", "Invoiced, NA and APAC"
SEGMENTS = {
    ENTERPRISE: ("Segment is Enterprise",),
    BY_CARD: ("Segment is Enterprise", "Pays by is Card"),
    MIDMARKET: ("Segment is Mid-market",),
    SMALL: ("Segment is SMB",),
    SMALL_EMEA: ("Segment is SMB", "Region is EMEA"),
    SMALL_BY_CARD: ("Segment is SMB", "Region is not EMEA", "Pays by is Card"),
    INVOICED: ("Region is NA or APAC", "Segment is not Mid-market", "Pays by is Invoice"),
}
LANE = "New year"  # keeps EXP-46 and EXP-47 apart, who would both test on SMB

RUNNING, SCHEDULED, DRAFT, CONCLUDED, IDEA = "running", "scheduled", "draft", "concluded", "idea"
PLANNED = (DRAFT, SCHEDULED, RUNNING)


@dataclass(frozen=True)
class Test:
    """A row of the register; texts are empty where nothing is filled in, alloc is per cent."""

    number: int
    name: str
    status: str
    surface: str
    segment: str
    alloc: int | None
    start: date | None
    end: date | None
    hypothesis: str
    goal: str = ""
    primary: str = ""
    baseline: str = ""
    mde: str = ""
    guardrails: str = ""
    team: str = ""
    owner: str = ""
    unit: str = "user"
    kind: str = "A/B by user"
    variants: str = "Control 50; B 50"
    lane: str = ""
    parameter: str = ""

    @property
    def key(self) -> str:
        """Its key: “EXP-44”."""
        return f"EXP-{self.number}"

    @property
    def limits(self) -> dict[str, float]:
        """Its guardrails by name, each with its limit: above 0 it may rise by so much, below 0 fall."""
        parts = [part.rsplit(" ", 2) for part in self.guardrails.split("; ") if part]
        return {name.removesuffix(" (mean)"): float(limit.replace("−", "-")) for name, limit, _ in parts}


GROWTH, INSIGHTS, PLATFORM, MONETISATION = "Growth", "Insights", "Platform", "Monetisation"
SUPPORT = "Support contacts +8 %"

TESTS = (
    Test(
        29, "Home redesign", CONCLUDED, "Home", "", 50, date(2026, 2, 16), date(2026, 4, 10),
        "People do not come back because Home shows nothing new. News first brings them back.",
        RECOMMEND, "Returned within a week", "30.0 %", "+3 pt", SUPPORT, INSIGHTS, BRANDT, parameter="home.layout",
    ),
    Test(
        31, "Chart defaults", CONCLUDED, "Charts", MIDMARKET, 50, date(2026, 8, 10), date(2026, 9, 11),
        "Most charts are changed after they are made. Better defaults leave more of them as they are.",
        RECOMMEND, "Charts kept as made", "54 %", "+4 pt", "", INSIGHTS, BRANDT, parameter="charts.defaults",
    ),
    Test(
        33, "Import templates", CONCLUDED, "Import", SMALL, 100, date(2026, 8, 31), date(2026, 10, 2),
        "Small customers give up at the first import. A template for each source lets them finish.",
        ACTIVE_380, "First import finished", "67 %", "+5 pt", "", GROWTH, REYES, parameter="import.templates",
    ),
    Test(
        35, "Trial length 21 days", CONCLUDED, "Trial", "", 50, date(2026, 9, 14), date(2026, 10, 16),
        "Fourteen days are too short to import real data. Twenty-one convert more trials.",
        ARR_GOAL, "Trial converted", "19 %", "+6 pt", "", MONETISATION, REYES, parameter="trial.days",
    ),
    Test(
        36, "Share by link", CONCLUDED, "Sharing", MIDMARKET, 50, date(2026, 9, 28), date(2026, 10, 30),
        "Inviting by e-mail keeps dashboards private. A link gets them seen.",
        RECOMMEND, "Dashboard shared", "22.5 %", "+3.2 pt", "Permission errors +1 pt", GROWTH, NAIR, parameter="sharing.link",
    ),
    Test(
        37, "Ranked search", CONCLUDED, "Search", "", 45, date(2026, 10, 12), date(2026, 11, 13),
        "People give up when the first result is wrong. Ranking by use brings the right one up.",
        ACTIVE_380, "Search success", "62 %", "+3.7 pt", "Zero-result rate +3 %; p95 latency (mean) +5 %; Support contacts (mean) +8 %",
        INSIGHTS, BRANDT, variants="Control; A: Ranked; B: Ranked + recents", parameter="search.ranking",
    ),
    Test(
        38, "Onboarding checklist", RUNNING, "Onboarding", MIDMARKET, 100, date(2026, 10, 26), date(2026, 11, 30),
        "New people do not know what to do first. A checklist gets them to a first dashboard.",
        WEEK_8, "Checklist completed", "37 %", "+3 pt", SUPPORT, GROWTH, REYES, parameter="onboarding.checklist",
    ),
    Test(
        39, "Async bulk export", RUNNING, "Export", SMALL_EMEA, 50, date(2026, 11, 2), date(2026, 11, 27),
        "Large exports fail because the page times out. In the background they finish.",
        EXPORTS, "Export finished", "71 %", "+10 pt", "Export wait +10 %", PLATFORM, OSEI, parameter="export.async",
    ),
    Test(
        40, "Dashboards v2 default", RUNNING, "Dashboards", SMALL_BY_CARD, 20, date(2026, 11, 9), date(2026, 12, 11),
        "The new dashboards are better but nobody switches. As the default they are used.",
        STICKINESS, "Dashboard opened weekly", "46 %", "+19 pt", "View saved −3 pt; Load time (mean) +5 %", INSIGHTS, BRANDT,
        kind="staged rollout", parameter="dashboards.v2",
    ),
    Test(
        41, "One-page upgrade", RUNNING, "Checkout", ENTERPRISE, 50, date(2026, 11, 16), date(2026, 12, 18),
        "Three pages lose buyers on each one. One page raises completion.",
        ENTERPRISE_GOAL, "Upgrade completion", "22.0 %", "+4.5 pt", "Payment failures +1 pt", MONETISATION, REYES,
        parameter="checkout.pages",
    ),
    Test(
        42, "Annual-first toggle", RUNNING, "Pricing", INVOICED, 30, date(2026, 11, 18), date(2026, 12, 16),
        "Monthly is chosen because it stands first. Annual first moves customers over.",
        NRR, "Annual plan chosen", "31 %", "+13 pt", "Pricing page left +2 pt", MONETISATION, REYES, parameter="pricing.order",
    ),
    Test(
        43, "Usage add-on card", SCHEDULED, "Pricing", MIDMARKET, 25, date(2026, 12, 10), date(2027, 1, 8),
        "Customers at their limit do not know that more can be bought. A card beside the plan sells it.",
        EXPANSION, "Add-on bought", "4.0 %", "+2.5 pt", SUPPORT, MONETISATION, NAIR, parameter="pricing.addon",
    ),
    Test(
        44, "Invoice payment", SCHEDULED, "Checkout", BY_CARD, 100, date(2026, 12, 4), date(2026, 12, 18),
        "Card limits stop Enterprise upgrades. An invoice option raises completion.",
        ARR_GOAL, "Upgrade completion", "22.0 %", "+3.5 pt", "Payment failures +1 pt; Support contacts +8 %", MONETISATION, REYES,
        unit="account", kind="A/B by account", parameter="checkout.invoice",
    ),
    Test(
        45, "View nudge", SCHEDULED, "Views", SMALL_BY_CARD, 30, date(2026, 12, 7), date(2026, 12, 18),
        "People rebuild the same view each week. A nudge to save it spares them that.",
        RECOMMEND, "View saved", "28 %", "+18 pt", "", INSIGHTS, BRANDT, parameter="views.nudge",
    ),
    Test(
        46, "Search recents", DRAFT, "Search", SMALL, 40, date(2027, 1, 13), date(2027, 1, 31),
        "Most searches repeat an earlier one. Recents on top answer them without typing.",
        ACTIVE_380, "Search success", "65 %", "12%", "p95 latency (mean) +5 %", INSIGHTS, BRANDT, lane=LANE, parameter="search.recents",
    ),
    Test(
        47, "Role templates", DRAFT, "Onboarding", SMALL, 50, date(2027, 1, 12), date(2027, 1, 31),
        "Admins of small customers leave everyone a viewer. Templates for roles get them set up.",
        ACTIVE_380, "Roles set up in week 1", "24 %", "+7pt", SUPPORT, GROWTH, NAIR, lane=LANE, parameter="onboarding.roles",
    ),
    Test(
        48, "Limit banner", SCHEDULED, "Export", SMALL_EMEA, 50, date(2026, 11, 30), date(2026, 12, 18),
        "Exports fail at the limit without a word. A banner before it saves a ticket.",
        EXPORTS, "Export within the limit", "58 %", "+12 pt", SUPPORT, PLATFORM, OSEI, parameter="export.banner",
    ),
    Test(
        49, "Digest mail on Mondays", IDEA, "E-mail", "", None, None, None,
        "Viewers forget that a dashboard is there. A digest brings them back.", RECOMMEND, team=GROWTH, owner=NAIR,
    ),
    Test(
        50, "Export to cloud storage", IDEA, "Export", "", None, None, None,
        "Files are fetched by hand each week. Straight into storage nobody has to wait.", EXPORTS, team=PLATFORM, owner=OSEI,
    ),
    Test(51, "Command palette hint", IDEA, "Search", "", None, None, None, "Nobody finds the palette. A hint shows it.", team=INSIGHTS),
    Test(52, "Seat request button", IDEA, "Sharing", "", None, None, None, "Viewers who want to edit ask the wrong people.", team=GROWTH),
    Test(53, "Empty-state examples", IDEA, "Dashboards", "", None, None, None, "An empty page teaches nothing.", team=INSIGHTS),
    Test(54, "Price in local currency", IDEA, "Pricing", "", None, None, None, "A price in dollars puts buyers in EMEA off."),
)  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """What was decided about an experiment that is over, and what was learnt."""

    number: int
    choice: str
    reason: str
    owner: str
    day: date
    learning: str


DECISIONS = (
    Decided(
        29, "ship B", "More people came back within a week, and support heard no more than before.", BRANDT, date(2026, 4, 14),
        "What changed since yesterday brings people back; what is always there does not.",
    ),
    Decided(
        31, "iterate", "Neither better nor worse: the new defaults differ too little from the old ones.", BRANDT, date(2026, 9, 15),
        "Colours are not what people change in a chart. The next test is about its type.",
    ),
    Decided(
        33, "ship B", "Four more of a hundred finish their first import.", REYES, date(2026, 10, 6),
        "A template for the customer's own source beats a better text about imports.",
    ),
    Decided(
        35, "stop", "Fewer trials converted in 21 days than in 14.", REYES, date(2026, 10, 19),
        "A longer trial moves the decision away. Help in the first week is what converts.",
    ),
    Decided(
        36, "ship B", "Five more of a hundred share a dashboard, and permission errors stay within their limit.", NAIR, date(2026, 11, 3),
        "Sharing fails at the address field. Whatever needs no address is used.",
    ),
)  # fmt: skip
