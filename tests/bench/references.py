#!/usr/bin/env python3
"""Measures what references cost: a library of 10,000 varied entries, cited on 1,000 pages, in five styles.

    tests/bench/references.py --bedside PATH [--entries 10000] [--pages 1000] [--style vancouver --style apa …]

The library is spread over RIS, MEDLINE, BibTeX, CSL-JSON and PubMed's XML. Each page cites ten entries of its own in its
text, two of them together, one by name and one with a page. Two things are measured for each style, in CPU seconds (user
+ system, all threads) of one `bedside build` after the other: the whole build, and the build of the same pages with as
many words and no citation and no library. Their difference is what it costs to parse, cite and render references.
Nothing is deleted before the last build is done: a file system is slow to make files just after it has deleted some.
Where others delete much, TMPDIR=/dev/shm keeps that out of the figures.
Not part of `cargo test`.
"""
import argparse, json, os, pathlib, subprocess, tempfile

STYLES = ["vancouver", "ama", "apa", "bmj", "lancet"]
FAMILIES = "Walsh Okoro Lind García O'Neill Müller Tanaka Ng Smith Ferreira Kowalczyk Abdi de_Boer van_der_Berg".replace("_", "\u00a0").split()
GIVEN = "Orla Ada Eva José Everett Jean-Pierre Yuki Tom Jane Ana Zofia Hodan".split()
SUBJECTS = "fatigue|hair loss|lymphoedema|sleep|nausea|walking|work|scalp cooling|radiotherapy|HER2-positive disease|pain|diet".split("|")
HOW = "a randomised trial|a cohort study|a systematic review|what patients say|a survey of 1,000 people|ten years on".split("|")
JOURNALS = [("The Lancet Oncology", "Lancet Oncol"), ("Journal of Invented Oncology", "J Invent Oncol"), ("BMJ", "BMJ"),
            ("Cochrane Database of Systematic Reviews", "Cochrane Database Syst Rev"), ("European Journal of Cancer", "Eur J Cancer")]


