"""Words of English that tell a definition from other sentences, and headings that name a kind."""

import re
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _words("a an the")
POINTING = _words("this that these those such it they he she we you i one both here there")
"""Words that stand for something said before."""
DETERMINERS = ARTICLES | _words(
    "this that these those such its their his her our my your each every some any many most no "
    "another all both several few other either neither much more less enough what which whose"
)
OWN = _words("its their his her our your my")
"""Determiners that say whose a thing is."""
NUMBERS = _words("two three four five six seven eight nine ten eleven twelve")
PREPOSITIONS = _words(
    "beneath amid alongside of in on at by for from to with without within into onto under over "
    "above below between among through during before after against about across around beyond "
    "near since until towards toward upon via per inside outside behind beside along despite "
    "except than like unlike as out off up down because"
)
CONJUNCTIONS = _words(
    "and or but nor so yet if when while whereas although though because since unless until "
    "where whether that which who whom whose how why what then than however therefore thus "
    "hence moreover instead also too"
)
PRONOUNS = _words(
    "it they he she we you i us them him me itself themselves himself herself oneself who whom "
    "what which that this these those there here one ones someone anyone everyone nobody "
    "something anything everything nothing none others another theirs his hers ours mine yours "
    "everybody somebody anybody"
)
BE = _words("is are was were")
MODALS = _words("cannot may might can could will would shall should must to")
VERBS = _words(
    "is are was were be been being has have had do does did may might can could will would "
    "shall should must makes made make gives gave give takes took take gets got get comes came "
    "come goes went go uses used use holds held hold keeps kept keep carries carried carry "
    "contains contained contain includes included include becomes became become remains "
    "remained remain means meant mean refers refer shows showed show says said say states "
    "stated allows allow needs need requires require consults brings brought bring leads led "
    "lead lies lay lie stands stood stand called known named found form forms formed produces "
    "produced produce provides provide creates create consists consist describes describe "
    "serves serve works work runs ran run receives received rose rises rise fell falls fall "
    "involves involve looks look introduced introduces invented developed proposed published "
    "wrote discovered founded built builds build tells tell"
)
HEDGES = _words(
    "essentially simply basically merely just usually also often now thus therefore generally "
    "typically commonly normally traditionally sometimes really actually formally strictly "
    "primarily mainly mostly originally then technically broadly roughly still perhaps probably "
    "always quite rather in"
)
OPENING_ADVERBS = _words(
    "however finally today often sometimes usually originally later earlier first second third "
    "next then thus therefore hence moreover furthermore meanwhile instead indeed perhaps yet "
    "still now once soon there here even only also again above below almost nearly not never "
    "always nowadays generally typically early late two three four five six many most several "
    "few some all other others more less much such what when where why how who which while "
    "although though because since if unless until after before as at by for from in into of on "
    "over through to under with without during between among and or but nor so let according "
    "given whether like unlike"
)
VAGUE_NOUNS = _words(
    "opposite good result choice question answer difference problem reason aim goal purpose "
    "idea point way thing case example instance matter fact issue effect change part step stage "
    "time day year century period place side end beginning start number amount kind sort type "
    "form group set list rest same other first second third last next former latter name word "
    "term phrase trick trouble price cost advantage disadvantage benefit drawback weakness "
    "strength mistake error success failure decision situation condition consequence cause "
    "outcome task job work role story history law rule method process system approach technique "
    "solution version model article chapter section book page figure table paragraph text "
    "author reader people person man woman men women world country city town house things ways "
    "reasons examples goods difficulty importance need use value discovery invention event "
    "exception key secret truth lesson moral punishment habit practice surface green size shape "
    "colour color rate speed limits limit alternative options option challenge aspect feature "
    "features factor thought notion view opinion debate dispute argument claim evidence proof "
    "plan project company business money water air"
)
"""Nouns that with "the" before them point back instead of naming a thing to learn."""
ABSTRACT_ENDINGS = (
    "ing", "tion", "sion", "ment", "ism", "ysis", "esis", "ance", "ence", "ship", "ity", "rate",
)  # fmt: skip
"""Endings of nouns that name processes and notions."""
NOUNS_IN_LY = _words(
    "jelly family assembly butterfly fly supply monopoly anomaly reply ally oligopoly belly "
    "bully polly lily italy homily doily"
)
NOUNS_IN_EST = _words(
    "forest harvest interest request contest test nest guest protest chest west priest conquest "
    "quest crest digest vest pest behest tempest palimpsest arrest unrest attest"
)
SUBORDINATORS = _words(
    "whereas while when if although though because since after before as unless once until"
)
SUMMING_NOUNS = _words(
    "discovery practice habit move step decision change trend development fact achievement feat "
    "claim belief idea result figure estimate feature trait"
)
"""Nouns that sum up a clause rather than explain the noun before them."""
ADVERBS_BEHIND = _words("well together apart away alone abroad overseas back forth ago else")
"""Adverbs that stand behind a verb and do not belong to a name."""
PALE_VERBS = _words(
    "has does makes means comes goes becomes gets gives seems looks as come go get look lie "
    "remain vary differ begin start continue begins starts continues varies differs"
)
"""Verbs that say too little of their subject to define it."""
PARTICIPLES = _words(
    "cut made built held set laid kept drawn cast worn grown bound woven spun sent left taken "
    "given written born found sold paid lost sung shot dug fed led hung thrown shown chosen struck "
    "driven broken frozen blown hidden beaten caught brought bought spent lent bent burnt"
)
"""Participles that do not end like one."""
SET_PHRASES = _words(
    "contrast comparison addition turn short fact general particular practice theory principle "
    "effect law common advance return time order"
)
"""Nouns that make an adverb with "in" or "by" before them."""
WIDE_NOUNS = _words(
    "tool platform model system service company area field place material country subject "
    "product measure topic device application program name concern"
)
"""Nouns too wide to ask for an example of."""
CHARACTERISING = _words(
    "directs direct compares compare follows follow suggests suggest predicts predict leaves "
    "leave ties tie links link divides divide connects connect converts convert turns turn "
    "transforms transform allows enables enable prevents prevent protects protect controls "
    "control regulates regulate governs govern carries carry stores store transmits transmit "
    "transports transport breaks break splits split binds bind produces produce releases "
    "release absorbs absorb includes involves requires relies rely depends depend deals deal "
    "concerns concern applies apply acts act affects affect alters alter puts put gives give "
    "takes take uses use sends send receives share shares narrows narrow widens widen claims "
    "claim explains explain represents represent expresses express relates relate reflects "
    "reflect marks mark separates separate distinguishes distinguish combines combine contains "
    "contain has have seeks seek aims aim provides provide creates create adds add removes "
    "remove reduces reduce increases increase keeps keep moves move asks lets let makes make "
    "treats checks replaces replace compels compel forbids forbid grants grant serves serve works "
    "work abandons abandon rejects reject avoids avoid runs run form forms mean looks look"
)
"""Verbs in the present tense with which a text says what a thing does."""
TECHNICAL_HEADS = _words(
    "error factor system process method technique model effect law rule principle condition "
    "cost price rate limit set group form surface function point change number period cycle "
    "theory approach practice time unit test value type table list alternative structure body "
    "section stage phase"
)
"""Vague nouns that name a thing once a word before them says which: "limiting factor"."""
CLASSIFYING = _words(
    "process procedure method technique approach practice study science art branch field area "
    "discipline subset form type kind sort style way means manner state condition quality "
    "property ability measure amount set collection group family series system sense feeling "
    "concept idea notion belief strategy phenomenon situation tendency attempt lack loss "
    "increase decrease reduction movement period era age genre metal gas liquid fluid substance "
    "material mineral element rock stone alloy fabric cloth mixture compound powder paste food "
    "drink spice grain wood oil drug hormone protein enzyme vitamin sugar acid disease disorder "
    "illness infection language dialect script game sport dance music religion philosophy "
    "country city town village capital river mountain island lake sea region province continent "
    "company organisation organization agency brand tool program programme framework library "
    "software platform website service application app product project engine database "
    "distribution film novel book poem play opera painting album band magazine newspaper planet "
    "star galaxy god goddess acronym abbreviation term word phrase name adjective verb shorthand "
    "slang synonym version edition protocol format standard specification family technology "
    "colour color shade month day festival holiday"
)
"""Nouns that also say what kind of thing something is that is not counted or has a name."""
EVALUATIONS = _words(
    "business mistake matter question problem issue example way result thing shame success "
    "failure weakness strength disaster decision reason marvel pity surprise one ones lot bit "
    "good advantage disadvantage drawback benefit consequence challenge must source fact truth "
    "sign reminder case start beginning end step point time moment day year change choice "
    "exception idea help waste pleasure triumph blessing curse compromise necessity need dream "
    "nightmare risk danger favourite favorite hit topic debate puzzle mystery relief hint clue "
    "lesson"
)
"""Nouns with which a sentence judges its subject instead of saying what it is."""
COMMON_ADJECTIVES = _words(
    "able afraid alive alone angry awake aware bad beautiful better boring busy careful cheap "
    "clean clear close cold comfortable complete convenient correct crazy dangerous dark dead "
    "deep delicious different difficult dirty doubtful dry due early easy empty enough essential "
    "expensive fair familiar fast fine free frequent fresh full fun funny good great guilty happy "
    "hard harmful healthy heavy helpful high honest hopeless hot hungry ideal ill important "
    "impossible impressed interesting kind late lazy light likely long lost lovely low lucky mad "
    "necessary new nice obvious odd old open painful perfect pleasant pleased poor popular "
    "possible pretty proud quick quiet rare ready reasonable relevant rich right sad safe "
    "satisfied serious short sick silly simple slow small soft sorry special strange strong "
    "stupid sufficient suitable sure surprised sweet tall tempting terrible thick thin tired true "
    "ugly unable unclear uncommon unhappy unlikely unusual useful useless usual valuable vital "
    "warm weak welcome wet willing wonderful worried worse worst worth worthwhile wrong young"
)
"""Adjectives everybody knows, which are no terms: "is useful if"."""
PLAIN_NOUNS = _words(
    "amount angle border boundary circle cost date day difference distance edge end gap height "
    "instant interval law layer line lines man member moment number one ones opening part parts "
    "people person piece place places player point points pressure price proportion rate ratio "
    "regions rest right rule share space speed string sum surface temperature thing top total "
    "wall woman"
)
"""Nouns by which one describes what has no name yet: "the line between ... is"."""
COMPARATIVES = _words(
    "better bigger earlier farther faster further harder higher larger later less longer lower "
    "more slower smaller sooner worse"
)
"""Words that compare one thing with another here and now."""
FINITE = _words(
    "became becomes came cannot could did does gave had has have made makes may might must shall "
    "should took went would"
)
"""Verbs that are never nouns, so that what holds one is a clause."""
JUDGING_OR_NAMING = _words(
    "business problem failure need risk change choice danger act start beginning end benefit"
)
"""Those of them that also define, once they are narrowed down: "the failure to pay"."""
LOOSE_ADJECTIVES = _words(
    "good bad better best worse worst common typical similar different new major main key "
    "ordinary normal finished "
    "important simple big large small further other second first final last next famous popular "
    "useful great old certain various whole entire early late modern recent happy hard easy "
    "obvious clear possible likely little own full usual original chief particular general same "
    "such"
)
SUPERLATIVES = _words("first last only best worst most least main same chief largest oldest")
RESTRICTORS = _words(
    "that which who whom whose where by of used for to with without between in from at on made "
    "designed meant such into under whereby when consisting containing through against among "
    "within over around about describing representing located known called named during along "
    "needed required caused formed produced built based often"
)
PERSON_NOUNS = _words(
    "king queen duke emperor empress prince princess pope bishop monk nun saint composer "
    "musician singer painter sculptor architect writer author poet novelist playwright "
    "philosopher mathematician physicist chemist biologist astronomer scientist engineer "
    "inventor explorer politician president minister chancellor general admiral captain "
    "merchant banker lawyer judge doctor physician surgeon nurse teacher professor scholar "
    "historian economist sociologist psychologist geologist botanist naturalist programmer "
    "designer actor actress director soldier statesman diplomat activist reformer theologian "
    "preacher printer publisher industrialist entrepreneur navigator sailor trumpeter pianist "
    "violinist conductor nobleman noblewoman knight ruler leader founder pioneer linguist "
    "logician statistician geographer official scholar courtier magistrate missionary"
)
AGENTS = _words(
    "people person man woman child user reader player member visitor guest customer client buyer "
    "seller worker student learner parent family company firm team government town city country "
    "state nation farmer trader baker maker driver owner partner friend neighbour neighbor bird "
    "animal friend enemy victim patient critic expert researcher scholar author speaker listener "
    "nobody everybody mother father son daughter brother sister husband wife boy girl crowd"
)
"""Nouns for those who do things rather than things to learn."""
PERSON_ENDINGS = ("man", "woman", "ist", "cian")
EVENT_NOUNS = _words(
    "treaty battle act war edict council revolution peace siege congress convention declaration "
    "revolt rebellion crisis conference charter plan massacre crusade reformation expedition "
    "uprising coup protocol accord compromise bill statute decree"
)
LAW_NOUNS = _words(
    "theory law principle hypothesis rule theorem model doctrine effect paradox axiom "
    "conjecture thesis postulate lemma equation"
)
NO_LABELS = _words(
    "note notes warning caution tip tips important example examples see hint remark answer "
    "question q a todo source sources reference references link links author date updated "
    "summary introduction conclusion overview step default returns return input output usage "
    "parameters arguments pros cons strengths limitations advantages disadvantages benefits "
    "drawbacks result problem solution bottom however update edit credit photo image caption "
    "contact email phone address website url tags category categories related share next "
    "previous first second third finally also requirements prerequisites license version "
    "noun verb adjective adverb goal goals attention reminder "
    "anmerkung hinweis achtung wichtig beispiel merke tipp frage antwort ziel bemerkung quelle "
    "remarque attention important exemple nota conseil objectif source réponse "
    "ejemplo importante aviso atención consejo objetivo fuente respuesta"
)
"""Words before a colon that announce a remark, not a term."""
OF_A_PAGE = _words(
    "author authors published date category categories tags updated version license licence "
    "language pages isbn issn publisher format year editor translator edition doi url website "
    "location address phone email e-mail price size status maintainer source created modified"
)
"""What a page says of itself, a book, or a shop in a list of names and values."""
OF_AN_EVENT = _words("when where who cost costs price date time place bring venue fee tickets")
"""What an invitation says in a list of names and values."""

