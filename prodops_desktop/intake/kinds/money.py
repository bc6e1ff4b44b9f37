"""The kinds that hold money, what leads to it and what it costs."""

from prodops_desktop.intake.kinds.model import Field, Kind
from prodops_desktop.intake.kinds.shared import (
    ACCOUNT,
    ARR,
    CURRENCY,
    EMPLOYEES,
    FEATURE,
    INDUSTRY,
    PERIOD,
    PLAN,
    ROLE,
    SEGMENT,
    STAGE,
    TEAM,
    USER,
    VENDOR,
)

MRR = Field("mrr", "MRR", "money").called("""
    mrr | mrr usd | mrr eur | mrr amount | monthly recurring revenue | monthly revenue | monthly value | monthly fee
    monthly subscription | monthly amount | current mrr | total mrr | net mrr | live mrr | month revenue | monatsumsatz
    monatlich wiederkehrender umsatz | monatswert | monatsbetrag | revenu mensuel recurrent | revenu mensuel | valeur mensuelle
    montant mensuel | ingresos mensuales recurrentes | ingreso mensual | valor mensual
""")

REVENUE = Kind(
    "revenue",
    "Revenue",
    "an account in a month",
    fields=(
        ACCOUNT.needed(),
        Field("month", "Month", "day", required=True).called("""
            month | period | revenue month | mrr month | billing month | invoice month | fiscal month | accounting month | reporting month
            month start | month end | month ending | month beginning | monat | abrechnungsmonat | periode | mois | mois de facturation
            mes | mes de facturacion | periodo
        """),
        MRR,
        ARR,
        CURRENCY,
        PLAN,
    ),
    either=(("mrr", "arr"),),
    telling=("mrr", "arr"),
)

CHURN = Kind(
    "churn",
    "Churn",
    "a loss or a contraction",
    fields=(
        ACCOUNT.needed(),
        Field("when", "When", "day", required=True).called("""
            when | churn date | churned | churned on | churned at | date of churn | churn day | churn month | cancelled on | canceled on
            cancelled at | canceled at | cancellation date | cancelation date | date cancelled | date canceled | cancelled | lost on
            date lost | loss date | left on | leaving date | effective date | effective on | end date | contraction date | downgrade date
            downgraded on | date | kuendigungsdatum | gekuendigt am | abgang am | verloren am | datum | date de resiliation | resilie le
            date de depart | perdu le | fecha de baja | cancelado el | fecha de cancelacion | perdido el | fecha
        """),
        Field("reason", "Reason", prose=True).called("""
            reason | reason code | churn reason | reason for churn | churn reason code | cancellation reason | reason for cancellation
            cancel reason | cancelation reason | reason for leaving | leaving reason | why they left | why churned | why they churned
            downgrade reason | contraction reason | primary reason | main reason | reason given | kuendigungsgrund | grund der kuendigung
            abwanderungsgrund | grund | motif | motif de resiliation | raison | raison du depart | motif du depart | motivo
            motivo de baja | motivo de cancelacion | razon | razon de baja
        """),
        Field("amount", "Amount", "money").called("""
            amount | amount lost | lost amount | arr lost | lost arr | churned arr | arr churned | arr | mrr lost | lost mrr | churned mrr
            mrr churned | mrr | lost revenue | revenue lost | churned revenue | churn amount | value lost | lost value | contraction
            contraction amount | arr impact | betrag | verlorener umsatz | verlorener arr | umsatzverlust | montant | montant perdu
            revenu perdu | importe | importe perdido | ingresos perdidos
        """),
        Field("voluntary", "Voluntary", "boolean").called("""
            voluntary | voluntary churn | is voluntary | voluntary or not | churned voluntarily | left by choice | by choice
            own decision | own choice | freiwillig | freiwillige kuendigung | volontaire | depart volontaire | resiliation volontaire
            voluntario | voluntaria | baja voluntaria
        """),
    ),
    telling=("reason", "voluntary"),
)

