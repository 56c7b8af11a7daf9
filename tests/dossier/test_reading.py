"""What a dossier holds once it is read."""

from __future__ import annotations

import subprocess
import sys
from time import process_time

import pytest
from finding import faults, line_of

import palabre
from palabre.dossier import check
from palabre.dossier import open as open_dossier
from palabre.dossier.log import Log
from palabre.dossier.tree import plain, read
from palabre.sources import Found, find

MODEL = "models/bridge.yaml"


def test_words_stay_words():
    text = (
        "a: NO\nb: on\nc: 2014-07-24\nd: 1e3\ne: 012\nf: ~\ng: null\nh: yes\ni: 0x1F\nj: 1_000\nk:\nl: ''\n"
    )
    log = Log()
    tree = read(text, "f", log)
    assert tree is not None and log.problems == ()
    assert plain(tree) == {
        "a": "NO",
        "b": "on",
        "c": "2014-07-24",
        "d": "1e3",
        "e": "012",
        "f": "~",
        "g": "null",
        "h": "yes",
        "i": "0x1F",
        "j": "1_000",
        "k": None,
        "l": "",
    }


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_value_knows_its_line(line_end):
    text = line_end.join(
        ["# a", "", "a: 1", "b:", "  - x: |", "      two", "      lines", "  - [p,", "     q]", "c: end"]
    )
    log = Log()
    tree = read(text, "f", log)
    b = tree.get("b")  # type: ignore[union-attr]
    assert [tree.key_line(k) for k in "abc"] == [3, 4, 10]  # type: ignore[union-attr]
    assert [item.line for item in b.items] == [5, 8]  # type: ignore[union-attr]
    assert [w.line for w in b.items[1].items] == [8, 9]  # type: ignore[union-attr]


def test_what_a_dossier_holds(dossier):
    d = open_dossier(dossier)
    assert (d.title, str(d.freeze), d.desk) == ("The bridge, winter of 2026", "20 January 2026", "the desk")
    assert list(d.actors) == ["council", "front", "amina", "herald"]
    assert d.sides == {"valley": ("council",), "hills": ("front",)}
    assert d.places["bridge"].name == "The old bridge"
    assert d.actors["council"].aliases == ("the council",)
    assert [doc.id for doc in d.documents] == ["herald-report"]
    assert d.questions["last-truce"].working == "kept"
    assert d.questions["last-truce"].disputed
    model = d.model()
    assert [m.id for m in model.decision_makers] == ["council", "front"]
    assert model.now == frozenset({"raid"})
    assert [s.name for s in model.settlements if s.preferred] == ["truce with withdrawal"]
    assert [line.id for line in model.decision_makers[1].preference.lines] == [  # type: ignore[union-attr]
        "front: withdraw",
        "front: sign if withdraw",
        "front: raid unless withdraw",
        "front: not sign unless withdraw",
        "front: not raid",
    ]
    assert model.decision_makers[1].preference.lines[1].basis.given == (("last-truce", ("kept",)),)  # type: ignore[union-attr]
    assert [rule.id for rule in model.rules] == ["never: sign and raid"]


def test_claims_stand_in_the_order_of_the_text(dossier):
    d = open_dossier(dossier)
    folded = d.documents[0].folded
    assert folded is not None
    found = [find(folded, c.passage) for c in d.claims.values()]
    starts = [f.span[0] for f in found if isinstance(f, Found)]
    assert len(starts) == len(d.claims) == 5
    assert starts == sorted(starts)


def test_claims_have_their_standing_and_their_quote(dossier):
    d = open_dossier(dossier)
    standings = {c.id: d.standing(c) for c in d.claims.values()}
    assert standings["council-wants-quiet"] == "own words"
    assert standings["truce-broken"] == "other side"
    assert d.quote(d.claims["front-wants-bridge"]) == "sign once the guards on the bridge have left"


def test_a_claim_of_the_desk_is_an_assumption(dossier, change):
    change("documents/herald-report.yaml", "speaker: council              # who", "speaker: the desk # who")
    d = open_dossier(dossier)
    assert d.standing(d.claims["council-wants-quiet"]) == "assumption"


def test_everything_says_where_it_stands(dossier):
    d = open_dossier(dossier)
    for what, file, text in [
        ("front: sign if withdraw", MODEL, "- sign if withdraw:"),
        ("never: sign and raid", MODEL, "- sign and raid:"),
        ("option: raid", MODEL, "raid: Raid"),
        ("settlement: raids go on", MODEL, "raids go on:"),
        ("claim: truce-kept", "documents/herald-report.yaml", "id: truce-kept"),
        ("question: last-truce", "questions.yaml", "last-truce:"),
        ("answer: last-truce.broken", "questions.yaml", "broken:"),
        ("actor: amina", "dossier.yaml", "amina:"),
        ("document: herald-report", "documents/herald-report.yaml", "title:"),
    ]:
        assert d.where(what) == f"{file}:{line_of(dossier / file, text)}"
    assert d.where("front: not raid", "bridge") == d.where("front: not raid")
    with pytest.raises(LookupError, match="not known"):
        d.where("nothing of the kind")


