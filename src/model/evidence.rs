//! How much a source can prove, and how sure a page is of what it claims.
//!
//! A single paper has a *level*, which depends on how it was done and on what is asked of it. (OCEBM Levels of Evidence
//! Working Group, "The Oxford 2011 Levels of Evidence".) How *certain* a statement is depends on all that is known about
//! it; so GRADE's four words belong to a claim of a page and never to one paper. (GRADE handbook, section 5.)

/// How a study was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StudyType {
    /// A systematic review, with or without a meta-analysis.
    SystematicReview,
    /// A guideline of a professional body.
    Guideline,
    /// A randomised trial.
    RandomisedTrial,
    /// A controlled study whose groups were not drawn by lot: a cohort, or a trial without randomisation.
    Cohort,
    /// A survey or a test of everybody at one time.
    CrossSectional,
    /// People with and without the disease are compared looking back.
    CaseControl,
    /// What happened to a few people.
    CaseSeries,
    /// A review that tells what its authors know, without a system.
    NarrativeReview,
    /// Cells, animals, or how something is thought to work.
    Mechanism,
    /// An editorial, letter or comment.
    Opinion,
}

impl StudyType {
    /// Every type with its word in reference files and in the files of strings.
    pub const ALL: [(&'static str, Self); 10] = [
        ("systematic-review", Self::SystematicReview),
        ("guideline", Self::Guideline),
        ("randomised-trial", Self::RandomisedTrial),
        ("cohort", Self::Cohort),
        ("cross-sectional", Self::CrossSectional),
        ("case-control", Self::CaseControl),
        ("case-series", Self::CaseSeries),
        ("narrative-review", Self::NarrativeReview),
        ("mechanism", Self::Mechanism),
        ("opinion", Self::Opinion),
    ];

    /// The word in reference files.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("opinion", |(word, _)| word)
    }

    /// The type that a publication type of PubMed, or a word that people write, stands for. Nothing for those that do not
    /// say how the study was done, as "Journal Article" or "Clinical Trial".
    pub fn of_publication_type(written: &str) -> Option<Self> {
        let folded = written.trim().to_lowercase().replace(['_', ' '], "-");
        let listed = Self::ALL.iter().find(|(word, _)| *word == folded).map(|(_, kind)| *kind);
        listed.or_else(|| {
            Some(match folded.as_str() {
                "systematic-review" | "meta-analysis" | "network-meta-analysis" | "cochrane-review" => {
                    Self::SystematicReview
                }
                "guideline" | "practice-guideline" | "consensus-development-conference" => Self::Guideline,
                "randomized-controlled-trial"
                | "randomised-controlled-trial"
                | "rct"
                | "randomized-trial"
                | "pragmatic-clinical-trial"
                | "equivalence-trial" => Self::RandomisedTrial,
                "controlled-clinical-trial" | "cohort-study" | "observational-study" | "prospective-study" => {
                    Self::Cohort
                }
                "cross-sectional-study" | "survey" => Self::CrossSectional,
                "case-control-study" => Self::CaseControl,
                "case-reports" | "case-report" => Self::CaseSeries,
                "review" | "scientific-integrity-review" => Self::NarrativeReview,
                "editorial" | "comment" | "letter" | "personal-narrative" => Self::Opinion,
                _ => return None,
            })
        })
    }

    /// The one of several that proves most: PubMed calls a systematic review a "Review" as well.
    pub fn strongest(types: impl IntoIterator<Item = Self>) -> Option<Self> {
        types.into_iter().min()
    }

    /// The level of evidence, 1 to 5, that a study of this type has for a question; nothing where the table has none. A
    /// guideline has no level of its own: it rests on studies that have.
    pub fn level(self, question: Question) -> Option<u8> {
        match self {
            Self::SystematicReview => Some(if question == Question::Prevalence { 2 } else { 1 }),
            Self::RandomisedTrial => match question {
                Question::Treatment | Question::CommonHarm | Question::RareHarm | Question::Screening => Some(2),
                // The arm of a trial that got no treatment shows how the disease goes on.
                Question::Prognosis => Some(3),
                Question::Diagnosis | Question::Prevalence => None,
            },
            // Level 2 asks for patients who are followed from the start of their disease, which a type does not tell.
            Self::Cohort => (!matches!(question, Question::Prevalence | Question::Diagnosis)).then_some(3),
            Self::CrossSectional => match question {
                // Level 1 asks for a local sample drawn by lot, which a type does not tell.
                Question::Prevalence => Some(3),
                Question::Diagnosis => Some(2),
                _ => None,
            },
            Self::CaseControl => (question != Question::Prevalence).then_some(4),
            Self::CaseSeries => (question != Question::Diagnosis).then_some(4),
            Self::Guideline | Self::NarrativeReview | Self::Opinion => None,
            Self::Mechanism => (!matches!(question, Question::Prevalence | Question::Prognosis)).then_some(5),
        }
    }
}

