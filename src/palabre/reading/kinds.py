"""Kinds: what kind of claim a passage makes, by rules that need no training.

The rules are words that speak for a kind, each with a weight; the best kind wins if it has weight enough.
What a
desk accepts, retypes and rejects is learnt from by `learning`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from palabre.reading.french.denials import denial as french_denial
from palabre.reading.french.kinds import KILLED, TOLD
from palabre.reading.hedges import denial
from palabre.reading.wordlists import words

KINDS: Final = ("force", "control", "abuse", "alliance", "position", "agreement", "event", "denial")
# What is counted tells the kind by itself.
_FORCES: Final = words("""fighter soldier troop man peacekeeper combatant rebel helmet recruit member gunman
    militiaman tank helicopter
    vehicle brigade battalion insurgent jihadist regular conscript gendarme officer mercenary guerrilla
    legionnaire mortar howitzer missile
    ranger aircraft drone division reservist volunteer policeman paratrooper guard militant pickup weapon
    rifle
    combattant soldat homme rebelle militaire gendarme policier milicien insurgé djihadiste mercenaire casque
    véhicule char hélicoptère garde pick-up""")
_HARMED: Final = words(
    "civilian villager woman child prisoner detainee hostage worker person civil villageois femme enfant "
    "prisonnier otage personne famille"
)
_TOLD: Final[dict[str, tuple[tuple[float, str], ...]]] = {
    "force": (
        (2.0, r"fighters? in (?:the|its|our|their) ranks|in the ranks of|has? given no sign of life|"
            r"still active|(?:strong|weak)er than"),
        (2.0, r"the strongest|outnumber\w*|strength of|number(?:s|ing|ed)? (?:around |about |some )?\d|"
            r"-strong|under arms|armed strength"),
        (1.5, r"fight with (?:the )?weapons|weapons (?:we|they|it)|arsenal|heavy weapons|armou?red "
            r"vehicles|reinforcements?|recruit\w*|mobili[sz]\w+"),
        (1.0, r"deploy\w*|fighters|troops|battalions?|brigades?|combatants|peacekeepers|blue helmets|"
            r"contingent|garrison|ammunition|tanks"),
    ),
    "control": (
        (2.5, r"(?:in|under|take|takes|took|hold|holds|held|gain\w*|lost|lose|losing|full|regain\w*|has|"
            r"have) (?:\w+ )?control|control(?:s|led|ling)? (?:of|the|over|\w+ percent|all|most|much|"
            r"half|about|around|two|three|every|more)"),
        (2.0, r"(?:captur|seiz|overr[ua]n|recaptur|occup(?:y|ied|ies)|retook|retak|conquer|liberat)\w* "
            r"(?:the )?(?:town|city|village|base|airport|bridge|[A-Z])|fell to|fallen to|in the hands of"),
        (2.0, r"(?:with|pull|fled|pulled out|driven out|drove|expelled|retreat)\w* (?:from|out)|is "
            r"(?:only )?present (?:only )?in|administers?|held by|stronghold|hold(?:s|ing)? (?:\d+ "
            r"percent|half|most|all|two thirds|much|it)|held the|hold(?:s|ing)? (?:the )?(?:town|city|"
            r"village|bridge|road|north|south|airport|line|hill)"),
        (1.0, r"checkpoints?|front ?line|territory|captured|seized|retook|occupied|fled in|encircle\w*|"
            r"besieg\w*"),
    ),
    "abuse": (
        (3.0, r"tortur\w+|rap(?:e|ed|es|ing)\b|massacr\w+|summar(?:y|ily) execut\w+|execut(?:ed|ions?)|"
            r"disappear(?:ed|ances)|arbitrar\w+|war crimes?|ethnic cleansing|genocide|human rights "
            r"(?:violations|abuses)|atrocit\w+"),
        (2.5, r"abuses?\b|abused|violations? against|mass graves?|mutilat\w+|lynch\w+|child soldiers|"
            r"forced (?:recruitment|labou?r|displacement|marriage)|sexual violence|extort\w+|beaten|"
            r"enslav\w+|crimes? against"),
        (2.0, r"(?:kill|murder|beat|shoot|shot|burn|loot|deport|arrest|detain|abduct|kidnap|target|bomb|"
            r"starv|displac)\w* (?:[\w,-]+ ){0,4}(?:civilians?|villagers?|women|children|villages?|"
            r"homes?|houses|prisoners|detainees|families|herders|farmers|journalists|aid workers|"
            r"hospital|school|market|refugees)"),
        (1.5, r"(?:civilians?|villagers?|women|children|prisoners|detainees|aid workers|herders|homes|"
            r"houses|villages|town|of the houses) (?:were |was |have been |had been |has been "
            r")?(?:killed|destroyed|abducted|burned|shot|burn\w+|looted|arrested|executed|beaten|"
            r"abducted|murdered|deported|detained|starved)|looting|loot(?:ed|s)?\b|deport\w+|human "
            r"shields|indiscriminate\w*|atrocious"),
    ),
    "alliance": (
        (2.5, r"all(?:y|ied|ies|iance)\b|coalition with|joined forces|links? (?:with|to)|ties (?:with|"
            r"to)|side by side|fights? alongside|fought alongside|on the side of"),
        (2.0, r"back(?:ed|s|ing)\b|support(?:s|ed)? (?:the|to|for|from|it|them|us|our|by|\w+ rebels|"
            r"\w+'s)|coordinat\w+ (?:ourselves )?with|in (?:close )?coordination|cooperat\w+ with|"
            r"suppl(?:y|ies|ied|ying) (?:\w+ ){0,3}(?:weapons|arms|ammunition|drones|money|fuel)|"
            r"financ(?:e|ed|es|ing)|sponsor\w*|(?<!take up )(?<!under )arm(?:s|ing) (?:the|and|its|our)|"
            r"armed by|train(?:s|ed|ing) (?:the|our|their|by)"),
        (1.5, r"jointly|joint (?:patrols?|operations?|command|front|forces?)|(?:have )?merged|joint "
            r"command|pledged allegiance|allegiance|proxy|proxies|patron|weapons from|help from|"
            r"mercenaries from|calls? on the .{0,20}state to support|sided with|partner\w*"),
    ),
    "position": (
        (2.0, r"(?:we|they|he|she|it|government|movement|front|rebels?|delegation|president|minister|"
            r"side|opposition|people|party|parties|army|[A-Z]\w+) (?:\w+ )?(?:want|wants|demand|demands|"
            r"demanded|insist|insists|insisted|refuse|refuses|refused|reject|rejects|rejected|oppose|"
            r"opposes|opposed|seek|seeks|call(?:s|ed)? for|favou?rs?|prefer\w*)\b"),
        (2.0, r"(?:will|would) (?:never|not) (?:accept|sign|recogni[sz]e|negotiate|agree|give up|allow|"
            r"surrender|disarm|talk|sit|join|leave|return|withdraw)|(?:are|is) (?:not )?(?:ready|"
            r"prepared|willing|unwilling) to|the only (?:way|solution|option)|non-negotiable|red line|"
            r"precondition|not for a|(?:is|are) not negotiable|must (?:be|leave|withdraw|disarm|come|"
            r"stop|recogni[sz]e|end|release|have)"),
        (1.5, r"independence|autonomy|federa\w+|self-determination|secular|demand(?:s|ed)?\b|insist\w*|"
            r"out of the question|under no circumstances|accept\w*|reject\w*|we (?:call|appeal) on|call "
            r"on the|opposed to|in favou?r of|our (?:goal|aim|position|demand)|rules? out|ruled out|"
            r"stands? by|urg(?:e|es|ed)|wants? to\b"),
    ),
    "agreement": (
        (2.5, r"sign(?:ed|s|ing)?\b (?:it|the|an?|\w+)? ?(?:\w+ ){0,2}(?:agreements?|accords?|deal|truce|"
            r"ceasefire|cease-fire|protocol|treaty|text|document|pact|declaration|roadmap)|agreements?\b "
            r"(?:\w+ ){0,4}(?:signed|respected|violated|broken|reached|implemented|concluded|honou?red|"
            r"collapsed)|(?:ceasefire|cease-fire|truce|accord|peace deal|treaty|protocol|pact|armistice|"
            r"memorandum)"),
        (2.0, r"agree(?:d|s)? (?:to|on|that)|(?:fulfilled|kept|kept to|broke|breaks|honou?red) (?:its|"
            r"their|his|the) (?:word|promises?|commitments?|part)|peace (?:talks|agreement|process)|"
            r"(?:talks|negotiations) (?:ended|resumed|began|opened|collapsed|failed|broke|kicked|are|"
            r"were|in|between|with)|prisoner (?:exchange|swap)|exchange of prisoners|commission to "
            r"monitor|implementation"),
        (1.0, r"agreements?|negotiat\w+|talks|mediat\w+|terms|clause|article \d+|annex|concluded|compromise"),
    ),
    "event": (
        (2.0, r"attack(?:ed|s|ing)?\b|ambush\w*|clash(?:es|ed)?|shell(?:ed|ing)|bomb(?:ed|ing|ings)?\b|"
            r"explo(?:ded|sion|sions)|air ?strikes?|raid(?:ed|s)?|fighting (?:broke|erupted|resumed|"
            r"began|flared|raged|continued)|suicide|rocket|mortar|landmines?|assassinat\w+|coup|stormed|"
            r"shot down|gun battle|drove a car"),
        (1.5, r"drought|floods?|earthquake|famine|epidemic|cholera|protest\w*|demonstrat\w+|riot\w*|"
            r"elections?|rall(?:y|ied)|broke out|took place|happened|erupted|marched|arrived|landed|"
            r"surrendered|crashed|lost|released|destroyed|burned|filled the|held a|met (?:in|with|on)|"
            r"visited|kill(?:ed|ing)|died|wounded|injured|blew up|opened fire|resigned|was (?:arrested|"
            r"appointed|elected|released)|fled|crossed|arrested|arrests|seized|detained|freed|confiscated"),
    ),
}  # fmt: skip
LEAST: Final = 1.5
# Where two kinds weigh the same, the rarer and graver comes first.
_ORDER: Final = ("abuse", "force", "control", "agreement", "alliance", "position", "event", "denial")


def weights(words: str, unit: str = "") -> dict[str, float]:
    """Return how much speaks for each kind.

    Parameters
    ----------
    words : str
        The passage.
    unit : str
        What is counted in it.

    Examples
    --------
    >>> weights("They hold the bridge and control half of the town.")["control"] > 2
    True
    """
    found = dict.fromkeys(KINDS, 0.0)
    for kind, patterns in _patterns().items():
        found[kind] = sum(weight * min(2, len(pattern.findall(words))) for weight, pattern in patterns)
    harmed = found["abuse"] + found["event"]
    if unit.startswith("percent of") or unit == "percent":
        found["control"] += 1.0 if unit.startswith("percent of") else 0.0
    elif is_force(unit) and not re.search(
        rf"\b(?:kill|wound|captur|die|lost|dead|desert|arrest|seiz|detain|releas|free[ds]|fled|abduct|kidnap|"
        rf"destroy|confiscat|injur|{KILLED})\w*",
        words,
    ):
        found["force"] += 3.0 - min(2.0, harmed)
    elif _one(unit) in _HARMED and harmed:
        found["abuse"] += 0.5
    if denial(words) or french_denial(words):
        found["denial"] = 4.0
    return found


def is_force(unit: str) -> bool:
    """Whether what is counted is armed.

    Examples
    --------
    >>> is_force("foreign fighters"), is_force("men"), is_force("refugees")
    (True, True, False)
    """
    return _one(unit) in _FORCES or _one(unit.split(" ", maxsplit=1)[0]) in _FORCES


def _one(unit: str) -> str:
    last = unit.lower().split(" ")[-1] if unit else ""
    return {"men": "man", "women": "woman", "children": "child", "people": "person"}.get(
        last, last.removesuffix("s")
    )


def kind_of(words: str, unit: str = "") -> str | None:
    """Return the kind of claim of a passage by rules alone; None where nothing speaks for one.

    Examples
    --------
    >>> kind_of("The army keeps committing abuses against civilians.")
    'abuse'
    >>> kind_of("It is false that we came from the coast."), kind_of("The river is long.")
    ('denial', None)
    """
    found = weights(words, unit)
    best = max(_ORDER, key=lambda kind: found[kind])
    return best if found[best] >= LEAST else None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[tuple[float, re.Pattern[str]], ...]]:
    return {
        kind: tuple((weight, re.compile(rf"(?<!\w)(?:{p})(?!\w)", re.IGNORECASE)) for weight, p in told)
        for kind, told in ((kind, (*own, *TOLD[kind])) for kind, own in _TOLD.items())
    }
