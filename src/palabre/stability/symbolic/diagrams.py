"""Diagrams: sets of states as binary decision diagrams, within limits of nodes and of time.

R. E. Bryant, "Graph-based algorithms for Boolean function manipulation", IEEE Transactions on Computers 35
(1986). The diagrams are those of CUDD (F. Somenzi), by way of the package dd.

CUDD cannot be told the time. It can be told how much memory it may take, gives an operation up where that is
not enough, and can go on afterwards. So an operation gets little memory first and, as long as time is left,
is done again with twice as much.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeAlias

from palabre.conflict import ConflictError

Node: TypeAlias = Any

FEW = 16
CACHE_OF_FEW, CACHE = 1 << 18, 1 << 22
OVERHEAD = 192 << 20
BYTES_A_NODE = 64
FIRST_STEP = 1 << 18
EXACT_BITS = 50
LESS = "ask for fewer concepts (nash and gmr are the lightest), or forbid with `never` what cannot be"


@dataclass(frozen=True)
class Limits:
    """How much an exploration may take: nodes held at once (some 64 bytes each), and seconds."""

    nodes: int
    seconds: float


# CUDD's manager must outlive its nodes, and Python's collector of cycles keeps no order: managers are held
# here, and let go when the next one is made, as far as nobody else holds them.
_held: list[Any] = []


class Limit(ConflictError):
    """A limit of the symbolic engine that was met."""


class Diagrams:
    """One manager of diagrams over named variables, in the order given."""

    def __init__(self, variables: Sequence[str], counted: Sequence[str], limits: Limits) -> None:
        self._cudd = cudd()
        memory = OVERHEAD + BYTES_A_NODE * max(limits.nodes, FIRST_STEP)
        cache = CACHE if len(counted) > FEW else CACHE_OF_FEW
        self._bdd: Any = self._cudd.BDD(memory_estimate=OVERHEAD, initial_cache_size=cache)
        _held[:] = [bdd for bdd in _held if sys.getrefcount(bdd) > 3]
        _held.append(self._bdd)
        self._bdd.configure(reordering=False, max_cache_hard=cache)
        self._bdd.declare(*variables)
        self._place = {name: k for k, name in enumerate(counted)}
        self._limits, self._most = limits, memory
        self._allowed = min(memory, OVERHEAD + BYTES_A_NODE * FIRST_STEP)
        self._bdd.configure(max_memory=self._allowed)
        self.true: Node = self._bdd.true
        self.false: Node = self._bdd.false
        self.start()

    def start(self) -> None:
        """Let the time that is allowed begin anew."""
        self._until = monotonic() + self._limits.seconds

    def check(self) -> None:
        """Raise where the limit of time or of nodes is passed."""
        if monotonic() > self._until:
            raise Limit(
                f"the symbolic engine was not done after {self._limits.seconds:g} seconds",
                f"allow more (from Python: max_seconds), {LESS}",
            )
        if len(self._bdd) > self._limits.nodes:
            raise self._too_large()

    def _too_large(self) -> Limit:
        return Limit(
            f"the symbolic engine needs more than {self._limits.nodes:,} diagram nodes for this model",
            f"allow more (from Python: max_nodes), {LESS}",
        )

    def _do(self, operation: Callable[[], Node]) -> Node:
        while True:
            self.check()
            try:
                return operation()
            except (ValueError, RuntimeError) as fault:
                if not any(word in str(fault) for word in ("NULL", "failed", "out of memory")):
                    raise
            if self._allowed >= self._most:
                raise self._too_large() from None
            self._allowed = min(self._most, OVERHEAD + 2 * (self._allowed - OVERHEAD))
            self._bdd.configure(max_memory=self._allowed)

    def var(self, name: str) -> Node:
        """Return where a variable is true."""
        return self._bdd.var(name)

    def both(self, u: Node, v: Node) -> Node:
        """Return where both hold."""
        return self._do(lambda: self._bdd.apply("and", u, v))

    def either(self, u: Node, v: Node) -> Node:
        """Return where either holds."""
        return self._do(lambda: self._bdd.apply("or", u, v))

    def without(self, u: Node, v: Node) -> Node:
        """Return where the one holds and the other does not."""
        return self._do(lambda: self._bdd.apply("and", u, ~v))

    def where(self, test: Node, then: Node, other: Node) -> Node:
        """Return the second where the first holds, else the third."""
        return self._do(lambda: self._bdd.ite(test, then, other))

    def same(self, u: Node, v: Node) -> Node:
        """Return where both hold or neither does."""
        return self._do(lambda: self._bdd.ite(u, v, ~v))

    def all_of(self, parts: Iterable[Node]) -> Node:
        """Return where all hold, the small ones joined first."""
        found = self.true
        for part in sorted(parts, key=len):
            found = self.both(found, part)
        return found

    def any_of(self, parts: Iterable[Node]) -> Node:
        """Return where some holds."""
        found = self.false
        for part in parts:
            found = self.either(found, part)
        return found

    def some(self, names: Iterable[str], u: Node) -> Node:
        """Return where it holds for some values of these variables."""
        gone = tuple(names)
        return self._do(lambda: self._bdd.exist(gone, u)) if gone else u

    def some_both(self, names: Iterable[str], u: Node, v: Node) -> Node:
        """Return where both hold for some values of these variables."""
        gone = tuple(names)
        return self._do(lambda: self._cudd.and_exists(u, v, gone)) if gone else self.both(u, v)

    def put(self, values: Mapping[str, Any], u: Node) -> Node:
        """Return the same with other variables, truth values or diagrams put for some variables."""
        return self._do(lambda: self._bdd.let(dict(values), u)) if values else u

    def count(self, u: Node) -> int:
        """Return in how many ways it holds, over the variables that are counted; exact."""
        n = len(self._place)
        if n <= EXACT_BITS:
            return int(self._bdd.count(u, n))  # CUDD counts in doubles, which are exact so far
        known: dict[int, int] = {}

        def ways(node: Node, above: int) -> int:
            """Count over the variables from place `above` on."""
            all_ways = 1 << (n - above)
            plain = ~node if node.negated else node
            if plain.var is None:
                found = all_ways
            else:
                place, key = self._place[plain.var], int(plain)
                if key not in known:
                    if len(known) % 4096 == 0:
                        self.check()
                    known[key] = ways(plain.low, place + 1) + ways(plain.high, place + 1)
                found = known[key] << (place - above)
            return all_ways - found if node.negated else found

        return ways(u, 0)


def cudd() -> Any:
    """Return the module of CUDD's diagrams; say what to install where it is missing."""
    try:
        from dd import cudd as found
    except ImportError:
        raise ConflictError(
            "the symbolic engine needs the package dd with CUDD, which is not installed",
            "install it with: pip install 'palabre[symbolic]'",
        ) from None
    return found
