"""Decisions that cannot hold together: a chain of sames between two that were called different."""

from collections.abc import Iterable, Mapping

from index.resolve.decisions import DIFFERENT, SAME, Pair
from index.resolve.traits import Key


def contradicted(verdicts: Mapping[Pair, str], pair: Pair) -> list[Pair]:
    """Return the pairs called different that a chain of sames through either listing of a pair holds together.

    The *different* holds against the chain, which breaks at one of its sames.
    """
    same = [one for one, verdict in verdicts.items() if verdict == SAME]
    chained = [_chain(same, key) for key in pair]
    return sorted(
        one
        for one, verdict in verdicts.items()
        if verdict == DIFFERENT and any(chain.issuperset(one) for chain in chained)
    )


def _chain(same: Iterable[Pair], key: Key) -> set[Key]:
    beside: dict[Key, set[Key]] = {}
    for left, right in same:
        beside.setdefault(left, set()).add(right)
        beside.setdefault(right, set()).add(left)
    chain, found = {key}, [key]
    while found:
        new = beside.get(found.pop(), set()) - chain
        chain |= new
        found += new
    return chain
