"""What a row of a sheet of tools says, field by field, in the values that records hold; what can't be read is said in a sentence."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.sheet_rows import SheetRow, SheetTable
from prodops_desktop.errors import UserError
from prodops_desktop.intake.numbers import read_number
from prodops_desktop.tools import checks
from prodops_desktop.tools.model import BASES, NOTICE_UNITS, PAYMENTS, RENEWAL_UNITS, STATUSES, Contract, Money, Span, Tool
from prodops_desktop.tools.reading import UPLIFT_PLACES, one_line, read_capabilities, read_lead_times, read_span, unit_named, written

TOOL_FIELDS = (
    "vendor",
    "category",
    "tool_owner",
    "tool_status",
    "capabilities",
    "active_days",
    "use_for",
    "avoid",
    "start_how",
    "card_owner",
    "reviewed",
    "credential",
    "tool_note",
)
CONTRACT_FIELDS = (
    "reference",
    "starts",
    "ends",
    "auto_renew",
    "notice",
    "on_working_day",
    "renewal_term",
    "price",
    "amount_per",
    "basis",
    "seats",
    "uplift",
    "lead_times",
    "contract_note",
)
TOOL_COLUMNS = {"tool_owner": "owner", "tool_status": "status", "tool_note": "note"}
CONTRACT_COLUMNS = {"renewal_term": "renewal", "price": "amount", "contract_note": "note"}
"""Fields of the sheet that are called otherwise in the record."""

_STATUS_WORDS = {
    "active": "active|live|in use|used|current|approved|aktiv|in betrieb|actif|activo",
    "trial": "trial|pilot|evaluation|evaluating|poc|test|testphase|essai|prueba",
    "planned": "planned|proposed|requested|upcoming|geplant|prévu|planificado",
    "retired": "retired|cancelled|canceled|ended|inactive|decommissioned|dropped|terminated|gekündigt|beendet|résilié|retirado",
}
_BASIS_WORDS = {
    "seat": "seat|per seat|seats|per user|user|users|named user|named users|licence|license|per licence|per license|pro platz|pro nutzer"
    "|par utilisateur|por usuario",
    "flat": "flat|flat fee|fixed|fixed fee|fixed price|site|site licence|site license|enterprise|unlimited|lump sum|pauschal|pauschale"
    "|forfait|tarifa plana",
    "usage": "usage|usage based|usage-based|consumption|per use|pay as you go|metered|per event|credits|verbrauch|nach verbrauch"
    "|consommation|consumo",
}
_PER_WORDS = {
    "year": "year|yearly|annual|annually|per year|p.a.|pa|annum|per annum|yr|jahr|jährlich|an|annuel|año|anual",
    "quarter": "quarter|quarterly|per quarter|quartal|vierteljährlich|trimestre|trimestriel|trimestral",
    "month": "month|monthly|per month|mo|p.m.|monat|monatlich|mois|mensuel|mes|mensual",
}


_PRICES = ("price", "monthly_price", "seat_price")
_MONTHS_OR_YEARS = 5
"""A renewal term that is a bare number up to this may be meant in either."""
_YEARLY = re.compile(r"annu|anual|year|jahr|jähr|\bacv\b")
_SPANS = {"notice": (NOTICE_UNITS, "day"), "renewal_term": (RENEWAL_UNITS, "month")}
"""The units that a length of time may have, and the one of a bare number."""


@dataclass(frozen=True)
class Saying:
    """What a row says: the tool's name, fields of the tool and of a contract (only those it says something about), and what was unclear."""

    row: int
    tool: str
    about_tool: dict[str, object]
    about_contract: dict[str, object]
    problems: tuple[str, ...]


def sayings(table: SheetTable) -> list[Saying]:
    """What the rows of a sheet of tools say; an amount is in the currency of its row, cell or column, where one of them says it."""
    read = _Reader(table)
    return [_saying(row, table, read) for row in table.rows if row.values.get("tool")]


def changed_tool(tool: Tool, values: Mapping[str, object]) -> Tool:
    """The tool with these values of fields of a sheet."""
    columns: Any = {TOOL_COLUMNS.get(name, name): value for name, value in values.items()}
    return replace(tool, **columns)


