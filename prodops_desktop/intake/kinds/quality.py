"""The kinds that say how well the product works."""

from prodops_desktop.intake.kinds.model import Field, Kind
from prodops_desktop.intake.kinds.shared import CLOSED, FEATURE, OPENED, TITLE

_BUG_WORDS = """
    bug | bugs | defect | defects | fehler | bogue | bogues | anomalie | anomalies | defaut | defauts | incidencia | incidencias | defecto
    defectos
"""

BUGS = Kind(
    "bugs",
    "Bugs",
    "a bug",
    fields=(
        OPENED.needed().also_called("detected on | found on | date found | reported | gefunden am | detecte le | detectado el"),
        Field("code", "Id", prose=True).called("""
            id | key | bug | bug id | bug no | bug number | bug key | defect | defect id | defect no | defect number | issue | issue id
            issue key | issue no | no | number | ref | reference | jira key | fehler | fehler id | fehlernummer | kennung | schluessel
            nummer | anomalie | id anomalie | numero d anomalie | identifiant | cle | error id | id de error | numero de error
            incidencia | id de incidencia | identificador | clave
        """),
        TITLE,
        FEATURE.also_called("""
            components | component s | affected feature | affected component | area | komponente | betroffene funktion | composant
            composant concerne | componente | componente afectado | bereich
        """),
        Field("severity", "Severity", few=True).called("""
            severity | sev | bug severity | defect severity | severity level | priority | prio | bug priority | criticality | schweregrad
            prioritaet | kritikalitaet | dringlichkeit | gravite | severite | priorite | criticite | gravedad | severidad | prioridad
            criticidad
        """),
        Field("status", "Status", prose=True).called("""
            status | state | bug status | defect status | issue status | current status | fehlerstatus | zustand | statut | etat | estado
            situacion
        """),
        CLOSED.also_called("fixed | fixed on | fixed at | fix date | date fixed | behoben | behoben am | corrige le | corregido el"),
        Field("version", "Version", prose=True).called("""
            version | affects version | affects versions | affects version s | affected version | affected versions | found in version
            found in | found in build | detected in version | version found | build | app version | product version | software version
            betroffene version | gefunden in | version concernee | version affectee | version impactee | version afectada
            encontrado en | detectado en version
        """),
        Field("issue_type", "Type", values=_BUG_WORDS).called("""
            issue type | type | bug type | work item type | ticket type | tracker | record type | vorgangstyp | fehlertyp | typ
            type de ticket | tipo de incidencia | tipo
        """),
    ),
    told_by=(("severity", "feature", "version"), ("code", "title", "status")),
    telling=("version", "issue_type"),
    named=f"""{_BUG_WORDS}
        severity | schweregrad | gravite | severite | gravedad | severidad | steps to reproduce
    """,
    against="""
        issue type | work item type | ticket type | vorgangstyp | requester | csat | satisfaction | first response | first reply | channel
        patient | vehicle | incident number
    """,
)

PERFORMANCE = Kind(
    "performance",
    "Performance",
    "a measurement of speed, errors or availability",
    fields=(
        Field("when", "When", "day", required=True).called("""
            when | ts | timestamp | time | date | day | week | week starting | hour | measured at | measured on | period | interval | month
            datum | zeit | zeitpunkt | messzeitpunkt | tag | woche | horodatage | date et heure | jour | semaine | heure | mesure le
            fecha | fecha y hora | hora | dia | semana | medido el
        """),
        FEATURE.also_called("""
            service | service name | endpoint | route | page | url | api | operation | transaction | resource | application | app | system
            host | dienst | seite | anwendung | schnittstelle | servicio | aplicacion | pagina | recurso | transaccion
        """),
        Field("p50", "p50 latency (ms)", "number", low=0).called("""
            p50 | p50 ms | p50 latency | p50 latency ms | latency p50 | median latency | latency median | median ms | p50 response time
            median response time | 50th percentile | p50 duration | p50 latenz | mediane antwortzeit | antwortzeit median
            latence mediane | latence p50 | temps de reponse median | latencia mediana | latencia p50 | tiempo de respuesta mediano
        """),
        Field("p95", "p95 latency (ms)", "number", low=0).called("""
            p95 | p95 ms | p95 latency | p95 latency ms | latency p95 | latency ms p95 | 95th percentile | p95 response time
            response time p95 | p95 duration | p95 load time | p95 latenz | latenz p95 | antwortzeit p95 | p95 antwortzeit | latence p95
            temps de reponse p95 | latencia p95 | tiempo de respuesta p95
        """),
        Field("error_rate", "Error rate", "percent").called("""
            error rate | errors percent | error percent | err rate | err percent | failure rate | error ratio | 5xx rate
            http 5xx rate | fehlerrate | fehlerquote | taux d erreur | taux d erreurs | taux d echec | tasa de error | tasa de errores
            tasa de fallos
        """),
        Field("availability", "Availability", "percent").called("""
            availability | avail | availability percent | uptime | uptime percent | service availability | verfuegbarkeit | betriebszeit
            disponibilite | taux de disponibilite | disponibilidad
        """),
    ),
    told_by=(("feature", "p50", "p95", "error_rate"),),
    telling=("p50", "p95", "error_rate", "availability"),
)

KINDS = (BUGS, PERFORMANCE)
