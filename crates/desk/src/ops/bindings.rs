//! TypeScript from the declarations: one file, committed; a test demands that it is what these types give.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};

use ts_rs::{Config, TS, TypeVisitor};

use super::OPERATIONS;
use super::outcomes::TRACED;
use crate::kernel::Refusal;

/// The declarations met so far, by name.
#[derive(Default)]
pub struct TypeBook {
    config: Config,
    seen: BTreeSet<String>,
    declared: BTreeMap<String, String>,
    known: Vec<TypeId>,
}

impl TypeBook {
    /// The name of a type, after noting its declaration and those it needs.
    pub fn name<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.note::<T>();
        T::name(&self.config)
    }

    fn note<T: TS + 'static + ?Sized>(&mut self) {
        if self.known.contains(&TypeId::of::<T>()) {
            return;
        }
        self.known.push(TypeId::of::<T>());
        if T::output_path().is_some() && self.seen.insert(T::ident(&self.config)) {
            self.declared.insert(T::ident(&self.config), T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl TypeVisitor for TypeBook {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.note::<T>();
    }
}

/// The whole of `ui/src/bridge/generated.ts`.
#[must_use]
pub fn typescript() -> String {
    let mut book = TypeBook { config: Config::new().with_large_int("number"), ..TypeBook::default() };
    book.name::<Refusal>();
    let rows: Vec<String> = OPERATIONS
        .iter()
        .map(|operation| {
            let (input, output) = (operation.types)(&mut book);
            format!("  /** {} */\n  \"{}\": {{ input: {input}; output: {output} }};", operation.says, operation.name)
        })
        .collect();
    let types: Vec<String> = book.declared.values().map(|declaration| format!("export {declaration}")).collect();
    let traced: Vec<String> = TRACED.iter().map(|name| format!("  \"{name}\",")).collect();
    format!(
        "// Generated from the declarations in crates/desk/src/ops; written by `make bindings`. Not to be edited.\n\n{}\n\nexport interface Operations {{\n{}\n}}\n\n/** Operations that are known again by the id of the call. */\nexport const TRACED: ReadonlySet<string> = new Set([\n{}\n]);\n",
        types.join("\n\n"),
        rows.join("\n"),
        traced.join("\n")
    )
}
