"""The fourth directory: clinic sites on one host, with JSON-LD or microdata, staff pages and a sitemap.xml."""

from collections import defaultdict
from collections.abc import Iterable
from html import escape

from demo.directories.markup import clinic_markup, microdata, person_markup
from demo.exchange import NOTICE, Request, Response, not_found, page, robots
from demo.world.entry import Entry, clinic_path

PUBLIC = "https://clinic-sites.example"
_LAST_CHANGED = "2026-10-01"


class Sites:
    """Answers as the host of the invented clinics' sites."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = tuple(entries)
        self._clinics = {entry.key: entry for entry in entries if entry.clinic}
        self._people = {entry.key: entry for entry in entries if entry.person}
        self._articles = {key + "article/": entry for key, entry in self._clinics.items() if _article(entry)}
        self._staff: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._people.values():
            self._staff[clinic_path(entry.place.organization)].append(entry)

    def respond(self, request: Request) -> Response:
        """Return a clinic's page, a staff page, an article, the sitemap, robots.txt or a 404 page."""
        path = request.path
        if path == "/robots.txt":
            return robots(sitemap=f"{request.base_url}/sitemap.xml")
        if path == "/sitemap.xml":
            return self._sitemap(request.base_url)
        return self._front() if path == "/" else self._page(path)

    def _page(self, path: str) -> Response:
        if path in self._clinics:
            return self._clinic(self._clinics[path])
        if path in self._people:
            return self._person(self._people[path])
        if path in self._articles:
            return _article_page(self._articles[path])
        return not_found()

    @property
    def paths(self) -> list[str]:
        """The paths of all pages in the sitemap."""
        return sorted([*self._clinics, *self._people, *self._articles])

    def _sitemap(self, base_url: str) -> Response:
        pages = "".join(
            f"<url><loc>{escape(base_url + path)}</loc><lastmod>{_LAST_CHANGED}</lastmod></url>\n"
            for path in self.paths
        )
        return Response(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {NOTICE} -->\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{pages}</urlset>\n',
            "application/xml; charset=utf-8",
        )

    def _front(self) -> Response:
        links = "".join(
            f'<li><a href="{escape(path)}">{escape(entry.name)}</a></li>\n' for path, entry in self._clinics.items()
        )
        return page("Clinic sites", f"<h1>Clinic sites</h1>\n<ul>\n{links}</ul>\n")

    def _clinic(self, entry: Entry) -> Response:
        staff = self._staff.get(entry.key, [])
        team = "".join(f'<li><a href="{escape(one.key)}">{escape(one.name)}</a></li>\n' for one in staff)
        team = f"<h2>Our team</h2>\n<ul>\n{team}</ul>\n" if team else ""
        if entry.clinic and entry.clinic.markup == "microdata":
            body, head = microdata(entry), ""
        else:
            body, head = _visible(entry), clinic_markup(entry, PUBLIC, staff)
        article = f'<p><a href="{escape(entry.key)}article/">Read our article</a></p>\n' if _article(entry) else ""
        return page(entry.name, body + team + article, head=head)

    def _person(self, entry: Entry) -> Response:
        clinic = self._clinics.get(clinic_path(entry.place.organization))
        if clinic and clinic.clinic and clinic.clinic.markup == "microdata":
            return page(entry.name, microdata(entry))
        return page(entry.name, _visible(entry), head=person_markup(entry, PUBLIC))


def _visible(entry: Entry) -> str:
    street = " ".join(filter(None, (entry.street, entry.unit)))
    letters = f", {', '.join(entry.letters)}" if entry.letters else ""
    organization = f"<p>{escape(entry.place.organization)}</p>\n" if entry.person else ""
    npi = f"<p>NPI {entry.npi}</p>\n" if entry.npi else ""
    text = f"<p>{escape(entry.text)}</p>\n" if entry.text else ""
    return (
        f"<h1>{escape(entry.name + letters)}</h1>\n{organization}"
        f"<p>{escape(f'{street}, {entry.place.town.city}, {entry.state} {entry.zip}')}</p>\n"
        f"<p>Call {escape(entry.phone)}</p>\n{npi}{text}"
    )


def _article(entry: Entry) -> tuple[str, str] | None:
    return entry.clinic.article if entry.clinic else None


def _article_page(entry: Entry) -> Response:
    title, text = _article(entry) or ("", "")
    return page(title, f"<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n")
