"""The eleven tickets of the last week that the inbox takes in, in their own words: what a newcomer sees first."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

TOLD_FROM, EXPORTED = date(2026, 11, 14), datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """A ticket as it was written; at is day, hour and minute of November 2026."""

    at: tuple[int, int, int]
    account: str
    subject: str
    description: str
    priority: str
    tags: tuple[str, ...]

    @property
    def created(self) -> datetime:
        """The moment in UTC."""
        day, hour, minute = self.at
        return datetime(2026, 11, day, hour, minute, (7 * day + minute) % 60, tzinfo=UTC)


TOLD = (
    Told(
        (20, 15, 10), "Castellan Insurance", "Bulk export still splits into several files",
        "Hello team,\n\nthe bulk export of our claims still splits into several files, please lift the cap or give us an API.\n"
        "We need one file of 1.2 million rows by the end of the month.\n\nKind regards",
        "normal", ("export_limits", "feature_request", "web"),
    ),
    Told(
        (20, 11, 27), "Halden Bank", "Need audit log through the API before renewal",
        "Our regulator asks who changed what, every quarter.\n\n1. We need the audit log through the API.\n"
        "2. We need it before the renewal on 30 January.\n\nWithout it the contract will not pass our risk committee.",
        "high", ("audit_log_api", "churn_signal", "vip", "email"),
    ),
    Told(
        (20, 9, 55), "Kestrel Logistics", "CSV export limit hit twice this week",
        "Hi,\n\nwe hit the CSV export limit twice this week, on Tuesday in the middle of the night run. Is there a way around it?",
        "high", ("export_limits", "api"),
    ),
    Told(
        (19, 17, 20), "Oakhurst Health", "Provision users from Okta, not by hand",
        "We add nurses of three hospitals by hand, 40 a week. Okta knows them all. Please let Okta create and close the accounts (SCIM).",
        "normal", ("scim_provisioning", "feature_request", "web"),
    ),
    Told(
        (19, 14, 2), "Polaris Travel", "Where did the Slack alerts go?",
        "Since we moved to the new workspace there are no alerts in Slack any more 😕\nOr were there never any? Mail is not read here.",
        "low", ("alerts_in_slack", "Feature-Request", "chat"),
    ),
    Told(
        (19, 10, 31), "Parity Telecom", "Regional managers must only see their rows",
        "Hello,\n\nour regional managers must only see their rows. Today each sees the churn of all regions, and they compare.\n\nThanks",
        "normal", ("row_level_security", "feature_request", "email"),
    ),
    Told(
        (18, 16, 48), "Brightwater Utilities", "PDF of the Monday dashboard by email",
        "Could the Monday dashboard come as a PDF by email? Our directors don’t sign in to anything.",
        "normal", ("scheduled_pdf", "feature_request", "web"),
    ),
    Told(
        (18, 12, 15), "Calder Media", "Dashboards v2 beta loses our colour theme",
        "In the beta of Dashboards v2 our colours are gone.\nIn v1 they are there. We can’t show grey charts to our clients.",
        "high", ("regression", "web"),
    ),
    Told(
        (18, 9, 40), "Rowan Credit Union", "SSO drops me on the home page",
        "Every link in the morning mail ends on the home page after the sign-on, not on the report. 60 people search for it each day.",
        "high", ("sso_returns_to_report", "email"),
    ),
    Told(
        (17, 18, 5), "Fennimore Foods", "Export to Excel keeps timing out",
        "The export to Excel keeps timing out after five minutes. It is not that large, 20,000 rows.\n\nCheers",
        "urgent", ("performance", "defect", "email"),
    ),
    Told(
        (17, 13, 33), "Arden University", "SAML certificate renewal was painful",
        "We renewed the SAML certificate and locked 3,000 students out for an hour. A second certificate beside the first would help 🙏",
        "normal", ("sign_on_and_provisioning", "feature_request", "web"),
    ),
)  # fmt: skip
