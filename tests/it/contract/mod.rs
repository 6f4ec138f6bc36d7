mod documentation;
mod examples;
mod hostile;
mod openapi;
