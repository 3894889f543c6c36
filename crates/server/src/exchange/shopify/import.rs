//! An import: batch by batch, what the file says is compared with what the shop has, and the
//! difference is kept.

use super::assemble::{Assembled, Terms, assemble};
use super::block::{Block, Blocks};
use super::bytes::FileError;
use super::cells::VariantCells;
use super::change::differences;
use super::columns::{Column, is_metafield};
use super::location::Location;
use super::options::ImportOptions;
use super::pictures::Folder;
use super::report::{Conflict, ConflictCause, ImportReport, Problem, Update};
use super::seen::Seen;
use crate::stock::now;
use baguni_commerce::media::MediaSource;
use baguni_commerce::{Handle, Media, Product, Sku};
use baguni_storage::{Counting, Storage, StorageError};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Of the file.
    pub bytes: u64,
    pub rows: u64,
    pub products: u64,
}

/// Why an import ended before the end of its file.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// What the file says from there on cannot be trusted. `kept` products before were created or
    /// updated already; with the file put right, another run leaves them as they are.
    #[error("{error}{}", so_far(*kept))]
    File { error: FileError, kept: u64 },
    #[error("there is no stock location {location:?}; there are: {known}")]
    NoSuchLocation { location: String, known: String },
    #[error("the folder of pictures cannot be read: {0}")]
    Images(io::Error),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

fn so_far(kept: u64) -> String {
    match kept {
        0 => " (nothing was imported)".to_owned(),
        _ => format!(" ({kept} products before it were imported)"),
    }
}

/// Products in one transaction, at most.
const BATCH: usize = 200;
/// Variants in one batch, at most, but for the last product's.
const BATCH_VARIANTS: usize = 4_000;

/// Brings the products of a file into the shop. Reading blocks the thread that polls this: run it
/// in a command, not in a request. Memory is bounded by one batch and 16 bytes for each handle and
/// SKU of the file, and by the catalogue, which is looked through once.
///
/// A product with a row that cannot be read, and one that claims another's SKU, is left out as a
/// whole and reported; the rest goes on.
pub async fn import_products(
    storage: &dyn Storage,
    source: impl Read + Send,
    options: ImportOptions,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<ImportReport, ImportError> {
    let broken = |error, kept| ImportError::File { error, kept };
    let mut blocks = Blocks::open(source, options.currency).map_err(|error| broken(error, 0))?;
    let mut import = Import::start(storage, &options, &blocks).await?;
    loop {
        let batch = next_batch(&mut blocks).map_err(|error| broken(error, import.kept))?;
        let is_last = batch.is_empty();
        import.take(batch, &blocks).await?;
        let (bytes, rows) = blocks.progress();
        import.report.rows = rows;
        progress(Progress {
            bytes,
            rows,
            products: import.report.products,
        });
        if is_last {
            return Ok(import.report);
        }
    }
}

fn next_batch<R: Read>(blocks: &mut Blocks<R>) -> Result<Vec<Block>, FileError> {
    let mut batch: Vec<Block> = Vec::new();
    let mut variants = 0;
    while batch.len() < BATCH && variants < BATCH_VARIANTS {
        let Some(block) = blocks.next_block()? else {
            break;
        };
        variants += block.variants.len();
        batch.push(block);
    }
    Ok(batch)
}

/// An import under way.
struct Import<'s> {
    storage: &'s dyn Storage,
    options: &'s ImportOptions,
    terms: Terms,
    location: Location,
    /// Former handles of products and what they are called now.
    moved: BTreeMap<Handle, Handle>,
    folder: Option<Folder>,
    seen: Seen,
    report: ImportReport,
    /// Products created or updated in storage.
    kept: u64,
}

/// A product that differs from what the shop has, or its stock does.
struct Planned {
    product: Product,
    is_changed: bool,
    counts: Vec<(Sku, Handle, u32)>,
}

