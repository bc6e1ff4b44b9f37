"""The kinds that speak of customers: who they are, how they do, whom we know there and what they were promised."""

from prodops_desktop.intake.kinds.model import Field, Kind
from prodops_desktop.intake.kinds.shared import (
    ACCOUNT,
    ACCOUNT_NAME,
    ARR,
    CURRENCY,
    EMAIL,
    EMPLOYEES,
    EXTERNAL_ID,
    INDUSTRY,
    NOTICE,
    PLAN,
    REGION,
    ROLE,
    SEATS,
    SEGMENT,
    STAGE,
    USER,
)

RENEWAL = Field("renewal", "Renewal date", "day").called("""
    renewal | renewal date | renews | renews on | next renewal | next renewal date | renewal day | contract end | contract end date
    end of contract | term end | term end date | subscription end | subscription end date | expiry | expiry date | expiration
    expiration date | expires | expires on | ren date | rnwl | verlaengerung | verlaengerungsdatum | vertragsende | laufzeitende
    ablaufdatum | renouvellement | date de renouvellement | echeance | fin de contrat | renovacion | fecha de renovacion | vencimiento
    fin de contrato
""")
CSM = Field("csm", "CSM").called("""
    csm | cs manager | customer success manager | customer success | success manager | csm name | csm owner | account manager | am
    cs owner | cs rep | account owner | relationship manager | kundenbetreuer | betreuer | ansprechpartner | responsable de compte
    charge de compte | gestionnaire | responsable | gestor de cuenta | gestor | responsable de cuenta | ejecutivo de cuenta
""")

ACCOUNTS = Kind(
    "accounts",
    "Accounts",
    "a customer",
    fields=(
        ACCOUNT_NAME.needed(),
        EXTERNAL_ID,
        Field("domain", "Domain").called("""
            domain | e mail domain | email domain | web domain | website | web site | url | site | homepage | company domain
            company website | domaene | webseite | internetseite | domaine | site web | dominio | sitio web | pagina web
        """),
        Field("parent", "Parent").called("""
            parent | parent id | parent account | parent company | parent name | subsidiary of | belongs to | ultimate parent | holding
            group | group company | corporate parent | konzern | muttergesellschaft | mutter | uebergeordneter account | maison mere
            societe mere | groupe | matriz | empresa matriz | grupo
        """),
        SEGMENT,
        INDUSTRY,
        REGION,
        PLAN,
        ARR,
        CURRENCY,
        RENEWAL,
        SEATS,
        Field("term", "Term", "any").called("""
            term | term mo | term months | contract term | contract length | term length | duration months | commitment | laufzeit
            laufzeit monate | vertragslaufzeit | duree | duree du contrat | plazo | duracion | duracion del contrato
        """),
        NOTICE,
        Field("uplift_cap", "Uplift cap", "percent").called("""
            uplift cap | uplift | max uplift | price cap | increase cap | price increase cap | cap on increase | renewal uplift
            annual uplift | indexation cap | preisdeckel | erhoehungsgrenze | plafond d augmentation | tope de aumento | limite de aumento
        """),
        Field("customer_since", "Customer since", "day").called("""
            customer since | client since | signup date | sign up date | signed up | signed up on | start date | contract start
            onboarded | onboarded on | go live | go live date | became customer | created on | account created | first contract
            acquisition date | since | kunde seit | vertragsbeginn | client depuis | date d inscription | cliente desde | fecha de alta
        """),
        CSM,
        STAGE,
        EMPLOYEES,
    ),
    telling=("external_id", "domain", "parent", "segment", "industry", "plan", "arr", "renewal", "seats", "customer_since", "csm"),
    telling_needed=2,
    one_row_each="account",
    against="""
        order id | order no | order number | order date | invoice | invoice no | invoice number | transaction id | quantity | qty
        bestellnummer | rechnungsnummer | menge | numero de commande | numero de facture | quantite | numero de pedido
        numero de factura | cantidad
    """,
)

