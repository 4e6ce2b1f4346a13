//! Checks blocks on several threads, and gives them back in the order in which they were read.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use railc_core::check::Checker;
use railc_core::report::bulk::{Bulk, Done, Setup};

use super::lines::{Chunk, Lines};

/// The most answers, duties and questions that all threads together remember, some 100 bytes each.
pub(super) const REMEMBERED: usize = 200_000;

/// A block to be checked, and where its result goes.
type Job = (Chunk, SyncSender<(Chunk, Done)>);

/// What is to be done after a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Go on.
    GoOn,
    /// Stop: nobody wants the rest.
    Stop,
}

/// Checks all blocks, and gives each with its result to `take`, in order, until that says to stop.
pub(super) fn run<R: Read>(
    lines: &mut Lines<R>,
    setup: Setup<'_>,
    threads: usize,
    mut take: impl FnMut(&Chunk, Done) -> Next,
) -> io::Result<()> {
    let checkers: Vec<Checker> = setup.policies.iter().map(|chosen| Checker::new(chosen.policy.clone())).collect();
    // There is room for all that are pending, so that nobody waits to hand one in.
    let (jobs, waiting) = sync_channel::<Job>(2 * threads);
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        // Dropped at the end of the scope, whereupon the threads end.
        let (jobs, waiting) = (jobs, &waiting);
        for _ in 0..threads {
            let checkers = checkers.clone();
            scope.spawn(move || work(waiting, Bulk::new(setup, checkers, railc_library::known())));
        }
        let mut pending: VecDeque<Receiver<(Chunk, Done)>> = VecDeque::new();
        loop {
            while pending.len() < 2 * threads
                && let Some(chunk) = lines.next()?
            {
                let (give, result) = sync_channel(1);
                _ = jobs.send((chunk, give));
                pending.push_back(result);
            }
            // Where a thread has panicked nothing is received, and the scope panics, too.
            let Some((chunk, done)) = pending.pop_front().and_then(|result| result.recv().ok()) else { return Ok(()) };
            if take(&chunk, done) == Next::Stop {
                return Ok(());
            }
        }
    })
}

/// Checks blocks until there are no more.
fn work(waiting: &Mutex<Receiver<Job>>, mut bulk: Bulk<'_>) {
    loop {
        // Whoever waits holds the lock: the others wait for it.
        let Some((chunk, give)) = waiting.lock().ok().and_then(|waiting| waiting.recv().ok()) else { return };
        let done = bulk.check(chunk.block());
        // Where nobody wants it, the run was stopped.
        _ = give.send((chunk, done));
    }
}
