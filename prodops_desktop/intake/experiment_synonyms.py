"""How headers name the fields of users, dated events, experiments, their results and their exposures; written as in :mod:`synonyms`."""

EXPERIMENT_SYNONYMS = {
    "role": """
        role | user role | job role | job title | role name | function role | permission | permission level | access level | user type
        rolle | funktion | nutzerrolle | fonction du compte | role utilisateur | rol | rol de usuario | cargo
    """,
    "persona": """
        persona | user persona | personas | profile type | archetype | user segment | job to be done | nutzertyp | nutzerprofil
        profil | profil utilisateur | perfil | perfil de usuario | tipo de usuario
    """,
    "signed_up": """
        signed up on | signed up | signed up at | sign up | sign up date | signup | signup date | signup at | registered | registered on
        registered at | registration date | user since | first seen | first seen on | first login | activated on | registriert
        registriert am | angemeldet am | nutzer seit | inscrit le | date d inscription | registrado el | fecha de registro | alta
    """,
    "last_seen": """
        last seen on | last seen | last seen at | last active | last active on | last activity | last activity on | last login
        last log in | last logged in | last sign in | last access | last used | last visit | seen on | zuletzt gesehen
        zuletzt gesehen am | zuletzt aktiv | zuletzt aktiv am | letzter login | letzte anmeldung | letzte aktivitaet | vu le
        derniere activite | derniere connexion | visto el | ultima actividad | ultimo acceso
    """,
    "what": """
        what | event | event name | what happens | company event | calendar entry | calendar event | occasion | milestone | happening
        was | ereignis | termin | anlass | vorhaben | quoi | evenement | nom de l evenement | jalon | que | evento
        nombre del evento | acontecimiento | hito
    """,
    "from": """
        from | from date | from day | start | start date | starts | starts on | begin | begins | begins on | first day | date | day | on
        von | ab | beginn | beginnt am | erster tag | datum | du | debut | date de debut | a partir du | premier jour | desde | inicio
        fecha de inicio | primer dia | fecha
    """,
    "to": """
        to | to date | to day | until | till | through | end | end date | ends | ends on | last day | finish | bis | ende | endet am
        letzter tag | au | jusqu au | fin | date de fin | dernier jour | hasta | fecha de fin | ultimo dia | final
    """,
    "event_type": """
        type | event type | type of event | kind | kind of event | event kind | category | event category | class | art | typ
        ereignisart | kategorie | type d evenement | categorie | tipo | tipo de evento | categoria
    """,
    "surface": """
        surface | surfaces | product surface | surface area | product area | feature area | area of product | screen | page | flow
        placement | touchpoint | oberflaeche | bereich | produktbereich | seite | bildschirm | surface produit | ecran | parcours
        emplacement | superficie | pantalla | pagina | area de producto
    """,
    "event_owner": """
        owner | event owner | responsible | responsible person | organiser | organizer | contact | lead | team | by | verantwortlich
        verantwortliche | zustaendig | responsable | proprietaire | organisateur | propietario | organizador
    """,
    "event_note": """
        note | notes | comment | comments | remark | remarks | details | description | notiz | bemerkung | kommentar | remarque
        commentaire | detail | nota | notas | comentario | detalles
    """,
    "experiment": """
        experiment | experiment title | experiments | exp | exp name | a b test | ab test | ab test name | split test | test | tests
        test title | trial name | experiment code | exp code | experiment key | exp key | experiment id | exp id | test key | test id
        experimentname | versuch | test nom | experience | nom de l experience | experimento | prueba | nombre del experimento
    """,
    "experiment_name": """
        experiment name | name | test name | title | name of experiment | name of test | bezeichnung | titel | name des experiments
        nom | nom du test | titre | intitule | nombre | titulo | nombre de la prueba
    """,
    "code": """
        key | code | experiment key | experiment code | experiment id | experiment no | experiment number | exp key | exp code | exp id
        exp no | test key | test id | test no | id | no | number | ref | reference | ticket | jira key | schluessel | kennung
        nummer | nr | cle | identifiant | numero | clave | codigo | identificador
    """,
    "hypothesis": """
        hypothesis | hypotheses | hypothesis statement | we believe | we believe that | belief | assumption | rationale | test idea
        prediction | hypothese | annahme | vermutung | hypothese de test | supposition | hipotesis | supuesto | prediccion
    """,
    "goal": """
        goal | goals | objective | company goal | product goal | okr | strategic goal | outcome | north star | linked goal | ziel | ziele
        zielsetzung | but | objectif | objectifs | objetivo | meta
    """,
    "unit": """
        unit | randomisation unit | randomization unit | randomised by | randomized by | unit of randomisation | assignment unit
        unit of assignment | experiment unit | test unit | split by | assigned by | diversion unit | analysis unit | einheit
        zufallseinheit | aufteilung nach | unite | unite de randomisation | unidad | unidad de asignacion
    """,
    "allocation": """
        allocation | alloc | allocated | traffic | traffic allocation | traffic share | share of traffic | percent of traffic | exposure
        coverage | ramp | rollout | rollout percent | audience percent | zuteilung | verkehrsanteil | anteil | trafficanteil
        part du trafic | trafic | repartition | asignacion | trafico | porcentaje de trafico
    """,
    "start": """
        start | start date | starts | starts on | started | started on | start day | planned start | launch date | launched | live from
        begin | begins | from | first day | beginn | startdatum | startet am | von | debut | date de debut | du | lancement | inicio
        fecha de inicio | desde
    """,
    "end": """
        end | end date | ends | ends on | ended | ended on | end day | planned end | finish | finishes | stop date | until | to | live until
        last day | ende | enddatum | endet am | bis | fin | date de fin | jusqu au | fecha de fin | final | hasta
    """,
    "primary": """
        primary metric | primary | primary metrics | main metric | main kpi | primary kpi | key metric | success metric | target metric
        decision metric | oec | goal metric | metric primary | primaere metrik | hauptmetrik | zielmetrik | erfolgsmetrik
        metrique principale | indicateur principal | kpi principal | metrica principal | metrica primaria | indicador principal
    """,
    "baseline": """
        baseline | baseline rate | baseline value | base rate | base | current rate | current value | control rate | baseline conversion
        baseline metric | baseline percent | status quo | ausgangswert | basiswert | basisrate | istwert | valeur de base
        taux de base | reference de base | linea base | valor base | tasa base
    """,
    "mde": """
        mde | minimum detectable effect | min detectable effect | least effect | smallest effect | minimum effect | target effect
        expected lift | expected uplift | target uplift | detectable effect | effect size | mde percent | mde points | mindesteffekt
        kleinster effekt | effet minimal | effet minimum detectable | emd | efecto minimo | efecto minimo detectable
    """,
    "experiment_status": """
        status | state | experiment status | test status | stage | phase | progress | current status | stand | zustand | statut | etat
        avancement | estado | situacion
    """,
    "experiment_kind": """
        kind | kind of test | type of test | test type | experiment type | type of experiment | experiment kind | test kind | method
        test method | design | type | art | testart | testtyp | versuchsart | methode | type de test | type d experience
        tipo de prueba | tipo de experimento | metodo
    """,
    "lane": """
        exclusion lane | lane | exclusion group | mutual exclusion | mutual exclusion group | mutex group | exclusive group
        layer | namespace | exclusion layer | ausschlussgruppe | spur | ausschlussspur | groupe d exclusion | couche | couloir
        grupo de exclusion | carril | capa
    """,
    "parameter": """
        parameter | parameters | feature flag | flag | flag key | feature toggle | toggle | config key | setting | switch | remote config
        schalter | einstellung | parametre | drapeau | parametro | bandera | ajuste
    """,
    "experiment_owner": """
        owner | experiment owner | test owner | owned by | responsible | responsible person | lead | experimenter | pm | product manager
        analyst | verantwortlich | verantwortliche | zustaendig | responsable | proprietaire | pilote | propietario | encargado
    """,
    "variants": """
        variants | variations | arms | test arms | groups | test groups | treatments | cells | versions | split | variant split
        varianten | variationen | gruppen | testgruppen | variantes | groupes | bras | variaciones | grupos | tratamientos
    """,
    "secondary": """
        secondary metrics | secondary | secondary metric | secondary kpis | supporting metrics | other metrics | additional metrics
        metrics secondary | weitere metriken | sekundaere metriken | nebenmetriken | metriques secondaires | autres metriques
        indicateurs secondaires | metricas secundarias | otras metricas
    """,
    "guardrails": """
        guardrails | guardrail | guardrail metrics | guardrail metric | guard rails | do no harm metrics | safety metrics | counter metrics
        health metrics | limits | leitplanken | schutzmetriken | grenzwerte | garde fous | garde fou | metriques de garde
        metricas de control | limites | salvaguardas | barandillas
    """,
    "power": """
        power | statistical power | test power | power percent | desired power | one minus beta | 1 beta | teststaerke
        statistische power | trennschaerfe | puissance | puissance statistique | potencia | potencia estadistica
    """,
    "alpha": """
        alpha | significance | significance level | sig level | confidence | confidence level | type i error | type 1 error
        signifikanzniveau | irrtumswahrscheinlichkeit | konfidenzniveau | seuil de signification | niveau de confiance
        nivel de significancia | nivel de confianza
    """,
    "icc": """
        icc | intraclass correlation | intra class correlation | intracluster correlation | cluster correlation | rho
        intraclass correlation coefficient | intraklassenkorrelation | correlation intraclasse | correlacion intraclase
    """,
    "step": """
        funnel step | step | funnel stage | step of funnel | stage of funnel | aarrr stage | journey step | customer journey step
        trichterstufe | trichterschritt | funnelstufe | etape de l entonnoir | etape du tunnel | etapa del embudo | paso del embudo
    """,
    "deviation": """
        standard deviation | deviation | std dev | stdev | sd of metric | sd baseline | baseline sd | sigma | metric sd
        standardabweichung | streuung | ecart type | desviacion estandar | desviacion tipica
    """,
    "clustered": """
        clustered | users see each other | variants visible to colleagues | network effects | spillover | interference within accounts
        cluster randomised | cluster randomized | geclustert | uebertragungseffekt | en grappes | effets de reseau
        por conglomerados | efectos de red
    """,
    "decision_rule": """
        decision rule | decision rules | decision criteria | decision criterion | success criteria | success criterion | ship if
        ship when | rule | entscheidungsregel | erfolgskriterium | erfolgskriterien | regle de decision | criteres de succes
        regla de decision | criterio de exito | criterios de exito
    """,
    "early_reason": """
        reason for deciding early | decided early because | early stop reason | early reason | why early | why stopped early
        reason for early decision | stopped early because | grund fuer vorzeitiges ende | motif d arret anticipe
        motivo de decision anticipada
    """,
    "learning": """
        learning | learnings | what we learned | what we learnt | lesson | lessons | lessons learned | lessons learnt | insight | insights
        takeaway | takeaways | conclusion | erkenntnis | erkenntnisse | fazit | apprentissage | enseignements | aprendizaje
        aprendizajes | conclusiones
    """,
    "experiment_note": """
        note | notes | comment | comments | remark | remarks | details | notiz | notizen | bemerkung | kommentar | remarque
        commentaire | nota | notas | comentario | observaciones
    """,
    "arm": """
        variant | arm | variation | test arm | group | test group | experiment group | bucket | treatment | cell | version | branch
        variant name | assigned variant | variante | gruppe | testgruppe | auspraegung | groupe | bras | groupe de test | grupo
        brazo | rama
    """,
    "metric": """
        metric | metric name | measure | measurement | kpi | indicator | outcome metric | metrics | goal metric | event measured
        metrik | kennzahl | messgroesse | metrique | indicateur | mesure | metrica | indicador | medida
    """,
    "units": """
        units | users | n | number of users | no of users | sample | sample size | visitors | participants | subjects | users in variant
        exposed | exposed users | total users | traffic | count of users | einheiten | nutzer | stichprobe | teilnehmer | besucher
        unites | utilisateurs | effectif | echantillon | visiteurs | unidades | usuarios | muestra | visitantes
    """,
    "successes": """
        successes | success | conversions | converted | converted users | number of conversions | completions | completed | hits
        positives | number of successes | events | erfolge | konversionen | abschluesse | conversions totales | succes | reussites
        exitos | conversiones
    """,
    "mean": """
        mean | average | avg | mean value | average value | mean per user | average per user | value per user | mittelwert
        durchschnitt | mittel | moyenne | valeur moyenne | media | promedio | valor medio
    """,
    "sd": """
        sd | std | std dev | stdev | standard deviation | st dev | deviation | sigma | s d | standardabweichung | streuung | ecart type
        desviacion estandar | desviacion tipica
    """,
    "pre_mean": """
        mean before | pre mean | mean pre | pre period mean | pre experiment mean | pre test mean | covariate mean | cuped mean
        mean before the test | average before | mittelwert davor | mittelwert vorher | moyenne avant | media antes | media previa
    """,
    "pre_sd": """
        sd before | pre sd | sd pre | pre period sd | pre experiment sd | pre test sd | covariate sd | cuped sd | pre std | std before
        standard deviation before | deviation before | standardabweichung davor | standardabweichung vorher | ecart type avant
        desviacion antes | desviacion previa
    """,
    "pre_correlation": """
        correlation with before | correlation | correlation before | pre correlation | pre post correlation | corr | pre corr
        covariate correlation | cuped correlation | correlation with pre period | correlation with covariate | korrelation
        korrelation mit davor | korrelation mit vorher | correlation avec avant | correlacion | correlacion con antes
    """,
    "accounts": """
        accounts | number of accounts | no of accounts | clusters | number of clusters | companies | customers | organisations
        organizations | konten | kunden | firmen | comptes | clients | entreprises | cuentas | clientes | empresas
    """,
    "read_on": """
        day | read on | reading | reading day | date | as of | as at | result date | results as of | measured on | analysed on | until
        tag | stichtag | stand | gemessen am | datum | jour | lu le | releve du | date de lecture | dia | fecha | leido el
    """,
    "reading_note": """
        note | notes | reading note | note on the reading | comment | comments | remark | remarks | notiz | bemerkung | kommentar
        remarque | commentaire | nota | comentario | observaciones
    """,
    "metric_role": """
        role | metric role | role of metric | metric class | tier | importance | rolle | rolle der metrik | role de la metrique
        rol | rol de la metrica
    """,
    "metric_type": """
        type | metric type | type of metric | kind | kind of metric | measure type | scale | art | typ | metriktyp | type de metrique
        tipo | tipo de metrica
    """,
    "better": """
        better | better when | better is | direction | desired direction | good direction | desired change | higher is better
        besser | richtung | besser wenn | mieux | sens | sens souhaite | mejor | direccion | sentido
    """,
    "exposed_unit": """
        unit | user id | userid | user | unit id | visitor id | visitor | member id | subject id | subject | anonymous id | device id
        customer id | participant | participant id | randomisation unit | randomization unit | einheit | nutzer id | nutzer | unite
        id utilisateur | utilisateur | unidad | id de usuario | usuario | account id | account
    """,
    "exposed_at": """
        when | ts | timestamp | time | time stamp | exposed at | exposed on | exposure time | exposure date | exposure at
        first exposure | first exposed at | first seen | assigned at | assigned on | bucketed at | event time | date | zeitpunkt
        zeitstempel | zugewiesen am | horodatage | expose le | fecha | expuesto el | marca de tiempo
    """,
}
