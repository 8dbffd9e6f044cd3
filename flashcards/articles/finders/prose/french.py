"""French: the patterns with which its sentences define a term, and the words they are read by."""

import re

from flashcards.articles.finders.prose.language import Language, Meaning, Pattern, Side


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ADVERBS = (
    r"(?:(?:aussi|souvent|généralement|habituellement|couramment|parfois|simplement|donc|ainsi|"
    r"également|en\sgénéral|en\sfait|tout\ssimplement|alors|essentiellement|communément|"
    r"traditionnellement|plus\sprécisément|par\sdéfinition|quant\sà\s\w+|en\seffet|avant\stout|"
    r"d['’]abord|principalement|encore|plutôt|littéralement|quelquefois|cependant|toutefois),?\s){0,2}"
)
_AN = r"(?:(?:une?|les?|la|tout|toute|ce|ceux|celle|des|du)\s|l['’])"
_NAMED = r"(?:appelée?s?|nommée?s?|dénommée?s?|dite?s?|connue?s?\ssous\sle\snom\sd(?:e\s|['’])|"
_NAMED += r"désignée?s?\s(?:comme|par|sous\sle\snom\sde)|baptisée?s?|qualifiée?s?\sde)"
_END = "\u00a0?"


def _ask(one: str, several: str) -> tuple[str, str]:
    return one + _END, several + _END


def _cue(pattern: str) -> re.Pattern[str]:
    filled = pattern.replace("ADV ", _ADVERBS).replace("NAMED", _NAMED)
    return re.compile(filled.replace("AN ", _AN))


_IS = _ask("Qu’est-ce que {term}", "Que sont {term}")
_WAS = _ask("Qu’était {term}", "Qu’étaient {term}")

PATTERNS = (
    Pattern("on entend par X",
            _cue(r"\b(?:[Oo]n\sentend(?:ra)?|[Nn]ous\sentendons)\sADV par\s"
                 r"|\bPar\s(?=.{2,60}?\s(?:on\sentend|nous\sentendons|il\sfaut\sentendre)\b)"),
            Side.AFTER, Meaning.WORDS, 0.7, _ask("Qu’entend-on par {term}", "Qu’entend-on par "
            "{term}")),
    Pattern("on appelle X",
            _cue(r"(?<!qu['’])(?<!que\s)\b[Oo]n\s(?:appelle|nomme)\sADV (?!la\s|les?\s|l['’]|ce"
            r"|cela\b|ça\b)"
                 r"(?=[^.;]{2,60}?\sAN )"),
            Side.AFTER, Meaning.WORDS, 0.7, _ask("Qu’appelle-t-on {term}", "Qu’appelle-t-on "
            "{term}")),
    Pattern("on parle de X lorsque",
            _cue(r"\b[Oo]n\sparle\sADV d(?:e\s|['’])(?=[^.,;]{2,60},?\s(?:lorsqu|quand\s|si\s))"),
            Side.AFTER, Meaning.WORDS, 0.6,
            _ask("Quand parle-t-on de {term}", "Quand parle-t-on de {term}")),
    Pattern("X est défini comme",
            _cue(r"\s(?:(?:est|sont|peut\sêtre)\sADV définie?s?\s(?:comme|par)|se\sdéfini(?:t"
            r"|ssent)\s"
                 r"(?:comme|par))\s"),
            Side.BEFORE, Meaning.WORDS, 0.68, _ask("Comment se définit {term}", "Comment se "
            "définissent {term}")),
    Pattern("X désigne", _cue(r"\sADV désigne(?:nt)?\sADV (?=AN |à\s|en\s)"),
            Side.BEFORE, Meaning.WORDS, 0.65, _ask("Que désigne {term}", "Que désignent {term}")),
    Pattern("X fait référence à",
            _cue(r"\s(?:fait|font)\sréférence\s(?:à\s|au\s|aux\s)|\sse\sréf(?:ère|èrent)\s(?:à\s|au\s|aux\s)"),
            Side.BEFORE, Meaning.WORDS, 0.62,
            _ask("À quoi fait référence {term}", "À quoi font référence {term}")),
    Pattern("X signifie", _cue(r"\sADV (?:signifie(?:nt)?|veut\sdire)\sADV (?!qu)"),
            Side.BEFORE, Meaning.WORDS, 0.5, _ask("Que signifie {term}", "Que signifient {term}")),
    Pattern("M. C’est ce qu’on appelle X",
            _cue(r"\b(?:C['’]est\s(?:là\s)?ce\squ(?:['’]on|e\sl['’]on|e\s\w+\s\w+)\s(?:appell?e(?:nt)?|nomme)"
                 r"|(?:Cela|Ceci)\ss['’]appelle|(?:On|Nous)\s(?:appelle|appelons|nomme)\s(?:cela|ceci|ça)"
                 r"|On\sparle\s(?:alors|ici|dans\sce\scas)\sde"
                 r"|(?:Ce|Cet|Cette|Ces)\s(?:\w+\s){1,2}(?:(?:est|sont)\sADV NAMED"
                 r"|s['’]appellent?))\s"),
            Side.AFTER, Meaning.SENTENCE, 0.5),
    Pattern("M s’appelle X",
            _cue(r"\s(?:(?:est|sont)\sADV NAMED\s?|s['’]appelle(?:nt)?\s|se\snomme(?:nt)?\s|"
                 r"porte(?:nt)?\sle\snom\sd(?:e\s|['’]))"),
            Side.AFTER, Meaning.SUBJECT, 0.58),
    Pattern("X est un",
            _cue(r"\s(?:est|sont|était|étaient)\sADV (?=(?:(?:une?|les?|la|des|tout|toute)\s"
            r"|l['’]|quelqu['’]un\s))"),
            Side.BEFORE, Meaning.KIND, 0.62, _IS, _WAS),
    Pattern("X, c’est", _cue(r",\sc['’]est\sADV (?=(?:une?|le|la|quand)\s|l['’])"),
            Side.BEFORE, Meaning.KIND, 0.45, _IS),
    Pattern("X consiste à",
            _cue(r"\sADV consiste(?:nt)?\s(?:à\s|en\s)"), Side.BEFORE, Meaning.WORDS, 0.5,
            _ask("En quoi consiste {term}", "En quoi consistent {term}")),
    Pattern("X se compose de",
            _cue(r"\s(?:(?:est|sont)\sADV (?:composée?s?|constituée?s?|formée?s?)\s(?:d['’]"
            r"|de\s|des\s|du\s|par\s)"
                 r"|se\scompose(?:nt)?\s(?:d['’]|de\s|des\s|du\s))(?!plusieurs|nombreu)"),
            Side.BEFORE, Meaning.WORDS, 0.4, _ask("De quoi se compose {term}", "De quoi se "
            "composent {term}")),
    Pattern("X correspond à", _cue(r"\sADV correspond(?:ent)?\s(?:à\s|au\s|aux\s)"),
            Side.BEFORE, Meaning.WORDS, 0.45, _ask("À quoi correspond {term}", "À quoi "
            "correspondent {term}")),
    Pattern("X sert à", _cue(r"\s(?:sert|servent)\sADV à\s"),
            Side.BEFORE, Meaning.WORDS, 0.45, _ask("À quoi sert {term}", "À quoi servent {term}")),
)  # fmt: skip

