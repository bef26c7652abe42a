"""Which listings changed since the last resolution, and which file it left for the next"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'listing_change',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('source', sa.String(), nullable=False),
        sa.Column('source_id', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_listing_change')),
        sqlite_autoincrement=True,
    )
    op.create_table(
        'resolution',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('resolved_at', sa.String(), nullable=False),
        sa.Column('whole', sa.Boolean(), nullable=False),
        sa.Column('listings', sa.Integer(), nullable=False),
        sa.Column('looked_at', sa.Integer(), nullable=False),
        sa.Column('kept', sa.String(), nullable=False),
        sa.Column('decisions_to', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_resolution')),
    )


def downgrade() -> None:
    op.drop_table('resolution')
    op.drop_table('listing_change')
