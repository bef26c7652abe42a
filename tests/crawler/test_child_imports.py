"""A crawl process holds what a crawl needs: the table of places is for those who normalize."""

import subprocess
import sys

import pytest

from crawler.platforms import PLATFORMS

LOADED = """
import sys
import crawler.extensions, crawler.middlewares, crawler.pipelines, crawler.runs.child
from crawler.platforms import spider_class
spider_class(sys.argv[1])
heavy = {"index.places.gazetteer", "index.normalize.listing", "usaddress", "whoosh", "flask", "alembic", "rich"}
sys.stdout.write(" ".join(sorted(heavy & set(sys.modules))))
"""


@pytest.mark.parametrize("platform", ["html_list", "structured_data", "csv_file", "npi_registry"])
def test_a_crawl_of_a_platform_loads_nothing_that_it_does_not_use(platform):
    assert platform in PLATFORMS
    done = subprocess.run([sys.executable, "-c", LOADED, platform], capture_output=True, text=True, check=True)
    assert done.stdout == ""
