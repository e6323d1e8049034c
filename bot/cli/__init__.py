"""The command line. What is heavy is imported by the command that needs it."""

import sys
from collections.abc import Mapping, Sequence

import click

from bot import __version__
from bot.cli import (
    audit,
    database,
    demo,
    doctor,
    exporting,
    holidays,
    manifest,
    members,
    policy,
    rehearsing,
    serving,
)
from bot.cli.context import Context
from bot.cli.troubles import sentence

INTERRUPTED = 130


@click.group(name="dealdesk", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="dealdesk")
def group() -> None:
    """Dealdesk, a CRM that lives in Slack.

    Settings come from the environment, or from a .env file in the working directory.
    """


for command in (
    serving.run,
    demo.demo,
    serving.sandbox,
    database.migrate,
    database.import_file,
    exporting.export_file,
    members.members,
    policy.policy,
    holidays.holidays,
    audit.audit,
    manifest.manifest,
    doctor.doctor,
):
    group.add_command(command)
policy.policy.add_command(rehearsing.rehearse_policy)


def dealdesk(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one command; return the exit code of the process.

    What a person can mend is said in sentences, without a trace.
    """
    try:
        code = group.main(
            list(arguments), prog_name="dealdesk", obj=Context(environ), standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        said = sentence(error)
        if said is None:
            raise
        click.echo(said, err=True)
        return 1
    sys.stdout.flush()
    return code if isinstance(code, int) else 0
