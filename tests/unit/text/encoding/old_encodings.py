"""Sentences in many languages, the encodings that each was written in, and text as they have it."""

from __future__ import annotations

import unicodedata

WESTERN = ("cp1252", "iso8859_1", "iso8859_15")
CENTRAL = ("cp1250", "iso8859_2")
BALTIC = ("cp1257", "iso8859_13")
WIDE = ("utf_16_le", "utf_16_be")
ENCODINGS = {
    **dict.fromkeys(("en", "fr", "de", "es", "pt", "it", "nl", "sv", "no", "da"), WESTERN),
    **dict.fromkeys(("fi", "is", "ca", "ga"), WESTERN),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl"), CENTRAL),
    **dict.fromkeys(("et", "lv", "lt"), BALTIC),
    "tr": ("cp1254", "iso8859_9"),
    "vi": ("cp1258",),
    "el": ("cp1253", "iso8859_7", *WIDE),
    "ru": ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "cp855", *WIDE),
    "uk": ("cp1251", "koi8_u", "iso8859_5"),
    **dict.fromkeys(("bg", "sr", "mk", "be"), ("cp1251", "iso8859_5")),
    "he": ("cp1255", "iso8859_8"),
    "ar": ("cp1256", "iso8859_6", *WIDE),
    "fa": ("cp1256",),
    "th": ("cp874",),
    "zh": ("gb2312", "gbk", "gb18030", "hz", *WIDE),
    "zh-TW": ("big5", "cp950", "big5hkscs", "gb18030", *WIDE),
    "ja": ("cp932", "euc_jp", "iso2022_jp", *WIDE),
    "ko": ("euc_kr", "cp949", "iso2022_kr", *WIDE),
}
"""By language, all encodings that an article in it is found in."""

