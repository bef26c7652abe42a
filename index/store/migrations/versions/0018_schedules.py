"""Operators' pauses and skipped runs of a source, and indexes by which all sources are seen at once"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

COLUMNS = {'operator_paused_at': None, 'operator_paused_until': None, 'operator_paused_by': '',
           'operator_pause_reason': '', 'skipped_at': None}
IN_FORCE = sa.text('withdrawn_on IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('source', schema=None) as batch_op:
        for name, default in COLUMNS.items():
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=default is None, server_default=default))
    op.create_index('ix_run_source', 'run', ['source', 'id'])
    for table in ('listing', 'register_entry'):
        op.create_index(f'ix_{table}_in_force', table, ['source', 'source_id'], sqlite_where=IN_FORCE,
                        postgresql_where=IN_FORCE)


def downgrade() -> None:
    for table in ('listing', 'register_entry'):
        op.drop_index(f'ix_{table}_in_force', table)
    op.drop_index('ix_run_source', 'run')
    with op.batch_alter_table('source', schema=None) as batch_op:
        for name in COLUMNS:
            batch_op.drop_column(name)
