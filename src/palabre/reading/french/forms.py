"""Forms: the French verbs by which somebody says something, in every form a text has them in.

The model's lemmas are often wrong for the verbs that matter here ("dément", "accuse"), so the forms are made
from the verbs themselves.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from palabre.reading.wordlists import words

# With "que", a quotation, a colon, or put behind what is said.
SAY: Final = words(
    """affirmer ajouter alerter annoncer arguer assurer attester avancer avertir avouer certifier clamer commenter
    conclure concéder confesser confier confirmer constater détailler dire déclarer décréter démontrer déplorer
    enchaîner enseigner estimer expliquer exposer garantir indiquer informer insister ironiser jurer lancer lâcher
    maintenir marteler menacer mentionner montrer murmurer nier noter nuancer objecter observer plaider poursuivre
    proclamer promettre protester préciser prétendre prévenir raconter rappeler rapporter rassurer reconnaître
    regretter relater relever renchérir reprendre rectifier résumer rétorquer réaffirmer réagir répliquer répondre
    répéter réitérer révéler signaler signifier souffler souligner soupirer soutenir stipuler suggérer témoigner
    tonner trancher écrire admettre asséner démentir dénoncer accuser analyser
    exclamer indigner insurger féliciter inquiéter plaindre défendre réjouir interroger emporter étonner lamenter"""
)
THINK: Final = words(
    "penser croire juger considérer espérer craindre douter redouter souhaiter supposer soupçonner vouloir"
)
DEMAND: Final = words("demander exiger réclamer ordonner proposer recommander préconiser accepter refuser")
DENY: Final = words("nier démentir contester réfuter récuser rejeter")
ACCUSE: Final = words("accuser reprocher soupçonner")
# What they condemn, recall or ask for is itself what is said.
OBJECT: Final = words(
    """condamner saluer dénoncer déplorer regretter critiquer rejeter exiger réclamer demander revendiquer rappeler
    contester démentir nier réfuter récuser fustiger promettre annoncer confirmer proposer refuser préconiser
    réaffirmer décliner qualifier"""
)
# With "de" and what they speak of: "se félicite de la trêve", "parle de 30 morts".
OF: Final = words("féliciter inquiéter plaindre indigner réjouir étonner lamenter parler")
# With "à" and a figure: "estime à 18 000 le nombre".
RATE: Final = words("estimer évaluer chiffrer")
# With what it is held to be: "juge inacceptable la présence".
JUDGE: Final = words("juger estimer considérer qualifier")
CALL: Final = words("appeler inviter exhorter")
# With an infinitive: "dit vouloir", "promet de rendre".
INFINITIVE: Final = words(
    """dire affirmer assurer nier jurer déclarer reconnaître prétendre espérer souhaiter promettre menacer refuser
    accepter proposer exiger penser croire craindre avouer admettre démentir estimer confirmer demander regretter engager"""
)
# "s'est indigné", "se plaint": without the pronoun they say nothing.
REFLEXIVE: Final = words(
    """exclamer indigner insurger féliciter inquiéter plaindre défendre réjouir interroger emporter étonner lamenter
    engager"""
)
ALL: Final = SAY | THINK | DEMAND | DENY | ACCUSE | OBJECT | CALL | OF | RATE | JUDGE | REFLEXIVE

_ENDINGS: Final = {
    "finite": ["e", "ent", "ait", "aient", "a", "èrent", "era", "eront", "erait", "eraient"],
    "participle": ["é", "ée", "és", "ées"],
    "gerund": ["ant"],
    "infinitive": ["er"],
}
_IR: Final = {
    "finite": ["it", "issent", "issait", "issaient", "ira", "iront", "irait"],
    "participle": ["i", "ie", "is", "ies"],
    "gerund": ["issant"],
    "infinitive": ["ir"],
}
# Present, past and future of each; participle; gerund.
_OTHERS: Final[dict[str, tuple[str, str, str]]] = {
    "dire": ("dit disent disait disaient dirent dira diront dirait", "dit dite dits dites", "disant"),
    "écrire": ("écrit écrivent écrivait écrivit écrira", "écrit écrite écrits écrites", "écrivant"),
    "démentir": ("dément démentent démentait démentaient démentit démentira", "démenti démentie", "démentant"),
    "soutenir": ("soutient soutiennent soutenait soutenaient soutint soutiendra", "soutenu", "soutenant"),
    "maintenir": ("maintient maintiennent maintenait maintenaient maintint", "maintenu", "maintenant"),
    "prévenir": ("prévient préviennent prévenait prévenaient prévint", "prévenu prévenue", "prévenant"),
    "promettre": ("promet promettent promettait promettaient promit", "promis promise", "promettant"),
    "admettre": ("admet admettent admettait admettaient admit", "admis admise", "admettant"),
    "reconnaître": (
        "reconnaît reconnait reconnaissent reconnaissait reconnaissaient reconnut reconnaîtra",
        "reconnu",
        "reconnaissant",
    ),
    "prétendre": ("prétend prétendent prétendait prétendaient prétendit", "prétendu", "prétendant"),
    "répondre": ("répond répondent répondait répondaient répondit répondra", "répondu", "répondant"),
    "reprendre": ("reprend reprenait reprit", "repris", "reprenant"),
    "défendre": ("défend défendent défendait défendit", "défendu défendue", "défendant"),
    "craindre": ("craint craignent craignait craignaient", "craint", "craignant"),
    "plaindre": ("plaint plaignent plaignait plaignaient", "plaint plainte plaints", "plaignant"),
    "croire": ("croit croient croyait croyaient", "cru", "croyant"),
    "vouloir": ("veut veulent voulait voulaient", "voulu", "voulant"),
    "conclure": ("conclut concluent concluait", "conclu", "concluant"),
    "poursuivre": ("poursuit poursuivent poursuivait poursuivit", "poursuivi", "poursuivant"),
    "avertir": ("avertit avertissent avertissait", "averti avertie", "avertissant"),
    "garantir": ("garantit garantissent garantissait", "garanti", "garantissant"),
    "appeler": ("appelle appellent appelait appelaient appela appellera", "appelé appelée", "appelant"),
    "rappeler": ("rappelle rappellent rappelait rappelaient rappela", "rappelé rappelée", "rappelant"),
    "marteler": ("martèle martèlent martelait martela", "martelé", "martelant"),
    "rejeter": ("rejette rejettent rejetait rejetaient rejeta rejettera", "rejeté rejetée rejetés", "rejetant"),
}  # fmt: skip
_SECOND: Final = words("réagir réfuter renchérir réjouir avertir garantir")


@cache
def _table() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return every form with its verbs and what kind of form it is."""
    found: dict[str, set[tuple[str, str]]] = {}
    for verb in ALL:
        for form, kind in _forms(verb):
            found.setdefault(form, set()).add((verb, kind))
    return {form: tuple(sorted(said)) for form, said in found.items()}