ACCOUNT_STATUS = Kind(
    "account_status",
    "Account status",
    "an account on a day, as Customer Success keeps it",
    fields=(
        ACCOUNT.needed(),
        Field("as_of", "As of", "day").called("""
            as of | as of date | as at | status date | snapshot date | snapshot | report date | reporting date | valid on | updated
            updated on | last updated | stand | stichtag | datum stand | date de situation | date d arrete | au | fecha de corte
            a fecha de | fecha del informe
        """),
        Field("cs_score", "CS score", "number", low=0, high=100).called("""
            cs score | health | health score | hlth | hlth score | score health | customer health | customer health score | account health
            health index | csm score | cs health | health rating | csm health | success score | gesundheit | gesundheitswert
            kundengesundheit | kundenzustand | sante | score de sante | sante client | salud | salud del cliente | puntuacion de salud
            indice de salud
        """),
        Field("nps", "NPS", "number", low=-100, high=100).called("""
            nps | nps score | nps last | last nps | net promoter score | net promoter | latest nps | nps value | current nps | nps result
            nps rating | account nps | avg nps | average nps | nps wert | letzter nps | dernier nps | note nps | score nps | ultimo nps
            puntuacion nps | valor nps
        """),
        Field("adoption", "Adoption", "percent").called("""
            adoption | adoption rate | adoption percent | adopt | adopt percent | adoption score | feature adoption | product adoption
            licence usage | license usage | seat usage | utilisation | utilization | usage percent | nutzungsgrad | nutzungsquote
            auslastung | taux d adoption | taux d utilisation | adopcion | tasa de adopcion | tasa de uso
        """),
        Field("sentiment", "Sentiment", few=True).called("""
            sentiment | csm sentiment | cs sentiment | customer sentiment | mood | feeling | gut feel | pulse | csm pulse | rag
            rag status | traffic light | stimmung | kundenstimmung | ampel | humeur | ressenti | sentiment client | sentimiento | animo
            semaforo
        """),
        Field("last_qbr", "Last QBR", "day").called("""
            last qbr | qbr | qbr date | last qbr date | last business review | last ebr | ebr | ebr date | business review | last review
            last review date | quarterly business review | letztes qbr | letzter review | letztes review | dernier qbr | derniere revue
            derniere revue d affaires | ultimo qbr | ultima revision
        """),
        RENEWAL,
        Field("last_contact", "Last contact", "day").called("""
            last contact | last contacted | last contact date | last touch | last touchpoint | last activity | last meeting | last call
            last spoke | contacted on | letzter kontakt | letztes gespraech | dernier contact | derniere activite | ultimo contacto
            ultima actividad
        """),
        Field("sponsor", "Sponsor").called("""
            sponsor | exec sponsor | executive sponsor | sponsor name | exec | decision maker | economic buyer | champion
            customer sponsor | main contact | entscheider | foerderer | sponsor executif | decideur | patrocinador
            patrocinador ejecutivo
        """),
        Field("champion_seen", "Champion seen", "day").called("""
            champion seen | champion last seen | champion active | sponsor seen | sponsor last seen | champion last login
            champion activity | last champion login | champion zuletzt gesehen | champion vu | champion vu le | campeon visto
        """),
        Field("open_tickets", "Open tickets", "integer", low=0).called("""
            open tickets | open tix | tickets open | open ticket | open cases | open issues | tickets | tix | open support tickets
            number of open tickets | support tickets | offene tickets | offene faelle | tickets ouverts | incidents ouverts
            tickets abiertos | casos abiertos
        """),
        Field("risk_reason", "Risk reason").called("""
            risk reason | reason for risk | risk | risk driver | at risk reason | churn risk reason | risk comment | risk notes
            why at risk | risiko | risikogrund | grund des risikos | motif de risque | raison du risque | motivo de riesgo
            razon de riesgo
        """),
        Field("next_step", "Next step").called("""
            next step | next steps | next action | actions | action plan | follow up | todo | to do | plan of action | naechster schritt
            naechste schritte | prochaine etape | prochaine action | siguiente paso | proximo paso | proximos pasos
        """),
        Field("top_ask", "Top ask").called("""
            top ask | main ask | ask | top request | main request | biggest ask | feature ask | top feature request | key ask
            wichtigster wunsch | hauptwunsch | demande principale | principale demande | peticion principal | solicitud principal
        """),
        CSM,
    ),
    telling=(
        "cs_score",
        "sentiment",
        "adoption",
        "last_qbr",
        "champion_seen",
        "top_ask",
        "risk_reason",
        "next_step",
        "sponsor",
        "last_contact",
    ),
    telling_needed=2,
)