class Entry:
    """Entry number `at`, told in any of the formats."""

    def __init__(self, at):
        self.at, self.key = at, f"e{at}"
        self.people = [(FAMILIES[(at * 7 + n * 5) % len(FAMILIES)].replace("\u00a0", " "), GIVEN[(at * 3 + n) % len(GIVEN)])
                       for n in range((1, 2, 3, 6, 8, 12)[at % 6])]
        self.title = f"{SUBJECTS[at % 12].capitalize()} and {SUBJECTS[at // 12 % 12]} in cancer care {at}: {HOW[at % 6]}"
        self.year, self.month = 1995 + at % 31, 1 + at % 12
        self.journal, self.short = JOURNALS[at // 3 % 5]
        self.volume, self.first = at % 60 + 1, 100 + at % 900
        self.doi, self.pmid = f"10.5555/invented.{at}", 31_000_000 + at

    def ris(self):
        people = "".join(f"AU  - {family}, {given}\n" for family, given in self.people)
        return (f"TY  - JOUR\nID  - {self.key}\n{people}TI  - {self.title}\nJO  - {self.journal}\nJ2  - {self.short}\nPY  - {self.year}/{self.month:02}\n"
                f"VL  - {self.volume}\nSP  - {self.first}\nEP  - {self.first + 9}\nDO  - {self.doi}\nER  - \n\n")

    def bibtex(self):
        people = " and ".join(f"{family}, {given}" for family, given in self.people)
        return (f"@article{{{self.key},\n  author = {{{people}}},\n  title = {{{self.title}}},\n  journal = {{{self.journal}}},\n  year = {{{self.year}}},\n"
                f"  volume = {{{self.volume}}},\n  pages = {{{self.first}--{self.first + 9}}},\n  doi = {{{self.doi}}}\n}}\n\n")

    def csl(self):
        kind = ("article-journal", "book", "chapter", "report", "webpage")[self.at // 5 % 5]
        item = {"id": self.key, "type": kind, "title": self.title, "author": [{"family": family, "given": given} for family, given in self.people],
                "issued": {"date-parts": [[self.year, self.month]]}, "URL": f"https://example.org/{self.at}", "publisher": "Riverbend Press"}
        if kind in ("article-journal", "chapter"):
            item |= {"container-title": self.journal, "volume": str(self.volume), "page": f"{self.first}-{self.first + 9}", "DOI": self.doi}
        return item

    def medline(self):
        people = "".join(f"FAU - {family}, {given}\n" for family, given in self.people)
        return (f"PMID- {self.pmid}\nTI  - {self.title}.\n{people}DP  - {self.year}\nJT  - {self.journal}\nTA  - {self.short}\nVI  - {self.volume}\n"
                f"PG  - {self.first}-{self.first + 9}\nLID - {self.doi} [doi]\nPT  - Journal Article\n\n")

    def pubmed(self):
        people = "".join(f"<Author><LastName>{family}</LastName><ForeName>{given}</ForeName></Author>" for family, given in self.people)
        return (f"<PubmedArticle><MedlineCitation><PMID>{self.pmid}</PMID><Article><Journal><JournalIssue><Volume>{self.volume}</Volume><PubDate><Year>{self.year}</Year></PubDate>"
                f"</JournalIssue><Title>{self.journal}</Title></Journal><ArticleTitle>{self.title}</ArticleTitle><Pagination><MedlinePgn>{self.first}-{self.first + 9}</MedlinePgn></Pagination>"
                f"<AuthorList>{people}</AuthorList></Article></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType=\"doi\">{self.doi}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n")

    def cited(self):
        """How pages cite it: formats without keys are cited by PubMed number."""
        return f"pmid:{self.pmid}" if self.at % 5 in (3, 4) else self.key


def library(folder, entries):
    """Writes the entries, a fifth of them in each format."""
    folder.mkdir()
    part = lambda n: [entry for entry in entries if entry.at % 5 == n]
    (folder / "a.ris").write_text("".join(entry.ris() for entry in part(0)))
    (folder / "b.bib").write_text("".join(entry.bibtex() for entry in part(1)))
    (folder / "c.json").write_text(json.dumps([entry.csl() for entry in part(2)], ensure_ascii=False, indent=1))
    (folder / "d.nbib").write_text("".join(entry.medline() for entry in part(3)))
    (folder / "e.xml").write_text("<PubmedArticleSet>\n" + "".join(entry.pubmed() for entry in part(4)) + "</PubmedArticleSet>\n")


def page(at, own, cites):
    """A page of about 300 words. Without citations there are words in their place."""
    name = lambda n: own[n % len(own)].cited()
    marks = [f"[@{name(0)}]", f"[@{name(1)}; @{name(2)}]", f"@{name(3)}", f"[@{name(4)}, p. {at % 90 + 3}]"] + [f"[@{name(n)}]" for n in range(5, 10)]
    filler = "Gentle activity helps more than rest, and most people feel better after some weeks. Ask your nurse which way of moving suits you. "
    sentence = lambda n: f"What people told us about {SUBJECTS[(at + n) % 12]} {marks[n] if cites else '(as nurses say)'} is much the same. {filler}"
    return f"---\ntitle: Topic {at}\nsummary: About {SUBJECTS[at % 12]}.\n---\n\n" + "\n".join(f"## Part {n}\n\n{sentence(n)}\n" for n in range(len(marks)))


def network(folder, entries, pages, style, cites):
    (folder / "topics").mkdir(parents=True)
    (folder / "bedside.yaml").write_text(f"title: References\nlanguage: en\nreferences:\n  style: {style}\n")
    if cites:
        library(folder / "references", entries)
    each = max(1, len(entries) // pages)
    for at in range(pages):
        own = entries[at * each % len(entries):][:each] or entries[:1]
        (folder / "topics" / f"t{at}.md").write_text(page(at, own, cites))


def build(bedside, folder):
    """CPU seconds of a build of `folder` from nothing."""
    child = subprocess.Popen([bedside, "build", folder, "--today", "2026-11-22"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit(said[-2000:])
    return used.ru_utime + used.ru_stime


def measured(asked, folder, entries, style, cites):
    """CPU seconds of a build of a network that is made for it."""
    network(folder, entries, asked.pages, style, cites)
    return build(asked.bedside, folder)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--bedside", type=pathlib.Path, required=True)
    asked.add_argument("--entries", type=int, default=10_000)
    asked.add_argument("--pages", type=int, default=1_000)
    asked.add_argument("--style", action="append")
    asked = asked.parse_args()
    entries = [Entry(at) for at in range(asked.entries)]
    with tempfile.TemporaryDirectory(prefix="bedside-bench-references-") as work:
        cost = lambda name, style, cites: measured(asked, pathlib.Path(work) / name, entries, style, cites)
        bare = cost("bare", "vancouver", False)
        print(f"| style | whole build, CPU s | without references | references |\n|---|---:|---:|---:|")
        for style in asked.style or STYLES:
            whole = cost(style, style, True)
            print(f"| {style} | {whole:.1f} | {bare:.1f} | {whole - bare:.1f} |", flush=True)


if __name__ == "__main__":
    main()
