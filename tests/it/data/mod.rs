mod documents;
mod evaluate;
mod five_plans;
mod indexes;
mod labels;
mod outcomes;
mod tls;
mod with_postgres;
