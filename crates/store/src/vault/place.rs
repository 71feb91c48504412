//! Where a shop's folder lies. A database wants a disk of this computer: on a network volume locks and syncs do not mean what
//! they say, and a program that synchronises a folder copies files that are being written, and puts old ones back.

use std::path::{Component, Path, PathBuf, Prefix};

/// What kind of place a folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A disk of this computer, as far as can be seen.
    Local,
    /// A volume of another computer.
    Network,
    /// A folder that this program synchronises.
    Synced(&'static str),
    /// A medium that can be pulled out.
    Removable,
}

/// What kind of place `dir` is, or will be once it is made.
#[must_use]
pub fn place_of(dir: &Path) -> Place {
    let whole = nearest(dir).unwrap_or_else(|| dir.to_owned());
    if on_a_share(&whole) {
        return Place::Network;
    }
    // The given path too: a link may hide the name by which a synchronised folder is known.
    if let Some(service) = synced_by(&whole).or_else(|| synced_by(dir)) {
        return Place::Synced(service);
    }
    volume_of(&whole)
}

/// Whether what lies at `there` is out of reach for whoever has the disk on which `here` lies: it is on another volume, or in a
/// folder that a service carries elsewhere. A second partition of the same disk is another volume and cannot be told from a
/// stick; where nothing is known of a volume it counts as the same.
#[must_use]
pub fn is_elsewhere(here: &Path, there: &Path) -> bool {
    let differ = volume_id(here).zip(volume_id(there)).is_some_and(|(here, there)| here != there);
    differ || matches!(place_of(there), Place::Synced(_))
}

/// The folder itself, or the nearest one above it that is there.
fn nearest(path: &Path) -> Option<PathBuf> {
    path.ancestors().find_map(|folder| folder.canonicalize().ok())
}

#[cfg(unix)]
fn volume_id(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    nearest(path)?.metadata().ok().map(|found| found.dev())
}

/// Drive letter, or server and share.
#[cfg(not(unix))]
fn volume_id(path: &Path) -> Option<std::ffi::OsString> {
    match nearest(path)?.components().next()? {
        Component::Prefix(prefix) => Some(prefix.as_os_str().to_ascii_uppercase()),
        _ => None,
    }
}

/// Folder names by which services are known: how a path's part looks, and whose it is.
const SYNCED: &[(&str, &str)] = &[
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("baidusyncdisk", "百度网盘同步空间"),
    ("baidunetdiskworkspace", "百度网盘同步空间"),
    ("百度网盘同步空间", "百度网盘同步空间"),
    ("百度云同步盘", "百度网盘同步空间"),
    ("nutstore", "坚果云"),
    ("nutstore files", "坚果云"),
    ("我的坚果云", "坚果云"),
    ("坚果云", "坚果云"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("cloudstorage", "云盘"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("我的云端硬盘", "Google Drive"),
    ("wps云盘", "WPS 云盘"),
    ("wpsdrive", "WPS 云盘"),
    ("wps cloud files", "WPS 云盘"),
    ("微云同步盘", "腾讯微云"),
    ("微云同步助手", "腾讯微云"),
    ("阿里云盘", "阿里云盘"),
    ("adrive", "阿里云盘"),
    ("天翼云盘", "天翼云盘"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("seafile", "Seafile"),
    ("syncthing", "Syncthing"),
    ("synologydrive", "Synology Drive"),
    ("megasync", "MEGA"),
    ("pcloud drive", "pCloud"),
];

/// The service in whose folder this path lies. `OneDrive - 公司` and `Dropbox (个人)` are the service's own ways to name more.
fn synced_by(path: &Path) -> Option<&'static str> {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().to_lowercase()),
        _ => None,
    });
    parts.into_iter().find_map(|part| {
        let first = part.split([' ', '(', '（']).next().unwrap_or_default();
        let named = |name: &str| part == name || matches!(name, "onedrive" | "dropbox") && first == name;
        SYNCED.iter().find(|(name, _)| named(name)).map(|(_, service)| *service)
    })
}

/// Windows gives a share, also one with a drive letter of its own, as `\\server\share` once its links are followed.
fn on_a_share(path: &Path) -> bool {
    let prefix = path.components().next();
    matches!(prefix, Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)))
}

#[cfg(target_os = "linux")]
fn volume_of(path: &Path) -> Place {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let removable = |device: &str| {
        // Of a partition the disk above it says so.
        ["removable", "../removable"].iter().any(|file| {
            let said = std::fs::read_to_string(format!("/sys/dev/block/{device}/{file}"));
            said.is_ok_and(|said| said.trim() == "1")
        })
    };
    volume(&path.to_string_lossy(), &mounts, removable)
}

#[cfg(target_os = "macos")]
fn volume_of(path: &Path) -> Place {
    // Without asking the system: other volumes than the first are mounted here, shares and sticks alike.
    if path.starts_with("/Volumes") || path.starts_with("/Network") { Place::Removable } else { Place::Local }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn volume_of(_: &Path) -> Place {
    Place::Local
}

/// File systems that lie on another computer, or behind a program that talks to one.
#[cfg(any(target_os = "linux", test))]
const NETWORKS: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "ceph",
    "glusterfs",
    "davfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.gvfsd-fuse",
    "fuse.s3fs",
    "fuse.glusterfs",
    "fuse.smbnetfs",
    "fuse.google-drive-ocamlfuse",
    "fuse.onedriver",
];

