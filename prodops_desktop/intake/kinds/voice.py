"""The kinds that hold what people say: answers to surveys, feedback, tickets and research."""

from prodops_desktop.intake.kinds.model import Field, Kind
from prodops_desktop.intake.kinds.shared import ACCOUNT, CLOSED, FEATURE, OPENED, SEGMENT, TITLE, USER

FEATURE_ASKED_FOR = FEATURE.also_called("""
    product | product name | product purchased | produkt | produktname | produktbereich | produit | nom du produit | producto
    nombre del producto
""")
WHO = Field("person", "Person", prose=True).called("""
    who | requester | contact | contact person | contact name | customer name | customer full name | who said it | who asked
    requester name | requested by | customer contact | caller | consumer name | submitter | submitter name | submitted by
    said by | asked by | sender | requester email | user | user name | user email | customer email | melder | gemeldet von
    ansprechpartner | kontakt | kontaktperson | wer | demandeur | contact client | interlocuteur | qui | signale par | solicitante
    contacto | persona de contacto | quien | cliente final
""")
CHANNEL = Field("channel", "Channel", prose=True).called("""
    channel | submitted via | source | via | received via | came in via | came through | came from | contact channel | ticket channel
    case channel | case origin | feedback channel | feedback source | origin | medium | kanal | eingangskanal | kontaktkanal | quelle
    herkunft | eingegangen ueber | canal | canal de contact | origine | provenance | recu par | recu via | canal de contacto
    canal de entrada | origen | fuente | recibido por
""")
TAGS = Field("tags", "Tags", prose=True).called("""
    tags | tag | labels | label | themes | theme | topics | topic | keywords | ticket tags | category | categories | tag names
    schlagwoerter | schlagworte | schlagwort | stichwoerter | stichworte | etiketten | themen | thema | kategorie | kategorien
    etiquettes | etiquette | mots cles | themes abordes | categorie | etiquetas | etiqueta | palabras clave | temas | categoria
""")

NPS = Kind(
    "nps",
    "NPS responses",
    "a response to an NPS survey",
    fields=(
        Field("score", "Score", "number", required=True, low=0, high=10, above=5).called("""
            score | nps | nps score | nps rating | rating | survey score | response score | likelihood to recommend | how likely
            how likely are you to recommend us | how likely are you to recommend us to a friend or colleague
            how likely is it that you would recommend us to a friend or colleague | recommend | recommendation
            recommendation score | ltr | answer | grade | bewertung | punktzahl | weiterempfehlung | note | note nps | recommandation
            puntuacion | puntuacion nps | nota | recomendacion
        """),
        Field("when", "When", "day", required=True).called("""
            when | date | response date | responded | responded at | responded on | answered on | answered at | submitted | submitted at
            submitted on | survey date | created | created at | timestamp | time | date of response | completed at | received | datum
            submit date | submitted date | submission date | recorded date | end date
            antwortdatum | zeitpunkt | date de reponse | repondu le | fecha | fecha de respuesta
        """),
        ACCOUNT,
        USER,
        Field("comment", "Comment").called("""
            comment | comments | feedback | verbatim | reason | why | text | free text | open text | remark | remarks | notes
            response text | comment text | reason for score | what is the main reason for your score
            what is the primary reason for your score | what is the most important reason for your score
            kommentar | bemerkung | rueckmeldung | begruendung | commentaire | remarque | motif | comentario | comentarios | observaciones
        """),
        SEGMENT,
    ),
    telling=("account", "user", "comment", "segment"),
    named="nps | net promoter | recommend | recommendation | how likely | survey | weiterempfehlung | recommandation | recomendacion",
)

