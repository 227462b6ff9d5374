"""Drive Chromium over its pipe, without any further package: open pages from disk, run scripts, choose folders."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 60.0


class Browser:
    """Hold a headless Chromium with one page."""

    def __init__(self, profile: Path) -> None:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        if program is None:
            if os.environ.get("QMS_ALL_TOOLS"):
                pytest.fail("needs Chromium")
            pytest.skip("needs Chromium")
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        os.set_inheritable(to_browser, True)
        os.set_inheritable(from_browser, True)
        options = "--headless=new --no-sandbox --disable-gpu --no-first-run --remote-debugging-pipe"
        pipes = f"3<&{to_browser} 4>&{from_browser}"
        # Chromium reads from 3 and writes to 4.
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", f'exec "$0" {options} --user-data-dir="$1" about:blank {pipes}',
             program, str(profile)],
            pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_browser)
        os.close(from_browser)
        self._number = 0
        self._read = b""
        self._session: str | None = None
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._send("Page.enable")
        self._send("Runtime.enable")

    def open(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self._send("Page.navigate", url="about:blank")
        self._send("Page.navigate", url=address)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, script: str) -> Any:
        """Return what an expression gives in the page; promises are awaited."""
        found = self._send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def wait(self, condition: str) -> None:
        """Wait until a condition holds in the page."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            with suppress(AssertionError):
                if self.run(condition):
                    return
            time.sleep(0.05)
        raise AssertionError(f"never: {condition}")

    def choose(self, selector: str, path: Path) -> None:
        """Choose a file or folder in a field."""
        root = self._send("DOM.getDocument")["root"]["nodeId"]
        node = self._send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._send("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def size(self, width: int) -> None:
        """Make the window so wide, in pixels."""
        self._send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def press(self, key: str) -> None:
        """Press and release one key, such as Tab."""
        codes = {"Tab": 9, "Enter": 13}
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self._send("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=codes[key], **text)

    def close(self) -> None:
        """End Chromium."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def _send(self, method: str, **params: Any) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = json.loads(self._next())
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> bytes:
        while b"\0" not in self._read:
            piece = os.read(self._in, 1 << 16)
            assert piece, "Chromium ended"
            self._read += piece
        message, _, self._read = self._read.partition(b"\0")
        return message
