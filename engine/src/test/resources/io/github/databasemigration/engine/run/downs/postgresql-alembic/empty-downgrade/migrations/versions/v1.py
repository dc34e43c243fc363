"""empty downgrade"""
import sqlalchemy as sa
from alembic import op

revision = "v1"
down_revision = None


def upgrade():
    op.create_table("base", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    pass
