//! Who reviewed a page, and whether the review is in date.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::check::{Alone, Check};
use crate::config::Config;
use crate::finding::{Finding, Findings, Rule};
use crate::model::article::Meta;
use crate::model::id::NodeKind;
use crate::model::network::Text;
use crate::rules;

rules! {
    /// A page says nowhere who reviewed it, or when.
    ///
    /// **Why it matters to a patient.** A patient can only trust a page that somebody with knowledge has checked, and can
    /// only judge its age by the date. (NHS standard for creating health content: clinical approval and review dates.)
    ///
    /// **How to mend it.** Add `reviewed_by`, `reviewed` and `review_due` to the settings at the top of the page.
    NOT_REVIEWED = "review/missing", Warning;

    /// The review of a page is overdue.
    ///
    /// **Why it matters to a patient.** Treatments change. The page says that its review is overdue, and patients are
    /// right to trust it less.
    ///
    /// **How to mend it.** Have the page reviewed, then change `reviewed` and `review_due`.
    OVERDUE = "review/overdue", Warning;

    /// The dates of a page contradict each other.
    ///
    /// **Why it matters to a patient.** Dates that cannot be true make a patient doubt everything else on the page.
    ///
    /// **How to mend it.** Correct the date: a review cannot lie in the future, nor be due before it took place.
    DATES = "review/dates", Warning;
}

/// Looks at the reviews of topics and chats.
pub struct Review;

impl Check for Review {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn text(&self, page: &Alone<'_>, findings: &mut Findings) {
        if page.text.id.kind() != NodeKind::Topic && !page.is_held_chat {
            return;
        }
        findings.extend(missing(page.text));
        findings.extend(overdue(page));
        findings.extend(contradiction(page.today, page.text));
    }
}

/// What is missing about the review of a page.
fn missing(text: Text<'_>) -> Option<Finding> {
    let mut lacks = Vec::new();
    if text.meta.reviewed_by.is_empty() {
        lacks.push("`reviewed_by`");
    }
    if text.meta.reviewed.is_none() {
        lacks.push("`reviewed`");
    }
    if lacks.is_empty() {
        return None;
    }
    let finding = Finding::new(&NOT_REVIEWED, text.file, "this page does not say who reviewed it, and when");
    Some(finding.help(format!("add {} to the settings at the top", lacks.join(" and "))))
}

/// Whether the review of a page is overdue.
fn overdue(page: &Alone<'_>) -> Option<Finding> {
    let text = page.text;
    let due = due(page.config, text.meta)?;
    let span = text.meta.review_due.as_ref().or(text.meta.reviewed.as_ref())?.span;
    (due < page.today).then(|| {
        let finding = Finding::new(&OVERDUE, text.file, format!("the review of this page was due on {due}")).at(span);
        finding.help("have it reviewed, then change `reviewed` and `review_due`")
    })
}

/// When a page must be reviewed next: as it says, else one interval after its last review.
fn due(config: &Config, meta: &Meta) -> Option<Date> {
    let months = i64::from(config.review_interval_months);
    let by_interval = || meta.reviewed.as_ref().and_then(|reviewed| reviewed.checked_add(months.months()).ok());
    meta.review_due.as_ref().map(|due| due.value).or_else(by_interval)
}

/// Whether the dates of a page contradict each other.
fn contradiction(today: Date, text: Text<'_>) -> Option<Finding> {
    let reviewed = text.meta.reviewed.as_ref()?;
    if reviewed.value > today {
        let finding = Finding::new(&DATES, text.file, format!("the review of {} lies in the future", reviewed.value));
        return Some(finding.at(reviewed.span).help("correct the date"));
    }
    let due = text.meta.review_due.as_ref()?;
    (due.value < reviewed.value).then(|| {
        let message = format!("the next review ({}) is due before the last one ({})", due.value, reviewed.value);
        Finding::new(&DATES, text.file, message).at(due.span).help("correct one of the two dates")
    })
}
