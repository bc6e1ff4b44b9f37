"""The kinds that say what is planned and what became of it."""

from prodops_desktop.intake.kinds.model import Field, Kind

_ITEM = Field("item", "Item", prose=True).called("""
    item | task | task name | story | user story | summary | title | milestone | milestone name | feature | feature name
    roadmap item | work item | backlog item | deliverable | activity | epic | epic name | initiative | initiative name | aufgabe
    vorgang | vorgangsname | titel | tache | nom de la tache | titre | tarea | nombre de la tarea | titulo | story title
    item name | item title | work package | capability | enhancement | project | project name | meilenstein | arbeitspaket
    vorhaben | thema | massnahme | zusammenfassung | projekt | funktion | livrable | jalon | intitule | chantier | fonctionnalite
    resume | projet | initiative produit | entregable | hito | funcionalidad | resumen | proyecto | iniciativa | epica | historia
    actividad
""")
_KEY = Field("code", "Key", prose=True).called("""
    key | id | code | item key | item id | item no | issue key | task id | task no | epic key | epic id | feature id | story id
    milestone id | project id | jira key | jira id | jira | wbs | wbs code | ref | reference | no | nr | number | # | unique id
    schluessel | kennung | nummer | lfd nr | vorgangsnummer | psp code | cle | identifiant | numero | reference projet | clave
    identificador | codigo
""")
_TEAM = Field("team", "Team", prose=True).called("""
    team | teams | squad | team name | delivery team | engineering team | dev team | product team | responsible team | owning team
    crew | tribe | pod | department | mannschaft | abteilung | gruppe | zustaendiges team | equipe | escouade | groupe
    departement | equipo | departamento | grupo | celula
""")
_HORIZON = Field("horizon", "Horizon", prose=True).called("""
    horizon | now next later | time horizon | roadmap horizon | planning horizon | timeframe | time frame | bucket | time bucket
    roadmap column | board column | horizont | zeithorizont | planungshorizont | zeitrahmen | horizon temporel | horizon de temps
    horizonte | horizonte temporal | plazo
""")
_START = Field("start", "Start", "any", as_written=True).called("""
    start | start date | starts | starts on | start day | started | started on | planned start | target start | expected start
    scheduled start | begin | begin date | begins | begins on | from | kick off | kickoff | beginn | startdatum | anfang
    startet am | geplanter start | geplanter beginn | von | ab | debut | date de debut | debut prevu | commence le | du | inicio
    fecha de inicio | comienzo | inicio previsto | desde
""")
_DUE = Field("due", "Due", "any", as_written=True).called("""
    due | due date | due on | due day | end date | end | ends | ends on | finish | finish date | target date | target | target end
    target completion | planned end | planned finish | expected end | expected completion | deadline | delivery date | delivery
    eta | until | to | faellig | faellig am | faelligkeit | faelligkeitsdatum | ende | enddatum | fertigstellung | termin
    zieltermin | liefertermin | geplantes ende | bis | echeance | date d echeance | date cible | fin | date de fin | fin prevue
    livraison | au | vencimiento | fecha limite | fecha de fin | fecha objetivo | fecha de entrega | entrega | fin previsto
    hasta
""")
_DONE = Field("done", "Done", "any", as_written=True).called("""
    done | done on | date done | done date | completed | completed on | completed at | completion date | date completed | finished
    finished on | delivered | delivered on | shipped | shipped on | actual end | actual finish | closed on | closed | resolved
    erledigt | erledigt am | fertig | fertig am | abgeschlossen am | fertiggestellt am | geliefert am | ist ende | termine le
    fini le | acheve le | livre le | fin reelle | terminado el | completado el | finalizado el | entregado el | fin real
""")
_POINTS = Field("points", "Points", "number").called("""
    points | story points | story point estimate | storypoints | sp | pts | point estimate | estimate points | estimated points
    effort points | size points | complexity points | points estimate | punkte | story punkte | schaetzpunkte | aufwandspunkte
    points d effort | points de recit | points d histoire | puntos | puntos de historia | puntos de esfuerzo
""")
_COMMITTED = Field("committed", "Committed", prose=True).called("""
    committed | commitment | commit | is committed | committed yes no | committed or stretch | commit or stretch
    commitment status | commitment type | firm | zugesagt | verbindlich | zusage | commitment zusage | engage | engagement | ferme
    comprometido | compromiso | en firme
""")
_DEPENDS_ON = Field("depends_on", "Depends on", prose=True).called("""
    predecessors | depends on | dependencies | predecessor | dependency | dependent on | depends | blocked by | is blocked by
    blockers | blocker | waits for | waiting for | waiting on | needs | requires | prerequisites | prerequisite | preceded by
    upstream | upstream dependencies | inward issue link blocks | vorgaenger | abhaengig von | abhaengigkeiten | abhaengigkeit
    haengt ab von | blockiert durch | blockiert von | voraussetzungen | voraussetzung | wartet auf | predecesseurs | predecesseur
    depend de | dependances | dependance | bloque par | prerequis | attend | predecesoras | predecesores | predecesora
    predecesor | depende de | dependencias | dependencia | bloqueado por | requisitos previos | espera a
""")
_PLANNED = ("start", "due", "done", "horizon", "points", "quarter", "committed", "launch", "reach", "impact", "confidence", "effort")
"""Fields of which a plan has two at least, or else says what depends on what."""

