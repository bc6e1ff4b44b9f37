"""Kinds are found by headers in four languages and by what is in the columns, and never forced onto something else."""

from pathlib import Path

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.intake.column_types import TYPES
from prodops_desktop.intake.headers import normalised
from prodops_desktop.intake.kinds import KINDS, find_kind

from .conftest import Stage
from .test_staging import write_csv

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
    "users": "User ID,Account ID,Role,Last seen\nU00001,000417,admin,2026-10-30\nU00002,000417,viewer,\n",
    "events": "What,Type,From,To,Region,Segment,Surface,Owner\nYear-end freeze,freeze,2026-12-21,2027-01-04,,,,DevOps\n"
    "New prices,price change,2027-02-01,,EMEA,SMB,Pricing,Marketing\n",
    "experiments": "Key,Name,Hypothesis,Goal,Surface,Unit,Segment,Alloc,Start,End,Primary,Baseline,MDE,Status\n"
    "EXP-41,One-page upgrade,Shorter is better,Grow,Checkout,user,Enterprise,50%,16 Nov 2026,2026-12-18,Upgrades,22.0%,+3.5 pt,Live\n"
    "EXP-42,Annual first,Annual sells,Grow,Pricing,user,SMB,0.3,2026-11-18,2026-12-16,Annual share,0.22,10 %,Draft\n",
    "experiment_results": "Experiment,Variant,Metric,Users,Conversions\nEXP-37,Control,Search success,3331,2059\n"
    "EXP-37,A Ranked,Search success,3262,2127\n",
    "exposures": "exp,user_id,account_id,variant,ts,platform,app_version\nEXP-38,U1,000417,Control,2026-11-01T10:00:00Z,iOS,5.2\n"
    "EXP-38,U2,000418,A,2026-11-01T10:05:00Z,Android,5.1\n",
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


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("users", "user account role last_seen"),
        ("events", "what event_type from to region segment surface event_owner"),
        (
            "experiments",
            "code experiment hypothesis goal surface unit segment allocation start end primary baseline mde experiment_status",
        ),
        ("experiment_results", "experiment arm metric units successes"),
        ("exposures", "experiment exposed_unit account arm exposed_at"),
    ],
)
def test_headers_of_an_operators_own_sheets_are_mapped(tmp_path: Path, stage: Stage, kind: str, fields: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(TABLES[kind], encoding="utf-8")
    mapped = list(stage(path).answer["mapping"].values())
    assert mapped[: len(fields.split())] == fields.split()
    assert set(mapped[len(fields.split()) :]) <= {None}


def test_a_german_list_of_users_is_one(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "nutzer.csv"
    path.write_text("Nutzer;Kunde;Rolle;Zuletzt gesehen am\nu1;Acme;Admin;01.11.2026\nu2;Acme;Leser;\n", encoding="utf-8")
    answer = stage(path).answer
    assert (answer["kind"], list(answer["mapping"].values())) == ("users", ["user", "account", "role", "last_seen"])


EXPERIMENTS_ABROAD = {
    "de": "Schlüssel;Bezeichnung;Hypothese;Ziel;Oberfläche;Einheit;Beginn;Ende;Hauptmetrik;Ausgangswert;Mindesteffekt;Zustand",
    "fr": "Clé;Nom;Hypothèse;Objectif;Écran;Unité;Début;Fin;Métrique principale;Valeur de base;Effet minimal;Statut",
    "es": "Clave;Nombre;Hipótesis;Objetivo;Pantalla;Unidad;Inicio;Fin;Métrica principal;Línea base;Efecto mínimo;Estado",
}


@pytest.mark.parametrize("language", EXPERIMENTS_ABROAD)
def test_experiments_are_found_in_other_languages(tmp_path: Path, stage: Stage, language: str) -> None:
    path = tmp_path / "sheet.csv"
    row = "EXP-1;Kasse;Kürzer hilft;Wachsen;Checkout;Nutzer;2026-11-16;2026-12-18;Käufe;22,0 %;10 %;Live"
    path.write_text(f"{EXPERIMENTS_ABROAD[language]}\n{row}\n{row.replace('EXP-1', 'EXP-2')}\n", encoding="utf-8")
    staged = stage(path).answer
    wanted = "code experiment hypothesis goal surface unit start end primary baseline mde experiment_status"
    assert (staged["kind"], " ".join(staged["mapping"].values())) == ("experiments", wanted)


NOT_THESE = [
    ("email,role,created_at,last_login", "a{n}@x.example,Admin,2025-01-0{n},2026-11-0{n}", "tool_seats"),
    ("Company,Email,Signup date,Plan", "Firm {n},a{n}@x.example,2025-01-0{n},Pro", "accounts"),
    ("Name,User ID,Group,Date", "Ann {n},U{n},admins,2025-01-0{n}", "other"),
    ("Name,Goal,Status,Start,End,Owner", "Item {n},Grow,Done,2026-01-0{n},2026-02-0{n},Ada", "other"),
    ("Resource Name,Allocation %,Baseline,Start,End", "Ann {n},50%,12,2026-01-0{n},2026-02-0{n}", "other"),
    ("event,date,type,user", "login,2026-01-0{n},web,U{n}", "usage_events"),
    ("Customer,What we said,Who,When,By", "Firm {n},Soon,Ada,2026-01-0{n},2026-02-0{n}", "promises"),
    ("show_id,type,title,country,date_added", "s{n},Movie,Film {n},India,2026-01-0{n}", "other"),
]


@pytest.mark.parametrize(("head", "row", "kind"), NOT_THESE)
def test_sheets_of_something_else_are_not_taken_for_these(tmp_path: Path, stage: Stage, head: str, row: str, kind: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("\n".join([head, *(row.format(n=number) for number in range(1, 6))]), encoding="utf-8")
    assert stage(path).answer["kind"] == kind


def test_stars_from_one_to_five_are_no_nps(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("rating,date\n" + "".join(f"{number % 5 + 1},2026-01-{number:02}\n" for number in range(1, 29)), encoding="utf-8")
    assert stage(path).answer["kind"] == "other"


@pytest.mark.parametrize(
    ("kind", "header", "junk"),
    [("nps", "score", "Not answered"), ("nps", "score", "90"), ("revenue", "mrr", "open")],
)
def test_a_column_that_is_called_so_is_it_where_the_kind_is_asked_for(
    tmp_path: Path, stage: Stage, kind: str, header: str, junk: str
) -> None:
    rows = [[header, "month" if kind == "revenue" else "date", "account"]]
    rows += [[junk if number % 2 else "7", f"2026-{number + 1:02}-01", f"Firm {number}"] for number in range(10)]
    answer = stage(write_csv(tmp_path / "a.csv", rows), kind=kind).answer
    accepted = 10 if kind == "revenue" else 5  # an amount may be missing
    assert (answer["rows_accepted"], answer["rows_quarantined"]) == (accepted, 10 - accepted)
    assert answer["mapping"][header] == header


def test_several_rows_a_customer_are_no_list_of_accounts(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("Customer,Region,Segment,Plan\n" + "A,EMEA,SMB,Pro\nB,APAC,SMB,Pro\n" * 10, encoding="utf-8")
    assert stage(path).answer["kind"] == "other"


COMMON = (
    "account arr mrr renewal csm segment cs_score nps created closed stage score last_seen signed_up role what from to event_type surface "
    "experiment hypothesis goal unit allocation start end primary baseline mde experiment_status experiment_kind variants guardrails lane "
    "arm metric units successes mean exposed_unit exposed_at read_on when feature severity opened version released area converted started "
    "amount vendor delivered committed planned email name"
)


@pytest.mark.parametrize("field", COMMON.split())
def test_common_fields_have_many_names(field: str) -> None:
    fields = [one for kind in KINDS.values() for one in kind.fields if one.name == field]
    assert fields
    assert all(len({normalised(name) for name in one.synonyms}) >= 15 for one in fields)


def test_every_field_has_names_and_a_known_type() -> None:
    for kind in KINDS.values():
        assert len({field.name for field in kind.fields}) == len(kind.fields)
        for field in kind.fields:
            assert field.type in {*TYPES, "any"}
            assert field.synonyms, field.name
            assert (field.name_kind is not None) == (field.type == "name")
        groups = (*kind.either, *kind.told_by)
        for name in (*kind.telling, *(one for group in groups for one in group), *filter(None, [kind.one_row_each])):
            assert kind.field(name).name == name


def test_unknown_kinds_are_refused_with_a_list() -> None:
    with pytest.raises(UserError, match=r"There is no kind “weather”. The kinds are: accounts, account_status, contacts, .*, other."):
        find_kind("weather")


def test_unknown_fields_are_refused_with_a_list() -> None:
    with pytest.raises(UserError, match=r"The kind “churn” has no field “colour”. It has: account, when, reason, amount, voluntary."):
        find_kind("churn").field("colour")


HEADERS = [("Cust. No.", "cust no"), ("NPS (last)", "nps last"), ("Größe %", "groesse percent"), ("dealStage", "deal stage")]


@pytest.mark.parametrize(("header", "words"), HEADERS)
def test_headers_are_compared_by_their_words(header: str, words: str) -> None:
    assert normalised(header) == words
