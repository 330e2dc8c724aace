"""The first process of a container: it passes signals on, and buries what nobody else waits for."""

import os
import signal

_PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def apart() -> None:
    """Go on in a child where this process is the first one: the kernel hands every orphan to that one, and asks it to bury them.

    Returns in the child, or where this process is not the first. What git or an embedded store leave behind would stay as zombies.
    """
    if os.getpid() != 1:
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _PASSED_ON)  # none is lost in between
    child = os.fork()
    if child:
        for number in _PASSED_ON:
            signal.signal(number, lambda number, _frame: os.kill(child, number))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _PASSED_ON)
    while child:
        ended, status = os.wait()
        if ended == child:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)
