"""Warns of folders that are no safe place for a workspace: on a network, or kept in step with a cloud by another program."""

import contextlib
import re
import sys
from pathlib import Path

# fmt: off
_NETWORKS = frozenset((
    "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4",
    "ocfs2", "orangefs", "prl_fs", "pvfs2", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav",
))
# fmt: on
_OVER_FUSE = re.compile(
    r"fuse\.(?!ext|ntfs|exfat|portal|lxcfs|squashfuse|unionfs|mergerfs|fuse-overlayfs|bindfs|veracrypt|encfs|gocryptfs|cryfs)"
)
"""Nearly all that is mounted through FUSE comes from another computer: sshfs, rclone, davfs, s3fs, gcsfuse, glusterfs."""

_CLOUDS = (
    (r"Dropbox( \(.+\))?", "Dropbox"),
    (r"OneDrive( ?- ?.+)?", "OneDrive"),
    (r"(Google ?Drive|GoogleDrive-.+|My Drive|Meine Ablage|Shared drives)", "Google Drive"),
    (r"(Mobile Documents|com~apple~CloudDocs|iCloud ?Drive)", "iCloud"),
    (r"Nextcloud\d*", "Nextcloud"),
    (r"ownCloud\d*", "ownCloud"),
    (r"(Box Sync|Box-Box)", "Box"),
    (r"pCloud ?(Drive|Sync)", "pCloud"),
    (r"MEGA ?sync( Downloads)?", "MEGA"),
    (r"Proton ?Drive.*", "Proton Drive"),
    (r"SynologyDrive", "Synology Drive"),
    (r"Yandex\.?Disk", "Yandex Disk"),
    (r"CloudStorage", "a cloud service"),
)
"""The names of the folders that sync programs keep, wherever they lie, and what to call the program."""
_AT_HOME = {"box": "Box", "mega": "MEGA", "sync": "a sync program", "seafile": "Seafile", "resilio sync": "Resilio Sync"}
"""Names that mean such a folder only right below the home folder."""
_MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.drivedownload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".SynologyWorkingDirectory": "Synology Drive",
}
"""What sync programs leave in the topmost folder that they keep, whatever it is called."""


def warning(path: Path) -> str | None:
    """What can go wrong where the workspace at ``path`` lies, and what to do; None for a folder of this computer alone."""
    with contextlib.suppress(OSError):
        path = path.resolve()
    if service := _cloud_of(path):
        return (
            f"{path.name} lies in a folder that {service} keeps in step. It copies the file while it is being written, and can put an old "
            "state or one of another computer in its place. Close the workspace, move it to a folder of this computer alone, "
            "and put copies of it into that folder instead."
        )
    if system := network_of(path):
        return (
            f"{path.name} lies on a drive of another computer ({system}). When the connection breaks, or two computers write it at once, "
            "it can be damaged. Close the workspace, move it to a disk of this computer, and put copies of it on that drive instead."
        )
    return None


def _cloud_of(path: Path) -> str | None:
    """The program that keeps a folder above ``path`` in step."""
    for folder in path.parents:
        for pattern, service in _CLOUDS:
            if re.fullmatch(pattern, folder.name, re.IGNORECASE):
                return service
        if folder.parent == _home() and folder.name.casefold() in _AT_HOME:
            return _AT_HOME[folder.name.casefold()]
        for marker, service in _MARKERS.items():
            with contextlib.suppress(OSError):
                if (folder / marker).exists():
                    return service
    return None


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):  # an account without a home
        return None


def network_of(path: Path) -> str | None:
    """The kind of network file system that ``path`` lies on; None for a disk of this computer."""
    if sys.platform == "win32":
        return _remote_drive(path)
    system = _mac_system(path) if sys.platform == "darwin" else _mounted_system(path, _mounts())
    return system if system.casefold() in _NETWORKS or _OVER_FUSE.match(system.casefold()) else None


def _mounts() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _mounted_system(path: Path, mounts: str) -> str:
    """The type of the file system that holds ``path`` by the lines of a ``mountinfo``; of mounts on one place the last one counts."""
    best, found = -1, ""
    for line in mounts.splitlines():
        ahead, _, behind = line.partition(" - ")
        fields, types = ahead.split(" "), behind.split(" ")
        if len(fields) < 5 or not types[0]:
            continue
        place = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))
        if len(place.parts) >= best and path.is_relative_to(place):
            best, found = len(place.parts), types[0]
    return found


def _remote_drive(path: Path) -> str | None:
    """On Windows: “network share” for a path or a drive letter that stands for one."""
    if path.drive.startswith("\\\\"):
        return "network share"
    import ctypes

    remote = 4
    kind = getattr(ctypes, "windll").kernel32.GetDriveTypeW(f"{path.drive}\\")  # noqa: B009 - it is there on Windows only
    return "network share" if kind == remote else None


def _mac_system(path: Path) -> str:
    """On macOS: the name of the file system, from the 16 bytes at 72 of ``struct statfs``."""
    import ctypes

    found = ctypes.create_string_buffer(4096)
    library = ctypes.CDLL(None, use_errno=True)
    call = getattr(library, "statfs$INODE64", None) or library.statfs
    if call(bytes(path.parent), found) != 0:
        return ""
    return found.raw[72:88].split(b"\0")[0].decode("ascii", "replace")
