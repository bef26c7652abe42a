"""Ids of clusters that operators' decisions split or joined, derived from the ids by evidence alone. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from index.resolve.clusters.clusters import Member, keeps_its_place
from index.resolve.compare.features import Features, Key
from index.resolve.identities.identities import Identities, anchor, claim, fresh, random_id
from index.store.merged_ids import follow_merges

Group = Sequence[Features]


@dataclass(frozen=True, slots=True)
class Before:
    """Earlier memberships, with decisions and by evidence alone; and every id ever given."""

    decided: Mapping[Key, Member]
    undecided: Mapping[Key, Member]
    created: Mapping[str, date]
    retired: Mapping[Key, Sequence[str]] = field(default_factory=dict)
    """Ids that a listing had and that redirect to its present one, the newest first."""
    merged_into: Mapping[str, str] = field(default_factory=dict)
    """The id that each retired one redirects to."""


def identify_decided(
    groups: Sequence[Group], undecided: Identities, before: Before, draw: Callable[[], str] = random_id
) -> Identities:
    """Return an id for each group made by evidence and decisions; `undecided` has the ids by evidence alone.

    Groups without a decision have the same id in both. A group that a decision joined keeps one of the ids of its
    parts, and the others redirect to it while the decision holds. Of a group that a decision split one side keeps the
    id; the other has an id of its own while the decision holds, which redirects back afterwards.
    """
    found = Identities(split=_fell_apart(groups, before.decided))
    own: dict[int, str] = {}
    alias: dict[str, str] = {}
    for at, ids in _heirs(groups, undecided.provider, before.decided, before.merged_into).items():
        own[at], *others = sorted(ids, key=lambda one: _order(groups[at], one, undecided.provider, before))
        alias.update(dict.fromkeys(others, own[at]))
    former = _former(groups, undecided, before)
    for ids_before in (former, _returning(undecided, before)):
        waiting = [() if at in own else group for at, group in enumerate(groups)]
        for at, ids in _heirs(waiting, ids_before, {}, {}).items():
            if free := set(ids) - set(own.values()):
                own[at] = min(free, key=lambda one: (before.created.get(one, date.max), one))
    taken = {*before.created, *undecided.new}
    found.new.update(undecided.new)
    for at, group in enumerate(groups):
        if at not in own:
            own[at] = fresh(taken, draw)
            found.new[own[at]] = "person" if group[0].person else "clinic"
        found.provider.update({features.key: own[at] for features in group})
    found.merged.update(undecided.merged | alias | _left_over(groups, former, own))
    for one in own.values():
        found.merged.pop(one, None)
    return found


def _heirs(
    groups: Sequence[Group], ids: Mapping[Key, str], decided: Mapping[Key, Member], merged_into: Mapping[str, str]
) -> dict[int, list[str]]:
    """Return for each group the ids that it gets.

    Each id goes to the group that had it, else to the one that it redirected to, else to the strongest `claim`.
    """
    holders: defaultdict[str, dict[int, list[Features]]] = defaultdict(dict)
    for at, group in enumerate(groups):
        for features in group:
            if features.key in ids:
                holders[ids[features.key]].setdefault(at, []).append(features)
    heirs: defaultdict[int, list[str]] = defaultdict(list)
    for one, mine in sorted(holders.items()):
        led_to = follow_merges(one, merged_into.get)
        strongest = max(
            mine, key=lambda at: (_had(mine[at], one, decided), _had(mine[at], led_to, decided), claim(mine[at]))
        )
        heirs[strongest].append(one)
    return heirs


def _had(group: Iterable[Features], provider: str, decided: Mapping[Key, Member]) -> bool:
    return any(features.key in decided and decided[features.key].provider == provider for features in group)


def _order(group: Group, one: str, ids: Mapping[Key, str], before: Before) -> tuple[bool, int, date, str]:
    mine = [features for features in group if ids[features.key] == one]
    return not _had(group, one, before.decided), anchor(mine), before.created.get(one, date.max), one


def _by_evidence(undecided: Identities, before: Before) -> set[str]:
    by_evidence = {*undecided.provider.values(), *(member.provider for member in before.undecided.values())}
    return by_evidence - undecided.merged.keys()


def _returning(undecided: Identities, before: Before) -> dict[Key, str]:
    """Return by listing the newest id that it had and that nobody uses now."""
    by_evidence = _by_evidence(undecided, before)
    free = {key: [one for one in ids if one not in by_evidence] for key, ids in before.retired.items()}
    return {key: ids[0] for key, ids in free.items() if ids}


def _former(groups: Sequence[Group], undecided: Identities, before: Before) -> dict[Key, str]:
    """Return by listing the id that it had by a decision and not by evidence."""
    by_evidence = _by_evidence(undecided, before)
    return {
        features.key: before.decided[features.key].provider
        for group in groups
        for features in group
        if _stays(features, before.decided) and before.decided[features.key].provider not in by_evidence
    }


def _stays(features: Features, decided: Mapping[Key, Member]) -> bool:
    return features.key in decided and keeps_its_place(features, decided[features.key].name_key)


def _left_over(groups: Sequence[Group], former: Mapping[Key, str], own: Mapping[int, str]) -> dict[str, str]:
    return {one: own[at] for at, ids in _heirs(groups, former, {}, {}).items() for one in ids if one != own[at]}


def _fell_apart(groups: Sequence[Group], decided: Mapping[Key, Member]) -> int:
    parts = Counter(
        provider
        for group in groups
        for provider in {decided[features.key].provider for features in group if _stays(features, decided)}
    )
    return sum(count > 1 for count in parts.values())
