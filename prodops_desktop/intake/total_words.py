"""How rows that sum up the others are called, in the languages of the tables that come in."""

import re

AVERAGE, LARGEST, SMALLEST = "average", "largest", "smallest"
_TOTAL = re.compile(
    r"(?:grand[ -]|sub[- ]?|overall )?totals?|sum|(?:zwischen|gesamt|end)?summe|gesamt|insgesamt|totaal"
    r"|(?:sous[- ])?total g[eé]n[eé]ral|sous[- ]total|somme|suma|subtotal",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(
    r"(?:grand[ -]|sub[- ]?)?total[et]?\b.{0,60}|.{1,60} (?:sub)?total|(?:zwischen|gesamt)?summe\b.{0,60}|(?:sous[- ])?total\b.{0,60}",
    re.IGNORECASE,
)
_TOTALS = (
    "totale totali subtotale totalt totalsumma delsumma summa somma soma итого всего сумма итог razem łącznie ogółem celkem součet spolu "
    "celkom toplam yhteensä összesen összeg ukupno skupaj общо σύνολο kokku kopā jumlah σ ∑ "
    "合計 合计 总计 總計 小計 小计 総計 합계 총계 소계 المجموع الإجمالي סה״כ"
)
_ELSEWHERE = frozenset(_TOTALS.split()) | {"i alt", "sum total", "iš viso", "tổng cộng"}
_AVERAGE_WORDS = (
    "average avg mean durchschnitt mittelwert schnitt moyenne promedio media média gemiddelde snitt gennemsnit keskiarvo średnia průměr "
    "ortalama среднее 平均 平均值 평균 ø ⌀"
)
_AVERAGES = frozenset(_AVERAGE_WORDS.split())
_LARGEST = frozenset(("max", "max.", "maximum", "maximal", "maks", "maks.", "máximo", "massimo"))
_SMALLEST = frozenset(("min", "min.", "minimum", "minimal", "mínimo", "minimo"))
_AROUND = 4
_LONGEST_ELSEWHERE = max(map(len, _ELSEWHERE)) + _AROUND
LONGEST_SUMMARY = max(map(len, _AVERAGES | _LARGEST | _SMALLEST)) + _AROUND


def bare(label: str) -> str:
    """A label without what may stand around it."""
    return label.strip(" :*=")


def names_a_total(label: str) -> bool:
    """Whether a text may be the label of a row of totals."""
    folded = label.casefold()
    may_be = "tot" in folded or "sum" in folded or "somm" in folded or "gesamt" in folded  # the patterns take longer
    if may_be and (_TOTAL_OF.fullmatch(bare(label)) or _TOTAL.fullmatch(bare(label))):
        return True
    return len(folded) <= _LONGEST_ELSEWHERE and bare(folded) in _ELSEWHERE


def says_total_only(label: str) -> bool:
    """Whether a text can hardly be anything else than the label of a total."""
    return _TOTAL.fullmatch(bare(label)) is not None


def summary_of(label: str) -> str:
    """Which figure of the rows above a label names, "" for none of them."""
    folded = bare(label.casefold())
    return AVERAGE if folded in _AVERAGES else LARGEST if folded in _LARGEST else SMALLEST if folded in _SMALLEST else ""
