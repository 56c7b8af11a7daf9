"""Kinds in French: the words that speak for a kind of claim, each with its weight, as in English."""

from __future__ import annotations

from typing import Final

# Who is counted like this is no force any more.
KILLED: Final = "tu(?:é|er|ent)|bless|captur|mort|perd|désert|libér|exécut"
TOLD: Final[dict[str, tuple[tuple[float, str], ...]]] = {
    "force": (
        (2.0, r"dans (?:les|ses|nos|leurs) rangs|sous les armes|(?:compte|aligne|commande|dispose|déploie|rassemble)"
              r"(?:nt|ait)? (?:[\w'-]+ ){0,3}(?:\d[\d ]*|un millier|une \w+aine|des \w+aines|\w+ cents?) ?(?:[\w'-]+ )?"
              r"(?:hommes|combattants|soldats|militaires)|plus fort(?:e|s)? que|en surnombre"),
        (1.5, r"armes lourdes|arsenal|renforts?|recrut\w+|mobilis\w+|véhicules blindés|puissance de feu"),
        (1.0, r"déploy\w+|combattants|troupes|bataillons?|brigades?|casques bleus|contingent|garnison|munitions|chars"),
    ),
    "control": (
        (2.5, r"(?:sous|prend|prennent|pris|perdu|repris|a|ont|garde\w*|conserv\w+|perd\w*) (?:le |notre |leur |son )?"
              r"contrôle|contrôl(?:e|ent|ait|aient|ons|é|ée) (?:de |toujours |encore |désormais )?(?:l[ea'] ?|les |toute? |"
              r"tout|près|la moitié|\d|un|une|deux|trois|plusieurs)|échapp(?:e|ent|ait|aient) (?:à|au|aux)"),
        (2.0, r"(?:pren(?:d|nent|ait)|pris|repren(?:d|nent)|repris|reprise|occup(?:e|ent|ait|aient|é|ée|és|ons)|conquis"
              r"|libéré|empar\w+ de|saisi) (?:l[ea'] ?|la |les |de |toujours |encore |trois |deux |plusieurs |[A-ZÉ])"
              r"|tomb(?:é|ée|er|e) aux mains|aux mains (?:de|du|des)|(?:tien(?:t|nent)|ten(?:ait|aient|ons|ez)) "
              r"(?:toujours |encore |désormais )?(?:l[ea'] ?|la |les |tout|un|deux|trois|\d|[A-ZÉ])"
              r"|a(?:vait|vaient)? été repris|quitté la (?:ville|base)|bastion|fief"),
        (1.0, r"postes? de contrôle|barrages?|ligne de front|territoire|encercl\w+|assiég\w+|ne tient plus|casernes"),
    ),
    "abuse": (
        (3.0, r"tortur\w+|viols?|viol(?:é|ée|és|ées|er|ent)|massacr\w+|exécut(?:é|ée|és|ées|ions?) (?:sommair\w+|de civils)?"
              r"|disparitions forcées|crimes? de guerre|nettoyage ethnique|génocide|droits de l'homme|atrocités"),
        (2.5, r"exactions?|sévices|fosses? communes?|mutil\w+|lynch\w+|enfants[- ]soldats|recrut\w+ (?:\w+ )?(?:des |d')"
              r"enfants|violences sexuelles|extorqu\w+|battus?|pillages?|pill(?:é|er|ent|ée|és)|esclav\w+|déport\w+"),
        (2.0, r"(?:tu(?:é|er|ent|ait)|abattu|brûl(?:é|er|ent)|incendi(?:é|er|ent)|bombard(?:é|er|ent)|enlev(?:é|er)|enlèv\w+"
              r"|arrêt(?:é|er|ent)|détenu|affam\w+|vis(?:é|er|ent)) (?:[\w',-]+ ){0,5}?(?:civils?|villageois|femmes|enfants"
              r"|villages?|maisons|prisonniers|détenus|familles|bergers|paysans|journalistes|humanitaires|hôpital|école"
              r"|marché|réfugiés)"),
        (1.5, r"(?:civils|villageois|femmes|enfants|prisonniers|détenus|maisons|villages|bergers) (?:[\w-]+ )?(?:ont|ont "
              r"été|avaient été|auraient été) (?:été )?(?:tués|brûlés?|brûlées|enlevés|détruite?s|battus|abattus|arrêtés)"
              r"|(?:personnes|hommes|femmes|enfants) (?:enlevée?s?|torturée?s?|portée?s? disparue?s?|disparue?s?)|boucliers humains"),
    ),
    "alliance": (
        (2.5, r"alli(?:é|és|ée|ées|ance|ances|er|ent)|coalition|aux côtés (?:de|du|des)|fait cause commune"
              r"|soutien(?:t|nent)? (?:militaire |financier |secret )?(?:de |du |d'|le |la |les |l'|au |aux |à )"
              r"|ralli(?:é|ée|és|ent|er|ement)|fusionn\w+|prêté allégeance|allégeance"),
        (2.0, r"(?:arm|form|financ|entraîn|soutien|appui|équip|héberg|ravitaill)\w* (?:le |la |les |l'|ses |leurs |nos |au |aux )"
              r"|livr\w+ des armes|fournit des armes"),
        (1.5, r"commandement commun|patrouilles? (?:conjointes?|mixtes?)|opérations? conjointes?|pacte|parrain|mercenaires"),
    ),
    "position": (
        (2.0, r"(?:exig|réclam|revendiqu|refus|rejett|rejet|souhait|préconis|prôn)\w*|(?:demand)(?:e|ent|ait|ons|é) "
              r"(?:que|qu'|l[ea'] ?|la |les |un|une|à|au)|(?:veu(?:t|lent)|voul(?:ons|ait|aient|oir)) |s'oppos\w+|appell?"
              r"(?:e|ent|ait|é|ons) (?:à|au|les|l[ea]|tou)|condamn\w+"),
        (2.0, r"(?:prêt|prête|prêts|prêtes|disposé|disposés) à|ne (?:\w+ )?(?:signer|reconnaîtr|négocier|accepter|céder|reculer"
              r"|quitter|désarmer|rendr)\w+ (?:pas|jamais|rien)|à condition que|hors de question|ligne rouge|préalable"
              r"|non négociable|il faut que|doit (?:partir|cesser|quitter|rester|rendre|libérer)|doivent (?:partir|cesser"
              r"|quitter|rendre|déposer|libérer)|quitter(?:a|ont|ait|ons) la table|seule (?:solution|voie|issue)"),
        (1.5, r"indépendance|autonomie|fédéra\w+|autodétermination|statut spécial|laïque|(?:départ|retrait) des? (?:troupes"
              r"|forces|soldats)|favorable à|opposés? à|nos? objectifs?|notre position"),
    ),
    "agreement": (
        (2.5, r"sign(?:é|er|ent|e|ature|ons|ataires?) (?:[\w'-]+ ){0,3}(?:accords?|trêve|protocole|traité|texte|pacte|document"
              r"|cessez-le-feu)|accords? (?:[\w'-]+ ){0,3}(?:signé|respecté|violé|rompu|conclu|appliqué|mort)|cessez-le-feu"
              r"|trêve|accord de paix|feuille de route|armistice"),
        (2.0, r"(?:négociations|pourparlers|discussions) (?:[\w'-]+ ){0,2}(?:repren|reprend|ont|s'ouvr|échou|début|sont|se)\w*"
              r"|processus de paix|échange de prisonniers|s'(?:est|sont) engagée?s? à|(?:tenu|respecté|rompu) (?:sa|ses|leurs|"
              r"leur) (?:parole|engagements?|promesses?)|commission de suivi|engagements pris"),
        (1.0, r"accords?|négoci\w+|pourparlers|médiat\w+|compromis|clause|article \d+|annexe|conclu\w*"),
    ),
    "event": (
        (2.0, r"attaqu(?:e|es|é|ée|és|er|ent)|embuscade|affrontements?|accrochages?|bombardements?|bombard\w+|explos\w+"
              r"|frappes? aériennes?|raids?|attentats?|roquettes?|obus|mines? (?:a|ont|antipersonnel)|assassin\w+|coup d'[ÉEée]tat"
              r"|combats (?:ont|se)|tirs? (?:de|ont)|fusillade|abattu un"),
        (1.5, r"sécheresse|inondations?|séisme|famine|épidémie|choléra|manifest\w+|émeutes?|élections?|a eu lieu|ont eu lieu"
              r"|s'(?:est|sont) (?:rendue?s?|rencontrée?s?|enfuie?s?|évadée?s?)|déposé les armes|fui|tué[es]*|morts?|blessé[es]*"
              r"|arrivé[es]*|libéré[es]*|capturé[es]*|détruit[es]*|se sont rencontrés|démissionné|nommé|élue?"),
    ),
    "denial": (),
}  # fmt: skip
