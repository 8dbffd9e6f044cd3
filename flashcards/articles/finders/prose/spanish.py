"""Spanish: the patterns with which its sentences define a term, and the words they are read by."""

import re

from flashcards.articles.finders.prose.language import Language, Meaning, Pattern, Side


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ADVERBS = (
    r"(?:(?:también|a\smenudo|generalmente|normalmente|habitualmente|comúnmente|a\sveces|simplemente|"
    r"básicamente|entonces|así|por\slo\sgeneral|en\sgeneral|esencialmente|tradicionalmente|"
    r"precisamente|por\sdefinición|frecuentemente|además|pues|principalmente|formalmente|"
    r"coloquialmente|literalmente|en\srealidad|igualmente|sin\sembargo),?\s){0,2}"
)
_AN = r"(?:una?|el|la|los|las|al|todo|toda|aquell?[oa]s?|cualquier|lo|unos|unas)\s"
_NAMED = (
    r"(?:llamad[oa]s?|denominad[oa]s?|conocid[oa]s?\scomo|designad[oa]s?\scomo|nombrad[oa]s?|"
    r"bautizad[oa]s?)"
)


def _ask(one: str, several: str) -> tuple[str, str]:
    return f"¿{one}?", f"¿{several}?"


def _cue(pattern: str) -> re.Pattern[str]:
    filled = pattern.replace("ADV ", _ADVERBS).replace("NAMED", _NAMED)
    return re.compile(filled.replace("AN ", _AN))


_IS = _ask("Qué es {term}", "Qué son {term}")
_WAS = _ask("Qué era {term}", "Qué eran {term}")

PATTERNS = (
    Pattern("por X se entiende",
            _cue(r"\b(?:[Ss]e\sentiende|[Ee]ntendemos)\sADV por\s"
                 r"|\bPor\s(?=.{2,60}?\s(?:se\sentiende|entendemos)\b)"),
            Side.AFTER, Meaning.WORDS, 0.7,
            _ask("Qué se entiende por {term}", "Qué se entiende por {term}")),
    Pattern("se llama X a",
            _cue(r"(?:\bSe\s(?:le\s|les\s)?(?:llaman?|denominan?|conocen?\scomo)|\b(?:Ll|D)(?:lamamos|enominamos))"
                 r"\sADV (?=[^.;]{2,60}?\s(?:al?|a\s(?:la|los|las))\s)"),
            Side.AFTER, Meaning.WORDS, 0.7, _ask("A qué se llama {term}", "A qué se llama {term}")),
    Pattern("se habla de X cuando",
            _cue(r"\b[Ss]e\shabla\sADV de\s(?=[^.,;]{2,60},?\s(?:cuando|si)\s)"),
            Side.AFTER, Meaning.WORDS, 0.6,
            _ask("Cuándo se habla de {term}", "Cuándo se habla de {term}")),
    Pattern("X se define como",
            _cue(r"\s(?:se\s(?:define|definen|puede\sdefinir|entiende|entienden)|(?:es|son|está|están)\s"
                 r"definid[oa]s?)\sADV como\s"),
            Side.BEFORE, Meaning.WORDS, 0.68, _ask("Cómo se define {term}", "Cómo se definen "
            "{term}")),
    Pattern("X se refiere a",
            _cue(r"\s(?:se\srefieren?\sADV al?|(?:hace|hacen)\sreferencia\sal?"
            r"|alude\sal?)\s(?!est[aeo]s?\b)"),
            Side.BEFORE, Meaning.WORDS, 0.65, _ask("A qué se refiere {term}", "A qué se "
            "refieren {term}")),
    Pattern("X designa", _cue(r"\sADV (?:designan?|denotan?)\sADV (?=AN |a\s)"),
            Side.BEFORE, Meaning.WORDS, 0.6, _ask("Qué designa {term}", "Qué designan {term}")),
    Pattern("X significa", _cue(r"\sADV (?:significan?|quieren?\sdecir)\sADV (?!qu)"),
            Side.BEFORE, Meaning.WORDS, 0.5, _ask("Qué significa {term}", "Qué significan {term}")),
    Pattern("M. Esto se llama X",
            _cue(r"\b(?:Esto|(?:Est[aeo]s?|Estos)(?:\s\w+){0,2})\s(?:se\s(?:les?\s)?(?:llaman?|denominan?|"
                 r"conocen?\scomo)|es\slo\sque\s(?:se\sllama|llamamos|se\sconoce\scomo|se\sdenomina)|"
                 r"(?:es|son)\sADV NAMED)\s|\bA\sest[aeo]s?(?:\s\w+){0,2}\sse\sles?\s(?:llama"
                 r"|denomina|"
                 r"conoce\scomo)\s"),
            Side.AFTER, Meaning.SENTENCE, 0.5),
    Pattern("M se llama X",
            _cue(r",?\s(?:se\s(?:les?\s)?(?:llaman?|denominan?|conocen?\s(?:\w+\s)?como)|(?:es"
            r"|son)\sADV NAMED|"
                 r"reciben?\sel\snombre\sde)\sADV "),
            Side.AFTER, Meaning.SUBJECT, 0.58),
    Pattern("X es un", _cue(r"\s(?:es|son|era|eran|fue|fueron)\sADV (?=(?:una?|el|la|los|las"
    r"|unos|unas|"
                            r"cualquier|todo|toda|aquel|aquell[oa]s?)\s)"),
            Side.BEFORE, Meaning.KIND, 0.62, _IS, _WAS),
    Pattern("X son", _cue(r"\sson\sADV (?=[a-záéíóúñ]+s\s(?:[a-záéíóúñ]+s\s)?(?:que|de|con|para"
    r"|en|cuy[oa]s?|formad|"
                          r"utilizad|usad|capaces)\b)"),
            Side.BEFORE, Meaning.KIND, 0.52, _IS),
    Pattern("X es cuando", _cue(r"\s(?:es|ocurre|se\sproduce|sucede)\scuando\s"),
            Side.BEFORE, Meaning.WORDS, 0.42, _ask("Cuándo se habla de {term}", "Cuándo se "
            "habla de {term}")),
    Pattern("X consiste en", _cue(r"\sADV consisten?\sADV en\s(?!varios|varias|muchos|diversos)"),
            Side.BEFORE, Meaning.WORDS, 0.5, _ask("En qué consiste {term}", "En qué consisten "
            "{term}")),
    Pattern("X se compone de",
            _cue(r"\s(?:(?:está|están|es|son)\sADV (?:compuest|formad|constituid"
            r"|integrad)[oa]s?\spor"
                 r"|(?:se\scomponen?|constan?)\sde)\s(?!varios|varias|muchos|diversos)"),
            Side.BEFORE, Meaning.WORDS, 0.4,
            _ask("De qué se compone {term}", "De qué se componen {term}")),
    Pattern("X sirve para", _cue(r"\s(?:sirven?|se\sutilizan?|se\susan?)\sADV para\s"),
            Side.BEFORE, Meaning.WORDS, 0.45, _ask("Para qué sirve {term}", "Para qué sirven "
            "{term}")),
)  # fmt: skip

