"""The kinds of colleagues, and of what they have learned."""

from prodops_desktop.intake.kinds.model import Field, Kind
from prodops_desktop.intake.kinds.shared import ACCOUNT, EMAIL, FROM, REGION, ROLE, TEAM, TO

PEOPLE = Kind(
    "people",
    "People",
    "a colleague",
    fields=(
        Field("name", "Name", required=True, prose=True).called("""
            name | full name | employee | employee name | colleague | person | first and last name | staff member | team member
            member name | display name | mitarbeiter | mitarbeiterin | mitarbeitername | kollege | kollegin | vollstaendiger name
            vor und nachname | nom | nom complet | collaborateur | collaboratrice | employe | nom et prenom | prenom et nom | nombre
            nombre completo | empleado | empleada | colaborador | colaboradora | nombre y apellidos | persona | last name | surname
            family name | nachname | familienname | nom de famille | apellidos | apellido
        """),
        EMAIL,
        TEAM.also_called("squad | team name | bereich | crew | tribe | pod | escouade | celula"),
        ROLE.also_called("title | job | position | poste | puesto | stellung | fonction | funcion"),
        REGION,
        FROM.also_called("""
            joined | joined on | hire date | hired on | employed since | in role since | eintritt | eintrittsdatum | eingestellt am
            date d entree | date d embauche | arrivee | fecha de alta | fecha de incorporacion | fecha de ingreso
        """),
        TO.also_called("""
            left | left on | leaves on | leaving date | last day | termination date | austritt | austrittsdatum | letzter tag | depart
            date de sortie | date de depart | baja | fecha de baja | ultimo dia | fecha de salida
        """),
    ),
    told_by=(("email", "team"), ("team", "role", "from", "to")),
    telling=("email", "team", "role", "region", "from", "to"),
    telling_needed=2,
    one_row_each="name",
    against=f"""{ACCOUNT.words}
        project | last active | last active on | last login | last seen | last seen on | last sign in | licence | license | seat type
        added | added on | invited | provisioned on | assigned on | hours | course | training | score | grade | zuletzt aktiv
        letzte anmeldung | lizenz | projekt | kurs | schulung | derniere connexion | derniere activite | licence attribuee | projet
        cours | formation | ultimo acceso | ultima actividad | licencia | proyecto | curso | formacion
    """,  # people at customers, their users, seats, and what people did
)

TRAINING = Kind(
    "training",
    "Training",
    "a person who was trained",
    fields=(
        Field("person", "Person", required=True, prose=True).called("""
            person | name | full name | employee | learner | trainee | participant | attendee | user | team member | staff member | e mail
            email | email address | mitarbeiter | mitarbeiterin | teilnehmer | teilnehmerin | nutzer | nom | apprenant | collaborateur
            employe | courriel | persona | nombre | empleado | participante | asistente | correo
        """),
        Field("material", "Material", required=True, prose=True).called("""
            material | training | training name | training title | course | course name | course title | learning path | lesson | workshop
            webinar | certification | certificate | training material | e learning | elearning | schulung | schulungsname | kurs
            kursname | lehrgang | seminar | schulungsmaterial | unterlage | zertifikat | formation | nom de la formation | cours
            support de formation | atelier | certificat | formacion | curso | nombre del curso | capacitacion | taller | certificado
            material de formacion
        """),
        Field("done", "Done on", "day").called("""
            done on | done | completed on | completed | completed at | completion date | date completed | finished on | finished
            passed on | attended on | trained on | date | abgeschlossen am | absolviert am | teilgenommen am | datum | termine le
            suivi le | acheve le | date de fin | realise le | completado el | realizado el | terminado el | fecha de finalizacion | fecha
        """),
    ),
    telling=("done",),
    named="training | trainings | schulung | schulungen | formation | formations | formacion | formaciones | capacitacion",
    against="""
        grade | mark | marks | gpa | fee | price | amount | salary | quantity | order id | note obtenue | prix | precio | preis | finding
    """,
)

KINDS = (PEOPLE, TRAINING)
