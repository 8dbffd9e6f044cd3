"""German: the patterns with which its sentences define a term, and the words they are read by."""

import re

from flashcards.articles.finders.prose.language import Language, Meaning, Pattern, Side


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _inflected(stems: str) -> frozenset[str]:
    """Return adjectives with their endings."""
    return frozenset(
        stem + ending for stem in stems.split() for ending in ("", "e", "er", "es", "en", "em")
    )


_ADVERBS = (
    r"(?:(?:auch|oft|häufig|meist|meistens|üblicherweise|normalerweise|gewöhnlich|allgemein|"
    r"im\sAllgemeinen|im\sGrunde|einfach|eigentlich|lediglich|also|somit|daher|dabei|hierbei|"
    r"ursprünglich|manchmal|gelegentlich|grob|vereinfacht|traditionell|heute|"
    r"nichts\sanderes\sals|quasi|im\sWesentlichen|per\sDefinition|umgangssprachlich|kurz|"
    r"formal|allgemein\sgesprochen|in\sder\sRegel|demnach|jedoch|aber|dagegen|hingegen)\s){0,2}"
)
_ARTICLE = r"(?:eine?[nmr]?|der|die|das|den|dem|jede[rs]?)"
_WAS = ("Was war {term}?", "Was waren {term}?")
_BY = r"(?=.{2,60}?\s(?:versteht|verstehen)\s(?:man|wir|die|der)\b)"
_AS = r"(?=.{2,60}?\s(?:bezeichnet\s(?:man|die|der)|wird\s.{5,}bezeichnet|werden\s.{5,}bezeichnet))"


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("ADV ", _ADVERBS).replace("ARTICLE", _ARTICLE))


