//! Pages: the answers of the API as a person sees them.

mod frame;
mod numbers;
