"""Wild Apricot, the membership software of many associations: one answer lists all members of a directory.

`POST /Sys/MemberDirectory/LoadMembers` takes the directory's number from the script of its page. What an association
shows only on the members' own pages is read there, by the numbers of the fields.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, ClassVar

from parsel import Selector
from pydantic import Field
from scrapy import Request
from scrapy.http import Response, TextResponse

from crawler.formats.fields import is_mail
from crawler.formats.html_page import page_of
from crawler.formats.unreadable import UnreadableError
from crawler.formats.visible_text import shown_text
from crawler.platforms.base import DirectorySpider, Options, Recognized
from crawler.platforms.csv_file.csv_layout import guessed
from crawler.platforms.mapped_fields import ColumnsOf, ValuesOf, mapped, mapped_listing
from crawler.platforms.wild_apricot.wild_apricot_members import Member, NoMembersError, read_members
from index.records import ListingKind, RawListing

LOAD = "/Sys/MemberDirectory/LoadMembers"
PROFILE = "/Sys/PublicProfile/"
MARKERS = ("MemberDirectoryListRenderer", LOAD, "WaGadgetMemberDirectory")
"""Strings that the software writes into the page of a directory."""
NOT_KEPT = "(not kept)"
"""The value of an unread field of a member's page: its number does not say whether it is private."""
_FORM = re.compile(r"MemberDirectoryListRenderer\.FormId\s*=\s*['\"]?(\d+)")
_FIELD = re.compile(r"_[A-Za-z]+(\d{3,})$")
"""The end of a field's HTML id on a member's page: `…_TextBoxLabel10234036`, `…_DropDownLabel…`, `…_BulletedList…`."""


class WildApricotOptions(Options):
    """The directory of an association, and the meaning of its columns."""

    form_id: str = Field(default="", pattern=r"^\d*$", description="Number of the directory; empty: read from its page")
    columns: ColumnsOf = Field(
        default_factory=dict,
        description="What each field is read from: a column (`c2`, or its heading), a value of one (`c2.1`), the "
        "number of a field on the members' pages; empty: columns named after a field, the name in `c1`, a text in `c5`",
    )
    constants: ValuesOf = Field(default_factory=dict, description="Values of fields where no column has one")
    profiles: bool = Field(default=False, description="Fetch the page of each member too")
    entries: ListingKind = Field(default=ListingKind.PERSON, description="What a member is: `person` or `clinic`")


class WildApricotSpider(DirectorySpider):
    """Reads the members of one directory."""

    options_model: ClassVar[type[Options]] = WildApricotOptions

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the software by its script, which has the number of the directory."""
        text = page.text if isinstance(page, TextResponse) else ""
        seen = tuple(marker for marker in MARKERS if marker in text)
        form = _FORM.search(text)
        options = {"form_id": form[1]} if form else {}
        return Recognized(platform="wild_apricot", because=seen, options=options, strength=90) if seen else None

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.form: str = self.options.form_id

    async def start(self) -> AsyncIterator[Any]:
        """Request the members, or first the page with the number of the directory."""
        yield self._load() if self.form else self.request(self.definition.url, self.parse_front)

    def _load(self) -> Request:
        return self.request(LOAD, self.parse_members, form={"formId": self.form})

    def parse_front(self, response: Response) -> Iterator[Request]:
        """Request the members of the directory that a page shows."""
        found = self.recognize(response)
        self.form = str(found.options.get("form_id", "")) if found else ""
        if self.form:
            yield self._load()
        else:
            self.problem("page/form_id", self.where(response), "the page has no FormId; write form_id in the options")

    def parse_members(self, response: Response) -> Iterator[RawListing | Request]:
        """Yield the members of an answer, or the requests for their own pages."""
        where = self.where(response)
        try:
            answer = read_members(response.body.decode("utf-8", errors="replace"))
        except NoMembersError as error:
            self.problem("page/shape", where, str(error))
            return
        if answer.total > len(answer.members):
            self.cut_off(where, f"{len(answer.members)} of {answer.total} members are in the answer")
        for member in answer.members:
            if self.options.profiles and member.id:
                yield self._ask_profile(member)
            else:
                yield from self.each([member], self.read_member, where)

    def _ask_profile(self, member: Member) -> Request:
        request = self.request(self._page(member), self.parse_profile, member=member)
        request.errback = lambda failure: self._without_profile(failure, member)
        return request

    def _page(self, member: Member) -> str:
        return f"{PROFILE}{member.id}/{self.form}"

    def _without_profile(self, failure: Any, member: Member) -> Iterator[RawListing]:
        self.request_failed(failure)
        yield from self.each([member], self.read_member, self._page(member))

    def parse_profile(self, response: Response, member: Member) -> Iterator[RawListing]:
        """Yield a member with what its own page says."""
        own = fields_of_profile(page_of(response)) if isinstance(response, TextResponse) else {}
        if not own:
            self.problem("page/profile", self.where(response), "the page has no field of a member")
        yield from self.each([replace(member, page=own)], self.read_member, self.where(response))

    def read_member(self, member: Member) -> RawListing:
        """Return the listing of a member; raises UnreadableError if it has no id or no name."""
        columns = self.options.columns or {"name": ("c1",), "text": ("c5",), **guessed(member.headings.values())}
        column_of = {name: _column(name, member.headings) for name in chain(*columns.values())}
        every = {**member.page, **member.parts, **member.columns}
        values = {name: every.get(column, "") for name, column in column_of.items()}
        read = {"url": self._page(member), **mapped(values, columns, self.options.constants)}
        if not (member.id and read.get("name")):
            raise UnreadableError("row/name", f"a member has no {'name' if member.id else 'id'}")
        used = {column.partition(".")[0] for column in column_of.values()}
        rest = {**dict.fromkeys(member.page, NOT_KEPT), **member.columns}
        return mapped_listing(
            self,
            read,
            source_id=member.id,
            kind=self.options.entries,
            values=values,
            own=columns.get("text", ()),
            unread={member.headings.get(key) or key: rest[key] for key in sorted(rest.keys() - used) if rest[key]},
        )


def _column(name: str, headings: Mapping[str, str]) -> str:
    """Return the first column with a heading; a name that is no heading is a column itself."""
    return next((column for column, heading in headings.items() if heading.casefold() == name.casefold()), name)


def fields_of_profile(page: Selector) -> dict[str, str]:
    """Return the fields of a member's page by number, without mail addresses."""
    found: dict[str, str] = {}
    for element in page.xpath("//*[@id]"):
        number = _FIELD.search(element.attrib["id"])
        text = shown_text(element) if number else ""
        if number and text and not is_mail(text):
            found.setdefault(number[1], text)
    return found
