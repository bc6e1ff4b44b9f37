"""What the five CSMs wrote down from 9 to 20 November 2026, 38 notes in their own words, a pasted mail and three notes made twice."""

from dataclasses import dataclass, replace
from datetime import date

from .accounts import Account
from .facts import DUARTE, ENT, LINDQVIST, MENSAH, NAMED, OKAFOR, PARK

NICE, IMPORTANT, CRITICAL = "nice", "important", "critical"
Importance = str | int | None
_NAMELESS = ""


@dataclass(frozen=True)
class Note:
    """One line of a CSM's tab; a note without a customer goes to the next of that CSM's large ones that no story names."""

    csm: str
    day: int
    customer: str
    who: str
    text: str
    importance: Importance = None
    language: str = "en"

    @property
    def date(self) -> date:
        """The day it speaks of."""
        return date(2026, 11, self.day)


_MAIL = (
    "From: Head of Internal Audit\nTo: M. Okafor\nSubject: FW: access to the change log\n\nDear Mr Okafor,\n\nthe regulator has asked "
    "again, see below. We need by the end of January:\n- who changed which report, and when\n- through an interface, not a screenshot\n\n"
    "> Please confirm by the 15th that the institution can produce\n> its change history within one working day.\n\nRegards"
)
_NOTES = (
    Note(OKAFOR, 9, "Halden Bank", OKAFOR, "New head of data starts on 1 December. Until then nobody there speaks for us.", CRITICAL),
    Note(OKAFOR, 12, "Halden Bk", "Head of Internal Audit", _MAIL, CRITICAL),
    Note(
        OKAFOR, 16, "Castellan Insurance", OKAFOR,
        "The bulk export still splits into several files. They ask us to lift the cap or to give them an API.", IMPORTANT,
    ),
    Note(
        OKAFOR, 18, "Castellan Insurance", OKAFOR,
        "Bulk export still splits into several files; they ask us again to lift the cap or give them an API.", IMPORTANT,
    ),
    Note(OKAFOR, 17, "Parity Telecom", OKAFOR, "Regional managers see each other’s rows. Wants it solved before the pilot in the south."),
    Note(
        OKAFOR, 11, "Northgate Pharma", "Datenschutz",
        "Der Datenschutz fragt, ob die Sicherungen in der EU liegen. Ohne schriftliche Antwort kein viertes Land.", CRITICAL, "de",
    ),
    Note(
        OKAFOR, 13, "Courval Traiteur", OKAFOR,
        "Ils aimeraient recevoir le tableau du lundi en PDF. Très contents sinon, surtout de la rapidité du support 🙂", NICE, "fr",
    ),
    Note(OKAFOR, 20, "Tolland Chambers", OKAFOR, "Partner forwards links, colleagues land on the home page after SSO.", NICE),
    Note(
        LINDQVIST, 20, "Meridian Freight", LINDQVIST,
        "Quarterly reconciliation is due on the fifth and the export stops at 50,000 rows. We split it into eleven files by hand and paste "
        "them together, and last month two rows went missing. Our auditors asked for the change history too and we had nothing to give "
        "them. If bulk export can’t do a million rows by January we will have to look at pulling straight from the warehouse. Small "
        "thing: the SSO login drops people on the home page instead of the report they opened.", CRITICAL,
    ),
    Note(LINDQVIST, 10, "Oakhurst Health", LINDQVIST, "IT will not go on to the third hospital before Okta can create users.", IMPORTANT),
    Note(LINDQVIST, 19, "Oakhurst Health", "IT security", "Found four leavers with an account. Asked how soon SCIM comes."),
    Note(
        LINDQVIST, 12, "Osterlund Paper", LINDQVIST,
        "Läuft gut, aber seit der neuen Planung öffnen weniger Leute das Werkzeug. Der Export reicht für das Werk nicht mehr aus.",
        IMPORTANT, "de",
    ),
    Note(LINDQVIST, 17, "Grantham Rail", LINDQVIST, "Counts in 4-4-5 weeks. Every quarter is off by a week in our charts.", NICE),
    Note(LINDQVIST, 18, "Rowan Credit Union", LINDQVIST, "Third complaint about SSO: the link in the morning mail is lost.", IMPORTANT),
    Note(
        LINDQVIST, 13, "Aldersee Optik", LINDQVIST,
        "Wünscht sich das Dashboard auf dem Telefon, weil im Laden kein Rechner steht.", NICE, "de",
    ),
    Note(LINDQVIST, 16, "Hexham Legal", LINDQVIST, "Asked for a list of who opened which report. A page would do, no API."),
    Note(
        PARK, 9, "Brightwater Utilities", PARK,
        "Directors want the Monday dashboard as a PDF by mail. They will not sign in to anything. Renewal is in five weeks.", 3,
    ),
    Note(
        PARK, 11, "Brightwater Utilities", "Office of the CFO",
        "The directors want the Monday dashboard as a PDF by mail, they will not sign in to anything. Renewal in five weeks!", 3,
    ),
    Note(PARK, 19, "Lumen & Vale Retail", PARK, "Sales board takes 70 seconds on the shop floor. Two regions went back to Excel 🐌", 3),
    Note(
        PARK, 12, "Lumen & Vale Retail", PARK,
        "Le magasin de Lyon trouve les tableaux trop lents le samedi. Ils ont cessé de les ouvrir.", 2, "fr",
    ),
    Note(PARK, 17, "Fennimore Foods", PARK, "Export to Excel keeps timing out. Not the cap, it is slow.", 2),
    Note(PARK, 18, "calder media", PARK, "Will stay on v1 until the colours are back.", 2),
    Note(PARK, 16, "Juniper Homecare", PARK, "Would be a reference for home care. Loves the new filters.", 1),
    Note(PARK, 10, "Birkenau Verlag", PARK, "Die Rechnung nennt wieder die alte Bestellnummer. Zum dritten Mal.", None, "de"),
    Note(MENSAH, 9, "Sable Energy", MENSAH, "Very quiet since the price letter. Did not come to the review.", CRITICAL),
    Note(MENSAH, 19, "Sable Energy", "Head of Trading", "Nine tickets open and no answer they trust. Talks to Quantly.", CRITICAL),
    Note(MENSAH, 12, "Polaris Travel", MENSAH, "Alerts in Slack are gone, or never were. They missed two sold-out flights.", IMPORTANT),
    Note(
        MENSAH, 10, "Kestrel Logistics", MENSAH,
        "Hit the CSV export limit again in the night run; the depot files have to be cut by hand. Handing over to C. Duarte.", IMPORTANT,
    ),
    Note(MENSAH, 16, _NAMELESS, MENSAH, "Asks for a quota per workspace. One team uses up what the others need.", NICE),
    Note(MENSAH, 18, _NAMELESS, MENSAH, "API answers 429 at six in the morning, their sync needs three tries."),
    Note(
        DUARTE, 17, "Kestrel Logistics", DUARTE,
        "Hit the CSV export limit again in the night run, and the depot files have to be cut by hand. Taken over from Mensah.", IMPORTANT,
    ),
    Note(DUARTE, 11, "Wexly Grp", DUARTE, "Dealers should see the stock board in their own portal. Security refuses iframes.", IMPORTANT),
    Note(DUARTE, 13, "Arden University", DUARTE, "Certificate change locked the students out for an hour. Painful, they say.", IMPORTANT),
    Note(DUARTE, 9, "Tilbury Ports", DUARTE, "No usage figures, no sponsor. Nobody answered two mails.", CRITICAL),
    Note(DUARTE, 18, "Ebbw & Co", DUARTE, "Happy under the new name. Training wish for two planners.", NICE),
    Note(
        DUARTE, 16, "Duinzicht Reizen", DUARTE,
        "Buchhaltung braucht ein Geschäftsjahr ab Februar, sonst rechnen sie alles noch einmal.", NICE, "de",
    ),
    Note(DUARTE, 19, "Penrose Notaries", DUARTE, "Nobody may publish alone there. They ask for a second person’s release."),
    Note(
        DUARTE, 20, _NAMELESS, DUARTE,
        "Réunion avec la direction : ils veulent savoir d’où vient la colonne « marge » avant la clôture.", IMPORTANT, "fr",
    ),
)  # fmt: skip
NEAR_DUPLICATES = (("Castellan Insurance", (16, 18)), ("Brightwater Utilities", (9, 11)), ("Kestrel Logistics", (10, 17)))


def make_notes(accounts: list[Account]) -> list[Note]:
    """All notes, by CSM and as they stand in each tab: the newest first."""
    named = {n.name for n in NAMED}
    large = [a for a in sorted(accounts, key=lambda a: (a.segment != ENT, -a.usd_parts, a.code)) if a.name not in named]
    unused = {csm: [a.name for a in large if a.csm == csm] for csm in (MENSAH, DUARTE)}
    notes = [note if note.customer != _NAMELESS else replace(note, customer=unused[note.csm].pop(0)) for note in _NOTES]
    return sorted(notes, key=lambda note: -note.day)
