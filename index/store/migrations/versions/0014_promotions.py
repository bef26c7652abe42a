"""How far the promotion of a run is"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'promotion',
        sa.Column('run', sa.Integer(), nullable=False),
        sa.Column('source', sa.String(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('whole', sa.Boolean(), nullable=False),
        sa.Column('phase', sa.String(), nullable=False),
        sa.Column('position', sa.String(), nullable=False),
        sa.Column('delta', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['run'], ['run.id'], name=op.f('fk_promotion_run_run')),
        sa.ForeignKeyConstraint(['source'], ['source.id'], name=op.f('fk_promotion_source_source')),
        sa.PrimaryKeyConstraint('run', name=op.f('pk_promotion')),
        sa.UniqueConstraint('source', name=op.f('uq_promotion_source')),
    )


def downgrade() -> None:
    op.drop_table('promotion')
