-- 投诉: what was said, the questions to departments, the evidence, the report, and every version of the answer.
CREATE TABLE complaint (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    shop TEXT, order_id TEXT REFERENCES sales_order (id) DEFERRABLE INITIALLY DEFERRED, order_no TEXT NOT NULL, unmatched_reason TEXT,
    consumer_id TEXT REFERENCES consumer (id) DEFERRABLE INITIALLY DEFERRED, goods_title TEXT NOT NULL, description TEXT, contact TEXT,
    class TEXT NOT NULL, class_names TEXT, nature TEXT, urgency TEXT, priority TEXT NOT NULL CHECK (priority IN ('high', 'middle', 'low')), priority_reason TEXT,
    demand TEXT NOT NULL, channel TEXT NOT NULL, source TEXT NOT NULL, source_no TEXT, answer_due TEXT, received_at TEXT NOT NULL, paid_fen INTEGER, repeat_of TEXT,
    owner TEXT, coordinator TEXT, round INTEGER NOT NULL, plan_id TEXT, ground TEXT, conclusion TEXT, follow_up TEXT, told_by TEXT, told_at TEXT, remedy_due TEXT,
    satisfied INTEGER CHECK (satisfied IN (0, 1)), explanation TEXT, closing_note TEXT, outcome TEXT, escalated INTEGER CHECK (escalated IN (0, 1)), escalated_reason TEXT,
    first_late_at TEXT, archive TEXT, archive_hash TEXT, archived_at TEXT,
    -- Over by the consumer's word is only what the consumer said yes to.
    CHECK (outcome IS NOT 'handled' OR satisfied = 1)
) STRICT;
CREATE INDEX complaint_by_state ON complaint (state, id);
CREATE INDEX complaint_by_order ON complaint (order_no, class, created_ms);

CREATE TABLE complaint_task (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, consumer_id TEXT, department TEXT NOT NULL, question TEXT, due TEXT, finding TEXT, proposal TEXT, replied_by TEXT, reason TEXT
) STRICT;
CREATE INDEX complaint_task_by_case ON complaint_task (case_id, state);

CREATE TABLE complaint_evidence (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, consumer_id TEXT, kind TEXT NOT NULL, source TEXT NOT NULL, shows TEXT, taken_on TEXT, reason TEXT
) STRICT;
CREATE INDEX complaint_evidence_by_case ON complaint_evidence (case_id, state);

CREATE TABLE complaint_report (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, consumer_id TEXT, edition INTEGER NOT NULL, order_check TEXT, talks TEXT, evidence_check TEXT, findings TEXT, responsible TEXT
) STRICT;
CREATE INDEX complaint_report_by_case ON complaint_report (case_id, edition);

CREATE TABLE complaint_plan (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, consumer_id TEXT, edition INTEGER NOT NULL, round INTEGER NOT NULL, report_id TEXT, method TEXT, done_by TEXT NOT NULL, follow_up TEXT, remedy TEXT NOT NULL,
    amount_fen INTEGER CHECK (amount_fen >= 0), basis TEXT NOT NULL, mismatch_reason TEXT, over_reason TEXT, confirmed_by TEXT, answer TEXT, answer_by TEXT, answered_at TEXT,
    delivered_on TEXT, proof TEXT
) STRICT;
CREATE INDEX complaint_plan_by_case ON complaint_plan (case_id, edition);