OPPORTUNITIES = Kind(
    "opportunities",
    "Opportunities",
    "a deal",
    fields=(
        STAGE.needed(),
        Field("opportunity", "Opportunity").called("""
            opportunity | opportunity id | opportunity name | opp | opp id | opp name | deal | deal id | deal name | opportunity number
            deal no | verkaufschance | chance | geschaeft | opportunite | nom de l opportunite | affaire | oportunidad
            nombre de la oportunidad | negocio
        """),
        ACCOUNT,
        Field("created", "Created on", "day").called("""
            created | created on | created date | create date | creation date | date created | opened | opened on | open date
            opened date | date opened | entered on | engage date | engaged on | start date | erstellt | erstellt am | erstelldatum
            angelegt | angelegt am | eroeffnet am | cree | cree le | date de creation | ouvert le | creado | creado el | fecha de creacion
            abierto el | fecha de apertura
        """),
        Field("closed", "Closed on", "day").called("""
            closed | closed on | close date | closed date | date closed | closing date | expected close | expected close date
            expected closing | close | won on | end date | closed at | decision date | abgeschlossen | abschlussdatum | abschluss
            geschlossen am | cloture | date de cloture | clos le | cerrado | cerrado el | fecha de cierre | cierre
        """),
        Field("amount", "Amount", "money").called("""
            amount | deal amount | value | deal value | close value | opportunity amount | opportunity value | deal size | total value
            tcv | total contract value | contract value | opp amount | price | revenue | volume | betrag | wert | auftragswert | volumen
            montant | valeur | montant de l affaire | importe | monto | valor
        """),
        CURRENCY,
        Field("owner", "Owner").called("""
            owner | opportunity owner | deal owner | sales rep | rep | sales agent | salesperson | sales person | account executive | ae
            seller | assigned to | opp owner | verkaeufer | vertriebsmitarbeiter | inhaber | besitzer | verantwortlich | proprietaire
            commercial | vendeur | propietario | vendedor | comercial
        """),
        Field("competitor", "Competitor").called("""
            competitor | competitors | competition | main competitor | lost to | competing vendor | competitor name | primary competitor
            incumbent | rival | wettbewerber | konkurrent | konkurrenz | mitbewerber | concurrent | concurrence | competidor | competencia
        """),
        Field("loss_reason", "Loss reason").called("""
            loss reason | lost reason | reason lost | closed lost reason | reason for loss | why lost | win loss reason | close reason
            closed reason | verlustgrund | grund verloren | absagegrund | motif de perte | raison de perte | motivo de perdida
            razon de perdida
        """),
        Field("product", "Product").called("""
            product | product name | product line | item | solution | products | sku name | product family | offering | produkt
            produktname | artikel | loesung | produit | nom du produit | solution produit | producto | nombre del producto | articulo
        """),
        Field("type", "Type").called("""
            type | deal type | opportunity type | opp type | type of deal | business type | new or renewal | new existing | deal category
            record type | art | typ | geschaeftsart | type d affaire | type d opportunite | tipo | tipo de negocio
        """),
    ),
    telling=("opportunity", "amount", "closed"),
    least_fields=4,
)

TRIALS = Kind(
    "trials",
    "Trials",
    "a trial",
    fields=(
        Field("started", "Started on", "day", required=True).called("""
            started on | started | trial start | trial started | trial start date | trial started on | trial from | start | start date
            started at | trial began | signed up | signed up on | signup date | sign up date | registered on | created at | created on
            testbeginn | teststart | testphase ab | gestartet | gestartet am | beginn | angemeldet am | debut de l essai
            essai commence le | commence le | debut | inscrit le | inicio de la prueba | prueba iniciada el | iniciado | iniciado el
            inicio | comienzo | fecha de inicio
        """),
        ACCOUNT,
        USER,
        Field("converted", "Converted on", "any").called("""
            converted on | converted | converted at | conversion date | date converted | is converted | conversion | became customer
            trial outcome | outcome | trial result | became paid | paid on | paid since | upgraded on | upgraded | konvertiert
            konvertiert am | umgewandelt am | kunde geworden am | gekauft am | converti | converti le | date de conversion
            devenu client le | convertido | convertido el | fecha de conversion | paso a pago el
        """),
        PLAN,
        Field("source", "Source").called("""
            source | lead source | trial source | acquisition source | channel | campaign | utm source | referrer | referral source | origin
            medium | quelle | herkunft | kanal | kampagne | origine | canal | campagne | provenance | origen | fuente | campana
            procedencia
        """),
        INDUSTRY,
        EMPLOYEES,
        ROLE,
    ),
    told_by=(("converted",), ("account", "user")),
    telling=("converted", "plan", "source", "industry", "employees", "role"),
    telling_needed=2,
    named="""
        trial | trials | free trial | poc | testphase | testphasen | testzugang | essai | essais | essai gratuit | prueba gratuita
        pruebas gratuitas
    """,
)

