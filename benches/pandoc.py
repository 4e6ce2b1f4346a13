"""Times `railc build` in all formats of texts beside pandoc, which makes a .docx of the Markdown: whole processes, in turn, median of 30 rounds."""

import statistics
import subprocess
import sys
import tempfile
import time

railc, spec = sys.argv[1:3]
ROUNDS = 30

with tempfile.TemporaryDirectory() as folder:
    build = [railc, "build", spec, "--emit", "md,txt,html,docx,policy", "-o", f"{folder}/out"]
    convert = ["pandoc", f"{folder}/out/LICENSE.md", "-o", f"{folder}/x.docx"]
    times = {"railc": [], "pandoc": []}
    for _ in range(ROUNDS):
        for name, command in [("railc", build), ("pandoc", convert)]:
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times[name].append(time.perf_counter() - start)

ratios = [pandoc / ours for ours, pandoc in zip(times["railc"], times["pandoc"])]
print(subprocess.run(["pandoc", "--version"], capture_output=True, text=True).stdout.splitlines()[0])
for name, taken in times.items():
    print(f"{name:7} {statistics.median(taken) * 1000:8.1f} ms (fastest {min(taken) * 1000:.1f})")
print(f"ratio   {statistics.median(ratios):8.1f}, of the fastest {min(times['pandoc']) / min(times['railc']):.1f}")
