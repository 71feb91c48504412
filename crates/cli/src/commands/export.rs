use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::json;
use shounuo_desk::kernel::Refusal;

use crate::args::{Export, ShopArgs};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::files::{Place, name};
use crate::output::Output;
use crate::resolve;

pub fn run(shop: &ShopArgs, asked: &Export, out: &Output) -> Result<(), Failure> {
    let ending = asked.out.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if !matches!(ending.as_str(), "xlsx" | "csv") {
        return Err(Failure::Usage("--out 应以 .xlsx 或 .csv 结尾".to_owned()));
    }
    let kind = resolve::kind(&asked.kind)?;
    let place = Place::take(&asked.out, asked.force)?;
    let desk = Desk::open(shop)?;
    let file = desk.call("exports.table", json!({ "kind": kind.name, "format": ending, "purpose": asked.purpose }))?;
    let bytes = BASE64.decode(file["bytes"].as_str().unwrap_or_default()).map_err(|_| Refusal::new("export", "导出的内容无法识别"))?;
    place.put(&bytes)?;
    let done = json!({ "kind": kind.name, "out": asked.out.to_string_lossy(), "rows": file["rows"] });
    out.object(&done, || format!("已导出{} {} 行到 {}\n", kind.label, file["rows"], name(&asked.out)))
}
