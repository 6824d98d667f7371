//! Linear models over hashed features, for every stage that decides between classes.
//!
//! A stage turns a decision into a list of [`FeatureId`]s (see [`feature`]). In training a [`Trainer`] holds the exact
//! weights and learns by averaged perceptron updates (Collins 2002). [`Trainer::finish`] prunes and rounds them to 8 bits
//! and gives [`Weights`], which are read straight from the bytes of the model file. A [`Ranker`] learns one score, by which
//! choices of any number are ranked, from gradients. An [`Archive`] is the file: named sections.
//!
//! Nothing depends on hash seeds, threads or the clock: the same updates in the same order give the same bytes.

mod archive;
mod feature;
mod ranking;
mod shuffle;
mod trainer;
mod weights;

pub use archive::{Archive, ArchiveBuilder};
pub use feature::{FeatureId, Features, feature, string_id};
pub use ranking::Ranker;
pub use shuffle::Shuffle;
pub use trainer::{Pruning, Trainer};
pub use weights::Weights;

#[cfg(test)]
mod tests {
    use super::*;

    /// Learns XOR of two bits with their conjunction as a feature.
    fn trained() -> Weights {
        let mut trainer = Trainer::new(2);
        for _ in 0..20 {
            for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let features = [feature(0, &[a]), feature(1, &[b]), feature(2, &[a, b])];
                let gold = (a ^ b) as usize;
                let mut scores = [0.0; 2];
                trainer.score(&features, &mut scores);
                let guess = usize::from(scores[1] > scores[0]);
                if guess != gold {
                    trainer.update(&features, gold, 1.0);
                    trainer.update(&features, guess, -1.0);
                }
                trainer.tick();
            }
        }
        trainer.finish(Pruning::default())
    }

    #[test]
    fn learns_and_survives_the_round_trip_through_bytes() {
        let weights = Weights::parse(trained().into_bytes()).expect("own bytes");
        for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let mut scores = [0; 2];
            weights.add([feature(0, &[a]), feature(1, &[b]), feature(2, &[a, b])], &mut scores);
            assert_eq!(scores[1] > scores[0], a != b, "{a} xor {b}: {scores:?}");
        }
    }

    #[test]
    fn same_input_gives_the_same_bytes() {
        assert_eq!(trained().into_bytes(), trained().into_bytes());
    }

    #[test]
    fn refuses_bytes_that_are_not_weights() {
        let mut bytes = trained().into_bytes().to_vec();
        assert!(Weights::parse(bytes[..bytes.len() - 1].to_vec().into()).is_err());
        bytes[0] ^= 1;
        assert!(Weights::parse(bytes.into()).is_err());
        assert!(Weights::parse(bytes::Bytes::new()).is_err());
    }
}
