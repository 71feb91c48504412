-- What the window asked for under an id of its own, written in the transaction of the work: a step whose answer was lost is looked
-- up here, and a repeated one is not done twice. Of this seat alone, never in the ledger; kept for a month.
CREATE TABLE operation (
    id     TEXT PRIMARY KEY,
    name   TEXT    NOT NULL,
    actor  TEXT    NOT NULL,
    at_ms  INTEGER NOT NULL,
    -- Where the chain of this seat ended with the work: what was done stands there.
    epoch  INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    -- Work in several transactions went on to its end; 1 for work in a single one.
    whole  INTEGER NOT NULL CHECK (whole IN (0, 1))
) STRICT;
CREATE INDEX operation_by_time ON operation (at_ms);
