// Generated from the declarations in crates/desk/src/ops; written by `make bindings`. Not to be edited.

export type AccessDay = { 
/**
 * Calendar day in China.
 */
day: string, 
/**
 * Name of the person.
 */
who: string, 
/**
 * Personal values seen.
 */
reveals: number, 
/**
 * Tables taken out.
 */
exports: number, 
/**
 * Of these, with personal values in the clear.
 */
unmasked: number, 
/**
 * Tries at what they may not do.
 */
denied: number, };

export type Alternative = { 
/**
 * Code as stored.
 */
code: string, 
/**
 * Chinese name.
 */
label: string, };

export type AnchorView = { 
/**
 * `backup`, `paper` or `peer`.
 */
kind: string, 
/**
 * 中文 name of it.
 */
label: string, 
/**
 * When it was taken out, UTC.
 */
at: string, 
/**
 * Where it lies: name of the backup, number of the paper.
 */
place: string, 
/**
 * The seat, as its numbers show it, and its epoch.
 */
seat: string, 
/**
 * Up to which entry.
 */
seq: number, 
/**
 * Hash of that entry.
 */
hash: string, 
/**
 * `same`, `altered` or `cut_off`: whether the ledger still is what it was.
 */
state: string, };

export type Anchored = { 
/**
 * `backup`, `paper` or `peer`.
 */
by: string, 
/**
 * When it was taken out, UTC.
 */
taken_at: string, 
/**
 * Where it lies.
 */
place: string, 
/**
 * Device.
 */
device: string, 
/**
 * Epoch.
 */
epoch: number, 
/**
 * Number of the entry.
 */
seq: number, };

export type Anchors = { 
/**
 * Newest first.
 */
anchors: Array<AnchorView>, 
/**
 * Entries of this seat after the last anchor.
 */
unanchored: number, };

export type Approval = { 
/**
 * Their login.
 */
login: string, 
/**
 * Their password.
 */
password: string, };

export type AttachmentId = { 
/**
 * Id.
 */
id: string, };

export type AttachmentPart = { 
/**
 * Id of the attachment.
 */
id: string, 
/**
 * The thumbnail instead of the file.
 */
thumbnail: boolean, 
/**
 * Which part, from 0.
 */
part: number, };

export type AttachmentView = { 
/**
 * Id.
 */
id: string, 
/**
 * What it shows.
 */
role: string, 
/**
 * 中文 label of that.
 */
role_label: string, 
/**
 * Name of the file, numbers of persons masked; empty when it was erased.
 */
name: string, 
/**
 * Media type, e.g. `image/jpeg`.
 */
media: string, 
/**
 * `图片`, `视频` or `PDF`.
 */
media_label: string, 
/**
 * Bytes as kept.
 */
size: number, 
/**
 * Width in pixels, of a picture.
 */
width: number | null, 
/**
 * Height in pixels, of a picture.
 */
height: number | null, 
/**
 * SHA-256 of the bytes as they came.
 */
sha256: string, 
/**
 * When it was added, UTC.
 */
added_at: string, 
/**
 * Who added it.
 */
added_by: string, 
/**
 * Why it was withdrawn, numbers of persons masked.
 */
reason: string | null, 
/**
 * Whether its bytes can be had.
 */
content: Content, 
/**
 * It has a thumbnail.
 */
has_thumbnail: boolean, 
/**
 * Version of the record.
 */
version: number, 
/**
 * The step that withdraws it, or why it may not be taken; `None` when it is withdrawn.
 */
withdraw: Button | null, };

export type Attachments = { 
/**
 * Oldest first, withdrawn ones among them.
 */
items: Array<AttachmentView>, 
/**
 * What an attachment can show: (stored name, 中文 label).
 */
roles: Array<[string, string]>, };

export type AttachmentsOf = { 
/**
 * Id of the record.
 */
case_id: string, 
/**
 * Kind of the record.
 */
of_kind: string, };

export type BackupFile = { 
/**
 * Token of the dialog.
 */
token?: string, 
/**
 * Name in the list.
 */
name?: string, };

export type BackupItem = { 
/**
 * File name.
 */
name: string, 
/**
 * Folder.
 */
folder: string, 
/**
 * When it was made, UTC.
 */
made_at: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * Entries of the ledger in it.
 */
entries: number, 
/**
 * A cold restore of it matched.
 */
verified: boolean, 
/**
 * Its file is where it was put.
 */
there: boolean, 
/**
 * It was made by itself.
 */
by_itself: boolean, 
/**
 * The second copy, in words; empty when none was wanted.
 */
second: string, };

export type BackupSettings = { 
/**
 * Token of a folder for the backups; the empty text stands for the folder beside the shop.
 */
folder?: string, 
/**
 * Token of a second place; the empty text stands for none.
 */
second?: string, 
/**
 * One a day, by itself.
 */
daily?: boolean, };

export type BackupVerdict = { 
/**
 * Nothing was found.
 */
sound: boolean, 
/**
 * In one sentence.
 */
headline: string, 
/**
 * The findings, each in a sentence.
 */
findings: Array<string>, };

export type BackupWithCode = { 
/**
 * Which file.
 */
file: BackupFile, 
/**
 * The recovery code as typed.
 */
code: string, 
/**
 * Name under which the screen asks how far it is.
 */
job?: string, };

export type BackupsView = { 
/**
 * The last good one in a sentence.
 */
words: string, 
/**
 * There is a good one, and it is not old.
 */
good: boolean, 
/**
 * The folder they go to.
 */
folder: string, 
/**
 * That folder was chosen by the owner.
 */
folder_chosen: boolean, 
/**
 * The second place.
 */
second: string | null, 
/**
 * The second place can be reached now.
 */
second_there: boolean, 
/**
 * One a day, by itself.
 */
daily: boolean, 
/**
 * What went wrong after the last good one.
 */
failed: string | null, 
/**
 * Those that there are, newest first.
 */
items: Array<BackupItem>, 
/**
 * Folders that a restore replaced.
 */
replaced: Array<ReplacedFolder>, 
/**
 * The caller may change where they go, and restore.
 */
may_change: boolean, };

export type Bar = { 
/**
 * Day the windows count from, or the period where there are none.
 */
start: string | null, 
/**
 * Last day of the first window.
 */
day7: string | null, 
/**
 * Last day of the second window.
 */
day15: string | null, 
/**
 * End of the period without extension.
 */
period_end_raw: string | null, 
/**
 * End of the period with extension, rolled.
 */
period_end: string | null, 
/**
 * Stays with the repairer, in order.
 */
repairs: Array<Repair>, 
/**
 * Day of the fault or request.
 */
fault: string, 
/**
 * Day of the decision.
 */
as_of: string, };

export type BatchName = { 
/**
 * Id or number.
 */
batch: string, };

export type Bearer = "shop" | "platform" | "points" | "red_packet";

export type Bench = { 
/**
 * The unit in hand; `None` when nothing is to be done.
 */
unit: BenchUnit | null, 
/**
 * The next ones, nearest limit first.
 */
next: Array<BenchCard>, 
/**
 * How many more there are.
 */
more: number, };

export type BenchAsked = { 
/**
 * Id of an order.
 */
id?: string | null, };

export type BenchCard = { 
/**
 * Id of the order.
 */
id: string, 
/**
 * Its number.
 */
number: string, 
/**
 * What it is.
 */
title: string, 
/**
 * State.
 */
state: string, 
/**
 * 中文 state.
 */
state_label: string, 
/**
 * Where it lies.
 */
shelf: string | null, 
/**
 * Nearest limit, UTC.
 */
due_at: string | null, 
/**
 * Nobody has it yet.
 */
unclaimed: boolean, };

export type BenchScan = { 
/**
 * The code.
 */
code: string, 
/**
 * Id of the order on the bench.
 */
id?: string | null, };

export type BenchUnit = { 
/**
 * The order: fields, buttons.
 */
record: RecordView, 
/**
 * Line that names it.
 */
title: string, 
/**
 * The event that comes next; absent when it is not the bench's turn.
 */
next: string | null, 
/**
 * Its days by cause.
 */
days: DayCount, 
/**
 * How often it was repaired free within its period before; `None` when that cannot be told.
 */
repaired_before: number | null, 
/**
 * Days since it was last handed back after a repair.
 */
days_since_last: number | null, 
/**
 * Its limits, running ones first.
 */
clocks: Array<ClockView>, 
/**
 * Its parts, newest first.
 */
parts: Array<ListRow>, 
/**
 * The photo of the intake that has a small picture: id of the attachment.
 */
photo: string | null, };

export type BrokenPlace = { 
/**
 * Device.
 */
device: string, 
/**
 * Epoch.
 */
epoch: number, 
/**
 * Number of the entry.
 */
seq: number, 
/**
 * `altered`, `not_linked`, `gap` or `unreadable`.
 */
what: string, 
/**
 * What the entry is about, as it reads now: 中文 label and number of the record.
 */
record: string | null, 
/**
 * Its day, as it reads now.
 */
day: string | null, };

export type BulkDone = { 
/**
 * Every record, in the order they were named.
 */
rows: Array<BulkRow>, 
/**
 * How many were done.
 */
done: number, 
/**
 * How many were not.
 */
refused: number, 
/**
 * It was stopped before its end.
 */
cancelled: boolean, };

