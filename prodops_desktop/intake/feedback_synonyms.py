"""How headers name the fields of feedback, tickets, churn and research; written as in :mod:`synonyms`."""

FEEDBACK_SYNONYMS = {
    "text": """
        text | what they said | said | verbatim | verbatims | feedback | feedback text | note | notes | cs note | cs notes | note text
        comment | comments | comment text | customer comment | message | message text | message body | description
        feedback description | ticket description | case description | issue description | issue | issues | complaint
        complaint text | complaint narrative | consumer complaint narrative | request | request text | feature request | suggestion
        idea | remark | remarks | quote | review | review text | customer feedback | customer voice | voice of customer | body
        notiz | notizen | kommentar | kommentare | anmerkung | bemerkung | rueckmeldung | kundenfeedback | nachricht | beschreibung
        beschwerde | reklamation | anliegen | wunsch | wortlaut | commentaire | commentaires | remarque | remarques | retour
        retour client | avis | verbatim client | message client | reclamation | plainte | demande | ce qu ils ont dit | comentario
        comentarios | observaciones | opinion | mensaje | descripcion | queja | reclamacion | solicitud | sugerencia | lo que dijeron
        nota | notas | texto | texte
    """,
    "title": """
        subject | title | subject line | headline | heading | summary | short description | ticket subject | ticket title
        case subject | request subject | feedback title | betreff | titel | ueberschrift | zusammenfassung | kurzbeschreibung | objet
        sujet | titre | intitule | resume | asunto | titulo | encabezado | resumen
    """,
    "channel": """
        channel | submitted via | source | via | received via | came in via | came through | came from | contact channel
        ticket channel | case channel | case origin | feedback channel | feedback source | origin | medium | kanal | eingangskanal
        kontaktkanal | quelle | herkunft | eingegangen ueber | canal | canal de contact | origine | provenance | recu par | recu via
        canal de contacto | canal de entrada | origen | fuente | recibido por
    """,
    "importance": """
        importance | how important | important | weight | urgency | severity | priority | ticket priority | importance to customer
        customer importance | customer priority | level of importance | need level | wichtigkeit | wie wichtig | dringlichkeit
        prioritaet | bedeutung | importance client | urgence | priorite | gravite | importancia | urgencia | prioridad | gravedad
    """,
    "feature_asked_for": """
        product | product name | product purchased | produkt | produktname | produktbereich | produit | nom du produit | producto
        nombre del producto
    """,
    "tags": """
        tags | tag | labels | label | themes | theme | topics | topic | keywords | ticket tags | category | categories | tag names
        schlagwoerter | schlagworte | schlagwort | stichwoerter | stichworte | etiketten | themen | thema | kategorie | kategorien
        etiquettes | etiquette | mots cles | themes abordes | categorie | etiquetas | etiqueta | palabras clave | temas | categoria
    """,
    "opened": """
        opened | opened on | opened at | open date | opened date | date opened | ticket opened | case opened | created | created at
        created on | created date | creation date | creation time | date created | ticket created | case created | submitted
        submitted at | submitted on | date submitted | raised | raised on | raised at | date raised | reported on | reported at
        date reported | logged on | logged at | requested at | requested on | erstellt | erstellt am | erstelldatum | angelegt am
        eroeffnet | eroeffnet am | gemeldet am | eingegangen am | ouvert | ouvert le | date d ouverture | cree | cree le
        date de creation | signale le | soumis le | abierto | abierto el | fecha de apertura | creado | creado el | fecha de creacion
        enviado el
    """,
    "first_reply": """
        first reply on | first reply | first reply at | first replied | first replied at | first response | first response at
        first response on | first response date | first response time | first responded at | first answered | first answered at
        first answer | answered first on | initial response | initial response at | erste antwort | erste antwort am
        erstantwort | erstreaktion | premiere reponse | premiere reponse le | primera respuesta | primera respuesta el
    """,
    "csat": """
        csat | csat score | csat rating | satisfaction | satisfaction score | satisfaction rating | customer satisfaction
        customer satisfaction score | customer satisfaction rating | ticket satisfaction | ticket satisfaction rating
        satisfaction response | zufriedenheit | kundenzufriedenheit | zufriedenheitswert | satisfaction client
        note de satisfaction | satisfaccion | satisfaccion del cliente | puntuacion de satisfaccion
    """,
    "priority": """
        priority | prio | ticket priority | case priority | request priority | priority level | urgency | severity | sev
        prioritaet | dringlichkeit | schweregrad | priorite | urgence | gravite | niveau de priorite | prioridad | urgencia
        gravedad | nivel de prioridad
    """,
    "status": """
        status | state | ticket status | ticket state | case status | request status | current status | conversation state
        bearbeitungsstand | ticketstatus | zustand | statut | etat | statut du ticket | estado | estado del ticket | situacion
    """,
    "ticket_type": """
        type | ticket type | type of ticket | case type | request type | type of request | kind | tickettyp | anfrageart | art | typ
        type de ticket | type de demande | tipo | tipo de ticket | tipo de solicitud
    """,
    "state": """
        state | item state | inbox state | triage state | feedback state | zustand | etat | estado
    """,
    "note": """
        note | our note | internal note | triage note | note on the item | eigene notiz | note interne | nota interna
    """,
    "reason": """
        reason | reason code | churn reason | reason for churn | churn reason code | cancellation reason | reason for cancellation
        cancel reason | cancelation reason | reason for leaving | leaving reason | why they left | why churned | why they churned
        downgrade reason | contraction reason | primary reason | main reason | reason given | kuendigungsgrund
        grund der kuendigung | abwanderungsgrund | grund | motif | motif de resiliation | raison | raison du depart | motif du depart
        motivo | motivo de baja | motivo de cancelacion | razon | razon de baja
    """,
    "voluntary": """
        voluntary | voluntary churn | is voluntary | voluntary or not | churned voluntarily | left by choice | by choice
        own decision | own choice | freiwillig | freiwillige kuendigung | volontaire | depart volontaire | resiliation volontaire
        voluntario | voluntaria | baja voluntaria
    """,
    "method": """
        research method | method of research | study type | type of study | session type | type of session | research type
        kind of study | kind of research | research technique | technique | methodik | forschungsmethode | studienart | methode
        methode de recherche | type d etude | type de session | metodo | metodo de investigacion | tipo de estudio | tipo de sesion
    """,
    "finding": """
        finding | findings | key finding | key findings | research finding | insight | insights | key insight | observation
        observations | takeaway | takeaways | key takeaway | learning | learnings | what we learned | what we heard
        what we found | nugget | erkenntnis | erkenntnisse | beobachtung | beobachtungen | befund | constat | constats
        enseignement | enseignements | apprentissage | hallazgo | hallazgos | observacion | aprendizaje | aprendizajes
    """,
}

