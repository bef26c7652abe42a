"""Which provider ids stood for two people at once, and were parted"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'mixed_up',
        sa.Column('provider', sa.String(), nullable=False),
        sa.Column('parted_on', sa.Date(), nullable=False),
        sa.Column('why', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(['provider'], ['provider.id'], name=op.f('fk_mixed_up_provider_provider')),
        sa.PrimaryKeyConstraint('provider', name=op.f('pk_mixed_up')),
    )


def downgrade() -> None:
    op.drop_table('mixed_up')
