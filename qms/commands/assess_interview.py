"""Walk through the scales at the terminal, condition by condition; what was decided stays when it is interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qms.commands.base import App, Command, pass_app
from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.assessment.schemes import Item
    from qms.commands.interview_dialogue import Dialogue
    from qms.model.assessment import Assessed, Condition, Round


@click.command(
    "interview",
    cls=Command,
    help="Walk through the scales one at a time and ask for each condition whether it holds. You can stop at any "
    "time; the same command goes on with what is not assessed yet.",
    epilog="qms assess interview\nqms assess interview --principle 4\nqms assess interview --again --service day",
)
@click.option("--principle", metavar="N", help="Only this principle.")
@click.option("--service", metavar="ID", help="For this service, where it differs from the organisation.")
@click.option("--again", is_flag=True, help="Also ask what is assessed in this round already.")
@pass_app
def interview_command(app: App, principle: str | None, service: str | None, again: bool) -> None:
    """Ask scale after scale."""
    from qms.assessment.results import items, rounds_of, standing_of
    from qms.assessment.rounds import the_open_round
    from qms.evidence.services import check_services

    workspace = app.workspace
    check_services(workspace, [service] if service else [])
    found = items(workspace)
    if principle is not None:
        known = [p.ref for p in workspace.framework.principles]
        if principle not in known:
            from qms.catalogue.loader import UnknownReference

            raise UnknownReference(ref=principle, framework=workspace.framework.id, similar=known)
        found = tuple(item for item in found if item.principle == principle)
    rounds = rounds_of(workspace)
    current = the_open_round(rounds)
    standing = standing_of(workspace, current)
    left = [i for i in found if i.conditions and (again or service not in standing.get(i.place, {}))]
    if not left:
        click.echo(say("assess_interview_all"))
        return
    before = [r for r in rounds if r.id != current.id]
    earlier = standing_of(workspace, before[-1]) if before else {}
    run = _Run(app, service, standing, earlier, before[-1] if before else None)
    run.ask(left)
    done = len(run.decided)
    click.echo()
    click.echo(say("assess_interview_done", {"count": done, "left": run.still_open(items(workspace))}))


class _Run:
    """Ask one scale after the other and write each decision at once."""

    def __init__(
        self,
        app: App,
        service: str | None,
        standing: Mapping[tuple[str, str], Mapping[str | None, Assessed]],
        earlier: Mapping[tuple[str, str], Mapping[str | None, Assessed]],
        round_before: Round | None,
    ) -> None:
        from qms.commands.interview_dialogue import Dialogue

        self.app = app
        self.service = service
        self.standing = standing
        self.earlier = earlier
        self.round_before = round_before
        self.dialogue: Dialogue = Dialogue()
        self.decided: set[tuple[str, str]] = set()

    def still_open(self, found: Sequence[Item]) -> int:
        """Return how many scales of the standard nobody has assessed in this round."""
        return sum(
            1
            for item in found
            if item.place not in self.decided and self.service not in self.standing.get(item.place, {})
        )

    def ask(self, found: Sequence[Item]) -> None:
        """Ask scale after scale until all are asked or the person stops."""
        from qms.commands.interview_dialogue import Stopped

        click.echo(say("assess_interview_keys"))
        try:
            for number, item in enumerate(found, 1):
                self._scale(item, number, len(found))
        except Stopped:
            click.echo(say("interview_stopped"))
        except KeyboardInterrupt:
            click.echo("\n" + say("interview_stopped"))
            raise

    def _scale(self, item: Item, number: int, of: int) -> None:
        from qms.assessment.deciding import Ticking, decide, is_as_the_whole
        from qms.assessment.forms import scale_name, scale_title
        from qms.commands.assess import print_decided
        from qms.locale.translator import current

        title = scale_title(self.app.workspace.framework, item, current())
        params = {"number": number, "of": of, "scale": f"{scale_name(item)} {title}"}
        self.dialogue.heading(say("assess_interview_head", params))
        base = self._base(item)
        if (
            base is not None
            and item.place in self.earlier
            and base is self.earlier[item.place].get(base.service)
        ):
            name = self.round_before.name if self.round_before else ""
            click.echo(say("assess_interview_earlier", {"round": name}))
        ticks = self._conditions(item, base)
        if ticks is not None and is_as_the_whole(
            item, self.standing.get(item.place, {}), self.service, ticks
        ):
            click.echo(say("assess_interview_follows"))
            return
        because = self._why(base) if ticks is not None else None
        if ticks is None or because is None:
            return
        ticking = Ticking(tick=tuple(sorted(ticks)), level=0)
        done = decide(
            self.app.workspace, item.criterion, item.perspective, ticking, because, service=self.service
        )
        self.decided.add(item.place)
        print_decided(self.app, done)

    def _base(self, item: Item) -> Assessed | None:
        """Return what the brackets show: what stands in this round, else in the one before."""
        for kept in (self.standing.get(item.place, {}), self.earlier.get(item.place, {})):
            found = kept.get(self.service) or kept.get(None)
            if found is not None:
                return found
        return None

    def _conditions(self, item: Item, base: Assessed | None) -> set[str] | None:
        """Return what is ticked after asking, level by level up to the first that is not reached; None: skipped."""
        from qms.assessment.levels import in_force, met_keys

        ticks = {c.key for c in item.conditions} & set(base.ticks if base else ())
        for level in sorted({condition.level for condition in item.conditions}):
            for condition in item.conditions:
                if condition.level != level:
                    continue
                answer = self._yes_or_no(item, condition, stands=condition.key in ticks)
                if answer is None:
                    return None
                ticks = ticks | {condition.key} if answer else ticks - {condition.key}
            met = met_keys(item.conditions, ticks)
            if any(condition.key not in met for condition in in_force(item.conditions, level)):
                if level < item.levels:
                    click.echo(say("assess_interview_stop_at", {"level": level}))
                # What lies above was not asked: it stays only where it was ticked in this round.
                kept = self.standing.get(item.place, {}).get(self.service)
                asked = {c.key for c in item.conditions if c.level <= level}
                return {key for key in ticks if key in asked or (kept and key in kept.ticks)}
        return ticks

    def _yes_or_no(self, item: Item, condition: Condition, *, stands: bool) -> bool | None:
        """Return whether a condition holds, None where the person skips the scale; raises Stopped."""
        from qms.assessment.forms import condition_text
        from qms.commands.interview_dialogue import HELP, SKIP
        from qms.locale.translator import current
        from qms.reports.tables import print_text

        framework = self.app.workspace.framework
        text = condition_text(condition, framework, current())
        mark = "[x]" if stands else "[ ]"
        print_text(say("assess_interview_condition", {"mark": mark, "level": condition.level, "text": text}))
        yes, no = (_answers(say(code), code) for code in ("assess_yes", "assess_no"))
        while True:
            typed = self.dialogue.line("> ").casefold()
            if typed == HELP:
                self._help(item)
            elif typed == SKIP:
                return None
            elif not typed:
                return stands
            elif typed in yes:
                return True
            elif typed in no:
                return False
            else:
                click.echo(say("assess_interview_yes_no"))

    def _help(self, item: Item) -> None:
        """Print what the indicators of the scale ask, in own words."""
        from qms.locale.translator import current
        from qms.reports.tables import print_text

        framework = self.app.workspace.framework
        for ref in item.indicators:
            asked = framework.text("indicators", ref, "asked", current())
            print_text(f"{ref} {asked}", indent=3)

    def _why(self, base: Assessed | None) -> str | None:
        """Return the reason, None where the person skips the scale; raises Stopped."""
        from qms.commands.interview_dialogue import SKIP

        kept = base.because if base else ""
        click.echo(
            say("assess_interview_why_kept", {"because": kept}) if kept else say("assess_interview_why")
        )
        while True:
            typed = self.dialogue.line("> ")
            if typed == SKIP:
                return None
            if typed or kept:
                return typed or kept
            click.echo(say("assess_interview_why_needed"))


def _answers(word: str, code: str) -> set[str]:
    """Return what counts as an answer: the word, its first letter, and the English ones."""
    english = "yes" if code == "assess_yes" else "no"
    return {word, word[0], english, english[0]}
