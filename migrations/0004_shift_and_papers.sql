-- Papers tell of any record and come in several sizes; a promised limit can be put off; words for the next shift.
ALTER TABLE notice ADD COLUMN about_kind TEXT;
ALTER TABLE notice ADD COLUMN about_id TEXT;
ALTER TABLE notice ADD COLUMN paper TEXT;
ALTER TABLE notice ADD COLUMN large_type INTEGER CHECK (large_type IN (0, 1));
ALTER TABLE clock ADD COLUMN extends TEXT;
ALTER TABLE clock ADD COLUMN reason TEXT;
ALTER TABLE clock ADD COLUMN told TEXT;

CREATE TABLE shift_note (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    author TEXT NOT NULL, words TEXT
) STRICT;
CREATE INDEX shift_note_by_time ON shift_note (state, created_ms);
