//! What a build would change in a folder that holds the last one. Nothing is written.

use std::path::Path;

use rayon::prelude::*;

use crate::site::{Artifact, Site, SitePath};
use crate::write::WriteError;
use crate::write::old::manifest;
use crate::write::stage::{holds, same};

/// The files of the site in the folder `out` that `site` changes, adds or removes, sorted; only those that `concerns`
/// holds of are made and looked at. None when no build has written the folder.
///
/// # Errors
/// When a page cannot be made, or what lies in the folder cannot be read.
pub fn changes(
    site: &Site<'_>,
    out: &Path,
    concerns: impl Fn(&str) -> bool + Sync,
) -> Result<Vec<SitePath>, WriteError> {
    let Some(written) = manifest(out)? else { return Ok(Vec::new()) };
    let artifacts: Vec<_> = site.artifacts().iter().filter(|(path, _)| concerns(path.as_str())).collect();
    let differing = artifacts.into_par_iter().map(|(path, artifact)| {
        let known = written.contains(path.as_str()) && is_same(artifact, &out.join(path.as_str()), path)?;
        Ok((!known).then(|| path.clone()))
    });
    let differing: Vec<Option<SitePath>> = differing.collect::<Result<_, WriteError>>()?;
    let gone = written.iter().map(|path| SitePath::new(path.as_str()));
    let gone = gone.filter(|path| concerns(path.as_str()) && site.get(path).is_none());
    let mut changes: Vec<SitePath> = differing.into_iter().flatten().chain(gone).collect();
    changes.sort();
    Ok(changes)
}

/// Whether the file at `known` holds what `artifact` makes.
fn is_same(artifact: &Artifact<'_>, known: &Path, path: &SitePath) -> Result<bool, WriteError> {
    if let Artifact::File(source) = artifact {
        return same(source, known).map_err(|error| WriteError::io(source, &error));
    }
    let bytes = artifact.bytes().map_err(|error| WriteError::Failed(format!("{path} cannot be made: {error}")))?;
    Ok(holds(known, &bytes))
}
