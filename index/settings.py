"""Settings, from the environment (`PINPOINT_…`) over `pinpoint.toml`, validated at start; see docs/settings.md."""

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationError

from index.alert_settings import AlertSettings
from index.setting_values import hosts_and_ports, split

ROOT = Path(__file__).resolve().parent.parent


_HOST = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[^\s:/@?#*\[\]]+)(?::[0-9]{1,5})?")
_SITE_URL = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[^\s:/@?#\[\]]+)(?::[0-9]{1,5})?")


_LONGEST_NAME = 40


class SettingError(ValueError):
    """A setting is missing, misspelled or out of range; the message names it and says what to write."""


def _hosts(entries: tuple[str, ...]) -> tuple[str, ...]:
    for entry in entries:
        if not _HOST.fullmatch(entry):
            raise ValueError(f"{entry!r} is no host; write console.example, or several with commas between them")
    return tuple(entry.lower() for entry in entries)


def _site_url(value: str) -> str:
    address = value.strip().removesuffix("/").lower()
    if address and not _SITE_URL.fullmatch(address):
        raise ValueError(f"{value!r} is no address of a site; write https://pinpoint.example, without a path")
    return address


def _site_name(value: str) -> str:
    name = " ".join(value.split())
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise ValueError(f"{value!r} is no name of a site; write 1 to {_LONGEST_NAME} letters on one line")
    return name


WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKLY = re.compile(rf"(?:{'|'.join(WEEK_DAYS)}) (?:[01][0-9]|2[0-3]):[0-5][0-9]")


def _weekly(value: str) -> str:
    moment = value.strip().lower()
    if moment and not _WEEKLY.fullmatch(moment):
        raise ValueError(f"{value!r} is no day and time; write monday 08:00")
    return moment


def zone_of(name: str) -> ZoneInfo | None:
    """Return a time zone by its IANA name; None, which stands for the machine's own, for ""."""
    return ZoneInfo(name) if name else None


def _zone(value: str) -> str:
    try:
        zone_of(value.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{value!r} is no time zone; write America/Denver") from None
    return value.strip()


class Settings(AlertSettings):
    """All settings. The field `crawl_contact` is set by `PINPOINT_CRAWL_CONTACT` or by `crawl_contact = …`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    home: Path = Field(default=Path("var"), description="Folder of store, archive, generations, inbox and logs")
    places: Path = Field(
        default=ROOT / "index" / "places" / "data" / "places.npz",
        description="The compiled table of ZIP codes and places",
    )
    store_url: str = Field(default="", description="Database URL of the store; empty: SQLite in the home folder")
    host: str = Field(default="127.0.0.1", description="Address the site listens on")
    port: int = Field(default=8000, ge=1, le=65535, description="Port the site listens on")
    site_url: Annotated[str, AfterValidator(_site_url)] = Field(
        default="", description="The site's own address, https://pinpoint.example; other hosts are refused"
    )
    behind_proxy: bool = Field(
        default=False,
        description="Whether one proxy of yours is in front of the site and names the client it asks for",
    )
    searches_per_minute: int = Field(
        default=60,
        ge=1,
        le=100_000,
        description="Searches a network may make in a minute; pages: four times that; suggestions: ten times that",
    )
    removals_per_network: int = Field(
        default=5,
        ge=0,
        le=10_000,
        description="Removals from one network in a day that hide at once; later ones wait for a person",
    )
    removals_per_town: int = Field(
        default=5,
        ge=0,
        le=10_000,
        description="Removals in one town in a day that hide at once; later ones wait for a person",
    )
    console_host: str = Field(default="127.0.0.1", description="Address the console listens on")
    console_port: int = Field(default=8001, ge=1, le=65535, description="Port the console listens on")
    console_hosts: Annotated[tuple[str, ...], BeforeValidator(split), AfterValidator(_hosts)] = Field(
        default=(), description="Names the console answers to, host or host:port,…; empty: loopback with its port"
    )
    console_behind_tls_proxy: bool = Field(
        default=False,
        description="Whether one proxy of yours that does TLS is in front of the console; else loopback only",
    )
    hsts_subdomains: bool = Field(
        default=False,
        description="Whether answers over TLS ask browsers for TLS on every host below the one asked, too",
    )
    metrics_host: str = Field(default="127.0.0.1", description="Address on which the worker shows its metrics")
    metrics_port: int = Field(
        default=0, ge=0, le=65535, description="Port on which the worker shows its metrics to Prometheus; 0: nowhere"
    )
    site_name: Annotated[str, AfterValidator(_site_name)] = Field(
        default="Pinpoint", description="Name of the site, at the top of every page and on every sheet"
    )
    site_color: str = Field(
        default="", description="Color of the site's buttons, as #0b5c6b; one that is too pale to read is refused"
    )
    site_logo: Annotated[Path | None, BeforeValidator(lambda value: value or None)] = Field(
        default=None, description="File of the site's logo, SVG or PNG, 64 KB at most; empty: the program's own"
    )
    operator_name: str = Field(
        default="", description="Who runs this copy, a person or an organization; the site says it on every page"
    )
    operator_post: str = Field(
        default="", description="Postal address of whoever runs this copy, its lines separated by semicolons"
    )
    contact_phone: str = Field(default="", description="Phone that the site gives to visitors and to whoever is listed")
    contact_mail: str = Field(
        default="", description="Mail address that the site gives to visitors and to whoever is listed"
    )
    crawl_contact: str = Field(
        default="", description="Address (mail or URL) a site owner can write to; sent with each request"
    )
    allow_addresses: Annotated[tuple[str, ...], BeforeValidator(split), AfterValidator(hosts_and_ports)] = Field(
        default=(), description="Servers of your own that may be crawled though they are not public, host:port,…"
    )
    crawl_memory_mb: int = Field(default=2048, ge=256, description="Memory a crawl process may use, in MiB")
    crawl_seconds: int = Field(default=14400, ge=10, description="Wall time a crawl process may take, in seconds")
    crawls_at_once: int = Field(default=2, ge=1, le=32, description="How many crawls the worker runs side by side")
    source_requests_per_day: int = Field(
        default=0, ge=0, description="Most requests to a source in one day (UTC), unless its file says; 0: no limit"
    )
    source_megabytes_per_day: int = Field(
        default=0, ge=0, description="Most megabytes from a source in one day (UTC), unless its file says; 0: no limit"
    )
    shadow_days: int = Field(
        default=7,
        ge=0,
        le=365,
        description="Days between shadow resolutions: from scratch, differences queued for review; 0: never",
    )
    socrata_app_token: str = Field(
        default="", repr=False, description="App token for state license files on Socrata; empty: asked without one"
    )
    geocoder: Literal["off", "nominatim", "photon"] = Field(
        default="off", description="Service for street addresses that were crawled; never for what a visitor types"
    )
    geocoder_url: str = Field(default="", description="Host of the geocoder, where it is not the public one")
    geocoder_limit: int = Field(default=500, ge=0, description="New addresses a run may ask the geocoder for")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="Least severe log line")
    publish_listings_of_one: int = Field(
        default=40,
        ge=2,
        description="Most listings that may be merged into one person; more hold a publish",
    )
    publish_merged_percent: float = Field(
        default=10,
        ge=0,
        le=100,
        description="Most percent of one source's people that may be merged with each other; more hold a publish",
    )
    publish_gone_percent: float = Field(
        default=10, ge=0, le=100, description="Most percent of all practitioners that may be gone; more hold a publish"
    )
    publish_gone_in_state_percent: float = Field(
        default=20,
        ge=0,
        le=100,
        description="Most percent of a state's practitioners that may be gone; more hold a publish",
    )
    publish_field_points: float = Field(
        default=10, ge=0, le=100, description="Most percentage points that a shown field may lose; more hold a publish"
    )
    doctor_free_mb: int = Field(default=1024, ge=0, description="MiB free at the home, below which doctor warns")
    doctor_worker_minutes: int = Field(
        default=5, ge=1, description="Minutes without a tick after which a worker counts as silent"
    )
    doctor_bad_runs: int = Field(
        default=2, ge=1, description="Bad runs in a row after which a source counts as failing"
    )
    doctor_missing_minutes: int = Field(
        default=60, ge=1, description="Minutes that a source may be due before its missing run is reported"
    )
    doctor_late_intervals: float = Field(
        default=2, ge=1, description="Intervals of its schedule after which a source that was not read well is late"
    )
    doctor_held_days: int = Field(default=7, ge=0, description="Days that a held run may wait for a person")
    doctor_unpublished_minutes: int = Field(
        default=60, ge=0, description="Minutes that a run which passed may stay unpublished"
    )
    doctor_pinned_days: int = Field(default=7, ge=0, description="Days that a generation may be pinned")
    doctor_inbox_minutes: int = Field(
        default=10, ge=0, description="Minutes that a message may lie in the inbox before it is taken in"
    )
    alerts_remind_days: int = Field(
        default=7, ge=1, le=365, description="Days after which an alert that lasts is sent again"
    )
    alerts_weekly: Annotated[str, AfterValidator(_weekly)] = Field(
        default="monday 08:00", description="Day and time of the weekly notice; empty: none"
    )
    alerts_zone: Annotated[str, AfterValidator(_zone)] = Field(
        default="", description="Time zone of alerts_weekly, as America/Denver; empty: the machine's"
    )
    generations_kept: int = Field(default=3, ge=3, description="Published generations that stay on disk")
    removals_copy: Annotated[Path | None, BeforeValidator(lambda value: value or None)] = Field(
        default=None, description="File on another disk where every removal is written a second time; empty: none"
    )
    backup_dir: Annotated[Path | None, BeforeValidator(lambda value: value or None)] = Field(
        default=None, description="Folder on another disk for `pinpoint backup` where the command names none"
    )
    backup_days: int = Field(
        default=7, ge=0, description="Days after which the last backup counts as old; 0: no backup is expected"
    )
    log_days: int = Field(default=90, ge=1, description="Days for which the log of a run stays")
    run_days: int = Field(default=730, ge=30, description="Days for which the details of a run stay")
    case_text_days: int = Field(
        default=90, ge=0, le=90, description="Days for which texts and contacts of a settled case stay; 90 at most"
    )
    detail_days: int = Field(
        default=90, ge=1, le=365, description="Days for which hours and new patients that the listed told us are shown"
    )
    inbox_days: int = Field(default=30, ge=1, description="Days for which a file of the inbox stays once it is read")
    archive_runs_kept: int = Field(default=3, ge=1, description="Newest runs of each source whose pages stay archived")
    archive_days: int = Field(default=90, ge=1, description="Days for which the pages of every run stay archived too")

    launch_proof_days: int = Field(
        default=30, ge=1, description="Days for which a backup drill and an alert test count for a launch"
    )

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.store_url or f"sqlite:///{(self.home / 'store.db').resolve()}"

    @property
    def archive(self) -> Path:
        """Folder of archived pages."""
        return self.home / "archive"

    @property
    def generations(self) -> Path:
        """Folder of published generations, CURRENT and the overlay."""
        return self.home / "generations"

    @property
    def resolution(self) -> Path:
        """Folder of the last resolution's snapshot, for the next one; everything in it can be made anew."""
        return self.home / "resolution"

    @property
    def inbox(self) -> Path:
        """Folder of messages that people sent through the site and that wait to be taken in."""
        return self.home / "inbox"

    @property
    def keys(self) -> Path:
        """Folder of the keys that sign backups and generations."""
        return self.home / "keys"

    @property
    def metrics(self) -> Path:
        """Folder in which the site's processes count their requests."""
        return self.home / "metrics"

    @property
    def own_sources(self) -> Path:
        """Folder of the operator's own source files."""
        return self.home / "sources"

    @property
    def own_state_rules(self) -> Path:
        """The operator's own state rules, which replace the shipped ones row by row."""
        return self.home / "state_rules.csv"

    @property
    def own_board_lookups(self) -> Path:
        """The operator's own rows of boards' license look-ups, which replace the shipped ones row by row."""
        return self.home / "board_lookups.csv"


def load(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Return the validated settings; raises SettingError with a sentence that names the setting."""
    environment = os.environ if environment is None else environment
    file = Path(environment.get("PINPOINT_CONFIG", "pinpoint.toml")) if file is None else file
    values = _from_file(file)
    for name, value in environment.items():
        key = name.removeprefix("PINPOINT_").lower()
        if name.startswith("PINPOINT_") and key in Settings.model_fields:
            values[key] = value
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        problem = error.errors()[0]
        if not problem["loc"]:
            said = problem["msg"].removeprefix("Value error, ")
            raise SettingError(f"settings do not fit together: {said}; see docs/settings.md") from error
        key = str(problem["loc"][0])
        raise SettingError(
            f"setting {key!r} (PINPOINT_{key.upper()} or {key} in {file}): {problem['msg']}; see docs/settings.md"
        ) from error


def _from_file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{file} is not TOML: {error}") from error


@cache
def current() -> Settings:
    """Return the settings of this process, read once."""
    return load()
