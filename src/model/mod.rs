//! The plain types of a patient knowledge network, from a single run of text to the whole network of pages.
//!
//! Read in this order: [`id`] names things, [`prose`] is text, [`article`], [`chat`], [`mod@reference`] with its
//! [`evidence`] and [`retraction`]s, gathered in the [`library`], [`person`], [`term`], [`contact`] and
//! [`finding_aids`] are what files hold, [`document`] is any of them, and [`network`] ties them together.

pub mod article;
pub mod asset;
pub mod chat;
pub mod contact;
pub mod decision;
pub mod document;
pub mod evidence;
pub mod finding_aids;
pub mod id;
pub mod library;
pub mod library_pages;
pub mod network;
pub mod person;
pub mod picture;
pub mod prose;
pub mod readability;
pub mod reference;
pub mod retraction;
pub mod secret;
pub mod slug;
pub mod term;
pub mod web_address;
