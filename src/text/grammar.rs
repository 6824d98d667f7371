//! Grammatical categories with the values of Universal Dependencies.

use serde::{Deserialize, Serialize};

macro_rules! category {
    ($(#[$meta:meta])* $name:ident { $($value:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($value),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// The value as it stands in the FEATS column.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$value => stringify!($value)),+ }
            }

            /// `None` for any other string.
            pub fn parse(value: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == value)
            }
        }
    };
}

category! {
    /// <https://universaldependencies.org/u/feat/Case.html>
    Case { Nom, Gen, Dat, Acc, Loc, Ins, Voc, Abl }
}

category! {
    /// <https://universaldependencies.org/u/feat/Number.html>
    Number { Sing, Dual, Plur }
}

category! {
    /// <https://universaldependencies.org/u/feat/Gender.html>
    Gender { Masc, Fem, Neut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for &case in Case::ALL {
            assert_eq!(Case::parse(case.as_str()), Some(case));
        }
        assert_eq!(Number::parse("Trial"), None);
        assert_eq!(Gender::parse("Fem"), Some(Gender::Fem));
    }
}
