"""Graph: the unilateral moves as a networkx graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.conflict.model import Conflict

if TYPE_CHECKING:
    import networkx


def graph_of(conflict: Conflict) -> networkx.MultiDiGraph:
    """Return the graph of moves: one node a state, one edge a move, with its mover as `dm`.

    A joint move has all who make it as `dm`, with + between, and its id as `joint`.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statements
    >>> dm = DecisionMaker("a", "A", (Option("talk", "Talk", "a"),), Statements())
    >>> list(Conflict("small", (dm,)).graph().edges(data="dm"))
    [('nothing', 'talk', 'a'), ('talk', 'nothing', 'a')]
    """
    import networkx as nx

    space = conflict.space
    graph = nx.MultiDiGraph(title=conflict.title)
    for s, label in enumerate(space.labels):
        taken = tuple(o for o in space.options if space.columns[o][s])
        graph.add_node(label, taken=taken, now=s == space.now)
    for dm, arcs in zip(space.decision_makers, space.arcs, strict=True):
        for s, t in zip(arcs.sources.tolist(), arcs.targets.tolist(), strict=True):
            graph.add_edge(space.labels[s], space.labels[t], dm=dm)
    for mover, joint in enumerate(space.joint, start=len(space.moves)):
        for s, t in zip(joint.arcs.sources.tolist(), joint.arcs.targets.tolist(), strict=True):
            graph.add_edge(space.labels[s], space.labels[t], dm=space.mover(mover), joint=joint.id)
    return graph
