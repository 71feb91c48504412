//! A sort of record, declared once.

use shounuo_store::{Column, ColumnType, Row, Shape};

use super::field::{Field, FieldType};
use super::flow::{State, Step};
use super::paper::PaperRule;
use super::wake::Wake;

/// Whose key seals the personal fields of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The record holds nothing of a consumer.
    Nobody,
    /// The record is the person.
    Itself,
    /// The person's id stands in this field.
    In(&'static str),
}

/// How a record of this kind appears in the queue: which of its fields say what.
#[derive(Clone, Copy)]
pub struct CaseLook {
    /// One line that names it, without personal data.
    pub title: fn(&Row) -> String,
    /// Field with the owner's account id.
    pub owner: &'static str,
    /// Field with the consumer's id.
    pub consumer: &'static str,
    /// Field with the order's id.
    pub order: &'static str,
    /// Field with the shop's name.
    pub shop: &'static str,
}

/// A sort of record, declared once: fields, states, flow. The kernel does the rest.
pub struct Kind {
    /// Stored name; also the table's.
    pub name: &'static str,
    /// 中文 label.
    pub label: &'static str,
    /// Prefix of its human number; empty when it has none.
    pub prefix: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// Its states; the first is where creation leads when no step says otherwise.
    pub states: &'static [State],
    /// Its state table.
    pub flow: &'static [Step],
    /// How it appears in the queue, if it is a case.
    pub case: Option<CaseLook>,
    /// Whose key seals its personal fields.
    pub subject: Subject,
    /// Who may see records of it.
    pub seen_by: &'static [super::actor::Role],
    /// Papers that tell of a record of this kind.
    pub papers: &'static [PaperRule],
    /// What time, or other records, bring about.
    pub wakes: &'static [Wake],
    /// What a sticker on the goods says besides number, kind and title, a line each, without personal data: the tail of a
    /// serial, a shelf.
    pub label_lines: fn(&Row) -> Vec<String>,
    /// Where its state table differs from the written capability, and why; printed under the table.
    pub remarks: &'static [&'static str],
}

/// What a kind has that declares nothing more: `..PLAIN` at the end of a declaration.
pub const PLAIN: Kind = Kind {
    name: "",
    label: "",
    prefix: "",
    fields: &[],
    states: &[],
    flow: &[],
    case: None,
    subject: Subject::Nobody,
    seen_by: super::actor::EVERYONE,
    papers: &[],
    wakes: &[],
    label_lines: |_| Vec::new(),
    remarks: &[],
};

/// Columns that every kind's table has besides its fields.
pub const COMMON: &[Column] = &[
    Column { name: "number", ty: ColumnType::Text },
    Column { name: "state", ty: ColumnType::Text },
    Column { name: "version", ty: ColumnType::Int },
    Column { name: "created_ms", ty: ColumnType::Int },
    Column { name: "updated_ms", ty: ColumnType::Int },
    Column { name: "extra", ty: ColumnType::Json },
];

impl Kind {
    /// The kind's table.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let own = self.fields.iter().map(|field| Column { name: field.name, ty: column_type(field.ty) });
        Shape { table: self.name, columns: COMMON.iter().copied().chain(own).collect() }
    }

    /// The field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The state with this name.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<&'static State> {
        self.states.iter().find(|state| state.name == name)
    }

    /// Chinese name of a state; the stored name when it is of a newer version.
    #[must_use]
    pub fn state_label<'a>(&self, name: &'a str) -> &'a str {
        self.state(name).map_or(name, |state| state.label)
    }

    /// Chinese name of a choice of this field; the stored name when it is of a newer version.
    #[must_use]
    pub fn choice_label<'a>(&self, field: &str, value: &'a str) -> &'a str {
        let of: &'static [(&str, &str)] = match self.field(field).map(|field| field.ty) {
            Some(FieldType::Choice(of)) => of,
            _ => &[],
        };
        of.iter().find(|(name, _)| *name == value).map_or(value, |(_, label)| label)
    }

    /// The rows of the state table for an event.
    pub fn steps(&self, event: &str) -> impl Iterator<Item = &'static Step> {
        let flow = self.flow;
        let event = event.to_owned();
        flow.iter().filter(move |step| step.event == event)
    }
}

fn column_type(ty: FieldType) -> ColumnType {
    match ty {
        FieldType::Int | FieldType::Money => ColumnType::Int,
        FieldType::Bool => ColumnType::Bool,
        FieldType::Json | FieldType::Checks(_) => ColumnType::Json,
        _ => ColumnType::Text,
    }
}