ROADMAP = Kind(
    "roadmap",
    "Roadmap",
    "an item of the roadmap or of a plan",
    fields=(
        _ITEM.needed(),
        _KEY,
        Field("problem", "Problem", prose=True).called("""
            problem | problem statement | customer problem | user problem | problem to solve | pain | pain point | opportunity | need
            user need | why | rationale | problemstellung | problembeschreibung | bedarf | probleme | probleme client | besoin | pourquoi
            problema | necesidad | por que
        """),
        Field("outcome", "Outcome", prose=True).called("""
            outcome | outcomes | expected outcome | desired outcome | target outcome | expected result | expected impact | result
            benefit | benefits | success metric | success criteria | definition of success | ergebnis | erwartetes ergebnis | nutzen
            wirkung | resultat | resultat attendu | benefice | resultado | resultado esperado | beneficio
        """),
        Field("goal", "Goal", prose=True).called("""
            goal | goals | objective | objectives | okr | company goal | product goal | strategic goal | linked goal | key result
            strategic theme | strategic objective | strategic pillar | north star | ziel | ziele | zielsetzung | strategisches ziel
            objectif | objectifs | but | objetivo | meta | objetivo estrategico
        """),
        _TEAM,
        Field("area", "Area", prose=True).called("""
            area | product area | component | module | workstream | work stream | stream | theme | category | domain | product
            product line | project program | program | programme | portfolio | parent | parent task | parent epic | epic link | project
            bereich | produktbereich | komponente | teilprojekt | themenfeld | produkt | domaine | composant | chantier parent | produit
            theme produit | area de producto | componente | modulo | tema | producto | programa
        """),
        Field("owner", "Owner", prose=True).called("""
            owner | assignee | assigned to | resourcing | resource | resources | resource names | responsible | responsible person | dri
            lead | item owner | task owner | product owner | product manager | pm | who | person | in charge | accountable
            verantwortlich | verantwortlicher | zustaendig | bearbeiter | besitzer | zugewiesen an | ressource | ressourcen
            ressourcennamen | responsable | proprietaire | assigne a | attribue a | charge de | noms ressources | ressources | propietario
            asignado a | encargado | recursos | nombres de los recursos
        """),
        Field("status", "Status", prose=True).called("""
            status | state | item status | task status | current status | delivery status | progress status | workflow state | stage
            phase | progress | zustand | bearbeitungsstand | fortschritt | statut | etat | avancement | etape | estado | situacion | etapa
            fase
        """),
        _HORIZON,
        _START,
        _DUE,
        _DONE,
        _POINTS,
        _DEPENDS_ON,
        Field("reach", "Reach", "number").called("""
            reach | users reached | reach per quarter | reach users | customers reached | accounts reached | audience | affected users
            impacted users | number of users affected | users affected | users per quarter | reichweite | betroffene nutzer
            erreichte nutzer | portee | utilisateurs touches | alcance | usuarios afectados | usuarios alcanzados
        """),
        Field("reach_unit", "Reach unit", prose=True).called("""
            reach unit | unit of reach | reach in | reach measured in | reach is | einheit der reichweite | unite de portee
            unidad de alcance
        """),
        Field("impact", "Impact", prose=True).called("""
            impact | impact score | rice impact | impact per user | user impact | customer impact | impact level | impact rating
            auswirkung | wirkungsgrad | einfluss | impact utilisateur | niveau d impact | impacto | nivel de impacto
        """),
        Field("confidence", "Confidence", prose=True).called("""
            confidence | confidence percent | confidence level | confidence score | rice confidence | certainty | how sure | konfidenz
            sicherheit | zuversicht | gewissheit | confiance | niveau de confiance | certitude | confianza | nivel de confianza | certeza
        """),
        Field("effort", "Effort (person-months)", prose=True).called("""
            effort | effort in person months | effort estimate | estimated effort | person months | man months | effort person months
            effort weeks | effort days | person weeks | person days | man days | rice effort | loe | level of effort | estimate | aufwand
            aufwand in personenmonaten | personenmonate | personentage | geschaetzter aufwand | effort estime | charge | charge estimee
            mois homme | jours homme | esfuerzo | esfuerzo estimado | meses persona | dias persona
        """),
        Field("value", "Business value", "number").called("""
            business value | user business value | user value | customer value | wsjf value | value | value score | bv | geschaeftswert
            kundenwert | nutzwert | valeur metier | valeur client | valor de negocio | valor para el cliente
        """),
        Field("urgency", "Time criticality", "number").called("""
            time criticality | criticality | urgency | wsjf urgency | time value | tc | zeitkritikalitaet | dringlichkeit
            criticite temporelle | urgence | criticidad temporal | urgencia
        """),
        Field("risk_reduction", "Risk reduction", "number").called("""
            risk reduction | risk reduction opportunity enablement | risk reduction or opportunity enablement | opportunity enablement
            rr oe | rroe | rr | risikominderung | risikoreduktion | reduction des risques | reduction du risque | reduccion de riesgo
            reduccion de riesgos
        """),
        Field("job_size", "Job size", "number").called("""
            job size | job duration | size | wsjf size | job size estimate | jobgroesse | umfang | taille | taille du travail | tamano
            tamano del trabajo
        """),
        Field("quarter", "Quarter", "any", as_written=True).called("""
            quarter | qtr | commitment quarter | committed quarter | committed for | delivery quarter | target quarter | planned quarter
            commitment period | planning quarter | planning period | period | pi | program increment | quartal | zielquartal
            planungsquartal | trimestre | trimestre cible | trimestre prevu | periode | trimestre objetivo | periodo
        """),
        _COMMITTED,
        Field("arr_behind", "ARR behind", "money").called("""
            arr behind | arr | arr at stake | arr requested | arr impact | arr affected | arr linked | linked arr | customer arr
            revenue behind | revenue at stake | revenue impact | revenue requested | money behind | arr usd | arr eur | betroffener umsatz
            umsatz dahinter | revenu concerne | arr concerne | ingresos afectados | arr afectado
        """),
        Field("tier", "Launch tier", prose=True).called("""
            tier | launch tier | release tier | tier of launch | launch level | launch class | launch size | launch type | gtm tier
            einfuehrungsstufe | stufe | niveau de lancement | nivel de lanzamiento
        """),
        Field("launch", "Launch date", "any", as_written=True).called("""
            launch | launch date | launch day | launches | launches on | go live | go live date | ga | ga date | general availability
            release date | released on | public launch | market launch | markteinfuehrung | veroeffentlichung | einfuehrung am | lancement
            date de lancement | mise en production | lanzamiento | fecha de lanzamiento | publicacion
        """),
        Field("note", "Note", prose=True).called("""
            note | notes | comment | comments | remark | remarks | description | details | notiz | notizen | kommentar | bemerkung
            beschreibung | commentaire | commentaires | remarque | description du projet | detail | nota | notas | comentario
            comentarios | observaciones | descripcion | detalles
        """),
    ),
    told_by=tuple(("depends_on", *(other for other in _PLANNED if other != one)) for one in _PLANNED),
    telling=("depends_on", *_PLANNED),
    area="roadmap",
    gives_way=True,
    against="""
        issue type | ticket type | work item type | bug | bug id | ticket | ticket id | ticket number | case id | case number | incident
        severity | resolution | reporter | reported by | steps to reproduce | environment | first response | first reply
        fehlertyp | vorgangstyp | schweregrad | type de ticket | gravite | rapporteur | tipo de ticket | gravedad | informador
        probability | likelihood | gate | later reports say
    """,  # those of bugs and tickets, risks, gates and commitments, whose rows have titles and days as well
)

