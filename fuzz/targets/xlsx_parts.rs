#![no_main]
libfuzzer_sys::fuzz_target!(init: shounuo_fuzz::fenced(), |data: &[u8]| shounuo_fuzz::tables::xlsx_parts(data));
