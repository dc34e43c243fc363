"""Split the names of customers

A data migration: it reads every customer, so its SQL cannot be shown beforehand.

Revision ID: b7d3
Revises: 8a20
Create Date: 2025-06-30 11:05:00
"""

import sqlalchemy as sa
from alembic import op

revision = "b7d3"
down_revision = "8a20"
branch_labels = None
depends_on = None

customer = sa.table(
    "customer",
    sa.column("id", sa.Integer),
    sa.column("full_name", sa.String),
    sa.column("given_name", sa.String),
    sa.column("family_name", sa.String),
)


def upgrade():
    op.add_column("customer", sa.Column("given_name", sa.String(100), nullable=False, server_default=""))
    op.add_column("customer", sa.Column("family_name", sa.String(100), nullable=False, server_default=""))
    connection = op.get_bind()
    for row in connection.execute(sa.select(customer.c.id, customer.c.full_name)).all():
        given, _, family = row.full_name.strip().rpartition(" ")
        connection.execute(
            sa.update(customer).where(customer.c.id == row.id).values(given_name=given, family_name=family)
        )


def downgrade():
    op.drop_column("customer", "family_name")
    op.drop_column("customer", "given_name")
