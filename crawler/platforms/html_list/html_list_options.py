"""The selectors for a list of cards and for the pages of its entries."""

from collections.abc import Mapping
from typing import Annotated

from cssselect import SelectorError
from parsel import Selector
from pydantic import AfterValidator, Field

from crawler.formats.link_values import CALLS
from crawler.platforms.base import CommaList, Options
from crawler.platforms.mapped_fields import FIELDS
from index.records import ListingKind

DETAIL_FIELDS = (*(field for field in FIELDS if field not in {"url", "address_text"}), "address")
"""The fields that can be read on an entry's own page. `address` is the whole address on one line."""


def _is_css(value: str) -> str:
    if value:
        try:
            Selector(text="<p/>").css(value)
        except SelectorError as error:
            raise ValueError(f"{value!r} is no CSS selector: {error}") from error
    return value


def _are_detail_fields(value: Mapping[str, str]) -> Mapping[str, str]:
    for field in value:
        if field not in DETAIL_FIELDS:
            raise ValueError(f"{field!r} is no field of a page; known are {', '.join(DETAIL_FIELDS)}")
    return value


Css = Annotated[str, AfterValidator(_is_css)]
"""A CSS selector. Its value is the text of the element, or with `::attr(name)` one of its attributes."""


class HtmlListOptions(Options):
    """CSS selectors of the list. Within a card each selects an element, whose text is the value."""

    card: Css = Field(description="One entry of the list")
    name: Css = Field(description="Name in a card")
    link: Css = Field(default="", description="Link to the entry's own page in a card; its address is the entry's id")
    phone: Css = Field(default=CALLS, description="Phone in a card; of a link that calls (`tel:`) the number is taken")
    website: Css = Field(default='a[href^="http"]', description="Link to the entry's website in a card")
    address: Css = Field(default="", description="Address in a card; empty: looked for in the text of the card")
    organization: Css = Field(default="", description="Clinic in a card that lists a person")
    credentials: Css = Field(default="", description="Letters apart from the name in a card")
    profession: Css = Field(default="", description="Profession in a card")
    next_page: Css = Field(default="", description="Link to the next page of the list; empty: there is one page")
    page_parameter: str = Field(
        default="",
        description="Parameter that has the number of a page, in place of `next_page`; a page with nobody "
        "new is the last",
    )
    first_page: int = Field(default=1, ge=0, description="Number of the first page; with `page_parameter`")
    most_pages: int = Field(default=1000, ge=1, description="Pages read of one list at most; more are reported")
    detail: Css = Field(default="", description="Part of an entry's own page that is read; set: the page is fetched")
    detail_fields: Annotated[dict[str, Css], AfterValidator(_are_detail_fields)] = Field(
        default_factory=dict, description="Selectors in an entry's own page, as `phone: .tel`; set: the page is fetched"
    )
    start: str = Field(default="", description="Path and query of the first page; empty: the url of the source")
    starts: CommaList = Field(default=(), description="First pages of several lists, in place of `start`")
    entries: ListingKind = Field(default=ListingKind.PERSON, description="What an entry is: `person` or `clinic`")
