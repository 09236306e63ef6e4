"""What the checks of files and answers share: programs and packages that may be missing, and comparisons."""

import importlib
import pathlib
import shutil
import subprocess
import sys


class Missing(Exception):
    """A program or package that is not installed."""


def package(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        raise Missing(f"Python package {name}") from None


def program(*names):
    for name in names:
        if path := shutil.which(name) or shutil.which(str(pathlib.Path(sys.executable).parent / name)):
            return path
    raise Missing(f"program {names[0]}")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"exit {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def same(seen, expected, what):
    if seen != expected:
        raise AssertionError(f"{what}: {seen!r} instead of {expected!r}")
