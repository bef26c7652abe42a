#!/usr/bin/env bash
# Guess:     `from geopy.distance import great_circle` loads arithmetic; HTTP clients come with geocoders, when one is made.
# Behavior:  geopy 2.5.0 imports every geocoder and its HTTP adapters in its `__init__`, so any module of it loads aiohttp
#            and requests wherever they are installed. Scrapy 2.19.0 installs aiohttp: beside it, the import loads twice
#            the modules, and none of it is needed to measure a distance.
# Why:       a crawler with a command per task starts many processes, and each pays for two HTTP clients that it never uses.
# Seen:      2026-11-30, on PyPI's geopy 2.5.0, Scrapy 2.19.0 (with aiohttp 3.14.5) and requests 2.34.2.
. "$(dirname "$0")/environment.sh"
install geopy==2.5.0 scrapy==2.19.0 aiohttp==3.14.5 requests==2.34.2
run_python <<'PYTHON'
import importlib.util
import subprocess
import sys

HIDE = "import sys; sys.modules['aiohttp'] = sys.modules['requests'] = None; "
COUNT = "import sys; before = set(sys.modules); from geopy.distance import great_circle; new = set(sys.modules) - before; "
TELL = "print(len(new), 'aiohttp.client' in new, 'requests.sessions' in new, 'geopy.geocoders.nominatim' in new)"


def loaded(code):
    count, *there = subprocess.run(
        [sys.executable, "-c", code + TELL], capture_output=True, text=True, check=True
    ).stdout.split()
    return int(count), [one == "True" for one in there]


assert importlib.util.find_spec("scrapy") is not None
modules, (aiohttp, requests, geocoders) = loaded(COUNT)
alone, _ = loaded(HIDE + COUNT)
print("modules loaded by importing geopy.distance:", modules, "; where neither client is installed:", alone)
print("among them aiohttp:", aiohttp, "; requests:", requests, "; a geocoder:", geocoders)
assert aiohttp and requests and geocoders, "this changed"
assert modules > 1.5 * alone, "this changed"
PYTHON
