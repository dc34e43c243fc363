"""index before table"""
import sqlalchemy as sa
from alembic import op

revision = "v2"
down_revision = "v1"


def upgrade():
    op.create_table("post", sa.Column("id", sa.Integer, primary_key=True), sa.Column("user_id", sa.Integer, sa.ForeignKey("user.id")))
    op.create_index("ix_post_user_id", "post", ["user_id"])


def downgrade():
    op.drop_index("ix_post_user_id", table_name="post")
    op.drop_table("post")
