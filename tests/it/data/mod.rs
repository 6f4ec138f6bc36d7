mod evaluate;
mod five_plans;
mod indexes;
mod with_postgres;
