"""Keep the total of each order

Revision ID: d95e
Revises: b7d3
Create Date: 2025-10-08 08:30:00
"""

import sqlalchemy as sa
from alembic import op

revision = "d95e"
down_revision = "b7d3"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("orders", sa.Column("total_cents", sa.Integer, nullable=False, server_default="0"))
    op.execute(
        "UPDATE orders SET total_cents = (SELECT COALESCE(SUM(quantity * price_cents), 0)"
        " FROM order_line WHERE order_line.order_id = orders.id)"
    )
    op.create_index("orders_by_status", "orders", ["status"])


def downgrade():
    op.drop_index("orders_by_status", table_name="orders")
    op.drop_column("orders", "total_cents")
