"""In what words customers ask for each need: subjects, and sentences of which a ticket takes one or two."""

Words = tuple[tuple[str, ...], tuple[str, ...]]

SAID: dict[str, Words] = {
    "Export limits": (
        ("Export stops at 50,000 rows", "CSV export limit again", "Export cut off without a warning", "Please lift the export cap"),
        (
            "The export stops at 50,000 rows and we have {rows}.", "We split it into {n} files by hand and paste them together.",
            "Please lift the cap or give us an API.", "The file of {board} ends in the middle of a day.",
            "Our month end needs all {rows} rows in one file.",
        ),
    ),
    "SCIM provisioning": (
        ("Provision users from Okta", "SCIM, please", "Leavers still have an account"),
        (
            "We add and remove {n} people a month by hand.", "Our directory should create and close the accounts.",
            "Security found leavers who could still sign in.", "Groups from Entra ID should become roles.",
        ),
    ),
    "Row-level security": (
        ("Regional managers see all regions", "Rows by role", "Restrict {board} by region"),
        (
            "Each manager must only see the rows of their region.", "We keep {n} copies of {board}, one a region.",
            "Works council says no as long as everybody sees all rows.", "A filter is not enough, they can remove it.",
        ),
    ),
    "Scheduled PDF": (
        ("{board} as a PDF by mail", "Send a PDF every Monday", "Schedule a report"),
        (
            "Somebody here prints {board} by hand every Monday.", "Our board reads PDFs, not links.",
            "We need {n} reports out by seven in the morning.", "A schedule with a PDF attached would do.",
        ),
    ),
    "Audit log API": (
        ("Audit log through the API", "Who changed what, for our SIEM", "Export of the change history"),
        (
            "Our regulator asks who changed what, and we can’t say.", "The SIEM has to fetch the log every hour.",
            "Copying the list of changes by hand takes {n} hours a month.", "The auditors are here in {n} weeks.",
        ),
    ),
    "EU data residency": (
        ("Where do the backups lie?", "Data has to stay in the EU", "EU region"),
        (
            "Backups must not leave the EU.", "Our data protection officer blocks the next country.",
            "Can we be moved to a region in the EU?", "The contract of {n} countries depends on it.",
        ),
    ),
    "Snowflake write-back": (
        ("Write results back to Snowflake", "Snowflake: reading is half of it", "Push the forecast to our schema"),
        (
            "The forecast has to go back into our schema.", "Today a script of {n} lines does it, badly.",
            "Reading works well, writing is what we miss.",
        ),
    ),
    "Faster dashboards": (
        ("{board} takes a minute", "Slow with ten million rows", "Loading, loading, loading"),
        (
            "{board} takes {n} seconds to open.", "With {rows} rows the filters stop being usable.",
            "People go back to Excel because of it 🐌.", "It was the same last quarter.",
        ),
    ),
    "Custom fiscal calendar": (
        ("4-4-5 calendar", "Our year begins in February", "Fiscal periods are wrong"),
        (
            "We count in 4-4-5 weeks and every quarter is off.", "Our year begins in February.",
            "Finance does not accept a calendar month.",
        ),
    ),
    "Alerts in Slack": (
        ("Alerts to Slack", "Tell our channel", "Thresholds by mail are not read"),
        (
            "Nobody reads the mails, all of us read Slack.", "A threshold of {board} should post to our channel.",
            "We missed a stock-out of {n} days.",
        ),
    ),
    "SSO returns to report": (
        ("SSO drops me on the home page", "Link lost after signing on", "Deep links and SSO"),
        (
            "After signing on I land on the home page, not on {board}.", "Every link that we mail is lost at the sign-on.",
            "People give up and ask us for a screenshot.",
        ),
    ),
    "Usage limits per workspace": (
        ("Quota for each workspace", "One team uses everything", "Limits by workspace"),
        ("One team eats the quota of the other {n}.", "We want a cap for each workspace.", "By noon nobody can run a query any more."),
    ),
    "Embedded dashboards": (
        ("{board} in our portal", "Embedding", "Show a board to our dealers"),
        ("Our dealers should see {board} in their portal.", "An iframe is refused by our security.", "{n} dealers ask for it."),
    ),
    "Two-step approval": (
        ("Second pair of eyes", "Release before publishing", "Approval of {board}"),
        ("Nothing may go to the board unseen.", "A second person has to release {board}.", "Twice a draft went out."),
    ),
    "Column-level lineage": (
        ("Where does this column come from?", "Lineage by column", "Source of “Margin”"),
        ("Margin stands in {n} boards and nobody knows its source.", "We need to see which table feeds a column.", "Audit asks for it."),
    ),
    "API rate limit": (
        ("429 every morning", "Rate limit too low", "API calls a minute"),
        ("Our sync gets 429 at {n} past six.", "60 calls a minute are not enough for {rows} rows.", "Could the limit be raised?"),
    ),
}  # fmt: skip