export type BulkInput = { 
/**
 * The records, at most 500.
 */
items: Array<Seen>, 
/**
 * Event.
 */
event: string, 
/**
 * The verb that the person saw: where the same event has another name, another thing is done, and it is refused.
 */
verb: string | null, 
/**
 * Answers to what the event asks for, the same for all.
 */
input: Record<string, unknown>, 
/**
 * Only try it out: nothing is kept.
 */
dry_run: boolean, 
/**
 * Name under which the screen asks how far it is; chosen by the screen.
 */
job: string | null, };

export type BulkItems = { 
/**
 * The records, at most 500.
 */
items: Array<Seen>, 
/**
 * Name under which the screen asks how far it is; chosen by the screen.
 */
job: string | null, };

export type BulkRow = { 
/**
 * Kind.
 */
kind: string, 
/**
 * Id.
 */
id: string, 
/**
 * Human number; empty when it is not to be seen.
 */
number: string, 
/**
 * It was done (or, in a dry run, would be).
 */
ok: boolean, 
/**
 * Why not.
 */
message: string | null, 
/**
 * The guard that said no.
 */
guard: string | null, 
/**
 * Its version now.
 */
version: number, 
/**
 * Can be taken back by the caller now.
 */
undoable: boolean, };

export type BulkStep = { 
/**
 * Event.
 */
event: string, 
/**
 * The verb.
 */
label: string, 
/**
 * What it asks for, the same for all.
 */
asks: Array<FieldView>, 
/**
 * In how many of the selected cases the flow has it now; a guard may still say no.
 */
fits: number, };

export type Button = { 
/**
 * Event name.
 */
event: string, 
/**
 * The verb.
 */
label: string, 
/**
 * May be pressed.
 */
enabled: boolean, 
/**
 * Why not, naming the guard.
 */
why: string | null, 
/**
 * What it asks for.
 */
asks: Array<FieldView>, 
/**
 * Ask once more.
 */
grave: boolean, 
/**
 * Clause it rests on.
 */
clause: string, };

export type CalendarView = { 
/**
 * First year.
 */
first_year: number | null, 
/**
 * Last year; deadlines beyond it are not rolled.
 */
last_year: number | null, 
/**
 * (date, `holiday` or `makeup_workday`, name).
 */
days: Array<[string, string, string]>, 
/**
 * What the person may do.
 */
buttons: Array<Button>, };

export type CaseFilter = { 
/**
 * Only this kind.
 */
kind?: string | null, 
/**
 * Only this state.
 */
state?: string | null, 
/**
 * `open`, `ended` or `all`; open when absent.
 */
which?: string | null, 
/**
 * Only the caller's own.
 */
mine?: boolean, 
/**
 * Only those of this person.
 */
owner?: string | null, 
/**
 * Only those whose nearest limit is in this lane.
 */
lane?: Lane | null, 
/**
 * Only open ones past their nearest limit.
 */
late?: boolean, 
/**
 * Only open ones whose nearest limit is still to come today.
 */
due_today?: boolean, 
/**
 * Only those with a limit before this instant (UTC).
 */
due_before?: string | null, 
/**
 * Only those of a ready view, by its name (`cases.views`).
 */
view?: string | null, 
/**
 * Only those of this consumer.
 */
consumer?: string | null, 
/**
 * Only those on this order.
 */
order?: string | null, 
/**
 * Words to find, as in the search.
 */
words?: string | null, 
/**
 * A list of numbers: of cases, orders, parcels, serials… At most 500.
 */
numbers?: Array<string>, 
/**
 * Key of the last row of the page before.
 */
after?: string | null, };

export type CaseId = { 
/**
 * Id.
 */
id: string, };

export type CasePage = { 
/**
 * The rows, nearest limit first.
 */
rows: Array<CaseRow>, 
/**
 * Key for the next page; `None` when this is the last.
 */
after: string | null, 
/**
 * Numbers that lead to no case; told with the first page.
 */
misses: Array<string>, };

export type CaseRow = { 
/**
 * Id.
 */
id: string, 
/**
 * Kind.
 */
kind: string, 
/**
 * 中文 label of the kind.
 */
kind_label: string, 
/**
 * Human number.
 */
number: string, 
/**
 * What it is about, without personal data.
 */
title: string, 
/**
 * State.
 */
state: string, 
/**
 * 中文 label of the state.
 */
state_label: string, 
/**
 * Nothing more is expected.
 */
ended: boolean, 
/**
 * Name of the person who has it.
 */
owner: string | null, 
/**
 * The consumer, masked.
 */
consumer: string | null, 
/**
 * Order number.
 */
order_no: string | null, 
/**
 * Shop.
 */
shop: string | null, 
/**
 * Lane of the nearest limit.
 */
lane: Lane | null, 
/**
 * Nearest limit, UTC.
 */
due_at: string | null, 
/**
 * Past its nearest limit.
 */
late: boolean, 
/**
 * 下一步: what the caller's role does next, as the flow says; a guard may still say no.
 */
next: string | null, 
/**
 * Version, to be sent back with an event.
 */
version: number, 
/**
 * When it was opened, UTC.
 */
opened_at: string, };

export type CaseView = { 
/**
 * The case: facts and buttons.
 */
record: RecordView, 
/**
 * Its order, with lines.
 */
order: OrderView | null, 
/**
 * The consumer, masked; buttons left out.
 */
consumer: ConsumerView | null, 
/**
 * Its limits, running ones first.
 */
clocks: Array<ClockView>, 
/**
 * Its rulings, newest first.
 */
rulings: Array<RulingView>, 
/**
 * Its notices, newest first.
 */
notices: Array<RecordView>, 
/**
 * Other records that belong to it: its parts, its children, what points to it.
 */
related: Array<RelatedGroup>, 
/**
 * What happened, newest first.
 */
timeline: Array<TimelineItem>, 
/**
 * Name of the person who has it.
 */
owner: string | null, };

export type CatalogueFault = { 
/**
 * The product.
 */
product: string, 
/**
 * The element in Chinese, e.g. 整机期.
 */
element: string, 
/**
 * Kind of fault.
 */
kind: CatalogueFaultKind, 
/**
 * What to do, in Chinese.
 */
message: string, };

export type CatalogueFaultKind = "missing_element" | "period_not_positive" | "duplicate" | "shorter_than_floor" | "rate_above_floor" | "part_left_out";

export type CatalogueView = { 
/**
 * The shop's versions, newest first.
 */
versions: Array<VersionRow>, 
/**
 * The one shown; `None` for the built-in list.
 */
shown: VersionRow | null, 
/**
 * Stored version number of the one shown, for the next event on it.
 */
record_version: number | null, 
/**
 * Its entries.
 */
entries: Array<Entry>, 
/**
 * Why it cannot be published.
 */
faults: Array<CatalogueFault>, 
/**
 * What the person may do with it, or which may be begun.
 */
buttons: Array<Button>, };

export type ChainUnit = { 
/**
 * Id.
 */
id: string, 
/**
 * Serial number.
 */
serial: string, 
/**
 * 中文 state.
 */
state_label: string, 
/**
 * Day it was given in exchange; absent for the unit first sold.
 */
exchanged_date: string | null, 
/**
 * Why it was exchanged for the next one.
 */
swap_reason: string | null, 
/**
 * The one this passport is of.
 */
here: boolean, };

export type ChangeView = { 
/**
 * 中文 label of the field.
 */
label: string, 
/**
 * Before.
 */
old: string, 
/**
 * After.
 */
new: string, 
/**
 * A decision, money or date: merged by compare-and-set.
 */
guarded: boolean, };

export type ClockView = { 
/**
 * Short name within the kind.
 */
code: string, 
/**
 * 中文 label.
 */
label: string, 
/**
 * Lane.
 */
lane: Lane, 
/**
 * What it rests on.
 */
clause: string, 
/**
 * What happens when it runs out.
 */
at_zero: string, 
/**
 * Start, UTC.
 */
started_at: string, 
/**
 * Due, UTC.
 */
due_at: string, 
/**
 * Stop, UTC; `None` while it runs.
 */
stopped_at: string | null, 
/**
 * Of a limit that was extended: why.
 */
reason: string | null, 
/**
 * Of a limit that was extended: how the consumer was told.
 */
told: string | null, 
/**
 * The step that started it was taken back: it counts as neither kept nor late.
 */
void?: boolean, 
/**
 * Ran out before it was stopped (or before now): stays so for ever.
 */
late: boolean, };

export type Colleague = { 
/**
 * Account id.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * 中文 name of the duty.
 */
role_label: string, };

export type ColumnView = { 
/**
 * Heading as in the file.
 */
heading: string, 
/**
 * Field code it serves; `None` when it is kept as it is.
 */
field: string | null, 
/**
 * 中文 name of the field.
 */
field_label: string | null, };

export type Confidence = "verified" | "secondary" | "from_memory" | "uncertain";