_GLOSSARY = re.compile(
    r"\b(?:glossar(?:y|ies|e|io|ium)?|glossaire|terminology|terminologie|terminolog[ií]a|vocabulary|"
    r"vokabeln|vocabulaire|vocabulario|nomenclature|lexicon|lexikon|begriffe|acronyms|abbreviations|"
    r"abkürzungen|dictionary|definitions|definitionen|définitions|definiciones|definizioni)\b"
    r"|^(?:\w+ ){0,2}(?:terms|concepts|key ?words)(?: and (?:their )?(?:\w+ )?(?:terms|definitions|"
    r"concepts|meanings))?$"
    r"|\b(?:words|terms|jargon|expressions) (?:of (?:the|an?|your)|in|for|from|used|every|you|we) "
    r"(?!.{0,60}(?:licen[cs]e|agreement|contract|service|sale|\buse\b))"
    r"|^(?!(?:final|closing|last|kind|some|a few|first|parting|in other|wise|with other) )"
    r"(?:(?!(?:and|of|in|the|about|on|with|to|or) )[\w'’]+ ){1,2}(?:words|jargon|lingo)$"
    r"|^(?:the |an? )?a(?:\s?[-–—]\s?|[- ]to[- ])z\b"
    r"|\b(?:fachbegriffe|fachwörter|wortschatz|worterklärungen|begriffserklärung(?:en)?|lexique|léxico|"
    r"lessico|glossário|definições|begrippen(?:lijst)?|woordenlijst|ordlista|ordliste|ordforklaringer|"
    r"słownicze?k|pojęcia|slovníček|sanasto|sözlük|szótár|fogalmak)\b"
    r"|用語集|用語|术语|術語|词汇|용어|глоссарий|термин|словарь|مصطلحات|مسرد|מונחים|γλωσσάρι",
    re.IGNORECASE,
)
_FAQ = re.compile(
    r"\bfaqs?\b|\bf\.a\.q|frequently asked|\bq ?& ?a\b|\bquestions? (?:and|&) answers?\b"
    r"|^(?:\w+ ){0,2}questions(?: (?:about|on|from) .{1,60})?$"
    r"|häufige? (?:gestellte )?fragen|häufig gestellte|foire aux questions"
    r"|questions? fréquentes|preguntas (?:más )?frecuentes|domande frequenti|perguntas frequentes"
    r"|questions (?:courantes|souvent posées)|veelgestelde vragen|vanliga frågor"
    r"|ofte stilte spørsmål|ofte stillede spørgsmål|najczęściej zadawane pytania"
    r"|často kladené (?:dotazy|otázky)"
    r"|sık sorulan sorular|usein kysyt|gyakori kérdések"
    r"|^(?:fragen|questions|preguntas|domande|vragen) (?:und|et|y|e|en) "
    r"(?:antworten|réponses|respuestas|risposte|antwoorden)"
    r"|よくある質問|常见问题|常見問題|자주 묻는|часто задаваемые|вопросы и ответы"
    r"|الأسئلة الشائعة|שאלות נפוצות",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:additional |external |useful )?(?:links|resources|reading)$"
    r"|^further (?:reading|information)"
    r"|^see also|^references?$|^bibliography|^sources?$|^(?:table of )?contents$|^index$"
    r"|^related\b|^acknowledg|^notes?$|^footnotes?$|^licen[cs]e|^about (?:the )?authors?$"
    r"|^comments?$|^navigation$|^change ?log|^tags?$"
    r"|^(?:release|version|revision|document|page|change|edit) (?:history|notes|log)$"
    r"|^(?:recent |latest )?(?:changes|updates|corrections)(?: (?:to|in|of) .{1,40})?$|^errata$"
    r"|^how to (?:read|use) (?:this|these|an?|the)\b"
    r"|^about (?:this|the) (?:glossary|page|list|site|document|faq|guide|author)s?$"
    r"|^(?:literatur|quellen|weblinks|einzelnachweise|siehe auch|änderungen)$"
    r"|^(?:références|voir aussi|bibliographie|liens externes|referencias|véase también)$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"^contacts?(?: us| details| information)?$|^who to (?:call|contact|ask)$"
    r"|^(?:the |our )?(?:committee|staff|contributors|credits|sponsors|suppliers|stockists)$"
    r"|^our (?:team|members|partners|people|shops|crew|board|prices|fees)$"
    r"|^(?:opening|office|business|visiting|shop) (?:hours|times)$|^getting here$"
    r"|^(?:downloads?|impressum|imprint|price list|timetable|(?:course|meeting) (?:dates|fees))$"
    r"|^(?:kontakt|öffnungszeiten|preise|termine|anfahrt|horaires|tarifs|horario|precios|orari)$",
    re.IGNORECASE,
)
_LONGEST_TOPIC = 90
_SINGULAR_IN_S = _words(
    "bias gas atlas canvas alias pancreas lens series species news means mathematics physics "
    "economics ethics politics linguistics statistics mechanics dynamics optics christmas chaos "
    "kudos pathos ethos logos cosmos rhinoceros always perhaps"
)


def names_glossary(heading: str) -> bool:
    """Tell whether a heading or title announces a list of terms."""
    return len(heading) <= _LONGEST_TOPIC and bool(_GLOSSARY.search(heading))


def names_faq(heading: str) -> bool:
    """Tell whether a heading or title announces questions with answers."""
    return len(heading) <= _LONGEST_TOPIC and bool(_FAQ.search(heading))


def names_aside(heading: str) -> bool:
    """Tell whether a heading stands over links, sources and the like."""
    return len(heading) <= _LONGEST_TOPIC and bool(_ASIDE.search(heading.strip(" :")))


def names_organisation(heading: str) -> bool:
    """Tell whether a heading stands over people, hours and prices, unless questions do."""
    return len(heading) <= _LONGEST_TOPIC and bool(_ORGANISATION.search(heading.strip(" :")))


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """Return an English noun without its plural ending, as far as spelling tells."""
    if word in _SINGULAR_IN_S:
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
