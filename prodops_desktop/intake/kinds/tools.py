"""The kinds of what we use ourselves: tools, their contracts, and who has a seat."""

from prodops_desktop.intake.kinds.model import Field, Kind
from prodops_desktop.intake.kinds.shared import CURRENCY, NOTICE, PERIOD, SEATS, TEAM, VENDOR

TOOL = Field("tool", "Tool", prose=True).called("""
    tool | tool name | application | application name | app | app name | software | software name | saas | saas tool | saas app
    saas product | product tool | tool product | system name | software product | anwendung | werkzeug | programm | outil | logiciel
    nom de l outil | herramienta | aplicacion | programa
""")

TOOLS = Kind(
    "tools",
    "Tools",
    "a tool or a contract",
    fields=(
        TOOL.needed(),
        VENDOR,
        Field("category", "Category", prose=True).called("""
            category | tool category | software category | tool type | software type | use case category | kategorie | categorie
            categoria
        """),
        Field("tool_owner", "Owner", prose=True).called("""
            owner | tool owner | business owner | product owner | application owner | contract owner | internal owner | responsible
            responsible person | admin | administrator | verantwortlich | besitzer | inhaber | responsable | proprietaire | propietario
        """),
        Field("tool_status", "Status", prose=True).called("""
            status | tool status | state | lifecycle status | contract status | zustand | statut | estado
        """),
        Field("capabilities", "Capabilities", prose=True).called("""
            capabilities | capability | features covered | functions | what it does | faehigkeiten | funktionen | capacites | fonctions
            capacidades | funciones
        """),
        Field("reference", "Contract", prose=True).called("""
            contract | contract no | contract number | contract id | contract reference | contract ref | reference | po | po number
            purchase order | order number | agreement | agreement no | vertrag | vertragsnummer | vertragsnr | bestellnummer
            numero de contrat | contrat | numero de contrato | contrato
        """),
        Field("starts", "Start", "day").called("""
            start | start date | starts | starts on | contract start | contract start date | term start | from | valid from | effective
            effective date | effective from | begin | beginn | vertragsbeginn | laufzeitbeginn | gueltig ab | debut | debut du contrat
            inicio | fecha de inicio | inicio de contrato
        """),
        Field("ends", "End", "day").called("""
            end | end date | ends | ends on | contract end | contract end date | term end | term end date | to | valid to | valid until
            expiry | expiry date | expires | expires on | expiration | expiration date | subscription end | ende | vertragsende
            laufzeitende | gueltig bis | ablaufdatum | fin | fin du contrat | date de fin | echeance | fin de contrato | vencimiento
            fecha de fin
        """),
        Field("auto_renew", "Auto-renew", "boolean").called("""
            auto renew | auto renews | auto renewal | autorenew | automatic renewal | automatically renews | renews automatically
            renews itself | evergreen | automatische verlaengerung | verlaengert sich automatisch | renouvellement automatique
            tacite reconduction | renovacion automatica
        """),
        NOTICE,
        Field("on_working_day", "On working day", "boolean").called("""
            on working day | working day | business day | last business day | last working day | arbeitstag | jour ouvre | dia laborable
        """),
        Field("renewal_term", "Renewal term", "any").called("""
            renewal term | renewal period | renews for | renewal length | extension | extension period | extension term
            renewal term months | verlaengerung | verlaengerungszeitraum | duree de renouvellement | periodo de renovacion
        """),
        Field("price", "Amount", "money").called("""
            amount | annual | annual cost | annual amount | annual price | annual fee | annual spend | annual value
            annual contract value | yearly cost | yearly amount | yearly fee | cost per year | price per year | cost | total cost | price
            fee | spend | contract value | acv | jahreskosten | jahresbetrag | kosten | preis | betrag | cout annuel | montant annuel
            cout | montant | prix | coste anual | importe anual | coste | importe | precio
        """),
        CURRENCY,
        Field("amount_per", "Amount per", prose=True).called("""
            amount per | per | billing | billing period | billing cycle | billed | payment | payment frequency | payment terms
            zahlungsweise | abrechnung | facturation | periodicite | facturacion | periodicidad
        """),
        Field("basis", "Basis", prose=True).called("""
            basis | price basis | pricing basis | pricing | pricing model | price model | licence basis | license basis | licence type
            license type | charged by | preisbasis | preismodell | lizenztyp | base de prix | modele de prix | base de precio
        """),
        SEATS,
        Field("uplift", "Uplift %", "percent").called("""
            uplift | uplift percent | annual uplift | price increase | price increase percent | renewal uplift | indexation | escalator
            increase at renewal | preiserhoehung | augmentation | aumento | aumento de precio
        """),
        Field("lead_times", "Lead times", prose=True).called("""
            lead times | lead time | approval lead time | approval time | time to decide | vorlaufzeit | vorlauf | delai interne
            plazo interno
        """),
        Field("contract_note", "Contract note", prose=True).called("""
            contract note | contract notes | contract comment | remarks on contract | vertragsnotiz | note du contrat | nota del contrato
        """),
        Field("active_days", "Active within days", "integer", low=1, high=3650).called("""
            active days window | active within days | counts as active within days | active window | active window days
        """),
        Field("use_for", "Use it for", prose=True).called("""
            use it for | use for | used for | use case | use cases | best for | what it is for | verwenden fuer | utiliser pour
            usar para
        """),
        Field("avoid", "Don't use it for", prose=True).called("""
            don t use it for | do not use it for | don t | do not use for | don t use for | avoid | not for | nicht verwenden fuer
            ne pas utiliser pour | no usar para
        """),
        Field("start_how", "How to start", prose=True).called("""
            how to start | getting started | how to get access | onboarding | first steps | so faengt man an | pour commencer
            como empezar
        """),
        Field("card_owner", "Card owner", prose=True).called("""
            card owner | best practice owner | guide owner | practice owner | owner of the card
        """),
        Field("reviewed", "Reviewed", "day").called("""
            reviewed | reviewed on | last reviewed | last review | review date | card reviewed | geprueft | geprueft am | revu le
            revisado
        """),
        Field("credential", "Credential kept in", prose=True).called("""
            credential kept in | credential | credentials | where the credential is kept | admin secret kept in | password kept in | vault
        """),
        Field("tool_note", "Note", prose=True).called("""
            note | notes | comment | comments | remark | remarks | notiz | bemerkung | remarque | commentaire | nota | comentario
        """),
        Field("monthly_price", "Monthly price", "money").called("""
            monthly cost | monthly amount | monthly price | monthly fee | monthly spend | cost per month | price per month | monatskosten
            monatsbetrag | cout mensuel | montant mensuel | coste mensual | importe mensual
        """),
        Field("seat_price", "Seat price", "money").called("""
            price per seat | cost per seat | seat price | seat cost | price per user | cost per user | price per licence
            cost per licence | price per license | cost per license | unit price | unit cost | annual price per seat
            annual cost per seat | price per seat per year | monthly price per seat | monthly cost per seat | price per seat per month
            price per user per month | price per user per year | preis pro nutzer | preis pro lizenz | stueckpreis | prix par utilisateur
            precio por usuario
        """),
        Field("renews_on", "Renews on", "day").called("""
            renewal | renewal date | renews on | next renewal | next renewal date | renewal on | renew date | verlaengerung am
            verlaengerungsdatum | date de renouvellement | fecha de renovacion
        """),
    ),
    telling=("vendor", "ends", "renews_on", "auto_renew", "notice", "renewal_term", "capabilities", "category", "basis", "use_for"),
    telling_needed=2,
    area="tools",
)

