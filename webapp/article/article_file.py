"""The shape of a page's file; docs/guidance.md explains each key."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class LinkFile(_Strict):
    """A link to another page of the site: its path and its words."""

    to: str = Field(pattern=r"^/\S*$")
    text: str = Field(min_length=1)


class ToSign(_Strict):
    """A judgment of ours that somebody of that profession has yet to sign."""

    by: str = Field(min_length=1)
    what: str = Field(min_length=1)


class BlockFile(_Strict):
    """Exactly one kind of block."""

    p: str = ""
    list: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    see: tuple[LinkFile, ...] = ()
    links: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if len([name for name in type(self).model_fields if getattr(self, name)]) != 1:
            raise ValueError("write exactly one of p, list, steps, urgent, see and links")
        return self

    @property
    def kind(self) -> str:
        """The key that the file uses."""
        return next(name for name in type(self).model_fields if getattr(self, name))

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of a paragraph or of a list's items; empty for links."""
        return (self.p,) if self.p else (*self.list, *self.steps, *self.urgent)


class SectionFile(_Strict):
    """A heading and its blocks."""

    heading: str = Field(min_length=1)
    blocks: tuple[BlockFile, ...] = Field(min_length=1)


class ArticleFile(_Strict):
    """A whole page. `short` is its line on the page that lists it."""

    order: int
    title: str = Field(min_length=1)
    short: str = Field(min_length=1)
    lead: str = Field(min_length=1)
    sections: tuple[SectionFile, ...] = Field(min_length=1)
    to_sign: tuple[ToSign, ...]
