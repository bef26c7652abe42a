"""The maps of results and profiles: SVG drawn on the server, without script, tiles or requests to others."""

from webapp.map.figure import small_figure
from webapp.map.results_map import ZOOMS, ResultsMap, results_map

__all__ = ["ZOOMS", "ResultsMap", "results_map", "small_figure"]
