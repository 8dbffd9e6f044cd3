"""English: how its statements are worded."""

import re

from flashcards.articles.finders.prose.stating import Stating, cue


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_UNIT = (
    r"(?:percent|per cent|%|°\s?[CF]|[kcm]?m|km|kg|mg|g|GHz|MHz|bits?|bytes?|[KMGT]i?B|"
    r"years?|months?|weeks?|days?|hours?|minutes?|seconds?|miles?|met(?:er|re)s?|feet|inches|"
    r"kilomet(?:er|re)s?|pounds?|tons?|tonnes?|degrees?|times|million|billion|trillion|"
    r"dollars?|euros?|people|volts?|watts?|calories|grams?|lit(?:er|re)s?|barrels?)"
)
_AMOUNT = r"\d+(?:,\d{3})*(?:\.\d+)?"

ENGLISH = Stating(
    cues=(
        cue(0.13, r"because of|due to|caused by|results? from|resulted from|stems? from|owing to"),
        cue(0.12, r"leads? to|led to|results? in|resulted in|causes?|triggers?|gives? rise to"),
        cue(0.12, r"prevents?|avoids?|protects? against|reduces?|increases?|inhibits?|improves?"),
        cue(0.12, r"binds? to|depends? on|relies on|rely on|derive[sd]? from|descend(?:ed)? from"),
        cue(0.11, r"must (?:not )?be|must (?:not )?\w+|shall (?:not )?be|requires?|need to be"),
        cue(0.1, r"should (?:not )?(?:be )?\w+|cannot be|can only be|never"),
        cue(0.11, r"(?:is|are|was|were) (?:\w+ly )?\w+ed by|founded by|written by|made by"),
        cue(0.1, r"used (?:for|to \w+)|designed to (?!\w+ly)\w+|in order to \w+|serves? to \w+"),
        cue(0.1, r"allows?|enables?|provides?|produces?|creates?|contains?|stores?|replaces?"),
        cue(0.1, r"consists? of|composed of|made (?:up )?of|based on|divided into|known as"),
        cue(0.09, r"(?:more|less|larger|smaller|higher|lower|faster|\w+er) than|instead of|unlike"),
        cue(0.11, r"except(?: for)?|other than"),
        cue(0.08, r"rather than|twice (?:that of|as \w+ as)|named (?:after|for)|comes? from"),
        cue(0.06, r"means?|includes?|becomes?|became|remains?|uses?|carries|carry|affects?"),
    ),
    number=re.compile(
        rf"(?:(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}},)? [12]\d{{3}}|{_MONTH} \d{{1,2}}(?!, \d)"
        rf"|(?:US)?[$€£]?{_AMOUNT}(?: ?(?:to|and|[-–]) ?[$€£]?{_AMOUNT})?"
        rf"(?:[ -]?(?:million|billion|trillion))?(?:[ -]?{_UNIT})?)(?![\w%-])"
        rf"(?: \({_AMOUNT}[ -]?{_UNIT}\))?"
    ),
    verb=re.compile(
        r"\b(?:is|are|was|were|has|have|had|can|cannot|may|might|must|shall|should|will|would|"
        r"does|do|did|makes?|made|takes?|took|gives?|gave|gets?|becomes?|became|comes?|came|"
        r"contains?|contained|includes?|included|requires?|required|allows?|allowed|uses|used|"
        r"provides?|provided|produces?|produced|creates?|created|consists?|consisted|means|meant|"
        r"leads?|led|causes|caused|prevents?|prevented|remains?|remained|shows?|showed|begins?|"
        r"began|ends|ended|grew|rose|fell|built|wrote|won|lost|sold|bought|held|stores?|"
        r"occurs?|occurred|depends?|depended|results?|resulted|reduces?|reduced|increases?|"
        r"increased|describes?|described|affects?|affected|enables?|enabled|supports|supported|"
        r"binds?|binded|protects?|protected|removes?|removed|receives?|received|determines?|"
        r"determined|represents?|represented|introduced|founded|published|launched|discovered|"
        r"invented|developed|established|declared|released|coined|proposed|proved|argued|breeds?|"
        r"lives?|eats?|avoids?|avoided|serves?|served|plays?|played|keeps?|kept|needs?|needed|"
        r"refers?|indicates?|indicated|applies|applied|carries|carried|forms|formed|reaches|"
        r"reached|raises|raised|returns|returned|replaces?|replaced|relies|relied|combines?|"
        r"combined|converts?|converted|covers|covered|defines|defined|follows|followed|helps?|"
        r"helped|improves?|improved|involves?|involved|limits|limited|measures|measured|moves|"
        r"moved|offers|offered|acts|acted|adds|added|emerges?|emerged|estimated|found|lasts?|"
        r"lasted|turns|turned|works|worked|runs|ran|sends|sent|spread|starts|started|takes)\b"
    ),
    cut=re.compile(
        r"(?:However|Thus|Therefore|Hence|So|But|And|Also|Moreover|Furthermore|Similarly|Likewise|"
        r"Finally|Additionally|In addition|Indeed|Of course|In fact|In short|Overall|Generally|"
        r"In general|Specifically|In particular|Note that|Remember that|Importantly|Notably|"
        r"Interestingly|As a result|Consequently|In other words|In summary|In conclusion|"
        r"Essentially|Basically|Nevertheless|Nonetheless|Meanwhile|By contrast|In contrast|"
        r"First|Second|Third|Firstly|Secondly|Thirdly|Lastly|Today|Historically|Again|"
        r"Unfortunately|Fortunately|Surprisingly|Instead|Conversely|Yet),?\s"
    ),
    leans=re.compile(
        r"(?:It|Its|They|Their|He|His|She|Her|This|That|These|Those|Such|There|Here|One|Others?|"
        r"Another|Both|Either|Neither|Each|Then|Let|Suppose|Imagine|Consider|What|Why|How|Who|"
        r"Which|Where|Yes|No|Or|Nor|Even|Just|Perhaps|Maybe|Please|Click|See|Note|Besides|Still|"
        r"Next|Later|Earlier|Yesterday|Given|"
        r"The (?:first|second|third|last|next|latter|former|other|others|following|above|same|"
        r"latest|rest|two|three|question|example|case|thing|trick|whole|entire))\b"
    ),
    loose=re.compile(
        r"(?:Some|All|Many|Most|Several|Few|If|When|While|Although|Though|Because|Since|As|Not|"
        r"Only|Previously|Now|Two|Three|Four|Five|After|Before|By|With|Without|To|For|Like|Unlike|Once|"
        r"Again|Especially|Anyone|Anything|Everyone|Everything|Nothing|Nobody|Something|Someone|"
        r"People|Today|Until|Whether|Using|Despite|Researchers|Scientists|Experts|Last|"
        r"The (?:result|results|reason|answer|problem|idea|point|goal|aim|only|study|team|"
        r"researchers|authors?|paper|article|report|group|company|man|woman|app|effect|process|"
        r"method|approach|difference|key|main|most|best|author|user|reader|findings?|data|new|"
        r"experiment|scientists|experts|book|word|term))\b"
        r"|.*\b(?:[Yy]ou|[Yy]our|currently|recently|now|today|next|ago|so far|in the future)\b"
    ),
    points=re.compile(
        r"\b(?:I|[Ww]e|us|[Oo]ur|ours|my|me|mine|yours|he|she|him|his|her|hers|"
        r"[Tt]his|[Tt]hese|those(?! (?:who|that|which|of|in|with|whose))|[Ss]uch(?! (?:as|that)\b)|"
        r"here|above|below|earlier|previous(?:ly)?|aforementioned|the following|"
        r"[Ff]igures?|[Ff]ig|[Tt]able|[Cc]hapter|[Ss]ection|[Aa]ppendix|[Ee]xercise|[Ee]quation|"
        r"[Ee]xamples?|e\.g|i\.e|[Ff]or instance|for example|[Ll]et['’]s|let us|"
        r"tomorrow|yesterday|last (?:week|month|year)|at present|see|pages?|article|paper|"
        r"tutorial|guide|book|lesson|lecture|post|blog|website|"
        r"latter|former|respectively|etc|otherwise|the other|so-called|too|as well(?! as))\b"
    ),
    hedges=re.compile(
        r"\b(?:may|might|could|would|perhaps|probably|possibly|seems?|seemed|appears?|appeared|"
        r"suggests?|likely|should have|often|sometimes|some|many|several|various|usually|"
        r"almost|about|"
        r"generally|also|if|unless|whether|not necessarily|believe|believed|"
        r"think|thought|hope|hopes)\b"
    ),
    reported=re.compile(
        r"\b(?:says?|said|told|tells|asked|asks|added|adds|notes|noted|explained|explains|wrote|"
        r"according to|announced|thanks|welcome|contact|subscribe|click|download|email|felt|"
        r"hopes?|believes?|plans?|expects?|went|looked|stood|sat|walked|replied|cried|knew|saw|heard)\b"
    ),
    recap=re.compile(
        r"\b(?:summary|recap|key (?:points|facts|takeaways|ideas|concepts)|takeaways?|conclusions?|"
        r"in brief|at a glance|overview|abstract|highlights|in short|tl;?dr|key terms|review)\b",
        re.IGNORECASE,
    ),
    pale=re.compile(
        r"\b(?:popular|important|importance|interesting|great|difficult|easy|easily|criticized|"
        r"believes?|challenges?|generic|good|better|best|nice|perfect|amazing|famous|well known|"
        r"well-known|favou?rable|considered|regarded|role|aspects?|things?|way|ways|very|really|"
        r"further|limited|straightforward|additional|initial|certain|serious|ideal|"
        r"enormous|various|respective|wide|rich|unparalleled|pros|special|"
        r"quite|lots?|strong|focus|future|new|recent|recently|best known|continue)\b"
    ),
    events=re.compile(
        r"\b(?:founded|discovered|invented|coined|born|died|proved|signed|adopted|abolished|"
        r"declared|defeated|formed|began|ended)\b"
    ),
    auxiliaries=_words(
        "is are was were be been has have had can cannot may might must shall should will would "
        "does do did not also never"
    ),
    introducing=_words(
        "of in on at by for from with without within into onto under over above below between "
        "among through during before after against across around beyond near since until upon "
        "via per than unlike except their its"
    ),
    stops=_words(
        "exist exists existed occur occurs occurred rise rises rose in out as to set stuff using "
        "being having so such"
    ),
    participles=re.compile(
        r"\w+(?:ed|en|wn)$|(?:made|found|built|held|kept|sent|set|put|used|led|left|lost|met|paid|"
        r"said|seen|sold|told|done|run|become|begun|bought|brought|caught|cut|hurt|come|gone|got|"
        r"grown|known|laid|read|shown|spent|spread|taught|thought|understood|won|worn)$"
    ),
    common=_words(
        "way ways thing things lot lots number numbers amount kind kinds type types part parts "
        "time times place case cases people person example examples fact facts reason reasons "
        "result results problem problems use uses result set something anything everything "
        "order addition terms term form forms work works world year years day days end "
        "point points area areas level levels need needs role roles aspect aspects issue "
        "issues one ones good bad new old big small large different important possible "
        "available necessary able likely due own same other others various certain several "
        "many most much more less few high low long short full whole first second last next "
        "well best better worse great common easy hard simple general specific particular "
        "main major key real true false right wrong sure clear ready free open change changes "
        "effect effects impact value values state states information data system systems "
        "process processes research study studies question questions answer answers item items "
        "set sets list lists name names body line lines side sides group groups member members "
        "idea ideas user users reader readers text texts word words it them"
    ),
)
