//! Looks up sources in the list of retracted papers, `references/retractions.csv`.
//!
//! The list of Retraction Watch has tens of thousands of rows and grows; it is a hundred times larger than all other files
//! of a network. So it is read here row by row, and only the rows about sources of the library are kept.
//! (Crossref, "Retraction Watch data", for the names of the columns.)

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

use csv::ByteRecord;
use jiff::civil::Date;

use crate::finding::{Finding, Findings};
use crate::model::retraction::{Notice, Retraction, Wanted};
use crate::rules;
use crate::scan::read;
use crate::source::{Content, FilePath, SourceFile};

/// Where the list lies.
pub const LIST: &str = "references/retractions.csv";

rules! {
    /// The list of retracted papers cannot be read.
    ///
    /// **Why it matters to a patient.** A page may rest on a study that was taken back, and nobody notices.
    ///
    /// **How to mend it.** Download the list of Retraction Watch anew from Crossref
    /// (<https://gitlab.com/crossref/retraction-watch-data>) and save it unchanged as `references/retractions.csv`. Its
    /// first line names the columns, among them `OriginalPaperDOI`, `OriginalPaperPubMedID` and `RetractionNature`.
    RETRACTION_LIST = "references/retraction-list", Warning;
}

/// What the list says of the sources that are `wanted`, by their keys.
pub fn matching(file: &SourceFile, wanted: &Wanted) -> (BTreeMap<String, Retraction>, Findings) {
    let mut findings = Findings::new();
    let found = match &file.content {
        Content::Unread(path) => {
            read::open(path).map_err(|error| error.to_string()).and_then(|list| rows(list, wanted))
        }
        _ => Err(String::from("it is no file of its own")),
    };
    let found = found.unwrap_or_else(|why| {
        findings.push(unreadable(&file.path, &why));
        BTreeMap::new()
    });
    (found, findings)
}

/// The finding for a list that cannot be read.
fn unreadable(file: &FilePath, why: &str) -> Finding {
    let message = format!("the list of retracted papers cannot be read, so no source was looked up in it: {why}");
    Finding::new(&RETRACTION_LIST, file, message).help("download it again, and save it without opening it in Excel")
}

/// Where the columns are that matter.
struct Columns {
    doi: usize,
    pmid: usize,
    nature: usize,
    date: Option<usize>,
    reason: Option<usize>,
    notice: Option<usize>,
}

impl Columns {
    /// Finds them by the names in the first row.
    fn of(head: &ByteRecord) -> Result<Self, String> {
        let at = |name: &str| {
            head.iter().position(|cell| words(cell).trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
        };
        let must = |name: &str| at(name).ok_or_else(|| format!("its first line names no column `{name}`"));
        Ok(Self {
            doi: must("OriginalPaperDOI")?,
            pmid: must("OriginalPaperPubMedID")?,
            nature: must("RetractionNature")?,
            date: at("RetractionDate"),
            reason: at("Reason"),
            notice: at("RetractionDOI"),
        })
    }
}

/// The rows of `list` about sources that are wanted, by their keys. Of several about one source, the latest counts.
///
/// # Errors
/// When the list is no table, or has not the columns that it is read by; the message says so.
pub fn rows(list: impl Read, wanted: &Wanted) -> Result<BTreeMap<String, Retraction>, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(BufReader::with_capacity(1 << 20, list));
    let columns = Columns::of(reader.byte_headers().map_err(|error| error.to_string())?)?;
    let mut found: BTreeMap<String, Retraction> = BTreeMap::new();
    let mut row = ByteRecord::new();
    while reader.read_byte_record(&mut row).map_err(|error| error.to_string())? {
        let cell = |at: usize| row.get(at).map(words).unwrap_or_default();
        let Some(key) = wanted.key(cell(columns.doi).trim(), cell(columns.pmid).trim()) else { continue };
        let Some(notice) = nature(cell(columns.nature).trim()) else { continue };
        let retraction = Retraction {
            notice,
            date: columns.date.and_then(|at| date(&cell(at))),
            reason: columns.reason.map(|at| reasons(&cell(at))).filter(|reason| !reason.is_empty()),
            doi: columns.notice.map(|at| String::from(cell(at).trim())).filter(|doi| doi.starts_with("10.")),
        };
        let newer = |old: &Retraction| (retraction.date, retraction.notice) > (old.date, old.notice);
        if found.get(key).is_none_or(newer) {
            found.insert(String::from(key), retraction);
        }
    }
    Ok(found)
}

