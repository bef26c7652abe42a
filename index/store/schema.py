"""The tables of the store. The worker and the commands write them; the public site never opens them."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

source = Table(
    "source",
    metadata,
    Column("id", String, primary_key=True),
    Column("host_key", String, nullable=False),
    Column("definition", Text, nullable=False),  # the validated YAML as JSON
    Column("interval_seconds", Integer, nullable=False),
    Column("enabled", Boolean, nullable=False, default=False),
    Column("reviewed_by", String, nullable=False, default=""),
    Column("reviewed_on", Date),
    Column("review_note", Text, nullable=False, default=""),
    Column("paused_until", String),  # ISO time; the site asked us to stay away
    Column("operator_paused_at", Text),  # ISO time; null: no operator has paused it
    Column("operator_paused_until", Text),  # ISO time; null: until somebody resumes it
    Column("operator_paused_by", Text, nullable=False, default="", server_default=""),
    Column("operator_pause_reason", Text, nullable=False, default="", server_default=""),
    Column("skipped_at", Text),  # ISO time of the newest due run that an operator skipped
    Column("in_force", Integer, nullable=False, default=0, server_default="0"),  # rows after its last promotion
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", ForeignKey("source.id"), nullable=False),
    Column("trigger", String, nullable=False),  # schedule | run_now | manual | demo | replay
    Column("state", String, nullable=False),  # index.store.runs.runs.RunState
    Column("arguments", Text, nullable=False, default="{}"),
    Column("sample", Integer),
    Column("dry_run", Boolean, nullable=False, default=False),
    Column("partial", Boolean, nullable=False, default=False),
    Column("requested_by", String, nullable=False, default=""),
    Column("queued_at", String, nullable=False),
    Column("started_at", String),
    Column("ended_at", String),
    Column("pid", Integer),
    Column("pid_started", Float),  # start time of the process, to detect a reused pid
    Column("finish_reason", String, nullable=False, default=""),
    Column("stats", Text, nullable=False, default="{}"),
    Column("verdict", String),  # index.store.runs.runs.Verdict
    Column("cause", Text, nullable=False, default=""),
    Column("delta", Text, nullable=False, default="{}"),
    Column("file_mark", Text, nullable=False, default=""),  # how far a file was read, see crawler.formats.file_mark
    Column("replay_of", Integer),  # the run whose archived pages are read again
    Column("causes", Text, nullable=False, default="[]", server_default="[]"),  # index.store.runs.causes
    Column("warnings", Text, nullable=False, default="[]", server_default="[]"),  # causes that hold nothing back
    Column("measured", Text, nullable=False, default="{}", server_default="{}"),  # the figures that gates compared
    Column("code_version", String, nullable=False, default="", server_default=""),  # of the code that read the source
    Column("cancelled_by", String, nullable=False, default="", server_default=""),  # who asked to cancel it
    Column("claimed_by", String, nullable=False, default="", server_default=""),  # its process: worker | crawl | …
    Column("published_in", Integer),  # the first generation with what it found, see index.store.publications
)
Index(
    "uq_run_active_source",
    run.c.source,
    unique=True,
    sqlite_where=run.c.state.in_(["queued", "starting", "running", "collected"]),
    postgresql_where=run.c.state.in_(["queued", "starting", "running", "collected"]),
)
Index("ix_run_source", run.c.source, run.c.id)
Index("ix_run_state", run.c.state)
Index("ix_run_verdict", run.c.source, run.c.verdict, run.c.dry_run, run.c.ended_at)
Index("ix_run_passed", run.c.source, run.c.id, sqlite_where=text("verdict = 'passed' AND dry_run = 0"))
Index(
    "ix_run_unpublished",
    run.c.ended_at,
    sqlite_where=text("verdict = 'passed' AND dry_run = 0 AND published_in IS NULL"),
)
Index(
    "ix_run_counted",
    run.c.source,
    run.c.id,
    sqlite_where=text("ended_at IS NOT NULL AND dry_run = 0 AND replay_of IS NULL"),
)

promotion = Table(
    "promotion",  # of runs that passed, while their rows move into the listings
    metadata,
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("source", ForeignKey("source.id"), nullable=False, unique=True),
    Column("day", Date, nullable=False),  # when the run's pages were read
    Column("whole", Boolean, nullable=False),  # it read the whole source, so rows it did not find are missing
    Column("phase", String, nullable=False),  # index.store.promotion.Phase
    Column("position", String, nullable=False, default=""),  # the last source id done
    Column("delta", Text, nullable=False),
)

page = Table(
    "page",
    metadata,
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("fetched_at", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("file", String, nullable=False),  # WARC file, relative to the archive
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("method", String, nullable=False, server_default="GET"),
    Column("fingerprint", String, nullable=False, server_default=""),  # of the request: method, address and body
    Column("etag", String),
    Column("last_modified", String),
    Column("origin", String, nullable=False, server_default="fetched"),  # index.store.runs.pages.Origin
    Column("reused_from", Integer),  # the run whose file has the record, if not this one
)
Index("ix_page_reused_from", page.c.reused_from, sqlite_where=page.c.reused_from.is_not(None))

problem = Table(
    "problem",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("run.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),  # a path such as `row/check_digit`
    Column("location", Text, nullable=False),  # the page, file and line, or listing
    Column("detail", Text, nullable=False),
)

staged = Table(
    "staged",
    metadata,
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("source_id", String, primary_key=True),
    Column("raw", Text, nullable=False),
    Column("listing", Text),  # null until normalized
)

site_visit = Table(
    "site_visit",
    metadata,
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("host", String, primary_key=True),  # without "www."
    Column("place", Integer, nullable=False),  # position in the order of visits
    Column("addresses", Text, nullable=False),  # URLs that listings give, one a line
    Column("outcome", String, nullable=False, default="chosen"),  # index.store.site_visits.Outcome
    Column("closed_because", String, nullable=False, default=""),
    Column("pages", Integer, nullable=False, default=0),
    Column("ended_at", String),
    Column("next_read", String),
)

listing = Table(
    "listing",
    metadata,
    Column("source", ForeignKey("source.id"), primary_key=True),
    Column("source_id", String, primary_key=True),
    Column("raw", Text, nullable=False),
    Column("listing", Text, nullable=False),
    Column("claims_since", Text, nullable=False),  # JSON: [[field, value, first seen], …]
    Column("first_seen", Date, nullable=False),
    Column("last_seen", Date, nullable=False),
    Column("missing_since", Date),
    Column("missed_runs", Integer, nullable=False, default=0),
    Column("withdrawn_on", Date),
    Column("added_by", Integer),  # the run that found it first; null in rows older than this column
    Column("npi", String),  # the one that the listing states, if any
)
Index(
    "ix_listing_in_force",
    listing.c.source,
    listing.c.source_id,
    sqlite_where=listing.c.withdrawn_on.is_(None),
    postgresql_where=listing.c.withdrawn_on.is_(None),
)
Index("ix_listing_npi", listing.c.npi, sqlite_where=text("npi IS NOT NULL AND withdrawn_on IS NULL"))
Index("ix_listing_added_by", listing.c.added_by, sqlite_where=listing.c.added_by.is_not(None))

change = Table(
    "change",
    metadata,
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("source", String, primary_key=True),
    Column("source_id", String, primary_key=True),
    Column("kind", String, nullable=False),  # index.store.runs.changes.AppliedKind
    Column("name", Text, nullable=False),
    Column("fields", Text, nullable=False, default="[]"),  # JSON: [[field, old, new], …]
    Column("ended", Text, nullable=False, default="[]"),  # JSON: [[claim's field, value, first seen, last seen], …]
)
Index("ix_change_listing", change.c.source, change.c.source_id)

listing_change = Table(
    "listing_change",  # since the last resolution
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("source_id", String, nullable=False),
    sqlite_autoincrement=True,
)

resolution = Table(
    "resolution",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("resolved_at", String, nullable=False),
    Column("whole", Boolean, nullable=False),  # all listings were compared, not only changed ones
    Column("listings", Integer, nullable=False),
    Column("looked_at", Integer, nullable=False),  # listings that were clustered anew
    Column("kept", String, nullable=False),  # the snapshot file for the next resolution
    Column("decisions_to", Integer, nullable=False),  # the newest decision that it took into account
)

staged_entry = Table(
    "staged_entry",
    metadata,
    Column("run", ForeignKey("run.id"), primary_key=True),
    Column("source_id", String, primary_key=True),
    Column("entry", Text, nullable=False),
)

register_entry = Table(
    "register_entry",
    metadata,
    Column("source", ForeignKey("source.id"), primary_key=True),
    Column("source_id", String, primary_key=True),
    Column("register", String, nullable=False),  # index.records.RegisterKind
    Column("npi", String, nullable=False, default="", index=True),
    Column("license_key", String, nullable=False, default="", index=True),  # index.records.identifiers
    Column("entry", Text, nullable=False),
    Column("first_seen", Date, nullable=False),
    Column("last_seen", Date, nullable=False),
    Column("missing_since", Date),
    Column("missed_runs", Integer, nullable=False, default=0),
    Column("withdrawn_on", Date),
)
Index(
    "ix_register_entry_in_force",
    register_entry.c.source,
    register_entry.c.source_id,
    sqlite_where=register_entry.c.withdrawn_on.is_(None),
    postgresql_where=register_entry.c.withdrawn_on.is_(None),
)

Index("ix_register_entry_kind", register_entry.c.register, register_entry.c.npi)

check_decision = Table(
    "check_decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("source_id", String, nullable=False),
    Column("npi", String, nullable=False, index=True),
    Column("provider", String, nullable=False),  # the provider's id at that time
    Column("seen", String, nullable=False),  # hash of what the person who decided saw
    Column("verdict", String, nullable=False),  # confirmed | dismissed | undone
    Column("who", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", String, nullable=False),
)

provider = Table(
    "provider",
    metadata,
    Column("id", String, primary_key=True),  # random, assigned once
    Column("kind", String, nullable=False),
    Column("created_on", Date, nullable=False),
    Column("merged_into", ForeignKey("provider.id")),
)
Index("ix_provider_merged_into", provider.c.merged_into, sqlite_where=provider.c.merged_into.is_not(None))

membership = Table(
    "membership",
    metadata,
    Column("source", String, primary_key=True),
    Column("source_id", String, primary_key=True),
    Column("provider", ForeignKey("provider.id"), nullable=False, index=True),
    Column("name_key", String, nullable=False),  # the name under which it was linked; a change frees the listing
    Column("undecided", ForeignKey("provider.id"), nullable=False, index=True),  # the provider without any decisions
    Column("since", Date),  # null where it is older than the recorded memberships
    Column("noted", String, nullable=False, default="", server_default=""),  # the provider that `since` is about
)

mixed_up = Table(
    "mixed_up",  # ids under which two people were shown as one; such an id is never used again
    metadata,
    Column("provider", ForeignKey("provider.id"), primary_key=True),
    Column("parted_on", Date, nullable=False),
    Column("why", String, nullable=False),  # index.resolve.clusters.mixed_up.WORDS
)

membership_before = Table(
    "membership_before",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("source_id", String, nullable=False),
    Column("provider", String, nullable=False, index=True),
    Column("since", Date),
    Column("until", Date, nullable=False),
)
Index("ix_membership_before_listing", membership_before.c.source, membership_before.c.source_id)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left_source", String, nullable=False),
    Column("left_id", String, nullable=False),
    Column("right_source", String, nullable=False),
    Column("right_id", String, nullable=False),
    Column("verdict", String, nullable=False),  # same | different | unsure | undone
    Column("who", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", String, nullable=False),
)

doubt = Table(
    "doubt",
    metadata,
    Column("left_source", String, primary_key=True),
    Column("left_id", String, primary_key=True),
    Column("right_source", String, primary_key=True),
    Column("right_id", String, primary_key=True),
    Column("points", Float, nullable=False),  # natural logarithm of the odds that both are one
    Column("why", String, nullable=False),  # see index.resolve.clusters.tiers.Doubt
    Column("since", Date),  # the day of the first resolution in a row that found it; null where it is older
)

judgment = Table(
    "judgment",  # append-only, see index.store.judgments
    metadata,
    Column("id", Integer, primary_key=True),
    Column("queue", String, nullable=False),  # index.store.judgments.Queue
    Column("subject", String, nullable=False),  # what was judged, a key of the queue
    Column("source", String, nullable=False),  # the source of what was judged; "" for all
    Column("read", Text, nullable=False),  # what Pinpoint had read, or the words as written
    Column("verdict", String, nullable=False),  # the queue's; "undone": as if nobody had judged
    Column("who", String, nullable=False),
    Column("decided_at", String, nullable=False),
)
Index("ix_judgment_subject", judgment.c.queue, judgment.c.subject)

suppression = Table(
    "suppression",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("provider", String, nullable=False, index=True),
    Column("hashes", Text, nullable=False),  # JSON: keyed 63-bit hashes, see index.corrections.suppression.keys
    Column("strict", Boolean, nullable=False, default=False),
    Column("reason", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("asked_at", String, nullable=False),
    Column("lifted_at", String),
    Column("lifted_by", String, nullable=False, default=""),
    Column("lift_reason", Text, nullable=False, default=""),
)

case = Table(
    "case",
    metadata,
    Column("number", String, primary_key=True),
    Column("request", String, nullable=False),  # index.corrections.message.Request
    Column("about", String, nullable=False),  # what is wrong, or who asks
    Column("provider", String, nullable=False, default="", index=True),  # "" where only `which` describes it
    Column("which", Text, nullable=False, default=""),
    Column("text", Text, nullable=False, default=""),
    Column("contact", Text, nullable=False, default=""),
    Column("sent_values", Text, nullable=False, default="", server_default=""),  # JSON: [field, value] of each
    Column("received_at", String, nullable=False),
    Column("taken_at", String, nullable=False),
    Column("answered_at", String),
    Column("settled_at", String),
    Column("settled_by", String, nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
    Column("shown_again", Boolean, nullable=False, default=False),  # what it hid is shown again
    Column("language", String, nullable=False, default="en", server_default="en"),  # of the form that was sent
    Column("claimed_by", String, nullable=False, default="", server_default=""),  # who works on it
    Column(
        "hides", String, nullable=False, default="", server_default=""
    ),  # an operator's: fields or "listing", by spaces
    Column("waits", String, nullable=False, default="", server_default=""),  # index.corrections.message.WaitCause
    Column("called", String, nullable=False, default="", server_default=""),  # index.corrections.call_result
    Column("called_at", String),
    Column("confirm_to", Text, nullable=False, default="", server_default=""),  # a mail address for that alone
    Column("confirmed_at", String),
)

Index("ix_case_open", case.c.received_at, sqlite_where=case.c.settled_at.is_(None))

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("told", String, nullable=False, index=True),  # the source id of the listing of `told_us`
    Column("case", String, nullable=False, index=True),
    Column("verdict", String, nullable=False),  # index.store.listings.corrections.CorrectionVerdict
    Column("who", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", String, nullable=False),
    Column("published_in", Integer),  # the first generation made after it
)

inbox_file = Table(
    "inbox_file",
    metadata,
    Column("name", String, primary_key=True),
    Column("read_to", Integer, nullable=False),  # bytes
    Column("damaged", Integer, nullable=False, default=0),  # lines that were cut short or edited
)

geocode = Table(
    "geocode",
    metadata,
    Column("query", Text, primary_key=True),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("answered_on", Date, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("console_user", String, nullable=False, default="", server_default=""),  # who was signed in there
    Column("os_user", String, nullable=False, default="", server_default=""),  # of the process
)

secret = Table(
    "secret",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

publication = Table(
    "publication",
    metadata,
    Column("generation", Integer, primary_key=True),
    Column("built_at", String, nullable=False),
    Column("providers", Integer, nullable=False),
    Column("content_sha256", String, nullable=False),
)

Index("ix_publication_built_at", publication.c.built_at)

publication_hold = Table(
    "publication_hold",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("held_at", String, nullable=False),
    Column("tried_at", String, nullable=False),
    Column("causes", Text, nullable=False),  # a JSON list of sentences
    Column("ended_at", String),  # when a generation was published after all
    Column("generation", Integer),  # which
)

freeze = Table(
    "freeze",  # append-only, see index.store.freeze
    metadata,
    Column("id", Integer, primary_key=True),
    Column("frozen", Boolean, nullable=False),  # this step freezes the home; false: it ends the freeze
    Column("who", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String, nullable=False),
)

console_user = Table(
    "console_user",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),  # console.accounts.role.Role
    Column("password_hash", String, nullable=False),  # argon2id, see console.accounts.passwords
    Column("is_initial", Boolean, nullable=False),  # somebody else chose the password
    Column("is_disabled", Boolean, nullable=False),
    Column("created_at", String, nullable=False),
    Column("password_at", String, nullable=False),
)

console_totp = Table(
    "console_totp",
    metadata,
    Column("user", ForeignKey("console_user.name"), primary_key=True),
    Column("key", String, nullable=False),  # shared with the user's authenticator, base32
    Column("last_step", Integer, nullable=False),  # 30 seconds of the last accepted code: none is accepted twice
    Column("recovery", Text, nullable=False),  # SHA-256 of each unused recovery code, JSON
)

console_session = Table(
    "console_session",
    metadata,
    Column("id", String, primary_key=True),
    Column("token_hash", String, nullable=False, unique=True),  # SHA-256; the token itself is nowhere
    Column("user", ForeignKey("console_user.name"), nullable=False, index=True),
    Column("began_at", String, nullable=False),
    Column("seen_at", String, nullable=False),
    Column("confirmed_at", String, nullable=False),  # when the password was last typed
)

console_throttle = Table(
    "console_throttle",
    metadata,
    Column("key", String, primary_key=True),  # keyed hash of an account's name or an address
    Column("tries", Integer, nullable=False),
    Column("last_at", String, nullable=False),
    Column("until", String),  # until when nothing is checked
    Column("since", String),  # the first of the tries; null: from before it was stored
)

console_form = Table(
    "console_form",
    metadata,
    Column("id", String, primary_key=True),  # of a form that was sent, see console.guard.sent_forms
    Column("session", String, nullable=False),
    Column("sent_at", String, nullable=False),
    Column("answer", String),  # the address that its answer led to; null while it is being done
)
