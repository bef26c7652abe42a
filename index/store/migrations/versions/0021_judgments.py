"""Judgments of people on what was read (quotes, credentials), and since when a pair of listings is in doubt"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'judgment',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('queue', sa.String(), nullable=False),
        sa.Column('subject', sa.String(), nullable=False),
        sa.Column('source', sa.String(), nullable=False),
        sa.Column('read', sa.Text(), nullable=False),
        sa.Column('verdict', sa.String(), nullable=False),
        sa.Column('who', sa.String(), nullable=False),
        sa.Column('decided_at', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_judgment')),
    )
    op.create_index('ix_judgment_subject', 'judgment', ['queue', 'subject'])
    with op.batch_alter_table('doubt', schema=None) as batch_op:
        batch_op.add_column(sa.Column('since', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('doubt', schema=None) as batch_op:
        batch_op.drop_column('since')
    op.drop_index('ix_judgment_subject', 'judgment')
    op.drop_table('judgment')
