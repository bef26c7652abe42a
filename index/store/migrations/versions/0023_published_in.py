"""The first generation that contains what a run found, or a decision on a correction"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

PASSED = "verdict = 'passed' AND dry_run = 0"
UNPUBLISHED = f'{PASSED} AND published_in IS NULL'
AT = {'run': 'ended_at', 'correction': 'decided_at'}


def upgrade() -> None:
    for table, at in AT.items():
        op.add_column(table, sa.Column('published_in', sa.Integer(), nullable=True))
        only = " AND verdict = 'passed'" if table == 'run' else ''
        op.execute(  # as it was decided until now
            f'UPDATE "{table}" SET published_in = (SELECT min(generation) FROM publication WHERE built_at >= {at})'
            f' WHERE {at} IS NOT NULL{only}'
        )
    op.drop_index('ix_run_passed_at', 'run')
    op.create_index('ix_run_unpublished', 'run', ['ended_at'], sqlite_where=sa.text(UNPUBLISHED))


def downgrade() -> None:
    op.drop_index('ix_run_unpublished', 'run')
    op.create_index('ix_run_passed_at', 'run', ['ended_at'], sqlite_where=sa.text(PASSED))
    for table in AT:
        op.drop_column(table, 'published_in')  # in place: a copied table would lose what refers to its rows
