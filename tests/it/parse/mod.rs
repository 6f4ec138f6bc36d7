mod cases;
mod command;
mod formats;
mod limits;
mod properties;
mod scale;
mod tables;
