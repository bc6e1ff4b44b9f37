"""Words and values for sheets of random mess."""

import datetime
import random
from collections.abc import Callable

from prodops_desktop.intake.readers.model import Cell

WORDS = [
    "amber",
    "basil",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "grove",
    "haven",
    "indigo",
    "jade",
    "karst",
    "lumen",
    "maple",
    "noble",
    "onyx",
    "pearl",
    "quartz",
    "ridge",
    "slate",
    "tundra",
    "umbra",
    "velvet",
    "willow",
    "xenon",
    "yarrow",
    "zephyr",
    "birch",
    "coral",
    "dune",
    "elm",
    "flint",
    "garnet",
    "hazel",
    "iris",
    "juniper",
    "kelp",
    "lotus",
    "moss",
    "nectar",
    "opal",
]
NOUNS = [
    "Site",
    "Ref",
    "Owner",
    "Units",
    "Share",
    "Remark",
    "Depot",
    "Batch",
    "Route",
    "Crew",
    "Grade",
    "Yield",
    "Stock",
    "Fleet",
    "Shift",
    "Region",
    "Phase",
    "Spend",
    "Level",
    "Branch",
    "Quota",
    "Weight",
    "Rating",
    "Channel",
    "Vendor",
    "Margin",
    "Volume",
    "Score",
    "Stage",
    "Contact",
    "Locker",
    "Berth",
    "Parcel",
    "Orchard",
    "Vessel",
    "Turbine",
    "Reactor",
    "Signal",
    "Bundle",
    "Ledger",
    "Q1 Sales",
    "2019 budget",
    "Top 10",
    "Size (m²)",
    "No.",
    "E-mail",
    "First\nname",
    "Is active?",
    "Cost / unit",
    "% done",
    "opened on",
    "ID#",
    "Price per unit in the last full year of account, net of all",
]
TITLES = (
    "Register of sites", "Internal", "Prepared by ops, second draft", "Confidential – do not forward", "Figures in thousands",
    "Quarterly review", "This list is updated every Monday; ask the desk for changes.", "v2 final", "As of 3 May 2026", "2026",
)  # fmt: skip
KEYS = ("Prepared by:", "Region:", "Status:", "Contact:", "Version:", "Filter:")
TOTALS = ("TOTAL", "Total", "Grand total", "Summe", "Gesamt", "Total:", "Sum", "Total général")
EXACT_TOTALS = TOTALS[:6]
NOTES = (
    "* counted at the gate, without returns", "Note: figures of the last week are estimates", "Source: weekly export",
    "(1) including the depots that closed in spring", "Checked by the desk on Friday, not yet signed off",
)  # fmt: skip
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LONG_MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
START = datetime.datetime(2025, 1, 1)

Maker = Callable[[random.Random, int], Cell]
SORTS: dict[str, Maker] = {
    "name": lambda chance, row: f"{chance.choice(WORDS).title()} {chance.choice(WORDS)} {row}",
    "word": lambda chance, _: chance.choice(WORDS),
    "category": lambda chance, _: chance.choice(("open", "closed", "on hold")),
    "code": lambda chance, _: f"{chance.choice('ABCD')}-{chance.randrange(10**4):04}",
    "remark": lambda chance, _: " ".join(chance.choice(WORDS) for _ in range(chance.randrange(4, 14))),
    "mail": lambda chance, row: f"{chance.choice(WORDS)}{row}@example.com",
    "count": lambda chance, _: chance.randrange(1, 5000),
    "small": lambda chance, _: chance.randrange(0, 12),
    "real": lambda chance, _: chance.randrange(-(10**5), 10**6) / 128,
    "day": lambda chance, _: START + datetime.timedelta(days=chance.randrange(700)),
    "moment": lambda chance, _: START + datetime.timedelta(minutes=chance.randrange(10**6)),
    "written day": lambda chance, _: f"{chance.randrange(13, 29)}/{chance.randrange(1, 13):02}/{chance.randrange(2023, 2027)}",
    "money": lambda chance, _: f"€ {chance.randrange(1, 900)}.{chance.randrange(100):02}",
    "percent": lambda chance, _: f"{chance.randrange(100)}%",
    "padded": lambda chance, _: f"0{chance.randrange(10**5):05}",
    "clock": lambda chance, _: f"{chance.randrange(24):02}:{chance.randrange(60):02}",
}
TEXTS = ("name", "word", "category", "code", "remark", "mail")
VALUES = ("count", "small", "real", "day", "moment", "written day", "money", "percent", "padded")
NUMBERS = ("count", "small", "real")