export type ConflictCard = { 
/**
 * Seat whose entry it is.
 */
device: string, 
/**
 * Epoch of the entry.
 */
epoch: number, 
/**
 * Number of the entry in its chain.
 */
seq: number, 
/**
 * Kind of the record.
 */
kind: string, 
/**
 * 中文 label of the kind.
 */
kind_label: string, 
/**
 * The record.
 */
id: string, 
/**
 * Its number.
 */
number: string, 
/**
 * The verb of the step that met another one.
 */
event_label: string, 
/**
 * Who did it.
 */
who: string | null, 
/**
 * When, UTC milliseconds since 1970.
 */
at_ms: number, 
/**
 * 中文 label of the field; empty when the record as a whole is meant.
 */
field_label: string, 
/**
 * What stands here, masked.
 */
stands: unknown, 
/**
 * What the other seat brought, masked.
 */
brought: unknown, 
/**
 * The step was set aside whole; otherwise the later value stands already and the other is only shown.
 */
parked: boolean, };

export type ConsumerView = { 
/**
 * Id.
 */
id: string, 
/**
 * Values, masked.
 */
values: Record<string, unknown>, 
/**
 * Other cases of the same consumer.
 */
other_cases: number, };

export type Content = "ready" | "missing" | "erased" | "withdrawn";

export type Contradiction = { 
/**
 * `altered`: another entry stands there; `cut_off`: the chain ends before.
 */
what: string, 
/**
 * `signed`, `backup`, `paper`, `peer`, `remembered` or `given`.
 */
by: string, 
/**
 * When that head was taken, UTC.
 */
taken_at: string, 
/**
 * Where it lies.
 */
place: string, 
/**
 * Where the chain ends now.
 */
ends_at: number, 
/**
 * Device.
 */
device: string, 
/**
 * Epoch.
 */
epoch: number, 
/**
 * Number of the entry.
 */
seq: number, };

export type ConventionInfo = { 
/**
 * P1-P13, or the name of a provincial reading.
 */
id: string, 
/**
 * Field of [`Conventions`] that switches it; absent where it is fixed.
 */
field: string | null, 
/**
 * Chinese name.
 */
name: string, 
/**
 * What it rests on.
 */
basis: string, 
/**
 * Code of the current choice, or the rule itself where it is fixed.
 */
current: string, 
/**
 * All choices; empty where it is fixed.
 */
alternatives: Array<Alternative>, 
/**
 * Whether readings differ in practice (存在不同理解).
 */
disputed: boolean, };

export type CountedRepair = { 
/**
 * Day of sending in.
 */
in: string, 
/**
 * Day of hand-back.
 */
out: string, 
/**
 * Days it pushes the period back, overlaps with earlier ones left out.
 */
days: number, };

export type Cover = { 
/**
 * Code of the governing text and the provincial layer.
 */
rule_set: string, 
/**
 * Its name in Chinese.
 */
rule_title: string, 
/**
 * Version of the catalogue used.
 */
catalogue_version: string, 
/**
 * Catalogue name the goods were found under; absent when they stand outside.
 */
product: string | null, 
/**
 * The whole unit; absent where the list has no period for it.
 */
unit: CoverTerm | null, 
/**
 * The main parts.
 */
parts: Array<CoverTerm>, 
/**
 * The free repairs of the present unit sent in within its period and handed back.
 */
counted: Array<CountedRepair>, 
/**
 * Last day of the 7-day window.
 */
day7_last: string | null, 
/**
 * Last day of the 15-day window.
 */
day15_last: string | null, 
/**
 * Where the dates come from.
 */
working: Array<WorkingLine>, 
/**
 * Things to look out for, in Chinese.
 */
warnings: Array<string>, };

export type CoverTerm = { 
/**
 * The part's name; absent for the whole unit.
 */
part: string | null, 
/**
 * First day of counting (not counted itself).
 */
start: string | null, 
/**
 * Months; absent where the figure is not held.
 */
months: number | null, 
/**
 * Start + months.
 */
expires_raw: string | null, 
/**
 * With extension, rolled once.
 */
expires: string | null, 
/**
 * Days it was pushed back.
 */
extension_days: number, 
/**
 * It was started anew by an earlier replacement of the part.
 */
restarted: boolean, 
/**
 * A fault on the day asked about is covered.
 */
covers: boolean, 
/**
 * How far the figures can be relied on.
 */
confidence: Confidence, };

export type Credentials = { 
/**
 * Login.
 */
login: string, 
/**
 * Password.
 */
password: string, };

export type DailyBackup = { 
/**
 * One was made now.
 */
made: boolean, };

export type DayCount = { 
/**
 * Days from sending in to the end.
 */
total: number, 
/**
 * Days in no interval.
 */
ordinary: number, 
/**
 * 生产者未供应零配件
 */
parts_not_supplied: number, 
/**
 * 修理者自身原因
 */
repairer: number, 
/**
 * 消费者原因
 */
consumer: number, 
/**
 * 其他原因
 */
other: number, };

export type Deduction = { 
/**
 * What.
 */
label: string, 
/**
 * What it rests on.
 */
clause: string, 
/**
 * Its sum.
 */
asked_fen: Fen, 
/**
 * What could be taken off without going below zero.
 */
taken_fen: Fen, };

export type Delay = "parts_not_supplied" | "repairer" | "consumer" | "other";

export type DelayInterval = { 
/**
 * Whose days they are.
 */
cause: Delay, 
/**
 * First day.
 */
from: string, 
/**
 * The day it ended, itself not counted; absent while it runs.
 */
to: string | null, };

export type DiscountColumn = { 
/**
 * Its name.
 */
label: string, 
/**
 * Who bore it; absent for what the platform split without a name.
 */
bearer: Bearer | null, 
/**
 * Its sum over the lines.
 */
total_fen: Fen, 
/**
 * What of it falls on the pieces that go back now.
 */
back_fen: Fen, 
/**
 * How it comes back, in Chinese.
 */
comes_back: string, };

export type DoInput = { 
/**
 * Kind.
 */
kind: string, 
/**
 * The record; absent to create one.
 */
id: string | null, 
/**
 * Event.
 */
event: string, 
/**
 * Answers to what the event asks for.
 */
input: Record<string, unknown>, 
/**
 * The version the person saw.
 */
version: number | null, };

export type DoneView = { 
/**
 * The record.
 */
id: string, 
/**
 * Its number; empty when the kind has none.
 */
number: string, 
/**
 * Its state now.
 */
state: string, 
/**
 * 中文 label of the state.
 */
state_label: string, 
/**
 * Its version now.
 */
version: number, 
/**
 * Kinds that changed.
 */
kinds: Array<string>, 
/**
 * Can be taken back by the caller now (`records.undo`).
 */
undoable: boolean, };

export type Draft = { 
/**
 * What was typed; `null` when there is none.
 */
value: unknown, };

export type DraftName = { 
/**
 * Which form, e.g. `quality_case/<id>/set_facts`.
 */
name: string, };

export type Ended = "done" | "part" | "absent" | "untraced" | "unknown";

export type Entries = { 
/**
 * The entries.
 */
entries: Array<Entry>, };

export type Entry = { 
/**
 * Governing text (类目).
 */
family: RuleFamily, 
/**
 * Product name as in the list.
 */
product: string, 
/**
 * Period of the whole unit in months (整机期); absent for accessories and where not found.
 */
whole_months: number | null, 
/**
 * Main parts or accessories (主要部件期).
 */
parts: Array<PartTerm>, 
/**
 * Said in so many words: this product has no main parts of its own.
 */
no_main_parts: boolean, 
/**
 * Daily depreciation rate in parts per million (折旧算法); absent when not found.
 */
daily_rate: Rate | null, 
/**
 * 特殊情形
 */
special_cases: string | null, 
/**
 * 服务细则
 */
service_standard: string | null, 
/**
 * Scope of the promise.
 */
scope: string | null, 
/**
 * Who answers for it.
 */
responsible: Responsible | null, 
/**
 * Where the whole-unit figures come from.
 */
source: string, 
/**
 * How far they can be relied on.
 */
confidence: Confidence, 
/**
 * Remark on the confidence, as recorded.
 */
remark: string, };

export type ExportFile = { 
/**
 * File name to offer.
 */
name: string, 
/**
 * The bytes, base64.
 */
bytes: string, 
/**
 * Rows of data.
 */
rows: number, };

export type ExportInput = { 
/**
 * Kind of the records.
 */
kind: string, 
/**
 * `xlsx`, `csv` (UTF-8 with mark) or `csv-gb18030`.
 */
format: string, 
/**
 * What it is for.
 */
purpose: string, 
/**
 * Only records made on or after this calendar day.
 */
from?: string | null, 
/**
 * Only records made on or before this calendar day.
 */
to?: string | null, 
/**
 * The second person who agrees to personal values in the clear; without one they are masked.
 */
approved_by?: Approval | null, };

export type Fen = number;

export type FieldView = { 
/**
 * Column name.
 */
name: string, 
/**
 * 中文 label.
 */
label: string, 
/**
 * `text`, `long_text`, `int`, `money`, `date`, `instant`, `bool`, `choice`, `checks`, `ref` or `json`.
 */
type: string, 
/**
 * Of a choice: stored name and label. Of checks: item and one of its answers.
 */
choices: Array<[string, string]>, 
/**
 * Of a reference: the kind it points to.
 */
of: string | null, 
/**
 * The event is refused without it.
 */
required: boolean, 
/**
 * Shown masked; the value is had by giving a reason.
 */
masked: boolean, 
/**
 * A word of help.
 */
help: string, };

