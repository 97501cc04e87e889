//! Many things of one kind in little memory. The first ones lie there as they are; a million rows do not fit that way,
//! so those that follow are packed in blocks and unpacked block by block when their turn comes.
//!
//! - [`pack`]: how a thing becomes bytes and is made again of them

mod pack;

use std::{borrow::Cow, sync::Arc};

pub use pack::{Names, Pack, Packs, Unpack};

/// Things of a block.
const BLOCK: usize = 4_096;
/// Blocks that are not packed.
const PLAIN: usize = 16;

/// Things in the order in which they came.
#[derive(Clone, Debug)]
pub struct Many<T> {
    blocks: Vec<Block<T>>,
    names: Names,
    len: usize,
    plain: usize,
}

/// Some that follow one another.
#[derive(Clone, Debug)]
pub struct Block<T> {
    kept: Kept<T>,
}

#[derive(Clone, Debug)]
enum Kept<T> {
    Plain(Vec<T>),
    Packed {
        bytes: Vec<u8>,
        /// Where each ends.
        ends: Vec<u32>,
    },
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self { blocks: Vec::new(), names: Names::default(), len: 0, plain: PLAIN }
    }
}

impl<T: Packs + Clone> Many<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts one at the end.
    pub fn push(&mut self, item: T) {
        if self.len.is_multiple_of(BLOCK) {
            self.blocks.last_mut().into_iter().for_each(Block::close);
            self.blocks.push(Block::open(self.blocks.len() < self.plain));
        }
        if let Some(block) = self.blocks.last_mut() {
            block.push(item, &mut self.names);
            self.len += 1;
        }
    }

    /// The first ones, as they lie there: at least a few thousand, where there are so many.
    pub fn first(&self) -> &[T] {
        match self.blocks.first().map(|block| &block.kept) {
            Some(Kept::Plain(items)) => items,
            _ => &[],
        }
    }

    /// Those that are not packed, which are the first.
    pub fn plain(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flat_map(|block| if let Kept::Plain(items) = &block.kept { items.as_slice() } else { &[] })
    }

    /// How many of the first ones are like that, where all that are come before those that are not.
    pub fn partition_point(&self, is_like_that: impl Fn(&T) -> bool) -> usize {
        let (mut from, mut to) = (0, self.len);
        while from < to {
            let middle = from.midpoint(to);
            match self.get(middle) {
                Some(item) if is_like_that(&item) => from = middle + 1,
                _ => to = middle,
            }
        }
        from
    }

    /// One by its place.
    pub fn get(&self, at: usize) -> Option<Cow<'_, T>> {
        self.blocks.get(at / BLOCK)?.get(at % BLOCK, &self.names)
    }

    /// All of them from a place on.
    pub fn iter_from(&self, at: usize) -> impl Iterator<Item = Cow<'_, T>> {
        let blocks = self.blocks.iter().skip(at / BLOCK);
        blocks.flat_map(|block| block.cows(&self.names)).skip(at % BLOCK)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, T>> {
        self.iter_from(0)
    }

    /// Blocks of them, in order; each is given up as soon as it was taken.
    pub fn into_blocks(self) -> (impl Iterator<Item = Block<T>>, Arc<Names>) {
        (self.blocks.into_iter(), Arc::new(self.names))
    }

    /// About how many bytes the packed ones take.
    pub fn packed_bytes(&self) -> usize {
        self.blocks.iter().map(|block| if let Kept::Packed { bytes, .. } = &block.kept { bytes.len() } else { 0 }).sum()
    }
}

impl<T: Packs + Clone> Block<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.kept {
            Kept::Plain(items) => items.len(),
            Kept::Packed { ends, .. } => ends.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of the block. `names` are those of the whole, counted apart where other processors unpack meanwhile.
    pub fn items(self, names: &Names) -> Vec<T> {
        match self.kept {
            Kept::Plain(items) => items,
            Kept::Packed { bytes, ends } => unpacked(&bytes, &ends, names).collect(),
        }
    }

    fn open(is_plain: bool) -> Self {
        let kept =
            if is_plain { Kept::Plain(Vec::new()) } else { Kept::Packed { bytes: Vec::new(), ends: Vec::new() } };
        Self { kept }
    }

