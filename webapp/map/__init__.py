"""The map of a page of results: SVG drawn on the server, without script, tiles or requests to others."""

from webapp.map.results_map import ResultsMap, results_map

__all__ = ["ResultsMap", "results_map"]