export type FileName = { 
/**
 * As on the person's disk, without folder.
 */
name: string, 
/**
 * A name made up by the screen, under which reading can be cancelled.
 */
job?: string | null, };

export type FilePart = { 
/**
 * Media type.
 */
media: string, 
/**
 * The bytes, base64.
 */
bytes: string, 
/**
 * How many parts there are; at least 1.
 */
parts: number, 
/**
 * Bytes of the whole file.
 */
size: number, 
/**
 * File name to offer when it is saved, numbers of persons masked.
 */
name: string, };

export type FilePreview = { 
/**
 * Token of the held file.
 */
token: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Encoding.
 */
encoding: string, 
/**
 * False when no platform was recognised: the person names the columns.
 */
recognised: boolean, 
/**
 * Platform code.
 */
platform: string, 
/**
 * 中文 name of the platform.
 */
platform_label: string, 
/**
 * `orders`, `lines` or `aftersale`.
 */
kind: string, 
/**
 * What the file is, e.g. 淘宝 订单列表.
 */
label: string, 
/**
 * Rows of data.
 */
rows: number, 
/**
 * Row of the headings, from 1.
 */
heading_row: number, 
/**
 * The columns.
 */
columns: Array<ColumnView>, 
/**
 * The first rows.
 */
first_rows: Array<RowView>, 
/**
 * Guess for the mapping screen: field code → heading.
 */
suggestion: { [key in string]: string }, 
/**
 * All fields a column can serve.
 */
fields: Array<[string, string]>, 
/**
 * All platforms.
 */
platforms: Array<[string, string]>, };

export type FirstPassword = { 
/**
 * Login.
 */
login: string, 
/**
 * Recovery code.
 */
code: string, 
/**
 * New password.
 */
password: string, };

export type Found = { 
/**
 * Kind.
 */
kind: string, 
/**
 * 中文 label of the kind.
 */
kind_label: string, 
/**
 * Id.
 */
id: string, 
/**
 * Number, or what comes nearest to it.
 */
number: string, 
/**
 * One line, without personal data in the clear.
 */
title: string, 
/**
 * 中文 label of the state.
 */
state_label: string, 
/**
 * The case to open, when it belongs to one.
 */
case: string | null, };

export type FoundOrder = { 
/**
 * The order, personal values masked.
 */
order: ListRow, 
/**
 * Its lines.
 */
lines: Array<ListRow>, 
/**
 * The consumer, masked.
 */
consumer: string | null, 
/**
 * Cases that are open on it already.
 */
open_cases: number, };

export type Freed = { 
/**
 * Bytes; 0 when there was none.
 */
bytes: number, };

export type HealthLevel = "error" | "warning";

export type HealthNote = { 
/**
 * A stable name, e.g. `no_backup`.
 */
code: string, 
/**
 * How pressing.
 */
level: HealthLevel, 
/**
 * What is so and what to do, in Chinese, without personal data.
 */
words: string, 
/**
 * The screen on which it is put right, if there is one for the person who asks.
 */
route: string | null, 
/**
 * The operation by which the person who asks can help at once, on that screen.
 */
remedy: string | null, };

export type Imported = { 
/**
 * The batch, for undoing it; `None` after a dry run or when nothing changed.
 */
batch: string | null, 
/**
 * Its number.
 */
number: string | null, 
/**
 * Platform code.
 */
platform: string, 
/**
 * Encoding of the file.
 */
encoding: string, 
/**
 * Rows of data in the file.
 */
rows: number, 
/**
 * Rows that were refused.
 */
refused: Array<RefusedRow>, 
/**
 * Orders that were not there before.
 */
orders_new: number, 
/**
 * Orders in which something changed.
 */
orders_updated: number, 
/**
 * Lines that were not there before.
 */
lines_new: number, 
/**
 * Lines in which something changed.
 */
lines_updated: number, 
/**
 * After-sale cases opened.
 */
cases_new: number, 
/**
 * After-sale cases in which something changed.
 */
cases_updated: number, 
/**
 * Orders and cases that stand as they were.
 */
unchanged: number, };

export type JobName = { 
/**
 * The name that the screen gave it.
 */
job: string, };

export type JobProgress = { 
/**
 * As the work counts: percent, rows of a file, records gone through. 0 when nothing of that name runs.
 */
done: number, };

export type KeysView = { 
/**
 * The system's keychain: `kept`, `not_used`, or the code of what is wrong with it.
 */
keychain: string, 
/**
 * The same in words.
 */
keychain_words: string, 
/**
 * When the keychain was last looked at.
 */
keychain_checked_at: string | null, 
/**
 * Both copies of the key file are good.
 */
key_files_whole: boolean, 
/**
 * When the printed code was last typed rightly.
 */
code_checked_at: string | null, 
/**
 * It should be tried again.
 */
code_check_due: boolean, 
/**
 * The file is older than what is known, in words; the owner may go on with it.
 */
older: string | null, 
/**
 * What was done just now besides what was asked for, in words.
 */
done: string | null, };

export type KindCounts = { 
/**
 * 中文 label of the kind.
 */
label: string, 
/**
 * Now.
 */
now: number, 
/**
 * In the backup.
 */
then: number, };

export type KindName = { 
/**
 * Kind.
 */
kind: string, };

export type KindView = { 
/**
 * Name.
 */
kind: string, 
/**
 * 中文 label.
 */
label: string, 
/**
 * The states, (stored name, 中文 label).
 */
states: Array<[string, string]>, 
/**
 * The person may create one by hand.
 */
creates: boolean, 
/**
 * Stands in the queue of cases.
 */
is_case: boolean, };

export type LabelsAsked = { 
/**
 * The records, in the order of the labels.
 */
items: Array<Which>, 
/**
 * `40x30` or `60x40`, in millimetres.
 */
size: string, 
/**
 * How many of each, 1 to 10.
 */
copies: number, };

export type Lane = "law" | "platform" | "promise";

export type LedgerFilter = { 
/**
 * Only of this record.
 */
record: string | null, 
/**
 * Only by this account.
 */
actor: string | null, 
/**
 * Key of the last row of the page before.
 */
before: string | null, };

export type LedgerPage = { 
/**
 * Entries, newest first.
 */
items: Array<TimelineItem>, 
/**
 * Key for the next page; `None` when this is the last.
 */
before: string | null, 
/**
 * Entries in all.
 */
total: number, };

export type ListInput = { 
/**
 * Kind.
 */
kind: string, 
/**
 * Words to find, as in the search.
 */
words: string, 
/**
 * Only this state.
 */
state: string | null, 
/**
 * Only rows whose fields say this: how a figure opens its rows.
 */
only?: Array<Only>, 
/**
 * Key of the last row of the page before.
 */
after: string | null, };

export type ListOutput = { 
/**
 * 中文 label of the kind.
 */
label: string, 
/**
 * The declared fields: the columns.
 */
fields: Array<FieldView>, 
/**
 * The rows, newest first.
 */
rows: Array<ListRow>, 
/**
 * Key for the next page; `None` when this is the last.
 */
after: string | null, };

export type ListRow = { 
/**
 * Id.
 */
id: string, 
/**
 * Human number.
 */
number: string, 
/**
 * 中文 label of the state.
 */
state_label: string, 
/**
 * Values, personal ones masked.
 */
values: Record<string, unknown>, };

export type Look = { 
/**
 * The window's own affair: theme, size, density, columns.
 */
value: unknown, };

export type LookInput = { 
/**
 * The held file.
 */
token: string, 
/**
 * Platform code; recognised when absent.
 */
platform: string | null, 
/**
 * `orders`, `lines` or `aftersale`; recognised when absent.
 */
kind: string | null, 
/**
 * Field code → heading, for a file of no known platform.
 */
mapping: { [key in string]: string } | null, };

export type LostStep = { 
/**
 * The id that the window gave the call.
 */
id: string, 
/**
 * Name of the operation.
 */
name: string, };

export type LostSteps = { 
/**
 * At most 100.
 */
steps: Array<LostStep>, };

export type NewAttachment = { 
/**
 * Id of the record.
 */
case_id: string, 
/**
 * Kind of the record.
 */
of_kind: string, 
/**
 * What it shows: `intake`, `inspection`, `proof`, `chat`, `video` or `other`.
 */
role: string, 
/**
 * Name of the file as on the person's disk.
 */
name: string, };

export type NewPassword = { 
/**
 * The one in use.
 */
old: string, 
/**
 * The one to come.
 */
new: string, };

export type NewPerson = { 
/**
 * Login.
 */
login: string, 
/**
 * Name.
 */
name: string, 
/**
 * Duty.
 */
role: Role, 
/**
 * First password, to be changed by the person.
 */
password: string, };

export type NewShop = { 
/**
 * Name of the shop.
 */
shop: string, 
/**
 * Name of the owner.
 */
owner: string, 
/**
 * The owner's login.
 */
login: string, 
/**
 * The owner's password.
 */
password: string, 
/**
 * Keep a key in the system's keychain.
 */
use_keychain: boolean, };

