//! The allocator of the program: mimalloc, with a count for each thread of the bytes that it holds.

use mimalloc::MiMalloc;
use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

thread_local! {
    /// Allocated less freed. Negative on threads that free what others allocated.
    static HELD: Cell<i64> = const { Cell::new(0) };
}

struct Counted;

#[global_allocator]
static ALLOCATOR: Counted = Counted;

/// Bytes that this thread has allocated and not freed.
pub fn held() -> i64 {
    HELD.get()
}

/// Says that other threads are to free these bytes.
pub fn hand_over(bytes: usize) {
    count(-signed(bytes));
}

/// Lets what is freed go back to the system at once, not when the allocator is next asked for much: a server that is idle
/// after large queries holds no more than before them. No query was measured to be slower for it.
pub fn give_back_at_once() {
    /// `mi_option_purge_delay` of `mimalloc.h`, which the crate does not name; in milliseconds.
    const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;
    // Safety: sets a number.
    unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, 0) }
}

fn count(bytes: i64) {
    HELD.set(HELD.get() + bytes);
}

/// No allocation is larger than `isize::MAX`.
fn signed(bytes: usize) -> i64 {
    bytes as i64
}

// Safety: every call goes to mimalloc unchanged; counting allocates nothing.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(signed(layout.size()));
        unsafe { MiMalloc.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(signed(layout.size()));
        unsafe { MiMalloc.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-signed(layout.size()));
        unsafe { MiMalloc.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(signed(size) - signed(layout.size()));
        unsafe { MiMalloc.realloc(pointer, layout, size) }
    }
}
