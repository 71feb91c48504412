#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| shounuo_fuzz::out::table(data));
