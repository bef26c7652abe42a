"""Recognizes a license file on Socrata by its address and by the names of its columns, in the spellings of states."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from crawler.platforms.base import Recognized
from index.places.states import state_code

RESOURCE = re.compile(r"/(?:resource|d|api/views)/([a-z0-9]{4}-[a-z0-9]{4})\b")
SPELLED: Mapping[str, tuple[str, ...]] = {
    "number": ("credentialnumber", "licensenumber", "license_number", "license_no", "licenseno"),
    "type": ("credentialtype", "licensetype", "license_type", "description", "credential", "profession"),
    "status": ("licensestatusdescription", "license_status", "licensestatus", "status"),
    "family": ("lastname", "last_name"),
    "given": ("firstname", "first_name"),
    "middle": ("middlename", "middle_name", "middle"),
    "suffix": ("suffix", "name_suffix"),
    "name": ("name", "full_name", "fullname"),
    "issued": ("firstissuedate", "licensefirstissuedate", "original_issue_date", "issuedate", "issue_date"),
    "expires": ("expirationdate", "licenseexpirationdate", "expiration_date"),
}
TYPE_WORDS = (
    "PHYSICAL THERAP",
    "CHIROPRACT",
    "ACUPUNCT",
    "OCCUPATIONAL THERAP",
    "ATHLETIC TRAIN",
    "MASSAGE THERAP",
)
NO_STATE = "XX"
"""The state in a draft if neither host nor page names it."""
NEEDED = frozenset({"number", "type", "status"})


def recognize_socrata(page: Response) -> Recognized | None:
    """Recognize the rows at `/resource/ID.json`, or a page that names this address and the columns; else None."""
    if not isinstance(page, TextResponse):
        return None
    dataset = RESOURCE.search(page.url) or RESOURCE.search(page.text)
    names = set(re.findall(r"\w+", page.text)) if dataset else set()
    columns = {ours: found for ours, spelled in SPELLED.items() if (found := _first(spelled, names))}
    if "family" in columns:
        columns.pop("name", None)
    if dataset is None or not columns.keys() >= NEEDED or not columns.keys() & {"family", "name"}:
        return None
    return Recognized(
        platform="socrata",
        because=(f"the data set {dataset[1]}", f"the column `{columns['number']}`"),
        options={
            "dataset": dataset[1],
            "state": _state(page),
            "columns": columns,
            "type_words": list(TYPE_WORDS),
            "statuses": {"active": ["active"]},
        },
        strength=100,
    )


def _first(spelled: Sequence[str], names: set[str]) -> str:
    return next((name for name in spelled if name in names), "")


def _state(page: TextResponse) -> str:
    """Return the state in the host (data.colorado.gov), else in the title, else in most rows; a person checks it."""
    title = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)
    words = [*(urlsplit(page.url).hostname or "").split("."), *(title[1].split() if title else ())]
    of_rows = Counter(re.findall(r'"state"\s*:\s*"(\w\w)"', page.text)).most_common(1)
    return next(filter(None, map(state_code, [*words, *(state for state, _ in of_rows)])), NO_STATE)
