"""What customers said of a need, in their own words: the sentence that says it, by whom, and where it stands."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from prodops_desktop.feedback.accounts import Customer, Customers
from prodops_desktop.feedback.model import Item, Tag, beginning
from prodops_desktop.feedback.needs.narrowing import Narrowing, narrow
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.feedback.needs.sources import Source, sources_of
from prodops_desktop.feedback.needs.tallies import Mention, mentions
from prodops_desktop.feedback.store import read_items
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.feedback.words import words_of
from prodops_desktop.workspace import Store

Said = TypeVar("Said", bound=Hashable)
LONGEST = 240
"""A quote that is longer is cut at a word."""
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|\n+")
_SALUTATION = re.compile(
    r"(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:morgen|tag|abend)|moin|liebe[rs]?|sehr geehrte[rs]?|bonjour"
    r"|cher|chère|hola|buenos días|estimad[oa]s?)\b(?:\s+[\w.’'-]+){0,4}[,!.:]?",
    re.IGNORECASE,
)
"""What a letter begins with; it says nothing of a need."""
_SMALL_WORDS = frozenset(
    words_of(
        "a an and are as at be by can do does for from has have how in is it its no not of on one only or other so than that the their "
        "them there they this to what when where which who will with without"
    )
)


@dataclass(frozen=True)
class Verbatim:
    """What one item says of a need; ``quote`` is the sentence that says it, and ``account`` the customer’s name, if anybody knows it."""

    item: int
    code: str
    quote: str
    account: str | None
    arr: float | None
    at: str
    channel: str
    importance: int
    person: str | None
    source: Source | None


def verbatims(
    store: Store,
    tag: int,
    customers: Customers,
    period: Period,
    segment: str | None = None,
    channel: str | None = None,
    limit: int | None = 50,
) -> list[Verbatim]:
    """The weightiest words first, by importance and then ARR: the first of each account before the second of any.

    Raises UserError where the tag is gone, or as :func:`prodops_desktop.feedback.needs.reading.read_needs` does.
    """
    return quoted(store, find_tag(store, tag), customers, period, narrow(store, customers, segment, channel), limit)


def quoted(store: Store, tag: Tag, customers: Customers, period: Period, narrowing: Narrowing, limit: int | None = None) -> list[Verbatim]:
    """The same for a tag and a narrowing that were read before."""
    weightiest = weightiest_first(mentions(store, tag.id, period, narrowing), customers)
    found = one_an_account_first(weightiest, lambda mention: _number(customers.of(mention.account)))
    chosen = {mention.item: mention for mention in found[:limit]}
    sources = sources_of(store, list(chosen))
    return [verbatim_of(item, tag, chosen[item.id], customers, sources.get(item.id)) for item in read_items(store, list(chosen))]


def verbatim_of(item: Item, tag: Tag, mention: Mention, customers: Customers, source: Source | None) -> Verbatim:
    """What an item says of a tag that it mentions."""
    customer = customers.of(mention.account)
    name, arr = (customer.name, customer.arr) if customer is not None else (None, None)
    quote = quote_of(item.text, tag, item.title)
    return Verbatim(item.id, item.code, quote, name, arr, mention.at, mention.channel, mention.importance, item.person, source)


def quote_of(text: str, tag: Tag, title: str | None = None) -> str:
    """The sentence of a text that has most of the words of a tag’s name, then of what it means, or its title if that has more.

    Where none has any, the title, or else how the text begins after its salutation.
    """
    names, meant = _stems(tag.name), _stems(tag.definition or "")

    def hits(sentence: str) -> tuple[int, int]:
        stems = _stems(sentence)
        return len(stems & names), len(stems & meant)

    written = [one for part in _SENTENCE_ENDS.split(text) if (one := " ".join(part.split()))]
    said = [one for one in written if not _SALUTATION.fullmatch(one)]
    sentences = [*said, " ".join((title or "").split())]
    best = max(sentences, key=hits)
    return _cut(best if any(hits(best)) else sentences[-1] or next(iter(said), beginning(text, LONGEST)))


def weightiest_first(found: Iterable[Mention], customers: Customers) -> list[Mention]:
    """Mentions by importance, then ARR; of equals the latest first."""

    def weight(mention: Mention) -> tuple[int, float, str, int]:
        customer = customers.of(mention.account)
        return mention.importance, (customer.arr if customer is not None else None) or 0.0, mention.at, mention.item

    return sorted(found, key=weight, reverse=True)


def one_an_account_first(found: Sequence[Said], account_of: Callable[[Said], int | None]) -> list[Said]:
    """The first that each account said, then the others; each order stays. What names nobody known counts as one account's."""
    firsts: dict[int | None, Said] = {}
    for one in found:
        firsts.setdefault(account_of(one), one)
    leading = set(firsts.values())
    return [*firsts.values(), *(one for one in found if one not in leading)]


def _number(customer: Customer | None) -> int | None:
    return customer.number if customer is not None else None


def _stems(text: str) -> set[str]:
    """Its words but the small ones, without the s of a plural."""
    words = set(words_of(text)) - _SMALL_WORDS
    return {word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words}


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST].rsplit(' ', 1)[0]}…"
