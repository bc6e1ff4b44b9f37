"""What is known about the sample company before anything is drawn: its name, its day, its rate, and the accounts that stories name."""

from dataclasses import dataclass
from datetime import date

COMPANY = "Tarnbrook Analytics"
TODAY = date(2026, 11, 23)
SEED = 20261123
EUR_RATE_PERCENT = 108  # EUR 1 = USD 1.08, kept whole so that sums are exact
ARR_USD_CENTS = 18_040_000_00
CSMS = ("M. Okafor", "S. Lindqvist", "J. Park", "A. Mensah", "C. Duarte")
OKAFOR, LINDQVIST, PARK, MENSAH, DUARTE = CSMS


@dataclass(frozen=True)
class Named:
    """An account that a story or a picture names; usd is its ARR in whole US dollars, code its number or 0 for any."""

    code: int
    name: str
    segment: str
    region: str
    plan: str
    industry: str
    usd: int
    renewal: date
    seats: int
    term: int
    notice: str
    csm: str


ENT, MID, SMB = "Enterprise", "Mid-market", "SMB"
NA, EMEA, APAC = "NA", "EMEA", "APAC"
LOGISTICS = "Transport and logistics"

NAMED = (
    Named(417, "Halden Bank", ENT, NA, "Unlimited", "Banking", 548_000, date(2027, 1, 30), 1200, 36, "90 d", OKAFOR),
    Named(92, "Parity Telecom", ENT, NA, "Unlimited", "Telecom", 471_000, date(2027, 6, 15), 960, 24, "90 d", OKAFOR),
    Named(133, "Castellan Insurance", ENT, NA, "Unlimited", "Insurance", 386_000, date(2027, 3, 15), 780, 36, "60 d", OKAFOR),
    Named(208, "Oakhurst Health", ENT, NA, "Scale", "Healthcare", 335_000, date(2027, 2, 26), 640, 12, "60 d", LINDQVIST),
    Named(77, "Sable Energy", ENT, NA, "Scale", "Energy", 263_000, date(2027, 4, 3), 520, 12, "90 d", MENSAH),
    Named(291, "Kestrel Logistics", ENT, NA, "Scale", LOGISTICS, 226_000, date(2027, 5, 2), 410, 12, "30 d", MENSAH),
    Named(166, "Wexley Group", MID, NA, "Scale", "Manufacturing", 154_000, date(2027, 4, 15), 320, 12, "90 d", DUARTE),
    Named(240, "Rowan Credit Union", MID, NA, "Scale", "Banking", 131_000, date(2027, 7, 20), 260, 12, "60 d", LINDQVIST),
    Named(319, "Juniper Homecare", MID, NA, "Core", "Healthcare", 102_000, date(2027, 8, 31), 240, 24, "60 d", PARK),
    Named(58, "Meridian Freight", ENT, EMEA, "Unlimited", LOGISTICS, 412_000, date(2027, 1, 3), 840, 36, "90 d", LINDQVIST),
    Named(101, "Northgate Pharma", ENT, EMEA, "Unlimited", "Pharma", 390_000, date(2027, 7, 29), 340, 24, "90 d", OKAFOR),
    Named(185, "Brightwater Utilities", ENT, EMEA, "Scale", "Utilities", 298_000, date(2026, 12, 16), 560, 12, "90 d", PARK),
    Named(274, "Lumen & Vale Retail", MID, EMEA, "Scale", "Retail", 184_000, date(2027, 1, 14), 350, 12, "60 d", PARK),
    Named(223, "Osterlund Paper", ENT, EMEA, "Scale", "Manufacturing", 168_000, date(2027, 6, 25), 310, 36, "90 d", LINDQVIST),
    Named(349, "Fennimore Foods", MID, EMEA, "Scale", "Food", 142_000, date(2026, 12, 27), 270, 12, "30 d", PARK),
    Named(142, "Grantham Rail", ENT, EMEA, "Scale", LOGISTICS, 142_000, date(2027, 9, 30), 280, 24, "90 d", LINDQVIST),
    Named(119, "Delft Maritime", ENT, EMEA, "Scale", LOGISTICS, 137_000, date(2027, 10, 5), 260, 12, "60 d", OKAFOR),
    Named(301, "Arden University", MID, APAC, "Scale", "Education", 118_000, date(2027, 2, 8), 400, 12, "60 d", DUARTE),
    Named(260, "Tilbury Ports", MID, NA, "Core", LOGISTICS, 96_000, date(2026, 12, 12), 190, 12, "60 d", DUARTE),
    Named(287, "Calder Media", MID, NA, "Core", "Media", 88_000, date(2027, 1, 20), 180, 12, "30 d", PARK),
    Named(333, "Polaris Travel", SMB, NA, "Core", "Travel", 72_000, date(2026, 12, 22), 150, 12, "30 d", MENSAH),
    Named(352, "Ebbw Foods", MID, EMEA, "Core", "Food", 41_000, date(2027, 9, 14), 80, 12, "60 d", DUARTE),
    Named(388, "Belmont Dental", SMB, NA, "Core", "Healthcare", 9_000, date(2027, 8, 18), 15, 12, "30 d", PARK),
    Named(391, "Belmont Dental", SMB, NA, "Core", "Healthcare", 7_200, date(2027, 5, 26), 12, 12, "30 d", PARK),
    Named(134, "Castellan Life", MID, NA, "Core", "Insurance", 52_000, date(2027, 9, 1), 110, 12, "60 d", OKAFOR),
    Named(0, "Stonegate Legal", MID, EMEA, "Core", "Legal", 36_000, date(2027, 6, 8), 70, 12, "60 d", OKAFOR),
    Named(0, "Linden Vets", SMB, EMEA, "Core", "Healthcare", 11_000, date(2027, 7, 2), 20, 12, "30 d", LINDQVIST),
    Named(0, "Ashby Rail", MID, EMEA, "Scale", LOGISTICS, 44_000, date(2027, 8, 9), 90, 24, "60 d", PARK),
    Named(0, "Quay Hotels", SMB, APAC, "Core", "Travel", 14_500, date(2027, 6, 30), 25, 12, "30 d", DUARTE),
    # eight small accounts at risk: $182k together, renewing March to May
    Named(0, "Brackley Tools", MID, NA, "Core", "Manufacturing", 31_000, date(2027, 3, 9), 60, 12, "30 d", OKAFOR),
    Named(0, "Hexham Legal", MID, NA, "Core", "Legal", 24_000, date(2027, 3, 22), 50, 12, "30 d", LINDQVIST),
    Named(0, "Coppice Homes", SMB, NA, "Core", "Real estate", 17_000, date(2027, 3, 30), 35, 12, "30 d", PARK),
    Named(0, "Wharton Castings", MID, APAC, "Core", "Manufacturing", 27_000, date(2027, 4, 7), 55, 12, "60 d", DUARTE),
    Named(0, "Tolland Chambers", SMB, NA, "Core", "Legal", 20_000, date(2027, 4, 19), 40, 12, "30 d", OKAFOR),
    Named(0, "Morrow Lettings", SMB, APAC, "Core", "Real estate", 14_000, date(2027, 4, 28), 30, 12, "30 d", LINDQVIST),
    Named(0, "Isling Ceramics", MID, NA, "Core", "Manufacturing", 28_000, date(2027, 5, 11), 55, 12, "30 d", PARK),
    Named(0, "Penrose Notaries", SMB, APAC, "Core", "Legal", 21_000, date(2027, 5, 18), 40, 12, "30 d", DUARTE),
    # four whose ARR the CRM reads a thousand times too small
    Named(0, "Aldersee Optik", SMB, EMEA, "Core", "Retail", 13_500, date(2027, 3, 4), 22, 12, "30 d", LINDQVIST),
    Named(0, "Birkenau Verlag", SMB, EMEA, "Core", "Media", 9_072, date(2027, 5, 6), 18, 12, "30 d", PARK),
    Named(0, "Courval Traiteur", SMB, EMEA, "Core", "Food", 16_416, date(2027, 6, 17), 26, 12, "30 d", OKAFOR),
    Named(0, "Duinzicht Reizen", SMB, EMEA, "Core", "Travel", 10_368, date(2027, 9, 23), 16, 12, "30 d", DUARTE),
    Named(0, "Apex Labs", MID, NA, "Scale", "Software", 47_000, date(2027, 10, 1), 100, 12, "60 d", OKAFOR),
    Named(0, "Apex Logistics", MID, EMEA, "Scale", LOGISTICS, 39_960, date(2027, 2, 12), 80, 12, "60 d", PARK),
    Named(0, "Dunmore Textile", MID, EMEA, "Core", "Manufacturing", 33_480, date(2027, 4, 21), 65, 12, "60 d", LINDQVIST),
    Named(0, "Penhallow Clinics", MID, NA, "Core", "Healthcare", 38_000, date(2027, 8, 5), 75, 12, "60 d", PARK),
)

