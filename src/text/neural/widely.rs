//! Functions that are compiled twice: for every processor of the kind, and for those with wide vectors.
//!
//! Both do the same steps on the same numbers, so they give the same bits.

/// Makes a function of a block that the compiler can spread over vectors.
macro_rules! widely {
    ($(#[$doc:meta])* $visible:vis fn $name:ident($($argument:ident: $kind:ty),*) $body:block) => {
        $(#[$doc])*
        $visible fn $name($($argument: $kind),*) {
            #[inline(always)]
            fn body($($argument: $kind),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn wide($($argument: $kind),*) {
                    body($($argument),*);
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the processor has the instructions.
                    return unsafe { wide($($argument),*) };
                }
            }
            body($($argument),*);
        }
    };
}

pub(super) use widely;
