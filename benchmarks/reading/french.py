"""How well French is read, on passages written by us: who says what, how, amounts, dates, places, denials.

Run with ``python -m benchmarks.reading.french [FILE]`` (`tests/reading/french` has the passages). It prints
the share of each that is right, and every passage read otherwise.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from palabre.reading.days import days
from palabre.reading.draft import Attribution, Span
from palabre.reading.facts import counted, facts
from palabre.reading.parsing import with_breaks
from palabre.reading.places import places
from palabre.reading.speakers import attributions
from palabre.sources import fold
from palabre.terms import Day

from .facts import Score, expected_of, printed

PASSAGES = Path(__file__).parents[2] / "tests" / "reading" / "french"
WRITTEN = Day.read("2014-07-23")
# content: half or more of the same words; exact: the same words.
OF_SPEECH = ("speaker", "content", "exact", "how", "says denial")
OF_FACTS = ("range", "unit", "subject", "days", "places", "hedge", "denial", "kind")


def names() -> dict[str, str]:
    """Return the actors of the passages."""
    from ruamel.yaml import YAML

    found: dict[str, str] = YAML(typ="safe").load((PASSAGES / "actors.yaml").read_text(encoding="utf-8"))
    return found


def score(passages: list[dict[str, Any]]) -> Score:
    """Return how passages are read against what is expected of them."""
    done, known = Score(passages=len(passages)), names()
    for passage in passages:
        text = with_breaks(fold(passage["text"]))
        _speech(done, passage, text, attributions(text, known, language="fr"))
        _facts(done, passage, text, known)
    return done


# -- who says what -------------------------------------------------------------------------------------------


def _speech(done: Score, passage: dict[str, Any], text: str, found: tuple[Attribution, ...]) -> None:
    if "says" not in passage:
        return
    met: set[int] = set()
    for said in passage["says"]:
        wanted = _places(text, said["said"])
        near = [n for n, one in enumerate(found) if _meets(text, one, wanted)]
        met.update(near)
        best = [found[n] for n in near]
        spoken = [one for one in best if one.how != "outlet"]
        best = (
            best if said.get("outlet") else spoken or best
        )  # a short saying leaves its sentence the outlet's
        got = set().union(*(_covered(text, one.content) for one in best)) if best else set()
        shared = 2 * len(got & wanted) / (len(got) + len(wanted)) if best else 0.0
        right = {
            "speaker": bool(best) and all(_speaker(one, said) for one in best),
            "content": shared >= 0.5,
            "exact": got == wanted,
        }
        if "how" in said:
            right["how"] = bool(best) and all(one.how == said["how"] for one in best)
        right["says denial"] = bool(best) and any(one.denial for one in best) == said.get("denial", False)
        for what, is_right in right.items():
            done.expected[what] += 1
            done.found[what] += bool(best)
            done.right[what] += is_right
        if not all(right.values()):
            wrong = ", ".join(what for what, is_right in right.items() if not is_right)
            shown = [(_said(text, one), one.how, one.speaker, one.named, one.denial) for one in found]
            done.wrong.append(f"{wrong}: {said}\n    in {text!r}\n    found {shown}")
    heard = [n for n, one in enumerate(found) if one.how != "outlet"]
    done.expected["found"] += len([said for said in passage["says"] if "outlet" not in said])
    done.found["found"] += len(heard)
    done.right["found"] += len([n for n in heard if n in met])
    done.wrong += [f"not said: {_said(text, found[n])!r} in {text!r}" for n in heard if n not in met]


def _places(text: str, said: str | list[str]) -> set[int]:
    """Return where the letters of what is said stand."""
    covered: set[int] = set()
    for part in [said] if isinstance(said, str) else said:
        words = fold(part).text
        start = text.index(words)
        covered |= _covered(text, (Span(start, start + len(words)),))
    return covered


def _covered(text: str, spans: tuple[Span, ...]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end) if text[i].isalnum()}


def _meets(text: str, one: Attribution, wanted: set[int]) -> bool:
    """Whether half of an attribution lies in what is expected, or half of that in it."""
    own = _covered(text, one.content)
    return 2 * len(own & wanted) >= min(len(own), len(wanted)) > 0


def _speaker(one: Attribution, said: dict[str, Any]) -> bool:
    if said.get("outlet"):
        return one.how == "outlet"
    if one.how == "outlet":
        return False
    if said.get("open"):
        return one.speaker is None and not one.named
    if "named" in said:
        return one.speaker is None and bool(one.named.lower() == said["named"].lower())
    return bool(one.speaker == said["who"])


def _said(text: str, one: Attribution) -> str:
    return " … ".join(text[span.start : span.end] for span in one.content)


# -- what is said --------------------------------------------------------------------------------------------


def _facts(done: Score, passage: dict[str, Any], text: str, known: dict[str, str]) -> None:
    written = Day.read(passage["written"]) if "written" in passage else WRITTEN
    for what in ("days", "places"):
        if what in passage:
            found = (
                [d.day.edtf if d.day else "?" for d in days(text, written, "fr")]
                if what == "days"
                else [p.name for p in places(text, {"Ber": "ber"}, ["ML"]) if not p.open and not p.country]
            )
            _same(done, what, passage, [str(one) for one in passage[what]], found)
    _amounts(done, passage, text)
    [told] = facts(text, [Span(0, len(text))], known, written, language="fr")
    if "hedge" in passage:
        _same(done, "hedge", passage, [passage["hedge"]], [bool(told.hedge)])
    if "denial" in passage:
        _same(done, "denial", passage, [passage["denial"]], [told.denial])
    if "kind" in passage:
        _same(done, "kind", passage, [passage["kind"]], [told.kind])


def _same(done: Score, what: str, passage: dict[str, Any], wanted: list[Any], found: list[Any]) -> None:
    done.count(what, Counter(wanted), Counter(found))
    if Counter(wanted) != Counter(found):
        done.wrong.append(f"{what}: {passage['text']!r}\n    expected {wanted}, found {found}")


def _amounts(done: Score, passage: dict[str, Any], text: str) -> None:
    if "amounts" not in passage:
        return
    left = list(counted(text, "fr"))
    wrong = False
    done.found.update({what: len(left) for what in ("range", "unit", "subject")})
    for told in passage["amounts"]:
        *values, unit, subject = expected_of(told)
        range_ = tuple(values)
        same = [one for one in left if (one.amount.low, one.amount.best, one.amount.high) == range_]
        right = {"range": bool(same), "unit": False, "subject": False}
        if same:
            left.remove(same[0])
            right["unit"] = same[0].amount.unit == unit
            right["subject"] = not subject or _bare(same[0].subject) == _bare(subject)
        for what, is_right in right.items():
            done.expected[what] += 1
            done.right[what] += is_right
        wrong |= not all(right.values())
    if wrong or left:
        shown = [(str(one.amount), one.amount.unit, one.subject) for one in counted(text, "fr")]
        done.wrong.append(f"amounts: {text!r}\n    expected {passage['amounts']}\n    found {shown}")


def _bare(words: str) -> str:
    words = words.lower()
    for article in ("le ", "la ", "l'", "les ", "des ", "un ", "une ", "ses "):
        words = words.removeprefix(article)
    return words


# -- the table -----------------------------------------------------------------------------------------------


def shown(name: str, done: Score) -> str:
    """Return scores as a table."""
    lines = [f"{name}: {done.passages} passages", f"{'':12}{'expected':>9}{'right':>7}{'share':>8}"]
    for what in (*OF_SPEECH, *OF_FACTS):
        lines.append(f"{what:12}{done.expected[what]:9}{done.right[what]:7}{done.recall(what):8.3f}")
    lines.append(
        f"of {done.found['found']} attributions to somebody {done.precision('found'):.3f} are expected"
    )
    return "\n".join(lines)


def main() -> None:
    """Print the scores of a file of passages, or of ours."""
    ours = [PASSAGES / f"{name}.yaml" for name in ("worked", "fresh", "longer")]
    printed([Path(name) for name in sys.argv[1:]] or ours, score, shown)


if __name__ == "__main__":
    main()
