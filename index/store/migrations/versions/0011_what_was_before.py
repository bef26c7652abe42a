"""What each run changed, which run found a listing first, and with whom listings stood before"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.add_column(sa.Column('added_by', sa.Integer()))
        batch_op.create_index(
            'ix_listing_added_by', ['added_by'], unique=False, sqlite_where=sa.text('added_by IS NOT NULL')
        )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('since', sa.Date()))
        batch_op.add_column(sa.Column('noted', sa.String(), nullable=False, server_default=''))
    op.execute('UPDATE membership SET noted = provider')
    op.create_table(
        'membership_before',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('source', sa.String(), nullable=False),
        sa.Column('source_id', sa.String(), nullable=False),
        sa.Column('provider', sa.String(), nullable=False),
        sa.Column('since', sa.Date()),
        sa.Column('until', sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_membership_before')),
    )
    op.create_index(op.f('ix_membership_before_provider'), 'membership_before', ['provider'])
    op.create_index('ix_membership_before_listing', 'membership_before', ['source', 'source_id'])
    op.create_table(
        'change',
        sa.Column('run', sa.Integer(), nullable=False),
        sa.Column('source', sa.String(), nullable=False),
        sa.Column('source_id', sa.String(), nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('fields', sa.Text(), nullable=False),
        sa.Column('ended', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['run'], ['run.id'], name=op.f('fk_change_run_run')),
        sa.PrimaryKeyConstraint('run', 'source', 'source_id', name=op.f('pk_change')),
    )
    op.create_index('ix_change_listing', 'change', ['source', 'source_id'])


def downgrade() -> None:
    op.drop_table('change')
    op.drop_table('membership_before')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_column('noted')
        batch_op.drop_column('since')
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.drop_index('ix_listing_added_by')
        batch_op.drop_column('added_by')