def changed_contract(contract: Contract, values: Mapping[str, object]) -> Contract:
    """The contract with these values of fields of a sheet."""
    columns: Any = {CONTRACT_COLUMNS.get(name, name): value for name, value in values.items()}
    return replace(contract, **columns)


def _saying(row: SheetRow, table: SheetTable, read: "_Reader") -> Saying:
    tool = one_line(written(str(row.values["tool"])))
    found: list[str] = []
    about_tool = {name: value for name in TOOL_FIELDS if (value := read(row, name, found)) is not None}
    about_contract = {name: value for name in CONTRACT_FIELDS if (value := read(row, name, found)) is not None}
    if "price" not in about_contract:
        about_contract |= _other_price(row, table, read, found, about_contract.get("seats"))
    elif "price" in about_contract and _YEARLY.search(table.columns["price"].header.casefold()):
        about_contract["amount_per"] = "year"  # whatever the bills come by
    if "ends" not in about_contract and isinstance(renews := read(row, "renews_on", found), date):
        about_contract["ends"] = renews - timedelta(days=1)  # a term ends on the day before it renews
    starts, ends = about_contract.get("starts"), about_contract.get("ends")
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        found.append(f"the contract would end on {ends}, before it starts on {starts}; the end was left out.")
        del about_contract["ends"]
    return Saying(row.number, tool, about_tool, about_contract, tuple(f"{tool}: {text}" for text in found))


def _other_price(row: SheetRow, table: SheetTable, read: "_Reader", found: list[str], seats: object) -> dict[str, object]:
    """What a row says of the amount by a price of a month, or of a seat."""
    if (monthly := read(row, "monthly_price", found)) is not None:
        return {"price": monthly, "amount_per": "month"}
    each = read(row, "seat_price", found)
    if not isinstance(each, Money):
        return {}
    header = table.columns["seat_price"].header
    if not isinstance(seats, int):
        found.append(f"“{header}” is there, but not for how many seats. It was left out.")
        return {}
    money = tidy_money(replace(each, units=each.units * seats))
    checks.check_money(money)
    per = unit_named(header, ("month",))
    return {"price": money, "basis": "seat", **({"amount_per": per} if per else {})}


class _Reader:
    """Reads the fields of rows; a value that can't be read is None, with a sentence. What repeats in a column is read once."""

    def __init__(self, table: SheetTable) -> None:
        self._table = table
        self._known: dict[tuple[str, Stored], tuple[object, str | None]] = {}

    def __call__(self, row: SheetRow, name: str, problems: list[str]) -> object:
        value = row.values.get(name)
        if value is None or value == "":
            return None
        if name in _PRICES:  # which other cells of the row are part of
            read, problem = self._tried(row, name, value)
        else:
            if (name, value) not in self._known:
                self._known[name, value] = self._tried(row, name, value)
            read, problem = self._known[name, value]
        if problem is not None:
            problems.append(problem)
        return read

    def _tried(self, row: SheetRow, name: str, value: Stored) -> tuple[object, str | None]:
        try:
            read = self._read(row, name, value)
            if name in TOOL_FIELDS and read is not None:
                checks.check_tool(changed_tool(Tool(0, "any"), {name: read}))
            elif name in CONTRACT_FIELDS and read is not None:
                checks.check_contract(changed_contract(Contract(0, 0), {name: read}))
        except (ValueError, UserError) as error:
            why = str(error) if isinstance(error, UserError) else "it can’t be read"
            column = self._table.columns[name].header
            return None, f"“{column}” is “{str(value)[:60]}”: {why.rstrip('.')}. It was left out."
        return read, None

    def _read(self, row: SheetRow, name: str, value: Stored) -> object:
        if name in _PRICES:
            return money_of(row, self._table, name)
        return self._span(name, value) if name in _SPANS else _READERS.get(name, _text)(value)

    def _span(self, name: str, value: Stored) -> Span | None:
        """A length of time; a bare number is in the unit that the header names, as in “Notice (months)”."""
        units, bare = _SPANS[name]
        named = unit_named(self._table.columns[name].header, units)
        span = read_span(value, units, named or bare)
        if name == "notice":
            return Span(0, "day") if span is None and _says_none(value) else span
        if span is not None and span.length == 0:
            return None
        if named is None and span is not None and span.length <= _MONTHS_OR_YEARS and str(value).strip().removesuffix(".0").isdecimal():
            raise UserError("it does not say whether it means months or years")
        return span


