"""The kinds of tests: what was planned, who saw which variant, and what came out."""

from prodops_desktop.intake.kinds.model import Field, Kind
from prodops_desktop.intake.kinds.shared import ACCOUNT, SEGMENT, SURFACE, TEAM

EXPERIMENT = Field("experiment", "Experiment", prose=True).called("""
    experiment | experiment title | experiments | exp | exp name | a b test | ab test | ab test name | split test | test | tests
    test title | trial name | experiment code | exp code | experiment key | exp key | experiment id | exp id | test key | test id
    experimentname | versuch | test nom | experience | nom de l experience | experimento | prueba | nombre del experimento
""")
ARM = Field("arm", "Variant", prose=True).called("""
    variant | arm | variation | test arm | group | test group | experiment group | bucket | treatment | cell | version | branch
    variant name | assigned variant | variante | gruppe | testgruppe | auspraegung | groupe | bras | groupe de test | grupo | brazo | rama
""")

EXPERIMENTS = Kind(
    "experiments",
    "Experiments",
    "an experiment",
    fields=(
        EXPERIMENT.needed().also_called("""
            experiment name | name | test name | title | name of experiment | name of test | bezeichnung | titel | name des experiments
            nom | nom du test | titre | intitule | nombre | titulo | nombre de la prueba
        """),
        Field("code", "Key", prose=True).called("""
            key | code | experiment key | experiment code | experiment id | experiment no | experiment number | exp key | exp code
            exp id | exp no | test key | test id | test no | id | no | number | ref | reference | ticket | jira key | schluessel | kennung
            nummer | nr | cle | identifiant | numero | clave | codigo | identificador
        """),
        Field("hypothesis", "Hypothesis", prose=True).called("""
            hypothesis | hypotheses | hypothesis statement | we believe | we believe that | belief | assumption | rationale | test idea
            prediction | hypothese | annahme | vermutung | hypothese de test | supposition | hipotesis | supuesto | prediccion
        """),
        Field("goal", "Goal", prose=True).called("""
            goal | goals | objective | company goal | product goal | okr | strategic goal | outcome | north star | linked goal | ziel
            ziele | zielsetzung | but | objectif | objectifs | objetivo | meta
        """),
        SURFACE,
        Field("unit", "Unit", prose=True).called("""
            unit | randomisation unit | randomization unit | randomised by | randomized by | unit of randomisation | assignment unit
            unit of assignment | experiment unit | test unit | split by | assigned by | diversion unit | analysis unit | einheit
            zufallseinheit | aufteilung nach | unite | unite de randomisation | unidad | unidad de asignacion
        """),
        SEGMENT.as_prose(),
        Field("allocation", "Allocation", prose=True).called("""
            allocation | alloc | allocated | traffic | traffic allocation | traffic share | share of traffic | percent of traffic
            exposure | coverage | ramp | rollout | rollout percent | audience percent | zuteilung | verkehrsanteil | anteil
            trafficanteil | part du trafic | trafic | repartition | asignacion | trafico | porcentaje de trafico
        """),
        Field("start", "Start", "day").called("""
            start | start date | starts | starts on | started | started on | start day | planned start | launch date | launched
            live from | begin | begins | from | first day | beginn | startdatum | startet am | von | debut | date de debut | du
            lancement | inicio | fecha de inicio | desde
        """),
        Field("end", "End", "day").called("""
            end | end date | ends | ends on | ended | ended on | end day | planned end | finish | finishes | stop date | until | to
            live until | last day | ende | enddatum | endet am | bis | fin | date de fin | jusqu au | fecha de fin | final | hasta
        """),
        Field("primary", "Primary metric", prose=True).called("""
            primary metric | primary | primary metrics | main metric | main kpi | primary kpi | key metric | success metric
            target metric | decision metric | oec | goal metric | metric primary | primaere metrik | hauptmetrik | zielmetrik
            erfolgsmetrik | metrique principale | indicateur principal | kpi principal | metrica principal | metrica primaria
            indicador principal
        """),
        Field("baseline", "Baseline", prose=True).called("""
            baseline | baseline rate | baseline value | base rate | base | current rate | current value | control rate
            baseline conversion | baseline metric | baseline percent | status quo | ausgangswert | basiswert | basisrate | istwert
            valeur de base | taux de base | reference de base | linea base | valor base | tasa base
        """),
        Field("mde", "MDE", prose=True).called("""
            mde | minimum detectable effect | min detectable effect | least effect | smallest effect | minimum effect | target effect
            expected lift | expected uplift | target uplift | detectable effect | effect size | mde percent | mde points | mindesteffekt
            kleinster effekt | effet minimal | effet minimum detectable | emd | efecto minimo | efecto minimo detectable
        """),
        Field("experiment_status", "Status", prose=True).called("""
            status | state | experiment status | test status | stage | phase | progress | current status | stand | zustand | statut | etat
            avancement | estado | situacion
        """),
        Field("experiment_kind", "Kind", prose=True).called("""
            kind | kind of test | type of test | test type | experiment type | type of experiment | experiment kind | test kind | method
            test method | design | type | art | testart | testtyp | versuchsart | methode | type de test | type d experience
            tipo de prueba | tipo de experimento | metodo
        """),
        Field("lane", "Exclusion lane", prose=True).called("""
            exclusion lane | lane | exclusion group | mutual exclusion | mutual exclusion group | mutex group | exclusive group | layer
            namespace | exclusion layer | ausschlussgruppe | spur | ausschlussspur | groupe d exclusion | couche | couloir
            grupo de exclusion | carril | capa
        """),
        Field("parameter", "Parameter", prose=True).called("""
            parameter | parameters | feature flag | flag | flag key | feature toggle | toggle | config key | setting | switch
            remote config | schalter | einstellung | parametre | drapeau | parametro | bandera | ajuste
        """),
        TEAM,
        Field("experiment_owner", "Owner", prose=True).called("""
            owner | experiment owner | test owner | owned by | responsible | responsible person | lead | experimenter | pm
            product manager | analyst | verantwortlich | verantwortliche | zustaendig | responsable | proprietaire | pilote | propietario
            encargado
        """),
        Field("variants", "Variants", prose=True).called("""
            variants | variations | arms | test arms | groups | test groups | treatments | cells | versions | split | variant split
            varianten | variationen | gruppen | testgruppen | variantes | groupes | bras | variaciones | grupos | tratamientos
        """),
        Field("secondary", "Secondary metrics", prose=True).called("""
            secondary metrics | secondary | secondary metric | secondary kpis | supporting metrics | other metrics | additional metrics
            metrics secondary | weitere metriken | sekundaere metriken | nebenmetriken | metriques secondaires | autres metriques
            indicateurs secondaires | metricas secundarias | otras metricas
        """),
        Field("guardrails", "Guardrails", prose=True).called("""
            guardrails | guardrail | guardrail metrics | guardrail metric | guard rails | do no harm metrics | safety metrics
            counter metrics | health metrics | limits | leitplanken | schutzmetriken | grenzwerte | garde fous | garde fou
            metriques de garde | metricas de control | limites | salvaguardas | barandillas
        """),
        Field("power", "Power", prose=True).called("""
            power | statistical power | test power | power percent | desired power | one minus beta | 1 beta | teststaerke
            statistische power | trennschaerfe | puissance | puissance statistique | potencia | potencia estadistica
        """),
        Field("alpha", "Alpha", prose=True).called("""
            alpha | significance | significance level | sig level | confidence | confidence level | type i error | type 1 error
            signifikanzniveau | irrtumswahrscheinlichkeit | konfidenzniveau | seuil de signification | niveau de confiance
            nivel de significancia | nivel de confianza
        """),
        Field("icc", "ICC", prose=True).called("""
            icc | intraclass correlation | intra class correlation | intracluster correlation | cluster correlation | rho
            intraclass correlation coefficient | intraklassenkorrelation | correlation intraclasse | correlacion intraclase
        """),
        Field("step", "Funnel step", prose=True).called("""
            funnel step | step | funnel stage | step of funnel | stage of funnel | aarrr stage | journey step | customer journey step
            trichterstufe | trichterschritt | funnelstufe | etape de l entonnoir | etape du tunnel | etapa del embudo | paso del embudo
        """),
        Field("deviation", "Standard deviation", prose=True).called("""
            standard deviation | deviation | std dev | stdev | sd of metric | sd baseline | baseline sd | sigma | metric sd
            standardabweichung | streuung | ecart type | desviacion estandar | desviacion tipica
        """),
        Field("clustered", "Clustered", "boolean").called("""
            clustered | users see each other | variants visible to colleagues | network effects | spillover | interference within accounts
            cluster randomised | cluster randomized | geclustert | uebertragungseffekt | en grappes | effets de reseau | por conglomerados
            efectos de red
        """),
        Field("decision_rule", "Decision rule", prose=True).called("""
            decision rule | decision rules | decision criteria | decision criterion | success criteria | success criterion | ship if
            ship when | rule | entscheidungsregel | erfolgskriterium | erfolgskriterien | regle de decision | criteres de succes
            regla de decision | criterio de exito | criterios de exito
        """),
        Field("early_reason", "Reason for deciding early", prose=True).called("""
            reason for deciding early | decided early because | early stop reason | early reason | why early | why stopped early
            reason for early decision | stopped early because | grund fuer vorzeitiges ende | motif d arret anticipe
            motivo de decision anticipada
        """),
        Field("learning", "Learning", prose=True).called("""
            learning | learnings | what we learned | what we learnt | lesson | lessons | lessons learned | lessons learnt | insight
            insights | takeaway | takeaways | conclusion | erkenntnis | erkenntnisse | fazit | apprentissage | enseignements | aprendizaje
            aprendizajes | conclusiones
        """),
        Field("experiment_note", "Note", prose=True).called("""
            note | notes | comment | comments | remark | remarks | details | notiz | notizen | bemerkung | kommentar | remarque
            commentaire | nota | notas | comentario | observaciones
        """),
    ),
    telling=("hypothesis", "surface", "primary", "mde", "variants", "guardrails", "lane", "decision_rule", "learning"),
    telling_needed=2,
    area="experiments",
)

