"""empty downgrade"""
import sqlalchemy as sa
from alembic import op

revision = "v2"
down_revision = "v1"


def upgrade():
    op.create_table("foobar", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("foobar")
