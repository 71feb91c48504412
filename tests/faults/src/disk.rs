use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use crate::{Event, Random};

/// The smallest part of a write that is kept or lost as one.
const SECTOR: usize = 512;
const ROOT: usize = 0;

/// A folder with everything in it, by path; `None` is a folder.
pub type Folder = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// A disk that was sound at the beginning and has seen some calls. What was synced stays; of the rest a power cut keeps what it
/// likes: bytes of a file independently of each other, names of a folder in their order.
#[derive(Debug, Clone)]
pub struct Disk {
    nodes: Vec<Node>,
    /// The system's number of a file, as long as it is open or has a name.
    files: HashMap<u64, usize>,
    /// Numbers of the name changes that are on the disk.
    moved: BTreeSet<usize>,
    changes: usize,
}

#[derive(Debug, Clone)]
enum Node {
    File { durable: Vec<u8>, unsynced: Vec<Change> },
    Folder { durable: BTreeMap<PathBuf, usize>, unsynced: Vec<NameChange> },
}

#[derive(Debug, Clone)]
enum Change {
    Write(u64, Vec<u8>),
    Length(u64),
}

/// A change of one folder: names that go, then names that come.
#[derive(Debug, Clone)]
struct NameChange {
    number: usize,
    gone: Option<PathBuf>,
    come: Option<(PathBuf, usize)>,
    /// Happens only if this change, of another folder, did.
    only_with: Option<usize>,
}

impl Disk {
    /// A disk that holds exactly this.
    #[must_use]
    pub fn holding(start: &Folder) -> Disk {
        let root = Node::Folder { durable: BTreeMap::new(), unsynced: Vec::new() };
        let mut disk = Disk { nodes: vec![root], files: HashMap::new(), moved: BTreeSet::new(), changes: 0 };
        for (path, content) in start {
            let node = match content {
                Some(bytes) => Node::File { durable: bytes.clone(), unsynced: Vec::new() },
                None => Node::Folder { durable: BTreeMap::new(), unsynced: Vec::new() },
            };
            let node = disk.add(node);
            if let Some((folder, name)) = disk.place(path)
                && let Node::Folder { durable, .. } = &mut disk.nodes[folder]
            {
                durable.insert(name, node);
            }
        }
        disk
    }

    /// Lets one more call happen.
    pub fn see(&mut self, event: &Event) {
        match event {
            Event::Open { path, file, made: true } => {
                let node = self.add(Node::File { durable: Vec::new(), unsynced: Vec::new() });
                self.files.insert(*file, node);
                self.come(path, node);
            }
            Event::Open { path, file, made: false } => {
                if let Some(node) = self.find(path) {
                    self.files.insert(*file, node);
                }
            }
            Event::Write { file, at, bytes } => self.change(*file, Change::Write(*at, bytes.clone())),
            Event::Truncate { file, len } => self.change(*file, Change::Length(*len)),
            Event::Sync { file } => self.sync(*file),
            Event::SyncFolder { path } => self.sync_folder(path),
            Event::Rename { from, to } => self.rename(from, to),
            Event::Remove { path } => self.name_change(path, |name| (Some(name), None)),
            Event::MakeFolder { path } => {
                let node = self.add(Node::Folder { durable: BTreeMap::new(), unsynced: Vec::new() });
                self.come(path, node);
            }
            Event::Note(_) => {}
        }
    }

    /// What the running program sees: every call has happened.
    #[must_use]
    pub fn now(&self) -> Folder {
        self.image(&mut |_, _| Kept::All, &mut |all| all)
    }

    /// What the disk may hold when the power goes now, one of many by chance.
    pub fn after_power_cut(&self, random: &mut Random) -> Folder {
        let mut names = random.clone();
        let (mood, names_mood) = (random.below(8), names.below(4));
        let mut keep = |change: &Change, random: &mut Random| match (mood, change) {
            (0, _) => Kept::Nothing,
            (1, _) => Kept::All,
            (2, Change::Length(_)) => Kept::All,
            (3, Change::Length(_)) => Kept::Nothing,
            (_, Change::Length(_)) => [Kept::All, Kept::Nothing][random.below(2)],
            (4, Change::Write(..)) if random.chance(1, 4) => Kept::Sectors { garbage: true },
            _ => [Kept::All, Kept::Nothing, Kept::Sectors { garbage: false }][random.below(3)],
        };
        let mut keep_names = |all: usize| match names_mood {
            0 => 0,
            1 => all,
            _ => names.below(all + 1),
        };
        self.image_by(random, &mut keep, &mut keep_names)
    }

