"""What somebody types is read as words, phrases and filters, and every text means something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.feedback.search import read_query
from prodops_desktop.feedback.search.query import MOST_FILTERS, Arr, Code, Days, Filter, Importance, Named, Standing, Term

OPEN = "9999-12-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tag:defect", Named("tag", "defect")),
        ("TAG:none", Named("tag", "none")),
        ("-tag:“Usage limit”", Named("tag", "Usage limit", negated=True, quoted=True)),
        ('account:"Acme Inc"', Named("account", "Acme Inc", quoted=True)),
        ("segment:SMB", Named("segment", "SMB")),
        ("channel:„Lost deal“", Named("channel", "Lost deal", quoted=True)),
        ("by:lindqvist", Named("by", "lindqvist")),
        ("after:2026-11-20", Days("2026-11-20", OPEN)),
        ("after:2026-Q4", Days("2026-10-01", OPEN)),
        ("before:2026-11", Days("", "2026-11-30")),
        ("before:2024-02", Days("", "2024-02-29")),
        ("on:2026", Days("2026-01-01", "2026-12-31")),
        ("on:2026-q1", Days("2026-01-01", "2026-03-31")),
        ("−on:2026-11-20", Days("2026-11-20", "2026-11-20", negated=True)),
        ("arr>100k", Arr(">", 100_000)),
        ("ARR>=$1.2M", Arr(">=", 1_200_000)),
        ("arr<1,250,000", Arr("<", 1_250_000)),
        ("arr≤50K€", Arr("<=", 50_000)),
        ("arr:>2m", Arr(">", 2_000_000)),
        ("-arr>-5", Arr(">", -5, negated=True)),
        ("importance:critical", Importance(3)),
        ("importance:2", Importance(2)),
        ("importance:“nice to have”", Importance(1)),
        ("is:inbox", Standing("inbox")),
        ("in:Archive", Standing("archive")),
        ("is:“left out”", Standing("out")),
        ("is:left-out", Standing("out")),
        ("-is:untagged", Standing("untagged", negated=True)),
        ("id:FB-12", Code(12)),
        ("id:12", Code(12)),
        ("fb-2914", Code(2914)),
        ("-FB-3", Code(3, negated=True)),
    ],
)
def test_filters(text: str, expected: Filter) -> None:
    query = read_query(f"before {text} behind")
    assert query.filters == (expected,)
    assert query.asked == (Term(("before",)), Term(("behind",)))
    assert query.remarks == ()


@pytest.mark.parametrize(
    ("text", "words", "remark"),
    [
        ("after:banana", ["after", "banana"], "after:banana is no day, so it is searched as words."),
        ("on:2026-13", ["on", "2026", "13"], "on:2026-13 is no day, so it is searched as words."),
        ("on:2026-02-30", ["on", "2026", "02", "30"], "on:2026-02-30 is no day, so it is searched as words."),
        ("on:0000", ["on", "0000"], "on:0000 is no day, so it is searched as words."),
        ("before:٢٠٢٦", ["before", "٢٠٢٦"], "before:٢٠٢٦ is no day, so it is searched as words."),
        ("arr>x", ["arr", "x"], "arr>x is no amount, so it is searched as words."),
        ("arr:100k", ["arr", "100k"], "arr:100k is no amount, so it is searched as words."),
        ("arr>1,2M", ["arr", "1", "2m"], "arr>1,2M is no amount, so it is searched as words."),
        ("importance:9", ["importance", "9"], "importance:9 is no importance, so it is searched as words."),
        ("importance:" + "9" * 5000, ["importance", "9" * 5000], f"importance:{'9' * 5000} is no importance, so it is searched as words."),
        ("in:limbo", ["in", "limbo"], "in:limbo is no state of an item, so it is searched as words."),
        ("id:x", ["id", "x"], "id:x is no item, so it is searched as words."),
        ("tag:", ["tag"], "tag: is no tag, so it is searched as words."),
        ("tag:_-_", ["tag"], "tag:_-_ is no tag, so it is searched as words."),
        ("by:“”", ["by"], "by:“” is no person, so it is searched as words."),
    ],
)
def test_a_filter_that_cannot_be_read_is_searched_as_words_and_says_so(text: str, words: list[str], remark: str) -> None:
    query = read_query(text)
    assert query.filters == ()
    assert [term.words for term in query.asked] == [(word,) for word in words]
    assert query.remarks == (remark,)


def test_what_is_no_filter_is_words_without_a_remark() -> None:
    query = read_query("foo:bar https://a.example 12:30 starr>5 123")
    assert (query.filters, query.remarks) == ((), ())
    assert query.terms == ("foo", "bar", "https", "a", "example", "12", "30", "starr", "5", "123")


def test_words_phrases_and_what_must_not_be_there() -> None:
    query = read_query('Réunion “Export LIMITS” -price -"per seat" don’t -e-mail – "" !')
    assert query.asked == (
        Term(("reunion",)),
        Term(("export", "limits"), phrase=True),
        Term(("price",), negated=True),
        Term(("per", "seat"), phrase=True, negated=True),
        Term(("don",)),
        Term(("t",)),
        Term(("e", "mail"), negated=True),
    )
    assert query.terms == ("reunion", "export limits", "don", "t")


def test_what_is_asked_twice_is_asked_once() -> None:
    query = read_query("export Export tag:a tag:a after:x after:x")
    assert (len(query.filters), query.terms, len(query.remarks)) == (1, ("export", "after", "x"), 1)


def test_filters_past_the_most_that_a_search_has_are_words() -> None:
    query = read_query(" ".join(f"tag:t{number}" for number in range(MOST_FILTERS + 1)))
    assert len(query.filters) == MOST_FILTERS
    assert query.terms == ("tag", f"t{MOST_FILTERS}")
    assert query.remarks == (f"A search has at most {MOST_FILTERS} filters, so the others are searched as words.",)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_read(text: str) -> None:
    query = read_query(text)
    assert query.text == text
    assert all(term.words and all(word and word.isalnum() for word in term.words) for term in query.asked)


def test_a_filter_that_is_nearly_one_is_named() -> None:
    assert read_query("tags:export").remarks == ("There is no filter tags:, so tags:export is searched as words; tag: is one.",)
    assert read_query("https://example.org Note:x 12:30").remarks == ()
