//! The observations of a release as a stream of bytes.
//!
//! ```text
//! plans of the release ─▶ batches of whole plans ─▶ rows of one batch ─▶ bytes of one batch
//! ```
//! Each batch is a statement of its own, so a slow client holds no connection and the time limit
//! applies to one batch. A release does not change, so consecutive batches are consistent.

use super::error::ExportError;
use super::observation::Observation;
use crate::format::{About, Flat, Format, FormatError, Table, csv, parquet};
use crate::store::Snapshot;
use crate::store::downloads as store;
use futures_util::stream::{self, Stream};
use sqlx::PgPool;
use std::collections::VecDeque;
use std::sync::Arc;

/// Most rows of a batch, unless a single plan has more. Memory holds one batch, and Parquet writes
/// it as a row group.
pub const BATCH: i32 = 5_000;

/// The part that is written and the part that is left.
struct ExportTask {
    db: PgPool,
    snapshot: Arc<Snapshot>,
    batches: VecDeque<Vec<i32>>,
    /// `None` after the last bytes were sent.
    writer: Option<Writer>,
}

/// A file that is being written.
enum Writer {
    /// The first bytes, until they are sent.
    Csv(Vec<u8>),
    Parquet(Box<parquet::ParquetWriter>),
}

/// The file, piece by piece; `most` rows at a time, as [`BATCH`].
///
/// # Errors
/// The database does not answer; later ones are in the stream, which ends with them.
pub async fn observations(
    db: &PgPool,
    snapshot: &Arc<Snapshot>,
    about: About,
    format: Format,
    most: i32,
) -> Result<impl Stream<Item = Result<Vec<u8>, ExportError>> + Send + 'static, ExportError> {
    let writer = match format {
        Format::Parquet => {
            Writer::Parquet(Box::new(parquet::ParquetWriter::new(Observation::COLUMNS, &about)?))
        }
        _ => Writer::Csv(csv::document(&Table::of::<Observation>(&[], about.release), false)?),
    };
    let parts = store::parts(db, snapshot.release.id).await?;
    let work = ExportTask {
        db: db.clone(),
        snapshot: Arc::clone(snapshot),
        batches: batches(&parts, most),
        writer: Some(writer),
    };
    Ok(stream::try_unfold(work, |work| async move {
        let next = step(work).await;
        // The headers are sent, so the stream can only end with the reason.
        if let Err(error) = &next {
            tracing::error!(?error, "a download broke off");
        }
        next
    }))
}

/// Whole plans together, as many as fit.
fn batches(parts: &[store::Part], most: i32) -> VecDeque<Vec<i32>> {
    let mut batches: VecDeque<Vec<i32>> = VecDeque::new();
    let mut room = 0;
    for part in parts.iter().filter(|part| part.rows > 0) {
        match batches.back_mut() {
            Some(batch) if part.rows <= room => batch.push(part.revision_id),
            _ => {
                batches.push_back(vec![part.revision_id]);
                room = most;
            }
        }
        room -= part.rows;
    }
    batches
}

/// Reads and writes one batch; after the last one, the end of the file.
async fn step(mut work: ExportTask) -> Result<Option<(Vec<u8>, ExportTask)>, ExportError> {
    let Some(writer) = work.writer.take() else { return Ok(None) };
    let Some(batch) = work.batches.pop_front() else {
        let last = match writer {
            Writer::Csv(begun) => begun,
            Writer::Parquet(writer) => writer.finish()?,
        };
        return Ok(Some((last, work)));
    };
    let rows = store::rows(&work.db, &batch).await?;
    let snapshot = Arc::clone(&work.snapshot);
    // Tens of milliseconds of computation, which would block other requests on this thread.
    let written = tokio::task::spawn_blocking(move || {
        let rows = rows.into_iter().map(|row| Observation::of(row, &snapshot)).collect::<Vec<_>>();
        let table = Table::of(&rows, snapshot.release.id);
        match writer {
            Writer::Csv(begun) => {
                let bytes = csv::rows(begun, &table.rows)?;
                Ok::<_, FormatError>((bytes, Writer::Csv(Vec::new())))
            }
            Writer::Parquet(mut writer) => {
                writer.rows(&table.rows)?;
                Ok((writer.take()?, Writer::Parquet(writer)))
            }
        }
    });
    let (bytes, writer) = written.await??;
    work.writer = Some(writer);
    Ok(Some((bytes, work)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_whole_plans_and_no_larger_than_it_must_be() {
        let rows = [3000, 2000, 1, 0, 9000, 4999, 1, 1];
        let parts: Vec<_> =
            (0..).zip(rows).map(|(revision_id, rows)| store::Part { revision_id, rows }).collect();
        assert_eq!(batches(&parts, BATCH), [vec![0, 1], vec![2], vec![4], vec![5, 6], vec![7]]);
    }
}