CONTACTS = Kind(
    "contacts",
    "Contacts",
    "a person at a customer",
    fields=(
        Field("name", "Name", required=True, prose=True).called("""
            name | contact | contact name | contact person | full name | person | first and last name | customer contact | key contact
            primary contact | main contact | stakeholder | ansprechpartner | ansprechpartnerin | kontakt | kontaktperson | kontaktname
            vollstaendiger name | vor und nachname | nom | nom complet | nom du contact | contact client | interlocuteur | personne
            nom et prenom | nombre | nombre completo | nombre y apellidos | contacto | nombre del contacto | persona de contacto
            interlocutor | persona | last name | surname | family name | nachname | familienname | nom de famille | apellidos | apellido
        """),
        ACCOUNT_NAME.also_called("account id | company id | org id | organisation id | organization id"),
        EMAIL,
        ROLE.also_called("title | job | position | poste | puesto | stellung"),
    ),
    told_by=(("account",),),
    telling=("email", "role"),
    one_row_each="name",
    gives_way=True,
)

USERS = Kind(
    "users",
    "Users",
    "a user",
    fields=(
        USER.needed(),
        ACCOUNT,
        ROLE,
        Field("persona", "Persona").called("""
            persona | user persona | personas | profile type | archetype | user segment | job to be done | nutzertyp | nutzerprofil
            profil | profil utilisateur | perfil | perfil de usuario | tipo de usuario
        """),
        Field("signed_up", "Signed up on", "day").called("""
            signed up on | signed up | signed up at | sign up | sign up date | signup | signup date | signup at | registered
            registered on | registered at | registration date | user since | first seen | first seen on | first login | activated on
            registriert | registriert am | angemeldet am | nutzer seit | inscrit le | date d inscription | registrado el
            fecha de registro | alta
        """),
        Field("last_seen", "Last seen on", "day").called("""
            last seen on | last seen | last seen at | last active | last active on | last activity | last activity on | last login
            last log in | last logged in | last sign in | last access | last used | last visit | seen on | zuletzt gesehen
            zuletzt gesehen am | zuletzt aktiv | zuletzt aktiv am | letzter login | letzte anmeldung | letzte aktivitaet | vu le
            derniere activite | derniere connexion | visto el | ultima actividad | ultimo acceso
        """),
    ),
    telling=("account", "persona", "last_seen", "signed_up"),
    telling_needed=2,
    one_row_each="user",
    area="segments",
)

PROMISES = Kind(
    "promises",
    "Promises",
    "a promise to a customer",
    fields=(
        ACCOUNT.needed(),
        Field("what", "What", required=True, prose=True).called("""
            what | promise | promised | what was promised | what we promised | what we said | we said | promise made | commitment
            commitment made | pledge | versprechen | zusage | zugesagt | was | was zugesagt wurde | was wir zugesagt haben | promesse
            promis | ce qui a ete promis | ce que nous avons promis | engagement | quoi | promesa | prometido | lo prometido
            lo que prometimos | compromiso | que
        """),
        Field("by_whom", "By whom", prose=True).called("""
            by whom | who | promised by | said by | made by | who promised | who said it | committed by | given by | owner | by | wer
            von wem | zugesagt von | versprochen von | durch | qui | par qui | promis par | engage par | par | quien | por quien
            prometido por | comprometido por | por
        """),
        Field("on", "On", "day").called("""
            on | when | date | day | promised on | said on | made on | date promised | date of promise | promise date | zugesagt am
            versprochen am | am | datum | wann | tag | le | promis le | date de la promesse | quand | jour | prometido el
            fecha de la promesa | fecha | cuando | dia
        """),
        Field("due", "Due", "any").called("""
            due | by when | due by | by | due date | due on | deadline | until | till | target date | delivery date | promised for
            for when | bis | bis wann | faellig | faellig am | termin | frist | zugesagt fuer | pour quand | d ici | avant | echeance
            date limite | promis pour | para cuando | antes de | hasta | fecha limite | vencimiento | prometido para
        """),
    ),
    telling=("by_whom", "on", "due"),
    telling_needed=2,
)

KINDS = (ACCOUNTS, ACCOUNT_STATUS, CONTACTS, USERS, PROMISES)
