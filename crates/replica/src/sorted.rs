//! A map as a sorted vector. What the browser keeps is small and read far more often than changed,
//! and each kind of `BTreeMap` would add some 10 kB to the download (docs/decisions/0006).

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::iter::Map;

/// Keys in order, each once. Written as a map is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sorted<K, V>(Vec<(K, V)>);

/// A set is a map to nothing.
pub type Set<K> = Sorted<K, ()>;

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Sorted<K, V> {
    pub fn get(&self, key: &K) -> Option<&V> {
        let at = self.find(key).ok()?;
        Some(&self.0[at].1)
    }

    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.find(key).ok()?;
        Some(&mut self.0[at].1)
    }

    pub fn contains_key(&self, key: &K) -> bool {
        self.find(key).is_ok()
    }

    /// Puts a value under a key, and gives back what stood there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    pub fn remove(&mut self, key: &K) -> Option<V> {
        let at = self.find(key).ok()?;
        Some(self.0.remove(at).1)
    }

    /// The value under a key, which begins with the default where there is none.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let at = match self.find(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, V::default()));
                at
            }
        };
        &mut self.0[at].1
    }

    /// What stands under this key and those after it.
    pub fn from(&self, key: &K) -> impl Iterator<Item = (&K, &V)> {
        let at = self.find(key).unwrap_or_else(|at| at);
        self.0[at..].iter().map(|(key, value)| (key, value))
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + Clone {
        self.0.iter().map(|(key, value)| (key, value))
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.0.iter().map(|(key, _)| key)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    pub fn retain(&mut self, keep: impl Fn(&K, &V) -> bool) {
        self.0.retain(|(key, value)| keep(key, value));
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Of entries that are in order. `None` where they are not, as nothing written by [`Sorted`]
    /// is: so that bytes of a stranger cost no sorting, and each value is written in one way.
    pub fn ascending(entries: impl Iterator<Item = (K, V)>) -> Option<Self> {
        let mut sorted = Vec::with_capacity(entries.size_hint().0);
        for entry in entries {
            if sorted.last().is_some_and(|(last, _)| *last >= entry.0) {
                return None;
            }
            sorted.push(entry);
        }
        Some(Self(sorted))
    }

    /// Where a key is, or belongs. What comes in order goes to the end, which is looked at first.
    fn find(&self, key: &K) -> Result<usize, usize> {
        match self.0.last() {
            Some((last, _)) if last < key => Err(self.0.len()),
            _ => self.0.binary_search_by(|(other, _)| other.cmp(key)),
        }
    }
}

impl<K: Ord> Set<K> {
    /// Whether it was not there before.
    pub fn add(&mut self, key: K) -> bool {
        self.insert(key, ()).is_none()
    }
}

impl<K: Ord, V> Extend<(K, V)> for Sorted<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Sorted<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut sorted = Self::default();
        sorted.extend(entries);
        sorted
    }
}

impl<K, V> IntoIterator for Sorted<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

type Entry<K, V> = (K, V);

impl<'a, K, V> IntoIterator for &'a Sorted<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Map<std::slice::Iter<'a, Entry<K, V>>, fn(&'a Entry<K, V>) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<'a, K, V> IntoIterator for &'a mut Sorted<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter =
        Map<std::slice::IterMut<'a, Entry<K, V>>, fn(&'a mut Entry<K, V>) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }
}

/// Of the form that maps have in postcard.
impl<K: Serialize, V: Serialize> Serialize for Sorted<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

pub fn disorder<E: serde::de::Error>() -> E {
    E::custom("not in order")
}

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Sorted<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = Vec::<(K, V)>::deserialize(deserializer)?;
        Self::ascending(entries.into_iter()).ok_or_else(disorder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_is_what_a_tree_is(steps in prop::collection::vec((0_u8..20, prop::option::of(0_u8..9)), 0..60)) {
            let (mut sorted, mut tree) = (Sorted::default(), BTreeMap::new());
            for (key, value) in steps {
                match value {
                    Some(0) => *sorted.or_default(key) += 1_u8,
                    Some(value) => prop_assert_eq!(sorted.insert(key, value), tree.insert(key, value)),
                    None => prop_assert_eq!(sorted.remove(&key), tree.remove(&key)),
                }
                if value == Some(0) {
                    *tree.entry(key).or_default() += 1;
                }
                prop_assert_eq!(sorted.get(&key), tree.get(&key));
                prop_assert!(sorted.iter().eq(tree.iter()));
                prop_assert!(sorted.from(&key).eq(tree.range(key..)));
            }
            prop_assert_eq!(crate::codec::encode(&sorted), crate::codec::encode(&tree));
            let read: Sorted<u8, u8> = crate::codec::decode(&crate::codec::encode(&tree)).unwrap();
            prop_assert_eq!(read, sorted);
            let backwards: Vec<_> = tree.iter().rev().collect();
            let backwards = crate::codec::decode::<Sorted<u8, u8>>(&crate::codec::encode(&backwards));
            prop_assert_eq!(backwards.is_ok(), tree.len() < 2);
        }
    }
}
