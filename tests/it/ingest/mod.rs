mod command;
mod corrections;
mod load;
mod refused;
mod safety;