EXPOSURES = Kind(
    "exposures",
    "Exposures of experiments",
    "a user or an account in a variant of an experiment",
    fields=(
        EXPERIMENT.needed(),
        Field("exposed_unit", "Unit", "name", required=True).called("""
            unit | user id | userid | user | unit id | visitor id | visitor | member id | subject id | subject | anonymous id | device id
            customer id | participant | participant id | randomisation unit | randomization unit | einheit | nutzer id | nutzer | unite
            id utilisateur | utilisateur | unidad | id de usuario | usuario | account id | account
        """),
        ARM.needed(),
        ACCOUNT,
        Field("exposed_at", "When", "moment").called("""
            when | ts | timestamp | time | time stamp | exposed at | exposed on | exposure time | exposure date | exposure at
            first exposure | first exposed at | first seen | assigned at | assigned on | bucketed at | event time | date | zeitpunkt
            zeitstempel | zugewiesen am | horodatage | expose le | fecha | expuesto el | marca de tiempo
        """),
        Field("attributes", "Attributes", prose=True).called("""
            attributes | attribute | attrs | properties | props | traits | context | metadata | custom attributes | user attributes
            user properties | merkmale | eigenschaften | attribut | attributs | proprietes | caracteristiques | atributos | propiedades
        """),
    ),
    telling=("arm",),
    area="experiments",
)

