"""Pages are found by their request, and may lie in the file of an earlier run; a run may replay another"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

# Columns are added in place: SQLite would rebuild a table that others refer to, and lose their rows.
def columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column('method', sa.String(), server_default='GET', nullable=False),
        sa.Column('fingerprint', sa.String(), server_default='', nullable=False),
        sa.Column('etag', sa.String(), nullable=True),
        sa.Column('last_modified', sa.String(), nullable=True),
        sa.Column('origin', sa.String(), server_default='fetched', nullable=False),
        sa.Column('reused_from', sa.Integer(), nullable=True),
    )


def upgrade() -> None:
    for column in columns():
        op.add_column('page', column)
    op.create_index(
        'ix_page_reused_from', 'page', ['reused_from'], sqlite_where=sa.text('reused_from IS NOT NULL')
    )
    op.add_column('run', sa.Column('replay_of', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('run', 'replay_of')
    op.drop_index('ix_page_reused_from', 'page')
    for column in columns():
        op.drop_column('page', column.name)