export type Note = { 
/**
 * The convention, e.g. P3.
 */
convention: string, 
/**
 * How it was read here.
 */
reading: string, 
/**
 * How else it can be read.
 */
alternative: string, };

export type Nothing = Record<symbol, never>;

export type NoticeId = { 
/**
 * Id or number.
 */
id: string, };

export type Only = { 
/**
 * A reference, a choice, a date or an instant of the kind; or `state`.
 */
field: string, 
/**
 * One of these values; any when absent.
 */
is?: Array<string>, 
/**
 * Not before this calendar day, or this instant.
 */
from?: string, 
/**
 * Not after this calendar day, or before this instant.
 */
to?: string, };

export type OpenWith = { 
/**
 * The recovery code; without it the keychain is asked.
 */
code: string | null, };

export type OptionName = { 
/**
 * Code.
 */
code: string, 
/**
 * 中文 name.
 */
label: string, 
/**
 * The consumer gets it without paying.
 */
free: boolean, };

export type OrderView = { 
/**
 * Id.
 */
id: string, 
/**
 * 中文 name of the platform.
 */
platform: string, 
/**
 * Values, personal ones masked.
 */
values: Record<string, unknown>, 
/**
 * Its lines.
 */
lines: Record<string, unknown>[], };

export type Outcome = { 
/**
 * The id asked for.
 */
id: string, 
/**
 * How it ended.
 */
ended: Ended, 
/**
 * What it was, in Chinese: the step, or the operation.
 */
what: string, 
/**
 * Human number of the record, where there is one.
 */
number: string | null, 
/**
 * Kind of the record.
 */
kind: string | null, 
/**
 * Its id.
 */
record: string | null, 
/**
 * When it was saved, UTC.
 */
at: string | null, 
/**
 * The whole as a sentence for the person.
 */
words: string, };

export type PaperAsked = { 
/**
 * Kind of the record.
 */
kind: string, 
/**
 * Id of the record.
 */
id: string, 
/**
 * Which paper, by its stored name.
 */
what: string, 
/**
 * `a4`, `slip80` or `slip58`; the paper's own when absent.
 */
paper: string, 
/**
 * Large type.
 */
large_type: boolean, };

export type PaperChecked = { 
/**
 * `same`, `altered`, `cut_off`, `other_shop` or `not_signed`.
 */
result: string, 
/**
 * In Chinese: what it means and what to do.
 */
words: string, 
/**
 * The entry it is about.
 */
seq: number, 
/**
 * The signature was there and is right; typed ones have none.
 */
signed: boolean, };

export type PaperInHand = { 
/**
 * Content of its QR code.
 */
text: string | null, 
/**
 * Number of the entry, as printed.
 */
seq: number | null, 
/**
 * The fingerprint, its first four groups or more.
 */
hash: string | null, };

export type PaperOffer = { 
/**
 * Stored name.
 */
what: string, 
/**
 * 中文 title.
 */
title: string, 
/**
 * Sizes it fits on, (stored name, 中文 label); the first is its own.
 */
sizes: Array<[string, string]>, };

export type PartTerm = { 
/**
 * Name of the part or accessory.
 */
name: string, 
/**
 * Period in months; absent when not found.
 */
months: number | null, 
/**
 * Where the figure comes from.
 */
source: string, 
/**
 * How far it can be relied on.
 */
confidence: Confidence, 
/**
 * Remark on the confidence, as recorded.
 */
remark: string, };

export type Passport = { 
/**
 * Id of the unit.
 */
id: string, 
/**
 * Serial number.
 */
serial: string, 
/**
 * 中文 state.
 */
state_label: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * Name in the catalogue.
 */
product: string, 
/**
 * Model.
 */
model: string | null, 
/**
 * Order it was sold on.
 */
order_no: string | null, 
/**
 * Day of the invoice.
 */
invoice_date: string | null, 
/**
 * Day of sign-off.
 */
received_date: string | null, 
/**
 * Day it was installed.
 */
installed_date: string | null, 
/**
 * Day it was given in exchange.
 */
exchanged_date: string | null, 
/**
 * Day all this is told for.
 */
as_of: string, 
/**
 * What covers it.
 */
cover: Cover | null, 
/**
 * Why nothing can be said of the period, and what to do.
 */
cover_problem: string | null, 
/**
 * Its repairs, oldest first.
 */
repairs: Array<PassportRepair>, 
/**
 * Its exchanges, oldest first.
 */
chain: Array<ChainUnit>, 
/**
 * Cases that are not ended.
 */
open_cases: Array<PassportCase>, };

export type PassportCase = { 
/**
 * Kind.
 */
kind: string, 
/**
 * Id.
 */
id: string, 
/**
 * Number.
 */
number: string, 
/**
 * 中文 label of the kind.
 */
kind_label: string, 
/**
 * 中文 state.
 */
state_label: string, };

export type PassportRepair = { 
/**
 * Id of the order.
 */
id: string, 
/**
 * Its number.
 */
number: string, 
/**
 * 中文 state.
 */
state_label: string, 
/**
 * Day of sending in.
 */
sent_in: string, 
/**
 * Day of hand-back; absent while it is in the shop.
 */
out: string | null, 
/**
 * Its days by cause.
 */
days: DayCount, 
/**
 * Days it gave to the period; absent when it does not count.
 */
counted_days: number | null, 
/**
 * Paid by the consumer.
 */
charged: boolean, 
/**
 * What was found.
 */
fault_found: string | null, 
/**
 * 中文 outcome.
 */
outcome: string | null, };

export type Password = { 
/**
 * As typed.
 */
password: string, };

export type PdfFile = { 
/**
 * File name to offer.
 */
name: string, 
/**
 * The bytes, base64.
 */
pdf: string, 
/**
 * Pages.
 */
pages: number, 
/**
 * What the person must be told.
 */
warnings: Array<string>, };

export type Person = { 
/**
 * Account id.
 */
id: string, 
/**
 * Login.
 */
login: string, 
/**
 * Name.
 */
name: string, 
/**
 * Duty.
 */
role: Role, 
/**
 * 中文 name of the duty.
 */
role_label: string, 
/**
 * On duty, not deactivated.
 */
active: boolean, 
/**
 * Has a password.
 */
has_password: boolean, };

export type Place = { 
/**
 * Device.
 */
device: string, 
/**
 * Epoch.
 */
epoch: number, 
/**
 * Number of the entry.
 */
seq: number, };

export type PrintedCheckpoint = { 
/**
 * Its record.
 */
id: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Id of the issued paper: `notices.file` gives its bytes.
 */
notice: string, 
/**
 * Up to which entry.
 */
seq: number, };

export type PromiseBoard = { 
/**
 * The promises, those in force first.
 */
rows: Array<PromiseRow>, };

export type PromiseCounts = { 
/**
 * 已履行
 */
kept: number, 
/**
 * 违诺
 */
broken: number, 
/**
 * 待履行, those past their due moment among them.
 */
pending: number, 
/**
 * 待履行 whose due moment has passed: newer data will tell.
 */
overdue: number, 
/**
 * 待核定
 */
unclear: number, 
/**
 * 不适用
 */
void: number, };

export type PromisePeriod = { 
/**
 * First day.
 */
from: string | null, 
/**
 * Last day.
 */
to: string | null, };

export type PromiseRow = { 
/**
 * Id.
 */
id: string, 
/**
 * Number, naming the version.
 */
number: string, 
/**
 * Name.
 */
title: string, 
/**
 * 法定 or 增值.
 */
kind: string, 
/**
 * 中文 type.
 */
type_label: string, 
/**
 * State.
 */
state: string, 
/**
 * 中文 label of the state.
 */
state_label: string, 
/**
 * What starts it, until when, and what keeps it, in words.
 */
limit: string, 
/**
 * What a breach costs, in words.
 */
compensation: string, 
/**
 * First day.
 */
effective_from: string | null, 
/**
 * How its orders fared.
 */
counts: PromiseCounts, 
/**
 * Kept of all decided, in hundredths of a percent.
 */
rate: number | null, 
/**
 * The line below which it promises too much, in percent; `None` when nobody set one.
 */
warn_below: number | null, 
/**
 * The rate is below the line.
 */
over_promised: boolean, 
/**
 * Breaches that wait for their compensation.
 */
owed_cases: number, 
/**
 * What they are owed, fen.
 */
owed_fen: number, 
/**
 * What was paid in the period, fen.
 */
paid_fen: number, };

export type Question = { 
/**
 * The facts, as on the command line.
 */
facts: Record<string, unknown>, };

export type Rate = number;

export type RecordView = { 
/**
 * Kind.
 */
kind: string, 
/**
 * 中文 label of the kind.
 */
kind_label: string, 
/**
 * Id.
 */
id: string, 
/**
 * Human number; empty when the kind has none.
 */
number: string, 
/**
 * State.
 */
state: string, 
/**
 * 中文 label of the state.
 */
state_label: string, 
/**
 * To be sent back with the next event: another one stored is a conflict.
 */
version: number, 
/**
 * Created, UTC milliseconds since 1970.
 */
created_ms: number, 
/**
 * The declared fields, in order.
 */
fields: Array<FieldView>, 
/**
 * Their values, personal ones masked.
 */
values: Record<string, unknown>, 
/**
 * What this person may do now.
 */
buttons: Array<Button>, 
/**
 * Papers that this person may issue by hand now.
 */
papers: Array<PaperOffer>, };

