"""What else customers write to Support about: urgent trouble, wishes under the tags that ship, and the daily questions of the rest."""

from .need_words import Words

# slug of a tag that ships: its words; what is urgent first, then what is wished for
TROUBLE: dict[str, Words] = {
    "defect": (
        ("Filter resets by itself", "Chart is empty since this morning", "Can’t save {board}"),
        ("The filter resets when I go back.", "Error {code} when I save {board}.", "It works in one browser and not in the other."),
    ),
    "performance": (
        ("Export to Excel keeps timing out", "Very slow today", "Timeout on {board}"),
        ("It ends with a timeout after {n} minutes.", "Since the morning everything takes minutes.", "Error {code} after a long wait."),
    ),
    "outage": (
        ("Nobody can sign in", "Service down?", "503 on all pages"),
        ("All {n} of us get error 503.", "The status page is green but nothing opens 😡.", "Our morning meeting had no figures."),
    ),
    "data_wrong": (
        ("Totals of {board} are wrong", "Two regions counted twice", "Figures differ from the source"),
        ("The total counts two regions twice.", "{board} says {rows}, the source has {n} more.", "Our board saw a wrong figure."),
    ),
    "regression": (
        ("Broken since the last release", "Schedule sends nothing since Tuesday", "Colours lost after the update"),
        ("It worked until Tuesday.", "Since the last release {board} looks different.", "Please take the change back."),
    ),
    "churn_signal": (
        ("Thinking about leaving", "Before we renew", "We are looking at others"),
        ("We are looking at pulling out.", "If this stays, we will not renew.", "Our management asked for an offer of a competitor."),
    ),
    "sign_on_and_provisioning": (
        ("SAML certificate", "Sign-on fails for a new team", "Locked out"),
        ("The certificate runs out in {n} days.", "A new team of {n} can’t sign in.", "SAML answers with error {code}."),
    ),
}  # fmt: skip
WISHES: dict[str, Words] = {
    "new_capability": (
        ("Comments on a chart", "Undo in the editor", "Compare two days"),
        ("It would help to write a comment beside a chart.", "There is no way to compare two days.", "We would use it every day 🙏."),
    ),
    "extension": (
        ("Filters across pages", "More than three axes", "Longer names"),
        ("Filters are fine, but not across pages.", "Names are cut after {n} letters.", "Good as it is, too small for us."),
    ),
    "integration": (
        ("Connector for HubSpot", "Teams integration", "SAP connector"),
        ("We would like to read {n} tables from it.", "Today we carry files from one to the other.", "Is it planned?"),
    ),
    "data_out": (
        ("Monthly figures as a file", "Fetch {board} by URL", "Clean CSV"),
        ("I need the monthly figures as a file.", "The file should have one header row.", "A URL that our script can fetch would do."),
    ),
    "bulk_or_automation": (
        ("Change the owner of 200 boards", "Rename many at once", "Copy {board} for each shop"),
        ("One by one it takes {n} hours.", "A script or a list to upload would help.", "We have {n} of them."),
    ),
    "mobile_or_accessibility": (
        ("{board} on a phone", "Menu without a mouse", "Contrast"),
        ("The menu can’t be reached without a mouse.", "On a phone {board} is cut off 📱.", "The grey is too light for some of us."),
    ),
}  # fmt: skip
# Support's own words, no tags of the taxonomy, and what a routine ticket under each says
ROUTINE: dict[str, Words] = {
    "howto": (
        ("How do I add a filter?", "Question about {board}", "How to share with a colleague", "Where is the date setting?"),
        ("How do I add a second filter to {board}?", "I would like to share it with {n} people.", "Where can I set the week’s first day?",
         "I read the help page but did not get there."),
    ),
    "billing_q": (
        ("Invoice {code}", "New purchase order", "Question on invoice", "Address on the invoice"),
        ("Please put our new purchase order on invoice {code}.", "The address has changed.", "Why are there {n} days in the first period?",
         "Accounting needs the invoice as a PDF."),
    ),
    "password": (
        ("Password reset", "Reset link expired", "Can’t sign in"),
        ("The reset link had expired.", "I changed my phone and lost the second factor.", "My account is locked after {n} attempts."),
    ),
    "seats": (
        ("Add {n} seats", "Move a seat", "Who has a seat?"),
        ("We need {n} seats more from next month.", "Please move the seat of a colleague who left.", "Can I see who used their seat?"),
    ),
    "import_q": (
        ("Import of a CSV", "Column not found", "Import with umlauts"),
        ("The import says column {code} is not there.", "The file has {rows} rows.", "Umlauts come out as question marks.",
         "A test file is attached."),
    ),
    "display": (
        ("Colours of {board}", "Axis labels overlap", "Logo"),
        ("Labels overlap when there are more than {n}.", "How can I use our own colours?", "The legend covers the chart."),
    ),
    "training_q": (
        ("Webinar recording", "Training for new people", "Slides"),
        ("Is there a recording of the webinar?", "Two new colleagues begin next week.", "Could you run a session for our {n} planners?"),
    ),
    "status_q": (
        ("Maintenance on Sunday?", "Release notes", "Is this known?"),
        ("Is there maintenance on Sunday?", "Where do I find the release notes?", "A colleague says that this is known."),
    ),
    "thanks": (
        ("Thank you!", "Solved", "Great help 🎉"),
        ("That solved it, thank you.", "You can close this one.", "Quick answer, much appreciated 👍."),
    ),
}  # fmt: skip
FOREIGN: dict[str, tuple[tuple[str, str], ...]] = {
    "de": (
        ("Frage zur Rechnung", "Guten Tag,\n\nauf der Rechnung {code} fehlt unsere Bestellnummer.\n\nMit freundlichen Grüßen"),
        ("Filter lässt sich nicht speichern", "Hallo,\n\nder Filter auf {board} ist nach dem Neuladen weg.\n\nViele Grüße"),
        ("Neue Kollegin freischalten", "Guten Morgen,\n\nbitte {n} neue Zugänge. Die Größe der Gruppe bleibt gleich.\n\nDanke schön 🙂"),
        ("Export enthält falsche Umlaute", "Hallo,\n\nin der Datei stehen Fragezeichen statt ä, ö und ü.\n\nGruß"),
    ),
    "fr": (
        ("Question sur la facture", "Bonjour,\n\nla facture {code} n’indique pas notre numéro de commande.\n\nCordialement"),
        ("Accès d’une collègue", "Bonjour,\n\nmerci d’ouvrir {n} accès à partir de lundi. C’est déjà validé.\n\nBien à vous"),
        ("Le filtre disparaît", "Bonjour à tous,\n\nle filtre de {board} disparaît après une mise à jour.\n\nMerci d’avance 🙏"),
    ),
}  # fmt: skip
BOARDS = (
    "“Sales overview”", "“Weekly stock”", "“Margin by region”", "“Claims”", "“Fleet”", "“Monday board”", "“Cash”", "“Energy use”",
    "“Returns”", "“Staffing”", "“Budget 2026”", "“On-time delivery”", "“Wards”", "“Tariffs”",
)  # fmt: skip
OPENERS = ("Hi,\n\n", "Hello team,\n\n", "Hi there 👋\n\n", "Dear Support,\n\n", "", "", "Good morning,\n")
ENDINGS = (
    "\n\nThanks", "\n\nBest regards", "\n\nCheers", "\n\nKind regards\nSent from my phone", "", "",
    "\n\n--\nThis message may be confidential.",
)  # fmt: skip
ASIDES = (
    " It is not urgent.", " Could you have a look?", " A screenshot is attached.", " We see it since yesterday.",
    " There are {n} of us.",
    " See ticket 4{code} too.", " Any news on this?", "", "", "",
)  # fmt: skip
