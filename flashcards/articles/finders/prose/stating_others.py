"""German, French and Spanish: how their statements are worded, as far as numbers and causes go."""

import re

from flashcards.articles.finders.prose.stating import Stating, cue

_AMOUNT = r"\d+(?:[. \u202f\xa0]\d{3})*(?:,\d+)?"
_NEVER = re.compile(r"(?!)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _number(months: str, units: str, to: str) -> re.Pattern[str]:
    """Return what matches a date or a number with its unit."""
    return re.compile(
        rf"(?:(?:\d{{1,2}}\.?(?: de)? )?(?:{months})(?: de)? [12]\d{{3}}"
        rf"|{_AMOUNT}(?: ?(?:{to}|[-–]) ?{_AMOUNT})?"
        rf"(?:[ \u202f\xa0]?(?:{units}))?)(?![\w%-])",
        re.IGNORECASE,
    )


GERMAN = Stating(
    cues=(
        cue(0.13, r"wegen|aufgrund|verursacht durch|bedingt durch|führt zu|führen zu|führte zu"),
        cue(0.12, r"besteht aus|bestehen aus|hängt von|beruht auf|beruhen auf|schützt vor"),
        cue(0.1, r"verhindert|benötigt|braucht|enthält|enthalten|erzeugt|ermöglicht|dient als"),
    ),
    number=_number(
        "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
        r"Prozent|%|Euro|€|Millionen(?: Euro)?|Milliarden(?: Euro)?|Jahren?|Monaten?|Wochen|Tagen?|"
        r"Stunden|Minuten|Kilometern?|Metern?|km|m|kg|Grad|°C|Mal",
        "bis",
    ),
    verb=re.compile(
        r"\b(?:ist|sind|war|waren|wird|werden|wurden?|hat|haben|hatten?|kann|können|muss|müssen|"
        r"soll|sollen|darf|dürfen|liegt|liegen|beträgt|betragen|führt|führen|besteht|bestehen|"
        r"verhindert|benötigt|braucht|brauchen|enthält|enthalten|erzeugt|erzeugen|nutzt|nutzen|"
        r"verbraucht|verbrauchen|entfallen|entfällt|gilt|gelten|dient|dienen|stieg|sank|gibt|"
        r"bleibt|bleiben|erhält|erhalten|zahlt|zahlen|mindert|sichert|entsteht|entstehen)\b"
    ),
    cut=re.compile(r"(?:Denn|Und|Aber|Doch|Außerdem|Zudem|Allerdings|Insgesamt)\s(?=[A-ZÄÖÜ])"),
    leans=re.compile(
        r"(?:Er|Sie|Es|Das|Dies\w*|Jene\w*|Solche\w*|Ihr\w*|Sein\w*|Hier\w*|Da\w*|Dort|So|Dann|"
        r"Wer|Was|Welch\w*|Wie|Wo|Warum|Wann|Man|Beide\w*|Andere\w*|Auch|Nur|Noch|Nein|Ja|Bitte)\b"
    ),
    loose=re.compile(
        r"(?:Wenn|Falls|Als|Weil|Obwohl|Während|Viele|Einige|Manche|Alle|Nach|Vor|Mit|Für|Um)\b"
    ),
    points=re.compile(
        r"\b(?:ich|wir|uns|unser\w*|mein\w*|du|dein\w*|Sie|Ihnen|Ihr\w*|er|ihm|ihn|dies\w*|oben|"
        r"unten|folgende\w*|heute|gestern|Abbildung|Tabelle|Kapitel|Abschnitt|Seite|Artikel|"
        r"zum Beispiel|beispielsweise|etwa so|solche\w*|sagt\w*|z\.\s?B)\b"
    ),
    hedges=re.compile(
        r"\b(?:könnten?|vielleicht|oft|meist|manchmal|einige|etwa|rund|wohl|falls)\b"
    ),
    reported=re.compile(r"\b(?:sagte|erklärte|laut|zufolge|meint|berichtet\w*|betont\w*)\b"),
    recap=re.compile(r"\b(?:zusammenfassung|fazit|überblick|das wichtigste)\b", re.IGNORECASE),
    pale=re.compile(r"\b(?:wichtig\w*|gut\w*|groß\w*|neu\w*|beliebt\w*|viel\w*|verschieden\w*)\b"),
    events=re.compile(r"\b(?:gegründet|erfunden|entdeckt|geboren|starb|beschlossen)\b"),
    auxiliaries=_words("ist sind war waren wird werden wurde wurden hat haben hatte hatten"),
    introducing=_words(
        "der die das den dem des ein eine einen einem einer eines von im in am an auf aus bei mit "
        "nach durch für gegen ohne um über unter vor zwischen zum zur vom"
    ),
    stops=_words("und oder zu als wie so auch nicht mehr"),
    participles=_NEVER,
    common=_words(
        "teil teile art arten zahl fall fälle zeit jahr jahre menschen beispiel grund ergebnis "
        "problem weg wege form formen bereich bereiche möglichkeit möglichkeiten rolle"
    ),
)

FRENCH = Stating(
    cues=(
        cue(0.13, r"à cause de|en raison de|causée?s? par|provoquée?s? par|conduit à|entraîne"),
        cue(0.12, r"dépend de|repose sur|composée?s? de|empêche|protège contre|favorise"),
    ),
    number=_number(
        "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
        r"%|pour cent|euros?|€|millions?(?: d['’]euros| de \w+)?|milliards?(?: d['’]euros)?|ans|"
        r"années|mois|semaines|jours|heures|minutes|kilomètres|mètres|km|m|kg|degrés|fois",
        "à",
    ),
    verb=re.compile(
        r"\b(?:est|sont|était|étaient|fut|furent|sera|a|ont|avait|avaient|peut|peuvent|doit|doivent|"
        r"représentent?|compte|comptent|contient|contiennent|permet|permettent|entraîne|dépend|"
        r"repose|empêche|provoque|conduit|produit|reste|restent|vit|vivent|passe|atteint|favorise|"
        r"nourrissent|protège|nuit|devient|devrait|faut)\b"
    ),
    cut=re.compile(r"(?:Mais|Et|Or|Donc|Ainsi|En effet|Cependant|Par ailleurs|Enfin),?\s"),
    leans=re.compile(
        r"(?:Il|Elle|Ils|Elles|On|Ce|C['’]|Cet|Cette|Ces|Cela|Ça|Celui|Celle|Ceux|Son|Sa|Ses|Leurs?|"
        r"Tout|Toute|Ici|Là|Y|Qui|Que|Quoi|Comment|Pourquoi|Oui|Non|Autre|L['’]autre|Les deux)"
        r"(?:\b|(?<=['’]))"
    ),
    loose=re.compile(
        r"(?:Si|Quand|Lorsque?|Comme|Bien|Pour|Après|Avant|Avec|Sans|Selon|Certain\w*|Plusieurs)\b"
    ),
    points=re.compile(
        r"\b(?:je|j['’]|me|moi|mon|ma|mes|nous|notre|nos|vous|votre|vos|tu|il|elle|ils|elles|cette|"
        r"cet|ces|ci-dessus|ci-dessous|figure|tableau|chapitre|page|article|exemple|aujourd['’]hui|"
        r"hier|celui-ci|celle-ci|ceux-ci)(?:\b|(?<=['’]))"
    ),
    hedges=re.compile(r"\b(?:peut-être|parfois|souvent|certains|plusieurs|environ|pourraient?)\b"),
    reported=re.compile(r"\b(?:dit|explique|rappelle|précise|selon|affirme|raconte|estime)\b"),
    recap=re.compile(r"\b(?:résumé|en bref|à retenir|conclusion|l['’]essentiel)\b", re.IGNORECASE),
    pale=re.compile(r"\b(?:important\w*|grande?s?|nouve\w+|bon\w*|divers\w*|véritable\w*)\b"),
    events=re.compile(r"\b(?:fondée?|inventée?|découverte?|née?|mort|créée?)\b"),
    auxiliaries=_words("est sont était étaient a ont avait avaient peut doit"),
    introducing=_words(
        "le la les un une des du de au aux en dans par pour sur sous avec sans entre vers chez"
    ),
    stops=_words("et ou à que qui ne pas plus"),
    participles=re.compile(r"\w+(?:ée?s?|is|it|us?)$"),
    common=_words(
        "chose choses fois cas partie exemple nombre temps façon manière raison effet lieu place"
    ),
)

SPANISH = Stating(
    cues=(
        cue(0.13, r"debido a|a causa de|causad[oa]s? por|provocad[oa]s? por|conduce a|provoca"),
        cue(0.12, r"depende de|se basa en|compuest[oa]s? (?:de|por)|consta de|impide|protege de"),
    ),
    number=_number(
        "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
        r"%|por ciento|euros?|€|millones(?: de \w+)?|años|meses|semanas|días|horas|minutos|"
        r"kilómetros|metros|km|m|kg|grados|veces|personas",
        "a",
    ),
    verb=re.compile(
        r"\b(?:es|son|era|eran|fue|fueron|será|está|están|ha|han|había|puede|pueden|debe|deben|"
        r"tiene|tienen|contiene|contienen|permite|permiten|depende|consta|provoca|impide|produce|"
        r"pasó|subieron|subió|creció|crecieron|bajó|alcanza|alcanzó|representa|representan|queda|"
        r"vive|viven|cuenta|cuentan|usa|usan|guarda|guardan|necesita|necesitan)\b"
    ),
    cut=re.compile(r"(?:Pero|Y|Así|Además|Sin embargo|Por tanto|En efecto|Finalmente),?\s"),
    leans=re.compile(
        r"(?:Él|Ella|Ellos|Ellas|Est[aeo]s?|Es[aeo]s?|Aquel\w*|Dich[oa]s?|Su|Sus|Aquí|Allí|Así|Quién|"
        r"Qué|Cómo|Por qué|Sí|No|Otr[oa]s?|Amb[oa]s|Lo|Se|Hay|Tal|También|Es|Son|Era)\b"
    ),
    loose=re.compile(
        r"(?:Si|Cuando|Aunque|Como|Para|Tras|Antes|Con|Sin|Según|Algun[oa]s|Much[oa]s|Vari[oa]s)\b"
    ),
    points=re.compile(
        r"\b(?:yo|me|mi|mis|nosotros|nuestr[oa]s?|tú|tu|tus|usted|te|él|ella|ellos|est[aeo]s?|"
        r"es[aeo]s?|arriba|abajo|figura|tabla|capítulo|página|artículo|ejemplo|hoy|ayer|vamos|"
        r"podemos|anterior\w*|siguiente\w*)\b"
    ),
    hedges=re.compile(r"\b(?:quizás?|a veces|a menudo|algun[oa]s|vari[oa]s|podría\w*|casi|unos)\b"),
    reported=re.compile(r"\b(?:dijo|dice|según|explicó|explica|afirmó|afirma|asegura|añade)\b"),
    recap=re.compile(r"\b(?:resumen|conclusi[oó]n|conclusiones|en breve)\b", re.IGNORECASE),
    pale=re.compile(r"\b(?:importantes?|grandes?|nuev[oa]s?|buen\w*|divers[oa]s?|mejor\w*)\b"),
    events=re.compile(r"\b(?:fundad[oa]|inventad[oa]|descubiert[oa]|nació|murió|cread[oa])\b"),
    auxiliaries=_words("es son era eran fue fueron ha han había puede debe está están"),
    introducing=_words(
        "el la los las un una del de al en por para sobre bajo con sin entre hacia desde"
    ),
    stops=_words("y o a que no más se"),
    participles=re.compile(r"\w+(?:ad[oa]s?|id[oa]s?)$"),
    common=_words("cosa cosas vez veces caso parte ejemplo número tiempo forma manera razón lugar"),
)
