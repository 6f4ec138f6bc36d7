mod command;
mod corrections;
mod load;
mod own_region;
mod refused;
mod safety;
