"""What the operating system lets a child process have: a cap of memory, and a life no longer than its parent's."""

import ctypes
import os
import signal
import subprocess
import sys

_MB = 1024 * 1024
HIGHEST_DEFAULT_MB = 4096
LOWEST_CAP_MB = 64
"""Under this the interpreter itself would not start."""
HIGHEST_CAP_MB = 1_000_000
"""Beyond this it is a slip, and far beyond it no number that the system takes."""


def default_cap_mb() -> int:
    """Half of the machine's memory in MB, at most 4096."""
    return max(LOWEST_CAP_MB, min(HIGHEST_DEFAULT_MB, machine_memory_mb() // 2))


def machine_memory_mb() -> int:
    """The physical memory in MB; 8192 where the system does not say."""
    if sys.platform == "win32":
        return _windows_memory_mb()
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // _MB
    except (ValueError, OSError):
        return 2 * HIGHEST_DEFAULT_MB


def confine(memory_cap_mb: int) -> None:
    """Limit the calling process to ``memory_cap_mb`` of memory of its own and let it die with its parent.

    macOS has no limit that holds; there :func:`resident_mb` lets the parent watch.
    """
    if sys.platform == "win32":
        _confine_by_job_object(memory_cap_mb)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        allowed = resource.getrlimit(resource.RLIMIT_DATA)[1]
        cap = memory_cap_mb * _MB if allowed == resource.RLIM_INFINITY else min(memory_cap_mb * _MB, allowed)
        resource.setrlimit(resource.RLIMIT_DATA, (cap, cap))
        parent = os.getppid()
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)


def resident_mb(pid: int) -> float:
    """The largest memory that process ``pid`` has held so far, in MB (macOS: what it holds now); 0 when it is gone."""
    if sys.platform == "linux":
        return _from_proc_status(f"/proc/{pid}/status")
    if sys.platform == "darwin":
        answer = subprocess.run(["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return int(answer.stdout.strip() or 0) / 1024
    return 0.0


def parent_must_watch() -> bool:
    """True where the system enforces no cap and the parent has to compare :func:`resident_mb` with it."""
    return sys.platform == "darwin"


def _from_proc_status(path: str) -> float:
    try:
        with open(path, encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass  # the process has ended
    return 0.0


if sys.platform == "win32":
    from ctypes import wintypes

    class _MemoryStatus(ctypes.Structure):
        _fields_ = [
            ("length", wintypes.DWORD),
            ("load", wintypes.DWORD),
            *[
                (name, ctypes.c_ulonglong)
                for name in ("total", "free", "total_page", "free_page", "total_virtual", "free_virtual", "extended")
            ],
        ]

    class _BasicLimits(ctypes.Structure):
        _fields_ = [
            ("per_process_time", ctypes.c_longlong),
            ("per_job_time", ctypes.c_longlong),
            ("flags", wintypes.DWORD),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority_class", wintypes.DWORD),
            ("scheduling_class", wintypes.DWORD),
        ]

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = [
            ("basic", _BasicLimits),
            ("io", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        ]

    def _windows_memory_mb() -> int:
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
            return 2 * HIGHEST_DEFAULT_MB
        return int(status.total // _MB)

    def _confine_by_job_object(memory_cap_mb: int) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = [ctypes.c_void_p, wintypes.LPCWSTR]
        kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        limit_process_memory, kill_on_job_close, extended_information = 0x100, 0x2000, 9
        limits = _ExtendedLimits()
        limits.basic.flags = limit_process_memory | kill_on_job_close
        limits.process_memory = memory_cap_mb * _MB
        job = kernel.CreateJobObjectW(None, None)  # never closed: it lasts as long as this process
        if not job or not kernel.SetInformationJobObject(job, extended_information, ctypes.byref(limits), ctypes.sizeof(limits)):
            raise ctypes.WinError(ctypes.get_last_error())
        if not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
            raise ctypes.WinError(ctypes.get_last_error())