EXPERIMENT_RESULTS = Kind(
    "experiment_results",
    "Results of experiments",
    "what a metric came to in a variant of an experiment",
    fields=(
        EXPERIMENT.needed(),
        ARM.needed(),
        Field("metric", "Metric", required=True, prose=True).called("""
            metric | metric name | measure | measurement | kpi | indicator | outcome metric | metrics | goal metric | event measured
            metrik | kennzahl | messgroesse | metrique | indicateur | mesure | metrica | indicador | medida
        """),
        Field("units", "Units", "integer", low=0).called("""
            units | users | n | number of users | no of users | sample | sample size | visitors | participants | subjects
            users in variant | exposed | exposed users | total users | traffic | count of users | einheiten | nutzer | stichprobe
            teilnehmer | besucher | unites | utilisateurs | effectif | echantillon | visiteurs | unidades | usuarios | muestra
            visitantes
        """),
        Field("successes", "Successes", "integer", low=0).called("""
            successes | success | conversions | converted | converted users | number of conversions | completions | completed | hits
            positives | number of successes | events | erfolge | konversionen | abschluesse | conversions totales | succes | reussites
            exitos | conversiones
        """),
        Field("mean", "Mean", "number").called("""
            mean | average | avg | mean value | average value | mean per user | average per user | value per user | mittelwert
            durchschnitt | mittel | moyenne | valeur moyenne | media | promedio | valor medio
        """),
        Field("sd", "SD", "number", low=0).called("""
            sd | std | std dev | stdev | standard deviation | st dev | deviation | sigma | s d | standardabweichung | streuung
            ecart type | desviacion estandar | desviacion tipica
        """),
        Field("accounts", "Accounts", "integer", low=0).called("""
            accounts | number of accounts | no of accounts | clusters | number of clusters | companies | customers | organisations
            organizations | konten | kunden | firmen | comptes | clients | entreprises | cuentas | clientes | empresas
        """),
        Field("read_on", "Day", "day").called("""
            day | read on | reading | reading day | date | as of | as at | result date | results as of | measured on | analysed on | until
            tag | stichtag | stand | gemessen am | datum | jour | lu le | releve du | date de lecture | dia | fecha | leido el
        """),
        Field("metric_role", "Role", prose=True).called("""
            role | metric role | role of metric | metric class | tier | importance | rolle | rolle der metrik | role de la metrique | rol
            rol de la metrica
        """),
        Field("metric_type", "Type", prose=True).called("""
            type | metric type | type of metric | kind | kind of metric | measure type | scale | art | typ | metriktyp | type de metrique
            tipo | tipo de metrica
        """),
        Field("better", "Better", prose=True).called("""
            better | better when | better is | direction | desired direction | good direction | desired change | higher is better | besser
            richtung | besser wenn | mieux | sens | sens souhaite | mejor | direccion | sentido
        """),
        Field("pre_mean", "Mean before", "number").called("""
            mean before | pre mean | mean pre | pre period mean | pre experiment mean | pre test mean | covariate mean | cuped mean
            mean before the test | average before | mittelwert davor | mittelwert vorher | moyenne avant | media antes | media previa
        """),
        Field("pre_sd", "SD before", "number", low=0).called("""
            sd before | pre sd | sd pre | pre period sd | pre experiment sd | pre test sd | covariate sd | cuped sd | pre std | std before
            standard deviation before | deviation before | standardabweichung davor | standardabweichung vorher | ecart type avant
            desviacion antes | desviacion previa
        """),
        Field("pre_correlation", "Correlation with before", "number", low=-1, high=1).called("""
            correlation with before | correlation | correlation before | pre correlation | pre post correlation | corr | pre corr
            covariate correlation | cuped correlation | correlation with pre period | correlation with covariate | korrelation
            korrelation mit davor | korrelation mit vorher | correlation avec avant | correlacion | correlacion con antes
        """),
        Field("reading_note", "Note", prose=True).called("""
            note | notes | reading note | note on the reading | comment | comments | remark | remarks | notiz | bemerkung | kommentar
            remarque | commentaire | nota | comentario | observaciones
        """),
    ),
    either=(("successes", "mean"),),
    told_by=(("units",),),
    telling=("successes", "mean", "sd"),
    area="experiments",
)

KINDS = (EXPERIMENTS, EXPOSURES, EXPERIMENT_RESULTS)
