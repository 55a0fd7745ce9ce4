"""Names of months in the languages whose dates are read.

The names are those of the Unicode CLDR, in the forms that stand in a date (`9 марта`, `9 marca`).
Croatian is left out: its `listopad` is October, that of Czech and Polish is November.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

_NAMES: Final = {
    "en": "january february march april may june july august september october november december",
    "en short": "jan feb mar apr may jun jul aug sep/sept oct nov dec",
    "de": "januar/jänner/jän februar/feber märz/mär/mrz april mai juni juli august september"
    " oktober/okt november dezember/dez",
    "fr": "janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août/aout septembre"
    " octobre novembre décembre/déc",
    "es": "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre"
    " octubre noviembre diciembre/dic",
    "pt": "janeiro fevereiro/fev março abril maio junho julho agosto setembro/set outubro/out"
    " novembro dezembro",
    "it": "gennaio/genn febbraio/febbr marzo aprile maggio/magg giugno/giu luglio/lug agosto"
    " settembre/sett ottobre/ott novembre dicembre",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre/des",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie"
    " decembrie",
    "nl": "januari februari maart/mrt april mei juni juli augustus september oktober november"
    " december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "fi": "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu"
    " toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu"
    " lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu",
    "pl": "stycznia/styczeń lutego/luty marca/marzec kwietnia/kwiecień maja/maj czerwca/czerwiec"
    " lipca/lipiec sierpnia/sierpień września/wrzesień października/październik"
    " listopada/listopad grudnia/grudzień",
    "pl short": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "cs": "ledna/leden února/únor března/březen dubna/duben května/květen června/červen"
    " července/červenec srpna/srpen září října/říjen listopadu prosince/prosinec",
    "sk": "januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl"
    " augusta septembra októbra novembra decembra",
    "ru": "января/январь/янв февраля/февраль/фев марта/март/мар апреля/апрель/апр мая/май"
    " июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент"
    " октября/октябрь/окт ноября/ноябрь/ноя декабря/декабрь/дек",
    "uk": "січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт"
    " травня/травень/трав червня/червень/черв липня/липень/лип серпня/серпень/серп"
    " вересня/вересень/вер жовтня/жовтень/жовт листопада/листопад/лист грудня/грудень/груд",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "tr": "ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl"
    " ekim/eki kasım/kas aralık/ara",
    "hu": "január február március/márc április/ápr május/máj június/jún július/júl augusztus"
    " szeptember/szept október november december",
    "el": "ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ"
    " απριλίου/απρίλιος/απρ μαΐου/μάιος/μαΐ ιουνίου/ιούνιος/ιουν ιουλίου/ιούλιος/ιουλ"
    " αυγούστου/αύγουστος/αυγ σεπτεμβρίου/σεπτέμβριος/σεπ οκτωβρίου/οκτώβριος/οκτ"
    " νοεμβρίου/νοέμβριος/νοε δεκεμβρίου/δεκέμβριος/δεκ",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "ar": "يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر"
    " نوفمبر ديسمبر",
    "ar levantine": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول"
    " تشرين_الثاني كانون_الأول",
    "he": "ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי"
    " אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר",
}
_SHORTEST: Final = 3
"""Letters of an abbreviation that is told by its full stop."""


def month_of(word: str, *, is_abbreviated: bool = False) -> int | None:
    """1 to 12 for the name of a month, in any case, with or without accents.

    With `is_abbreviated`, for a word before a full stop, the beginning of a name is enough if all
    names that begin so are those of one month.
    """
    name = _bare(word)
    months = _by_name()
    if name in months:
        return months[name]
    if not is_abbreviated or len(name) < _SHORTEST:
        return None
    meant = {month for full, month in months.items() if full.startswith(name)}
    return meant.pop() if len(meant) == 1 else None


@cache
def _by_name() -> dict[str, int]:
    months: dict[str, int] = {}
    for names in _NAMES.values():
        for month, forms in enumerate(names.split(), 1):
            for form in forms.split("/"):
                months.setdefault(_bare(form.replace("_", " ")), month)
    return months


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold().replace("ı", "i"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
