//! One binary for all tests that see the crates from outside.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs, reason = "a test that fails may say so loudly")]

mod cards;
mod ci_formats;
mod constructs;
mod deed;
mod docx;
mod facade;
mod files;
mod gallery;
mod house;
mod html;
mod identify;
mod languages;
mod layers;
mod library;
mod limits;
mod line_ends;
mod lint;
mod lookups;
mod manual;
mod markdown;
mod mutants;
mod names;
mod originals;
mod outputs;
mod pages;
mod probes;
mod redline;
mod safety;
mod schemas;
mod silence;
mod suite;
mod texts;
mod use_files;
mod use_properties;
mod vocabulary;
