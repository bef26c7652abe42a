"""Folds the listings of one practitioner or clinic into what is published, with an answer for each place."""

from index.evidence.fold import NothingToFoldError, fold
from index.evidence.shared_building import SharedBuildings
from index.evidence.shared_street import shared_streets

__all__ = ["NothingToFoldError", "SharedBuildings", "fold", "shared_streets"]
