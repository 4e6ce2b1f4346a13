//! Times contenders in turn, round after round, in time of the processor: so what else the machine does falls on all of them alike, and little
//! of it on any.

use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

/// A contender is called so often in one round that this passes: far more than a clock's grain.
const BATCH: Duration = Duration::from_millis(2);
const ROUNDS: usize = 100;
/// Slow contenders get fewer rounds, but not fewer than this.
const FEWEST: usize = 9;
const PATIENCE: Duration = Duration::from_secs(3);

/// One way to answer.
pub struct Contender<'a> {
    /// What the table calls it.
    pub name: &'static str,
    calls: usize,
    each: Box<dyn FnMut() + 'a>,
    /// Seconds per call, by round.
    times: Vec<f64>,
}

impl<'a> Contender<'a> {
    /// A contender that answers on all items in turn, so that a time is over the mix and not over the commoner kind.
    pub fn new<T: 'a, O>(name: &'static str, items: impl Into<Vec<T>>, mut answer: impl FnMut(&T) -> O + 'a) -> Contender<'a> {
        let items = items.into();
        let calls = items.len();
        let each = move || {
            for item in &items {
                black_box(answer(black_box(item)));
            }
        };
        Contender { name, calls, each: Box::new(each), times: Vec::new() }
    }

    fn time(&mut self, passes: usize) -> Duration {
        let start = ThreadTime::now();
        for _ in 0..passes {
            (self.each)();
        }
        start.elapsed()
    }

    /// How many passes over its items fill a batch; finding out also warms it up.
    fn passes(&mut self) -> usize {
        let mut passes = 1;
        while self.time(passes) < BATCH {
            passes *= 2;
        }
        passes
    }
}

/// What a contender took: microseconds a call, and how often the first contender's time that is; medians over the rounds.
pub struct Taken {
    /// Its name.
    pub name: &'static str,
    /// Microseconds.
    pub micros: f64,
    /// Its time by that of the first, round by round.
    pub ratio: f64,
}

/// Times them; none where there is nothing to answer.
pub fn in_turns(mut contenders: Vec<Contender<'_>>) -> Vec<Taken> {
    contenders.retain(|contender| contender.calls > 0);
    let passes: Vec<usize> = contenders.iter_mut().map(Contender::passes).collect();
    let start = Instant::now();
    for round in 0..ROUNDS {
        if round >= FEWEST && start.elapsed() > PATIENCE {
            break;
        }
        for (contender, passes) in contenders.iter_mut().zip(&passes) {
            let taken = contender.time(*passes).as_secs_f64() / (passes * contender.calls) as f64;
            contender.times.push(taken);
        }
    }
    let Some(first) = contenders.first().map(|first| first.times.clone()) else { return Vec::new() };
    let taken = contenders.into_iter().map(|contender| {
        let ratios = contender.times.iter().zip(&first).map(|(time, first)| time / first).collect();
        Taken { name: contender.name, micros: median(contender.times) * 1e6, ratio: median(ratios) }
    });
    taken.collect()
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
