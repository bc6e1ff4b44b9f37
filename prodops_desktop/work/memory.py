"""How much memory this process has held at its peak, asked of the platform it runs on."""

import os
import sys

from prodops_desktop.work.limits import resident_mb


def peak_mb() -> float:
    """The largest resident memory of this process so far, in MB.

    Linux: VmHWM, because ``ru_maxrss`` of a child inherits the peak of its parent.
    """
    if sys.platform == "linux":
        return resident_mb(os.getpid())
    if sys.platform == "win32":
        return _windows_peak_mb()
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)  # macOS counts bytes


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):
        _fields_ = [
            ("size", wintypes.DWORD),
            ("page_faults", wintypes.DWORD),
            ("peak_working_set", ctypes.c_size_t),
            ("rest", ctypes.c_size_t * 7),
        ]

    def _windows_peak_mb() -> float:
        counters = _Counters(size=ctypes.sizeof(_Counters))
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.K32GetProcessMemoryInfo.argtypes = [wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD]
        kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), ctypes.sizeof(counters))
        return float(counters.peak_working_set) / (1024 * 1024)
