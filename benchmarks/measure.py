# SPDX-License-Identifier: GPL-3.0-or-later
"""What all benchmarks need: the other solvers, what a process takes, and what machine this is."""
import json
import math
import os
import platform
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def environment(work):
    """A Python with HiGHS and OR-Tools; made once. None where PyPI cannot be reached."""
    folder = os.path.join(work, "venv")
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    known = subprocess.run([python, "-c", "import highspy, ortools"], capture_output=True)
    if known.returncode != 0:
        print("installing highspy and ortools from PyPI", file=sys.stderr)
        done = subprocess.run([python, "-m", "pip", "install", "-q", "highspy", "ortools"])
        if done.returncode != 0:
            return None
    return python


def installed(name, python):
    program = name.split()[0]
    if program == "clp":
        return subprocess.run(["which", program], capture_output=True).returncode == 0
    return python is not None


def machine():
    with open("/proc/cpuinfo") as text:
        model = next(
            (line.split(":")[1].strip() for line in text if line.startswith("model name")), "?")
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{model}, {os.cpu_count()} cores, {pages / 2**30:.0f} GiB, {platform.system()}"


def versions(python):
    found = []
    for command in (["glpsol", "--version"], ["clp", "-quit"]):
        try:
            text = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
            found.append(next(line.strip() for line in text if any(c.isdigit() for c in line)))
        except (OSError, StopIteration):
            pass
    if python:
        text = subprocess.run(
            [python, "-m", "pip", "list", "--format", "freeze"], capture_output=True, text=True)
        found += [
            line for line in text.stdout.splitlines()
            if line.startswith("highspy") or line.startswith("ortools")]
    return "; ".join(found)


# A process's peak memory begins with that of the program that started it: so it is a small one.
LAUNCHER = """
import os, resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
spent = usage.ru_utime + usage.ru_stime
print(spent, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), file=sys.stderr)
"""


def process(command, output, limit):
    """Seconds of processor time, megabytes at the peak and the exit code of one process; None where it
    did not end within `limit` of these seconds."""
    with open(output, "wb") as file:
        said = subprocess.run(
            [sys.executable, "-S", "-E", "-c", LAUNCHER, str(math.ceil(limit))] + command,
            stdout=file, stderr=subprocess.PIPE, text=True, check=True).stderr
    seconds, megabytes, code = said.splitlines()[-1].split()
    if int(code) in (-signal.SIGXCPU, -signal.SIGKILL):
        return None
    if int(code) < 0:
        raise RuntimeError(f"{command[0]} ended on signal {-int(code)}")
    return float(seconds), float(megabytes), int(code)


def shortest(run, seconds, enough):
    """Of three runs that take no more than `enough` seconds, the shortest, or of fewer if they do;
    None where there is none that ended."""
    best = None
    for _ in range(3):
        taken = run()
        if taken is None:
            break
        if best is None or seconds(taken) < seconds(best):
            best = taken
        if seconds(best) > enough:
            break
    return best


def peer(python, name, path, limit, whole=False):
    """What an algorithm of another solver makes of a model, the shortest of three runs where they
    are short; None where that is no optimum. With `whole` it reads the model and writes its solution
    in the time that is told as `whole`."""
    return shortest(
        lambda: peer_once(python, name, path, limit, whole), lambda answer: answer["seconds"], 0.05)


def peer_once(python, name, path, limit, whole=False):
    command = [python or sys.executable, os.path.join(HERE, "peer.py"), name, path, str(limit)]
    command += ["--whole"] if whole else []
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=3 * limit + 60)
    except subprocess.TimeoutExpired:
        return None
    answer = last_json(done.stdout)
    return answer if answer and answer["status"] == "optimal" else None


def last_json(text):
    lines = [line for line in text.splitlines() if line.startswith("{")]
    return json.loads(lines[-1]) if lines else None


def shown(seconds):
    return "–" if seconds is None else f"{seconds:.3g}"
