"""Numbers in every way of writing them have the value that Decimal gives, and come back to the letter."""

import itertools
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.intake.currencies import CODES, SIGNS, code_of, currency_in, in_thousands
from prodops_desktop.intake.numbers import NumberForm, form_from_record, plain_of, read_number

VALUES = ("0", "7", "12", "999", "1000", "12345", "123456", "1234567", "12345678901")
FRACTIONS = ("", "5", "25", "1234")
GROUPS = (
    ("", "."),
    ("", ","),
    (",", "."),
    (".", ","),
    (" ", ","),
    ("\u00a0", ","),
    ("\u202f", "."),
    ("\u2009", ","),
    ("'", "."),
    ("’", "."),
)
SIGNED = ("{}", "-{}", "−{}", "({})", "{}-", "+{}", "- {}")
AROUND = ("{}", "€ {}", "{} €", "${}", "{} EUR", "CHF {}", "{}%", "{} %")


def grouped(whole: str, sign: str) -> str:
    head = len(whole) % 3
    return sign.join([whole[:head], *(whole[at : at + 3] for at in range(head, len(whole), 3))]).removeprefix(sign) if sign else whole


@pytest.mark.parametrize(("group", "decimal"), GROUPS)
def test_every_combination(group: str, decimal: str) -> None:
    for whole, fraction, signed, around in itertools.product(VALUES, FRACTIONS, SIGNED, AROUND):
        text = signed.format(around.format(grouped(whole, group) + (decimal + fraction if fraction else "")))
        read = read_number(text, decimal)
        assert read is not None, text
        value = Decimal(f"{whole}.{fraction or 0}")
        assert Decimal(read.plain) == (-value if any(sign in signed for sign in "-−(") else value), text
        assert read.form.render(read.plain) == text or (signed == "+{}" and not value), text


@given(st.integers(0, 10**13), st.booleans())
def test_lakhs_and_crores(value: int, minus: bool) -> None:
    head, tail = divmod(value, 1000)
    pairs = []
    while head:
        head, pair = divmod(head, 100)
        pairs.append(f"{pair:02}")
    text = ",".join([*reversed(pairs), f"{tail:03}"]).lstrip("0").lstrip(",") or "0"
    text = f"-{text}" if minus else text
    read = read_number(text, ".")
    assert read is not None
    if read.ambiguous:  # 12,345 may be a decimal comma elsewhere
        return
    assert int(read.plain) == (-value if minus else value)
    assert read.form.render(read.plain) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read_as_the_same_float(value: float) -> None:
    read = read_number(repr(value))
    if value != 0 and not abs(value) > 1e-300:
        assert read is None
        return
    assert read is not None
    assert float(read.plain) == value
    assert float(NumberForm().render(plain_of(value))) == value


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1.5E3", "1500"),
        ("2.50e-4", "0.000250"),
        ("1e21", "1000000000000000000000"),
        ("1,250.00 CR", "1250.00"),
        ("12'500.–", "12500"),
        ("1.250,- €", "1250"),
        ("US$ 5", "5"),
        ("5 kr", "5"),
        ("٣", "٣"),
    ],
)
def test_numbers_by_hand(text: str, plain: str) -> None:
    read = read_number(text)
    assert read is not None
    assert read.plain == plain


NO_NUMBERS = (
    "|-|1.2.3|12,34,56|1,23.4.5|A12|12 apples|€|1e999|1e-999|(12|10.0.0.1|1 2|$5 EUR|-(5)|(−5)|10--|5 try|1,2,3|1'23|NaN|inf|0x1F|½|1_000"
)


@pytest.mark.parametrize("text", NO_NUMBERS.split("|"))
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


def test_a_very_long_text_is_no_number_or_an_exact_one() -> None:
    assert read_number("9" * 5000) is None
    assert read_number("9" * 300) is not None
    assert read_number("1," * 3000) is None


def test_any_text_is_read_or_not_but_never_fails() -> None:
    chance, signs = random.Random(8), "0123456789.,'’ -+−()%€$eECRDR"
    for _ in range(20_000):
        read = read_number("".join(chance.choices(signs, k=chance.randint(1, 12))).strip())
        assert read is None or Decimal(read.plain) is not None


def test_forms_are_kept_in_the_catalogue() -> None:
    form = NumberForm(before="₹", group=",", places=2, plus=True, lakhs=True)
    assert form_from_record(form.record()) == form
    assert form_from_record('{"after": "", "before": "€", "decimal": ",", "group": ".", "negative": "-", "places": 2}').before == "€"
    assert form.render("1234567.5") == "+₹12,34,567.50"


def test_currencies() -> None:
    assert all(len(code) == 3 and code.isupper() for code in CODES)
    assert {code_of(sign) for sign in SIGNS} <= CODES | {"kr"}
    assert [currency_in(header) for header in ("ARR (EUR)", "Currency (EUR/USD)", "try", "CAD files", "ARR $", "ARR")] == [
        "EUR",
        None,
        None,
        None,
        "USD",
        None,
    ]
    assert [in_thousands(header) for header in ("ARR (k€)", "Revenue $m", "USD thousand", "ARR (EUR)", "Amount USD")] == [
        True,
        True,
        True,
        False,
        False,
    ]
