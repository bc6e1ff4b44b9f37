"""Sheets as people head them, some of each kind and in four languages: what the tests of finding a kind try them on.

A line holds the headers and one row to fill in: ``{n}`` counts the rows, ``{day}``, ``{tag}`` and ``{jour}`` are days as they are written
in ISO, German and French or Spanish, ``{yes}`` and ``{no}`` are words that change from row to row.
"""

from collections.abc import Sequence

SHEETS: dict[str, Sequence[tuple[str, str]]] = {
    "accounts": [
        ("Account;Account ID;Segment;ARR;Renewal date;CSM", "Firm {n};A-{n};SMB;{n}2000;{day};Ann"),
        ("Company name;Industry;Website;# Employees;Plan tier;Go-live", "Firm {n};Retail;firm{n}.example;{n}20;Pro;{day}"),
        ("Kunde;Kundennr.;Branche;Tarif;Vertragsende", "Firma {n};{n}001;Handel;Pro;{tag}"),
        ("Client;Secteur;Formule;Valeur annuelle;Date de renouvellement", "Société {n};Commerce;Pro;{n}2000;{jour}"),
        ("Nombre de cuenta;Sector;Segmento;Valor anual;Vencimiento", "Empresa {n};Banca;Pyme;{n}2000;{jour}"),
    ],
    "account_status": [
        ("Account;As of;CS score;NPS;Adoption;Sentiment;Last QBR;Next step", "Firm {n};2026-10-31;7{n};2{n};3{n}%;green;{day};Call {n}"),
        ("Acct;Hlth;RAG;Adopt %;Open tix;Risk;Top ask;CSM", "Firm {n};6{n};Red;4{n};{n};Price {n};SSO {n};Ann"),
        ("Kunde;Gesundheit;Stimmung;Letztes QBR;Nächste Schritte", "Firma {n};7{n};gut;{tag};Anruf {n}"),
        ("Compte;Score de santé;Humeur;Dernière revue;Prochaine action", "Société {n};7{n};bonne;{jour};Appel {n}"),
        ("Cuenta;Salud;Semáforo;Última revisión;Próximos pasos", "Empresa {n};7{n};verde;{jour};Llamar {n}"),
    ],
    "contacts": [
        ("Name;Account;E-mail;Role", "Ann {n};Firm {n};ann{n}@firm.example;Admin"),
        ("Contact name;Company;Email address;Job title;Phone", "Ann {n};Firm {n};a{n}@firm.example;VP Sales;030 12{n}"),
        ("Ansprechpartner;Firma;E-Mail-Adresse;Funktion", "Anna {n};Firma {n};a{n}@firma.example;Einkauf"),
        ("Nom complet;Entreprise;Courriel;Poste", "Anne {n};Société {n};a{n}@soc.example;Achats"),
        ("Persona de contacto;Empresa;Correo electrónico;Cargo", "Ana {n};Empresa {n};a{n}@emp.example;Compras"),
    ],
    "users": [
        ("User;Account;Role;Persona;Signed up on;Last seen on", "u{n};Firm {n};admin;Analyst;{day};{day}"),
        ("User ID;Company;Job role;Last login", "U-{n};Firm {n};viewer;{day}"),
        ("Nutzer;Kunde;Rolle;Zuletzt aktiv", "n{n};Firma {n};Admin;{tag}"),
        ("Utilisateur;Entreprise;Rôle utilisateur;Dernière connexion", "u{n};Société {n};admin;{jour}"),
        ("Usuario;Empresa;Rol;Último acceso", "u{n};Empresa {n};admin;{jour}"),
    ],
    "promises": [
        ("Account;What;By whom;On;Due", "Firm {n};SSO by spring {n};Ann;{day};2027-0{n}-01"),
        ("Customer;What we said;Who;When;By", "Firm {n};Bulk export {n};Sales;{day};Q{n}ish"),
        ("Kunde;Zusage;Zugesagt von;Zugesagt am;Bis wann", "Firma {n};Export {n};Anna;{tag};Ende Q{n}"),
        ("Client;Promesse;Promis par;Promis le;Échéance", "Société {n};Export {n};Anne;{jour};{jour}"),
        ("Cliente;Compromiso;Prometido por;Fecha;Fecha límite", "Empresa {n};Exportación {n};Ana;{jour};{jour}"),
    ],
    "usage_summary": [
        ("Period;Account;Active users;Events", "{day};Firm {n};{n}2;{n}40"),
        ("user_id;account_id;week_starting;active_days;core_features", "U{n};000{n};{day};{n};2"),
        ("week;segment;DAU;WAU;MAU", "{day};SMB;{n}10;{n}30;{n}90"),
        ("Monat;Kunde;Aktive Nutzer;Anmeldungen", "{tag};Firma {n};{n}2;{n}40"),
        ("Mois;Compte;Utilisateurs actifs;Connexions", "{jour};Société {n};{n}2;{n}40"),
        ("Semana;Cuenta;Usuarios activos;Sesiones", "{jour};Empresa {n};{n}2;{n}40"),
    ],
    "usage_events": [
        ("User;When;Feature;Account;Count;Platform", "u{n};{day} 10:0{n};Export;Firm {n};{n};web"),
        ("user_id;timestamp;event_name;device_type", "U{n};{day}T10:0{n}:00Z;report_opened;iOS"),
        ("Nutzer-ID;Zeitstempel;Aktion;Plattform", "N{n};{day} 10:0{n}:00;Export;Web"),
        ("Utilisateur;Horodatage;Évènement;Appareil", "u{n};{day} 10:0{n}:00;export;mobile"),
        ("Usuario;Fecha y hora;Acción;Dispositivo", "u{n};{day} 10:0{n}:00;exportar;móvil"),
    ],
    "features": [
        ("Feature;Area;Team;Released on;Core", "Export {n};Data;Core;{day};{yes}"),
        ("Feature;Area;Team;Released;Core;Plans", "Dashboards v{n};BI;Viz;{day};{yes};Pro, Enterprise"),
        ("Feature name;Product area;Squad;Launch date", "Search {n};Find;Blue;{day}"),
        ("Funktion;Bereich;Team;Veröffentlicht am;Kernfunktion", "Export {n};Daten;Kern;{tag};{ja}"),
        ("Fonctionnalité;Domaine;Équipe;Date de sortie", "Export {n};Données;Noyau;{jour}"),
        ("Funcionalidad;Categoría;Equipo;Fecha de lanzamiento", "Exportar {n};Datos;Núcleo;{jour}"),
    ],
    "entitlements": [
        ("Account;Feature;From;To", "Firm {n};Export;{day};2027-12-31"),
        ("Plan;Feature;Valid from;Valid until", "Pro;Export {n};{day};"),
        ("Customer;Licensed module;Enabled on;Expires", "Firm {n};SSO;{day};2027-12-31"),
        ("Kunde;Modul;Freigeschaltet am;Gültig bis", "Firma {n};Export;{tag};31.12.2027"),
        ("Formule;Fonctionnalité;Valable à partir du;Jusqu'au", "Pro;Export {n};{jour};31/12/2027"),
        ("Cliente;Módulo contratado;Desde;Hasta", "Empresa {n};Exportar;{jour};31/12/2027"),
    ],
    "nps": [
        ("Score;When;Account;User;Comment", "{n};{day};Firm {n};u{n};word {n}"),
        ("How likely are you to recommend us?;Response date;E-mail;Why", "{n};{day};a{n}@x.example;word {n}"),
        ("Weiterempfehlung;Antwortdatum;Kunde;Begründung", "{n};{tag};Firma {n};Wort {n}"),
        ("Note NPS;Date de réponse;Client;Commentaire", "{n};{jour};Société {n};mot {n}"),
        ("Puntuación NPS;Fecha de respuesta;Cliente;Comentarios", "{n};{jour};Empresa {n};palabra {n}"),
    ],
    "feedback": [
        ("Text;When;Account;Person;Channel;Importance", "It is slow {n};{day};Firm {n};Ann {n};CS;{n}"),
        ("Date;Customer;Who;Note;Importance", "{day};Firm {n};Ann {n};Wants SSO {n};must"),
        ("Datum;Kunde;Ansprechpartner;Kanal;Notiz", "{tag};Firma {n};Anna {n};Telefon;Wort {n}"),
        ("Date;Client;Interlocuteur;Canal;Retour client", "{jour};Société {n};Anne {n};salon;mot {n}"),
        ("Fecha;Cliente;Contacto;Canal;Queja", "{jour};Empresa {n};Ana {n};correo;palabra {n}"),
    ],
    "tickets": [
        ("Opened on;Id;Account;Subject;Text;Priority;Status;CSAT", "{day};T-{n};Firm {n};Export {n};It stops {n};high;open;4"),
        ("id;created_at;subject;description;priority;requester;org;solved_at", "8{n};{day};SSO {n};Text {n};low;Ann {n};Firm {n};{day}"),
        ("Ticketnummer;Erstellt am;Kunde;Melder;Betreff;Priorität", "8{n};{tag};Firma {n};Anna {n};Export {n};hoch"),
        ("Numéro de ticket;Ouvert le;Client;Demandeur;Objet;Priorité", "8{n};{jour};Société {n};Anne {n};Export {n};haute"),
        ("Número de caso;Creado el;Cliente;Solicitante;Asunto;Prioridad", "8{n};{jour};Empresa {n};Ana {n};Exportar {n};alta"),
    ],
    "research": [
        ("When;Method;Participant;Account;Finding;Feature", "{day};Interview;P{n};Firm {n};Looks under Share {n};Export"),
        ("Session date;Study type;Interviewee;Key finding", "{day};Diary study;P{n};Never saw it {n}"),
        ("Datum;Methodik;Teilnehmer;Erkenntnis", "{tag};Interview;P{n};Sucht {n} im Menü"),
        ("Date;Méthode de recherche;Personne interviewée;Constat", "{jour};entretien;P{n};cherche {n}"),
        ("Fecha;Método;Entrevistado;Hallazgo", "{jour};entrevista;P{n};busca {n}"),
    ],
    "revenue": [
        ("Account;Month;MRR;Currency;Plan", "Firm {n};{day};{n}00;EUR;Pro"),
        ("Cust. No.;Period;Annual recurring revenue;Ccy", "000{n};{day};{n}2000;USD"),
        ("Kunde;Monat;Monatsumsatz;Währung", "Firma {n};{tag};{n}00;EUR"),
        ("Compte;Mois;Revenu mensuel;Devise", "Société {n};{jour};{n}00;EUR"),
        ("Cliente;Mes;Ingreso mensual;Moneda", "Empresa {n};{jour};{n}00;EUR"),
    ],
    "churn": [
        ("Account;When;Reason;Amount;Voluntary", "Firm {n};{day};Price {n};{n}000;{yes}"),
        (
            "Account;Churn date;ARR lost;Reason;Voluntary?;At-risk flag;Save attempt",
            "Firm {n};{day};{n}2000;No SSO {n};{yes};{yes};Call {n}",
        ),
        ("Kunde;Kündigungsdatum;Kündigungsgrund;Verlorener Umsatz", "Firma {n};{tag};Preis {n};{n}000"),
        ("Client;Date de résiliation;Motif de résiliation;Montant perdu", "Société {n};{jour};prix {n};{n}000"),
        ("Cliente;Fecha de baja;Motivo de baja;Importe perdido", "Empresa {n};{jour};precio {n};{n}000"),
    ],
    "opportunities": [
        ("Opportunity;Account;Stage;Amount;Created;Closed;Owner", "O-{n};Firm {n};Won;{n}000;{day};{day};Ann"),
        ("Deal name;Deal stage;Deal size;Close date;Sales rep;Lost to", "Deal {n};Lost;{n}000;{day};Ben;Quantly"),
        ("Verkaufschance;Firma;Verkaufsphase;Auftragswert;Abschlussdatum", "C-{n};Firma {n};Gewonnen;{n}000;{tag}"),
        ("Affaire;Client;Étape de vente;Montant;Date de clôture", "A-{n};Société {n};Gagnée;{n}000;{jour}"),
        ("Oportunidad;Cuenta;Etapa;Importe;Fecha de cierre", "O-{n};Empresa {n};Ganada;{n}000;{jour}"),
    ],
    "trials": [
        ("Started on;Account;Converted on;Plan;Source;Industry", "{day};Firm {n};{day};Pro;Ads;Retail"),
        ("started;email;company;industry;employees;source;converted", "{day};a{n}@x.example;Firm {n};Retail;11-50;webinar;{yes}"),
        ("Trial start;User;Job role;Lead source;Upgraded", "{day};u{n};Analyst;Search;{no}"),
        ("Teststart;Firma;Branche;Quelle;Konvertiert am", "{tag};Firma {n};Handel;Messe;{tag}"),
        ("Début de l'essai;Entreprise;Secteur;Provenance;Converti le", "{jour};Société {n};Commerce;salon;{jour}"),
        ("Inicio de la prueba;Empresa;Sector;Origen;Convertido", "{jour};Empresa {n};Banca;feria;{si}"),
    ],
    "targets": [
        ("Metric;Period;Value;Segment;Agreed by", "NRR {n};2026-Q{n};110;SMB;Board"),
        ("KPI;Quarter;Target", "GRR {n};Q{n} 2026;9{n}"),
        ("Kennzahl;Geschäftsjahr;Zielwert;Vereinbart mit", "NPS {n};2026;3{n};Vorstand"),
        ("Indicateur;Trimestre;Valeur cible", "NPS {n};T{n} 2026;3{n}"),
        ("Indicador;Año;Meta;Aprobado por", "NPS {n};202{n};3{n};Consejo"),
    ],
    "costs": [
        ("Period;Amount;Category;Vendor;Team", "{day};{n}200;Software;MIXPANEL INC 0423;Data"),
        ("Invoice month;Supplier;Expense type;Spend", "{day};AWS;Cloud;{n}999"),
        ("Category;Vendor;Month;Value", "Cloud;AWS {n};{day};({n}20)"),
        ("Buchungsmonat;Kostenart;Lieferant;Betrag", "{tag};Cloud;AWS {n};{n}200,50"),
        ("Mois;Type de dépense;Fournisseur;Coût", "{jour};cloud;AWS {n};{n}200"),
        ("Mes;Tipo de gasto;Proveedor;Importe", "{jour};nube;AWS {n};{n}200"),
    ],
    "rates": [
        ("Currency;Day;Rate", "EUR;{day};1.0{n}"),
        ("Date;Ccy;FX rate;Source", "{day};USD;0.9{n};ECB"),
        ("Währung;Datum;Wechselkurs", "USD;{tag};1,0{n}"),
        ("Devise;Date du taux;Taux de change", "USD;{jour};1,0{n}"),
        ("Moneda;Fecha;Tipo de cambio", "USD;{jour};1,0{n}"),
    ],
    "roadmap": [
        ("Item;Key;Team;Goal;Status;Horizon;Start;Due;Done;Points;Depends on", "Item {n};R-{n};Core;Grow;Planned;Next;{day};{day};;5;R-1"),
        (
            "Key;Item;Team;Quarter;Committed;Start;Due;Done;Points;Depends on;ARR behind",
            "DP-{n};Item {n};Core;2026-Q4;yes;{day};{day};;5;DP-1;{n}20000",
        ),
        ("Initiative;Horizon;Target date;Owner", "Grow {n};Next;Q{n} 2027;Ann"),
        ("Vorgangsname;Zustand;Beginn;Fälligkeit;Vorgänger", "Entwurf {n};Geplant;{tag};{tag};{n}"),
        ("Nom de la tâche;Équipe;Début;Échéance;Prédécesseurs", "Étape {n};Noyau;{jour};{jour};{n}"),
        ("Nombre de la tarea;Responsable;Inicio;Fecha límite;Depende de", "Tarea {n};Ana;{jour};{jour};T-1"),
    ],
    "delivery": [
        ("Period;Item;Team;Committed;Delivered on;Points;Planned date", "2026-Q{n};Item {n};Core;yes;{day};5;{day}"),
        ("Sprint;Story;Squad;Committed;Done;Story points", "Sprint {n};Story {n};Blue;{yes};{day};3"),
        ("Quarter;Key;Deliverable;Commit or stretch;Delivered", "Q{n} 2026;D-{n};Export {n};{stretch};{yes}"),
        ("Quartal;Vorhaben;Team;Zugesagt;Geliefert am", "Q{n} 2026;Export {n};Kern;{ja};{tag}"),
        ("Trimestre;Livrable;Équipe;Engagé;Livré le", "T{n} 2026;Export {n};Noyau;oui;{jour}"),
        ("Trimestre;Entregable;Equipo;Comprometido;Entregado el", "T{n} 2026;Exportar {n};Núcleo;sí;{jour}"),
    ],
    "bugs": [
        ("Opened on;Id;Feature;Severity;Status;Closed on;Version", "{day};B-{n};Export;high;open;;5.{n}"),
        (
            "Issue key;Summary;Created;Resolved;Priority;Affects Version;Component;Labels;Labels;Labels",
            "BI-{n};Export stops {n};{day};{day};Major;2026.{n};Export;csv;;",
        ),
        ("Bug ID;Reported on;Severity;Component/s;State", "{n};{day};S2;Search;Fixed"),
        ("Issue Type;Issue key;Summary;Created;Priority;Status", "Bug;BI-{n};Export stops {n};{day};Major;Open"),
        ("Fehlernummer;Gemeldet am;Schweregrad;Betroffene Version;Behoben am", "F{n};{tag};hoch;5.{n};{tag}"),
        ("Anomalie;Signalé le;Gravité;Composant;Corrigé le", "A{n};{jour};majeure;Export;{jour}"),
        ("ID de error;Fecha de creación;Gravedad;Componente;Estado", "E{n};{jour};alta;Exportar;abierto"),
    ],
    "performance": [
        ("When;Feature;p50 latency (ms);p95 latency (ms);Error rate;Availability", "{day};Export;1{n}0;8{n}0;0.{n}%;99.9{n}%"),
        ("ts;service;p95_ms;err;avail", "178000{n}000;search;8{n}2.5;0.00{n};0.999{n}"),
        ("Week;Endpoint;95th percentile;Uptime %", "{day};/api/{n};9{n}0;99.{n}"),
        ("Zeitpunkt;Dienst;Latenz p95;Fehlerrate;Verfügbarkeit", "{tag};Suche;8{n}0;0,{n} %;99,9 %"),
        ("Horodatage;Service;Latence p95;Taux d'erreur;Disponibilité", "{jour};recherche;8{n}0;0,{n} %;99,9 %"),
        ("Fecha;Servicio;Latencia p95;Tasa de errores;Disponibilidad", "{jour};búsqueda;8{n}0;0,{n} %;99,9 %"),
    ],
    "experiments": [
        (
            "Experiment;Key;Hypothesis;Surface;Unit;Start;End;Primary metric;MDE;Status",
            "Test {n};E-{n};Short {n};Cart;user;{day};{day};CR;3 pt;Live",
        ),
        (
            "Key;Name;Hypothesis;Goal;Surface;Unit;Segment;Alloc;Start;End;Primary;Baseline;MDE;Status",
            "EXP-4{n};One page {n};Shorter;Grow;Checkout;user;SMB;50%;{day};{day};Upgrades;22%;+3 pt;Draft",
        ),
        ("Schlüssel;Bezeichnung;Hypothese;Oberfläche;Beginn;Ende;Hauptmetrik", "E{n};Kasse {n};Kürzer;Kasse;{tag};{tag};Käufe"),
        ("Clé;Nom du test;Hypothèse;Écran;Début;Fin;Métrique principale", "E{n};Panier {n};Court;Panier;{jour};{jour};Achats"),
        ("Clave;Nombre;Hipótesis;Pantalla;Inicio;Fin;Métrica principal", "E{n};Cesta {n};Corto;Cesta;{jour};{jour};Compras"),
    ],
    "exposures": [
        ("Experiment;Unit;Arm;When;Account", "EXP-3;u{n};A;{day};Firm {n}"),
        ("exp;user_id;account_id;variant;ts;platform;app_version", "EXP-38;U{n};000{n};Control;{day}T10:00:00Z;iOS;5.{n}"),
        ("Versuch;Nutzer-ID;Variante;Zugewiesen am", "EXP-3;n{n};A;{tag}"),
        ("Test;Utilisateur;Bras;Exposé le", "EXP-3;u{n};A;{jour}"),
        ("Experimento;Usuario;Variante;Fecha", "EXP-3;u{n};A;{jour}"),
    ],
    "experiment_results": [
        ("Experiment;Arm;Metric;Units;Successes", "EXP-3;Arm {n};CR;{n}000;{n}00"),
        ("Test;Variant;KPI;Sample size;Mean;Std dev", "EXP-3;V{n};Rev;{n}000;4.{n};1.{n}"),
        ("Versuch;Variante;Metrik;Stichprobe;Konversionen", "EXP-3;V{n};CR;{n}000;{n}00"),
        ("Expérience;Bras;Métrique;Échantillon;Moyenne;Écart-type", "EXP-3;V{n};Rev;{n}000;4,{n};1,{n}"),
        ("Experimento;Brazo;Métrica;Muestra;Conversiones", "EXP-3;V{n};CR;{n}000;{n}00"),
    ],
    "events": [
        ("What;From;To;Type;Surface;Segment;Region;Owner", "Freeze {n};{day};2026-12-31;freeze;;SMB;EMEA;Ops"),
        ("Event;Start date;End date;Category", "Price change {n};{day};2026-12-31;price change"),
        ("Ereignis;Beginn;Ende;Ereignisart", "Sperre {n};{tag};31.12.2026;Sperre"),
        ("Événement;Début;Fin;Type d'événement", "Gel {n};{jour};31/12/2026;gel"),
        ("Evento;Inicio;Fecha de fin;Tipo de evento", "Congelación {n};{jour};31/12/2026;congelación"),
    ],
    "tools": [
        ("Tool;Vendor;Start;End;Auto-renew;Notice;Annual;Seats", "Tool {n};Inc {n};{day};2027-01-31;{yes};90d;{n}2000;40"),
        ("Application;Supplier;Category;Renewal date;Cost", "App {n};Ltd {n};Design;{day};{n}000"),
        ("Software;Anbieter;Vertragsende;Kündigungsfrist;Jahreskosten", "App {n};AG {n};{tag};3 Monate;{n}000"),
        ("Logiciel;Fournisseur;Fin du contrat;Préavis;Coût annuel", "Appli {n};SA {n};{jour};3 mois;{n}000"),
        ("Herramienta;Proveedor;Vencimiento;Preaviso;Coste anual", "App {n};SL {n};{jour};3 meses;{n}000"),
    ],
    "tool_usage": [
        ("Tool;Period;Seats purchased;Seats assigned;Seats active;Cost", "Figma {n};{day};60;5{n};4{n};{n}000"),
        ("App;Month;Bought;Used seats;MAU", "Miro {n};{day};60;5{n};4{n}"),
        ("Software;Monat;Gekauft;Zugewiesen;Aktiv", "Miro {n};{tag};60;5{n};4{n}"),
        ("Outil;Mois;Licences achetées;Attribués;Actifs", "Miro {n};{jour};60;5{n};4{n}"),
        ("Programa;Mes;Comprados;Asignados;Activos", "Miro {n};{jour};60;5{n};4{n}"),
    ],
    "tool_seats": [
        ("Tool;Person;Team;Licence;Assigned on;Last active on", "Figma;Ann {n};Core;Full;{day};{day}"),
        ("email;role;added;last_active", "a{n}@x.example;Member;{day};{day}"),
        ("Mitarbeiter;Lizenz;Zugewiesen am;Letzte Anmeldung", "Anna {n};Voll;{tag};{tag}"),
        ("Outil;Utilisateur;Ajouté le;Dernière connexion", "Figma;u{n};{jour};{jour}"),
        ("Aplicación;Usuario;Licencia;Último acceso", "Figma;u{n};Plena;{jour}"),
    ],
    "people": [
        ("Name;E-mail;Team;Role;Region;From;To", "Ann {n};a{n}@x.example;Core;CSM;EMEA;{day};"),
        ("Employee;Department;Job title;Hire date", "Ann {n};Sales;AE;{day}"),
        ("Mitarbeiterin;Abteilung;Rolle;Eintritt;Austritt", "Anna {n};Vertrieb;AE;{tag};"),
        ("Nom et prénom;Adresse e-mail;Équipe;Poste;Date d'entrée", "Anne {n};a{n}@x.example;Ventes;AE;{jour}"),
        ("Empleado;Correo;Departamento;Puesto;Fecha de alta", "Ana {n};a{n}@x.example;Ventas;AE;{jour}"),
    ],
    "training": [
        ("Person;Material;Done on", "Ann {n};Tour of search;{day}"),
        ("Employee;Course title;Completed on;Hours", "Ann {n};Security {n};{day};{n}"),
        ("Teilnehmer;Schulung;Abgeschlossen am", "Anna {n};Sicherheit;{tag}"),
        ("Collaborateur;Formation;Suivi le", "Anne {n};Sécurité;{jour}"),
        ("Empleado;Curso;Completado el", "Ana {n};Seguridad;{jour}"),
    ],
}

ALL = [(kind, headers, row) for kind, sheets in SHEETS.items() for headers, row in sheets]


def rows_of(row: str, count: int = 6) -> list[list[str]]:
    """The cells of ``count`` rows that a row to fill in makes."""
    return [row.format(n=n, **_words(n)).split(";") for n in range(1, count + 1)]


def _words(n: int) -> dict[str, str]:
    even = n % 2 == 0
    return {
        "day": f"2026-0{n}-1{n}",
        "tag": f"1{n}.0{n}.2026",
        "jour": f"1{n}/0{n}/2026",
        "yes": "yes" if even else "no",
        "no": "no" if even else "yes",
        "ja": "ja" if even else "nein",
        "si": "sí" if even else "no",
        "stretch": "stretch" if even else "committed",
    }
