"""Lengths of time as people write them: "1:30:00", "1h 30m", "90 min", "1.5 h", "PT1H30M", "1 day, 2:03:04"; and back to the very text."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from prodops_desktop.intake.day_templates import settled
from prodops_desktop.intake.times import read_clock_length

_MILLISECONDS = {"w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_WORDS = {
    "w": "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane weken tydzień tygodnie tygodni týden "
    "týdny týdnů vecka veckor uge uger uke uker viikko viikkoa hafta неделя недели недель",
    "d": "d day days tag tage tagen jour jours j día días dia dias giorno giorni dag dagen dagar dage dager dzień dni den dny dní päivä "
    "päivää gün день дня дней дн",
    "h": "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren godz godzina godziny godzin timme timmar tim "
    "time timer hod hodina hodiny hodin tunti tuntia saat час часа часов ч",
    "m": "m min mins minute minutes minuten minuta minutas minuto minutos minuti minuut minuty minut minuter minutt minutter minuutti "
    "minuuttia dakika dk минута минуты минут мин",
    "s": "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondo secondi seconden sekunda sekundy sekund "
    "sekunder sekunti sekuntia saniye sn секунда секунды секунд сек с",
    "ms": "ms msec msecs millisecond milliseconds millisekunde millisekunden milliseconde millisecondes milisegundo milisegundos мс",
}
_UNITS = {word: unit for unit, words in _WORDS.items() for word in words.split()}
_PART = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)(?P<unit> ?[^\W\d_]+\.?)(?P<join>,? and |,? und | et | y | e | og | och | ja |, | )?")
_ISO = re.compile(
    r"(?P<minus>-)?P(?:(?P<w>\d+)W)?(?:(?P<d>\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?:(?P<h>\d+(?:[.,]\d+)?)H)?(?:(?P<m>\d+(?:[.,]\d+)?)M)?(?:(?P<s>\d+(?:[.,]\d+)?)S)?)?"
)
_DAYS = re.compile(r"(?P<minus>[-−])?(?P<days>\d{1,6})(?P<unit> ?[^\W\d_]+\.?)(?P<join>,? )(?P<clock>[-+]?\d{1,2}:.+)")
_LONGEST = 60
_MOST_DIGITS = 12


@dataclass(frozen=True)
class DurationForm:
    """How a length of time is written; ``render`` gives the text back.

    ``style`` is "clock" (its ``clock`` a template with {T} hours), "units" (its ``units``: each unit with what stands behind a 1 and behind
    other numbers, the longest first), "one" (a decimal number of one unit), "days" (of a program: days, then a clock) or "iso".
    """

    style: str
    minus: str = "-"
    clock: str = ""
    units: tuple[tuple[str, str, str], ...] = ()
    join: str = ""
    decimal: str = "."
    places: int | None = None

    def render(self, milliseconds: int) -> str:
        """The text for a length of time."""
        size = abs(milliseconds)
        text = {"clock": self._clock, "units": self._parts, "one": self._number, "days": self._days, "iso": _iso}[self.style](size)
        return self.minus + text if milliseconds < 0 else text

    def _clock(self, size: int) -> str:
        seconds, rest = divmod(size, 1000)
        values: dict[str, object] = {"T": seconds // 3600, "X": seconds // 60, "M": seconds // 60 % 60, "S": seconds % 60}
        values |= {f"f{digits}": f"{rest:03}".ljust(digits, "0")[:digits] for digits in range(1, 10)}
        return self.clock.format(**values)

    def _days(self, size: int) -> str:
        days, rest = divmod(size, _MILLISECONDS["d"])
        _, one, more = self.units[0]
        return f"{days}{one if days == 1 else more}{self.join}{self._clock(rest)}"

    def _parts(self, size: int) -> str:
        parts = []
        for unit, one, more in self.units:
            count, size = divmod(size, _MILLISECONDS[unit])
            if count:
                parts.append(f"{count}{one if count == 1 else more}")
        return self.join.join(parts) if parts else "0" + self.units[-1][2]

    def _number(self, size: int) -> str:
        unit, one, more = self.units[0]
        exact = Decimal(size) / _MILLISECONDS[unit]
        whole, _, fraction = format(exact, "f").partition(".")
        fraction = fraction.rstrip("0") if self.places is None else fraction[: self.places].ljust(self.places, "0")
        return whole + (self.decimal + fraction if fraction else "") + (one if exact == 1 else more)

    def record(self) -> str:
        """The form as text for the catalogue."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=1000)
