//! A new shop. The recovery code goes to a new private file or to a terminal, and nowhere else.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::Path;

use jiff::Timestamp;
use serde_json::json;
use shounuo_desk::demo;
use shounuo_desk::kernel::Refusal;
use shounuo_desk::vault::RecoveryCode;
use shounuo_desk::workbench::Founding;

use crate::args::{New, ShopArgs};
use crate::desk::{system_keychain, workbench};
use crate::failure::Failure;
use crate::files::{cannot_write, name, private};
use crate::output::{Output, print, say};

const LOGIN: &str = "owner";

pub fn run(shop: &ShopArgs, asked: &New, out: &Output) -> Result<(), Failure> {
    let dir = shop.folder()?;
    let receiver = Receiver::prepare(asked.recovery_out.as_deref(), out)?;
    let keychain = if asked.no_keychain { None } else { system_keychain() };
    let in_keychain = keychain.is_some();
    let bench = workbench(dir, keychain);
    let founding =
        Founding { shop: &asked.name, owner: &asked.owner, login: LOGIN, password: None, demo: asked.demo, use_keychain: in_keychain };
    let now = Timestamp::now();
    let code = match bench.begin_founding(&founding, if asked.demo { demo::founded(now) } else { now }) {
        Ok(code) => code,
        Err(no) => {
            receiver.give_back();
            return Err(without_keychain(no).into());
        }
    };
    // The shop exists once its code was said.
    receiver.receive(&code)?;
    bench.finish_founding()?;
    if asked.demo {
        say("正在放入演示数据……");
        demo::fill(&bench, now)?;
    }
    bench.close();
    let made = json!({
        "shop": asked.name, "data": dir.to_string_lossy(), "owner": asked.owner, "login": LOGIN, "demo": asked.demo,
        "keychain": in_keychain, "recovery_out": asked.recovery_out.as_deref().map(Path::to_string_lossy),
    });
    out.object(&made, || text(asked, in_keychain))
}

fn text(asked: &New, in_keychain: bool) -> String {
    let code = asked.recovery_out.as_deref().map_or_else(String::new, |file| format!("恢复码在 {}，请抄在纸上另外保管。\n", name(file)));
    let key = if in_keychain { "钥匙已存入系统钥匙串。" } else { "没有用系统钥匙串，每次打开都要恢复码。" };
    let login = if asked.demo {
        format!("演示账号 owner、manager、kefu、kefu2、jishi，密码都是 {}。", demo::DEMO_PASSWORD)
    } else {
        format!("店主登录名 {LOGIN}，第一次在窗口登录时凭恢复码设密码。")
    };
    format!("已新建店铺“{}”。{key}\n{code}{login}\n", asked.name)
}

fn without_keychain(no: Refusal) -> Refusal {
    if no.code.starts_with("keychain_") {
        Refusal { message: format!("{}也可以加 --no-keychain 新建。", no.message), ..no }
    } else {
        no
    }
}

/// Where the code goes, made sure of before there is a code.
enum Receiver<'p> {
    File(File, &'p Path),
    Stdout,
    Stderr,
}

impl<'p> Receiver<'p> {
    fn prepare(file: Option<&'p Path>, out: &Output) -> Result<Self, Failure> {
        if let Some(path) = file {
            let file = private().write(true).create_new(true).open(path).map_err(|error| cannot_write(path, &error))?;
            return Ok(Receiver::File(file, path));
        }
        if std::io::stderr().is_terminal() {
            return Ok(Receiver::Stderr);
        }
        if std::io::stdout().is_terminal() && !out.json {
            return Ok(Receiver::Stdout);
        }
        Err(Failure::Usage("不在终端里运行时，要用 --recovery-out FILE 写明恢复码存到哪个新文件".to_owned()))
    }

    fn receive(self, code: &RecoveryCode) -> Result<(), Failure> {
        let line = code.line();
        let words = || format!("恢复码（只显示这一次，请抄在纸上）：\n\n    {}\n", line.as_str());
        match self {
            Receiver::Stdout => print(&words()),
            Receiver::Stderr => {
                say(&words());
                Ok(())
            }
            Receiver::File(mut file, path) => {
                let written = file.write_all(line.as_bytes()).and_then(|()| file.write_all(b"\n")).and_then(|()| file.sync_all());
                written.map_err(|_| {
                    Refusal::new("code_lost", format!("恢复码没有写进 {}，店铺没有建成；请换一个地方存恢复码，重新新建", name(path))).into()
                })
            }
        }
    }

    /// No shop was made: the empty file is taken away again.
    fn give_back(self) {
        if let Receiver::File(file, path) = self {
            drop(file);
            // An empty file left behind is a nuisance and no harm.
            drop(std::fs::remove_file(path));
        }
    }
}
