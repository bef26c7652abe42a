"""Pairs of listings that may speak of one practitioner and were kept apart"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'doubt',
        sa.Column('left_source', sa.String(), nullable=False),
        sa.Column('left_id', sa.String(), nullable=False),
        sa.Column('right_source', sa.String(), nullable=False),
        sa.Column('right_id', sa.String(), nullable=False),
        sa.Column('points', sa.Float(), nullable=False),
        sa.Column('why', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('left_source', 'left_id', 'right_source', 'right_id'),
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('before', sa.Text(), nullable=False, server_default='[]'))


def downgrade() -> None:
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_column('before')
    op.drop_table('doubt')
