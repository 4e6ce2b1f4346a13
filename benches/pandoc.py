"""Times `railc build` in all formats of texts beside pandoc, which makes a .docx of the Markdown: whole processes, in turn, median of 40 rounds.

Processor time is of the process alone; the clock also counts what else the machine does, and how long the disk takes to keep five files."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

railc, spec = sys.argv[1:3]
ROUNDS = 40


def taken(command):
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after, end = os.times(), time.perf_counter()
    processor = after.children_user - before.children_user + after.children_system - before.children_system
    return processor * 1000, (end - start) * 1000


with tempfile.TemporaryDirectory() as folder:
    def build(kinds):
        return [railc, "build", spec, "--emit", kinds, "-o", f"{folder}/out"]

    commands = {
        "railc, md,txt,html,docx,policy": build("md,txt,html,docx,policy"),
        "railc, md": build("md"),
        "railc, md,docx": build("md,docx"),
        "pandoc, docx": ["pandoc", f"{folder}/out/LICENSE.md", "-o", f"{folder}/x.docx"],
    }
    times = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(taken(command))

print(subprocess.run(["pandoc", "--version"], capture_output=True, text=True).stdout.splitlines()[0])
# A clock tick of processor time is 10 ms, so the mean says more than the median.
for name, each in times.items():
    processor, clock = zip(*each)
    print(f"{name:32} {statistics.mean(processor):7.1f} ms of processor, {statistics.median(clock):7.1f} ms by the clock, fastest {min(clock):.1f}")
ours, theirs = (times[name] for name in ["railc, md,txt,html,docx,policy", "pandoc, docx"])
print(f"times as fast: {sum(p for p, _ in theirs) / sum(p for p, _ in ours):.1f} by processor, {min(c for _, c in theirs) / min(c for _, c in ours):.1f} by the fastest")
