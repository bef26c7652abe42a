"""Why a removal waits, the call back to the listed number, and the confirmation of a case by mail"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

WORDS = {'waits': sa.String(), 'called': sa.String(), 'confirm_to': sa.Text()}
MOMENTS = ('called_at', 'confirmed_at')


def upgrade() -> None:
    for name, kind in WORDS.items():
        op.add_column('case', sa.Column(name, kind, server_default='', nullable=False))
    for name in MOMENTS:
        op.add_column('case', sa.Column(name, sa.String()))


def downgrade() -> None:
    for name in (*WORDS, *MOMENTS):
        op.drop_column('case', name)