PATTERNS = (
    Pattern("unter X versteht man", _cue(rf"\bUnter\s{_BY}"), Side.AFTER, Meaning.WORDS, 0.7,
            ("Was versteht man unter {term}?",) * 2),
    Pattern("man versteht unter X", _cue(r"\b(?:versteht\sman|verstehen\swir)\sADV unter\s"
                                         r"(?=[^,.]{2,60}?\sARTICLE\s)"),
            Side.AFTER, Meaning.WORDS, 0.65, ("Was versteht man unter {term}?",) * 2),
    Pattern("als X bezeichnet man", _cue(rf"\bAls\s{_AS}"), Side.AFTER, Meaning.WORDS, 0.7,
            ("Was bezeichnet man als {term}?",) * 2),
    Pattern("von X spricht man, wenn",
            _cue(r"\bVon\s(?=.{2,60}?\sspricht\sman\b)|\b[Mm]an\sspricht\s(?:ADV )?(?:dann\s)?von\s"
                 r"(?=[^,.]{2,60},\swenn\s)"),
            Side.AFTER, Meaning.WORDS, 0.6, ("Wann spricht man von {term}?",) * 2),
    Pattern("bei X handelt es sich um",
    _cue(r"\bBei\s(?=.{2,60}?\shandelt\ses\ssich\s(?:\w+\s)?um\s)"),
            Side.AFTER, Meaning.WORDS, 0.55, ("Worum handelt es sich bei {term}?",) * 2),
    Pattern("X ist definiert als",
            _cue(r"\s(?:(?:ist|sind|wird|werden)\sADV (?:definiert|beschrieben)\sals"
                 r"|lässt\ssich\sADV (?:definieren|beschreiben|verstehen)\sals)\s"),
            Side.BEFORE, Meaning.WORDS, 0.68,
            ("Wie ist {term} definiert?", "Wie sind {term} definiert?")),
    Pattern("X steht für", _cue(r"\ssteh(?:t|en)\sADV für\s"), Side.BEFORE, Meaning.WORDS, 0.6,
            ("Wofür steht {term}?", "Wofür stehen {term}?")),
    Pattern("X bezeichnet",
            _cue(r"\s(?:bezeichne(?:t|n)|meint|meinen|umschreibt)\sADV "
                 r"(?=(?:ARTICLE|in|bei|jene\w?|alle)\s)(?!.*\sals\s(?:\w+\s){0,3}\w+[.,;]?$)"),
            Side.BEFORE, Meaning.WORDS, 0.62, ("Was bezeichnet {term}?", "Was bezeichnen {term}?")),
    Pattern("der Begriff X bezeichnet",
            _cue(r"\s(?:bezeichne(?:t|n)|meint|umschreibt|beschreibt)\sADV "),
            Side.BEFORE, Meaning.WORDS, 0.62, ("Was bezeichnet {term}?", "Was bezeichnen {term}?"),
            announced=True),
    Pattern("X beschreibt", _cue(r"\sbeschreib(?:t|en)\sADV (?=(?:ARTICLE|wie|dass)\b)"),
            Side.BEFORE, Meaning.WORDS, 0.5, ("Was beschreibt {term}?", "Was beschreiben {term}?")),
    Pattern("X bedeutet", _cue(r"\sbedeut(?:et|en)\sADV (?!,|für\s|auch\s|aber\s|nicht)"),
            Side.BEFORE, Meaning.WORDS, 0.5, ("Was bedeutet {term}?", "Was bedeuten {term}?")),
    Pattern("M. Das nennt man X",
            _cue(r"\b(?:Das|Dies(?:es|er|e|en)?(?:\s\w+)?)\s(?:nennt\sman|heißt|heißen|"
                 r"bezeichnet\sman\sals)\sADV "
                 r"|\bDies(?:es|er|e)?(?:\s\w+)?\swird\sADV "
                 r"(?:als\s)?(?=[^,.;]{2,50}\s(?:genannt|bezeichnet)\b)"
                 r"|\b(?:Man|[Hh]ier)\sspricht\s(?:man\s)?(?:dann|hier|dabei|in\sdiesem\sFall)?\s?"
                 r"ADV von\s(?=[^,;]{2,60}[.]?$)"),
            Side.AFTER, Meaning.SENTENCE, 0.5),
    Pattern("M nennt man X",
            _cue(r",?\s(?:nennt\sman|bezeichnet\sman\sADV als|heißt|heißen)\sADV (?!es\b|das\b"
            r"|dass\b)"),
            Side.AFTER, Meaning.SUBJECT, 0.6),
    Pattern("M wird X genannt",
            _cue(r",?\s(?:wird|werden|wurde|wurden)\sADV (?:als\s)?"
                 r"(?=[^,.;]{2,50}\s(?:genannt|bezeichnet)\b)"),
            Side.AFTER, Meaning.SUBJECT, 0.6),
    Pattern("X ist ein", _cue(r"\s(?:ist|sind|war|waren)\sADV (?=(?:eine?|der|die|das"
    r"|jede[rs]?)\s)"),
            Side.BEFORE, Meaning.KIND, 0.62, ("Was ist {term}?", "Was sind {term}?"), _WAS),
    Pattern("X liegt vor, wenn", _cue(r"\sliegt\svor,\swenn\s"),
            Side.BEFORE, Meaning.WORDS, 0.52, ("Wann liegt {term} vor?",) * 2),
    Pattern("X entsteht, wenn", _cue(r"\sentsteh(?:t|en),\swenn\s"),
            Side.BEFORE, Meaning.WORDS, 0.5, ("Wann entsteht {term}?", "Wann entstehen {term}?")),
    Pattern("Xe sind", _cue(r"\ssind\sADV (?=(?:[a-zäöüß-]+[en]\s){0,3}[A-ZÄÖÜ][\wäöüß-]+(?:,"
    r"|\s))"),
            Side.BEFORE, Meaning.KIND, 0.52, ("Was sind {term}?",) * 2),
    Pattern("X ist Y ohne Artikel", _cue(r"\sist\sADV "
    r"(?=(?:[a-zäöüß-]+[se]\s)?[A-ZÄÖÜ][\wäöüß-]+,)"),
            Side.BEFORE, Meaning.KIND, 0.5, ("Was ist {term}?",) * 2),
    Pattern("X besteht aus",
            _cue(r"\s(?:besteh(?:t|en)\sADV aus|setz(?:t|en)\ssich\sADV (?:aus|zusammen\saus))\s"
                 r"(?!mehreren|vielen|verschiedenen|zahlreichen)"),
            Side.BEFORE, Meaning.WORDS, 0.4, ("Woraus besteht {term}?", "Woraus bestehen {term}?")),
    Pattern("X dient", _cue(r"\sdien(?:t|en)\sADV (?=(?:der|dem|zur|zum|dazu)\b)"),
            Side.BEFORE, Meaning.WORDS, 0.45, ("Wozu dient {term}?", "Wozu dienen {term}?")),
)  # fmt: skip

