"""Entity resolution: groups the listings of one practitioner or clinic, and gives each group a stable random id."""

from index.resolve.clusters.clusters import Clusters, Member, cluster
from index.resolve.compare.features import Key
from index.resolve.decisions import Decisions
from index.resolve.resolution import ResolveReport, resolve

__all__ = ["Clusters", "Decisions", "Key", "Member", "ResolveReport", "cluster", "resolve"]
