"""The format that the catalogue keeps of a column: from it and a stored value the raw text comes back, and a mended text is read."""

import json
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol

from prodops_desktop.intake.counted_days import number_of
from prodops_desktop.intake.day_templates import render_day
from prodops_desktop.intake.durations import duration_form
from prodops_desktop.intake.numbers import form_from_record, plain_of
from prodops_desktop.intake.plans import Plan
from prodops_desktop.intake.readers.model import raw_text

Stored = int | float | str | None
_UNIT, _ASIDE, _MONTH_FIRST, _ZEROS = "unit:", "aside:", "month first:", "zeros:"
_SHARES = ("fraction", "share")
_ANY_DAY = datetime(2000, 1, 1)


class Recorded(Protocol):
    """A column as the catalogue knows it."""

    @property
    def type(self) -> str:
        """One of the types of columns."""

    @property
    def format(self) -> str | None:
        """What :func:`record_of` gave."""

    @property
    def scale(self) -> int | None:
        """The decimals of an amount."""

    @property
    def currency(self) -> str | None:
        """The one currency of its amounts."""

    @property
    def zone(self) -> str | None:
        """The zone of its moments."""


def storage_of(kind: str) -> str:
    """The column type in SQLite of a column of type ``kind``."""
    if kind in ("integer", "money", "boolean", "name", "duration"):
        return "INTEGER"
    return "REAL" if kind in ("number", "percent") else "TEXT"


def record_of(plan: Plan) -> str | None:
    """The recorded format: what :func:`raw_from` needs to give raw texts back; None where they are as cells are."""
    form = plan.form.record() if plan.form else None
    if plan.type in ("text", "name"):
        return f"{_ZEROS}{plan.zeros}" if plan.zeros else None
    if plan.type in ("integer", "number", "money"):
        return form
    if plan.type == "percent":
        return f"{plan.unit}:{form or ''}".rstrip(":") if plan.unit else form
    if plan.type == "boolean":
        no = "" if plan.blank_is_no else _word(plan, meaning=False)
        return json.dumps({"true": _word(plan, meaning=True), "false": no}, ensure_ascii=False)
    if plan.type in ("day", "moment"):
        return _record_of_days(plan)
    if plan.type == "duration":
        return plan.duration.record() if plan.duration else None
    return plan.template if plan.type == "time" else None


def _record_of_days(plan: Plan) -> str | None:
    """The template or unit, behind what it can't tell itself: that days go aside, or that the month came first in other texts."""
    own = f"{_UNIT}{plan.unit}" if plan.unit else plan.template or ""
    if not plan.unit and not plan.day_first and _order_in(own) is None:
        own = _MONTH_FIRST + own
    return (_ASIDE + own if plan.aside else own) or None


def _order_in(template: str) -> bool | None:
    """Whether the day comes first in a template of texts whose order is to be found out; None where it is plain, as in 2026-11-23."""
    day, month, year = (template.find("{" + key) for key in "dmy")
    year = template.find("{Y") if year < 0 else year
    return day < month if min(day, month) >= 0 and max(day, month) < year else None


def _own_template(record: str) -> str:
    return record.removeprefix(_ASIDE).removeprefix(_MONTH_FIRST)


def _word(plan: Plan, *, meaning: bool) -> str:
    return next((word for word, value in plan.yes_no.items() if value is meaning), "TRUE" if meaning else "FALSE")


def raw_from(kind: str, scale: int | None, record: str | None, value: Stored) -> str:
    """The raw text of a stored value of a column of type ``kind`` with the recorded format ``record``; "" for NULL.

    Where this differs from what stood in the file, the import kept the raw text.
    """
    if value is None:
        return ""
    if kind in ("integer", "number"):
        return form_from_record(record).render(plain_of(value)) if not isinstance(value, str) else value
    if kind == "money":
        return form_from_record(record).render(_unscaled(int(value), scale or 0))
    if kind == "percent":
        unit, form = _split_share(record)
        return form_from_record(form).render(plain_of(round(float(value) / 100, 12) if unit else float(value)))
    if kind == "boolean":
        return str(json.loads(record or "{}").get("true" if value else "false", "TRUE" if value else "FALSE"))
    if kind in ("day", "moment"):
        return _raw_moment(datetime.fromisoformat(str(value)), _own_template(record or ""))
    if kind == "time":
        return render_day(record, datetime.fromisoformat(f"2000-01-01T{value}")) if record else str(value)
    if kind == "duration":
        return duration_form(record).render(int(value)) if record else raw_text(timedelta(milliseconds=int(value)))
    return (str(value).lstrip("0") or "0") if record else str(value)


def _raw_moment(moment: datetime, record: str) -> str:
    if not record:
        return raw_text(moment)
    return number_of(record[len(_UNIT) :], moment) if record.startswith(_UNIT) else render_day(record, moment)


def _split_share(record: str | None) -> tuple[str | None, str | None]:
    """The unit and the form of a record of per cent."""
    if record is None or record.startswith("{"):
        return None, record
    unit, _, form = record.partition(":")
    return unit, form or None


def _unscaled(value: int, scale: int) -> str:
    sign = "-" if value < 0 else ""
    digits = str(abs(value)).rjust(scale + 1, "0")
    whole, fraction = (digits[:-scale], digits[-scale:].rstrip("0")) if scale else (digits, "")
    return f"{sign}{whole}.{fraction}" if fraction else sign + whole


def plan_of_column(column: Recorded) -> Plan:
    """How the texts of a column of the catalogue are read, for one that was mended."""
    return _plan_of(column.type, column.format, column.scale, column.currency, column.zone)


@lru_cache(maxsize=2000)
def _plan_of(kind: str, record: str | None, scale: int | None, currency: str | None, zone: str | None) -> Plan:
    known: dict[str, Any] = {"scale": scale, "currency": currency, "zone": zone}
    if kind == "percent":
        known["unit"], record = _split_share(record)
    if kind in ("integer", "number", "money", "percent") and record:
        form = form_from_record(record)
        mark = form.negative[3:].upper() if form.negative.startswith("end") else ""
        known |= {"form": form, "decimal": form.decimal, "debit": "DR" if "DR" in mark else "CR" if mark else None}
    if kind == "boolean":
        words = json.loads(record or "{}")
        pair = {words.get("true", "TRUE"): True, words.get("false", "FALSE"): False}
        known |= {"yes_no": {word: meaning for word, meaning in pair.items() if word}, "blank_is_no": "" in pair}
    if kind in ("day", "moment") and record:
        known |= _of_days(record)
    if kind in ("text", "name") and record:
        known["zeros"] = int(record.removeprefix(_ZEROS))
    if kind == "time":
        known["template"] = record
    if kind == "duration" and record:
        known["duration"] = duration_form(record)
    return Plan(kind, **known)


def _of_days(record: str) -> dict[str, Any]:
    own = _own_template(record)
    if own.startswith(_UNIT):
        return {"unit": own[len(_UNIT) :]}
    first = _order_in(own)
    return {
        "template": own or None,
        "day_first": _MONTH_FIRST not in record if first is None else first,
        "aside": record.startswith(_ASIDE),
        "leading_year": own.startswith("{y:02}") and "{d" not in own and "{m" not in own,
        "short_first": 0 <= own.find("{y:02}") < own.find("{m"),
    }
