"""The way to the Java side: one JSON object a line, commands in, answers and events out."""

import _thread
import json
import os
import queue
import signal
import sys
import threading
import time

# How long the work may take to roll back after it was told to stop. The server ends what is left with the connection.
GRACE_SECONDS = 10


class Stopped(BaseException):
    """The work was told to stop. Not an Exception, so that no env.py takes it for an error it may ignore."""


class Channel:
    def __init__(self, commands):
        self._commands = commands
        self._answers = os.fdopen(os.dup(1), "wb", 0)
        # The simple one is ten times as quick (Python 3.7).
        self._received = getattr(queue, "SimpleQueue", queue.Queue)()
        self._sending = False
        self._announced = False
        self._stopped = False
        self._interrupts = []
        keep_standard_streams_apart()

    def open(self):
        for name in ("SIGTERM", "SIGINT"):
            signal.signal(getattr(signal, name), self._on_signal)
        threading.Thread(target=self._read, daemon=True).start()

    def on_stop(self, interrupt):
        """Registers how to interrupt what the main thread waits for. It is called in another thread."""
        self._interrupts.append(interrupt)

    def commands(self):
        """The commands, until the other side closes."""
        while True:
            if self._announced:
                # What was announced failed before it began.
                self.answer()
            command = self._received.get()
            if command is None:
                return
            yield command

    def send(self, *messages):
        """Sends what the other side hears at once."""
        if self._stopped:
            raise Stopped()
        line = b"".join(json.dumps(message).encode("ascii") + b"\n" for message in messages)
        self._sending = True
        try:
            while line:
                line = line[self._answers.write(line) :]
        finally:
            self._sending = False
        if self._stopped:
            raise Stopped()

    def ask(self, event):
        """Sends an event and waits until the other side has heard it and lets the work go on; its answer."""
        self.announce(event)
        return self.answer()

    def announce(self, *events):
        """Sends events, the last of which is answered."""
        self.send(*events)
        self._announced = True

    def answer(self):
        """Waits for the answer to what was announced."""
        self._announced = False
        answer = self._received.get()
        if answer is None:
            # Once stopped, for ever stopped, even where a migration swallows the first Stopped.
            self._stopped = True
        if self._stopped:
            raise Stopped()
        return answer

    def _read(self):
        try:
            for line in self._commands:
                self._received.put(json.loads(line.decode("utf-8")))
        finally:
            # Whoever started this process has closed its end, on purpose or by dying.
            self._received.put(None)
            self._stop()

    def _stop(self):
        for interrupt in self._interrupts:
            interrupt()
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        else:
            _thread.interrupt_main()
        time.sleep(GRACE_SECONDS)
        os._exit(1)

    def _on_signal(self, number, frame):
        first = not self._stopped
        self._stopped = True
        # Once is enough, a second time would disturb the roll-back; and half a line would garble the answers.
        if first and not self._sending:
            raise Stopped()


def keep_standard_streams_apart():
    """What env.py and its libraries print or read must not get into the conversation."""
    sys.stdout = sys.stderr
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