    fn image(&self, keep: &mut dyn FnMut(&Change, &mut Random) -> Kept, names: &mut dyn FnMut(usize) -> usize) -> Folder {
        self.image_by(&mut Random::new(0), keep, names)
    }

    fn image_by(
        &self,
        random: &mut Random,
        keep: &mut dyn FnMut(&Change, &mut Random) -> Kept,
        names: &mut dyn FnMut(usize) -> usize,
    ) -> Folder {
        let kept: Vec<&[NameChange]> = self
            .nodes
            .iter()
            .map(|node| match node {
                Node::Folder { unsynced, .. } => &unsynced[..names(unsynced.len()).min(unsynced.len())],
                Node::File { .. } => &[],
            })
            .collect();
        let mut happened = self.moved.clone();
        happened.extend(kept.iter().flat_map(|changes| changes.iter().map(|change| change.number)));
        let mut image = Folder::new();
        self.list(ROOT, Path::new(""), &kept, &happened, &mut |path, node| {
            let content = match node {
                Node::File { durable, unsynced } => Some(content(durable, unsynced, random, keep)),
                Node::Folder { .. } => None,
            };
            image.insert(path, content);
        });
        image
    }

    fn list<'d>(
        &'d self,
        folder: usize,
        at: &Path,
        kept: &[&[NameChange]],
        happened: &BTreeSet<usize>,
        tell: &mut dyn FnMut(PathBuf, &'d Node),
    ) {
        let Node::Folder { durable, .. } = &self.nodes[folder] else { return };
        let mut names = durable.clone();
        for change in kept[folder] {
            if change.only_with.is_none_or(|other| happened.contains(&other)) {
                apply(&mut names, change);
            }
        }
        for (name, node) in names {
            let path = at.join(name);
            tell(path.clone(), &self.nodes[node]);
            self.list(node, &path, kept, happened, tell);
        }
    }

    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The folder of a path as the program sees it now, and the name in it.
    fn place(&self, path: &Path) -> Option<(usize, PathBuf)> {
        let folder = path.parent().map_or(Some(ROOT), |parent| self.find(parent))?;
        Some((folder, PathBuf::from(path.file_name()?)))
    }

    fn find(&self, path: &Path) -> Option<usize> {
        path.iter().try_fold(ROOT, |folder, name| {
            let Node::Folder { durable, unsynced } = &self.nodes[folder] else { return None };
            let mut names = durable.clone();
            unsynced.iter().for_each(|change| apply(&mut names, change));
            names.get(Path::new(name)).copied()
        })
    }

    fn come(&mut self, path: &Path, node: usize) {
        self.name_change(path, |name| (None, Some((name, node))));
    }

    fn name_change(&mut self, path: &Path, change: impl FnOnce(PathBuf) -> (Option<PathBuf>, Option<(PathBuf, usize)>)) {
        if let Some((folder, name)) = self.place(path) {
            let (gone, come) = change(name);
            self.push(folder, gone, come, None);
        }
    }

    fn push(&mut self, folder: usize, gone: Option<PathBuf>, come: Option<(PathBuf, usize)>, only_with: Option<usize>) -> usize {
        let number = self.changes;
        self.changes += 1;
        if let Node::Folder { unsynced, .. } = &mut self.nodes[folder] {
            unsynced.push(NameChange { number, gone, come, only_with });
        }
        number
    }

    fn rename(&mut self, from: &Path, to: &Path) {
        let (Some(node), Some((old, gone)), Some((new, come))) = (self.find(from), self.place(from), self.place(to)) else { return };
        if old == new {
            self.push(new, Some(gone), Some((come, node)), None);
        } else {
            let taken_in = self.push(new, None, Some((come, node)), None);
            self.push(old, Some(gone), None, Some(taken_in));
        }
    }

