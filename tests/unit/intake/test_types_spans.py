"""Times of day and lengths of time are read to the millisecond, and given back to the letter."""

import random
from collections import Counter
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.intake.day_templates import render_day, settled
from prodops_desktop.intake.durations import DurationForm, common_form, duration_form, read_duration
from prodops_desktop.intake.times import read_time, zone_name

DAY = datetime(2000, 1, 1)
UNITS = {"w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000}


def test_every_minute_of_the_day() -> None:
    for minute in range(1440):
        moment = DAY + timedelta(minutes=minute)
        half = f"{moment.hour % 12 or 12}:{moment:%M} {moment:%p}"
        for text in (
            f"{moment:%H:%M}",
            f"{moment.hour}:{moment:%M}",
            f"{moment:%H:%M:%S}",
            half,
            half.lower(),
            f"{moment:%H}h{moment:%M}",
            f"{moment:%H.%M} Uhr",
        ):
            read = read_time(text)
            assert read is not None, text
            assert read.value == moment.time(), text
            assert render_day(settled(read.form, dict.fromkeys(read.padded, 1)), moment) == text


@given(st.times())
def test_parts_of_a_second(value: time) -> None:
    text = value.isoformat("microseconds")
    read = read_time(text)
    assert read is not None
    assert read.value == value
    assert render_day(settled(read.form, {"H": 1}), datetime.combine(DAY, value)) == text


@pytest.mark.parametrize(
    "text", ["24:00", "14:60", "25:00", "14", "1430", "14:3", "13:00 pm", "0:30 pm", "14.30", "2 p", "14:30Z", "7:30:99", "12:30.5:1"]
)
def test_what_is_no_time(text: str) -> None:
    assert read_time(text) is None


@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from(["{T}:{M:02}:{S:02}", "{T:02}:{M:02}:{S:02}", "{T}h{M:02}m{S:02}", "{T}:{M:02}:{S:02}.{f3}"]),
)
def test_clocks_of_any_length(seconds: int, clock: str) -> None:
    form = DurationForm("clock", clock=clock)
    text = form.render(seconds * 1000)
    read = read_duration(text)
    assert read is not None, text
    assert read.milliseconds == seconds * 1000
    assert text.lstrip("-").split(":")[0].split("h")[0].lstrip("0") == str(abs(seconds) // 3600).lstrip("0")


@given(st.lists(st.integers(0, 59), min_size=2, max_size=4), st.sampled_from(["{}{u} ", "{} {u} ", "{}{u}, "]))
def test_units_one_after_the_other(numbers: list[int], pattern: str) -> None:
    names = ["d", "h", "m", "s"][: len(numbers)]
    text = "".join(pattern.format(number, u=name) for number, name in zip(numbers, names, strict=True)).rstrip(" ,")
    read = read_duration(text)
    assert read is not None, text
    assert read.milliseconds == sum(number * UNITS[name] for number, name in zip(numbers, names, strict=True))
    if all(numbers) and numbers[0] and all(number < limit for number, limit in zip(numbers[1:], (24, 60, 60), strict=False)):
        form = common_form({read.form: 1}, Counter())
        assert form is not None
        assert form.render(read.milliseconds) == text


@given(st.integers(0, 10**9))
def test_the_writing_of_iso_8601(milliseconds: int) -> None:
    text = DurationForm("iso").render(milliseconds)
    read = read_duration(text)
    assert read is not None, text
    assert read.milliseconds == milliseconds
    assert read.form.render(milliseconds) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90 min", 5400),
        ("1h 30m", 5400),
        ("1 hour and 30 minutes", 5400),
        ("1 Std. 30 Min.", 5400),
        ("2d 4h", 187_200),
        ("1.5 h", 5400),
        ("1,5 heures", 5400),
        ("2 weeks", 1_209_600),
        ("5 минут", 300),
        ("3 tuntia", 10_800),
        ("250 ms", 0.25),
        ("PT1H30M", 5400),
        ("-PT5M", -300),
        ("P1DT2H", 93_600),
        ("P3W", 1_814_400),
        ("-26:15", -94_500),
        ("12:34.5", 754.5),
        ("1h30", 5400),
        ("100:00:00", 360_000),
    ],
)
def test_lengths_by_hand(text: str, seconds: float) -> None:
    read = read_duration(text)
    assert read is not None
    assert read.milliseconds == seconds * 1000


NO_LENGTHS = "2 months|1 year|5|1:75|1:30:99|10 h 1 d|1.5h 30m|5 x|h|P|PT|-|1h 1h|5 apples|12:30:45:10|5 m m|1e5 s|PT1X"


@pytest.mark.parametrize("text", NO_LENGTHS.split("|"))
def test_what_is_no_length(text: str) -> None:
    assert read_duration(text) is None


def test_the_common_form_gives_most_of_a_column_back() -> None:
    for texts in (
        ["1 hour", "2 hours", "12 hours"],
        ["1h 30m", "45m", "2h", "3h 5m"],
        ["0.5 h", "1 h", "12.25 h"],
        ["0,50 Std.", "1,25 Std.", "10,00 Std."],
        ["−5 min", "3 min"],
        ["9:05", "10:30", "125:00"],
        ["09:05", "10:30", "00:05"],
        ["5 days", "1 day", "30 days"],
    ):
        read = [read_duration(text) for text in texts]
        assert all(read)
        forms = Counter(one.form for one in read if one)
        form = common_form(forms, Counter(vote for one in read if one for vote in one.padded))
        assert form is not None
        assert [form.render(one.milliseconds) for one in read if one] == texts
        assert duration_form(form.record()) == form


def test_any_text_is_read_or_not_but_never_fails() -> None:
    chance, signs = random.Random(8), "0123456789:.,hmsdwPT -−ap"
    for _ in range(20_000):
        text = "".join(chance.choices(signs, k=chance.randint(1, 12))).strip()
        clock, length = read_time(text), read_duration(text)
        assert clock is None or isinstance(clock.value, time)
        assert length is None or isinstance(length.milliseconds, int)


def test_zones() -> None:
    assert [
        zone_name(text) for text in ("Z", "UTC", "CET", "+01:00", "-0530", "+1", "UTC+2", "GMT-03:00", "+00:00", "+19:00", "+01:07")
    ] == [
        "UTC",
        "UTC",
        "+01:00",
        "+01:00",
        "-05:30",
        "+01:00",
        "+02:00",
        "-03:00",
        "UTC",
        None,
        None,
    ]
