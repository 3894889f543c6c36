//! Orders and shops in a few words, and what becomes of them.
