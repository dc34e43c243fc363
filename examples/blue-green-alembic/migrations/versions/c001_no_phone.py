"""The old column goes

Revision ID: c001
Revises:
Create Date: 2025-09-15 10:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "c001"
down_revision = None
branch_labels = ("contract",)
depends_on = "e002"


def upgrade():
    op.drop_column("customers", "phone")


def downgrade():
    op.add_column("customers", sa.Column("phone", sa.String(30)))
    op.execute("UPDATE customers SET phone = mobile")