export type RecoverySheetView = { 
/**
 * The groups as printed.
 */
groups: Array<string>, 
/**
 * Which groups (from 1) are asked back.
 */
ask: Array<number>, 
/**
 * The sheet as PDF, base64.
 */
pdf: string, 
/**
 * The system's keychain opens the shop; without it the code is asked for at every start.
 */
in_keychain: boolean, };

export type RefundRow = { 
/**
 * Id of the line.
 */
id: string, 
/**
 * What was sold.
 */
title: string, 
/**
 * Pieces bought.
 */
quantity: number, 
/**
 * Pieces times price.
 */
list_fen: Fen, 
/**
 * Its share of each discount, in the order of the columns.
 */
shares_fen: Array<Fen>, 
/**
 * What was paid for it.
 */
net_paid_fen: Fen, 
/**
 * Pieces that went back before.
 */
returned_before: number, 
/**
 * Money paid back on it before.
 */
refunded_before_fen: Fen, 
/**
 * Pieces that go back now.
 */
returning: number, 
/**
 * What is paid back for them now.
 */
refundable_fen: Fen, };

export type RefundTable = { 
/**
 * The discounts.
 */
discounts: Array<DiscountColumn>, 
/**
 * The lines.
 */
rows: Array<RefundRow>, 
/**
 * For the goods that go back.
 */
goods_fen: Fen, 
/**
 * Outward freight that goes back.
 */
freight_fen: Fen, 
/**
 * What is taken off.
 */
deductions: Array<Deduction>, 
/**
 * To be paid back by the way it was paid.
 */
refund_fen: Fen, 
/**
 * What the consumer laid out for the way back and gets beside the refund.
 */
return_freight_fen: Fen, 
/**
 * Paid on the order, freight included.
 */
paid_fen: Fen, 
/**
 * Paid back before.
 */
refunded_before_fen: Fen, 
/**
 * Paid, less paid back before: no refund goes above it.
 */
most_fen: Fen, 
/**
 * The working.
 */
working: Array<WorkingLine>, 
/**
 * Things to look out for, in Chinese.
 */
warnings: Array<string>, 
/**
 * Points on which readings differ.
 */
notes: Array<Note>, };

export type Refusal = { 
/**
 * What the caller may act upon: `not_allowed`, `guard`, `bad_input`, `not_found`, `conflict`, `locked`, `store`…
 */
code: string, 
/**
 * The words for the person, in Chinese, without personal data.
 */
message: string, 
/**
 * The input field it is about.
 */
field?: string, 
/**
 * The guard that said no.
 */
guard?: string, 
/**
 * The same call may succeed later without any change.
 */
retryable: boolean, };

export type RefusedRow = { 
/**
 * Row in the file, from 1.
 */
row: number, 
/**
 * Heading of the column in question; empty for the whole row.
 */
column: string, 
/**
 * Reason, without the value.
 */
reason: string, };

export type RelatedGroup = { 
/**
 * Kind of the records.
 */
kind: string, 
/**
 * 中文 label of the kind.
 */
label: string, 
/**
 * The field in which they name it: to be filled when a new one is made.
 */
field: string, 
/**
 * They stand in the queue of cases.
 */
is_case: boolean, 
/**
 * This person may make a new one.
 */
creates: boolean, 
/**
 * The rows, newest first, at most 50.
 */
rows: Array<ListRow>, };

export type Repair = { 
/**
 * Day the unit was sent in.
 */
in: string, 
/**
 * Day it was handed back; absent while it is still in the shop.
 */
out: string | null, 
/**
 * Why it takes or took long.
 */
delay?: Delay | null, 
/**
 * Whether the consumer paid for it; such repairs neither count nor extend.
 */
charged?: boolean | null, 
/**
 * Whose its days are, interval by interval; without them all days have the cause `delay`.
 */
delays?: Array<DelayInterval> | null, };

export type ReplacedFolder = { 
/**
 * Its name.
 */
name: string, 
/**
 * Since when it is replaced, calendar day.
 */
since: string, 
/**
 * It was kept long enough and may be removed.
 */
removable: boolean, };

export type ReplacedName = { 
/**
 * As listed.
 */
name: string, };

export type ResetPassword = { 
/**
 * Account id.
 */
id: string, 
/**
 * New password.
 */
password: string, };

export type Responsible = "seller" | "maker" | "repairer";

export type RestoreDone = { 
/**
 * What the replaced folder is called now; it lies beside the shop's folder.
 */
replaced: string | null, 
/**
 * When the backup was made, UTC.
 */
made_at: string, 
/**
 * Consumers who were erased again.
 */
erased_again: number, };

export type RestorePreview = { 
/**
 * Name of the shop in it.
 */
shop: string, 
/**
 * It is a backup of the shop that is open.
 */
same_shop: boolean, 
/**
 * When it was made, UTC.
 */
made_at: string, 
/**
 * How many records of each kind there are now and in the backup; kinds of which there are none left out.
 */
kinds: Array<KindCounts>, 
/**
 * Entries of the ledger that are not in the backup: what would be lost.
 */
lost: number, 
/**
 * The last of them.
 */
last_lost: Array<TimelineItem>, 
/**
 * Consumers erased since, who will be erased again.
 */
erased_again: number, 
/**
 * What is wrong with files of attachments, each in a sentence.
 */
findings: Array<string>, };

export type RevealInput = { 
/**
 * Kind.
 */
kind: string, 
/**
 * Id.
 */
id: string, 
/**
 * Field.
 */
field: string, 
/**
 * Why it has to be seen.
 */
reason: string, };

export type Revealed = { 
/**
 * The value; `None` when the field is empty.
 */
value: string | null, 
/**
 * For how many seconds it may stand on a screen.
 */
seconds: number, };

export type Role = "after_sales" | "technician" | "manager" | "owner" | "system";

export type RowView = { 
/**
 * Row in the file, from 1.
 */
row: number, 
/**
 * Cells, in the order of the columns.
 */
cells: Array<string>, 
/**
 * Faults.
 */
faults: Array<RefusedRow>, };

export type RuleFamily = "first_batch_1995" | "flat_tv_2011" | "mobile_phone_2001" | "mobile_phone_accessory_2001" | "fixed_phone_2001" | "micro_computer_2002" | "home_av_2002" | "agri_machinery" | "motorcycle" | "car_2021" | "zhejiang_local_2018" | "not_national";

export type Ruling = { 
/**
 * What the consumer may have, in the fixed order; never empty.
 */
options: Array<RulingOption>, 
/**
 * Start + period.
 */
expires_raw: string | null, 
/**
 * With extension, rolled once.
 */
expires: string | null, 
/**
 * Days the period is pushed back.
 */
extension_days: number | null, 
/**
 * Last day of the 7-day window.
 */
day7_last: string | null, 
/**
 * Last day of the 15-day window.
 */
day15_last: string | null, 
/**
 * Days for which depreciation is charged.
 */
depreciation_days: number | null, 
/**
 * The fee.
 */
depreciation_fen: Fen | null, 
/**
 * What the consumer gets back.
 */
refund_fen: Fen | null, 
/**
 * Last day or moment of a deadline; null in rulings.
 */
due: string | null, 
/**
 * Code of the governing text and the provincial layer.
 */
rule_set: string, 
/**
 * Version of the catalogue used.
 */
catalogue_version: string, 
/**
 * The working.
 */
working: Array<WorkingLine>, 
/**
 * Things to look out for, in Chinese.
 */
warnings: Array<string>, 
/**
 * One sentence in Chinese.
 */
headline: string, 
/**
 * Dates for the day bar.
 */
bar: Bar, 
/**
 * Points on which readings differ.
 */
notes: Array<Note>, 
/**
 * The weakest confidence among the lines used.
 */
confidence: Confidence, };

export type RulingOption = "return_full" | "exchange" | "exchange_other_model" | "return_less_depreciation" | "repair_free" | "part_repair_free" | "return_accessory" | "no_reason_return" | "no_reason_return_less_gift_price" | "loaner" | "wait" | "manual_review" | "paid_repair" | "refuse";

export type RulingView = { 
/**
 * The record: state and buttons.
 */
record: RecordView, 
/**
 * What the rules said.
 */
answer: Ruling, 
/**
 * The options as they stand, after a departure.
 */
options: Array<string>, 
/**
 * Name of the person who asked to depart.
 */
asked_by: string | null, 
/**
 * Name of the person who decided on it.
 */
decided_by: string | null, };

export type RunInput = { 
/**
 * How the file is read.
 */
look: LookInput, 
/**
 * The shop on the platform; the shop's own name when absent.
 */
shop: string | null, 
/**
 * Only say what would come of it.
 */
dry_run: boolean, 
/**
 * Name under which the screen asks how many rows are done; chosen by the screen.
 */
job: string | null, };