FEEDBACK = Kind(
    "feedback",
    "Feedback",
    "what somebody said",
    fields=(
        Field("text", "Text", required=True, prose=True).called("""
            text | what they said | said | verbatim | verbatims | feedback | feedback text | note | notes | cs note | cs notes | note text
            comment | comments | comment text | customer comment | message | message text | message body | description
            feedback description | ticket description | case description | issue description | issue | issues | complaint | complaint text
            complaint narrative | consumer complaint narrative | request | request text | feature request | suggestion | idea | remark
            remarks | quote | review | review text | customer feedback | customer voice | voice of customer | body | notiz | notizen
            kommentar | kommentare | anmerkung | bemerkung | rueckmeldung | kundenfeedback | nachricht | beschreibung | beschwerde
            reklamation | anliegen | wunsch | wortlaut | commentaire | commentaires | remarque | remarques | retour | retour client | avis
            verbatim client | message client | reclamation | plainte | demande | ce qu ils ont dit | comentario | comentarios
            observaciones | opinion | mensaje | descripcion | queja | reclamacion | solicitud | sugerencia | lo que dijeron | nota | notas
            texto | texte
        """),
        Field("code", "Id", prose=True).called("""
            id | feedback id | feedback no | feedback number | item id
        """),
        TITLE,
        Field("when", "When", "day").called("""
            when | date | day | date received | received | received on | received at | said on | feedback date | date of feedback
            note date | call date | meeting date | contact date | complaint date | comment date | created | created at | created on
            date created | submitted | submitted at | submitted on | timestamp | time | logged on | datum | zeitpunkt | tag
            eingegangen am | erhalten am | erstellt am | date de reception | recu le | cree le | jour | fecha | recibido el
            fecha de recepcion | creado el | dia
        """),
        ACCOUNT,
        WHO,
        CHANNEL,
        Field("importance", "Importance", "any").called("""
            importance | how important | important | weight | urgency | severity | priority | ticket priority | importance to customer
            customer importance | customer priority | level of importance | need level | wichtigkeit | wie wichtig | dringlichkeit
            prioritaet | bedeutung | importance client | urgence | priorite | gravite | importancia | urgencia | prioridad | gravedad
        """),
        TAGS,
        FEATURE_ASKED_FOR,
        Field("state", "State", prose=True).called("""
            state | item state | inbox state | triage state | feedback state | zustand | etat | estado
        """),
        Field("note", "Note", prose=True).called("""
            note | our note | internal note | triage note | note on the item | eigene notiz | note interne | nota interna
        """),
    ),
    told_by=(("account", "person", "channel"), ("person", "channel", "importance"), ("when", "channel", "importance")),
    telling=("text",),
    area="feedback",
    gives_way=True,
)

