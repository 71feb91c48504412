-- What every capability stands on: ledger, keys of persons, index of cases, search, conflicts, local things of this seat.

CREATE TABLE ledger_entry (
    device   TEXT    NOT NULL,
    epoch    INTEGER NOT NULL,
    seq      INTEGER NOT NULL CHECK (seq >= 1),
    version  INTEGER NOT NULL,
    hlc      INTEGER NOT NULL,
    wall_ms  INTEGER NOT NULL,
    actor    TEXT    NOT NULL,
    via      TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    record   TEXT    NOT NULL,
    case_id  TEXT,
    event    TEXT    NOT NULL,
    asked    TEXT    NOT NULL,
    changes  TEXT    NOT NULL,
    cause    INTEGER,
    prev     TEXT    NOT NULL,
    hash     TEXT    NOT NULL,
    PRIMARY KEY (device, epoch, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_by_time ON ledger_entry (hlc, device, epoch, seq);
CREATE INDEX ledger_by_case ON ledger_entry (case_id, hlc) WHERE case_id IS NOT NULL;
CREATE INDEX ledger_by_record ON ledger_entry (record, hlc);
CREATE TRIGGER ledger_entry_is_never_changed BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_is_never_deleted BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- Last entry of each chain, written in the transaction of the entry: a tail that was cut off disagrees with it.
CREATE TABLE ledger_head (
    device TEXT    NOT NULL,
    epoch  INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    hlc    INTEGER NOT NULL,
    hash   TEXT    NOT NULL,
    PRIMARY KEY (device, epoch)
) STRICT, WITHOUT ROWID;

-- Keys of persons; personal values in the ledger are sealed under them. Each seat makes its own key for a person, so that
-- two seats that met the same person apart can still read each other. A row without maker says the person was erased.
CREATE TABLE subject_key (
    subject TEXT NOT NULL,
    maker   TEXT NOT NULL,
    key     BLOB CHECK (key IS NULL OR length(key) = 32),
    PRIMARY KEY (subject, maker)
) STRICT, WITHOUT ROWID;

-- Issued papers and other bytes, by the SHA-256 of their content.
CREATE TABLE blob (
    hash  TEXT PRIMARY KEY CHECK (length(hash) = 64),
    media TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- Of this seat alone, never in the ledger: drafts, look of the window, seat letter, sign-in delays.
CREATE TABLE local (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where two seats disagreed; derived from the ledger.
CREATE TABLE conflict (
    device  TEXT    NOT NULL,
    epoch   INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    kind    TEXT    NOT NULL,
    record  TEXT    NOT NULL,
    field   TEXT    NOT NULL,
    other   TEXT    NOT NULL,
    brought TEXT    NOT NULL,
    what    TEXT    NOT NULL CHECK (what IN ('overwrote', 'parked')),
    PRIMARY KEY (device, epoch, seq, kind, record, field)
) STRICT, WITHOUT ROWID;

-- One row per case-like record: the queue and the list are one indexed query.
CREATE TABLE case_index (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    number     TEXT NOT NULL,
    title      TEXT NOT NULL,
    state      TEXT NOT NULL,
    ended      INTEGER NOT NULL CHECK (ended IN (0, 1)),
    owner      TEXT,
    consumer   TEXT,
    "order"    TEXT,
    shop       TEXT,
    lane       TEXT CHECK (lane IN ('law', 'platform', 'promise')),
    due_at     TEXT,
    opened_at  TEXT NOT NULL,
    touched_at TEXT NOT NULL
) STRICT;
-- '9999' stands for "no limit": such cases come last and the page key stays comparable.
CREATE INDEX case_by_due ON case_index (ended, ifnull(due_at, '9999'), id);
CREATE INDEX case_by_kind ON case_index (kind, state, ended, ifnull(due_at, '9999'), id);
CREATE INDEX case_by_owner ON case_index (owner, ended, ifnull(due_at, '9999'), id);
CREATE INDEX case_by_order ON case_index ("order") WHERE "order" IS NOT NULL;
CREATE INDEX case_by_consumer ON case_index (consumer) WHERE consumer IS NOT NULL;
CREATE INDEX case_by_touched ON case_index (touched_at, id);

CREATE TABLE search_doc (
    doc  INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;
-- Bigrams of characters, queried as a phrase: exact at any length, and no dictionary.
CREATE VIRTUAL TABLE search_text USING fts5(text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
-- Whole numbers, tails of numbers, and pinyin initials: found by prefix.
CREATE TABLE search_key (
    token TEXT    NOT NULL,
    doc   INTEGER NOT NULL REFERENCES search_doc (doc) ON DELETE CASCADE,
    PRIMARY KEY (token, doc)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_key_by_doc ON search_key (doc);
