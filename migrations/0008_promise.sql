-- 服务承诺: what the shop promises, how each order fared under it, what a breach costs, and what the platform says of it.

CREATE TABLE promise (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('statutory', 'added')), type TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    goods TEXT NOT NULL CHECK (goods IN ('all', 'codes')), codes TEXT, platforms TEXT, shops TEXT,
    trigger TEXT NOT NULL CHECK (trigger IN ('ordered', 'paid', 'shipped', 'received', 'after_sale', 'asked')),
    fulfils TEXT NOT NULL CHECK (fulfils IN ('shipped', 'received', 'by_hand')),
    limit_count INTEGER NOT NULL CHECK (limit_count > 0), limit_unit TEXT NOT NULL CHECK (limit_unit IN ('hours', 'days', 'working_days')),
    term_count INTEGER, term_unit TEXT CHECK (term_unit IN ('days', 'months')),
    compensation TEXT NOT NULL CHECK (compensation IN ('none', 'fixed', 'percent')), fixed_fen INTEGER, percent INTEGER, least_fen INTEGER, most_fen INTEGER, pay_days INTEGER,
    owner TEXT, people TEXT, resources TEXT, process TEXT, warn_below INTEGER,
    effective_from TEXT, effective_to TEXT, published_at TEXT, ends_at TEXT, end_reason TEXT,
    law_note TEXT, review_no TEXT, review_words TEXT, replaces TEXT, replaced_by TEXT
) STRICT;
CREATE INDEX promise_by_state ON promise (state, effective_to);

CREATE TABLE fulfilment (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    promise_id TEXT NOT NULL REFERENCES promise (id) DEFERRABLE INITIALLY DEFERRED, promise_no TEXT NOT NULL, order_id TEXT NOT NULL REFERENCES sales_order (id) DEFERRABLE INITIALLY DEFERRED,
    order_no TEXT NOT NULL, consumer_id TEXT, shop TEXT, occasion TEXT NOT NULL, started_at TEXT NOT NULL, due_at TEXT NOT NULL, done_at TEXT, needs_year INTEGER,
    working TEXT NOT NULL, evidence TEXT, reason TEXT,
    UNIQUE (promise_id, order_id, occasion)
) STRICT;
CREATE INDEX fulfilment_by_state ON fulfilment (state, due_at);
CREATE INDEX fulfilment_by_promise ON fulfilment (promise_id, state, started_at);
CREATE INDEX fulfilment_by_order ON fulfilment (order_id);
CREATE INDEX fulfilment_waiting_for_calendar ON fulfilment (needs_year) WHERE needs_year IS NOT NULL;
-- The moment an order was made decides which promises it has.
CREATE INDEX order_by_made ON sales_order (coalesce(ordered_at, paid_at, shipped_at, received_at)) WHERE state = 'active';

CREATE TABLE breach (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    fulfilment_id TEXT NOT NULL REFERENCES fulfilment (id) DEFERRABLE INITIALLY DEFERRED, promise_id TEXT NOT NULL REFERENCES promise (id) DEFERRABLE INITIALLY DEFERRED,
    order_id TEXT NOT NULL, order_no TEXT NOT NULL, consumer_id TEXT, shop TEXT, owner TEXT, title TEXT NOT NULL,
    due_at TEXT NOT NULL, amount_fen INTEGER CHECK (amount_fen >= 0), working TEXT NOT NULL, amount_reason TEXT, pay_method TEXT,
    paid_fen INTEGER CHECK (paid_fen >= 0), paid_on TEXT, evidence TEXT, difference_reason TEXT, outcome TEXT
) STRICT;
CREATE UNIQUE INDEX breach_of_fulfilment ON breach (fulfilment_id);
CREATE INDEX breach_by_promise ON breach (promise_id, state);

CREATE TABLE promise_measure (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    promise_id TEXT, shop TEXT, owner TEXT, measure_no TEXT, what TEXT NOT NULL, effect TEXT NOT NULL, received_on TEXT NOT NULL, ends_on TEXT, appeal_by TEXT,
    correction TEXT, appeal TEXT, outcome TEXT
) STRICT;
CREATE INDEX promise_measure_by_promise ON promise_measure (promise_id);

CREATE TABLE promise_inspection (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    promise_id TEXT NOT NULL REFERENCES promise (id) DEFERRABLE INITIALLY DEFERRED, shop TEXT, owner TEXT, inspection_no TEXT, asks TEXT NOT NULL, period_from TEXT NOT NULL, period_to TEXT NOT NULL,
    answer_by TEXT, kept INTEGER, broken INTEGER, pending INTEGER, platform_rate INTEGER, answer TEXT, outcome TEXT
) STRICT;
CREATE INDEX promise_inspection_by_promise ON promise_inspection (promise_id);

CREATE TABLE promise_feedback (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    promise_id TEXT NOT NULL REFERENCES promise (id) DEFERRABLE INITIALLY DEFERRED, order_id TEXT, consumer_id TEXT, content_with TEXT NOT NULL CHECK (content_with IN ('yes', 'partly', 'no')), words TEXT
) STRICT;
CREATE INDEX promise_feedback_by_promise ON promise_feedback (promise_id);