TICKETS = Kind(
    "tickets",
    "Tickets",
    "a support ticket",
    fields=(
        OPENED.needed(),
        Field("reference", "Ticket", prose=True).called("""
            id | ticket | ticket id | ticket no | ticket number | ticket nr | ticket reference | ticket ref | case | case id | case no
            case number | request id | request number | conversation id | incident | incident id | incident number | ref | ticketnummer
            vorgangsnummer | fallnummer | numero de ticket | numero du ticket | n de ticket | identifiant | numero de caso | id de ticket
            identificador
        """),
        ACCOUNT,
        TITLE,
        Field("text", "Text", prose=True).called("""
            description | ticket description | case description | request description | text | body | message | message body | details
            first message | first comment | comment | comments | problem | what happened | beschreibung | nachricht | anliegen
            problembeschreibung | description du probleme | description de la demande | message client | descripcion | mensaje
            descripcion del problema | detalles
        """),
        Field("priority", "Priority", prose=True).called("""
            priority | prio | ticket priority | case priority | request priority | priority level | urgency | severity | sev | prioritaet
            dringlichkeit | schweregrad | priorite | urgence | gravite | niveau de priorite | prioridad | urgencia | gravedad
            nivel de prioridad
        """),
        Field("status", "Status", prose=True).called("""
            status | state | ticket status | ticket state | case status | request status | current status | conversation state
            bearbeitungsstand | ticketstatus | zustand | statut | etat | statut du ticket | estado | estado del ticket | situacion
        """),
        CLOSED,
        Field("first_reply", "First reply on", "day").called("""
            first reply on | first reply | first reply at | first replied | first replied at | first response | first response at
            first response on | first response date | first response time | first responded at | first answered | first answered at
            first answer | answered first on | initial response | initial response at | erste antwort | erste antwort am | erstantwort
            erstreaktion | premiere reponse | premiere reponse le | primera respuesta | primera respuesta el
        """),
        FEATURE_ASKED_FOR,
        Field("csat", "CSAT", "any").called("""
            csat | csat score | csat rating | satisfaction | satisfaction score | satisfaction rating | customer satisfaction
            customer satisfaction score | customer satisfaction rating | ticket satisfaction | ticket satisfaction rating
            satisfaction response | zufriedenheit | kundenzufriedenheit | zufriedenheitswert | satisfaction client | note de satisfaction
            satisfaccion | satisfaccion del cliente | puntuacion de satisfaccion
        """),
        WHO.also_called("reporter | reported by | raised by | opened by | end user | creator"),
        Field("ticket_type", "Type", prose=True).called("""
            type | ticket type | type of ticket | case type | request type | type of request | kind | tickettyp | anfrageart | art | typ
            type de ticket | type de demande | tipo | tipo de ticket | tipo de solicitud
        """),
        TAGS,
        CHANNEL,
    ),
    told_by=(("priority", "closed", "first_reply", "csat"), ("title", "text", "priority", "first_reply", "csat")),
    telling=("account", "person", "first_reply", "csat"),
    telling_needed=2,
    named="ticket | tickets | ticket id | case number | case id | cases | support",
    against="""
        bug id | bug | defect id | defect | affects version | affects versions | affects version s | found in version | detected in version
        fehler id | betroffene version | id anomalie | version affectee | id de error | version afectada
    """,  # a bug that a customer reported has an account and a person as well
)

RESEARCH = Kind(
    "research",
    "Research",
    "a session or a finding",
    fields=(
        Field("when", "When", "day", required=True).called("""
            when | date | day | session date | date of session | interview date | date of interview | study date | research date
            test date | observed on | conducted on | held on | datum | tag | sitzungsdatum | interviewdatum | termin | date de session
            date de l entretien | jour | fecha | fecha de la sesion | fecha de la entrevista | dia
        """),
        Field("method", "Method", prose=True).called("""
            research method | method of research | study type | type of study | session type | type of session | research type
            kind of study | kind of research | research technique | technique | methodik | forschungsmethode | studienart | methode
            methode de recherche | type d etude | type de session | metodo | metodo de investigacion | tipo de estudio | tipo de sesion
        """),
        Field("person", "Person", prose=True).called("""
            participant | participant name | participants | interviewee | interviewed | interviewed person | tester | test person
            test participant | research participant | subject name | panelist | teilnehmer | teilnehmerin | teilnehmende | proband
            probandin | befragte person | testperson | participante | personne interrogee | personne interviewee | testeur | entrevistado
            entrevistada | persona entrevistada | sujeto
        """),
        ACCOUNT,
        Field("finding", "Finding", prose=True).called("""
            finding | findings | key finding | key findings | research finding | insight | insights | key insight | observation
            observations | takeaway | takeaways | key takeaway | learning | learnings | what we learned | what we heard | what we found
            nugget | erkenntnis | erkenntnisse | beobachtung | beobachtungen | befund | constat | constats | enseignement | enseignements
            apprentissage | hallazgo | hallazgos | observacion | aprendizaje | aprendizajes
        """),
        FEATURE_ASKED_FOR,
    ),
    telling=("method", "person", "finding"),
    telling_needed=2,
    area="feedback",
)

KINDS = (NPS, FEEDBACK, TICKETS, RESEARCH)