SENTENCES = {
    "en": "My sister’s café opens at nine; “never earlier”, she says – not even in July.",
    "fr": "Ma sœur préfère lire près de la fenêtre où l'été entre déjà, même à l'aube.",
    "de": "Der Schlüssel hängt noch über der Tür, und draußen wird es allmählich kühler.",
    "es": "Mañana podré enseñarte el jardín pequeño que mi tía cuidó durante años.",
    "pt": "A minha irmã não trouxe o pão porque a estação já estava fechada àquela hora.",
    "it": "Perché la città è così silenziosa? Forse più tardi qualcuno canterà laggiù.",
    "nl": "Ze kocht één brood en twee ideeën voor later, zei de coördinator tevreden.",
    "sv": "På kvällen gick vi över bron och såg hur båtarna låg stilla i hamnen.",
    "no": "Bestemor går på ski over fjellet når snøen er tørr og været er godt.",
    "da": "Når høsten er færdig, køber vi æbler og syltetøj på torvet i byen.",
    "fi": "Mökin ikkunasta näkyy järvi, jäätynyt laituri ja yksinäinen hiihtäjä.",
    "is": "Það rignir sjaldan á þessum slóðum, en í gær voru göturnar blautar.",
    "ca": "Aquesta nit farà fred; així que la Mònica encén l'última llàntia del passadís.",
    "ga": "Bhí an bád beag ag fanacht cois trá agus d'fhéach an cailín ar an spéir.",
    "pl": "Wieczorem usiądziemy przy oknie i będziemy słuchać, jak gęsi wracają znad łąk.",
    "cs": "Večer si sedneme k oknu a budeme poslouchat, jak se husy vracejí přes řeku.",
    "sk": "Večer si sadneme k oknu a budeme počúvať, ako sa husi vracajú ponad žltú lúku.",
    "hu": "Este az ablakhoz ülünk, és hallgatjuk, ahogy a szürke ludak megtérnek a rét fölül.",
    "ro": "Seara ne aşezăm la fereastră şi ascultăm cum se întorc gâştele de pe câmpie.",
    "hr": "Navečer ćemo sjesti uz prozor i slušati kako se guske vraćaju iznad žutih polja.",
    "sl": "Zvečer bomo sedli k oknu in poslušali, kako se gosi vračajo čez široko reko.",
    "et": "Õhtul istume akna äärde ja kuulame, kuidas haned üle jõe tagasi lendavad.",
    "lv": "Vakarā sēdēsim pie loga un klausīsimies, kā zosis atgriežas pār plašo upi.",
    "lt": "Vakare sėdėsime prie lango ir klausysimės, kaip žąsys grįžta per plačią upę.",
    "tr": "Akşam pencerenin yanına oturup kazların geniş ırmağın üstünden dönüşünü dinleyeceğiz.",
    "vi": "Buổi tối chúng tôi ngồi bên cửa sổ và nghe đàn ngỗng bay về qua dòng sông rộng.",
    "el": "Το βράδυ θα καθίσουμε στο παράθυρο και θα ακούσουμε τις χήνες να γυρίζουν.",
    "ru": "Вечером мы сядем у окна и будем слушать, как гуси возвращаются из-за реки.",
    "uk": "Увечері ми сядемо біля вікна й слухатимемо, як гуси повертаються з-за річки.",
    "bg": "Вечерта ще седнем до прозореца и ще слушаме как гъските се връщат над реката.",
    "sr": "Увече ћемо сести поред прозора и слушати како се гуске враћају преко реке.",
    "mk": "Навечер ќе седнеме крај прозорецот и ќе слушаме како гуските се враќаат.",
    "be": "Увечары мы сядзем ля акна і будзем слухаць, як гусі вяртаюцца з-за ракі.",
    "he": "בערב נשב ליד החלון ונקשיב לאווזים החוזרים מעבר לנהר הרחב.",
    "ar": "في المساء نجلس قرب النافذة ونسمع الإوز وهو يعود من فوق النهر الواسع.",
    "fa": "شب کنار پنجره مي‌نشينيم و به صداي غازها گوش مي‌دهيم که از روي رود برمي‌گردند.",
    "th": "ตอนเย็นเรานั่งริมหน้าต่างฟังเสียงห่านบินกลับมาจากอีกฝั่งของแม่น้ำ",
    "zh": "傍晚我们坐在窗边，听大雁从河那边飞回来，谁也没有说话。",
    "zh-TW": "傍晚我們坐在窗邊，聽大雁從河那邊飛回來，誰也沒有說話。",
    "ja": "夕方になると窓辺に座り、川の向こうから帰ってくる雁の声を静かに聞いた。",
    "ko": "저녁이면 우리는 창가에 앉아 강 건너에서 돌아오는 기러기 소리를 듣는다.",
}

_SUBSTITUTES = str.maketrans(
    dict(zip("’‘“”„–—•€", '\'\'"""--*E', strict=True)) | {"…": "...", "\u200c": "", "\u200b": ""}
)
_LETTERS = str.maketrans("șțȘȚی", "şţŞŢي")
"""What the old encodings have for letters that came later."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def as_held(text: str, codec: str) -> str | None:
    """The text with what the encoding has instead of signs that it lacks; None if it cannot."""
    text = text.translate(_LETTERS)
    if codec == "cp1258":
        text = "".join(map(_toned, unicodedata.normalize("NFC", text)))
    for possible in (text, text.translate(_SUBSTITUTES)):
        if possible.encode(codec, "ignore").decode(codec) == possible:
            return possible
    held = text.translate(_SUBSTITUTES).encode(codec, "ignore").decode(codec)
    return held if sum(map(str.isalpha, held)) == sum(map(str.isalpha, text)) else None


def _toned(character: str) -> str:
    """A letter and its tone, as they have no common place in Windows-1258."""
    parts = unicodedata.normalize("NFD", character)
    tone = "".join(mark for mark in parts if mark in _TONES)
    if not tone or character in "àáèéíóùúÀÁÈÉÍÓÙÚ":
        return character
    letter = "".join(mark for mark in parts if mark not in _TONES)
    return unicodedata.normalize("NFC", letter) + tone
