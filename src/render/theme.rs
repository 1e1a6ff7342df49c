//! A theme: templates, styles, scripts and strings, embedded in the binary, with what the network's `theme/` replaces.
//!
//! Every theme is laid over the default one: what it does not bring itself it takes from there.
//!
//! `theme/templates/NAME`, `theme/assets/NAME` and `theme/strings/LANGUAGE.yaml` replace the file of the theme with the
//! same name, or add one. Words that a replaced file of strings lacks are taken from the theme's own.

mod assets;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use crate::memo::Memo;
use crate::render::citations::Citer;
use crate::render::embedded::{FILES, THEMES};
use crate::render::strings::{Languages, Strings};
use crate::render::theme::assets::{Asset, assets};
use crate::site::{Artifact, MakeError, SitePath};
use crate::source::{Fingerprint, Hasher, SourceFile};

/// A theme, ready to render with.
pub struct Theme {
    tera: Tera,
    languages: Languages,
    assets: BTreeMap<String, Asset>,
    citers: Memo<Result<Citer, MakeError>>,
    print: Fingerprint,
}

impl Theme {
    /// The embedded theme called `name`, with the files of the network's `theme/` folder in the place of its own.
    ///
    /// # Errors
    /// When there is no such theme, or a template is broken; the message names file and line.
    pub fn load(name: &str, overrides: &[Arc<SourceFile>]) -> Result<Self, MakeError> {
        if !THEMES.contains(&name) {
            let message = format!("there is no theme called \"{name}\"; bedside has: {}", THEMES.join(", "));
            return Err(MakeError(format!("bedside.yaml: {message}. Change the line \"theme:\".")));
        }
        Ok(Self {
            tera: templates(name, overrides)?,
            languages: Languages::read(&strings(name, overrides)?)?,
            assets: assets(name, overrides),
            citers: Memo::default(),
            print: Self::print_of(name, overrides),
        })
    }

    /// A fingerprint of the theme called `name` with these files of the network in the place of its own.
    pub fn print_of(name: &str, overrides: &[Arc<SourceFile>]) -> Fingerprint {
        let mut hasher = Hasher::new();
        hasher.add(name.as_bytes());
        overrides.iter().for_each(|file| hasher.add(&file.fingerprint.0));
        hasher.finish()
    }

    /// A fingerprint of all the theme was loaded from.
    pub(in crate::render) fn print(&self) -> Fingerprint {
        self.print
    }

    /// The words of the interface for pages in `language`.
    pub fn strings(&self, language: &str) -> &Strings {
        self.languages.get(language)
    }

    /// The path of the asset called `name`, as in `assets/style-0123456789.css`.
    pub fn asset(&self, name: &str) -> Option<&SitePath> {
        self.assets.get(name).map(|asset| &asset.path)
    }

    /// What writes citations in the style called `style`; it is loaded once, since reading its locales takes a while.
    pub(in crate::render) fn citer(&self, style: &str) -> Arc<Result<Citer, MakeError>> {
        self.citers.get(Fingerprint::of(&[style.as_bytes()]), || Citer::new(style))
    }

    /// What the asset called `name` holds, if it has been read.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.assets.get(name)?.bytes()
    }

    /// The paths of all assets.
    pub fn assets(&self) -> impl Iterator<Item = &SitePath> {
        self.assets.values().map(|asset| &asset.path)
    }

    /// Every asset with its path.
    pub(in crate::render) fn artifacts(&self) -> impl Iterator<Item = (SitePath, Artifact<'static>)> {
        self.assets.values().map(Asset::artifact)
    }

    /// The templates with `site` known to each of them.
    pub(in crate::render) fn templates_for(&self, site: &impl serde::Serialize) -> Tera {
        let mut tera = self.tera.clone();
        tera.global_context().insert("site", site);
        tera
    }
}

/// Fills the template `name`.
///
/// # Errors
/// When the template asks for something that the page does not have; the message names file and line.
pub(in crate::render) fn fill(tera: &Tera, name: &str, context: &Context) -> Result<Vec<u8>, MakeError> {
    let mut page = Vec::with_capacity(16 * 1024);
    tera.render_to(name, context, &mut page).map_err(|error| explain(&error))?;
    Ok(page)
}

/// The theme that every other one is laid over.
const GROUND: &str = "default";

/// The files of the theme in `folder`: what follows the folder in their names, and what they hold. Those of the default
/// theme come first, so that of two files with one name the last is meant.
pub(super) fn embedded(theme: &str, folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let over = (theme != GROUND).then_some(theme);
    let layers = [Some(GROUND), over].into_iter().flatten();
    let prefixes: Vec<String> = layers.map(|layer| format!("{layer}/{folder}/")).collect();
    prefixes
        .into_iter()
        .flat_map(|prefix| FILES.iter().filter_map(move |(path, text)| Some((path.strip_prefix(&prefix)?, *text))))
}

/// The files of the network's `theme/` folder in `folder`.
fn overriding<'a>(overrides: &'a [Arc<SourceFile>], folder: &str) -> impl Iterator<Item = (&'a str, &'a SourceFile)> {
    let prefix = format!("theme/{folder}/");
    overrides.iter().filter_map(move |file| {
        let name = file.path.as_str().strip_prefix(&prefix)?;
        Some((name, &**file))
    })
}