/// What the mount with the longest way to `path` is. Lines of mountinfo: `36 35 98:0 /root /mount rw … - type source …`.
#[cfg(any(target_os = "linux", test))]
fn volume(path: &str, mounts: &str, removable: impl Fn(&str) -> bool) -> Place {
    let of = |line: &str| {
        let (before, after) = line.split_once(" - ")?;
        let mut fields = before.split(' ');
        let (device, at) = (fields.nth(2)?.to_owned(), unescaped(fields.nth(1)?));
        Some((at, device, after.split(' ').next()?.to_owned()))
    };
    let holds = |at: &str| Path::new(path).starts_with(at);
    // Of two mounts at one place the later one is seen.
    let mount = mounts.lines().filter_map(of).filter(|(at, ..)| holds(at)).max_by_key(|(at, ..)| at.len());
    let Some((at, device, kind)) = mount else { return Place::Local };
    if NETWORKS.contains(&kind.as_str()) {
        Place::Network
    } else if removable(&device) || at.starts_with("/media/") || at.starts_with("/run/media/") {
        Place::Removable
    } else {
        Place::Local
    }
}

/// Blanks and the like stand there as octal numbers.
#[cfg(any(target_os = "linux", test))]
fn unescaped(text: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_services_are_known_by_their_names() {
        for (path, service) in [
            ("/d/OneDrive/守诺", Some("OneDrive")),
            ("/d/OneDrive - 晨光电器/守诺", Some("OneDrive")),
            ("/d/Dropbox (个人)/shop", Some("Dropbox")),
            ("/d/BaiduSyncdisk/shop", Some("百度网盘同步空间")),
            ("/d/我的坚果云/shop", Some("坚果云")),
            ("/d/Nutstore/1/shop", Some("坚果云")),
            ("/d/Library/Mobile Documents/com~apple~CloudDocs/shop", Some("iCloud")),
            ("/d/Library/CloudStorage/GoogleDrive-a/shop", Some("云盘")),
            ("/d/Google Drive/shop", Some("Google Drive")),
            ("/d/WPS云盘/shop", Some("WPS 云盘")),
            ("/d/阿里云盘/shop", Some("阿里云盘")),
            ("/d/守诺/shop", None),
            ("/d/dropboxes/shop", None),
            ("/d/我的 OneDrive 备份说明/shop", None),
            ("/d/boxes/mydrive/shop", None),
        ] {
            assert_eq!(synced_by(Path::new(path)), service, "{path}");
        }
    }

    #[test]
    fn volumes_are_known_by_their_mounts() {
        let mounts = "22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n\
            30 22 0:40 / /mnt/nas rw - nfs4 nas:/x rw\n\
            31 22 0:41 / /mnt/win\\040share rw - cifs //srv/x rw\n\
            32 22 0:42 / /home/zhang/remote rw - fuse.sshfs a@b:/ rw\n\
            33 22 8:17 / /media/a/STICK rw - vfat /dev/sdb1 rw\n\
            34 22 8:33 / /data rw - exfat /dev/sdc1 rw\n\
            35 22 8:5 / /ntfs rw - fuseblk /dev/sda5 rw\n\
            36 30 8:6 / /mnt/nas/local rw - ext4 /dev/sda6 rw\n\
            37 22 0:43 / /shared rw - smb3 //host/x rw";
        let removable = |device: &str| device == "8:33";
        for (path, place) in [
            ("/srv/shop", Place::Local),
            ("/mnt/nas/shop", Place::Network),
            ("/mnt/nasty/shop", Place::Local),
            ("/mnt/nas/local/shop", Place::Local),
            ("/mnt/win share/shop", Place::Network),
            ("/home/zhang/remote/shop", Place::Network),
            ("/media/a/STICK/shop", Place::Removable),
            ("/data/shop", Place::Removable),
            ("/ntfs/shop", Place::Local),
            ("/shared/shop", Place::Network),
        ] {
            assert_eq!(volume(path, mounts, removable), place, "{path}");
        }
        assert_eq!(volume("/x", "", |_| true), Place::Local, "where nothing is known nothing is said");
        assert_eq!(volume("/x", "garbage\n - \n1 2", |_| true), Place::Local);
    }

    #[test]
    fn a_folder_that_is_not_there_yet_lies_where_its_parent_lies() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(place_of(&dir.path().join("OneDrive").join("shop")), Place::Synced("OneDrive"));
        let plain = place_of(&dir.path().join("a").join("b"));
        assert_ne!(plain, Place::Synced("OneDrive"));
    }

    #[test]
    fn elsewhere_is_another_volume_or_a_folder_that_is_carried_away() {
        let dir = tempfile::tempdir().unwrap();
        let (shop, beside) = (dir.path().join("shop"), dir.path().join("backups/a.shounuo"));
        std::fs::create_dir(&shop).unwrap();
        assert!(!is_elsewhere(&shop, &beside), "the folder beside the shop");
        assert!(!is_elsewhere(&shop, Path::new("")), "where nothing is known");
        assert!(is_elsewhere(&shop, &dir.path().join("我的坚果云/a.shounuo")));
        // A file system of the kernel's own is another volume on every Linux.
        assert_eq!(is_elsewhere(&shop, Path::new("/proc/self")), cfg!(target_os = "linux"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_a_synchronised_folder_is_followed() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("Dropbox")).unwrap();
        std::os::unix::fs::symlink(dir.path().join("Dropbox"), dir.path().join("plain")).unwrap();
        assert_eq!(place_of(&dir.path().join("plain/shop")), Place::Synced("Dropbox"));
    }

    #[cfg(windows)]
    #[test]
    fn a_share_is_a_network_volume() {
        assert!(on_a_share(Path::new(r"\\server\share\shop")) && on_a_share(Path::new(r"\\?\UNC\server\share\shop")));
        assert!(!on_a_share(Path::new(r"C:\shop")));
    }
}
