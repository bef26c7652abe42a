"""A disk after a power cut, from the system calls of a real process: bytes are there once synced, names at once or too.

`strace` records the calls; `Disk` replays them; at any call `left` gives the files that a machine would find again.
"""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,close,lseek,write,pwrite64,ftruncate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir"
)
_LINE = re.compile(r"(\w+)\((.*)\) += (-?\d+)", re.DOTALL)
_DESCRIPTOR = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def recorded(command, root, log, environment):
    """Run a command and yield its calls on files below a folder; fails with the command."""
    strace = ["strace", "-qq", "-y", "-xx", "-s", "99999999", "-e", f"trace={CALLS}", "-o", str(log)]
    subprocess.run([*strace, *command], env=environment, check=True, capture_output=True, timeout=300)
    with log.open(encoding="ascii") as lines:
        for call in map(_call, lines):
            if call and any(str(root) in str(path) for path in (*call[1], *_names(call))):
                yield call


def _names(call):
    """Return the paths among the texts of a call; those of a write are its data."""
    return [] if "write" in call[0] else [text.decode(errors="replace") for text in call[3]]


def _call(line):
    """Return (name, paths, descriptor, data, all arguments, result) of a line; None for a call that failed."""
    match = _LINE.match(line)
    if not match or int(match[3]) < 0:
        return None
    descriptor = _DESCRIPTOR.match(match[2])
    paths = [_plain(descriptor[2]).decode()] if descriptor else []
    texts = [_plain(text) for text in _TEXT.findall(match[2])]
    return match[1], paths, int(descriptor[1]) if descriptor else None, texts, match[2], int(match[3])


def _plain(escaped):
    return bytes.fromhex(escaped.replace("\\x", ""))


@dataclass(eq=False)
class File:
    now: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    waiting: list = field(default_factory=list)
    """Writes since the last sync: (offset, bytes), or (length, None) for a cut."""


@dataclass(eq=False)
class Folder:
    now: dict = field(default_factory=dict)
    synced: dict = field(default_factory=dict)


class Disk:
    """The files below a folder, as they are and as they would be found after a power cut."""

    def __init__(self, root, *, syncs=True):
        self.root = Path(root)
        self.top = _loaded(self.root)
        self.syncs = syncs
        self._at = {}

    def apply(self, call):
        """Replay one call."""
        name, paths, descriptor, texts, arguments, result = call
        if name == "openat":
            self._open(texts[0].decode(), arguments, result)
        elif name.startswith("rename"):
            self._rename(*(text.decode() for text in texts[:2]))
        elif name in {"unlink", "unlinkat", "rmdir"}:
            if found := self._parent(texts[0].decode()):
                found[0].now.pop(found[1], None)
        elif name.startswith("mkdir"):
            if found := self._parent(texts[0].decode()):
                found[0].now.setdefault(found[1], Folder())
        elif paths and (one := self._find(paths[0])) is not None:
            self._on_descriptor(name, one, descriptor, texts, arguments, result)

    def left(self, target, dice, *, share, names_wait):
        """Write what a power cut would leave; each unsynced write is there with the probability `share`."""
        target.mkdir()
        _lay_out(self.top, target, dice, share, names_wait)

    def _on_descriptor(self, name, one, descriptor, texts, arguments, result):
        if name in {"fsync", "fdatasync"}:
            if isinstance(one, Folder):
                one.synced = dict(one.now)
            elif self.syncs:
                one.synced, one.waiting = bytes(one.now), []
        elif isinstance(one, Folder):
            return
        elif name == "lseek":
            self._at[descriptor] = result
        elif name == "ftruncate":
            length = int(arguments.rpartition(",")[2])
            del one.now[length:]
            one.now.extend(bytes(length - len(one.now)))
            one.waiting.append((length, None))
        elif name == "pwrite64":
            _write(one, int(arguments.rpartition(",")[2]), texts[-1][:result])
        elif name == "write":
            at = self._at.get(descriptor)
            at = len(one.now) if at is None else at
            _write(one, at, texts[-1][:result])
            if self._at.get(descriptor) is not None:
                self._at[descriptor] = at + result

    def _open(self, path, arguments, descriptor):
        if not (found := self._parent(path)):
            return
        folder, name = found
        if "O_CREAT" in arguments and name not in folder.now:
            folder.now[name] = File()
        self._at[descriptor] = None if "O_APPEND" in arguments else 0
        if "O_TRUNC" in arguments and isinstance(one := folder.now.get(name), File):
            one.now.clear()
            one.waiting.append((0, None))

    def _rename(self, old, new):
        source, target = self._parent(old), self._parent(new)
        if source and target and source[1] in source[0].now:
            target[0].now[target[1]] = source[0].now.pop(source[1])

    def _parent(self, path):
        """Return (folder, name) of a path below the root."""
        path = Path(path)
        if self.root not in path.parents:
            return None
        folder = self._find(path.parent)
        return (folder, path.name) if isinstance(folder, Folder) else None

    def _find(self, path):
        path = Path(path)
        if path != self.root and self.root not in path.parents:
            return None
        one = self.top
        for part in path.relative_to(self.root).parts:
            if not isinstance(one, Folder) or part not in one.now:
                return None
            one = one.now[part]
        return one


def _loaded(path):
    if not path.is_dir():
        return File(bytearray(path.read_bytes()), path.read_bytes())
    entries = {one.name: _loaded(one) for one in path.iterdir()}
    return Folder(entries, dict(entries))


def _write(one, at, data):
    one.now.extend(bytes(max(0, at - len(one.now))))
    one.now[at : at + len(data)] = data
    one.waiting.append((at, data))


def _lay_out(folder, target, dice, share, names_wait):
    for name, one in (folder.synced if names_wait else folder.now).items():
        if isinstance(one, Folder):
            (target / name).mkdir()
            _lay_out(one, target / name, dice, share, names_wait)
        else:
            (target / name).write_bytes(_after_cut(one, dice, share))


def _after_cut(one, dice, share):
    data = bytearray(one.synced)
    for at, written in one.waiting:
        if dice.random() >= share:
            continue
        if written is None:
            del data[at:]
            data.extend(bytes(at - len(data)))
            continue
        data.extend(bytes(max(0, at - len(data))))
        data[at : at + len(written)] = written
    return bytes(data)
