"""The names of months and of days of the week in the languages that spreadsheets come in, in full and as they are shortened."""

from functools import cache

_FULL = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "Janvier Février Mars Avril Mai Juin Juillet Août Septembre Octobre Novembre Décembre",
    "es": "Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre",
    "it": "Gennaio Febbraio Marzo Aprile Maggio Giugno Luglio Agosto Settembre Ottobre Novembre Dicembre",
    "nl": "Januari Februari Maart April Mei Juni Juli Augustus September Oktober November December",
    "pt": "Janeiro Fevereiro Março Abril Maio Junho Julho Agosto Setembro Outubro Novembro Dezembro",
    "pl": "Styczeń Luty Marzec Kwiecień Maj Czerwiec Lipiec Sierpień Wrzesień Październik Listopad Grudzień",
    "sv": "Januari Februari Mars April Maj Juni Juli Augusti September Oktober November December",
    "no": "Januar Februar Mars April Mai Juni Juli August September Oktober November Desember",
    "da": "Januar Februar Marts April Maj Juni Juli August September Oktober November December",
    "fi": "Tammikuu Helmikuu Maaliskuu Huhtikuu Toukokuu Kesäkuu Heinäkuu Elokuu Syyskuu Lokakuu Marraskuu Joulukuu",
    "cs": "Leden Únor Březen Duben Květen Červen Červenec Srpen Září Říjen Listopad Prosinec",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ru": "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь",
}
_OF_DAYS = {
    "pl": "Stycznia Lutego Marca Kwietnia Maja Czerwca Lipca Sierpnia Września Października Listopada Grudnia",
    "cs": "Ledna Února Března Dubna Května Června Července Srpna Září Října Listopadu Prosince",
    "ru": "Января Февраля Марта Апреля Мая Июня Июля Августа Сентября Октября Ноября Декабря",
    "fi": "Tammikuuta Helmikuuta Maaliskuuta Huhtikuuta Toukokuuta Kesäkuuta Heinäkuuta Elokuuta Syyskuuta Lokakuuta Marraskuuta "
    "Joulukuuta",
}
"""As the names stand behind a day, where they change."""
_SHORTENED = {
    "fr": "Janv Févr Mars Avr Mai Juin Juil Août Sept Oct Nov Déc",
    "it": "Gen Feb Mar Apr Mag Giu Lug Ago Set Ott Nov Dic",
    "nl": "Jan Feb Mrt Apr Mei Jun Jul Aug Sep Okt Nov Dec",
    "pl": "Sty Lut Mar Kwi Maj Cze Lip Sie Wrz Paź Lis Gru",
    "fi": "Tammi Helmi Maalis Huhti Touko Kesä Heinä Elo Syys Loka Marras Joulu",
    "cs": "Led Úno Bře Dub Kvě Čvn Čvc Srp Zář Říj Lis Pro",
    "ru": "Янв Фев Мар Апр Май Июн Июл Авг Сен Окт Ноя Дек",
}
"""Where they are not the first three letters."""
_SPELLINGS = {
    "sept": 9,
    "mrz": 3,
    "maerz": 3,
    "fév": 2,
    "fevr": 2,
    "fevrier": 2,
    "juill": 7,
    "aout": 8,
    "decembre": 12,
    "setiembre": 9,
    "marco": 3,
    "subat": 2,
    "agustos": 8,
    "eylul": 9,
    "kasim": 11,
    "aralik": 12,
    "сент": 9,
    "нояб": 11,
}
_WEEK = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche",
    "es": "Lunes Martes Miércoles Jueves Viernes Sábado Domingo",
    "it": "Lunedì Martedì Mercoledì Giovedì Venerdì Sabato Domenica",
    "nl": "Maandag Dinsdag Woensdag Donderdag Vrijdag Zaterdag Zondag",
    "pt": "Segunda-feira Terça-feira Quarta-feira Quinta-feira Sexta-feira Sábado Domingo",
    "pl": "Poniedziałek Wtorek Środa Czwartek Piątek Sobota Niedziela",
    "sv": "Måndag Tisdag Onsdag Torsdag Fredag Lördag Söndag",
    "da": "Mandag Tirsdag Onsdag Torsdag Fredag Lørdag Søndag",
    "fi": "Maanantai Tiistai Keskiviikko Torstai Perjantai Lauantai Sunnuntai",
    "cs": "Pondělí Úterý Středa Čtvrtek Pátek Sobota Neděle",
    "tr": "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    "ru": "Понедельник Вторник Среда Четверг Пятница Суббота Воскресенье",
}
_WEEK_SHORT = {
    "de": "Mo Di Mi Do Fr Sa So",
    "nl": "Ma Di Wo Do Vr Za Zo",
    "pl": "Pon Wt Śr Czw Pt Sob Niedz",
    "fi": "Ma Ti Ke To Pe La Su",
    "cs": "Po Út St Čt Pá So Ne",
    "ru": "Пн Вт Ср Чт Пт Сб Вс",
    "tr": "Pzt Sal Çar Per Cum Cmt Paz",
    "pt": "Seg Ter Qua Qui Sex Sáb Dom",
}


