-- The queue of many kinds of cases: each filter of a list, and each count, walks one index in the order of the page.
ALTER TABLE case_index ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
UPDATE case_index SET version = (SELECT version FROM quality_case WHERE id = case_index.id)
    WHERE kind = 'quality_case' AND id IN (SELECT id FROM quality_case);

-- No list is in the order of the last change.
DROP INDEX case_by_touched;
CREATE INDEX case_by_kind_due ON case_index (kind, ended, ifnull(due_at, '9999'), id);
CREATE INDEX case_by_lane ON case_index (lane, ended, ifnull(due_at, '9999'), id) WHERE lane IS NOT NULL;
-- Of a person's own cases some kinds or states are picked: they stand in the index, so that it alone is read.
DROP INDEX case_by_owner;
CREATE INDEX case_by_owner ON case_index (owner, ended, ifnull(due_at, '9999'), id, kind, state) WHERE owner IS NOT NULL;
DROP INDEX case_by_order;
CREATE INDEX case_by_order ON case_index ("order", ended, ifnull(due_at, '9999'), id) WHERE "order" IS NOT NULL;
DROP INDEX case_by_consumer;
CREATE INDEX case_by_consumer ON case_index (consumer, ended, ifnull(due_at, '9999'), id) WHERE consumer IS NOT NULL;