    /// Nothing more comes; room that was set aside is given back. By a copy: allocators shrink nothing in its place.
    fn close(&mut self) {
        match &mut self.kept {
            Kept::Plain(items) => items.shrink_to_fit(),
            Kept::Packed { bytes, ends } => {
                *bytes = bytes.to_vec();
                *ends = ends.to_vec();
            }
        }
    }

    fn push(&mut self, item: T, names: &mut Names) {
        match &mut self.kept {
            Kept::Plain(items) => items.push(item),
            Kept::Packed { bytes, ends } => {
                item.pack(&mut Pack::new(bytes, names));
                ends.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
            }
        }
    }

    fn get(&self, at: usize, names: &Names) -> Option<Cow<'_, T>> {
        match &self.kept {
            Kept::Plain(items) => items.get(at).map(Cow::Borrowed),
            Kept::Packed { bytes, ends } => {
                let begin = at.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied())? as usize;
                let end = *ends.get(at)? as usize;
                Some(Cow::Owned(T::unpack(&mut Unpack::new(bytes.get(begin..end)?, names))))
            }
        }
    }

    fn cows<'a>(&'a self, names: &'a Names) -> Box<dyn Iterator<Item = Cow<'a, T>> + 'a> {
        match &self.kept {
            Kept::Plain(items) => Box::new(items.iter().map(Cow::Borrowed)),
            Kept::Packed { bytes, ends } => Box::new(unpacked(bytes, ends, names).map(Cow::Owned)),
        }
    }
}

fn unpacked<'a, T: Packs>(bytes: &'a [u8], ends: &'a [u32], names: &'a Names) -> impl Iterator<Item = T> + 'a {
    let mut begin = 0;
    ends.iter().map(move |end| {
        let piece = bytes.get(begin..*end as usize).unwrap_or_default();
        begin = *end as usize;
        T::unpack(&mut Unpack::new(piece, names))
    })
}

impl<T: Packs + Clone> Extend<T> for Many<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T: Packs + Clone> FromIterator<T> for Many<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut many = Self::default();
        many.extend(items);
        many
    }
}

impl<T: Packs + Clone + PartialEq> PartialEq for Many<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fields, Value};

    fn fields(n: usize) -> Fields {
        Fields::from([("n".into(), Value::Integer(n as i64)), ("text".into(), Value::text(format!("第{n}个")))])
    }

    fn many(items: usize, plain: usize) -> Many<Fields> {
        let mut many = Many { plain, ..Many::default() };
        many.extend((0..items).map(fields));
        many
    }

    #[test]
    fn what_is_packed_comes_back_in_order() {
        for (items, plain) in [(0, 0), (1, 0), (BLOCK, 0), (BLOCK + 1, 0), (3 * BLOCK + 7, 1), (20, 16)] {
            let many = many(items, plain);
            assert_eq!((many.len(), many.is_empty()), (items, items == 0));
            assert!(many.iter().map(Cow::into_owned).eq((0..items).map(fields)), "{items}");
            let from = items / 2;
            assert!(many.iter_from(from).map(Cow::into_owned).eq((from..items).map(fields)), "{items} from the middle");
            for at in [0, 1, BLOCK - 1, BLOCK, items.saturating_sub(1)] {
                let expect = (at < items).then(|| fields(at));
                assert_eq!(many.get(at).map(Cow::into_owned), expect, "{at} of {items}");
            }
            assert_eq!(many.get(items), None);
            let before = |one: &Fields| matches!(one.get("n"), Some(Value::Integer(n)) if *n < (items / 3) as i64);
            assert_eq!(many.partition_point(before), items / 3);
            assert_eq!(
                (many.first().len(), many.plain().count()),
                (items.min(BLOCK) * plain.min(1), items.min(plain * BLOCK))
            );
            assert_eq!(many.packed_bytes() > 0, items > plain * BLOCK);
            let (blocks, names) = many.into_blocks();
            let all: Vec<Fields> = blocks.flat_map(|block| block.items(&names)).collect();
            assert!(all.into_iter().eq((0..items).map(fields)), "{items} by blocks");
        }
    }

    #[test]
    fn a_packed_row_takes_little() {
        let many = many(2 * BLOCK, 0);
        assert!(many.packed_bytes() < 2 * BLOCK * 24, "{}", many.packed_bytes());
    }
}
