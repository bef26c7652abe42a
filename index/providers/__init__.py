"""Merges the listings of one practitioner or clinic into one published record, with an answer for each place."""

from index.providers.merge import NothingToMergeError, merge
from index.providers.shared_building import SharedBuildings
from index.providers.shared_street import shared_streets

__all__ = ["NothingToMergeError", "SharedBuildings", "merge", "shared_streets"]
