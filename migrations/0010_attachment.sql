-- 附件: photos, videos and PDFs of any record. The bytes lie sealed in the folder `files`; `file` and `thumb` are names there.
CREATE TABLE attachment (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, of_kind TEXT NOT NULL, consumer_id TEXT, role TEXT NOT NULL, file_name TEXT, media TEXT NOT NULL, size INTEGER NOT NULL CHECK (size >= 0),
    kept_size INTEGER NOT NULL CHECK (kept_size >= 0), width INTEGER, height INTEGER, sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    kept_sha256 TEXT NOT NULL CHECK (length(kept_sha256) = 64), file TEXT NOT NULL UNIQUE, thumb TEXT, file_key TEXT, added_by TEXT NOT NULL, reason TEXT
) STRICT;
CREATE INDEX attachment_by_case ON attachment (case_id, created_ms);
CREATE INDEX attachment_by_consumer ON attachment (consumer_id) WHERE consumer_id IS NOT NULL;
