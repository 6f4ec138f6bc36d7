mod documents;
mod evaluate;
mod five_plans;
mod indexes;
mod labels;
mod with_postgres;
