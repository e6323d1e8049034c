"""Approvals in steps: what a policy asks, of whom, and what they did."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from bot.store.tables import base as columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LONG_TEXT = (
    sa.Text().with_variant(mysql.MEDIUMTEXT(), "mariadb").with_variant(mysql.MEDIUMTEXT(), "mysql")
)


def upgrade() -> None:
    op.create_table(
        "groups",
        sa.Column(
            "id",
            columns.Identifier,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("slack_id", sa.String(length=32), nullable=False),
        sa.Column("handle", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("synced_at", columns.UTCDateTime(), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_groups_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_groups_workspace_id_id")),
        sa.UniqueConstraint(
            "workspace_id", "slack_id", name=op.f("uq_groups_workspace_id_slack_id")
        ),
    )
    op.create_table(
        "holidays",
        sa.Column(
            "id",
            columns.Identifier,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_holidays_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
        sa.UniqueConstraint("workspace_id", "day", name=op.f("uq_holidays_workspace_id_day")),
    )
    op.create_table(
        "absences",
        sa.Column(
            "id",
            columns.Identifier,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("member_id", columns.Identifier, nullable=False),
        sa.Column("delegate_id", columns.Identifier, nullable=False),
        sa.Column("starts_at", columns.UTCDateTime(), nullable=False),
        sa.Column("ends_at", columns.UTCDateTime(), nullable=False),
        sa.Column("created_at", columns.UTCDateTime(), nullable=False),
        sa.Column("ended_at", columns.UTCDateTime(), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "delegate_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_absences_workspace_id_delegate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_absences_workspace_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_absences_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_absences_workspace_id_ends_at"),
            ["workspace_id", "ends_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_absences_workspace_id_member_id_ends_at"),
            ["workspace_id", "member_id", "ends_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_absences_workspace_id_stage"), ["workspace_id", "stage"], unique=False
        )

    op.create_table(
        "group_members",
        sa.Column(
            "id",
            columns.Identifier,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("group_id", columns.Identifier, nullable=False),
        sa.Column("slack_id", sa.String(length=32), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "group_id"],
            ["groups.workspace_id", "groups.id"],
            name=op.f("fk_group_members_workspace_id_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_group_members_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_members")),
        sa.UniqueConstraint(
            "workspace_id",
            "group_id",
            "slack_id",
            name=op.f("uq_group_members_workspace_id_group_id_slack_id"),
        ),
    )
    op.create_table(
        "group_syncs",
        sa.Column("id", columns.Identifier, autoincrement=True, nullable=False),
        sa.Column("due_at", columns.UTCDateTime(), nullable=False),
        sa.Column("synced_at", columns.UTCDateTime(), nullable=True),
        sa.Column("failure", sa.String(length=64), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_group_syncs_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_syncs")),
        sa.UniqueConstraint("workspace_id", name=op.f("uq_group_syncs_workspace_id")),
    )
    op.create_table(
        "preferences",
        sa.Column(
            "id",
            columns.Identifier,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("member_id", columns.Identifier, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("zone_chosen", sa.Boolean(), nullable=False),
        sa.Column("works_from", sa.String(length=5), nullable=False),
        sa.Column("works_to", sa.String(length=5), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=False),
        sa.Column("quiet_to", sa.String(length=5), nullable=False),
        sa.Column("reminders", sa.String(length=16), nullable=False),
        sa.Column("digest_at", sa.String(length=5), nullable=False),
        sa.Column("next_digest_at", columns.UTCDateTime(), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_preferences_workspace_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_preferences_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preferences")),
        sa.UniqueConstraint(
            "workspace_id", "member_id", name=op.f("uq_preferences_workspace_id_member_id")
        ),
    )
    with op.batch_alter_table("preferences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_preferences_workspace_id_next_digest_at"),
            ["workspace_id", "next_digest_at"],
            unique=False,
        )

    op.create_table(
        "approvals",
        sa.Column(
            "id",
            columns.Identifier,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("order_id", columns.Identifier, nullable=False),
        sa.Column("occasion", sa.String(length=16), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=300), nullable=True),
        sa.Column(
            "why",
            LONG_TEXT,
            nullable=False,
        ),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", columns.UTCDateTime(), nullable=False),
        sa.Column("closed_at", columns.UTCDateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "order_id"],
            ["orders.workspace_id", "orders.id"],
            name=op.f("fk_approvals_workspace_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_approvals_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_approvals_workspace_id_id")),
    )
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approvals_workspace_id_opened_at"),
            ["workspace_id", "opened_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_approvals_workspace_id_order_id"),
            ["workspace_id", "order_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_approvals_workspace_id_state_opened_at"),
            ["workspace_id", "state", "opened_at"],
            unique=False,
        )

    op.create_table(
        "order_editions",
        sa.Column(
            "id",
            columns.Identifier,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("order_id", columns.Identifier, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("by_id", columns.Identifier, nullable=True),
        sa.Column("at", columns.UTCDateTime(), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_order_editions_workspace_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "order_id"],
            ["orders.workspace_id", "orders.id"],
            name=op.f("fk_order_editions_workspace_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_order_editions_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_editions")),
        sa.UniqueConstraint(
            "workspace_id",
            "order_id",
            "edition",
            name=op.f("uq_order_editions_workspace_id_order_id_edition"),
        ),
    )
    op.create_table(
        "approval_acts",
        sa.Column(
            "id",
            columns.Identifier,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("approval_id", columns.Identifier, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("seat_id", columns.Identifier, nullable=True),
        sa.Column("counted_seat_id", columns.Identifier, nullable=True),
        sa.Column("by_id", columns.Identifier, nullable=True),
        sa.Column("to_id", columns.Identifier, nullable=True),
        sa.Column("at", columns.UTCDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column(
            "words",
            LONG_TEXT,
            nullable=True,
        ),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "approval_id"],
            ["approvals.workspace_id", "approvals.id"],
            name=op.f("fk_approval_acts_workspace_id_approval_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_approval_acts_workspace_id_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "counted_seat_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_approval_acts_workspace_id_counted_seat_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "seat_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_approval_acts_workspace_id_seat_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "to_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_approval_acts_workspace_id_to_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_approval_acts_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_acts")),
        sa.UniqueConstraint(
            "workspace_id",
            "approval_id",
            "position",
            "counted_seat_id",
            name=op.f("uq_approval_acts_counted_once"),
        ),
    )
    with op.batch_alter_table("approval_acts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approval_acts_workspace_id_at"), ["workspace_id", "at"], unique=False
        )

    op.create_table(
        "approval_steps",
        sa.Column(
            "id",
            columns.Identifier,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("approval_id", columns.Identifier, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opened_at", columns.UTCDateTime(), nullable=False),
        sa.Column("closed_at", columns.UTCDateTime(), nullable=True),
        sa.Column("remind_at", columns.UTCDateTime(), nullable=True),
        sa.Column("due_at", columns.UTCDateTime(), nullable=True),
        sa.Column("expire_at", columns.UTCDateTime(), nullable=True),
        sa.Column("nudge_at", columns.UTCDateTime(), nullable=True),
        sa.Column("escalation", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "approval_id"],
            ["approvals.workspace_id", "approvals.id"],
            name=op.f("fk_approval_steps_workspace_id_approval_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_approval_steps_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_steps")),
        sa.UniqueConstraint(
            "workspace_id",
            "approval_id",
            "position",
            name=op.f("uq_approval_steps_workspace_id_approval_id_position"),
        ),
    )
    with op.batch_alter_table("approval_steps", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approval_steps_workspace_id_closed_at_nudge_at"),
            ["workspace_id", "closed_at", "nudge_at"],
            unique=False,
        )

    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("segment", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("credit_limit_minor", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("credit_currency", sa.String(length=3), nullable=True))

    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("team", sa.String(length=100), nullable=True))
        batch_op.add_column(
            sa.Column(
                "former_email",
                sa.String(length=191)
                .with_variant(mysql.VARCHAR(collation="utf8mb4_bin", length=191), "mariadb")
                .with_variant(mysql.VARCHAR(collation="utf8mb4_bin", length=191), "mysql"),
                nullable=True,
            )
        )

    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_cost_minor", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("category", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("cancelled_at", columns.UTCDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "cancelled_by_id",
                columns.Identifier,
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("cancelled_reason", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column(
                "cancelled_words",
                LONG_TEXT,
                nullable=True,
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_order_lines_workspace_id_cancelled_by_id"),
            "members",
            ["workspace_id", "cancelled_by_id"],
            ["workspace_id", "id"],
        )

    with op.batch_alter_table("order_moves", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(length=64), nullable=True))

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("approval_id", columns.Identifier, nullable=True))
        batch_op.add_column(sa.Column("author_ids", sa.JSON(), nullable=False, server_default="[]"))

    with op.batch_alter_table("product_prices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cost_minor", sa.BigInteger(), nullable=True))

    op.create_table(
        "policy_drafts",
        sa.Column("id", columns.Identifier, autoincrement=True, nullable=False),
        sa.Column("member_id", columns.Identifier, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", columns.UTCDateTime(), nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_policy_drafts_workspace_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_policy_drafts_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_drafts")),
        sa.UniqueConstraint(
            "workspace_id", "member_id", name=op.f("uq_policy_drafts_workspace_id_member_id")
        ),
    )

    _carry_over()

    with op.batch_alter_table("orders") as batch_op:
        batch_op.drop_column("approvers")

    _steps_of_workflows()
    _homes()


def _steps_of_workflows() -> None:
    op.add_column("workspaces", sa.Column("plan", sa.String(length=32), nullable=True))
    op.create_table(
        "workflow_steps",
        sa.Column("id", columns.Identifier, autoincrement=True, nullable=False),
        sa.Column("execution_id", columns.Key, nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=191), nullable=False),
        sa.Column("order_id", columns.Identifier, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("outputs", sa.JSON(), nullable=True),
        sa.Column("error", LONG_TEXT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", columns.UTCDateTime(), nullable=False),
        sa.Column("lease", sa.Integer(), nullable=False),
        sa.Column("lease_until", columns.UTCDateTime(), nullable=True),
        sa.Column("failure", LONG_TEXT, nullable=True),
        sa.Column("created_at", columns.UTCDateTime(), nullable=False),
        sa.Column("ended_at", columns.UTCDateTime(), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_workflow_steps_workspace_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "order_id"],
            ["orders.workspace_id", "orders.id"],
            name=op.f("fk_workflow_steps_workspace_id_order_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workflow_steps")),
        sa.UniqueConstraint(
            "workspace_id", "execution_id", name=op.f("uq_workflow_steps_workspace_id_execution_id")
        ),
    )
    with op.batch_alter_table("workflow_steps", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_workflow_steps_workspace_id_state_not_before"),
            ["workspace_id", "state", "not_before"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_workflow_steps_workspace_id_order_id"),
            ["workspace_id", "order_id"],
            unique=False,
        )


def _homes() -> None:
    """What App Homes show, and which of them are behind."""
    op.create_table(
        "homes",
        sa.Column("id", columns.Identifier, autoincrement=True, nullable=False),
        sa.Column("member_id", columns.Identifier, nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", columns.UTCDateTime(), nullable=False),
        sa.Column("lease", sa.Integer(), nullable=False),
        sa.Column("lease_until", columns.UTCDateTime(), nullable=True),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_homes_workspace_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_homes_workspace_id_member_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homes")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_homes_workspace_id_id")),
        sa.UniqueConstraint(
            "workspace_id", "member_id", name=op.f("uq_homes_workspace_id_member_id")
        ),
    )
    op.create_table(
        "home_orders",
        sa.Column("id", columns.Identifier, autoincrement=True, nullable=False),
        sa.Column("home_id", columns.Identifier, nullable=False),
        sa.Column("order_id", columns.Identifier, nullable=False),
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_home_orders_workspace_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "home_id"],
            ["homes.workspace_id", "homes.id"],
            name=op.f("fk_home_orders_workspace_id_home_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "order_id"],
            ["orders.workspace_id", "orders.id"],
            name=op.f("fk_home_orders_workspace_id_order_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_orders")),
        sa.UniqueConstraint(
            "workspace_id",
            "home_id",
            "order_id",
            name=op.f("uq_home_orders_workspace_id_home_id_order_id"),
        ),
    )
    with op.batch_alter_table("home_orders", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_home_orders_workspace_id_order_id"),
            ["workspace_id", "order_id"],
            unique=False,
        )


def _carry_over() -> None:
    """Bring what is stored into the new shape, so that every policy asks what it asked before."""
    connection = op.get_bind()
    metadata = sa.MetaData()
    policies, orders, approvals, steps, lines = (
        sa.Table(name, metadata, autoload_with=connection)
        for name in ("policies", "orders", "approvals", "approval_steps", "order_lines")
    )
    _number_lines(connection, orders, lines)
    for table, column in ((policies, "rules"), (orders, "approvers"), (orders, "author_ids")):
        table.c[column].type = sa.JSON()
    approvals.c.steps.type = approvals.c.facts.type = sa.JSON()
    for row in connection.execute(sa.select(policies)).mappings().all():
        rules = [_rule(rule) for rule in row["rules"]]
        # What no rule fitted went through; now that has to be said.
        rules.append(_everything_else())
        connection.execute(policies.update().where(policies.c.id == row["id"]).values(rules=rules))
    for row in connection.execute(sa.select(orders)).mappings().all():
        _carry_over_order(connection, row, orders, approvals, steps)


def _number_lines(connection: sa.Connection, orders: sa.Table, lines: sa.Table) -> None:
    """Number lines of orders made here from 1, as files do; by way of numbers nobody has."""
    made_here = sa.select(orders.c.id).where(orders.c.external_key.is_(None))
    theirs = lines.update().where(lines.c.order_id.in_(made_here))
    connection.execute(theirs.values(position=-1 - lines.c.position))
    connection.execute(theirs.values(position=-lines.c.position))


def _carry_over_order(
    connection: sa.Connection,
    row: sa.RowMapping,
    orders: sa.Table,
    approvals: sa.Table,
    steps: sa.Table,
) -> None:
    values: dict[str, Any] = {
        # What buttons of old cards carry is the revision.
        "edition": row["revision"],
        "author_ids": sorted({row["requested_by_id"], row["sent_by_id"] or row["requested_by_id"]}),
    }
    if row["status"] == "pending approval":
        asked = connection.execute(
            approvals.insert().values(
                workspace_id=row["workspace_id"],
                order_id=row["id"],
                occasion="order",
                edition=row["revision"],
                policy_version=row["policy_version"] or 0,
                rule=(row["rule"] or "").partition(":")[0],
                why=row["rule"] or "",
                steps=[_step(row["approvers"])],
                facts={},
                position=0,
                state="waiting",
                opened_at=row["ordered_at"],
                revision=0,
            )
        ).inserted_primary_key
        values["approval_id"] = asked[0] if asked else None
        connection.execute(
            steps.insert().values(
                workspace_id=row["workspace_id"],
                approval_id=values["approval_id"],
                position=0,
                opened_at=row["ordered_at"],
                escalation=0,
            )
        )
    connection.execute(orders.update().where(orders.c.id == row["id"]).values(**values))


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    conditions: list[dict[str, Any]] = []
    if rule["above_minor"] is not None:
        conditions.append(
            {
                "field": "amount",
                "intervals": [[rule["above_minor"], None, False, False]],
                "negated": False,
                "currency": rule["currency"],
            }
        )
    if rule["above_discount"] is not None:
        conditions.append(
            {
                "field": "line_discount",
                "intervals": [[rule["above_discount"], None, False, False]],
                "negated": False,
                "currency": None,
            }
        )
    if rule["customer_is_new"]:
        conditions.append({"field": "new_customer", "is": True})
    return {
        "name": rule["name"],
        "occasion": "order",
        "conditions": conditions,
        "steps": [_step(rule["approvers"])],
    }


def _everything_else() -> dict[str, Any]:
    return {"name": "Everything else", "occasion": "order", "conditions": [], "steps": []}


def _step(approvers: dict[str, Any]) -> dict[str, Any]:
    """People named stood for themselves alone; else everybody of the role was meant."""
    named = approvers.get("member_ids") or []
    return {
        "approvers": {
            "role": None if named else approvers.get("role", "manager"),
            "member_ids": named,
            "group_ids": [],
            "manager_of_rep": False,
        },
        "need": 1,
        "due_hours": None,
        "remind_hours": None,
        "expire_hours": None,
        "backup": None,
    }
