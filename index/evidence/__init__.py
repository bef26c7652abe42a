"""Folds the listings of one practitioner or clinic into what is published, with an answer for each place."""

from index.evidence.fold import NothingToFoldError, fold
from index.evidence.shared_street import shared_streets

__all__ = ["NothingToFoldError", "fold", "shared_streets"]