def _says_none(value: Stored) -> bool:
    return str(value).strip().casefold().rstrip(".") in ("none", "no", "no notice", "nil", "keine", "aucun", "aucune", "ninguno")


def money_of(row: SheetRow, table: SheetTable, name: str) -> Money:
    """The amount in a cell; its currency is None where neither row nor cell nor column says it. Raises ValueError, UserError."""
    column = table.columns[name]
    own = str(row.values.get("currency") or "").strip()
    sign = read_number(f"{own}1")  # a column of currencies may hold € as well as EUR
    code = sign.currency if sign and sign.currency else own.upper()
    money = tidy_money(Money(int(row.values[name] or 0), column.scale or 0, code or row.currencies.get(name) or column.currency))
    checks.check_money(money)
    return money


def priced(values: Mapping[str, object], name: str, there: object, currency: str) -> dict[str, object]:
    """The values with their amount in the currency of the one that is ``there``, else in ``currency``, where the sheet says none."""
    money = values.get(name)
    if not isinstance(money, Money) or money.currency:
        return dict(values)
    return {**values, name: replace(money, currency=there.currency if isinstance(there, Money) else currency or None)}


def tidy_money(money: Money) -> Money:
    """The same amount with two decimals, or with as many more as it needs."""
    units, scale = money.units, money.scale
    while scale > 2 and units % 10 == 0:
        units, scale = units // 10, scale - 1
    return Money(units * 10 ** (2 - scale), 2, money.currency) if scale < 2 else Money(units, scale, money.currency)


def by_depth(capabilities: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Capabilities in the order in which a record has them."""
    return tuple(sorted(capabilities, key=lambda pair: (-pair[1], pair[0].casefold())))


def _text(value: Stored) -> str | None:
    return written(str(value)) or None


def _line(value: Stored) -> str | None:
    return one_line(written(str(value))) or None


def _day(value: Stored) -> date:
    day = date.fromisoformat(str(value)[:10])
    checks.check_day(day, "the day")
    return day


def _word_of(words: dict[str, str]) -> Callable[[Stored], str]:
    known = {word: meaning for meaning, listed in words.items() for word in (meaning, *listed.split("|"))}

    def read(value: Stored) -> str:
        found = known.get(" ".join(str(value).split()).casefold())
        if found is None:
            raise ValueError(value)
        return found

    return read


def _whole(value: Stored) -> int:
    number = float(value or 0)
    if not number.is_integer():
        raise ValueError(value)
    return int(number)


def _truth(value: Stored) -> bool:
    if value in (0, 1):
        return bool(value)
    word = str(value).strip().casefold()
    if word in ("yes", "y", "ja", "j", "oui", "sí", "si", "true", "auto", "automatic", "x"):
        return True
    if word in ("no", "n", "nein", "non", "false", "manual", "none"):
        return False
    raise ValueError(value)


_READERS: dict[str, Callable[[Stored], object]] = {
    **dict.fromkeys(("vendor", "category", "tool_owner", "card_owner", "reference"), _line),
    "tool_status": _word_of(_STATUS_WORDS),
    "capabilities": lambda value: by_depth(read_capabilities(written(str(value)))) or None,
    "active_days": _whole,
    "seats": _whole,
    **dict.fromkeys(("reviewed", "starts", "ends", "renews_on"), _day),
    **dict.fromkeys(("auto_renew", "on_working_day"), _truth),
    "amount_per": _word_of(_PER_WORDS),
    "basis": _word_of(_BASIS_WORDS),
    "uplift": lambda value: round(float(value or 0), UPLIFT_PLACES),
    "lead_times": lambda value: read_lead_times(written(str(value))) or None,
}
assert set(_STATUS_WORDS) == set(STATUSES)
assert set(_BASIS_WORDS) == set(BASES)
assert set(_PER_WORDS) == set(PAYMENTS)
