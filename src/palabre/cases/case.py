"""Case: a published conflict, with what its publication found and how far a correct program may differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from palabre.conflict import Conflict

Sanctions = Literal["sequences", "single"]


@dataclass(frozen=True)
class Published:
    """What a publication reports, in its own names for the concepts.

    Parameters
    ----------
    stable : mapping {concept: {decision maker: labels}}
    equilibria : mapping {concept: labels}
    other : mapping
        Results of another shape (equilibrium jumps, inverse counts), as the file gives them.
    """

    stable: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    equilibria: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield (concept, decision maker or ``"equilibria"``, labels) for each set of states reported."""
        for concept, by_dm in self.stable.items():
            for dm, labels in by_dm.items():
                yield concept, dm, labels
        for concept, labels in self.equilibria.items():
            yield concept, "equilibria", labels


@dataclass(frozen=True)
class Difference:
    """What a correct program finds otherwise than the publication, and why.

    `missing` are labels published but not found, `extra` are labels found but not published.
    """

    concept: str
    who: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Variant:
    """One model of a case. The only variant of a case without variants has the empty name.

    Parameters
    ----------
    name : str
    conflict : Conflict
        With the published rankings where there are any, else with the prioritised statements.
    by_statements : Conflict or None
        The same with the statements instead, where the file gives rankings and statements both.
    published : Published
    differences : tuple of Difference
    sanctions : "sequences" or "single"
        How opponents may answer for the publication to come out: by legal sequences of moves, as the
        concepts are defined, or by one move of one opponent.
    """

    name: str
    conflict: Conflict
    by_statements: Conflict | None = None
    published: Published = field(default_factory=Published)
    differences: tuple[Difference, ...] = ()
    sanctions: Sanctions = "sequences"

    def expected(self, concept: str, who: str) -> frozenset[str]:
        """Return what a correct program finds: the published labels, with the explained differences.

        Examples
        --------
        >>> from palabre import cases
        >>> variant = cases.load("korea_2017").variant("invasion_irreversible")
        >>> sorted(variant.published.stable["SEQ"]["North Korea"])
        ['0', '10', '14', '2', '4', '5', '6']
        >>> sorted(variant.expected("SEQ", "North Korea"))
        ['0', '10', '12', '14', '2', '4', '5', '6']
        """
        found = set(next(labels for c, w, labels in self.published.rows() if (c, w) == (concept, who)))
        for difference in self.differences:
            if (difference.concept, difference.who) == (concept, who):
                found = found - set(difference.missing) | set(difference.extra)
        return frozenset(found)


@dataclass(frozen=True, repr=False)
class Case:
    """A published conflict: one model, or several variants of one.

    Parameters
    ----------
    name, title : str
    variants : tuple of Variant
        At least one; the first is the default.
    source : tuple of str
        The publications.
    provenance : mapping
        How far the model and the results can be trusted: *read* in a source, or *recalled* from memory of
        the literature.
    notes : tuple of str
    left_aside : tuple of str
        What the file says that the model does not carry, one sentence each.

    Examples
    --------
    >>> from palabre import cases
    >>> case = cases.load("elmira")
    >>> case.title
    'Elmira groundwater contamination dispute, Ontario, 1991'
    >>> [dm.id for dm in case.conflict().decision_makers]
    ['MoE', 'Uniroyal', 'Local Government']
    """

    name: str
    title: str
    variants: tuple[Variant, ...]
    source: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left_aside: tuple[str, ...] = ()

    def __repr__(self) -> str:
        named = [v.name for v in self.variants if v.name]
        return f"<Case '{self.name}': {self.title}{'; variants ' if named else ''}{', '.join(named)}>"

    def variant(self, name: str | None = None) -> Variant:
        """Return the variant with this name; without a name, the first.

        Raises
        ------
        KeyError
            When there is no such variant; the message lists those there are.
        """
        if name is None:
            return self.variants[0]
        for variant in self.variants:
            if variant.name == name:
                return variant
        raise KeyError(f"'{self.name}' has no variant '{name}'; {self._variants_in_words()}")

    def conflict(self, variant: str | None = None) -> Conflict:
        """Return the conflict of a variant; without a name, of the first."""
        return self.variant(variant).conflict

    @property
    def conflicts(self) -> Mapping[str, Conflict]:
        """The conflicts by variant name."""
        return {variant.name: variant.conflict for variant in self.variants}

    def _variants_in_words(self) -> str:
        listed = ", ".join(f"'{variant.name}'" for variant in self.variants if variant.name)
        return f"its variants are {listed}" if listed else "it has no variants; leave the name out"
