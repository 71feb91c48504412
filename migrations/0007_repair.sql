-- 维修单 with its parts, delays, corrections and providers; the day a unit came by exchange.
CREATE TABLE repair (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    shop TEXT, order_id TEXT, order_line_id TEXT, consumer_id TEXT, quality_case_id TEXT, serial_unit_id TEXT, serial TEXT, no_unit_reason TEXT, owner TEXT,
    goods_title TEXT, goods TEXT, channel TEXT, province TEXT, invoice_date TEXT, received_date TEXT, installed_date TEXT, exchanged_date TEXT, proof TEXT,
    part TEXT, fault_date TEXT, sent_in TEXT NOT NULL, fault_text TEXT, way TEXT NOT NULL, urgency TEXT,
    condition TEXT, condition_words TEXT, accessories TEXT, no_photo_reason TEXT, shelf TEXT, provider_id TEXT,
    in_period INTEGER CHECK (in_period IN (0, 1)), charged INTEGER CHECK (charged IN (0, 1)), expires TEXT, rule_set TEXT, period_working TEXT,
    arrived_at TEXT, fault_found TEXT, fault TEXT, quote_fen INTEGER CHECK (quote_fen >= 0), quote_words TEXT, quote_answer TEXT, quote_accepted INTEGER CHECK (quote_accepted IN (0, 1)),
    result TEXT, outcome TEXT, test_words TEXT, test_passed INTEGER CHECK (test_passed IN (0, 1)), tested_by TEXT, finished_on TEXT, told_ready_on TEXT,
    handed_over_on TEXT, handover_proof TEXT, exchange_right_since TEXT, exchange_right_cause TEXT, exchange_suggested_on TEXT,
    wait_note TEXT, exchange_decision TEXT, decision_reason TEXT, decided_by TEXT, follow_up_answer TEXT, follow_up_words TEXT,
    CHECK (handed_over_on IS NULL OR handed_over_on >= sent_in)
) STRICT;
CREATE INDEX repair_by_unit ON repair (serial_unit_id, sent_in);
CREATE INDEX repair_by_case ON repair (quality_case_id);
CREATE INDEX repair_by_state ON repair (state, sent_in);
CREATE INDEX repair_by_owner ON repair (owner, state);

CREATE TABLE repair_part (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, name TEXT NOT NULL, part_no TEXT, quantity INTEGER CHECK (quantity > 0), maker TEXT, cost_fen INTEGER CHECK (cost_fen >= 0),
    ordered_on TEXT, arrived_on TEXT, installed_on TEXT, return_reason TEXT,
    CHECK (arrived_on IS NULL OR ordered_on IS NULL OR arrived_on >= ordered_on),
    CHECK (installed_on IS NULL OR arrived_on IS NULL OR installed_on >= arrived_on)
) STRICT;
CREATE INDEX repair_part_by_case ON repair_part (case_id, state);
CREATE INDEX repair_part_by_number ON repair_part (part_no) WHERE part_no IS NOT NULL;

CREATE TABLE repair_delay (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, consumer_id TEXT, cause TEXT NOT NULL, from_on TEXT NOT NULL, to_on TEXT, note TEXT, correction TEXT, replaces TEXT,
    CHECK (to_on IS NULL OR to_on >= from_on)
) STRICT;
CREATE INDEX repair_delay_by_case ON repair_delay (case_id, from_on);

CREATE TABLE repair_correction (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, consumer_id TEXT, field TEXT NOT NULL, was TEXT, is_now TEXT NOT NULL, reason TEXT
) STRICT;
CREATE INDEX repair_correction_by_case ON repair_correction (case_id, created_ms);

CREATE TABLE repair_provider (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    name TEXT NOT NULL, provider_kind TEXT NOT NULL, qualification TEXT, valid_until TEXT, contact TEXT,
    qualified INTEGER CHECK (qualified IN (0, 1)), skilled INTEGER CHECK (skilled IN (0, 1)), orderly INTEGER CHECK (orderly IN (0, 1)), review TEXT, suspend_reason TEXT
) STRICT;
CREATE INDEX repair_provider_by_state ON repair_provider (state, valid_until);

ALTER TABLE serial_unit ADD COLUMN exchanged_date TEXT;
