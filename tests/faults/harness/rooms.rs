//! Folders of trials: prepared once, copied for each.

use std::fs;
use std::path::Path;

use shounuo_faults::Folder;

use crate::desk::Desk;
use crate::operations::Operation;
use crate::watch::is_memory;

/// Everything in a folder.
pub fn read_folder(root: &Path) -> Folder {
    let mut all = Folder::new();
    read_into(root, root, &mut all);
    all
}

fn read_into(root: &Path, folder: &Path, all: &mut Folder) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_path_buf();
        if path.is_dir() {
            all.insert(name, None);
            read_into(root, &path, all);
        } else if !is_memory(&path) {
            all.insert(name, Some(fs::read(&path).unwrap()));
        }
    }
}

/// Makes a folder hold exactly this.
pub fn write_folder(root: &Path, content: &Folder) {
    fs::create_dir_all(root).unwrap();
    for (name, bytes) in content {
        match bytes {
            Some(bytes) => fs::write(root.join(name), bytes).unwrap(),
            None => fs::create_dir_all(root.join(name)).unwrap(),
        }
    }
}

/// The room of an operation, made by its `world`.
pub fn prepare(operation: &Operation) -> Folder {
    let room = tempfile::tempdir().unwrap();
    if !operation.opens {
        for folder in ["disk/out", "keychain"] {
            fs::create_dir_all(room.path().join(folder)).unwrap();
        }
        return read_folder(room.path());
    }
    let desk = Desk::founded(room.path());
    (operation.world)(&desk);
    desk.save();
    let hot = read_folder(room.path());
    desk.close();
    if operation.hot { hot } else { read_folder(room.path()) }
}
