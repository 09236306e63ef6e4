"""Run one command; write its wall time, processor time, peak memory and exit code as JSON.

usage: measure.py RESULT STDOUT COMMAND...

RESULT gets {"seconds", "cpu_seconds", "peak_kib", "exit"}; the command's standard output goes to the file STDOUT.
Peak memory is the largest resident set of the command and of what it started and waited for, as the
kernel counted it (ru_maxrss; KiB on Linux): nothing is sampled, so no peak is missed.
"""

import json
import resource
import subprocess
import sys
import time


def main(result, stdout, command):
    with open(stdout, "wb") as out:
        start = time.perf_counter()
        code = subprocess.run(command, stdout=out, check=False).returncode
        seconds = time.perf_counter() - start
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime
    with open(result, "w", encoding="utf-8") as file:
        answer = {"seconds": seconds, "cpu_seconds": cpu, "peak_kib": usage.ru_maxrss, "exit": code}
        json.dump(answer, file)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