export type Salvaged = { 
/**
 * The new folder.
 */
folder: string, 
/**
 * Everything was read.
 */
whole: boolean, 
/**
 * Rows that were read.
 */
read: number, 
/**
 * Tables of which something is missing or was told again.
 */
tables: Array<SalvagedTable>, 
/**
 * Files of attachments that came over.
 */
files: number, 
/**
 * Files that are named and could not be read.
 */
files_lost: number, 
/**
 * All this in sentences.
 */
findings: Array<string>, };

export type SalvagedTable = { 
/**
 * Table.
 */
table: string, 
/**
 * 中文 name of what it holds.
 */
label: string, 
/**
 * Rows that were read.
 */
read: number, 
/**
 * Rows that could not be read: numbers or keys, the first fifty.
 */
lost: Array<string>, 
/**
 * How many there are of those.
 */
lost_count: number, 
/**
 * Of them, or of rows unknown, these were told again from the ledger.
 */
retold: Array<string>, 
/**
 * There may be more of which nothing is known.
 */
unsure: boolean, };

export type SaveDraft = { 
/**
 * Which form.
 */
name: string, 
/**
 * What was typed; `null` lets it go.
 */
value: unknown, };

export type ScanMeans = { "means": "order", 
/**
 * Its id.
 */
id: string, } | { "means": "unit", 
/**
 * Its id.
 */
id: string, } | { "means": "part", 
/**
 * Id of the part's record.
 */
id: string, 
/**
 * `arrive` or `install`.
 */
event: string, 
/**
 * What is said when it is done.
 */
words: string, } | { "means": "nothing", 
/**
 * Why, and what to do.
 */
words: string, };

export type Seen = { 
/**
 * Kind.
 */
kind: string, 
/**
 * Id.
 */
id: string, 
/**
 * The version the person saw.
 */
version: number, };

export type Settled = { 
/**
 * Seat whose entry it is.
 */
device: string, 
/**
 * Epoch of the entry.
 */
epoch: number, 
/**
 * Number of the entry in its chain.
 */
seq: number, 
/**
 * What was decided, and why.
 */
reason: string, };

export type SignedIn = { 
/**
 * Account id.
 */
id: string, 
/**
 * Login.
 */
login: string, 
/**
 * Name.
 */
name: string, 
/**
 * Duty.
 */
role: Role, 
/**
 * 中文 name of the duty.
 */
role_label: string, 
/**
 * The password is asked for before anything else.
 */
locked: boolean, };

export type StateCount = { 
/**
 * Kind.
 */
kind: string, 
/**
 * State.
 */
state: string, 
/**
 * 中文 label of the state.
 */
state_label: string, 
/**
 * Nothing more is expected.
 */
ended: boolean, 
/**
 * How many.
 */
count: number, 
/**
 * How many of them are past their nearest limit.
 */
late: number, };

export type Status = { 
/**
 * `none`: no shop in this folder; `locked`: a shop, not opened; `open`.
 */
state: string, 
/**
 * Why it could not be opened, when it is locked.
 */
why: Refusal | null, 
/**
 * Name of the shop, once open.
 */
shop: string | null, 
/**
 * A shop to try things in.
 */
demo: boolean, 
/**
 * Two groups of the recovery code are still to be typed back.
 */
recovery_pending: boolean, 
/**
 * Last year the work calendar knows; deadlines beyond it do not roll over holidays.
 */
calendar_last_year: number | null, 
/**
 * Version of the app.
 */
version: string, };

export type SummaryAsked = { 
/**
 * Days, 1 to 92.
 */
days: number, };

export type Ticked = { 
/**
 * Events done by rule.
 */
done: number, 
/**
 * Events that a guard refused; they come up again.
 */
refused: number, 
/**
 * There is more to do: call again.
 */
more: boolean, };

export type TimelineItem = { 
/**
 * Device, epoch and number: the entry's place, e.g. `3F/1/207`.
 */
place: string, 
/**
 * When, UTC.
 */
at: string, 
/**
 * Name of who did it.
 */
who: string, 
/**
 * 中文 label of the kind.
 */
kind_label: string, 
/**
 * Kind.
 */
kind: string, 
/**
 * Id of the record.
 */
record: string, 
/**
 * Event.
 */
event: string, 
/**
 * 中文 label of the event.
 */
label: string, 
/**
 * What changed: field label, before, after (personal values masked).
 */
changes: Array<ChangeView>, 
/**
 * Hash of the entry.
 */
hash: string, };

export type TypedCode = { 
/**
 * As typed.
 */
code: string, };

export type TypedGroups = { 
/**
 * (number of the group from 1, its characters).
 */
groups: Array<[number, string]>, };

export type TypedName = { 
/**
 * As typed.
 */
name: string, };

export type Undone = { 
/**
 * The batch.
 */
batch: string, 
/**
 * Orders and cases that are withdrawn.
 */
withdrawn: number, 
/**
 * Orders that are as they were before.
 */
restored: number, 
/**
 * Numbers of orders and cases that stay, because somebody has worked on them since.
 */
kept: Array<string>, };

export type Unread = { 
/**
 * 中文 name of what they are.
 */
label: string, 
/**
 * Numbers or keys, the first fifty.
 */
lost: Array<string>, 
/**
 * How many there are.
 */
lost_count: number, 
/**
 * There may be more of which nothing is known.
 */
unsure: boolean, };

export type Verdict = { 
/**
 * Nothing was found.
 */
sound: boolean, 
/**
 * In one sentence.
 */
headline: string, 
/**
 * The findings, each in a sentence.
 */
findings: Array<string>, 
/**
 * The whole result, as the command line gives it.
 */
details: Verification, };

export type Verification = { 
/**
 * Entries that were checked.
 */
entries: number, 
/**
 * Pages of the file whose seal does not hold.
 */
altered_pages: Array<number>, 
/**
 * What the database says of its own structure, when it is not in order.
 */
structure: Array<string>, 
/**
 * Records that stand on damaged pages, by table.
 */
unreadable: Array<Unread>, 
/**
 * Places where a chain does not hold.
 */
broken: Array<BrokenPlace>, 
/**
 * Chains (device/epoch) that were once longer than they are: the end was cut off.
 */
cut_off: Array<string>, 
/**
 * Heads that are known from a signature, a backup, a paper or elsewhere, and that the chain contradicts.
 */
contradicted: Array<Contradiction>, 
/**
 * Signed heads kept here, and entries that change the signing key, that are not signed by a declared key.
 */
bad_signatures: Array<Place>, 
/**
 * Signed heads that were checked.
 */
signed_heads: number, 
/**
 * Papers whose bytes are not those that were issued.
 */
altered_papers: Array<string>, 
/**
 * Attachments whose file is not there.
 */
missing_files: Array<string>, 
/**
 * Attachments whose file is not what was kept.
 */
altered_files: Array<string>, 
/**
 * Tables in which the ledger told again gives something else: table and record.
 */
different: Array<[string, string]>, 
/**
 * The ledger could be told again from its beginning.
 */
replayed: boolean, 
/**
 * Up to where the chain is known outside this file, in words; `None` when nothing is kept outside.
 */
anchored_up_to: string | null, 
/**
 * The same as a place, of the newest anchor.
 */
anchor: Anchored | null, 
/**
 * Entries that no anchor covers yet.
 */
unanchored: number, 
/**
 * When the first of them was written, UTC.
 */
unanchored_since: string | null, };

export type VerifyAsked = { 
/**
 * Name under which the screen asks how far it is.
 */
job?: string, };

export type VersionRow = { 
/**
 * Id.
 */
id: string, 
/**
 * Number.
 */
number: string, 
/**
 * Title.
 */
title: string, 
/**
 * First day on which sales fall under it.
 */
effective_from: string, 
/**
 * State.
 */
state: string, 
/**
 * 中文 state; of published ones whether they hold today.
 */
state_label: string, };

export type ViewCount = { 
/**
 * Name, as the filter of a list takes it.
 */
name: string, 
/**
 * 中文 label.
 */
label: string, 
/**
 * What stands in it, in a sentence.
 */
says: string, 
/**
 * Holds only the caller's own.
 */
mine: boolean, 
/**
 * How many, exactly.
 */
count: number, };

export type Which = { 
/**
 * Kind.
 */
kind: string, 
/**
 * Id.
 */
id: string, };

export type WhichUnit = { 
/**
 * Serial number.
 */
serial?: string | null, 
/**
 * Id.
 */
unit?: string | null, };

export type WhichVersion = { 
/**
 * Id of a version of the shop.
 */
id: string | null, };

export type Who = { 
/**
 * `None` when nobody is signed in.
 */
person: SignedIn | null, };

export type Words = { 
/**
 * Words, a number or its tail, or pinyin initials.
 */
text: string, };

export type WorkingLine = { 
/**
 * What was tested, with the figures, in Chinese.
 */
text: string, 
/**
 * Article or named convention it rests on.
 */
clause: string, 
/**
 * What came out, in Chinese.
 */
result: string, 
/**
 * ✓ or ✗ for a test; absent for a plain calculation.
 */
passed: boolean | null, 
/**
 * How far the figures can be relied on.
 */
confidence: Confidence, };

