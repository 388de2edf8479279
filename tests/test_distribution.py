"""What an office installs is the whole of what was tested."""

import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import entry_points, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="module", name="wheel")
def _wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [
        sys.executable,
        "-m",
        "pip",
        "--quiet",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*command, "--wheel-dir", folder, ROOT], check=True, env={**os.environ, "PATH": tools})
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        yield archive


def test_the_wheel_holds_every_file_of_the_package(wheel):
    """Regulations, calendars, translations and the promise of types are installed with the code."""
    source = ROOT / "src"
    written = {path.relative_to(source).as_posix() for path in source.rglob("*.*") if path.is_file()}
    written = {name for name in written if "__pycache__" not in name}

    assert {
        name for name in wheel.namelist() if ".dist-info/" not in name and not name.endswith("/")
    } == written


def test_the_licence_travels_with_the_wheel(wheel):
    """An office that receives the wheel alone can read under which terms."""
    (licence,) = (name for name in wheel.namelist() if name.endswith("/LICENSE"))

    assert wheel.read(licence) == (ROOT / "LICENSE").read_bytes()


def test_the_command_line_is_an_entry_point():
    """`civicflow` is on the path of whoever installed the library."""
    (script,) = entry_points(group="console_scripts", name="civicflow")

    assert callable(script.load())


def test_what_is_installed_is_what_is_written():
    """Version and requirements of the installed library are those of the project's file."""
    installed = {str(Requirement(each)) for each in requires("civicflow") or () if "extra ==" not in each}

    assert version("civicflow") == PROJECT["version"]
    assert installed == {str(Requirement(each)) for each in PROJECT["dependencies"]}
