"""What a row of a sheet says of an item, field by field, in the values that records hold; what can't be read is said in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from prodops_desktop.datasets.sheet_rows import SheetRow, SheetTable
from prodops_desktop.errors import UserError
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.checks import check_item
from prodops_desktop.roadmap.model import DAY, DONE, IN_PROGRESS, LEAST_EFFORT, PLANNED, QUARTER, Item
from prodops_desktop.roadmap.taking import figures, words
from prodops_desktop.roadmap.taking.days import OPEN_ORDER, Days, When, period
from prodops_desktop.roadmap.taking.fields import Promise, changed, value_of
from prodops_desktop.roadmap.taking.known import Known, code_in, is_number
from prodops_desktop.roadmap.taking.remarks import Remarks
from prodops_desktop.roadmap.vague_days import period_end

_LINES = ("goal", "team", "area")
_TEXTS = ("problem", "outcome", "note")
_NUMBERS = ("points", "reach", "value", "urgency", "risk_reduction", "job_size")
_DAYS = ("start", "due", "done", "launch", "quarter")
_ANY = Item(0, "any", "any")
_SEVERAL = (";", "\n", "/", "|", "&", "+", ",", " and ", " und ", " et ", " y ")
_OWNERS = "several people are named as the owner; the first one was taken."
_THOUSANDS = "an effort such as 1,000 was read as a thousand, because nothing in the sheet says otherwise."
_DECIMALS = "an effort such as 1.000 was read as 1, because nothing in the sheet says otherwise."
_UNDATED = "it is done, and no day says since when, so it counts as done in no quarter."


@dataclass(frozen=True)
class Saying:
    """What a row says: the record that is meant, the key and title of a new one, the fields that it says something about.

    ``named`` is the key that the sheet has for it, and ``waits`` what its cell of dependencies holds.
    """

    row: int
    named: str
    code: str
    title: str
    there: Item | None
    values: dict[str, object]
    waits: str = ""

    @property
    def label(self) -> str:
        """What the item is called in sentences."""
        return self.there.label if self.there else f"{self.code} {self.title}".strip()

    @property
    def after(self) -> Item:
        """The item as the sheet has it, apart from what it waits for."""
        return changed(self.there or Item(0, self.code, self.title), self.values)


def sayings(table: SheetTable, known: Known, remarks: Remarks) -> list[Saying]:
    """What the rows of a sheet say; a row that names no item says nothing."""
    days = Days(table, _DAYS)
    decimal = figures.decimal_sign(text for row in table.rows if isinstance(text := row.values.get("effort"), str))
    rows = (_Row(row, table, days, decimal, known, remarks) for row in table.rows)
    made = [saying for row in rows if (saying := row.saying()) is not None]
    if days.guessed:
        remarks.say(OPEN_ORDER.capitalize())
    return made


class _Row:
    """Reads one row; a field is given with its header, so that a sentence can name it."""

    def __init__(self, row: SheetRow, table: SheetTable, days: Days, decimal: str, known: Known, remarks: Remarks) -> None:
        self._row, self._table, self._days, self._known, self._remarks = row, table, days, known, remarks
        self._decimal = decimal
        self._values: dict[str, object] = {}
        self._label = ""

    def saying(self) -> Saying | None:
        """All that it says; None where it names no item, or one of several."""
        named, title = code_in(self._row.values), self._line("item")
        if not title:
            return None
        self._label = f"{named} {title}".strip()
        try:
            there = self._known.meant(named, title)
        except UserError as error:
            self._remarks.say(f"{title} was left out: {error}")
            return None
        self._read_all(there)
        if there is not None and name_key(title) != name_key(there.title):
            self._values["item"] = title
        code = there.code if there else self._code(named, title)
        return Saying(self._row.number, named, code, there.title if there else title, there, self._values, self._text("depends_on"))

    def _code(self, named: str, title: str) -> str:
        """The key of a new item: the one that it has in the sheet, unless another item has that number as its key."""
        if named and not self._known.has_code(named):
            return named
        if named and is_number(named):
            self._remarks.share("another item has this number as its key already, so it got a key of its own.", f"{named} {title}")
        return self._known.new_code()

    def _read_all(self, there: Item | None) -> None:
        for name, read in _READERS.items():
            value = self._row.values.get(name)
            if value not in (None, "") and (found := self._tried(name, str(value), read)) is not None:
                self._values[name] = found
        self._read_figures()
        for name in ("start", "due", "done", "launch"):
            self._read_day(name)
        self._settle(there)

    def _tried(self, name: str, text: str, read: Callable[["_Row", str], object]) -> object:
        try:
            found = read(self, text)
            if found is not None and name != "reach_unit":
                check_item(changed(_ANY, {name: found}))
        except (ValueError, UserError) as error:
            self._leave_out(name, text, str(error) if isinstance(error, UserError) else "it can’t be read")
            return None
        return found

    def _leave_out(self, name: str, text: str, why: str) -> None:
        header = self._table.columns[name].header
        self._remarks.say(f"{self._label}: “{header}” is “{text.strip()[:60]}”: {why.rstrip('.')}. It was left out.")

    def _text(self, name: str) -> str:
        return str(self._row.values.get(name) or "").replace("\r\n", "\n").replace("\r", "\n").strip()

    def _line(self, name: str) -> str:
        return " ".join(self._text(name).split())

    def _share(self, text: str) -> None:
        self._remarks.share(text, self._label)

    def owner(self, text: str) -> str | None:
        """The owner: of several people the first."""
        if self._known.person(text) is None:
            for sign in _SEVERAL:
                first, found, rest = text.partition(sign)
                if found and first.strip():
                    if rest.strip():
                        self._share(_OWNERS)
                    return self.owner(first)
        return self.named("owner", text)

    def named(self, name: str, text: str) -> str | None:
        """A name of one line as the roadmap has it."""
        line = " ".join(text.split())
        return self._known.resolved(name, line) if line else None

    def confidence(self, text: str) -> float | None:
        """A confidence; one that there is not becomes the next lower one."""
        said = figures.read_confidence(text)
        allowed = figures.allowed_confidence(said)
        if allowed is not None and allowed != said:
            self._share("a confidence is 100, 80 or 50%; of what was between them the lower one was taken.")
        return said if allowed is None else allowed

    def effort(self, text: str) -> float | None:
        """An effort in person-months."""
        header = self._table.columns["effort"].header
        said = figures.read_effort(text, header, self._decimal or ".")
        if not said.months:
            self._share("an effort of 0 is none; it was left out.")
            return None
        if said.open_sign and not self._decimal and isinstance(self._row.values["effort"], str):
            self._share(_THOUSANDS if said.open_sign == "," else _DECIMALS)
        if not said.has_unit:
            self._share(f"“{header}” names no unit; it was taken as person-months.")
        if said.months < LEAST_EFFORT:
            self._share(f"the least effort is {LEAST_EFFORT:g} person-months, which was taken.")
        return max(LEAST_EFFORT, said.months)

    def _read_figures(self) -> None:
        for name in _NUMBERS:
            value = self._row.values.get(name)
            if value not in (None, "") and (found := self._tried(name, str(value), _number)) is not None:
                self._values[name] = found
        column, units = self._table.columns.get("arr_behind"), self._row.values.get("arr_behind")
        if column is not None and units not in (None, ""):
            amount = float(units or 0) / 10 ** (column.scale or 0)
            self._tried_amount(amount, column.currency or self._row.currencies.get("arr_behind"))

    def _tried_amount(self, amount: float, currency: str | None) -> None:
        if currency and currency != self._known.currency:
            self._share(f"the ARR behind it is in {currency} and not in {self._known.currency}; it was left out.")
        elif self._tried("arr_behind", str(amount), _number) is not None:
            self._values["arr_behind"] = amount

    def _read_day(self, name: str) -> None:
        if name == "done" and (ticked := _truth(self._row.written.get(name) or self._text(name))) is not None:
            if ticked:
                self._values.setdefault("status", DONE)
            return
        text = self._days.text(self._row, name)
        if not text:
            return

        def read(_: "_Row", __: str) -> object:
            when = self._days.read(self._row, name, end=name != "start")
            if when is not None and name == "launch" and when.precision != DAY:
                raise UserError("a launch has a day, else it is when the item is due")
            return when if when is None or name in ("start", "due") else when.day

        if (found := self._tried(name, text, read)) is not None:
            self._values[name] = found

    def _settle(self, there: Item | None) -> None:
        """What follows from several fields: how an item stands, its days in order, the quarter, a unit of nothing."""
        as_of = date.fromisoformat(self._table.as_of[:10])
        if "done" in self._values:
            self._values.setdefault("status", DONE)
        elif there is None and "status" not in self._values:
            self._values["status"] = IN_PROGRESS if _has_begun(self._values.get("start"), as_of) else PLANNED
        if "reach_unit" in self._values and "reach" not in self._values and (there is None or there.reach is None):
            del self._values["reach_unit"]
        self._settle_quarter(as_of)
        self._settle_order(there)
        self._settle_done(there)

    def _settle_order(self, there: Item | None) -> None:
        base = there or _ANY
        start, due = self._values.get("start", value_of(base, "start")), self._values.get("due", value_of(base, "due"))
        if isinstance(start, When) and isinstance(due, When) and due.day < start.day:
            gone = "due" if "due" in self._values else "start"
            days = f"it would be due on {day_text(due.day)}, before it starts on {day_text(start.day)}"
            self._remarks.say(f"{self._label}: {days}; the {'end' if gone == 'due' else 'start'} was left out.")
            del self._values[gone]

    def _settle_done(self, there: Item | None) -> None:
        """Where a commitment is, it has to be known when an item was done."""
        is_promised = "committed" in self._values or (there is not None and there.id in self._known.commitments)
        status, done = (self._values.get(name, value_of(there or _ANY, name)) for name in ("status", "done"))
        if is_promised and status == DONE and done is None:
            self._share(_UNDATED)

    def _settle_quarter(self, as_of: date) -> None:
        text, said = self._days.text(self._row, "quarter"), self._text("committed")
        when: When | None = None
        if text:
            try:
                when = self._days.read(self._row, "quarter", end=True)
                quarter = period(when) if when is not None else ""
            except ValueError:
                self._leave_out("quarter", text, "it is no quarter, such as Q4 2026")
                return
        if when is not None and not {"start", "due"} & self._table.columns.keys():
            self._values["due"] = When(period_end(when.day, QUARTER), QUARTER) if when.precision == DAY else when
        if not said:
            return
        try:
            committed = words.meaning(words.COMMITTED, said)
        except ValueError:
            self._leave_out("committed", said, "it is neither yes nor no")
            return
        if when is None:
            self._share("whether it is committed was left out, because no quarter is given.")
            return
        points = self._values.get("points")
        self._values["committed"] = (Promise(quarter, committed, points if isinstance(points, float) else None, as_of),)


def _has_begun(start: object, as_of: date) -> bool:
    """Whether an item has begun; of one that begins some day in a period that is not over nobody knows."""
    return isinstance(start, When) and period_end(start.day, start.precision) <= as_of


def _truth(text: str) -> bool | None:
    try:
        return words.meaning(words.COMMITTED, text)
    except ValueError:
        return None


def _number(_: _Row, text: str) -> float:
    return float(text)


def _reader(known: Mapping[str, object]) -> Callable[[_Row, str], object]:
    return lambda _, text: words.meaning(known, text)


def _name_reader(name: str) -> Callable[[_Row, str], object]:
    return lambda row, text: row.named(name, text)


_READERS: dict[str, Callable[[_Row, str], object]] = {
    **{name: _name_reader(name) for name in _LINES},
    **dict.fromkeys(_TEXTS, lambda _, text: text.replace("\r\n", "\n").replace("\r", "\n").strip() or None),
    "owner": _Row.owner,
    "status": _reader(words.STATUS),
    "horizon": _reader(words.HORIZON),
    "reach_unit": lambda _, text: " ".join(text.split()) or None,
    "impact": lambda _, text: figures.read_impact(text),
    "confidence": _Row.confidence,
    "effort": _Row.effort,
    "tier": lambda _, text: figures.read_tier(text),
}
