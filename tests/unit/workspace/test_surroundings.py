"""Folders of networks and of sync programs are warned of, and folders of this computer alone are not."""

import sys
from pathlib import Path

import pytest

from prodops_desktop.workspace import surroundings
from prodops_desktop.workspace.surroundings import warning

MOUNTS = r"""
22 27 0:21 / /proc rw,relatime shared:12 - proc proc rw
27 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 27 0:35 / /home/ada/team\040share rw,relatime shared:20 - cifs //server/team rw,vers=3.1.1
41 27 0:36 / /mnt/nfs rw - nfs4 server:/export rw
42 41 0:37 / /mnt/nfs/local rw - xfs /dev/vdb rw
43 27 0:38 / /mnt/far rw - fuse.sshfs ada@server:/ rw
44 27 0:39 / /mnt/usb rw - fuseblk /dev/sdb1 rw
45 27 0:40 / /mnt/over rw - ext4 /dev/vdc rw
46 27 0:41 / /mnt/over rw - davfs https://dav.example.com rw
47 27 0:42 / /mnt/c rw - 9p drvfs rw
48 27 0:43 / /mnt/sealed rw - fuse.gocryptfs /home/ada/sealed rw
not a line of mounts
"""


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(surroundings, "_mounts", lambda: MOUNTS)


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/home/ada/w.prodops", None),
        ("/home/ada/team share/w.prodops", "cifs"),
        ("/home/ada/team shared/w.prodops", None),
        ("/mnt/nfs/x/w.prodops", "nfs4"),
        ("/mnt/nfs/local/w.prodops", None),
        ("/mnt/far/w.prodops", "fuse.sshfs"),
        ("/mnt/usb/w.prodops", None),
        ("/mnt/over/w.prodops", "davfs"),
        ("/mnt/c/Users/ada/w.prodops", "9p"),
        ("/mnt/sealed/w.prodops", None),
    ],
)
@pytest.mark.usefixtures("mounted")
def test_a_network_is_known_by_what_is_mounted(path: str, system: str | None) -> None:
    said = warning(Path(path))
    if system is None:
        assert said is None
    else:
        assert said is not None
        assert said.startswith(f"w.prodops lies on a drive of another computer ({system}).")
        assert "move it to a disk of this computer" in said


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Northwind)", "Dropbox"),
        ("OneDrive - Northwind Ltd", "OneDrive"),
        ("onedrive", "OneDrive"),
        ("My Drive", "Google Drive"),
        ("Google Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-ada@example.com", "Google Drive"),
        ("Library/CloudStorage/OneDrive-Northwind", "OneDrive"),
        ("Library/CloudStorage/Egnyte", "a cloud service"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud2", "ownCloud"),
        ("Box", "Box"),
        ("pCloud Drive", "pCloud"),
        ("MEGA", "MEGA"),
        ("archive/Box", None),
        ("Dropbox-notes", None),
        ("Drive", None),
        ("product ops", None),
    ],
)
@pytest.mark.usefixtures("mounted")
def test_a_cloud_is_known_by_its_folder(folder: str, service: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "_home", lambda: tmp_path)
    (tmp_path / folder / "deep").mkdir(parents=True)
    said = warning(tmp_path / folder / "deep" / "w.prodops")
    if service is None:
        assert said is None
    else:
        assert said is not None
        assert said.startswith(f"w.prodops lies in a folder that {service} keeps in step.")
        assert "move it to a folder of this computer alone" in said


@pytest.mark.parametrize(
    ("marker", "service"), [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".owncloudsync.log", "ownCloud")]
)
@pytest.mark.usefixtures("mounted")
def test_a_sync_program_is_known_by_its_marker(marker: str, service: str, tmp_path: Path) -> None:
    (tmp_path / "kept" / "deep").mkdir(parents=True)
    assert warning(tmp_path / "kept" / "deep" / "w.prodops") is None
    (tmp_path / "kept" / marker).mkdir()
    assert service in (warning(tmp_path / "kept" / "deep" / "w.prodops") or "")
    assert warning(tmp_path / "w.prodops") is None


@pytest.mark.usefixtures("mounted")
def test_a_link_into_a_cloud_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "Dropbox")
    assert "Dropbox" in (warning(tmp_path / "here" / "w.prodops") or "")


def test_what_this_computer_says_of_its_own_mounts_can_be_read(tmp_path: Path) -> None:
    assert surroundings._mounted_system(Path("/proc/self"), surroundings._mounts()) in {"proc", ""}
    warning(tmp_path / "w.prodops")
