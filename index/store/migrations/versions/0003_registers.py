"""Entries of public registers, staged and kept, and what operators decided of matches"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('staged_entry',
    sa.Column('run', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('entry', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['run'], ['run.id'], name=op.f('fk_staged_entry_run_run')),
    sa.PrimaryKeyConstraint('run', 'source_id', name=op.f('pk_staged_entry'))
    )
    op.create_table('register_entry',
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('register', sa.String(), nullable=False),
    sa.Column('npi', sa.String(), nullable=False),
    sa.Column('license_key', sa.String(), nullable=False),
    sa.Column('entry', sa.Text(), nullable=False),
    sa.Column('first_seen', sa.Date(), nullable=False),
    sa.Column('last_seen', sa.Date(), nullable=False),
    sa.Column('missing_since', sa.Date(), nullable=True),
    sa.Column('missed_runs', sa.Integer(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['source'], ['source.id'], name=op.f('fk_register_entry_source_source')),
    sa.PrimaryKeyConstraint('source', 'source_id', name=op.f('pk_register_entry'))
    )
    with op.batch_alter_table('register_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_register_entry_license_key'), ['license_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_register_entry_npi'), ['npi'], unique=False)

    op.create_table('check_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('npi', sa.String(), nullable=False),
    sa.Column('provider', sa.String(), nullable=False),
    sa.Column('seen', sa.String(), nullable=False),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decided_at', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_decision'))
    )
    with op.batch_alter_table('check_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_decision_npi'), ['npi'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('check_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_decision_npi'))

    op.drop_table('check_decision')
    with op.batch_alter_table('register_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_register_entry_npi'))
        batch_op.drop_index(batch_op.f('ix_register_entry_license_key'))

    op.drop_table('register_entry')
    op.drop_table('staged_entry')