    fn change(&mut self, file: u64, change: Change) {
        if let Some(Node::File { unsynced, .. }) = self.files.get(&file).map(|node| &mut self.nodes[*node]) {
            unsynced.push(change);
        }
    }

    fn sync(&mut self, file: u64) {
        if let Some(Node::File { durable, unsynced }) = self.files.get(&file).map(|node| &mut self.nodes[*node]) {
            *durable = content(durable, unsynced, &mut Random::new(0), &mut |_, _| Kept::All);
            unsynced.clear();
        }
    }

    fn sync_folder(&mut self, path: &Path) {
        let Some(folder) = self.find(path) else { return };
        self.sync_names(folder, usize::MAX);
    }

    /// Puts the name changes of a folder up to this one on the disk. Of a move between two folders a journal keeps both parts
    /// or none.
    fn sync_names(&mut self, folder: usize, last: usize) {
        let Node::Folder { durable, unsynced } = &mut self.nodes[folder] else { return };
        let (now, later) = std::mem::take(unsynced).into_iter().partition(|change| change.number <= last);
        *unsynced = later;
        let now: Vec<NameChange> = now;
        now.iter().for_each(|change| apply(durable, change));
        self.moved.extend(now.iter().map(|change| change.number));
        for other in now.iter().filter_map(|change| change.only_with) {
            let holds = |node: &Node| matches!(node, Node::Folder { unsynced, .. } if unsynced.iter().any(|change| change.number == other));
            if let Some(folder) = self.nodes.iter().position(holds) {
                self.sync_names(folder, other);
            }
        }
    }
}

fn apply(names: &mut BTreeMap<PathBuf, usize>, change: &NameChange) {
    if let Some(gone) = &change.gone {
        names.remove(gone);
    }
    if let Some((come, node)) = &change.come {
        names.insert(come.clone(), *node);
    }
}

/// What stays of one unsynced change.
#[derive(Clone, Copy)]
enum Kept {
    All,
    Nothing,
    /// Some of its sectors; the others are as they were or, after a cut in the middle of one, anything.
    Sectors {
        garbage: bool,
    },
}

fn content(durable: &[u8], unsynced: &[Change], random: &mut Random, keep: &mut dyn FnMut(&Change, &mut Random) -> Kept) -> Vec<u8> {
    let mut bytes = durable.to_vec();
    for change in unsynced {
        let kept = keep(change, random);
        match (change, kept) {
            (_, Kept::Nothing) => {}
            (Change::Length(len), _) => bytes.resize(*len as usize, 0),
            (Change::Write(at, new), Kept::All) => put(&mut bytes, *at as usize, new),
            (Change::Write(at, new), Kept::Sectors { garbage }) => put_sectors(&mut bytes, *at as usize, new, garbage, random),
        }
    }
    bytes
}

fn put(bytes: &mut Vec<u8>, at: usize, new: &[u8]) {
    if bytes.len() < at + new.len() {
        bytes.resize(at + new.len(), 0);
    }
    bytes[at..at + new.len()].copy_from_slice(new);
}

