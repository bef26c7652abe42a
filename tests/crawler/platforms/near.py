"""An invented server that answers with what is near a point, and a crawl of it without HTTP."""

import json
import random
from math import degrees
from urllib.parse import parse_qs, urlsplit

from geopy.distance import great_circle

from crawler.platforms.search_near.search_area import KILOMETERS_IN_A_MILE, SearchArea
from index.places.distance import miles_between
from index.records import RawListing
from tests.crawler.platforms.invented import answer, started

SALIDA = (38.5347, -105.9989)


def point_in(disk, share, bearing):
    """Return the point (degrees) at a share of a disk's radius from its middle, at a bearing in radians, by geopy."""
    point = great_circle(miles=disk.radius * share).destination((disk.latitude, disk.longitude), degrees(bearing))
    return point.latitude, point.longitude


def town(number, *, miles, seed, middle=SALIDA):
    """Return so many (id, latitude, longitude) within some miles of a middle; most are near it, as in towns."""
    chance = random.Random(seed)
    disk = SearchArea(*middle, miles)
    points = (point_in(disk, chance.random() ** 2, chance.uniform(0, 6.2832)) for _ in range(number))
    return [(one, round(latitude, 5), round(longitude, 5)) for one, (latitude, longitude) in enumerate(points)]


class NearServer:
    """Answers WP Store Locator's questions.

    `limit` is its own, whatever is asked; `shuffled`: not nearest first; `widest`: a larger radius is taken for ten.
    """

    def __init__(self, points, *, limit=None, unit="mi", shuffled=False, autoload=True, widest=None):
        self.widest = widest or 10**6
        self.autoload = autoload
        self.points, self.limit, self.unit, self.shuffled = points, limit, unit, shuffled
        self.asked = 0
        self.urls = set()

    def __call__(self, url):
        self.asked += 1
        self.urls.add(url)
        query = {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
        if "autoload" in query:
            found = self.points if self.autoload else []
        else:
            number = float(query["search_radius"])
            number = number if number <= self.widest else 10
            away = number / (KILOMETERS_IN_A_MILE if self.unit == "km" else 1)
            here = float(query["lat"]), float(query["lng"])
            near = sorted((miles_between(*here, *at), one, at) for one, *at in self.points)
            found = [(one, *at) for miles, one, at in near if miles <= away]
        if self.shuffled:
            found = sorted(found, key=lambda point: random.Random(point[0]).random())
        most = min(filter(None, (self.limit, int(query.get("max_results", 10**6)))))
        return json.dumps(
            [{"id": one, "store": f"Store {one}", "lat": lat, "lng": lng} for one, lat, lng in found[:most]]
        )


async def crawled(spider, server, chance=None):
    """Return the ids of all listings of a crawl, each as often as it was read; by chance, answers come in any order."""
    waiting, found = await started(spider), []
    while waiting:
        request = waiting.pop(chance.randrange(len(waiting)) if chance else 0)
        response = answer(server(request.url), url=request.url)
        for item in request.callback(response, **request.cb_kwargs):
            if isinstance(item, RawListing):
                found.append(int(item.source_id))
            else:
                waiting.append(item)
    return found
