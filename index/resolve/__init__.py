"""Finds which listings speak of one practitioner or clinic, and gives each a random id that stays."""

from index.resolve.clusters import Clusters, Member, cluster
from index.resolve.decisions import Decisions
from index.resolve.report import ResolveReport
from index.resolve.resolution import resolve
from index.resolve.traits import Key

__all__ = ["Clusters", "Decisions", "Key", "Member", "ResolveReport", "cluster", "resolve"]
