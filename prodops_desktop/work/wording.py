"""What the operator is told when a child process fails: what is at fault is named by the kind of failure, the work by the task."""

from dataclasses import dataclass

NO_ROOM = "There is no room left on the disk, so nothing was changed. Free some and do it again."
NAME_IS_NO_TEXT = "The name “{detail}” can't be used, because it holds bytes that are not text. Rename the file or folder and do it again."
REFUSED_BY_SYSTEM = "The system did not let it be done ({detail}). Check that the file and its folder may be used, and do it again."
WORKSPACE_DAMAGED = "The workspace or the disk below it is damaged ({detail}). Check the workspace, and restore a copy of it if it is."
PROGRAM_DAMAGED = "A part of the program could not be started ({detail}). Install the program again."
NOT_STARTED = "The process that does this could not be started ({detail}). Close other programs and do it again."
ENDED_BY_SYSTEM = "The system ended it ({how}), which it does when memory runs out. Close other programs and do it again."
ENDED_FROM_OUTSIDE = "It was ended from outside ({how}). Do it again."

_FAULTS = {
    "disk": NO_ROOM,
    "name": NAME_IS_NO_TEXT,
    "system": REFUSED_BY_SYSTEM,
    "workspace": WORKSPACE_DAMAGED,
    "program": PROGRAM_DAMAGED,
    "start": NOT_STARTED,
}


@dataclass(frozen=True)
class Wording:
    """The sentences of one sort of work for the failures that its own input may have caused.

    ``failed`` takes {detail} (an unforeseen error), ``fault`` the same of an error that this program itself must have made,
    ``crashed`` {how} (a signal or status), ``stalled`` {seconds}, ``memory`` {cap} in MB.
    """

    failed: str
    fault: str
    crashed: str
    stalled: str
    memory: str

    def of_failure(self, kind: str, detail: str, cap: int) -> str:
        """The sentence for a failure that the child named itself; see :mod:`prodops_desktop.work.failures`."""
        if kind == "memory":
            return self.memory.format(cap=cap)
        if kind == "fault":
            return self.fault.format(detail=detail)
        return _FAULTS.get(kind, self.failed).format(detail=detail)


READING = Wording(
    failed="It could not be read ({detail}). The file may be damaged: open it where it came from and save it again.",
    fault="It could not be read because of a fault in this program ({detail}). The file may be fine: save it as xlsx or csv and try that.",
    crashed="It made the reader crash ({how}). The file is damaged or made to be hard; open it where it came from and save it again.",
    stalled="It was given up because it made no progress for {seconds:.0f} seconds. The file is damaged or made to be hard.",
    memory="It needs more memory than the {cap:,} MB that it may have. Raise the limit, or save a smaller part of it as a file of its own.",
)
"""For a spreadsheet that is looked into or staged; the sentence follows the name of the file."""

_NOT_EXPORTED = "The rows could not be exported ({detail}). Export them again; if that does not help, check the workspace."
EXPORTING = Wording(
    failed=_NOT_EXPORTED,
    fault=_NOT_EXPORTED,
    crashed="The export ended in a crash ({how}). Export the rows again; if that does not help, check the workspace.",
    stalled="The export was given up because it came no further for {seconds:.0f} seconds. Do it again when the machine is at rest.",
    memory="The export needs more memory than the {cap:,} MB that it may have. Export fewer rows or columns, or as a csv file.",
)
"""For rows of a dataset that are written to a file."""

_NOT_MADE = "The pack could not be made ({detail}). Make it again; if that does not help, check the workspace."
MAKING_A_PACK = Wording(
    failed=_NOT_MADE,
    fault=_NOT_MADE,
    crashed="Making the pack ended in a crash ({how}). Make it again; if that does not help, check the workspace.",
    stalled="The pack was given up because making it came no further for {seconds:.0f} seconds. Make it again when the machine is at rest.",
    memory="Making the pack needs more memory than the {cap:,} MB that it may have. Let fewer datasets count, and make it again.",
)
