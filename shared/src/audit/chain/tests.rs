//! The walk finds what was touched, and names it.
#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

use proptest::prelude::*;

use super::*;

fn roots() -> Roots {
    Roots::of_secrets([1; 32], [2; 32])
}

fn here() -> Partition {
    Partition::parse("3").unwrap()
}

fn id(ms: u64) -> EntryId {
    EntryId { ms, seq: 0 }
}

fn line(ms: u64, words: &str) -> Line {
    Line { id: id(ms), fields: vec![b"entry".to_vec(), words.as_bytes().to_vec()] }
}

/// Nine entries, 10 to 90.
fn log() -> Vec<Line> {
    (1..10).map(|number| line(number * 10, &format!("entry {number}"))).collect()
}

/// The log sealed in three steps.
fn sealed(chain: Chain<'_>) -> Vec<Checkpoint> {
    let mut at = chain.beginning();
    let step = |lines: &[Line]| {
        let checkpoint = chain.seal(at, lines, Timestamp::UNIX_EPOCH, None).unwrap();
        at = checkpoint.reached().unwrap();
        checkpoint
    };
    log().chunks(3).map(step).collect()
}

/// What a walk finds in this log by these checkpoints; how many hold.
fn walked(chain: Chain<'_>, mark: Option<&Mark>, lines: &[Line], checkpoints: &[Checkpoint]) -> (u64, Vec<Break>) {
    let mut walk = Walk::begin(chain, mark);
    let mut left = lines.iter().cloned().peekable();
    let mut through = |last: EntryId| std::iter::from_fn(|| left.next_if(|line| line.id <= last)).collect::<Vec<_>>();
    walk.beside(&through(walk.at().id));
    for (number, checkpoint) in checkpoints.iter().enumerate() {
        if let Some(last) = walk.next(id(number as u64), Some(checkpoint)) {
            walk.follow(checkpoint, through(last));
        }
    }
    (walk.sealed_count, walk.breaks)
}

#[test]
fn what_nobody_touched_holds_however_it_was_cut_into_checkpoints() {
    let roots = roots();
    let chain = Chain::new(&roots, here());
    assert_eq!(walked(chain, None, &log(), &sealed(chain)), (9, vec![]));
    let at_once = chain.seal(chain.beginning(), &log(), Timestamp::UNIX_EPOCH, None).unwrap();
    assert_eq!(at_once.reached(), sealed(chain).last().unwrap().reached(), "the chain does not know its steps");
    assert_eq!(chain.seal(chain.beginning(), &[], Timestamp::UNIX_EPOCH, None), None);
}

#[test]
fn a_changed_removed_inserted_or_reordered_entry_is_named() {
    let roots = roots();
    let chain = Chain::new(&roots, here());
    let found = |change: &dyn Fn(&mut Vec<Line>)| {
        let mut lines = log();
        change(&mut lines);
        walked(chain, None, &lines, &sealed(chain))
    };
    assert_eq!(found(&|lines| *lines.get_mut(4).unwrap() = line(50, "entry 6")), (8, vec![Break::Changed(id(50))]));
    assert_eq!(found(&|lines| drop(lines.remove(4))), (8, vec![Break::Removed(id(50))]));
    assert_eq!(found(&|lines| lines.insert(4, line(45, "entry 4"))), (9, vec![Break::Inserted(id(45))]));
    assert_eq!(found(&|lines| lines.insert(0, line(1, "before all"))), (9, vec![Break::Inserted(id(1))]));
    let reordered = found(&|lines| {
        *lines.get_mut(1).unwrap() = line(20, "entry 8");
        *lines.get_mut(7).unwrap() = line(80, "entry 2");
    });
    assert_eq!(reordered, (7, vec![Break::Changed(id(20)), Break::Changed(id(80))]));
    let more_fields = found(&|lines| lines.get_mut(8).unwrap().fields.extend([b"more".to_vec(), b"words".to_vec()]));
    assert_eq!(more_fields, (8, vec![Break::Changed(id(90))]));
    let moved = found(&|lines| {
        let line = lines.get_mut(0).unwrap();
        line.fields = vec![b"entr".to_vec(), b"yentry 1".to_vec()];
    });
    assert_eq!(moved, (8, vec![Break::Changed(id(10))]), "where a name ends is sealed as well");
}

