"""A school's members in Wild Apricot: a page with a script, one answer with all members, a page for each.

`POST /Sys/MemberDirectory/LoadMembers` with `formId` answers `while(1); ` and JSON, whose `JsonStructure` is a
JavaScript literal in a text: `members`, then their ids, then the headings of the columns.
"""

import json
from collections.abc import Iterable
from html import escape

from demo.directories.platforms import FRONT
from demo.exchange import Request, Response, not_found, page, robots
from demo.world.entry import Entry

FORM = "5501234"
LOAD = "/Sys/MemberDirectory/LoadMembers"
PROFILE = "/Sys/PublicProfile/"
HEADINGS = ("Name", "City", "State", "Phone")
STREET, ZIP, WEBSITE = "10200001", "10200002", "10200003"
"""The numbers of the fields that are only on the members' own pages."""
_REPEATER = "FunctionalBlock1_ctl00_ctl00_memberProfile_MemberForm_memberFormRepeater"


class WildApricot:
    """Answers as the invented school's directory of members."""

    stands_in_for: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._by_path = {f"{PROFILE}{entry.key}/{FORM}": entry for entry in self._entries}

    def respond(self, request: Request) -> Response:
        """Return the directory's page, its members, a member's page, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", FRONT}:
            return _front(request.base_url)
        if request.path == LOAD and request.method == "POST":
            return self._members(request.form.get("formId", ""))
        if request.path in self._by_path:
            return _profile(self._by_path[request.path])
        return not_found()

    def _members(self, form: str) -> Response:
        if form != FORM:
            return Response("while(1); " + json.dumps({"error": "no such form"}), "application/json; charset=utf-8")
        rows = ",".join(map(_row, self._entries))
        headings = ",".join(f"c{number}:{{v:true,h:'{heading}',w:25}}" for number, heading in enumerate(HEADINGS, 1))
        ids = ",".join(entry.key for entry in self._entries)
        literal = f"{{members:[[{rows}],[{ids}]],layout:{{{headings},c5:{{v:false}}}}}}"
        answer = {"TotalCount": len(self._entries), "JsonStructure": literal}
        return Response("while(1); " + json.dumps(answer), "application/json; charset=utf-8")


def _row(entry: Entry) -> str:
    cells = (entry.name, entry.place.town.city, entry.state, entry.phone, entry.text)
    columns = (f"c{number}:[{{fft:2, v:{_quoted(text)}}}]" for number, text in enumerate(cells, 1))
    return f"{{{','.join(columns)}}}"


def _quoted(text: str) -> str:
    """Return a text as Wild Apricot writes it: escaped as HTML, in single quotes."""
    written = escape(text, quote=False).replace("'", "&#39;").replace("\\", "\\\\").replace("\n", "\\n")
    return f"'{written}'"


def _front(base_url: str) -> Response:
    script = (
        "<script>\n//<![CDATA[\n"
        f"MemberDirectoryListRenderer.detailsUrlTemplate = '{base_url}{PROFILE}';\n"
        f"MemberDirectoryListRenderer.MemberDirectoryListWebServiceUrl_LoadMembers = '{base_url}{LOAD}';\n"
        f"MemberDirectoryListRenderer.FormId = '{FORM}';\n"
        "MemberDirectoryListRenderer.init();\n//]]>\n</script>\n"
    )
    return page(
        "Our practitioners",
        f'<h1>Our practitioners</h1>\n<div class="WaGadgetLast WaGadgetMemberDirectory"></div>\n{script}',
    )


def _profile(entry: Entry) -> Response:
    street = " ".join(filter(None, (entry.street, entry.unit)))
    fields = (
        ("TextBoxLabel", STREET, street),
        ("TextBoxLabel", ZIP, entry.zip),
        ("TextBoxLabel", WEBSITE, entry.website),
    )
    rows = "".join(
        f'<div class="fieldBody"><span id="{_REPEATER}_ctl{number:02}_{kind}{field}">{escape(text)}</span></div>\n'
        for number, (kind, field, text) in enumerate(fields)
    )
    return page(entry.name, f"<h1>{escape(entry.name)}</h1>\n{rows}")
