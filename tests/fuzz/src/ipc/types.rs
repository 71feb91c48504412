//! The types of the operations' inputs, read from the declarations that the screens use.

use std::collections::HashMap;
use std::sync::LazyLock;

use shounuo_desk::ops::typescript;

/// A type of TypeScript, as far as the declarations use it.
#[derive(Debug, Clone)]
pub enum Type {
    /// `string`
    Text,
    /// `number`
    Number,
    /// `boolean`
    Bool,
    /// `null`
    Null,
    /// `"word"`
    Word(String),
    /// `unknown`, and what is not understood
    Any,
    /// `Array<T>`
    List(Box<Type>),
    /// `[A, B]`
    Tuple(Vec<Type>),
    /// `{ a: A, b?: B }`
    Object(Vec<(String, Type)>),
    /// `Record<K, V>`, `{ [key in K]: V }`
    Map(Box<Type>),
    /// `A | B`
    Either(Vec<Type>),
    /// `A & B`
    Both(Vec<Type>),
    /// Another declaration.
    Named(String),
}

/// Declarations by name, and the input of each operation.
pub struct Declared {
    /// Types by name.
    pub types: HashMap<String, Type>,
    /// Operation, type of its input.
    pub inputs: Vec<(String, Type)>,
}

/// What the declarations say.
pub static DECLARED: LazyLock<Declared> = LazyLock::new(|| {
    let text = typescript();
    let mut reader = Reader { tokens: tokens(&text), at: 0 };
    let (mut types, mut inputs) = (HashMap::new(), Vec::new());
    while let Some(token) = reader.next() {
        match token.as_str() {
            "type" => {
                let name = reader.next().unwrap_or_default();
                if reader.eat("=") {
                    types.insert(name, reader.either());
                }
            }
            "input" if reader.eat(":") => {
                let operation = reader.tokens[reader.at - 5].trim_matches('"').to_owned();
                inputs.push((operation, reader.either()));
            }
            _ => {}
        }
    }
    Declared { types, inputs }
});

/// Words, quoted words, and single signs; comments left out.
fn tokens(text: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let len = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, later) = rest.split_at(len);
        if !token.starts_with("/*") && !token.starts_with("//") && !token.trim().is_empty() {
            found.push(token.to_owned());
        }
        rest = later;
    }
    found
}

struct Reader {
    tokens: Vec<String>,
    at: usize,
}

impl Reader {
    fn next(&mut self) -> Option<String> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = self.tokens.get(self.at).is_some_and(|token| token == sign);
        self.at += usize::from(found);
        found
    }

    fn either(&mut self) -> Type {
        self.eat("|");
        let mut all = vec![self.both()];
        while self.eat("|") {
            all.push(self.both());
        }
        if all.len() == 1 { all.remove(0) } else { Type::Either(all) }
    }

    fn both(&mut self) -> Type {
        let mut all = vec![self.single()];
        while self.eat("&") {
            all.push(self.single());
        }
        if all.len() == 1 { all.remove(0) } else { Type::Both(all) }
    }

    fn single(&mut self) -> Type {
        let token = self.next().unwrap_or_default();
        let mut found = match token.as_str() {
            "string" => Type::Text,
            "number" | "bigint" => Type::Number,
            "boolean" => Type::Bool,
            "null" | "undefined" => Type::Null,
            "unknown" | "any" => Type::Any,
            "{" => self.object(),
            "[" => self.tuple(),
            "(" => {
                let inner = self.either();
                self.eat(")");
                inner
            }
            "Array" if self.eat("<") => {
                let of = self.either();
                self.eat(">");
                Type::List(Box::new(of))
            }
            "Record" | "Partial" if self.eat("<") => {
                let first = self.either();
                let of = if self.eat(",") { self.either() } else { first };
                self.eat(">");
                Type::Map(Box::new(of))
            }
            word if word.starts_with('"') => Type::Word(word.trim_matches('"').to_owned()),
            name => Type::Named(name.to_owned()),
        };
        while self.eat("[") {
            self.eat("]");
            found = Type::List(Box::new(found));
        }
        found
    }

    fn tuple(&mut self) -> Type {
        let mut all = Vec::new();
        while !self.eat("]") && self.at < self.tokens.len() {
            all.push(self.either());
            self.eat(",");
        }
        Type::Tuple(all)
    }

    fn object(&mut self) -> Type {
        if self.eat("[") {
            // `[key in K]?: V`
            while !self.eat("]") && self.at < self.tokens.len() {
                self.at += 1;
            }
            self.eat("?");
            self.eat(":");
            let of = self.either();
            while !self.eat("}") && self.at < self.tokens.len() {
                self.at += 1;
            }
            return Type::Map(Box::new(of));
        }
        let mut fields = Vec::new();
        while !self.eat("}") && self.at < self.tokens.len() {
            let name = self.next().unwrap_or_default().trim_matches('"').to_owned();
            self.eat("?");
            if self.eat(":") {
                fields.push((name, self.either()));
            }
            let _ = self.eat(",") || self.eat(";");
        }
        Type::Object(fields)
    }
}
