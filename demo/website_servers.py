"""The servers of the invented practices' websites, each on a host of its own: an address in 127.0.1.0/24 and a port."""

import socket
from collections.abc import Mapping

from demo.directories.website_pages import Pages, pages_of
from demo.exchange import Request, Response, not_found, robots
from demo.server import DirectoryServer
from demo.world.websites import Website, shown_name
from demo.world.world import World

_CHALLENGE = (
    "<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head><body><h1>Checking your browser before "
    "accessing this invented site</h1></body></html>\n"
)
_LOGIN = (
    '<!DOCTYPE html>\n<html><head><title>Log in</title></head><body><h1>Log in</h1><form method="post">'
    '<input name="user"><input type="password" name="word"></form></body></html>\n'
)


class PracticeSite:
    """Answers as one practice's host."""

    def __init__(self, website: Website, pages: Pages) -> None:
        self.website = website
        self.pages = pages

    def respond(self, request: Request) -> Response:
        """Return a page or robots.txt, or the refusal that the site's `door` describes."""
        if request.path == "/robots.txt":
            return self._robots()
        if self.website.door == "challenge":
            return Response(_CHALLENGE, status=403)
        if self.website.door == "login":
            return Response(_LOGIN)
        if self.website.door == "elsewhere":
            return Response("", status=301, headers={"Location": "https://parked-domains.example/"})
        if request.path == "/sitemap.xml" and self.website.make == "wordpress":
            return self._sitemap()
        body = self.pages.get(request.path)
        return Response(body) if body else not_found()

    def _robots(self) -> Response:
        if self.website.door == "robots":
            return Response("User-agent: *\nDisallow: /\n", "text/plain; charset=utf-8")
        return robots()

    def _sitemap(self) -> Response:
        public = f"https://{self.website.host}"
        pages = "".join(f"<url><loc>{public}{path}</loc></url>" for path in self.pages)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return Response(f'<urlset xmlns="{space}">{pages}</urlset>\n', "application/xml; charset=utf-8")


def practice_sites(world: World) -> dict[str, PracticeSite]:
    """Return the sites of a world by host."""
    sites = {}
    for website in world.websites:
        practice = world.practice_of(website)
        names = {one.id: shown_name(world.people[one.id]) for one in website.people}
        sites[website.host] = PracticeSite(website, pages_of(website, practice, names))
    return sites


class WebsiteServers:
    """The servers of all sites of a world, each on an address of its own, as hosts of different owners are."""

    def __init__(self, world: World) -> None:
        self.servers: dict[str, DirectoryServer] = {}
        self._nobody_home: dict[str, str] = {}
        for number, (host, site) in enumerate(practice_sites(world).items(), 1):
            address = f"127.0.1.{number}"
            if site.website.door == "unreachable":
                self._nobody_home[host] = f"{address}:{_free_port(address)}"
            else:
                self.servers[host] = DirectoryServer(site, host=address)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses with ports, for the setting `allow_addresses`, including the one that never answers."""
        return (*(server.address for server in self.servers.values()), *self._nobody_home.values())

    @property
    def stand_ins(self) -> Mapping[str, str]:
        """The address of the local server for each public origin."""
        served = {host: server.address for host, server in self.servers.items()} | self._nobody_home
        return {f"https://{host}": f"http://{address}" for host, address in served.items()}

    def show(self, world: World) -> None:
        """Serve another edition of the world."""
        for host, site in practice_sites(world).items():
            if host in self.servers:
                self.servers[host].replace(site)


def _free_port(address: str) -> int:
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])
