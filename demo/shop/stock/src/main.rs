//! Counts what is left of each product, once a night.

use anyhow::Context;
use tokio_postgres::NoTls;

const COUNT: &str = "update products set \"left\" = delivered - sold where \"left\" <> delivered - sold";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let url = std::env::var("DATABASE_URL").context("DATABASE_URL is not set")?;
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
    tokio::spawn(connection);
    let changed = client.execute(COUNT, &[]).await?;
    println!("{changed} products counted anew");
    Ok(())
}
