"""Kinds are found by headers in four languages and by what is in the columns, and never forced onto something else."""

from pathlib import Path

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.intake.kinds import KINDS, find_kind
from prodops_desktop.intake.mapping import normalised
from prodops_desktop.intake.synonyms import SYNONYMS

from .conftest import Stage

TABLES = {
    "accounts": "Kunde;Kundennummer;Branche;Jahreswert;Vertragsende;Kundenbetreuer\n"
    "Alpha GmbH;0001;Handel;12.500,00 €;31.12.2026;Ana\nBeta AG;0002;Bau;8.000,00 €;30.06.2026;Ben\n",
    "account_status": "Acct,Hlth,Sentiment,Adopt %,Next renewal\nAlpha,71,Green,31,2027-01-02\nBeta,40,Red,12,2027-02-03\n",
    "revenue": "Client;Mois;Revenu mensuel\nAlpha;2026-01;100,50\nAlpha;2026-02;110,50\nBeta;2026-01;20,00\n",
    "nps": "Response date,How likely are you to recommend us?,E-mail,Why\n2026-01-02,9,a@x.com,good\n2026-01-03,3,b@x.com,slow\n",
    "usage_summary": "user_id,account_id,week_starting,active_days\nU1,0001,2026-08-24,3\nU2,0001,2026-08-24,5\n",
    "opportunities": "Oportunidad,Cuenta,Etapa,Importe,Fecha de cierre\nO-1,Alpha,Ganada,100,31/12/2026\nO-2,Beta,Perdida,50,30/11/2026\n",
    "tools": "Software;Anbieter;Vertragsende;Kündigungsfrist;Jahreskosten\nFigma;Figma Inc;31.12.2026;3 Monate;12.000,00 €\n"
    "Miro;Miro BV;30.06.2026;30 Tage;6.000,00 €\n",
    "tool_usage": "Tool,Month,Bought,Assigned,Active\nFigma,2026-01-01,45,44,40\nMiro,2026-01-01,60,50,30\n",
    "tool_seats": "email,role,added,last_active\na@x.example,Admin,2025-01-02,2026-11-01\nb@x.example,Member,2025-02-02,\n",
    "other": "sensor,reading,taken\ns1,4.5,2026-01-02\ns2,5.5,2026-01-03\n",
}


@pytest.mark.parametrize("kind", TABLES)
def test_kind_is_found(tmp_path: Path, stage: Stage, kind: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLES[kind], encoding="utf-8")
    assert stage(path).answer["kind"] == kind


def test_german_headers_are_mapped(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "kunden.csv"
    path.write_text(TABLES["accounts"], encoding="utf-8")
    staged = stage(path)
    mapping = staged.answer["mapping"]
    assert mapping["Kunde"] == "account"
    assert mapping["Kundennummer"] == "external_id"
    assert (mapping["Jahreswert"], mapping["Vertragsende"], mapping["Kundenbetreuer"]) == ("arr", "renewal", "csm")
    assert (staged.values("Jahreswert"), staged.columns["Jahreswert"]["currency"]) == ([1_250_000, 800_000], "EUR")


def test_stars_from_one_to_five_are_no_nps(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("rating,date\n" + "".join(f"{number % 5 + 1},2026-01-{number:02}\n" for number in range(1, 29)), encoding="utf-8")
    assert stage(path).answer["kind"] == "other"


def test_several_rows_a_customer_are_no_list_of_accounts(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("Customer,Region,Segment,Plan\n" + "A,EMEA,SMB,Pro\nB,APAC,SMB,Pro\n" * 10, encoding="utf-8")
    assert stage(path).answer["kind"] == "other"


COMMON = ["account", "arr", "mrr", "renewal", "csm", "segment", "cs_score", "nps", "created", "closed", "stage", "score"]


@pytest.mark.parametrize("field", COMMON)
def test_common_fields_have_many_names(field: str) -> None:
    assert len({normalised(name) for name in SYNONYMS[field]}) >= 15


def test_every_field_has_names_and_a_known_type() -> None:
    types = {"text", "integer", "number", "money", "percent", "boolean", "day", "moment", "name", "any"}
    for kind in KINDS.values():
        assert len({field.name for field in kind.fields}) == len(kind.fields)
        for field in kind.fields:
            assert field.type in types
            assert field.synonyms, field.name
            assert (field.name_kind is not None) == (field.type == "name")
        for name in (*kind.telling, *(one for group in kind.either for one in group), *filter(None, [kind.one_row_each])):
            assert kind.field(name).name == name


def test_unknown_kinds_are_refused_with_a_list() -> None:
    with pytest.raises(
        UserError, match="accounts, account_status, revenue, nps, usage_summary, opportunities, tools, tool_usage, tool_seats, other"
    ):
        find_kind("weather")


HEADERS = [("Cust. No.", "cust no"), ("NPS (last)", "nps last"), ("Größe %", "groesse percent"), ("dealStage", "deal stage")]


@pytest.mark.parametrize(("header", "words"), HEADERS)
def test_headers_are_compared_by_their_words(header: str, words: str) -> None:
    assert normalised(header) == words