/// What is asked of a study.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Does it help?
    #[default]
    Treatment,
    /// What are its common harms?
    CommonHarm,
    /// What are its rare harms?
    RareHarm,
    /// Is the test right?
    Diagnosis,
    /// What will happen without treatment?
    Prognosis,
    /// How common is it?
    Prevalence,
    /// Is it worth finding early?
    Screening,
}

impl Question {
    /// Every question with its word in reference files.
    pub const ALL: [(&'static str, Self); 7] = [
        ("treatment", Self::Treatment),
        ("common-harm", Self::CommonHarm),
        ("rare-harm", Self::RareHarm),
        ("diagnosis", Self::Diagnosis),
        ("prognosis", Self::Prognosis),
        ("prevalence", Self::Prevalence),
        ("screening", Self::Screening),
    ];

    /// The question that a word stands for.
    pub fn of(written: &str) -> Option<Self> {
        let folded = written.trim().to_lowercase().replace(['_', ' '], "-");
        Self::ALL.iter().find(|(word, _)| *word == folded).map(|(_, question)| *question)
    }

    /// The word in reference files and in the files of strings.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, question)| *question == self).map_or("treatment", |(word, _)| word)
    }
}

/// How certain a claim is, all evidence taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Further research is very unlikely to change it.
    High,
    /// Further research may change it.
    Moderate,
    /// Further research is likely to change it.
    Low,
    /// It is very uncertain.
    VeryLow,
}

impl Certainty {
    /// Every certainty with its word in front matter.
    pub const ALL: [(&'static str, Self); 4] =
        [("high", Self::High), ("moderate", Self::Moderate), ("low", Self::Low), ("very-low", Self::VeryLow)];

    /// The word in front matter and in the files of strings.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, certainty)| *certainty == self).map_or("very-low", |(word, _)| word)
    }
}

#[cfg(test)]
mod tests {
    use super::{Question, StudyType};

    #[test]
    fn levels_are_those_of_the_oxford_table() {
        let level = |study: StudyType, question| study.level(question);
        assert_eq!(level(StudyType::SystematicReview, Question::Treatment), Some(1));
        assert_eq!(level(StudyType::SystematicReview, Question::Prevalence), Some(2));
        assert_eq!(level(StudyType::RandomisedTrial, Question::Screening), Some(2));
        assert_eq!(level(StudyType::RandomisedTrial, Question::Prognosis), Some(3));
        assert_eq!(level(StudyType::Cohort, Question::Treatment), Some(3));
        assert_eq!(level(StudyType::Cohort, Question::Prognosis), Some(3));
        assert_eq!(level(StudyType::Cohort, Question::Diagnosis), None);
        assert_eq!(level(StudyType::CrossSectional, Question::Diagnosis), Some(2));
        assert_eq!(level(StudyType::CaseSeries, Question::Treatment), Some(4));
        assert_eq!(level(StudyType::Mechanism, Question::Treatment), Some(5));
        assert_eq!(level(StudyType::Mechanism, Question::Prognosis), None);
        assert_eq!(level(StudyType::Guideline, Question::Treatment), None);
    }

    #[test]
    fn publication_types_of_pubmed_are_known() {
        let of = StudyType::of_publication_type;
        assert_eq!(of("Randomized Controlled Trial"), Some(StudyType::RandomisedTrial));
        assert_eq!(of("Meta-Analysis"), Some(StudyType::SystematicReview));
        assert_eq!(of("Practice Guideline"), Some(StudyType::Guideline));
        assert_eq!(of("case_series"), Some(StudyType::CaseSeries));
        assert_eq!(of("Journal Article"), None);
        assert_eq!(of("Clinical Trial, Phase II"), None);
        let both = ["Review", "Systematic Review"].into_iter().filter_map(of);
        assert_eq!(StudyType::strongest(both), Some(StudyType::SystematicReview));
    }
}
