"""Currencies by their signs and ISO codes, before or behind an amount and in the header of a column."""

import re

SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "￥": "JPY",
    "円": "JPY",
    "₹": "INR",
    "US$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "A$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "$": "USD",
    "zł": "PLN",
    "Kč": "CZK",
    "Ft": "HUF",
    "₺": "TRY",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "฿": "THB",
    "₫": "VND",
    "₱": "PHP",
    "₴": "UAH",
    "Fr.": "CHF",
    "Euro": "EUR",
    "Rs.": "INR",
    "kr.": "kr",
    "kr": "kr",
}
"""Signs of amounts → the ISO code. Crowns are of several countries, and “kr” stays what it is."""
CROWNS = "kr"
CROWNS_OF = ("SEK", "NOK", "DKK", "ISK")
CURRENCIES = tuple(
    "EUR USD GBP CHF JPY INR SEK NOK DKK PLN CZK HUF RON CAD AUD NZD SGD HKD CNY KRW BRL MXN ZAR ILS TRY AED".split()
    + "SAR THB MYR IDR PHP CLP COP ARS".split()
)
"""The codes that a column of currencies is known by."""
_MORE = tuple("RUB UAH BGN ISK VND TWD NGN EGP KES PKR LKR BDT MAD QAR KWD BHD OMR JOD UYU PEN KZT GEL RSD TND GHS".split())
CODES = frozenset(CURRENCIES + _MORE)
"""The codes that an amount is read with."""
_IN_SMALL = tuple("eur usd gbp chf jpy inr sek nok dkk pln czk huf aud cad cny sgd euro euros".split())
"""Those that are no words of everyday language, and are read in small letters too."""
OF_THREE_PLACES = frozenset(("BHD", "JOD", "KWD", "OMR", "TND"))
"""The codes of those whose amounts have three decimals."""
MONEY = "|".join(
    [re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)] + sorted(CODES) + sorted(_IN_SMALL, key=len, reverse=True)
)
"""A pattern for the sign or code of an amount."""
_CODE = rf"(?:{'|'.join(sorted(CODES))})"
_SMALL = rf"(?:{'|'.join(_IN_SMALL)})"
_EDGE, _END = r"(?<![^\W_])", r"(?![^\W_])"
_IN_HEADER = (
    re.compile(rf"[(\[{{][^)\]}}]*?{_EDGE}(?P<code>{_CODE}|{_SMALL}){_END}[^)\]}}]*[)\]}}]"),
    re.compile(rf"{_EDGE}(?P<code>{_CODE}|{_SMALL}){_END}\W*$"),
    re.compile(
        rf"^\W*(?P<code>{_CODE}) (?:amount|value|price|revenue|sales|cost|total|equivalent|arr|mrr|fee|net|gross|paid|due)", re.IGNORECASE
    ),
    re.compile(rf"(?P<code>{'|'.join(re.escape(sign) for sign in SIGNS if not sign[0].isalpha())})"),
)
_IN_BRACKETS = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_SIGN_IN_FORMAT = re.compile(
    rf"{'|'.join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))}|(?<![A-Za-z]){_CODE}(?![A-Za-z])"
)
_THOUSANDS = re.compile(
    rf"(?:\b[kKTM]|mn|bn|mio|tsd|in thousands|in millions|thousand|000s)\.? ?(?:{_CODE}|[€$£¥])"
    rf"|(?:{_CODE}|[€$£¥]) ?(?:[kKM]|m|mn|bn|mio|tsd|thousand|000s?|'000)\b",
    re.IGNORECASE,
)


def currency_of_format(form: str) -> str | None:
    """The ISO code of the one currency that a number format names, as in "#,##0.00 €" and "[$CHF-807] #,##0"; else None."""
    named = [part.strip() for part in _IN_BRACKETS.findall(form)] or _SIGN_IN_FORMAT.findall(_IN_BRACKETS.sub("", form))
    found = {code_of(sign) for sign in named if sign in SIGNS or sign in CODES} - {CROWNS}
    return found.pop() if len(found) == 1 else None


def code_of(sign: str) -> str:
    """The ISO code of a sign or code as it is written at an amount."""
    return SIGNS.get(sign) or ("EUR" if sign.lower().startswith("euro") else sign.upper())


def currency_in(header: str) -> str | None:
    """The one currency that a header names, as in "ARR (EUR)", "Amount USD" or "mrr_usd"; None when it names none, or several."""
    found = {code_of(match["code"]) for pattern in _IN_HEADER for match in pattern.finditer(header.replace("_", " "))}
    return found.pop() if len(found) == 1 else None


def in_thousands(header: str) -> bool:
    """Whether a header says that its amounts are thousands or millions, as in "ARR (k€)"."""
    return _THOUSANDS.search(header) is not None
