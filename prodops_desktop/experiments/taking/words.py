"""The words that sheets have in four languages for what an experiment, its metrics and an event can be."""

from prodops_desktop.agenda import events
from prodops_desktop.experiments import model
from prodops_desktop.registry.entries import name_key

_STATUSES = {
    model.IDEA: "idea|backlog|proposed|proposal|suggested|concept|brainstorm|idee|vorschlag|idée|proposition|propuesta",
    model.DRAFT: "draft|drafting|drafted|in design|designing|design|planning|in planning|being planned|wip|entwurf|in planung"
    "|in vorbereitung|brouillon|ébauche|en préparation|borrador|en diseño|en preparación",
    model.SCHEDULED: "scheduled|planned|approved|ready|ready to launch|ready to start|upcoming|queued|next|geplant|eingeplant|terminiert"
    "|bereit|freigegeben|planifié|prévu|programmé|prêt|planificado|planeado|programado|previsto|listo",
    model.RUNNING: "running|live|active|in progress|started|ongoing|launched|on|läuft|laufend|aktiv|live geschaltet|gestartet|en cours"
    "|actif|lancé|en ligne|en curso|activo|en marcha|en ejecución",
    model.CONCLUDED: "concluded|done|finished|completed|complete|ended|closed|decided|analysed|analyzed|shipped|flat|won|lost|stopped"
    "|abgeschlossen|beendet|fertig|entschieden|gestoppt|terminé|fini|clos|achevé|arrêté|concluido|terminado|finalizado|completado|cerrado",
    model.CANCELLED: "cancelled|canceled|aborted|killed|dropped|abandoned|withdrawn|rejected|abgebrochen|abgesagt|verworfen|storniert"
    "|annulé|abandonné|rejeté|cancelado|abortado|abandonado|descartado",
}
_KINDS = {
    "A/B by user": "a/b by user|a/b|ab|a/b test|ab test|a b test|split test|user test|a/b by users|a/b/n|multivariate|mvt|randomised"
    "|randomized|rct|a/b nach nutzer|a/b-test|test a/b|a/b par utilisateur|prueba a/b|a/b por usuario",
    "A/B by account": "a/b by account|account test|a/b by accounts|cluster test|cluster randomised|cluster randomized|a/b by company"
    "|a/b nach konto|a/b nach kunde|a/b par compte|a/b por cuenta",
    "staged rollout": "staged rollout|rollout|roll-out|staged roll-out|gradual rollout|phased rollout|ramp|ramp-up|canary"
    "|stufenweise einführung|rollout stufenweise|déploiement progressif|despliegue gradual|lanzamiento gradual",
    "before/after with matched accounts": "before/after with matched accounts|before/after|before after|before-after|pre/post|pre-post"
    "|prepost|matched accounts|difference in differences|diff-in-diff|did|vorher/nachher|vorher-nachher|avant/après|avant-après"
    "|antes/después|antes y después",
    "opt-in beta": "opt-in beta|beta|opt in beta|opt-in|beta test|early access|preview|bêta|prueba beta",
    "prototype": "prototype|prototype test|usability test|fake door|painted door|concept test|mock-up|mockup|prototyp|prototipo",
    "holdout": "holdout|hold-out|holdout group|holdback|long-term holdout|kontrollgruppe auf dauer|groupe témoin permanent"
    "|grupo de control permanente",
}
_UNITS = {
    model.USER: "user|users|user id|person|people|member|visitor|visitors|individual|seat|by user|per user|nutzer|benutzer|person|mitglied"
    "|utilisateur|utilisateurs|personne|visiteur|usuario|usuarios|persona|visitante",
    model.ACCOUNT: "account|accounts|account id|company|companies|customer|customers|organisation|organization|org|tenant|workspace|team"
    "|cluster|by account|per account|konto|konten|kunde|kunden|firma|compte|comptes|client|entreprise|cuenta|cuentas|cliente|empresa",
}
_ROLES = {
    model.PRIMARY: "primary|main|key|goal|target|oec|decision|primär|haupt|hauptmetrik|principal|principale|primaire|primaria|primario",
    model.SECONDARY: "secondary|supporting|other|exploratory|additional|diagnostic|sekundär|neben|weitere|secondaire|secundaria|secundario",
    model.GUARDRAIL: "guardrail|guard rail|guardrails|safety|counter|health|do no harm|limit|leitplanke|schutz|schutzmetrik|garde-fou"
    "|garde fou|control|salvaguarda",
}
_TYPES = {
    model.SHARE: "share|rate|proportion|conversion|conversion rate|binary|binomial|ratio of users|percentage|percent|%|anteil|quote|rate"
    "|taux|proportion|part|tasa|proporción|porcentaje",
    model.MEAN: "mean|average|avg|continuous|value|count|numeric|number|revenue|duration|mittelwert|durchschnitt|mittel|moyenne|continue"
    "|media|promedio",
}
_BETTERS = {
    model.UP: "up|higher is better|higher|increase|more is better|more|rise|max|maximise|maximize|+|positive|bigger is better|höher"
    "|höher ist besser|mehr|steigend|hausse|plus haut|augmenter|arriba|más alto|subir|aumentar|mayor",
    model.DOWN: "down|lower is better|lower|decrease|less is better|less|fall|min|minimise|minimize|-|negative|smaller is better|niedriger"
    "|niedriger ist besser|weniger|sinkend|baisse|plus bas|diminuer|abajo|más bajo|bajar|reducir|menor",
}
_EVENTS = {
    "freeze": "freeze|code freeze|release freeze|change freeze|deployment freeze|deploy freeze|change stop|frozen|blackout|lockdown|sperre"
    "|änderungssperre|codefreeze|release-stopp|gel|gel des versions|gel des mises en production|congelación|bloqueo",
    "price change": "price change|pricing change|pricing|price|price increase|new prices|price move|preisänderung|preiserhöhung|preise"
    "|changement de prix|tarifs|augmentation des prix|hausse des prix|cambio de precio|cambio de precios|precios",
    "campaign": "campaign|marketing campaign|promotion|promo|marketing|advertising|webinar|newsletter|kampagne|werbung|aktion|campagne"
    "|publicité|campaña|promoción",
    "launch": "launch|release|product launch|feature launch|go-live|go live|rollout|ga|general availability|markteinführung|einführung"
    "|veröffentlichung|lancement|mise en production|sortie|lanzamiento|estreno",
    "incident": "incident|outage|downtime|disruption|sev1|sev 1|p1|störung|ausfall|vorfall|panne|interruption|incidente|caída|avería",
    "holiday": "holiday|holidays|public holiday|bank holiday|vacation|company holiday|closure|feiertag|feiertage|ferien|betriebsferien"
    "|jour férié|férié|vacances|congés|festivo|feriado|vacaciones",
    "competitor move": "competitor move|competitor|competition|competitive|competitor launch|competitor price|rival|wettbewerber|konkurrenz"
    "|wettbewerb|concurrent|concurrence|competidor|competencia",
    "other": "other|misc|miscellaneous|various|sonstiges|andere|autre|divers|otro|otros|varios",
}


def _known(listed: dict[str, str]) -> dict[str, str]:
    return {name_key(word): meaning for meaning, words in listed.items() for word in (meaning, *words.split("|"))}


STATUS, KIND, UNIT, ROLE, TYPE, BETTER, EVENT = map(_known, (_STATUSES, _KINDS, _UNITS, _ROLES, _TYPES, _BETTERS, _EVENTS))
"""What each word means, by its key."""
assert set(_STATUSES) == set(model.STATUSES)
assert set(_KINDS) == set(model.KINDS)
assert set(_UNITS) == set(model.UNITS)
assert set(_ROLES) == set(model.ROLES)
assert set(_TYPES) == set(model.TYPES)
assert set(_BETTERS) == set(model.BETTERS)
assert set(_EVENTS) == set(events.TYPES)


def meaning(known: dict[str, str], text: str) -> str:
    """What a word means; raises ValueError for one that is not known."""
    found = known.get(name_key(text).rstrip("."))
    if found is None:
        raise ValueError(text)
    return found
