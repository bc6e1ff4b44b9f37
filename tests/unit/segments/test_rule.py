"""The rules of segments: what is read, what is refused in a sentence, and that a written rule is read back as what it was."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.segments.rule import (
    AT_LEAST,
    AT_MOST,
    CONTAINS,
    IS,
    IS_NOT,
    KNOWN,
    UNKNOWN,
    Condition,
    Rule,
    read_rule,
    write_rule,
)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Segment is Enterprise", Condition("Segment", IS, ("Enterprise",))),
        ("Pays by is Card or Invoice", Condition("Pays by", IS, ("Card", "Invoice"))),
        ("Region IS Not APAC OR  Latin   America", Condition("Region", IS_NOT, ("APAC", "Latin America"))),
        ("Seats at least 100", Condition("Seats", AT_LEAST, limit=Decimal(100))),
        ("Seats is at least 1,000", Condition("Seats", AT_LEAST, limit=Decimal(1000))),
        ("ARR at most 50000.50", Condition("ARR", AT_MOST, limit=Decimal("50000.5"))),
        ("Balance at most −1,250", Condition("Balance", AT_MOST, limit=Decimal(-1250))),
        ("Churned seats at least 0", Condition("Churned seats", AT_LEAST, limit=Decimal(0))),
        ("Renewal date at most 2026-12-31", Condition("Renewal date", AT_MOST, limit=date(2026, 12, 31))),
        ("Plan contains Scale", Condition("Plan", CONTAINS, ("Scale",))),
        ("Plan contains Scale or Core", Condition("Plan", CONTAINS, ("Scale", "Core"))),
        ("CSM is known", Condition("CSM", KNOWN)),
        ("CSM is not unknown", Condition("CSM", KNOWN)),
        ("Domain is Unknown", Condition("Domain", UNKNOWN)),
        ("Domain is not known", Condition("Domain", UNKNOWN)),
        ("Domain is “unknown”", Condition("Domain", IS, ("unknown",))),
        ("Domain is known or unknown", Condition("Domain", IS, ("known", "unknown"))),
        ("Plan is “Scale or Core” or Free", Condition("Plan", IS, ("Scale or Core", "Free"))),
        ('Plan is "Scale; yearly"', Condition("Plan", IS, ("Scale; yearly",))),
        ('Size is "5"" pipe"', Condition("Size", IS, ('5" pipe',))),
        ('Size is 5" pipe', Condition("Size", IS, ('5" pipe',))),
        ("Answer is “not”", Condition("Answer", IS, ("not",))),
        ("Plan is this and that or is", Condition("Plan", IS, ("this and that", "is"))),
        ("Industry is Food and Drink", Condition("Industry", IS, ("Food and Drink",))),
        ("Is trial is yes", Condition("Is trial", IS, ("yes",))),
        ("“Who is it” is Ann", Condition("Who is it", IS, ("Ann",))),
        ("Seats at hand at least 5", Condition("Seats at hand", AT_LEAST, limit=Decimal(5))),
        ("Level is “at least good”", Condition("Level", IS, ("at least good",))),
    ],
)
def test_one_condition(text: str, condition: Condition) -> None:
    assert read_rule(text) == Rule((condition,))


def test_conditions_stand_on_lines_or_behind_semicolons() -> None:
    rule = read_rule("\n Segment is Enterprise ;Pays by is Card;;\r\n\nRegion is not APAC\n")
    assert write_rule(rule) == "Segment is Enterprise\nPays by is Card\nRegion is not APAC"


@pytest.mark.parametrize("text", ["", "  ", "\n\n", " ; ;\n;"])
def test_without_conditions_it_is_everybody(text: str) -> None:
    assert read_rule(text) == Rule()
    assert write_rule(Rule()) == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Plan is Core\n\nPlan Scale", "Line 3 of the rule, “Plan Scale”, can't be read: it asks nothing of a field. Write it as “Segment"),
        ("is Enterprise", "it asks nothing of a field"),
        ("Plan is", "something must follow after “is”"),
        ("Plan is not", "to ask that nothing is there, write “is unknown”"),
        ("Seats at least", "something must follow after “at least”"),
        ("Seats is at least", "something must follow after “at least”"),
        ("Seats at least many", "“many” is no number such as 1,000 and no day such as 2026-11-23"),
        ("Seats at least 1,00", "“1,00” is no number"),
        ("Seats at least 5 or 6", "“5 or 6” is no number"),
        ("Renewal at most 2026-02-30", "“2026-02-30” is no number such as 1,000 and no day"),
        ("Seats at least ١٠٠", "is no number"),
        ("Plan is Core or", "a value is empty"),
        ("Plan is or Core", "a value is empty"),
        ("Plan is “”", "a value is empty"),
        ("“ ” is Core", "the name of its field is empty"),
        ("Plan is “Core", "its quotes do not close; a ” is missing"),
        ('Plan is "Core', 'its quotes do not close; a " is missing'),
        ("Plan is “Core”s", "a blank or the end of the line must follow where quotes close"),
        ("Segment is Enterprise and Pays by is Card", "each condition needs a line of its own"),
        ("Segment is SMB or Enterprise and Seats at least 5 or 6", "each condition needs a line of its own"),
        ("Segment is Enterprise and Seats at least 5", "each condition needs a line of its own"),
    ],
)
def test_what_is_refused_says_where_and_why(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        read_rule(text)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")


# Texts that are made of the rule's own words, quotes and signs as often as of others.
WORDS = st.sampled_from(
    [
        "is",
        "IS",
        "not",
        "or",
        "and",
        "known",
        "unknown",
        "contains",
        "at",
        "least",
        "most",
        ";",
        "“",
        "”",
        '"',
        '""',
        "“a”",
        "5",
        "Plan",
        "é",
    ]
)
TEXTS = st.lists(WORDS | st.text(min_size=1, max_size=6), min_size=1, max_size=6).map(lambda words: " ".join(" ".join(words).split()))
NAMES = TEXTS.filter(bool)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3)
LIMITS = st.builds(Condition, NAMES, st.sampled_from([AT_LEAST, AT_MOST]), limit=NUMBERS | st.dates())
AMONG = st.builds(Condition, NAMES, st.sampled_from([IS, IS_NOT, CONTAINS]), st.lists(NAMES, min_size=1, max_size=3).map(tuple))
RULES = st.builds(Rule, st.lists(LIMITS | AMONG | st.builds(Condition, NAMES, st.sampled_from([KNOWN, UNKNOWN])), max_size=4).map(tuple))


@settings(max_examples=400, deadline=None)
@given(RULES)
@example(Rule((Condition("is", IS, ("and", "is")), Condition("a at", AT_LEAST, limit=Decimal(5)))))
def test_a_written_rule_is_read_back_as_what_it_was(rule: Rule) -> None:
    written = write_rule(rule)
    assert read_rule(written) == rule
    assert write_rule(read_rule(written)) == written


@given(st.text() | st.lists(WORDS | st.sampled_from([" ", "\n", " is ", "\x1c"])).map("".join))
@example("a is \x00")
@example("Seats at least " + "9" * 5000)
def test_any_text_is_a_rule_or_is_refused_in_a_sentence(text: str) -> None:
    try:
        rule = read_rule(text)
    except UserError:
        return
    assert read_rule(write_rule(rule)) == rule
