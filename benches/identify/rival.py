"""railc identify beside ScanCode over a folder of license texts, in one run: files a second, precision, recall.

    rival.py SCANCODE RAILC FOLDER

The folder holds texts (`*.txt`) and, in `INDEX*.tsv`, the source of each. What a text is, `licenses/fingerprints/sources.tsv` says;
for ScanCode, every key is right under which its own database has a document of the same license.
"""

import csv
import glob
import json
import os
import subprocess
import sys
import tempfile
import time

# Answers that name no license.
VAGUE = ("unknown", "warranty-disclaimer", "proprietary-license", "commercial-license", "other-", "free-unknown", "generic-", "public-domain", "ai-")
SCANCODE = "aboutcode-org/scancode-licensedb:docs/"


def rows(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def truth(folder):
    """For each file the ids of its licenses, and ScanCode's keys for them."""
    ids = {row["file"]: set(row["licenses"].split(",")) for row in rows("licenses/fingerprints/sources.tsv")}
    keys = {}
    for index in sorted(glob.glob(os.path.join(folder, "INDEX*.tsv"))):
        for row in rows(index):
            if row["source"].startswith(SCANCODE):
                key = row["source"][len(SCANCODE):].split(".LICENSE")[0]
                for license in ids.get(row["id"] + ".txt", {row["id"]}):
                    keys.setdefault(license, set()).add(key)
    files = sorted(glob.glob(os.path.join(folder, "*.txt")))
    # The duplicates among the fingerprints are left out of them.
    known = {os.path.basename(path): ids.get(os.path.basename(path)) for path in files}
    return {name: (own, set().union(*(keys.get(license, set()) for license in own))) for name, own in known.items() if own}


def timed(command):
    start = time.perf_counter()
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start, result.stdout


def scancode_answers(path):
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    answers = {}
    for entry in found["files"]:
        if entry["type"] == "file":
            words = (entry["detected_license_expression"] or "").replace("(", " ").replace(")", " ").split()
            keys = {word for word in words if word not in ("AND", "OR", "WITH")}
            answers[os.path.basename(entry["path"])] = {key for key in keys if not key.startswith(VAGUE) and "unknown" not in key}
    return answers


def railc_answers(text):
    document = json.loads(text)
    answers = {os.path.basename(file["file"]): set() for file in document["files"]}
    for match in document["matches"]:
        answers[os.path.basename(match["file"])].add(frozenset([match["license"], *match["also"]]))
    return answers


def count(all_right, answers, is_right):
    right = [name for name in all_right if answers.get(name) and is_right(answers[name], all_right[name])]
    wrong = [name for name in all_right if answers.get(name) and name not in right]
    return len(right), wrong, [name for name in all_right if not answers.get(name)]


def report(name, seconds, total, counted, of):
    right, wrong, none = counted
    precision = right / max(1, right + len(wrong))
    print(f"| {name} | {seconds:.2f} s | {total / seconds:.1f} | {precision:.3f} | {right / of:.3f} | {right} | {len(wrong)} | {len(none)} |")
    if "-v" in sys.argv:
        print("wrong:", wrong, "\nnone:", none)


def main():
    scancode, railc, folder = sys.argv[1:4]
    right = truth(folder)
    total = len(glob.glob(os.path.join(folder, "*")))
    with tempfile.TemporaryDirectory() as out:
        path = os.path.join(out, "found.json")
        # Its index is made at the first start; that is not counted.
        subprocess.run([scancode, "--license", "--quiet", "--json", path, __file__], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        slow, _ = timed([scancode, "--license", "--quiet", "--processes", "2", "--json", path, folder])
        theirs = scancode_answers(path)
    fast = min(timed([railc, "identify", folder, "--format", "json"]) for _ in range(5))
    one = sorted(timed([railc, "identify", os.path.join(folder, next(iter(right)))])[0] for _ in range(41))
    print(f"{total} files in {folder}, {len(right)} of them known by name\n")
    print("| | the folder | files a second | precision | recall | right | wrong | no answer |\n|---|---|---|---|---|---|---|---|")
    within = {name: keys for name, (_, keys) in right.items() if keys}
    counted = count(within, theirs, lambda found, keys: found <= keys)
    report(f"ScanCode, on the {len(within)} texts of licenses that it knows", slow, total, counted, len(within))
    ours = railc_answers(fast[1])
    is_right = lambda found, ids: all(known & ids for known in found)
    report("railc, on the same", fast[0], total, count({name: right[name][0] for name in within}, ours, is_right), len(within))
    report("railc, on all", fast[0], total, count({name: ids for name, (ids, _) in right.items()}, ours, is_right), len(right))
    print(f"\nrailc is {slow / fast[0]:.0f} times as fast; a process for one file takes {one[20] * 1000:.1f} ms")


main()
