//! Numbers as documents print them: digits, Chinese numerals, quantities, ordinals.

pub mod ordinal;
pub mod quantity;
