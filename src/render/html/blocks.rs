//! Paragraphs, headings, lists and code.

use crate::model::prose::{Block, BlockKind, Definition, Heading, Inline, Item, text_of};
use crate::render::code::push_code;
use crate::render::html::Writer;

impl<'a> Writer<'a> {
    /// Blocks, in order.
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// One block.
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(content),
            BlockKind::Plain(content) => self.inlines(content),
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Quote(blocks) => {
                self.raw("<blockquote>\n");
                self.blocks(blocks);
                self.raw("</blockquote>\n");
            }
            BlockKind::Callout(kind, blocks) => self.callout(*kind, blocks),
            BlockKind::List { start, items } => self.list(*start, items),
            BlockKind::Definitions(entries) => self.definitions(entries),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code { language, text } => self.code(language.as_deref(), text),
            BlockKind::Html(html) => self.raw(html.as_str()),
            BlockKind::Rule => self.raw("<hr>\n"),
        }
    }

    /// A paragraph; one without any content is left out, one that is a picture alone becomes a figure.
    fn paragraph(&mut self, content: &'a [Inline]) {
        if self.figure(content) {
            return;
        }
        let before = self.html.len();
        self.raw("<p>");
        self.inlines(content);
        if self.html.len() == before + "<p>".len() {
            self.html.truncate(before);
        } else {
            self.raw("</p>\n");
        }
    }

    /// A heading with a link to itself. The link stands beside the heading, not in it, so that screen readers read the
    /// words of the heading alone.
    fn heading(&mut self, heading: &'a Heading) {
        // A level that skips one leaves people who move by headings looking for what is missing.
        let level = heading.level.clamp(2, self.level + 1).min(6);
        let words = text_of(&heading.content);
        if heading.id.is_empty() || self.is_reserved(&heading.id) {
            self.raw(&format!("<h{level}>"));
            self.title(&heading.content);
            self.raw(&format!("</h{level}>\n"));
        } else {
            self.raw(&format!("<div class=\"titled\"><h{level} id=\""));
            self.attribute(&heading.id);
            self.raw("\">");
            self.title(&heading.content);
            self.raw(&format!("</h{level}><a class=\"anchor\" href=\"#"));
            self.attribute(&heading.id);
            self.raw("\" aria-label=\"");
            let label = self.scene.strings.fill("link_to_section", &[("title", &words)]);
            self.attribute(&label);
            self.raw("\"><span aria-hidden=\"true\">#</span></a></div>\n");
        }
        if let Some(html) = self.scene.after_headings.get(&heading.id) {
            self.raw(html);
        }
        self.level = level;
        self.heading = words;
    }

    /// An ordered or unordered list.
    fn list(&mut self, start: Option<u64>, items: &'a [Item]) {
        let tasks = items.iter().any(|item| item.task.is_some());
        match start {
            Some(1) => self.raw("<ol"),
            // HTML numbers are signed and of 32 bits.
            Some(start) => self.raw(&format!("<ol start=\"{}\"", start.min(2_147_483_647))),
            None => self.raw("<ul"),
        }
        self.raw(if tasks { " class=\"tasks\">\n" } else { ">\n" });
        for item in items {
            self.raw("<li>");
            match item.task {
                Some(done) => self.task(done, &item.blocks),
                None => self.blocks(&item.blocks),
            }
            self.raw("</li>\n");
        }
        self.raw(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    /// An item of a task list: a box that cannot be ticked here but can on paper, labelled by the item's words.
    fn task(&mut self, done: bool, blocks: &'a [Block]) {
        self.tasks += 1;
        let id = format!("task_{}", self.tasks);
        self.raw(&format!("<input type=\"checkbox\" id=\"{id}\" disabled"));
        self.raw(if done { " checked" } else { "" });
        let (first, rest) = match blocks {
            [Block { kind: BlockKind::Plain(content) | BlockKind::Paragraph(content), .. }, rest @ ..] => {
                (Some(content), rest)
            }
            blocks => (None, blocks),
        };
        match first {
            Some(content) => {
                self.raw(&format!("> <label for=\"{id}\">"));
                self.inlines(content);
                self.raw("</label>\n");
            }
            None => {
                self.raw(" aria-label=\"");
                self.attribute(self.string("task"));
                self.raw("\"> ");
            }
        }
        self.blocks(rest);
    }

    /// Terms with their definitions.
    fn definitions(&mut self, entries: &'a [Definition]) {
        self.raw("<dl>\n");
        for entry in entries {
            for term in &entry.terms {
                self.raw("<dt>");
                self.inlines(term);
                self.raw("</dt>\n");
            }
            for definition in &entry.definitions {
                self.raw("<dd>");
                self.blocks(definition);
                self.raw("</dd>\n");
            }
        }
        self.raw("</dl>\n");
    }

    /// A block of code. It may be wider than the page, so it can be focused and scrolled with the keyboard.
    fn code(&mut self, language: Option<&str>, text: &str) {
        self.raw("<pre tabindex=\"0\"><code>");
        push_code(&mut self.html, language, text);
        self.raw("</code></pre>\n");
    }
}
