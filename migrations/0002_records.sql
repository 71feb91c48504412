-- The kinds: what a shop keeps. Every table has the six common columns and the fields its kind declares
-- (a test compares them). Dates are TEXT 'YYYY-MM-DD', instants RFC 3339 in UTC, money INTEGER fen.

CREATE TABLE clock (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL, lane TEXT NOT NULL CHECK (lane IN ('law', 'platform', 'promise')),
    clause TEXT, at_zero TEXT, started_at TEXT NOT NULL, due_at TEXT NOT NULL, stopped_at TEXT,
    CHECK (due_at >= started_at), CHECK (stopped_at IS NULL OR stopped_at >= started_at)
) STRICT;
CREATE INDEX clock_by_case ON clock (case_id, stopped_at, due_at);

CREATE TABLE shop (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    name TEXT NOT NULL, contact TEXT, province TEXT, seal_text TEXT, demo INTEGER CHECK (demo IN (0, 1)), conventions TEXT, idle_minutes INTEGER
) STRICT;

CREATE TABLE account (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('after_sales', 'technician', 'manager', 'owner')), password TEXT
) STRICT;

CREATE TABLE consumer (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    platform TEXT NOT NULL, account TEXT, name TEXT, phone TEXT, address TEXT, masked INTEGER CHECK (masked IN (0, 1))
) STRICT;
CREATE INDEX consumer_by_account ON consumer (platform, account) WHERE account IS NOT NULL AND masked = 0;

CREATE TABLE import_batch (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    file_name TEXT NOT NULL, platform TEXT NOT NULL, shop TEXT NOT NULL, what TEXT NOT NULL CHECK (what IN ('orders', 'lines', 'aftersale')), encoding TEXT NOT NULL,
    rows INTEGER NOT NULL, counts TEXT, refused TEXT
) STRICT;

CREATE TABLE sales_order (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    platform TEXT NOT NULL, shop TEXT NOT NULL, order_no TEXT NOT NULL, consumer_id TEXT REFERENCES consumer (id) DEFERRABLE INITIALLY DEFERRED, batch_id TEXT,
    status TEXT, raw_status TEXT, paid_fen INTEGER CHECK (paid_fen >= 0), freight_fen INTEGER, refunded_fen INTEGER,
    ordered_at TEXT, paid_at TEXT, shipped_at TEXT, received_at TEXT, carrier TEXT, tracking_no TEXT, after_sale TEXT, memo TEXT, buyer_memo TEXT, more TEXT,
    UNIQUE (platform, shop, order_no)
) STRICT;
CREATE INDEX order_by_consumer ON sales_order (consumer_id);
CREATE INDEX order_by_batch ON sales_order (batch_id);
CREATE INDEX order_by_touched ON sales_order (updated_ms, id);

CREATE TABLE order_line (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    order_id TEXT NOT NULL REFERENCES sales_order (id) DEFERRABLE INITIALLY DEFERRED, line_no TEXT NOT NULL, title TEXT, sku TEXT, sku_code TEXT, quantity INTEGER, unit_price_fen INTEGER, paid_fen INTEGER,
    goods_id TEXT,
    UNIQUE (order_id, line_no)
) STRICT;
CREATE INDEX line_by_code ON order_line (sku_code) WHERE sku_code IS NOT NULL;

CREATE TABLE goods (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    title TEXT NOT NULL, sku_code TEXT UNIQUE, product TEXT NOT NULL, model TEXT
) STRICT;

CREATE TABLE serial_unit (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    serial TEXT NOT NULL UNIQUE, goods_id TEXT REFERENCES goods (id) DEFERRABLE INITIALLY DEFERRED, order_line_id TEXT REFERENCES order_line (id) DEFERRABLE INITIALLY DEFERRED, invoice_date TEXT, received_date TEXT,
    installed_date TEXT, replaced_by TEXT, swap_reason TEXT
) STRICT;

CREATE TABLE catalogue_version (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    title TEXT NOT NULL, effective_from TEXT NOT NULL, note TEXT NOT NULL, author TEXT, entries TEXT NOT NULL
) STRICT;
CREATE INDEX catalogue_by_date ON catalogue_version (state, effective_from);

CREATE TABLE calendar_year (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    year INTEGER NOT NULL UNIQUE, days TEXT NOT NULL, source TEXT NOT NULL
) STRICT;

CREATE TABLE quality_case (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    shop TEXT, order_id TEXT REFERENCES sales_order (id) DEFERRABLE INITIALLY DEFERRED, order_line_id TEXT, consumer_id TEXT REFERENCES consumer (id) DEFERRABLE INITIALLY DEFERRED, serial_unit_id TEXT, owner TEXT,
    goods_title TEXT NOT NULL, fault_text TEXT, aftersale_no TEXT, aftersale_kind TEXT, platform_status TEXT, refund_asked_fen INTEGER,
    platform_due TEXT, batch_id TEXT,
    claim TEXT NOT NULL CHECK (claim IN ('quality', 'no_reason')), goods TEXT, channel TEXT, province TEXT, price_fen INTEGER, invoice_date TEXT, received_date TEXT,
    installed_date TEXT, exchanged_date TEXT, produced_date TEXT, fault_date TEXT, as_of TEXT, part TEXT, part_replaced_date TEXT, repairs TEXT,
    parts_wait_days_at_home INTEGER, fault TEXT, proof TEXT, same_model_available INTEGER CHECK (same_model_available IN (0, 1)), wants TEXT, accessory_exchanges INTEGER,
    no_reason TEXT, ruling_id TEXT, chosen TEXT, outcome TEXT
) STRICT;
CREATE UNIQUE INDEX case_by_aftersale ON quality_case (shop, aftersale_no) WHERE aftersale_no IS NOT NULL;

CREATE TABLE ruling (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, consumer_id TEXT, facts TEXT NOT NULL, answer TEXT NOT NULL, options TEXT NOT NULL, catalogue TEXT NOT NULL,
    asked_by TEXT, departure TEXT, departure_reason TEXT, decided_by TEXT
) STRICT;
CREATE INDEX ruling_by_case ON ruling (case_id, created_ms);

CREATE TABLE notice (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT, consumer_id TEXT, what TEXT NOT NULL, title TEXT NOT NULL, basis TEXT NOT NULL, file TEXT NOT NULL, pages INTEGER NOT NULL, warnings TEXT,
    void_reason TEXT, replaces TEXT
) STRICT;
CREATE INDEX notice_by_case ON notice (case_id, created_ms);

CREATE TABLE note (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, consumer_id TEXT, words TEXT
) STRICT;
CREATE INDEX note_by_case ON note (case_id, created_ms);
