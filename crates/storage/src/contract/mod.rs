//! Checks that any database behind [`Storage`](crate::Storage) must pass.
