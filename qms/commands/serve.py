"""Serve the pages until stopped, and follow the evidence folder in the same process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qms.commands.base import App, Command, pass_app
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.web.running import Running


@click.command(
    cls=Command,
    help="Serve the pages for the browser, follow the evidence folder, and stop with Ctrl-C.",
    epilog="qms serve\nqms serve --port 8400 --no-browser\n"
    "qms serve --host 0.0.0.0 --name quality.example.org --https",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="The port.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to serve at; this machine only by default.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    help="A name by which browsers reach this server, such as quality.example.org.",
)
@click.option("--https", is_flag=True, help="Browsers come over HTTPS through a reverse proxy.")
@click.option(
    "--sso-header", default="", help="The header in which a trusted proxy names the person who signed in."
)
@click.option(
    "--proxy", "proxies", multiple=True, help="The address of a trusted proxy; this machine by default."
)
@click.option(
    "--idle",
    type=click.IntRange(1, 1440),
    default=60,
    show_default=True,
    help="Minutes until an idle session ends.",
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser; print the link.")
@click.option("--no-watch", is_flag=True, help="Do not follow the evidence folder.")
@pass_app
def serve_command(
    app: App,
    port: int,
    host: str,
    names: tuple[str, ...],
    https: bool,
    sso_header: str,
    proxies: tuple[str, ...],
    idle: int,
    no_browser: bool,
    no_watch: bool,
) -> int:
    """Serve until stopped."""
    from qms.web.running import Running, open_port
    from qms.web.serving import Options

    own = Options(app.workspace.root)
    options = Options(
        app.workspace.root,
        (*own.hosts, *(name.lower() for name in names)),
        sso_header,
        proxies or own.proxies,
        https,
        idle,
    )
    person = _person(app)
    _check(app, host, https=https)
    listening = open_port(host, port)
    running = Running(options, listening, watch=not no_watch)
    if port and listening.getsockname()[1] != port:
        click.echo(say("serve_port_taken", {"port": port, "other": listening.getsockname()[1]}))
    return _serve(running, person, browser=not no_browser)


def _check(app: App, host: str, *, https: bool) -> None:
    """Refuse to be reached by others while nobody could sign in; warn of passwords that travel in the open."""
    from qms.people.accounts import list_accounts
    from qms.web.running import NoAccount
    from qms.web.safety import is_loopback

    if is_loopback(host):
        return
    if not list_accounts(app.workspace.state):
        raise NoAccount
    if not https:
        click.echo(say("serve_plain"), err=True)


def _person(app: App) -> str | None:
    """Return whom the link signs in; a server on which nobody of the organisation works has accounts instead."""
    from qms.people.accounts import list_accounts
    from qms.people.actors import NobodyActs

    try:
        return app.workspace.actor.id
    except NobodyActs:
        if not list_accounts(app.workspace.state):
            raise
        return None


def _serve(running: Running, person: str | None, *, browser: bool) -> int:
    """Tell the addresses, open the browser, and wait for the signal to stop."""
    click.echo(say("serve_at", {"address": running.address}))
    if person is not None:
        link = f"{running.address}open/{running.server.links.make(person)}"
        if not (browser and _open_browser(link)):
            click.echo(say("serve_link", {"address": link}))
    click.echo(say("serve_stop"))
    code = running.run(click.echo, lambda text: click.echo(text, err=True))
    click.echo(say("serve_stopped"))
    return code


def _open_browser(link: str) -> bool:
    """Open the link in the person's browser; False where this machine has none that could be shown."""
    import os
    import sys
    import webbrowser

    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    try:
        return webbrowser.open(link)
    except webbrowser.Error:
        return False
