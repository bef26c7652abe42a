"""Publications that the publish gate held back"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'publication_hold',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('held_at', sa.String(), nullable=False),
        sa.Column('tried_at', sa.String(), nullable=False),
        sa.Column('causes', sa.Text(), nullable=False),
        sa.Column('ended_at', sa.String(), nullable=True),
        sa.Column('generation', sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_publication_hold')),
    )


def downgrade() -> None:
    op.drop_table('publication_hold')