def _forms(verb: str) -> list[tuple[str, str]]:
    if verb in _OTHERS:
        finite, participle, gerund = _OTHERS[verb]
        listed = {"finite": finite, "participle": participle, "gerund": gerund, "infinitive": verb}
        return [(form, kind) for kind, forms in listed.items() for form in forms.split()]
    endings = _ENDINGS if verb.endswith("er") else _IR
    return [(_joined(verb[:-2], end), kind) for kind, ends in endings.items() for end in ends]


def _joined(stem: str, end: str) -> str:
    """Join a stem and an ending as they are spelt: `annonça`, `exigea`, `espère`."""
    if end[0] == "a" and stem.endswith("c"):
        stem = f"{stem[:-1]}ç"
    elif end[0] == "a" and stem.endswith("g"):
        stem += "e"
    elif end in ("e", "ent") and len(stem) > 2 and stem[-2] == "é":
        stem = f"{stem[:-2]}è{stem[-1]}"
    return stem + end


def verbs_of(form: str) -> tuple[tuple[str, str], ...]:
    """Return the verbs of saying a word can be a form of, each with the kind of form.

    Examples
    --------
    >>> verbs_of("annonça"), verbs_of("dément"), verbs_of("pont")
    ((('annoncer', 'finite'),), (('démentir', 'finite'),), ())
    >>> verbs_of("dit")
    (('dire', 'finite'), ('dire', 'participle'))
    """
    return _table().get(form.lower(), ())