/// A cell as text.
fn words(cell: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(cell)
}

/// What was done.
fn nature(words: &str) -> Option<Notice> {
    match words.to_ascii_lowercase().as_str() {
        "retraction" => Some(Notice::Retraction),
        "expression of concern" => Some(Notice::Concern),
        "correction" => Some(Notice::Correction),
        "reinstatement" => Some(Notice::Reinstatement),
        _ => None,
    }
}

/// A date as the list writes it, month first: `2/15/2010 0:00`; also `2010-02-15`.
fn date(words: &str) -> Option<Date> {
    let day = words.split_whitespace().next()?;
    if let Ok(date) = day.parse() {
        return Some(date);
    }
    let mut parts = day.split('/');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The reasons, which the list parts with `;` and marks with `+`.
fn reasons(words: &str) -> String {
    let reasons = words.split(';').map(|reason| reason.trim().trim_start_matches('+').trim());
    reasons.filter(|reason| !reason.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use jiff::civil::date;

    use super::{LIST, matching};
    use crate::model::retraction::{Notice, Wanted};
    use crate::source::{Content, FilePath, Fingerprint, SourceFile};

    /// The list with this text, on the disk.
    fn list(text: &str) -> (tempfile::NamedTempFile, SourceFile) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let content = Content::Unread(file.path().to_path_buf());
        let source = SourceFile { path: FilePath::new(LIST), content, fingerprint: Fingerprint::of(&[b"x"]) };
        (file, source)
    }

    fn wanted() -> Wanted {
        let mut wanted = Wanted::default();
        wanted.add("a", Some("10.5555/a"), None);
        wanted.add("b", None, Some("77"));
        wanted.add("c", Some("10.5555/c"), None);
        wanted
    }

    const HEAD: &str = "\u{feff}Record ID,Title,Reason,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n";

    #[test]
    fn sources_are_matched_by_doi_and_pubmed_number() {
        let rows = "1,\"A, with\ncommas\",+Error in Data;+Results Not Reproducible;,2/15/2010 0:00,10.5555/note,10.5555/A,0,Retraction\n\
            2,B,,2011-01-02,unavailable,Unavailable,77,Expression of concern\n\
            3,C,,1/1/2012,,10.5555/c,0,Retraction\n4,C,,1/1/2014,,10.5555/c,0,Reinstatement\n5,short\n6,Z,,,,10.5555/z,0,Retraction\n";
        let (_kept, file) = list(&format!("{HEAD}{rows}"));
        let (found, findings) = matching(&file, &wanted());
        assert!(findings.is_empty(), "{findings:?}");
        let notices: Vec<_> = found.iter().map(|(key, row)| (key.as_str(), row.notice, row.date)).collect();
        assert_eq!(
            notices,
            [
                ("a", Notice::Retraction, Some(date(2010, 2, 15))),
                ("b", Notice::Concern, Some(date(2011, 1, 2))),
                ("c", Notice::Reinstatement, Some(date(2014, 1, 1))),
            ]
        );
        assert_eq!(found["a"].reason.as_deref(), Some("Error in Data; Results Not Reproducible"));
        assert_eq!((found["a"].doi.as_deref(), found["b"].doi.as_deref()), (Some("10.5555/note"), None));
    }

    #[test]
    fn a_list_without_its_columns_is_told() {
        let (_kept, file) = list("a,b\n1,2\n");
        let (found, findings) = matching(&file, &wanted());
        assert!(found.is_empty());
        assert!(findings.iter().any(|finding| finding.message.contains("`OriginalPaperDOI`")), "{findings:?}");
    }
}
