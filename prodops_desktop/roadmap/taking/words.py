"""The words that sheets have in four languages for how an item stands, when it comes, and what it is worth."""

from collections.abc import Mapping
from typing import TypeVar

from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap import model

Meaning = TypeVar("Meaning")

_STATUSES = {
    model.IDEA: "idea|ideas|backlog|proposed|proposal|candidate|concept|icebox|parking lot|parked idea|under consideration|considering"
    "|exploring|new|funnel|someday|idee|vorschlag|konzept|angedacht|idée|proposition|envisagé|propuesta|en estudio|candidata|candidato",
    model.PLANNED: "planned|plan|scheduled|committed|approved|accepted|ready|ready to start|to do|todo|to-do|open|not started|upcoming"
    "|queued|next|selected for development|prioritised|prioritized|defined|geplant|eingeplant|offen|nicht begonnen|noch nicht begonnen"
    "|zu erledigen|zu tun|freigegeben|bereit|planifié|prévu|à faire|non commencé|pas commencé|ouvert|prêt|planificado|planeado|previsto"
    "|pendiente|por hacer|sin empezar|no iniciado|no comenzado|abierto|listo",
    model.IN_PROGRESS: "in progress|progress|in work|work in progress|wip|started|doing|active|ongoing|underway|under way|running"
    "|in development|in dev|development|building|in design|in review|in test|in testing|testing|in qa|qa|beta|rolling out|on track|at risk"
    "|off track|delayed|late|behind|behind schedule|in arbeit|in bearbeitung|läuft|laufend|begonnen|gestartet|in umsetzung"
    "|in entwicklung|aktiv|en cours|commencé|démarré|en développement|actif|en curso|en progreso|en proceso|iniciado|empezado"
    "|en desarrollo|activo",
    model.ON_HOLD: "on hold|hold|held|paused|blocked|waiting|stopped|parked|deferred|postponed|suspended|stalled|pausiert|angehalten"
    "|wartet|wartend|blockiert|zurückgestellt|verschoben|ruht|en pause|suspendu|en attente|bloqué|reporté|en pausa|pausado|bloqueado"
    "|en espera|aplazado|suspendido|pospuesto",
    model.DONE: "done|complete|completed|finished|closed|shipped|released|launched|live|delivered|resolved|achieved|100 %|100%|fertig"
    "|erledigt|abgeschlossen|beendet|ausgeliefert|geliefert|veröffentlicht|umgesetzt|terminé|fini|achevé|livré|clos|fait|fermé|hecho"
    "|terminado|completado|finalizado|entregado|cerrado|lanzado",
    model.DROPPED: "dropped|cancelled|canceled|rejected|won't do|wont do|will not do|abandoned|killed|descoped|out of scope|discarded"
    "|declined|withdrawn|duplicate|abgebrochen|verworfen|gestrichen|abgelehnt|storniert|abgesagt|annulé|abandonné|rejeté|supprimé"
    "|cancelado|descartado|rechazado|abandonado|eliminado",
}
_HORIZONS = {
    model.NOW: "now|current|this quarter|committed|near term|short term|short-term|jetzt|aktuell|dieses quartal|kurzfristig"
    "|maintenant|actuel|ce trimestre|court terme|ahora|actual|este trimestre|corto plazo",
    model.NEXT: "next|upcoming|next quarter|up next|soon|mid term|medium term|mid-term|als nächstes|nächstes|danach|nächstes quartal"
    "|mittelfristig|ensuite|prochain|suivant|trimestre prochain|moyen terme|siguiente|próximo|después|próximo trimestre|medio plazo",
    model.LATER: "later|future|long term|long-term|someday|eventually|beyond|backlog|später|künftig|langfristig|irgendwann|plus tard"
    "|futur|long terme|un jour|más tarde|luego|más adelante|futuro|largo plazo",
}
_IMPACTS = {
    3.0: "massive|very high|huge|highest|critical|xl|riesig|sehr hoch|enorm|massif|très élevé|très fort|énorme|masivo|muy alto|enorme",
    2.0: "high|large|big|strong|h|l|hoch|groß|gross|stark|élevé|fort|grand|haut|alto|grande|fuerte",
    1.0: "medium|moderate|mid|average|normal|m|mittel|mäßig|moyen|modéré|medio|moderado|mediano",
    0.5: "low|small|minor|weak|s|niedrig|gering|klein|schwach|faible|petit|bas|bajo|pequeño|débil",
    0.25: "minimal|very low|tiny|trivial|lowest|xs|minimal|sehr niedrig|sehr gering|winzig|minime|très faible|mínimo|muy bajo|minúsculo",
}
_CONFIDENCES = {
    100.0: "high|very high|certain|sure|h|hoch|sicher|sehr hoch|élevé|élevée|haute|forte|certaine|alta|alto|segura|muy alta",
    80.0: "medium|moderate|mid|likely|m|mittel|wahrscheinlich|moyen|moyenne|modérée|media|medio|moderada",
    50.0: "low|very low|unsure|guess|l|niedrig|gering|unsicher|faible|basse|très faible|baja|bajo|muy baja",
}
_COMMITTED = {
    True: "yes|y|true|1|x|✓|✔|committed|commit|commitment|firm|must|ja|j|wahr|zugesagt|verbindlich|fest|oui|o|vrai|engagé|ferme|sí|si"
    "|verdadero|comprometido|en firme|firme",
    False: "no|n|false|0|stretch|stretch goal|optional|best effort|not committed|uncommitted|target|nein|falsch|nicht zugesagt"
    "|unverbindlich|non|faux|non engagé|optionnel|falso|no comprometido|opcional|deseable",
}
_TIERS = {1: "major|large|big|l|groß|gross|majeur|mayor", 2: "medium|moderate|m|mittel|moyen|medio", 3: "minor|small|s|klein|mineur|menor"}


def _known(listed: Mapping[Meaning, str]) -> dict[str, Meaning]:
    known: dict[str, Meaning] = {}
    for meaning, words in listed.items():
        for word in (str(meaning), *words.split("|")):
            known.setdefault(name_key(word), meaning)
    return known


STATUS, HORIZON = _known(_STATUSES), _known(_HORIZONS)
IMPACT, CONFIDENCE, TIER = _known(_IMPACTS), _known(_CONFIDENCES), _known(_TIERS)
COMMITTED = _known(_COMMITTED)
"""What each word means, by its key."""
assert set(_STATUSES) == set(model.STATUSES)
assert set(_HORIZONS) == set(model.HORIZONS)
assert set(_IMPACTS) == set(model.IMPACTS)
assert set(_CONFIDENCES) == set(model.CONFIDENCES)
assert set(_TIERS) == set(model.TIERS)


def meaning(known: Mapping[str, Meaning], text: str) -> Meaning:
    """What a word means; raises ValueError for one that is not known."""
    key = name_key(text).replace("’", "'").rstrip(".!")
    if key not in known:
        raise ValueError(text)
    return known[key]