def duration_form(record: str) -> DurationForm:
    """The form that :meth:`DurationForm.record` wrote."""
    fields = json.loads(record)
    return DurationForm(**{**fields, "units": tuple(map(tuple, fields["units"]))})


class WrittenDuration(NamedTuple):
    """A text taken apart as a length of time; ``padded`` as of a written day. ``no_time``: it can't be a time of day."""

    milliseconds: int
    form: DurationForm
    padded: tuple[str, ...] = ()
    no_time: bool = True

    @property
    def bare_letter(self) -> bool:
        """Whether it is one number with one letter, such as 5m, which may be metres."""
        return (
            self.form.style in ("one", "units") and len(self.form.units) == 1 and self.form.units[0][1].strip() in ("m", "s", "d", "w", "j")
        )

    @property
    def long_days(self) -> bool:
        """Whether it counts days or weeks beside hours, where a day may be one of work."""
        return self.form.style == "units" and len(self.form.units) > 1 and self.form.units[0][0] in "wd"


def read_duration(text: str) -> WrittenDuration | None:
    """Take ``text`` (trimmed) apart; None when it is no length of time. Months and years have no fixed length, and are none."""
    if len(text) > _LONGEST:
        return None
    clock = read_clock_length(text)
    if clock is not None:
        form = DurationForm("clock", clock.minus or "-", clock.form)
        return WrittenDuration(clock.milliseconds, form, clock.padded, clock.no_time)
    if text[:1] == "P" or text[:2] == "-P":
        return _read_iso(text)
    days = _read_days(text) if text[-1:].isdigit() and ":" in text else None
    if days is not None:
        return days
    minus = re.match(r"[-−–] ?(?=\d)", text)
    body = text[minus.end() :] if minus else text
    if not body[:1].isdigit() or body[-1:].isdigit():
        return None
    found = _read_units(body)
    if found is None or minus is None:
        return found
    return WrittenDuration(-found.milliseconds, replace(found.form, minus=minus[0]))


def _read_units(text: str) -> WrittenDuration | None:
    """A text such as "1 h 30 min" or "1,5 Std."; the units must get shorter from one to the next."""
    at, parts, join = 0, [], None
    while at < len(text):
        match = _PART.match(text, at)
        unit = _UNITS.get(match["unit"].strip(" .").lower()) if match else None
        if match is None or unit is None or len(match["number"]) > _MOST_DIGITS:
            return None
        parts.append((unit, match["number"], match["unit"]))
        at = match.end()
        if at == len(text) and match["join"]:
            return None
        join = match["join"] or "" if join is None and at < len(text) else join
    order = [list(_MILLISECONDS).index(unit) for unit, _, _ in parts]
    if order != sorted(set(order)) or any(not number.isdecimal() for _, number, _ in parts[:-1]):
        return None
    total = sum((Decimal(number.replace(",", ".")) * _MILLISECONDS[unit] for unit, number, _ in parts), Decimal(0))
    milliseconds = int(total.to_integral_value(ROUND_HALF_UP))
    units = tuple((unit, written, written) for unit, _, written in parts)
    number = parts[0][1]
    if len(parts) == 1:
        sign = "," if "," in number else "."
        return WrittenDuration(milliseconds, DurationForm("one", units=units, decimal=sign, places=len(number.partition(sign)[2])))
    return WrittenDuration(milliseconds, DurationForm("units", units=units, join=join or ""))


def _read_days(text: str) -> WrittenDuration | None:
    """A length as programs write it, such as "1 day, 2:03:04" or "-1 days +23:59:00": the clock counts from the days, both have a sign."""
    match = _DAYS.fullmatch(text)
    if match is None or _UNITS.get(match["unit"].strip(" .").lower()) != "d":
        return None
    if match["minus"] and not match["join"].startswith(",") and match["clock"][0] not in "+-":
        return None  # whether the minus is of the clock too is not said
    clock = read_clock_length(match["clock"].removeprefix("+"))
    if clock is None or "{X" in clock.form or abs(clock.milliseconds) >= _MILLISECONDS["d"]:
        return None
    days = int(match["days"]) * _MILLISECONDS["d"] * (-1 if match["minus"] else 1)
    unit = match["unit"]
    form = DurationForm("days", clock=clock.form, units=(("d", unit, unit),), join=match["join"])
    return WrittenDuration(days + clock.milliseconds, form, clock.padded)


