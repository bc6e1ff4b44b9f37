"""What is known about the tools before anything is drawn: contracts as Procurement types them, cards, and how they are used."""

from dataclasses import dataclass
from datetime import date

MONTHS = tuple(date(2025 + (11 + i) // 12, (11 + i) % 12 + 1, 1) for i in range(12))  # December 2025 to November 2026


@dataclass(frozen=True)
class Contract:
    """A line of Procurement's list; end is the last day of the term as it was signed, texts are empty where nothing is filled in."""

    tool: str
    vendor: str
    start: date
    end: date | None
    auto_renew: str
    notice: str
    renewal: str
    annual: int
    basis: str
    seats: int | None


@dataclass(frozen=True)
class Card:
    """What Product ops says of a tool; capabilities holds each with its depth."""

    tool: str
    category: str
    owner: str
    capabilities: tuple[tuple[str, int], ...]
    use: str
    avoid: str
    begin: str
    reviewed: date


REYES, NAIR, BRANDT, OSEI, ADEYEMI, IT_DESK = "D. Reyes", "P. Nair", "L. Brandt", "T. Osei", "R. Adeyemi", "IT desk"

RUNNING = (
    Contract("Mixpanel", "Mixpanel, Inc.", date(2026, 1, 14), date(2027, 1, 13), "Yes", "30 days", "12 months", 48_000, "per seat", 60),
    Contract(
        "Gainsight CS", "Gainsight, Inc.", date(2025, 4, 1), date(2027, 3, 31), "Yes", "3 months", "12 months", 72_000, "per seat", 30
    ),
    Contract(
        "Dovetail", "Dovetail Research Pty Ltd", date(2025, 2, 14), date(2027, 2, 13), "yes", "30d", "12 months", 18_000, "per seat", 25
    ),
    Contract("Amplitude", "Amplitude, Inc.", date(2026, 5, 2), date(2027, 5, 1), "Yes", "90d", "12 months", 84_000, "per seat", 120),
    Contract("LaunchDarkly", "LaunchDarkly", date(2025, 6, 1), date(2026, 5, 31), "Yes", "3 months", "12 months", 39_000, "per seat", 50),
    Contract("Jira Cloud", "Atlassian", date(2024, 5, 1), date(2027, 4, 30), "Yes", "30 days", "12 months", 27_000, "per seat", 180),
    Contract("Jira Cloud", "Atlassian", date(2025, 9, 15), None, "Yes", "30 days", "12 months", 4_000, "flat", None),
    Contract("Intercom", "Intercom, Inc.", date(2025, 6, 13), date(2027, 6, 12), "Y", "60 days", "12 months", 44_000, "per seat", 40),
    Contract("Figma", "Figma, Inc.", date(2025, 8, 1), date(2027, 7, 31), "Yes", "3 months", "1 year", 22_000, "per seat", 45),
    Contract("Typeform", "Typeform SL", date(2025, 6, 16), date(2026, 6, 15), "yes", "30 days", "1 year", 6_000, "per seat", 10),
    Contract("Delighted", "Qualtrics", date(2025, 9, 1), date(2027, 8, 31), "No", "3 months", "", 9_000, "flat", 8),
    Contract("Salesforce", "Salesforce, Inc.", date(2024, 10, 1), date(2027, 9, 30), "Yes", "3 months", "1 year", 96_000, "per seat", 55),
    Contract("Snowflake", "Snowflake Inc.", date(2025, 11, 1), date(2027, 10, 31), "Y", "3 months", "12 months", 61_000, "usage", None),
    Contract(
        "Zoom", "Zoom Communications, Inc.", date(2024, 10, 1), date(2025, 9, 30), "Yes", "30 days", "12 months", 11_000, "per seat", 150
    ),
    Contract("Zoom", "Zoom Communications, Inc.", date(2026, 3, 1), None, "", "", "", 3_000, "flat", None),
    # the notice day of the term to 29 November 2026 is past, so this one runs to 2027
    Contract("Miro", "RealtimeBoard, Inc.", date(2024, 11, 30), date(2025, 11, 29), "yes", "60 d", "12 months", 12_000, "per seat", 60),
)
EARLIER = (
    Contract("Amplitude", "Amplitude, Inc.", date(2024, 5, 2), date(2026, 5, 1), "Yes", "90d", "12 months", 78_000, "per seat", 100),
    Contract("Mixpanel", "MIXPANEL INC", date(2025, 1, 14), date(2026, 1, 13), "Yes", "30 days", "12 months", 44_000, "per seat", 60),
)
END_TYPED = ("LaunchDarkly", "Figma", "Zoom")  # whose running contract's end is typed as text

CARDS = (
    Card(
        "Mixpanel", "Analytics", REYES, (("Product analytics", 3), ("Funnels", 3)),
        "Checkout funnels; Flow reports on web", "Account-level health; Board numbers",
        "Ask D. Reyes for a seat, then copy the board “Checkout”.", date(2026, 3, 12),
    ),
    Card(
        "Gainsight CS", "Customer success", NAIR, (("Health scoring", 3), ("Playbooks", 3)),
        "Health of an account; Renewal playbooks", "Usage by feature; Surveys",
        "Open your book of accounts from the CS home page.", date(2026, 9, 8),
    ),
    Card(
        "Dovetail", "Research", BRANDT, (("Research repository", 3),),
        "Interview notes and tags; Past studies", "Raw survey answers; Tickets",
        "Search the repository before you plan a study.", date(2026, 6, 17),
    ),
    Card(
        "Amplitude", "Analytics", REYES, (("Product analytics", 3), ("Cohorts", 3), ("Funnels", 2)),
        "Retention and cohorts; Use by feature", "Board numbers; Raw event dumps",
        "Log in by SSO and start from the space “Product”.", date(2026, 10, 5),
    ),
    Card(
        "LaunchDarkly", "Delivery", OSEI, (("Feature flags", 3), ("Rollouts", 3)),
        "Flags and staged rollouts; Kill switches", "Price tests; Settings that customers own",
        "Create the flag in staging and name the day when it goes.", date(2026, 5, 20),
    ),
    Card(
        "Jira Cloud", "Delivery", OSEI, (("Delivery tracking", 3),),
        "Epics and sprints; Release dates", "Customer requests; Roadmaps for sales",
        "Use your team's board; new projects go through T. Osei.", date(2026, 8, 26),
    ),
    Card(
        "Intercom", "Customer success", NAIR, (("In-app messages", 3), ("Inbox", 3)),
        "In-app messages to a segment; Support inbox", "Newsletters; NPS",
        "Draft the message and let P. Nair approve the audience.", date(2026, 7, 14),
    ),
    Card(
        "Figma", "Design", BRANDT, (("Design", 3), ("Prototyping", 3)),
        "Designs and prototypes; Hand-over to engineering", "Whiteboards; Documents that must last",
        "Join the team library and duplicate the starter file.", date(2026, 2, 24),
    ),
    Card(
        "Typeform", "Research", BRANDT, (("Surveys", 3), ("NPS", 1)),
        "Sign-up forms; One-off surveys", "NPS; Anything with health data",
        "Copy the template “Survey” and set an end date.", date(2026, 1, 22),
    ),
    Card(
        "Delighted", "Research", NAIR, (("NPS", 3), ("Surveys", 2)),
        "NPS and its export; Short follow-ups", "Long surveys; Sign-up forms",
        "Ask P. Nair for the export; nobody else sends.", date(2026, 10, 19),
    ),
    Card(
        "Salesforce", "Sales", ADEYEMI, (("CRM", 3), ("Forecast", 3)),
        "Pipeline and forecast; Contacts of an account", "ARR (Finance has it); Support history",
        "RevOps gives you a profile after the one-hour course.", date(2026, 9, 29),
    ),
    Card(
        "Snowflake", "Data", OSEI, (("Warehouse", 3),),
        "Joins across sources; Scheduled extracts", "Ad-hoc charts; Personal data without a ticket",
        "Request a role in the data channel and use the small warehouse.", date(2026, 4, 15),
    ),
    Card(
        "Zoom", "Collaboration", IT_DESK, (("Calls", 3), ("Recording", 2)),
        "Customer calls; Webinars up to 500", "Interviews without consent; Long-term storage",
        "It is on every laptop; log in by SSO.", date(2026, 3, 3),
    ),
    Card(
        "Miro", "Collaboration", BRANDT, (("Workshops", 3),),
        "Workshops; Journey maps", "Final designs; Decisions (write those down)",
        "Start from the template “Workshop” in the shared team.", date(2026, 6, 2),
    ),
)  # fmt: skip

# tool: people active and seats assigned in November 2026, and where both stood in December 2025
NOVEMBER: dict[str, tuple[int, int | None]] = {
    "Mixpanel": (12, 41), "Gainsight CS": (26, 28), "Dovetail": (9, 22), "Amplitude": (88, 104), "LaunchDarkly": (41, 46),
    "Jira Cloud": (164, 171), "Intercom": (31, 39), "Figma": (43, 45), "Typeform": (3, 6), "Delighted": (7, 8), "Salesforce": (52, 55),
    "Snowflake": (24, None), "Zoom": (138, 150), "Miro": (29, 44),
}  # fmt: skip
DECEMBER: dict[str, tuple[int, int]] = {
    "Gainsight CS": (22, 26), "Dovetail": (13, 20), "Amplitude": (71, 90), "LaunchDarkly": (37, 43), "Jira Cloud": (151, 163),
    "Intercom": (28, 36), "Figma": (39, 43), "Typeform": (5, 8), "Delighted": (6, 7), "Salesforce": (48, 53), "Snowflake": (17, 0),
    "Zoom": (131, 147), "Miro": (35, 47),
}  # fmt: skip
MIXPANEL_ACTIVE = (33, 31, 30, 28, 27, 24, 23, 20, 19, 16, 14, 12)
MIXPANEL_ASSIGNED = (52, 52, 51, 50, 49, 49, 47, 46, 45, 44, 42, 41)