_PRONOUNS = _words(
    "ich du er sie es wir ihr man mich dich ihn uns euch ihnen ihm mir dir sich dies dieser diese "
    "dieses diesem diesen jener jene jenes was wer wem wen das der die den dem denen wo wie warum "
    "hier dort da darin darunter dabei damit dazu dadurch beides beide alles nichts etwas jemand "
    "niemand selbst einer eines einige manche viele wenige andere solche jeder jedes jede "
    "letzteres "
    "ersteres derjenige diejenige dasjenige diejenigen"
)
_PREPOSITIONS = _words(
    "in im ins an am ans auf aus bei beim mit nach von vom zu zum zur für gegen ohne um über unter "
    "vor hinter neben zwischen durch seit während wegen trotz bis ab per pro laut innerhalb "
    "außerhalb anhand mittels gegenüber entlang statt anstatt aufgrund"
)
_CONJUNCTIONS = _words(
    "und oder aber sondern denn dass weil wenn falls ob obwohl als damit sobald solange nachdem "
    "bevor sowie sowohl weder noch entweder beziehungsweise bzw bzw. indem wobei wodurch"
)
_VERBS = _words(
    "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte muss "
    "müssen soll sollen sollte darf dürfen mag möchte will wollen würde sei seien gibt geht kommt "
    "macht machen nennt nennen genannt bezeichnet heißt heißen bedeutet besteht steht liegt lässt "
    "bleibt bleiben zeigt führt findet gilt gelten versteht verwendet"
)
_ADVERBS_ALONE = _words(
    "nicht kein keine keinen keiner keines nie niemals sehr zu auch nur schon noch immer wieder "
    "dann daher deshalb deswegen jedoch dennoch trotzdem allerdings außerdem zudem ferner heute "
    "gestern morgen jetzt nun so also etwa rund circa ungefähr fast kaum oft meist häufig zuerst "
    "zunächst schließlich natürlich leider vielleicht sogar gar ganz einfach besonders vor allem "
    "insbesondere beispielsweise etc usw sowieso eigentlich wirklich tatsächlich meistens bisher "
    "bislang inzwischen mittlerweile weiterhin stattdessen entsprechend grundsätzlich generell"
)
_OWN = frozenset(
    word + ending
    for word in ("mein", "dein", "sein", "ihr", "unser", "euer", "eur")
    for ending in ("", "e", "en", "em", "er", "es")
)
_JUDGED = _inflected(
    "gut schlecht wichtig groß klein best größt wichtigst einfach schwierig schwer leicht häufigst "
    "beliebt beliebtest bekanntest meist erst zweit dritt letzt einzig ideal perfekt schön toll "
    "interessant entscheidend zentral wesentlich weiter ander ähnlich gleich selb richtig falsch "
    "typisch klassisch nützlich sinnvoll hilfreich enorm echt wahr wunderbar spannend nächst "
    "hauptsächlich ganz klar möglich mögliche weitverbreitet unverzichtbar teuer günstig günstigst "
    "höchst niedrigst schnellst neu neuest alt ältest jung effizient sicher beste bessere besser "
    "größer kleiner höher stark sehr gängig üblich ausgezeichnet hervorragend"
)
_VAGUE = _words(
    "art teil ding sache weise form frage grund problem beispiel vorteil nachteil ergebnis folge "
    "ziel aufgabe thema idee möglichkeit lösung antwort ursache wirkung bereich punkt fall fakt "
    "tatsache situation zeit jahr tag woche monat ort seite zahl anzahl menge größe wert preis "
    "kosten arbeit entwicklung studie untersuchung autor autorin autoren forscher forscherin "
    "artikel text buch kapitel abschnitt tabelle abbildung bild foto mann frau kind kinder mensch "
    "menschen leute person firma unternehmen land stadt regierung welt leben geschichte anfang "
    "ende schritt methode verfahren system prozess modell name begriff wort unterschied rolle "
    "voraussetzung bedingung faktor vergleich grundlage basis hintergrund ausnahme regel zweck "
    "sinn kern hauptgrund hauptproblem element programm projekt gruppe verein maßnahme maßnahmen "
    "ansatz herausforderung trend markt kunde kunden nutzer anwender hersteller betreiber chef "
    "elemente faktoren bereiche daten informationen wissen angabe angaben variante version "
    "eltern patient patienten ärzte arzt experte experten quelle quellen alternative erste zweite"
)
_OPINIONS = _words(
    "grund problem beispiel vorteil nachteil frage fehler herausforderung ding sache schritt "
    "anfang ende folge ergebnis lösung möglichkeit chance rolle thema traum erfolg beweis zeichen "
    "ausdruck option risiko gefahr hindernis voraussetzung ursache auslöser faktor wahl segen "
    "fluch "
    "geschenk vergnügen muss tabu skandal witz irrtum mythos katastrophe hilfe weg glück pech "
    "ausnahme regel gegenteil fall aspekt punkt kern hauptgrund favorit klassiker problematik "
    "grundlage basis schlüssel herzstück ziel trumpf alternative kompromiss tipp zeitpunkt moment "
    "tag jahr zeit zeitraum erste zweite letzte idee vergleich"
)
_PERSONS = _words(
    "könig königin kaiser kaiserin papst bischof mönch komponist komponistin musiker musikerin "
    "sänger sängerin maler malerin bildhauer architekt architektin schriftsteller schriftstellerin "
    "autor autorin dichter dichterin philosoph philosophin mathematiker mathematikerin physiker "
    "physikerin chemiker chemikerin biologe biologin astronom wissenschaftler wissenschaftlerin "
    "ingenieur erfinder politiker politikerin präsident präsidentin minister ministerin kanzler "
    "general admiral kapitän kaufmann anwalt richter arzt ärztin professor professorin lehrer "
    "historiker historikerin ökonom soziologe psychologe psychologin programmierer schauspieler "
    "regisseur journalist journalistin experte expertin leiter leiterin sprecher sprecherin "
    "geschäftsführer geschäftsführerin gründer gründerin forscher forscherin mitarbeiter"
)
_ADJECTIVE = re.compile(
    r"\w{2,}(?:lich|isch|bar|sam|haft|los|ell|ial|iv|ös|end)$|\w{2,}ig$|ge\w{3,}(?:t|en)$|"
    r"(?:be|ver|er|ent)\w{3,}t$|\w{3,}(?:weise|wärts|mals|falls|dings|seits|samt)$"
)
_NOUNS_LIKE_ADJECTIVES = _words(
    "honig könig essig käfig teig zweig krieg krankheit tisch fisch teppich bereich nachbar "
    "haft wirtschaft botschaft abend jugend tugend gegend wochenende gebiet gericht gewicht "
    "gedicht "
    "gesicht gelenk geschäft gerät gebot gehalt geburt geduld gestalt getreide gewalt gespenst "
    "verlust verdienst vertrag bericht verlauf versicht bericht ernst ersatz erhalt entwurf "
    "verbot beamt betracht verstand bestand ertrag erfolg motiv archiv adjektiv substantiv "
    "infinitiv dativ akkusativ genitiv nominativ objektiv elektiv material potential potenzial "
    "modell duell hotel differential integral serverlos vorstand pfennig käufig reisig pfirsich "
    "kranich rettich dividend trend gebet gewebe geschwindigkeit gefahren gewissen"
)