/// Sectors are those of the disk, so that a write that begins within one is torn where a disk tears it.
fn put_sectors(bytes: &mut Vec<u8>, at: usize, new: &[u8], garbage: bool, random: &mut Random) {
    let mut done = 0;
    while done < new.len() {
        let end = new.len().min(((at + done) / SECTOR + 1) * SECTOR - at);
        if random.chance(1, 2) {
            put(bytes, at + done, &new[done..end]);
        } else if garbage {
            let any: Vec<u8> = (done..end).map(|_| random.any() as u8).collect();
            put(bytes, at + done, &any);
        }
        done = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> Option<Vec<u8>> {
        Some(bytes.to_vec())
    }

    /// Every image of many draws.
    fn images(disk: &Disk) -> BTreeSet<Folder> {
        let mut random = Random::new(7);
        (0..400).map(|_| disk.after_power_cut(&mut random)).collect()
    }

    fn seen(start: &Folder, events: &[Event]) -> Disk {
        let mut disk = Disk::holding(start);
        events.iter().for_each(|event| disk.see(event));
        disk
    }

    fn made(path: &str, file: u64) -> Event {
        Event::Open { path: path.into(), file, made: true }
    }

    fn write(file: u64, at: u64, bytes: &[u8]) -> Event {
        Event::Write { file, at, bytes: bytes.to_vec() }
    }

    #[test]
    fn what_was_synced_stays_and_the_rest_may_go() {
        let start = Folder::from([("a".into(), file(&[1; 1024]))]);
        let open = Event::Open { path: "a".into(), file: 5, made: false };
        let disk = seen(&start, &[open, write(5, 0, &[2; 10]), Event::Sync { file: 5 }, write(5, 0, &[3; 1024])]);
        let all = images(&disk);
        let synced = [&[2; 10][..], &[1; 1014]].concat();
        for part in all.iter().map(|image| image[Path::new("a")].clone().unwrap()) {
            let sound = |at: usize| part[at..at + 512] == [3; 512] || part[at..at + 512] == synced[at..at + 512];
            let garbage = part.iter().any(|byte| ![1, 2, 3].contains(byte));
            assert!(garbage || (sound(0) && sound(512)), "{part:?}");
        }
        assert!(all.contains(&Folder::from([("a".into(), file(&synced))])) && all.contains(&disk.now()) && all.len() > 4);
    }

    #[test]
    fn a_name_not_synced_may_be_lost_with_its_file_and_a_rename_is_whole() {
        let start = Folder::from([("f".into(), None), ("f/a".into(), file(b"old"))]);
        let new = [made("f/.a.tmp", 9), write(9, 0, b"new"), Event::Sync { file: 9 }];
        let rename = Event::Rename { from: "f/.a.tmp".into(), to: "f/a".into() };
        let disk = seen(&start, &[&new[..], std::slice::from_ref(&rename)].concat());
        let contents: BTreeSet<_> = images(&disk).iter().map(|image| image[Path::new("f/a")].clone()).collect();
        assert_eq!(contents, BTreeSet::from([file(b"old"), file(b"new")]));
        let disk = seen(&start, &[&new[..], &[rename, Event::SyncFolder { path: "f".into() }]].concat());
        assert_eq!(images(&disk), BTreeSet::from([Folder::from([("f".into(), None), ("f/a".into(), file(b"new"))])]));
    }

    #[test]
    fn a_rename_of_what_was_not_synced_may_leave_an_empty_file() {
        let start = Folder::from([("a".into(), file(b"old"))]);
        let disk = seen(&start, &[made("t", 9), write(9, 0, b"new"), Event::Rename { from: "t".into(), to: "a".into() }]);
        assert!(images(&disk).iter().any(|image| image[Path::new("a")] == file(b"")));
    }

    #[test]
    fn names_go_in_their_order() {
        let disk = seen(&Folder::new(), &[made("a", 1), made("b", 2), Event::Remove { path: "a".into() }]);
        let names: BTreeSet<Vec<PathBuf>> = images(&disk).iter().map(|image| image.keys().cloned().collect()).collect();
        let lists = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(names, BTreeSet::from([lists(&[]), lists(&["a"]), lists(&["a", "b"]), lists(&["b"])]));
    }

    #[test]
    fn a_folder_moved_into_another_is_in_one_of_them() {
        let start = Folder::from([("room".into(), None), ("room/shop".into(), None), ("room/shop/a".into(), file(b"x"))]);
        let disk = seen(&start, &[Event::Rename { from: "room/shop".into(), to: "shop".into() }]);
        for image in images(&disk) {
            let places = [Path::new("room/shop/a"), Path::new("shop/a")].map(|path| usize::from(image.contains_key(path)));
            assert!(places.iter().sum::<usize>() >= 1, "{image:?}");
        }
        assert_eq!(disk.now().keys().map(|path| path.display().to_string()).collect::<Vec<_>>(), ["room", "shop", "shop/a"]);
    }

    #[test]
    fn a_number_serves_the_next_file() {
        let events = [made("a", 4), write(4, 0, b"1"), Event::Remove { path: "a".into() }, made("b", 4), write(4, 0, b"2")];
        assert_eq!(seen(&Folder::new(), &events).now(), Folder::from([("b".into(), file(b"2"))]));
    }
}
