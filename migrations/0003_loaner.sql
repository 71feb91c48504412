-- 备用机: lent while a repair lasts.
CREATE TABLE loaner (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, consumer_id TEXT, unit TEXT, lent_on TEXT, returned_on TEXT, condition TEXT, words TEXT,
    CHECK (returned_on IS NULL OR returned_on >= lent_on)
) STRICT;
CREATE INDEX loaner_by_case ON loaner (case_id);
