"""The map of a page of results: drawn on the server as SVG, no script, no tiles, nothing asked of anybody else."""

from webapp.map.results_map import ResultsMap, results_map

__all__ = ["ResultsMap", "results_map"]
