"""The customers

Revision ID: e001
Revises:
Create Date: 2025-09-01 10:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "e001"
down_revision = None
branch_labels = ("expand",)
depends_on = None


def upgrade():
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("phone", sa.String(30)),
    )


def downgrade():
    op.drop_table("customers")
