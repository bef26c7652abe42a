"""The words by which whom a sentence names is told, compiled once."""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

WORDS = Path(__file__).parent / "naming_words.yml"


class NamingWords(BaseModel):
    """The file of words: each key a pattern of whole words; an unknown key or a bad piece fails."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    not_names: re.Pattern[str]
    bio_headings: re.Pattern[str]
    service_headings: re.Pattern[str]
    left_out_headings: re.Pattern[str]
    negated_headings: re.Pattern[str]
    clinic_words: re.Pattern[str]
    excepting: re.Pattern[str]

    @field_validator("*", mode="before")
    @classmethod
    def _compiled(cls, pieces: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(pieces)})(?!\w)", re.IGNORECASE)


@cache
def naming_words(path: Path = WORDS) -> NamingWords:
    """Return the shipped words; raises pydantic's ValidationError or re.error."""
    return NamingWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