_PRONOUNS = _words(
    "yo tú él ella ello nosotros nosotras vosotros ellos ellas usted ustedes me te se nos os lo le "
    "les esto eso aquello este esta estos estas ese esa esos esas aquel aquella aquellos aquellas "
    "que quien quienes cual cuales cuyo cuya cuyos cuyas donde qué quién cuál cuándo cómo todo "
    "toda todos todas nada nadie alguien algo cada uno unos unas alguno alguna algunos algunas "
    "otro otra otros otras varios varias mismo misma ambos ambas"
)
_PREPOSITIONS = _words(
    "a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por según "
    "sin sobre tras versus vía"
)
_CONJUNCTIONS = _words(
    "y e o u pero sino ni que si como cuando porque pues aunque mientras donde así luego entonces"
)
_VERBS = _words(
    "es son era eran fue fueron será serán sea sean está están estaba ha han había hay tiene "
    "tienen "
    "puede pueden debe deben hace hacen va van viene llama llaman llamado llamada denomina "
    "denominan "
    "denominado conoce significa permite permiten sigue siguen parece ser estar haber tener"
)
_ADVERBS_ALONE = _words(
    "no nunca jamás tampoco muy más menos también ya aún todavía siempre aquí allí ahí hoy ayer "
    "mañana ahora después antes finalmente además quizás quizá casi apenas solo sólo sí demasiado "
    "mucho poco bastante tanto tan etc"
)
_OWN = _words("mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra")
_JUDGED = _words(
    "bueno buena buen buenos buenas mejor mejores malo mala peor gran grande importante "
    "importantes "
    "principal principales primer primero primera primeros segundo segunda último última únic "
    "único "
    "única verdadero verdadera esencial excelente perfecto perfecta fácil difícil simple mismo "
    "misma "
    "otro otra nuevo nueva tal siguiente siguientes útil interesante ideal fundamental crucial "
    "enorme posible frecuente común famoso famosa popular más menos clave necesario necesaria"
)
_VAGUE = _words(
    "cosa cosas parte tipo forma manera modo pregunta razón problema ejemplo ventaja desventaja "
    "resultado resultados consecuencia objetivo meta tarea tema idea posibilidad solución "
    "respuesta "
    "causa efecto ámbito punto caso hecho situación tiempo año día semana mes lugar página número "
    "cantidad tamaño valor precio coste costo trabajo desarrollo estudio autor autores "
    "investigador "
    "investigadores artículo texto libro capítulo sección tabla figura imagen hombre mujer niño "
    "niños gente persona personas empresa país ciudad gobierno mundo vida historia inicio final "
    "fin "
    "paso método sistema proceso modelo nombre término palabra diferencia papel condición factor "
    "comparación base contexto excepción regla sentido programa proyecto grupo medida reto mercado "
    "cliente usuario usuarios fabricante elemento elementos datos información fuente alternativa "
    "presencia existencia ausencia mayoría conjunto resto paciente pacientes equipo"
)
_OPINIONS = _words(
    "razón problema ejemplo ventaja desventaja pregunta error desafío cosa paso inicio final "
    "consecuencia resultado solución posibilidad oportunidad papel tema sueño éxito prueba señal "
    "opción riesgo peligro obstáculo causa factor elección fracaso regalo placer escándalo broma "
    "mito catástrofe ayuda excepción contrario caso aspecto punto clave corazón motor objetivo "
    "alternativa compromiso consejo momento día año tiempo idea reflejo fruto asunto hecho fuente "
    "prioridad reto trampa lección misterio cuestión noticia vez lástima"
)
_PERSONS = _words(
    "rey reina emperador emperatriz papa obispo monje compositor compositora músico cantante "
    "pintor "
    "pintora escultor arquitecto escritor escritora autor autora poeta novelista filósofo filósofa "
    "matemático matemática físico química químico biólogo bióloga astrónomo científico científica "
    "ingeniero inventor político política presidente presidenta ministro ministra general "
    "almirante "
    "capitán abogado juez médico médica profesor profesora historiador economista sociólogo "
    "psicólogo programador actor actriz director directora periodista experto experta investigador "
    "investigadora fundador jefe jefa meteorólogo"
)

