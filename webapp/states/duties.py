"""Duties of a rule apart from training, what a patient may ask for, and addresses of boards."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from index.records import OFFICIAL, Certainty, Profession
from webapp.words.sources import site_name

DATA = Path(__file__).parent / "data"
State = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Address = Annotated[str, Field(pattern=r"^https?://\S+$")]


class StateFactError(ValueError):
    """A file of facts about states is malformed; the message names the file and the entry."""


class Duty(BaseModel):
    """One sentence about a state's rule for a profession, with its source."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: State
    profession: Profession
    kind: Literal["you_may_ask", "duty"]
    words: str = Field(min_length=1)
    url: Address
    source_kind: Literal["official", "law_copy", "association", "school", "news"]
    sure: Certainty
    read_on: date

    @property
    def site(self) -> str:
        """The name of the site where it was read."""
        return site_name(self.url)

    @property
    def link(self) -> str:
        """The address of a state's own page; "" for copies and accounts by others, which are named without a link."""
        return self.url if self.source_kind == OFFICIAL else ""


class Board(BaseModel):
    """A board's own site."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: State
    profession: Profession
    url: Address

    @property
    def site(self) -> str:
        """The name of the site."""
        return site_name(self.url)


@cache
def duties() -> Sequence[Duty]:
    """Return all shipped sentences."""
    return _load(DATA / "duties.yml", Duty)


@cache
def boards() -> Sequence[Board]:
    """Return the boards with a known address."""
    return _load(DATA / "boards.yml", Board)


Entry = TypeVar("Entry", bound=BaseModel)


def _load(path: Path, shape: type[Entry]) -> Sequence[Entry]:
    try:
        return TypeAdapter(tuple[shape, ...]).validate_python(  # type: ignore[valid-type]
            yaml.safe_load(path.read_text(encoding="utf-8"))
        )
    except (yaml.YAMLError, ValidationError) as error:
        raise StateFactError(f"{path}: {error}. Write what {shape.__name__} in duties.py describes.") from error
