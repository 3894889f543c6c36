//! The rows of one product, gathered. A file goes by block after block, with one in memory.

use super::bytes::{FileError, Guarded};
use super::cells::{MAX_NAME, PictureCells, ProductCells, VariantCells};
use super::columns::{Column, Header};
use super::report::Problem;
use super::row::Row;
use baguni_commerce::{Currency, Handle, Product};
use csv::StringRecord;
use std::io::Read;

/// A product with more problems is not described better by more of them.
const MAX_PROBLEMS: usize = 20;

/// What the file says of one product: consecutive rows with one handle.
#[derive(Debug, Default)]
pub struct Block {
    /// `None` where the rows do not say which product they belong to.
    pub handle: Option<Handle>,
    /// The first row's.
    pub line: u64,
    /// Rows in all, those that were not read included.
    pub rows: u64,
    pub product: ProductCells,
    /// Whether the first row could be read: without it the others say nothing.
    is_read: bool,
    pub variants: Vec<VariantCells>,
    /// In the order of their positions, each address once.
    pub pictures: Vec<PictureCells>,
    pub is_gift_card: bool,
    pub problems: Vec<Problem>,
}

/// The blocks of a file, one after the other; one of them is in memory at a time.
pub struct Blocks<R> {
    rows: csv::Reader<Guarded<R>>,
    header: Header,
    currency: Currency,
    open: Option<Block>,
    read: u64,
}

impl<R: Read> Blocks<R> {
    /// Reads the header. Prices are in `currency`.
    pub fn open(file: R, currency: Currency) -> Result<Self, FileError> {
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(Guarded::new(file)?);
        let mut first = StringRecord::new();
        if !rows.read_record(&mut first)? {
            return Err(FileError::NoHeader("it has blank lines only".to_owned()));
        }
        let header = Header::read(&first)?;
        Ok(Self {
            rows,
            header,
            currency,
            open: None,
            read: 0,
        })
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Bytes and rows read so far.
    pub fn progress(&self) -> (u64, u64) {
        (self.rows.get_ref().bytes(), self.read)
    }

    /// The next product's rows.
    pub fn next_block(&mut self) -> Result<Option<Block>, FileError> {
        let mut record = StringRecord::new();
        while self.rows.read_record(&mut record)? {
            self.read += 1;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if let Some(done) = self.add(&record) {
                return Ok(Some(done));
            }
        }
        Ok(self.open.take().map(Block::closed))
    }

    /// Adds a row to the open block, or opens the next one and gives the former back.
    fn add(&mut self, record: &StringRecord) -> Option<Block> {
        let mut row = Row::new(&self.header, record, self.currency);
        let handle = row.handle();
        let belongs = |block: &Block| match &handle {
            Some(handle) => block.handle.as_ref() == Some(handle),
            // A row without a name spoils the product it stands in.
            None => true,
        };
        let done = self.open.take_if(|block| !belongs(block));
        let line = row.line;
        let block = self.open.get_or_insert_with(|| Block {
            handle,
            line,
            ..Block::default()
        });
        block.add(row);
        done.map(Block::closed)
    }
}

impl Block {
    fn add(&mut self, mut row: Row) {
        self.rows += 1;
        if self.handle.is_some() && row.is_whole() {
            if self.rows == 1 {
                self.product = row.product();
                self.is_gift_card = row.flag(Column::GiftCard) == Some(true);
                self.is_read = true;
            }
            if self.is_read {
                self.add_variant(&mut row);
                self.add_picture(&mut row);
            }
        }
        let room = MAX_PROBLEMS.saturating_sub(self.problems.len());
        self.problems.extend(row.problems.into_iter().take(room));
    }

    fn add_variant(&mut self, row: &mut Row) {
        let says = [Column::Sku, Column::Price, Column::OptionValue(0)];
        let is_variant = self.rows == 1 || says.into_iter().any(|column| row.says(column));
        if !is_variant {
            return;
        }
        if self.variants.len() == Product::MAX_VARIANTS {
            return self.too_many(row, "variants", Product::MAX_VARIANTS);
        }
        let variant = row.variant(&self.product.option_names);
        self.variants.push(variant);
    }

    /// Takes the row's picture, and the variant's own where it is not among the product's.
    fn add_picture(&mut self, row: &mut Row) {
        let own = self
            .variants
            .last()
            .and_then(|variant| variant.picture.clone());
        let position = row.position().unwrap_or(u32::MAX);
        let alt = row.text(Column::ImageAlt, MAX_NAME * 4);
        let shown = row
            .url(Column::ImageUrl)
            .map(|url| PictureCells { url, alt, position });
        let own = own.map(|url| PictureCells {
            url,
            alt: None,
            position: u32::MAX,
        });
        for picture in shown
            .into_iter()
            .chain(own)
            .filter(|picture| !picture.url.is_empty())
        {
            self.take_picture(row, picture);
        }
    }

    fn take_picture(&mut self, row: &mut Row, picture: PictureCells) {
        if let Some(known) = self
            .pictures
            .iter_mut()
            .find(|known| known.url == picture.url)
        {
            known.position = known.position.min(picture.position);
            known.alt = known.alt.take().or(picture.alt);
            return;
        }
        if self.pictures.len() == Product::MAX_MEDIA {
            return self.too_many(row, "pictures", Product::MAX_MEDIA);
        }
        self.pictures.push(picture);
    }

    /// A limit that a whole product breaks is said at the first row that breaks it.
    fn too_many(&self, row: &mut Row, of: &str, max: usize) {
        let reason = format!("the product has more than {max} {of}");
        if !self.problems.iter().any(|problem| problem.reason == reason) {
            row.whole_problem(reason);
        }
    }

    fn closed(mut self) -> Self {
        self.pictures.sort_by_key(|picture| picture.position);
        self
    }
}
