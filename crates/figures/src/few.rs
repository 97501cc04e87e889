//! A few things by name: those that were asked for last.

/// So many and no more; what has not been asked for longest goes first.
#[derive(Debug)]
pub struct Few<K, V> {
    most: usize,
    /// What was asked for last stands last.
    kept: Vec<(K, V)>,
}

impl<K: PartialEq, V: Clone> Few<K, V> {
    /// None yet, and never more than these.
    pub fn new(most: usize) -> Self {
        Self { most, kept: Vec::new() }
    }

    /// What is kept under a name.
    pub fn get(&mut self, name: &K) -> Option<V> {
        let place = self.kept.iter().position(|(of, _)| of == name)?;
        self.kept[place..].rotate_left(1);
        self.kept.last().map(|(_, what)| what.clone())
    }

    /// What is kept under a name, new where nothing is.
    pub fn get_or_new(&mut self, name: K) -> V
    where
        V: Default,
    {
        self.get(&name).unwrap_or_else(|| {
            let new = V::default();
            self.put(name, new.clone());
            new
        })
    }

    /// Keeps it, in place of what was kept under its name.
    pub fn put(&mut self, name: K, what: V) {
        self.kept.retain(|(of, _)| *of != name);
        if self.kept.len() >= self.most {
            self.kept.remove(0);
        }
        self.kept.push((name, what));
    }

    /// Forgets what has a name of which this is not true.
    pub fn retain(&mut self, is: impl Fn(&K) -> bool) {
        self.kept.retain(|(name, _)| is(name));
    }

    /// All that is kept.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.kept.iter().map(|(_, what)| what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_longest_goes_first() {
        let mut few = Few::new(3);
        ["a", "b", "c"].into_iter().zip(1..).for_each(|(name, number)| few.put(name, number));
        assert_eq!(few.get(&"a"), Some(1));
        few.put("d", 4);
        few.put("c", 5);
        assert_eq!(["a", "b", "c", "d"].map(|name| few.get(&name)), [Some(1), None, Some(5), Some(4)]);
        assert_eq!([few.get_or_new("c"), few.get_or_new("e")], [5, 0]);
        few.retain(|name| *name != "c");
        assert_eq!(few.values().copied().collect::<Vec<_>>(), [4, 0]);
    }
}
