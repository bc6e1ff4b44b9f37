"""The dated events of a company, which get in the way of tests and show in figures."""

from prodops_desktop.intake.kinds.model import Field, Kind
from prodops_desktop.intake.kinds.shared import REGION, SEGMENT, SURFACE

EVENTS = Kind(
    "events",
    "Events",
    "a dated event of the company",
    fields=(
        Field("what", "What", required=True, prose=True).called("""
            what | event | event name | what happens | company event | calendar entry | calendar event | occasion | milestone | happening
            was | ereignis | termin | anlass | vorhaben | quoi | evenement | nom de l evenement | jalon | que | evento | nombre del evento
            acontecimiento | hito
        """),
        Field("from", "From", "day", required=True).called("""
            from | from date | from day | start | start date | starts | starts on | begin | begins | begins on | first day | date | day
            on | von | ab | beginn | beginnt am | erster tag | datum | du | debut | date de debut | a partir du | premier jour | desde
            inicio | fecha de inicio | primer dia | fecha
        """),
        Field("to", "To", "day").called("""
            to | to date | to day | until | till | through | end | end date | ends | ends on | last day | finish | bis | ende | endet am
            letzter tag | au | jusqu au | fin | date de fin | dernier jour | hasta | fecha de fin | ultimo dia | final
        """),
        Field("event_type", "Type", prose=True).called("""
            type | event type | type of event | kind | kind of event | event kind | category | event category | class | art | typ
            ereignisart | kategorie | type d evenement | categorie | tipo | tipo de evento | categoria
        """),
        REGION.as_prose(),
        SEGMENT.as_prose(),
        SURFACE,
        Field("event_owner", "Owner", prose=True).called("""
            owner | event owner | responsible | responsible person | organiser | organizer | contact | lead | team | by | verantwortlich
            verantwortliche | zustaendig | responsable | proprietaire | organisateur | propietario | organizador
        """),
        Field("event_note", "Note", prose=True).called("""
            note | notes | comment | comments | remark | remarks | details | description | notiz | bemerkung | kommentar | remarque
            commentaire | detail | nota | notas | comentario | detalles
        """),
    ),
    telling=("event_type", "to", "surface"),
    telling_needed=2,
    area="experiments",
)

KINDS = (EVENTS,)
