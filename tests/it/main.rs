//! Every test that needs more than one room, in one program, so that it is linked once.
//!
//! There is a folder for each part of the service and a file for each noun:
//! `make test ARGS='--test it api::compare'`.

// A program exports nothing; `pub` marks items that other files of the program use.
#![allow(unreachable_pub)]

mod support;

mod api;
mod architecture;
mod contract;
mod data;
mod http;
mod ingest;
mod pages;
mod parse;
