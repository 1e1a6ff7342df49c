//! Tables.

use std::collections::BTreeSet;

use crate::model::prose::{Alignment, Inline, Table, text_of};
use crate::render::html::Writer;

impl<'a> Writer<'a> {
    /// A table in a box of its own that scrolls sideways on narrow screens and can be focused for it.
    pub(super) fn table(&mut self, table: &'a Table) {
        self.tables += 1;
        let label = self.table_label();
        self.raw("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.attribute(&label);
        self.raw("\">\n<table>\n");
        if !table.head.iter().all(|cell| is_blank(cell)) {
            self.raw("<thead><tr>");
            for (column, cell) in table.head.iter().enumerate() {
                let heads = !is_blank(cell);
                self.cell(table, column, cell, heads.then_some("col"));
            }
            self.raw("</tr></thead>\n");
        }
        let names_rows = first_column_names_rows(table);
        self.raw("<tbody>\n");
        for row in &table.rows {
            self.raw("<tr>");
            for (column, cell) in row.iter().enumerate() {
                self.cell(table, column, cell, (column == 0 && names_rows).then_some("row"));
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table></div>\n");
    }

    /// What to call the table: its number on the page, and the heading it stands under.
    fn table_label(&self) -> String {
        let number = self.tables.to_string();
        match self.heading.as_str() {
            "" => self.scene.strings.fill("table", &[("n", &number)]),
            heading => self.scene.strings.fill("table_under", &[("n", &number), ("title", heading)]),
        }
    }

    /// One cell; `scope` says what it is the head of.
    fn cell(&mut self, table: &Table, column: usize, content: &'a [Inline], scope: Option<&str>) {
        let element = if scope.is_some() { "th" } else { "td" };
        self.raw(&format!("<{element}"));
        if let Some(scope) = scope {
            self.raw(&format!(" scope=\"{scope}\""));
        }
        match table.alignments.get(column) {
            Some(Alignment::Center) => self.raw(" class=\"center\""),
            Some(Alignment::End) => self.raw(" class=\"end\""),
            Some(Alignment::Natural | Alignment::Start) | None => {}
        }
        self.raw(">");
        if scope.is_some() {
            self.title(content);
        } else {
            self.inlines(content);
        }
        self.raw(&format!("</{element}>"));
    }
}

/// Whether a cell says nothing.
fn is_blank(cell: &[Inline]) -> bool {
    text_of(cell).trim().is_empty() && !cell.iter().any(|inline| matches!(inline, Inline::Link(..)))
}

/// Whether the first column names the rows: it has a name for each, and no name twice.
fn first_column_names_rows(table: &Table) -> bool {
    let mut names = BTreeSet::new();
    table.head.len() > 1
        && table.rows.iter().all(|row| {
            let name = row.first().map(|cell| text_of(cell));
            name.is_some_and(|name| !name.trim().is_empty() && names.insert(name))
        })
}