def test_models_are_asked_for_by_name(dossier):
    with pytest.raises(LookupError, match="no model 'algiers'; it has: bridge"):
        open_dossier(dossier).model("algiers")
    (dossier / "models/second.yaml").write_bytes((dossier / MODEL).read_bytes())
    d = open_dossier(dossier)
    assert list(d.models) == ["bridge", "second"]
    with pytest.raises(LookupError, match="name one of the dossier's models: bridge, second"):
        d.model()
    with pytest.raises(LookupError, match="stands in 2 places"):
        d.where("front: not raid")


def test_all_ways_of_writing_a_model(dossier):
    (dossier / MODEL).write_text(
        """asks: Will it hold?
decision_makers:
  council:
    options:
      withdraw: {name: Withdraw, cites: [truce-kept], given: {last-truce: [kept, broken]}}
      stay: {name: Stay, assume: it can, vary: never}
    prefers:
      - stay: {assume: so, vary: move}
      - stay: {assume: again}
  front:
    options: {sign: Sign, raid: Raid}
    prefers:
      - withdraw: front-wants-bridge
never: {sign and raid: one or the other}
exactly_one:
  - withdraw, stay: {definition: one of them, blocks: [council]}
at_least_one:
  sign, not sign: always so
cannot_undo:
  - withdraw: {assume: too costly}
  - stay
cannot_retake: {raid: nobody would follow}
now: stay
settlements:
  peace: sign if withdraw
""".replace("withdraw: front-wants-bridge", "withdraw: {cites: front-wants-bridge}")
    )
    model = open_dossier(dossier).model()
    assert [rule.id for rule in model.rules] == [
        "never: sign and raid",
        "exactly one: withdraw, stay",
        "at least one: sign, not sign",
    ]
    assert [(way.id, way.allowed, way.basis.kind) for way in model.one_way] == [
        ("cannot undo: withdraw", "N>Y", "assumes"),
        ("cannot undo: stay", "N>Y", "defines"),
        ("cannot retake: raid", "Y>N", "defines"),
    ]
    council = model.decision_makers[0]
    assert [line.id for line in council.preference.lines] == ["council: stay", "council: stay (2)"]  # type: ignore[union-attr]
    assert council.options[0].basis.given == (("last-truce", ("kept", "broken")),)
    assert model.now == frozenset({"stay"})
    assert model.decision_makers[1].preference.lines[0].basis.cites == ("front-wants-bridge",)  # type: ignore[union-attr]


def test_states_moves_and_rankings_by_hand(dossier):
    (dossier / MODEL).write_text(
        """asks: Who swerves?
decision_makers:
  a:
    options: {swerve: Swerve}
    ranking: [won, [both, none], lost]
  b:
    options: {yield: Yield}
    ranking: [lost, both, won, none]
states:
  none: NN
  lost: [swerve]
  won: [yield]
  both: [swerve, yield]
moves:
  a: {none: [lost], lost: [none], won: [both], both: [won]}
  b: {none: [won], won: [none], lost: [both], both: [lost]}
now: none
"""
    )
    model = open_dossier(dossier).model()
    assert [(s.label, s.pattern) for s in model.states or ()] == [
        ("none", "NN"),
        ("lost", "YN"),
        ("won", "NY"),
        ("both", "YY"),
    ]
    assert model.now == "none"
    assert model.space.now == 0
    assert model.decision_makers[0].preference.tiers == (("won",), ("both", "none"), ("lost",))  # type: ignore[union-attr]


def test_the_fingerprint_is_the_same_for_the_same_files(dossier, change):
    first = open_dossier(dossier)
    assert open_dossier(dossier).fingerprint == first.fingerprint
    assert set(first.files) == {
        "dossier.yaml",
        "documents/herald-report.yaml",
        "documents/herald-report.txt",
        "questions.yaml",
        MODEL,
    }
    change("questions.yaml", "  working: kept ", "  working: broken ")
    assert open_dossier(dossier).fingerprint != first.fingerprint