DELIVERY = Kind(
    "delivery",
    "Delivery",
    "an item in the period that it was committed for",
    fields=(
        Field("period", "Period", "any", required=True).called("""
            period | quarter | sprint | sprint name | iteration | iteration path | pi | program increment | increment | month | release
            cycle | half | half year | planning period | delivery period | commitment period | qtr | quartal | zeitraum | monat
            zyklus | trimestre | periode | mois | cycle de livraison | periodo | mes | ciclo | iteracion
        """),
        _KEY,
        _ITEM.also_called("committed item | commitment | name | element | elemento"),
        _TEAM,
        Field("committed", "Committed", "any").called(_COMMITTED.words),
        Field("delivered", "Delivered on", "any").called(f"delivered on | delivered | {_DONE.words}"),
        _POINTS,
        Field("planned", "Planned for", "day").called(f"planned date | planned for | planned on | planned | {_DUE.words}"),
    ),
    told_by=(("item", "code"), ("committed",), ("delivered",)),
    telling=("committed", "delivered", "points", "planned"),
    telling_needed=2,
    against=f"""{_DEPENDS_ON.words}{_HORIZON.words}{_START.words}
        later reports say
    """,  # a plan, that the roadmap takes, and its list of commitments, that is for people
)

KINDS = (ROADMAP, DELIVERY)
