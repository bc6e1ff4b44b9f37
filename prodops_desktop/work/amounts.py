"""How an amount is cut short, the same in the window and in what is written for others: its sign, its scale and its decimals."""

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SCALES = ((999_500_000, 1e9, "B"), (999_500, 1e6, "M"), (9_999.5, 1e3, "k"))


def sign_of(currency: str) -> str:
    """What stands before an amount: “$”, or “CHF ” where there is no sign that everybody knows; empty for none."""
    return SIGNS.get(currency, f"{currency} " if currency else "")


def shortened(size: float, *, short: bool = True) -> tuple[float, int, str]:
    """A size above 0 as a number, its decimals and the letter of its thousands: 2,140,000 is 2.14, 2 and “M”."""
    for floor, divisor, letter in _SCALES if short else ():
        if size >= floor:
            scaled = size / divisor
            return scaled, 0 if letter == "k" else 2 if scaled < 99.995 else 1, letter
    return size, 0 if float(size).is_integer() or (short and size >= 1000) else 2, ""
