//! How many processes there are, how long they live, and who ends them.

use super::*;

fn pool(runner: &Runner) -> &Arc<Pool> {
    let Road::Command(pool) = &runner.road else { unreachable!() };
    pool
}

/// A file that shells write a line to when they start, and a pipe that holds up whoever opens it until somebody writes to it.
struct Held {
    folder: PathBuf,
    started: String,
    pipe: String,
}

impl Held {
    fn new(name: &str) -> Self {
        let folder = folder(name);
        let (started, pipe) = (folder.join("started").display().to_string(), folder.join("pipe").display().to_string());
        fs::write(&started, "").unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        Self { folder, started, pipe }
    }

    fn started_count(&self) -> usize {
        fs::read_to_string(&self.started).unwrap().lines().count()
    }

    /// Whoever opens the pipe while this is there is held up no more. Opened both ways, so that nothing holds us up either.
    fn let_go(&self) -> fs::File {
        fs::File::options().read(true).write(true).open(&self.pipe).unwrap()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

async fn until(mut seen: impl FnMut() -> bool) {
    let seen = async {
        while !seen() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), seen).await.unwrap();
}

#[tokio::test]
async fn whoever_gives_up_does_not_end_a_process_that_is_starting() {
    let held = Held::new("given-up");
    let runner = shell(&format!(
        "echo started >> {}; : < {}; {EACH} printf '@gatelodge %s %s\\n' \"$nonce\" '{PING}'; done",
        held.started, held.pipe
    ));
    tokio::select! {
        answer = runner.check() => panic!("{answer:?}"),
        () = until(|| held.started_count() == 1) => {}
    }
    assert_eq!(pool(&runner).idle().len(), 0);
    let _open = held.let_go();
    until(|| pool(&runner).idle().len() == 1).await;
    assert_eq!(runner.check().await, Ok(()));
    assert_eq!(held.started_count(), 1, "the next question goes to the same process");
}

#[tokio::test]
async fn there_are_three_processes_at_once_and_two_of_them_stay() {
    let held = Held::new("three");
    let runner = shell(&format!(
        "echo started >> {}; {EACH} : < {}; printf '@gatelodge %s %s\\n' \"$nonce\" '{PING}'; done",
        held.started, held.pipe
    ));
    tokio::select! {
        answers = eight(&runner) => panic!("{answers:?}"),
        () = until(|| held.started_count() == 3) => {}
    }
    let _open = held.let_go();
    until(|| Arc::strong_count(pool(&runner)) == 1).await;
    assert_eq!((held.started_count(), pool(&runner).idle().len()), (3, 2), "whoever had no place yet began nothing");
    assert!(eight(&runner).await.iter().all(|answer| *answer == Ok(())), "everybody's turn comes");
}

async fn eight(runner: &Runner) -> Vec<Result<(), Refused>> {
    futures_util::future::join_all((0..8).map(|_| runner.check())).await
}

#[tokio::test]
async fn a_process_has_an_end_and_none_is_kept_after_a_fault_inside() {
    let held = Held::new("renewed");
    let saying =
        |json: &str| shell(&format!("echo started >> {}; {EACH} printf '@gatelodge %s %s\\n' \"$nonce\" '{json}'; done", held.started));
    let runner = saying(PING);
    for _ in 0..100 {
        assert_eq!(runner.check().await, Ok(()));
    }
    assert_eq!((held.started_count(), pool(&runner).idle().len()), (1, 0), "a hundred questions are enough");
    assert_eq!(runner.check().await, Ok(()));
    assert_eq!((held.started_count(), pool(&runner).idle().len()), (2, 1));
    let hour = pool(&runner).idle()[0].until - tokio::time::Instant::now();
    assert!(hour > Duration::from_mins(55) && hour <= Duration::from_hours(1));
    pool(&runner).idle()[0].until = tokio::time::Instant::now();
    assert_eq!(runner.check().await, Ok(()));
    assert_eq!(held.started_count(), 3, "so is an hour");
    let faulty = saying(r#"{"error":"internal","type":"PG::ConnectionBad"}"#);
    for _ in 0..2 {
        assert_eq!(faulty.check().await, Err(Refused::Away(Absence::Internal)));
    }
    assert_eq!((held.started_count(), pool(&faulty).idle().len()), (5, 0));
    let refusing = saying(r#"{"error":"denied"}"#);
    for _ in 0..2 {
        assert_eq!(refusing.check().await, Err(Refused::Denied));
    }
    assert_eq!(held.started_count(), 6, "a refusal is an answer like any other");
}

#[tokio::test]
async fn a_process_that_ended_between_two_calls_is_started_anew() {
    let runner = answering(&format!("printf '@gatelodge %s %s\\n' \"$nonce\" '{PING}'; exit 0"));
    for _ in 0..3 {
        assert_eq!(runner.check().await, Ok(()));
        // One that ended before its place was asked for is not kept at all.
        let kept = pool(&runner).idle().pop();
        if let Some(mut process) = kept {
            process.peer.ended().await;
            pool(&runner).idle().push(process);
        }
    }
}

#[tokio::test]
async fn a_call_that_hangs_is_left_at_its_deadline_and_the_process_is_gone() {
    let folder = folder("hangs");
    let pid = folder.join("pid").display().to_string();
    let runner = slow_shell(&format!("echo $$ > {pid}; exec sleep 600"), Duration::from_secs(2));
    let began = Instant::now();
    assert_eq!(runner.check().await, Err(Refused::Away(Absence::Timeout)));
    assert!(began.elapsed() < Duration::from_secs(20));
    let stat = format!("/proc/{}/stat", fs::read_to_string(&pid).unwrap().trim());
    until(|| fs::read_to_string(&stat).map_or(true, |stat| stat.contains(") Z "))).await;
    fs::remove_dir_all(folder).unwrap();
}
