mod command;
mod corrections;
mod counts;
mod files;
mod load;
mod own_region;
mod refused;
mod safety;