#[test]
fn a_checkpoint_that_was_changed_taken_away_or_put_elsewhere_is_noticed() {
    let roots = roots();
    let chain = Chain::new(&roots, here());
    let found = |change: &dyn Fn(&mut Vec<Checkpoint>)| {
        let mut checkpoints = sealed(chain);
        change(&mut checkpoints);
        walked(chain, None, &log(), &checkpoints).1
    };
    let uncovered = [40, 50, 60].map(|ms| Break::Inserted(id(ms)));
    let without = [&[Break::Missing(id(70))][..], &uncovered].concat();
    assert_eq!(found(&|checkpoints| drop(checkpoints.remove(1))), without);
    let changed = [&[Break::Checkpoint(id(1))][..], &without].concat();
    assert_eq!(found(&|checkpoints| checkpoints.get_mut(1).unwrap().at = Timestamp::MIN), changed);
    assert_eq!(found(&|checkpoints| checkpoints.get_mut(1).unwrap().seals.truncate(2)), changed);
    assert_eq!(found(&|checkpoints| checkpoints.get_mut(1).unwrap().seals.clear()), changed);
    assert_eq!(found(&|checkpoints| checkpoints.push(checkpoints.first().unwrap().clone())), [Break::Checkpoint(id(3))]);
    assert!(found(&|checkpoints| checkpoints.swap(0, 1)).contains(&Break::Missing(id(40))));
}

#[test]
fn nobody_seals_without_the_index_root_nor_for_another_partition() {
    let (roots, others) = (roots(), Roots::of_secrets([1; 32], [3; 32]));
    let chain = Chain::new(&roots, here());
    for strange in [Chain::new(&others, here()), Chain::new(&roots, Partition::parse("4").unwrap())] {
        assert!(!sealed(strange).iter().any(|checkpoint| chain.believes(checkpoint)));
        assert!(!chain.believes_mark(&strange.mark(chain.beginning())));
    }
    let rolled = Roots::of_secrets([9; 32], [2; 32]);
    assert!(sealed(Chain::new(&rolled, here())).iter().all(|checkpoint| chain.believes(checkpoint)), "the link root may be rolled");
}

#[test]
fn what_is_left_behind_a_mark_holds_and_without_the_mark_it_does_not() {
    let roots = roots();
    let chain = Chain::new(&roots, here());
    let (checkpoints, lines) = (sealed(chain), log());
    let mark = chain.mark(checkpoints.first().unwrap().reached().unwrap());
    let left = lines.get(3..).unwrap();
    assert_eq!(walked(chain, Some(&mark), left, &checkpoints), (6, vec![]), "the checkpoint that it ended at is left");
    assert_eq!(walked(chain, Some(&mark), left, checkpoints.get(1..).unwrap()), (6, vec![]));
    let put_back = walked(chain, Some(&mark), lines.get(2..).unwrap(), &checkpoints);
    assert_eq!(put_back, (6, vec![Break::Inserted(id(30))]));
    let removed = [10, 20, 30].map(|ms| Break::Removed(id(ms)));
    assert_eq!(walked(chain, None, left, &checkpoints).1, removed, "taken away by somebody else");
    assert_eq!(walked(chain, None, left, checkpoints.get(1..).unwrap()).1, [Break::Missing(id(40))]);
    let forged = Mark { reached: checkpoints.get(1).unwrap().reached().unwrap(), ..mark };
    assert_ne!(walked(chain, Some(&forged), lines.get(6..).unwrap(), checkpoints.get(1..).unwrap()).1, []);
}

/// How far another partition's chain may have come.
fn elsewhere(roots: &Roots) -> Witness {
    let there = Partition::parse("7").unwrap();
    Witness::new(there, sealed(Chain::new(roots, there)).last().unwrap().reached().unwrap())
}

#[test]
fn a_witness_can_be_neither_changed_nor_taken_away_nor_put_in() {
    let roots = roots();
    let (chain, witness) = (Chain::new(&roots, here()), elsewhere(&roots));
    let plain = chain.seal(chain.beginning(), &log(), Timestamp::UNIX_EPOCH, None).unwrap();
    let told = chain.seal(chain.beginning(), &log(), Timestamp::UNIX_EPOCH, Some(witness)).unwrap();
    assert!(chain.believes(&told) && told.reached() == plain.reached(), "the chain itself does not know its witnesses");
    assert!(witness.is_of(Partition::parse("7").unwrap()) && !witness.is_of(here()));
    let earlier = Position { id: id(80), ..witness.reached };
    let strange = Position { code: plain.code, ..witness.reached };
    for other in [None, Some(Witness { partition: 8, ..witness }), Some(Witness { reached: earlier, ..witness })] {
        assert!(!chain.believes(&Checkpoint { witness: other, ..told.clone() }), "{other:?}");
    }
    assert!(!chain.believes(&Checkpoint { witness: Some(Witness { reached: strange, ..witness }), ..told.clone() }));
    assert!(!chain.believes(&Checkpoint { witness: Some(witness), ..plain }));
    let read: Checkpoint = serde_json::from_str(&serde_json::to_string(&told).unwrap()).unwrap();
    assert_eq!(read, told);
}

