"""Every way in which a listing leaves: pages, files and commands. A new one gets a line in OUTPUTS.

tests/honesty/test_every_output.py asks each for people who were removed, whose fields are hidden, whose street is
withheld, and for whom a match is held; tests/honesty/test_rule_12_exclusions.py compares the bytes.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import openpyxl
import pypdf
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

PLACE = "place=81201&within=50"


@dataclass(frozen=True)
class Asked:
    """What is asked: a site, the `ids` of everybody, and the home that commands read."""

    client: FlaskClient
    ids: Sequence[str]
    home: str = ""


@dataclass(frozen=True)
class Output:
    """One output. `rule` is that of its route, "" for a command; `addresses` or `words` ask for everybody.

    `shows`: "all" who are asked for, "listed" for those with a yes, "ids" alone.
    """

    name: str
    rule: str = ""
    addresses: Callable[[Sequence[str]], Sequence[str]] = lambda ids: ()
    words: tuple[str, ...] = ()
    shows: str = "all"

    def contents(self, asked: Asked) -> list[bytes]:
        """The bytes of each answer, for all the ids."""
        if self.words:
            from pinpoint import cli

            env = {"PINPOINT_HOME": asked.home} if asked.home else None
            return [CliRunner().invoke(cli, self.words, env=env).stdout_bytes]
        # A removed person's own page is an error page; it counts as any other.
        return [asked.client.get(address, follow_redirects=True).get_data() for address in self.addresses(asked.ids)]

    def text(self, asked: Asked) -> str:
        """Everything that a reader of the answers can see, and what programs find in them."""
        return "\n".join(map(readable, self.contents(asked)))


def readable(content: bytes) -> str:
    """The text of a page, of a sheet, of a spreadsheet with its hidden parts, or of an unfolded card."""
    if content.startswith(b"PK"):
        cells = [
            str(cell.value or "")
            for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
            for row in sheet.iter_rows()
            for cell in row
        ]
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join([*cells, *(parts.read(name).decode() for name in parts.namelist())])
    if content.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        return "\n".join(page.extract_text() for page in reader.pages)
    return content.decode().replace("\r\n ", "")


def _each(*paths: str) -> Callable[[Sequence[str]], Sequence[str]]:
    return lambda ids: [path.format(one) for path in paths for one in ids]


def _together(path: str, most: int = 20) -> Callable[[Sequence[str]], Sequence[str]]:
    """Return the addresses that name all ids, at most so many at once."""
    return lambda ids: [f"{path}?ids={','.join(ids[at : at + most])}" for at in range(0, len(ids), most)]


def _one(address: str) -> Callable[[Sequence[str]], Sequence[str]]:
    return lambda _ids: [address]


FILES = ("csv", "xlsx", "vcf")
BOXES = ("place", "name")
TYPED = (
    *("jo", "ca", "ro", "ki", "gone", "goneson", "registrar", "exam", "55501", "gone clinic", "hidden clinic"),
    *("jordan averyplain", "casey goneson", "robin hiddenby", "kim registrar"),
)
"""What is typed to be suggested anybody: the beginnings of names, whole names of invented people, and other fields."""
OUTPUTS = (
    Output("page of results", "/find", _one(f"/find?{PLACE}"), shows="listed"),
    Output("table of results", "/find", _one(f"/find?{PLACE}&view=table"), shows="listed"),
    Output("suggestions", "/suggest", lambda _ids: [f"/suggest?{box}={typed}" for box in BOXES for typed in TYPED]),
    *(
        Output(f"search as {form}", "/find.<any(csv, xlsx, vcf):form>", _one(f"/find.{form}?{PLACE}"), shows="listed")
        for form in FILES
    ),
    Output("profile", "/people/<provider_id>", _each("/people/{}")),
    Output("clinic", "/clinics/<provider_id>", _each("/clinics/{}")),
    Output("questions", "/people/<provider_id>/questions", _each("/people/{}/questions")),
    Output("clinic's questions", "/clinics/<provider_id>/questions", _each("/clinics/{}/questions")),
    Output("list", "/list", _together("/list")),
    *(Output(f"list as {form}", "/list.<any(csv, xlsx, vcf):form>", _together(f"/list.{form}")) for form in FILES),
    Output("comparison", "/compare", _together("/compare", 4)),
    Output("options for a patient", "/sheet/options", _together("/sheet/options", 4)),
    Output("options as PDF", "/sheet/options.pdf", _together("/sheet/options.pdf", 4)),
    Output("referral", "/sheet/referral", _each("/sheet/referral?id={}")),
    Output("referral as PDF", "/sheet/referral.pdf", _each("/sheet/referral.pdf?id={}")),
    Output("search --json", words=("search", "81201", "--within", "50", "--json"), shows="listed"),
    *(Output(f"export {form}", words=("export", "--format", form)) for form in ("jsonl", "csv", "geojson")),
    Output("export to pass on", words=("export", "--may-leave"), shows="ids"),
)

SHOW_NOBODY = frozenset({"/", "/find/which"})
"""Routes of these rooms on which no listing is."""
ROOMS = frozenset({"finder", "profile", "referrals", "files", "sheets"})


def rules_with_listings(app: Flask) -> set[str]:
    """The rules of all routes that show listings."""
    return {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in ROOMS} - SHOW_NOBODY


def outputs_of(app: Flask) -> list[Output]:
    """The outputs that this app has, and the commands."""
    known = rules_with_listings(app)
    return [one for one in OUTPUTS if not one.rule or one.rule in known]