def _may_be_noun(word: str) -> bool:
    """Tell by its capital and ending whether a word may be a noun, also where a sentence begins."""
    if word[0].islower():
        return False
    lower = word.lower()
    return (
        lower in _NOUNS_LIKE_ADJECTIVES or lower.endswith("schaft") or not _ADJECTIVE.match(lower)
    )


def _singular(word: str) -> str:
    """Return a German word without the endings that most often tell number and case."""
    for ending in ("innen", "en", "es", "er", "e", "n", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


GERMAN = Language(
    code="de",
    patterns=PATTERNS,
    indefinite=_words("ein eine einen einem einer eines jeder jede jedes"),
    definite=_words("der die das den dem"),
    within=_words("der des und oder von für in im mit zur zum auf an am aus"),
    of=_words("der des von"),
    never=(
        (_PRONOUNS | _PREPOSITIONS | _CONJUNCTIONS | _VERBS | _ADVERBS_ALONE | _OWN)
        | _words("des ein eine einen einem einer eines")
    ),
    verbs=frozenset(),
    owner=re.compile(r"\s(?=(?:eines|einer|dieser|dieses|deren)\s)"),
    not_first=_words(
        "zwei drei vier fünf sechs sieben acht neun zehn hundert tausend mehrere verschiedene "
        "zahlreiche sogenannte sogenannter erstens zweitens drittens wichtig folgende obige "
        "genauer kapitel abschnitt seite tabelle abbildung beispiel schritt herr frau dr prof "
        "mehr weniger dank gut schlecht gerade genau ebenso ebenfalls ähnlich anders laut wer "
        "ziel voraussetzung hintergrund grund hinweis tipp achtung fazit frage antwort sinn januar "
        "februar märz april mai juni juli august september oktober november dezember"
    )
    | (_JUDGED - _inflected("groß klein erst zweit dritt neu alt")),
    not_last=_JUDGED | _words("uhr euro prozent mal"),
    not_alone=_VAGUE | _OPINIONS | _JUDGED,
    persons=_PERSONS,
    belonging=_words("mitglied freund absolvent partner"),
    who=("Wer ist {term}?", "Wer war {term}?"),
    judging=_OPINIONS | (_JUDGED - _inflected("klein groß einfach weiter neu alt jung")),
    open_subjects=_words("alle jeder jede jedes diejenigen personen menschen wer was"),
    open_nouns=_words("jemand etwas personen menschen"),
    pronouns=_words("es sie er dies das dieser diese dieses wir man ich du ihr"),
    relatives=_words("der die das den dem dessen deren denen welcher welche welches was"),
    opining=_words("sache"),
    narrowing=(_PREPOSITIONS - _words("statt anstatt"))
    | _words("der des die das dessen deren zwischen um"),
    finite=_words("ist sind war waren wird werden hat haben kann können muss müssen soll sollen"),
    opening=re.compile(
        r"(?:(?:Und|Aber|Denn|Also|Doch|Kurz gesagt|Das heißt|Einfach gesagt|Anders gesagt|"
        r"Mit anderen Worten|Vereinfacht gesagt|Zum Beispiel|Merke|Definition)[,:]?\s"
        r"|(?:Wir wissen|Man weiß|Beachte|Wichtig ist|Merke dir)[^,]{0,30},\sdass\s)"
    ),
    setting=re.compile(r"(?!)"),
    naming=re.compile(
        r"(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]em|[Dd]en|[Ee]in(?:e[mnr]?)?)\s(?:\w+\s)?"
        r"(?:Begriffe?|Wort|Ausdruck|Bezeichnung|Fachbegriff|Abkürzung|Terminus|Namen?)\s"
        r"(?=[\"„“»*_A-ZÄÖÜ])"
    ),
    alias=re.compile(
        r"\s?\((?:(?:auch|oder|kurz|abgekürzt|genannt|engl\.|englisch|lat\.|von|früher)[\s,:]+){0,3}"
        r"(?P<name>[^()]{1,50})\)"
        r"|,\s(?:auch|oft|kurz|oder|früher|umgangssprachlich)\s(?:auch\s|kurz\s)?(?:als\s)?"
        r"(?:(?:der|die|das|eine?)\s)?(?P<other>[^,()]{1,50}?)(?:\s(?:genannt|bezeichnet))?,?(?=\s|$)"
    ),
    aside=re.compile(
        r",\s(?:wie der Name (?:schon )?sagt|also[^,]{3,50}|die[^,]{3,60}|der[^,]{3,60}|"
        r"das[^,]{3,60}),"
    ),
    pointing=re.compile(
        r"\b(?:[Dd]ies(?:e[rsmn]?)?|[Jj]ene[rsmn]?|[Ss]olche?[rsmn]?|oben|unten|obige\w?|folgende\w?|"
        r"[Ll]etztere\w?|[Ee]rstere\w?|[Hh]ier(?:bei|für|mit|zu)?|[Dd]abei|[Dd]arin|[Dd]araus|unser\w{0,2}|"
        r"andere[rn]?|ebenfalls|wir)\b"
    ),
    goes_on=re.compile(
        r"(?:und\s|aber\s)?(?:er|sie|es|ihre?|seine?|dies|das|diese[rs]?|so|weil|da|denn)\b"
    ),
    longer=re.compile(r"[\"“«*]?\s(?:zu\s\w+en\b|und\s\w+(?:\s\w+)?[.,;:)])"),
    doubt=re.compile(
        r"\b(?:zum Beispiel|beispielsweise|etwa|z\.\s?B\.|nicht|kein\w{0,2}|nie|niemals|weder"
        r"|noch nie|kaum|statt|anstatt|wäre|würden?|könnten?|"
        r"sollten?|müssten?|falls|ob|angenommen|vielleicht|vermutlich|angeblich|wohl|sogenannt\w*|ich|"
        r"[Mm]ein\w{0,2}|[Ii]hr|[Ii]hnen|du|dein\w{0,2}|[Uu]ns|[Ss]ein\w{0,2})\b"
    ),
    is_noun=_may_be_noun,
    is_plural=lambda term: term.endswith(("en", "er", "e", "s")),
    plural_verbs=re.compile(
        r"\b(?:sind|waren|werden|stehen|bezeichnen|meinen|beschreiben|bedeuten|bestehen|setzen|"
        r"dienen)\b"
    ),
    singular_verbs=re.compile(r"\b(?:ist|war|wird|lässt|\w+t)\b"),
    past_verbs=re.compile(r"\b(?:war|waren|wurde|wurden)\b"),
    singular=_singular,
    behind_comma=_PREPOSITIONS
    | _words(
        "der die das den dem dessen deren denen welcher welche welches wo wobei woran worin "
        "wodurch "
        "bei dass wenn"
    ),
    capital_nouns=True,
    definite_for_all=True,
)
"""The tables of German."""