impl<'s> Import<'s> {
    async fn start<R: Read>(
        storage: &'s dyn Storage,
        options: &'s ImportOptions,
        blocks: &Blocks<R>,
    ) -> Result<Self, ImportError> {
        let parts = storage.load_catalogue().await?;
        let folder = options.images.as_deref().map(Folder::open).transpose();
        let mut report = ImportReport::new(blocks.header().dialect, options.dry_run);
        let (metafields, unread): (Vec<&str>, _) = blocks
            .header()
            .unread()
            .partition(|name| is_metafield(name));
        report.notices.metafield_columns = metafields.len() as u64;
        report.notices.unread_columns = unread.into_iter().map(str::to_owned).collect();
        let location = Location::find(options.location.as_ref(), &parts.locations)?;
        if blocks.header().has(Column::Quantity) {
            report.notices.location = Some(location.handle());
            report.notices.location_made = matches!(location, Location::ToMake);
        }
        Ok(Self {
            storage,
            options,
            terms: options.terms(),
            location,
            moved: parts.moved_products,
            folder: folder.map_err(ImportError::Images)?,
            seen: Seen::default(),
            report,
            kept: 0,
        })
    }

    /// Plans a batch and applies it.
    async fn take<R: Read>(
        &mut self,
        batch: Vec<Block>,
        blocks: &Blocks<R>,
    ) -> Result<(), StorageError> {
        let kept = self.pictures(&batch).await?;
        let mut assembled = Vec::with_capacity(batch.len());
        for block in batch {
            self.report.products += u64::from(block.handle.is_some());
            let Some((handle, before)) = self.open(&block).await? else {
                continue;
            };
            match assemble(
                &block,
                &handle,
                before.as_ref(),
                &kept,
                &self.terms,
                blocks.header(),
            ) {
                Ok(after) => {
                    self.count(&block, &after);
                    assembled.push((before, after));
                }
                Err(problems) => self.refuse(problems),
            }
        }
        let planned = self.plan(assembled).await?;
        if !self.options.dry_run {
            self.apply(planned).await?;
        }
        Ok(())
    }

    async fn pictures(&mut self, batch: &[Block]) -> Result<BTreeMap<String, Media>, StorageError> {
        let Some(folder) = &mut self.folder else {
            return Ok(BTreeMap::new());
        };
        let urls = batch
            .iter()
            .flat_map(|block| &block.pictures)
            .map(|one| one.url.as_str());
        let (dry_run, notices) = (self.options.dry_run, &mut self.report.notices);
        folder.find(self.storage, urls, dry_run, notices).await
    }

    /// The product that a block is about and what the shop has of it, unless the block is left
    /// out.
    async fn open(
        &mut self,
        block: &Block,
    ) -> Result<Option<(Handle, Option<Product>)>, StorageError> {
        if block.is_gift_card {
            self.report.notices.gift_cards += 1;
            return Ok(None);
        }
        let Some(handle) = block.handle.clone().filter(|_| block.problems.is_empty()) else {
            self.refuse(block.problems.clone());
            return Ok(None);
        };
        if let Some(line) = self.seen.handle(&handle, block.line) {
            self.conflict(block.line, &handle, ConflictCause::HandleTwice { line });
            return Ok(None);
        }
        let before = self.storage.product(&handle).await?;
        if let (None, Some(now)) = (&before, self.moved.get(&handle)) {
            let now = now.clone();
            self.conflict(block.line, &handle, ConflictCause::Moved { now });
            return Ok(None);
        }
        Ok(Some((handle, before)))
    }

    /// Tells what differs from what is only said again.
    async fn plan(
        &mut self,
        assembled: Vec<(Option<Product>, Assembled)>,
    ) -> Result<Vec<Planned>, StorageError> {
        let skus: Vec<Sku> = assembled
            .iter()
            .flat_map(|(_, after)| &after.product.variants)
            .map(|variant| variant.sku.clone())
            .collect();
        let owners = self.storage.owners(&skus).await?;
        let mut planned = Vec::new();
        for (before, after) in assembled {
            let handle = after.product.handle.clone();
            if let Some((line, cause)) = self.claimed(&after, &owners) {
                self.conflict(line, &handle, cause);
                continue;
            }
            self.seen.skus(&after);
            let counts = self.counts(&after, before.is_some()).await?;
            let fields = before
                .as_ref()
                .map(|before| differences(before, &after.product));
            let is_changed = fields.as_ref().is_none_or(|fields| !fields.is_empty());
            self.settle(handle, fields, !counts.is_empty());
            planned.push(Planned {
                product: after.product,
                is_changed,
                counts,
            });
        }
        Ok(planned)
    }

