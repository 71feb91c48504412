//! An operation ready to be tried: its folder, its calls, what it does when nothing goes wrong.

use std::path::PathBuf;

use shounuo_faults::{Disk, Event, Folder, Random};
use shounuo_store::vault::RecoveryCode;

use crate::desk::Desk;
use crate::operations::Operation;
use crate::oracle::{Reference, Told, reference};
use crate::point::{Fault, Point};
use crate::rooms::{prepare, read_folder, write_folder};
use crate::trial::{Trial, acks, events, told};
use crate::watch::{Death, Failure, Plan};

pub struct Prepared {
    pub operation: &'static Operation,
    /// The room at the beginning.
    pub start: Folder,
    pub events: Vec<Event>,
    pub reference: Reference,
    /// A letter for every call.
    calls: String,
    /// The calls of the operation itself, between opening and closing the shop.
    own: std::ops::Range<usize>,
}

/// The part of a room that is watched.
fn disk_of(room: &Folder) -> Folder {
    let inside = |path: &PathBuf| path.strip_prefix("disk").ok().filter(|path| path.iter().next().is_some()).map(PathBuf::from);
    room.iter().filter_map(|(path, content)| Some((inside(path)?, content.clone()))).collect()
}

impl Prepared {
    /// Prepares the room, does the operation once undisturbed, and makes sure that no call on the disk went unseen.
    pub fn new(operation: &'static Operation) -> Prepared {
        let start = prepare(operation);
        let list = tempfile::NamedTempFile::new().unwrap();
        let trial = Trial::run(&start, operation.name, Plan::Look, Some(list.path()));
        assert!(trial.broke.is_none(), "{}: {}", operation.name, trial.broke.unwrap_or_default());
        let events = events(list.path());
        let mut disk = Disk::holding(&disk_of(&start));
        events.iter().for_each(|event| disk.see(event));
        let (seen, real) = (disk.now(), read_folder(&trial.room.path().join("disk")));
        let unseen: Vec<&PathBuf> = real.keys().chain(seen.keys()).filter(|path| real.get(*path) != seen.get(*path)).collect();
        assert!(unseen.is_empty(), "{}: changed by calls that were not seen: {unseen:?}", operation.name);
        let place = |word: &str| trial.after(word).and_then(|place| place.parse().ok()).unwrap_or(0);
        let own = place("OPENED")..place("DONE");
        let calls = trial.after("CALLS").unwrap().to_owned();
        let own = if operation.whole { 0..calls.len() } else { own };
        let reference = Prepared::reference(operation, &start, &trial);
        Prepared { operation, start, events, reference, calls, own }
    }

    fn reference(operation: &Operation, start: &Folder, trial: &Trial) -> Reference {
        let room = tempfile::tempdir().unwrap();
        write_folder(room.path(), start);
        let (before, after) = (Desk::new(room.path()), Desk::new(trial.room.path()));
        if operation.opens {
            before.open().unwrap();
        }
        let code = told(trial.lines.iter().map(String::as_str)).codes.pop().filter(|_| !operation.opens);
        match code {
            Some(code) => after.open_with(Some(&RecoveryCode::parse(&code).unwrap())).unwrap(),
            None => after.open().unwrap(),
        }
        let reference = reference(operation.opens.then_some(&before), &after, operation, &acks(&trial.lines));
        before.close();
        after.close();
        reference
    }

    /// Every way to be killed: before each call, half-way through each write, and after the last; the operation's own calls
    /// in full, of those of opening and closing every fourth.
    pub fn kills(&self, random: &mut Random) -> Vec<Point> {
        let mut all = Vec::new();
        for (at, call) in self.calls.chars().enumerate() {
            if !self.own.contains(&at) && !random.chance(1, 4) {
                continue;
            }
            all.push((at, Death::Before));
            if call == 'w' {
                all.push((at, Death::HalfWay));
            }
        }
        all.push((self.calls.len().saturating_sub(1), Death::After));
        all.into_iter().map(|(at, death)| self.point(Fault::Kill { at, death, again: None })).collect()
    }

    /// How the operation's own calls can fail: every call once. Of the many writes each fails in one of the ways, in turn;
    /// every other call in each. `fully` is every call in every way, once and from then on for ever.
    pub fn failures(&self, fully: bool) -> Vec<Point> {
        let mut all = Vec::new();
        for (at, call) in self.calls.char_indices().filter(|(at, _)| self.own.contains(at)) {
            let ways = Failure::ALL.into_iter().filter(|how| how.answer_to(call).is_some()).collect::<Vec<_>>();
            let each = fully || call != 'w';
            let chosen = ways.iter().enumerate().filter(|(turn, _)| each || at % ways.len() == *turn);
            all.extend(chosen.map(|(_, how)| Fault::Fail { at, how: *how, for_ever: false }));
            if fully {
                all.extend(ways.iter().map(|how| Fault::Fail { at, how: *how, for_ever: true }));
            }
        }
        all.into_iter().map(|fault| self.point(fault)).collect()
    }

    pub fn point(&self, fault: Fault) -> Point {
        Point { operation: self.operation.name.to_owned(), fault }
    }

    /// The room as a power cut may leave it, and what had been told by then.
    pub fn power_cut(&self, random: &mut Random) -> (Folder, Told) {
        cut(&self.start, &self.events, random)
    }
}

/// Lets some of the events happen to a room and takes the power away.
pub fn cut(start: &Folder, events: &[Event], random: &mut Random) -> (Folder, Told) {
    let end = random.below(events.len() + 1);
    let mut disk = Disk::holding(&disk_of(start));
    let mut room: Folder =
        start.iter().filter(|(path, _)| !path.starts_with("disk")).map(|(path, content)| (path.clone(), content.clone())).collect();
    for event in &events[..end] {
        disk.see(event);
        if let Event::Note(words) = event {
            keychain_saw(&mut room, words);
        }
    }
    room.insert("disk".into(), None);
    room.extend(disk.after_power_cut(random).into_iter().map(|(path, content)| (PathBuf::from("disk").join(path), content)));
    let notes = events[..end].iter().filter_map(|event| match event {
        Event::Note(words) => Some(words.as_str()),
        _ => None,
    });
    (room, told(notes))
}

/// The system's keychain is not on this disk; it holds what it was given by then.
fn keychain_saw(room: &mut Folder, words: &str) {
    let Some((name, secret)) = words.strip_prefix("KEYCHAIN ").and_then(|words| words.split_once(' ')) else { return };
    let path = PathBuf::from("keychain").join(name);
    let byte = |at: usize| u8::from_str_radix(&secret[at..at + 2], 16).unwrap();
    if secret.is_empty() {
        room.remove(&path);
    } else {
        room.insert(path, Some((0..secret.len()).step_by(2).map(byte).collect()));
    }
}
