"""How headers of strangers' spreadsheets name each field: English, German, French and Spanish, with the usual abbreviations.

A header is compared without case, accents, punctuation and bracketed remarks; the order of the names does not matter.
"""

from prodops_desktop.intake.experiment_synonyms import EXPERIMENT_SYNONYMS
from prodops_desktop.intake.feedback_synonyms import FEEDBACK_SYNONYMS, SYNONYMS_OF_KIND
from prodops_desktop.intake.roadmap_synonyms import NOT_OF_A_ROADMAP, ROADMAP_SYNONYMS
from prodops_desktop.intake.tool_synonyms import TOOL_SYNONYMS

_WRITTEN = {
    "account": """
        account | account name | acct | acct name | accnt | customer | customer name | cust | cust name | client | client name
        company | company name | organisation | organization | organization name | org | org name | firm | business name
        customer account | kunde | kundenname | kundin | firma | firmenname | unternehmen | mandant | compte | nom du compte
        client nom | nom du client | entreprise | societe | raison sociale | cuenta | nombre de cuenta | cliente | nombre del cliente
        nombre cliente | empresa | compania
    """,
    "external_id": """
        account id | acct id | account no | account number | account key | customer id | customer no | customer number | cust no
        cust id | client id | client no | client number | company id | org id | crm id | salesforce id | sfdc id | external id
        external reference | kundennummer | kunden nr | kundennr | kunden id | debitor | debitorennummer | numero client | no client
        id client | code client | numero de cliente | id cliente | codigo cliente
    """,
    "domain": """
        domain | e mail domain | email domain | web domain | website | web site | url | site | homepage | company domain
        company website | domaene | webseite | internetseite | domaine | site web | dominio | sitio web | pagina web
    """,
    "parent": """
        parent | parent id | parent account | parent company | parent name | subsidiary of | belongs to | ultimate parent | holding
        group | group company | corporate parent | konzern | muttergesellschaft | mutter | uebergeordneter account | maison mere
        societe mere | groupe | matriz | empresa matriz | grupo
    """,
    "segment": """
        segment | customer segment | account segment | market segment | seg | size segment | tier segment | company size | size band
        customer type | account type | account tier | customer tier | kundensegment | kundengruppe | marktsegment | segmento
        segment client | taille | segmento de cliente | tipo de cliente
    """,
    "industry": """
        industry | sector | vertical | market vertical | industry name | industry sector | line of business | business sector | sic
        naics | field | branche | industrie | wirtschaftszweig | secteur | secteur d activite | industria | sector industrial | ramo
    """,
    "region": """
        region | sales region | geo | geography | territory | area | market | country | theatre | theater | office location | location
        world region | land | gebiet | vertriebsgebiet | standort | pays | zone | territoire | territorio | pais | zona
    """,
    "plan": """
        plan | plan name | plan tier | plan type | subscription plan | subscription | subscription type | package | edition
        product plan | price plan | licence type | license type | sku | tier | tarif | paket | abo | lizenztyp | abonnement | forfait
        offre | formule | suscripcion | paquete | tarifa
    """,
    "arr": """
        arr | arr usd | arr eur | arr amount | annual recurring revenue | annual revenue recurring | annualized recurring revenue
        annualised recurring revenue | annual value | annual contract value | acv | contract arr | current arr | total arr | live arr
        arr k | yearly recurring revenue | annual subscription | annual fee | jahresumsatz wiederkehrend
        jaehrlich wiederkehrender umsatz | jahreswert | jahresvertragswert | revenu annuel recurrent | valeur annuelle
        montant annuel | ingresos anuales recurrentes | valor anual | importe anual
    """,
    "mrr": """
        mrr | mrr usd | mrr eur | mrr amount | monthly recurring revenue | monthly revenue | monthly value | monthly fee
        monthly subscription | monthly amount | current mrr | total mrr | net mrr | live mrr | month revenue | monatsumsatz
        monatlich wiederkehrender umsatz | monatswert | monatsbetrag | revenu mensuel recurrent | revenu mensuel | valeur mensuelle
        montant mensuel | ingresos mensuales recurrentes | ingreso mensual | valor mensual
    """,
    "currency": """
        currency | ccy | curr | cur | currency code | iso currency | contract currency | waehrung | waehrungscode | whg | devise
        monnaie | code devise | moneda | divisa
    """,
    "renewal": """
        renewal | renewal date | renews | renews on | next renewal | next renewal date | renewal day | contract end
        contract end date | end of contract | term end | term end date | subscription end | subscription end date | expiry
        expiry date | expiration | expiration date | expires | expires on | ren date | rnwl | verlaengerung | verlaengerungsdatum
        vertragsende | laufzeitende | ablaufdatum | renouvellement | date de renouvellement | echeance | fin de contrat | renovacion
        fecha de renovacion | vencimiento | fin de contrato
    """,
    "seats": """
        seats | seat count | seats licensed | licensed seats | licences | licenses | number of seats | no of seats | seats purchased
        purchased seats | user licences | user licenses | lizenzen | anzahl lizenzen | plaetze | sitze | sieges | nombre de licences
        postes | licencias | asientos | puestos
    """,
    "term": """
        term | term mo | term months | contract term | contract length | term length | duration months | commitment | laufzeit
        laufzeit monate | vertragslaufzeit | duree | duree du contrat | plazo | duracion | duracion del contrato
    """,
    "notice": """
        notice | notice period | notice days | cancellation notice | notice term | days notice | termination notice | kuendigungsfrist
        frist | preavis | delai de preavis | preaviso | plazo de preaviso
    """,
    "uplift_cap": """
        uplift cap | uplift | max uplift | price cap | increase cap | price increase cap | cap on increase | renewal uplift
        annual uplift | indexation cap | preisdeckel | erhoehungsgrenze | plafond d augmentation | tope de aumento | limite de aumento
    """,
    "customer_since": """
        customer since | client since | signup date | sign up date | signed up | signed up on | start date | contract start
        onboarded | onboarded on | go live | go live date | became customer | created on | account created | first contract
        acquisition date | since | kunde seit | vertragsbeginn | client depuis | date d inscription | cliente desde | fecha de alta
    """,
    "csm": """
        csm | cs manager | customer success manager | customer success | success manager | csm name | csm owner | account manager | am
        cs owner | cs rep | account owner | relationship manager | kundenbetreuer | betreuer | ansprechpartner | responsable de compte
        charge de compte | gestionnaire | responsable | gestor de cuenta | gestor | responsable de cuenta | ejecutivo de cuenta
    """,
    "stage": """
        stage | deal stage | sales stage | opportunity stage | pipeline stage | opp stage | stage name | deal status | phase
        sales phase | forecast stage | lifecycle stage | customer stage | account stage | lifecycle | vertriebsphase | verkaufsphase
        etape | etape de vente | statut de l opportunite | etapa | fase | etapa de venta
    """,
    "employees": """
        employees | number of employees | no of employees | employee count | headcount | staff | staff count | company headcount | fte
        mitarbeiter | anzahl mitarbeiter | mitarbeiterzahl | beschaeftigte | effectif | effectifs | employes | nombre d employes
        empleados | numero de empleados | plantilla
    """,
    "as_of": """
        as of | as of date | as at | status date | snapshot date | snapshot | report date | reporting date | valid on | updated
        updated on | last updated | stand | stichtag | datum stand | date de situation | date d arrete | au | fecha de corte
        a fecha de | fecha del informe
    """,
    "cs_score": """
        cs score | health | health score | hlth | hlth score | score health | customer health | customer health score | account health
        health index | csm score | cs health | health rating | csm health | success score | gesundheit | gesundheitswert
        kundengesundheit | kundenzustand | sante | score de sante | sante client | salud | salud del cliente | puntuacion de salud
        indice de salud
    """,
    "nps": """
        nps | nps score | nps last | last nps | net promoter score | net promoter | latest nps | nps value | current nps | nps result
        nps rating | account nps | avg nps | average nps | nps wert | letzter nps | dernier nps | note nps | score nps | ultimo nps
        puntuacion nps | valor nps
    """,
    "adoption": """
        adoption | adoption rate | adoption percent | adopt | adopt percent | adoption score | feature adoption | product adoption
        licence usage | license usage | seat usage | utilisation | utilization | usage percent | nutzungsgrad | nutzungsquote
        auslastung | taux d adoption | taux d utilisation | adopcion | tasa de adopcion | tasa de uso
    """,
    "sentiment": """
        sentiment | csm sentiment | cs sentiment | customer sentiment | mood | feeling | gut feel | pulse | csm pulse | rag
        rag status | traffic light | stimmung | kundenstimmung | ampel | humeur | ressenti | sentiment client | sentimiento | animo
        semaforo
    """,
    "last_qbr": """
        last qbr | qbr | qbr date | last qbr date | last business review | last ebr | ebr | ebr date | business review | last review
        last review date | quarterly business review | letztes qbr | letzter review | letztes review | dernier qbr | derniere revue
        derniere revue d affaires | ultimo qbr | ultima revision
    """,
    "last_contact": """
        last contact | last contacted | last contact date | last touch | last touchpoint | last activity | last meeting | last call
        last spoke | contacted on | letzter kontakt | letztes gespraech | dernier contact | derniere activite | ultimo contacto
        ultima actividad
    """,
    "sponsor": """
        sponsor | exec sponsor | executive sponsor | sponsor name | exec | decision maker | economic buyer | champion
        customer sponsor | main contact | entscheider | foerderer | sponsor executif | decideur | patrocinador
        patrocinador ejecutivo
    """,
    "champion_seen": """
        champion seen | champion last seen | champion active | sponsor seen | sponsor last seen | champion last login
        champion activity | last champion login | champion zuletzt gesehen | champion vu | champion vu le | campeon visto
    """,
    "open_tickets": """
        open tickets | open tix | tickets open | open ticket | open cases | open issues | tickets | tix | open support tickets
        number of open tickets | support tickets | offene tickets | offene faelle | tickets ouverts | incidents ouverts
        tickets abiertos | casos abiertos
    """,
    "risk_reason": """
        risk reason | reason for risk | risk | risk driver | at risk reason | churn risk reason | risk comment | risk notes
        why at risk | risiko | risikogrund | grund des risikos | motif de risque | raison du risque | motivo de riesgo
        razon de riesgo
    """,
    "next_step": """
        next step | next steps | next action | actions | action plan | follow up | todo | to do | plan of action | naechster schritt
        naechste schritte | prochaine etape | prochaine action | siguiente paso | proximo paso | proximos pasos
    """,
    "top_ask": """
        top ask | main ask | ask | top request | main request | biggest ask | feature ask | top feature request | key ask
        wichtigster wunsch | hauptwunsch | demande principale | principale demande | peticion principal | solicitud principal
    """,
    "month": """
        month | period | revenue month | mrr month | billing month | invoice month | fiscal month | accounting month | reporting month
        month start | month end | month ending | month beginning | monat | abrechnungsmonat | periode | mois | mois de facturation
        mes | mes de facturacion | periodo
    """,
    "score": """
        score | nps | nps score | nps rating | rating | survey score | response score | likelihood to recommend | how likely
        how likely are you to recommend us | recommend | recommendation | recommendation score | ltr | answer | grade | bewertung
        punktzahl | weiterempfehlung | note | note nps | recommandation | puntuacion | puntuacion nps | nota | recomendacion
    """,
    "when": """
        when | date | response date | responded | responded at | responded on | answered on | answered at | submitted | submitted at
        submitted on | survey date | created | created at | timestamp | time | date of response | completed at | received | datum
        antwortdatum | zeitpunkt | date de reponse | repondu le | fecha | fecha de respuesta
    """,
    "user": """
        user | user id | userid | user name | username | user email | user e mail | email | e mail | email address | e mail address
        mail | login | member | person | respondent | respondent email | contact email | benutzer | nutzer | benutzername | nutzer id
        utilisateur | adresse e mail | courriel | usuario | correo | correo electronico
    """,
    "comment": """
        comment | comments | feedback | verbatim | reason | why | text | free text | open text | remark | remarks | notes
        response text | comment text | reason for score | kommentar | bemerkung | rueckmeldung | begruendung | commentaire | remarque
        motif | comentario | comentarios | observaciones
    """,
    "period": """
        period | week | week starting | week start | week of | week beginning | week ending | week commencing | month | date | day
        usage date | usage month | usage week | activity date | reporting period | period start | woche | kw | monat | tag | zeitraum
        datum | semaine | mois | jour | periode | semana | mes | dia | periodo
    """,
    "feature": """
        feature | feature name | feature id | module | capability | function | product feature | product area | component | event name
        feature used | funktion | merkmal | modul | fonctionnalite | fonction | module name | funcionalidad | caracteristica | modulo
    """,
    "active_users": """
        active users | users active | active user count | wau | mau | dau | monthly active users | weekly active users
        daily active users | unique users | distinct users | number of active users | aktive nutzer | aktive benutzer
        utilisateurs actifs | usuarios activos
    """,
    "active_days": """
        active days | days active | number of active days | days used | usage days | active day count | aktive tage | nutzungstage
        jours actifs | dias activos
    """,
    "events": """
        events | event count | number of events | usage count | actions count | usage events | clicks | uses | usage | count of events
        total events | ereignisse | anzahl ereignisse | evenements | nombre d evenements | eventos | numero de eventos
    """,
    "logins": """
        logins | login count | number of logins | log ins | sign ins | sessions | session count | visits | anmeldungen | sitzungen
        connexions | sessions count | nombre de connexions | inicios de sesion | sesiones
    """,
    "minutes": """
        minutes | minutes used | usage minutes | time spent | time spent minutes | duration minutes | total minutes | time in app
        min used | minuten | nutzungsminuten | duree minutes | temps passe | minutos | tiempo de uso
    """,
    "opportunity": """
        opportunity | opportunity id | opportunity name | opp | opp id | opp name | deal | deal id | deal name | opportunity number
        deal no | verkaufschance | chance | geschaeft | opportunite | nom de l opportunite | affaire | oportunidad
        nombre de la oportunidad | negocio
    """,
    "created": """
        created | created on | created date | create date | creation date | date created | opened | opened on | open date
        opened date | date opened | entered on | engage date | engaged on | start date | erstellt | erstellt am | erstelldatum
        angelegt | angelegt am | eroeffnet am | cree | cree le | date de creation | ouvert le | creado | creado el | fecha de creacion
        abierto el | fecha de apertura
    """,
    "closed": """
        closed | closed on | close date | closed date | date closed | closing date | expected close | expected close date
        expected closing | close | won on | end date | closed at | decision date | abgeschlossen | abschlussdatum | abschluss
        geschlossen am | cloture | date de cloture | clos le | cerrado | cerrado el | fecha de cierre | cierre
    """,
    "amount": """
        amount | deal amount | value | deal value | close value | opportunity amount | opportunity value | deal size | total value
        tcv | total contract value | contract value | opp amount | price | revenue | volume | betrag | wert | auftragswert | volumen
        montant | valeur | montant de l affaire | importe | monto | valor
    """,
    "owner": """
        owner | opportunity owner | deal owner | sales rep | rep | sales agent | salesperson | sales person | account executive | ae
        seller | assigned to | opp owner | verkaeufer | vertriebsmitarbeiter | inhaber | besitzer | verantwortlich | proprietaire
        commercial | vendeur | propietario | vendedor | comercial
    """,
    "competitor": """
        competitor | competitors | competition | main competitor | lost to | competing vendor | competitor name | primary competitor
        incumbent | rival | wettbewerber | konkurrent | konkurrenz | mitbewerber | concurrent | concurrence | competidor | competencia
    """,
    "loss_reason": """
        loss reason | lost reason | reason lost | closed lost reason | reason for loss | why lost | win loss reason | close reason
        closed reason | verlustgrund | grund verloren | absagegrund | motif de perte | raison de perte | motivo de perdida
        razon de perdida
    """,
    "product": """
        product | product name | product line | item | solution | products | sku name | product family | offering | produkt
        produktname | artikel | loesung | produit | nom du produit | solution produit | producto | nombre del producto | articulo
    """,
    "type": """
        type | deal type | opportunity type | opp type | type of deal | business type | new or renewal | new existing | deal category
        record type | art | typ | geschaeftsart | type d affaire | type d opportunite | tipo | tipo de negocio
    """,
}


def _split(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for line in written.splitlines() for name in line.split("|") if name.strip()))


_ALL = _WRITTEN | TOOL_SYNONYMS | EXPERIMENT_SYNONYMS | FEEDBACK_SYNONYMS
SYNONYMS: dict[str, tuple[str, ...]] = {field: _split(written) for field, written in _ALL.items()}

KIND_SYNONYMS: dict[str, dict[str, tuple[str, ...]]] = {
    kind: {field: _split(written) for field, written in fields.items()}
    for kind, fields in {**SYNONYMS_OF_KIND, "roadmap": ROADMAP_SYNONYMS}.items()
}
"""The names of fields that a kind calls otherwise than :data:`SYNONYMS` does, by kind and field."""

SPEAKING_AGAINST: dict[str, tuple[str, ...]] = {"roadmap": _split(NOT_OF_A_ROADMAP)}
"""By kind the headers of sheets that hold something else although they have its fields."""
