//! How much memory a prepared policy takes: the bytes that each engine holds for it, counted by the allocator.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};

use railc_core::check::{Answer, Checker};
use railc_rivals::cedar::Shape;
use railc_rivals::rego::Folding;
use railc_rivals::{Cedar, Field, Rego};

const FIELDS: [&str; 4] = ["open-rail-m", "llama-3.1", "random-60", "random-1000"];

/// Bytes asked for and not yet given back.
static HELD: AtomicUsize = AtomicUsize::new(0);

struct Counting;

// SAFETY: all is done by the system's allocator; counting does not touch what it gives.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract, which is the same.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn main() {
    println!("Kilobytes held.\n");
    println!("| | railc: policy | checker | after {} uses | its clone | Cedar | regorus |\n|---|---|---|---|---|---|---|", USES);
    for name in FIELDS {
        // What is made once for all policies, as the vocabulary of the library, is made here.
        Field::new(name).expect("it is random-NUMBER or a license of the library");
        let cells = columns(name).map(|held| held.map_or("–".to_owned(), |held| format!("{:.1}", held as f64 / 1000.0)));
        println!("| {name} | {} |", cells.join(" | "));
    }
}

const USES: usize = 100;

fn columns(name: &str) -> [Option<usize>; 6] {
    let (field, policy) = held(|| Field::new(name).expect("it was made before"));
    let (mut checker, prepared) = held(|| Checker::new(field.policy.clone()));
    let (_clone, clone) = held(|| checker.clone());
    let uses = field.closed_uses(USES);
    let ((), grown) = held(|| {
        for described in &uses {
            let mut answer = Answer::default();
            black_box(checker.check_into(described, &mut answer)).ok();
        }
    });
    let (_cedar, cedar) = held(|| Cedar::new(&field.policy, Shape::Present));
    let (rego, regorus) = held(|| Rego::new(&field.policy, Folding::Host));
    [Some(policy), Some(prepared), Some(prepared + grown), Some(clone), Some(cedar), rego.ok().map(|_| regorus)]
}

/// What is made, and what is held for it once it is.
fn held<T>(make: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.load(Ordering::Relaxed);
    let made = make();
    (made, HELD.load(Ordering::Relaxed).saturating_sub(before))
}
