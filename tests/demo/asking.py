"""Asks the directories everything there is to ask, for tests that look at every answer."""

from demo.directories.registry import Registry
from demo.exchange import Request
from demo.servers import directories_of

EVERYWHERE = "/find-a-pt?lat=39&lon=-104&loc=Everywhere&dist=3000&p="


def targets(world):
    """Yield (directory, target) of every page of a world."""
    for entry in (*world.of("finder"), *world.of("sites")):
        yield entry.directory, entry.key
    pages = -(-len(world.of("finder")) // 8)
    yield from (("finder", f"{EVERYWHERE}{page}") for page in range(1, pages + 1))
    yield from (("school", f"/practitioner/{entry.subject}/") for entry in world.of("school"))
    yield "school", "/wp-admin/admin-ajax.php?action=store_search&autoload=1"
    yield from (("registry", f"/api/?version=2.1&number={entry.key}") for entry in world.of("registry"))
    yield from (("sites", path) for path in ("/sitemap.xml", "/nine-herons-acupuncture/article/"))
    yield from ((name, path) for name in ("finder", "school", "registry", "sites") for path in ("/", "/robots.txt"))


def everything(world):
    """Return {(directory, target): response} for every page of a world."""
    directories = directories_of(world)
    return {
        (name, target): directories[name].respond(Request.of(target)) for name, target in sorted(set(targets(world)))
    }


def ask(directory, target):
    """Return the answer of one directory."""
    return directory.respond(Request.of(target))


def registry_of(*records):
    """Return a registry with these records only."""
    return Registry(records)
