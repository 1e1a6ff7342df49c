#!/usr/bin/env python3
"""How long an edit takes to be seen: `bedside serve` beside `hugo server`, on the same generated pages.

    preview.py --bedside PROGRAM --hugo PROGRAM --generator gen.py [--pages 100,1000,10000] [--edits 20]

For each size it prints, for both: the time from the write of a topic file to the fresh page over HTTP (median and 95th
percentile), the CPU time of an edit, the memory at its highest, and the CPU time from the start to the first page. Run
it on a quiet machine; the CPU times and the ratios hold on a busy one too.
"""
import argparse, glob, os, random, re, statistics, subprocess, sys, tempfile, time, urllib.request

def cpu(pid):
    """CPU seconds of a process so far."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

def peak(pid):
    """The memory of a process at its highest, in MB."""
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024

def get(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read().decode("utf-8", "replace")
    except OSError:
        return ""

class Bedside:
    name, pages = "bedside", "topics"
    def command(self, program, net, port): return [program, "serve", net, "--port", str(port), "--today", "2026-11-22"]
    def address(self, net, file): return os.path.relpath(file, net)[:-3] + ".html"
    # The first page comes before the others are read; the list of findings comes after.
    settled = "__bedside/findings"

class Hugo:
    name, pages = "hugo", "content"
    def command(self, program, net, port):
        return [program, "server", "--source", net, "--port", str(port), "--bind", "127.0.0.1", "--renderToMemory"]
    def address(self, net, file): return os.path.relpath(file, os.path.join(net, "content"))[:-3].lower() + "/"
    settled = ""

def measure(tool, program, net, port, edits):
    server = subprocess.Popen(tool.command(program, net, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}/"
        files = sorted(file for file in glob.glob(f"{net}/{tool.pages}/**/*.md", recursive=True) if "_index" not in file)
        random.Random(7).shuffle(files)
        while not get(base + tool.address(net, files[0])): time.sleep(0.05)
        first = cpu(server.pid)
        get(base + tool.settled)
        # The stamps of files that were just generated are not trusted yet.
        time.sleep(4)
        get(base + tool.address(net, files[0]))
        took, before = [], cpu(server.pid)
        for at, file in enumerate(files[:edits]):
            mark = f"zqx{at}mark"
            with open(file, "a") as page: page.write(f"\n{mark}\n")
            begin = time.monotonic()
            while mark not in get(base + tool.address(net, file)): time.sleep(0.005)
            took.append(time.monotonic() - begin)
            time.sleep(0.7)
        used = (cpu(server.pid) - before) / len(took)
        return dict(median=statistics.median(took), p95=sorted(took)[int(len(took) * .95) - 1], cpu=used, peak=peak(server.pid), first=first)
    finally:
        server.terminate()
        server.wait()

def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("--bedside", "--hugo", "--generator"): arguments.add_argument(name, required=True)
    arguments.add_argument("--pages", default="100,1000,10000")
    arguments.add_argument("--edits", type=int, default=20)
    options = arguments.parse_args()
    print(f"{'pages':>6} {'tool':8} {'median':>8} {'p95':>8} {'CPU/edit':>9} {'memory':>8} {'first page':>11}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, options.pages.split(",")):
            found = {}
            for tool, program, port in ((Bedside(), options.bedside, 3471), (Hugo(), options.hugo, 3472)):
                net = f"{folder}/{tool.name}-{count}"
                subprocess.run([sys.executable, options.generator, "--n", str(count), "--tool", tool.name, "--out", net, "--no-search"], check=True)
                found[tool.name] = result = measure(tool, program, net, port, options.edits)
                print(f"{count:6} {tool.name:8} {result['median']:7.3f}s {result['p95']:7.3f}s {result['cpu']:8.3f}s {result['peak']:6.0f}MB {result['first']:6.2f} CPU s", flush=True)
            print(f"{count:6} hugo/bedside: {found['hugo']['median'] / found['bedside']['median']:.1f} in time, {found['hugo']['cpu'] / found['bedside']['cpu']:.1f} in CPU", flush=True)

if __name__ == "__main__":
    main()
