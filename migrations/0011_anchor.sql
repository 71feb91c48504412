-- Signed heads of the ledger, and which of them are known outside this file.

-- What this seat has signed: where its chain ended, and when. Of this seat alone, like its signing key in "local".
CREATE TABLE signed_head (
    device     TEXT    NOT NULL,
    epoch      INTEGER NOT NULL,
    seq        INTEGER NOT NULL CHECK (seq >= 1),
    hash       TEXT    NOT NULL,
    wall_ms    INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    shop       TEXT    NOT NULL,
    public_key TEXT    NOT NULL,
    signature  TEXT    NOT NULL,
    PRIMARY KEY (device, epoch, seq)
) STRICT, WITHOUT ROWID;

-- Signed heads that were taken out of this file: into a backup, onto paper, to another seat. Here stands only that it was
-- done; what proves anything is the copy outside.
CREATE TABLE anchor (
    kind       TEXT    NOT NULL CHECK (kind IN ('backup', 'paper', 'peer')),
    device     TEXT    NOT NULL,
    epoch      INTEGER NOT NULL,
    seq        INTEGER NOT NULL CHECK (seq >= 1),
    made_ms    INTEGER NOT NULL,
    place      TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    wall_ms    INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    shop       TEXT    NOT NULL,
    public_key TEXT    NOT NULL,
    signature  TEXT    NOT NULL,
    PRIMARY KEY (kind, device, epoch, seq, made_ms)
) STRICT, WITHOUT ROWID;

-- 台账核验点: a signed head as a record with a number, printed for the shop's folder of papers.
CREATE TABLE checkpoint (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL,
    created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    device TEXT, epoch INTEGER, seq INTEGER, hash TEXT, signed_at TEXT, code TEXT
) STRICT;
