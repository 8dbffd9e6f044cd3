"""Words that tell terms and their meanings from the words around them."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALIAS_OPENERS = _words("or also often sometimes usually short abbreviated")
ALIAS_WORDS = ALIAS_OPENERS | _words(
    "known called as to shortened simply for written the a an abbreviated more commonly just"
)
"""What stands before another name of a term: ", often shortened to"."""
STRIPPED = _words(
    "so-called famous usual classic ordinary modern own main typical certain well-known familiar "
    "humble notorious celebrated dreaded called simple other such new old latest actual whole "
    "entire similar different important sheer even only just also merely"
)
"""Adjectives that stand before a term without belonging to it."""
ANNOUNCING = _words("term word expression phrase name")
HEADS_OF_OF = _words(
    "concept notion idea topic subject question phenomenon term word name issue kind type form "
    "price number cost use story art case sort rise discovery invention importance role history "
    "study theory effect part point practice amount share sense result beginning end middle top "
    "cause course example danger risk problem meaning definition origin side back front work "
    "building making start growth spread return loss lack talk value sale purchase choice"
)
"""Nouns before "of" to which the term behind it does not belong: "the idea of inertia"."""
VERBS_WITH_OF = _words("speak talk warn think dream tell consist complain remind")
TRANSITIVE = _words(
    "watch sell buy use count list cover show describe explain mention introduce discuss need want "
    "study measure prefer avoid like see read teach learn make build keep choose order install "
    "offer apply employ recommend suggest add remove include favour favor practise practice follow "
    "know understand find notice fear hate love meet face speak invoke cite adopt defend attack "
    "accept reject call define send produce require replace combine run write hear grow form earn "
    "pay raise reach bring fit wear carry hold get give take have become contain "
    "watched sold bought counted listed"
)
"""Verbs in front of a term, as a plural subject or an infinitive has them."""
MORE_NUMBERS = _words(
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "fifteen eighteen sixteen fourteen thirteen dozen half"
)
SAYING = _words(
    "explains explain says say know knows remember recall note notes shows show see assume learn "
    "adds add mind clear follows means understand argues argue"
)
"""Words before "that" with which a clause begins, and no relative one."""
CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december spring summer autumn winter today "
    "yesterday tomorrow christmas easter"
)
KIN = _words(
    "mother father brother sister aunt uncle cousin neighbour neighbor wife husband son daughter "
    "mayor driver"
)
TITLES = _words("mr mrs miss ms dr sir lady lord madam professor")
OF_A_BOOK = _words("chapter room page figure table lecture section")
INTROS = _words(
    "in for at by on under to from with as although though while because since if when unlike like "
    "put simply strictly roughly here then thus so first second finally next now"
)
"""Words with which an opening begins that a comma ends: "In everyday use, ..."."""
PAST = _words(
    "was were had did said went came got made took gave knew wore ran drew met saw stood sat told "
    "thought felt heard spent bought brought began became"
)
SPEAKERS = _words("i my me mine she he him")
"""Pronouns of somebody who tells a story."""
