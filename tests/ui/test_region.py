"""Numbers, days and times as the system or a choice has them, and that what is written is read again."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from prodops_desktop.tools.model import Money
from prodops_desktop.ui import formats, region
from prodops_desktop.ui.day_text import AmbiguousDayError, read_day
from prodops_desktop.ui.number_text import parse_figure, read_count
from prodops_desktop.ui.pages.experiments.fields import DESIGN_FIELDS
from prodops_desktop.ui.pages.roadmap.fields import PLAN_FIELDS as ITEM_FIELDS
from prodops_desktop.ui.pages.roadmap.fields import RICE_FIELDS
from prodops_desktop.ui.pages.tools.fields import contract_fields
from prodops_desktop.ui.records.kinds import DIALOG_KINDS
from prodops_desktop.ui.records.launch_kinds import TEAM
from prodops_desktop.ui.region import Choice
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.vague_text import read_vague, write_vague
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.ui.widgets.target_field import TargetField
from tests.ui.regions import written_as

DAY, TODAY = date(2026, 12, 4), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("system", "number", "amount", "day", "long", "moment", "first"),
    [
        ("C", "1,234,567.5", "$2.14M", "4 Dec 2026", "Friday 4 December 2026", "4 Dec 14:30", 1),
        ("en_US", "1,234,567.5", "$2.14M", "Dec 4, 2026", "Friday, December 4, 2026", "Dec 4 2:30 PM", 7),
        ("de_DE", "1.234.567,5", "$2,14M", "4 Dez 2026", "Freitag, 4. Dezember 2026", "4 Dez 14:30", 1),
        ("en_IN", "12,34,567.5", "$2.14M", "4 Dec 2026", "Friday, 4 December 2026", "4 Dec 2:30 pm", 7),
        ("ar_EG", "١٬٢٣٤٬٥٦٧٫٥", "$٢٫١٤M", "٤ ديسمبر ٢٠٢٦", "الجمعة، ٤ ديسمبر ٢٠٢٦", "٤ ديسمبر ٢:٣٠ م", 6),
        ("sv_SE", "1\u00a0234\u00a0567,5", "$2,14M", "2026-12-04", "fredag 4 december 2026", "2026-12-04 14:30", 1),
    ],
)
def test_the_locale_of_the_system(system: str, number: str, amount: str, day: str, long: str, moment: str, first: int) -> None:
    with written_as(system=system):
        assert formats.number(1_234_567.5) == number
        assert formats.money(2_140_000) == amount
        assert formats.day(DAY) == day
        assert formats.long_day(DAY) == long
        assert formats.moment("2026-12-04T14:30", TODAY) == moment
        assert formats.first_weekday() == first


@pytest.mark.parametrize(
    ("style", "number"),
    [("1,234.5", "−12,480.50"), ("1.234,5", "−12.480,50"), ("1 234,5", "−12\u202f480,50"), ("1’234.5", "−12’480.50")],
)
def test_styles_of_numbers(style: str, number: str) -> None:
    with written_as(Choice(numbers=style), system="ar_EG"):
        assert formats.number(-12480.5, 2) == number
        assert parse_figure(number) == -12480.5


@pytest.mark.parametrize(
    ("style", "near", "far"),
    [
        (region.DAY_WORDS, "4 Dec", "4 Dec 2027"),
        (region.WORDS_DAY, "Dec 4", "Dec 4, 2027"),
        (region.ISO, "2026-12-04", "2027-12-04"),
        (region.DOTTED, "04.12.", "04.12.2027"),
        (region.DAY_SLASH, "04/12", "04/12/2027"),
        (region.SLASH_DAY, "12/04", "12/04/2027"),
    ],
)
def test_styles_of_days(style: str, near: str, far: str) -> None:
    with written_as(Choice(days=style)):
        assert (formats.day(DAY, TODAY), formats.day("2027-12-04", TODAY)) == (near, far)


@pytest.mark.parametrize(
    ("style", "month", "months", "years"),
    [
        (region.DAY_WORDS, "12 – 26 Jan", "9 Nov – 4 Dec", "28 Dec 2026 – 4 Jan 2027"),
        (region.WORDS_DAY, "Jan 12 – 26", "Nov 9 – Dec 4", "Dec 28, 2026 – Jan 4, 2027"),
        (region.ISO, "2027-01-12 – 2027-01-26", "2026-11-09 – 2026-12-04", "2026-12-28 – 2027-01-04"),
        (region.DOTTED, "12.01. – 26.01.", "09.11. – 04.12.", "28.12.2026 – 04.01.2027"),
        (region.DAY_SLASH, "12/01 – 26/01", "09/11 – 04/12", "28/12/2026 – 04/01/2027"),
        (region.SLASH_DAY, "01/12 – 01/26", "11/09 – 12/04", "12/28/2026 – 01/04/2027"),
    ],
)
def test_two_days_say_once_what_they_have_in_common(style: str, month: str, months: str, years: str) -> None:
    with written_as(Choice(days=style)):
        assert formats.span(date(2027, 1, 12), date(2027, 1, 26), TODAY) == month
        assert formats.span(date(2026, 11, 9), date(2026, 12, 4), TODAY) == months
        assert formats.span(date(2026, 12, 28), date(2027, 1, 4)) == years
        assert formats.span(DAY, DAY, TODAY) == formats.day(DAY, TODAY)
        far = formats.span(date(2029, 1, 12), date(2029, 1, 26), TODAY)
        assert far.endswith(formats.day(date(2029, 1, 26))[-4:]), "with the year, once at the end"
        assert style == region.ISO or far.count("2029") == 1


def test_two_days_are_read_again_in_every_locale() -> None:
    """The year once at the end, the month with the first or the last day: completed by the other one, each end is its day."""
    wrong, seen = [], set()
    for locale in QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry):
        with written_as(system=locale.name()):
            first, last = date(2027, 3, 9), date(2027, 3, 26)
            said = formats.span(first, last)
            if said in seen:
                continue
            seen.add(said)
            begin, end = said.split(" – ")
            whole_first, whole_last = formats.day(first), formats.day(last)
            if region.ways().days == region.WORDS_DAY:
                month = whole_last.removesuffix(end)
                fits = whole_first.startswith(f"{begin}, ") and read_day(f"{month}{end}") == last and month.strip() != ""
            else:
                fits = end == whole_last and whole_first.startswith(begin)
            if not fits or read_day(whole_first) != first:
                wrong.append((locale.name(), said))
    assert len(seen) > 100
    assert wrong == []


@pytest.mark.parametrize("system", ["C", "en_US", "de_DE", "fr_FR", "de_CH", "hi_IN", "ar_EG", "sv_SE", "ja_JP", "pl_PL"])
@pytest.mark.parametrize("days", [region.SYSTEM, *region.DAYS])
def test_what_is_written_is_read_again(system: str, days: str) -> None:
    with written_as(Choice(days=days), system=system):
        for month in range(1, 13):
            day = date(2027, month, 9)
            assert read_day(formats.day(day)) == day
            assert read_day(formats.day(day, weekday=True)) == day
            assert read_day(day.isoformat()) == day
            assert read_vague(write_vague(day, "month"), end=False) == (date(2027, month, 1), "month")
        for value in (0, 7.25, 999, 1000, 12480.5, 1234567.5, -4800):
            assert parse_figure(formats.number(value, 2)) == value
        assert parse_figure(formats.percent(41.5)) == 41.5
        assert [read_count(formats.number(count)) for count in (60, 1000, 1_234_567)] == [60, 1000, 1_234_567]


def locales_with_odd_names() -> list[str]:
    """Of all locales those whose names of months or days have blanks or figures, or call a month and a day the same; each once."""
    short = QLocale.FormatType.ShortFormat
    by_names: dict[tuple[str, ...], str] = {}
    for locale in QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry):
        months = [locale.standaloneMonthName(month, short).rstrip(".").casefold() for month in range(1, 13)]
        days = [locale.standaloneDayName(day, short).rstrip(".").casefold() for day in range(1, 8)]
        if not all(name.isalpha() for name in (*months, *days)) or {*months} & {*days}:
            by_names.setdefault((*months, *days), locale.name())
    return list(by_names.values())


def test_what_is_written_is_read_again_wherever_months_have_blanks_and_days_their_names() -> None:
    wrong, names = [], locales_with_odd_names()
    for name in names:
        with written_as(system=name):
            for day in (date(2027, month, 9) for month in range(1, 13)):
                texts = formats.day(day, weekday=True), write_vague(day, "month")
                try:
                    read = read_day(texts[0]), read_vague(texts[1], end=False)
                except ValueError:
                    read = None, (None, "")
                if read != (day, (day.replace(day=1), "month")):
                    wrong.append((name, *texts))
    assert len(names) > 100
    assert wrong == []


@pytest.mark.parametrize(
    ("system", "typed"),
    [
        ("es_ES", "9 mar 2027"),
        ("es_ES", "mar 9 mar 2027"),
        ("it_IT", "9 mar 2027"),
        ("ro_RO", "9 mar. 2027"),
        ("sq_AL", "mar 9 mars 2027"),
        ("vi_VN", "9 Tháng 3 2027"),
        ("vi_VN", "Tháng 3 9, 2027"),
        ("ar_IQ", "٩ آذار ٢٠٢٧"),
        ("ar_LB", "الثلاثاء، ٩ آذار ٢٠٢٧"),
        ("de_DE", "Dienstag, 9. März 2027"),
    ],
)
def test_a_month_can_be_called_like_a_day_of_the_week_and_have_words_and_figures(system: str, typed: str) -> None:
    with written_as(system=system):
        assert read_day(typed) == date(2027, 3, 9)


def test_what_could_be_two_days_is_refused_unless_an_order_is_chosen() -> None:
    with pytest.raises(AmbiguousDayError) as refused:
        read_day("03/04/2026")
    assert str(refused.value) == (
        "“03/04/2026” can be 3 Apr 2026 or 4 Mar 2026. Type it as 2026-04-03, or choose how days are written in the preferences."
    )
    with pytest.raises(AmbiguousDayError):
        read_vague("03/04/2026", end=True)
    assert read_day("25/12/2026") == read_day("12/25/2026") == read_day("12-25-2026") == date(2026, 12, 25)
    assert read_day("04/04/2026") == date(2026, 4, 4)
    assert read_day("03.04.2026") == date(2026, 4, 3), "with dots the day is first everywhere"
    for style in (region.DAY_SLASH, region.DAY_WORDS, region.DOTTED):
        with written_as(Choice(days=style)):
            assert read_day("03/04/2026") == date(2026, 4, 3)
    with written_as(Choice(days=region.SLASH_DAY)):
        assert read_day("03/04/2026") == date(2026, 3, 4)
    with written_as(Choice(days=region.ISO)), pytest.raises(AmbiguousDayError):
        read_day("03/04/2026")


@pytest.mark.parametrize(
    "typed", ["2026-13-01", "31/02/2026", "tomorrow", "4 Smarch 2026", "12", "4 12 2026", "2026-1", "12.25.2026", "Monday"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_day(typed)
    assert not isinstance(refused.value, AmbiguousDayError)


@pytest.mark.parametrize(
    ("typed", "style"), [("1,5", "1,234.5"), ("1.5", "1.234,5"), ("2.5", "1,234.5"), ("60k", "1,234.5"), ("-3", "1,234.5")]
)
def test_a_count_is_never_guessed(typed: str, style: str) -> None:
    with written_as(Choice(numbers=style)), pytest.raises(ValueError, match=r"."):
        read_count(typed)


def test_a_count_of_many_digits_is_exact() -> None:
    assert read_count("9" * 21) == 10**21 - 1
    assert read_count("9,007,199,254,740,993") == 2**53 + 1


def test_the_examples_of_a_field_can_be_typed_where_decimals_have_a_comma(qapp: object) -> None:
    specs = [spec for kind in (DIALOG_KINDS["goal"], TEAM) for spec in kind.fields if spec.id in ("target", "capacity")]
    specs += [field.spec for field in RICE_FIELDS if field.spec.id in ("reach", "effort")]
    target = TargetField("NPS")
    with written_as(system="de_DE"):
        target.field.setText("many")
        target.field.editingFinished.emit()
        said = [*(spec.told() for spec in specs), target.wrong.text()]
    assert said == [
        "This is no figure. Type one such as 38 or 2,1M, or nothing.",
        "This is no figure. Type one such as 9 or 4,5.",
        "This is no reach. Type a number and what it counts, such as “2.900 users / qtr”.",
        "This is no number. Type one such as 6 or 2,5, or nothing.",
        "This is no figure. Type one such as 34 or 2,1M, or nothing for no target.",
    ]


@pytest.mark.parametrize("system", ["C", "de_DE", "sv_SE", "ja_JP", "fr_CH"])
def test_what_a_field_gives_as_an_example_it_reads(system: str) -> None:
    """The figures of the examples are 3.5 points and 10%, 22 and 3.5, 48,000 and 1,200 euros, 21 December 2026 and 26 January 2027."""
    fields = {field.spec.id: field.spec for field in (*ITEM_FIELDS, *DESIGN_FIELDS, *contract_fields(lambda: "USD"))}
    with written_as(system=system):
        points, share, one = formats.number(3.5, 1), formats.percent(10), formats.number(1200)
        told = {id_: spec.told() for id_, spec in fields.items()}
        assert fields["mde"].prompt() == f"such as {points} pt or {share}"
        assert told["mde"] == f"This is no effect. Type one such as {points} pt or {share}."
        assert told["baseline"] == f"This is no number. Type one such as 22 or {points}, or nothing."
        assert told["amount"] == f"This is no amount. Type one such as {formats.number(48_000)} or {one} EUR, or nothing."
        assert f" {formats.day(date(2026, 12, 21))}, or nothing." in told["starts"]
        assert formats.day(date(2027, 1, 26)) in told["due"]
        for id_, typed in (("mde", f"{points} pt"), ("mde", share), ("baseline", points), ("deviation", points), ("power", share)):
            fields[id_].read(typed)  # raises where it can't be read
        assert fields["amount"].read(f"{one} EUR") == Money(120_000, 2, "EUR")
        assert fields["starts"].read(formats.day(date(2026, 12, 21))) == date(2026, 12, 21)
        assert fields["due"].read(formats.day(date(2027, 1, 26))) == (date(2027, 1, 26), "day")


def test_a_prompt_is_written_anew_where_numbers_are_written_in_another_way(qtbot: QtBot) -> None:
    field = EditField(next(one.spec for one in DESIGN_FIELDS if one.spec.id == "mde"))
    qtbot.addWidget(field)
    with written_as(Choice(numbers="1.234,5")):
        field.show_text("")
        assert isinstance(field.editor, QLineEdit)
        assert field.editor.placeholderText() == "such as 3,5 pt or 10%"


def test_clocks_and_weeks_and_styles_that_are_not_known() -> None:
    with written_as(Choice(clock="12", week="7")):
        assert [formats.time(text) for text in ("00:05:00", "12:00", "23:59:10")] == ["12:05 AM", "12:00 PM", "11:59:10 PM"]
        assert formats.first_weekday() == 7
    with written_as(Choice(clock="24", week="6"), system="en_US"):
        assert formats.moment("2026-12-04T14:30", TODAY) == "Dec 4 14:30"
        assert formats.first_weekday() == 6
    with written_as(Choice("roman", "stardate", "0", "13")):
        assert region.choice() == Choice()


def test_it_is_told_once_when_another_way_is_chosen(tmp_path: Path) -> None:
    told: list[int] = []
    connection = formats.changed.connect(lambda: told.append(1))
    try:
        region.choose(Choice(days=region.ISO))
        region.choose(Choice(days=region.ISO))
        region.look_again()
        assert told == [1]
    finally:
        region.choose(Choice())
        formats.changed.disconnect(connection)


def test_whole_numbers_in_a_text_have_the_digits_of_all_others() -> None:
    with written_as(system="fa_IR"):
        assert tr("{n} of {all}: {name}", n=1, all=12, name="EXP-37") == "۱ of ۱۲: EXP-37"
        assert tr("{yes} {n}", yes=True, n=2.5) == "True 2.5"
    assert tr("{n} of {all}", n=1, all=1200) == "1 of 1200"
