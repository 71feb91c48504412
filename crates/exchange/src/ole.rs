//! Old xls. The workbook stream is taken out of its container by a checking reader, disarmed (see `biff`), and only then
//! does the workbook parser get it, in a container we wrote ourselves: chains that run in circles and dimensions that
//! fill the memory never reach it.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xls};

use crate::biff::disarm;
use crate::grid::{Budget, CellKind, Grid, GridBuilder, number_text};
use crate::guarded::guarded;
use crate::ooxml::date_text;
use crate::sheet::{Body, Sheet};
use crate::{FileFault, Limits};

/// The sheets of an xls file and whether it counts days from 1904.
pub(crate) fn read(bytes: Vec<u8>, limits: &Limits) -> Result<(Vec<Sheet>, bool), FileFault> {
    let (name, mut stream) = guarded("OLE2 容器", || workbook_stream(&bytes, limits))?;
    drop(bytes);
    disarm(&mut stream, limits)?;
    let clean = repack(&name, &stream)?;
    drop(stream);
    guarded("工作簿", || sheets(clean, limits))
}

fn workbook_stream(bytes: &[u8], limits: &Limits) -> Result<(String, Vec<u8>), FileFault> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| FileFault::corrupt("OLE2 容器"))?;
    if container.exists("/EncryptedPackage") {
        return Err(FileFault::Encrypted);
    }
    let name = ["Workbook", "Book"].into_iter().find(|name| container.is_stream(format!("/{name}")));
    let name = name.ok_or_else(|| FileFault::not_a_table("不是 Excel 文件（可能是 Word 文档等），请从平台导出表格"))?;
    let mut stream = Vec::new();
    let source = container.open_stream(format!("/{name}")).map_err(|_| FileFault::corrupt("工作簿"))?;
    // A stream cannot hold more than its file.
    let cap = bytes.len().min(limits.unpacked_bytes) as u64 + 1;
    source.take(cap).read_to_end(&mut stream).map_err(|_| FileFault::corrupt("工作簿"))?;
    limits.check_unpacked(stream.len())?;
    Ok((name.to_owned(), stream))
}

/// Version 3 (small sectors), which every reader of old files knows.
fn repack(name: &str, stream: &[u8]) -> Result<Vec<u8>, FileFault> {
    let mut container =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).map_err(|_| FileFault::corrupt("OLE2 容器"))?;
    let written = container.create_stream(format!("/{name}")).and_then(|mut target| target.write_all(stream));
    written.and_then(|()| container.flush()).map_err(|_| FileFault::corrupt("OLE2 容器"))?;
    Ok(container.into_inner().into_inner())
}

fn sheets(bytes: Vec<u8>, limits: &Limits) -> Result<(Vec<Sheet>, bool), FileFault> {
    let mut workbook: Xls<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => FileFault::Encrypted,
        _ => FileFault::corrupt("工作簿"),
    })?;
    let is_1904 = workbook.has_1904_epoch();
    let mut budget = Budget::default();
    let mut found = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(|_| FileFault::corrupt("工作表"))?;
        found.push(Sheet { name, body: Body::Grid(grid(&range, limits, &mut budget)?) });
    }
    Ok((found, is_1904))
}

fn grid(range: &calamine::Range<Data>, limits: &Limits, budget: &mut Budget) -> Result<Grid, FileFault> {
    let (top, left) = range.start().unwrap_or_default();
    let mut builder = GridBuilder::new(limits, budget);
    for (row, column, data) in range.used_cells() {
        let Some((kind, text)) = value(data) else { continue };
        let row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(top).saturating_add(1);
        builder.push(row, column + left as usize, kind, &text)?;
    }
    Ok(builder.finish())
}

fn value(data: &Data) -> Option<(CellKind, String)> {
    match data {
        Data::Empty => None,
        // Integers of the RK form have at most 30 bits.
        Data::Int(value) => Some((CellKind::Number, value.to_string())),
        Data::Float(value) => Some(number_text(*value)),
        Data::Bool(value) => Some((CellKind::Text, if *value { "是" } else { "否" }.to_owned())),
        Data::DateTime(at) => Some(date_text(at)),
        Data::Error(_) => Some((CellKind::Error, "#错误".to_owned())),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Some((CellKind::Text, text.clone())),
    }
}