def _first_three(names: str) -> list[str]:
    return [name[:3] for name in names.split()]


def _styles() -> dict[str, list[str]]:
    styles = {}
    for language, names in _FULL.items():
        styles[f"short_{language}"] = _SHORTENED[language].split() if language in _SHORTENED else _first_three(names)
    for language, names in _FULL.items():
        styles[f"long_{language}"] = names.split()
    styles["abbr_en"] = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]
    styles["abbr_de"] = ["Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Dez"]
    styles.update({f"of_{language}": names.split() for language, names in _OF_DAYS.items()})
    return styles


def _week_styles() -> dict[str, list[str]]:
    short = {f"w_{code}": _WEEK_SHORT[code].split() if code in _WEEK_SHORT else _first_three(names) for code, names in _WEEK.items()}
    return {
        **short,
        "w_de_dotless": [name[:3] for name in _WEEK["de"].split()],
        **{f"W_{code}": text.split() for code, text in _WEEK.items()},
    }


STYLES: dict[str, list[str]] = _styles()
"""The twelve names by style, such as "short_en"; the commoner style first."""
WEEK_STYLES: dict[str, list[str]] = _week_styles()
"""The seven names of the days from Monday on, by style."""
MONTHS_READ: dict[str, int] = {}
"""Every name in small letters → the number of the month."""
for _names in STYLES.values():
    for _number, _name in enumerate(_names, 1):
        MONTHS_READ.setdefault(_name.lower(), _number)
for _name, _number in _SPELLINGS.items():
    MONTHS_READ.setdefault(_name, _number)
EVERYDAY = frozenset("set out pro led ago gen mag tem haz ara lip gru elo per".split())
"""Those that are words of everyday language elsewhere."""
MONTHS: dict[str, int] = {name: number for name, number in MONTHS_READ.items() if name not in EVERYDAY}
"""Those that mean a month wherever they stand, for finding days within prose."""
WEEKDAYS: frozenset[str] = frozenset(name.lower() for names in WEEK_STYLES.values() for name in names) | {
    "mo",
    "tu",
    "we",
    "th",
    "fr",
    "tues",
    "thur",
    "thurs",
}


@cache
def style_of(word: str, number: int) -> frozenset[str]:
    """The styles in which ``word`` names the month ``number``, in any case; none for a spelling that no style has."""
    return frozenset(style for style, names in STYLES.items() if names[number - 1].lower() == word.lower())


@cache
def week_style_of(word: str) -> frozenset[str]:
    """The styles in which ``word`` names a day of the week, in any case."""
    folded = word.lower()
    return frozenset(style for style, names in WEEK_STYLES.items() if any(name.lower() == folded for name in names))