#[test]
fn a_checkpoint_from_before_there_were_witnesses_still_holds() {
    let roots = roots();
    let chain = Chain::new(&roots, here());
    let lines = [line(10, "entry 1")];
    let text = concat!(
        r#"{"at":"1970-01-01T00:00:00Z","after":"G0u14lNSjD2q0pPxBPazeRRSi6MZHmx6TMXuuZFeV64","#,
        r#""seals":[{"id":"10-0","code":"AcnqNFxeOaiXj4wGasAuYSis7oMZ7KzCIUDhKMPyDbw"}],"#,
        r#""code":"7Maj3-X17tI6GCnI2nWuaKeMvBoMNmxHholC9509Dv4"}"#
    );
    let checkpoint: Checkpoint = serde_json::from_str(text).unwrap();
    assert!(chain.believes(&checkpoint));
    assert_eq!(chain.seal(chain.beginning(), &lines, Timestamp::UNIX_EPOCH, None), Some(checkpoint.clone()));
    assert_eq!(serde_json::to_string(&checkpoint).unwrap(), text);
    assert_eq!(walked(chain, None, &lines, &[checkpoint]), (1, vec![]));
}

#[test]
fn an_older_version_that_seals_once_more_what_it_does_not_believe_breaks_nothing() {
    let roots = roots();
    let chain = Chain::new(&roots, here());
    let mut checkpoints = sealed(chain);
    let older = checkpoints.first().unwrap().reached().unwrap();
    let newest = checkpoints.get(1).unwrap().reached().unwrap();
    let same = chain.seal(newest, log().get(6..).unwrap(), Timestamp::UNIX_EPOCH, None).unwrap();
    assert_eq!(walked(chain, None, &log(), &[checkpoints.clone(), vec![same]].concat()), (9, vec![]));
    let again = chain.seal(older, log().get(3..).unwrap(), Timestamp::UNIX_EPOCH, None).unwrap();
    checkpoints.truncate(2);
    checkpoints.push(again.clone());
    assert_eq!(walked(chain, None, &log(), &checkpoints), (9, vec![]));
    checkpoints.remove(0);
    assert_eq!(walked(chain, None, &log(), &checkpoints).1.first(), Some(&Break::Missing(id(40))), "what is gone is missed all the same");
    let other = Chain::new(&roots, here()).seal(again.reached().unwrap(), log().get(3..).unwrap(), Timestamp::UNIX_EPOCH, None).unwrap();
    let beside = [sealed(chain).swap_remove(0), sealed(chain).swap_remove(1), other];
    assert!(walked(chain, None, &log(), &beside).1.contains(&Break::Missing(id(70))), "another chain's seals are none of ours");
}

#[test]
fn what_is_sealed_more_than_an_hour_after_it_was_written_is_noted() {
    let roots = roots();
    let chain = Chain::new(&roots, here());
    let late = |at: Timestamp| {
        let checkpoint = chain.seal(chain.beginning(), &log(), at, None).unwrap();
        let mut walk = Walk::begin(chain, None);
        walk.follow(&checkpoint, log());
        assert_eq!(walk.breaks, []);
        walk.late
    };
    let after_an_hour = |ms: u64| later(id(ms).at(), LATE);
    assert_eq!(late(after_an_hour(10)), []);
    assert_eq!(late(after_an_hour(30)), [id(10), id(20)]);
}

#[test]
fn an_id_reads_back_and_has_a_next() {
    for text in ["0-0", "1789000000000-7", "5-18446744073709551615"] {
        assert_eq!(EntryId::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(EntryId::parse("5-18446744073709551615").unwrap().next().to_string(), "6-0");
    assert_eq!(EntryId::parse("5-6").unwrap().next().to_string(), "5-7");
    for wrong in ["", "5", "-5", "5-", "a-b", "5-6-7"] {
        assert_eq!(EntryId::parse(wrong), None, "{wrong}");
    }
}

proptest! {
    #[test]
    fn any_change_of_one_entry_is_found_there(at in 0_usize..9, words in any::<Vec<u8>>()) {
        let roots = roots();
        let chain = Chain::new(&roots, here());
        let mut lines = log();
        let touched = lines.get_mut(at).unwrap();
        prop_assume!(touched.value("entry") != Some(&words));
        touched.fields = vec![b"entry".to_vec(), words];
        let expected = vec![Break::Changed(touched.id)];
        prop_assert_eq!(walked(chain, None, &lines, &sealed(chain)), (8, expected));
    }
}
