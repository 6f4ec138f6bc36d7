//! Whole tables: in every shape, and one table in every form.

mod forms;
mod reading;
mod whole;
