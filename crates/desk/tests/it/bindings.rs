//! The committed TypeScript is what the declarations give.

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/bridge/generated.ts");

#[test]
fn typescript_is_up_to_date() {
    let generated = shounuo_desk::ops::typescript();
    if std::env::var_os("SHOUNUO_WRITE").is_some() {
        std::fs::write(FILE, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(committed == generated, "ui/src/bridge/generated.ts is stale: run `make bindings`");
}
