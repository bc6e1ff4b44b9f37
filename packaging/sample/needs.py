"""What customers of the sample ask for: 16 tags of its own, how often each is heard in each stretch of the year, and from whom."""

from dataclasses import dataclass
from datetime import date

from .facts import EMEA, ENT, MID, SMB

# The stretches into which the windows of the story fall: 2026-Q2 is spring and june, the 90 days before the last are june and summer.
STRETCHES = {
    "before": (date(2025, 11, 24), date(2025, 12, 31)),
    "winter": (date(2026, 1, 1), date(2026, 3, 31)),
    "spring": (date(2026, 4, 1), date(2026, 5, 27)),
    "june": (date(2026, 5, 28), date(2026, 6, 30)),
    "summer": (date(2026, 7, 1), date(2026, 8, 25)),
    "now": (date(2026, 8, 26), date(2026, 11, 20)),
}
NOW = "now"
JUNE_ITEMS = 163  # a free choice; the windows that share June leave 357 items to spring and 137 to summer
ITEMS = {"winter": 240, "spring": 520 - JUNE_ITEMS, "june": JUNE_ITEMS, "summer": 300 - JUNE_ITEMS, NOW: 310}
EARLIEST_TICKETS = 40  # before the windows begin no total is told, so that the tickets let in are
NPS_WORDS = 4  # so many words of an NPS comment the inbox asks for
CAPABILITY, LIMITS, ACCESS = "Missing capability", "Limits and pricing", "Access and security"  # groups that ship
QUALITY, EASE = "Quality", "Ease of use"


@dataclass(frozen=True)
class Drawn:
    """Customers of a segment that no story names: how many, their mentions in the last 90 days, their ARR in thousand dollars or free."""

    segment: str
    accounts: int
    mentions: int
    arr: tuple[float, float] | None = None
    region: str = ""


@dataclass(frozen=True)
class Need:
    """A tag of the sample: its words, its mentions in each stretch but the last, and who mentions it in the last."""

    name: str
    group: str
    definition: str
    example: str
    not_this: str
    earlier: tuple[int, int, int, int, int]
    named: dict[str, int]
    drawn: tuple[Drawn, ...] = ()

    @property
    def slug(self) -> str:
        """The tag as Support's tool writes it."""
        return self.name.lower().replace(" ", "_").replace("-", "_")

    @property
    def mentions(self) -> dict[str, int]:
        """Mentions by stretch."""
        last = sum(self.named.values()) + sum(group.mentions for group in self.drawn)
        return dict(zip(STRETCHES, (*self.earlier, last), strict=True))