export interface Operations {
  /** 店铺状态 */
  "shop.status": { input: Nothing; output: Status };
  /** 建店 */
  "shop.create": { input: NewShop; output: RecoverySheetView };
  /** 核对恢复码 */
  "shop.confirm_recovery": { input: TypedGroups; output: Nothing };
  /** 打开店铺 */
  "shop.open": { input: OpenWith; output: Nothing };
  /** 换新恢复码 */
  "shop.renew_recovery": { input: Password; output: RecoverySheetView };
  /** 数据状况 */
  "shop.health": { input: Nothing; output: Array<HealthNote> };
  /** 抢救损坏的店铺 */
  "shop.salvage": { input: OpenWith; output: Salvaged };
  /** 抢救还能读出的内容 */
  "keys.salvage": { input: Nothing; output: Salvaged };
  /** 钥匙的状态 */
  "keys.state": { input: Nothing; output: KeysView };
  /** 核对系统钥匙串 */
  "keys.check": { input: Nothing; output: KeysView };
  /** 核对恢复码凭条 */
  "keys.check_code": { input: TypedCode; output: KeysView };
  /** 重写钥匙文件 */
  "keys.mend": { input: Nothing; output: KeysView };
  /** 更换数据钥匙 */
  "keys.rotate": { input: Nothing; output: KeysView };
  /** 按旧文件继续 */
  "keys.continue_older": { input: Nothing; output: Nothing };
  /** 释放应急空间 */
  "shop.free_reserve": { input: Nothing; output: Freed };
  /** 工作进度 */
  "jobs.progress": { input: JobName; output: JobProgress };
  /** 停下工作 */
  "jobs.cancel": { input: JobName; output: Nothing };
  /** 到时的事 */
  "shop.tick": { input: Nothing; output: Ticked };
  /** 登录 */
  "session.sign_in": { input: Credentials; output: SignedIn };
  /** 设第一个密码 */
  "session.first_password": { input: FirstPassword; output: SignedIn };
  /** 谁在用 */
  "session.who": { input: Nothing; output: Who };
  /** 锁定 */
  "session.lock": { input: Nothing; output: Nothing };
  /** 退出 */
  "session.sign_out": { input: Nothing; output: Nothing };
  /** 再输入一次密码 */
  "session.step_up": { input: Password; output: Nothing };
  /** 改密码 */
  "session.change_password": { input: NewPassword; output: Nothing };
  /** 人员名单 */
  "staff.list": { input: Nothing; output: Array<Person> };
  /** 添加人员 */
  "staff.create": { input: NewPerson; output: DoneView };
  /** 重设密码 */
  "staff.reset_password": { input: ResetPassword; output: Nothing };
  /** 可转交的同事 */
  "staff.colleagues": { input: Nothing; output: Array<Colleague> };
  /** 核对没有回答的步骤 */
  "operations.outcome": { input: LostSteps; output: Array<Outcome> };
  /** 有哪些记录 */
  "records.kinds": { input: Nothing; output: Array<KindView> };
  /** 一条记录 */
  "records.show": { input: Which; output: RecordView };
  /** 一类记录 */
  "records.list": { input: ListInput; output: ListOutput };
  /** 可以新建什么 */
  "records.new": { input: KindName; output: Array<Button> };
  /** 做一步 */
  "records.do": { input: DoInput; output: DoneView };
  /** 相关记录 */
  "records.related": { input: Which; output: Array<RelatedGroup> };
  /** 撤回上一步 */
  "records.undo": { input: Seen; output: DoneView };
  /** 查看一项个人信息 */
  "records.reveal": { input: RevealInput; output: Revealed };
  /** 每日查看与导出 */
  "reveals.summary": { input: SummaryAsked; output: Array<AccessDay> };
  /** 售后单列表 */
  "cases.list": { input: CaseFilter; output: CasePage };
  /** 各状态件数 */
  "cases.counts": { input: Nothing; output: Array<StateCount> };
  /** 工作台视图 */
  "cases.views": { input: Nothing; output: Array<ViewCount> };
  /** 成批能做什么 */
  "cases.bulk_steps": { input: BulkItems; output: Array<BulkStep> };
  /** 成批做一步 */
  "cases.bulk": { input: BulkInput; output: BulkDone };
  /** 成批撤回上一步 */
  "cases.bulk_undo": { input: BulkItems; output: BulkDone };
  /** 一件售后单 */
  "cases.show": { input: CaseId; output: CaseView };
  /** 退款计算 */
  "returns.refund_table": { input: CaseId; output: RefundTable };
  /** 判定沙盘 */
  "rulings.sandbox": { input: Question; output: Ruling };
  /** 按现有事实试判 */
  "rulings.preview": { input: CaseId; output: Ruling };
  /** 处理方式名称 */
  "rulings.options": { input: Nothing; output: Array<OptionName> };
  /** 计算约定 */
  "rulings.conventions": { input: Nothing; output: Array<ConventionInfo> };
  /** 席位之间的冲突 */
  "conflicts.list": { input: Nothing; output: Array<ConflictCard> };
  /** 冲突已处理 */
  "conflicts.settle": { input: Settled; output: Nothing };
  /** 三包目录 */
  "catalogue.show": { input: WhichVersion; output: CatalogueView };
  /** 检查目录条目 */
  "catalogue.check": { input: Entries; output: Array<CatalogueFault> };
  /** 工作日历 */
  "calendar.show": { input: Nothing; output: CalendarView };
  /** 找订单 */
  "orders.find": { input: Words; output: Array<FoundOrder> };
  /** 承诺看板 */
  "promises.board": { input: PromisePeriod; output: PromiseBoard };
  /** 维修台 */
  "bench.show": { input: BenchAsked; output: Bench };
  /** 维修台扫码 */
  "bench.scan": { input: BenchScan; output: ScanMeans };
  /** 保修护照 */
  "passport.show": { input: WhichUnit; output: Passport };
  /** 打开文件 */
  "imports.open": { input: FileName; output: FilePreview };
  /** 换一种识别 */
  "imports.look": { input: LookInput; output: FilePreview };
  /** 导入 */
  "imports.run": { input: RunInput; output: Imported };
  /** 撤销一批 */
  "imports.undo": { input: BatchName; output: Undone };
  /** 通知书样张 */
  "notices.preview": { input: PaperAsked; output: PdfFile };
  /** 另行出具通知书 */
  "notices.issue": { input: PaperAsked; output: DoneView };
  /** 通知书原件 */
  "notices.file": { input: NoticeId; output: PdfFile };
  /** 一条记录的附件 */
  "attachments.list": { input: AttachmentsOf; output: Attachments };
  /** 添加附件 */
  "attachments.add": { input: NewAttachment; output: AttachmentView };
  /** 补附件缩略图 */
  "attachments.thumbnail": { input: AttachmentId; output: Nothing };
  /** 打开附件 */
  "attachments.bytes": { input: AttachmentPart; output: FilePart };
  /** 标签 */
  "labels.make": { input: LabelsAsked; output: PdfFile };
  /** 搜索 */
  "search": { input: Words; output: Array<Found> };
  /** 台账 */
  "ledger.list": { input: LedgerFilter; output: LedgerPage };
  /** 核验台账 */
  "ledger.verify": { input: VerifyAsked; output: Verdict };
  /** 店外锚点 */
  "anchors.list": { input: Nothing; output: Anchors };
  /** 打印台账核验点 */
  "anchors.print": { input: Nothing; output: PrintedCheckpoint };
  /** 核对纸上的核验点 */
  "anchors.check": { input: PaperInHand; output: PaperChecked };
  /** 导出表格 */
  "exports.table": { input: ExportInput; output: ExportFile };
  /** 备份一览 */
  "backups.list": { input: Nothing; output: BackupsView };
  /** 立即备份 */
  "backups.make": { input: JobName; output: BackupItem };
  /** 每天一份备份 */
  "backups.daily": { input: JobName; output: DailyBackup };
  /** 核对一份备份 */
  "backups.check": { input: BackupWithCode; output: BackupVerdict };
  /** 备份设置 */
  "backups.settings": { input: BackupSettings; output: BackupsView };
  /** 删除被替换的旧数据 */
  "backups.remove_replaced": { input: ReplacedName; output: BackupsView };
  /** 看备份与现在的差别 */
  "restore.inspect": { input: BackupWithCode; output: RestorePreview };
  /** 不恢复了 */
  "restore.forget": { input: Nothing; output: Nothing };
  /** 用备份换下现在的数据 */
  "restore.swap": { input: TypedName; output: RestoreDone };
  /** 在没有店铺的电脑上恢复 */
  "restore.begin": { input: BackupWithCode; output: RestoreDone };
  /** 读草稿 */
  "drafts.load": { input: DraftName; output: Draft };
  /** 存草稿 */
  "drafts.save": { input: SaveDraft; output: Nothing };
  /** 界面偏好 */
  "look.load": { input: Nothing; output: Look };
  /** 存界面偏好 */
  "look.save": { input: Look; output: Nothing };
}

/** Operations that are known again by the id of the call. */
export const TRACED: ReadonlySet<string> = new Set([
  "attachments.add",
  "attachments.thumbnail",
  "cases.bulk",
  "cases.bulk_undo",
  "conflicts.settle",
  "exports.table",
  "imports.run",
  "imports.undo",
  "labels.make",
  "notices.issue",
  "records.do",
  "records.reveal",
  "records.undo",
  "session.change_password",
  "staff.create",
]);
