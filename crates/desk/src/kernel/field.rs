//! Fields and what they hold.

use shounuo_ledger::MergeRule;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// One line of text, at most 200 characters.
    Text,
    /// Text of several lines, at most 4000 characters.
    LongText,
    /// A whole number, not negative.
    Int,
    /// Integer fen, not negative.
    Money,
    /// A calendar date `YYYY-MM-DD`.
    Date,
    /// An instant, UTC, RFC 3339.
    Instant,
    /// Yes or no.
    Bool,
    /// One of (stored name, label).
    Choice(&'static [(&'static str, &'static str)]),
    /// A list of items, each answered with one of its answers: stored as an object, item → answer.
    Checks(&'static [(&'static str, &'static [&'static str])]),
    /// The id of a record of this kind.
    Ref(&'static str),
    /// Structured content, checked by the capability.
    Json,
}

/// How a personal value is shown to those who have not asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// As it is.
    Open,
    /// First character and stars: 张**
    Name,
    /// 138****5678
    Phone,
    /// Down to the district.
    Address,
    /// First and last character.
    Account,
    /// Free words: as they are, but for telephone and identity numbers that somebody wrote into them.
    Words,
    /// Never shown to anybody, not even for a reason: a password's hash.
    Hidden,
}

/// How search finds the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Find {
    /// Not at all.
    No,
    /// By any piece of its text.
    Text,
    /// As a number: from the front and by its tail.
    Number,
    /// By its text and the initials of its pinyin.
    Name,
}

/// One field of a kind, or one answer that an event asks for.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Column name.
    pub name: &'static str,
    /// 中文 label.
    pub label: &'static str,
    /// What it holds.
    pub ty: FieldType,
    /// An event that asks for it is refused without it.
    pub required: bool,
    /// How it is shown.
    pub mask: Mask,
    /// Sealed in the ledger under the person's key.
    pub personal: bool,
    /// How search finds it.
    pub find: Find,
    /// How two seats' changes merge.
    pub merge: MergeRule,
    /// Its content goes into other records of the same entry: the entry does not say it twice.
    pub carried: bool,
    /// A word of help under the input.
    pub help: &'static str,
}

const fn field(name: &'static str, label: &'static str, ty: FieldType, merge: MergeRule) -> Field {
    Field { name, label, ty, required: false, mask: Mask::Open, personal: false, find: Find::No, merge, carried: false, help: "" }
}

/// One line of text.
#[must_use]
pub const fn text(name: &'static str, label: &'static str) -> Field {
    field(name, label, FieldType::Text, MergeRule::Free)
}

/// Several lines of text.
#[must_use]
pub const fn long_text(name: &'static str, label: &'static str) -> Field {
    field(name, label, FieldType::LongText, MergeRule::Free)
}

/// A whole number.
#[must_use]
pub const fn int(name: &'static str, label: &'static str) -> Field {
    field(name, label, FieldType::Int, MergeRule::Free)
}

/// Integer fen. Two seats never both decide on money: guarded.
#[must_use]
pub const fn money(name: &'static str, label: &'static str) -> Field {
    field(name, label, FieldType::Money, MergeRule::Guarded)
}

/// A calendar date.
#[must_use]
pub const fn date(name: &'static str, label: &'static str) -> Field {
    field(name, label, FieldType::Date, MergeRule::Free)
}

/// An instant.
#[must_use]
pub const fn instant(name: &'static str, label: &'static str) -> Field {
    field(name, label, FieldType::Instant, MergeRule::Free)
}

/// Yes or no.
#[must_use]
pub const fn flag(name: &'static str, label: &'static str) -> Field {
    field(name, label, FieldType::Bool, MergeRule::Free)
}

/// One of a list.
#[must_use]
pub const fn choice(name: &'static str, label: &'static str, of: &'static [(&'static str, &'static str)]) -> Field {
    field(name, label, FieldType::Choice(of), MergeRule::Free)
}

/// A list of items to be gone through, each with its answers.
#[must_use]
pub const fn checks(name: &'static str, label: &'static str, of: &'static [(&'static str, &'static [&'static str])]) -> Field {
    field(name, label, FieldType::Checks(of), MergeRule::Free)
}

/// Another record.
#[must_use]
pub const fn link(name: &'static str, label: &'static str, kind: &'static str) -> Field {
    field(name, label, FieldType::Ref(kind), MergeRule::Free)
}

/// Structured content.
#[must_use]
pub const fn json(name: &'static str, label: &'static str) -> Field {
    field(name, label, FieldType::Json, MergeRule::Free)
}

impl Field {
    /// An event that asks for it is refused without it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same field, asked for but not demanded.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Personal: masked on every surface and sealed in the ledger.
    #[must_use]
    pub const fn personal(mut self, mask: Mask) -> Self {
        self.personal = true;
        self.mask = mask;
        self
    }

    /// Found by search.
    #[must_use]
    pub const fn find(mut self, find: Find) -> Self {
        self.find = find;
        self
    }

    /// Compare-and-set on merge: the second writer gets a conflict card.
    #[must_use]
    pub const fn guarded(mut self) -> Self {
        self.merge = MergeRule::Guarded;
        self
    }

    /// Its content goes into other records of the same entry: the entry does not say it twice.
    #[must_use]
    pub const fn carried(mut self) -> Self {
        self.carried = true;
        self
    }

    /// A word of help under the input.
    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }
}

/// Several lists of fields as one; [`joined!`] counts `N`.
#[must_use]
pub const fn join<const N: usize>(parts: &[&[Field]]) -> [Field; N] {
    // Every place is written over: N is the sum of the parts.
    let mut all = [text("", ""); N];
    let (mut part, mut to) = (0, 0);
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            all[to] = parts[part][at];
            (at, to) = (at + 1, to + 1);
        }
        part += 1;
    }
    assert!(to == N, "N is not the sum of the parts");
    all
}

/// Lists of fields put together to one: `joined!(OWN, FACT_FIELDS)`.
macro_rules! joined {
    ($($part:expr),+ $(,)?) => { &$crate::kernel::field::join::<{ 0 $(+ $part.len())+ }>(&[$($part),+]) };
}
pub(crate) use joined;
