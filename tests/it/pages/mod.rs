//! Pages: the answers of the API as a person sees them.

mod committed;
mod contract;
mod frame;
mod numbers;