_PRONOUNS = _words(
    "je tu il elle on nous vous ils elles ce cela ceci ça c’ j’ s’ m’ t’ qu’ n’ se me te y en lui "
    "leur eux celui celle ceux celles qui que quoi dont où lequel laquelle lesquels lesquelles "
    "tout tous toute toutes rien personne chacun chacune certains certaines plusieurs autre autres "
    "quel quelle quels quelles moi toi soi même"
)
_PREPOSITIONS = _words(
    "à au aux de du des d’ en dans par pour sur sous avec sans entre vers chez contre depuis "
    "pendant avant après devant derrière selon malgré parmi lors hors jusque jusqu’ dès via"
)
_CONJUNCTIONS = _words(
    "et ou mais donc or ni car que qu’ si s’ comme lorsque lorsqu’ quand puisque puisqu’ parce "
    "afin "
    "tandis alors ainsi bien quoique"
)
_VERBS = _words(
    "est sont était étaient sera seront soit soient a ont avait avaient aura être avoir peut "
    "peuvent doit doivent faut fait font va vont vient appelle appellent nomme désigne signifie "
    "permet permettent reste restent devient deviennent semble semblent appelé appelée appelés "
    "appelées dit dite"
)
_ADVERBS_ALONE = _words(
    "pas ne n’ plus jamais rien point très trop aussi encore déjà toujours souvent parfois ici là "
    "hier aujourd’hui demain maintenant puis ensuite enfin d’abord pourtant cependant toutefois "
    "néanmoins notamment surtout seulement peut-être environ presque voilà voici oui non moins "
    "beaucoup peu assez tant autant etc"
)
_OWN = _words("mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces")
_JUDGED = _words(
    "bon bonne bons bonnes meilleur meilleure meilleurs meilleures mauvais mauvaise grand grande "
    "important importante importants importantes principal principale principaux premier première "
    "premiers premières second seconde dernier dernière seul seule unique vrai vraie véritable "
    "essentiel essentielle excellent excellente parfait parfaite facile difficile simple même "
    "autre nouveau nouvelle tel telle suivant suivante suivants beau belle utile intéressant idéal "
    "idéale fondamental fondamentale crucial cruciale majeur majeure énorme formidable possible "
    "fréquent fréquente courant courante célèbre populaire plus moins"
)
_VAGUE = _words(
    "chose choses partie type forme façon manière question raison problème exemple avantage "
    "inconvénient résultat conséquence but objectif objectifs tâche sujet idée idées possibilité "
    "solution réponse cause effet effets domaine point cas fait situation temps année jour semaine "
    "mois lieu page nombre quantité taille valeur prix coût travail développement étude auteur "
    "auteurs chercheur chercheurs article texte livre chapitre section tableau figure image homme "
    "femme enfant enfants gens personne personnes personnes entreprise pays ville gouvernement "
    "monde vie histoire début fin étape méthode système processus modèle nom terme mot différence "
    "rôle condition facteur comparaison base contexte exception règle sens programme projet groupe "
    "mesure défi marché client utilisateur fabricant éléments données informations source "
    "alternative présence existence absence majorité plupart ensemble reste suite France"
)
_OPINIONS = _words(
    "raison problème exemple avantage inconvénient question erreur défi chose étape début fin "
    "conséquence résultat solution possibilité chance rôle sujet rêve succès preuve signe option "
    "risque danger obstacle condition cause facteur choix échec aubaine cadeau plaisir tabou "
    "scandale blague mythe catastrophe aide exception contraire cas aspect point clé clef cœur "
    "moteur but objectif atout alternative compromis conseil moment jour année temps idée reflet "
    "fruit affaire fait source priorité enjeu piège lot façon manière leçon évidence mystère"
)
_PERSONS = _words(
    "roi reine empereur impératrice pape évêque moine compositeur compositrice musicien musicienne "
    "chanteur chanteuse peintre sculpteur architecte écrivain écrivaine auteur autrice poète "
    "romancier philosophe mathématicien mathématicienne physicien physicienne chimiste biologiste "
    "astronome scientifique ingénieur inventeur politicien président présidente ministre général "
    "amiral capitaine marchand avocat avocate juge médecin professeur professeure historien "
    "historienne économiste sociologue psychologue géographe démographe programmeur acteur actrice "
    "réalisateur journaliste expert experte directeur directrice chercheur chercheuse fondateur "
    "homme femme"
)

