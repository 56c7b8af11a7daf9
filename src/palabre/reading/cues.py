"""Cues: the words that say that somebody says, thinks, wants or judges something.

Classes follow Levin (1993), English Verb Classes and Alternations, and VerbNet's classes 29, 30, 32, 33, 37
and 55 to 62 (characterise, see, want, judge, say, intend), in our own selection. A verb stands in every
class of which it can be the cue; which frame it needs (a clause, a quotation, an infinitive, an object) says
`FRAMES`.
"""

from __future__ import annotations

from typing import Final

_VERBS: Final = {
    "say": """say tell add write note report argue announce claim explain declare acknowledge insist warn state
        conclude admit reply respond recall reveal assert tweet retweet caution complain concede contend maintain
        emphasize emphasise stress stipulate reiterate repeat remark observe mention allege testify confirm deny
        assure remind inform joke quip boast brag lament predict estimate forecast suggest propose hint imply
        signal indicate continue shout yell chant cry mutter whisper exclaim interject retort counter counsel
        advise answer plead protest attest affirm reaffirm swear vouch proclaim profess preach pronounce opine
        posit muse speculate theorize argue reason rule disclose divulge confess confide recount relate narrate
        summarize elaborate clarify specify detail describe portray post email text blog fume rant snap scoff joke
        deadpan crow gush chime underscore underline highlight underline certify stipulate hold read quote cite
        caution charge accuse object marvel stammer bellow volunteer advance postulate advertise broadcast publish
        sing intone fire begin go conclude open finish end agree disagree promise vow pledge threaten guess bet
        demand request ask urge recommend order instruct command beg implore""",
    "think": """think believe know want hope expect fear worry feel wonder doubt suspect assume suppose guess imagine
        understand realize realise recognize recognise remember recall forget consider see hear learn notice
        perceive sense conclude decide determine figure reckon presume foresee envision envisage anticipate
        trust wish desire dream intend mean care mind regret deem judge find view regard prefer like love hate
        dislike enjoy fear dread appreciate discover interpret contemplate ponder question reconsider""",
    "show": """show suggest indicate find reveal demonstrate prove confirm document illustrate signal reflect
        project estimate imply mean report state say list note detail expose""",
    "judge": """support endorse criticize criticise praise defend oppose blame attack blast slam denounce mock reject
        dismiss condemn question back favor favour welcome applaud thank commend congratulate hail tout decry
        deride ridicule rebuke reprimand chide lambast lambaste assail challenge dispute contest disavow disown
        renounce repudiate embrace champion advocate promote accuse charge fault scold castigate chastise berate
        bash excoriate pan rap rip deplore lament bemoan mourn protest condone approve disapprove accept resent
        admire respect distrust mistrust despise detest loathe cheer celebrate boo insult belittle disparage
        malign vilify demonize credit compliment laud extol salute honor honour target skewer hammer pillory
        criticise crticize discredit minimize downplay play rebut refute counter contradict deny object oppose
        boycott snub shun trash pummel savage taunt tease needle mourn doubt second echo contest""",
    "demand": """urge ask call demand request order push press exhort implore beg beseech encourage invite instruct
        advise counsel direct command recommend lobby petition plead pressure require insist tell warn challenge
        dare summon permit allow forbid ban bar prohibit authorize authorise mandate""",
    "intend": """promise vow pledge plan seek refuse decline threaten decide intend aim hope want wish offer agree
        volunteer swear propose resolve undertake commit prepare mean expect choose opt consent vote look long
        yearn aspire""",
    "name": """call describe name label dub brand term deem characterize characterise portray depict paint cast
        compare liken consider view see regard identify list rate rank title entitle bill declare label pronounce
        nominate appoint frame equate""",
    "refer": """refer talk speak mention discuss cite point address reference allude quote invoke comment elaborate
        complain rail vent focus weigh dwell touch hint boast brag joke lie apologize warn debate explain
        describe detail outline recount highlight emphasize stress raise repeat reiterate announce unveil propose
        release issue express voice convey articulate share reveal disclose report tell read list introduce
        deny confirm acknowledge recognize predict suggest claim allege admit concede insist agree disagree argue
        respond react answer reply object vote campaign lash""",
    "seem": "seem appear expect believe think say report rumor rumour know suppose consider see tend look sound",
}
VERB_CLASSES: Final[dict[str, frozenset[str]]] = {
    lemma: frozenset(name for name, verbs in _VERBS.items() if lemma in verbs.split())
    for verbs in _VERBS.values()
    for lemma in verbs.split()
}
# Said and nothing else: with a clause or a quotation there is no doubt.
SPEAK: Final = frozenset(
    """say tell add write note argue announce claim explain declare acknowledge insist warn state conclude admit reply
    respond recall assert tweet caution complain concede contend emphasize stress reiterate remark allege testify
    assure remind joke quip boast lament predict suggest believe think according exclaim report""".split()
)
# With an object alone these say what somebody says, thinks of it or calls it.
FIRM: Final = frozenset(
    """criticize praise slam blast denounce mock condemn endorse defend reject dismiss accuse blame applaud thank tout
    decry deride rebuke chide lambast assail disavow renounce laud hail ridicule cite mention emphasize highlight
    reference detail outline predict propose announce unveil deny acknowledge admit discuss describe call recall quote
    stress reiterate question echo declare dub label deem portray depict brand castigate scold berate bash excoriate
    deplore lament bemoan disparage malign vilify belittle commend congratulate repudiate rebut refute underscore
    express voice tell urge remind report allege claim concede pledge vow promise explain confirm dispute""".split()
)
# With these the object says it where it is more than a name or a thing to hand over.
SOFT: Final = frozenset(
    """support oppose attack support back favor like love hate prefer fear want see view consider know understand
    believe doubt expect share challenge welcome promote advocate champion embrace approve accept request demand
    recommend suggest show reveal indicate name nominate cast offer introduce release answer seek push identify
    recognize contest protest resent distrust admire tweet estimate oppose refer address release present""".split()
)
PREPOSITIONS: Final = {
    "about": """talk speak complain boast brag joke lie warn worry ask wonder rail rant testify muse think debate tell
        say write fear hear learn know""",
    "of": "speak complain warn boast accuse think approve disapprove say know dream",
    "on": "call comment insist remark elaborate report focus agree",
    "for": "call ask plead advocate push apologize hope beg press lobby argue vote",
    "to": "refer point allude object respond react reply pledge admit agree confess swear look appeal hint",
    "with": "agree disagree side sympathize",
    "against": "rail argue warn protest speak inveigh vote campaign",
    "out": "point lash",
    "at": "hint scoff lash bristle",
    "in": "believe",
    "as": "describe portray refer",
}
NOUN_CUES: Final = frozenset(
    """claim statement allegation accusation assertion argument view opinion belief promise pledge vow threat warning
    demand call request appeal suggestion proposal plan support opposition endorsement criticism complaint concern
    fear hope doubt question remark comment announcement declaration denial attack praise refusal decision desire
    wish report rumor rumour contention charge concession admission acknowledgment prediction estimate forecast
    insistence assurance commitment objection intention recommendation reminder attempt conclusion finding notion
    idea theory conviction perception assessment response reaction answer description characterization disagreement
    condemnation rejection approval disapproval willingness effort position stance message vision understanding
    speculation suspicion worry skepticism enthusiasm preference commentary testimony word advice debate
    supporter critic opponent advocate fan proponent""".split()
)
ADJECTIVE_CUES: Final = frozenset(
    """confident sure certain aware unaware convinced hopeful optimistic pessimistic worried concerned afraid fearful
    skeptical sceptical critical supportive willing unwilling eager reluctant ready determined happy glad proud
    sorry surprised shocked angry upset pleased disappointed grateful thankful wary doubtful clear adamant
    interested committed dedicated dismissive fond tired opposed open hesitant keen anxious furious""".split()
)
HEARSAY: Final = frozenset("reportedly allegedly supposedly purportedly apparently".split())
# Where something is said or written; after a verb of saying these belong to the cue.
VENUES: Final = frozenset(
    """statement interview tweet speech email e-mail letter post press conference article column memo op-ed release
    call remark testimony message note report twitter facebook""".split()
)
# With an infinitive of saying these only say how: `went on to say` is one cue.
CHAIN: Final = frozenset(
    "continue go begin start try manage seem appear tend refuse decline fail struggle attempt proceed cease stop".split()
)
# With a noun of saying as object these are half of a cue: `made a promise`, `raised questions about`.
LIGHT: Final = frozenset(
    "make give issue express raise voice take have cast deliver offer draw release hold post tweet write send announce "
    "publish share lay reiterate lack face".split()
)
DENY: Final = frozenset(
    "deny dispute reject refute rebut contradict contest disavow repudiate dismiss disprove debunk".split()
)
FALSE: Final = frozenset(
    "false untrue wrong baseless unfounded groundless fabricated invented absurd nonsense lie lies myth propaganda "
    "rumor rumour slander fiction".split()
)
# The small model's lemmas for these are wrong ("hoped" becomes "hop").
_LEMMAS: Final = {
    "hop": "hope", "retweete": "retweet", "crticize": "criticize", "criticise": "criticize",
    "emphasise": "emphasize", "lambaste": "lambast", "recognise": "recognize", "realise": "realize",
    "characterise": "characterize", "favour": "favor", "honour": "honor", "authorise": "authorize",
}  # fmt: skip


def lemma(word: str) -> str:
    """Return a lemma as the lists have it.

    Examples
    --------
    >>> lemma("hop"), lemma("say")
    ('hope', 'say')
    """
    word = word.lower()
    return _LEMMAS.get(word, word)
