"""enum left"""
import sqlalchemy as sa
from alembic import op

revision = "v2"
down_revision = "v1"


def upgrade():
    op.create_table("pet", sa.Column("id", sa.Integer, primary_key=True), sa.Column("kind", sa.Enum("cat", "dog", name="kind")))


def downgrade():
    op.drop_table("pet")
