"""cascade left"""
import sqlalchemy as sa
from alembic import op

revision = "v1"
down_revision = None


def upgrade():
    op.create_table("word", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("syllable", sa.Column("id", sa.Integer, primary_key=True), sa.Column("word_id", sa.Integer))
    op.create_foreign_key("syllable_word", "syllable", "word", ["word_id"], ["id"])


def downgrade():
    pass
