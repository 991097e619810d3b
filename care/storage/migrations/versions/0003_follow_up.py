"""What follows an answer: checks of the next day, and the telling of whoever is on call."""

import sqlalchemy as sa
from alembic import op

from care.storage.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "next_day_check",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(40), nullable=False),
        sa.Column("request_id", sa.String(40), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("answer", sa.String(20), nullable=True),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["care_request.id"], name=op.f("fk_next_day_check_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_day_check")),
        sa.UniqueConstraint("request_id", "round", name=op.f("uq_next_day_check_request_id_round")),
    )
    op.create_index("ix_next_day_check_due", "next_day_check", ["state", "due_at"])
    op.create_index("ix_next_day_check_conversation_id", "next_day_check", ["conversation_id"])
    op.create_table(
        "on_call_notice",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(40), nullable=False),
        sa.Column("request_id", sa.String(40), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.String(120), nullable=True),
        sa.Column("seen_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.String(40), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["care_request.id"], name=op.f("fk_on_call_notice_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_call_notice")),
        sa.UniqueConstraint("request_id", "level", name=op.f("uq_on_call_notice_request_id_level")),
    )
    op.create_index("ix_on_call_notice_due", "on_call_notice", ["state", "next_at"])
    op.create_index("ix_on_call_notice_conversation_id", "on_call_notice", ["conversation_id"])
    _count_as_told()


def _count_as_told() -> None:
    """What stood on the team's list before is not told anew on the day of the change."""
    op.execute(
        "INSERT INTO on_call_notice (conversation_id, request_id, level, state, step, sent, next_at, created_at) "
        "SELECT conversation_id, id, COALESCE(level, CASE WHEN disposition IN ('call_15', 'on_call_now') "
        "THEN 'red' ELSE 'amber' END), 'dropped', 0, 0, opened_at, opened_at FROM care_request "
        "WHERE status <> 'closed' AND (level IS NULL OR level <> 'green')"
    )


def downgrade() -> None:
    op.drop_table("on_call_notice")
    op.drop_table("next_day_check")
