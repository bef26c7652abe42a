"""The pages of an invented practice's own site, in several makes, as real sites differ."""

from collections.abc import Mapping
from html import escape

from demo.directories.markup import clinic_node, script
from demo.exchange import NOTICE
from demo.world.entry import Entry
from demo.world.websites import Website

Pages = Mapping[str, str]
_MENU = (("/", "Home"), ("/services/", "Services"), ("/team/", "Our Team"), ("/contact/", "Contact"))
_ELSEWHERE = (
    ("/cart/", "Cart"),
    ("/book-online/", "Book now"),
    ("/careers/", "Careers"),
    ("/privacy-policy/", "Privacy"),
)
_SERVICES = "<h1>Services</h1>\n<ul><li>Manual therapy</li><li>Balance and gait</li></ul>\n"
DEEP = 40  # boxes around each part of a nested page


def pages_of(website: Website, practice: Entry, names: Mapping[str, str]) -> Pages:
    """Return the HTML of a site by path. `names` has the shown names of its team, by id."""
    make = _Make(website, practice, names)
    parts = make.parts()
    if website.make == "one_page":
        return {"/": make.page("Home", "".join(parts.values()))}
    pages = {path: make.page(path.strip("/").replace("-", " ").title(), body) for path, body in parts.items()}
    if website.make == "bilingual":
        spanish = "<h1>Servicios</h1>\n<p>Ofrecemos punción seca y terapia manual.</p>\n"
        pages["/es/servicios/"] = make.page("Servicios", spanish, language="es")
    return pages


class _Make:
    """One site as it is written."""

    def __init__(self, website: Website, practice: Entry, names: Mapping[str, str]) -> None:
        self.website = website
        self.practice = practice
        self.names = names

    def parts(self) -> dict[str, str]:
        """Return the body of each page by path."""
        name = escape(self.practice.name)
        parts = {
            "/": f"<h1>{name}</h1>\n<p>{name} treats sports injuries, back pain and balance.</p>\n",
            "/services/": _SERVICES,
            "/team/": f"<h1>Our team</h1>\n{self._team()}",
            "/contact/": f"<h1>Contact</h1>\n{self._address()}",
        }
        if self.website.words:
            parts[self.website.page] = self._words()
        return parts

    def page(self, title: str, body: str, *, language: str = "en") -> str:
        """Return a whole page around a body."""
        make, name = self.website.make, escape(self.practice.name)
        if make == "nested":
            body = "<div>" * DEEP + body + "</div>" * DEEP
        frame = (
            f"<header><p>{name}</p>{self._menu()}</header>\n<main>\n{body}</main>\n<footer>{self._address()}</footer>\n"
        )
        if make == "frames":
            frame = f"<aside>{self._menu()}</aside>\n{frame}<nav>{self._menu()}</nav>\n"
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            f"<title>{escape(title)} | {name}</title>\n{self._head()}</head>\n<body>\n"
            f'<p class="demonstration">{NOTICE}</p>\n{frame}</body>\n</html>\n'
        )

    def _head(self) -> str:
        if self.website.make == "wordpress":
            return f'<meta property="og:site_name" content="{escape(self.practice.name)}">\n'
        if self.website.make != "json_ld":
            return ""
        node = {**clinic_node(self.practice, ""), "@id": f"https://{self.website.host}/#clinic", "description": ""}
        node["url"] = f"https://{self.website.host}/"
        return script({"@context": "https://schema.org", "@graph": [node]})

    def _menu(self) -> str:
        links = [*_MENU, *_ELSEWHERE, ("/calendar/?month=2026-12", "Calendar")]
        if self.website.words:
            links.insert(1, (self.website.page, self.website.page.strip("/").replace("-", " ").title()))
        if self.website.make == "bilingual":
            links.append(("/es/servicios/", "Servicios"))
        return "<ul>" + "".join(f'<li><a href="{path}">{text}</a></li>' for path, text in links) + "</ul>"

    def _team(self) -> str:
        cards = ""
        for person in self.website.people:
            name, text = escape(self.names[person.id]), escape(person.text)
            if self.website.make == "nested":
                head, bio = (
                    f"<div><div><h3><span>{name}</span></h3></div></div>",
                    f"<div><div><p>{text}</p></div></div>",
                )
                cards += f"<div>{head}{bio}</div>\n"
            elif self.website.make == "frames":
                cards += f"<table><tr><td>{name}</td><td>{text}</td></tr></table>\n"
            else:
                cards += f'<div class="team-member"><h3>{name}</h3><p>{text}</p></div>\n'
        return cards

    def _words(self) -> str:
        words = escape(self.website.words)
        if self.website.make == "course_list":
            return f"<h1>Courses and workshops</h1>\n<ul><li>{words}</li><li>Cupping</li></ul>\n"
        title = self.website.page.strip("/").replace("-", " ").capitalize()
        return f"<h1>{title}</h1>\n<p>{words}</p>\n"

    def _address(self) -> str:
        entry = self.practice
        street = ", ".join(filter(None, (entry.street, entry.unit)))
        digits = "".join(filter(str.isdigit, entry.phone))
        town = f"{entry.place.town.city}, {entry.state} {entry.zip}"
        return (
            f"<p>{escape(street)}, {escape(town)}</p>\n"
            f'<p><a href="tel:+1{digits[-10:]}">{escape(entry.phone)}</a></p>\n'
            f'<p><a href="mailto:hello@{self.website.host}">Write to us</a></p>\n'
        )
