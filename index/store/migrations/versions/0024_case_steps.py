"""The language of a case, who works on it, and what an operator hid because of it"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

COLUMNS = {'language': 'en', 'claimed_by': '', 'hides': ''}


def upgrade() -> None:
    for name, default in COLUMNS.items():
        op.add_column('case', sa.Column(name, sa.String(), server_default=default, nullable=False))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column('case', name)
