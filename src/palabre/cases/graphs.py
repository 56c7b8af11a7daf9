"""Graphs: a conflict as a networkx graph or GraphML with everything stability depends on, and back."""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palabre.cases.held import refuse_marks
from palabre.cases.terms import renamed
from palabre.cases.writing_case import pattern_of
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    JointMove,
    NamedState,
    Option,
    Ranking,
    Settlement,
    parse,
    scores,
)
from palabre.terms import write_whole

if TYPE_CHECKING:
    import networkx

RANK = "rank "


def to_graph(conflict: Conflict) -> networkx.MultiDiGraph:
    """Return a conflict as a graph: a node a state, an edge a move.

    Nodes carry `pattern` (Y, N, -), `taken`, `now` and one ``rank DM`` a decision maker (higher is better, 0
    is worst); edges carry `dm`, and those of a joint move its id as `joint`; the graph carries the title, and
    `model`: names, options, joint moves and settlements as JSON. All are words and numbers, so that GraphML
    and other formats can hold them. What some see otherwise is left out.

    Examples
    --------
    >>> from palabre import cases
    >>> graph = to_graph(cases.load("chicken").conflict())
    >>> graph.number_of_nodes(), graph.number_of_edges()
    (4, 8)
    """
    refuse_marks(conflict, "a GraphML file")
    space = conflict.space
    graph = conflict.graph()
    same = {o: o for o in space.options}
    model = {
        "decision_makers": [
            {"id": d.id, "name": d.name, "options": [{"id": o.id, "name": o.name} for o in d.options]}
            for d in conflict.decision_makers
        ],
        "order": list(space.options),
        "jointly": {
            j.id: {
                "by": list(j.dms),
                "takes": list(j.takes),
                "leaves": list(j.leaves),
                "when": None if j.when is None else str(renamed(j.when, same)),
            }
            for j in conflict.joint
        },
        "settlements": {s.name: str(renamed(s.condition, same)) for s in conflict.settlements},
    }
    graph.graph["model"] = json.dumps(model, ensure_ascii=False)
    ranks = {d.id: scores(d.preference, space).tolist() for d in conflict.decision_makers}
    for state, label in enumerate(space.labels):
        node = graph.nodes[label]
        node["taken"] = ", ".join(node["taken"])
        node["pattern"] = pattern_of(space, state)
        node |= {RANK + dm: own[state] for dm, own in ranks.items()}
    return graph


def from_graph(graph: networkx.MultiDiGraph) -> Conflict:
    """Return the conflict that a graph made by `to_graph` carries: states listed, moves drawn, rankings.

    Raises
    ------
    ConflictError
        When the graph does not carry what it takes.
    """
    try:
        model = json.loads(graph.graph["model"])
        states = tuple(NamedState(str(label), data["pattern"]) for label, data in graph.nodes(data=True))
        dms = tuple(_maker(d, graph) for d in model["decision_makers"])
        moves: dict[str, dict[str, tuple[str, ...]]] = {d.id: {} for d in dms}
        for start, end, data in graph.edges(data=True):
            if data.get("joint"):
                continue
            own = moves[data["dm"]]
            own[str(start)] = (*own.get(str(start), ()), str(end))
        now = [str(label) for label, data in graph.nodes(data=True) if data.get("now")]
        settlements = tuple(Settlement(name, parse(said)) for name, said in model["settlements"].items())
        order = tuple(model["order"])
        joint = tuple(_joint(*one) for one in model.get("jointly", {}).items())
    except (KeyError, TypeError, ValueError) as fault:
        raise ConflictError(
            f"the graph does not carry a conflict ({type(fault).__name__}: {fault})",
            "make it with palabre.cases.to_graph, or write_graphml",
        ) from None
    title = str(graph.graph.get("title", ""))
    return Conflict(
        title,
        dms,
        states=states,
        moves=moves,
        now=now[0] if now else None,
        settlements=settlements,
        option_order=order,
        joint=joint,
    )


def _joint(name: str, given: dict[str, Any]) -> JointMove:
    when = None if given["when"] is None else parse(given["when"])
    return JointMove(name, tuple(given["by"]), tuple(given["takes"]), tuple(given["leaves"]), when)


def _maker(given: dict[str, Any], graph: networkx.MultiDiGraph) -> DecisionMaker:
    dm = given["id"]
    tiers: dict[int, list[str]] = {}
    for label, data in graph.nodes(data=True):
        tiers.setdefault(int(data[RANK + dm]), []).append(str(label))
    options = tuple(Option(o["id"], o["name"], dm) for o in given["options"])
    ranking = Ranking(tuple(tuple(tiers[r]) for r in sorted(tiers, reverse=True)))
    return DecisionMaker(dm, given["name"], options, ranking)


def graphml_text(conflict: Conflict) -> str:
    """Return a conflict as GraphML; `write_graphml` puts it into a file."""
    import networkx

    return "\n".join(networkx.generate_graphml(to_graph(conflict))) + "\n"


def write_graphml(conflict: Conflict, path: str | PathLike[str]) -> None:
    """Write a conflict as GraphML; see `to_graph` for what it carries."""
    write_whole(Path(path), graphml_text(conflict))


def read_graphml(path: str | PathLike[str]) -> Conflict:
    """Read a conflict that `write_graphml` wrote."""
    import networkx

    graph = networkx.read_graphml(path, force_multigraph=True)
    return from_graph(graph)
