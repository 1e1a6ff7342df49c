//! What the targets for references share: a file is read, every entry must lie in it, and now and then its sources are printed.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, Once};

use bedside::finding::Findings;
use bedside::model::library::Library;
use bedside::model::reference::Reference;
use bedside::parse::references::parse;
use bedside::render::citations::Citer;
use bedside::source::{FilePath, SourceFile};

/// How many sources of a file are printed.
const PRINTED: usize = 3;

/// One style that numbers its sources, and one that names them.
static CITERS: LazyLock<[Citer; 2]> = LazyLock::new(|| ["vancouver", "apa"].map(|style| Citer::new(style).unwrap()));

/// Reads `text` after `start`, which makes it one of the format, as the file called `name`.
pub fn read(name: &str, start: &str, bytes: &[u8]) {
    contain_panics();
    let text = format!("{start}{}", String::from_utf8_lossy(bytes));
    let file = SourceFile::text(FilePath::new(format!("references/{name}")), text.as_str());
    let references = parse(&file, &mut Findings::new());
    for reference in &references {
        assert!(text.get(reference.span.range()).is_some());
        assert!(!reference.key.is_empty());
    }
    if is_printed(bytes) {
        print(&references);
    }
}

/// One input in sixteen is printed: a style takes a hundred times as long as the reader, which is what is tried here.
fn is_printed(bytes: &[u8]) -> bool {
    bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)) % 16 == 0
}

/// The first sources of the file in each of the styles, every one of them once.
fn print(references: &[Arc<Reference>]) {
    let library = Library::gather(references);
    let keys: BTreeSet<String> = references.iter().take(PRINTED).map(|reference| reference.key.clone()).collect();
    let keys: Vec<String> = keys.into_iter().collect();
    for citer in &*CITERS {
        let cited = citer.cite(&library, &[], &keys, "en");
        assert_eq!(
            cited.list.len(),
            keys.iter().filter_map(|key| library.get(key)).map(Arc::as_ptr).collect::<BTreeSet<_>>().len()
        );
        citer.end_generation();
    }
}

/// The libraries that read references panic on some input, which is caught where they are called. What catches nothing
/// still ends the run.
fn contain_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|_| {})));
}
