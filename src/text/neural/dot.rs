//! Products of 16-bit whole numbers: exact, so that every processor gives the same bits.

/// Outputs that are calculated side by side.
pub const LANES: usize = 16;
/// Two inputs that follow each other.
pub type Pair = [i16; 2];
/// The weights of so many outputs for a pair of inputs.
pub type Block = [Pair; LANES];

/// Rows of input that share a reading of the weights.
const ROWS: usize = 8;

/// For every row of `pairs` input pairs and every run of `pairs` blocks: the sums of inputs times weights. A row of
/// `out` has [`LANES`] numbers for each run. The sums must fit 32 bits.
pub fn dots(inputs: &[Pair], weights: &[Block], pairs: usize, out: &mut [i32]) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni") {
            // SAFETY: the processor has what the functions need.
            return run(
                inputs,
                weights,
                pairs,
                out,
                |x, w| unsafe { wide::vnni(x, w) },
                |x, w| unsafe { wide::vnni(x, w) },
            );
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: as above.
            return run(
                inputs,
                weights,
                pairs,
                out,
                |x, w| unsafe { wide::avx2(x, w) },
                |x, w| unsafe { wide::avx2(x, w) },
            );
        }
    }
    run(inputs, weights, pairs, out, plain, plain);
}

type Sums<const N: usize> = [[i32; LANES]; N];

fn run(
    inputs: &[Pair],
    weights: &[Block],
    pairs: usize,
    out: &mut [i32],
    many: impl Fn([&[Pair]; ROWS], &[Block]) -> Sums<ROWS>,
    one: impl Fn([&[Pair]; 1], &[Block]) -> Sums<1>,
) {
    let (rows, runs) = (inputs.len() / pairs, weights.len() / pairs);
    let row = |row: usize| &inputs[row * pairs..(row + 1) * pairs];
    let mut write = |row: usize, run: usize, sums: &[i32; LANES]| {
        out[(row * runs + run) * LANES..][..LANES].copy_from_slice(sums);
    };
    for (number, weights) in weights.chunks_exact(pairs).enumerate() {
        let whole = rows - rows % ROWS;
        for start in (0..whole).step_by(ROWS) {
            let sums = many(std::array::from_fn(|offset| row(start + offset)), weights);
            sums.iter().enumerate().for_each(|(offset, sums)| write(start + offset, number, sums));
        }
        for start in whole..rows {
            write(start, number, &one([row(start)], weights)[0]);
        }
    }
}

fn plain<const N: usize>(inputs: [&[Pair]; N], weights: &[Block]) -> Sums<N> {
    let mut sums = [[0; LANES]; N];
    for (pair, weights) in weights.iter().enumerate() {
        for (sums, inputs) in sums.iter_mut().zip(inputs) {
            let [a, b] = inputs[pair].map(i32::from);
            for (sum, [v, w]) in sums.iter_mut().zip(weights) {
                *sum += a * i32::from(*v) + b * i32::from(*w);
            }
        }
    }
    sums
}

/// The same with wide instructions.
#[cfg(target_arch = "x86_64")]
mod wide {
    use super::{Block, LANES, Pair, Sums};
    use std::arch::x86_64::*;

    fn both([a, b]: Pair) -> i32 {
        i32::from(a as u16) | i32::from(b) << 16
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    pub fn vnni<const N: usize>(inputs: [&[Pair]; N], weights: &[Block]) -> Sums<N> {
        let inputs = inputs.map(|row| &row[..weights.len()]);
        let mut sums = [_mm512_setzero_si512(); N];
        for (pair, block) in weights.iter().enumerate() {
            // SAFETY: a block has 64 bytes.
            let block = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
            for (sum, inputs) in sums.iter_mut().zip(inputs) {
                *sum = _mm512_dpwssd_epi32(*sum, _mm512_set1_epi32(both(inputs[pair])), block);
            }
        }
        let mut out = [[0; LANES]; N];
        for (out, sum) in out.iter_mut().zip(sums) {
            // SAFETY: the sums of a row have 64 bytes.
            unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), sum) };
        }
        out
    }

    #[target_feature(enable = "avx2")]
    pub fn avx2<const N: usize>(inputs: [&[Pair]; N], weights: &[Block]) -> Sums<N> {
        let inputs = inputs.map(|row| &row[..weights.len()]);
        let mut sums = [[_mm256_setzero_si256(); 2]; N];
        for (pair, block) in weights.iter().enumerate() {
            let half = block.as_ptr().cast::<__m256i>();
            // SAFETY: a block has two halves of 32 bytes.
            let halves = unsafe { [_mm256_loadu_si256(half), _mm256_loadu_si256(half.add(1))] };
            for (sums, inputs) in sums.iter_mut().zip(inputs) {
                let input = _mm256_set1_epi32(both(inputs[pair]));
                for (sum, half) in sums.iter_mut().zip(halves) {
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(input, half));
                }
            }
        }
        let mut out = [[0; LANES]; N];
        for (out, sums) in out.iter_mut().zip(sums) {
            let half = out.as_mut_ptr().cast::<__m256i>();
            // SAFETY: the sums of a row have two halves of 32 bytes.
            unsafe {
                _mm256_storeu_si256(half, sums[0]);
                _mm256_storeu_si256(half.add(1), sums[1]);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_instructions_give_the_same_sums() {
        let (rows, pairs, runs) = (ROWS + 3, 5, 2);
        let number = |seed: usize, size: usize| (seed * 7919 % (2 * size + 1)) as i16 - size as i16;
        let inputs: Vec<Pair> = (0..rows * pairs).map(|i| [number(i, 2047), number(i + 9, 2047)]).collect();
        let weights: Vec<Block> = (0..runs * pairs)
            .map(|i| std::array::from_fn(|lane| [number(i + lane, 127), number(i * lane + 1, 127)]))
            .collect();
        let mut expected = vec![0; rows * runs * LANES];
        run(&inputs, &weights, pairs, &mut expected, plain, plain);
        let mut found = vec![0; expected.len()];
        dots(&inputs, &weights, pairs, &mut found);
        assert_eq!(found, expected);
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has the instructions.
            run(
                &inputs,
                &weights,
                pairs,
                &mut found,
                |x, w| unsafe { wide::avx2(x, w) },
                |x, w| unsafe { wide::avx2(x, w) },
            );
            assert_eq!(found, expected);
        }
    }
}
