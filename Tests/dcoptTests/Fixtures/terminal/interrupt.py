# SPDX-License-Identifier: GPL-3.0-or-later
import re, signal, subprocess, sys, tempfile, time
# Runs a command, sends it a signal once its standard error matches, and prints what it wrote and how it ended.
number, pattern, command = getattr(signal, sys.argv[1]), sys.argv[2], sys.argv[3:]
def plain():
    for each in (signal.SIGINT, signal.SIGTERM): signal.signal(each, signal.SIG_DFL)
with tempfile.TemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=err, preexec_fn=plain)
    end = time.monotonic() + 100
    while run.poll() is None and time.monotonic() < end:
        if re.search(pattern, open(err.name).read()): break
        time.sleep(0.05)
    sent = time.monotonic()
    run.send_signal(number)
    code = run.wait(100)
    out.seek(0)
    sys.stdout.buffer.write(out.read())
    sys.stderr.write(open(err.name).read())
    sys.stderr.write(f"ended {time.monotonic() - sent:.1f} s later\n")
    sys.exit(code if code >= 0 else 128 - code + 100)
