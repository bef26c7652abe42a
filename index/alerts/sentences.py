"""The set sentences of alerts, one a kind of trouble.

An alert leaves the machine, so it is made of these sentences, ids of sources, numbers of runs, counts, times, and words
of our own closed lists. It repeats no note of a check, which may quote a site's answer or a file's name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from index.corrections.message import is_case_number
from index.doctor.finding import Trouble, TroubleKind

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CODE = re.compile(r"[a-z][a-z_]{0,39}")
_NO_ID = "one whose name is no id"
MOST_CODES = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """A kind of trouble in words: a short name for titles and a sentence with what to do, and the minutes it takes.

    `do` may hold `{source}`, `{run}` and `{case}`. `rank` orders by urgency, the most urgent first.
    """

    name: str
    words: str
    do: str
    minutes: int
    rank: int


_K = TroubleKind
OF_A_CASE = frozenset({_K.CASE_WAITING, _K.CASE_LATE})
_SHOW_CASE = "pinpoint cases show {case}"
SENTENCES: Mapping[TroubleKind, Sentence] = MappingProxyType(
    {
        _K.STORE_DAMAGED: Sentence(
            "store damaged",
            "The store is damaged.",
            "stop the worker, then pinpoint restore BACKUP --into NEW_HOME (docs/backup.md)",
            60,
            1,
        ),
        _K.STORE_UNREADABLE: Sentence(
            "store unreadable", "The store cannot be opened or read.", "pinpoint doctor", 30, 2
        ),
        _K.DISK_FAILING: Sentence(
            "disk failing", "The home cannot be written, or its disk answers with errors.", "pinpoint doctor", 30, 3
        ),
        _K.DISK_LOW: Sentence("disk low", "Too little room is free for the home.", "pinpoint doctor", 15, 4),
        _K.STORE_LOCKED: Sentence(
            "store locked", "Another process has held the store's write lock for too long.", "pinpoint doctor", 10, 5
        ),
        _K.REMOVALS_COPY: Sentence(
            "removals not copied", "Removals are not written to their second place.", "pinpoint doctor", 10, 6
        ),
        _K.INBOX_UNREAD: Sentence(
            "inbox unread",
            "Messages wait in the inbox and are not taken in; some may ask for removals.",
            "pinpoint cases take",
            5,
            7,
        ),
        _K.WORKER_SILENT: Sentence(
            "worker silent", "The worker is not running or hangs; nothing is read on schedule.", "pinpoint work", 10, 8
        ),
        _K.GENERATION_DAMAGED: Sentence(
            "generation damaged",
            "The current generation is damaged; an older one answers, or none.",
            "pinpoint publish",
            10,
            9,
        ),
        _K.CLOCK: Sentence(
            "clock wrong",
            "Times of this home are in the future: the clock was wrong, or is.",
            "pinpoint doctor",
            10,
            10,
        ),
        _K.ALERT_CHANNEL: Sentence(
            "alert channel failing", "A channel does not deliver alerts.", "pinpoint alerts test", 10, 11
        ),
        _K.PUBLISH_FAILING: Sentence(
            "publishing fails", "Something that passed does not get published.", "pinpoint publish", 15, 12
        ),
        _K.PUBLISH_HELD: Sentence(
            "publication held",
            "The publish gate holds the next generation; the site shows the one before.",
            "pinpoint doctor",
            20,
            13,
        ),
        _K.BACKUP_OLD: Sentence(
            "backup old", "There is no good backup, or the last one is too old.", "pinpoint backup DIR", 10, 14
        ),
        _K.SOURCE_BLOCKED: Sentence("source blocked", "A source refuses us.", "pinpoint diagnose {source}", 20, 15),
        _K.CANNOT_BEGIN: Sentence(
            "source cannot begin",
            "The crawl of a source cannot begin and is not tried again until somebody mends it.",
            "pinpoint diagnose {source}",
            15,
            16,
        ),
        _K.SOURCE_FILE: Sentence(
            "source file broken", "A source file is broken or missing.", "pinpoint sources check {source}", 10, 17
        ),
        _K.SOURCE_FAILING: Sentence(
            "source failing", "A source has not been read well.", "pinpoint diagnose {source}", 20, 18
        ),
        _K.RUN_MISSING: Sentence(
            "run missing", "A source is due, and no run was queued.", "pinpoint diagnose {source}", 10, 19
        ),
        _K.SOURCE_LATE: Sentence(
            "source late",
            "A source has not been read well for twice its interval.",
            "pinpoint diagnose {source}",
            10,
            20,
        ),
        _K.RUN_HELD: Sentence("run held", "A run waits for a decision.", "pinpoint runs show {run}", 15, 21),
        _K.FROZEN: Sentence(
            "frozen",
            "Crawls and publication are frozen until somebody ends it.",
            "pinpoint unfreeze --reason TEXT",
            5,
            22,
        ),
        _K.PINNED: Sentence(
            "generation pinned",
            "A generation is pinned: nothing newer is published until it is unpinned.",
            "pinpoint generations list",
            5,
            23,
        ),
        _K.GENERATION_DOUBTED: Sentence(
            "generation doubted",
            "The current generation is signed with a key that is unknown or was revoked.",
            "pinpoint publish",
            5,
            27,
        ),
        _K.SITE_CLOSED: Sentence(
            "site closed",
            "The site is closed: every page answers 503 until somebody opens it.",
            "pinpoint open --reason TEXT",
            5,
            28,
        ),
        _K.BACKUP_OLD_TEXTS: Sentence(
            "old backups", "Backups are older than texts of settled cases may stay.", "pinpoint doctor", 5, 29
        ),
        _K.FILE_MODES: Sentence(
            "private files open", "Other users of the machine may read private files.", "pinpoint doctor", 5, 24
        ),
        _K.REMOVALS_MANY: Sentence(
            "many removals",
            "More removals came in a day from one network or in one town than act at once; the others wait.",
            "pinpoint cases list",
            30,
            32,
        ),
        _K.CASE_LATE: Sentence(
            "case late", "A case is past the day by which it must be answered or settled.", _SHOW_CASE, 10, 30
        ),
        _K.CASE_WAITING: Sentence("new case", "Somebody wrote, and waits for an answer.", _SHOW_CASE, 10, 31),
        _K.PLACES: Sentence(
            "places unreadable", "The table of places cannot be read.", "pinpoint places compile", 10, 25
        ),
        _K.CHECK_FAILED: Sentence("check failed", "A check itself failed.", "pinpoint doctor", 10, 26),
    }
)


_SUBJECTS = {_K.ALERT_CHANNEL: "Channel", _K.CASE_WAITING: "Case", _K.CASE_LATE: "Case"}


def sentence_of(kind: str) -> Sentence:
    """Return the sentence of a kind; a general one for a kind that this version does not know."""
    known = {str(one): sentence for one, sentence in SENTENCES.items()}
    return known.get(kind, SENTENCES[TroubleKind.CHECK_FAILED])


def subject_of(trouble: Trouble) -> str:
    """Return the subject as an alert may show it: an id, a case's number, or set words where it is none."""
    if trouble.kind in OF_A_CASE and is_case_number(trouble.subject):
        return trouble.subject
    return trouble.subject if not trouble.subject or _ID.fullmatch(trouble.subject) else _NO_ID