FRENCH = Language(
    code="fr",
    patterns=PATTERNS,
    indefinite=_words("un une des"),
    definite=_words("le la les l’"),
    within=_words("de d’ du des à au aux en et ou pour sur sans par"),
    of=_words("de d’ du des à au en"),
    never=(
        (_PRONOUNS | _PREPOSITIONS | _CONJUNCTIONS | _VERBS | _ADVERBS_ALONE | _OWN)
        | _words("un une le la les l’")
    ),
    verbs=frozenset(),
    owner=re.compile(r"\s(?=d['’]une?\s)"),
    not_first=_words(
        "deux trois quatre cinq six sept huit neuf dix cent mille plusieurs différents diverses "
        "certains chapitre section page tableau figure exemple monsieur madame m mme dr chaque "
        "aucun aucune quelques"
    )
    | (_JUDGED - _words("premier première grand grande second dernier simple nouveau nouvelle")),
    not_last=_JUDGED
    - _words(
        "premier première premiers premières second nouveau simple principal unique majeur "
        "majeure possible"
    ),
    not_alone=_VAGUE | _OPINIONS | _JUDGED,
    persons=_PERSONS,
    belonging=_words("membre ami diplômé partenaire"),
    who=_ask("Qui est {term}", "Qui était {term}"),
    judging=_OPINIONS
    | (
        _JUDGED
        - _words("grand grande plus moins simple second seconde unique même courant courante")
    ),
    open_subjects=_words("tout toute chaque ceux celui celle celles"),
    open_nouns=_words("quelqu’un celui celle ceux quelque"),
    pronouns=_words("il elle ils elles ce cela ceci ça on nous vous je tu c’ y"),
    relatives=_words("qui que qu’ dont où"),
    opining=_words("question affaire"),
    narrowing=_PREPOSITIONS
    | _words(
        "qui que qu’ dont où lequel laquelle permettant visant consistant ayant contenant servant "
        "composé composée composés constitué constituée formé formée utilisé utilisée utilisés "
        "situé située destiné destinée capable fondé fondée basé basée produit produite obtenu "
        "causé causée provoqué provoquée lorsque lorsqu’ quand reliant comprenant conçu conçue "
        "chargé chargée défini définie relatif relative propre"
    ),
    finite=_words("est sont était étaient a ont peut peuvent doit doivent fait font sera"),
    opening=re.compile(
        r"(?:(?:Cependant|Ainsi|Donc|Mais|Et|Or|Aussi|Enfin|Ensuite|D['’]abord|De plus|En effet|"
        r"Par exemple|En bref|En résumé|Autrement dit|En d['’]autres termes|Toutefois|Par ailleurs|"
        r"En général|Rappel|Définition|En somme|Bref|De même|Par conséquent|En revanche),?\s:?\s?"
        r"|(?:On sait|Rappelons|Notons|Sachez|Il faut savoir)\squ(?:e\s|['’]))"
    ),
    setting=re.compile(
        r"(?:En|Dans|À|Au|Aux|Pour|Chez|Selon|Sur|Contrairement|Comme)\s[^,.;:]{2,60},\s"
    ),
    naming=re.compile(
        r"(?:[Ll]e|[Ll]es|[Uu]n|[Ll]a|[Uu]ne)\s(?:termes?|mots?|expression|sigle|nom|notion|concept)\s"
        r"(?:de\s|d['’])?|[Ll]['’](?:expression|acronyme|abréviation|appellation)\s(?:de\s)?"
    ),
    alias=re.compile(
        r"\s?\((?:(?:ou|aussi|également|appelée?s?|en abrégé|en anglais|abrégée?"
        r"|dite?)[\s,:]+){0,3}"
        r"(?P<name>[^()]{1,50})\)"
        r"|,\s(?:(?:ou|aussi|également|parfois|encore|souvent)\s){1,3}"
        r"(?:(?:appelée?s?|nommée?s?|connue?s?\ssous\sle\snom\sde|dite?s?)\s)?"
        r"(?:(?:le|la|les|une?)\s|l['’])?(?P<other>[^,()]{1,50}),?(?=\s|$)"
    ),
    aside=re.compile(
        r",\s(?:comme son nom l['’]indique|quant à \w+|en revanche|par contre|"
        r"(?:dans|en|selon|au sens)\s[^,]{3,60}|qui[^,]{3,60}|dont[^,]{3,60}),|,(?=\s)"
    ),
    pointing=re.compile(
        r"\b(?:[Cc]et(?:te)?|[Cc]e(?!\squi|\sque|\squ['’])|[Cc]es|[Cc]ela|[Cc]eci|ci-dessus|ci-dessous|"
        r"précédente?s?|suivante?s?|[Tt]ell?e?s?(?=\s)|notre|nos|celui-ci|celle-ci|ceux-ci|ici|nous)\b"
    ),
    goes_on=re.compile(r"(?:et\s|mais\s)?(?:il|elle|ils|elles|son|sa|ses|ce|cela|car)\b"),
    longer=re.compile(r"(?!)"),
    doubt=re.compile(
        r"\b(?:par exemple|pas|jamais|plus que|ni|aucune?|serait|seraient|pourrait|pourraient"
        r"|devrait|si|"
        r"peut-être|sans doute|probablement|prétendue?s?|soi-disant|je|mon|ma|mes|votre|vos|vous|"
        r"ton|au lieu de|plutôt que|il|elle)\b|\b[jnJN]['’]"
    ),
    is_noun=lambda word: (
        not word.lower().endswith("ement")
        or word.lower().endswith(
            (
                "nnement",
                "gement",
                "cement",
                "tement",
                "issement",
                "pement",
                "rement",
                "vement",
                "dement",
            )
        )
    ),
    is_plural=lambda term: term.split()[0].endswith(("s", "x")) and not term[0].isupper(),
    plural_verbs=re.compile(
        r"\b(?:sont|étaient|désignent|font|signifient|consistent|composent|correspondent|servent|"
        r"réfèrent|définissent)\b"
    ),
    singular_verbs=re.compile(
        r"\b(?:est|était|désigne|fait|signifie|veut|consiste|compose|sert)\b"
    ),
    past_verbs=re.compile(r"\b(?:était|étaient)\b"),
    singular=lambda word: word[:-1] if len(word) > 3 and word.endswith(("s", "x")) else word,
    behind_comma=_words("qui que qu’ dont où lequel laquelle lesquels avec dans pour"),
    longest=6,
    noun_first=True,
    definite_for_all=True,
    elided=_words("l’ d’ c’ j’ s’ m’ t’ qu’ n’ lorsqu’ puisqu’ jusqu’"),
    contractions=(
        (r"\bque (?=[aeiouyéèêâîôûAEIOUÉÈÊ])", "qu’"),
        (r"\bde (?=[aeiouyéèêâîôûAEIOUÉÈÊ])", "d’"),
        (r"\bde le\b", "du"),
        (r"\bde les\b", "des"),
        (r"\bde des\b", "de"),
        (r"\bà le\b", "au"),
        (r"\bà les\b", "aux"),
    ),
)
"""The tables of French."""
