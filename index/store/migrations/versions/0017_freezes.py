"""When a home was frozen and unfrozen, by whom and why"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'freeze',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('frozen', sa.Boolean(), nullable=False),
        sa.Column('who', sa.String(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('at', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_freeze')),
    )


def downgrade() -> None:
    op.drop_table('freeze')
