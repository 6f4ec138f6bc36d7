//! Numbers as documents print them: digits, Chinese numerals, quantities, ordinals.

pub mod numeral;
pub mod ordinal;
pub mod quantity;
pub mod unit;
