"""Cues: the words that say that somebody says, thinks, wants or judges something.

Classes follow Levin (1993), English Verb Classes and Alternations, and VerbNet's classes 29 to 33, 37 and 55
to 62 (characterise, see, want, judge, say, intend), in our own selection. A verb stands in every class of
which it can be the cue; `grades` says how plain it is in which frame.
"""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


_VERBS: Final = {
    "say": words(
        """
        accuse acknowledge add admit advance advertise advise affirm agree allege announce answer
        argue ask assert assure attest beg begin bellow bet blog boast brag broadcast caution
        certify chant charge chime cite claim clarify command complain concede conclude confess
        confide confirm contend continue counsel counter crow cry deadpan declare demand deny
        describe detail disagree disclose divulge elaborate email emphasise emphasize end estimate
        exclaim explain finish fire forecast fume go guess gush highlight hint hold implore imply
        indicate inform insist instruct interject intone joke lament maintain marvel mention muse
        mutter narrate note object observe open opine order plead pledge portray posit post
        postulate preach predict proclaim profess promise pronounce propose protest publish quip
        quote rant read reaffirm reason recall recommend recount reiterate relate remark remind
        repeat reply report request respond retort retweet reveal rule say scoff shout signal sing
        snap specify speculate stammer state stipulate stress suggest summarize swear tell testify
        text theorize threaten tweet underline underscore urge volunteer vouch vow warn whisper
        write yell
        """
    ),
    "think": words(
        """
        anticipate appreciate assume believe care conclude consider contemplate decide deem desire
        determine discover dislike doubt dread dream enjoy envisage envision expect fear feel figure
        find foresee forget guess hate hear hope imagine intend interpret judge know learn like love
        mind notice perceive ponder prefer presume question realise realize recall reckon recognise
        recognize reconsider regard regret remember see sense suppose suspect think trust understand
        view want wish wonder worry
        """
    ),
    "show": words(
        """
        confirm demonstrate detail document estimate expose find illustrate imply indicate list note
        project prove reflect report reveal say show signal state suggest
        """
    ),
    "judge": words(
        """
        accept accuse admire advocate applaud approve assail attack back bash belittle bemoan berate
        blame blast boo boycott castigate celebrate challenge champion charge chastise cheer chide
        commend compliment condemn condone congratulate contest contradict counter credit criticise
        criticize crticize decry defend demonize denounce deny deplore deride despise detest
        disapprove disavow discredit dismiss disown disparage dispute distrust doubt downplay echo
        embrace endorse excoriate extol fault favor favour hail hammer honor honour insult lambast
        lambaste lament laud loathe malign minimize mistrust mock mourn needle object oppose pan
        pillory play praise promote protest pummel question rap rebuke rebut refute reject renounce
        reprimand repudiate resent respect ridicule rip salute savage scold second shun skewer slam
        snub support target taunt tease thank tout trash vilify welcome
        """
    ),
    "demand": words(
        """
        advise allow ask authorise authorize ban bar beg beseech call challenge command counsel dare
        demand direct encourage exhort forbid implore insist instruct invite lobby mandate order
        permit petition plead press pressure prohibit push recommend request require summon tell
        urge warn
        """
    ),
    "intend": words(
        """
        agree aim aspire choose commit consent decide decline expect hope intend long look
        offer opt plan pledge prepare promise propose refuse resolve seek swear threaten undertake
        volunteer vote vow want wish yearn
        """
    ),
    "name": words(
        """
        appoint bill brand call cast characterise characterize compare consider declare deem depict
        describe dub entitle equate frame identify label liken list name nominate paint portray
        pronounce rank rate regard see term title view
        """
    ),
    "refer": words(
        """
        acknowledge address admit agree allege allude announce answer apologize argue articulate
        boast brag campaign cite claim comment complain concede confirm convey debate deny describe
        detail disagree disclose discuss dwell elaborate emphasize explain express focus highlight
        hint insist introduce invoke issue joke lash lie list mention object outline point predict
        propose quote rail raise react read recognize recount refer reference reiterate release
        repeat reply report respond reveal share speak stress suggest talk tell touch unveil vent
        voice vote warn weigh
        """
    ),
    "seem": words(
        """
        appear believe consider expect know report rumor rumour say see seem sound suppose
        think
        """
    ),
}
VERB_CLASSES: Final[dict[str, frozenset[str]]] = {
    verb: frozenset(name for name, verbs in _VERBS.items() if verb in verbs)
    for verb in frozenset().union(*_VERBS.values())
}
# Said and nothing else: with a clause or a quotation there is no doubt.
SPEAK: Final = words(
    """
    according acknowledge add admit allege announce argue assert assure believe boast caution claim complain
    concede conclude contend declare emphasize exclaim explain insist joke lament note predict quip recall
    reiterate remark remind reply report respond say state stress suggest tell testify think tweet warn
    write
    """
)
# With an object alone these say what somebody says, thinks of it or calls it.
FIRM: Final = words(
    """
    accuse acknowledge admit allege announce applaud assail bash belittle bemoan berate blame blast
    brand call castigate chide cite claim commend concede condemn confirm congratulate criticize declare
    decry deem defend denounce deny depict deplore deride describe detail disavow discuss dismiss
    disparage dispute dub echo emphasize endorse excoriate explain express hail highlight label lambast
    lament laud list malign mention mock note outline pledge portray praise predict promise propose
    question quote rebuke rebut recall reference refute reiterate reject remind renounce repeat report
    repudiate ridicule scold slam stress tell thank tout underscore unveil urge vilify voice vow
    """
)
# With these the object says it where it is more than a name or a thing to hand over.
SOFT: Final = words(
    """
    accept address admire advocate answer appoint approve attack back believe challenge
    champion consider contest demand disclose distrust doubt email embrace estimate expect favor fear
    hate identify indicate insult know like list love name nominate note offer oppose post
    prefer present promote protest publish recognize recommend refer regard release remember repeat
    request resent reveal say see seek share show suggest support tweet understand view vouch want
    welcome write
    """
)
PREPOSITIONS: Final = {
    "about": words(
        """
        ask boast brag complain debate fear hear joke know learn lie muse rail rant say speak talk
        tell testify think warn wonder worry write
        """
    ),
    "of": words("accuse approve boast complain disapprove dream know say speak think warn"),
    "on": words("dwell weigh agree call comment elaborate focus insist remark report"),
    "for": words("advocate apologize argue ask beg call hope lobby plead press push vote"),
    "to": words(
        """
        admit agree allude appeal confess hint look object pledge point react refer reply respond
        swear
        """
    ),
    "with": words("agree disagree side sympathize"),
    "against": words("argue campaign inveigh protest rail speak vote warn"),
    "out": words("lash point"),
    "at": words("bristle hint lash scoff"),
    "in": words("believe"),
    "as": words("describe portray refer"),
}
NOUN_CUES: Final = words(
    """
    accusation acknowledgment admission advice advocate allegation announcement answer appeal approval
    argument assertion assessment assurance attack attempt belief call characterization charge claim comment
    commentary commitment complaint concern concession conclusion condemnation contention conviction critic
    criticism debate decision declaration demand denial description desire disagreement disapproval doubt
    effort endorsement enthusiasm estimate fan fear finding forecast hope idea insistence intention message
    notion objection opinion opponent opposition perception plan pledge position praise prediction
    preference promise proponent proposal question reaction recommendation refusal rejection remark reminder
    report request response rumor rumour skepticism speculation stance statement suggestion support
    supporter suspicion testimony theory threat understanding view vision vow warning willingness wish word
    worry
    """
)
ADJECTIVE_CUES: Final = words(
    """
    adamant afraid alarmed angry anxious aware cautious certain clear committed concerned confident content
    convinced critical dedicated determined disappointed dismissive distrustful doubtful eager enthusiastic
    fearful fond furious glad grateful happy hesitant hopeful interested keen mindful nervous open opposed
    optimistic outraged pessimistic pleased proud ready reluctant scared sceptical shocked skeptical sorry
    supportive sure surprised thankful tired unaware uncertain uncomfortable uneasy unhappy unsure unwilling
    upset wary willing worried
    """
)
HEARSAY: Final = words(
    """
    allegedly purportedly reportedly supposedly
    """
)
# Where something is said or written: when and how, not what.
VENUES: Final = words(
    """
    article call column conference e-mail email facebook interview letter memo message note op-ed post press
    release remark report speech statement testimony tweet twitter
    """
)
# With an infinitive of saying these only say how: `went on to say` is one cue.
CHAIN: Final = words(
    """
    appear attempt begin cease continue decline fail go manage proceed refuse seem start stop struggle tend
    try
    """
)
# With a noun of saying as object these are half of a cue: `made a promise`, `raised questions about`.
LIGHT: Final = words(
    """
    announce cast deliver draw express face give have hold issue lack lay make offer post publish raise
    reiterate release send share take tweet voice write
    """
)
DENY: Final = words(
    """
    contest contradict debunk deny disavow dismiss disprove dispute rebut refute reject repudiate
    """
)
# The small model's lemmas for some of these are wrong ("hoped" becomes "hop"); others are spellings.
_LEMMAS: Final = {
    "hop": "hope",
    "retweete": "retweet",
    "crticize": "criticize",
    "criticise": "criticize",
    "emphasise": "emphasize",
    "lambaste": "lambast",
    "recognise": "recognize",
    "realise": "realize",
    "characterise": "characterize",
    "favour": "favor",
    "honour": "honor",
    "authorise": "authorize",
}


def lemma(word: str) -> str:
    """Return a lemma as the lists have it.

    Examples
    --------
    >>> lemma("hop"), lemma("say")
    ('hope', 'say')
    """
    word = word.lower()
    return _LEMMAS.get(word, word)
