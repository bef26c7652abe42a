"""Which process carries a run, and a state for the time between its claim and the first word of its crawl"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

INDEX = 'uq_run_active_source'


def upgrade() -> None:
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.add_column(sa.Column('claimed_by', sa.String(), nullable=False, server_default=''))
    _active("'queued', 'starting', 'running', 'collected'")


def downgrade() -> None:
    op.execute("UPDATE run SET state = 'queued' WHERE state = 'starting'")
    _active("'queued', 'running', 'collected'")
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.drop_column('claimed_by')


def _active(states: str) -> None:
    which = sa.text(f'state IN ({states})')
    op.drop_index(INDEX, table_name='run')
    op.create_index(INDEX, 'run', ['source'], unique=True, sqlite_where=which, postgresql_where=which)
