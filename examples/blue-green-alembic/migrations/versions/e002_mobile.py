"""A column beside the one it replaces

Nullable, so that the old version goes on to insert without it.

Revision ID: e002
Revises: e001
Create Date: 2025-09-08 10:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "e002"
down_revision = "e001"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("customers", sa.Column("mobile", sa.String(30)))
    op.execute("UPDATE customers SET mobile = phone")


def downgrade():
    op.drop_column("customers", "mobile")
