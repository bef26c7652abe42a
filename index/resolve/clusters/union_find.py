"""Union-find over listings: joins clusters one link at a time, unless a veto forbids it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.resolve.compare.features import Features, Key
from index.resolve.compare.vetoes import Group, Veto, veto


@dataclass(slots=True)
class UnionFind:
    """Each listing's root, and the members and the group of each root with more than one listing."""

    features: Sequence[Features]
    different: Mapping[Key, set[Key]]
    root: list[int]
    members: dict[int, list[int]] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    vetoes: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, features: Sequence[Features], different: Mapping[Key, set[Key]]) -> "UnionFind":
        """Return the structure in which each listing is a cluster of its own."""
        return cls(features, different, list(range(len(features))))

    def find(self, position: int) -> int:
        """Return the root of a listing's cluster."""
        root = self.root
        while root[position] != position:
            root[position] = root[root[position]]
            position = root[position]
        return position

    def members_of(self, root: int) -> list[int]:
        """Return the listings of a cluster by its root."""
        return self.members.get(root) or [root]

    def group_of(self, root: int) -> Group:
        """Return the combined features of a cluster's listings."""
        return self.groups.get(root) or Group.of(self.features[root])

    def refusal(self, one: int, other: int) -> Veto | None:
        """Return the veto against joining two clusters, by their roots."""
        return veto(self.group_of(one), self.group_of(other), self.different)

    def join(self, left: int, right: int, overruled: frozenset[Veto] = frozenset()) -> Veto | None:
        """Join the clusters of two listings, or count and return the veto that forbids it."""
        one, other = self.find(left), self.find(right)
        if one == other:
            return None
        found = self.refusal(one, other)
        if found is not None and found not in overruled:
            self.vetoes[found] += 1
            return found
        if len(self.members_of(one)) < len(self.members_of(other)):
            one, other = other, one
        group = self.groups[one] = self.group_of(one)
        group.absorb(self.group_of(other))
        self.members[one] = self.members_of(one) + self.members_of(other)
        self.groups.pop(other, None)
        self.members.pop(other, None)
        self.root[other] = one
        return None

    def clusters(self) -> list[list[int]]:
        """Return each cluster's listings in order, clusters ordered by their first listing."""
        found: dict[int, list[int]] = {}
        for position in range(len(self.root)):
            found.setdefault(self.find(position), []).append(position)
        return list(found.values())
