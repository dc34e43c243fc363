"""cascade left"""
import sqlalchemy as sa
from alembic import op

revision = "v2"
down_revision = "v1"


def upgrade():
    op.drop_constraint("syllable_word", "syllable", type_="foreignkey")
    op.create_foreign_key("syllable_word", "syllable", "word", ["word_id"], ["id"], ondelete="CASCADE")
    op.add_column("word", sa.Column("text", sa.Text))


def downgrade():
    op.drop_column("word", "text")
    op.drop_constraint("syllable_word", "syllable", type_="foreignkey")
    op.create_foreign_key("syllable_word", "syllable", "word", ["word_id"], ["id"])