NEEDS = (
    Need(
        "Export limits", LIMITS, "An export stops at its cap of rows or files.", "“The export stops at 50,000 rows.”",
        "A cap on people or queries: Usage limits per workspace.", (3, 10, 14, 10, 12),
        {"Meridian Freight": 7, "Castellan Insurance": 6, "Kestrel Logistics": 5, "Osterlund Paper": 4, "Grantham Rail": 3},
        (Drawn(ENT, 9, 13, (581.5, 590.5)), Drawn(MID, 7, 7, (337, 343)), Drawn(SMB, 2, 2, (36, 43))),
    ),
    Need(
        "SCIM provisioning", ACCESS, "Users come and go by the customer’s own directory.", "“Provision users from Okta, not by hand.”",
        "Signing in itself: Sign-on and provisioning.", (2, 8, 12, 5, 6),
        {"Oakhurst Health": 3, "Parity Telecom": 2, "Northgate Pharma": 1}, (Drawn(ENT, 3, 3), Drawn(MID, 3, 3)),
    ),
    Need(
        "Row-level security", ACCESS, "Each reader sees only rows that concern them.", "“Regional managers must only see their rows.”",
        "Who may open a report at all: Permissions.", (1, 6, 9, 4, 5),
        {"Parity Telecom": 3, "Brightwater Utilities": 1, "Wexley Group": 1}, (Drawn(ENT, 2, 2), Drawn(MID, 2, 2)),
    ),
    Need(
        "Scheduled PDF", CAPABILITY, "A dashboard goes out as a PDF by a timetable.", "“Mail the Monday dashboard to our board.”",
        "A file that is fetched by hand: Data out.", (3, 22, 38, 9, 6),
        {"Brightwater Utilities": 3, "Sable Energy": 3, "Oakhurst Health": 1, "Lumen & Vale Retail": 2, "Fennimore Foods": 1},
        (Drawn(ENT, 2, 2), Drawn(MID, 1, 1), Drawn(SMB, 1, 1)),
    ),
    Need(
        "Audit log API", ACCESS, "Who did what, to be read by another program.", "“Our SIEM has to fetch the change history.”",
        "A list of changes on a page: Audit and compliance.", (2, 7, 9, 5, 7),
        {"Halden Bank": 6}, (Drawn(ENT, 5, 8, (329.5, 335.5)),),
    ),
    Need(
        "EU data residency", ACCESS, "Data and backups lie within the EU.", "“Backups must not leave the EU.”",
        "What happens to personal data: Data residency and privacy.", (1, 5, 6, 4, 5),
        {"Northgate Pharma": 5}, (Drawn(ENT, 2, 4, (346, 354), EMEA),),
    ),
    Need(
        "Snowflake write-back", CAPABILITY, "Results go back into the customer’s Snowflake.", "“Write the forecast back to our schema.”",
        "Reading from Snowflake: Integration.", (0, 3, 5, 2, 3),
        {"Castellan Insurance": 1, "Parity Telecom": 1}, (Drawn(ENT, 3, 3), Drawn(MID, 1, 1)),
    ),
    Need(
        "Faster dashboards", QUALITY, "Boards over ten million rows open in seconds.", "“The sales board takes a minute.”",
        "A page that does not answer: Outage.", (2, 7, 11, 5, 5),
        {"Lumen & Vale Retail": 2, "Brightwater Utilities": 1, "Calder Media": 1}, (Drawn(ENT, 2, 2), Drawn(MID, 2, 2)),
    ),
    Need(
        "Custom fiscal calendar", CAPABILITY, "Periods as the customer counts them.", "“Our year begins in February, in 4-4-5 weeks.”",
        "How a day is written: Confusing wording.", (1, 3, 4, 2, 2),
        {"Grantham Rail": 1}, (Drawn(ENT, 2, 2), Drawn(MID, 1, 1)),
    ),
    Need(
        "Alerts in Slack", CAPABILITY, "A threshold that is crossed says so in Slack.", "“Tell our channel when stock is low.”",
        "Alerts by mail that fail: Defect.", (1, 3, 5, 2, 3),
        {"Polaris Travel": 1, "Isling Ceramics": 1}, (Drawn(ENT, 1, 1), Drawn(MID, 1, 1), Drawn(SMB, 1, 1)),
    ),
    Need(
        "SSO returns to report", EASE, "After signing on, the page that was asked for.", "“SSO drops me on the home page.”",
        "Signing on fails: Sign-on and provisioning.", (0, 1, 2, 1, 2),
        {"Rowan Credit Union": 3, "Arden University": 2, "Grantham Rail": 2, "Brackley Tools": 1, "Tolland Chambers": 1},
    ),
    Need(
        "Usage limits per workspace", LIMITS, "Caps that each workspace has for itself.", "“One team eats the quota of all.”",
        "A cap on an export: Export limits.", (1, 3, 4, 2, 2),
        {"Delft Maritime": 1}, (Drawn(ENT, 1, 1), Drawn(MID, 2, 2)),
    ),
    Need(
        "Embedded dashboards", CAPABILITY, "A board inside the customer’s own site.", "“Show it in our dealer portal.”",
        "A link that anybody may open: Permissions.", (1, 2, 4, 2, 2),
        {"Wexley Group": 1}, (Drawn(ENT, 2, 2), Drawn(SMB, 1, 1)),
    ),
    Need(
        "Two-step approval", CAPABILITY, "A second person releases a report.", "“Nothing goes to the board unseen.”",
        "Who may edit: Permissions.", (0, 2, 3, 1, 2),
        {"Castellan Life": 1}, (Drawn(ENT, 2, 2),),
    ),
    Need(
        "Column-level lineage", CAPABILITY, "From which source each column comes.", "“Where does margin come from?”",
        "A figure that is false: Data wrong.", (0, 2, 2, 1, 2),
        {}, (Drawn(ENT, 2, 2), Drawn(MID, 1, 1)),
    ),
    Need(
        "API rate limit", LIMITS, "Calls a minute that the API takes.", "“We get 429 every morning.”",
        "Rows in an export: Export limits.", (1, 2, 4, 2, 2),
        {}, (Drawn(ENT, 2, 2), Drawn(MID, 1, 1), Drawn(SMB, 1, 1)),
    ),
)  # fmt: skip
CONCENTRATED = ("Audit log API", "EU data residency")  # one customer is more than half of the money behind these, of no others


def needs_as_tags() -> list[dict[str, str]]:
    """The tags that the sample adds to those that ship, for the plan."""
    return [{"group": n.group, "name": n.name, "definition": n.definition, "example": n.example, "not_this": n.not_this} for n in NEEDS]
