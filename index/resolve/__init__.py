"""Finds which listings speak of one practitioner or clinic, and gives each a random id that stays."""

from index.resolve.clusters import Clusters, Member, cluster
from index.resolve.decisions import Decisions
from index.resolve.report import ResolveReport
from index.resolve.resolution import NPI_REGISTERS, resolve
from index.resolve.traits import Key

__all__ = ["NPI_REGISTERS", "Clusters", "Decisions", "Key", "Member", "ResolveReport", "cluster", "resolve"]
