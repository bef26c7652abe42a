"""Pages beside a demonstration: its rules are invented, so no search engine is to list them."""

from webapp import published
from webapp.headers import keep_out_of_search_engines


def keep_out_demonstration() -> None:
    """Before a request: mark the page where everybody who is published is invented."""
    if published.is_demonstration():
        keep_out_of_search_engines()