def _read_iso(text: str) -> WrittenDuration | None:
    match = _ISO.fullmatch(text)
    if match is None or not any(match[unit] for unit in "wdhms"):
        return None
    numbers = {unit: match[unit].replace(",", ".") for unit in "wdhms" if match[unit]}
    if any(len(number) > _MOST_DIGITS for number in numbers.values()):
        return None
    size = int(
        sum((Decimal(number) * _MILLISECONDS[unit] for unit, number in numbers.items()), Decimal(0)).to_integral_value(ROUND_HALF_UP)
    )
    return WrittenDuration(-size if match["minus"] else size, DurationForm("iso"))


def _iso(size: int) -> str:
    days, rest = divmod(size, 86_400_000)
    hours, rest = divmod(rest, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    seconds = format(Decimal(rest) / 1000, "f")
    seconds = seconds.rstrip("0").rstrip(".") if "." in seconds else seconds
    day = f"{days}D" if days else ""
    time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + (f"{seconds}S" if rest or not size else "")
    return f"P{day}" + (f"T{time}" if time else "")


def common_form(forms: Mapping[DurationForm, int], votes: Mapping[str, int]) -> DurationForm | None:
    """The form that gives most texts of a column back; None without any."""
    if not forms:
        return None
    styles: Counter[str] = Counter()
    for form, count in forms.items():
        styles["units" if form.style == "one" and form.places == 0 else form.style] += count
    style = styles.most_common(1)[0][0]
    single = {form.units[0][0] for form in forms if form.style == "one"}
    if style == "units" and len(single) == 1 and not any(form.style == "units" for form in forms):
        style = "one"
    if style not in ("units", "one"):
        alike = Counter({form: count for form, count in forms.items() if form.style == style})
        form = alike.most_common(1)[0][0]
        if style == "days":
            form = replace(form, units=(("d", *_one_and_more(_words_of_days(alike))),))
        return replace(form, clock=settled(form.clock, votes))
    return _common_units(style, {form: count for form, count in forms.items() if form.style in ("units", "one")})


def _words_of_days(forms: Mapping[DurationForm, int]) -> Counter[str]:
    words: Counter[str] = Counter()
    for form, count in forms.items():
        words[form.units[0][1]] += count
    return words


def _common_units(style: str, forms: Mapping[DurationForm, int]) -> DurationForm:
    behind: dict[str, Counter[str]] = {unit: Counter() for unit in _MILLISECONDS}
    joins: Counter[str] = Counter()
    places: Counter[int | None] = Counter()
    decimals: Counter[str] = Counter()
    for form, count in forms.items():
        for unit, written, _ in form.units:
            behind[unit][written] += count
        joins[form.join] += count * (len(form.units) > 1)
        places[form.places] += count
        decimals[form.decimal] += count * bool(form.places)
    units = tuple((unit, *_one_and_more(words)) for unit, words in behind.items() if words)
    minus = next((form.minus for form in forms if form.minus != "-"), "-")
    join = joins.most_common(1)[0][0] if +joins else " "
    if style == "units":
        return DurationForm("units", minus, units=units, join=join)
    fixed = places.most_common(1)[0][0] if len(places) == 1 else None
    return DurationForm("one", minus, units=units, decimal=decimals.most_common(1)[0][0] if +decimals else ".", places=fixed or None)


def _one_and_more(words: Mapping[str, int]) -> tuple[str, str]:
    """What stands behind a 1 and behind other numbers: of “hour” and “hours” the shorter one, and the commonest."""
    ranked: Iterable[str] = sorted(words, key=lambda word: -words[word])
    more = next(iter(ranked))
    longer = [word for word in words if word.startswith(more) and word != more]
    shorter = [word for word in words if more.startswith(word) and word != more]
    if longer:
        return more, longer[0]
    return (shorter[0] if shorter else more), more
