"""All kinds of data that the program promises are declared, with their fields, in an order that people can find them in."""

import pytest

from prodops_desktop.intake.headers import normalised
from prodops_desktop.intake.kinds import FAMILIES, KINDS

PROMISED = {
    "accounts": "account* external_id domain parent segment industry region plan arr currency renewal seats term notice uplift_cap "
    "customer_since csm stage",
    "account_status": "account* as_of cs_score nps adoption sentiment last_qbr last_contact sponsor champion_seen open_tickets risk_reason "
    "next_step top_ask csm",
    "entitlements": "account/plan feature* from to",
    "users": "user* account role persona signed_up last_seen",
    "usage_events": "user* when* feature account count platform",
    "usage_summary": "period* account/user/segment feature active_users active_days events logins minutes",
    "features": "feature* area team released core",
    "nps": "score* when* account user comment",
    "feedback": "text* when account person channel importance",
    "tickets": "opened* reference account title text priority status closed first_reply feature csat",
    "research": "when* method person account finding feature",
    "bugs": "opened* code feature severity status closed version",
    "performance": "when* feature p50 p95 error_rate availability",
    "delivery": "period* item team committed delivered points planned",
    "revenue": "account* month* mrr/arr currency plan",
    "churn": "account* when* reason amount voluntary",
    "opportunities": "stage* created closed account amount owner competitor loss_reason product type",
    "trials": "started* account user converted plan source industry employees role",
    "targets": "metric* period* value* segment agreed_by",
    "events": "what* from* to event_type surface segment region event_owner",
    "promises": "account* what* by_whom on due",
    "people": "name* email team role region from to",
    "training": "person* material* done",
    "rates": "currency* day* rate*",
    "costs": "period* amount* category vendor feature team",
    "tool_usage": "tool* period* purchased assigned active month_cost",
    "tool_seats": "tool person* team licence assigned_on last_active_on",
    "tools": "tool* vendor category tool_owner starts ends auto_renew notice renewal_term price currency basis seats",
    "roadmap": "item* code team goal status horizon start due done points depends_on",
    "experiments": "experiment* code hypothesis goal surface unit segment allocation start end primary baseline mde experiment_status",
    "exposures": "experiment* exposed_unit* arm* exposed_at account attributes",
    "experiment_results": "experiment* arm* metric* units successes/mean sd",
    "contacts": "name* account email role",
}
"""By kind its fields: a star for those that are required, and slashes between those of which one at least is.

A list of seats need not name the tool, as the sheets that a tool gives out never do: what is called so is taken from the dataset.
"""


def test_all_kinds_are_there() -> None:
    assert set(KINDS) == {*PROMISED, "other"}


@pytest.mark.parametrize("name", PROMISED)
def test_each_kind_has_its_fields(name: str) -> None:
    kind, words = KINDS[name], PROMISED[name].split()
    required = {word.removesuffix("*") for word in words if word.endswith("*")}
    groups = {tuple(word.split("/")) for word in words if "/" in word}
    assert {field.name for field in kind.fields} >= {one.removesuffix("*") for word in words for one in word.split("/")}
    assert {field.name for field in kind.fields if field.required} == required
    assert set(kind.either) == groups


def test_each_kind_stands_in_one_family() -> None:
    assert [kind for family in FAMILIES.values() for kind in family] == list(KINDS.values())
    assert max(map(len, FAMILIES.values())) <= 8


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_says_what_one_row_is(name: str) -> None:
    kind = KINDS[name]
    assert kind.title == kind.title.strip() != ""
    assert f"One row is {kind.row}." == f"One row is {kind.row.strip().rstrip('.')}."
    assert not kind.row[0].isupper()
    titles = [field.title for field in kind.fields]
    assert len(set(titles)) == len(titles)
    assert all(title[0].isupper() or title[0] == "p" for title in titles)  # p95 is written so


def test_titles_of_kinds_differ() -> None:
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_words_are_written_as_headers_are_compared(name: str) -> None:
    for field in KINDS[name].fields:
        for word in field.synonyms:
            assert normalised(word) == word or word == "#", f"{name}.{field.name}: {word}"
