"""Decisions that can be replayed: who called, what came of it, and the rules with their versions."""

import json

import sqlalchemy as sa
from alembic import op

from care.storage.base import Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COLUMNS = ("caller", "purpose", "level", "disposition", "rules")


def upgrade() -> None:
    with op.batch_alter_table("decision") as table:
        table.add_column(
            sa.Column("caller", sa.String(20), nullable=False, server_default="unknown")
        )
        table.add_column(sa.Column("purpose", sa.String(40), nullable=True))
        table.add_column(sa.Column("level", sa.String(10), nullable=True))
        table.add_column(
            sa.Column("disposition", sa.String(20), nullable=False, server_default="none")
        )
        table.add_column(sa.Column("rules", Json, nullable=False, server_default="[]"))
    op.create_index("ix_decision_recent", "decision", ["conversation_id", "at"])
    _fill()


def _fill() -> None:
    """What the first release kept inside the assessment, put where it can be asked for."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT d.id, d.assessment, r.caller FROM decision d "
            "LEFT JOIN care_request r ON r.id = d.request_id"
        )
    ).all()
    for key, raw, caller in rows:
        kept = json.loads(raw) if isinstance(raw, str) else (raw or {})
        names = ("item", "grade", "group", "version")
        rules = [{n: m.get(n, "") for n in names} for m in kept.get("matched") or []]
        values = {
            "id": key,
            "caller": caller or "unknown",
            "purpose": kept.get("purpose"),
            "level": kept.get("level"),
            "disposition": str(kept.get("disposition") or "none"),
            "rules": json.dumps(rules, ensure_ascii=False),
        }
        rules_value = (
            "CAST(:rules AS JSONB)" if connection.dialect.name == "postgresql" else ":rules"
        )
        connection.execute(
            sa.text(
                "UPDATE decision SET caller = :caller, purpose = :purpose, level = :level, "  # noqa: S608
                f"disposition = :disposition, rules = {rules_value} WHERE id = :id"
            ),
            values,
        )


def downgrade() -> None:
    op.drop_index("ix_decision_recent", table_name="decision")
    with op.batch_alter_table("decision") as table:
        for name in _COLUMNS:
            table.drop_column(name)
