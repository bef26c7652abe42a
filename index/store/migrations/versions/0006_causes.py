"""Why each run was judged as it was, what was measured, which code read it, and who asked that it end"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

COLUMNS = {'causes': (sa.Text(), '[]'), 'warnings': (sa.Text(), '[]'), 'measured': (sa.Text(), '{}'),
           'code_version': (sa.String(), ''), 'cancelled_by': (sa.String(), '')}


def upgrade() -> None:
    with op.batch_alter_table('run', schema=None) as batch_op:
        for name, (kind, default) in COLUMNS.items():
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=default))


def downgrade() -> None:
    with op.batch_alter_table('run', schema=None) as batch_op:
        for name in COLUMNS:
            batch_op.drop_column(name)