    /// Whether one of a product's SKUs is another's, and in which line.
    fn claimed(
        &self,
        after: &Assembled,
        owners: &BTreeMap<Sku, Handle>,
    ) -> Option<(u64, ConflictCause)> {
        after
            .product
            .variants
            .iter()
            .zip(&after.lines)
            .find_map(|(variant, line)| {
                let sku = variant.sku.clone();
                if let Some(first) = self.seen.sku(&sku) {
                    return Some((*line, ConflictCause::SkuTwice { sku, line: first }));
                }
                let owner = owners
                    .get(&sku)
                    .filter(|owner| **owner != after.product.handle)?;
                Some((
                    *line,
                    ConflictCause::SkuOfAnother {
                        sku,
                        owner: owner.clone(),
                    },
                ))
            })
    }

    /// The counts that differ from those that are there. What is promised stays promised, so no
    /// count goes below it.
    async fn counts(
        &self,
        after: &Assembled,
        is_there: bool,
    ) -> Result<Vec<(Sku, Handle, u32)>, StorageError> {
        let location = self.location.handle();
        let mut counts = Vec::new();
        for (sku, counted) in &after.stock {
            let was = match is_there {
                true => self
                    .storage
                    .stock(sku)
                    .await?
                    .remove(&location)
                    .unwrap_or_default(),
                false => Default::default(),
            };
            let counted = (*counted).max(was.allocated.min(was.on_hand));
            if was.on_hand != counted {
                counts.push((sku.clone(), location.clone(), counted));
            }
        }
        Ok(counts)
    }

    /// Enters a product into the report.
    fn settle(&mut self, handle: Handle, fields: Option<Vec<&'static str>>, stock: bool) {
        let Some(mut fields) = fields else {
            return self.report.created.push(handle);
        };
        if stock {
            fields.push("stock");
        }
        match fields.is_empty() {
            true => self.report.unchanged += 1,
            false => self.report.updated.push(Update { handle, fields }),
        }
    }

    async fn apply(&mut self, planned: Vec<Planned>) -> Result<(), StorageError> {
        let touched = planned
            .iter()
            .filter(|one| one.is_changed || !one.counts.is_empty());
        let touched = touched.count() as u64;
        let mut products = Vec::new();
        let mut counts = Vec::new();
        for one in planned {
            products.extend(one.is_changed.then_some(one.product));
            counts.extend(one.counts);
        }
        if !products.is_empty() {
            self.storage.save_products(&products).await?;
        }
        if !counts.is_empty() {
            self.make_location().await?;
            let by = Counting::imported("import");
            self.storage.set_stock(&counts, by, now()).await?;
        }
        self.kept += touched;
        Ok(())
    }

    async fn make_location(&mut self) -> Result<(), StorageError> {
        if let Location::ToMake = self.location {
            let made = Location::made();
            self.location = Location::Known(made.handle.clone());
            self.storage.save_locations(&[made]).await?;
        }
        Ok(())
    }

    fn conflict(&mut self, line: u64, handle: &Handle, cause: ConflictCause) {
        self.report.conflicts.push(Conflict {
            line,
            handle: handle.clone(),
            cause,
        });
    }

    fn refuse(&mut self, problems: Vec<Problem>) {
        self.report.refused += 1;
        problems
            .into_iter()
            .for_each(|problem| self.report.problems.push(problem));
    }

    fn count(&mut self, block: &Block, after: &Assembled) {
        let count = |is: fn(&VariantCells) -> bool| {
            block.variants.iter().filter(|cells| is(cells)).count() as u64
        };
        let is_remote = |media: &&Media| matches!(media.source, MediaSource::Remote { .. });
        let notices = &mut self.report.notices;
        notices.made_skus += after.made_skus;
        notices.uncounted += count(|cells| cells.is_uncounted);
        notices.oversold += count(|cells| cells.is_oversold);
        notices.unlisted += u64::from(block.product.is_unlisted);
        notices.remote_pictures += after.product.media.iter().filter(is_remote).count() as u64;
    }
}