TARGETS = Kind(
    "targets",
    "Targets",
    "what a metric is to reach in a period",
    fields=(
        Field("metric", "Metric", required=True, prose=True).called("""
            metric | kpi | measure | indicator | metric name | kpi name | target metric | key result | objective | kennzahl | metrik
            messgroesse | indikator | zielgroesse | metrique | indicateur | mesure | metrica | indicador | medida
        """),
        Field("period", "Period", "any", required=True).called("""
            period | quarter | month | year | fiscal year | fiscal quarter | fy | target period | half year | half | week | quartal
            monat | jahr | geschaeftsjahr | halbjahr | zeitraum | trimestre | mois | annee | exercice | semestre | periode | mes | ano
            ejercicio | periodo
        """),
        Field("value", "Value", "any", required=True).called("""
            target | target value | value | goal | goal value | target level | quota | budget | plan | planned value | zielwert | ziel
            soll | sollwert | planwert | wert | objectif | valeur cible | cible | valeur | meta | objetivo | valor objetivo | valor
        """),
        SEGMENT,
        Field("agreed_by", "Agreed by", prose=True).called("""
            agreed by | agreed with | approved by | set by | signed off by | decided by | vereinbart von | vereinbart mit
            freigegeben von | beschlossen von | convenu avec | valide par | approuve par | fixe par | acordado por | acordado con
            aprobado por | fijado por
        """),
    ),
    telling=("agreed_by",),
    named="""
        target | targets | goal | goals | quota | quotas | ziel | ziele | zielwert | zielwerte | soll | sollwert | sollwerte | planwert
        objectif | objectifs | cible | cibles | meta | metas | objetivo | objetivos
    """,
)

COSTS = Kind(
    "costs",
    "Costs",
    "a cost in a period",
    fields=(
        PERIOD.needed().also_called("""
            cost month | expense date | invoice date | invoice month | billing month | booking date | posting date | quarter | fiscal month
            buchungsdatum | buchungsmonat | rechnungsdatum | rechnungsmonat | quartal | date de facture | mois de facturation | trimestre
            fecha de factura | mes de facturacion
        """),
        Field("amount", "Amount", "money", required=True).called("""
            amount | cost | costs | total cost | cost amount | spend | spending | expense | expenses | invoice amount | net amount | actual
            actuals | amount spent | value | total | betrag | kosten | ausgaben | aufwand | rechnungsbetrag | summe | wert | montant
            cout | couts | depense | depenses | valeur | importe | coste | costes | costo | costos | gasto | gastos | monto | valor
        """),
        CURRENCY,
        Field("category", "Category").called("""
            category | cost category | expense category | expense type | cost type | type of cost | cost group | gl account
            ledger account | cost element | service | service name | kategorie | kostenart | kostengruppe | kostenkategorie | sachkonto
            categorie | type de cout | type de depense | nature de depense | poste de depense | categoria | tipo de coste | tipo de gasto
            partida
        """),
        VENDOR,
        FEATURE,
        TEAM,
    ),
    telling=("category", "vendor", "feature", "team"),
    telling_needed=2,
    named="""
        cost | costs | spend | spending | expense | expenses | opex | kosten | ausgaben | aufwand | cout | couts | depense | depenses
        coste | costes | costo | costos | gasto | gastos
    """,
    against="""
        tool | tool name | application | app | software | seats | licences | account | customer | client | stage | opportunity | salary
        anwendung | kunde | outil | logiciel | compte | herramienta | cliente
    """,
)

RATES = Kind(
    "rates",
    "Currency rates",
    "what a currency was worth on a day",
    fields=(
        CURRENCY.needed().also_called(
            "from | from currency | base currency | quote currency | foreign currency | fremdwaehrung | iso code"
        ),
        Field("day", "Day", "day", required=True).called("""
            day | date | rate date | valid on | valid from | as of | effective date | on | month | datum | tag | stichtag | gueltig ab
            effective from | kursdatum | jour | date du taux | date de valeur | fecha | dia | fecha del tipo | vigente desde
        """),
        Field("rate", "Rate", "number", required=True, low=0).called("""
            rate | exchange rate | fx rate | fx | currency rate | conversion factor | rate to usd | rate to eur | usd rate | eur rate
            kurs | wechselkurs | umrechnungskurs | devisenkurs | taux | taux de change | cours | cours de change | tipo de cambio
            tasa de cambio | cambio | tasa
        """),
    ),
    telling=("rate",),
    against="""
        amount | price | total | quantity | hours | hourly rate | account | customer | client | project | invoice | arr | mrr | salary
        betrag | preis | menge | kunde | montant | prix | quantite | compte | importe | precio | cantidad | cliente
    """,
)

KINDS = (REVENUE, CHURN, OPPORTUNITIES, TRIALS, TARGETS, COSTS, RATES)
