//! Whole tables: in every form, and one table in each form.

mod forms;
mod reading;
mod whole;
