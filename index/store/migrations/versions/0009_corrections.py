"""What listed people told us: who accepted it, renewed it or took it back, and why"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'correction',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('told', sa.String(), nullable=False),
        sa.Column('case', sa.String(), nullable=False),
        sa.Column('verdict', sa.String(), nullable=False),
        sa.Column('who', sa.String(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('decided_at', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_correction')),
    )
    op.create_index(op.f('ix_correction_told'), 'correction', ['told'])
    op.create_index(op.f('ix_correction_case'), 'correction', ['case'])


def downgrade() -> None:
    op.drop_table('correction')
