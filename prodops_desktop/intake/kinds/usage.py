"""The kinds that say what is used: by whom and when, which features there are, and who may use them."""

from prodops_desktop.intake.kinds.model import Field, Kind
from prodops_desktop.intake.kinds.shared import ACCOUNT, FEATURE, FROM, PERIOD, PLAN, SEGMENT, TEAM, TO, USER

_VISITOR = USER.also_called("distinct id | user pseudo id | visitor id | visitor | anonymous id | actor")

USAGE_SUMMARY = Kind(
    "usage_summary",
    "Usage by period",
    "a period’s total of an account, a user or a segment",
    fields=(
        PERIOD.needed(),
        ACCOUNT,
        _VISITOR,
        FEATURE,
        SEGMENT,
        Field("active_users", "Active users", "number", low=0).called("""
            active users | users active | active user count | wau | mau | dau | monthly active users | weekly active users
            daily active users | unique users | distinct users | number of active users | aktive nutzer | aktive benutzer
            utilisateurs actifs | usuarios activos
        """),
        Field("active_days", "Active days", "number", low=0).called("""
            active days | days active | number of active days | days used | usage days | active day count | aktive tage | nutzungstage
            jours actifs | dias activos
        """),
        Field("events", "Events", "number", low=0).called("""
            events | event count | number of events | usage count | actions count | usage events | clicks | uses | usage | count of events
            total events | num events | ereignisse | anzahl ereignisse | evenements | nombre d evenements | eventos | numero de eventos
        """),
        Field("logins", "Logins", "number", low=0).called("""
            logins | login count | number of logins | log ins | sign ins | sessions | session count | visits | anmeldungen | sitzungen
            connexions | sessions count | nombre de connexions | inicios de sesion | sesiones
        """),
        Field("minutes", "Minutes", "number", low=0).called("""
            minutes | minutes used | usage minutes | time spent | time spent minutes | duration minutes | total minutes | time in app
            min used | num minutes | minuten | nutzungsminuten | duree minutes | temps passe | minutos | tiempo de uso
        """),
    ),
    either=(("account", "user", "segment"),),  # a total of a segment names neither account nor user, and is one all the same
    either_in_rows=True,
    told_by=(("account", "user", "active_users"),),
    telling=("active_users", "active_days", "events", "logins", "minutes"),
)

USAGE_EVENTS = Kind(
    "usage_events",
    "Usage events",
    "one event of use",
    fields=(
        _VISITOR.needed(),
        Field("when", "When", "day", required=True).called("""
            when | timestamp | time | time stamp | event time | event timestamp | event date | event day | occurred at | occurred on
            happened at | logged at | recorded at | created at | received at | date time | datetime | date | ts | zeitpunkt
            zeitstempel | ereigniszeit | datum | uhrzeit | datum und uhrzeit | horodatage | date de l evenement | date et heure | heure
            fecha | fecha y hora | marca de tiempo | fecha del evento | hora
        """),
        FEATURE.also_called("""
            event | event type | action | activity | action name | event action | page | screen | ereignis | aktion | evenement
            nom de l evenement | action utilisateur | evento | nombre del evento | accion
        """),
        ACCOUNT,
        Field("count", "Count", "integer", low=0).called("""
            count | event count | events | times | occurrences | number of events | hits | quantity | anzahl | haeufigkeit
            anzahl ereignisse | nombre | nombre d evenements | cantidad | numero de veces | veces | recuento
        """),
        Field("platform", "Platform", few=True).called("""
            platform | device | device type | os | operating system | app | browser | source platform | plattform | geraet
            betriebssystem | plateforme | appareil | systeme d exploitation | navigateur | plataforma | dispositivo | sistema operativo
            navegador
        """),
    ),
    told_by=(("feature",),),
    telling=("feature", "count", "platform"),
    gives_way=True,
    against="""
        text | comment | comments | message | note | notes | description | subject | title | score | rating | status | priority | severity
        stage | finding | method | role | hours | duration | project | amount | price | order id | invoice | course | training
        kommentar | nachricht | notiz | beschreibung | betreff | commentaire | message client | objet | comentario | mensaje | asunto
    """,
)

FEATURES = Kind(
    "features",
    "Features",
    "a feature of the product",
    fields=(
        FEATURE.needed(),
        Field("area", "Area").called("""
            area | product area | feature area | domain | module | category | group | pillar | product | product line | theme | bereich
            produktbereich | kategorie | gruppe | domaine | domaine produit | categorie | groupe | area de producto | categoria | modulo
            grupo | producto
        """),
        TEAM.also_called("""
            squad | team name | owning team | product team | dev team | engineering team | owner team | crew | tribe | mannschaft | escouade
            celula
        """),
        Field("released", "Released on", "day").called("""
            released on | released | release date | released at | launched | launched on | launch date | shipped | shipped on | live since
            available since | ga | ga date | go live | introduced | introduced on | veroeffentlicht | veroeffentlicht am
            freigegeben am | eingefuehrt am | verfuegbar seit | publie le | sorti le | date de sortie | date de lancement | lance le
            disponible depuis | lanzado el | lanzado | publicado el | fecha de lanzamiento | disponible desde
        """),
        Field("core", "Core", "boolean").called("""
            core | is core | core feature | core yes no | key feature | is key feature | essential | kern | kernfunktion | wesentlich
            coeur | fonction cle | fonctionnalite cle | essentiel | esencial | clave | funcion clave | funcionalidad clave
        """),
    ),
    telling=("area", "team", "released", "core"),
    telling_needed=3,
    named="feature | features | funktionen | fonctionnalite | fonctionnalites | funcionalidad | funcionalidades | product areas",
    one_row_each="feature",
    gives_way=True,
    against="""
        horizon | start | start date | due | due date | end | end date | quarter | target date | depends on | predecessors | effort | reach
        impact | confidence | progress | story points | fortschritt | faellig | avancement | echeance | fecha limite
    """,
)

ENTITLEMENTS = Kind(
    "entitlements",
    "Entitlements",
    "a feature that an account or a plan may use",
    fields=(
        ACCOUNT,
        PLAN,
        Field("feature", "Feature", "name", required=True).called("""
            feature | feature name | entitled feature | entitlement | entitlements | licensed feature | licensed module | module
            module name | add on | addon | add on name | capability | option | funktion | merkmal | modul | zusatzmodul | berechtigung
            freigeschaltete funktion | fonctionnalite | option souscrite | droit | funcionalidad | caracteristica | modulo
            modulo contratado | complemento | derecho
        """),
        FROM.also_called("""
            entitled from | granted on | granted | enabled on | enabled from | enabled | active from | available from | activated on
            freigeschaltet am | aktiv ab | active le | activado el
        """),
        TO.also_called("""
            entitled until | expires | expires on | expiry | expiry date | revoked on | removed on | active until | available until
            laeuft ab am | aktiv bis | expire le | vence el | caduca el
        """),
    ),
    either=(("account", "plan"),),
    either_in_rows=True,
    telling=("from", "to"),
    named="""
        entitlement | entitlements | entitled | included | berechtigung | berechtigungen | freischaltung | freischaltungen | enthalten
        inclus | droits | incluido | derechos
    """,
    gives_way=True,
    against="""
        position | job title | salary | team | owner | assignee | assigned to | priority | severity | progress | goal | hypothesis | amount
        price | arr | mrr | reach | impact | due | due date | predecessors | depends on | task | text | score
    """,
)

KINDS = (USAGE_SUMMARY, USAGE_EVENTS, FEATURES, ENTITLEMENTS)