SPANISH = Language(
    code="es",
    patterns=PATTERNS,
    indefinite=_words("un una unos unas"),
    definite=_words("el la los las"),
    within=_words("de del a al en y o para con sin por"),
    of=_words("de del"),
    never=(
        (_PRONOUNS | _PREPOSITIONS | _CONJUNCTIONS | _VERBS | _ADVERBS_ALONE | _OWN)
        | _words("un una unos unas el la los las lo")
    ),
    verbs=frozenset(),
    owner=re.compile(r"\sde\s(?=una?\s)"),
    not_first=_words(
        "dos tres cuatro cinco seis siete ocho nueve diez cien mil varios varias diferentes "
        "diversos "
        "ciertos capítulo sección página tabla figura ejemplo señor señora dr dra cada ningún "
        "ninguna "
        "muchos muchas pocos"
    )
    | (_JUDGED - _words("primer primero primera gran segundo simple nuevo nueva último última")),
    not_last=_JUDGED - _words("simple principal común único única posible"),
    not_alone=_VAGUE | _OPINIONS | _JUDGED,
    persons=_PERSONS,
    belonging=_words("miembro amigo graduado socio"),
    who=_ask("Quién es {term}", "Quién era {term}"),
    judging=_OPINIONS
    | (_JUDGED - _words("gran grande más menos simple segundo segunda único única mismo común")),
    open_subjects=_words("todo toda cada aquellos aquel aquella aquellas los quien"),
    open_nouns=_words("alguien aquel aquella aquellos aquellas quien algo"),
    pronouns=_words("él ella ello ellos ellas esto eso este esta yo nosotros usted se"),
    relatives=_words("que cual cuales donde cuyo cuya"),
    opining=_words("cuestión asunto"),
    narrowing=_PREPOSITIONS
    | _words(
        "que cuyo cuya cuyos cuyas donde quien utilizado utilizada utilizados usado usada usados "
        "formado formada formados compuesto compuesta constituido constituida basado basada "
        "destinado destinada capaz situado situada ubicado ubicada producido producida causado "
        "causada provocado provocada obtenido diseñado diseñada creado creada dedicado dedicada "
        "cuando encargado encargada relacionado relacionada integrado conectado conectados llamado"
    ),
    finite=_words("es son era eran ha han puede pueden debe deben tiene tienen hace será está"),
    opening=re.compile(
        r"(?:(?:Sin embargo|Así|Por tanto|Por lo tanto|Pero|Y|Además|Finalmente|Luego|En primer "
        r"lugar|Por ejemplo|En resumen|Es decir|En otras palabras|Por otro lado|Por otra parte|"
        r"En cambio|En general|Definición|De hecho|Básicamente|También|Entonces),?:?\s"
        r"|(?:Sabemos|Recordemos|Recuerda|Cabe señalar|Hay que saber|Ten en cuenta)\sque\s)"
    ),
    setting=re.compile(
        r"(?:En|Dentro|Para|Según|Con|Sobre|Entre|A diferencia|Como|Desde)\s[^,.;:]{2,60},\s"
    ),
    naming=re.compile(
        r"(?:[Ee]l|[Ll]a|[Ll]os|[Uu]n|[Uu]na)\s(?:términos?|palabras?|expresión|nombre|sigla|siglas|"
        r"concepto|acrónimo|abreviatura)\s(?:de\s)?"
    ),
    alias=re.compile(
        r"\s?\((?:(?:o|también|llamad[oa]s?|conocid[oa]s?|como|en inglés|abreviad[oa]|por sus "
        r"siglas|"
        r"siglas)[\s,:]+){0,4}(?P<name>[^()]{1,50})\)"
        r"|,\s(?:(?:o|también|a veces|comúnmente)\s){1,3}"
        r"(?:(?:llamad[oa]s?|denominad[oa]s?|conocid[oa]s?\scomo)\s)?"
        r"(?:(?:el|la|los|las|una?)\s)?(?P<other>[^,()]{1,50}),?(?=\s|$)"
    ),
    aside=re.compile(
        r",\s(?:como su nombre (?:lo )?indica|en cambio|por su parte|sin embargo|"
        r"(?:en|según)\s[^,]{3,60}|que[^,]{3,60}|cuy[oa]s?[^,]{3,60}),"
    ),
    pointing=re.compile(
        r"\b(?:[Ee]st[aeo]s?|[Ee]s[aeo]s?|[Aa]quell[oa]s?(?!\s(?:que|en|de))|anterior(?:es)?|siguientes?|"
        r"[Dd]ichos?|[Dd]ichas?|nuestr[oa]s?|aquí|arriba|abajo|hemos|\w+amos)\b"
    ),
    goes_on=re.compile(r"(?:y\s|pero\s)?(?:él|ella|ellos|su|sus|esto|este|esta|porque)\b"),
    longer=re.compile(r"(?!)"),
    doubt=re.compile(
        r"\b(?:por ejemplo|no|nunca|jamás|ni|ningún|ninguna|tampoco|sería|serían|podría|podrían"
        r"|debería|si|"
        r"quizás?|tal vez|probablemente|supuest[oa]s?|en lugar de|en vez de|yo|mi|mis|tu|tus|usted|"
        r"él|ella)\b"
    ),
    is_noun=lambda word: not word.lower().endswith("mente") or word.lower() in ("mente", "demente"),
    is_plural=lambda term: term.split()[0].endswith("s") and not term[0].isupper(),
    plural_verbs=re.compile(
        r"\b(?:son|eran|fueron|definen|entienden|refieren|hacen|designan|denotan|significan|quieren|"
        r"consisten|están|componen|sirven|utilizan|usan)\b"
    ),
    singular_verbs=re.compile(r"\b(?:es|era|fue|define|entiende|refiere|designa|significa|está)\b"),
    past_verbs=re.compile(r"\b(?:era|eran|fue|fueron)\b"),
    singular=lambda word: _singular(word),
    behind_comma=_words("que cuyo cuya cuyos cuyas donde quien con en para"),
    longest=6,
    noun_first=True,
    definite_for_all=True,
    contractions=((r"\bde el\b", "del"), (r"\ba el\b", "al"), (r"\bA el\b", "Al")),
)
"""The tables of Spanish."""


def _singular(word: str) -> str:
    """Return a Spanish word without its plural ending."""
    if len(word) > 5 and word.endswith("es") and word[-3] in "dlnrsz":
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