def test_sixty_claims_and_twelve_options_open_quickly(dossier):
    page = (dossier / "documents/herald-report.yaml").read_text()
    head, claims = page[: page.index("claims:")], []
    text = (dossier / "documents/herald-report.txt").read_text()
    for k in range(60):
        text += f"Sentence number {k} says that {k + 100} people came.\n"
        claims.append(f"  - id: claim-{k}\n    says: Some came.\n    speaker: amina\n    about: [front]")
        claims.append(f"    kind: force\n    as_of: 2026-01\n    amount: {{best: {k + 100}, unit: people}}")
        claims.append(f"    passage: that {k + 100} people came")
    (dossier / "documents/second.txt").write_text(text)
    lines = [line for line in head.splitlines() if "sha256" not in line]
    (dossier / "documents/second.yaml").write_text("\n".join([*lines, "claims:", *claims]))
    more = "".join(f"      step{k}: Take step {k}\n" for k in range(9))
    model = (
        (dossier / MODEL)
        .read_text()
        .replace("      raid: Raid the bridge\n", f"      raid: Raid the bridge\n{more}")
    )
    (dossier / MODEL).write_text(model)
    open_dossier(dossier)
    began = process_time()
    d = open_dossier(dossier)
    assert process_time() - began < 1
    assert len(d.claims) == 65
    assert len(d.model().options) == 12


def test_importing_stays_light():
    heavy = "{'numpy', 'pydantic', 'ruamel', 'lark', 'networkx', 'jsonschema'}"
    code = f"import sys, palabre.dossier; print(sorted({heavy} & {{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_joint_moves(dossier, change):
    """A signature that nobody gives alone, which only counts where the last truce was kept."""
    change(MODEL, "cannot_retake: [] ", "cannot_retake: {sign: it takes two to sign} ")
    change(
        MODEL,
        "jointly: {}",
        """jointly:
  truce:
    by: [council, front]
    takes: [withdraw, sign]
    leaves: raid
    when: raid or not sign
    cites: [truce-kept]
    given: {last-truce: kept}
  retreat: {by: [front, council], leaves: [withdraw, raid], assume: both can, vary: drop}""",
    )
    opened = open_dossier(dossier)
    model = opened.model()
    truce, retreat = model.joint
    assert (truce.dms, truce.takes, truce.leaves) == (("council", "front"), ("withdraw", "sign"), ("raid",))
    assert str(truce.when) == "raid or not sign"
    assert truce.basis.given == (("last-truce", ("kept",)),)
    assert (retreat.dms, retreat.takes, retreat.leaves) == (("front", "council"), (), ("withdraw", "raid"))
    line = line_of(dossier / MODEL, "retreat:")
    assert opened.where("jointly: retreat") == f"{MODEL}:{line}"
    assert "jointly: retreat" in [c.id for c in palabre.sweep(opened).choices]
    assert check(dossier) == ()
    page = palabre.report(opened).html
    assert "truce, by council and front together: takes withdraw, sign and leaves raid" in page


def test_a_joint_move_changes_only_what_is_up_to_those_who_make_it(dossier, change):
    change(MODEL, "  front:\n    name: The hill front", GUARD + "  front:\n    name: The hill front")
    change(MODEL, "jointly: {}", "jointly: {truce: {by: [front, council], takes: [sign, watch]}}")
    (fault,) = faults(dossier)
    assert fault.line == line_of(dossier / MODEL, "takes: [sign, watch]")
    assert "changes 'watch', which is up to 'guard'" in fault.what
    assert "add 'guard' to by:" in fault.remedy


GUARD = """  guard:
    options: {watch: Watch the bridge}
    prefers: [watch: {assume: it is there to watch}]
"""


def test_what_some_see_otherwise(dossier, change):
    from palabre.conflict import as_seen_by, lines_of_sight
    from palabre.dossier.traps import bases_of

    change(
        MODEL,
        "seen_by: {}",
        """seen_by:
  council:
    hides:
      raid: [front-strength]
    prefers:
      front:
        - sign: {assume: the council hopes so}
    never: [not sign and withdraw: [truce-kept]]
    cannot_undo: [withdraw: by its words]
    cannot_retake:
      sign: {assume: so it thinks}""",
    )
    opened = open_dossier(dossier)
    conflict = opened.model()
    (sight,) = conflict.seen_by
    lines = dict(lines_of_sight(sight))
    assert {line: basis.cites or basis.assume or basis.definition for line, basis in lines.items()} == {
        "council does not see: raid": ("front-strength",),
        "council on front: sign": "the council hopes so",
        "council sees: never: not sign and withdraw": ("truce-kept",),
        "council sees: cannot undo: withdraw": "by its words",
        "council sees: cannot retake: sign": "so it thinks",
    }
    assert lines.items() <= dict(bases_of(conflict)).items()
    text = (dossier / MODEL).read_text().splitlines()
    for line in lines:
        file, number = opened.lines["bridge", line]
        assert file == MODEL
        assert line.split()[-1] in text[number - 1]
    seen = as_seen_by(conflict, "council")
    assert seen.space.labels == ("nothing", "sign", "withdraw, sign")
    assert seen.now == frozenset()
    assert as_seen_by(conflict, "front") is conflict
