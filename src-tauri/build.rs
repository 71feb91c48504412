//! Gives the window its configuration, icons and capabilities at build time.

/// The commands of the window. Named here, they are refused to every page that no capability grants them to.
const COMMANDS: &[&str] = &["call", "upload"];

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:error={error:#}");
    }
}
