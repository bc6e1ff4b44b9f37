"""What CS's October sheet says of the customers that stories and pictures name, and what November's changes in it."""

from datetime import date

_Cells = dict[str, object]


def _row(hlth: int, nps: int | None, adopt: int | None, qbr: date | None, tix: int, sentiment: str, sponsor: str, ask: str) -> _Cells:
    return {"hlth": hlth, "nps": nps, "adopt": adopt, "qbr": qbr, "tix": tix, "sentiment": sentiment, "sponsor": sponsor, "ask": ask}


OCTOBER: dict[str, _Cells] = {
    "Halden Bank": _row(64, -10, 31, date(2026, 8, 14), 17, "Amber", "Y", "audit log"),
    "Meridian Freight": _row(51, None, 28, date(2026, 6, 2), 9, "Red", "N", "export cap"),
    "Castellan Insurance": _row(58, 0, 44, date(2026, 9, 21), 6, "Amber", "Y", "export cap"),
    "Brightwater Utilities": _row(40, -20, 22, None, 11, "Red", "N", "scheduled pdf"),
    "Oakhurst Health": _row(60, 10, 51, date(2026, 9, 3), 4, "Amber", "Y", "scim"),
    "Lumen & Vale Retail": _row(35, None, 19, None, 14, "Red", "N", "dashboards v2"),
    "Kestrel Logistics": _row(55, 20, 47, date(2026, 7, 30), 3, "Amber", "Y", "export cap"),
    "Parity Telecom": _row(68, 30, 58, date(2026, 10, 11), 5, "Amber", "Y", "row security"),
    "Fennimore Foods": _row(38, None, 35, None, 8, "Red", "N", "export cap"),
    "Sable Energy": _row(61, 20, 49, date(2026, 9, 16), 2, "Amber", "Y", "scheduled pdf"),
    "Northgate Pharma": _row(82, 40, 66, date(2026, 10, 8), 1, "Green", "Y", "EU residency"),
    "Arden University": _row(45, None, 26, date(2026, 5, 19), 7, "Amber", "N", "SSO"),
    "Tilbury Ports": _row(44, -10, None, None, 10, "Red", "N", "bulk export"),
    "Calder Media": _row(49, 10, 33, date(2026, 6, 27), 4, "Amber", "N", "dashboards v2"),
    "Wexley Group": _row(66, 20, 52, date(2026, 8, 5), 3, "Amber", "Y", "export cap"),
    "Polaris Travel": _row(41, None, 24, None, 6, "Red", "N", "slack alerts"),
    "Rowan Credit Union": _row(63, 30, 61, date(2026, 9, 17), 2, "Amber", "Y", "SSO"),
    "Juniper Homecare": _row(70, 40, 57, date(2026, 9, 29), 1, "Green", "Y", "mobile app"),
    "Osterlund Paper": _row(90, 40, 63, date(2026, 8, 26), 2, "Green", "Y", "export cap"),
    "Brackley Tools": _row(46, 0, 24, None, 4, "Amber", "N", "SSO"),
    "Hexham Legal": _row(43, -10, 22, date(2026, 3, 17), 3, "Amber", "N", "audit log"),
    "Coppice Homes": _row(41, None, 18, None, 5, "Red", "N", "export cap"),
    "Wharton Castings": _row(47, -20, 27, date(2026, 2, 24), 6, "Amber", "N", "bulk export"),
    "Tolland Chambers": _row(39, None, 21, None, 4, "Red", "N", "SSO"),
    "Morrow Lettings": _row(42, -10, 16, None, 3, "Amber", "N", "mobile app"),
    "Isling Ceramics": _row(45, 0, 25, date(2026, 4, 15), 5, "Amber", "N", "slack alerts"),
    "Penrose Notaries": _row(40, None, 20, None, 4, "Red", "N", "audit log"),
}

NOVEMBER: dict[str, _Cells] = {
    "Sable Energy": {"tix": 9, "nps": -10},
    "Brightwater Utilities": {"hlth": 32, "tix": 19},
    "Northgate Pharma": {"hlth": 88},
    "Halden Bank": {"hlth": 60, "qbr": date(2026, 11, 4)},
    "Castellan Insurance": {"hlth": 61, "tix": 5},
    "Oakhurst Health": {"nps": 30},
    "Parity Telecom": {"adopt": 66},
    "Kestrel Logistics": {"csm": "C. Duarte"},
    "Tilbury Ports": {"adopt": 23},
    "Meridian Freight": {"hlth": 49},
}
