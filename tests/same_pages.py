"""Compare what two checkouts publish: each line of the demonstration's export and pages that differs.

    python tests/same_pages.py BEFORE AFTER [--work FOLDER]

BEFORE and AFTER are checkouts in which `make setup` has run. With the clock held, each crawls and publishes the
demonstration in a home of its own, and their `export --content` are compared. AFTER then resolves and publishes a copy
of BEFORE's home, so that ids, which are random, stay the same; its export and every page of its site, in English and
Spanish, are compared with BEFORE's. Pages are rendered through the WSGI application. Masked are the hash of a static
file and the nonce of a page. The exit code is 1 where anything differs.

A page without a query is read wherever a page links to it. Addresses with a query are endless, so one is read where a
page without a query links to it, or one of `SEARCHES`, and of each kind at most `OF_A_KIND`.
"""

import argparse
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

NOW = "2026-11-23T12:00:00+00:00"
SEARCHES = (
    "/find?place=Salida%2C+CO",
    "/find?place=67735",
    "/find?place=Cheyenne%2C+WY",
    "/find?place=Springfield",
    "/find?place=Sallida",
    "/find?place=81201&within=0",
    "/find?place=81003&for=jaw",
    "/find?place=81003&for=numbness",
    "/find?place=80301&within=50&name=smith",
    "/find/which?place=Springfield",
    "/nowhere",
)
OF_A_KIND = 60
LANGUAGES = ("", "/es")
LINK = re.compile(r'href="(/[^"#]*)')
MASKS = (
    (re.compile(r"(/static/[\w./-]+\?v=)[0-9a-f]+"), r"\1HASH"),
    (re.compile(r"(nonce[-=]\"?)[\w-]{16,}"), r"\1NONCE"),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", nargs="*", type=Path, metavar="CHECKOUT", help="BEFORE and AFTER")
    parser.add_argument("--work", type=Path, help="folder for homes and pages; what it already has is taken again")
    parser.add_argument("--read", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.read:
        return read_pages(chosen.read)
    if len(chosen.checkouts) != 2:
        parser.error("give two checkouts: BEFORE and AFTER")
    before, after = (path.resolve() for path in chosen.checkouts)
    work = (chosen.work or Path(tempfile.mkdtemp(prefix="same_pages_"))).resolve()
    old, new, moved = work / "before", work / "after", work / "moved"
    make(old, lambda home: pinpoint(before, home, "demo"))
    make(new, lambda home: pinpoint(after, home, "demo"))
    make(moved, lambda home: go_on(after, old, home))
    exports = [pinpoint(*where, "export", "--content") for where in ((before, old), (after, new), (after, moved))]
    found = write_differences("export --content", {"export": exports[0]}, {"export": exports[1]})
    found += write_differences("export --content of BEFORE's home", {"export": exports[0]}, {"export": exports[2]})
    found += write_differences("pages of BEFORE's home", pages(before, old), pages(after, moved))
    return int(found > 0)


def make(home, how):
    """Make a home that is not there yet; one that was left half made is made anew."""
    if not home.exists():
        building = home.with_suffix(".building")
        shutil.rmtree(building, ignore_errors=True)
        how(building)
        building.rename(home)


def go_on(checkout, older, home):
    """Resolve and publish a copy of an older home."""
    shutil.copytree(older, home, symlinks=True)
    pinpoint(checkout, home, "resolve")
    pinpoint(checkout, home, "publish")


def pages(checkout, home):
    """Return {address: masked page} of a home's site, read in a process of the checkout."""
    file = home.with_suffix(".json")
    if not file.exists():  # -P: `index` is the checkout's package, not the folder of tests next to this file
        run(checkout, home, "-P", Path(__file__).resolve(), "--read", file)
    return json.loads(file.read_text(encoding="utf-8"))


def pinpoint(checkout, home, *arguments):
    """Run a command of a checkout on a home; return what it wrote."""
    return run(checkout, home, "-m", "pinpoint", *arguments)


def run(checkout, home, *arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PINPOINT_")}
    held = {"PINPOINT_HOME": str(home), "PINPOINT_NOW": NOW, "PINPOINT_SEARCHES_PER_MINUTE": "100000"}
    command = [str(checkout / ".venv" / "bin" / "python"), *map(str, arguments)]
    done = subprocess.run(command, check=True, cwd=checkout, env=kept | held, stdout=subprocess.PIPE, text=True)
    return done.stdout


def read_pages(file):
    """Write {address: masked page} of every page of the site; runs inside a checkout's environment."""
    from index import settings
    from webapp import create_public_app

    client = create_public_app(settings.current()).test_client()
    found, waiting, kinds = {}, ["/", *SEARCHES], Counter()
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        for language in LANGUAGES:
            response = client.get(language + address)
            text = response.get_data(as_text=True)
            head = f"{response.status} {response.mimetype} {response.headers.get('Location', '')}".strip()
            found[language + address] = f"{head}\n{masked(text)}"
            if language or ("?" in address and address not in SEARCHES):
                continue
            for link in LINK.findall(text):
                link = link.replace("&amp;", "&")  # noqa: PLW2901
                kind = re.sub(r"=[^&]*", "", re.sub(r"^(/[a-z-]+)/[^/?]+", r"\1/*", link)) if "?" in link else None
                if link in seen or link.startswith(("/static", "/es")) or (kind and kinds[kind] >= OF_A_KIND):
                    continue
                seen.add(link)
                kinds[kind] += 1
                waiting.append(link)
    file.write_text(json.dumps(found), encoding="utf-8")
    return 0


def masked(text):
    for pattern, replacement in MASKS:
        text = pattern.sub(replacement, text)
    return text


def write_differences(title, before, after):
    """Write each distinct difference once with the addresses that have it; return how many there are."""
    groups = defaultdict(list)
    for address in sorted(before.keys() | after.keys()):
        old, new = (pages.get(address) for pages in (before, after))
        if old is None or new is None:
            groups["this page is only in " + ("AFTER" if old is None else "BEFORE"),].append(address)
            continue
        lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
        changed = tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))
        if changed:
            groups[changed].append(address)
    out = [f"== {title}: {len(before)} before, {len(after)} after, {len(groups)} distinct differences"]
    for changed, addresses in sorted(groups.items(), key=lambda item: -len(item[1])):
        out += ["", f"-- {len(addresses)}, such as {'  '.join(addresses[:3])}", *changed]
    sys.stdout.write("\n".join([*out, ""]))
    return len(groups)


if __name__ == "__main__":
    sys.exit(main())