# (segment, region, plan or "" for any plan): accounts, ARR in thousand dollars
CELLS: dict[tuple[str, str, str], tuple[int, int]] = {
    (ENT, NA, "Core"): (4, 520),
    (ENT, NA, "Scale"): (10, 1490),
    (ENT, NA, "Unlimited"): (14, 2600),
    (ENT, EMEA, "Core"): (4, 440),
    (ENT, EMEA, "Scale"): (9, 1210),
    (ENT, EMEA, "Unlimited"): (11, 1970),
    (ENT, APAC, "Core"): (1, 120),
    (ENT, APAC, "Scale"): (3, 400),
    (ENT, APAC, "Unlimited"): (5, 870),
    (MID, NA, ""): (66, 2730),
    (MID, EMEA, ""): (58, 2300),
    (MID, APAC, ""): (22, 840),
    (SMB, NA, ""): (77, 1040),
    (SMB, EMEA, ""): (78, 1060),
    (SMB, APAC, ""): (36, 450),
}

CASTELLAN_LIFE, CASTELLAN = 134, 133
SECOND_BELMONT = 391
EBBW_OLD, EBBW_NEW = "Ebbw Foods", "Ebbw & Co"
DECIMAL_COMMA = ("Aldersee Optik", "Birkenau Verlag", "Courval Traiteur", "Duinzicht Reizen")
TYPO_340 = "Penhallow Clinics"
AT_RISK_SMALL = tuple(n.name for n in NAMED[29:37])
LEAVING = ("Harrow Print Co.", "Vantage Motors")  # struck through in October, gone on 31 October
SILENT = ("Stonegate Legal", "Linden Vets", "Ashby Rail", "Quay Hotels")  # missing in November, no reason given
