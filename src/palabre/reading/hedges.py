"""Hedges and denials: words by which a text keeps its distance from what it says, or calls it false."""

from __future__ import annotations

import re
from typing import Final

# Somebody else is said to say it, without a name.
_HEARSAY: Final = (
    r"allegedly|reportedly|supposedly|purportedly|apparently|seemingly|ostensibly|rumou?red(?: to)?|so-called"
    r"|(?:is|are|was|were|has been|have been) (?:widely )?(?:said|believed|thought|alleged|reported|"
    r"rumou?red|suspected"
    r"|understood|feared|presumed|claimed) (?:to|by some)|it is (?:said|believed|alleged|claimed|"
    r"rumou?red|reported|thought) that"
    r"|(?:many|some|others|several sources|critics|observers|people) (?:claim|say|allege|believe|"
    r"suspect|insist) that"
    r"|according to (?:rumou?rs?|unconfirmed reports?|some(?: sources| reports)?|unnamed sources?|"
    r"local rumou?rs?)"
    r"|unconfirmed reports?|rumou?rs? (?:that|of)|alleged|suspected|believed to|thought to|"
    r"said to have|feared"
    r"|could not be (?:independently )?(?:verified|confirmed)|"
    r"not (?:been )?(?:independently )?(?:verified|confirmed)"
    r"|(?:no|without) independent confirmation|it (?:is|was|remains) (?:not clear|unclear)|"
    r"prétendument|présumée?s?|aurai(?:t|ent)"
    r"|by all appearances|may or may not|rumou?r has it|it is (?:widely )?(?:understood|believed|thought)"
    r"|if confirmed|or so (?:they|he|she|it) (?:said|says?|claim(?:s|ed)?)"
    r"|selon des rumeurs|il paraît que|dit-on"
)
# The one who speaks is not sure.
_DOUBT: Final = (
    r"perhaps|maybe|possibly|probably|presumably|conceivably|(?:may|might|could) (?:well )?have|"
    r"it (?:seems|appears) that"
    r"|(?:seems?|appears?|seemed|appeared) to|likely|in all likelihood|as far as we know|we (?:think|"
    r"believe|suspect)"
    r"|peut-être|probablement|il semble que|sans doute|vraisemblablement"
)
_HEDGE: Final = re.compile(rf"(?<!\w)(?:(?P<hearsay>{_HEARSAY})|(?P<doubt>{_DOUBT}))(?!\w)", re.IGNORECASE)
_ADVERB: Final = (
    r"(?:\w+ly |just |simply |all |not even |purely? |a |an |pure |complete |outright |total |nothing but )*"
)
_FALSE: Final = (
    r"(?:false|untrue|baseless|unfounded|groundless|fabricated|fabrications?|invented|inventions?|"
    r"lies?|myths?|slanders?"
    r"|propaganda|rumou?rs?|nonsense|incorrect|disinformation|fictions?|absurd|fake|unsubstantiated|"
    r"defamatory)"
)
# Spaces do not count in the long pattern below.
_ADVERB_, _FALSE_ = _ADVERB.replace(" ", r"\ "), _FALSE.replace(" ", r"\ ")
_CLAIMS: Final = (
    r"(?:claims?|reports?|allegations?|accusations?|charges?|suggestions?|assertions?|stor(?:y|ies)|"
    r"accounts?|figures?"
    r"|versions?|rumou?rs?|idea|notion|statements?|responsibility|involvement)"
)
_DENIAL: Final = re.compile(
    rf"""(?<!\w)(?:
    (?:it(?:['\u2019\u00b4]s|\ is|\ was)|(?:this|that|which|these|those|they|all\ of\ (?:this|it))\s(?:is
      |are|was|were)|['\u2019\u00b4]s|is|are|was|were)\s{_ADVERB_}{_FALSE_}\b
    |(?:is|are|was|were)(?:\ simply|\ just)?(?:\ not|n['\u2019\u00b4]t)\ (?:at\ all\ )?(?:true|correct
      |the\ case|so)\b
    |['\u2019\u00b4]s\ not\ (?:at\ all\ )?(?:true|correct|the\ case)\b
    |(?:there\ (?:is|was)|has|have|had)\ (?:absolutely\ )?no\ (?:truth|basis|foundation|substance)\b
    |no\ truth\ (?:to|in)\b
    |(?:never\ (?:happened|took\ place|occurred|existed)|did\ not\ happen|did\ not\ take\ place)\b
    |den(?:y|ies|ied|ying)\b
    |(?:reject|rejects|rejected|rejecting|dismiss|dismisses|dismissed|dismissing|refute|refutes|refuted
      |refuting|dispute|disputes|disputed
      |disputing|contest|contests|contested|rebut|rebuts|rebutted|contradict|contradicts|contradicted
        |disown|disowned|disavowed)
      \s(?:[\w,'\u2019-]+\s){{0,4}}?{_CLAIMS}\b
    |(?:refute|refutes|refuted|contradict|contradicts|contradicted|debunk|debunked|disprove|disproved)\b
    |(?:dismiss|dismisses|dismissed|rejects?|rejected|described?|calls?|called
      |branded)\s(?:[\w,'\u2019-]+\s){{0,7}}?(?:as\ )?(?:a\ |an\ |pure\ |mere\ |{_ADVERB_})*{_FALSE_}\b
    |(?:reject|rejects|rejected|rejecting|dispute|disputes|disputed|disputing|contest|contests|contested
      |contesting)\ that\b
    |(?:cast|casts|throws?|threw)\ (?:\w+\ )?doubts?\ (?:on|over)\b
    |(?<!no\ )(?<!not\ )(?<!n't\ )doubt(?:s|ed)?\ that\b
    |^\W*nonsense\b
    |contrary\ to\ (?:what|the\ claims?|claims?|reports?|allegations?|rumou?rs?)\b
    |no\ such\ (?:thing|attack|order|meeting|agreement|deal|order|incident|talks)\b
    |(?:categorical|flat|firm|strong)\ denials?\b
    |had\ nothing\ to\ do\ with|(?:have|has|had)\ no\ (?:part|hand|role)\ in|(?:were|was|are
      |is)\ not\ (?:behind|responsible\ for|involved\ in)
    |(?:il\ est|c'est)\ faux|a\ démenti|ont\ démenti|dément(?:ent)?|démentait|a\ nié|ont\ nié
      |nie(?:nt)?\ (?:avoir|que|toute?)|ce\ n'est\ pas\ vrai
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_DENIED: Final = re.compile(
    r"(?:(?:did|does|do|has|have|had|could|would|can) ?(?:not|n['\u2019]t|never)|cannot|neither|"
    r"declined? to|refused? to (?:confirm or )?|confirm(?:ed)?,? n?or|nobody|no one"
    r"|undeniabl[ey]|nor)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
# Not claims that are denied, but people who are not let through or given something.
_REFUSED: Final = re.compile(
    r"^(?:den(?:y|ies|ied|ying))\s(?:\w+\s){0,3}?(?:access|entry|visas?|permission|aid|food|medical|"
    r"care|bail|a visa|their rights|rights|passage|the right)\b",
    re.IGNORECASE,
)


def hedge(words: str) -> str:
    """Return the first words of caution in a passage; empty where there are none.

    Examples
    --------
    >>> hedge("The army allegedly burned three villages."), hedge("The army burned three villages.")
    ('allegedly', '')
    """
    found = _HEDGE.search(words)
    return found[0].lower() if found else ""


def hearsay(words: str) -> bool:
    """Whether a passage gives something as said by others without naming them.

    Examples
    --------
    >>> hearsay("Many claim that they fought there."), hearsay("They probably fought there.")
    (True, False)
    """
    return any(found["hearsay"] for found in _HEDGE.finditer(words))


def refused(words: str) -> bool:
    """Whether a passage that begins with denying tells of something withheld.

    Examples
    --------
    >>> refused("denied the prisoners food"), refused("denied that it had food")
    (True, False)
    """
    return _REFUSED.match(words) is not None and " that " not in words


def denial(words: str) -> bool:
    """Whether a passage denies or disputes what somebody else claims.

    Examples
    --------
    >>> denial("It is completely false that they came from the coast.")
    True
    >>> denial("The army did not deny that shots were fired."), denial("They were denied entry to the camp.")
    (False, False)
    """
    for found in _DENIAL.finditer(words):
        if _NOT_DENIED.search(words[max(0, found.start() - 40) : found.start()]):
            continue
        if not _REFUSED.match(words[found.start() : found.start() + 60]):
            return True
    return False
