"""Practices' own websites: which host a run asked, and what came of it"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('site_visit',
    sa.Column('run', sa.Integer(), nullable=False),
    sa.Column('host', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('addresses', sa.Text(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('closed_because', sa.String(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.String(), nullable=True),
    sa.Column('next_read', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['run'], ['run.id'], name=op.f('fk_site_visit_run_run')),
    sa.PrimaryKeyConstraint('run', 'host', name=op.f('pk_site_visit'))
    )


def downgrade() -> None:
    op.drop_table('site_visit')
