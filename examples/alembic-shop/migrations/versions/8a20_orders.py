"""Orders and their lines

Revision ID: 8a20
Revises: 4f1c
Create Date: 2025-03-17 16:40:00
"""

import sqlalchemy as sa
from alembic import op

revision = "8a20"
down_revision = "4f1c"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("customer_id", sa.Integer, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("placed_at", sa.DateTime, nullable=False, server_default=sa.func.current_timestamp()),
        sa.Column("status", sa.String(20), nullable=False, server_default="open"),
    )
    op.create_table(
        "order_line",
        sa.Column("order_id", sa.Integer, sa.ForeignKey("orders.id"), primary_key=True),
        sa.Column("product_id", sa.Integer, sa.ForeignKey("product.id"), primary_key=True),
        sa.Column("quantity", sa.Integer, nullable=False),
        # The price at the time of the order: a product may become dearer afterwards.
        sa.Column("price_cents", sa.Integer, nullable=False),
        sa.CheckConstraint("quantity > 0", name="order_line_quantity_positive"),
    )
    op.create_index("orders_by_customer", "orders", ["customer_id", "placed_at"])


def downgrade():
    op.drop_table("order_line")
    op.drop_table("orders")
