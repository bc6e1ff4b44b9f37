"""Sheets that bring feedback are known for what they are, column by column; other sheets are not taken for them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Sheet, Stage, StagedFile

Trial = Callable[[str], Path]


def mapped(staged: StagedFile) -> dict[str, str]:
    """The columns that were found to hold a field."""
    return {header: field for header, field in staged.answer["mapping"].items() if field}


REAL = {
    "cfpb_consumer_complaints.csv": (
        "feedback",
        {"Date received": "when", "Issue": "text", "Company": "account", "Submitted via": "channel", "Product": "feature"},
    ),
    "customer_support_tickets.csv": (
        "feedback",
        {
            "Ticket Description": "text",
            "Ticket Subject": "title",
            "Customer Name": "person",
            "Ticket Channel": "channel",
            "Ticket Priority": "importance",
            "Product Purchased": "feature",
        },
    ),
    "ravenstack_churn_events.csv": ("churn", {"account_id": "account", "churn_date": "when", "reason_code": "reason"}),
    "ravenstack_supports_ticket.csv": (
        "tickets",
        {
            "ticket_id": "reference",
            "account_id": "account",
            "submitted_at": "opened",
            "closed_at": "closed",
            "priority": "priority",
            "satisfaction_score": "csat",
        },
    ),
}


@pytest.mark.parametrize("name", REAL)
def test_files_made_by_others_are_known(trial_data: Trial, stage: Stage, name: str) -> None:
    kind, fields = REAL[name]
    staged = stage(trial_data(f"real/{name}"))
    found = mapped(staged)
    assert staged.answer["kind"] == kind
    assert {header: field for header, field in found.items() if header != "State"} == fields


def test_minutes_until_the_first_reply_are_no_day_of_it(trial_data: Trial, stage: Stage) -> None:
    found = mapped(stage(trial_data("real/ravenstack_supports_ticket.csv")))
    assert "first_response_time_minutes" not in found
    assert "resolution_time_hours" not in found


LIKE_THE_REAL_ONES: dict[str, tuple[str, dict[str, tuple[str | None, str, str]]]] = {
    "complaints of consumers": (
        "feedback",
        {
            "Date received": ("when", "7/29/2013", "8/30/2013"),
            "Product": ("feature", "Consumer Loan", "Mortgage"),
            "Sub-product": (None, "Vehicle loan", ""),
            "Issue": ("text", "Managing the loan or lease", "Billing disputes"),
            "Company": ("account", "Wells Fargo & Company", "Citibank"),
            "ZIP code": (None, "24540", "95992"),
            "Submitted via": ("channel", "Phone", "Web"),
            "Timely response?": (None, "Yes", "No"),
            "Consumer disputed?": (None, "No", "Yes"),
        },
    ),
    "tickets of consumers without the day they were opened": (
        "feedback",
        {
            "Ticket ID": (None, "1", "2"),
            "Customer Name": ("person", "Marisa Obrien", "Jessica Rios"),
            "Customer Email": (None, "carrollallison@example.com", "clarkeashley@example.com"),
            "Customer Age": (None, "32", "42"),
            "Customer Gender": (None, "Other", "Female"),
            "Product Purchased": ("feature", "GoPro Hero", "LG Smart TV"),
            "Date of Purchase": (None, "22-03-2021", "22-05-2021"),
            "Ticket Subject": ("title", "Product setup", "Peripheral compatibility"),
            "Ticket Description": ("text", "I’m having an issue.\n\nPlease assist.", "It won’t pair."),
            "Ticket Status": (None, "Open", "Closed"),
            "Ticket Priority": ("importance", "Critical", "Low"),
            "Ticket Channel": ("channel", "Social media", "Chat"),
            "Customer Satisfaction Rating": (None, "", "3.0"),
        },
    ),
    "tickets without texts": (
        "tickets",
        {
            "ticket_id": ("reference", "T-0024de", "T-4d04b9"),
            "account_id": ("account", "A-712f1c", "A-e43bf7"),
            "submitted_at": ("opened", "27-07-2023", "08-07-2024"),
            "closed_at": ("closed", "28-07-2023 03:00", "09-07-2024 03:00"),
            "resolution_time_hours": (None, "27", "27"),
            "priority": ("priority", "high", "urgent"),
            "first_response_time_minutes": (None, "74", "144"),
            "satisfaction_score": ("csat", "", "4"),
            "escalation_flag": (None, "FALSE", "TRUE"),
        },
    ),
    "losses": (
        "churn",
        {
            "churn_event_id": (None, "C-816288", "C-5a81e7"),
            "account_id": ("account", "A-c37cab", "A-37f969"),
            "churn_date": ("when", "27-10-2024", "25-06-2024"),
            "reason_code": ("reason", "pricing", "support"),
            "refund_amount_usd": (None, "4.03", "96.45"),
            "is_reactivation": (None, "FALSE", "TRUE"),
            "feedback_text": (None, "switched to competitor", ""),
        },
    ),
    "notes of Customer Success": (
        "feedback",
        {
            "Date": ("when", "2026-10-01", "2026-10-02"),
            "Customer": ("account", "Halden Bank", "Tilbury Ports"),
            "Who": ("person", "Ana Ruiz", "Ben Fox"),
            "Note": ("text", "Asked for SSO again", "12"),
            "Importance": ("importance", "3", "must"),
        },
    ),
    "a helpdesk": (
        "tickets",
        {
            "id": ("reference", "88121", "88122"),
            "created_at": ("opened", "2026-10-01T09:12:44Z", "2026-10-02T10:00:00Z"),
            "subject": ("title", "Export stops", "SSO"),
            "description": ("text", "It stops at 10,000 rows.\nAlways.", "Please add SSO."),
            "priority": ("priority", "high", "normal"),
            "status": ("status", "solved", "open"),
            "requester": ("person", "Ana Ruiz", "Ben Fox"),
            "org": ("account", "Halden Bk", "Tilbury Ports"),
            "solved_at": ("closed", "2026-10-03T09:00:00Z", ""),
            "csat": ("csat", "good", ""),
            "tags": ("tags", "export,limits", "feature_request"),
        },
    ),
    "a log of research": (
        "research",
        {
            "Date": ("when", "2026-09-01", "2026-09-14"),
            "Method": ("method", "Interview", "Diary study"),
            "Participant": ("person", "P7", "P8"),
            "Account": ("account", "Halden Bank", ""),
            "Finding": ("finding", "Looks for the export under Share", "42"),
            "Feature": ("feature", "Export", "Search"),
        },
    ),
    "our own export": (
        "feedback",
        {
            "Id": ("code", "FB-2914", "FB-2915"),
            "When": ("when", "2026-10-01", "2026-10-02"),
            "Account": ("account", "Halden Bank", ""),
            "Person": ("person", "Ana Ruiz", "Ben Fox"),
            "Channel": ("channel", "CS", "In-app"),
            "Subject": ("title", "Export limits", ""),
            "Text": ("text", "10,000 rows are too few", "2026"),
            "Importance": ("importance", "3", "1"),
            "State": ("state", "inbox", "done"),
            "Tags": ("tags", "Export limits; Speed", ""),
            "Feature": ("feature", "Export", ""),
            "Note": ("note", "asked twice", ""),
        },
    ),
    "what a widget in the product gathers": (
        "feedback",
        {
            "user_email": ("person", "a@x.example", "b@x.example"),
            "message": ("text", "love it 💜", "too slow"),
            "created_at": ("when", "2026-10-01T09:12:44Z", "2026-10-02T10:00:00Z"),
        },
    ),
    "notes that name the customer and whom we spoke to": (
        "feedback",
        {
            "Customer name": ("account", "Halden Bank", "Tilbury Ports"),
            "Contact": ("person", "Ana Ruiz", "Ben Fox"),
            "Day": ("when", "2026-10-01", "2026-10-02"),
            "What they said": ("text", "Exports stop", "Search is slow"),
        },
    ),
    "losses with what they cost": (
        "churn",
        {
            "Customer": ("account", "Alpha", "Beta"),
            "Cancelled on": ("when", "2026-09-30", "2026-10-31"),
            "Why they left": ("reason", "No SSO", "Price"),
            "ARR lost": ("amount", "12000", "8000"),
            "Voluntary": ("voluntary", "yes", "no"),
        },
    ),
}


@pytest.mark.parametrize("what", LIKE_THE_REAL_ONES)
def test_sheets_are_known_with_every_column(sheet: Sheet, what: str) -> None:
    kind, columns = LIKE_THE_REAL_ONES[what]
    staged = sheet(list(columns), *[[cells[row] for _, *cells in columns.values()] for row in (0, 1)])
    assert staged.answer["kind"] == kind
    assert mapped(staged) == {header: field for header, (field, *_) in columns.items() if field}
    assert (staged.answer["rows_accepted"], staged.answer["rows_quarantined"]) == (2, 0)


ABROAD = [
    ("Datum,Kunde,Ansprechpartner,Kanal,Notiz,Wichtigkeit", "feedback", "when account person channel text importance"),
    ("Date,Client,Interlocuteur,Canal,Commentaire,Importance", "feedback", "when account person channel text importance"),
    ("Fecha,Cliente,Contacto,Canal,Comentario,Importancia", "feedback", "when account person channel text importance"),
    ("Erstellt am,Kunde,Melder,Betreff,Beschreibung,Priorität", "tickets", "opened account person title text priority"),
    ("Ouvert le,Client,Demandeur,Objet,Description,Priorité", "tickets", "opened account person title text priority"),
    ("Creado el,Cliente,Solicitante,Asunto,Descripción,Prioridad", "tickets", "opened account person title text priority"),
    ("Kündigungsdatum,Kunde,Kündigungsgrund", "churn", "when account reason"),
    ("Date de résiliation,Client,Motif de résiliation", "churn", "when account reason"),
    ("Fecha de baja,Cliente,Motivo de baja", "churn", "when account reason"),
    ("Datum,Methodik,Teilnehmer,Erkenntnis", "research", "when method person finding"),
    ("Date,Méthode,Participante,Constat", "research", "when method person finding"),
    ("Fecha,Método,Participante,Hallazgo", "research", "when method person finding"),
]


@pytest.mark.parametrize(("headers", "kind", "fields"), ABROAD)
def test_headers_of_other_languages_are_known(sheet: Sheet, headers: str, kind: str, fields: str) -> None:
    count = len(headers.split(","))
    staged = sheet(headers, *[[f"2026-10-0{row}", *(f"word {column} of {row}" for column in range(1, count))] for row in range(1, 5)])
    assert (staged.answer["kind"], " ".join(staged.answer["mapping"].values())) == (kind, fields)


OTHERS = [
    ("Date,Account,User,Score,Comment", "2026-10-0{n},Alpha,u{n},{n},word {n}", "nps"),
    (
        "Date,Account,Contact,Score,Feedback,Channel,Tags,Feature,Subject",
        "2026-10-0{n},Alpha,Ann {n},{n},word {n},in-app,speed,Export,Title {n}",
        "nps",
    ),
    ("Responded at,Company,E-mail,Score,Feedback,Segment", "2026-10-0{n},Alpha,a{n}@x.example,{n},word {n},SMB", "nps"),
    (
        "Opportunity,Account,Contact,Stage,Amount,Created,Closed,Notes,Loss reason",
        "O-{n},Alpha {n},Ann {n},Lost,{n}00,2026-09-0{n},2026-10-0{n},word {n},Price {n}",
        "opportunities",
    ),
    (
        "Account,Date,CS score,Sentiment,Contact,Comment,Next step",
        "Alpha {n},2026-10-0{n},7{n},green,Ann {n},word {n},call {n}",
        "account_status",
    ),
    ("Account,Contact,Segment,CSM,Notes", "Alpha {n},Ann {n},SMB,Cem,word {n}", "accounts"),
    ("User,Account,Role,Last seen,Notes", "u{n},Alpha,admin,2026-10-0{n},word {n}", "users"),
    ("What,Type,From,To,Owner,Description", "Freeze {n},freeze,2026-10-0{n},2026-11-0{n},Ops,word {n}", "events"),
    ("Account,Contact,Notes,Segment", "Alpha {n},Ann {n},word {n},SMB", "other"),
    ("Date,Customer,Description,Amount", "2026-10-0{n},Alpha {n},word {n},{n}00", "other"),
    ("Date,Rating,Title,Review,Version", "2026-10-0{n},4,Title {n},word {n},5.{n}", "other"),
    ("Issue key,Summary,Reporter,Created,Status,Priority", "P-{n},word {n},Ann {n},2026-10-0{n},Open,High", "other"),
    ("Id,Account,Title,Created,Closed,Owner", "{n},Alpha {n},word {n},2026-09-0{n},2026-10-0{n},Ann", "other"),
    ("Product,Description,Price,Category", "Thing {n},word {n},{n}00,Things", "other"),
    ("InvoiceNo,Description,Quantity,InvoiceDate,CustomerID", "53636{n},LAMP {n},{n},2026-10-0{n},1785{n}", "other"),
    ("account_id,start_date,end_date,mrr_amount,churn_flag", "A-{n},2026-09-0{n},2026-10-0{n},{n}00,TRUE", "other"),
]


@pytest.mark.parametrize(("headers", "row", "kind"), OTHERS)
def test_sheets_of_something_else_stay_what_they_are(sheet: Sheet, headers: str, row: str, kind: str) -> None:
    staged = sheet(headers, *[row.format(n=number) for number in range(1, 9)])
    assert staged.answer["kind"] == kind
