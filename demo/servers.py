"""The servers of the demonstration on loopback: directories and a register, one port each, and practices' websites."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from demo.directories.finder import Finder
from demo.directories.license_file import LicenseFile
from demo.directories.registry import Registry
from demo.directories.registry_record import record_of
from demo.directories.school import School
from demo.directories.sites import Sites
from demo.exchange import Directory
from demo.server import DirectoryServer, Fault
from demo.website_servers import WebsiteServers
from demo.world.people import ServerName
from demo.world.world import World


def directories_of(world: World) -> dict[ServerName, Directory]:
    """Return the four directories of a world, and its license file."""
    return {
        "finder": Finder(world.of("finder")),
        "school": School(world.of("school")),
        "registry": Registry(map(record_of, world.of("registry"))),
        "sites": Sites(world.of("sites")),
        "licenses": LicenseFile(world.of("registry")),
    }


class DemoServers:
    """The servers of directories, register and websites, for the time of a `with` block. `ports` fixes some ports."""

    def __init__(self, world: World | None = None, ports: Mapping[ServerName, int] | None = None) -> None:
        self.world = world or World()
        wanted: Mapping[ServerName, int] = defaultdict(int, ports or {})
        self.servers: dict[ServerName, DirectoryServer] = {
            name: DirectoryServer(directory, wanted[name]) for name, directory in directories_of(self.world).items()
        }
        self.websites = WebsiteServers(self.world)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def base_urls(self) -> dict[ServerName, str]:
        """The address of each directory."""
        return {name: server.base_url for name, server in self.servers.items()}

    @property
    def addresses(self) -> tuple[str, ...]:
        """The hosts and ports of the directories and websites, for the setting `allow_addresses`."""
        return (*(server.address for server in self.servers.values()), *self.websites.addresses)

    @property
    def requests(self) -> dict[ServerName, Counter[str]]:
        """The number of requests by path, for each directory."""
        return {name: Counter(server.requests) for name, server in self.servers.items()}

    def start(self) -> None:
        """Start answering."""
        for server in self._all():
            server.start()

    def stop(self) -> None:
        """Stop answering and close the ports."""
        for server in self._all():
            server.stop()

    def show(self, world: World) -> None:
        """Serve another edition of the world on the same ports."""
        self.world = world
        for name, directory in directories_of(world).items():
            self.servers[name].replace(directory)
        self.websites.show(world)

    def fault(self, name: ServerName, fault: Fault) -> None:
        """Add a fault to one directory."""
        self.servers[name].fault(fault)

    def clear_faults(self) -> None:
        """Remove all faults everywhere."""
        for server in self._all():
            server.clear_faults()

    def _all(self) -> tuple[DirectoryServer, ...]:
        return (*self.servers.values(), *self.websites.servers.values())
