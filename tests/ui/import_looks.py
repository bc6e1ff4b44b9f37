"""Answers of the look task written by hand, with everything that the dialog reads of them."""

from typing import Any

from prodops_desktop.ui.importing.look import Look, as_look

ORDER: dict[str, Any] = {
    "id": "order",
    "count": 37,
    "text": "Day/month order ambiguous in 37 rows.",
    "why": "284 rows can only be day/month, so that order is suggested for all.",
    "chosen": "day first",
    "options": [
        {"id": "day first", "title": "day first", "example": "4 Nov 2026"},
        {"id": "month first", "title": "month first", "example": "11 Apr 2026"},
        {"id": "quarantine", "title": "quarantine", "example": ""},
    ],
    "rows": [{"row": 5 + at, "raw": "04/11/2026", "readings": ["4 Nov 2026", "11 Apr 2026", ""]} for at in range(9)],
}
"""The question of the picture, with more rows than are shown at first."""


def column(header: str, letter: str, *, type_: str = "text", field: str | None = None, sure: float = 0.97, **more: Any) -> dict[str, Any]:
    """A column of a look."""
    return {
        "header": header,
        "letter": letter,
        "type": type_,
        "samples": [f"{header} {at}" for at in range(3)],
        "filled": 40,
        "distinct": 12,
        "field": field,
        "confidence": sure if field else 0.0,
        "note": None,
        "hidden": False,
        "questions": [],
        **more,
    }


def sheet(name: str, rows: int = 40, *, state: str = "visible", alike: bool = True, tables: int = 1) -> dict[str, Any]:
    """A sheet of a look."""
    return {
        "name": name,
        "state": state,
        "visible": state == "visible",
        "rows": rows,
        "columns": 4,
        "header_row": 1,
        "same_shape_as_chosen": alike,
        "hidden_rows": 0,
        "hidden_columns": 0,
        "tables": [
            {"number": at, "range": f"A{10 * at}:D{10 * at + 9}", "header_rows": [10 * at], "rows": 9, "columns": 4, "title": None}
            for at in range(1, tables + 1)
        ],
    }


def look(*columns: dict[str, Any], sheets: list[dict[str, Any]] | None = None, **more: Any) -> Look:
    """A look at a sheet of account statuses."""
    shown = list(columns) or [column("Account", "A", field="account"), column("QBR", "B", type_="day", field="last_qbr")]
    found = sheets or [sheet("Okafor")]
    answer = {
        "format": "xlsx",
        "sha256": "00",
        "bytes": 12_345,
        "as_of": None,
        "as_of_from": None,
        "sheets": found,
        "sheet": found[0]["name"],
        "table": 1,
        "header": [1],
        "kind": "account_status",
        "kind_confidence": 0.9,
        "columns": shown,
        "above": [[1, [one["header"] for one in shown]]],
        "head": [[one["samples"][0] for one in shown]],
        "head_rows": [2],
        "head_marks": [None],
        "hidden_shown": [],
        "warnings": [],
        "wide": None,
        "unpivoted": False,
        "reading": None,
    }
    return as_look({**answer, **more})