/// The templates of the theme.
fn templates(theme: &str, overrides: &[Arc<SourceFile>]) -> Result<Tera, MakeError> {
    let mut templates: BTreeMap<&str, &str> = embedded(theme, "templates").collect();
    for (name, file) in overriding(overrides, "templates") {
        let text = file.as_text().ok_or_else(|| unreadable(file, "a template"))?;
        templates.insert(name, text);
    }
    let mut tera = Tera::default();
    tera.add_raw_templates(templates).map_err(|error| explain(&error))?;
    Ok(tera)
}

/// The files of strings: language, name and text. Those of the network come last and so win.
fn strings(theme: &str, overrides: &[Arc<SourceFile>]) -> Result<Vec<(String, String, String)>, MakeError> {
    let language = |name: &str| String::from(name.strip_suffix(".yaml").unwrap_or(name));
    let mut strings: Vec<_> = embedded(theme, "strings")
        .map(|(name, text)| (language(name), format!("themes/{theme}/strings/{name}"), String::from(text)))
        .collect();
    for (name, file) in overriding(overrides, "strings").filter(|(name, _)| name.ends_with(".yaml")) {
        let text = file.as_text().ok_or_else(|| unreadable(file, "a file of words"))?;
        strings.push((language(name), file.path.to_string(), String::from(&**text)));
    }
    Ok(strings)
}

/// What to say of a file that is not text.
fn unreadable(file: &SourceFile, what: &str) -> MakeError {
    MakeError(format!("{}: this is {what}, but it is not plain text. Save it as UTF-8 text.", file.path))
}

/// What a broken template is called and how it is mended.
fn explain(error: &tera::Error) -> MakeError {
    let help = "Mend it, or delete the file to use the theme's own.";
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let (name, line) = (report.filename(), report.span().start_line);
            let column = report.span().start_col + 1;
            let message = report.message();
            MakeError(format!("theme/templates/{name}, line {line}, column {column}: {message}. {help}\n{error}"))
        }
        _ => MakeError(format!("theme/templates: {error}. {help}")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::sync::Arc;

    use super::{Theme, embedded};
    use crate::render::embedded::{FILES, THEMES};
    use crate::source::{FilePath, SourceFile};

    fn overriding(path: &str, text: &str) -> Vec<Arc<SourceFile>> {
        vec![Arc::new(SourceFile::text(FilePath::new(path), text))]
    }

    #[test]
    fn every_file_of_the_themes_is_embedded() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
        let on_disk: BTreeSet<String> = walkdir::WalkDir::new(&root)
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| entry.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        let embedded: BTreeSet<String> = FILES.iter().map(|(path, _)| String::from(*path)).collect();
        assert_eq!(embedded, on_disk);
        assert!(THEMES.iter().all(|theme| FILES.iter().any(|(path, _)| path.starts_with(&format!("{theme}/")))));
    }

    #[test]
    fn templates_mark_as_safe_only_what_was_made_as_html() {
        for (name, text) in THEMES.iter().flat_map(|theme| embedded(theme, "templates")) {
            for (at, _) in text.match_indices("| safe") {
                assert!(text[..at].trim_end().ends_with("_html"), "{name}: {}", &text[at.saturating_sub(40)..at]);
            }
        }
    }

    #[test]
    fn there_are_only_the_themes_that_there_are() {
        let message = Theme::load("nhs", &[]).err().unwrap().0;
        assert_eq!(
            message,
            "bedside.yaml: there is no theme called \"nhs\"; bedside has: default, easy-read. Change the line \"theme:\"."
        );
    }

    #[test]
    fn a_broken_template_is_named_with_its_line() {
        let broken = overriding("theme/templates/topic.html", "<p>\n{% if title %}\n<b>");
        let message = Theme::load("default", &broken).err().unwrap().0;
        assert!(message.starts_with("theme/templates/topic.html, line "), "{message}");
        assert!(message.contains("delete the file"), "{message}");
    }

    #[test]
    fn assets_are_replaced_and_named_by_what_they_hold() {
        let theme = Theme::load("default", &[]).unwrap();
        let own = Theme::load("default", &overriding("theme/assets/style.css", "body { color: black }")).unwrap();
        let (before, after) = (theme.asset("site.css").unwrap(), own.asset("site.css").unwrap());
        assert_ne!(before, after);
        assert!(after.as_str().starts_with("assets/site-"), "{after}");
        assert!(after.as_str().ends_with(".css"), "{after}");
    }

    #[test]
    fn a_theme_is_laid_over_the_default_one() {
        let (ground, over) = (Theme::load("default", &[]).unwrap(), Theme::load("easy-read", &[]).unwrap());
        assert_ne!(ground.asset("site.css"), over.asset("site.css"));
        assert_eq!(ground.asset("site.js"), over.asset("site.js"));
        assert_eq!(over.strings("en").get("terms_on_page"), "Hard words on this page");
        assert_eq!(over.strings("en").get("nav_topics"), "Topics");
    }

    #[test]
    fn one_word_can_be_replaced() {
        let own = Theme::load("default", &overriding("theme/strings/en.yaml", "nav_topics: Subjects")).unwrap();
        assert_eq!(own.strings("en").get("nav_topics"), "Subjects");
        assert_eq!(own.strings("en").get("nav_chats"), "Chats");
    }
}
