"""The sources of the pages of text: one entry for each source that was read."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from webapp.words.sources import site_name

SHIPPED = Path(__file__).parent / "data" / "sources.yml"
WITHOUT_ADDRESS = frozenset({"our_reading", "our_rule", "general_knowledge"})
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NO_FIGURE = frozenset({"911"})  # the number to call


class ArticleError(ValueError):
    """A page or the list of sources is not as docs/guidance.md says; the message says where and what to write."""

    def __init__(self, path: Path, where: str, what: str) -> None:
        super().__init__(f"{path}, {where}: {what}")


Read = TypeVar("Read")


def read_yaml(path: Path, shape: TypeAdapter[Read]) -> Read:
    """Return what a YAML file of a page holds; raises ArticleError, which names the first wrong place."""
    try:
        return shape.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise ArticleError(path, "the whole file", f"no readable YAML ({error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ArticleError(path, ".".join(map(str, first["loc"])), f"{first['msg']}; see docs/guidance.md") from error


class Source(BaseModel):
    """One source; `date` is the date it gives itself.

    `says` holds its statements in our words, by the keys that sentences cite.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str = Field(min_length=1)
    kind: Literal[
        "study",
        "law",
        "official",
        "association",
        "school",
        "news",
        "article",
        "our_reading",
        "our_rule",
        "general_knowledge",
    ]
    url: str = Field(pattern=r"^(https?://\S+)?$")
    date: str
    read_on: dt.date | None
    linked: bool = True
    """False for copies of a law and accounts of a rule by others: a page names their site without a link."""
    says: Mapping[Annotated[str, Field(pattern=r"^[a-z0-9-]+$")], Annotated[str, Field(min_length=1)]]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if bool(self.url) == (self.kind in WITHOUT_ADDRESS):
            raise ValueError(f"url: a source of kind {self.kind} {'has no' if self.url else 'needs an'} address")
        if self.kind != "general_knowledge" and not (self.date and self.read_on and self.says):
            raise ValueError("date, read_on and says: write all three")
        if self.kind == "general_knowledge" and self.says:
            raise ValueError("says: general knowledge holds no statements; write {}")
        return self

    @property
    def site(self) -> str:
        """The name of the site where it was read, "" where it has no address."""
        return site_name(self.url)

    @property
    def link(self) -> str:
        """The address, "" where there is none or pages may not link it."""
        return self.url if self.linked else ""

    @property
    def statements(self) -> Mapping[str, str]:
        """The statements by the keys that sentences cite; general knowledge has one, empty, under ""."""
        return self.says or {"": ""}

    def figures_of(self, statement: str) -> frozenset[str]:
        """Return the numbers that a sentence may take from a statement, with those of the source's date."""
        return figures(f"{self.statements[statement]} {self.date}")


def figures(text: str) -> frozenset[str]:
    """Return the numbers of a text as they are written: {"7,629", "19.18"}."""
    return frozenset(_NUMBER.findall(text)) - _NO_FIGURE


_SOURCES = TypeAdapter(dict[str, Source])


def load_sources(path: Path) -> Mapping[str, Source]:
    """Return the sources of a file by name; raises ArticleError."""
    sources = read_yaml(path, _SOURCES)
    return MappingProxyType(sources)


@cache
def shipped_sources() -> Mapping[str, Source]:
    """Return our own sources by name."""
    return load_sources(SHIPPED)
