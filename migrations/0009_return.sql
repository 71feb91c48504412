-- 退换货单 and its parts: the goods and the money of a return go their own ways.
CREATE TABLE returns_exchange (
    id TEXT PRIMARY KEY, number TEXT UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    shop TEXT, order_id TEXT REFERENCES sales_order (id) DEFERRABLE INITIALLY DEFERRED, consumer_id TEXT REFERENCES consumer (id) DEFERRABLE INITIALLY DEFERRED,
    quality_case_id TEXT, serial_unit_id TEXT, owner TEXT, goods_title TEXT,
    application TEXT NOT NULL CHECK (application IN ('refund_only', 'return_refund', 'exchange', 'reship')), ground TEXT NOT NULL, claim_text TEXT, materials TEXT,
    dispatch TEXT CHECK (dispatch IN ('unshipped', 'shipped', 'unknown')), applied_on TEXT NOT NULL, received_date TEXT, no_reason_last TEXT, aftersale_no TEXT,
    platform_status TEXT, platform_due TEXT,
    goods_state TEXT NOT NULL CHECK (goods_state IN ('not_returned', 'in_transit', 'received', 'accepted', 'disputed', 'replacement_due', 'replacement_sent', 'replacement_signed', 'not_needed')),
    money_state TEXT NOT NULL CHECK (money_state IN ('none', 'due', 'requested', 'refunded', 'mismatch')),
    ruling_id TEXT, ruled_option TEXT, exclusion TEXT, exclusion_confirmed INTEGER CHECK (exclusion_confirmed IN (0, 1)), intact INTEGER CHECK (intact IN (0, 1)),
    missing_gift_fen INTEGER CHECK (missing_gift_fen >= 0), discounts TEXT, return_freight_fen INTEGER CHECK (return_freight_fen >= 0),
    return_freight_by_shop INTEGER CHECK (return_freight_by_shop IN (0, 1)), free_freight_from_fen INTEGER, waived_freight_fen INTEGER, approved_on TEXT, return_to TEXT,
    route TEXT CHECK (route = 'original'), computed_fen INTEGER, refund_fen INTEGER CHECK (refund_fen >= 0), freight_back_fen INTEGER, return_freight_due_fen INTEGER,
    departure_reason TEXT, departed_by TEXT, refund_table TEXT, refunded_fen INTEGER, refunded_on TEXT,
    return_carrier TEXT, return_tracking_no TEXT, back_on TEXT, evidence_note TEXT, finding TEXT,
    new_sku TEXT, new_price_fen INTEGER, gap_side TEXT, gap_fen INTEGER, new_carrier TEXT, new_tracking_no TEXT, replaced_on TEXT,
    refusal_ground TEXT, refusal_reason TEXT, asked_by TEXT, decided_by TEXT CHECK (decided_by IS NULL OR decided_by <> asked_by), invoice TEXT
) STRICT;
CREATE INDEX return_by_order ON returns_exchange (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX return_by_case ON returns_exchange (quality_case_id) WHERE quality_case_id IS NOT NULL;

-- Who bore the discounts of an order, as the platform's sheet says: shown when money goes back.
ALTER TABLE sales_order ADD COLUMN shop_discount_fen INTEGER CHECK (shop_discount_fen >= 0);
ALTER TABLE sales_order ADD COLUMN platform_discount_fen INTEGER CHECK (platform_discount_fen >= 0);

CREATE TABLE return_item (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, order_line_id TEXT, title TEXT, quantity INTEGER CHECK (quantity >= 1), bought INTEGER, paid_fen INTEGER, amount_fen INTEGER CHECK (amount_fen >= 0)
) STRICT;
CREATE INDEX return_item_by_case ON return_item (case_id);
CREATE INDEX return_item_by_line ON return_item (order_line_id) WHERE order_line_id IS NOT NULL;

CREATE TABLE inspection (
    id TEXT PRIMARY KEY, number TEXT, state TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, extra TEXT,
    case_id TEXT NOT NULL, received_on TEXT, grade TEXT NOT NULL CHECK (grade IN ('intact', 'flawed', 'damaged', 'incomplete', 'foreign')), found TEXT NOT NULL,
    responsible TEXT NOT NULL, next_step TEXT, inspector TEXT
) STRICT;
CREATE INDEX inspection_by_case ON inspection (case_id, created_ms);