TOOL_USAGE = Kind(
    "tool_usage",
    "Seats by period",
    "a tool in a period",
    fields=(
        TOOL.needed(),
        PERIOD.needed(),
        Field("purchased", "Seats purchased", "integer", low=0).called("""
            purchased | seats purchased | bought | seats bought | bought seats | licences bought | licenses bought | licensed | entitled
            total seats | seats total | capacity | gekauft | lizenzen gekauft | achetes | licences achetees | comprados
            licencias compradas
        """),
        Field("assigned", "Seats assigned", "integer", low=0).called("""
            assigned | seats assigned | assigned seats | used seats | seats used | allocated | provisioned | seats taken | zugewiesen
            vergeben | attribues | assignes | asignados
        """),
        Field("active", "Seats active", "integer", low=0).called("""
            active | active seats | active users | seats active | users active | monthly active users | mau | aktiv | aktive nutzer
            actifs | utilisateurs actifs | activos | usuarios activos
        """),
        Field("month_cost", "Cost", "money").called("""
            cost | month cost | cost of month | spend | invoice | invoiced | amount | kosten | cout | coste
        """),
        CURRENCY,
    ),
    telling=("purchased", "assigned", "active", "month_cost"),
    area="tools",
)

TOOL_SEATS = Kind(
    "tool_seats",
    "Seats of people",
    "a person’s seat",
    fields=(
        Field("person", "Person", required=True, prose=True).called("""
            person | user | user name | username | name | full name | email | e mail | email address | e mail address | mail | login
            member | member email | seat holder | assignee | employee | mitarbeiter | nutzer | benutzer | utilisateur | membre | usuario
            persona | correo
        """),
        TOOL,  # not needed: the list that a tool exports of its own seats does not name it; the dataset is linked to it or called after it
        TEAM,
        Field("licence", "Licence", prose=True).called("""
            licence | license | licence type | license type | seat type | role | access level | permission | plan | edition | lizenz
            rolle | licence attribuee | licencia | rol
        """),
        Field("assigned_on", "Assigned on", "day").called("""
            assigned on | assigned at | added | added on | added at | date added | invited | invited on | joined | joined on | created
            created on | created at | member since | provisioned on | seat since | hinzugefuegt | zugewiesen am | ajoute le | anadido
        """),
        Field("last_active_on", "Last active on", "day").called("""
            last active on | last active | last activity | last activity on | last seen | last seen on | last login | last log in
            last logged in | last used | last sign in | last access | zuletzt aktiv | letzte anmeldung | letzte aktivitaet
            derniere activite | derniere connexion | ultima actividad | ultimo acceso
        """),
    ),
    telling=("last_active_on", "assigned_on", "licence", "tool"),
    telling_needed=2,
    area="tools",
)

KINDS = (TOOLS, TOOL_USAGE, TOOL_SEATS)
