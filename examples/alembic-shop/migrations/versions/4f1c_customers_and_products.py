"""Customers and products

Revision ID: 4f1c
Revises:
Create Date: 2025-02-03 09:12:00
"""

import sqlalchemy as sa
from alembic import op

revision = "4f1c"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("full_name", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False, server_default=sa.func.current_timestamp()),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sku", sa.String(40), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("price_cents", sa.Integer, nullable=False),
        sa.CheckConstraint("price_cents >= 0", name="product_price_not_negative"),
    )


def downgrade():
    op.drop_table("product")
    op.drop_table("customer")
