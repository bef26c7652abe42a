"""Organizations in a name field: "Summit Spine LLC - Jordan Avery, PT", "Mountain Acupuncture Clinic"."""

from collections.abc import Sequence

from index.normalize.credentials import read_words
from index.normalize.names.name_tail import split_tail
from index.normalize.names.name_text import Part, bare, is_noise
from index.vocabulary.name_words import name_words


def take_organizations(parts: Sequence[Part]) -> tuple[list[Part], tuple[str, ...]]:
    """Return the parts of a person, and the organizations between them as written.

    The parts are empty where the field names an organization and no person after it.
    """
    if not parts:
        return [], ()
    leads = _is_named_so(parts[0])
    behind = [part for part in parts[1:] if not _is_organization(part)]
    named = tuple(" ".join(part.words) for part in parts[1:] if part not in behind)
    if not leads:
        return [parts[0], *behind], named
    written = " ".join(parts[0].words)
    return (behind, (written, *named)) if behind and not behind[0].is_tail() else ([], (written, *named))


def _is_named_so(part: Part) -> bool:
    """Return whether a first part is an organization; credentials ("Doctor of Physical Therapy") are not."""
    words = split_tail(part.words, keep=2).name
    if len(words) < 2:  # noqa: PLR2004  (one word is a name)
        return False
    return any(bare(word) in name_words().organizations for word in words)


def _is_organization(part: Part) -> bool:
    """Return whether a part after a name is an organization, by its words or legal form, and no credential."""
    if part.is_tail() or any(match.entries for match in read_words(part.only(part.words))):
        return False
    form = len(part.words) > 1 and is_noise(part.words[-1])
    return form or any(bare(word) in name_words().organizations for word in part.words)