_WHO_ASKS = """
    who | requester | contact | contact person | contact name | customer name | customer full name | who said it | who asked
    requester name | requested by | customer contact | caller | consumer name | submitter | submitter name
    submitted by | said by | asked by | sender | requester email | user | user name | user email | customer email | melder
    gemeldet von | ansprechpartner | kontakt | kontaktperson | wer | demandeur | contact client | interlocuteur | qui | signale par
    solicitante | contacto | persona de contacto | quien | cliente final
"""

SYNONYMS_OF_KIND = {
    "feedback": {
        "code": "id | feedback id | feedback no | feedback number | item id",
        "when": """
            when | date | day | date received | received | received on | received at | said on | feedback date | date of feedback
            note date | call date | meeting date | contact date | complaint date | comment date | created | created at | created on
            date created | submitted | submitted at | submitted on | timestamp | time | logged on | datum | zeitpunkt | tag
            eingegangen am | erhalten am | erstellt am | date de reception | recu le | cree le | jour | fecha | recibido el
            fecha de recepcion | creado el | dia
        """,
        "person": _WHO_ASKS,
    },
    "tickets": {
        "reference": """
            id | ticket | ticket id | ticket no | ticket number | ticket nr | ticket reference | ticket ref | case | case id | case no
            case number | request id | request number | conversation id | incident | incident id | incident number | ref
            ticketnummer | vorgangsnummer | fallnummer | numero de ticket | numero du ticket | n de ticket | identifiant
            numero de caso | id de ticket | identificador
        """,
        "text": """
            description | ticket description | case description | request description | text | body | message | message body | details
            first message | first comment | comment | comments | problem | what happened | beschreibung | nachricht | anliegen
            problembeschreibung | description du probleme | description de la demande | message client | descripcion | mensaje
            descripcion del problema | detalles
        """,
        "person": f"{_WHO_ASKS} | reporter | reported by | raised by | opened by | end user | creator",
        "closed": """
            closed | closed on | closed at | closed date | date closed | close date | solved | solved at | solved on | date solved
            resolved | resolved at | resolved on | date resolved | resolution date | completed at | geschlossen am | geloest am
            erledigt am | abgeschlossen am | ferme le | resolu le | clos le | date de resolution | cerrado el | resuelto el
            fecha de cierre | fecha de resolucion
        """,
    },
    "churn": {
        "when": """
            when | churn date | churned | churned on | churned at | date of churn | churn day | churn month | cancelled on
            canceled on | cancelled at | canceled at | cancellation date | cancelation date | date cancelled | date canceled
            cancelled | lost on | date lost | loss date | left on | leaving date | effective date | effective on | end date
            contraction date | downgrade date | downgraded on | date | kuendigungsdatum | gekuendigt am | abgang am | verloren am | datum
            date de resiliation | resilie le | date de depart | perdu le | fecha de baja | cancelado el | fecha de cancelacion
            perdido el | fecha
        """,
        "amount": """
            amount | amount lost | lost amount | arr lost | lost arr | churned arr | arr churned | arr | mrr lost | lost mrr
            churned mrr | mrr churned | mrr | lost revenue | revenue lost | churned revenue | churn amount | value lost | lost value
            contraction | contraction amount | arr impact | betrag | verlorener umsatz | verlorener arr | umsatzverlust | montant
            montant perdu | revenu perdu | importe | importe perdido | ingresos perdidos
        """,
    },
    "research": {
        "when": """
            when | date | day | session date | date of session | interview date | date of interview | study date | research date
            test date | observed on | conducted on | held on | datum | tag | sitzungsdatum | interviewdatum | termin
            date de session | date de l entretien | jour | fecha | fecha de la sesion | fecha de la entrevista | dia
        """,
        "person": """
            participant | participant name | participants | interviewee | interviewed | interviewed person | tester | test person
            test participant | research participant | subject name | panelist | teilnehmer | teilnehmerin | teilnehmende | proband
            probandin | befragte person | testperson | participante | personne interrogee | personne interviewee | testeur
            entrevistado | entrevistada | persona entrevistada | sujeto
        """,
    },
}
"""How headers of one kind name a field that other kinds call otherwise; these names stand instead of those of :mod:`synonyms`."""
