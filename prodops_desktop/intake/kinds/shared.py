"""Fields that kinds of several families have, each with its words once."""

from prodops_desktop.intake.kinds.model import Field

ACCOUNT_NAME = Field("account", "Account", "name").called("""
    account | account name | acct | acct name | accnt | customer | customer name | cust | cust name | client | client name | company
    company name | organisation | organization | organization name | org | org name | firm | business name | customer account | kunde
    kundenname | kundin | firma | firmenname | unternehmen | mandant | compte | nom du compte | client nom | nom du client | entreprise
    societe | raison sociale | cuenta | nombre de cuenta | cliente | nombre del cliente | nombre cliente | empresa | compania
""")
EXTERNAL_ID = Field("external_id", "External id").called("""
    account id | acct id | account no | account number | account key | customer id | customer no | customer number | cust no | cust id
    client id | client no | client number | company id | org id | crm id | salesforce id | sfdc id | external id | external reference
    kundennummer | kunden nr | kundennr | kunden id | debitor | debitorennummer | numero client | no client | id client | code client
    numero de cliente | id cliente | codigo cliente
""")
ACCOUNT = ACCOUNT_NAME.also_called(EXTERNAL_ID.words)
"""Where an id has no field of its own, it is what names the account."""
USER = Field("user", "User", "name").called("""
    user | user id | userid | user name | username | user email | user e mail | email | e mail | email address | e mail address | mail
    login | member | person | respondent | respondent email | contact email | benutzer | nutzer | benutzername | nutzer id | utilisateur
    adresse e mail | courriel | usuario | correo | correo electronico
""")
FEATURE = Field("feature", "Feature", "name").called("""
    feature | feature name | feature id | module | capability | function | product feature | product area | component | event name
    feature used | funktion | merkmal | modul | fonctionnalite | fonction | module name | funcionalidad | caracteristica | modulo
""")
SEGMENT = Field("segment", "Segment", few=True).called("""
    segment | customer segment | account segment | market segment | seg | size segment | tier segment | company size | size band
    customer type | account type | account tier | customer tier | kundensegment | kundengruppe | marktsegment | segmento | segment client
    taille | segmento de cliente | tipo de cliente
""")
REGION = Field("region", "Region", few=True).called("""
    region | sales region | geo | geography | territory | area | market | country | theatre | theater | office location | location
    world region | land | gebiet | vertriebsgebiet | standort | pays | zone | territoire | territorio | pais | zona
""")
INDUSTRY = Field("industry", "Industry", few=True).called("""
    industry | sector | vertical | market vertical | industry name | industry sector | line of business | business sector | sic | naics
    field | branche | industrie | wirtschaftszweig | secteur | secteur d activite | industria | sector industrial | ramo
""")
EMPLOYEES = Field("employees", "Employees", "any").called("""
    employees | number of employees | no of employees | employee count | headcount | staff | staff count | company headcount | fte
    mitarbeiter | anzahl mitarbeiter | mitarbeiterzahl | beschaeftigte | effectif | effectifs | employes | nombre d employes | empleados
    numero de empleados | plantilla
""")
PLAN = Field("plan", "Plan", few=True).called("""
    plan | plan name | plan tier | plan type | subscription plan | subscription | subscription type | package | edition | product plan
    price plan | licence type | license type | sku | tier | tarif | paket | abo | lizenztyp | abonnement | forfait | offre | formule
    suscripcion | paquete | tarifa
""")
ARR = Field("arr", "ARR", "money").called("""
    arr | arr usd | arr eur | arr amount | annual recurring revenue | annual revenue recurring | annualized recurring revenue
    annualised recurring revenue | annual value | annual contract value | acv | contract arr | current arr | total arr | live arr | arr k
    yearly recurring revenue | annual subscription | annual fee | jahresumsatz wiederkehrend | jaehrlich wiederkehrender umsatz
    jahreswert | jahresvertragswert | revenu annuel recurrent | valeur annuelle | montant annuel | ingresos anuales recurrentes
    valor anual | importe anual
""")
SEATS = Field("seats", "Seats licensed", "integer", low=0).called("""
    seats | seat count | seats licensed | licensed seats | licences | licenses | number of seats | no of seats | seats purchased
    purchased seats | user licences | user licenses | lizenzen | anzahl lizenzen | plaetze | sitze | sieges | nombre de licences | postes
    licencias | asientos | puestos
""")
NOTICE = Field("notice", "Notice", "any").called("""
    notice | notice period | notice days | cancellation notice | notice term | days notice | termination notice | kuendigungsfrist | frist
    preavis | delai de preavis | preaviso | plazo de preaviso
""")
STAGE = Field("stage", "Stage", few=True).called("""
    stage | deal stage | sales stage | opportunity stage | pipeline stage | opp stage | stage name | deal status | phase | sales phase
    forecast stage | lifecycle stage | customer stage | account stage | lifecycle | vertriebsphase | verkaufsphase | etape
    etape de vente | statut de l opportunite | etapa | fase | etapa de venta
""")
CURRENCY = Field("currency", "Currency", few=True, longest=4).called("""
    currency | ccy | curr | cur | currency code | iso currency | contract currency | waehrung | waehrungscode | whg | devise | monnaie
    code devise | moneda | divisa
""")
PERIOD = Field("period", "Period", "day").called("""
    period | week | week starting | week start | week of | week beginning | week ending | week commencing | month | date | day
    usage date | usage month | usage week | activity date | reporting period | period start | woche | kw | monat | tag | zeitraum | datum
    semaine | mois | jour | periode | semana | mes | dia | periodo
""")
TEAM = Field("team", "Team", prose=True).called("""
    team | department | group name | business unit | cost center | cost centre | abteilung | kostenstelle | equipe | departement | equipo
    departamento
""")
ROLE = Field("role", "Role").called("""
    role | user role | job role | job title | role name | function role | permission | permission level | access level | user type | rolle
    funktion | nutzerrolle | fonction du compte | role utilisateur | rol | rol de usuario | cargo
""")
EMAIL = Field("email", "E-mail", prose=True).called("""
    e mail | email | email address | e mail address | mail | mail address | work email | business email | contact email | e mail adresse
    emailadresse | mailadresse | courriel | adresse e mail | adresse email | adresse mail | correo | correo electronico
    direccion de correo
""")
TITLE = Field("title", "Subject", prose=True).called("""
    subject | title | subject line | headline | heading | summary | short description | ticket subject | ticket title | case subject
    request subject | feedback title | betreff | titel | ueberschrift | zusammenfassung | kurzbeschreibung | objet | sujet | titre
    intitule | resume | asunto | titulo | encabezado | resumen
""")
OPENED = Field("opened", "Opened on", "day").called("""
    opened | opened on | opened at | open date | opened date | date opened | ticket opened | case opened | created | created at
    created on | created date | creation date | creation time | date created | ticket created | case created | submitted
    submitted at | submitted on | date submitted | raised | raised on | raised at | date raised | reported on | reported at
    date reported | logged on | logged at | requested at | requested on | erstellt | erstellt am | erstelldatum | angelegt am
    eroeffnet | eroeffnet am | gemeldet am | eingegangen am | ouvert | ouvert le | date d ouverture | cree | cree le
    date de creation | signale le | soumis le | abierto | abierto el | fecha de apertura | creado | creado el | fecha de creacion
    enviado el
""")
CLOSED = Field("closed", "Closed on", "day").called("""
    closed | closed on | closed at | closed date | date closed | close date | solved | solved at | solved on | date solved
    resolved | resolved at | resolved on | date resolved | resolution date | completed at | geschlossen am | geloest am
    erledigt am | abgeschlossen am | ferme le | resolu le | clos le | date de resolution | cerrado el | resuelto el
    fecha de cierre | fecha de resolucion
""")
VENDOR = Field("vendor", "Vendor", prose=True).called("""
    vendor | vendor name | supplier | supplier name | provider | publisher | manufacturer | seller name | reseller | lieferant
    anbieter | hersteller | fournisseur | editeur | proveedor | fabricante
""")
FROM = Field("from", "From", "day").called("""
    from | from date | valid from | start | start date | starts on | since | von | ab | seit | gueltig ab | beginn | startdatum | du
    depuis | a partir du | valable du | valable a partir du | debut | date de debut | desde | valido desde | inicio | fecha de inicio
""")
TO = Field("to", "To", "day").called("""
    to | to date | until | valid to | valid until | valid through | end | end date | ends on | bis | gueltig bis | ende | enddatum | au
    jusqu au | valable jusqu au | fin | date de fin | hasta | valido hasta | fecha de fin
""")
SURFACE = Field("surface", "Surface", prose=True).called("""
    surface | surfaces | product surface | surface area | product area | feature area | area of product | screen | page | flow | placement
    touchpoint | oberflaeche | bereich | produktbereich | seite | bildschirm | surface produit | ecran | parcours | emplacement
    superficie | pantalla | pagina | area de producto
""")