def alert_text(trouble: Trouble) -> str:
    """Return the text of an alert, such as "A run waits for a decision. Source school, run 7: first_run."."""
    sentence = sentence_of(trouble.kind)
    codes = ", ".join(code for code in trouble.codes[:MOST_CODES] if _CODE.fullmatch(code))
    known = (
        f"{_SUBJECTS.get(trouble.kind, 'Source')} {subject_of(trouble)}" if trouble.subject else "",
        f"run {trouble.run}" if trouble.run is not None else "",
        f"count {trouble.count}" if trouble.count is not None else "",
        codes,
    )
    facts = "; ".join(filter(None, known))
    return f"{sentence.words} {facts[:1].upper()}{facts[1:]}." if facts else sentence.words


def command_of(kind: str, subject: str, run: int | None = None) -> str:
    """Return what to do about a trouble, mostly a command."""
    filled = sentence_of(kind).do.replace("{source}", subject if _ID.fullmatch(subject) else "NAME")
    filled = filled.replace("{case}", subject if is_case_number(subject) else "NUMBER")
    return filled.replace("{run}", str(run) if run is not None else "RUN")


def names_of(kinds: Iterable[str]) -> str:
    """Return the names of several kinds for a title, each once with its count: "run held (2), disk low"."""
    counts: dict[str, int] = {}
    for kind in kinds:
        name = sentence_of(kind).name
        counts[name] = counts.get(name, 0) + 1
    return ", ".join(name if count == 1 else f"{name} ({count})" for name, count in counts.items())
